"""A derivation that fails blocks nothing: its record stands nowhere, and is named with why."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bandstand.testing.stores import at, delta, differences, spread, until_done
from tests.views.altered import altered
from tests.views.samples import published
from tests.views.stores import opened
from tribes.records import Article
from tribes.views import COMMUNITY
from views import audit
from views.placements import Placement, Reader
from views.view import View

POISONED = "poisoned"


def article(record_id: str, number: int) -> Any:
    """An article that is published."""
    return published(record_id, "enzo", "x", at(number))


def poisoned(lua: str) -> View:
    """The community, whose derivation of one article does something else; so does its twin."""

    def derive(reader: Reader, record_id: str) -> Placement:
        if record_id == POISONED:
            return Placement(failed="poisoned")
        return COMMUNITY.derivations[Article](reader, record_id)

    return altered(_instead(lua), {Article: derive})


def _instead(lua: str) -> str:
    return f"""
do
  local sound = derivations.article
  derivations.article = function(id)
    if id == '{POISONED}' then {lua} end
    return sound(id)
  end
  needs.article.title = FULL
end
"""


FAILING: dict[str, tuple[str, str]] = {
    "an error with a text": ("error('the sum is \\194\\181 off')", "the sum is ?? off"),
    "an error that is a table": ("error({})", "an error that is no text"),
    "an error of nothing": ("error(nil)", "nil"),
    "what is not there": ("local none = nil; return none.score", "attempt to index"),
    "a text that is no number": ("enter_checked('new', 'x')", "x is no whole number"),
    "a fraction": ("enter_checked('new', 1.5)", "1.5 is no whole number"),
    "no number at all": ("enter_checked('new', 0 / 0)", "no whole number"),
    "an infinite number": ("enter_checked('new', 1 / 0)", "no whole number"),
    "a number that doubles round": ("enter_checked('new', 2 ^ 53)", "no whole number"),
    "a score that is absent": ("enter_checked('new', nil)", "nil is no whole number"),
    "a list whose name is no text": ("enter_checked({}, 1)", "a table is no text"),
    "a list whose name has a line break": ("enter_checked('a\\nb', 1)", "a control character"),
    "a sum that is a fraction": ("add_checked('all', 0.5)", "0.5 is no whole number"),
    "a sum that is a table": ("add_checked('all', {})", "no whole number"),
    "a board's fraction": ("give('g m', 0.5, { 'l' })", "0.5 is no whole number"),
    "a board without a holder": ("give(nil, 1, { 'l' })", "a nil is no text"),
    "a record that lives elsewhere": (
        "another('article', 'b', false)",
        "article b lives elsewhere",
    ),
    "a member of an array": ("member({ 1 }, 'a')", "has no members"),
    "what is no array": ("items({ a = 1 })", "is no array"),
    "a division by nothing": ("divided(1, 0)", "a division by nothing"),
    "a logarithm of nothing": ("logarithm(0, 1)", "there is no logarithm"),
    "what is no stamp": ("score_in('0')", "no stamp"),
    "a command that the store refuses": ("redis.call('ZCARD', base_of .. 'coverage')", "WRONG"),
    "a command that is none": ("redis.call('NONE')", "Unknown"),
    "an endless text": ("error(string.rep('x', 100000))", "xxx"),
    "no end": ("local function f() return 1 + f() end; return f()", "stack overflow"),
}
"""What a derivation may do, and what the reason says."""


async def stands_nowhere(store: Any, reason: str) -> None:
    """The record is named, with its reason, and stands in no list, sum or tally."""
    found = await store.failed()
    assert found.keys() == {("article", POISONED)}
    said = found["article", POISONED]
    assert reason in said
    assert len(said) <= 300
    assert said.isascii()
    assert said.isprintable()
    [holding] = await audit.hold(store)
    named = {key for key in holding.derived if POISONED in key}
    assert {key[0] for key in named} <= {"failed", "placed"}


@pytest.mark.parametrize("case", FAILING)
def test_a_derivation_that_fails_blocks_nothing(any_store_url: str, case: str) -> None:
    """It froze its shard once. All else is merged and covered, and new code mends it."""
    lua, reason = FAILING[case]
    view = poisoned(lua)
    merges = [*article("a", 1), *article(POISONED, 2), *article("b", 3)]

    async def scenario() -> None:
        async with opened(any_store_url, view) as store:
            await until_done(store, 0, delta(merges))
            assert (await store.coverage(0))["events-test-0-1"].watermark == 1
            await stands_nowhere(store, reason)
            assert not await differences(store, merges)
            # It is tried again whenever the record changes, and whatever comes is merged.
            more = [*article(POISONED, 4), *article("c", 5)]
            await until_done(store, 0, delta(more, (2, 2)))
            await stands_nowhere(store, reason)
            assert not await differences(store, [*merges, *more])
        async with opened(any_store_url) as mended:
            await spread(mended, [*merges, *more])
            assert not await mended.failed()
            assert not await differences(mended, [*merges, *more])

    asyncio.run(scenario())


def test_a_record_that_stood_somewhere_stands_nowhere_once_its_derivation_fails(
    store_url: str,
) -> None:
    """And stands again once it does not: what it failed for was in the record."""

    def derive(reader: Reader, record_id: str) -> Placement:
        if reader.value(Article, record_id, "title") == "bad":
            return Placement(failed="bad")
        return COMMUNITY.derivations[Article](reader, record_id)

    lua = "if value('article', id, 'title') == 'bad' then error('bad') end"
    view = altered(_instead(lua), {Article: derive})

    def titled(number: int, title: str) -> Any:
        return [*article(POISONED, number)[:2], Article.title.set(POISONED, at(number), title)]

    async def scenario() -> None:
        async with opened(store_url, view) as store:
            merges = list(titled(1, "good"))
            await until_done(store, 0, delta(merges))
            assert not await store.failed()
            for number, title in enumerate(("bad", "bad", "good"), 2):
                merges += titled(number, title)
                await until_done(store, 0, delta(merges, (number, number)))
                assert bool(await store.failed()) is (title == "bad")
                if title == "bad":
                    await stands_nowhere(store, "bad")
                assert not await differences(store, merges)

    asyncio.run(scenario())
