"""Readings: the sources of an operation, planned: what each asks for, how its answer is written.

What one asked for is kept, since it is mostly asked again; with it goes what was kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from gateway.compiler.lists import day_of
from gateway.compiler.plan import Plan
from gateway.compiler.shaping import Shape
from gateway.compiler.sizes import Length
from gateway.compiler.syntax import Arguments
from gateway.declare.sources import Item, Ranked, Searched, Source, Wanted
from gateway.errors import GatewayError, Unshapable
from gateway.reading.hits import PageShape
from gateway.reading.objects import Found
from gateway.reading.reads import Asked, ask, item_key, with_names
from gateway.reading.sessions import Path, Session

NULL = "null"
KEPT_MAX = 2_000
"""So much of what was asked for is kept, of all queries together: some 5 KB each."""

KEPT_LENGTH_MAX = 200
"""Of variables with longer texts, nothing is kept."""


class Kept:
    """What was asked of late, by what it depends on. It goes with the document that asked."""

    def __init__(self) -> None:
        self._by_reading = WeakKeyDictionary[Reading, dict[Any, tuple[Wanted, list[Asked]]]]()
        self._count = 0

    def __len__(self) -> int:
        return sum(map(len, self._by_reading.values()))

    def of(self, reading: Reading) -> dict[Any, tuple[Wanted, list[Asked]]]:
        """What one of them asked."""
        return self._by_reading.get(reading, _NOTHING)

    def keep(self, reading: Reading, key: Any, asked: tuple[Wanted, list[Asked]]) -> None:
        """Keep what one asked; all is let go when it is too much."""
        if self._count >= KEPT_MAX:
            self._by_reading.clear()
            self._count = 0
        self._by_reading.setdefault(reading, {})[key] = asked
        self._count += 1


_NOTHING: dict[Any, tuple[Wanted, list[Asked]]] = {}


@dataclass(frozen=True, eq=False)
class Reading:
    """A source, planned: where its answer goes, what it asks for, and how that is written."""

    path: Path
    source: Source
    arguments: Arguments
    plans: dict[type[Any], Plan]
    shapes: dict[type[Any], Shape]
    required: bool
    """Whether null may not be its answer."""
    items_required: bool
    kept: Kept
    """What was asked of late, by all."""
    hits: PageShape | None = None
    """How a page of what an index found is written."""

    def ask(self, session: Session, variables: dict[str, Any]) -> tuple[Wanted, list[Asked]]:
        """What it wants, and what is asked for it."""
        viewer, now_ms = session.viewer if self._asks_of_viewer else None, session.now_ms
        key = viewer, day_of(now_ms) if self._of_day else None, *variables.items()
        try:
            found = self.kept.of(self).get(key)
        except TypeError:  # A list among the variables.
            return self.ask_for(session.viewer, variables, now_ms)
        if found is None:
            found = self.ask_for(session.viewer, variables, now_ms)
            long = (
                isinstance(one, str) and len(one) > KEPT_LENGTH_MAX for one in variables.values()
            )
            if any(long) or any(one.binding.faulty for one in found[1]):
                return found
            self.kept.keep(self, key, found)
        return found

    def ask_for(
        self, viewer: str | None, variables: dict[str, Any], now_ms: int
    ) -> tuple[Wanted, list[Asked]]:
        """As `ask`, for a viewer and a time."""
        wanted = self.source.wanted(viewer, self.arguments(variables))
        return wanted, ask(wanted, self.plans, variables, viewer, now_ms)

    @cached_property
    def of_viewer(self) -> bool:
        """Whether what it answers depends on who asks."""
        return self._asks_of_viewer or any(plan.judges for plan in self.plans.values())

    @cached_property
    def _asks_of_viewer(self) -> bool:
        """Whether what it asks for does: what is decided afterwards is asked for all alike."""
        return self.source.of_viewer or any(plan.of_viewer for plan in self.plans.values())

    @cached_property
    def _of_day(self) -> bool:
        return any(plan.of_day for plan in self.plans.values())

    def write(
        self, session: Session, wanted: Wanted, found: list[Found] | Exception, length: Length
    ) -> str:
        """The JSON of what was found.

        Args:
            length: of the answer that it is a part of.

        Raises:
            Exception: there is an error in it.
        """
        if isinstance(found, Exception):
            raise found
        for each in found:
            each.length = length
        if isinstance(wanted, Searched):
            assert self.hits  # noqa: S101
            return self.hits(session.page(wanted, found))
        if isinstance(wanted, Ranked):
            [page] = found
            [record] = page.records
            assert record is not None  # noqa: S101
            return self.shapes[wanted.listed.target()](record, page)
        if isinstance(wanted, list):
            if error := next((one for one in wanted if isinstance(one, GatewayError)), None):
                raise error
            return self._list(session, wanted, found, length)
        text = self._record(session, found[0], *found[0].records) if found else NULL
        if self.required and text == NULL:
            raise Unshapable("a null that may not be")
        return text

    def _list(
        self, session: Session, wanted: list[Item], found: list[Found], length: Length
    ) -> str:
        texts, before, so_far = dict[Any, str](), length.so_far, length.so_far
        for name, one in with_names(wanted, found):
            for record in one.records:
                text = self._record(session, one, record)
                texts[name or (one.plan.record.cls, record and record.id)] = text
                so_far = length.after(so_far, text)
        texts[None], length.so_far = NULL, before
        each = [texts[item_key(one)] for one in wanted]
        if self.items_required and NULL in each:
            raise Unshapable("a null that may not be")
        # One that is asked for a hundred times stands there as often.
        return length.listed(each)

    def _record(self, session: Session, found: Found, record: Any) -> str:
        plan = found.plan.record
        if record is None or not found.shows(record):
            session.there(None)
            return NULL
        return self.shapes[plan.cls](record, found)
