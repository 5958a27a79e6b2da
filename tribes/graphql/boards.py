"""Boards: authors by the bumps on their articles, of a tribe or of all, in the same windows."""

from __future__ import annotations

from typing import Any, TypeAlias

from gateway.declare.entities import ordered, standing
from gateway.declare.fields import Listed, Target, as_int
from tribes import records
from tribes.graphql.enums import Window
from tribes.graphql.values import Standing

Holder: TypeAlias = type[records.Tribe | records.Community]


def leaderboard(of: Holder, user: Target) -> Any:
    """The boards that records of a kind hold."""
    return ordered(
        _boards(of, user),
        argument="window",
        doc="Authors by the bumps that others gave to their articles of the window; among equals, "
        "by id. A score is bumps. A cursor goes on in the board that it came from, though a new "
        "day, week or month has begun.",
    )


def viewer_standing(of: Holder, user: Target) -> Any:
    """Where the viewer stands on them."""
    return standing(
        _boards(of, user),
        lambda place, score: Standing(place=as_int(place), score=as_int(score)),
        argument="window",
        doc="Where you stand on the leaderboard; null when you do not.",
    )


def _boards(of: Holder, user: Target) -> dict[Window, Listed]:
    return {window: Listed(of.board, user, window=window) for window in Window}
