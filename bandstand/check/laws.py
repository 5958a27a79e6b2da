"""Laws: what is merged at each place is a lattice, one that the domain brings along above all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from bandstand.check.findings import Ask, Finding, Result
from bandstand.check.smallest import smallest
from bandstand.check.taken import Taking
from crdt.laws import Structure, classify
from crdt.meaning import place_of
from crdt.records import Field, Slot, Unstamped
from crdt.stamps import STAMP_LENGTH
from eventlog.envelope import Event

_VALUES_MAX: Final = 12
"""So many values of a place are tried in all pairs and triples."""

_HISTORIES: Final = 40


def check_laws(ask: Ask) -> Result:
    """Try the laws on what generated events write."""
    taking, values = Taking(ask.domain), dict[tuple[Slot, str], list[Any]]()

    def gather(history: list[Event]) -> None:
        for slot, _, member, value in taking.merges_of(history):
            named = member if member in vars(slot.record) else ""
            held = values.setdefault((slot, named), [])
            if len(held) < _VALUES_MAX and value not in held:
                held.append(value)

    smallest(replace(ask, examples=min(ask.examples, _HISTORIES)), gather)
    own = _own_fields(ask)
    result = Result(f"what {len(values)} fields hold; lattices of its own: {len(own)}")
    for (slot, named), held in values.items():
        where = f"{slot.name} {named}".strip()
        try:
            verdict = classify(_later, held)
        except TypeError as error:
            result.findings.append(
                Finding(f"{where}: two values cannot be compared, so no merge decides: {error}")
            )
            continue
        if verdict.structure is not Structure.SEMILATTICE:
            [told, *_] = verdict.broken.items()
            result.findings.append(Finding(f"{where} is not {told[0]}: {told[1]}"))
        field = vars(slot.record).get(named)
        if isinstance(field, Unstamped) and type(field) in own:
            result.findings += _unsound(field, held)
    return result


def _later(one: Any, other: Any) -> Any:
    return other if one < other else one


def _own_fields(ask: Ask) -> set[type[Field]]:
    """The classes of fields that are not of this library."""
    return {
        type(field)
        for view in ask.domain.views
        for record in view.records
        for field in vars(record).values()
        if isinstance(field, Field) and not type(field).__module__.startswith("crdt.")
    }


def _unsound(field: Unstamped, held: list[Any]) -> list[Finding]:
    """Contents that the store would not hold as they are."""
    kind, record = type(field), field.slot.record
    for contents in held:
        digits = contents[:STAMP_LENGTH] if isinstance(contents, str) else ""
        fits = len(digits) == STAMP_LENGTH and not digits.strip("0123456789abcdef")
        try:
            fits = fits and field.entry(contents)[0] == ""
        except (ValueError, TypeError):
            fits = False
        if not fits:
            return [
                Finding(
                    f"{place_of(kind)}: {kind.__name__} holds {contents!r:.60} in "
                    f"{record.__name__}.{field.name}: contents are {STAMP_LENGTH} lower-case hex "
                    "digits that order the values, and the value's canonical JSON, the same for "
                    "the same value"
                )
            ]
    return []
