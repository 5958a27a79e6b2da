"""A small domain, and what can be wrong in its events, records, views and parts: a mistake each."""

from __future__ import annotations

import textwrap
from pathlib import Path

FILES = {
    "__init__.py": "\n",
    "events.py": """
        from typing import Annotated
        import msgspec
        from eventlog.envelope import Event, Id

        Name = Annotated[str, msgspec.Meta(max_length=80)]

        class CarNamed(Event, entity="car"):
            car: Id
            name: Name

        class CarSold(Event, entity="car"):
            car: Id
        """,
    "records.py": """
        from crdt.records import ElementSet, Record, Register
        from views.derive.places import List, Places, derived

        class Car(Record, kind="car"):
            name = Register()
            sold = Register()
            wheels = List()

        class Wheel(Record, kind="wheel", owner=Car):
            size = Register()

            @derived
            def places(self) -> Places:
                yield Car.wheels.enter(self.owned_by, by=self.size.at)

        class Nick(Record, kind="nick", everywhere=True):
            claim = Register()
        """,
    "projections.py": """
        from views.projecting import Merges, projection
        from lot.events import CarNamed, CarSold
        from lot.records import Car

        @projection
        def named(event: CarNamed) -> Merges:
            return (Car.name.set(event.car, event.stamp, event.name),)

        @projection
        def sold(event: CarSold) -> Merges:
            return (Car.sold.set(event.car, event.stamp, True),)
        """,
    "views.py": """
        from lot import projections
        from lot.records import Car, Wheel
        from views.projecting import projections_in
        from views.view import View

        LOT = View(
            name="lot",
            records=(Car, Wheel),
            projections=projections_in(projections),
        )
        VIEWS = (LOT,)
        """,
    "schema.py": """
        import strawberry
        from gateway.declare.entities import card, column, entity, list_card, listed, lookup
        from gateway.declare.nodes import of_id
        from gateway.declare.relay import Connection, Node
        from gateway.declare.sources import source
        from lot import records

        @entity(records.Car, exists="name")
        @strawberry.type
        class Car(Node):
            name: str = column("name")
            wheel_count: int = list_card(records.Car.wheels)

        @strawberry.type
        class Query:
            car: Car | None = source(of_id(Car))
        """,
    "entry.py": "def admit(event): return event",
    "tabs.py": "TABS = ()",
    "claims.py": """
        from lot.events import CarNamed
        from lot.records import Car, Nick
        CLAIMS = {}
        """,
}

_WINDOW = """wheels = List()
    by_day = List("best.x")
    from enum import Enum
    from views.derive.places import Board
    W = Enum("W", ["X"])
    best = Board("best", windows={W.X: None})"""
_ITSELF = """by=self.size.at)
        if self.same.count:
            yield Wheel.same.enter(self.id, by=1)

    same = List()"""

Wrong = tuple[str, str, str, str, str]
"""A file, what is replaced by what, the place that is named, and what is said."""

WRONG: dict[str, Wrong] = {
    "a module that is not there": (
        *("records.py", "from crdt.records import", "import shapelier\nfrom crdt.records import"),
        *("lot/records.py:2", "No module named 'shapelier'; install it, or mend the import"),
    ),
    "a module of the domain that is not there": (
        *("projections.py", "from lot.records", "from lot.recrods"),
        *("lot/projections.py:4", "No module named 'lot.recrods'"),
    ),
    "no Python": (
        "events.py",
        "car: Id\n    name",
        "car Id\n    name",
        "lot/events.py:9",
        "syntax",
    ),
    "a name that is not there": (
        *("records.py", "name = Register()", "name = Registers()"),
        *("lot/records.py:6", "NameError: name 'Registers' is not defined"),
    ),
    "an error of its own": (
        "views.py",
        "LOT = View(",
        "1 / 0\nLOT = View(",
        "lot/views.py:7",
        "zero",
    ),
    "an end": (
        "entry.py",
        "def admit",
        "import sys; sys.exit(3)\ndef admit",
        "lot/entry.py:1",
        "3",
    ),
    "two records of one kind": (
        *("records.py", 'kind="wheel"', 'kind="car"'),
        *("lot/records.py:10", "of the kind 'car', as is Car at"),
    ),
    "a field that shadows the envelope": (
        *("events.py", "    name: Name", "    at: Name"),
        *("lot/events.py:8", "CarNamed.at: every event has at already"),
    ),
    "a field that shadows what is said of an event": (
        *("events.py", "    name: Name", "    entity: Name"),
        *("lot/events.py:8", "name the field otherwise"),
    ),
    "a float": ("events.py", "name: Name", "name: float", "lot/events.py:8", "whole numbers"),
    "a float in a list": (
        *("events.py", "name: Name", "name: Annotated[list[float], msgspec.Meta(max_length=3)]"),
        *("lot/events.py:8", "CarNamed.name takes floats"),
    ),
    "a text without a bound": (
        *("events.py", "name: Name", "name: str | None"),
        *("lot/events.py:8", "takes texts of any length"),
    ),
    "a pattern without a bound": (
        *("events.py", "max_length=80", 'pattern="^a+$"'),
        *("lot/events.py:8", "takes texts of any length"),
    ),
    "a list without a bound": (
        *("events.py", "name: Name", "name: list[Name]"),
        *("lot/events.py:8", "takes lists of any length"),
    ),
    "an object without a bound": (
        *("events.py", "name: Name", "name: dict[Name, int]"),
        *("lot/events.py:8", "takes objects of any size"),
    ),
    "two events of one type": (
        *(
            "events.py",
            'class CarSold(Event, entity="car")',
            'class CarSold(Event, entity="car", tag="car_named")',
        ),
        *("lot/events.py:12", "has the type 'car_named', which CarNamed has at lot/events.py:8"),
    ),
    "an event that belongs to nothing": (
        *("events.py", 'CarSold(Event, entity="car")', "CarSold(Event)"),
        *("lot/events.py:12", "does not say what it belongs to"),
    ),
    "an event without its id": (
        *("events.py", 'CarSold(Event, entity="car")', 'CarSold(Event, entity="van")'),
        *("lot/events.py:12", "add the field `van: Id`"),
    ),
    "an event without a projection": (
        *("projections.py", "@projection\ndef sold", "def sold"),
        *("lot/events.py:12", "no view keeps anything of CarSold"),
    ),
    "two projections of one event": (
        *("projections.py", "event: CarSold", "event: CarNamed"),
        *("lot/projections.py:10", "second projection of CarNamed, beside named at"),
    ),
    "a projection of nothing": (
        *("projections.py", "(event: CarSold)", "(event)"),
        *("lot/projections.py:10", "does not say of which event it is"),
    ),
    "an owner that no view keeps": (
        *("views.py", "records=(Car, Wheel)", "records=(Wheel,)"),
        *("lot/records.py:10", "add Car to its records"),
    ),
    "a list in which nothing stands": (
        *("records.py", "yield Car.wheels.enter(self.owned_by, by=self.size.at)", "return; yield"),
        *("lot/schema.py:13", "nothing stands in Car.wheels: yield it"),
    ),
    "a place that is not there": (
        *("records.py", "yield Car.wheels", "yield Car.doors"),
        *("lot/records.py:15", "Car has no place doors; it has wheels"),
    ),
    "a field of a derivation that is not there": (
        *("records.py", "self.size.at", "self.length.at"),
        *("lot/records.py:15", "Wheel has no length that a derivation reads"),
    ),
    "two lists of one name": (
        *("records.py", "wheels = List()", 'wheels = List("parts")\n    spares = List("parts")'),
        *("lot/records.py:9", "Car.spares has the name 'parts', as has Car.wheels"),
    ),
    "a list that is called as a window is": (
        *("records.py", "wheels = List()", _WINDOW),
        *("lot/records.py:13", "Car.best has the name 'best.x', as has Car.by_day"),
    ),
    "two views of one name": (
        "views.py",
        "VIEWS = (LOT,)",
        "from dataclasses import replace\nVIEWS = (LOT, replace(LOT))",
        "",
        "two views are called 'lot', and share keys",
    ),
    "a list that looks at itself": (
        *("records.py", "by=self.size.at)", _ITSELF),
        *("lot/records.py:10", "Wheel looks in a list that it stands in"),
    ),
    "a score that is no whole number": (
        *("records.py", "by=self.size.at", "by=1.5"),
        *("lot/records.py:15", "1.5"),
    ),
    "what is not in the language": (
        *("records.py", "yield Car", "open('x'); yield Car"),
        *("lot/records.py:15", "open"),
    ),
    "no view": ("views.py", "VIEWS = (LOT,)", "", "", "it has no VIEWS; write it in lot/views.py"),
    "views that are no tuple": (
        *("views.py", "VIEWS = (LOT,)", "VIEWS = LOT"),
        *("lot/views.py:12", "VIEWS is one View and no tuple: end it with a comma"),
    ),
    "views that are none": (
        *("views.py", "VIEWS = (LOT,)", 'VIEWS = ("lot",)'),
        *("lot/views.py:12", "VIEWS has 'lot', which is no View"),
    ),
    "an index of what is kept in one shard": (
        *(
            "records.py",
            "wheels = List()",
            "from views.derive.places import Index\n    wheels = Index()",
        ),
        *("lot/records.py:11", "Car.wheels is an index, and Wheel is kept in one shard: say class"),
    ),
    "an admission that is no function": (
        *("entry.py", "def admit(event): return event", "admit = 3"),
        *("lot/entry.py:1", "admit is 3: give a function from an event to an event"),
    ),
    "claims that are a list": (
        *("claims.py", "CLAIMS = {}", "CLAIMS = [CarNamed]"),
        *("lot/claims.py:4", "give such as {PlayerNamed"),
    ),
    "records that are no tuple": (
        *("views.py", "records=(Car, Wheel)", "records=(Car)"),
        *("lot/views.py:7", "view 'lot': its records are"),
    ),
    "projections that are not found": (
        *("views.py", "projections_in(projections)", "projections"),
        *("lot/views.py:7", "its projections are"),
    ),
    "a record that no view keeps": (
        *("views.py", "records=(Car, Wheel)", "records=()"),
        *("lot/schema.py:11", "Car is read from Car records, which no view keeps: add Car to the"),
    ),
    "a page that is a text": (
        *("__init__.py", "\n", '\nWEB = "web"\n'),
        *("lot/__init__.py:2", "WEB is 'web': give the folder of a page"),
    ),
    "a page that is not there": (
        *("__init__.py", "\n", "\nfrom pathlib import Path\nWEB = Path('web')\n"),
        *("lot/__init__.py:3", "WEB is PosixPath('web'): give the folder of a page"),
    ),
    "a record without its kind": (
        *("records.py", 'Car(Record, kind="car")', "Car(Record)"),
        *("lot/records.py:5", "Car: kind '' is part of keys; give 1 to 64 lower-case letters"),
    ),
    "an owner by its name": (
        *("records.py", "owner=Car", 'owner="Car"'),
        *("lot/records.py:10", "Wheel: its owner is 'Car': give the record's class"),
    ),
    "an event of no word": (
        *("events.py", 'CarSold(Event, entity="car")', "CarSold(Event, entity=Id)"),
        *("lot/events.py:12", "is part of the log's subjects; give a word of lower-case letters"),
    ),
    "a projection that is no function": (
        *("projections.py", "@projection\ndef sold", "projection('sold')\ndef sold"),
        *("lot/projections.py:10", "'sold' is no projection: decorate a function with"),
    ),
    "a claim of a field that is not there": (
        *("claims.py", "{}", '{CarNamed: (Nick, "nik")}'),
        *("lot/claims.py:4", "CarNamed has no field 'nik' to claim; it has car, name"),
    ),
    "a claim in a record that keeps none": (
        *("claims.py", "{}", '{CarNamed: (Car, "name")}'),
        *("lot/claims.py:4", "Car has no Register 'claim'; it has name, sold"),
    ),
    "a claim without its record": (
        *("claims.py", "{}", '{CarNamed: "name"}'),
        *("lot/claims.py:4", "give the record that keeps the claims and the event's field"),
    ),
} | {
    f"the kind {kind}": (
        *("records.py", 'kind="wheel"', f'kind="{kind}"'),
        *("lot/records.py:10", f"kind {kind!r} is "),
    )
    for kind in (
        *("list", "sum", "placed", "tally", "coverage", "parked", "work", "failed"),
        *("told", "Wheel", "a:b", "a.b", ""),
    )
}


def write(folder: Path, wrong: Wrong | None = None) -> None:
    """Write the domain `lot`, with something wrong in it."""
    (folder / "lot").mkdir()
    for name, text in FILES.items():
        made = textwrap.dedent(text)
        if wrong and wrong[0] == name:
            assert made.count(wrong[1]) >= 1
            made = made.replace(wrong[1], wrong[2], 1)
        (folder / "lot" / name).write_text(made, encoding="utf-8")
