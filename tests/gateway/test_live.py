"""Subscriptions: the state at once, and again whenever it is another, whatever is lost."""

from __future__ import annotations

from gateway.limits import Limits
from tests.gateway.harness import Gateway
from tests.gateway.live import listening, subscriber
from tests.gateway.test_changes import ARTICLE, ONE
from tests.gateway.test_waves import run
from tests.servers import NatsServer

UPDATED = """subscription($id: ID!) { articleUpdated(id: $id) {
    title bumpCount viewerHasBumped author { name } } }"""
BUMP = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { receipt { eventId token } } }"


HINTED = Limits(again_s=1_000)
"""Nothing is read again without a hint, but where none can come."""


async def bump(it: Gateway, viewer: str) -> str:
    """Bump the article; the receipt's token."""
    data = await it.ask(BUMP, viewer=viewer, i={"articleId": ARTICLE})
    token: str = data["bumpArticle"]["receipt"]["token"]
    return token


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
