"""Unions: pages that merge many lists while they are read, on one shard and on many."""

from __future__ import annotations

import asyncio
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.testing.stores import at, by_hand, spread
from crdt.stamps import score_of
from tests.views.samples import published
from tests.views.stores import opened
from tribes.records import Article, Tribe, User
from views.reading.answers import Answers, Cursor
from views.reading.selections import LISTS_MAX, Lists, Page, Records, Select
from views.store import Store

HOME = (
    Lists(Tribe.new, User.tribes, "me"),
    Lists(User.new, User.users, "me"),
)


async def page(
    store: Store, first: int, after: Cursor | None = None, *, descending: bool = True
) -> tuple[list[tuple[int, str]], bool]:
    """A page of what `me` follows: scores and ids, and whether there is more."""
    asked = Page(
        "home",
        first,
        after,
        descending,
        Select(Article, registers=("title",)),
        None,
        True,
        HOME,
        Article.kind,
    )
    [reply], coverage = await store.wave([Records(Select(Article, lists=(asked,)), ("",))])
    assert coverage.keys() == set(store.shards.all)
    assert isinstance(reply, Answers)
    [record] = reply.records
    assert record
    [rows] = record.lists
    assert [one.id for one in rows.records] == list(rows.ids)
    return list(zip(rows.scores, rows.ids, strict=True)), rows.more


async def whole(store: Store, first: int, *, descending: bool = True) -> list[tuple[int, str]]:
    """All of it, page after page."""
    found: list[tuple[int, str]] = []
    after, more = None, True
    while more:
        rows, more = await page(store, first, after, descending=descending)
        assert len(rows) == first or not more
        found += rows
        after = Cursor(*found[-1]) if found else None
    return found


@pytest.mark.parametrize("shards", [1, 7])
def test_what_several_lists_hold_comes_once_and_in_order(any_store_url: str, shards: int) -> None:
    """Any lists, few stamps so that many are equal, every size of page, both ways."""
    tribes, authors = [f"t{n}" for n in range(5)], [f"u{n}" for n in range(5)]
    articles = st.lists(
        st.tuples(st.sampled_from(authors), st.sampled_from(tribes), st.integers(0, 3)),
        max_size=40,
    )
    followed = st.tuples(
        st.lists(st.sampled_from(tribes), unique=True),
        st.lists(st.sampled_from(authors), unique=True),
    )

    async def check(
        made: list[tuple[str, str, int]], follows: tuple[list[str], list[str]], first: int
    ) -> None:
        merges = [
            merge
            for number, (author, tribe, when) in enumerate(made)
            for merge in published(f"é{number}", author, tribe, at(when))
        ]
        merges += [User.tribes.add("me", one, at(0)) for one in follows[0]]
        merges += [User.users.add("me", one, at(0)) for one in follows[1]]
        expected = sorted(
            (score_of(at(when)), f"é{number}".encode())
            for number, (author, tribe, when) in enumerate(made)
            if tribe in follows[0] or author in follows[1]
        )
        wanted = [(score, key.decode()) for score, key in expected]
        async with opened(any_store_url, shards=shards) as store, by_hand(any_store_url) as redis:
            await redis.flushall()
            await spread(store, merges)
            assert await whole(store, first) == wanted[::-1]
            assert await whole(store, first, descending=False) == wanted

    @settings(max_examples=30, deadline=None)
    @given(articles, followed, st.sampled_from([1, 2, 3, 7, 100]))
    def merged(
        made: list[tuple[str, str, int]], follows: tuple[list[str], list[str]], first: int
    ) -> None:
        asyncio.run(check(made, follows, first))

    merged()


@pytest.mark.parametrize("shards", [1, 7])
def test_it_is_one_call_where_there_is_one_shard(store_url: str, shards: int) -> None:
    """And where there are many, one more, of the shard that has the sets which name the lists."""

    async def scenario() -> None:
        async with opened(store_url, shards=shards) as store:
            merges = [User.tribes.add("me", f"t{n}", at(0)) for n in range(30)]
            for n in range(300):
                merges += published(f"a{n}", f"u{n % 7}", f"t{n % 40}", at(n))
            await spread(store, merges)
            before = store.calls
            rows, more = await page(store, 20)
            assert (len(rows), more) == (20, True)
            assert store.calls - before == (1 if shards == 1 else shards + 1)

    asyncio.run(scenario())


def test_of_too_many_lists_the_latest_are_merged(store_url: str) -> None:
    """A bound, and what it leaves out: what was followed first."""

    async def scenario() -> None:
        async with opened(store_url) as store:
            random = Random(3)
            tribes = [f"t{n}" for n in range(LISTS_MAX + 5)]
            merges = [User.tribes.add("me", one, at(n)) for n, one in enumerate(tribes)]
            for n, tribe in enumerate(tribes):
                merges += published(f"a{n}", "u", tribe, at(random.randrange(10_000)))
            await spread(store, merges)
            found = {article for _, article in await whole(store, 100)}
            assert found == {f"a{n}" for n in range(5, LISTS_MAX + 5)}

    asyncio.run(scenario())
