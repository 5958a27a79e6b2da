"""What stands beside an item in a list is declared of an edge, and told where it cannot be read."""

from __future__ import annotations

from types import new_class
from typing import Any

import pytest
import strawberry

from gateway.declare.entities import beside, entity, list_card, listed, rest_of
from gateway.declare.errors import Misdeclared
from gateway.declare.fields import Written
from gateway.declare.relay import Connection, Edge, Paged
from tests.gateway.declare.things import schema_of
from tribes import records
from tribes.graphql.types import Article, Repost, Tribe, User


def refusal(record: Any, annotation: Any, declared: Any) -> str:
    """What is said of a schema in which a type has a field of these."""
    with pytest.raises(Misdeclared) as told:
        schema_of(record, odd=(annotation, declared))
    return str(told.value)


def of_edges(**fields: tuple[Any, Any]) -> str:
    """What is said of a feed of a tribe whose edges have such fields."""
    body = {name: declared for name, (_, declared) in fields.items()}
    body["__annotations__"] = {name: kind for name, (kind, _) in fields.items()}
    edge = strawberry.type(new_class("OddEdge", (Edge[Article],), {}, lambda it: it.update(body)))
    page = {"__annotations__": {"edges": list[edge]}}  # type: ignore[valid-type]
    feed = strawberry.type(type("OddFeed", (Paged,), page))
    return refusal(records.Tribe, feed | None, listed(records.Tribe.new, lambda: Article))


def _right() -> Any:
    return beside(lambda: Repost, records.Tribe)


def _counting() -> Any:
    """A type of reposts that is not read in one shard."""
    body = {"__annotations__": {"many": int}, "many": list_card(records.Tribe.new)}
    return entity(records.Repost, exists=Written())(strawberry.type(type("Counting", (), body)))


def test_what_is_not_read_with_the_page_stands_beside_nothing() -> None:
    """It would be null for ever, or an error for whoever asks."""
    assert "OddEdge.odd: it may be null" in of_edges(odd=(Repost, _right()))
    assert "OddEdge.odd: its target is a Repost, no User" in of_edges(odd=(User | None, _right()))
    foreign = beside(lambda: User, records.Tribe)
    assert "User records are not owned by Article records, the items" in of_edges(
        odd=(User | None, foreign)
    )
    assert "one record stands beside an item, and it has two" in of_edges(
        one=(Repost | None, _right()), two=(Repost | None, _right())
    )
    counting = _counting()
    assert "every shard has a part of its many, and it is read where its item is" in of_edges(
        odd=(counting | None, beside(lambda: counting, records.Tribe))
    )


def test_an_id_that_names_no_other_has_no_rest() -> None:
    """Of what is owned alone."""
    told = refusal(records.Article, Tribe, rest_of(lambda: Tribe))
    assert "Thing.odd: Article records have no owner: name the register" in told
    told = refusal(records.Repost, Connection[Tribe] | None, rest_of(lambda: Tribe))
    assert "Thing.odd: its target is a Tribe, no" in told
