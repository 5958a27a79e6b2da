"""What is held of what was sent: as long as somebody listens what their query needs, and else
nothing. 900 sockets kept the last 250 KB that each had said, and 600 subscriptions all of their
requests.
"""

from __future__ import annotations

import gc
from typing import Any

import httpx
import pytest

from bandstand.stack import servers as embedded
from bandstand.testing.gateways import Gateway, eventually
from bandstand.testing.servers import NatsServer
from gateway.admission.clients import Client
from gateway.admission.limits import Limits
from gateway.admission.shares import Shares
from gateway.documents.documents import BARE_BYTES
from gateway.errors import TooMany
from gateway.execution import Prepared
from gateway.live.holdings import CHARACTER_BYTES, Holdings
from gateway.transport.messages import BARE_LENGTH_MAX, CREDENTIALS_BYTES_MAX
from tests.gateway.live.live import listening, subscriber
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_sockets import end_of
from tests.gateway.live.test_streams import STREAM
from tests.gateway.reading.test_waves import run

QUERY = """subscription($id: ID!, $after: String) { articleUpdated(id: $id) {
  bumpCount comments(after: $after) { totalCount } } }"""
JUNK = "é" * 9_000
ADA, BOB = Client("viewer ada"), Client("viewer bob")


def sent() -> list[Any]:
    """The bodies that somebody holds, or that hold themselves, with what nobody needs."""
    found = [one.body for one in gc.get_objects() if type(one) is Prepared]
    return [one for one in found if "extensions" in one or "junk" in (one.get("variables") or {})]


@pytest.mark.parametrize("way", ["sse", "multipart", "socket"])
def test_what_was_sent_is_let_go_when_it_is_listened_to(
    nats: NatsServer, store_url: str, way: str
) -> None:
    """Without the collector, which comes seldom."""
    body = {
        "query": QUERY,
        "variables": {"id": ARTICLE, "junk": JUNK, "after": JUNK[:9]},
        "extensions": {"junk": JUNK},
    }

    async def gone() -> bool:
        return not sent()

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            gc.collect()
            gc.disable()
            try:
                if way == "socket":
                    async with subscriber(port) as fan:
                        await fan.send(id="1", type="subscribe", payload=body)
                        assert (await fan.next("1"))["errors"]
                        await eventually(gone)
                    return
                parts = {"Accept": "multipart/mixed;subscriptionSpec=1.0, application/json"}
                given = STREAM if way == "sse" else parts
                async with (
                    httpx.AsyncClient(timeout=20) as client,
                    client.stream(
                        "POST", f"http://{embedded.HOST}:{port}/graphql", json=body, headers=given
                    ) as answer,
                ):
                    assert answer.status_code == 200
                    async for chunk in answer.aiter_text():
                        if "errors" in chunk:
                            break
                    await eventually(gone)
            finally:
                gc.enable()

    run(nats, store_url, scenario, history=ONE)


def test_subscriptions_hold_so_much_of_what_was_sent(nats: NatsServer, store_url: str) -> None:
    """Of all and of each client; what ends gives it back."""
    variables = {"id": ARTICLE, "after": "x" * 30_000}
    limits = Limits(listened_max=1 << 20)

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as fan:
            for number in range(12):
                await fan.subscribe(
                    f"{number}", QUERY, **{**variables, "after": f"{number}" * 30_000}
                )
            told = [await fan.message(f"{number}") for number in range(12)]
            refused = [one for one in told if one["type"] == "error"]
            assert 0 < len(refused) < 12
            [error] = refused[0]["payload"]
            assert error["extensions"]["code"] == "TOO_MANY"
            assert "bytes of subscriptions' queries and variables" in error["message"]
            for number in range(12):
                await fan.send(id=f"{number}", type="complete")
            await fan.subscribe("again", QUERY, **variables)
            assert (await fan.message("again"))["type"] == "next"

    run(nats, store_url, scenario, history=ONE, limits=limits)


def test_a_document_is_held_once_and_its_variables_by_each() -> None:
    """And by whom, so that each client has a share."""
    room = Shares(100_000, 25, "listened", "bytes")
    holdings = Holdings(room)

    def prepared(text: str, **variables: str) -> Prepared:
        return Prepared({"variables": variables}, text=text, size=BARE_BYTES)

    one, other = prepared("a", x="y"), prepared("a", x="yy")
    ends = [holdings.take(client, each) for client, each in ((ADA, one), (BOB, other))]
    of_ada = BARE_BYTES + CHARACTER_BYTES * len('{"x":"y"}')
    assert room.held_by(ADA) == of_ada
    assert room.held_by(BOB) == CHARACTER_BYTES * len('{"x":"yy"}')
    ends[0]()
    assert room.held_by(ADA) == BARE_BYTES  # Somebody listens to it still.
    ends[1]()
    assert room.taken == 0
    with pytest.raises(TooMany):
        holdings.take(ADA, prepared("b", x="y" * 30_000))
    assert room.taken == 0


@pytest.mark.parametrize(
    ("message", "most"),
    [
        ({"type": "pong", "payload": {"x": "x" * BARE_LENGTH_MAX}}, BARE_LENGTH_MAX),
        ({"type": "complete", "id": "1", "x": "x" * BARE_LENGTH_MAX}, BARE_LENGTH_MAX),
        (
            {"type": "ping", "x": "x" * (CREDENTIALS_BYTES_MAX + BARE_LENGTH_MAX)},
            CREDENTIALS_BYTES_MAX + BARE_LENGTH_MAX,
        ),
    ],
)
def test_a_message_that_says_nothing_is_short(
    nats: NatsServer, store_url: str, message: dict[str, Any], most: int
) -> None:
    """A pong of 250 KB cost nothing, and a thousand a second kept the loop busy."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port, subscriber(port) as fan:
            await fan.send(**message)
            told = f"a message of type '{message['type']}' has at most {most:,} characters"
            assert await end_of(fan.socket) == (4400, told)

    run(nats, store_url, scenario, history=ONE)
