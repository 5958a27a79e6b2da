"""Entry: what is done to every event once, where it enters.

It follows from what the event declares of its fields. Stored HTML is sanitised. What stands alone
before a reader (a text that must have a character at least) must show something; what may be left
out and shows nothing is stored as if it had been. No line turns the writing around it, and no
text has control characters but tabs and ends of lines. An id shows
something. A domain says besides what is done to fields of some names:

    admit = entry(handle=as_handle)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, TypeAlias, TypeVar, get_args

import msgspec
import nh3
from msgspec import inspect

from crdt.records import OWNER_SEPARATOR
from eventlog.checks.markup import is_visible_html
from eventlog.checks.visible import CONTROLS, is_visible, settled
from eventlog.envelope import HTML, Event, Id, OwnedId
from eventlog.errors import EventRejected, Fault
from gateway.writing.tags import TooMuch, well_formed

NOTHING_TO_SEE: Final = "There is nothing to see in it: write something that can be seen."

S = TypeVar("S", bound=msgspec.Struct)
Rule: TypeAlias = Callable[[str], str]
"""What a text is stored as. It raises `Refused` for one that cannot be."""

_IDS: Final = frozenset(get_args(one)[1].pattern for one in (Id, OwnedId))


class Refused(ValueError):
    """A field's value cannot be stored. The message is a sentence for a person."""


def entry(**rules: Rule) -> Callable[[Event], Event]:
    """The entry of a domain.

    Args:
        rules: what is done to the texts of all fields of a name, instead of what is usual.
    """

    def admit(event: Event) -> Event:
        """The event as it may be stored.

        Idempotent, so that an event can pass two entries.

        Raises:
            EventRejected: some of its fields cannot be stored; each has a fault.
        """
        faults = list[Fault]()
        stored = _admitted(event, rules, faults, ())
        if faults:
            raise EventRejected(*sorted(faults, key=lambda fault: str(fault.path)))
        return stored

    return admit


def line(text: str) -> str:
    """A text that stands alone before a reader."""
    if not is_visible(text):
        raise Refused(NOTHING_TO_SEE)
    return settled(text)


def optional_line(text: str) -> str:
    """A text that may be left out."""
    return settled(text) if is_visible(text) else ""


def an_id(text: str) -> str:
    """An id, of which both parts can be seen, where it has two."""
    if not all(map(is_visible, text.split(OWNER_SEPARATOR))):
        raise Refused("There is nothing to see in it: give an id that can be seen.")
    return text


def markup(html: str) -> str:
    """HTML that stands alone before a reader."""
    clean = optional_markup(html)
    if not clean:
        raise Refused(NOTHING_TO_SEE)
    return clean


def optional_markup(html: str) -> str:
    """HTML that may be left out."""
    return _cleaned(html) if html else ""


@lru_cache(8)
def _cleaned(html: str) -> str:
    """The same, sanitised. SUBTLE: kept, for one request may have one text in many mutations."""
    try:
        formed = well_formed(html.translate(CONTROLS))
    except TooMuch as error:
        raise Refused(str(error)) from None
    clean = nh3.clean(formed)
    return clean if is_visible_html(clean) else ""


@dataclass(frozen=True)
class _Texts:
    """The texts of a struct. rules: what is usual, by field. inner: which fields are structs or
    lists of them.
    """

    rules: dict[str, Rule]
    inner: tuple[str, ...]


def _admitted(kept: S, rules: Mapping[str, Rule], faults: list[Fault], at: tuple[Any, ...]) -> S:
    changes, texts = dict[str, Any](), _texts_of(type(kept))
    for name, usual in texts.rules.items():
        value = getattr(kept, name)
        if not isinstance(value, str):
            continue  # It is absent, or the codec says what is wrong with it.
        try:
            stored = rules.get(name, usual)(value)
        except Refused as refused:
            faults.append(Fault((*at, name), str(refused)))
        else:
            if stored != value:
                changes[name] = stored
    for name in texts.inner:
        value = getattr(kept, name)
        if isinstance(value, list):
            stored_all = [
                _admitted(one, rules, faults, (*at, name, number))
                if isinstance(one, msgspec.Struct)
                else one
                for number, one in enumerate(value)
            ]
            if stored_all != value:
                changes[name] = stored_all
        elif isinstance(value, msgspec.Struct):
            inner = _admitted(value, rules, faults, (*at, name))
            if inner != value:
                changes[name] = inner
    return msgspec.structs.replace(kept, **changes) if changes else kept


@cache
def _texts_of(kind: type[msgspec.Struct]) -> _Texts:
    declared = inspect.type_info(kind)
    assert isinstance(declared, inspect.StructType)  # noqa: S101
    rules, inner = dict[str, Rule](), list[str]()
    for field in declared.fields:
        found, is_html = _bare(field.type)
        match found:
            case inspect.StrType():
                if rule := _usual(found, is_html):
                    rules[field.name] = rule
            case inspect.StructType():
                inner.append(field.name)
            case inspect.ListType(item_type=item) if isinstance(_bare(item)[0], inspect.StructType):
                inner.append(field.name)
    return _Texts(rules, tuple(inner))


def _usual(declared: inspect.StrType, is_html: bool) -> Rule | None:
    """What is done to a text; None for one that has a form of its own: an address, say."""
    if declared.pattern is not None:
        return an_id if declared.pattern in _IDS else None
    if is_html:
        return markup if declared.min_length else optional_markup
    return line if declared.min_length else optional_line


def _bare(declared: inspect.Type) -> tuple[inspect.Type, bool]:
    """A type without what describes it and without null; and whether it is HTML."""
    is_html = False
    while True:
        match declared:
            case inspect.Metadata(type=inner, extra=extra):
                is_html = is_html or (extra or {}).items() >= HTML.items()
                declared = inner
            case inspect.UnionType(types=types):
                others = [one for one in types if not isinstance(one, inspect.NoneType)]
                if len(others) != 1:
                    return declared, is_html
                [declared] = others
            case _:
                return declared, is_html
