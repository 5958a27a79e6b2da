"""The provider of keys: asked seldom, and what it does wrong harms nobody who is signed in."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from gateway.authentication import provider
from gateway.authentication.provider import Provider
from gateway.errors import Unavailable
from tests.gateway.authentication.signing import KeyServer, jwk, key_set, serving_keys

Scenario = Callable[[KeyServer, Provider], Awaitable[None]]


def asked(scenario: Scenario, **more: Any) -> None:
    """Run a scenario with a provider that has one key."""

    async def main() -> None:
        async with serving_keys(jwk()) as server:
            await scenario(server, Provider(server.url, ["RS256"], **more))

    asyncio.run(main())


def test_keys_are_fetched_once_for_all_who_wait() -> None:
    """A thousand who come at once ask the provider once, and so do the next thousand."""

    async def scenario(server: KeyServer, keys: Provider) -> None:
        server.delay_s = 0.05
        found = await asyncio.gather(*(keys.key("1", "RS256") for _ in range(1_000)))
        assert all(found)
        assert await keys.key("1", "RS256")
        assert server.asked == 1

    asked(scenario)


def test_a_key_that_is_not_known_is_fetched_for_once_in_a_while() -> None:
    """A new key is found at once; whoever makes names up makes no requests."""

    async def scenario(server: KeyServer, keys: Provider) -> None:
        assert await keys.key("1", "RS256")
        server.body = key_set(jwk("RS256", "2"))
        keys._tried_at -= 100
        assert await keys.key("2", "RS256")
        assert server.asked == 2
        assert await keys.key("1", "RS256") is None
        for number in range(100):
            assert await keys.key(f"made up {number}", "RS256") is None
        assert server.asked == 2

    asked(scenario)


def test_an_old_set_is_fetched_again_beside() -> None:
    """Nobody waits for it, and a key that was taken back is gone."""

    async def scenario(server: KeyServer, keys: Provider) -> None:
        assert await keys.key("1", "RS256")
        server.body, server.delay_s = key_set(jwk("RS256", "2")), 0.2
        await asyncio.sleep(0.02)
        assert await keys.key("1", "RS256")
        assert server.asked == 1
        assert keys._fetching
        await keys._fetching
        assert server.asked == 2
        assert await keys.key("1", "RS256") is None

    asked(scenario, fresh_s=0.01, again_s=0.0)


BAD: dict[str, tuple[Any, str]] = {
    "an error": ({"status": 500}, "it answers 500"),
    "elsewhere": ({"status": 302, "head": b"Location: http://127.0.0.1:1/\r\n"}, "answers 302"),
    "no JSON": ({"body": b"<html>"}, "it is not JSON"),
    "no keys": ({"body": b'{"keys": []}'}, "none of its 0 keys is for RS256"),
    "other keys": ({"body": key_set(jwk("ES256"))}, "none of its 1 keys is for RS256"),
    "too much": ({"body": b" " * 300_000}, "it is larger than 262,144 bytes"),
    "a bomb": (
        {"body": gzip.compress(b" " * 90_000_000), "head": b"Content-Encoding: gzip\r\n"},
        "it is not JSON",
    ),
    "too slow": ({"delay_s": 5.0}, "no answer within 0.3 s"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_was_fetched_last_stands_while_the_provider_fails(
    name: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is signed in stays so, whatever it answers; who has nothing yet is told to try again."""
    change, told = BAD[name]
    monkeypatch.setattr(provider, "FETCH_S_MAX", 0.3)
    caplog.set_level("WARNING")

    async def scenario(server: KeyServer, keys: Provider) -> None:
        assert await keys.key("1", "RS256")
        for what, value in change.items():
            setattr(server, what, value)
        assert await keys.key("2", "RS256") is None
        assert await keys.key("1", "RS256")
        assert server.asked == 2
        assert f"{told}; the last keys stay valid" in caplog.text
        empty = Provider(server.url, ["RS256"])
        for _ in range(5):
            with pytest.raises(Unavailable, match="cannot be fetched now"):
                await empty.key("1", "RS256")
        assert server.asked == 3
        assert f"{told}; nobody can sign in" in caplog.text

    asked(scenario, again_s=0.0)


def test_a_provider_that_comes_back_is_found(caplog: pytest.LogCaptureFixture) -> None:
    """By itself, and the log says so once."""
    caplog.set_level("INFO")

    async def scenario(server: KeyServer, keys: Provider) -> None:
        body, server.body = server.body, b""
        with pytest.raises(Unavailable):
            await keys.key("1", "RS256")
        server.body = body
        keys._tried_at -= 100
        assert await keys.key("1", "RS256")
        assert "fetched again" in caplog.text

    asked(scenario)


def test_nobody_is_there_at_all() -> None:
    """As while it is started anew."""

    async def main() -> None:
        with pytest.raises(Unavailable):
            await Provider("http://127.0.0.1:1/jwks", ["RS256"]).key("1", "RS256")

    asyncio.run(main())


def test_who_leaves_takes_the_keys_from_nobody() -> None:
    """The one who asked first may be gone before they are there."""

    async def scenario(server: KeyServer, keys: Provider) -> None:
        server.delay_s = 0.1
        first, second = (asyncio.ensure_future(keys.key("1", "RS256")) for _ in range(2))
        await asyncio.sleep(0.01)
        first.cancel()
        assert await second
        assert server.asked == 1

    asked(scenario)


def test_an_address_is_said_without_what_may_be_a_key_in_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Some providers have one in the query."""
    caplog.set_level("WARNING")
    provider = Provider("http://127.0.0.1:1/keys?apikey=S3CRET", ["RS256"])
    asyncio.run(provider.open())
    assert "http://127.0.0.1:1/keys?***" in caplog.text
    assert "S3CRET" not in caplog.text
