"""Unions: pages that merge many lists while they are read, on one shard and on many."""

from __future__ import annotations

import asyncio
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.testing.stores import at, by_hand, spread
from crdt.records import Merge
from crdt.stamps import score_of
from tests.views.samples import published, reposted
from tests.views.stores import opened
from tribes.records import Article, Tribe, User
from views.reading.answers import Answers, Cursor, Rows
from views.reading.selections import LISTS_MAX, Lists, Page, Records, Select
from views.store import Store

HOME = (
    Lists(Tribe.new, User.tribes, "me"),
    Lists(User.new, User.users, "me"),
)


async def rows_of(
    store: Store, first: int, after: Cursor | None = None, *, descending: bool = True
) -> Rows:
    """A page of what `me` follows, as it came."""
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
    return rows


async def page(
    store: Store, first: int, after: Cursor | None = None, *, descending: bool = True
) -> tuple[list[tuple[int, str]], bool]:
    """A page of what `me` follows: scores and ids, and whether there is more."""
    rows = await rows_of(store, first, after, descending=descending)
    return list(zip(rows.scores, rows.ids, strict=True)), rows.more


async def whole(store: Store, first: int, *, descending: bool = True) -> list[tuple[int, str]]:
    """All of it, page after page."""
    found: list[tuple[int, str]] = []
    after, more = None, True
    while more:
        rows = await rows_of(store, first, after, descending=descending)
        assert len(rows.ids) == first or rows.ended or not rows.more
        found += zip(rows.scores, rows.ids, strict=True)
        after, more = rows.ended or (Cursor(*found[-1]) if found else None), rows.more
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


def crowded(articles: int, lists: int) -> list[Merge]:
    """Articles that each stand in all of some lists that `me` follows, latest in the last."""
    merges = [User.tribes.add("me", f"t{n}", at(0)) for n in range(lists)]
    for n in range(articles):
        merges += published(f"a{n:03}", "u", "t0", at(n))
        for tribe in range(1, lists):
            merges += reposted(f"a{n:03}", f"t{tribe}", "u", at(tribe * 1_000 + n))
    return merges


def test_what_stands_in_many_lists_is_looked_for_once(store_url: str) -> None:
    """Ten articles in 100 lists that are followed held the store for 213 ms: each was looked for in
    all of them again for each of 990 places behind the first ten.
    """

    async def scenario() -> None:
        async with opened(store_url) as store:
            await spread(store, crowded(10, 50))
            first = await rows_of(store, 10)
            assert list(first.ids) == [f"a{n:03}" for n in reversed(range(10))]
            rest = await rows_of(store, 1, Cursor(first.scores[-1], first.ids[-1]))
            assert (rest.ids, rest.more) == ((), False)
            assert rest.looked < 1_500

    asyncio.run(scenario())


@pytest.mark.parametrize("shards", [1, 3])
def test_what_takes_many_looks_comes_in_several_calls(store_url: str, shards: int) -> None:
    """And nothing of it is lost, or comes twice, where a call ends before its page is full."""

    async def scenario() -> None:
        async with opened(store_url, shards=shards) as store:
            await spread(store, crowded(120, 40))
            wanted = [f"a{n:03}" for n in range(120)]
            before = store.calls
            first = await rows_of(store, 100)
            assert store.calls - before > 1
            assert list(first.ids) == wanted[::-1][:100]
            assert [one for _, one in await whole(store, 60)] == wanted[::-1]
            assert [one for _, one in await whole(store, 60, descending=False)] == wanted

    asyncio.run(scenario())
