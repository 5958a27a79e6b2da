"""Addresses: which record a person means, and what is behind a field of it.

A record is named by its GraphQL global id or as `kind:id`; a field as GraphQL names it, or by the
name of the register, set or count. Imports nothing that does I/O.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from bandstand.errors import BadSetting
from crdt.errors import CRDTError
from crdt.records import Field, Lattice, Record, Slot
from gateway.declare.entities import Entity
from gateway.declare.fields import (
    Absent,
    Claimed,
    Column,
    Declared,
    Entry,
    ListCard,
    Listed,
    Lookup,
    Members,
    Ordered,
    OwnedBy,
    PlacedTime,
    RestOf,
    StampTime,
    Standing,
    StoredCount,
    Sum,
    Total,
    ViewerCan,
    Whole,
)
from gateway.declare.relay import parse_global_id
from gateway.errors import BadInput
from views.view import View

_SHOWN_LENGTH_MAX = 60


@dataclass(frozen=True)
class Address:
    """A record, and the GraphQL type that shows it, when one does."""

    record: type[Record]
    id: str
    entity: Entity | None

    def __str__(self) -> str:
        return f"{self.record.kind} {self.id}"


@dataclass(frozen=True)
class Merged:
    """What is merged: a register, an element set, or another field of a record.

    member: the register's name, one element, key or offer; None for all of them. key: the part of
    the register's value that the field shows. index: where it is the claim of a unique name, the
    prefix of the lists of those who claim each.
    """

    name: str
    slot: Slot
    member: str | None
    key: str | None = None
    index: str = ""


@dataclass(frozen=True)
class Derived:
    """What is derived from other records: the list or sum of this name.

    dated: the source is the beginning of a name that goes on with a date, a colon and this id.
    """

    name: str
    source: str
    is_sum: bool = False
    dated: str | None = None


@dataclass(frozen=True)
class Places:
    """Where a record itself stands in lists, and what it adds to sums."""

    name: str = "placement"


Asked: TypeAlias = Merged | Derived | Places
"""What may be explained of a record."""


def parse(text: str, views: Iterable[View], entities: Mapping[str, Entity]) -> Address:
    """The record that a text names.

    Raises:
        BadSetting: it names none; the message says what is expected.
    """
    kinds = {record.kind: record for view in views for record in view.records}
    shown = repr(text[:_SHOWN_LENGTH_MAX])
    if text.encode(errors="replace").decode() != text:
        raise BadSetting(f"{shown}: not UTF-8, as every id is")
    kind, colon, record_id = text.partition(":")
    if colon:
        if kind not in kinds or not record_id:
            raise BadSetting(f"{shown}: expected kind:id, the kind one of {', '.join(kinds)}")
        record = kinds[kind]
        entity = next((one for one in entities.values() if one.record is record), None)
    else:
        try:
            kind, record_id = parse_global_id(text)
        except BadInput:
            raise BadSetting(
                f"{shown} is neither a global id (base64 of Type:id) nor kind:id, "
                f"the kind one of {', '.join(kinds)}"
            ) from None
        if kind not in entities:
            raise BadSetting(
                f"{shown} is a global id of type {kind[:_SHOWN_LENGTH_MAX]!r}: "
                f"expected one of {', '.join(entities)}"
            )
        entity = entities[kind]
        record = entity.record
    try:
        record.owner_id(record_id)
    except CRDTError as error:
        raise BadSetting(f"{shown}: {error}") from None
    return Address(record, record_id, entity)


def parts(
    address: Address, field: str | None = None, member: str | None = None, *, places: bool = False
) -> list[Asked]:
    """What is behind a field of a record; without a field, everything.

    Args:
        places: whether such records have places in lists and sums.

    Raises:
        BadSetting: there is no such field, or it has no members.
    """
    if field is None:
        if member is not None:
            raise BadSetting(f"--member {member!r}: name the set or count that it is in, before it")
        own = [Places()] if places else []
        return [*_merged(address.record), *_claims(address), *own, *_derived(address)]
    found = _named(address, field, places=places)
    if member is None:
        return found
    sets = [
        replace(part, member=member)
        for part in found
        if isinstance(part, Merged) and part.slot.lattice is not Lattice.REGISTERS
    ]
    if not sets:
        raise BadSetting(f"--member {member!r}: {field} is neither a set nor a count")
    return [*sets]


def _named(address: Address, field: str, *, places: bool) -> list[Asked]:
    declared = address.entity.fields if address.entity else {}
    if field in declared:
        return [*_once(_behind(address, field, declared[field][1]))]
    merged: dict[str, Asked] = {part.name: part for part in _merged(address.record)}
    if places:
        merged[Places().name] = Places()
    if field in merged:
        return [merged[field]]
    names = dict.fromkeys((*declared, *merged))
    raise BadSetting(
        f"{field[:_SHOWN_LENGTH_MAX]!r} is no field of {address.record.kind}: "
        f"expected one of {', '.join(names)}"
    )


def _chosen(declared: Ordered | Standing, key: Any) -> str:
    """What a client gives to choose one of some lists."""
    narrowed = (declared.narrowed,) if isinstance(declared, Ordered) else ()
    keys = key if isinstance(key, tuple) else (key,)
    given = zip((declared.argument, *narrowed), keys, strict=False)
    return ", ".join(f"{argument}: {one.name}" for argument, one in given)


def _behind(address: Address, field: str, declared: Declared) -> Iterator[Merged | Derived]:
    """What is behind a field; of one that is ordered by an argument, what is behind each order."""
    record = address.record
    match declared:
        case Column(register=register, key=key) | Lookup(register=register, key=key):
            yield Merged(field, record.registers, register, key)
        case Entry(map=name, key=member):
            yield Merged(field, _slot(record, name), member)
        case StampTime(register=register, more=more):
            named = {one: f"{field} ({one})" for one in (register, *more)} if more else {}
            yield from (
                Merged(named.get(one, field), record.registers, one) for one in (register, *more)
            )
        case Claimed(record=keeper, register=register, prefix=prefix):
            yield Merged(field, keeper.registers, register, "name", prefix)
        case StoredCount(register=name) | Whole(map=name) | Total(counter=name):
            yield Merged(field, _slot(record, name), None)
        case Ordered(by=by) | Standing(by=by):
            for order, way in by.items():
                told = field if order is None else f"{field}({_chosen(declared, order)})"
                name = field if isinstance(way, Members) else told
                yield from _behind(address, name, way)
        case Listed(prefix=prefix, span=span) if span:
            yield Derived(field, prefix, dated=address.id)
        case ListCard(prefix=prefix) | Listed(prefix=prefix):
            yield Derived(field, f"{prefix}{address.id}")
        case Sum(prefix=prefix):
            yield Derived(field, f"{prefix}{address.id}", is_sum=True)
        case PlacedTime() | Absent() | ViewerCan() | OwnedBy() | RestOf():
            raise BadSetting(f"{field} is {_unmerged(declared)}")
        case _:  # A card, a connection over a set, or whether the viewer is in it.
            yield Merged(field, _slot(record, declared.set), None)


def _unmerged(declared: PlacedTime | Absent | ViewerCan | OwnedBy | RestOf) -> str:
    """What a field is that no event says: it depends on who asks, and what to explain instead; or
    the id says it.
    """
    if isinstance(declared, OwnedBy):
        return "what its id begins with, up to the slash: explain that record"
    if isinstance(declared, RestOf):
        return "what its id has behind the slash: explain that record"
    if isinstance(declared, ViewerCan):
        return f"true for {declared.rule.told}: explain what that looks at"
    return f"of the viewer's list {declared.prefix}<viewer>: explain the viewer's record"


def _slot(record: type[Record], name: str) -> Slot:
    return next(slot for slot in record.slots if slot.field == name)


def _merged(record: type[Record]) -> Iterator[Merged]:
    for name, held in vars(record).items():
        if isinstance(held, Field) and held.lattice is Lattice.REGISTERS:
            yield Merged(name, record.registers, name)
    for slot in record.slots:
        if slot.field:
            yield Merged(slot.field, slot, None)


def _claims(address: Address) -> Iterator[Merged]:
    """The unique names that a record claims."""
    for field, (_, declared) in (address.entity.fields if address.entity else {}).items():
        if isinstance(declared, Claimed):
            yield from (one for one in _behind(address, field, declared) if isinstance(one, Merged))


def _derived(address: Address) -> Iterator[Merged | Derived]:
    """What is derived for a record: each list and sum once, by the first field that shows it."""
    fields = address.entity.fields if address.entity else {}
    yield from _once(
        part
        for field, (_, declared) in fields.items()
        if isinstance(declared, (ListCard, Listed, Ordered, Standing, Sum))
        for part in _behind(address, field, declared)
        if isinstance(part, Derived)
    )


def _once(parts: Iterable[Merged | Derived]) -> Iterator[Merged | Derived]:
    """Each by the first name that it comes with."""
    seen = set()
    for part in parts:
        nameless = replace(part, name="")
        if nameless not in seen:
            seen.add(nameless)
            yield part
