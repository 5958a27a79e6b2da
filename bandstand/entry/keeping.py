"""Keeping: who says their own name again, in a line, keeps it.

A claim counts from when it was made here, and an entry stamps it. So an entry must know of the
claim that a record has already: the views are asked, as a gateway asks them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bandstand.domain import Domain
from crdt.records import Record
from crdt.registers import contents
from crdt.stamps import Stamp
from eventlog.connection import Connection
from eventlog.envelope import Event
from gateway.writing.importing import batched, caught_up, wave
from views.reading.selections import Records, Select
from views.store import Store

CLAIMED_MAX: Final = 50_000
"""So many claims of one run are kept in mind; beyond that the views are waited for."""

_Named = tuple[type[Record], str]
_Held = tuple[Stamp, Any]
"""A claim's register: its stamp, and its value."""


class Keeper:
    """Gives each claim in a run of lines the age that it has.

    Args:
        stores: of all views; the one that keeps a claim's record is asked.
    """

    def __init__(self, domain: Domain, connection: Connection, stores: Sequence[Store]) -> None:
        self._claims, self._domain = domain.claims, domain
        self._connection, self._stores = connection, stores
        self._said = dict[_Named, _Held]()
        """What was claimed in this run, which the views may not hold yet."""
        self._are_current = False

    async def keep(self, events: list[Event]) -> list[Event]:
        """The same events; of those that claim a name that is held, since when it is.

        Raises:
            ImportFailed: the views cannot be asked, or stand still before they hold what the
                logs hold.
        """
        named: dict[int, _Named] = {}
        for at, event in enumerate(events):
            record, field = self._claims.get(type(event), (None, ""))
            if record and isinstance(getattr(event, field), str):
                named[at] = (record, event.entity_id)
        if not named:
            return events
        held = await self._held(list(dict.fromkeys(named.values())))
        kept = list(events)
        for at, name in named.items():
            known = held.get(name)
            kept[at], claim = self._domain.claimed_again(kept[at], known and known[1])
            held[name] = self._said[name] = _last(known, (kept[at].stamp, claim))
        return kept

    async def _held(self, names: list[_Named]) -> dict[_Named, _Held]:
        """The claims of some records, as the views and this run have them."""
        if len(self._said) > CLAIMED_MAX:
            self._are_current = False
        found = dict[_Named, _Held]()
        for record in dict.fromkeys(record for record, _ in names):
            store = next(one for one in self._stores if record in one.view.records)
            if not self._are_current:
                await caught_up(self._connection, store, lambda held, whole: None)
            select = Select(record, registers=("claim",))
            for ids in batched(own_id for of, own_id in names if of is record):
                [answers] = await wave(store, [Records(select, tuple(ids))])
                for own_id, answer in zip(ids, answers, strict=True):
                    stamp = answer.stamp(0) if answer else None
                    if answer and stamp is not None:
                        found[record, own_id] = (stamp, answer.value(0))
        if not self._are_current:
            self._said.clear()
            self._are_current = True
        for name in names:
            if name in self._said:
                found[name] = _last(found.get(name), self._said[name])
        return found


def _last(one: _Held | None, other: _Held) -> _Held:
    """Of two claims of a record the one that counts, as their register decides."""
    return other if one is None or _order(other) >= _order(one) else one


def _order(held: _Held) -> str:
    stamp, claim = held
    return contents(stamp, claim)
