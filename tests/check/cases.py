"""A domain of one file, and what is said of it with one thing in it replaced."""

from __future__ import annotations

from dataclasses import dataclass

DOMAIN = '''
"""Cars, and who likes them."""
import sys
from typing import Annotated

import strawberry
from msgspec import Meta

from crdt.records import ElementSet, Record, Register
from eventlog.envelope import Event, Id
from gateway.declare.entities import card, column, entity, lookup, viewer_can
from gateway.declare.nodes import of_id
from gateway.declare.permissions import among, whose
from gateway.declare.relay import Node
from gateway.declare.sources import source
from gateway.writing.mutations import NEW, mutation
from views.derive.places import GlobalList, Places, derived
from views.projecting import Merges, projection, projections_in
from views.view import View


class Car(Record, kind="car"):
    alive = Register()
    making = Register()
    fans = ElementSet()
    made = GlobalList()

    @derived
    def places(self) -> Places:
        if self.alive.value:
            yield Car.made.enter(by=self.making.value["year"])


class CarMade(Event, entity="car"):
    """A car was made."""

    car: Id
    year: Annotated[int, Meta(ge=1886, le=2100)]


class CarLiked(Event, entity="car"):
    """Somebody likes a car."""

    car: Id


@projection
def made(event: CarMade) -> Merges:
    return (
        Car.alive.set(event.car, event.stamp, True),
        Car.making.set(event.car, event.stamp, {"year": event.year}),
    )


@projection
def liked(event: CarLiked) -> Merges:
    return (Car.fans.add(event.car, event.actor, event.stamp),)


VIEWS = (View("cars", (Car,), projections_in(sys.modules[__name__])),)


@entity(Car, exists="alive")
@strawberry.type(name="Car", description="A car.")
class CarNode(Node):
    fan_count: int = card("fans", doc="How many like it.")
    year: int | None = column("making", "year", doc="The year when it was made.")


@strawberry.type
class Query:
    car: CarNode | None = source(of_id(CarNode), doc="A car by its id.")


@strawberry.type
class Mutation:
    make_car = mutation(CarMade, CarNode, given={"car": NEW}, doc="Make a car.")
'''

LUA = '''    @derived(lua="""
        local year = value('car', id, 'making')
        if year then enter('car.made', year.year WRONG) end
    """)
    def places(self) -> Places:
        held = self.making.value
        if held:
            yield Car.made.enter(by=held["year"])
'''
_DERIVED = DOMAIN[DOMAIN.index("    @derived") : DOMAIN.index("\n\nclass CarMade")]
_LIKED_HAS = "    car: Id\n\n\n@"
_PLATE = 'Annotated[str, Meta(pattern=r"^ab\\Z", max_length=1)]'
_INDEX = """
def indexed(event: CarMade) -> Merges:
    import time
    return (Found.name.set(event.car, event.stamp, str(time.time_ns())),)


class Found(Record, kind="car"):
    name = Register()


from search.corpus import Corpus, Kind, Text
CORPUS = Corpus((Kind(Found, (Text(Found.name),)),), {CarMade: indexed})
"""
_RESOLVED = """    @strawberry.field(description="How old it is.")
    def age(self) -> int:
        return 1

"""
_LIKED = "    return (Car.fans.add(event.car, event.actor, event.stamp),)"


@dataclass(frozen=True)
class Case:
    """A domain with one thing replaced, and what is said of it."""

    old: str
    new: str
    part: str
    says: str
    is_wrong: bool = True
    history: tuple[str, ...] = ()
    """What of the smallest history must stand there, a line each."""


CASES = {
    "a name that is not there": Case(
        "fans = ElementSet()", "fans = ElementSets()", "declarations", r"DOMAIN\.py:24: NameError"
    ),
    "an event without a projection": Case(
        *("@projection\ndef liked", "def liked"),
        *("declarations", r"DOMAIN\.py:40: no view keeps anything of CarLiked"),
    ),
    "what is not in the language": Case(
        *('self.making.value["year"]', 'int(self.making.value["year"])'),
        *("declarations", r"DOMAIN\.py:30: "),
    ),
    "a type that is read from no field": Case(
        *('card("fans"', 'card("fan"', "declarations", "Car has no ElementSet 'fan'; it has fans"),
    ),
    "an event that would have a number without an end": Case(
        "year: Annotated[int, Meta(ge=1886, le=2100)]",
        "year: str",
        "declarations",
        r"DOMAIN\.py:33: CarMade\.year takes texts of any length",
    ),
    "a projection that looks at a clock": Case(
        *(_LIKED, "    import time\n" + _LIKED.replace("event.actor", "str(time.time_ns())")),
        *("delivery", r"DOMAIN\.py:\d+: liked gives other merges when it is asked again"),
        history=("event(CarLiked, by='a', at=0, car='a'),",),
    ),
    "a projection that remembers": Case(
        *(_LIKED, "    SEEN.append(1)\n" + _LIKED.replace("event.actor", "str(len(SEEN))")),
        *("delivery", "liked gives other merges when it is asked again"),
    ),
    "a stamp that is later than its event": Case(
        *("Car.alive.set(event.car, event.stamp, True)", "Car.alive.set(event.car, LATE, True)"),
        *("delivery", r"made writes car a alive with the stamp 0[0-9a-f]{14}, and its event has"),
        history=("event(CarMade, by='a', at=0, car='a', year=1886),",),
    ),
    "a stamp that its event does not have": Case(
        *("Car.making.set(event.car, event.stamp,", "Car.making.set(event.car, EARLY,"),
        *("delivery", r"made writes car . making .*: of two who write it, it is not the later"),
        is_wrong=False,
    ),
    "an index that looks at a clock": Case(
        *("VIEWS = ", _INDEX + "VIEWS = "),
        *("delivery", r"DOMAIN\.py:\d+: indexed gives other merges when it is asked again"),
        history=("event(CarMade, by='a', at=0, car='a', year=1886),",),
    ),
    "a projection that fails for some": Case(
        *(_LIKED, "    {}['x']\n" + _LIKED),
        *("delivery", r"DOMAIN\.py:\d+: CarLiked makes it raise KeyError: 'x'"),
        history=("event(CarLiked, by='a', at=0, car='a'),",),
    ),
    "an event of which nothing fits": Case(
        *(_LIKED_HAS, _LIKED_HAS.replace("\n\n\n", f"\n    plate: {_PLATE}\n\n\n")),
        *("declarations", r"DOMAIN\.py:\d+: no CarLiked is generated, so none is looked at: not"),
        is_wrong=False,
    ),
    "an event of a type that is not known": Case(
        *(_LIKED_HAS, _LIKED_HAS.replace("\n\n\n", "\n    price: Decimal\n\n\n")),
        *("declarations", r"no CarLiked is generated, so none is looked at: CarLiked\.price: "),
        is_wrong=False,
    ),
    "a projection that refuses all": Case(
        *(_LIKED, "    raise EventRejected('not today')\n"),
        *("delivery", r"no generated CarLiked was taken \(not today\)"),
        is_wrong=False,
    ),
    "a projection that cannot make anything": Case(
        *(_LIKED, "    raise CRDTError('no fans')\n"),
        *("delivery", r"DOMAIN\.py:\d+: liked makes nothing of any generated CarLiked \(no fans"),
    ),
    "a projection that returns nothing": Case(
        *(_LIKED, _LIKED.replace("return ", "")),
        *("delivery", r"DOMAIN\.py:\d+: liked: it returns nothing and no tuple"),
        history=("event(CarLiked, by='a', at=0, car='a'),",),
    ),
    "a projection that returns a merge": Case(
        *(_LIKED, "    return Car.fans.add(event.car, event.actor, event.stamp)"),
        *(
            "delivery",
            r"DOMAIN\.py:\d+: liked: it returns a merge and no tuple: end it with a comma",
        ),
    ),
    "a projection that returns a text": Case(
        *(_LIKED, '    return ("fans",)'),
        *("delivery", r"DOMAIN\.py:\d+: liked: it returns something of class str among its merges"),
    ),
    "a projection of what no view keeps": Case(
        *(_LIKED, "    return (Lost.name.set(event.car, event.stamp, 1),)"),
        *("delivery", r"DOMAIN\.py:\d+: liked: it writes Lost, which its view does not keep: add"),
    ),
    "a projection that yields": Case(
        *(_LIKED, _LIKED.replace("return", "yield from")),
        *(
            "delivery",
            r"DOMAIN\.py:\d+: liked: it returns something of class generator and no tuple",
        ),
    ),
    "an index that returns nothing": Case(
        *("VIEWS = ", _INDEX.replace("    return (Found", "    _ = (Found") + "VIEWS = "),
        *("delivery", r"DOMAIN\.py:\d+: indexed: it returns nothing and no tuple"),
    ),
    "a derivation that fails for all": Case(
        *("if self.alive.value:", 'if self.making.value["year"] > self.making.value["month"]:'),
        *("derivations", r"DOMAIN\.py:\d+: the derivation fails for every car that was generated"),
    ),
    "an entry that fails": Case(
        *("VIEWS = ", "def admit(event):\n    return event.nothing\n\n\nVIEWS = "),
        *("delivery", r"DOMAIN\.py:\d+: Car\w+ makes it raise AttributeError"),
    ),
    "an entry that returns nothing": Case(
        *("VIEWS = ", "def admit(event):\n    event\n\n\nVIEWS = "),
        *("delivery", r"DOMAIN\.py:\d+: admit gives None: return the event"),
    ),
    "a derivation that fails for some": Case(
        *("if self.alive.value:", "if self.alive.value or self.fans.count:"),
        *("derivations", r"the derivation fails for car a \(None has no members\): such a record"),
        is_wrong=False,
        history=("event(CarLiked, by='a', at=0, car='a'),",),
    ),
    "a twin that says the same": Case(
        _DERIVED, LUA.replace("WRONG", ""), "derivations", "", is_wrong=False
    ),
    "a twin that says another": Case(
        *(_DERIVED, LUA.replace("WRONG", "+ 1")),
        *("derivations", "the Lua by hand and its twin say different things"),
        history=("event(CarMade, by='a', at=0, car='a', year=1886),",),
    ),
    "Lua that is none": Case(
        *(_DERIVED, LUA.replace("WRONG", "+")),
        *(
            "derivations",
            "view 'cars': the Lua in the derivation of car records cannot be compiled",
        ),
    ),
    "Lua that fails": Case(
        *(_DERIVED, LUA.replace("year.year WRONG", "year.year.month")),
        *("derivations", "view cars"),
    ),
    "a lattice whose digits order nothing": Case(
        *("    fans = ElementSet()", "    fans = ElementSet()\n    odd = Odd()"),
        *("laws", r"DOMAIN\.py:\d+: Odd holds 'x1886' in Car\.odd: contents are 15"),
    ),
    "a lattice whose values cannot be compared": Case(
        *("    fans = ElementSet()", "    fans = ElementSet()\n    odd = Mixed()"),
        *("laws", "two values cannot be compared"),
    ),
    "a key that nothing writes, of what may be null": Case(
        *('column("making", "year"', 'column("making", "years"', "columns"),
        r"DOMAIN\.py:\d+: Car\.year: making is written without 'years'; it has the keys year",
        is_wrong=False,
    ),
    "a key that some write": Case(
        '{"year": event.year}',
        '{"year": event.year if event.year < 2000 else None}',
        "columns",
        "",
        is_wrong=False,
    ),
    "a key that nothing writes": Case(
        *('year: int | None = column("making", "year"', 'year: int = column("making", "years"'),
        "columns",
        r"DOMAIN\.py:\d+: Car\.year: making is written without 'years'; it has the keys year",
    ),
    "a key of what has none": Case(
        *('year: int | None = column("making"', 'year: int = column("alive"', "columns"),
        r"Car\.year: alive is the value True, and has no key 'year'",
    ),
    "a type that is another": Case(
        *("year: int | None = column", "year: list[int] | None = column", "columns"),
        r"Car\.year: it is the number \d+, and its type is \[Int!\]",
    ),
    "an array that is JSON": Case(
        'year: int | None = column("making", "year", doc',
        'year: strawberry.scalars.JSON | None = column("making", "year", lambda y: [y], doc',
        "columns",
        "",
        is_wrong=False,
    ),
    "an array of any kind": Case(
        'year: int | None = column("making", "year", doc',
        'year: list[int] | None = column("making", "year", lambda y: {y}, doc',
        "columns",
        "",
        is_wrong=False,
    ),
    "an array with nothing in it": Case(
        'year: int | None = column("making", "year", doc',
        'year: list[int] | None = column("making", "year", lambda y: [y, None], doc',
        "columns",
        r"Car\.year: what is written has a null in it, and Int! is never null",
    ),
    "an object as a number": Case(
        *('column("making", "year"', 'column("making"', "columns"),
        r"Car\.year: what is written is told as no Int: Int cannot represent",
    ),
    "a conversion that fails": Case(
        *('"year", doc', '"year", lambda year: year.month, doc', "columns"),
        r"Car\.year: its conversion raises AttributeError: .*, of the number \d+",
    ),
    "an id that is a number": Case(
        "year: int | None = column",
        'before: "CarNode | None" = lookup("making", "year", lambda: CarNode, doc="Another.")\n'
        "    year: int | None = column",
        "columns",
        r"Car\.before: it looks up the number \d+ of making: an id is a text",
    ),
    "a type of which there is never one": Case(
        *("Car.alive.set(event.car, event.stamp, True),\n", "\n", "columns"),
        r"DOMAIN\.py:\d+: Car: no projection wrote Car\.alive of what was generated, so there is",
        is_wrong=False,
    ),
    "a count of what nobody enters": Case(
        *(_LIKED, "    return ()", "columns"),
        r"Car\.fanCount: no projection wrote Car\.fans of what was generated, so it says nothing",
        is_wrong=False,
    ),
    "a rule of a key that nothing writes": Case(
        "    fan_count: int",
        '    may: bool = viewer_can(whose("making", "maker"), doc="May.")\n    fan_count: int',
        *("columns", r"DOMAIN\.py:\d+: Car\.may: Car\.making is written without 'maker'; it has"),
    ),
    "a rule of what is written": Case(
        "    fan_count: int",
        '    may: bool = viewer_can(among("fans"), doc="May.")\n    fan_count: int',
        *("columns", r"\d fields of types and 1 that rules look at, beside what is written"),
        is_wrong=False,
    ),
    "a field that a function answers": Case(
        *("    fan_count: int", _RESOLVED + "    fan_count: int"),
        *("compiled", r"graphql-core answers what asks for these.*: Car\.age \("),
        is_wrong=False,
    ),
    "a field without a description": Case(
        *(
            ', doc="How many like it."',
            "",
            "schema",
            r"1 of \d+ have no description.*: Car\.fanCount;",
        ),
        is_wrong=False,
    ),
}

MORE = """
from decimal import Decimal
from crdt.errors import CRDTError
from crdt.records import Record, Register, Unstamped
from crdt.stamps import stamp_of
from eventlog.errors import EventRejected

SEEN = []
LATE, EARLY = stamp_of(3_000_000_000_000), stamp_of(1)


class Lost(Record, kind="lost"):
    name = Register()


class Odd(Unstamped):
    lesser = "less"

    def contents(self, value):
        return f"x{value}"

    def set(self, record_id, value):
        return (self.slot, record_id, self.name, self.contents(value))


class Mixed(Odd):
    def contents(self, value):
        return value if value % 2 else str(value)
"""

MORE_NAMES = ("LATE", "EARLY", "Decimal", "SEEN", "Rejected", "CRDTE", "Odd", "Mixed", "Lost")
"""What of it a case may need."""
