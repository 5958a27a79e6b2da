"""Columns: what the fields of types read is what projections write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple, cast

from graphql import (
    GraphQLObjectType,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from bandstand.check.findings import Ask, Finding, Result
from bandstand.check.smallest import smallest
from bandstand.check.taken import Taking
from bandstand.testing.generation import histories
from crdt.meaning import place_of
from crdt.records import Record, Register
from crdt.registers import value_in
from gateway.declare.entities import Entity, classes_in
from gateway.declare.fields import Column, Declared, Listed, Lookup, Ordered, Standing
from gateway.declare.permissions.checks import Looked, LookedAt, Where, rules_in

_VALUES_MAX: Final = 40
"""So many values of a register are looked at."""

_HISTORIES: Final = 15
"""So many of each event."""


@dataclass
class _Written:
    """What projections write: the fields of records, and some values of each register, by name.

    all: whether some event of every type was taken.
    """

    all: bool = True
    fields: set[tuple[type[Record], str]] = field(default_factory=set)
    values: dict[tuple[type[Record], str], list[Any]] = field(default_factory=dict)

    def lacks(self, record: type[Record], name: str) -> bool:
        """Whether nothing wrote a field, though every event was looked at."""
        return self.all and (record, name) not in self.fields


class _Read(NamedTuple):
    """A field of a type. at: `file:line`. type: as GraphQL has it."""

    at: str
    name: str
    record: type[Record]
    declared: Declared
    type: Any


def check_columns(ask: Ask) -> Result:
    """Compare the fields of types with what projections write of generated events."""
    written, taking = _Written(), Taking(ask.domain)

    def gather(history: list[Any]) -> None:
        for slot, _, member, value in taking.merges_of(history):
            _note(written, slot.record, slot.field or member, value)

    # What one event writes depends on no other.
    for kind in ask.kinds:
        smallest(replace(ask, history=histories(kind), examples=_HISTORIES), gather)
    if taking.never() or len(ask.kinds) < len(ask.domain.codec.types):
        written.all = False
    schema, result, count = ask.domain.schema, Result(""), 0
    classes = classes_in(schema)
    for name, entity in ask.domain.entities.items():
        cls, graphql_type = classes[name], cast(GraphQLObjectType, schema._schema.type_map[name])
        result.findings += _never_there(name, cls, entity, written)
        for key, (attribute, declared) in entity.fields.items():
            count += 1
            at = place_of(cls, attribute)
            read = _Read(
                at, f"{name}.{key}", entity.record, declared, graphql_type.fields[key].type
            )
            result.findings += _faults(read, written)
    looked = [
        (at, one)
        for at, rule, record in rules_in(schema._schema)
        for one in LookedAt(rule, record).parts
    ]
    result.findings += [fault for at, one in looked for fault in _unruled(at, one, written)]
    rules = f" and {len(looked)} that rules look at" if looked else ""
    result.told = f"{count} fields of types{rules}, beside what is written"
    return result


def _note(written: _Written, record: type[Record], name: str, value: Any) -> None:
    written.fields.add((record, name))
    if isinstance(vars(record).get(name), Register) and isinstance(value, str):
        held = written.values.setdefault((record, name), [])
        found = value_in(value)
        if len(held) < _VALUES_MAX and found is not None and found not in held:
            held.append(found)


def _never_there(name: str, cls: type[Any], entity: Entity, written: _Written) -> Iterator[Finding]:
    """That no record of a type is ever there."""
    exists = entity.exists
    if isinstance(exists, str) and written.lacks(entity.record, exists):
        yield _unwritten(f"{place_of(cls)}: {name}", entity.record, exists, "so there is never one")


def _unwritten(where: str, record: type[Record], name: str, so: str) -> Finding:
    told = f"{where}: no projection wrote {record.__name__}.{name} of what was generated, {so}"
    return Finding(told, is_wrong=False)


def _faults(read: _Read, written: _Written) -> Iterator[Finding]:
    """What is wrong with what a field reads."""
    for name in sorted(_parts(read.declared)):
        if written.lacks(read.record, name):
            where = f"{read.at}: {read.name}"
            yield _unwritten(where, read.record, name, "so it says nothing")
    if isinstance(read.declared, (Column, Lookup)):
        register = read.declared.register
        values = written.values.get((read.record, register), [])
        for fault, is_wrong in _misread(read.declared, read.type, register, values):
            yield Finding(f"{read.at}: {read.name}: {fault}", is_wrong=is_wrong)


def _unruled(at: Where, looked: Looked, written: _Written) -> Iterator[Finding]:
    """What is wrong with what a rule looks at."""
    record, name, key = looked
    if written.lacks(record, name):
        yield _unwritten(at(), record, name, "so the rule finds nothing there")
    values = written.values.get((record, name), [])
    if key is not None and values:
        found = (isinstance(one, dict) and one.get(key) is not None for one in values)
        if not any(found):
            yield Finding(
                f"{at()}: {record.__name__}.{name} {_without(key, values)}", is_wrong=True
            )


def _parts(declared: Declared) -> set[str]:
    """The fields of its record that one reads."""
    if isinstance(declared, (Ordered, Standing)):
        return {name for one in declared.by.values() for name in _parts(one)}
    if isinstance(declared, Listed):
        return set()
    named = ("register", "set", "map", "counter")
    held = (getattr(declared, name, "") for name in named if not hasattr(declared, "place"))
    return {name for name in held if name}


def _misread(
    declared: Column | Lookup, graphql_type: Any, register: str, values: list[Any]
) -> Iterator[tuple[str, bool]]:
    """What is wrong with how values are read, and whether it is sure to be."""
    key, must = declared.key, is_non_null_type(graphql_type)
    if key is not None:
        objects = [one for one in values if isinstance(one, dict)]
        found = [one[key] for one in objects if one.get(key) is not None]
        if values and not found:
            # Where it may be null, it may be that nothing was generated with which it is not.
            yield f"{register} {_without(key, values)}", must
        elif len(found) < len(values) and must and getattr(declared, "nothing", None) is None:
            told = f"{register} is written with {key!r} and without, and its type is never null"
            yield f"{told}: whoever asks then gets an error", False
        values = found
    for value in values:
        fault = ""
        if not isinstance(declared, Lookup):
            fault = _unfit(declared, get_nullable_type(graphql_type), value)
        elif not isinstance(value, str):
            fault = f"it looks up {_shown(value)} of {register}: an id is a text"
        if fault:
            yield fault, True
            return


def _without(key: str, values: list[Any]) -> str:
    """How values are, none of which has something under a key."""
    odd = [one for one in values if not isinstance(one, dict)]
    if odd:
        return f"is {_shown(odd[0])}, and has no key {key!r}"
    keys = sorted({name for one in values for name in one})
    if key in keys:
        return f"is written with nothing under {key!r}"
    return f"is written without {key!r}; it has the keys {', '.join(keys) or 'none'}"


def _unfit(declared: Column, graphql_type: Any, value: Any) -> str:
    """Why a value cannot be told as the field's type."""
    try:
        told = declared.convert(value) if declared.convert else value
    except Exception as error:  # noqa: BLE001
        # Whatever the domain's code raises, whoever asks gets an error.
        return f"its conversion raises {type(error).__name__}: {error}, of {_shown(value)}"
    return _untold(graphql_type, told)


def _untold(graphql_type: Any, told: Any) -> str:
    """Why something is not told as a type."""
    if told is None:
        must = is_non_null_type(graphql_type)
        return f"what is written has a null in it, and {graphql_type} is never null" if must else ""
    of_type: Any = get_nullable_type(graphql_type)
    if is_list_type(of_type):
        if isinstance(told, (str, dict)) or not isinstance(told, Iterable):
            return f"it is {_shown(told)}, and its type is {of_type}"
        return next(filter(None, (_untold(of_type.of_type, one) for one in told)), "")
    if is_leaf_type(of_type):
        try:
            of_type.serialize(told)
        except Exception as error:  # noqa: BLE001
            return f"what is written is told as no {of_type}: {error}"
    return ""


def _shown(value: Any) -> str:
    kinds = {dict: "an object", list: "an array", str: "the text", int: "the number"}
    return f"{kinds.get(type(value), 'the value')} {value!r:.60}"
