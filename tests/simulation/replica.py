"""A projector replica of the simulation: the real projector, and a death at any step."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from eventlog.logs import Logs
from projector import projector as projecting
from projector.pacing import Pace
from tests.simulation.log import LogServer, ServerTwin
from tests.simulation.store import StoreServer, StoreTwin
from tribes.events import EVENTS

STEPS = ("read", "folded", "taken", "merged", "acknowledged")

PACES = (
    Pace(),
    Pace(live_events=1, live_s=0, idle_s=0.01, check_s=0.5, discover_s=1, pending_events_max=3),
)


class Death(Exception):
    """The process ends here."""


class Replica:
    """One process with one projector."""

    def __init__(self, name: str, server: LogServer, store: StoreServer, pace: Pace) -> None:
        self.name, self.logs, self._store = name, ServerTwin(server), StoreTwin(store)
        self.projector = projecting.Projector(
            _as_logs(self.logs),
            self._store,  # type: ignore[arg-type]
            EVENTS,
            region=server.region,
            replica=name,
            pace=pace,
            step=self._step,
        )
        self._dies: tuple[str, int] | None = None
        self.died_of: BaseException | None = None
        self.task = asyncio.create_task(self._live())

    async def _live(self) -> None:
        try:
            await self.projector.run()
        except* Death:
            pass
        except* Exception as group:  # noqa: BLE001 — the world shows it
            self.died_of = group
        finally:
            self._bury()

    def dies_at(self, step: str, times: int) -> None:
        """Let it die when it reaches a step so many times."""
        self._dies = (step, times)

    def spare(self) -> None:
        """Let it live, whatever it reaches."""
        self._dies = None

    def _step(self, name: str) -> None:
        if self.logs.dead:
            raise Death
        if self._dies and self._dies[0] == name:
            self._dies = (name, self._dies[1] - 1)
            if self._dies[1] <= 0:
                self._bury()
                raise Death

    def _bury(self) -> None:
        # Nothing that its tasks still do while they end is heard by anybody.
        self.logs.dead = True
        self.logs.server.detach(self.logs)

    async def kill(self) -> None:
        """End it wherever it is."""
        self._bury()
        await self._end()

    async def leave(self) -> None:
        """End it in order, as a process does that is asked to."""
        await self._end()
        # The task buried the connection; the last words are still to be heard.
        self.logs.dead = False
        await self.projector.drain()
        self._bury()

    async def _end(self) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task

    @property
    def lives(self) -> bool:
        """Whether its process runs."""
        return not self.logs.dead and not self.task.done()


def _as_logs(twin: ServerTwin) -> Logs:
    return twin
