"""Faults: all that is wrong with an event's fields, in sentences for a person.

An event class declares each limit once, as msgspec's `Meta`. The verdict on an event comes of that,
and so does what a person is told of it, and what a schema says beforehand. A pattern says nothing
to a person: beside one stands `Meta(description=...)`, which says in words what it takes.

    Plate = Annotated[str, Meta(pattern="^[A-Z]+$", max_length=8, description="capital letters")]

    limit(CarNamed, "plate")              capital letters, at most 8 characters
    faults(CarNamed, {"plate": "é"})      plate: give capital letters, at most 8 …; this is 'é'

Imports nothing of ours but `eventlog.errors`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import inspect

from eventlog.errors import Fault

FAULTS_MAX: Final = 50
"""So many are named at once."""

_SHOWN_LENGTH_MAX = 40
_NAMES_SHOWN_MAX = 30

Struct: TypeAlias = type[msgspec.Struct]
Path: TypeAlias = tuple[str | int, ...]


def faults(kind: Struct, fields: Mapping[str, Any]) -> tuple[Fault, ...]:
    """What is wrong with the fields of an event, or of what stands in one, by what is declared.

    It may be nothing though msgspec refuses them: a union of several types, say, is not looked at.

    Args:
        fields: as JSON has them. What is absent is left out.
    """
    return tuple(islice(_of_struct(_declared(kind), fields, ()), FAULTS_MAX))


def limit(kind: Struct, field: str) -> str:
    """What a field takes, in words: `1 to 300 characters`; nothing where that is anything."""
    return _taken(_field(kind, field).type).limit


def clearing(kind: Struct, field: str) -> Any:
    """What a field holds when it is cleared: null, or the empty text or list.

    Raises:
        LookupError: it may not be empty.
    """
    taken = _taken(_field(kind, field).type)
    if taken.nullable:
        return None
    match taken.type:
        case inspect.StrType(min_length=least, pattern=None) if not least:
            return ""
        case inspect.ListType(min_length=least) if not least:
            return []
    raise LookupError(f"{kind.__name__}.{field} may not be empty")


@dataclass(frozen=True)
class _Taken:
    """What a field takes, but for null. means: what its pattern means."""

    type: inspect.Type
    means: str
    nullable: bool

    @property
    def limit(self) -> str:
        match self.type:
            case inspect.StrType(min_length=least, max_length=most, pattern=pattern):
                length = _range(least, most, "character")
                means = self.means or (pattern and "a text of another form")
                return ", ".join(filter(None, (means, length))) or "a text"
            case inspect.ListType(min_length=least, max_length=most):
                return _range(least, most, "item")
            case inspect.DictType(min_length=least, max_length=most):
                return f"an object with {_range(least, most, 'key') or 'keys'}"
            case inspect.EnumType(cls=cls):
                return f"one of {', '.join(str(one.value) for one in cls)}"
            case inspect.IntType(ge=least, le=most) if least is not None and most is not None:
                return f"a whole number from {least:,} to {most:,}"
            case inspect.IntType():
                return "a whole number"
            case inspect.BoolType():
                return "true or false"
            case inspect.StructType(fields=fields):
                return f"an object with {_names([one.encode_name for one in fields])}"
            case inspect.FloatType():
                return "a number"
        return self.means


def _range(least: int | None, most: int | None, what: str) -> str:
    many = f"{what}s"
    if most is None:
        return f"at least {least:,} {what if least == 1 else many}" if least else ""
    return f"{least:,} to {most:,} {many}" if least else f"at most {most:,} {many}"


@lru_cache(maxsize=1024)
def _declared(kind: Struct) -> inspect.StructType:
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)  # noqa: S101
    return found


def _field(kind: Struct, name: str) -> inspect.Field:
    return next(field for field in _declared(kind).fields if field.name == name)


def _taken(declared: inspect.Type) -> _Taken:
    means, nullable = "", False
    while True:
        if isinstance(declared, inspect.Metadata):
            means = (declared.extra_json_schema or {}).get("description", means)
            declared = declared.type
        elif isinstance(declared, inspect.UnionType):
            others = [one for one in declared.types if not isinstance(one, inspect.NoneType)]
            nullable = nullable or len(others) < len(declared.types)
            declared = others[0] if len(others) == 1 else inspect.AnyType()
        else:
            return _Taken(declared, means, nullable)


def _of_struct(kind: inspect.StructType, fields: Mapping[str, Any], at: Path) -> Iterator[Fault]:
    known = {field.encode_name: field for field in kind.fields}
    for name, field in known.items():
        taken, path = _taken(field.type), (*at, name)
        if name in fields:
            yield from _of_value(taken, fields[name], path, required=field.required)
        elif field.required:
            yield _fault(path, taken, "is missing")
    if kind.forbid_unknown_fields:
        for name in fields:
            if name not in known and name != kind.tag_field:
                yield Fault(
                    (*at, plain(name)), f"there is no such field; there are {_names([*known])}"
                )


def _of_value(taken: _Taken, value: Any, path: Path, *, required: bool) -> Iterator[Fault]:
    if value is None:
        if not taken.nullable and not isinstance(taken.type, inspect.AnyType):
            yield _fault(path, taken, "is null", "" if required else ", or leave it out")
        return
    if what := _of_kind(taken.type, value):
        yield _fault(path, taken, what, ", or null for none" if taken.nullable else "")
    match taken.type:
        case inspect.ListType(item_type=item, max_length=most) if isinstance(value, list):
            for number, one in enumerate(value[:most]):
                yield from _of_value(_taken(item), one, (*path, number), required=True)
        case inspect.DictType(key_type=key, value_type=held) if isinstance(value, Mapping):
            for name, one in islice(value.items(), FAULTS_MAX):
                if what := _of_kind(_taken(key).type, name):
                    yield Fault(
                        (*path, plain(name)),
                        f"give {_taken(key).limit} before the colon; this {what}",
                    )
                yield from _of_value(_taken(held), one, (*path, plain(name)), required=True)
        case inspect.StructType() as kind if isinstance(value, Mapping):
            yield from _of_struct(kind, value, path)


def _of_kind(declared: inspect.Type, value: Any) -> str:
    """What is wrong with a value, whatever stands in it; nothing where it fits."""
    match declared:
        case inspect.StrType():
            return _of_text(declared, value)
        case inspect.ListType(min_length=least, max_length=most) if isinstance(value, list):
            fits = (least or 0) <= len(value) and (most is None or len(value) <= most)
            return "" if fits else f"has {len(value):,}"
        case inspect.DictType(min_length=least, max_length=most) if isinstance(value, Mapping):
            fits = (least or 0) <= len(value) and (most is None or len(value) <= most)
            return "" if fits else f"has {len(value):,}"
        case inspect.ListType() | inspect.DictType():
            fits = False
        case inspect.StructType():
            fits = isinstance(value, Mapping)
        case inspect.EnumType(cls=cls):
            fits = value in [one.value for one in cls]
        case inspect.IntType(ge=least, le=most):
            whole = isinstance(value, int) and not isinstance(value, bool)
            fits = whole and (least is None or value >= least) and (most is None or value <= most)
        case inspect.BoolType():
            fits = isinstance(value, bool)
        case _:
            fits = True
    return "" if fits else f"is {shown(value)}"


def _of_text(declared: inspect.StrType, value: Any) -> str:
    """What is wrong with a text; nothing where it fits."""
    if not isinstance(value, str):
        return f"is {shown(value)}"
    least, most = declared.min_length or 0, declared.max_length
    if not value and (least or declared.pattern):
        return "is empty"
    if len(value) < least or (most is not None and len(value) > most):
        return f"has {len(value):,}"
    if declared.pattern is not None and not re.search(declared.pattern, value):
        return f"is {shown(value)}"
    if "\0" in value:
        return "holds the character U+0000 (NUL), which cannot be stored"
    if any("\ud800" <= character <= "\udfff" for character in value):
        return "holds half of a character (a lone surrogate), which cannot be stored"
    return ""


def _fault(path: Path, taken: _Taken, what: str, more: str = "") -> Fault:
    return Fault(path, f"give {taken.limit or 'a value'}{more}; this {what}")


def shown(value: Any) -> str:
    """A value as a person may be shown it: it may be long, and may hold what a terminal obeys."""
    match value:
        case str():
            return f"'{plain(value)}'"
        case bool():
            return str(value).lower()
        case int() | float():
            return "a number that is out of range" if abs(value) >= 10**15 else str(value)
        case list() | tuple():
            return "a list"
        case Mapping():
            return "an object"
        case _:
            return "something else"


def plain(text: str, length_max: int = _SHOWN_LENGTH_MAX) -> str:
    """The beginning of a text, printable."""
    if len(text) <= length_max and text.isprintable():
        return text
    dots = "…" if len(text) > length_max else ""
    printable = (c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return "".join(islice(printable, length_max)) + dots


def _names(names: list[str]) -> str:
    return ", ".join(names[:_NAMES_SHOWN_MAX])
