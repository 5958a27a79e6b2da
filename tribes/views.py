"""The views of the domain. There is one, `community`; adding another replays only that one."""

from __future__ import annotations

from tribes import names, projections
from tribes.edits import Edit
from tribes.handles import FormerHandle, FormerSlug, Handle, Slug
from tribes.moderation import projections as moderation
from tribes.moderation.records import Case, Report
from tribes.records import Article, Comment, Community, Notice, Repost, Tribe, User
from views.projecting import projections_in
from views.view import View

COMMUNITY = View(
    name="community",
    records=(
        *(User, Notice, Handle, FormerHandle),
        *(Tribe, Slug, FormerSlug, Community),
        *(Article, Edit, Repost, Comment, Case, Report),
    ),
    projections=projections_in(projections, moderation),
    libraries=(names.PROFILE,),
)

VIEWS = (COMMUNITY,)
