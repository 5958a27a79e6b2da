"""Rules, checked: that each names what its record has, and is asked where there is a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

from graphql import GraphQLObjectType, GraphQLSchema

from crdt.meaning import place_of
from crdt.records import ElementSet, Record, Register, Unstamped
from gateway.declare import entities as e
from gateway.declare.checks import lacks, no_bool, no_entity, no_place, unowned
from gateway.declare.errors import Misdeclared
from gateway.declare.fields import DECLARED, PlacedTime, Target, ViewerCan
from gateway.declare.permissions.atoms import Among, Elsewhere, Says, StandsFor, Whose
from gateway.declare.permissions.guards import NEEDED, RULE
from gateway.declare.permissions.rules import AllOf, AnyOf, Looks, Not, Rule, Verdict
from views.reading.answers import Answer

HOPS_MAX: Final = 3
"""To so many records, one by the other, a rule may look from the one that it is of."""

Where: TypeAlias = Callable[[], str]
"""What says where a rule is."""


def check_rules(schema: GraphQLSchema) -> None:
    """Check the rules of a schema's types, fields and mutations.

    Raises:
        Misdeclared: one names what its record does not have, or stands where there is no record.
    """
    faults = [fault for cls, kind in _types(schema) for fault in _faults_of(cls, kind)]
    if faults:
        raise Misdeclared("; ".join(faults))


def rules_in(schema: GraphQLSchema) -> Iterator[tuple[Where, Rule, type[Record]]]:
    """The rules of a schema that are asked of records: what says where, and of which kind."""
    for cls, kind in _types(schema):
        yield from _rules_of(cls, kind)


class Looked(NamedTuple):
    """A part of a record that a rule looks at, and the key in it."""

    record: type[Record]
    name: str
    key: str | None = None


class LookedAt:
    """All that a rule looks at. parts: of its record, and of others. kinds: of records, the one
    that it is of first.
    """

    def __init__(self, rule: Rule, record: type[Record]) -> None:
        self.parts: list[Looked] = []
        self.kinds = [record]
        rule.verdict(self)

    def value(self, register: str, key: str | None) -> Callable[[Answer], Any]:
        """A register, or what it holds under a key."""
        self.parts.append(Looked(self.kinds[0], register, key))
        return lambda _: None

    def holds(self, name: str) -> Callable[[Answer], bool]:
        """A set."""
        self.parts.append(Looked(self.kinds[0], name))
        return lambda _: False

    def stands(self, prefix: str) -> Callable[[Answer], bool]:
        """A list of somebody else's, which is no part of the record."""
        return lambda _: False

    def other(self, register: str | None, key: str | None, target: Target, rule: Rule) -> Verdict:
        """What names another record, and what the rule looks at there."""
        if register is not None:
            self.value(register, key)
        there = LookedAt(rule, e.entity_of(target()).record)
        self.parts += there.parts
        self.kinds += there.kinds
        return lambda *_: False


def _types(schema: GraphQLSchema) -> Iterator[tuple[type[Any], GraphQLObjectType]]:
    for kind in schema.type_map.values():
        definition = e.definition_of(kind)
        if definition is not None and isinstance(kind, GraphQLObjectType):
            yield definition.origin, kind


def _rules_of(cls: type[Any], kind: GraphQLObjectType) -> Iterator[tuple[Where, Any, type[Record]]]:
    """SUBTLE: where a rule is, is said where it is asked: it takes as long as all else together, at
    the start of every process.
    """
    entity = e.declared_entities().get(cls)
    if entity is not None:
        for name in ("shown", "listed"):
            if (rule := getattr(entity, name)) is not None:
                yield partial(_type_place, cls, kind, name), rule, entity.record
    for key, field in e.fields_of(cls).items():
        at, declared = partial(_place, cls, kind, key), field.metadata.get(DECLARED)
        if entity is not None and (rule := field.metadata.get(RULE)) is not None:
            yield at, rule, entity.record
        if entity is not None and isinstance(declared, ViewerCan):
            yield at, declared.rule, entity.record
        for needed in field.metadata.get(NEEDED, ()):
            yield partial(str, needed.at), needed.rule, e.entity_of(needed.type).record


def _type_place(cls: type[Any], kind: GraphQLObjectType, name: str) -> str:
    return f"{place_of(cls)}: {kind.name}: {name}"


def _place(cls: type[Any], kind: GraphQLObjectType, key: str) -> str:
    return f"{place_of(cls, e.fields_of(cls)[key].python_name)}: {kind.name}.{key}"


def _faults_of(cls: type[Any], kind: GraphQLObjectType) -> Iterator[str]:
    for at, rule, record in _rules_of(cls, kind):
        if fault := fault_of(rule, record):
            yield f"{at()}: {fault}"
    is_entity = cls in e.declared_entities()
    for key, field in e.fields_of(cls).items():
        rule, fault = field.metadata.get(RULE), ""
        if isinstance(field.metadata.get(DECLARED), ViewerCan):
            fault = no_bool(kind.fields[key].type, "somebody may")
        elif rule is not None and not is_entity:
            fault = _misplaced(rule, kind)
        if fault:
            yield f"{_place(cls, kind, key)}: {fault}"


def _misplaced(rule: object, kind: GraphQLObjectType) -> str:
    """What is wrong with the rule of a field of a type that is read from no record."""
    if not isinstance(rule, Rule):
        return fault_of(rule, Record)
    if rule.looks is Looks.ASKS or (rule.looks is Looks.ID and "id" in kind.fields):
        return ""
    return (
        f"who may is said by a record ({rule.told}), and {kind.name} is read from none: put the "
        "rule on the type or the field that is read, or among the needs of a mutation, with `may`"
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
        case StandsFor(place=place):
            yield no_place(record, PlacedTime(place))
        case Elsewhere(register=register, target=target, rule=inner):
            yield unowned(record, target) if register is None else lacks(record, register, Register)
            yield no_entity(target, None) or fault_of(inner, e.entity_of(target()).record)
