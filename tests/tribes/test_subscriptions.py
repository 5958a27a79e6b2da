"""What a viewer is told of as it happens."""

from __future__ import annotations

from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from tests.gateway.live.live import Subscriber, listening, subscriber
from tests.gateway.live.test_live import HINTED, counted
from tests.gateway.reading.test_waves import run
from tests.tribes.test_notifications import ARTICLE, Actor

RECEIVED = """subscription { notificationReceived {
    kind isRead actorCount commentCount article { title }
    comments { edges { node { body } } } } }"""


async def told(fan: Subscriber, **wanted: Any) -> Any:
    """The newest notification, as soon as it has these parts."""
    payload = await fan.until("1", **wanted)
    return payload["data"]["notificationReceived"]


@pytest.mark.parametrize("shards", [1, 3])
def test_the_newest_notification_comes_to_whom_it_is_for(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """As others bump, comment and regret it; and nothing of it comes to anybody else."""

    async def scenario(it: Gateway) -> None:
        actor, article = Actor(it), node_id("Article", "a")
        compiled, failed = (counted("live_reads_total", why=why) for why in ("compiled", "error"))
        async with (
            listening(it) as port,
            subscriber(port, {"X-Viewer": "anna"}) as anna,
            subscriber(port, {"X-Viewer": "bob"}) as bob,
        ):
            for fan in (anna, bob):
                await fan.subscribe("1", RECEIVED)
                assert (await fan.next("1"))["data"] == {"notificationReceived": None}
            await actor.act("bob", "bumpArticle", articleId=article)
            bumped = await told(anna, kind="ARTICLE_BUMPED", actorCount=1, isRead=False)
            assert bumped["article"] == {"title": "Mine"}
            await actor.act("cleo", "bumpArticle", articleId=article)
            await told(anna, actorCount=2)
            await actor.act("bob", "postComment", articleId=article, body="Nice.")
            commented = await told(anna, kind="ARTICLE_COMMENTED", commentCount=1)
            assert commented["comments"]["edges"] == [{"node": {"body": "Nice."}}]
            await actor.act("anna", "followUser", userId=node_id("User", "bob"))
            assert (await told(bob, kind="FOLLOWED"))["actorCount"] == 1
        assert counted("live_reads_total", why="compiled") >= compiled + 6
        assert counted("live_reads_total", why="error") == failed

    run(nats, store_url, scenario, history=[ARTICLE], shards=shards, limits=HINTED)


def test_nobody_has_no_notifications(nats: NatsServer, store_url: str) -> None:
    """It would be null for ever, and they would think that nothing happens."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as nobody:
            await nobody.subscribe("1", RECEIVED)
            message = await nobody.message("1")
            assert message["type"] == "error"
            assert message["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"

    run(nats, store_url, scenario, history=[ARTICLE])
