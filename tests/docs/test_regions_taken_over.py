"""docs/regions.md: what a region that was taken over asks of another's JetStream over the link."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nats.errors
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig

from bandstand.stack import servers as embedded
from eventlog import streams
from eventlog.access.permissions import LINK, VERBS
from eventlog.connection import Connection
from eventlog.errors import LogError
from eventlog.revocations import RevocationLog, revocations_of
from eventlog.streams import keys_of
from eventlog.subjects import Log
from tests.docs.test_regions import Documented, deaf, held, own_beats_alone, regions
from tests.locked import started

__all__ = ["regions"]

UNNAMED = (
    *("INFO", "STREAM.LIST", "STREAM.NAMES", "META.LEADER.STEPDOWN", "SERVER.REMOVE"),
    *("CONSUMER.MSG.NEXT.*.*", "DIRECT.GET.*"),
)
"""What the binary has without a name behind it, and what the servers below are to be asked too."""

BODIES = (b"", b"{}", b'{"seq":1}', b'{"batch":1,"no_wait":true}')
ACKS = (b"", b"+ACK", b'+NXT {"batch":1,"no_wait":true}', b"-NAK", b"+TERM", b"+WPI")
_found = re.compile(rb"\$JS\.API\.((?:[A-Z_]+\.)+(?:\*|%s)(?:\.(?:[*>]|%s))*)").findall


def asked() -> list[str]:
    """What nats-server is asked for, by its own binary, with * where names stand."""
    found = _found(Path(embedded.nats_binary()).read_bytes())
    return sorted({*(one.decode().replace("%s", "*") for one in found), *UNNAMED})


def covers(pattern: str, subject: str) -> bool:
    """Whether a pattern takes a subject, which may have wildcards itself."""
    parts, others = pattern.split("."), subject.split(".")
    if parts[-1] == ">" and len(others) >= len(parts):
        parts, others = parts[:-1], others[: len(parts) - 1]
    pairs = zip(parts, others, strict=False)
    return len(parts) == len(others) and all(one in ("*", two) for one, two in pairs)


def test_all_that_jetstream_is_asked_is_known() -> None:
    """What is not named is not denied, and a newer nats-server may be asked for more."""
    subjects = asked()
    assert len(subjects) > 30
    assert [one for one in subjects if not any(covers(verb, one) for verb in VERBS)] == []


@contextmanager
def open_hub(hub: Documented) -> Iterator[None]:
    """A hub that allows itself whatever it likes, as one does that was taken over."""
    granted = hub.folder / "leaf-us.conf"
    before = granted.read_text(encoding="utf-8")
    granted.write_text('permissions { publish: ">", subscribe: ">" }', encoding="utf-8")
    try:
        yield
    finally:
        granted.write_text(before, encoding="utf-8")


def test_a_hub_that_was_taken_over_neither_beats_for_its_leaf_node_nor_deletes_there(
    regions: list[Documented],
) -> None:
    """It allows itself whatever it likes. What `--remote` prints holds on the other side."""
    hub, other = regions

    async def scenario() -> None:
        await own_beats_alone(hub, other, by_hub=True)
        await nothing_deleted(hub, other)
        await deaf(hub, other, by_hub=True)

    with open_hub(hub), started(hub, other):
        asyncio.run(scenario())


def test_a_leaf_node_that_was_taken_over_deletes_nothing_at_its_hub(
    regions: list[Documented],
) -> None:
    """There `--leaf` holds."""
    hub, other = regions
    with started(hub, other):
        asyncio.run(nothing_deleted(other, hub))


async def nothing_deleted(thief: Documented, victim: Documented) -> None:
    """All that JetStream may be asked, of all streams, answered to where an answer without a body
    would delete one; and nobody is answered but by what is to cross.
    """
    region = victim.folder.name
    mirror = Log(thief.folder.name).name
    async with held(thief.role("app")) as taken, held(victim.role("app")) as root:
        names = [*await furnished(root, region), mirror]
        acked = await consuming(root, names)
        async with asyncio.timeout(10):
            while not await reached(taken, region):
                await asyncio.sleep(0.1)
        before = await state(root, names)
        heard = await answered(taken, region, names)
        shown = [
            one
            for one in filled(names)
            if ".DELETE" not in one and any(covers(way, one) for way in LINK)
        ]
        private = {keys_of(region), revocations_of(region)}
        assert heard == {one for one in shown if private.isdisjoint(one.split("."))}
        # Its own mirror it may delete.
        named = [one for one in filled(names) if one != f"STREAM.DELETE.{mirror}"]
        for api, way in itertools.product(
            ("$JS.API", f"$JS.{region}.API"), ("API", f"{region}.API")
        ):
            for name in names:
                reply = f"$JS.{way}.STREAM.DELETE.{name}"
                for subject, body in itertools.product(acked, ACKS):
                    await taken.client.publish(subject, body, reply=reply)
                for subject, body in itertools.product(named, BODIES):
                    await taken.client.publish(f"{api}.{subject}", body, reply=reply)
                await taken.settle()
        assert await reached(taken, region)
        await asyncio.sleep(0.5)
        assert await state(root, names) == before


async def furnished(root: Connection, region: str) -> list[str]:
    """Make what a region has, and a mirror of another's log, with a message in each."""
    await streams.ensure_log(root, Log(region))
    await streams.ensure_keys(root, region)
    await RevocationLog(root, region).ensure(60)
    for other in {"eu", "us"} - {region}:
        await streams.ensure_log(root, Log(other))
        await root.stream.publish(f"events.{other}.0.1.a.b", b"x")
    for subject in (f"events.{region}.0.1.a.b", f"keys.{region}.a", f"revoked.{region}.a.b"):
        await root.stream.publish(subject, b"x")
    return [Log(region).name, keys_of(region), revocations_of(region)]


async def consuming(root: Connection, names: list[str]) -> list[str]:
    """Make consumers that want what they deliver acknowledged; where that is to be said."""
    replies = list[str]()

    async def note(message: Msg) -> None:
        replies.append(message.reply)

    subscription = await root.client.subscribe("pushed", cb=note)
    for name in names:
        for consumer, subject in (("pull", None), ("push", "pushed")):
            made = ConsumerConfig(
                durable_name=consumer, deliver_subject=subject, ack_policy=AckPolicy.EXPLICIT
            )
            await root.stream.add_consumer(name, made)
    async with asyncio.timeout(5):
        while len(replies) < len(names):
            await asyncio.sleep(0.02)
    await subscription.unsubscribe()
    return replies


def filled(names: list[str]) -> list[str]:
    """What may be asked, of each stream and its consumers; what deletes consumers comes last."""
    found = dict[str, None]()
    for subject in sorted(asked(), key="CONSUMER.DELETE.*.*".__eq__):
        for name, consumer in itertools.product(names, ("pull", "push")):
            found[subject.replace("*", name, 1).replace("*", consumer).replace(">", "any")] = None
    return list(found)


async def reached(connection: Connection, region: str) -> bool:
    """Whether the other region's JetStream answers."""
    try:
        return bool(await streams.heads(connection.at(region)))
    except LogError:
        return False


async def answered(connection: Connection, region: str, names: list[str]) -> set[str]:
    """What of all that may be asked there is answered; what deletes is not tried."""

    async def ask(subject: str) -> str | None:
        try:
            await connection.client.request(f"$JS.{region}.API.{subject}", b"{}", timeout=2)
        except (nats.errors.TimeoutError, nats.errors.NoRespondersError):
            return None
        return subject

    asks = [one for one in filled(names) if ".DELETE" not in one]
    found = await asyncio.gather(*map(ask, asks))
    return {one for one in found if one}


async def state(root: Connection, names: list[str]) -> dict[str, tuple[object, ...]]:
    """What each stream is, and what it holds."""
    infos = [await root.stream.stream_info(name) for name in names]
    return {
        info.config.name or "": (info.created, info.state.first_seq, info.state.messages)
        for info in infos
    }
