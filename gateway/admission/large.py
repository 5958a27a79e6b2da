"""Large answers: they are written aside, on a loop in a thread of its own, few at a time.

    loop of the connections ──read──▶ found ──▶ loop aside ──write──▶ text ──▶ sent
                            ◀──what a resolver of somebody's own asks──

To write an answer of thousands of records takes as long as hundreds of other requests, and nothing
parts it: who wrote it between them would make all of them wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from functools import cache
from threading import Thread
from typing import Any, Final, TypeVar

from gateway.admission.clients import Client
from search.queues import Queues

T = TypeVar("T")

LARGE: Final = 2_000
"""An answer that may read more records is large: to write it takes some 30 ms."""

LARGE_BY_CORE: Final = 200
"""And one that graphql-core gives: of each it makes an object first, and asks it for each field."""

LARGE_BYTES: Final = 1 << 20
"""And whatever reads more than so many bytes, however few the records are."""

AT_ONCE: Final = 2
"""So many are read and written at a time, of all clients: each may take 100 MiB."""


class Large:
    """In whose turn large answers are read and written: one of each client at a time."""

    def __init__(self) -> None:
        self._waiting: Queues[Client, asyncio.Future[None]] = Queues()
        self._now = set[Client]()

    async def begin(self, client: Client) -> None:
        """Wait for a client's turn; who leaves while it waits takes it along."""
        if client not in self._now and len(self._now) < AT_ONCE:
            self._now.add(client)
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(client, turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.end(client)
            raise

    def end(self, client: Client) -> None:
        """A client's turn is over."""
        self._now.discard(client)
        while len(self._now) < AT_ONCE and (found := self._waiting.take(self._now)):
            client, turn = found
            if not turn.done():
                self._now.add(client)
                turn.set_result(None)


class Turn:
    """A request's turn, from when it is large, or turns out to be, until it is over."""

    def __init__(self, large: Large, client: Client) -> None:
        self._large, self._client = large, client
        self._one = asyncio.Lock()
        self.taken = False

    async def take(self) -> None:
        """Wait for it, once, whoever of the request asks."""
        async with self._one:
            if not self.taken:
                await self._large.begin(self._client)
                self.taken = True

    def give(self) -> None:
        """The request is over."""
        if self.taken:
            self.taken = False
            self._large.end(self._client)


async def aside(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives that is done on the loop aside."""
    return await on(_loop(), coroutine)


async def on(loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives that is done on another loop, in the thread of that."""
    given, raised = list[T](), list[Exception]()

    async def done() -> None:
        try:
            given.append(await coroutine)
        except Exception as error:  # noqa: BLE001
            raised.append(error)

    # SUBTLE: the futures of two loops hold themselves until the collector comes. So they are not
    # given what a large answer is, nor an error, which holds all that was read.
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(done(), loop))
    if raised:
        raise raised.pop()
    return given.pop()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The loop aside: one of the process, from the first large answer on."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="large", daemon=True).start()
    return loop
