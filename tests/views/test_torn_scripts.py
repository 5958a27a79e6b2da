"""A script that breaks keeps its earlier writes. Whichever write it breaks at, the next calls mend.

A store runs out of memory, a domain's derivation raises: between any two writes. The proof is to
break at every one of them, and to compare with the plain fold afterwards. That the comparison can
fail is shown by mutants of the library, each a way in which this is easily got wrong.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from itertools import count

import pytest

from bandstand.testing.stores import LOG, at, by_hand, delta, differences
from crdt.records import Merge
from tests.views.boards import BOARDS, Rider, ridden
from tests.views.laws import torn_calls_are_mended, torn_twice
from tests.views.samples import (
    batches,
    bumped,
    commented,
    named,
    published,
    reposted,
    seen,
    told,
)
from tests.views.stores import opened
from tests.views.tearing import Tearing, tearing, tearing_of, torn, until_covered
from tribes.projections import notice_id
from tribes.records import Article, Comment, Notice
from views.audit import Difference
from views.errors import ScriptFailed
from views.store import Store

BEFORE = [
    *published("moves", "enzo", "ferrari", at(1)),
    *bumped("moves", "ada", "bob", when=at(2)),
    *published("dies", "enzo", "rally", at(3)),
    *bumped("dies", "ada", when=at(4)),
    *told("moves", "ada", "bob", when=at(2)),
    *told("dies", "ada", when=at(4)),
    *published("stays", "enzo", "ferrari", at(3)),
    *told("stays", "ada", "bob", "cy", "gil", when=at(4)),
    *seen("stays", "enzo", "ada", when=at(5)),
    *commented("moves/1", "ada", at(6)),
    *commented("moves/2", "bob", at(6), "moves/1"),
    *commented("dies/1", "ada", at(6)),
    *commented("dies/2", "bob", at(6), "dies/1"),
    *commented("stays/2", "gil", at(6)),
    *reposted("moves", "porsche", "bob", at(6)),
    *named("enzo", "commendatore", at(5)),
    Article.views.see("moves", "ada"),
]
"""What stands before the tear: two articles of one author, with bumps, a comment and a handle."""

TORN_MERGES = [
    *published("moves", "jutta", "porsche", at(11)),
    *bumped("moves", "cy", when=at(12)),
    Article.bumps.remove("moves", "ada", at(13)),
    Article.alive.set("dies", at(14), False),
    *told("moves", "cy", when=at(12)),
    *seen("moves", "jutta", "cy", when=at(13)),
    Notice.actors.remove(notice_id("bumped", "stays"), "ada", at(13)),
    Notice.actors.remove(notice_id("bumped", "stays"), "gil", at(13)),
    *seen("stays", "enzo", "bob", "dan", when=at(13)),
    *told("stays", "bob", "cy", when=at(14)),
    Comment.seen.add("dies/1", "enzo", at(14)),
    *reposted("moves", "rally", "ada", at(14)),
    *published("appears", "enzo", "ferrari", at(15)),
    *bumped("early", "ada", when=at(16)),
    *named("enzo", "drake", at(17)),
    *named("newcomer", "commendatore", at(18)),
    Article.views.see("moves", "bob"),
    *commented("moves/1", "ada", at(19), alive=False),
    Comment.body.set("moves/1", at(19), "Again!"),
    Comment.alive.set("stays/2", at(12), False),
]
"""Every kind of write: an author loses an article and keeps a sum, or loses their last bump; a new
record derives, and one that derives nothing yet; a handle changes hands; totals of several records
rise, fall, move to another list and vanish."""

BETWEEN = [
    *published("early", "jutta", "porsche", at(21)),
    *bumped("moves", "dan", when=at(22)),
    *published("moves", "lella", "rally", at(9)),
    *told("stays", "dan", "eva", when=at(22)),
    *told("more", "dan", when=at(22)),
    *commented("stays/1", "cy", at(22)),
    *named("bob", "drake", at(10)),
]
"""What another call brings in between: what is late, too."""

AFTERWARDS = [
    *(Article.alive.set(article, at(31), False) for article in ("moves", "appears", "early")),
    *published("dies", "lella", "rally", at(32)),
    *named("enzo", "ingegnere", at(33)),
    *told("stays", "fay", "ada", when=at(33)),
    *published("stays", "enzo", "rally", at(33)),
    *commented("moves/1", "ada", at(33)),
    *named("newcomer", "novice", at(34)),
]
"""Moves all that is placed: a stored placement that is wrong shows now."""


async def mended(
    store: Store, url: str, write: int, between: Iterable[Merge]
) -> list[Difference] | None:
    """What is wrong after a tear at a write and what follows; None when it has fewer writes."""
    torn_delta = delta(TORN_MERGES, (2, 2), parked={f"{LOG} 2": "for a reason"})
    async with by_hand(url) as redis:
        await redis.flushall()
        await store.merge(0, delta(BEFORE, (1, 1)))
        if not await torn(store, redis, torn_delta, write):
            return None
    try:
        if between:
            await until_covered(store, delta(between, (3, 3)))
        await until_covered(store, torn_delta)
    except ScriptFailed as failure:
        return [Difference(0, "the next call", "is taken", str(failure))]
    merged = [*BEFORE, *between, *TORN_MERGES]
    wrong = await differences(store, merged)
    await store.merge(0, delta(AFTERWARDS, (4, 4)))
    wrong += await differences(store, [*merged, *AFTERWARDS])
    held = await store.parked()
    return wrong + [Difference(0, "parked", "for a reason", None)] * (not held)


async def what_goes_wrong(
    url: str, view: Tearing, between: Iterable[Merge] = (), writes: Iterable[int] | None = None
) -> list[str]:
    """The keys that differ after a tear before the first, second, … last write: of the first after
    which some do. writes: before which it tears; each where it is None.
    """
    async with opened(url, view) as store:
        for write in count(1) if writes is None else writes:
            found = await mended(store, url, write, between)
            if found is None:
                assert write > 20, "the tear never comes: the writes are not counted"
                return []
            if found:
                return [f"write {write}: {difference}" for difference in found]
    raise AssertionError("unreachable")


def test_a_tear_before_any_write_is_mended(any_store_url: str) -> None:
    """By the same delta again, at once: nothing is left or lost. Before every other write: before
    those between it tears in the next test.
    """
    wrong = asyncio.run(what_goes_wrong(any_store_url, tearing(), writes=count(1, 2)))
    assert not wrong, "\n".join(sorted(wrong)[:5])


def test_a_tear_before_any_write_is_mended_after_another_call(store_url: str) -> None:
    """What another delta wrote in between is neither lost nor counted twice."""
    wrong = asyncio.run(what_goes_wrong(store_url, tearing(), BETWEEN, count(2, 2)))
    assert not wrong, "\n".join(sorted(wrong)[:5])


_TOLD = notice_id("bumped", "moves")
_TWO_OF_A_MEMBER = [
    *published("moves", "enzo", "ferrari", at(1)),
    *published("stays", "enzo", "ferrari", at(2)),
    *bumped("moves", "ada", "bob", when=at(3)),
    *bumped("stays", "ada", "bob", "cy", when=at(3)),
]
_BY_ENZO = {"author": "enzo", "kind": "ARTICLE", "tribe": "ferrari"}
TORN_TWICE = {
    "an article changes hands": (
        [
            *published("moves", "enzo", "ferrari", at(1)),
            *told("moves", "ada", "bob", when=at(2)),
            *commented("moves/1", "ada", at(3)),
        ],
        [
            *published("moves", "jutta", "porsche", at(11)),
            Notice.actors.remove(_TOLD, "ada", at(13)),
        ],
        [*bumped("moves", "cy", when=at(14)), *published("moves", "lella", "rally", at(15))],
    ),
    "one of two leaves a board": (
        _TWO_OF_A_MEMBER,
        [Article.alive.set("moves", at(13), False)],
        bumped("stays", "dan", when=at(14)),
    ),
    "one of two leaves a board with its article, and comes back": (
        _TWO_OF_A_MEMBER,
        [Article.alive.set("moves", at(13), False)],
        [Article.alive.set("moves", at(14), True), *bumped("moves", "eva", when=at(14))],
    ),
    "one of two moves to other lists of a board": (
        _TWO_OF_A_MEMBER,
        [Article.publication.set("moves", at(40 * 86_400_000), _BY_ENZO)],
        bumped("stays", "eva", when=at(13)),
    ),
}
"""By what happens: what stands before, what the first call brings, and what the second."""

COUNTED = (
    [Rider.cups.add("ada", "a", at(1)), ridden("ada/1", 1, took=3), ridden("ada/2", 1, took=2)],
    [ridden("ada/3", 2, took=4)],
    [ridden("ada/4", 3, took=2)],
)
"""The same, of what gives a board as much as is in a list, and is asked for by what enters that."""


@pytest.mark.parametrize("case", TORN_TWICE)
def test_a_tear_while_a_tear_is_mended_is_mended(store_url: str, case: str) -> None:
    """A store that has no memory left breaks the mending too, wherever that has got to. What
    another record gives a board is in a total with what this one gave, and must not go with it.
    """
    assert not asyncio.run(torn_twice(store_url, tearing(), TORN_TWICE[case], every=7))


def test_a_tear_while_what_was_asked_for_is_mended_is_mended(store_url: str) -> None:
    """It is not named among what the call touched: it must be kept before it is placed."""
    assert not asyncio.run(torn_twice(store_url, tearing_of(BOARDS), COUNTED))


def test_generated_calls_torn_anywhere_are_mended(store_url: str) -> None:
    """Any calls, any of them torn anywhere, and then once more whatever is not covered."""

    torn_calls_are_mended(store_url, tearing(), batches, writes=14, max_examples=35)


# The mutants: each must be caught by the comparison that the library passes.

_COVERAGE_LAST = """  local write, reply = { 'touched', '' }, {}
  for _, c in ipairs(payload.coverage) do
    local text = coverage_join(redis.call('HGET', coverage_key, c[1]) or '', c[2])
    write[#write + 1], write[#write + 2] = c[1], text
    reply[#reply + 1], reply[#reply + 2] = c[1], text
  end
  in_chunks('HSET', coverage_key, write, 1, #write)
"""
_EFFECTS_FIRST = "  local changed, read = merge_all(base, keys, payload)\n"
_NAMES_THE_TOUCHED = "  if any then begin(coverage_key, touched, payload.coverage) end\n"
_MENDS = "  begin_work(base, take_over(base, coverage_key))\n"
_TAKES_OVER = "  in_chunks('HSET', base .. 'work', write, 1, #write)\n"
_SUM_IN_ONE = "redis.call('HSET', key, ' ', total - own + value, id, value)"
_SUM_IN_TWO = "redis.call('HSET', key, ' ', total - own + value) redis.call('HSET', key, id, value)"
_STORES = "    store(key, way)\n"
_KEPT_WORK = "    flush_work(base)\n    steps = steps + 2"
_COUNTS_ANEW = "    recounts[key] = again\n"
_COUNTS_LEFT = "      recount(base, key, names_in(part, #part, 2), id)\n"
_KEPT_BEFORE = "  if at then flush_work(base) end\n"
_HASH_FIRST = """  if not plain then
    redis.call('HSET', key .. '~:' .. id, element, spelt(score, is_in, first, seen))
  end
"""
_MOVED = "      + redis.call('ZADD', key .. '-:' .. id, 'CH', score, element)\n  end\n"
_COUNTS = "    in_chunks('PFADD', key, c, i + 4, i + 3 + n)\n"

_TOTAL_OF_NOTHING = ("if value == 0 and held[1] then", "if value == 0 and held[2] then")

MUTANTS = {
    "coverage before the effects": (
        (_COVERAGE_LAST, ""),
        (_EFFECTS_FIRST, _COVERAGE_LAST + _EFFECTS_FIRST),
    ),
    "the touched are not named": ((_NAMES_THE_TOUCHED, ""),),
    "the touched are not mended": ((_TAKES_OVER, ""),),
    "the touched are placed as if nothing had been": (
        (_MENDS, "  take_over(base, coverage_key)\n  begin_work(base, nil)\n"),
    ),
    "where a record was is not noted": ((_STORES, "    store(key, text)\n"),),
    "what others ask for is not kept": ((_KEPT_WORK, _KEPT_WORK.replace("flush_work(base)", "")),),
    "a board's totals are not counted anew": ((_COUNTS_ANEW, ""),),
    "an element moves before it is noted what is known of it": (
        (_HASH_FIRST, "  local function note()\n" + _HASH_FIRST + "  end\n"),
        (_MOVED, _MOVED + "  note()\n"),
    ),
    "a sum and its part in two writes": ((_SUM_IN_ONE, _SUM_IN_TWO),),
    "a distinct count is stored only when it grows": (
        (_COUNTS, "    if redis.call('PFADD', key, unpack(c, i + 4, i + 3 + n)) == 1 then\n"),
        ("redis.call('PFCOUNT', key))\n", "redis.call('PFCOUNT', key)) end\n"),
    ),
    # It was found by these tests.
    "a total of nothing is left": (_TOTAL_OF_NOTHING,),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_does_not_mend(store_url: str, mutant: str) -> None:
    """Each is a way to get this wrong: if it passed, the tests above would prove nothing."""
    view = tearing(*MUTANTS[mutant])
    assert any(asyncio.run(what_goes_wrong(store_url, view, between)) for between in (BETWEEN, []))


_SET_TO_NOTHING = """
      recounts[key] = recounts[key] or {}
      for i = 2, #part do
        recounts[key][part[i]] = true
        set_total(base .. 'list:' .. part[i], member, 0)
      end
"""
_LOST = (
    # What looks at lists is put off, and would be kept by then.
    ("looking[kind] = true", "looking[kind] = false"),
    (_KEPT_BEFORE, ""),
)
TWICE_MUTANTS = {
    "totals that are left are counted at the end": (
        ("one of two leaves a board", "one of two moves to other lists of a board"),
        ((_COUNTS_LEFT, _SET_TO_NOTHING),),
    ),
    "what stood there is taken off twice": (
        ("one of two leaves a board",),
        (
            (
                "then settle(base, part, id, 0, NONE, scratch)",
                "then settle(base, part, id, 0, NONE)",
            ),
        ),
    ),
}
"""By what is wrong: in which cases it shows, and how it is done."""


@pytest.mark.parametrize("mutant", TWICE_MUTANTS)
def test_a_mutant_does_not_mend_what_was_torn_twice(store_url: str, mutant: str) -> None:
    """As above. They stood in the library once, and so did the next."""
    cases, damage = TWICE_MUTANTS[mutant]
    for case in cases:
        assert asyncio.run(torn_twice(store_url, tearing(*damage), TORN_TWICE[case]))


def test_a_mutant_that_places_what_is_asked_for_before_it_is_kept_does_not_mend(
    store_url: str,
) -> None:
    """As above."""
    assert asyncio.run(torn_twice(store_url, tearing_of(BOARDS, *_LOST), COUNTED))


_SETS_SUMS = "  local key = base .. 'sum:' .. name\n"
_SETS_NONE = "  if true then return end\n" + _SETS_SUMS
_MERGES_SETS = "    if merge_elements(keys[s[i]], removed[i], keys[s[i + 1]], s, i + 6, n) then\n"
_NUDGES = (
    """
    local kind, id = s[i + 2], s[i + 4]
    local held = redis.call('HGET', base .. kind .. ':' .. id, 'publication')
    if held then
      local sum = base .. 'sum:bumps.author:' .. cjson.decode(string.sub(held, 16)).author
      redis.call('HINCRBY', sum, ' ', n)
      redis.call('HINCRBY', sum, id, n)
    end
"""
    + _MERGES_SETS
)


def test_a_sum_that_is_nudged_is_caught_by_a_duplicate(store_url: str) -> None:
    """Adding is not idempotent: right as long as everything comes once, and wrong on a retry."""

    async def scenario() -> None:
        first = published("a", "enzo", "ferrari", at(1))
        bumps = bumped("a", "ada", "bob", when=at(2))
        nudging = tearing((_SETS_SUMS, _SETS_NONE), (_MERGES_SETS, _NUDGES))
        for view, caught in ((nudging, True), (tearing(), False)):
            async with opened(store_url, view) as store, by_hand(store_url) as redis:
                await redis.flushall()
                await redis.function_load(view.library, replace=True)
                await store.merge(0, delta(first, (1, 1)))
                await store.merge(0, delta(bumps, (2, 2)))
                assert not await differences(store, first + bumps)
                await store.merge(0, delta(bumps, (2, 2)))
                assert bool(await differences(store, first + bumps)) is caught

    asyncio.run(scenario())
