"""The derivations in Lua are their Python twins, on real stores, whatever the order of arrival."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import by_hand, differences, spread
from crdt.digests import digest
from crdt.records import Record
from eventlog.envelope import Event
from tests.tribes.histories import (
    ARTICLES,
    HANDLES,
    TRIBES,
    USERS,
    claims,
    histories,
    long_histories,
)
from tests.tribes.stories import LONG_STORIES, STORIES
from tests.views.stores import opened
from tests.worlds import folded, world
from tribes.records import Article, Tribe, User
from tribes.views import COMMUNITY
from views import audit
from views.reading.answers import Answer, Answers
from views.reading.selections import Index, Page, Records, Select
from views.store import Store


async def deliver(store: Store, events: Iterable[Event]) -> None:
    """Each event in a call of its own: every intermediate placement is made and left."""
    for event in events:
        await spread(store, COMMUNITY.project(event))


@pytest.mark.parametrize("shards", [1, 7])
@pytest.mark.parametrize("name", STORIES | LONG_STORIES)
def test_a_story_ends_the_same_in_the_store(any_store_url: str, name: str, shards: int) -> None:
    """In order, backwards and all at once: the same facts, and no trace of the way there."""
    story = (STORIES | LONG_STORIES)[name]
    merges = [merge for event in story.events for merge in COMMUNITY.project(event)]

    async def scenario() -> None:
        async with opened(any_store_url, shards=shards) as store, by_hand(any_store_url) as redis:
            for order in (story.events, story.events[::-1], None):
                await redis.flushall()
                if order is None:
                    await spread(store, merges)
                else:
                    await deliver(store, order)
                assert not await differences(store, merges)
                derived = [holding.derived for holding in await audit.hold(store)]
                if shards == 1:
                    assert not story.untrue(derived[0])

    asyncio.run(scenario())


@pytest.mark.parametrize("shards", [1, 7])
def test_lua_and_python_derive_the_same(any_store_url: str, shards: int) -> None:
    """Whatever happened, in whatever order and batches it came: list for list, sum for sum."""

    async def check(events: list[Event], random: Random) -> None:
        merges = [merge for event in events for merge in COMMUNITY.project(event)]
        async with opened(any_store_url, shards=shards) as store, by_hand(any_store_url) as redis:
            await redis.flushall()
            shuffled = random.sample(events, len(events))
            while shuffled:
                size = random.randrange(1, 6)
                batch, shuffled = shuffled[:size], shuffled[size:]
                await spread(store, [m for event in batch for m in COMMUNITY.project(event)])
            assert not await differences(store, merges)

    @settings(max_examples=20, deadline=None)
    @given(histories, st.randoms(use_true_random=False))
    def agree(events: list[Event], random: Random) -> None:
        asyncio.run(check(events, random))

    agree()


@pytest.mark.parametrize("shards", [1, 7])
def test_the_views_verify_after_generated_histories(
    nats: NatsServer, any_store_url: str, shards: int
) -> None:
    """The whole way, as an operator's `verify` asks: log, projector, store, against the fold."""

    async def check(events: list[Event]) -> None:
        async with world(nats.url, any_store_url, shards=shards) as it:
            await it.publish(events)
            async with it.projecting():
                found = await it.agreed()
            assert found == digest(folded(events).entries())
            await it.connection.stream.delete_stream(it.log.name)
        async with by_hand(any_store_url) as redis:
            await redis.flushall()

    @settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
    @given(long_histories)
    def verify(events: list[Event]) -> None:
        asyncio.run(check(events))

    verify()


async def _answers(store: Store, select: Select, ids: Iterable[str]) -> list[Answer]:
    [reply], _ = await store.wave([Records(select, tuple(ids))])
    assert isinstance(reply, Answers)
    return [answer for answer in reply.records if answer]


def _everything(
    record: type[Record],
    *,
    pages: tuple[str, ...] = (),
    near: tuple[str, ...] = (),
    lists: tuple[str, ...] = (),
) -> Select:
    return Select(
        record,
        registers=("publication", "alive", "hiding") if record is Article else (),
        cards=(*pages, *(f"list:{name}" for name in near)),
        pages=(
            *(Page(name, 100) for name in pages),
            *(Page(name, 100, derived=True) for name in near),
        ),
        lists=tuple(Page(name, 100, derived=True) for name in lists),
        list_cards=lists,
        sums=("bumps.author:",) if record is User else (),
    )


def _is_reposted(article: Answer, tribe: str) -> bool:
    return f"{article.id}/{tribe}" in article.pages[2].ids


@pytest.mark.parametrize("shards", [1, 7])
def test_counts_equal_what_they_count(any_store_url: str, shards: int) -> None:
    """A count beside a list that says something else is the first thing that people see."""

    async def check(events: list[Event]) -> None:
        async with opened(any_store_url, shards=shards) as store, by_hand(any_store_url) as redis:
            await redis.flushall()
            await deliver(store, events)
            near = ("reposts:", "new.comments:", "top.comments:", "hidden.comments:")
            select = _everything(Article, pages=("bumps", "comments"), near=near)
            articles = await _answers(store, select, ARTICLES)
            for article in articles:
                assert list(article.cards) == [len(page.ids) for page in article.pages]
                _, comments, _, new, top, hidden = article.cards
                assert new == top == comments - hidden
            # `publication`, then `alive` and `hiding`.
            alive = [a for a in articles if a.value(1) and a.value(0) and a.value(2) is None]
            for select, ids, kind in (
                (_everything(User, lists=("new.author:",)), USERS, "author"),
                (_everything(Tribe, lists=("new.tribe:",)), TRIBES, "tribe"),
            ):
                for answer in await _answers(store, select, ids):
                    # Of a tribe, what was reposted into it, too.
                    mine = [
                        a
                        for a in alive
                        if a.value(0)[kind] == answer.id
                        or (kind == "tribe" and _is_reposted(a, answer.id))
                    ]
                    assert answer.list_cards == (len(mine),) == (len(answer.lists[0].ids),)
                    assert set(answer.lists[0].ids) == {a.id for a in mine}
                    if kind == "author":
                        assert answer.sums == (sum(article.cards[0] for article in mine),)

    @settings(max_examples=10, deadline=None)
    @given(long_histories)
    def count(events: list[Event]) -> None:
        asyncio.run(check(events))

    count()


def test_one_handle_claimed_twice_has_one_winner(any_store_url: str) -> None:
    """Two gateways took the same handle at once: whoever is asked, wherever, names the same."""

    async def check(events: list[Event], random: Random) -> None:
        winners = set()
        for shards in (1, 7):
            async with opened(any_store_url, shards=shards) as store, by_hand(any_store_url) as r:
                for _ in range(2):
                    await r.flushall()
                    await deliver(store, random.sample(events, len(events)))
                    asked = [Index(Select(User), f"handle:{handle}") for handle in HANDLES]
                    replies, _ = await store.wave([*asked])
                    winners.add(tuple(r[0] and r[0].id for r in replies if isinstance(r, list)))
        assert len(winners) == 1

    @settings(max_examples=10, deadline=None)
    @given(claims, st.randoms(use_true_random=False))
    def win(events: list[Event], random: Random) -> None:
        asyncio.run(check(events, random))

    win()
