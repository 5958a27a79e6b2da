"""What of a generated history is taken: an entry refuses some events, and a projection others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from bandstand.domain import Domain
from bandstand.loading import place_of
from crdt import meaning
from crdt.errors import CRDTError
from crdt.records import Merge, Record
from eventlog.envelope import Event
from eventlog.errors import EventRejected
from views.projecting import no_merges


class Failed(Exception):
    """The domain's own code fails: the message says where, and by what."""


Project: TypeAlias = Callable[[Any], tuple[Merge, ...]]


@dataclass(frozen=True)
class Projected:
    """What a view, or the index of search, has projections for. name: for people. records: what
    a view keeps; None of the index, which takes of merges what it can.
    """

    name: str
    projections: Mapping[type[Any], Project]
    records: tuple[type[Record], ...] | None = None

    def project(self, event: Event) -> tuple[Merge, ...]:
        """The merges of an event; none where it keeps nothing of it."""
        projection = self.projections.get(type(event))
        return projection(event) if projection else ()


def projected(domain: Domain) -> list[Projected]:
    """All views, and the index of search where there is one."""
    found = [
        Projected(f"view {view.name}", view.projections, view.records) for view in domain.views
    ]
    corpus = domain.corpus
    return [*found, Projected("the index", corpus.projections)] if corpus else found


class Refusal(NamedTuple):
    """Why an event was not taken. projection: that cannot make anything of it; None where an entry
    or a projection refuses it with a reason.
    """

    why: str
    projection: Project | None = None


@dataclass
class Taking:
    """Takes events in as an entry does, and counts what it refuses, and why."""

    domain: Domain
    taken: Counter[type[Event]] = field(default_factory=Counter)
    refused: dict[type[Event], Counter[Refusal]] = field(default_factory=dict)

    def taken_of(self, history: list[Event]) -> list[Event]:
        """The events that come into a log and are projected.

        Raises:
            Failed: code of the domain raises what no event is to blame for.
        """
        found = list[Event]()
        for event in history:
            projection: Project | None = None
            try:
                entered = self.domain.admit(event.entered(event.stamp))
                self.domain.codec.encode(entered)
                for one in projected(self.domain):
                    projection = one.projections.get(type(event))
                    if fault := no_merges(one.project(entered), one.records):
                        raise Failed(f"{where_of(projection)}: {fault}")
            except (CRDTError, EventRejected) as error:
                refusal = Refusal(str(error), projection if isinstance(error, CRDTError) else None)
                self.refused.setdefault(type(event), Counter())[refusal] += 1
            except Failed:
                raise
            except Exception as error:  # noqa: BLE001
                # Whatever the domain's code raises, it raises for this event every time.
                place = place_of(self.domain.name, error)
                kind = type(error).__name__
                raise Failed(
                    f"{place}: {type(event).__name__} makes it raise {kind}: {error}; such an "
                    "event would be parked: mend it, or raise EventRejected with a reason"
                ) from None
            else:
                found.append(entered)
                self.taken[type(event)] += 1
        return found

    def merges_of(self, history: list[Event]) -> Iterator[Merge]:
        """What a history comes to in all views and the index; nothing where the domain's code
        fails, which is said of the delivery.
        """
        try:
            events = self.taken_of(history)
        except Failed:
            return
        for event in events:
            for one in projected(self.domain):
                yield from one.project(event)

    def never(self) -> dict[type[Event], Refusal]:
        """The events of which none was taken, and why most were not: where a projection cannot make
        anything of those that come so far, by that.
        """
        found = dict[type[Event], Refusal]()
        for kind in self.domain.codec.types.values():
            if not self.taken[kind]:
                reasons = self.refused.get(kind) or Counter([Refusal("none came up")])
                by_code = Counter({one: n for one, n in reasons.items() if one.projection})
                [(found[kind], _)] = (by_code or reasons).most_common(1)
        return found


def where_of(projection: Project | None) -> str:
    """A projection's place, and its name."""
    return f"{meaning.place_of(projection)}: {getattr(projection, '__name__', 'a projection')}"
