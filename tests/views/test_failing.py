"""A derivation that fails blocks nothing: its record stands nowhere, and is named with why."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.views.samples import published
from tests.views.stores import at, delta, differences, opened, spread, until_done
from tribes.records import Article
from tribes.views import COMMUNITY
from views import audit
from views.placements import Placement, Reader
from views.view import View

POISONED = "poisoned"


def article(record_id: str, number: int) -> Any:
    """An article that is published."""
    return published(record_id, "enzo", "x", at(number))


def poisoned(folder: Path, lua: str, dependents: str = "") -> View:
    """The community, whose derivation of one article does something else; so does its twin."""
    path = folder / "derivations.lua"
    path.write_text(f"""{COMMUNITY.lua.read_text()}
do
  local sound, asked = derivations.article, dependents.article
  derivations.article = function(id)
    if id == '{POISONED}' then {lua} end
    return sound(id)
  end
  dependents.article = function(id, key)
    if id == '{POISONED}' then {dependents} end
    return asked(id, key)
  end
end
""")

    def derive(reader: Reader, record_id: str) -> Placement:
        if record_id == POISONED:
            raise ValueError("poisoned")
        return COMMUNITY.derivations[Article](reader, record_id)

    twins = {**COMMUNITY.derivations, Article: derive}
    return replace(COMMUNITY, derivations=twins, lua=path)


FAILING: dict[str, tuple[str, str]] = {
    "an error with a text": ("error('the sum is \\194\\181 off')", "the sum is ?? off"),
    "an error that is a table": ("error({})", "an error that is no text"),
    "an error of nothing": ("error(nil)", "nil"),
    "what is not there": ("local none = nil; return none.score", "attempt to index"),
    "a text that is no number": ("return { lists = { new = 'x' } }", "list new has x, no whole"),
    "a fraction": ("return { lists = { new = 1.5 } }", "list new has 1.5, no whole number"),
    "no number at all": ("return { lists = { new = 0 / 0 } }", "no whole number"),
    "an infinite number": ("return { lists = { new = 1 / 0 } }", "no whole number"),
    "a number that doubles round": ("return { lists = { new = 2 ^ 53 } }", "no whole number"),
    "a list without a name": ("return { lists = { 7 } }", "list 1 has 7"),
    "a sum that is a fraction": ("return { sums = { all = 0.5 } }", "sum all has 0.5"),
    "a sum that is a table": ("return { sums = { all = {} } }", "no whole number"),
    "a tally of a fraction": (
        "return { tally = { group = 'g', member = 'm', amount = 0.5, lists = {} } }",
        "a tally has 0.5",
    ),
    "a tally without a group": (
        "return { tally = { member = 'm', amount = 1, lists = {} } }",
        "the group of a tally is a nil",
    ),
    "a tally without a member": (
        "return { tally = { group = 'g', amount = 1, lists = { 'l' } } }",
        "the member of a tally is a nil",
    ),
    "a tally without lists": (
        "return { tally = { group = 'g', member = 'm', amount = 1 } }",
        "nil",
    ),
    "a tally in no list": (
        "return { tally = { group = 'g', member = 'm', amount = 1, lists = { {} } } }",
        "the list of a tally is a table",
    ),
    "a key that is no text": ("return { key = {} }", "a key is a table"),
    "a placement that is none": ("return 7", "attempt to index"),
    "lists that are none": ("return { lists = 7 }", "table expected"),
    "a command that the store refuses": ("redis.call('HGET', base_of .. 'list:new', 'x')", "WRONG"),
    "a command that is none": ("redis.call('NONE')", "Unknown"),
    "an endless text": ("error(string.rep('x', 100000))", "xxx"),
    "no end": ("local function f() return 1 + f() end; return f()", "stack overflow"),
}
"""What a derivation may do, and what the reason says."""

DEPENDING: dict[str, tuple[str, str]] = {
    "an error": ("error('whose?')", "whose?"),
    "no list": ("return 7", "length"),
    "what is no text": ("return { {} }", "what depends on a record is a table"),
    "a text that names no record": ("return { 'x' }", "x names no record"),
}
"""What else a domain says, and may get wrong: which records depend on one."""


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


@pytest.mark.parametrize("case", [*FAILING, *(f"depending: {name}" for name in DEPENDING)])
def test_a_derivation_that_fails_blocks_nothing(
    any_store_url: str, tmp_path: Path, case: str
) -> None:
    """It froze its shard once. All else is merged and covered, and new code mends it."""
    if case in FAILING:
        (lua, reason), dependents = FAILING[case], ""
    else:
        lua, (dependents, reason) = "", DEPENDING[case.removeprefix("depending: ")]
    view = poisoned(tmp_path, lua, dependents)
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
    store_url: str, tmp_path: Path
) -> None:
    """And stands again once it does not: what it failed for was in the record."""
    view = poisoned(tmp_path, "if value('article', id, 'title') == 'bad' then error('bad') end")

    def derive(reader: Reader, record_id: str) -> Placement:
        if reader.value(Article, record_id, "title") == "bad":
            raise ValueError("bad")
        return COMMUNITY.derivations[Article](reader, record_id)

    view = replace(view, derivations={**COMMUNITY.derivations, Article: derive})

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
