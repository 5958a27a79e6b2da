"""The Lua's total order is the one of `crdt.order`: by its truth table, and on generated values.

The order is written twice, because the store cannot run Python. Were they to differ on one pair of
values, two views of the same events would differ for ever.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redis import Redis

from bandstand.testing.stores import by_hand, delta, differences
from crdt.order import ELEMENT_CASES, REGISTER_CASES, UNSTAMPED_CASES, Contents, Standing
from crdt.records import Merge
from crdt.stamps import score_of
from tests.crdt.samples import crowded_stamps, register_contents, stamps, standings
from tests.views.stores import opened
from tribes.records import Article
from views import library

CONTENTS_CASES = (*REGISTER_CASES, *UNSTAMPED_CASES)

_JUDGE = """
local function judge(keys, args)
  local asked, answers = cmsgpack.unpack(args[1]), {}
  for i, pair in ipairs(asked.contents) do answers[i] = bytes_less(pair[1], pair[2]) end
  local standings = {}
  for i, s in ipairs(asked.standings) do
    standings[i] = standing_less(s[1], s[2], s[3], s[4]) and true or false
  end
  local scores = {}
  for i, stamp in ipairs(asked.stamps) do scores[i] = digits(score_of(stamp)) end
  return cmsgpack.pack({ answers, standings, scores })
end
redis.register_function{function_name='judge', callback=judge, flags={'no-writes'}}
"""


class Judge:
    """The Lua's opinion on many pairs, in one call."""

    def __init__(self, url: str) -> None:
        order = Path(library.__file__).parent / "lua" / "order.lua"
        self.client = Redis.from_url(url)
        self.client.function_load(f"#!lua name=judge\n{order.read_text()}\n{_JUDGE}", replace=True)

    def __call__(
        self,
        contents: list[tuple[Contents, Contents]] = [],
        standings: list[tuple[Standing, Standing]] = [],
        stamps: list[str] = [],
    ) -> Any:
        asked = {
            "contents": contents,
            "standings": [(*one, *other) for one, other in standings],
            "stamps": stamps,
        }
        packed = msgspec.msgpack.encode(asked)
        return msgspec.msgpack.decode(self.client.fcall_ro("judge", 0, packed))  # type: ignore[arg-type]


@pytest.fixture
def judge(any_store_url: str) -> Judge:
    return Judge(any_store_url)


def test_the_truth_table_of_registers_holds_in_lua(judge: Judge) -> None:
    """What the README prints is what the store does."""
    pairs = [(one, other) for _, one, other, _ in CONTENTS_CASES]
    less, _, _ = judge(contents=pairs + [(b, a) for a, b in pairs])
    winners = [other if less[i] else one for i, (one, other) in enumerate(pairs)]
    assert winners == [winner for *_, winner in CONTENTS_CASES]
    assert not any(less[i] and less[len(pairs) + i] for i in range(len(pairs)))


def test_the_truth_table_of_elements_holds_in_lua(judge: Judge) -> None:
    """Add wins a tie, before 2020 and at the last score too."""
    pairs = [(one, other) for _, one, other, _ in ELEMENT_CASES]
    _, less, _ = judge(standings=pairs + [(b, a) for a, b in pairs])
    winners = [other if less[i] else one for i, (one, other) in enumerate(pairs)]
    assert winners == [winner for *_, winner in ELEMENT_CASES]
    assert not any(less[i] and less[len(pairs) + i] for i in range(len(pairs)))


_bytes_that_matter = st.text(
    st.sampled_from("aZ~\x7f\x80éÿ\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff"), max_size=6
)
"""Texts at the edges of UTF-8's lengths, where comparing by UTF-16 or by a locale goes wrong."""

_texts = register_contents | _bytes_that_matter
_pairs = st.tuples(_texts, _texts) | st.tuples(_texts, _bytes_that_matter).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)


def test_lua_and_python_agree_on_generated_values(judge: Judge) -> None:
    """The truth table is short; the generated values are the rest."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(_pairs, min_size=20, max_size=200),
        st.lists(st.tuples(standings, standings), min_size=20, max_size=200),
        st.lists(stamps | crowded_stamps, min_size=20, max_size=100),
    )
    def agree(
        pairs: list[tuple[str, str]], ranks: list[tuple[Standing, Standing]], points: list[str]
    ) -> None:
        texts_less, ranks_less, scores = judge(pairs, ranks, points)
        assert texts_less == [one < other for one, other in pairs]
        assert ranks_less == [one < other for one, other in ranks]
        assert [int(score) for score in scores] == [score_of(stamp) for stamp in points]  # type: ignore[arg-type]

    agree()


@pytest.mark.parametrize("swapped", [False, True])
def test_the_truth_table_holds_through_a_merge_whatever_the_order(
    any_store_url: str, swapped: bool
) -> None:
    """Each case is merged as two calls, in both orders, and read back from the store."""

    def title(number: int, held: Contents) -> Merge:
        return (Article.registers, f"r{number}", "title", held)

    def bump(number: int, standing: Standing) -> Merge:
        return (Article.bumps.slot, f"e{number}", "enzo", standing)

    async def scenario() -> None:
        first = [title(i, case[1]) for i, case in enumerate(CONTENTS_CASES)]
        first += [bump(i, case[1]) for i, case in enumerate(ELEMENT_CASES)]
        second = [title(i, case[2]) for i, case in enumerate(CONTENTS_CASES)]
        second += [bump(i, case[2]) for i, case in enumerate(ELEMENT_CASES)]
        async with opened(any_store_url) as store:
            for merges in (second, first) if swapped else (first, second):
                await store.merge(0, delta(merges))
            await _holds_the_winners(store)

    asyncio.run(scenario())


async def _holds_the_winners(store: Any) -> None:
    keys = [f"article:r{i}" for i in range(len(CONTENTS_CASES))]
    held = await store.dump(0, keys, ("HGET", "title"))
    assert [text.decode() for text in held] == [winner for *_, winner in CONTENTS_CASES]
    for i, (why, *_, (score, live)) in enumerate(ELEMENT_CASES):
        kept = await store.dump(
            0, [f"article.bumps+:e{i}", f"article.bumps-:e{i}"], ("ZSCORE", "enzo")
        )
        expected = (score, None) if live else (None, score)
        assert tuple(None if s is None else int(s) for s in kept) == expected, why


def test_generated_standings_merge_to_the_stronger(any_store_url: str) -> None:
    """Comparing right is not enough: the winner must also be what is stored, in one set alone."""

    def bumps(pairs: list[tuple[Standing, Standing]], side: int) -> list[Merge]:
        slot = Article.bumps.slot
        return [(slot, "a", f"u{number}", pair[side]) for number, pair in enumerate(pairs)]

    async def merged(pairs: list[tuple[Standing, Standing]]) -> None:
        async with opened(any_store_url) as store, by_hand(any_store_url) as redis:
            await redis.flushall()
            await store.merge(0, delta(bumps(pairs, 0)))
            await store.merge(0, delta(bumps(pairs, 1)))
            assert not await differences(store, bumps(pairs, 0) + bumps(pairs, 1))

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.tuples(standings, standings), min_size=1, max_size=60))
    def merge(pairs: list[tuple[Standing, Standing]]) -> None:
        asyncio.run(merged(pairs))

    merge()
