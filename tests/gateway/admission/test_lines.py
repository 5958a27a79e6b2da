"""Lines: who asks for much waits for themselves, and others are done in between."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

import pytest

from gateway.admission import lines
from gateway.admission.clients import Client
from gateway.admission.lines import MANY, Lines

ADA, BOB = Client("viewer ada"), Client("viewer bob")


def burn(took_s: float) -> None:
    """Take so much of the processor."""
    end = time.thread_time() + took_s
    while time.thread_time() < end:
        pass


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_what_never_waits_is_not_done_all_in_one_pass_of_the_loop() -> None:
    """A hundred requests that came together: somebody else's is done among the first of them."""

    async def scenario() -> None:
        done, many = list[str](), Lines()

        async def slow() -> None:
            burn(0.004)
            done.append("ada")

        async def quick() -> None:
            done.append("bob")

        async with asyncio.TaskGroup() as tasks:
            for _ in range(100):
                tasks.create_task(many.run(ADA, slow()))
            tasks.create_task(many.run(BOB, quick()))
        assert done.count("ada") == 100
        assert done.index("bob") < 10
        assert many.waiting == 0

    asyncio.run(scenario())


def test_of_one_client_so_many_are_done_at_a_time() -> None:
    """The others of it wait, in their order; whoever else comes does not."""

    async def scenario() -> None:
        many, go, begun = Lines(), asyncio.Event(), list[int]()

        async def waits(number: int) -> int:
            begun.append(number)
            await go.wait()
            return number

        ran = [asyncio.create_task(many.run(ADA, waits(n))) for n in range(3 * MANY)]
        await _settle()
        most = len(begun)
        assert begun == list(range(most))
        assert 1 <= most <= MANY
        assert many.waiting == 3 * MANY - most
        other = asyncio.create_task(many.run(BOB, waits(99)))
        await _settle()
        assert begun[-1] == 99
        go.set()
        assert await asyncio.gather(*ran, other) == [*range(3 * MANY), 99]

    asyncio.run(scenario())


def test_short_ones_do_not_hide_the_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for many short ones and then for several long ones has one long at a time."""
    monkeypatch.setattr(lines, "LONG_S", 60.0)

    async def scenario() -> None:
        many, now, most = Lines(), 0, 0

        async def long() -> None:
            nonlocal now, most
            now += 1
            most = max(most, now)
            burn(0.03)
            await asyncio.sleep(0)
            now -= 1

        await many.run(ADA, long())
        for _ in range(100):
            await many.run(ADA, _gives(1))
        await asyncio.gather(*(many.run(ADA, long()) for _ in range(8)))
        assert most == 1

    asyncio.run(scenario())


def test_who_leaves_while_they_wait_takes_no_place() -> None:
    """Nor does what was not begun complain that nobody awaited it."""

    async def scenario() -> None:
        many, go = Lines(), asyncio.Event()
        ran = [asyncio.create_task(many.run(ADA, _until(go))) for _ in range(2 * MANY)]
        await _settle()
        assert many.waiting
        for one in ran[1:]:
            one.cancel()
        await asyncio.wait(ran[1:])
        go.set()
        await ran[0]
        assert await many.run(ADA, _gives(7)) == 7
        assert many.waiting == 0

    asyncio.run(scenario())


def test_what_fails_gives_its_place_back() -> None:
    """And says so to who asked."""

    async def fails() -> None:
        await asyncio.sleep(0)
        raise ValueError("no")

    async def scenario() -> None:
        many = Lines()
        for _ in range(3 * MANY):
            with pytest.raises(ValueError, match="no"):
                await many.run(ADA, fails())
        assert await many.run(ADA, _gives(7)) == 7

    asyncio.run(scenario())


def test_what_is_done_for_others_meanwhile_is_not_counted() -> None:
    """One that waits while the loop works for somebody else takes no longer for it."""

    async def scenario() -> None:
        many = Lines()

        async def rests() -> None:
            for _ in range(10):
                await asyncio.sleep(0)

        async def works() -> None:
            for _ in range(10):
                burn(0.004)
                await asyncio.sleep(0)

        await asyncio.gather(many.run(BOB, rests()), many.run(ADA, works()))
        assert many._took[BOB][0] < lines.UNKNOWN_S < many._took[ADA][0]

    asyncio.run(scenario())


def test_no_client_waits_in_no_line() -> None:
    """A process that asks for itself."""

    async def scenario() -> None:
        many, go = Lines(), asyncio.Event()
        ran = [asyncio.create_task(many.run(None, _until(go))) for _ in range(2 * MANY)]
        await _settle()
        assert many.waiting == 0
        go.set()
        await asyncio.gather(*ran)

    asyncio.run(scenario())


async def _until(go: asyncio.Event) -> None:
    await go.wait()


def _gives(number: int) -> Coroutine[Any, Any, int]:
    return asyncio.sleep(0, number)
