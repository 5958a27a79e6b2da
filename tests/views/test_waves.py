"""A wave is one call to each shard, unless that would hold the store up for long."""

from __future__ import annotations

import asyncio

import pytest

from tests.views.samples import bumped, commented, published
from tests.views.stores import at, opened, spread
from tribes.records import Article, Comment, User
from views import waves
from views.selections import Index, Lists, Page, Records, Select
from views.shards import Shards
from views.waves import CALL_WEIGHT, Wave

COUNT = 90
MERGES = [
    merge
    for n in range(COUNT)
    for merge in (
        *published(f"a{n}", f"u{n % 3}", "x", at(n)),
        *bumped(f"a{n}", *(f"b{k}" for k in range(12)), when=at(n)),
        *commented(f"a{n}/1", "ada", at(n)),
    )
]
COMMENTS = Page("top.comments:", 50, derived=True, select=Select(Comment, ("origin",)))
LARGE = Select(Article, ("title",), pages=(Page("bumps", 50), COMMENTS))
SMALL = Select(Article, ("title",))
ALL = tuple(f"a{n}" for n in range(COUNT))
REQUESTS = [
    Records(LARGE, ALL, (Select(User, ("name",)),)),
    Records(SMALL, ALL),
    Index(SMALL, "new"),
    Records(LARGE, ALL[::-1]),
    *(Records(LARGE, (f"a{n}",)) for n in range(40)),
]


@pytest.mark.parametrize("shards", [1, 3])
def test_what_is_too_much_for_a_call_is_asked_by_several(
    any_store_url: str, shards: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One query held up the store, and everybody else, for 211 ms. It is answered as before."""

    async def scenario() -> None:
        async with opened(any_store_url, shards=shards) as store:
            await spread(store, MERGES)
            before = store.calls
            some, coverage = await store.wave(REQUESTS)
            assert store.calls - before > 3 * shards
            monkeypatch.setattr(waves, "CALL_WEIGHT", 10**9)
            before = store.calls
            whole, covered = await store.wave(REQUESTS)
            assert store.calls - before == shards
            assert coverage == covered
            assert [one.records for one in some] == [one.records for one in whole]  # type: ignore[union-attr]

    asyncio.run(scenario())


def test_each_call_has_its_bound_and_each_request_its_call() -> None:
    """A record that is more than a call may be is asked for by itself."""
    home = Page(
        "", 20, union=(Lists("new.tribe", User.tribes, "u"), Lists("new.author", User.users, "u"))
    )
    huge = Records(Select(User, lists=(home, home)), ("u",))
    asked = Wave(Shards(1), [*REQUESTS, huge, huge]).by_shard[0]
    for call in asked:
        weights = [
            len(one.get("ids", (0,))) * (LARGE.weight if "pages" in one["select"] else 1)
            for one in call
        ]
        assert len(call) == 1 or sum(weights) <= CALL_WEIGHT
    assert [len(call) for call in asked[-2:]] == [1, 1]
    ids = sorted(id for call in asked for one in call for id in one.get("ids", ()))
    assert ids == sorted([*3 * ALL, *ALL[:40], "u", "u"])


def test_a_common_page_is_one_call() -> None:
    """What is bounded is what is large; all else keeps its one round trip."""
    page = Records(Select(Article, ("title",), pages=(Page("bumps", 3), COMMENTS)), ALL[:20])
    assert len(Wave(Shards(1), [page, Records(SMALL, ALL)]).by_shard[0]) == 1


ROWS = Select(Article, ("title",), pages=(Page("bumps", 100), COMMENTS))
DEEP = [
    Page("new.author:", 80, derived=True, select=ROWS),
    Page("top.author:", 80, derived=True, select=ROWS, descending=False),
    Page("new.author:", 20, derived=True, select=ROWS),
]


@pytest.mark.parametrize("shards", [1, 3])
def test_a_page_whose_rows_are_large_is_gone_on_with(
    any_store_url: str, shards: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """100 articles with 100 comments each were one call, since they are one record's page."""
    merges = [m for n in range(COUNT) for m in published(f"d{n}", "deep", "x", at(n // 4))]
    merges += [m for n in range(COUNT) for m in bumped(f"d{n}", "ada", "bob", when=at(n))]
    requests = [Records(Select(User, lists=(page, DEEP[2])), ("deep",)) for page in DEEP]
    requests += [Records(Select(User, lists=(DEEP[0],)), ("deep", "nobody"))]

    async def scenario() -> None:
        async with opened(any_store_url, shards=shards) as store:
            await spread(store, merges)
            before = store.calls
            some, _ = await store.wave(requests)  # type: ignore[arg-type]
            assert store.calls - before > 10
            monkeypatch.setattr(waves, "CALL_WEIGHT", 10**9)
            whole, _ = await store.wave(requests)  # type: ignore[arg-type]
            for one, other in zip(some, whole, strict=True):
                for record, same in zip(one.records, other.records, strict=True):  # type: ignore[union-attr]
                    lists = record.lists if record else ()
                    for rows, rows_whole in zip(lists, same.lists if same else (), strict=True):
                        assert rows.ids == rows_whole.ids
                        assert rows == rows_whole
            assert len(whole[0].records[0].lists[0].ids) == 80  # type: ignore[union-attr, index]

    asyncio.run(scenario())
