"""Moments: a view that goes on while it is read, at moments at which it holds what it covers.

A call merges, places and covers in one script, or leaves a sign: `touched`, `work`, or a place of a
log that was begun and is not covered. Read in one transaction with places of its shard, these say
of which events exactly what was read is made. Another call may come at once: no pause is needed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final

from bandstand.audit.folding import CATCH_UP_S_MAX, Apart, Fold, told
from crdt.coverage import Coverage
from views.audit.facts import Difference
from views.audit.held import Contents, Point
from views.audit.looking import Moment, look
from views.store import Store

LEFT_S_MAX: Final = 3.0
"""Who leaves work to the next call makes that at once. What stays for so long was left behind."""

_PAUSE_S: Final = 0.01
_TRIES_BEFORE_PAUSE: Final = 3


class Moments:
    """One view beside its logs, from a place of these on.

    Args:
        fold: what was read of the logs; it is read on as far as the view has come. place: log → the
            sequence that the view must have reached.
    """

    def __init__(self, store: Store, fold: Fold, place: Mapping[str, int]) -> None:
        self._store, self._fold, self._place = store, fold, place
        self._left: dict[int, Moment] = {}

    async def caught_up(self) -> None:
        """Wait until every shard covers the place.

        Raises:
            Apart: they stand still for too long, or hold more than the logs.
        """
        loop, best, moved_at = asyncio.get_running_loop(), -1, asyncio.get_running_loop().time()
        while True:
            self._store.heed(self._fold.healings)
            found = [
                (await look(self._store, shard, [], []))[0] for shard in self._store.shards.all
            ]
            if all([self._is_there(moment) and await self._reads(moment) for moment in found]):
                return
            held = sum(one.size for moment in found for one in moment.coverage.values())
            if held != best:
                best, moved_at = held, loop.time()
            if loop.time() - moved_at > CATCH_UP_S_MAX:
                raise self._apart(found)
            await asyncio.sleep(0.1)
            await self._fold.to_ends()

    def _apart(self, found: list[Moment]) -> Apart:
        first, *others = found
        healed = not any(self._store.unaware(moment.healed) for moment in found)
        same = healed and all(other.coverage == first.coverage for other in others)
        beyond = {
            log: moment.coverage[log].last for moment in found for log in self._beyond(moment)
        }
        if healed and beyond:
            log, last = min(beyond.items())
            return Apart(
                f"the views cover {last:,} of {log}, which ends at "
                f"{self._fold.vector.get(log, 0):,}: it lost its tail, or it is gone; "
                f"`bandstand heal --log {log}` opens the next epoch"
            )
        return Apart(
            f"the views cover {told(first.coverage if same else None)}, the logs hold "
            f"{told(self._fold.coverage)}: they do not meet within {CATCH_UP_S_MAX:.0f} s; is a "
            "projector running? See `bandstand status`"
        )

    def _is_there(self, moment: Moment) -> bool:
        """Whether a shard holds all up to the place. What no copy of a healed log holds is covered,
        and was not read.
        """
        read, none = self._fold.coverage, Coverage()
        wanted = {log: read.get(log, none).up_to(last) for log, last in self._place.items()}
        return not self._store.unaware(moment.healed) and all(
            _holds(moment.coverage.get(log, none), one) for log, one in wanted.items()
        )

    async def _reads(self, moment: Moment) -> bool:
        """Read on as far as a shard has come; whether the logs hold all that."""
        if self._beyond(moment):
            await self._fold.to_ends()
        return not self._beyond(moment)

    def _beyond(self, moment: Moment) -> list[str]:
        read = self._fold.vector
        return [log for log, held in moment.coverage.items() if held.last > read.get(log, 0)]

    def _is_settled(self, moment: Moment) -> bool:
        """Whether what a shard holds is what it covers, and nothing else.

        SUBTLE: a gap below what was begun may be merged already: another call may have done the
        work that the one that merged it has left, and covered only its own.
        """
        if moment.touched or moment.work or moment.rebuilding:
            return False
        return not self._uncovered(moment)

    def _uncovered(self, moment: Moment) -> dict[str, int]:
        """The logs of which more was begun than is covered."""
        read, none = self._fold.coverage, Coverage()
        return {
            log: last
            for log, last in moment.begun.items()
            if last > (held := moment.coverage.get(log, none)).last
            or not _holds(held, read.get(log, none).up_to(last))
        }

    async def look(
        self, shard: int, points: list[Point], keys: list[str]
    ) -> tuple[Moment, list[tuple[str, str, Contents]], list[tuple[str, bytes, int]]]:
        """Some places and keys of a shard, when it holds what it covers, or has left something and
        does not go on. As `views.audit.looking.look`.

        Raises:
            Apart: it went back before the place, or was not settled at any look.
        """
        loop, tries = asyncio.get_running_loop(), 0
        began = moved_at = loop.time()
        before: Moment | None = None
        while True:
            moment, found, about = await look(self._store, shard, points, keys)
            there = self._is_there(moment) and await self._reads(moment)
            if there and (self._is_settled(moment) or self._left.get(shard) == moment):
                return moment, found, about
            if moment != before:
                before, moved_at = moment, loop.time()
            if there and loop.time() - moved_at > LEFT_S_MAX:
                self._left[shard] = moment
                return moment, found, about
            if loop.time() - (began if there else moved_at) > CATCH_UP_S_MAX:
                raise Apart(
                    f"shard {shard} of {self._store.view.name} was rebuilt, or had work left, at "
                    f"each look for {CATCH_UP_S_MAX:.0f} s: see `bandstand status`, and try again"
                )
            tries += 1
            await asyncio.sleep(_PAUSE_S if tries > _TRIES_BEFORE_PAUSE else 0)

    async def left_behind(self, shard: int) -> list[Difference]:
        """What a shard has begun and nobody ends; what it knows of its logs, and these do not."""
        moment, _, _ = await self.look(shard, [], [])
        found = dict[str, tuple[str | None, str | None]]()
        for name in moment.odd:
            found[f"coverage {name}"] = None, "what is no log's"
        for log, healing in moment.healed.items():
            if self._store.forgot(log, moment.healed):
                known = self._fold.healings.get(log, ("", 0))[0]
                found[f"healed {log}"] = known or None, healing
        if not self._is_settled(moment):
            if moment.touched:
                found["touched"] = None, ", ".join(moment.touched)
            for item in await self._items(shard) if moment.work else ():
                found[f"work {item}"] = None, "work that was left"
            for log, last in self._uncovered(moment).items():
                held = moment.coverage.get(log, Coverage())
                found[f"begun {log}"] = f"no more than is covered, {held}", str(last)
            if moment.rebuilding:
                found["rebuilding"] = None, "a rebuilding that does not end"
        return [Difference(shard, key, *sides) for key, sides in found.items()]

    async def _items(self, shard: int) -> list[str]:
        [held] = await self._store.dump(shard, ["work"], ("HKEYS",))
        return sorted(item.decode("utf-8", "backslashreplace") for item in held)[:_ITEMS_MAX]


_ITEMS_MAX: Final = 1_000


def _holds(held: Coverage, wanted: Coverage) -> bool:
    return held.join(wanted) == held
