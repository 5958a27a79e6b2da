"""Entry: what is done to every event once, where it enters.

Stored HTML is sanitised. Names are what `tribes.names` lets be one. What stands alone before a
reader (a title, a name, a comment) must show something; what may be left out and shows nothing is
stored as if it had been. No line turns the writing around it. An id shows something.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
import nh3

from crdt.records import OWNER_SEPARATOR
from eventlog.envelope import Event
from eventlog.errors import EventRejected, Fault
from tribes.events import CommentEvent, Media
from tribes.names import NameRefused, checked
from tribes.visible import is_visible, is_visible_html, settled

NOTHING_TO_SEE: Final = "There is nothing to see in it: write something that can be seen."


class _Refused(ValueError):
    """A field's value cannot be stored. The message is a sentence for a person."""


def admit(event: Event) -> Event:
    """The event as it may be stored.

    Idempotent, so that an event can pass two entries.

    Raises:
        EventRejected: some of its fields cannot be stored; each has a fault.
    """
    changes, faults = dict[str, Any](), list[Fault]()
    for name in _RULES.keys() & event.__struct_fields__:
        value = getattr(event, name)
        if not isinstance(value, (str, list)):
            continue  # It is absent, or the codec says what is wrong with it.
        try:
            stored = _RULES[name](event, value)
        except (_Refused, NameRefused) as refused:
            faults.append(Fault((name,), str(refused)))
        else:
            if stored != value:
                changes[name] = stored
    if faults:
        raise EventRejected(*sorted(faults, key=lambda fault: fault.path))
    return msgspec.structs.replace(event, **changes) if changes else event


def _name(event: Event, name: str) -> str:
    checked(name)
    return name


def _line(event: Event, text: str) -> str:
    if not is_visible(text):
        raise _Refused(NOTHING_TO_SEE)
    return settled(text)


def _optional_line(event: Event, text: str) -> str:
    return settled(text) if is_visible(text) else ""


def _id(event: Event, text: str) -> str:
    if not all(map(is_visible, text.split(OWNER_SEPARATOR))):
        raise _Refused("There is nothing to see in it: give an id that can be seen.")
    return text


def _html(event: Event, html: str) -> str:
    clean = nh3.clean(html) if html else ""
    if is_visible_html(clean):
        return clean
    if isinstance(event, CommentEvent):
        raise _Refused(NOTHING_TO_SEE)
    return ""


def _media(event: Event, media: list[Any]) -> list[Any]:
    return [
        msgspec.structs.replace(one, alt=_optional_line(event, one.alt))
        if isinstance(one, Media) and isinstance(one.alt, str)
        else one
        for one in media
    ]


_RULES: dict[str, Callable[[Event, Any], Any]] = {
    **dict.fromkeys(("actor", "user", "tribe", "article", "comment", "parent"), _id),
    "handle": _name,
    "slug": _name,
    "name": _line,
    "title": _line,
    "excerpt": _optional_line,
    "body": _html,
    "bio": _html,
    "description": _html,
    "media": _media,
}
"""What is done to a field, by its name; the fields of all events that have one of the name."""
