"""Subscriptions: the state at once, and again whenever it is another, whatever is lost."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from prometheus_client import REGISTRY

from bandstand.testing.gateways import Gateway, eventually, node_id
from bandstand.testing.servers import NatsServer, StoreServer
from bandstand.testing.worlds import envelope
from gateway.admission.budgets import READS
from gateway.admission.clients import client_of
from gateway.admission.limits import Limits
from gateway.declare.sources import EVERY_S
from gateway.live import queries
from projector.projector import Projector
from tests.gateway.harness import gateway
from tests.gateway.live.live import Subscriber, listening, subscriber
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.reading.test_waves import run
from tribes import events as e
from tribes.graphql.subscriptions import FEED_S
from tribes.tabs import TABS

UPDATED = """subscription($id: ID!) { articleUpdated(id: $id) {
    title bumpCount viewerHasBumped author { name } } }"""
PLAIN = "subscription($id: ID!) { articleUpdated(id: $id) { title bumpCount } }"
HOME = "subscription { feedUpdated(first: 5) { edges { node { title bumpCount } } } }"
BUMP = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { receipt { eventId token } } }"
HINTED = Limits(again_s=1_000)
"""Nothing is read again without a hint, but where none can come."""


async def bump(it: Gateway, viewer: str) -> str:
    """Bump the article; the receipt's token."""
    data = await it.ask(BUMP, viewer=viewer, i={"articleId": ARTICLE})
    token: str = data["bumpArticle"]["receipt"]["token"]
    return token


def bumps(first: int, last: int) -> list[e.ArticleBumped]:
    """Bumps by so many users."""
    return [
        e.ArticleBumped(**envelope(number, f"fan-{number}"), article="a")
        for number in range(first, last)
    ]


def counted(name: str, **labels: str) -> float:
    """What a metric is at."""
    return REGISTRY.get_sample_value(f"bandstand_gateway_{name}", labels) or 0.0


async def settled(fan: Subscriber, name: str) -> None:
    """Wait until hints come: what is read again, once they can, is over."""
    await fan.next(name)
    await asyncio.sleep(0.2)


def test_the_state_comes_at_once_and_again_when_it_has_changed(
    nats: NatsServer, store_url: str
) -> None:
    """What a front end would otherwise ask for again and again."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as fan:
            await fan.subscribe("1", UPDATED, id=ARTICLE)
            first = await fan.next("1")
            assert first["data"]["articleUpdated"]["bumpCount"] == 0
            assert first["extensions"]["consistency"]["status"] == "CURRENT"
            # The first may be seen because it is read again once hints can come.
            for count, viewer in enumerate(("ada", "bob", "cy"), 1):
                await bump(it, viewer)
                assert await fan.until("1", bumpCount=count)

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


def test_a_storm_comes_as_few_states_and_the_last_of_them_is_the_last(
    nats: NatsServer, store_url: str
) -> None:
    """A client that was sent 500 states a second would show none of them."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as fan:
            await fan.subscribe("1", PLAIN, id=ARTICLE)
            await settled(fan, "1")
            began, reads = time.monotonic(), counted("live_reads_total", why="compiled")
            for at in range(10, 510, 5):
                await it.world.publish(bumps(at, at + 5))
                await asyncio.sleep(0.005)
            states = 1
            while (await fan.next("1"))["data"]["articleUpdated"]["bumpCount"] < 500:
                states += 1
            most = (time.monotonic() - began) / EVERY_S + 2
            assert states <= counted("live_reads_total", why="compiled") - reads <= most

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


def test_all_who_ask_for_the_same_share_one_read(nats: NatsServer, store_url: str) -> None:
    """An article that a thousand look at is read once for each change, compiled. Who is signed in
    may have muted its author, and is asked apart.
    """

    async def scenario(it: Gateway) -> None:
        async with AsyncExitStack() as stack:
            port = await stack.enter_async_context(listening(it))
            fans = [await stack.enter_async_context(subscriber(port)) for _ in range(10)]
            for fan in fans:
                for number in range(10):
                    await fan.subscribe(f"{number}", PLAIN, id=ARTICLE)
            for fan in fans:
                for number in range(10):
                    assert await fan.next(f"{number}")
            assert counted("live_queries") == 1
            await asyncio.sleep(0.2)
            waves, compiled = it.waves, counted("live_reads_total", why="compiled")
            await it.world.publish(bumps(10, 11))
            for fan in fans:
                for number in range(10):
                    await fan.until(f"{number}", bumpCount=1)
            assert 1 <= it.waves - waves <= 2
            assert counted("live_reads_total", why="compiled") - compiled == it.waves - waves
            for fan in fans:
                await fan.socket.close()

            async def none() -> bool:
                return counted("live_queries") == counted("subscriptions") == 0

            await eventually(none)

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


@asynccontextmanager
async def unhinting(it: Gateway) -> AsyncIterator[Projector]:
    """A projector whose hints are lost."""
    async with it.world.projecting() as projector:
        projector.hinting.take = lambda *_, **__: None  # type: ignore[method-assign]
        yield projector


def test_an_id_that_is_longer_than_any_is_refused(nats: NatsServer, store_url: str) -> None:
    """As a subject it would end the connection to the log, and with it all that a process does."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as one:
            await one.subscribe("long", PLAIN, id=node_id("Article", "é" * 765))
            message = await one.message("long")
            assert message["type"] == "error", message
            assert "is not a global id" in message["payload"][0]["message"]
            await one.subscribe("right", PLAIN, id=ARTICLE)
            assert await one.next("right")
            assert it.world.connection.up

    run(nats, store_url, scenario, history=ONE)


def test_what_a_query_does_not_declare_makes_no_other_query_of_it(
    nats: NatsServer, store_url: str
) -> None:
    """Else one client could take all the room that there is for different ones."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as one:
            for number in range(5):
                await one.subscribe(f"{number}", PLAIN, id=ARTICLE, junk=number)
                assert await one.next(f"{number}")
            assert counted("live_queries") == 1

    run(nats, store_url, scenario, history=ONE)


def test_a_lost_hint_is_healed_by_reading_again(nats: NatsServer, store_url: str) -> None:
    """Core NATS keeps nothing, and a projector may end between its merge and its hint."""

    async def scenario(it: Gateway) -> None:
        async with unhinting(it), listening(it) as port, subscriber(port) as fan:
            await it.world.caught_up()
            await fan.subscribe("1", PLAIN, id=ARTICLE)
            await settled(fan, "1")
            await bump(it, "ada")
            assert await fan.until("1", bumpCount=1)

    more: dict[str, Any] = {"projecting": False, "limits": Limits(again_s=0.3)}
    run(nats, store_url, scenario, history=ONE, **more)


def test_who_comes_back_with_his_token_has_missed_nothing(nats: NatsServer, store_url: str) -> None:
    """What the views do not hold yet is said to be STALE, and comes when they do."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            async with unhinting(it), subscriber(port) as fan:
                await it.world.caught_up()
                await fan.subscribe("1", PLAIN, id=ARTICLE)
                await fan.next("1")
            # Nobody projects now, so this is accepted and not visible.
            token = await bump(it, "ada")
            async with subscriber(port, {"X-Consistency-Token": token}) as fan:
                await fan.subscribe("1", PLAIN, id=ARTICLE)
                stale = await fan.next("1")
                assert stale["data"]["articleUpdated"]["bumpCount"] == 0
                assert stale["extensions"]["consistency"]["status"] == "STALE"
                async with unhinting(it):
                    fresh = await fan.next("1")
                    assert fresh["data"]["articleUpdated"]["bumpCount"] == 1
                    assert fresh["extensions"]["consistency"]["status"] == "SATISFIED"
                    token = await bump(it, "bob")
                    # For one operation alone, on a connection that stands.
                    await fan.subscribe("2", PLAIN, token, id=ARTICLE)
                    own = await fan.next("2")
                    assert own["data"]["articleUpdated"]["bumpCount"] == 2
                    assert own["extensions"]["consistency"]["status"] == "SATISFIED"

    more: dict[str, Any] = {"projecting": False, "limits": HINTED, "wait_s": 0.3}
    run(nats, store_url, scenario, history=ONE, **more)


def test_each_viewer_is_told_what_is_his(nats: NatsServer, store_url: str) -> None:
    """What depends on who asks is shared with nobody else."""

    async def scenario(it: Gateway) -> None:
        async with (
            listening(it) as port,
            subscriber(port, {"X-Viewer": "ada"}) as ada,
            subscriber(port, headers={"X-Viewer": "bob"}) as bob,
            subscriber(port) as nobody,
        ):
            everybody = (ada, bob, nobody)
            for fan in everybody:
                await fan.subscribe("1", UPDATED, id=ARTICLE)
            for fan in everybody:
                await fan.until("1", bumpCount=0)
            await bump(it, "ada")
            for fan, bumped in zip(everybody, (True, False, False), strict=True):
                assert await fan.until("1", bumpCount=1, viewerHasBumped=bumped)

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


def test_an_article_that_is_removed_is_null_and_one_that_comes_back_is_there(
    nats: NatsServer, store_url: str
) -> None:
    """The end of an article is a state, too, and so is what was never there."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as fan:
            await fan.subscribe("1", PLAIN, id=ARTICLE)
            await fan.subscribe("2", PLAIN, id=node_id("Article", "later"))
            assert (await fan.next("1"))["data"]["articleUpdated"]
            assert (await fan.next("2"))["data"]["articleUpdated"] is None
            await it.world.publish([e.ArticleRemoved(**envelope(10, "enzo"), article="a")])
            assert (await fan.next("1"))["data"]["articleUpdated"] is None
            more = {"tribe": "t", "kind": "ARTICLE", "title": "Later"}
            await it.world.publish(
                [e.ArticlePublished(**envelope(11, "enzo"), article="later", **more)]
            )
            assert await fan.until("2", title="Later")

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


def test_a_feed_is_told_to_those_who_follow_and_to_nobody(nats: NatsServer, store_url: str) -> None:
    """A home feed changes with what is followed, and with what is written there."""

    async def scenario(it: Gateway) -> None:
        def titles(payload: Any) -> list[str]:
            return [edge["node"]["title"] for edge in payload["data"]["feedUpdated"]["edges"]]

        async with (
            listening(it) as port,
            subscriber(port, {"X-Viewer": "ada"}) as ada,
            subscriber(port) as nobody,
        ):
            await ada.subscribe("1", HOME)
            await nobody.subscribe("1", HOME)
            assert titles(await ada.next("1")) == []
            assert titles(await nobody.next("1")) == ["A"]
            await asyncio.sleep(FEED_S + 0.3)  # Until it is read again because hints can come.
            await it.world.publish([e.TribeFollowed(**envelope(10, "ada"), tribe="t")])
            assert titles(await ada.next("1")) == ["A"]
            more = {"tribe": "t", "kind": "ARTICLE", "title": "B"}
            await it.world.publish(
                [e.ArticlePublished(**envelope(11, "enzo"), article="b", **more)]
            )
            assert titles(await ada.next("1")) == ["B", "A"]
            assert titles(await nobody.next("1")) == ["B", "A"]

    run(nats, store_url, scenario, history=ONE, limits=HINTED)


def test_a_store_that_is_away_is_silence_and_what_it_holds_then_comes(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """An outage must not take from a screen what stands on it; only who has nothing is told."""

    async def main() -> None:
        async with (
            gateway(nats.url, own_store.url, history=ONE, limits=Limits(again_s=0.3)) as it,
            listening(it) as port,
            subscriber(port) as fan,
        ):
            await fan.subscribe("1", PLAIN, id=ARTICLE)
            await settled(fan, "1")
            own_store.kill()
            await fan.subscribe("2", PLAIN, id=node_id("Article", "b"))
            told = await fan.next("2")
            assert told["errors"][0]["extensions"] == {"code": "UNAVAILABLE", "retryable": True}
            await it.world.publish(bumps(10, 11))
            own_store.start()
            await fan.until("1", bumpCount=1)
            assert (await fan.next("2"))["data"]["articleUpdated"] is None

    asyncio.run(main())


def test_hints_come_again_after_the_log_was_away(nats: NatsServer, store_url: str) -> None:
    """And what was hinted at while nobody could hear is read without a hint."""

    async def scenario(it: Gateway) -> None:
        async with unhinting(it) as projector, listening(it) as port, subscriber(port) as fan:
            await it.world.caught_up()
            await fan.subscribe("1", PLAIN, id=ARTICLE)
            await settled(fan, "1")
            await it.world.publish(bumps(10, 11))
            await it.world.caught_up()
            nats.kill()
            nats.start()
            await fan.until("1", bumpCount=1)
            del projector.hinting.take  # It hints again.
            for count, at in enumerate((11, 12, 13), 2):
                await it.world.publish(bumps(at, at + 1))
                await fan.until("1", bumpCount=count)

    run(nats, store_url, scenario, history=ONE, projecting=False, limits=HINTED)


def test_graphiql_opens_with_a_subscription_that_works(nats: NatsServer, store_url: str) -> None:
    """For who says there who they are: `tests/web/test_graphiql.py` sees that it does."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port, {"X-Viewer": "you"}) as fan:
            [tab] = [tab for tab in TABS if tab.query.startswith("subscription")]
            await fan.subscribe("1", tab.query, **json.loads(tab.variables))
            assert (await fan.next("1"))["data"]["articleUpdated"]["title"]

    run(nats, store_url, scenario)


def test_what_is_read_again_is_paid_by_who_listens(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """300 subscriptions to a dear feed were read again for as long as they were open, for nothing.
    Of several who listen, one who has something left pays; while nobody has, nothing is read.
    """
    monkeypatch.setattr(queries, "SPENT_S", 0.05)

    async def scenario(it: Gateway) -> None:
        budgets, ours = it.services.budgets, client_of(None, "127.0.0.1")
        assert budgets is not None
        async with listening(it) as port, subscriber(port) as fan:
            await fan.subscribe("1", PLAIN, id=ARTICLE)
            await fan.until("1", bumpCount=0)
            left = budgets.left(ours)[READS][1]
            await bump(it, "ada")
            await fan.until("1", bumpCount=1)
            assert budgets.left(ours)[READS][1] < left
            async with subscriber(port, local_addr=("127.0.0.9", 0)) as other:
                await other.subscribe("1", PLAIN, id=ARTICLE)
                await other.until("1", bumpCount=1)
                budgets.spend(ours, READS, 1_000_000)
                await bump(it, "bob")
                await fan.until("1", bumpCount=2)
                await other.until("1", bumpCount=2)
            budgets.spend(client_of(None, "127.0.0.9"), READS, 1_000_000)
            await bump(it, "cy")
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(fan.until("1", bumpCount=3), 0.5)
            budgets.spend(ours, READS, -1_000_000)
            await fan.until("1", bumpCount=3)

    run(nats, store_url, scenario, history=ONE, limits=Limits(reads=1_000_000))
