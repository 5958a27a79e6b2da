"""What is long is not read beyond what may be: the store itself stops, and sends nothing of it."""

from __future__ import annotations

import asyncio

import pytest

from bandstand.testing.stores import at, spread
from tests.views.stores import opened
from tribes.records import Article
from views.errors import TooMuch
from views.reading import steps
from views.reading.answers import Answers
from views.reading.selections import Page, Records, Select
from views.store import Store

IDS = tuple(f"a{number}" for number in range(20))


async def bodies(store: Store, most: int) -> list[str]:
    """The bodies of all articles, of so many bytes at most."""
    select = Select(Article, registers=("body",))
    [reply], _ = await store.wave([Records(select, IDS)], most)
    assert isinstance(reply, Answers)
    return [answer.value(0) for answer in reply.records if answer]


@pytest.mark.parametrize("call_cost", [steps.COST_MAX, 3])
@pytest.mark.parametrize("shards", [1, 3])
def test_what_is_read_is_bounded_in_bytes(
    any_store_url: str, monkeypatch: pytest.MonkeyPatch, shards: int, call_cost: int
) -> None:
    """However many calls and shards it takes; nothing of it is sent, and the next is answered."""
    monkeypatch.setattr(steps, "COST_MAX", call_cost)

    async def scenario() -> None:
        text = "x" * 1_000
        async with opened(any_store_url, shards=shards) as store:
            merges = [Article.body.set(one, at(number), text) for number, one in enumerate(IDS)]
            await spread(store, merges, (1, len(IDS)))
            for most in (0, 1_000, 15_000):
                with pytest.raises(TooMuch, match="bytes"):
                    await bodies(store, most)
            assert await bodies(store, 25_000) == [text] * len(IDS)

    asyncio.run(scenario())


def test_so_is_what_stands_in_pages(any_store_url: str) -> None:
    """Each item of a page, however deep."""
    select = Select(Article, lists=(Page("new", 20, derived=True, select=_BODY),))

    async def scenario() -> None:
        async with opened(any_store_url) as store:
            merges = [
                merge
                for number, one in enumerate(IDS)
                for merge in (
                    Article.body.set(one, at(number), "x" * 1_000),
                    Article.alive.set(one, at(number), True),
                    Article.publication.set(
                        one, at(number), {"author": "a", "tribe": "t", "kind": "ARTICLE"}
                    ),
                )
            ]
            await spread(store, merges, (1, len(IDS)))
            with pytest.raises(TooMuch):
                await store.wave([Records(select, ("",))], 15_000)
            [reply], _ = await store.wave([Records(select, ("",))], 25_000)
            assert isinstance(reply, Answers)
            [answer] = reply.records
            assert answer is not None
            assert len(answer.lists[0].records) == len(IDS)

    asyncio.run(scenario())


_BODY = Select(Article, registers=("body",))
