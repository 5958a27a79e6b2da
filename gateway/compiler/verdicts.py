"""Verdicts: how a rule is decided of the records of a plan, which it has read for that.

What a rule looks at is read with the rest of the record, in the same call, and once, whichever
rules and fields ask for it. A record that it looks at besides comes as one does that a field refers
to: where one shard has all, in the same call too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gateway.compiler.plan import EntityPlan, Plan, place_in
from gateway.compiler.positions import ReferenceAt
from gateway.declare.entities import entity_of
from gateway.declare.fields import Column, Target
from gateway.declare.permissions.rules import Rule, Surroundings, Verdict
from views.reading.answers import Answer
from views.reading.selections import OWNER, Lookup


def verdict_of(plan: Plan, entity: EntityPlan, rule: Rule) -> Verdict:
    """How a rule is decided of a plan's records, which are read for it from now on."""
    found = entity.verdicts.get(rule)
    if found is None:
        plan.judges = True
        found = entity.verdicts[rule] = rule.verdict(_Reads(plan, entity))
    return found


def looked_at(cls: type[Any]) -> Plan:
    """The plan of a record of a type, by itself, of which it is read whether it is there."""
    plan = Plan(EntityPlan(cls, entity_of(cls)))
    plan.record.look_whether_written()
    look_whether_shown(plan, plan.record)
    return plan


def judge(cls: type[Any], rule: Rule) -> tuple[Plan, Verdict]:
    """The plan of a record of a type, by itself, and how a rule is decided of it."""
    plan = Plan(EntityPlan(cls, entity_of(cls)))
    return plan, verdict_of(plan, plan.record, rule)


def look_whether_shown(plan: Plan, entity: EntityPlan) -> None:
    """Read whether a record is there for who asks, where that is not so of all."""
    if entity.entity.shown is not None:
        entity.shown = verdict_of(plan, entity, entity.entity.shown)


def look_whether_listed(plan: Plan, entity: EntityPlan) -> None:
    """Read whether a record stands in pages for who asks, where that is not so of all."""
    look_whether_shown(plan, entity)
    if entity.entity.listed is not None:
        entity.listed = verdict_of(plan, entity, entity.entity.listed)


class _Reads:
    """What rules read of the records of a plan."""

    def __init__(self, plan: Plan, entity: EntityPlan) -> None:
        self._plan, self._entity = plan, entity

    def value(self, register: str, key: str | None) -> Callable[[Answer], Any]:
        """What a register holds, or holds under a key; None where nothing was written."""
        at, column = place_in(self._entity.registers, register), Column(register, key, None)
        return lambda record: column.read(record, at) if record.registers[at] else None

    def holds(self, name: str) -> Callable[[Answer], bool]:
        """Whether who asks is in a set. Of nobody, nothing was asked."""
        at = place_in(self._entity.holds, name)
        return lambda record: bool(record.holds) and record.holds[at]

    def stands(self, prefix: str) -> Callable[[Answer], bool]:
        """Whether the record stands in a list of who asks. Of nobody, nothing was asked."""
        at = place_in(self._entity.places, prefix)
        return lambda record: bool(record.places and record.places[at])

    def other(self, register: str | None, key: str | None, target: Target, rule: Rule) -> Verdict:
        """What a rule says of the record that a register names, or of the owner where there is
        none; false where that record is not there.
        """
        at = self._reference(register, key, target())
        entity, position, number = at.entity, at.at, at.target
        verdict = verdict_of(self._plan, entity, rule)

        def of_other(record: Answer, around: Surroundings) -> bool:
            record_id = record.lookups[position]
            if not isinstance(record_id, str):
                return False
            other = around.other(number, record_id)
            return entity.is_there(other) and verdict(other, around)

        return of_other

    def _reference(self, register: str | None, key: str | None, cls: type[Any]) -> ReferenceAt:
        """Where the id of another record is found, and what is read of it: with what a field reads
        of the same, where one does.
        """
        entity = self._entity
        where = OWNER if register is None else place_in(entity.registers, register)
        if found := entity.others.get((where, key, cls)):
            return found
        for at in entity.fields.values():
            if isinstance(at, ReferenceAt) and at.target is not None and at.entity.cls is cls:
                lookup = entity.lookups[at.at]
                if (lookup.register, lookup.key) == (where, key):
                    return at
        other = EntityPlan(cls, entity_of(cls))
        other.look_whether_there()
        self._plan.targets.append(other)
        number = len(self._plan.targets) - 1
        entity.lookups.append(Lookup(where, key, number))
        made = ReferenceAt(len(entity.lookups) - 1, number, other)
        entity.others[where, key, cls] = made
        return made
