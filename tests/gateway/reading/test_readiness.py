"""Readiness: what a gateway can do is told apart, and what it cannot keeps nobody from the rest."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from bandstand.testing.gateways import Gateway, eventually, node_id
from bandstand.testing.servers import NatsServer, StoreServer
from bandstand.testing.worlds import envelope
from gateway import filling
from gateway.readiness import PARTS, Readiness
from tests.gateway.harness import gateway, serving
from tribes.events import ArticleBumped, ArticlePublished

FEED = "{ feed { edges { node { bumpCount } } } }"
BUMP = """mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { receipt { token } } }"""
ARTICLE = ArticlePublished(**envelope(1), article="a", tribe="t", kind="ARTICLE", title="A")
HISTORY = [ARTICLE, *(ArticleBumped(**envelope(n, f"u{n}"), article="a") for n in range(2, 42))]


async def told(it: Gateway) -> dict[str, int]:
    """The status of each path, once it has looked."""
    await it.services.look()
    paths = ("", "/reads", "/writes", "/search", "/anything")
    return {path: (await it.client.get(f"/readyz{path}")).status_code for path in paths}


def test_without_the_log_reads_go_on_and_writes_end_at_once(tmp_path: Path, store_url: str) -> None:
    """A mutation was answered after 12.4 s, and the pod left its Service with all feeds."""
    own_nats = NatsServer(tmp_path)
    own_nats.start()

    async def main() -> None:
        async with gateway(own_nats.url, store_url, history=HISTORY, wait_s=0.1) as it:
            assert await told(it) == {
                "": 200,
                "/reads": 200,
                "/writes": 200,
                "/search": 503,
                "/anything": 404,
            }
            own_nats.kill()
            await eventually(lambda: _lost(it))
            began = time.monotonic()
            error = await it.refusal(BUMP, viewer="pat", i={"articleId": node_id("Article", "a")})
            assert (error["code"], error["retryable"]) == ("UNAVAILABLE", True)
            assert "nothing was stored: try again in a moment" in error["message"]
            assert time.monotonic() - began < 5
            found = await told(it)
            assert (found[""], found["/reads"], found["/writes"]) == (200, 200, 503)
            assert (await it.ask(FEED))["feed"]["edges"]
            own_nats.start()

            async def again() -> bool:
                return (await told(it))["/writes"] == 200

            await eventually(again)
            asked = {"articleId": node_id("Article", "a")}
            assert "errors" not in (await it.send(BUMP, viewer="pat", i=asked)).json()

    try:
        asyncio.run(main())
    finally:
        own_nats.kill()


async def _lost(it: Gateway) -> bool:
    return it.world.connection.away_s > 1


def test_a_store_that_was_emptied_is_not_read_until_it_holds_what_it_held(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """/readyz was content with 2 % of the events."""

    async def main() -> None:
        async with gateway(nats.url, own_store.url, history=HISTORY) as it:
            assert (await told(it))[""] == 200
            async with serving(it.world) as new:
                # What another is, is told by itself alone.
                await it.world.store.at(0, lambda client: client.flushall())
                assert (await told(it))[""] == 503
                assert "holds 0 of 41 events" in it.services.state["trouble"]["views"]
                assert (await told(new))[""] == 503
                await it.world.publish([ArticleBumped(**envelope(50, "zoe"), article="a")])

                async def filled() -> bool:
                    return (await told(it))[""] == 200

                await it.world.caught_up()
                await eventually(filled)
                [edge] = (await it.ask(FEED))["feed"]["edges"]
                assert edge["node"]["bumpCount"] == 41

    asyncio.run(main())


def test_a_gateway_that_starts_is_not_ready_before_it_has_looked(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """Who asked between its look at the log and that at the views heard that it was."""

    async def main() -> None:
        async with (
            gateway(nats.url, own_store.url, history=HISTORY, projecting=False) as it,
            serving(it.world, look=False) as new,
        ):
            look, told = asyncio.create_task(new.services.look()), set[bool]()
            while not look.done():
                told.add(new.services.state["ready"])
                await asyncio.sleep(0)
            assert told == {False}
            assert [*new.services.state["trouble"]] == ["views"]

    asyncio.run(main())


def test_what_goes_back_a_little_is_read_on(nats: NatsServer, own_store: StoreServer) -> None:
    """A replica that took over lacked the last events, and has them in a moment."""

    async def main() -> None:
        async with gateway(nats.url, own_store.url, history=HISTORY, projecting=False) as it:
            store, log = it.world.store, it.world.log.name
            key = f"{store.view.base(store.shards, 0)}coverage"

            async def hold(last: int) -> None:
                await store.at(0, lambda client: client.hset(key, log, f"1-{last}"))

            await hold(41)
            assert (await told(it))[""] == 200
            await hold(30)
            assert (await told(it))[""] == 200
            filling.FAR_EVENTS, usual = 5, filling.FAR_EVENTS
            try:
                await hold(20)
                assert (await told(it))[""] == 503
                await hold(29)
                assert (await told(it))[""] == 503
                await hold(30)
                assert (await told(it))[""] == 200
            finally:
                filling.FAR_EVENTS = usual

    asyncio.run(main())


def test_each_part_has_what_stands_in_its_way() -> None:
    """A gateway that has never searched is not asked; one that lost its index is, for the rest."""
    for part, kinds in PARTS.items():
        for kind in kinds:
            assert not Readiness({kind: "…"}, searches=True, searched=True).of(part)
    away = Readiness({"log": "…"}, searches=True, searched=True)
    assert (away.serves, away.shown) == (True, {"reads": True, "writes": False, "search": True})
    assert not Readiness({}, searches=True, searched=False).serves
    assert Readiness({"search": "…"}, searches=True, searched=True).serves
    assert Readiness({}, searches=False, searched=False).shown == {"reads": True, "writes": True}
