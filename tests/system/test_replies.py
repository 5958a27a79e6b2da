"""Replies: JetStream answers to any subject that a request names, with its own rights."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import nats
import pytest
from nats.aio.client import Client
from nats.js.api import RePublish, StreamConfig
from nats.js.client import JetStreamContext

from bandstand.operate.permissions import ROLES
from bandstand.settings import Settings
from bandstand.testing.stacks import eventually, process, run
from eventlog.access import permissions
from eventlog.connection import connected
from eventlog.revocations import RevocationLog
from tests.system.test_locked import ARTICLE, House

LOG, KEYS, REVOKED = "events-main-0-1", "keys-main", "revoked-main"
STREAMS = (LOG, KEYS, REVOKED)
BODIES = (b"", b"{}", b'{"seq":1}', b'{"seq":999999}', b'{"last_by_subj":"nothing"}')
VERBS = ("DELETE", "PURGE", "UPDATE", "MSG.DELETE", "SNAPSHOT", "LEADER.STEPDOWN")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A locked log with all its streams; the store is not asked for anything."""
    made = House(tmp_path_factory.mktemp("replies"))
    try:
        made.nats.start()
        made.store.start()
        made.let_in()
        made.command("setup")
        made.command("revoke", "--viewer", "ada")
        yield made
    finally:
        made.nats.kill()
        made.store.kill()


def asked(house: House, role: str) -> list[str]:
    """Every subject that a role may publish, with the names of what there is."""
    found = list[str]()
    for subject in permissions.of(role, house.settings.cut).publish:
        named = STREAMS if "API.STREAM" in subject or "API.CONSUMER" in subject else ("x",)
        found += [subject.replace("*", one).replace(">", one) for one in named]
    return list(dict.fromkeys(found))


async def held(stream: JetStreamContext) -> dict[str, tuple[object, ...]]:
    """What each stream is, and what its first message is."""
    found = {}
    for name in STREAMS:
        info = await stream.stream_info(name)
        config = {key: value for key, value in info.config.as_dict().items() if key != "metadata"}
        found[name] = (json.dumps(config, default=str), info.created, info.state.first_seq)
    return found


async def as_root(house: House) -> Client:
    """Somebody who may do anything."""
    return await nats.connect(house.nats.url, user="root", password="root")


@pytest.mark.parametrize("role", sorted({*ROLES} - {"operator"}))
def test_no_reply_has_jetstream_delete_or_change_a_stream(house: House, role: str) -> None:
    """JetStream takes an empty body for a request to delete, and asks nobody whose it is."""

    async def scenario() -> None:
        root = await as_root(house)
        stream = root.jetstream()
        for subject in ("events.main.0.1.a.b", "keys.main.a", "revoked.main.viewer.a"):
            await root.request(subject, b"x")
        before = await held(stream)
        inbox = f"_INBOX.main.{role}"
        client = await nats.connect(
            house.nats.url, user=role, password=house.words[role], inbox_prefix=inbox
        )
        replies = [f"$JS.API.STREAM.{verb}.{name}" for verb in VERBS for name in STREAMS]
        every = itertools.product(asked(house, role), BODIES, replies)
        for subject, body, reply in every:
            await client.publish(subject, body, reply=reply)
        await client.flush()
        # What asks after all of them is answered after them.
        await client.request("$JS.API.STREAM.LIST", b"")
        await asyncio.sleep(0.3)
        assert await held(stream) == before
        await client.close()
        await root.close()

    asyncio.run(scenario())


def test_no_reply_takes_a_revocation_back(house: House) -> None:
    """Neither where an older version kept it nor where it is, which a gateway may look up; and what
    is written there hides none that comes behind.
    """

    async def scenario() -> None:
        root = await as_root(house)
        stream = root.jetstream()
        await asyncio.to_thread(house.command, "revoke", "--viewer", "carol")
        last = (await stream.stream_info(REVOKED)).state.last_seq
        subject = (await stream.get_msg(REVOKED, seq=last)).subject or ""
        client = await nats.connect(house.nats.url, user="gateway", password=house.words["gateway"])
        for reply in (subject, "revoked.main.viewer.carol"):
            for asked_for in ("$JS.API.STREAM.LIST", "events.main.0.1.article.a", "$JS.API.INFO"):
                await client.publish(asked_for, b"", reply=reply)
        await client.flush()
        async with asyncio.timeout(5):
            while (await stream.stream_info(REVOKED)).state.last_seq == last:
                await asyncio.sleep(0.02)
        await asyncio.to_thread(house.command, "revoke", "--viewer", "dora")
        async with connected(house.nats.url.replace("//", "//root:root@")) as connection:
            log = RevocationLog(connection, "main")
            viewers = {one.viewer for one in await log.news()}
        assert {"carol", "dora"} <= viewers
        assert log.unreadable > 0
        await client.close()
        await root.close()

    asyncio.run(scenario())


def test_setup_protects_what_an_older_version_made(house: House) -> None:
    """Keys and revocations could be purged there; what they hold stays."""

    async def scenario() -> None:
        root = await as_root(house)
        stream = root.jetstream()
        for name, subject in ((KEYS, "keys.main"), (REVOKED, "revoked.main")):
            await stream.delete_stream(name)
            older = {"discard": "new", "max_msgs_per_subject": 1, "allow_direct": True}
            older["discard_new_per_subject"] = name == KEYS
            await stream.add_stream(StreamConfig(name=name, subjects=[f"{subject}.>"], **older))
            await stream.publish(f"{subject}.a.b", b"x")
        await asyncio.to_thread(house.command, "setup")
        for name in (KEYS, REVOKED):
            info = await stream.stream_info(name)
            assert (info.config.deny_delete, info.config.deny_purge) == (True, True)
            assert info.config.discard_new_per_subject
            assert (info.config.allow_direct, info.state.messages) == (False, 1)
        await root.close()

    asyncio.run(scenario())


def test_a_projector_that_is_to_make_no_streams_cannot(tmp_path: Path) -> None:
    """A stream that republishes does so with the server's own rights: who may make one, of a log of
    the future for instance, deletes any, and writes in anybody's name.
    """
    made = House(tmp_path, Settings(peers=("us",), makes_streams=False))
    deletes = RePublish(src="changed.main.e8", dest=f"$JS.API.STREAM.DELETE.{LOG}")
    names = ("events-main-0-8", "events-us-0-8", KEYS, "other")

    async def refused() -> None:
        word, inbox = made.words["projector"], "_INBOX.main.projector"
        client = await nats.connect(
            made.nats.url, user="projector", password=word, inbox_prefix=inbox
        )
        for name in names:
            wanted = StreamConfig(name=name, subjects=["changed.main.e8"], republish=deletes)
            with pytest.raises(nats.errors.TimeoutError):
                await client.jetstream(timeout=0.5).add_stream(wanted)
        await client.close()

    try:
        made.nats.start()
        made.store.start()
        made.let_in()
        said = made.command("setup")
        assert f"stream {LOG} is there" in said
        assert "region us is not reached" in said
        with process(tmp_path / "projector-said", "projector", **made.given("projector")):
            made.command("publish", "-", stdin=ARTICLE)
            given = made.given("operator")
            asked = ("explain", "article:a1", "--dir", tmp_path)
            eventually(lambda: "Twelve" in run(*asked, **given).stdout, "it is projected")
        asyncio.run(refused())
    finally:
        made.nats.kill()
        made.store.kill()
