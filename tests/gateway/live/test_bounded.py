"""What live queries hold is bounded, and what they do for nothing ends."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, eventually
from bandstand.testing.servers import NatsServer
from crdt.stamps import Stamp
from gateway.execution import Execution
from gateway.live import hints, queries
from gateway.tokens import Token
from tests.gateway.live.live import listening, subscriber
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_live import HINTED, PLAIN, bump, counted, settled
from tests.gateway.reading.test_waves import run


def test_who_comes_later_is_told_though_nothing_is_kept(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large answers of many queries are not all kept for them: it is read again."""
    monkeypatch.setattr(queries, "STATES_BYTES_MAX", 10)

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as fan, subscriber(port) as other:
            await fan.subscribe("1", PLAIN, id=ARTICLE)
            await settled(fan, "1")
            await other.subscribe("1", PLAIN, id=ARTICLE)
            assert (await other.next("1"))["data"]["articleUpdated"]["bumpCount"] == 0
            assert counted("live_queries") == 1
            await bump(it, "ada")
            for one in (fan, other):
                assert await one.until("1", bumpCount=1)

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


def test_what_is_begun_and_ended_at_once_is_not_listened_to(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands of them a second would be as many subscriptions of the log's server."""
    monkeypatch.setattr(hints, "SOON_S", 0.5)
    heard = list[str]()

    async def scenario(it: Gateway) -> None:
        listen = it.services.connection.listen

        async def listened(subject: str, call: Any) -> Any:
            heard.append(subject)
            return await listen(subject, call)

        monkeypatch.setattr(it.services.connection, "listen", listened)
        async with listening(it) as port, subscriber(port) as fan:
            for number in range(20):
                await fan.subscribe(f"{number}", PLAIN, id=ARTICLE)
                await fan.send(id=f"{number}", type="complete")
            await fan.send(type="ping")

            async def ended() -> bool:
                return counted("live_queries") == 0

            await eventually(ended)
            await asyncio.sleep(0.8)
            assert heard == []

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


def test_what_is_dropped_is_not_answered_and_its_id_is_free(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was begun is done to its end, and says nothing to whoever took the id meanwhile."""

    async def scenario(it: Gateway) -> None:
        begun, go = asyncio.Event(), asyncio.Event()
        run_now = Execution.run
        first = True

        async def held(self: Execution, session: Any, prepared: Any) -> Any:
            nonlocal first
            if first:
                first = False
                begun.set()
                await go.wait()
            return await run_now(self, session, prepared)

        monkeypatch.setattr(Execution, "run", held)
        async with listening(it) as port, subscriber(port) as fan:
            await fan.subscribe("1", "{ feed(first: 1) { edges { cursor } } }")
            await begun.wait()
            await fan.send(id="1", type="complete")
            await fan.subscribe("1", "{ __typename }")
            assert (await fan.next("1"))["data"] == {"__typename": "Query"}
            assert (await fan.message("1"))["type"] == "complete"
            go.set()
            await asyncio.sleep(0.2)
            await fan.subscribe("2", "{ __typename }")
            assert (await fan.receive())["id"] == "2"

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


def test_a_token_of_what_never_will_be_is_not_waited_for_for_ever(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has nothing read again and again; what changes is told all the same, as STALE."""
    monkeypatch.setattr(queries, "SOON_S", 0.05)
    monkeypatch.setattr(queries, "HOPE_S", 0.5)

    async def scenario(it: Gateway) -> None:
        never = str(Token(Stamp("0" * 15), {it.world.log.name: 2**50}))
        async with listening(it) as port, subscriber(port) as fan:
            await fan.subscribe("1", PLAIN, never, id=ARTICLE)
            stale = await fan.next("1")
            assert stale["extensions"]["consistency"]["status"] == "STALE"
            await asyncio.sleep(1.5)
            reads = counted("live_reads_total", why="compiled")
            await asyncio.sleep(0.5)
            assert counted("live_reads_total", why="compiled") == reads
            await bump(it, "ada")
            changed = await fan.until("1", bumpCount=1)
            assert changed

    run(nats, store_url, scenario, history=ONE, limits=HINTED, wait_s=0.2)
