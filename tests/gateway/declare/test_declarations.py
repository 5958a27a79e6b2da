"""What is declared wrongly is told where the schema is made, and not to whoever asks."""

from __future__ import annotations

import re
from typing import Any

import pytest
import strawberry

from crdt.records import ElementSet, Record, Register
from gateway.declare.entities import (
    absent,
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
    owned_by,
    stamp_time,
    stored_count,
    total,
)
from gateway.declare.errors import Misdeclared
from gateway.declare.fields import Listed, Members
from gateway.declare.nodes import of_id, of_name, of_viewer
from gateway.declare.relay import Connection, Node, SearchConnection
from gateway.declare.sources import (
    Identified,
    Latest,
    Merged,
    Named,
    Ranked,
    Searched,
    finds,
    page_of,
    source,
)
from gateway.declare.topics import topics_of
from gateway.faults import Schema
from tests.gateway.declare.things import schema_of
from tribes import handles, records
from tribes.graphql.enums import FeedOrder
from tribes.graphql.types import Comment, Tribe, User
from views.derive.language import day, ms_of
from views.derive.places import Board, GlobalList, Index, List, Places, Sum, derived
from views.reading.selections import Lists


@strawberry.type
class Stray:
    """A type that is read from nowhere."""

    name: str


@pytest.mark.parametrize(
    ("annotation", "declared", "told"),
    [
        (
            str,
            column("nope"),
            "Article has no Register 'nope'; it has publication, alive, hiding, title",
        ),
        (str, stamp_time("bumps"), "Article has no Register 'bumps'"),
        (str, claimed(handles.Slug.index, "name"), "Slug has no Register 'name'; it has claim"),
        (str, claimed(records.Tribe.new, "name"), "Tribe.new is no Index, but of class List"),  # type: ignore[arg-type]
        (int, stored_count("bumps"), "Article has no DistinctCount 'bumps'; it has views"),
        (int, card("title"), "Article has no ElementSet 'title'; it has bumps, saves, comments"),
        (str, card("bumps"), "a number is no String"),
        (bool, total(records.Article.repost_count), "a number is no Boolean"),
        (str, list_card(records.Article.reposts), "a number is no String"),
        (bool, holds_viewer("title"), "Article has no ElementSet 'title'"),
        (int, holds_viewer("bumps"), "whether somebody is in a set is a bool"),
        (User, lookup("nope", None, lambda: User), "Article has no Register 'nope'"),
        (User, lookup("title", None, lambda: Tribe), "its target is a Tribe, no User"),
        (User, lookup("title", None, User), "give a function of a type, as in `lambda: User`"),
        (Stray, lookup("title", None, lambda: Stray), "Stray is not declared over a record"),
        (User, owned_by(lambda: User), "Article records have no owner: name the register"),
        (Connection[User], members("title", lambda: User), "Article has no ElementSet 'title'"),
        (Connection[User], members("bumps", lambda: Tribe), "its target is a Tribe, no User"),
        (User, listed(records.Article.reposts, lambda: User), "User is no connection"),
    ],
)
def test_a_declaration_that_does_not_fit_is_refused(
    annotation: Any, declared: Any, told: str
) -> None:
    """It would be compiled, and answer null, nothing or an error for ever."""
    with pytest.raises(Misdeclared) as refusal:
        schema_of(records.Article, odd=(annotation, declared))
    assert str(refusal.value).startswith(f"Thing.odd: {told}") or told in str(refusal.value)
    assert "Thing.odd: " in str(refusal.value)


def test_what_owns_a_record_is_what_its_declaration_says() -> None:
    """Its ids are those of the owner, whatever a field says that it is."""
    told = "Thing.odd: Article records own Comment records, and its target is of User"
    with pytest.raises(Misdeclared, match=told):
        schema_of(records.Comment, odd=(User, owned_by(lambda: User)))


def test_what_must_be_true_must_be_there_too() -> None:
    """A record whose `exists` is never written would be there for nobody."""
    with pytest.raises(Misdeclared, match="Thing: Article has no Register 'alife'"):
        schema_of(records.Article, exists="alife")


class Lot(Record, kind="lot"):
    """A place where cars are."""

    guards = ElementSet()

    cars = List()
    empty = List()
    weight = Sum()
    board = Board(windows={FeedOrder.NEW: None, FeedOrder.TOP: day})
    plain = Board()


class Car(Record, kind="car"):
    """A car, which stands in a lot; lives in a shard of its own."""

    lot = Register()

    every = GlobalList()
    none = GlobalList()

    @derived
    def places(self) -> Places:
        """Everywhere that it can."""
        lot, at = self.lot.value, self.lot.at
        if lot is not None:
            yield Car.every.enter(by=at)
            yield Lot.cars.enter(lot, by=at)
            yield Lot.weight.add(lot, 1)
            yield Lot.board.give(lot, self.id, 1, ms=ms_of(at))
            yield Lot.plain.give(lot, self.id, 1)


@entity(Car)
@strawberry.type(name="Car")
class CarType(Node):
    """A car."""


@entity(Lot)
@strawberry.type(name="Lot")
class LotType(Node):
    """A lot."""


def _cars() -> type[Any]:
    return CarType


class Badge(Record, kind="badge", everywhere=True):
    """A unique name of a car, which nobody enters."""

    claim = Register()

    index = Index("badge")


FITTING: list[tuple[Any, Any]] = [
    (CarType, of_id(CarType)),
    (Node, of_id(CarType)),
    (CarType, of_viewer(CarType)),
    (User, of_name(User, handles.Handle.index)),
    (Connection[CarType], page_of(Car.every, lambda: CarType)),
    (SearchConnection, finds(CarType, LotType)),
]


@pytest.mark.parametrize(("annotation", "function"), FITTING)
def test_a_source_that_fits_is_taken(annotation: Any, function: Any) -> None:
    """Its field is of the type that it reads, or of an interface of that."""
    made = {"__annotations__": {"odd": annotation | None}, "odd": source(function)}
    Schema(query=strawberry.type(type("Query", (), made)))


@pytest.mark.parametrize(
    ("annotation", "function", "told"),
    [
        (LotType, of_id(CarType), "its target is a Car, no Lot"),
        (str, of_id(CarType), "its target is a Car, no String"),
        (list[CarType], of_id(CarType), "it is a list, and its source reads one thing"),
        (Stray, of_id(Stray), "Stray is not declared over a record"),
        (LotType, of_viewer(CarType), "its target is a Car, no Lot"),
        (LotType, of_name(User, handles.Handle.index), "its target is a User, no Lot"),
        (CarType, of_name(CarType, Badge.index), "nothing stands in Badge.index: yield it"),
        (CarType, page_of(Car.every, lambda: CarType), "Car is no connection"),
        (Connection[LotType], page_of(Car.every, lambda: CarType), "its target is a Car, no Lot"),
        (
            Connection[LotType],
            page_of(Car.every, lambda: LotType),
            "Car records stand in Car.every, and its target is of Lot",
        ),
        (
            Connection[CarType],
            page_of(Car.none, lambda: CarType),
            "nothing stands in Car.none: yield it from the derivation",
        ),
        (
            Connection[CarType],
            page_of(Lot.cars, lambda: CarType),  # type: ignore[arg-type]
            "each Lot has its own Lot.cars: give a GlobalList; or read this one by `listed`",
        ),
        (
            Connection[CarType],
            page_of("car.every:", lambda: CarType),  # type: ignore[arg-type]
            "'car.every:' is a name: give the place itself",
        ),
        (Connection[CarType], page_of(Car.every, "CarType"), "its target is 'CarType': give a fun"),  # type: ignore[arg-type]
        (Connection[Node], finds(CarType), "what is searched for comes as a SearchConnection"),
        (SearchConnection, finds(Stray), "Stray is not declared over a record"),
        (SearchConnection, finds(), "it finds nothing: name types"),
    ],
)
def test_a_source_that_does_not_fit_is_refused(annotation: Any, function: Any, told: str) -> None:
    """It answered an empty page, or an error to whoever asked."""
    made = {"__annotations__": {"odd": annotation | None}, "odd": source(function)}
    with pytest.raises(Misdeclared) as refusal:
        Schema(query=strawberry.type(type("Query", (), made)))
    assert f"Query.odd: {told}" in str(refusal.value)


MIXED = {FeedOrder.NEW: Members("guards", _cars), FeedOrder.TOP: Listed(Lot.cars, _cars)}


@pytest.mark.parametrize(
    ("annotation", "declared", "told"),
    [
        (Connection[CarType], listed(Lot.cars, _cars), ""),
        (Connection[CarType], listed(Lot.board, _cars, window=FeedOrder.TOP), ""),
        (Connection[CarType], listed(Lot.plain, _cars), ""),
        (int, list_card(Lot.cars), ""),
        (int, total(Lot.weight), ""),
        (Connection[CarType], listed("lot.cars:", _cars), "'lot.cars:' is a name: give the place"),  # type: ignore[arg-type]
        (Connection[CarType], listed(Lot.empty, _cars), "nothing stands in Lot.empty: yield it"),
        (
            Connection[CarType],
            listed(Car.every, _cars),
            "no record holds Car.every: make it a source",
        ),  # type: ignore[arg-type]
        (
            Connection[CarType],
            listed(Lot.weight, _cars),
            "Lot.weight is no List or Board or BestBoard, but of",
        ),  # type: ignore[arg-type]
        (Connection[CarType], listed(Lot.board, _cars), "Lot.board has windows: say `window`"),
        (
            Connection[CarType],
            listed(Lot.plain, _cars, window=FeedOrder.TOP),
            "Lot.plain has no window FeedOrder.TOP",
        ),
        (
            Connection[LotType],
            listed(Lot.cars, lambda: LotType),
            "Car records stand in Lot.cars, and its target is of Lot",
        ),
        (
            Connection[CarType],
            ordered(MIXED),
            "some orders are read in one shard, and some in all",
        ),
        (
            Connection[Any],
            listed(records.User.new, lambda: CarType),
            "User holds User.new, and this is read from Lot",
        ),
        (int, list_card(Lot.weight), "Lot.weight is no List, but of class Sum"),  # type: ignore[arg-type]
        (int, total(Lot.cars), "Lot.cars is no Sum, but of class List"),  # type: ignore[arg-type]
        (bool, absent(Lot.cars), "Car records stand in Lot.cars, and these are others"),
    ],
)
def test_a_place_that_is_not_the_records_is_refused(
    annotation: Any, declared: Any, told: str
) -> None:
    """A list by a name that nobody enters would be empty for ever; one of many shards that was
    read in one would have a part of its rows.
    """
    annotation = Connection[CarType] if annotation == Connection[Any] else annotation
    if not told:
        schema_of(Lot, odd=(annotation, declared))
        return
    with pytest.raises(Misdeclared) as refusal:
        schema_of(Lot, odd=(annotation, declared))
    assert f"Thing.odd: {told}" in str(refusal.value)


def test_a_page_says_whose_list_it_is_of() -> None:
    """A list that everybody has one of is nobody's without an id."""
    for listing, of, told in (
        (Listed(Lot.cars, _cars), "", "a page of Lot.cars: say whose, with `of`"),
        (Listed(Car.every, _cars), "a", "a page of Car.every: it is nobody's: no `of`"),
        (Listed(Lot.plain, _cars), "a", "Lot.plain is a board: read it by `listed`"),
    ):
        with pytest.raises(TypeError, match=re.escape(told)):
            Ranked(listing, of=of)


def test_where_a_list_lies_follows_from_its_derivation() -> None:
    """Whoever declared it by hand was right on one shard, and lost rows on four."""
    assert not Listed(Lot.cars, _cars).near
    assert Listed(records.Article.top_comments, _cars).near
    assert Listed(records.Comment.new_replies, _cars).near
    assert not Listed(records.User.comments, _cars).near


@pytest.mark.parametrize(
    ("wanted", "topics_"),
    [
        (Identified(LotType, "a"), [(Lot, "a")]),
        (Latest(CarType, Lot.cars, "a"), [(Car, None)]),
        (Latest(CarType, records.User.notices, "a"), [(records.User, "a")]),
        (Latest(CarType, records.Article.top_comments, "a"), [(records.Article, "a")]),
        (Latest(CarType, records.Comment.new_replies, "a/1"), [(records.Article, "a")]),
        (Identified(Comment, "a/1"), [(records.Article, "a")]),
        (Named(CarType, handles.Handle.index, "a"), [(handles.Handle, None), (Car, None)]),
        (Ranked(Listed(Lot.cars, _cars), of="a"), [(Car, None)]),
        (Ranked(Listed(Car.every, _cars)), [(Car, None)]),
        (
            Ranked(Merged(_cars, (Lists(Lot.cars, Lot.guards, "a"), Lists(Car.every)))),
            [(Car, None), (Lot, "a")],
        ),
        (Searched("x", (CarType, LotType)), [(Car, None), (Lot, None)]),
        ([Identified(LotType, "a"), Identified(LotType, "b")], [(Lot, "a"), (Lot, "b")]),
        (None, []),
    ],
)
def test_what_is_listened_to_follows_from_what_is_read(wanted: Any, topics_: Any) -> None:
    """A subscription that listens to less than it reads is late for ever."""
    assert [tuple(one) for one in topics_of(wanted)] == topics_
