"""Generation: histories of events, generated from what their classes declare.

    @given(histories(PageWritten, PageSaved))
    def test_…(events: list[Event]) -> None: ...

Each field gets what its type and its limits let through, edges included. Ids are few, and the same
for every kind of thing, so that what happens, happens to the same things; stamps are few, so that
some are equal, and events stand in a history in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, Final, TypeVar, get_args
from uuid import UUID

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from bandstand.testing.stores import START_MS
from crdt.stamps import stamp_of
from eventlog.envelope import Event, Id, OwnedId, StampText, event_id
from eventlog.errors import NoSample

E = TypeVar("E", bound=Event)

IDS: Final = ("a", "b", "ü:{x}")
"""Ids of everything. The last has what keys and hash tags are written with."""

OWNED_IDS: Final = tuple(f"{owner}/{rest}" for owner in IDS for rest in IDS[:2])
"""Ids of everything that is owned."""

MOMENTS_MS: Final = (0, 1, 2, 3, 4, 86_400_000, 40 * 86_400_000)
"""When things happen, after the first moment of tests: at once, and on other days and months."""

EVENTS_MAX: Final = 30
WHOLE_MAX: Final = 2**31
"""A number without a limit of its own is within this."""

_ENVELOPE: Final = frozenset(Event.__struct_fields__)
_ID, _OWNED_ID, _STAMP = (get_args(one)[1].pattern for one in (Id, OwnedId, StampText))
_TEXTS: Final = ("A", "a", "Ab", "é", "\uffff", "\U0001f3ce", "7", "<b>x</b>")
_ITEMS_MAX: Final = 3

_stamps = st.sampled_from([stamp_of(START_MS + ms) for ms in MOMENTS_MS])
_any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9)


def events(
    kind: type[E],
    /,
    *,
    ids: Mapping[str, Sequence[str]] = {},
    **fields: st.SearchStrategy[Any],
) -> st.SearchStrategy[E]:
    """Events of a class. Their own ids are all the same: `numbered` makes them different.

    Args:
        ids: by the name of a field, the ids to take there; `actor` names those who act.
        fields: what else to take in some fields, instead of what follows from their types; `at` for
            when they happen.

    Raises:
        NoSample: a field is of a type of which nothing can be generated.
    """
    return st.builds(
        lambda envelope, told: kind(**envelope, **told),
        st.fixed_dictionaries(
            {
                "id": st.just(event_id(START_MS, bytes(10))),
                "at": fields.get("at", _stamps),
                "region": st.just("test"),
                "actor": st.sampled_from(ids.get("actor", IDS)),
            }
        ),
        _told(kind, ids, fields),
    )


def histories(
    *kinds: type[Event],
    ids: Mapping[str, Sequence[str]] = {},
    fields: Mapping[type[Event], Mapping[str, st.SearchStrategy[Any]]] = {},
    min_size: int = 1,
    max_size: int = EVENTS_MAX,
) -> st.SearchStrategy[list[Event]]:
    """Histories of some classes of events, each event with an id of its own.

    Args:
        ids, fields: as `events` takes them; fields by the class that they are of.

    Raises:
        NoSample: a field is of a type of which nothing can be generated.
    """
    each = [events(kind, ids=ids, **fields.get(kind, {})) for kind in kinds]
    return st.lists(st.one_of(*each), min_size=min_size, max_size=max_size).map(numbered)


def numbered(history: Iterable[Event]) -> list[Event]:
    """The events, each with an id of its own."""
    return [
        msgspec.structs.replace(event, id=event_id(START_MS, number.to_bytes(10, "big")))
        for number, event in enumerate(history, 1)
    ]


def written(history: Iterable[Event]) -> list[str]:
    """Events as they are written in a test, with `bandstand.testing.event`."""
    return [_call(event) for event in history]


def _call(event: Event) -> str:
    said = [type(event).__name__, f"by={event.actor!r}"]
    ms = int(event.at[:12], 16) - START_MS
    said.append(f"at={ms}")
    for field in msgspec.structs.fields(event):
        value = getattr(event, field.name)
        if field.name not in _ENVELOPE and value is not msgspec.UNSET and value != field.default:
            said.append(f"{field.name}={_literal(value)}")
    return f"event({', '.join(said)})"


def _literal(value: object) -> str:
    """A value as Python writes it."""
    match value:
        case Enum():
            return f"{type(value).__name__}.{value.name}"
        case msgspec.Struct():
            inner = (
                f"{field.name}={_literal(getattr(value, field.name))}"
                for field in msgspec.structs.fields(value)
                if getattr(value, field.name) is not msgspec.UNSET
            )
            return f"{type(value).__name__}({', '.join(inner)})"
        case list():
            return f"[{', '.join(map(_literal, value))}]"
        case tuple():
            return f"({''.join(f'{_literal(one)}, ' for one in value)})"
        case dict():
            return f"{{{', '.join(f'{_literal(k)}: {_literal(v)}' for k, v in value.items())}}}"
    return repr(value)


def _told(
    kind: type[msgspec.Struct],
    ids: Mapping[str, Sequence[str]],
    fields: Mapping[str, st.SearchStrategy[Any]],
) -> st.SearchStrategy[dict[str, Any]]:
    """What an event says beside its envelope. What may be absent, is at times."""
    needed, absent = dict[str, st.SearchStrategy[Any]](), dict[str, st.SearchStrategy[Any]]()
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)
    for one in found.fields:
        if one.name in _ENVELOPE and issubclass(kind, Event):
            continue
        made = fields.get(one.name)
        if made is None:
            made = _values(kind, one.name, one.type, ids)
        (needed if one.required else absent)[one.name] = made
    return st.fixed_dictionaries(needed, optional=absent)


def _values(  # noqa: PLR0912 (one branch a type)
    kind: type[Any], name: str, declared: inspect.Type, ids: Mapping[str, Sequence[str]]
) -> st.SearchStrategy[Any]:
    def inner(of: inspect.Type) -> st.SearchStrategy[Any]:
        return _values(kind, name, of, ids)

    match declared:
        case inspect.Metadata(type=bare):
            return inner(bare)
        case inspect.UnionType(types=types):
            return st.one_of(*map(inner, types))
        case inspect.NoneType():
            return st.none()
        case inspect.StrType(pattern=pattern) if pattern == _ID:
            return st.sampled_from(ids.get(name, IDS))
        case inspect.StrType(pattern=pattern) if pattern == _OWNED_ID:
            return st.sampled_from(ids.get(name, OWNED_IDS))
        case inspect.StrType(pattern=pattern) if pattern == _STAMP:
            return _stamps
        case inspect.StrType():
            return _texts(declared)
        case inspect.IntType():
            return _numbers(declared)
        case inspect.BoolType():
            return st.booleans()
        case inspect.EnumType(cls=cls):
            return st.sampled_from(list(cls))
        case inspect.LiteralType(values=values):
            return st.sampled_from(list(values))
        case inspect.DateTimeType():
            return st.sampled_from(_times())
        case inspect.DateType():
            return st.sampled_from([date(2026, 1, 1), date(2026, 2, 28), date(2028, 2, 29)])
        case inspect.StructType(cls=cls):
            return _told(cls, ids, {}).map(lambda told: cls(**told))
        case inspect.ListType(item_type=item, min_length=least, max_length=most):
            return st.lists(inner(item), min_size=least or 0, max_size=_many(least, most))
        case inspect.VarTupleType(item_type=item, min_length=least, max_length=most):
            many = st.lists(inner(item), min_size=least or 0, max_size=_many(least, most))
            return many.map(tuple)
        case inspect.SetType(item_type=item, min_length=least, max_length=most):
            return st.sets(inner(item), min_size=least or 0, max_size=_many(least, most))
        case inspect.FrozenSetType(item_type=item, min_length=least, max_length=most):
            return st.frozensets(inner(item), min_size=least or 0, max_size=_many(least, most))
        case inspect.TupleType(item_types=items):
            return st.tuples(*map(inner, items))
        case inspect.UUIDType():
            return st.sampled_from([UUID(int=0), UUID(int=1), UUID(int=2**128 - 1)])
        case inspect.DictType(key_type=key, value_type=held, min_length=least, max_length=most):
            return st.dictionaries(
                inner(key), inner(held), min_size=least or 0, max_size=_many(least, most)
            )
    raise NoSample(
        f"{kind.__name__}.{name}: nothing is generated of a {type(declared).__name__}: say what to "
        f"take, as `fields={{{kind.__name__}: {{{name!r}: …}}}}`"
    )


def _many(least: int | None, most: int | None) -> int:
    usual = max(least or 0, _ITEMS_MAX)
    return usual if most is None else min(most, usual)


def _texts(declared: inspect.StrType) -> st.SearchStrategy[str]:
    least, most = declared.min_length or 0, declared.max_length

    def fits(text: str) -> bool:
        return len(text) >= least and (most is None or len(text) <= most)

    if declared.pattern is not None:
        return st.from_regex(declared.pattern).filter(lambda one: fits(one) and "\0" not in one)
    padded = [text * (least // len(text) + 1) if len(text) < least else text for text in _TEXTS]
    known = st.sampled_from([text for text in padded if fits(text)] or ["a" * least])
    return st.one_of(known, _any_text.filter(fits)) if least <= _ITEMS_MAX else known


def _numbers(declared: inspect.IntType) -> st.SearchStrategy[int]:
    step = int(declared.multiple_of or 1)
    low = declared.ge if declared.ge is not None else None
    low = int(declared.gt) + 1 if low is None and declared.gt is not None else low
    high = declared.le if declared.le is not None else None
    high = int(declared.lt) - 1 if high is None and declared.lt is not None else high
    least = -(-int(low if low is not None else -WHOLE_MAX) // step)
    most = int(high if high is not None else max(WHOLE_MAX, least * step)) // step
    near = st.integers(max(least, min(-3, most)), min(most, max(9, least)))
    edges = st.sampled_from([least, most])
    return st.one_of(near, edges, st.integers(least, most)).map(lambda number: number * step)


def _times() -> list[datetime]:
    start = datetime.fromtimestamp(START_MS / 1000, UTC)
    return [start + timedelta(milliseconds=ms) for ms in MOMENTS_MS]
