"""A schema over a made-up domain with every lattice: challenges, and who rides them."""

from __future__ import annotations

from typing import Any

import strawberry

from bandstand.testing.stores import at
from crdt.records import Merge
from gateway.declare.entities import (
    card,
    column,
    edge_rank,
    edge_score,
    entity,
    holds_viewer,
    members,
    own,
    standing,
)
from gateway.declare.fields import Listed, Members, Written
from gateway.declare.relay import Edge, Node, Paged, RankedConnection
from gateway.declare.scalars import SafeInt
from gateway.declare.sources import Identified, Merged, Ranked, source
from gateway.faults import Schema
from tests.views.lattices import Athlete, Challenge
from views.reading.selections import Lists

BIG = 2**53 - 1


@entity(Athlete)
@strawberry.type
class Rider(Node):
    """Who rides."""

    name: str | None = column("name")


@strawberry.type
class RideEdge(Edge[Rider]):
    """A place on a board."""

    rank: int = edge_rank()
    elapsed_s: SafeInt = edge_score()
    clamped: int = edge_score()
    odd: int | None = edge_score(lambda score: 1 if 1 % (score + BIG) else 0)
    shown: str = edge_score(lambda score: f"{score // 60}:{score % 60:02}")


@strawberry.type
class Board(Paged):
    """A page of a board."""

    edges: list[RideEdge]


@strawberry.type
class Place:
    """Where somebody stands."""

    place: int
    score: SafeInt


def _place(place: int, score: int) -> Place:
    return Place(place=place, score=SafeInt(score))


@strawberry.type
class Rule:
    """A key of the rules, and what it says."""

    key: str
    says: str


def _rules(held: dict[str, Any]) -> list[Rule]:
    return [Rule(key=key, says=str(value)) for key, value in held.items()]


@entity(Challenge)
@strawberry.type
class Race(Node):
    """A challenge."""

    top: SafeInt | None = column("top")
    since: SafeInt | None = column("since")
    double: SafeInt | None = column("since", convert=lambda since: 2 * since)
    closed: bool = column("closed")
    open: bool = column("closed", convert=lambda closed: not closed)
    votes: int = column("votes")
    all_votes: SafeInt = column("votes")
    my_vote: int = own("votes")
    length: SafeInt | None = column("rules", "length")
    mine: str | None = own("rules")
    rules: list[Rule] = column("rules", convert=_rules)
    riders: int = card("fastest")
    rides: bool = holds_viewer("fastest")
    fastest: Board | None = members("fastest", lambda: Rider)
    longest: Board | None = members("longest", lambda: Rider)
    plain: RankedConnection[Rider] | None = members("longest", lambda: Rider)
    my_place: Place | None = standing(Members("fastest", lambda: Rider), _place)
    my_longest: Place | None = standing(Members("longest", lambda: Rider), _place)


@entity(Challenge, exists=Written())
@strawberry.type
class Begun(Node):
    """A challenge of which anything was written."""


@entity(Challenge, exists="title")
@strawberry.type
class Titled(Node):
    """A challenge that has a title."""


@entity(Challenge, dead="closed")
@strawberry.type
class Running(Node):
    """A challenge until it is closed."""

    top: SafeInt | None = column("top")


@entity(Challenge, exists=Written(), dead="closed")
@strawberry.type
class BegunAndRunning(Node):
    """One that is both."""


@strawberry.type
class RaceEdge(Edge[Race]):
    """A place in a list of challenges."""

    rank: int = edge_rank()
    top_speed: SafeInt = edge_score()


@strawberry.type
class Races(Paged):
    """A page of challenges."""

    edges: list[RaceEdge]


def _race(id: strawberry.ID) -> Identified:
    return Identified(Race, id)


def _begun(id: strawberry.ID) -> Identified:
    return Identified(Begun, id)


def _titled(id: strawberry.ID) -> Identified:
    return Identified(Titled, id)


def _running(id: strawberry.ID) -> Identified:
    return Identified(Running, id)


def _both(id: strawberry.ID) -> Identified:
    return Identified(BegunAndRunning, id)


def _merged() -> Ranked:
    return Ranked(Merged(lambda: Race, (Lists(Challenge.by_top), Lists(Challenge.by_votes))))


def _races(
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Ranked:
    listed = Listed(Challenge.by_top, lambda: Race)
    return Ranked(listed, first, after, last=last, before=before)


@strawberry.type
class Query:
    """All of it."""

    race: Race | None = source(_race)
    begun: Begun | None = source(_begun)
    running: Running | None = source(_running)
    titled: Titled | None = source(_titled)
    both: BegunAndRunning | None = source(_both)
    merged: Races = source(_merged)
    races: Races = source(_races)


SCHEMA = Schema(query=Query)

offer = Challenge.fastest.offer
MERGES: list[Merge] = [
    *(Athlete.name.set(who, at(1), who.title()) for who in ("ada", "bob", "cy", "dan")),
    Challenge.top.raise_to("a", BIG),
    Challenge.top.raise_to("b", -5),
    Challenge.top.raise_to("c", 7),
    Challenge.since.lower_to("a", -7),
    Challenge.since.lower_to("a", 9),
    Challenge.title.set("dead", at(1), "Over"),
    Challenge.closed.bury("dead"),
    *(Challenge.votes.set("a", who, at(1), 1 - 2**31) for who in ("ada", "bob")),
    Challenge.votes.set("a", "cy", at(1), 5),
    Challenge.rules.set("a", "length", at(1), 2**40),
    Challenge.rules.set("a", "bob", at(1), "leads"),
    Challenge.rules.set("a", "gone", at(1), "soon"),
    Challenge.rules.remove("a", "gone", at(2)),
    offer("a", "o1", at(1), member="ada", value=61),
    offer("a", "o2", at(1), member="bob", value=3_599),
    offer("a", "o3", at(1), member="bob", value=59),
    offer("a", "o4", at(1), member="cy", value=BIG),
    offer("a", "o5", at(1), member="dan", value=61),
    offer("a", "o6", at(1), member="eve", value=1),
    Challenge.fastest.withdraw("a", "o6", at(2)),
    Challenge.longest.offer("a", "o1", at(1), member="ada", value=-BIG),
    Challenge.longest.offer("a", "o2", at(1), member="bob", value=100),
]
