"""The views of the domain. There is one, `community`; adding another replays only that one."""

from __future__ import annotations

import eventlog.checks.visible
import eventlog.judgement
from eventlog import envelope
from eventlog.checks import faults
from projector import judgement
from tribes import events, names, projections, records, visible
from tribes.records import Article, Comment, Handle, Notice, Repost, Slug, Tribe, User
from views.view import View

COMMUNITY = View(
    name="community",
    records=(User, Notice, Handle, Tribe, Slug, Article, Repost, Comment),
    projections=projections.PROJECTIONS,
    code=(
        *(envelope, faults, eventlog.judgement, eventlog.checks.visible, judgement),
        *(events, records, projections, names, visible),
    ),
    libraries=(names.PROFILE,),
)

VIEWS = (COMMUNITY,)
