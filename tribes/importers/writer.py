"""A writer: what all events of one import have in common, from ids to how they are counted."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final, TypeVar

import msgspec

from crdt.stamps import Stamp, ms_of
from eventlog.envelope import Event, Region, event_id
from eventlog.errors import EventRejected
from gateway.errors import ImportFailed
from tribes.events import EVENTS
from tribes.importers.dump import Row
from tribes.importers.prose import cut_html, cut_text, lengths_to_try
from tribes.importers.sites import is_site
from tribes.importers.summary import Summary

E = TypeVar("E", bound=Event)
Admit = Callable[[Event], Event]
"""The entry: gives an event as it may be stored, its HTML sanitised, or raises EventRejected."""

_NO_ID: Final = event_id(0, bytes(10))
_encode = msgspec.json.Encoder(order="sorted").encode


class Writer:
    """Makes the events of one site.

    Args:
        site: the first part of every id, 1 to 64 characters. Two sites must not share it.
        region: where the events enter.
        summary: filled in as events are made.
        admit: the entry, asked for each event that carries text.

    Raises:
        ImportFailed: the site cannot be part of an id.
        msgspec.ValidationError: the region is not one.
    """

    def __init__(self, site: str, region: str, summary: Summary, admit: Admit) -> None:
        if not is_site(site):
            wanted = "expected 1 to 64 characters, no white space and no slash"
            raise ImportFailed(f"site {site[:80]!r} cannot be part of an id: {wanted}")
        self.site, self.summary = site, summary
        self.region = msgspec.convert(region, Region)
        self._admit = admit

    def id_of(self, rest: int | str) -> str:
        """The id of something of the site."""
        return f"{self.site}-{rest}"

    def envelope(self, at: Stamp, actor: str) -> dict[str, Any]:
        """An envelope. `finished` gives it its id."""
        return {"id": _NO_ID, "at": at, "region": self.region, "actor": actor}

    def event_id(self, ms: int, what: str) -> str:
        """The id of an event by what is said of it, which no other event of the site is."""
        return event_id(ms, sha256(f"{self.site}/{what}".encode()).digest())

    def finished(self, event: E, row: str) -> E:
        """The event, counted, with an id of the row and all that it says: a newer dump that says
        something else of the row makes another event of it.
        """
        self.count(event)
        name = self.event_id(ms_of(event.stamp), f"{row}/{_encode(event).decode()}")
        return msgspec.structs.replace(event, id=name)

    def count(self, event: Event) -> None:
        """Count an event that comes of the dump."""
        counts = self.summary.events
        counts[event.type] = counts.get(event.type, 0) + 1

    def admitted(
        self, event: E, row: str, thing: str, field: str = "", length_max: int = 0
    ) -> E | None:
        """The event as the entry takes it, finished; None when it takes it not at all.

        Args:
            thing: what it is, as reasons begin. field: its HTML, which is cut until it fits.
        """
        html = (field and getattr(event, field)) or ""
        for room in lengths_to_try(min(len(html), length_max)):
            # SUBTLE: cutting comes before the entry, so that what is stored is the sanitiser's
            # own output. Sanitising can lengthen, and a character can take four bytes: measure.
            part = cut_html(html, room)
            fitting = msgspec.structs.replace(event, **{field: part}) if part != html else event
            try:
                taken = self._admit(fitting)
            except EventRejected:
                if thing in ("answer", "comment"):
                    self.summary.skip(f"{thing}_empty")  # All that an entry refuses of a text.
                    return None
                continue
            try:
                EVENTS.encode(taken)
            except EventRejected:
                continue
            if part != html:
                self.summary.note_cut(f"{thing}_{field}")
            return self.finished(taken, row)  # type: ignore[return-value]
        self.summary.skip(f"{thing}_refused")
        return None

    def line(self, row: Row, column: str, length_max: int, name: str) -> str:
        """A column's text on one line, cut to fit."""
        text = " ".join(row.get(column, "").split())
        if len(text) > length_max:
            self.summary.note_cut(name)
        return cut_text(text, length_max)
