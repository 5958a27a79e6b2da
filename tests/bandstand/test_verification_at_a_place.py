"""Verification while others write, and in as little memory as one range takes."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from random import Random
from typing import Any

import pytest
from redis.asyncio import Redis

from bandstand.audit import moments, partition
from bandstand.audit.folding import Fold
from bandstand.audit.moments import Moments
from bandstand.audit.ranges import Outcome, Range
from bandstand.errors import Failure
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import delta, until_done
from bandstand.testing.worlds import World, envelope
from crdt.digests import digest
from tests.views.altered import altered
from tests.worlds import folded, world
from tribes import events as e
from tribes.demo import events
from tribes.handles import Slug
from tribes.records import Article
from tribes.views import COMMUNITY
from views.placements import Placement, Reader
from views.shards import Shards
from views.store import Store

HISTORY = tuple(events("test", 7))
ARTICLES = 20
"""So many of the demo's are written of: each again and again, while it is read."""


def written() -> Iterator[Any]:
    """Events for ever, of a few articles and their authors: they move lists, boards and inboxes."""
    random = Random(7)
    for number in count(5_000):
        article = f"demo-{random.randrange(1, ARTICLES)}"
        who, told = f"reader-{random.randrange(9)}", envelope(number)
        match random.randrange(6):
            case 0:
                yield e.ArticleUnbumped(**envelope(number, who), article=article)
            case 1:
                yield e.CommentPosted(**told, comment=f"{article}/{number}", body="Hm")
            case 2:
                yield e.ArticleViewed(**envelope(number, who), article=article)
            case 3 if number % 5 == 0:
                kind, tribe = e.ArticleKind.ARTICLE, ("rally", "garage")[number % 2]
                yield e.ArticlePublished(
                    **told, article=article, tribe=tribe, kind=kind, title="Moved"
                )
            case _:
                yield e.ArticleBumped(**envelope(number, who), article=article)


@asynccontextmanager
async def writing(it: World, every_s: float) -> AsyncIterator[list[Any]]:
    """Somebody who writes all the time; what was written so far."""
    done: list[Any] = []

    async def write() -> None:
        for event in written():
            await it.publish([event])
            done.append(event)
            await asyncio.sleep(every_s)

    task = asyncio.create_task(write())
    try:
        yield done
    finally:
        task.cancel()


@pytest.mark.parametrize("every_s", [0.05, 0.005], ids=["20 a second", "200 a second"])
def test_it_ends_while_events_arrive_and_finds_what_is_wrong(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch, every_s: float
) -> None:
    """What is alive never pauses; what is wrong must be found then, and nothing else."""
    monkeypatch.setattr(partition, "RANGE_EVENTS", 1_000)

    async def scenario() -> None:
        async with (
            world(nats.url, store_url, shards=2) as it,
            it.projecting(),
            it.projecting(),
        ):
            await it.publish(HISTORY)
            async with writing(it, every_s) as done:
                for _ in range(2):
                    before = len(done)
                    verdict = await it.verify()
                    assert not verdict.differences
                    assert verdict.parts > 1
                    assert len(done) > before, "nothing was written meanwhile"
                    at = verdict.vector[it.log.name] - len(HISTORY)
                    assert verdict.digest_of_views == digest(
                        folded([*HISTORY, *done[:at]]).entries()
                    )
                shard = it.store.shards.of(Article, "demo-100")
                base = it.store.view.base(it.store.shards, shard)
                async with Redis.from_url(store_url) as client:
                    await client.zincrby(f"{base}list:top", 1, "demo-100")
                [found] = (await it.verify()).differences
                assert (found.shard, found.key) == (shard, "list top demo-100")

    asyncio.run(scenario())


def test_as_much_is_in_memory_as_one_range(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much there is: a range is written down, read, compared, and let go."""
    monkeypatch.setattr(partition, "RANGE_EVENTS", 100)
    monkeypatch.setattr(partition, "MEMORY_BYTES", 10_000)
    sizes: list[int] = []
    compare = Range.compare

    async def watched(one: Range, moments: Moments) -> Outcome:
        gc.collect()
        alive = [other for other in gc.get_objects() if isinstance(other, Range)]
        assert alive == [one], "another range is in memory, too"
        sizes.append(len(list(one.state.entries())))
        return await compare(one, moments)

    monkeypatch.setattr(Range, "compare", watched)

    async def scenario() -> None:
        async with world(nats.url, store_url, shards=2) as it:
            await it.publish(HISTORY)
            async with it.projecting():
                await it.caught_up()
            verdict = await it.verify()
            whole = set(folded(HISTORY).entries())
            assert not verdict.differences
            assert verdict.digest_of_views == verdict.digest_of_logs == digest(whole)
            assert verdict.parts == len(sizes) == -(-len(HISTORY) // 100)
            assert sum(sizes) == len(whole)
            assert max(sizes) < len(whole) / 4

    asyncio.run(scenario())


def test_what_does_not_fit_on_the_disk_is_told(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what it needs, and where it is looked for."""
    monkeypatch.setattr(partition, "MEMORY_BYTES", 1)
    monkeypatch.setattr(partition.SpooledTemporaryFile, "rollover", _full)

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish(HISTORY[:10])
            async with it.projecting():
                await it.caught_up()
            with pytest.raises(Failure, match=r"cannot be written: No space left.*TMPDIR"):
                await it.verify()

    asyncio.run(scenario())


def _full(*_: Any) -> None:
    raise OSError(28, "No space left on device")


def test_a_derivation_that_fails_is_told_and_is_no_difference(
    nats: NatsServer, store_url: str
) -> None:
    """Nothing is wrong with the store: whoever runs it must know that a record stands nowhere."""
    fails = "derivations.slug = function() error('no slugs today', 0) end"
    view = altered(fails, {Slug: _no_slugs})

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            it.store = Store(store_url, view, Shards(2))
            slug = e.TribeProfileSet(**envelope(1), tribe="rally", slug="the-rally", name="Rally")
            await it.publish([slug])
            async with it.projecting():
                await it.caught_up()
            verdict = await it.verify()
            await it.store.close()
        assert not verdict.differences
        assert verdict.failing == [f"shard {at}: slug rally: no slugs today" for at in range(2)]

    asyncio.run(scenario())


def _no_slugs(of: Reader, record_id: str) -> Placement:
    return Placement(failed=record_id)


def test_what_is_merged_and_not_covered_is_no_moment(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One call leaves work, another replica's does it and covers its own: then nothing is left, and
    the shard holds more than it covers. Compared there, a view that is right would differ.
    """
    monkeypatch.setattr(moments, "LEFT_S_MAX", 0.1)
    history = [
        e.UserProfileSet(**envelope(1), user="enzo", handle="drake", name="Enzo"),
        e.TribeProfileSet(**envelope(2), tribe="garage", slug="the-garage", name="Garage"),
        e.TribeFollowed(**envelope(3), tribe="garage"),
    ]
    merges = [COMMUNITY.project(event) for event in history]

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish(history)
            fold = Fold(it.connection, lambda log, batch: None)
            await fold.to_ends()
            seen = Moments(it.store, fold, {})
            one, other = delta([*merges[0], *merges[1]], (1, 2)), delta(merges[2], (3, 3))
            assert (await it.store.merge(0, one, steps_max=1)).left
            await until_done(it.store, 0, other)
            [difference] = await seen.left_behind(0)
            assert difference.key == "begun events-test-0-1"
            await until_done(it.store, 0, one)
            assert not await seen.left_behind(0)
            await fold.close()

    asyncio.run(scenario())
