"""A call takes so many steps and no more; what is left is the next one's, whoever makes it.

What is counted is work, not time: a step is about one command of a sorted set.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count

import pytest
from redis.asyncio import Redis

from bandstand.testing.stores import LOG, at, by_hand, delta, differences, until_done
from crdt.records import Merge
from tests.views.samples import bumped, commented, published, reposted
from tests.views.stores import opened
from tests.views.tearing import tearing, torn, until_covered
from tribes.projections import notice_id
from tribes.records import Article, Comment, Notice
from views.merging import Delta, Merged
from views.store import Store

STEPS_MAX = 400
ITEM_STEPS_MAX = 500
"""What placing one record takes at most: an article that stands in 303 lists. It is not divided."""

BOARDS = 2
"""On so many each article counts: its tribe's, and that of all."""

FEW, MANY = 60, 240
_numbers = count()


def articles(number: int, author: str = "enzo") -> list[Merge]:
    """Articles that were bumped once."""
    return [
        merge
        for n in range(number)
        for merge in (
            *published(f"{author}{n}", author, "x", at(n)),
            *bumped(f"{author}{n}", "ada", when=at(n)),
        )
    ]


def more_bumps(number: int, author: str = "enzo") -> list[Merge]:
    """A bump on each of the first articles."""
    return [merge for n in range(number) for merge in bumped(f"{author}{n}", "bob", when=at(5_000))]


async def calls(store: Store, made: Delta, steps_max: int = STEPS_MAX) -> list[Merged]:
    """What each call came to until a delta was placed and covered, as a projector calls."""
    made.id = made.id or f"call-{next(_numbers)}"
    found = [await store.merge(0, made, steps_max=steps_max)]
    while not found[-1].coverage:
        carried = made.rest() if found[-1].left else made
        found.append(await store.merge(0, carried, steps_max=steps_max))
        assert len(found) < 1_000
    return found


def bounded(found: list[Merged], carried: int = 0) -> int:
    """Check that no call took more than it may, beside merging what it carries; all their steps."""
    for one in found:
        assert one.steps <= max(1.5 * STEPS_MAX, carried) + ITEM_STEPS_MAX
        assert not (one.left and one.coverage), "what is not placed is not covered"
    return sum(one.steps for one in found)


async def filled(store: Store, merges: list[Merge]) -> None:
    """Merge what stands before."""
    await until_done(store, 0, delta(merges, (1, 1)), steps_max=1_000_000)


async def broken(store: Store, redis: Redis, merges: list[Merge]) -> None:
    """Merge in a call that breaks when all is merged, and nothing placed."""
    assert await torn(store, redis, delta(merges, (2, 2)), len(merges) + 3)


async def mending(url: str, has: int, touched: list[Merge]) -> tuple[int, int]:
    """How many steps it takes to mend a call that broke, in how many bounded calls, where an author
    has so many articles.
    """
    before = articles(has)
    async with opened(url, tearing()) as store, by_hand(url) as redis:
        await redis.flushall()
        await filled(store, before)
        await broken(store, redis, touched)
        mended = await calls(store, delta((), (3, 3)))
        bounded(await calls(store, delta(touched, (2, 2))), carried=3 * len(touched))
        assert not await differences(store, before + touched)
        return bounded(mended, carried=BOARDS * has), len(mended)


def test_mending_costs_what_was_touched_and_not_what_its_author_has(store_url: str) -> None:
    """It summed up all that an author has, once a record: 36 s for 10,000 articles and 500. What a
    member has on a board is counted anew, once a call.
    """

    async def scenario() -> None:
        few, n = await mending(store_url, FEW, more_bumps(FEW))
        few -= n * BOARDS * FEW
        of_many, n = await mending(store_url, 10 * FEW, more_bumps(FEW))
        assert of_many <= 1.2 * few + n * BOARDS * 10 * FEW, (
            "it does not matter how much else there is"
        )
        many, n = await mending(store_url, MANY, more_bumps(MANY))
        proportionate = 1.2 * few * MANY / FEW + n * BOARDS * MANY
        assert many <= proportionate, "four times as much touched takes four times as long"

    asyncio.run(scenario())


BATCHES: dict[str, tuple[Callable[[], list[Merge]], Callable[[], list[Merge]]]] = {
    "bumps on as many articles": (lambda: articles(MANY), lambda: more_bumps(MANY)),
    "comments on as many articles": (
        lambda: articles(MANY),
        lambda: [m for n in range(MANY) for m in commented(f"enzo{n}/1", f"u{n}", at(n))],
    ),
    "articles of one author": (lambda: [], lambda: articles(MANY)),
    "articles with 100 reposts each": (
        lambda: [
            *articles(6),
            *(
                m
                for n in range(6)
                for t in range(100)
                for m in reposted(f"enzo{n}", f"t{t}", "b", at(t))
            ),
        ],
        lambda: more_bumps(6),
    ),
    "the end of an article with many comments": (
        lambda: [
            *published("a", "enzo", "x", at(1)),
            *(m for n in range(MANY) for m in commented(f"a/{n}", f"u{n % 9}", at(n))),
            *(m for n in range(MANY) for m in commented(f"a/r{n}", "ada", at(n), f"a/{n % 7}")),
        ],
        lambda: [Article.alive.set("a", at(9_000), False)],
    ),
    "an article with many comments that changes hands": (
        lambda: [
            *published("a", "enzo", "x", at(1)),
            *(m for n in range(MANY) for m in commented(f"a/{n}", f"u{n % 9}", at(n))),
        ],
        lambda: published("a", "jutta", "y", at(9_000)),
    ),
}
"""What stands before, and what one call carries."""


@pytest.mark.parametrize("batch", BATCHES)
def test_no_call_takes_more_steps_than_it_may(any_store_url: str, batch: str) -> None:
    """10,000 bumps on as many articles held the store up for 1.2 s, and every page with it."""
    before, carried = (make() for make in BATCHES[batch])

    async def scenario() -> None:
        async with opened(any_store_url) as store:
            await filled(store, before)
            found = await calls(store, delta(carried, (2, 2)))
            assert len(found) > 2, "it is split"
            bounded(found, carried=3 * len(carried))
            assert not await differences(store, before + carried)

    asyncio.run(scenario())


@pytest.mark.parametrize("batch", BATCHES)
def test_what_a_call_left_is_carried_on_by_another_replica(store_url: str, batch: str) -> None:
    """The first one dies after its call. What it merged is not covered, and merged again."""
    before, carried = (make() for make in BATCHES[batch])

    async def scenario() -> None:
        async with opened(store_url) as dies:
            await filled(dies, before)
            left = await dies.merge(0, delta(carried, (2, 2)), steps_max=STEPS_MAX)
            assert left.left
        async with opened(store_url) as other:
            assert not {2} & {*(await other.coverage(0))[LOG].ranges[-1]}
            more = published("other", "gil", "x", at(8_000))
            bounded(await calls(other, delta(more, (3, 3))))
            await until_covered(other, delta(carried, (2, 2)))
            assert not await differences(other, [*before, *carried, *more])

    asyncio.run(scenario())


def test_a_tear_in_any_of_the_calls_that_carry_on_is_mended(store_url: str) -> None:
    """A store may be killed in the middle of what another call left, and in the middle of that."""
    before = [
        *published("a", "enzo", "x", at(1)),
        *(m for n in range(45) for m in commented(f"a/{n}", f"u{n % 3}", at(n), f"a/{n - 1}")),
    ]
    carried = [*published("a", "jutta", "y", at(9_000)), *bumped("a", "ada", when=at(9_000))]

    async def scenario() -> None:
        async with opened(store_url, tearing()) as store, by_hand(store_url) as redis:
            made, tears = delta(carried, (2, 2)), 0
            made.id = "torn"
            for write in count(1, 2):
                await redis.flushall()
                await filled(store, before)
                found = await store.merge(0, made, steps_max=60)
                torn_once = False
                while found.left:
                    if await torn(store, redis, made.rest(), write):
                        torn_once = True
                    found = await store.merge(0, made.rest(), steps_max=60)
                assert {1, 2} == {*found.coverage[LOG].ranges[0]}
                assert not await differences(store, before + carried)
                if not torn_once:
                    break
                tears += 1
            assert tears > 3

    asyncio.run(scenario())


def test_a_call_looks_at_no_more_of_what_is_left_than_it_does(store_url: str) -> None:
    """What is left may be as much as all that an article has. Looking through it costs, too."""
    before = articles(MANY)

    items = {f"article enzo{n}": "" for n in range(MANY)}
    items |= {f"comment none/{n}": "" for n in range(4_000)}

    async def scenario() -> None:
        async with opened(store_url) as store, by_hand(store_url) as redis:
            await filled(store, before)
            took = []
            for number, steps_max in enumerate((1_000_000, STEPS_MAX), 2):
                await redis.hset(f"{store.view.base(store.shards, 0)}work", mapping=items)  # type: ignore[arg-type]
                found = await calls(store, delta((), (number, number)), steps_max=steps_max)
                took.append(sum(one.steps for one in found))
            assert bounded(found) <= 1.3 * took[0], "each is looked at once, however many calls"
            assert [one.left for one in found] == sorted((one.left for one in found), reverse=True)
            assert not await differences(store, before)

    asyncio.run(scenario())


def test_what_was_merged_is_sent_again_only_where_it_is_not_any_more(any_store_url: str) -> None:
    """To ask for what is left costs nothing more. A store that went back has to be told all."""
    before, carried = articles(MANY), more_bumps(MANY)
    made = delta(carried, (2, 2))
    made.id = "one"

    async def scenario() -> None:
        async with opened(any_store_url) as store, by_hand(any_store_url) as redis:
            coverage = f"{store.view.base(store.shards, 0)}coverage"
            await filled(store, before)
            assert (await store.merge(0, made, steps_max=STEPS_MAX)).left
            for number in range(7):
                # So many calls of other replicas are remembered beside it.
                other = delta(more_bumps(MANY, "jutta"), (3 + number, 3 + number))
                other.id = f"other-{number}"
                while not (await store.merge(0, other, steps_max=STEPS_MAX)).coverage:
                    pass
            found = await store.merge(0, made.rest(), steps_max=STEPS_MAX)
            while found.left:
                found = await store.merge(0, made.rest(), steps_max=STEPS_MAX)
            assert 2 in found.coverage[LOG]
            lost = delta(published("lost", "gil", "x", at(7)), (90, 90))
            lost.id = "two"
            for forgotten in (False, True):
                # What this one said was never merged, or its store went back to before it was.
                if forgotten:
                    assert await redis.hdel(coverage, "merged")
                    lost.id = "one"
                unknown = await store.merge(0, lost.rest(), steps_max=STEPS_MAX)
                assert (unknown.left, unknown.coverage) == (0, {})
            await until_covered(store, lost)
            wrong = await differences(
                store,
                [
                    *before,
                    *carried,
                    *more_bumps(MANY, "jutta"),
                    *published("lost", "gil", "x", at(7)),
                ],
            )
            assert not wrong

    asyncio.run(scenario())


def test_what_a_server_has_read_before_does_not_make_a_record_fail(store_url: str) -> None:
    """Which registers a kind has is learnt by reading it, and each is learnt once: 9,000 comments
    of which nothing but bumps has come taught the same one 9,000 times.
    """
    early = list[Merge]()
    for n in range(9_000):
        notice = notice_id("bumped", f"a/{n}")
        early += [
            Comment.bumps.add(f"a/{n}", "ada", at(3)),
            *Notice.actors.add(notice, "ada", at(3)),
            Notice.about.set(notice, at(2), {"article": "a"}),
        ]

    async def scenario() -> None:
        async with opened(store_url) as store:
            first = published("a", "enzo", "t", at(1))
            await calls(store, delta([*first, *early], (1, 1)), steps_max=400_000)
            last = commented("a/9000", "bob", at(9))
            await calls(store, delta(last, (2, 2)), steps_max=400_000)
            assert not await store.failed()
            assert not await differences(store, [*first, *early, *last])

    asyncio.run(scenario())
