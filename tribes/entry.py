"""Entry: a handle or slug is what `tribes.names` lets be one. All else follows from the events."""

from __future__ import annotations

from gateway.writing.entry import Refused, entry
from tribes.names import NameRefused, checked


def _name(name: str) -> str:
    try:
        checked(name)
    except NameRefused as refused:
        raise Refused(str(refused)) from None
    return name


admit = entry(handle=_name, slug=_name)
