"""The connection outlives whatever the server ends it for."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path
from urllib.parse import quote

import pytest
from nats.aio.msg import Msg

from bandstand.testing.servers import NatsServer
from eventlog.connection import Connection, connected
from eventlog.errors import LogUnavailable
from tests.eventlog import full
from tests.eventlog.full import TightServer


def test_a_line_that_the_server_refuses_ends_nothing_for_good(nats: NatsServer) -> None:
    """It closes the connection over it; the client alone would never open another."""

    async def scenario() -> None:
        back = asyncio.Event()
        async with connected(nats.url) as connection:
            connection.on_reconnect(back.set)
            await connection.client.publish("a" * 5_000, b"")
            async with asyncio.timeout(10):
                await back.wait()
            assert await connection.ask(connection.stream.account_info)

    asyncio.run(scenario())


SECRETS = ["plain", "p@w", "a/b#c?d", "com,ma:and", "100%41", "spa ce", "pässwörd"]


def test_a_password_may_have_any_characters(tmp_path: Path) -> None:
    """Found by hand: the client takes it from the address as it stands there, so that one with @
    could not be written at all. A wrong one is told as such, and not shown.
    """
    server = TightServer(tmp_path)
    users = ", ".join(
        f'{{ user: "user {at}", password: "{secret}" }}' for at, secret in enumerate(SECRETS)
    )
    server.template = full.PLAIN + f"authorization {{ users: [ {users} ] }}\n"

    async def scenario() -> None:
        place = server.url.removeprefix("nats://")
        for at, secret in enumerate(SECRETS):
            url = f"nats://{quote(f'user {at}', safe='')}:{quote(secret, safe='')}@{place}"
            async with connected(url) as connection:
                assert await connection.ask(connection.stream.account_info)
        with pytest.raises(LogUnavailable) as told:
            await Connection(f"nats://me:secret@{place}").open()
        assert str(told.value) == (f"nats://***@{place}: Authorization Violation; correct NATS_URL")

    server.start()
    try:
        asyncio.run(scenario())
    finally:
        server.kill()


def test_nothing_is_said_in_the_clear_to_who_should_speak_tls(nats: NatsServer) -> None:
    """The client would send user and password all the same."""

    async def scenario() -> None:
        url = nats.url.replace("nats://", "tls://me:secret@")
        with pytest.raises(LogUnavailable, match=r"speaks no TLS, .*; correct NATS_URL"):
            await Connection(url).open()

    asyncio.run(scenario())


def test_nobody_computes_a_subject_from_others(nats: NatsServer) -> None:
    """Replies to requests cross to other regions. The client alone counts up by one step: two of
    them told where each log is delivered, and where each answer is awaited.
    """

    async def scenario() -> None:
        heard = list[str]()

        async def note(message: Msg) -> None:
            heard.append(message.reply)
            await message.respond(b"x")

        async with connected(nats.url) as asking, connected(nats.url) as other:
            await other.client.subscribe("asked", cb=note)
            await other.settle()
            subjects = [asking.delivery(), asking.at("us").delivery()]
            async with asyncio.timeout(20):
                while len(heard) < 2:
                    # Nobody answers where the server has yet to learn who listens.
                    assert await asking.request("asked", b"") in (b"x", b"")
            subjects += [*heard, asking.delivery()]
        # What answers of one connection begin with is one of them, too.
        tokens = {token for subject in subjects for token in subject.split(".") if len(token) > 20}
        assert len(tokens) == 6
        for one, two in itertools.combinations(tokens, 2):
            assert one[:6] != two[:6]

    asyncio.run(scenario())
