"""Aside: what takes long is done in a thread, one thing at a time, and each client's in its turn.

    ada:  q1 q2 q3 ─┐
    bob:  q4       ─┼─▶ q1 q4 q5 q2 q3 ─▶ one thread
    eve:  q5       ─┘

Whoever asks for what is made already is answered meanwhile. Who sends much waits for themselves.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias, TypeVar

from gateway.admission.clients import Client
from gateway.admission.refusals import refused
from search.queues import Queues

T = TypeVar("T")

WAITING_MAX = 512
"""So much waits, of all clients together."""

WAITING_EACH_MAX = 64
"""So much waits of one."""

_Waiting: TypeAlias = tuple[asyncio.Future[Any], Callable[[], Any]]


class Aside:
    """One thread, and what waits for it."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "aside")
        self._waiting: Queues[Client, _Waiting] = Queues()
        self._by_name: dict[Hashable, asyncio.Future[Any]] = {}
        """What is asked for and not done yet."""
        self._busy: asyncio.Task[None] | None = None

    async def run(self, client: Client, name: Hashable, call: Callable[[], T]) -> T:
        """What a call gives, when its turn has come. Who asks for the same meanwhile waits with it.

        Args:
            name: what the call makes.

        Raises:
            TooMany: too much waits already. Exception: as the call does.
        """
        done = self._by_name.get(name)
        if done is None:
            done = self._by_name[name] = self._begin(client, call)
            done.add_done_callback(lambda _: self._by_name.pop(name))
        # SUBTLE: who leaves must not take it from all who wait for it.
        found: T = await asyncio.shield(done)
        return found

    def _begin(self, client: Client, call: Callable[[], T]) -> asyncio.Future[T]:
        mine = self._waiting.of(client)
        if mine >= WAITING_EACH_MAX or len(self._by_name) >= WAITING_MAX:
            whose = "of yours" if mine >= WAITING_EACH_MAX else "of all"
            raise refused(
                "documents",
                f"too many new queries {whose} wait to be compiled: put values that change into "
                "variables ($id), not into the query's text",
            )
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.add(client, (done, call))
        if self._busy is None:
            self._busy = asyncio.create_task(self._work())
        return done

    async def _work(self) -> None:
        """Do all that waits."""
        loop = asyncio.get_running_loop()
        try:
            while (turn := self._waiting.take()) is not None:
                _, (done, call) = turn
                try:
                    found = await loop.run_in_executor(self._thread, _tidied, call)
                except Exception as error:  # noqa: BLE001
                    # Whoever asked is told, and does with it what they would have done.
                    done.set_exception(error)
                    done.exception()  # They may all have left.
                else:
                    done.set_result(found)
        finally:
            self._busy = None


def _tidied(call: Callable[[], T]) -> T:
    """What a call gives; what it left lying about is collected.

    SUBTLE: nothing else is done while the collector looks, in whichever thread. What parsing and
    compiling leave would be looked at when there is much of it: for half a second at a time.
    """
    try:
        return call()
    finally:
        gc.collect(0)
