"""Stories: given what happened, when something happens, then records and lists are thus.

    given(
        event(PageWritten, by="ada", page="p", title="Cars"),
    ).when(
        event(PageSaved, by="bob", page="p"),
    ).then(Page, "p", title="Cars", saves={"bob"}, latest=["p"])

No server runs: events go through the domain's entry and its projections, and what is derived is
evaluated in Python. The whole history is delivered in other orders, twice and in parts besides, and
must come to the same. That the store makes the same of it is what `bandstand check` looks at.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import count
from random import Random
from typing import Any, Final, Self, TypeVar

import msgspec

from bandstand.domain import Domain
from bandstand.loading import load
from bandstand.testing.stores import START_MS
from crdt.distinct import estimate
from crdt.lattices.best import Best
from crdt.lattices.counter import Counter
from crdt.lattices.map import Map, values_in
from crdt.laws import check_projection
from crdt.records import DistinctCount, ElementSet, Field, Record, ToldSet
from crdt.stamps import stamp_of
from crdt.states import State
from eventlog.envelope import Event, event_id
from eventlog.errors import EventRejected
from projector.errors import Unprojectable
from projector.judgement import check_of
from views.audit import expect
from views.derive.places import BestBoard, GlobalList, Place, Ranking, Sum
from views.placements import Reader
from views.shards import Shards
from views.view import View

E = TypeVar("E", bound=Event)
_ROUNDS: Final = 3
_now_ms = count(1)
"""SUBTLE: one count for a whole run, so that of two events the one that is written later is later,
wherever each is made. Nothing else may depend on the moment.
"""


def event(kind: type[E], /, *, by: str = "ada", at: int | None = None, **fields: Any) -> E:
    """An event that happened in a test.

    Args:
        by: the id of who did it. at: when, in milliseconds after the first moment of tests
            (2026-01-01); a moment after the event that was made before, where it is left out.
        fields: its own.

    Raises:
        msgspec.ValidationError: a field does not fit.
    """
    number = next(_now_ms)
    ms = START_MS + (number if at is None else at)
    made = kind(
        id=event_id(START_MS, number.to_bytes(10, "big")),
        at=stamp_of(ms),
        region="test",
        actor=by,
        **fields,
    )
    return msgspec.json.decode(msgspec.json.encode(made), type=kind)


def given(*events: Event) -> Story:
    """What happened before."""
    return Story(events)


@dataclass(frozen=True)
class Story:
    """A history, and what must have come of it."""

    events: tuple[Event, ...]

    def when(self, *events: Event) -> Story:
        """What happens then. A stamp decides what is later, and not the order here."""
        return Story((*self.events, *events))

    def parked(self, reason: str = "") -> Self:
        """The last event must be one that no view takes, by the entry or its projection.

        Args:
            reason: what must stand in why.

        Raises:
            AssertionError: it is taken, or refused for another reason.
        """
        domain, last = domain_of(type(self.events[-1])), self.events[-1]
        try:
            check_of(domain.views)(domain.admit(last.entered(last.stamp)))
        except (EventRejected, Unprojectable) as refused:
            if reason in str(refused):
                return self
            raise AssertionError(f"{type(last).__name__} is refused: {refused}") from None
        raise AssertionError(f"{type(last).__name__} is taken")

    def then(self, record: type[Record], record_id: str = "", /, **expected: Any) -> Self:
        """What must have come of it, by the names of fields and of lists, sums and boards.

        A register is compared by its value, None where nothing was written; a set by its elements;
        a count by its number; a list by the ids in it, the greatest score first; a sum by its
        number; a board by its members and their values, the first one first, as `[("ada", 3)]`.
        One with windows is compared by a dictionary of them, and for days, weeks and so on of the
        number of each. A list that no record holds needs no id.

        Raises:
            AssertionError: something is not so. It says what is.
            LawBroken: another delivery of the same events comes to something else.
        """
        outcome = _outcome(self.events, record)
        wrong = [
            f"{record.__name__} {record_id} {name} is {found!r}, and not {wanted!r}".replace(
                "  ", " "
            )
            for name, wanted in expected.items()
            if (found := outcome.found(record, record_id, name)) != wanted
        ]
        if wrong:
            raise AssertionError("\n".join(wrong))
        return self


@dataclass(frozen=True)
class _Outcome:
    """A history's merged state, and where its records stand."""

    state: State
    lists: dict[str, dict[str, int]]

    def found(self, record: type[Record], record_id: str, name: str) -> Any:
        part = vars(record).get(name)
        if isinstance(part, Place):
            return self._placed(part, record_id)
        if not isinstance(part, Field):
            raise AssertionError(f"{record.__name__} has no field, list, sum or board {name!r}")
        reader = Reader(self.state)
        match part:
            case ElementSet() | ToldSet():
                return set(reader.entered(part, record_id))
            case DistinctCount():
                return estimate(self.state.sketch(part.slot, record_id))
            case Map():
                return values_in(self.state.contents(part.slot, record_id))
            case Counter():
                return reader.total(part, record_id)
            case Best():
                return reader.standings(part, record_id)
        held = reader.value(record, record_id, name)
        return part.nothing if held is None else held

    def _placed(self, place: Place, record_id: str) -> Any:
        name = place.name if isinstance(place, GlobalList) else f"{place.name}:{record_id}"
        if isinstance(place, Sum):
            return sum(self.lists.get(f"sum {name}", {}).values())
        if isinstance(place, Ranking):
            windows = {one: self._ranked(place, one, record_id) for one in place.windows}
            return windows or _ranked(place, self.lists.get(name, {}))
        return _greatest_first(self.lists.get(name, {}))

    def _ranked(self, board: Ranking, window: Enum, holder: str) -> Any:
        """Of a window for ever its members; of another those of each day, week, … by its number."""
        start = board.start(window)
        if board.windows[window] is None:
            return _ranked(board, self.lists.get(f"{start}:{holder}", {}))
        return {
            int(name.removeprefix(f"{start}.").partition(":")[0]): _ranked(board, held)
            for name, held in self.lists.items()
            if name.startswith(f"{start}.") and name.partition(":")[2] == holder
        }


def _ranked(board: Ranking, scores: dict[str, int]) -> list[tuple[str, int]]:
    """The members of a board with what they stand there for, the first one first."""
    value_of = board.value_of if isinstance(board, BestBoard) else int
    return [(member, value_of(scores[member])) for member in _greatest_first(scores)]


def _greatest_first(scores: dict[str, int]) -> list[str]:
    return sorted(scores, key=lambda one: (scores[one], one.encode()), reverse=True)


def _outcome(events: tuple[Event, ...], record: type[Record]) -> _Outcome:
    domain = domain_of(record)
    view = next((one for one in domain.views if record in one.records), None)
    if view is None:
        raise AssertionError(f"no view of {domain.name} keeps {record.__name__}")
    check = check_of(domain.views)
    entered = [domain.admit(one.entered(one.stamp)) for one in events]
    for one in entered:
        check(one)
    state = check_projection(view.project, entered, Random(0), _ROUNDS)  # noqa: S311
    return _Outcome(state, _lists(view, state))


def _lists(view: View, state: State) -> dict[str, dict[str, int]]:
    """What stands in each list and board by name; in each sum, by `sum` and its name."""
    lists: dict[str, dict[str, int]] = defaultdict(dict)
    [holding] = expect(view, Shards(1), state)
    for fact, told in holding.derived.items():
        match fact:
            case ("list", name, member):
                lists[name][member] = int(told)
            case ("sum", name, " "):
                lists[f"sum {name}"][""] = int(told)
    return dict(lists)


def domain_of(kind: type[Any]) -> Domain:
    """The domain that a class belongs to: the outermost package or module that has views.

    Raises:
        LookupError: there is none.
    """
    return _domain_around(kind.__module__)


@cache
def _domain_around(module: str) -> Domain:
    parts = module.split(".")
    for end in range(1, len(parts) + 1):
        name = ".".join(parts[:end])
        if any(hasattr(found, "VIEWS") for found in (sys.modules.get(name), load(name, "views"))):
            return Domain(name)
    raise LookupError(f"{module} is in no domain: no package or module around it has VIEWS")
