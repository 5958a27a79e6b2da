"""The demo's people: what they go on doing while a stack runs, each of it once.

`people.json`, in the stack's folder: `{region: events done}`. It is there where the demo was filled
in, and says from where to go on after a restart.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

from bandstand.domain import Domain
from bandstand.entry.entering import publishing
from bandstand.errors import Failure
from bandstand.settings import Settings
from eventlog.envelope import Event, event_id
from eventlog.errors import ClockError, LogError

_logger = logging.getLogger(__name__)

EVENTS_MAX = 10_000
"""So many in each region, whatever the domain gives."""

AGAIN_S = 5.0


@dataclass(frozen=True)
class People:
    """The people of a stack's folder, of one seed."""

    folder: Path
    seed: int

    @property
    def _path(self) -> Path:
        return self.folder / "people.json"

    def settle(self) -> None:
        """Let there be people: the demo was filled in."""
        self._write({})

    def done(self) -> dict[str, int] | None:
        """How much was done in each region; None where there are no people."""
        with suppress(OSError, msgspec.MsgspecError):
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, int])
        return None

    async def live(self, settings: Settings) -> None:
        """Do in a region what is left to do; wait while its log is away."""
        if self.done() is None:
            return
        while True:
            try:
                async with publishing(settings) as entry:
                    domain, _, publisher, clock = entry
                    async for event in self.left(domain, settings.region):
                        made = event_id(clock.now_ms(), os.urandom(10))
                        stamped = msgspec.structs.replace(event, id=made, at=clock.next())
                        await publisher.publish(domain.admit(stamped))
                return
            except (LogError, ClockError, Failure) as error:
                _logger.debug("the demo's people wait: %s", error)
                await asyncio.sleep(AGAIN_S)

    async def left(self, domain: Domain, region: str) -> AsyncIterator[Event]:
        """What is left to do in a region, each at its time."""
        if domain.demo_people is None:
            return
        done = (self.done() or {}).get(region, 0)
        for pause_s, event in islice(domain.demo_people(region, self.seed), done, EVENTS_MAX):
            await asyncio.sleep(pause_s)
            found = self.done() or {}
            # SUBTLE: before it is published, so that nothing is done twice after a crash.
            self._write(found | {region: found.get(region, 0) + 1})
            yield event

    def _write(self, done: dict[str, int]) -> None:
        draft = self._path.with_suffix(".new")
        draft.write_bytes(msgspec.json.encode(done))
        draft.replace(self._path)
