"""Inputs: what a mutation takes, made of the fields of its event.

What a field takes is declared by the event, and stands in the schema from there. A record that the
event names is named by its global id: `article` by `articleId`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import UTC, date, datetime
from inspect import getdoc
from typing import Any, Final, TypeAlias, get_args

import msgspec
import strawberry
from msgspec import inspect

from crdt.records import OWNER_SEPARATOR
from eventlog.checks.faults import Struct, clearing, limit
from eventlog.envelope import HTML, Event, Id, OwnedId
from eventlog.errors import Fault
from gateway.declare.entities import entity_of
from gateway.declare.errors import Misdeclared
from gateway.declare.nodes import node_of, node_of_kind
from gateway.errors import BadInput
from gateway.writing.drafts import KEY_LENGTH_MAX
from gateway.writing.needs import word

KEY_FIELD: Final = "idempotency_key"
_KEY = (
    f"1 to {KEY_LENGTH_MAX} characters of your choice. Retry with the same key and the same input "
    "within 24 hours, and it happens once."
)
_HTML: Final = "HTML: it is sanitised, and then counted."
_ENVELOPE: Final = frozenset(Event.__struct_fields__)
_IDS: Final = frozenset(get_args(one)[1].pattern for one in (Id, OwnedId))
_PLAIN: Final[dict[type[Any], type[Any]]] = {
    inspect.StrType: str,
    inspect.IntType: int,
    inspect.BoolType: bool,
    inspect.DateTimeType: datetime,
    inspect.DateType: date,
}
_REQUIRED: Final = object()


@dataclass(frozen=True)
class Taken:
    """A field of an input, where there is more to say of it than words.

    doc: what is said of it. default: what holds where it is left out, though the event asks for it.
    of: the type whose global id it takes, where the field's name does not say it.
    """

    doc: str = ""
    default: Any = _REQUIRED
    of: type[Any] | None = None


Fields: TypeAlias = Mapping[str, str | Taken]
"""By the event's field, what is said of it."""


def key_field() -> Any:
    """The field of an input for its idempotency key."""
    return strawberry.field(default=None, description=_KEY)


@dataclass
class Input:
    """The input of a mutation.

    cls: as Strawberry has it. ids: by the event's field, the type whose global id it takes. plain:
    those fields of the event that it takes as they are. partial: whether what is left out stays as
    it is. filled: those fields of the event that are given where it leaves them out.
    """

    cls: type[Any] = object
    ids: dict[str, type[Any]] = field(default_factory=dict)
    plain: list[str] = field(default_factory=list)
    partial: bool = False
    filled: list[str] = field(default_factory=list)

    def named(self, made: Any) -> tuple[dict[str, str], list[Fault]]:
        """The ids that an input gives; and what is no id of the type wanted there.

        In the place of one that is none stands one of nothing, so that the rest can be looked at.
        """
        found, faults = dict[str, str](), list[Fault]()
        for name, cls in self.ids.items():
            given = getattr(made, f"{name}_id")
            if given is None:
                continue
            try:
                found[name] = node_of(given, cls).id
            except BadInput as bad:
                owned = entity_of(cls).record.owner is not None
                found[name] = f"?{OWNER_SEPARATOR}?" if owned else "?"
                faults.append(Fault((f"{name}_id",), str(bad)))
        return found, faults

    def said(self, event: type[Event], made: Any) -> dict[str, Any]:
        """What an input says of the fields of its event."""
        return _said(event, made, self.plain)

    def is_empty(self, asked: Mapping[str, Any]) -> bool:
        """Whether an input changes nothing: it says of which records, and no more, and nothing is
        given for what it leaves out.
        """
        said = {name for name in self.ids if asked.get(f"{name}_id") is not None}
        only_ids = asked.keys() <= {f"{name}_id" for name in self.ids}
        return self.partial and only_ids and said.issuperset(self.filled)


def input_of(
    name: str,
    event: type[Event],
    fields: Fields | None,
    given: Iterable[str],
    *,
    doc: str | None,
    module: str,
) -> Input:
    """The input of a mutation that makes an event.

    Args:
        name: of the type, in GraphQL. fields: those of the input, in that order; without it, all of
            the event's but those that are given. given: the fields that the gateway fills: one that
            is in the input, too, where that leaves it out.
        module: in which the mutation is declared.

    Raises:
        Misdeclared: a field is none, or cannot be in an input, or one that the event needs is
            neither in the input nor given.
    """
    declared = {one.name: one for one in _struct(event).fields if one.name not in _ENVELOPE}
    filled = {*given, *event.entry_stamps}
    if odd := [one for one in given if one not in declared]:
        raise Misdeclared(f"{event.__name__} has no field {odd[0]!r}: {_among(declared)}")
    if fields is None:
        fields = {one: "" for one in declared if one not in filled}
    made = Input()
    notes, body = dict[str, Any](), dict[str, Any]()
    for key, told in fields.items():
        taken = Taken(told) if isinstance(told, str) else told
        cls = _of(key, taken, declared.get(key), module)
        if f"{key}_id" in fields or (key == KEY_FIELD):
            raise Misdeclared(f"{event.__name__}.{key}: two fields of the input would be called so")
        if key in given:
            made.filled.append(key)
        if cls is not None:
            made.ids[key] = cls
            optional = key in given or (key in declared and not declared[key].required)
            notes[f"{key}_id"] = strawberry.ID | None if optional else strawberry.ID
            body[f"{key}_id"] = _told(taken.doc or f"Which {word(cls)}.", optional=optional)
        elif key in declared:
            made.plain.append(key)
            made.partial = made.partial or _default(declared[key]) is strawberry.UNSET
            left_out = Taken(taken.doc, strawberry.UNSET) if key in given else taken
            notes[key], body[key] = _field(event, declared[key], left_out)
        else:
            raise Misdeclared(f"{event.__name__} has no field {key!r}: {_among(declared)}")
    missing = [one for one, it in declared.items() if it.required and one not in {*fields, *filled}]
    if missing:
        raise Misdeclared(
            f"{event.__name__} needs {missing[0]!r}: name it among the mutation's `fields`, or say "
            "with `given` where it comes from"
        )
    notes[KEY_FIELD], body[KEY_FIELD] = str | None, key_field()
    made.cls = _type(name, notes, body, doc, module)
    return made


def own_input(cls: type[Any], module: str) -> Input:
    """An input that an author wrote themself: a field `article_id` is the global id of an article.

    Raises:
        Misdeclared: it has no idempotency key.
    """
    names = [one.name for one in dataclass_fields(cls)]
    if KEY_FIELD not in names:
        told = f"add `{KEY_FIELD}: str | None = key_field()` to it"
        raise Misdeclared(f"{cls.__name__} has no {KEY_FIELD!r}: {told}")
    kinds = [name.removesuffix("_id") for name in names if name.endswith("_id")]
    found = {kind: node_of_kind(kind, module) for kind in kinds}
    return Input(cls, {kind: one for kind, one in found.items() if one is not None})


def _told(description: str, *, optional: bool) -> Any:
    if optional:
        return strawberry.field(description=description, default=None)
    return strawberry.field(description=description)


def _of(key: str, taken: Taken, declared: inspect.Field | None, module: str) -> type[Any] | None:
    """The type whose global id a field takes; None where it takes something else."""
    if taken.of is not None:
        if declared is not None and not isinstance(_bare(declared.type), inspect.StrType):
            raise Misdeclared(f"{key!r} is no id: leave it out, and say with `given` what it holds")
        return taken.of
    if declared is not None and not _is_id(declared.type):
        return None
    return node_of_kind(key, module)


def _field(owner: Struct, declared: inspect.Field, taken: Taken) -> tuple[Any, Any]:
    """The annotation and the Strawberry field that take what a field of an event takes."""
    kind, name = _type_of(owner, declared.name, declared.type), declared.name
    default = taken.default if taken.default is not _REQUIRED else _default(declared)
    required, partial = default is _REQUIRED, default is strawberry.UNSET
    told = _about(owner, name, taken.doc, required=required, partial=partial)
    if required:
        return kind, strawberry.field(description=told)
    nullable = partial or _may_be_cleared(owner, name)
    more: dict[str, Any] = {"default": default}
    if isinstance(default, list):
        more = {"default_factory": lambda: list(default)}
    return kind | None if nullable else kind, strawberry.field(description=told, **more)


def _default(declared: inspect.Field) -> Any:
    """What a field holds where it is left out; `UNSET` where it is left out of the event, too."""
    if declared.required:
        return _REQUIRED
    if declared.default_factory is not msgspec.NODEFAULT:
        return declared.default_factory()
    return strawberry.UNSET if declared.default is msgspec.NODEFAULT else declared.default


def _may_be_cleared(owner: Struct, name: str) -> bool:
    try:
        clearing(owner, name)
    except LookupError:
        return False
    return True


def _about(owner: Struct, name: str, doc: str, *, required: bool, partial: bool) -> str:
    """What is said of a field: in words, what it takes, and what null does."""
    of_enum = isinstance(_bare(_struct_field(owner, name)), inspect.EnumType)
    taken = "" if of_enum else limit(owner, name)  # What an enum has, the schema says.
    parts = [
        doc or (_HTML if _is_html(owner, name) else ""),
        f"{taken[:1].upper()}{taken[1:]}." if taken else "",
    ]
    if not required:
        clears = _may_be_cleared(owner, name)
        if partial:
            parts.append("Null takes it away." if clears else "It may not be null.")
        elif clears:
            parts.append("Null is for none.")
    return " ".join(filter(None, parts))


def _type_of(owner: Struct, name: str, declared: inspect.Type) -> Any:
    """What Strawberry reads as the type of what a field of an event takes.

    Raises:
        Misdeclared: GraphQL has no input for it.
    """
    found = _bare(declared)
    if type(found) in _PLAIN:
        return _PLAIN[type(found)]
    match found:
        case inspect.EnumType(cls=cls):
            known = hasattr(cls, "__strawberry_definition__")
            return cls if known else strawberry.enum(cls, description=_first_line(cls))
        case inspect.StructType(cls=cls):
            return struct_input(cls)
        # SUBTLE: raw ids would be asked for where all others are global.
        case inspect.ListType(item_type=item) if not _is_id(item):
            inner = _type_of(owner, name, item)
            return list[inner]  # type: ignore[valid-type]
    raise Misdeclared(
        f"{owner.__name__}.{name} cannot be in an input: leave it out of the mutation's `fields`, "
        "and say with `given` where it comes from"
    )


_STRUCTS: dict[Struct, type[Any]] = {}


def struct_input(kind: Struct, fields: Fields | None = None) -> type[Any]:
    """The input of what stands in an event: `Media` as `MediaInput`. What is said of its fields is
    said once, before the mutations that take it.

    Raises:
        Misdeclared: a mutation takes it already, or one of its fields cannot be in an input.
    """
    if kind in _STRUCTS and fields:
        raise Misdeclared(f"{kind.__name__} is in an input already: say this of it before that")
    if kind in _STRUCTS:
        return _STRUCTS[kind]
    notes, body = dict[str, Any](), dict[str, Any]()
    for one in _struct(kind).fields:
        told = (fields or {}).get(one.name, "")
        notes[one.name], body[one.name] = _field(
            kind, one, Taken(told) if isinstance(told, str) else told
        )
    name = f"{kind.__name__}Input"
    _STRUCTS[kind] = _type(name, notes, body, _first_line(kind), kind.__module__)
    return _STRUCTS[kind]


def _said(kind: Struct, made: Any, names: Iterable[str]) -> dict[str, Any]:
    """What an input says of some fields. Null clears what may be empty; it is handed on where it
    may not, and refused with the rest.
    """
    found: dict[str, Any] = {}
    for name in names:
        value = getattr(made, name)
        if value is not strawberry.UNSET:
            found[name] = _cleared(kind, name) if value is None else _as_told(value)
    return found


def _cleared(kind: Struct, name: str) -> Any:
    try:
        return clearing(kind, name)
    except LookupError:
        return None


def _as_told(value: Any) -> Any:
    match value:
        case list():
            return [_as_told(one) for one in value]
        case datetime():
            return value if value.tzinfo else value.replace(tzinfo=UTC)
    for struct, cls in _STRUCTS.items():
        if isinstance(value, cls):
            return struct(**_said(struct, value, struct.__struct_fields__))
    return value


def _type(
    name: str, notes: dict[str, Any], body: dict[str, Any], doc: str | None, module: str
) -> type[Any]:
    cls = type(name, (), {"__annotations__": notes, "__module__": module, **body})
    return strawberry.input(cls, description=doc)


def _struct(kind: Struct) -> inspect.StructType:
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)  # noqa: S101
    return found


def _is_html(kind: Struct, name: str) -> bool:
    found: inspect.Type = _struct_field(kind, name)
    while isinstance(found, inspect.UnionType):
        found = next(one for one in found.types if not isinstance(one, inspect.NoneType))
    return isinstance(found, inspect.Metadata) and (found.extra or {}).items() >= HTML.items()


def _is_id(declared: inspect.Type) -> bool:
    found = _bare(declared)
    return isinstance(found, inspect.StrType) and found.pattern in _IDS


def _struct_field(kind: Struct, name: str) -> inspect.Type:
    return next(one.type for one in _struct(kind).fields if one.name == name)


def _bare(declared: inspect.Type) -> inspect.Type:
    """A type without what describes it, and without null and absence."""
    while True:
        match declared:
            case inspect.Metadata(type=inner):
                declared = inner
            case inspect.UnionType(types=types):
                others = [one for one in types if not isinstance(one, inspect.NoneType)]
                if len(others) != 1:
                    return declared
                [declared] = others
            case _:
                return declared


def _first_line(cls: type[Any]) -> str | None:
    return (getdoc(cls) or "").partition("\n")[0] or None


def _among(names: Iterable[str]) -> str:
    return f"there are {', '.join(names)}" if names else "it has none"
