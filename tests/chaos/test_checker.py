"""The checker is checked: it must catch one dropped event, one flipped tie, one doubled count."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
import redis

from bandstand.settings import Settings
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import World, envelope
from eventlog.envelope import Event
from tests.chaos.checker import Report, check
from tests.chaos.writers import Acked, Ledger
from tests.worlds import world
from tribes import events as e

Tamper = Callable[["redis.Redis", Ledger], None]


def history() -> list[Event]:
    """An article, bumps, views, and two names that tie."""
    made: list[Event] = [
        e.ArticlePublished(
            **envelope(1), article="a1", tribe="x", kind=e.ArticleKind.ARTICLE, title="T"
        )
    ]
    made += [e.ArticleBumped(**envelope(n, f"u{n}"), article="a1") for n in range(2, 12)]
    made += [e.ArticleViewed(**envelope(n, f"u{n}"), article="a1") for n in range(12, 22)]
    made += [
        e.UserProfileSet(**envelope(n, "ada", ms=7), user="ada", name=f"n{n}") for n in (31, 32)
    ]
    return made


def told(events: list[Event]) -> Ledger:
    """What the writers of a history were told."""
    ledger = Ledger()
    for event in events:
        ledger.attempted.add((event.type, event.actor))
        ledger.acked[event.id] = Acked(event.id, "test", event.type, 0.0)
    return ledger


def nothing(_: redis.Redis, __: Ledger) -> None:
    """All is well."""


def key(client: redis.Redis, part: str) -> bytes:
    """The key of a part."""
    [found] = [k for k in client.scan_iter("community:*") if part.encode() in k]
    return bytes(found)


def a_dropped_event(client: redis.Redis, _: Ledger) -> None:
    """A bump that is in no view."""
    client.zrem(key(client, "article.bumps+:a1"), "u5")


def a_flipped_tie(client: redis.Redis, _: Ledger) -> None:
    """The lesser of two names that tie."""
    where = key(client, "}:user:ada")
    client.hset(where, "name", client.hget(where, "name").replace(b"n32", b"n31"))


def a_doubled_count(client: redis.Redis, _: Ledger) -> None:
    """A sum that was added to twice."""
    where = key(client, "sum:bumps.author:enzo")
    client.hset(where, mapping={"a1": 20, " ": 20})


def a_lost_acknowledgement(_: redis.Redis, ledger: Ledger) -> None:
    """Somebody was told of an event that no log has."""
    ledger.acked["gone"] = Acked("gone", "test", "article_bumped", 0.0)


def an_event_of_nobody(_: redis.Redis, ledger: Ledger) -> None:
    """An event that nobody wrote."""
    ledger.attempted.discard(("article_bumped", "u5"))


def a_write_that_lost_to_an_earlier_one(_: redis.Redis, ledger: Ledger) -> None:
    """What a user did last does not stand."""
    ledger.last["ada", "name"] = ("n99", "an event")


def a_read_that_was_older_than_its_token(_: redis.Redis, ledger: Ledger) -> None:
    """Somebody was told that they saw what they wrote, and did not."""
    ledger.wrong.append("it was older")


TAMPERINGS: list[Tamper] = [
    a_dropped_event,
    a_flipped_tie,
    a_doubled_count,
    a_lost_acknowledgement,
    an_event_of_nobody,
    a_write_that_lost_to_an_earlier_one,
    a_read_that_was_older_than_its_token,
]


async def checked(it: World, nats: NatsServer, store_url: str, ledger: Ledger) -> Report:
    """What the checker says of one region."""
    settings = Settings(nats_url=nats.url, redis_url=store_url, region="test")
    return await check({"test": settings}, ledger, rolled_back=[], known=set())


@pytest.mark.parametrize("tamper", [nothing, *TAMPERINGS], ids=lambda tamper: tamper.__name__)
def test_the_checker_sees(tamper: Tamper, nats: NatsServer, store_url: str) -> None:
    """Each thing that chaos must not do; and nothing where nothing is wrong."""

    async def scenario() -> None:
        events = history()
        ledger = told(events)
        async with world(nats.url, store_url) as it:
            await it.publish(events)
            async with it.projecting():
                await it.caught_up()
            with redis.Redis.from_url(store_url) as client:
                tamper(client, ledger)
            report = await checked(it, nats, store_url, ledger)
        assert bool(report.faults) is (tamper is not nothing), report.faults

    asyncio.run(scenario())


def test_what_was_rolled_back_in_time_is_lost_and_no_fault(
    nats: NatsServer, store_url: str
) -> None:
    """Acknowledged, less what was rolled back before any mirror had it, is listed."""

    async def scenario() -> None:
        ledger = told([])
        ledger.acked["gone"] = Acked("gone", "test", "article_bumped", 5.0)
        async with world(nats.url, store_url) as it, it.projecting():
            await it.publish(history()[:1])
            ledger.attempted.add(("article_published", "enzo"))
            await it.caught_up()
            settings = Settings(nats_url=nats.url, redis_url=store_url, region="test")
            report = await check(
                {"test": settings}, ledger, rolled_back=[("test", 4.0, 6.0)], known=set()
            )
        assert (report.lost, report.faults) == (["gone"], [])

    asyncio.run(scenario())
