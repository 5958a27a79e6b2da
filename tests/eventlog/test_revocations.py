"""Revocations on a real server: each is read once, in order, and after a restore again."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable

import msgspec
import pytest
from nats.js.api import StreamConfig
from nats.js.errors import APIError

from bandstand.testing.servers import NatsServer
from eventlog import revocations
from eventlog.connection import connected
from eventlog.errors import LogMisconfigured
from eventlog.revocations import Revocation, RevocationLog

Scenario = Callable[[Callable[[], RevocationLog]], Awaitable[None]]


def on(nats: NatsServer, scenario: Scenario) -> None:
    """Run a scenario in a region of its own."""

    async def main() -> None:
        async with connected(nats.url) as connection:
            region = f"r{os.urandom(4).hex()}"
            await scenario(lambda: RevocationLog(connection, region))

    asyncio.run(main())


def test_what_is_written_is_read_once_by_everyone(nats: NatsServer) -> None:
    """A later one of the same viewer is another record."""

    async def scenario(log: Callable[[], RevocationLog]) -> None:
        writer, reader = log(), log()
        assert await reader.news() == []
        await writer.ensure(60)
        assert await reader.news() == []
        first = Revocation(9.5, viewer="a b/c.*>", before_s=1.25)
        second = Revocation(9.0, token="t.1 é")
        later = Revocation(10.0, viewer="a b/c.*>", before_s=2.0)
        await writer.write(first)
        assert await reader.news() == [first]
        assert await reader.news() == []
        await writer.write(second)
        await writer.write(later)
        assert await reader.news() == [second, later]
        assert await log().news() == [first, second, later]

    on(nats, scenario)


def test_a_stream_that_was_made_anew_is_read_anew(nats: NatsServer) -> None:
    """Its sequences begin again, and whoever counts on would miss what is written."""

    async def scenario(log: Callable[[], RevocationLog]) -> None:
        writer, reader = log(), log()
        await writer.ensure(60)
        for number in range(3):
            await writer.write(Revocation(9.0, token=f"t{number}"))
        assert len(await reader.news()) == 3
        stream = writer._connection.stream
        await stream.delete_stream(writer._name)
        assert await reader.news() == []
        await writer.ensure(60)
        await writer.write(Revocation(9.0, token="new"))
        assert await reader.news() == [Revocation(9.0, token="new")]
        await stream.delete_stream(writer._name)
        await writer.ensure(60)
        assert await reader.news() == await log().news() == []

    on(nats, scenario)


def test_it_keeps_as_long_as_was_asked_for_at_most(nats: NatsServer) -> None:
    """Whoever lets tokens live longer needs what was revoked for longer."""

    async def scenario(log: Callable[[], RevocationLog]) -> None:
        writer = log()
        for lifetime_s, kept_s in ((60, 60), (600, 600), (90, 600)):
            await writer.ensure(lifetime_s)
            info = await writer._connection.stream.stream_info(writer._name)
            assert info.config.max_age == kept_s

    on(nats, scenario)


def test_more_than_a_gateway_holds_is_refused(
    nats: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing that stands is forgotten for it."""
    monkeypatch.setattr("eventlog.revocations.REVOCATIONS_MAX", 2)

    async def scenario(log: Callable[[], RevocationLog]) -> None:
        writer = log()
        await writer.ensure(60)
        for name in ("a", "b"):
            await writer.write(Revocation(9.0, token=name))
        with pytest.raises(LogMisconfigured, match="holds 2 revocations, and a gateway"):
            await writer.write(Revocation(9.0, token="c"))
        assert [one.token for one in await writer.news()] == ["a", "b"]

    on(nats, scenario)


@pytest.mark.parametrize("junk", [b"", b"{}", b'{"stream":"a","seq":1}', b"[", b"\xff"])
def test_what_is_no_revocation_is_passed_over_and_hides_none(
    nats: NatsServer, junk: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has JetStream write its answers there would keep old tokens alive."""
    told = list[str]()
    # Other tests of the process may have silenced the logger.
    monkeypatch.setattr(revocations._logger, "warning", lambda text, *of: told.append(text % of))

    async def scenario(log: Callable[[], RevocationLog]) -> None:
        writer, reader = log(), log()
        await writer.ensure(60)
        stream, first = writer._connection.stream, Revocation(9.0, token="a")
        for number in range(20):
            await stream.publish(f"{writer._subject}.viewer.j{number}", junk)
        await writer.write(first)
        assert await reader.news() == [first]
        await stream.publish(f"{writer._subject}.viewer.more", junk)
        assert await reader.news() == []
        assert reader.unreadable == 21
        assert len(told) == 1
        assert "20 records" in told[0]

    on(nats, scenario)


def test_nobody_replaces_a_revocation_and_an_older_stream_is_corrected(nats: NatsServer) -> None:
    """Also who knows its subject, and also one that an older version wrote under a viewer's id."""

    async def scenario(log: Callable[[], RevocationLog]) -> None:
        writer, carol = log(), Revocation(9.0, viewer="carol", before_s=1.0)
        stream, older = writer._connection.stream, f"{writer._subject}.viewer.carol"
        plain = {"discard": "new", "max_msgs_per_subject": 1, "allow_direct": True, "max_age": 60}
        subjects = [f"{writer._subject}.>"]
        await stream.add_stream(StreamConfig(name=writer._name, subjects=subjects, **plain))
        await stream.publish(older, msgspec.json.encode(carol))
        await writer.ensure(600)
        await writer.write(Revocation(10.0, viewer="carol", before_s=2.0))
        newer = (await stream.get_msg(writer._name, seq=2)).subject
        for subject in (older, newer):
            with pytest.raises(APIError, match="maximum messages per subject exceeded"):
                await stream.publish(subject, b"{}")
        assert [one.before_s for one in await log().news()] == [1.0, 2.0]
        config = (await stream.stream_info(writer._name)).config
        assert (config.deny_delete, config.deny_purge, config.max_age) == (True, True, 600)

    on(nats, scenario)
