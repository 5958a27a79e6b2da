"""Declaring: what an event class says in its first line, and where one is declared wrong.

    class ArticleSaved(Event, entity="article"):
        article: Id

A class is registered by being defined: `events_in` finds those of a domain's modules. Imports
`crdt` only.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import inspect as types

from crdt.meaning import place_of
from eventlog.errors import BadEvent

if TYPE_CHECKING:
    from eventlog.envelope import Event

TEXT_LENGTH_MAX: Final = 65_536
"""A pattern that takes longer texts than this is no bound."""

_FIXED: Final = frozenset({"version", "entity", "entry_stamps", "upcasts"})
_ENVELOPE: Final = frozenset(
    {"id", "v", "at", "region", "actor", "type", "entity", "entity_id", "stamp", "stamps"}
    | {"entered", "version", "entry_stamps", "upcasts", "is_abstract", "is_projected"}
)
"""What every event has: a field of that name would say something else."""


def snake_case(name: str) -> str:
    """`ArticlePublished` as `article_published`: the tag of an event class."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class EventType(msgspec.StructMeta):
    """The type of event classes: frozen, with fields by keyword, and a tag made of the name.

    Args of the class statement:
        entity: what an event belongs to: the log's subject and partition are its. The field of
            that name has its id.
        abstract: whether the class is only the base of others.
        projected: False for an event that no view keeps anything of.
        tag: another type than the name in snake case.
    """

    is_abstract: bool
    is_projected: bool

    def __new__(
        mcs,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        entity: str = "",
        abstract: bool = False,
        projected: bool = True,
        tag: str | Callable[[str], str] = snake_case,
        **config: Any,
    ) -> Any:
        if entity:
            namespace["entity"] = entity
        namespace |= {"is_abstract": abstract, "is_projected": projected}
        settings = {"frozen": True, "kw_only": True, "tag": tag} | config
        made: Any = super().__new__(mcs, name, bases, namespace, **settings)
        if any(isinstance(base, EventType) for base in bases):
            _refuse_shadows(made)
            if not abstract:
                _refuse_homeless(made)
        return made


def _refuse_shadows(event: type[Event]) -> None:
    for name, declared in inspect.get_annotations(event).items():
        constant = "ClassVar" in str(declared) and name in _FIXED
        if name in _ENVELOPE and name != "v" and not constant:
            raise BadEvent(
                f"{event.__name__}.{name}: every event has {name} already, in its envelope; "
                "name the field otherwise"
            )


def _refuse_homeless(event: type[Event]) -> None:
    if not event.entity:
        raise BadEvent(
            f"{event.__name__} does not say what it belongs to: "
            f'class {event.__name__}(Event, entity="…"), or abstract=True for a base of others'
        )
    if not (isinstance(event.entity, str) and re.fullmatch(r"[a-z][a-z0-9_]{0,63}", event.entity)):
        raise BadEvent(
            f"{event.__name__}: entity {event.entity!r:.60} is part of the log's subjects; give a "
            "word of lower-case letters, digits and underscores"
        )
    known = (*event.__struct_fields__, *(name for base in event.__mro__ for name in vars(base)))
    # `Event` itself, which is below none, has the field's value.
    below = [one for one in event.__mro__ if any(isinstance(b, EventType) for b in one.__bases__)]
    own = any("entity_id" in vars(base) for base in below)
    if event.entity not in known and not own:
        raise BadEvent(
            f"{event.__name__} belongs to {event.entity}, and does not say which: add the field "
            f"`{event.entity}: Id`"
        )


def events_in(modules: Iterable[ModuleType]) -> tuple[type[Event], ...]:
    """The event classes that some modules define, in their order; bases of others are none."""
    there = list(modules)
    names = {module.__name__ for module in there}
    found: dict[Any, None] = {
        event: None
        for module in there
        for event in vars(module).values()
        if isinstance(event, EventType) and event.__module__ in names and not event.is_abstract
    }
    return tuple(found)


def check(events: Iterable[type[Event]]) -> None:
    """Check what events are made of: all that they hold has a bound.

    Raises:
        BadEvent: some field of one has none, or takes floats; each is named with file and line.
    """
    faults = [fault for event in events for fault in _faults(event)]
    if faults:
        raise BadEvent("; ".join(faults))


def _faults(event: type[Event]) -> Iterator[str]:
    declared = types.type_info(event)
    assert isinstance(declared, types.StructType)  # noqa: S101
    for field in declared.fields:
        if field.name not in _ENVELOPE:
            for what in dict.fromkeys(_wrong(field.type, frozenset())):
                yield f"{place_of(event)}: {event.__name__}.{field.name} {what}"


def _wrong(declared: types.Type, within: frozenset[type]) -> Iterator[str]:
    """What is wrong with a type, and with those in it. within: the structs that it stands in."""
    if what := _unbounded(declared):
        yield what
    for inner in _inner(declared, within):
        more = {declared.cls} if isinstance(declared, types.StructType) else set[type]()
        yield from _wrong(inner, within | more)


def _inner(declared: types.Type, within: frozenset[type]) -> Iterator[types.Type]:
    """The types that stand in a type; none of a struct that stands in itself."""
    match declared:
        case types.Metadata(type=inner):
            yield inner
        case types.UnionType(types=several) | types.TupleType(item_types=several):
            yield from several
        case (
            types.ListType(item_type=item)
            | types.SetType(item_type=item)
            | types.FrozenSetType(item_type=item)
            | types.VarTupleType(item_type=item)
        ):
            yield item
        case types.DictType(key_type=key, value_type=value):
            yield from (key, value)
        case types.StructType(cls=cls, fields=fields) if cls not in within:
            yield from (field.type for field in fields)


def _unbounded(declared: types.Type) -> str:
    """What of a type has no bound, and the way out; nothing where all has one."""
    match declared:
        case types.FloatType():
            return (
                "takes floats, of which two may differ in their last bit and mean the same; give "
                "whole numbers of a smaller unit (int)"
            )
        case types.StrType(max_length=None, pattern=pattern) if not _is_bound(pattern):
            return "takes texts of any length; give Annotated[str, Meta(max_length=…)]"
        case types.BytesType(max_length=None) | types.ByteArrayType(max_length=None):
            return "takes bytes of any length; give Meta(max_length=…)"
        case (
            types.ListType(max_length=None)
            | types.SetType(max_length=None)
            | types.FrozenSetType(max_length=None)
            | types.VarTupleType(max_length=None)
        ):
            return "takes lists of any length; give Annotated[list[…], Meta(max_length=…)]"
        case types.DictType(max_length=None):
            return "takes objects of any size; give Annotated[dict[…], Meta(max_length=…)]"
        case types.AnyType() | types.RawType():
            return "takes anything, of any size; give its type"
    return ""


def _is_bound(pattern: str | None) -> bool:
    """Whether no text that fits a pattern is longer than `TEXT_LENGTH_MAX`."""
    if pattern is None:
        return False
    longest: int = re._parser.parse(pattern).getwidth()[1]  # type: ignore[attr-defined]
    # SUBTLE: msgspec searches for a pattern: one without a beginning and an end bounds nothing.
    return longest <= TEXT_LENGTH_MAX and pattern.startswith("^") and pattern.endswith(("\\Z", "$"))


def refuse_twins(events: Iterable[type[Event]]) -> dict[str, type[Event]]:
    """Events by type.

    Raises:
        BadEvent: two have one type.
    """
    found: dict[str, type[Event]] = {}
    for event in events:
        kind = str(event.__struct_config__.tag)
        if kind in found:
            raise BadEvent(
                f"{place_of(event)}: {event.__name__} has the type {kind!r}, which "
                f"{found[kind].__name__} has at {place_of(found[kind])}; name one otherwise"
            )
        found[kind] = event
    return found
