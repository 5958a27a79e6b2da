"""The views of the domain. There is one, `community`; adding another replays only that one."""

from __future__ import annotations

from pathlib import Path

import eventlog.judgement
from eventlog import envelope, faults
from projector import judgement
from tribes import derivations, events, projections, records
from tribes.records import Article, Comment, Handle, Notice, Slug, Tribe, User
from views.view import View

COMMUNITY = View(
    name="community",
    records=(User, Notice, Handle, Tribe, Slug, Article, Comment),
    projections=projections.PROJECTIONS,
    derivations={
        Article: derivations.article,
        Comment: derivations.comment,
        Notice: derivations.notice,
        Handle: derivations.handle,
        Slug: derivations.slug,
    },
    lua=Path(__file__).parent / "derivations.lua",
    code=(
        *(envelope, faults, eventlog.judgement, judgement),
        *(events, records, projections, derivations),
    ),
)

VIEWS = (COMMUNITY,)
