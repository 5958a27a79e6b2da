"""The views of the domain. There is one, `community`; adding another replays only that one."""

from __future__ import annotations

from tribes import names, projections
from tribes.records import (
    Article,
    Comment,
    FormerHandle,
    FormerSlug,
    Handle,
    Notice,
    Repost,
    Slug,
    Tribe,
    User,
)
from views.projecting import projections_in
from views.view import View

COMMUNITY = View(
    name="community",
    records=(
        *(User, Notice, Handle, FormerHandle),
        *(Tribe, Slug, FormerSlug),
        *(Article, Repost, Comment),
    ),
    projections=projections_in(projections),
    libraries=(names.PROFILE,),
)

VIEWS = (COMMUNITY,)
