"""A log that lost its tail takes nothing: what came after would be hidden by what was there."""

from __future__ import annotations

import asyncio

import pytest

from bandstand.testing.gateways import node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from eventlog import streams
from eventlog.copies.heartbeats import Beat, Beats, Fault, Finding, say
from eventlog.logs import ServerLogs
from tests.gateway.harness import gateway, serving
from tests.worlds import world
from tribes.events import ArticleBumped, ArticlePublished


def test_a_log_that_ends_before_its_views_takes_no_mutation(
    nats: NatsServer, store_url: str
) -> None:
    """Somebody restored the stream to an older state; its operator is told the way out."""
    fields = {"article": "a", "tribe": "t", "kind": "ARTICLE", "title": "A"}
    history = [
        ArticlePublished(**envelope(1), **fields),
        *(ArticleBumped(**envelope(n, f"u{n}"), article="a") for n in range(2, 12)),
    ]

    async def main() -> None:
        async with gateway(nats.url, store_url, history=history) as it:
            await it.world.connection.stream.delete_stream(it.world.log.name)
            await streams.ensure_log(it.world.connection, it.world.log)
            async with serving(it.world) as restored:
                await it.world.publish(history[:1])
                await restored.services.look()
                for path, code in (("/readyz", 200), ("/readyz/writes", 503)):
                    assert (await restored.client.get(path)).status_code == code
                told = restored.services.state["trouble"]["tail"]
                assert f"bandstand heal --log {it.world.log.name}" in told
                query = """mutation($i: BumpArticleInput!) { bumpArticle(input: $i) {
                    receipt { token } } }"""
                asked = {"articleId": node_id("Article", "a")}
                error = await restored.refusal(query, viewer="pat", i=asked)
                assert error["code"] == "UNAVAILABLE"
                assert await restored.head() == 1
                assert await restored.ask("{ feed { edges { node { bumpCount } } } }")

    asyncio.run(main())


def test_what_was_published_and_merged_since_the_heads_were_read_is_no_lost_tail(
    nats: NatsServer, store_url: str
) -> None:
    """The view knows of it before the gateway looks again; nothing is lost, and all is taken."""
    fields = {"article": "a", "tribe": "t", "kind": "ARTICLE", "title": "A"}

    async def main() -> None:
        async with gateway(
            nats.url, store_url, history=[ArticlePublished(**envelope(1), **fields)]
        ) as it:
            before = dict(it.services.heads)
            await it.world.publish([ArticleBumped(**envelope(2), article="a")])
            await it.world.caught_up()
            found = await it.world.store.extents()
            assert await it.world.store.lost_tail(found, before, it.services._ends) is None

    asyncio.run(main())


@pytest.mark.parametrize(
    ("region", "beats", "stops"),
    [
        ("test", Beats.PROJECTOR, True),
        ("test", Beats.GATEWAY, False),
        ("test", Beats.OLDER, False),
        ("test", Beats.ABROAD, False),
        ("us", Beats.ABROAD, False),
    ],
)
def test_that_a_log_lost_its_end_its_own_projectors_say(
    nats: NatsServer, store_url: str, region: str, beats: Beats, stops: bool
) -> None:
    """Whoever had a gateway's credential, or another region, stopped all mutations everywhere."""

    async def main() -> None:
        async with world(nats.url, store_url) as it, serving(it, look=False) as served:
            services, logs = served.services, ServerLogs(it.connection)
            services.peers = ("us",)
            await services.look()
            found = Finding(it.log.name, region, Fault.ORIGIN, "it ends at 7")
            mirror = Finding(it.log.name, region, Fault.MIRROR, "it stands at 7")
            await say(logs, beats, Beat("x", "g", region, findings=[found]))
            # What comes behind it by the same subject was heard after it.
            shown = [mirror] if region == "us" else []
            await say(logs, Beats.ABROAD, Beat("y", "g", "us", findings=shown))
            await say(logs, Beats.PROJECTOR, Beat("z", "g", "test"))
            async with asyncio.timeout(5):
                while not {"y", "z"} <= {beat.replica for beat in services._beats()}:
                    await asyncio.sleep(0.01)
            await services.look()
            told = services.trouble.get("tail", "")
            assert told.startswith(f"{it.log.name}: it ends at 7") is stops
            seen = {"us": "it stands at 7"} if region == "us" else {}
            seen |= {"test": "it ends at 7"} if stops else {}
            expected = {f"{it.log.name} in {where}": why for where, why in seen.items()}
            assert services.diverged() == expected
            code = (await served.client.get("/readyz/writes")).status_code
            assert (code == 503) is stops

    asyncio.run(main())
