"""Positions: where in an answer the value of each field of a plan stands, by how it is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from gateway.declare import fields as d
from gateway.declare.permissions.rules import Verdict
from views.reading.answers import Answer

if TYPE_CHECKING:
    from gateway.compiler.plan import Binding, EntityPlan, PagePlan, StandingPlan

Value: TypeAlias = (
    d.Column | d.Entry | d.Whole | d.StampTime | d.StoredCount | d.PlacedTime | d.Absent | d.Claimed
)


class ValueAt(NamedTuple):
    """A field that a register gives, a place in a list, or a claim. at: where it stands; of several
    registers, where they do.
    """

    at: Any
    what: Value


class CountAt(NamedTuple):
    """A field that is a number in a part of the answer. is_int: whether its type is GraphQL's Int,
    and holds no more than that.
    """

    part: str
    at: int
    is_int: bool = True


class OthersAt(NamedTuple):
    """A field that is how many a set has without the viewer: a card, less one of the `holds`."""

    card: int
    hold: int

    def read(self, answer: Answer) -> int:
        """The field's value in what was read."""
        return answer.cards[self.card] - bool(answer.holds and answer.holds[self.hold])


class AllowsAt(NamedTuple):
    """A field that says whether who asks may."""

    verdict: Verdict


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


class StandingAt(NamedTuple):
    """A field that says where the viewer stands: one of the answer's `standings`."""

    at: int
    standing: StandingPlan

    def read(self, answer: Answer, binding: Binding) -> Any:
        """The field's value; None where they do not stand.

        Raises:
            Exception: the field's arguments are not valid.
        """
        found = binding.standings[self.standing.number]
        if isinstance(found, Exception):
            raise found
        if not answer.standings or not answer.standings[self.at][0]:
            return None
        score, before = answer.standings[self.at]
        return self.standing.what.convert(before + 1, int(score))


class PageAt(NamedTuple):
    """A field that is a page in a part of the answer."""

    part: str
    at: int
    page: PagePlan


At: TypeAlias = (
    ValueAt | CountAt | OthersAt | HoldsAt | AllowsAt | ReferenceAt | StandingAt | PageAt
)
