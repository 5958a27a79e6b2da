"""Pages: keyset paging over sets and lists, on one shard and on many.

The promise is that an item that does not move is seen exactly once, whatever else comes, moves or
goes while somebody pages.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.testing.stores import at, delta, spread
from crdt.records import Merge
from crdt.stamps import MAX_STAMP, MIN_STAMP, Stamp, score_of, stamp_at
from tests.views.samples import bumped, named, published
from tests.views.stores import opened
from tribes.handles import Handle
from tribes.records import Article, Comment, Tribe, User
from views.reading.answers import Answer, Answers, Cursor, Rows
from views.reading.selections import Index, Lookup, Page, Records, Select, Stamps
from views.store import Store


class Row(NamedTuple):
    """An item of a page."""

    id: str
    score: int


def items(rows: Rows) -> list[Row]:
    """The items of a page."""
    return [Row(*pair) for pair in zip(rows.ids, rows.scores, strict=True)]


async def one(store: Store, select: Select, record_id: str) -> Answer:
    """One record, by one wave."""
    [reply], _ = await store.wave([Records(select, (record_id,))])
    assert isinstance(reply, Answers)
    [answer] = reply.records
    assert answer
    return answer


async def bumpers(store: Store, page: Page, article: str = "a") -> Rows:
    """A page of who bumped an article."""
    return (await one(store, Select(Article, pages=(page,)), article)).pages[0]


async def new(store: Store, page: Page) -> Rows:
    """A page of a timeline, which every shard has a part of."""
    return (await one(store, Select(Tribe, lists=(page,)), "")).lists[0]


async def all_pages(store: Store, name: str, first: int, *, descending: bool) -> AsyncIterator[Row]:
    """Everything in a list or, for a field's name, in a set: page after page."""
    read = new if name == "new" else bumpers
    after: Cursor | None = None
    while True:
        found = await read(store, Page(name, first, after, descending, derived=read is new))
        assert len(found.ids) <= first
        assert len(found.ids) == first or not found.more
        assert found.ids or after is None, "the page before said that there is more"
        for row in items(found):
            yield row
        if not found.more:
            return
        after = Cursor(found.scores[-1], found.ids[-1])


def in_order(members: dict[str, int], *, descending: bool) -> list[tuple[int, str]]:
    """The order of (score, id bytes), as Python has it."""
    return sorted(
        ((score, member) for member, score in members.items()),
        key=lambda pair: (pair[0], pair[1].encode()),
        reverse=descending,
    )


_ids = st.text(st.sampled_from("aZ~é\uffff\U0001f3ce0"), min_size=1, max_size=3)
_scores = st.sampled_from([score_of(MIN_STAMP), -1, 0, 1, 2, score_of(MAX_STAMP)])
_sets = st.dictionaries(_ids, _scores, min_size=1, max_size=30)


@pytest.mark.parametrize("descending", [True, False])
def test_pages_of_a_set_hold_every_element_once(any_store_url: str, descending: bool) -> None:
    """Ties, ids of every length in UTF-8, before 2020 and at 2^53 - 1: nothing twice, none left."""

    async def check(number: int, members: dict[str, int], first: int) -> None:
        async with opened(any_store_url) as store:
            article = f"a{number}"
            slot = Article.bumps.slot
            merges: list[Merge] = [(slot, article, m, (s, True)) for m, s in members.items()]
            await store.merge(0, delta(merges))
            found: list[tuple[int, str]] = []
            after = None
            while True:
                rows = await bumpers(store, Page("bumps", first, after, descending), article)
                found += [(row.score, row.id) for row in items(rows)]
                assert rows.more is (len(found) < len(members))
                if not rows.more:
                    break
                after = Cursor(*found[-1])
            assert found == in_order(members, descending=descending)

    numbers = iter(range(1_000_000))

    @settings(max_examples=25, deadline=None)
    @given(_sets, st.integers(1, 12))
    def page(members: dict[str, int], first: int) -> None:
        asyncio.run(check(next(numbers), members, first))

    page()


@pytest.mark.parametrize("shards", [1, 7])
@pytest.mark.parametrize("descending", [True, False])
def test_pages_of_a_list_are_merged_from_all_shards(
    any_store_url: str, shards: int, descending: bool
) -> None:
    """A timeline is the merge of partial timelines, in one order, whichever shard has what."""

    async def scenario() -> None:
        random = Random(5)
        stamps = {f"a{number}": at(random.randrange(20)) for number in range(150)}
        merges = [m for a, when in stamps.items() for m in published(a, "enzo", "x", when)]
        expected = {article: score_of(when) for article, when in stamps.items()}
        async with opened(any_store_url, shards=shards) as store:
            await spread(store, merges)
            for first in (1, 7, 149, 150, 151):
                rows = [r async for r in all_pages(store, "new", first, descending=descending)]
                found = [(row.score, row.id) for row in rows]
                assert found == in_order(expected, descending=descending)

    asyncio.run(scenario())


@pytest.mark.parametrize("descending", [True, False])
def test_a_long_run_of_equal_scores_is_paged_through(any_store_url: str, descending: bool) -> None:
    """An import gives thousands one stamp. The run is searched by halves, not walked."""

    async def scenario() -> None:
        run = {f"u{number}": score_of(at(5)) for number in range(1_500)}
        members = run | {"before": score_of(at(4)), "after": score_of(at(6))}
        slot = Article.bumps.slot
        async with opened(any_store_url) as store:
            await store.merge(0, delta([(slot, "a", m, (s, True)) for m, s in members.items()]))
            rows = [r async for r in all_pages(store, "bumps", 100, descending=descending)]
            assert [(r.score, r.id) for r in rows] == in_order(members, descending=descending)

    asyncio.run(scenario())


@pytest.mark.parametrize("descending", [True, False])
def test_a_cursor_whose_member_moved_or_vanished_still_holds_its_place(
    any_store_url: str, descending: bool
) -> None:
    """A cursor is a place in the order, not a member: somebody un-bumps while you read."""

    async def scenario() -> None:
        people = [f"u{number}" for number in range(9)]
        async with opened(any_store_url) as store:
            await store.merge(0, delta([Article.bumps.add("a", p, at(5)) for p in people]))
            order = people[::-1] if descending else people
            cursor = Cursor(score_of(at(5)), order[3])
            for gone in (
                [Article.bumps.remove("a", order[3], at(6))],
                [Article.bumps.add("a", order[2], at(9))],
                [Article.bumps.remove("a", order[4], at(7))],
            ):
                await store.merge(0, delta(gone))
            found = await bumpers(store, Page("bumps", 9, cursor, descending))
            moved = [] if descending else [order[2]]
            assert list(found.ids) == [*order[5:], *moved]
            everybody_left = [Article.bumps.remove("a", p, at(10)) for p in people]
            await store.merge(0, delta(everybody_left))
            assert await bumpers(store, Page("bumps", 9, cursor, descending)) == Rows(
                (), (), (), False
            )

    asyncio.run(scenario())


@pytest.mark.parametrize("shards", [1, 7])
def test_new_is_complete_while_articles_are_published(any_store_url: str, shards: int) -> None:
    """What is published comes on top or, late, anywhere: it hides and repeats nothing."""

    async def scenario() -> None:
        random = Random(11)
        before = {f"a{number}": at(1_000 + number // 3) for number in range(90)}
        async with opened(any_store_url, shards=shards) as store:
            await spread(store, [m for a, w in before.items() for m in published(a, "e", "x", w)])
            seen: list[str] = []
            number = 0
            async for row in all_pages(store, "new", 10, descending=True):
                seen.append(row.id)
                number += 1
                newer = published(f"new{number}", "e", "x", at(2_000 + number))
                late = published(f"late{number}", "e", "x", at(1_000 + random.randrange(30)))
                await spread(store, newer + late)
            assert len(seen) == len(set(seen))
            assert before.keys() <= set(seen)
            assert not any(article.startswith("new") for article in seen)

    asyncio.run(scenario())


def test_pages_of_sets_carry_their_records(any_store_url: str) -> None:
    """A comment list is one call: the comments live in their article's shard."""

    async def scenario() -> None:
        merges: list[Merge] = []
        for number in range(5):
            comment = f"a/{number}"
            merges += [
                Article.comments.add("a", comment, at(number)),
                Comment.body.set(comment, at(number), f"Remark {number}"),
            ]
        select = Select(
            Article,
            cards=("comments", "bumps"),
            holds=(("bumps", "ada"), ("bumps", "bob")),
            pages=(Page("comments", 2, None, True, Select(Comment, registers=("body",))),),
        )
        async with opened(any_store_url, shards=7) as store:
            await spread(store, merges + bumped("a", "ada", when=at(9)))
            answer = await one(store, select, "a")
            assert (answer.cards, answer.holds) == ((5, 1), (True, False))
            bodies = [record.value(0) for record in answer.pages[0].records]
            assert bodies == ["Remark 4", "Remark 3"]
            assert answer.pages[0].more

    asyncio.run(scenario())


@pytest.mark.parametrize("shards", [1, 7])
def test_sums_and_cards_are_added_over_shards(any_store_url: str, shards: int) -> None:
    """An author's articles live in many shards, and each has its own part of their bumps."""

    async def scenario() -> None:
        merges: list[Merge] = []
        for number in range(20):
            merges += published(f"a{number}", "enzo", "x", at(number))
            merges += bumped(f"a{number}", "ada", "bob", when=at(number))
        select = Select(User, list_cards=("new.author:",), sums=("bumps.author:",))
        async with opened(any_store_url, shards=shards) as store:
            await spread(store, merges)
            calls = store.calls
            replies, _ = await store.wave([Records(select, ("enzo", "nobody", "enzo"))])
            assert store.calls - calls == shards
            assert isinstance(replies[0], Answers)
            found = [(a.list_cards, a.sums) for a in replies[0].records if a]
            assert found == [((20,), (40,)), ((0,), (0,)), ((20,), (40,))]

    asyncio.run(scenario())


@pytest.mark.parametrize("shards", [1, 7])
def test_a_unique_handle_is_the_least_stamp_then_the_least_id(
    any_store_url: str, shards: int
) -> None:
    """Two who claimed one handle at once: the same one answers, everywhere and for ever."""
    select = Select(User, registers=("name",))

    async def winner(store: Store, handle: str) -> str | None:
        [reply], _ = await store.wave([Index(select, f"handle:{handle}")])
        assert isinstance(reply, Answers)
        [answer] = reply.records or [None]
        return answer.id if answer else None

    async def scenario() -> None:
        async with opened(any_store_url, shards=shards) as store:
            assert await winner(store, "drake") is None
            await spread(store, named("zoe", "drake", at(3)))
            assert await winner(store, "drake") == "zoe"
            await spread(store, named("yan", "drake", at(2)))
            await spread(store, named("é", "drake", at(2)) + named("Zed", "drake", at(2)))
            assert await winner(store, "drake") == "Zed"
            await spread(store, named("Zed", "other", at(4)))
            assert await winner(store, "drake") == "yan"
            await spread(store, named("yan", "other", at(4)))
            assert await winner(store, "drake") == "é"
            assert await winner(store, "other") == "Zed"

    asyncio.run(scenario())


def test_stamps_are_the_greatest_that_stand(any_store_url: str) -> None:
    """Whoever overwrites takes a stamp over these, else their change loses to what they saw."""

    async def stamp(store: Store, *places: tuple[object, str, str]) -> Stamp | None:
        [reply], _ = await store.wave([Stamps(places)])  # type: ignore[arg-type]
        assert reply is None or isinstance(reply, str)
        return reply

    async def scenario() -> None:
        registers, bumps = Article.registers, Article.bumps.slot
        async with opened(any_store_url, shards=7) as store:
            first: list[Merge] = [Article.title.set("a", MIN_STAMP, "t")]
            first += [Article.bumps.add("b", "ada", at(4)), Article.bumps.remove("b", "bob", at(7))]
            first += [Handle.claim.set("ada", MAX_STAMP, "h")]
            await spread(store, first)
            assert await stamp(store, (registers, "a", "title")) == MIN_STAMP
            assert await stamp(store, (registers, "a", "title"), (bumps, "b", "ada")) == at(4)
            assert await stamp(store, (bumps, "b", "ada"), (bumps, "b", "bob")) == at(7)
            assert await stamp(store, (registers, "a", "body"), (bumps, "a", "ada")) is None
            assert await stamp(store, (Handle.registers, "ada", "claim")) == MAX_STAMP
            assert await stamp(store, (Article.views.slot, "a", "ada")) is None
            assert await stamp(store) is None
            assert stamp_at(score_of(MAX_STAMP)) == MAX_STAMP

    asyncio.run(scenario())


def test_a_wave_asks_each_shard_once_and_brings_its_coverage(any_store_url: str) -> None:
    """Two waves a query at most: a wave is one call a shard, however many requests it carries."""

    async def scenario() -> None:
        merges = [m for n in range(30) for m in published(f"a{n}", "enzo", "x", at(n))]
        ids = tuple(f"a{number}" for number in (29, 3, 3, 0, 77))
        async with opened(any_store_url, shards=7) as store:
            await spread(store, merges, (1, 30))
            calls = store.calls
            select = Select(Article, registers=("title",))
            index = Index(Select(User), "handle:nobody")
            replies, coverage = await store.wave([Records(select, ids), index, Records(select, ())])
            assert store.calls - calls == 7
            assert isinstance(replies[0], Answers)
            titles = [answer.value(0) for answer in replies[0].records if answer]
            assert titles == ["About a29", "About a3", "About a3", "About a0", None]
            assert replies[1:] == [Answers((None,)), Answers(())]
            assert sorted(coverage) == list(range(7))
            assert all(held["events-test-0-1"].watermark == 30 for held in coverage.values())

    asyncio.run(scenario())


def test_a_shard_that_is_alone_follows_to_what_is_referred_to(any_store_url: str) -> None:
    """One call: what is referred to once, whoever refers to it, and what that refers to."""
    author = Select(User, registers=("name",))
    comment = Select(
        Comment, registers=("origin",), lookups=(Lookup(0, "parent", 1), Lookup(0, "author", 0))
    )
    article = Select(
        Article,
        registers=("publication", "title"),
        lookups=(Lookup(0, "author", 0), Lookup(0, "tribe", None), Lookup(1, "title", 0)),
        pages=(Page("bumps", 9, target=0), Page("comments", 9, None, False, comment)),
    )
    merges: list[Merge] = []
    for number, parent in enumerate((None, "a/0", "a/1")):
        origin = {"author": "bob", "parent": parent}
        merges += [Article.comments.add("a", f"a/{number}", at(number))]
        merges += [Comment.origin.set(f"a/{number}", at(number), origin)]
    merges += published("a", "enzo", "x", at(1)) + bumped("a", "enzo", "ada", when=at(2))
    merges += [User.name.set("enzo", at(1), "Enzo")]

    async def asked(store: Store) -> tuple[Answer, tuple[tuple[Answer, ...], ...]]:
        [reply], _ = await store.wave([Records(article, ("a",), (author, comment))])
        assert isinstance(reply, Answers)
        [answer] = reply.records
        assert answer
        return answer, reply.followed

    async def scenario() -> None:
        async with opened(any_store_url) as store:
            await spread(store, merges)
            calls = store.calls
            answer, (users, comments) = await asked(store)
            assert store.calls - calls == 1
            assert answer.lookups == ("enzo", "x", False), "a text has no keys"
            assert {user.id: user.value(0) for user in users} == {
                "enzo": "Enzo", "ada": None, "bob": None,
            }  # fmt: skip
            assert len(users) == 3
            parents = [comment.lookups[0] for comment in answer.pages[1].records]
            assert parents == [False, "a/0", "a/1"]
            assert [comment.id for comment in comments] == ["a/0", "a/1"]
        async with opened(any_store_url, shards=7) as store:
            await spread(store, merges)
            answer, followed = await asked(store)
            assert (answer.lookups, followed) == (("enzo", "x", False), ())

    asyncio.run(scenario())


def test_what_nests_as_deep_as_a_plan_allows_comes_whole(any_store_url: str) -> None:
    """The store's msgpack drops what is deeper than 16 without a word."""
    comment = Select(Comment, registers=("body",))
    within = Select(Article, registers=("title",), pages=(Page("comments", 3, select=comment),))
    user = Select(User, lists=(Page("new.author:", 3, select=within, derived=True),))
    outer = Select(Article, registers=("publication",), lookups=(Lookup(0, "author", 0),))

    async def scenario() -> None:
        merges = published("a", "enzo", "x", at(1))
        merges += [Article.comments.add("a", "a/1", at(2)), Comment.body.set("a/1", at(2), "Deep")]
        async with opened(any_store_url) as store:
            await spread(store, merges)
            [reply], _ = await store.wave([Records(outer, ("a",), (user,))])
            assert isinstance(reply, Answers)
            [[enzo]] = reply.followed
            [article] = enzo.lists[0].records
            assert article.value(0) == "About a"
            assert [one.value(0) for one in article.pages[0].records] == ["Deep"]

    asyncio.run(scenario())
