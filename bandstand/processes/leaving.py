"""Leaving: a projector that is told to end goes on while gateways show what it fills.

At an upgrade the gateways of the old version are there for a while, and show views that nobody
else fills: what is written meanwhile would not be seen. Gateways say what they show with their
heartbeats; when none was heard for `QUIET_S` that shows a version of this process, it ends.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterable

from eventlog.copies.heartbeats import BEAT_S, Beats, Heartbeats
from eventlog.errors import LogError
from eventlog.logs import Hints

_logger = logging.getLogger(__name__)

QUIET_S = 10.0
"""So long a gateway may be silent, whatever it waits for, and still be there."""


class Leaving:
    """When the process ends whose main task makes this.

    Args:
        views: their names and versions, as gateways say them. most_s: how long it goes on.
    """

    def __init__(self, hints: Hints, region: str, views: Iterable[str], most_s: float) -> None:
        self._heard = [
            Heartbeats(hints, beats, region, silence_s=QUIET_S)
            for beats in (Beats.GATEWAY, Beats.OLDER)
        ]
        self._views, self._most_s = frozenset(views), most_s
        self._told = asyncio.Event()
        process = asyncio.current_task()
        assert process is not None  # noqa: S101
        self._process = process

    async def run(self) -> None:
        """End the process when it was told to, and nobody shows what it fills."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._heed)
        for heard in self._heard:
            await self._listen(heard)
        await self._told.wait()
        _logger.info("told to stop: going on while gateways still read %s", ", ".join(self._views))
        until = loop.time() + self._most_s
        # Whoever is there is heard meanwhile.
        await asyncio.sleep(min(QUIET_S, self._most_s))
        while loop.time() < until and self._shown():
            await asyncio.sleep(BEAT_S)
        if left := self._shown():
            _logger.warning(
                "a gateway still reads %s after %.0f s (BANDSTAND_OVERLAP_S): stopping anyway",
                *(", ".join(left), self._most_s),
            )
        self._process.cancel()

    def _heed(self) -> None:
        """SIGTERM came; the second ends the process at once."""
        if self._told.is_set() or not self._most_s:
            self._process.cancel()
        self._told.set()

    def _shown(self) -> set[str]:
        alive = (beat for heard in self._heard for beat in heard.alive())
        return {view for beat in alive for view in beat.shows if view in self._views}

    async def _listen(self, heard: Heartbeats) -> None:
        while True:
            try:
                await heard.open()
                return
            except LogError as error:
                _logger.warning("listening for gateways: %s: trying again", error)
                await asyncio.sleep(1)
