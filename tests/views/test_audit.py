"""The audit catches what no merge wrote, and names the key: damage is done here by hand.

`verify` is only worth its answer if it says no to every kind of damage. Each case is one write into
Redis that leaves everything else as it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from redis.asyncio import Redis

from bandstand.testing.stores import at, by_hand, delta, differences, spread
from crdt.records import Merge
from crdt.stamps import score_of
from tests.views.samples import bumped, named, published
from tests.views.stores import opened
from tribes.records import Article, Comment
from tribes.views import COMMUNITY
from views import audit
from views.shards import Shards

MERGES: list[Merge] = [
    *published("a", "enzo", "x", at(1)),
    *bumped("a", "ada", "bob", when=at(2)),
    Article.bumps.remove("a", "cy", at(3)),
    *published("dead", "enzo", "x", at(4)),
    Article.alive.set("dead", at(5), False),
    Article.comments.add("a", "a/1", at(6)),
    Comment.body.set("a/1", at(6), "Hm"),
    *named("enzo", "drake", at(7)),
    Article.views.see("a", "ada"),
]

Damage = Callable[[Redis], Awaitable[Any]]


def key(name: str) -> str:
    """The whole key, in the first of one shard."""
    return COMMUNITY.base(Shards(1), 0) + name


DAMAGE: dict[str, tuple[Damage, str]] = {
    "a flipped register": (
        lambda r: r.hset(key("article:a"), "alive", at(1) + "false"),
        "article a alive",
    ),
    "a register's older stamp": (
        lambda r: r.hset(key("article:a"), "title", at(0) + '"About a"'),
        "article a title",
    ),
    "a lost register": (lambda r: r.hdel(key("comment:a/1"), "body"), "comment a/1 body"),
    "a register of nobody": (
        lambda r: r.hset(key("user:nobody"), "name", at(1) + '"N"'),
        "user nobody name",
    ),
    "a dropped element": (
        lambda r: r.zrem(key("article.bumps+:a"), "ada"),
        "article.bumps a ada",
    ),
    "a removed element that was forgotten": (
        lambda r: r.zrem(key("article.bumps-:a"), "cy"),
        "article.bumps a cy",
    ),
    "an element's later score": (
        lambda r: r.zincrby(key("article.bumps+:a"), 1, "ada"),
        "article.bumps a ada",
    ),
    "an element that is live and removed": (
        lambda r: r.zadd(key("article.bumps-:a"), {"ada": score_of(at(2))}),
        "article.bumps a ada",
    ),
    "a removed element that is live too": (
        lambda r: r.zadd(key("article.bumps+:a"), {"cy": score_of(at(3))}),
        "article.bumps a cy",
    ),
    "an element's part of a score": (
        lambda r: r.zincrby(key("article.bumps-:a"), 0.125, "cy"),
        "article.bumps a cy",
    ),
    "one more seen": (lambda r: r.pfadd(key("article.views:a"), "eve"), "article.views a"),
    "a doubled count": (lambda r: r.hset(key("article:a"), "views", "2"), "count article.views a"),
    "a lost count": (lambda r: r.hdel(key("article:a"), "views"), "count article.views a"),
    "a nudged sum": (
        lambda r: r.hincrby(key("sum:bumps.author:enzo"), audit.TOTAL, 1),
        "sum bumps.author:enzo",
    ),
    "a nudged part of a sum": (
        lambda r: r.hincrby(key("sum:bumps.author:enzo"), "a", 1),
        "sum bumps.author:enzo a",
    ),
    "a sum of nobody": (lambda r: r.hset(key("sum:s:n"), audit.TOTAL, "0"), "sum s:n"),
    "an extra member of a list": (
        lambda r: r.zadd(key("list:new"), {"dead": score_of(at(4))}),
        "list new dead",
    ),
    "a member that a list lost": (
        lambda r: r.zrem(key("list:new.tribe:x"), "a"),
        "list new.tribe:x a",
    ),
    "a member in the wrong place": (
        lambda r: r.zincrby(key("list:new.author:enzo"), 1, "a"),
        "list new.author:enzo a",
    ),
    "a placement that was forgotten": (
        lambda r: r.delete(key("placed.article:a")),
        "placed article a",
    ),
    "a placement of nobody": (
        lambda r: r.copy(key("placed.article:a"), key("placed.article:nobody")),
        "placed article nobody",
    ),
    "a key of an unknown kind": (
        lambda r: r.hset(key("articles:a"), "title", "T"),
        "unknown articles:a",
    ),
    "a key of no kind": (lambda r: r.set(key("lock"), "1"), "unknown lock"),
    "a set without its sign": (
        lambda r: r.zadd(key("article.bumps:a"), {"ada": 1}),
        "unknown article.bumps:a",
    ),
    "a handle of the wrong one": (
        lambda r: r.zadd(key("list:handle:drake"), {"bob": 1}),
        "list handle:drake bob",
    ),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_found_and_its_key_named(any_store_url: str, what: str) -> None:
    """One write by hand: one place differs, and the report leads a person there."""
    damage, named_key = DAMAGE[what]

    async def scenario() -> None:
        async with opened(any_store_url) as store, by_hand(any_store_url) as redis:
            await store.merge(0, delta(MERGES))
            assert not await differences(store, MERGES)
            await damage(redis)
            found = await differences(store, MERGES)
            assert found
            assert {difference.key.strip() for difference in found} == {named_key}
            assert all(f"shard 0: {named_key}" in str(difference) for difference in found)

    asyncio.run(scenario())


def test_a_lost_shard_is_found_by_its_number(store_url: str) -> None:
    """With many shards a report without the shard would be a search."""

    async def scenario() -> None:
        async with opened(store_url, shards=3) as store, by_hand(store_url) as redis:
            await spread(store, MERGES)
            assert not await differences(store, MERGES)
            lost = store.shards.of(Article, "a")
            base = store.view.base(store.shards, lost)
            await redis.delete(*[k for k in await redis.keys() if k.startswith(base)])
            found = await differences(store, MERGES)
            assert {difference.shard for difference in found} == {lost}
            assert "the view has  nothing" in str(found[0])

    asyncio.run(scenario())


def test_a_record_in_the_wrong_shard_is_found(store_url: str) -> None:
    """What every shard holds is compared, not only what they hold together."""

    async def scenario() -> None:
        async with opened(store_url, shards=3) as store:
            await spread(store, MERGES)
            wrong = (store.shards.of(Article, "a") + 1) % 3
            await store.merge(wrong, delta(published("a", "enzo", "x", at(1))))
            assert {d.shard for d in await differences(store, MERGES)} == {wrong}

    asyncio.run(scenario())
