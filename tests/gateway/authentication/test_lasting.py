"""How long somebody is believed: until their token ends or is revoked, over every transport."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from eventlog.revocations import Revocation, RevocationLog
from gateway.admission.limits import Limits
from gateway.authentication import Grants, Identity
from tests.gateway.authentication.signing import token, tokens
from tests.gateway.live.live import PATIENCE_S, Json, Subscriber, listening, subscriber
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_live import PLAIN
from tests.gateway.live.test_sockets import INIT, closed, end_of
from tests.gateway.live.test_streams import stream
from tests.gateway.reading.test_waves import run

VIEWER = "{ viewer { user { name } } }"
FEED = "subscription { feedUpdated(first: 1) { edges { node { viewerHasBumped } } } }"
ASKED = {"query": PLAIN, "variables": {"id": ARTICLE}}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits two seconds for what is revoked."""
    monkeypatch.setattr("gateway.authentication.revocations.LOOK_S", 0.05)


def signed(**more: Any) -> str:
    """What a client says of itself."""
    return "Bearer " + token(**more)


def held(nats: NatsServer, store_url: str, scenario: Any, **more: Any) -> None:
    """Run a scenario on a gateway in production that takes tokens, to the second."""
    usual: Json = {"authenticate": tokens(leeway_s=0), "development": False}
    run(nats, store_url, scenario, history=ONE, **{**usual, **more})


async def status(it: Gateway, said: str) -> int:
    """What is answered to who asks who they are."""
    answer = await it.client.post(
        "/graphql", json={"query": VIEWER}, headers={"Authorization": said}
    )
    if answer.status_code == 401:
        assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
        assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    return answer.status_code


async def pinged(fan: Subscriber, **payload: Any) -> Json:
    """The answer to a ping."""
    await fan.send(type="ping", payload=payload)
    while (message := await fan.receive())["type"] != "pong":
        pass
    return message


def test_everything_ends_with_the_token(nats: NatsServer, store_url: str) -> None:
    """Else who was let in once stays for ever, and a leaked token with them."""

    async def scenario(it: Gateway) -> None:
        said = signed(exp=int(time.time()) + 3)
        async with (
            listening(it) as port,
            subscriber(port, {"Authorization": said}) as fan,
            stream(port, ASKED, headers={"Authorization": said}) as events,
        ):
            assert await status(it, said) == 200
            await fan.subscribe("1", PLAIN, id=ARTICLE)
            await fan.next("1")
            await events.state()
            code, reason = await end_of(fan.socket)
            assert (code, reason) == (
                4403,
                "UNAUTHENTICATED: the token has ended (exp): get a new one",
            )
            payload, _ = await events.state()
            assert payload["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
            assert (await events.next())["event"] == "complete"
            assert await events.next() == {}
            assert await status(it, said) == 401
            assert await closed(port, {**INIT, "payload": {"authToken": said}}) == (code, reason)

    held(nats, store_url, scenario)


def test_a_connection_goes_on_with_a_new_token(nats: NatsServer, store_url: str) -> None:
    """In a ping, which every client of the protocol can send; what is open stays open."""

    async def scenario(it: Gateway) -> None:
        ends = int(time.time()) + 2
        async with (
            listening(it) as port,
            subscriber(port, {"Authorization": signed(exp=ends)}) as fan,
        ):
            await fan.subscribe("1", PLAIN, id=ARTICLE)
            await fan.next("1")
            assert await pinged(fan) == {"type": "pong"}
            assert await pinged(fan, anything="else") == {"type": "pong"}
            renewed = {"type": "pong", "payload": {"renewed": True}}
            for name in ("Authorization", "authToken"):
                assert await pinged(fan, **{name: signed()}) == renewed
            await asyncio.sleep(max(0.0, ends - time.time()) + 0.3)
            assert await pinged(fan) == {"type": "pong"}
            await fan.subscribe("2", VIEWER)
            assert (await fan.next("2"))["data"]["viewer"]["user"]["name"] == "Enzo"
            assert await pinged(fan, Authorization=signed(exp=int(time.time()) + 2)) == renewed
            assert (await end_of(fan.socket, 10))[0] == 4403

    held(nats, store_url, scenario)


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        ({"sub": "pat"}, 4403, "UNAUTHENTICATED: the new token is for another viewer"),
        ({"roles": ["editor"]}, 4403, "has other roles or scopes"),
        ({"exp": 5}, 4403, "UNAUTHENTICATED: the token has ended"),
        ({"aud": "others"}, 4403, "the token is for somebody else"),
        (None, 4400, "BAD_USER_INPUT: Authorization is a number"),
    ],
)
def test_a_new_token_that_does_not_fit_ends_the_connection(
    nats: NatsServer, store_url: str, more: Json | None, code: int, told: str
) -> None:
    """What is open was opened for who was there, and for what they might."""

    async def scenario(it: Gateway) -> None:
        new = 5 if more is None else signed(**more)
        async with listening(it) as port, subscriber(port, {"Authorization": signed()}) as fan:
            await fan.send(type="ping", payload={"Authorization": new})
            found, reason = await end_of(fan.socket)
            assert found == code
            assert told in reason

    held(nats, store_url, scenario)


def test_who_came_otherwise_renews_nothing(nats: NatsServer, store_url: str) -> None:
    """Nobody becomes somebody on the way, and what the handshake says stands."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            for said, code in (({}, 4403), ({"Authorization": signed()}, 4400)):
                async with subscriber(port, headers=said) as fan:
                    await fan.send(type="ping", payload={"Authorization": signed()})
                    assert (await end_of(fan.socket))[0] == code

    held(nats, store_url, scenario)


def test_a_new_token_that_cannot_be_looked_at_ends_nothing(
    nats: NatsServer, store_url: str
) -> None:
    """The provider is away for a moment, and the old token has not ended."""
    reader = tokens()

    async def scenario(it: Gateway) -> None:
        from gateway.authentication.provider import Provider

        async with listening(it) as port, subscriber(port, {"Authorization": signed()}) as fan:
            reader._keys = Provider("http://127.0.0.1:1/jwks", ["RS256"])
            payload = (await pinged(fan, Authorization=signed()))["payload"]
            assert payload == {
                "renewed": False,
                "reason": "the keys to verify tokens cannot be fetched now: try again",
            }
            assert await pinged(fan) == {"type": "pong"}

    held(nats, store_url, scenario, authenticate=reader)


def test_what_is_revoked_ends_at_once_everywhere(nats: NatsServer, store_url: str) -> None:
    """By the token's id, or by whose it is: open connections, and what is asked from then on."""

    async def scenario(it: Gateway) -> None:
        log = RevocationLog(it.world.connection, it.world.region)
        await log.ensure(3_600)
        one, other = signed(jti="one"), signed(jti="other")
        async with (
            listening(it) as port,
            subscriber(port, {"Authorization": one}) as first,
            subscriber(port, {"Authorization": other}) as second,
            subscriber(port) as nobody,
            stream(port, ASKED, headers={"Authorization": other}) as events,
        ):
            await events.state()
            until_s = time.time() + 3_600
            await log.write(Revocation(until_s, token="one"))
            code, reason = await end_of(first.socket)
            assert (code, reason[:39]) == (4403, "UNAUTHENTICATED: the token is revoked: ")
            assert [await status(it, one), await status(it, other)] == [401, 200]
            assert await pinged(second) == {"type": "pong"}
            await log.write(Revocation(until_s, viewer="enzo", before_s=time.time() + 0.001))
            code, reason = await end_of(second.socket)
            assert (code, "given out before is revoked" in reason) == (4403, True)
            payload, _ = await events.state()
            assert "is revoked" in payload["errors"][0]["message"]
            assert await pinged(nobody) == {"type": "pong"}
            assert await status(it, other) == 401
            assert await status(it, signed(sub="pat")) == 200
            assert await status(it, signed(iat=int(time.time()) + 1)) == 200

    held(nats, store_url, scenario, authenticate=tokens())


def test_who_is_known_by_a_function_is_revoked_too(nats: NatsServer, store_url: str) -> None:
    """They hold no token with a time, so what counts is when they came; the next time the function
    is asked anew.
    """

    async def scenario(it: Gateway) -> None:
        log = RevocationLog(it.world.connection, it.world.region)
        await log.ensure(3_600)
        async with listening(it) as port, subscriber(port) as fan:
            now_s = time.time()
            await log.write(Revocation(now_s + 60, viewer="enzo", before_s=now_s + 0.001))
            assert (await end_of(fan.socket))[0] == 4403
            await asyncio.sleep(0.01)
            async with subscriber(port) as again:
                assert await pinged(again) == {"type": "pong"}

    held(nats, store_url, scenario, authenticate=lambda _: "enzo")


def test_no_token_is_taken_until_it_is_known_what_is_revoked(
    nats: NatsServer, store_url: str
) -> None:
    """A gateway that starts while the log is away knows of no revocation."""

    async def scenario(it: Gateway) -> None:
        assert await status(it, signed()) == 503
        assert (await it.client.post("/graphql", json={"query": VIEWER})).status_code == 200
        await it.services.revocations.look()
        assert await status(it, signed()) == 200

    held(nats, store_url, scenario, look=False)


def test_what_is_revoked_is_looked_at_whatever_went_wrong_before(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A loop that ends in silence would let everybody in for ever."""

    async def scenario(it: Gateway) -> None:
        log = it.services.revocations._log
        news, failures = log.news, [LookupError(), TypeError()]

        async def failing() -> list[Revocation]:
            if failures:
                raise failures.pop()
            return await news()

        monkeypatch.setattr(log, "news", failing)
        await log.ensure(60)
        await log.write(Revocation(time.time() + 60, token="one"))
        async with listening(it):
            while await status(it, signed(jti="one")) == 200:
                await asyncio.sleep(0.02)
        assert not failures

    held(nats, store_url, scenario, authenticate=tokens())


def test_two_who_may_different_things_share_no_subscription(
    nats: NatsServer, store_url: str
) -> None:
    """What is read for the one may be kept from the other."""
    seen: list[Grants] = []

    async def scenario(it: Gateway) -> None:
        from gateway.reading.sessions import Session

        made = Session.__init__

        def noted(self: Session, *arguments: Any, **more: Any) -> None:
            made(self, *arguments, **more)
            seen.append(self.grants)

        Session.__init__ = noted  # type: ignore[method-assign]
        try:
            async with (
                listening(it) as port,
                subscriber(port, {"Authorization": "editor"}) as one,
                subscriber(port, {"Authorization": "member"}) as other,
            ):
                for fan in (one, other):
                    await fan.subscribe("1", FEED)
                    await fan.next("1")
                    await fan.subscribe("2", VIEWER)
                    await fan.next("2")
        finally:
            Session.__init__ = made  # type: ignore[method-assign]
        for role in ("editor", "member"):
            assert seen.count(Grants.of([role], ["read"])) >= 2 + 1

    def function(headers: Any) -> Identity | None:
        role = headers.get("authorization")
        return Identity("enzo", Grants.of([role], ["read"])) if role else None

    held(nats, store_url, scenario, authenticate=function, limits=Limits(again_s=PATIENCE_S))
