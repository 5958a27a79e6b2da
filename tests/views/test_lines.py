"""One connection that many reads share: order, time-outs, cancellation, and what comes after."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from redis import exceptions
from redis.asyncio import ConnectionPool

from bandstand.testing.servers import StoreServer
from views.servers.lines import Line


def on_a_line(
    url: str, scenario: Callable[[Line], Awaitable[None]], timeout_s: float = 5.0
) -> None:
    """Run a scenario on a line to a store."""

    async def main() -> None:
        pool: Any = ConnectionPool.from_url(url, protocol=2)
        line = Line(pool.make_connection, timeout_s)
        try:
            await scenario(line)
        finally:
            await line.close()

    asyncio.run(main())


def test_each_gets_his_own_answer(any_store_url: str) -> None:
    """Errors among them, and answers of every length."""

    async def one(line: Line, number: int) -> object:
        if number % 7 == 3:
            with pytest.raises(exceptions.ResponseError, match="unknown command"):
                await line.call("NOPE", number)
            return True
        text = b"x" * (number * 997 % 70_000) + str(number).encode()
        return await line.call("ECHO", text) == text

    async def scenario(line: Line) -> None:
        for _ in range(3):
            assert all(await asyncio.gather(*(one(line, number) for number in range(200))))

    on_a_line(any_store_url, scenario)


def test_who_goes_away_leaves_the_others_their_answers(store_url: str) -> None:
    """A client that hangs up must not shift what the others read."""

    async def scenario(line: Line) -> None:
        for number in range(50):
            tasks = [asyncio.create_task(line.call("ECHO", f"{number}.{at}")) for at in range(9)]
            await asyncio.sleep(0)
            for gone in tasks[::3]:
                gone.cancel()
            answers = await asyncio.gather(*tasks, return_exceptions=True)
            for at, answer in enumerate(answers):
                if at % 3:
                    assert answer == f"{number}.{at}".encode()
                else:
                    assert isinstance(answer, (asyncio.CancelledError, bytes))

    on_a_line(store_url, scenario)


def test_a_server_that_hangs_fails_all_that_wait_and_serves_who_comes_later(
    own_store: StoreServer,
) -> None:
    """A late answer must not be taken for the answer to something else."""

    async def scenario(line: Line) -> None:
        assert await line.call("ECHO", "before") == b"before"
        own_store.signal(signal.SIGSTOP)
        try:
            late = [line.call("ECHO", f"late {number}") for number in range(20)]
            found = await asyncio.gather(*late, return_exceptions=True)
        finally:
            own_store.signal(signal.SIGCONT)
        assert all(isinstance(one, exceptions.TimeoutError) for one in found)
        for number in range(20):
            assert await line.call("ECHO", f"after {number}") == f"after {number}".encode()

    on_a_line(own_store.url, scenario, timeout_s=0.5)


def test_a_connection_that_was_lost_is_made_again(own_store: StoreServer) -> None:
    """Whoever waited is told at once; whoever comes next connects."""

    async def scenario(line: Line) -> None:
        me = await line.call("CLIENT", "ID")
        killer = Line(line._connect, 5.0)
        waiting = asyncio.create_task(line.call("BLPOP", "nothing", 5))
        await asyncio.sleep(0.05)
        await killer.call("CLIENT", "KILL", "ID", me)
        with pytest.raises(exceptions.ConnectionError):
            await waiting
        assert await line.call("CLIENT", "ID") != me
        await killer.close()

    on_a_line(own_store.url, scenario)


def test_a_connection_that_is_lost_in_the_middle_shifts_no_answer(store_url: str) -> None:
    """Commands too long to send at once: the old one still sends while the next one opens."""

    async def one(line: Line, number: int) -> bool:
        text = str(number).encode() * (300_000 if number % 3 else 1)
        try:
            return await line.call("ECHO", text) == text
        except (exceptions.ConnectionError, exceptions.TimeoutError):
            return True

    async def scenario(line: Line) -> None:
        killer = Line(line._connect, 5.0)
        for stepped in range(0, 25, 3):
            me = await line.call("CLIENT", "ID")
            tasks = [asyncio.create_task(one(line, number)) for number in range(10)]
            for _ in range(stepped):
                await asyncio.sleep(0)
            if stepped % 2:
                await killer.call("CLIENT", "KILL", "ID", me)
            elif line._wire:
                line._wire.drop(exceptions.TimeoutError("another read had no answer in time"))
            tasks += [asyncio.create_task(one(line, number)) for number in range(10, 20)]
            assert all(await asyncio.gather(*tasks))
        await killer.close()

    on_a_line(store_url, scenario)


def test_a_store_that_is_away_is_told_and_comes_back(own_store: StoreServer) -> None:
    """Nothing is kept of a connection that could not be made."""

    async def scenario(line: Line) -> None:
        own_store.kill()
        for _ in range(2):
            with pytest.raises(exceptions.ConnectionError):
                await line.call("PING")
        own_store.start()
        assert await line.call("PING") == b"PONG"

    on_a_line(own_store.url, scenario)
