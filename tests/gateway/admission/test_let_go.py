"""What is refused is let go at once, with all that was read and written for it: the collector comes
seldom, and four connections that were refused filled the memory.
"""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from gateway.compiler import sizes
from gateway.live import queries
from gateway.reading.objects import Found
from tests.gateway.live.live import listening, subscriber
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_live import HINTED, bump, counted
from tests.gateway.reading.test_waves import run

MANY = " ".join(f"a{number}: title" for number in range(99))
LIVE = f"subscription($id: ID!) {{ articleUpdated(id: $id) {{ bumpCount {MANY} }} }}"


def held() -> int:
    """How much of what was read is held by somebody, or by itself."""
    return sum(type(one) is Found for one in gc.get_objects())


async def given_back(before: int) -> None:
    """Wait a moment for tasks to end, without the collector."""
    for _ in range(100):
        await asyncio.sleep(0.01)
        if held() <= before:
            return
    assert held() <= before


@pytest.mark.parametrize("aside", [False, True])
@pytest.mark.parametrize("compiling", [True, False])
def test_an_answer_that_is_too_long_is_let_go(
    nats: NatsServer,
    store_url: str,
    monkeypatch: pytest.MonkeyPatch,
    compiling: bool,
    aside: bool,
) -> None:
    """By whichever path, and on whichever loop it is written."""
    monkeypatch.setattr(sizes, "ANSWER_LENGTH_MAX", 200)
    if aside:
        monkeypatch.setattr("gateway.execution.LARGE", -1)
        monkeypatch.setattr("gateway.execution.LARGE_BY_CORE", -1)

    async def scenario(it: Gateway) -> None:
        it.services.compiling = compiling
        gc.collect()
        gc.disable()
        try:
            before = held()
            for _ in range(5):
                error = await it.refusal(f"{{ feed {{ nodes {{ {MANY} }} }} }}")
                assert error["extensions"]["code"] == "TOO_COSTLY"
            await given_back(before)
        finally:
            gc.enable()

    run(nats, store_url, scenario, history=ONE)


def test_who_listens_to_too_much_is_told(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They heard nothing, and it was read again each second for ever. What is small again comes."""
    monkeypatch.setattr(queries, "STATE_BYTES_MAX", 200)

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as fan:
            gc.collect()
            before = held()
            await fan.subscribe("1", LIVE, id=ARTICLE)
            told: dict[str, Any] = await fan.next("1")
            assert told["errors"][0]["extensions"] == {"code": "TOO_COSTLY", "retryable": False}
            assert "longer than 200 bytes" in told["errors"][0]["message"]
            await asyncio.sleep(0.2)
            read = counted("live_reads_total", why="refused")
            await asyncio.sleep(1.5)
            assert counted("live_reads_total", why="refused") == read > 0
            await given_back(before)
            monkeypatch.setattr(queries, "STATE_BYTES_MAX", 20_000)
            await bump(it, "ada")
            assert await fan.until("1", bumpCount=1)

    run(nats, store_url, scenario, history=ONE, limits=HINTED)
