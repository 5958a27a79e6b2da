"""What of a generated history is taken: an entry refuses some events, and a projection others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bandstand.domain import Domain
from bandstand.loading import place_of
from crdt.errors import CRDTError
from crdt.records import Merge
from eventlog.envelope import Event
from eventlog.errors import EventRejected


class Failed(Exception):
    """The domain's own code fails: the message says where, and by what."""


Project: TypeAlias = Callable[[Any], tuple[Merge, ...]]


@dataclass(frozen=True)
class Projected:
    """What a view, or the index of search, has projections for. name: for people."""

    name: str
    projections: Mapping[type[Any], Project]

    def project(self, event: Event) -> tuple[Merge, ...]:
        """The merges of an event; none where it keeps nothing of it."""
        projection = self.projections.get(type(event))
        return projection(event) if projection else ()


def projected(domain: Domain) -> list[Projected]:
    """All views, and the index of search where there is one."""
    found = [Projected(f"view {view.name}", view.projections) for view in domain.views]
    corpus = domain.corpus
    return [*found, Projected("the index", corpus.projections)] if corpus else found


@dataclass
class Taking:
    """Takes events in as an entry does, and counts what it refuses, and why."""

    domain: Domain
    taken: Counter[type[Event]] = field(default_factory=Counter)
    refused: dict[type[Event], str] = field(default_factory=dict)

    def taken_of(self, history: list[Event]) -> list[Event]:
        """The events that come into a log and are projected.

        Raises:
            Failed: code of the domain raises what no event is to blame for.
        """
        found = list[Event]()
        for event in history:
            try:
                entered = self.domain.admit(event.entered(event.stamp))
                self.domain.codec.encode(entered)
                for one in projected(self.domain):
                    one.project(entered)
            except (CRDTError, EventRejected) as error:
                self.refused[type(event)] = str(error)
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

    def never(self) -> dict[type[Event], str]:
        """The events of which none was taken, and why the last was not."""
        kinds = self.domain.codec.types.values()
        return {
            kind: self.refused.get(kind, "none came up") for kind in kinds if not self.taken[kind]
        }
