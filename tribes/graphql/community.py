"""The community as a whole: what is of all tribes together."""

from __future__ import annotations

import strawberry

from gateway.declare.entities import entity
from gateway.declare.relay import RankedConnection
from gateway.declare.sources import Identified
from tribes import records
from tribes.graphql.boards import leaderboard, viewer_standing
from tribes.graphql.types import User
from tribes.graphql.values import Standing


@entity(records.Community)
@strawberry.type(description="The community as a whole: all tribes together. It is no `Node`.")
class Community:
    leaderboard: RankedConnection[User] | None = leaderboard(records.Community, lambda: User)
    viewer_standing: Standing | None = viewer_standing(records.Community, lambda: User)


def community() -> Identified:
    """The one there is."""
    return Identified(Community, records.ALL, stub=True)
