"""Places: where in what was read the value of a field stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gateway import declared as d

if TYPE_CHECKING:  # They hold places, and places name them.
    from gateway.planning import EntityPlan, PagePlan

RANKED = ""
"""Under which name a page that belongs to no record stands among the fields of its plan."""

Value: TypeAlias = d.Column | d.StampTime | d.StoredCount | d.PlacedTime | d.PlacedBefore


class ValueAt(NamedTuple):
    """A field that a register gives, or a place in a list."""

    at: int
    what: Value


class CountAt(NamedTuple):
    """A field that is a number in a part of the answer."""

    part: str
    at: int


class HoldsAt(NamedTuple):
    """A field that says whether the viewer is in a set: one of the answer's `holds`."""

    at: int


class ReferenceAt(NamedTuple):
    """A field that is another record, whose id is among the answer's lookups.

    target: which of the plan's targets it is; None when nothing but its id is asked for.
    """

    at: int
    target: int | None
    entity: EntityPlan


class PageAt(NamedTuple):
    """A field that is a page in a part of the answer."""

    part: str
    at: int
    page: PagePlan


At: TypeAlias = ValueAt | CountAt | HoldsAt | ReferenceAt | PageAt
