"""Rules, checked: that each names what its record has, and is asked where there is a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from graphql import GraphQLObjectType, GraphQLSchema

from crdt.meaning import place_of
from crdt.records import ElementSet, Record, Register, Unstamped
from gateway.declare import entities as e
from gateway.declare.checks import lacks, no_bool, no_entity
from gateway.declare.errors import Misdeclared
from gateway.declare.fields import DECLARED, ViewerCan
from gateway.declare.permissions.atoms import Among, Elsewhere, Says, Whose
from gateway.declare.permissions.guards import NEEDED, RULE
from gateway.declare.permissions.rules import AllOf, AnyOf, Looks, Not, Rule

HOPS_MAX: Final = 3
"""To so many records, one by the other, a rule may look from the one that it is of."""


def check_rules(schema: GraphQLSchema) -> None:
    """Check the rules of a schema's types, fields and mutations.

    Raises:
        Misdeclared: one names what its record does not have, or stands where there is no record.
    """
    faults = list[str]()
    for kind in schema.type_map.values():
        definition = kind.extensions.get("strawberry-definition")
        if definition is not None and isinstance(kind, GraphQLObjectType):
            faults += _of_type(definition.origin, kind)
    if faults:
        raise Misdeclared("; ".join(faults))


def _of_type(cls: type[Any], kind: GraphQLObjectType) -> Iterator[str]:
    entity = e.declared_entities().get(cls)
    for name in ("shown", "listed"):
        said: Any = getattr(entity, name, None)
        if entity is not None and said is not None and (fault := fault_of(said, entity.record)):
            yield f"{place_of(cls)}: {kind.name}: {name}: {fault}"
    for key, field in e.fields_of(cls).items():
        at = f"{place_of(cls, field.python_name)}: {kind.name}.{key}"
        rule: Any = field.metadata.get(RULE)
        declared = field.metadata.get(DECLARED)
        if rule is not None and (fault := _misplaced(rule, entity, kind)):
            yield f"{at}: {fault}"
        if isinstance(declared, ViewerCan) and entity is not None:
            fault = fault_of(declared.rule, entity.record)
            if fault := fault or no_bool(kind.fields[key].type, "somebody may"):
                yield f"{at}: {fault}"
        for needed in field.metadata.get(NEEDED, ()):
            if fault := fault_of(needed.rule, e.entity_of(needed.type).record):
                yield f"{needed.at}: {fault}"


def _misplaced(rule: Rule, entity: e.Entity | None, kind: GraphQLObjectType) -> str:
    """What is wrong with the rule of a field, and with where that is."""
    if entity is not None or not isinstance(rule, Rule):
        return fault_of(rule, entity.record if entity else Record)
    if rule.looks is Looks.ASKS or (rule.looks is Looks.ID and "id" in kind.fields):
        return ""
    return (
        f"who may is said by a record ({rule.told}), and {kind.name} is read from none: ask by the "
        "roles, or put the rule on the type or the field that is read, or on what a mutation needs "
        "(`may`)"
    )


def fault_of(rule: object, record: type[Record]) -> str:
    """What is wrong with a rule of records of a kind; nothing where it fits."""
    if not isinstance(rule, Rule):
        return f"{rule!r:.60} is no rule: give one, such as `role(…)` or `whose(…)`"
    if rule.hops > HOPS_MAX:
        return f"a rule looks from record to record {rule.hops} times, and may {HOPS_MAX} times"
    return next(filter(None, _faults(rule, record)), "")


def _faults(rule: Rule, record: type[Record]) -> Iterator[str]:
    match rule:
        case AnyOf(parts=parts) | AllOf(parts=parts):
            for part in parts:
                yield fault_of(part, record)
        case Not(rule=inner):
            yield fault_of(inner, record)
        case Whose(register=register) | Says(register=register):
            yield lacks(record, register, Register, Unstamped)
        case Among(set=ElementSet() as held) if held.slot.record is not record:
            of = held.slot.record.__name__
            yield f"{of}.{held.name} is no set of {record.__name__}: take one of its own"
        case Among(name=name):
            yield lacks(record, name, ElementSet)
        case Elsewhere(register=register, target=target, rule=inner):
            yield (
                _unowned(record, target) if register is None else lacks(record, register, Register)
            )
            yield no_entity(target, None) or fault_of(inner, e.entity_of(target()).record)


def _unowned(record: type[Record], target: Any) -> str:
    """What is wrong with a target that should be that of the owner of records of a kind."""
    if record.owner is None:
        return f"{record.__name__} records have no owner: take `through`, and the register"
    if fault := no_entity(target, None):
        return fault
    found = e.entity_of(target()).record
    return (
        ""
        if found is record.owner
        else f"{record.owner.__name__} records own {record.__name__} records, and its target is of "
        f"{found.__name__}"
    )
