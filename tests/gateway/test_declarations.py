"""What is declared wrongly is told where the schema is made, and not to whoever asks."""

from __future__ import annotations

from typing import Any

import pytest
import strawberry

from gateway.declare.checks import Misdeclared
from gateway.declare.entities import (
    card,
    claimed,
    column,
    entity,
    holds_viewer,
    list_card,
    listed,
    lookup,
    members,
    ordered,
    stamp_time,
    stored_count,
    total,
)
from gateway.declare.fields import Listed, Members
from gateway.declare.relay import Connection, Node
from gateway.declare.sources import Identified, source
from gateway.faults import Schema
from tribes import records
from tribes.types import FeedOrder, Tribe, User


@strawberry.type
class Stray:
    """A type that is read from nowhere."""

    name: str


MIXED = {
    FeedOrder.NEW: Members("bumps", lambda: User),
    FeedOrder.TOP: Listed("top.", lambda: User),
}


@pytest.mark.parametrize(
    ("annotation", "declared", "told"),
    [
        (str, column("nope"), "Article has no Register 'nope'; it has publication, alive, title"),
        (str, stamp_time("bumps"), "Article has no Register 'bumps'"),
        (str, claimed(records.Slug, "name", "slug:"), "Slug has no Register 'name'; it has claim"),
        (str, claimed(records.Tribe, "name", "x:"), "Tribe is not kept everywhere"),
        (int, stored_count("bumps"), "Article has no DistinctCount 'bumps'; it has views"),
        (int, card("title"), "Article has no ElementSet 'title'; it has bumps, comments"),
        (str, card("bumps"), "a number is no String"),
        (bool, total("bumps.author:"), "a number is no Boolean"),
        (str, list_card("new.tribe:"), "a number is no String"),
        (bool, holds_viewer("title"), "Article has no ElementSet 'title'"),
        (int, holds_viewer("bumps"), "whether somebody is in a set is a bool"),
        (User, lookup("nope", None, lambda: User), "Article has no Register 'nope'"),
        (User, lookup("title", None, lambda: Tribe), "its target is a Tribe, no User"),
        (User, lookup("title", None, User), "give a function of a type, as in `lambda: User`"),
        (Stray, lookup("title", None, lambda: Stray), "Stray is not declared over a record"),
        (Connection[User], members("title", lambda: User), "Article has no ElementSet 'title'"),
        (Connection[User], members("bumps", lambda: Tribe), "its target is a Tribe, no User"),
        (User, listed("new.", lambda: User), "User is no connection"),
        (Connection[User], ordered(MIXED), "some orders are read in one shard, and some in all"),
    ],
)
def test_a_declaration_that_does_not_fit_is_refused(
    annotation: Any, declared: Any, told: str
) -> None:
    """It would be compiled, and answer null, nothing or an error for ever."""
    made = type("Thing", (Node,), {"__annotations__": {"odd": annotation}, "odd": declared})
    thing = entity(records.Article)(strawberry.type(made))

    def _thing(id: strawberry.ID) -> Identified:
        return Identified(thing, id)

    query = type("Query", (), {"__annotations__": {"thing": thing | None}, "thing": source(_thing)})
    with pytest.raises(Misdeclared) as refusal:
        Schema(query=strawberry.type(query))
    assert str(refusal.value).startswith(f"Thing.odd: {told}") or told in str(refusal.value)
    assert "Thing.odd: " in str(refusal.value)


def test_what_must_be_true_must_be_there_too() -> None:
    """A record whose `exists` is never written would be there for nobody."""
    thing = entity(records.Article, exists="alife")(
        strawberry.type(type("Thing", (Node,), {"__annotations__": {}}))
    )

    def _thing(id: strawberry.ID) -> Identified:
        return Identified(thing, id)

    query = type("Query", (), {"__annotations__": {"thing": thing | None}, "thing": source(_thing)})
    with pytest.raises(Misdeclared, match="Thing: Article has no Register 'alife'"):
        Schema(query=strawberry.type(query))
