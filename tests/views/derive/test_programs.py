"""Generated derivations over generated records: Lua and Python say the same, or both fail."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bandstand.testing.stores import at, by_hand, differences, spread
from crdt.records import Merge, Record
from tests.views.derive.programs import KEYS, NUMBERS, TEXTS, records_of
from tests.views.stores import opened
from views.view import View

RECORDS, BATCHES = 8, 4
IDS = ("o1", "é", "x.y")


def _json(random: Random, depth: int = 0) -> Any:
    plain = [None, True, False, *NUMBERS, -1, 1 - 2**53, *TEXTS]
    if depth > 2 or random.random() < 0.3:
        return random.choice(plain)
    if random.random() < 0.3:
        return [_json(random, depth + 1) for _ in range(random.randint(0, 4))]
    return {key: _json(random, depth + 1) for key in KEYS if random.random() < 0.8}


def _merge(random: Random, record: Any) -> Merge:
    id, when = random.choice(IDS), at(random.randint(0, 5))
    ways: list[Any] = [
        lambda: record.held.set(id, when, _json(random)),
        lambda: record.other.set(id, when, _json(random)),
        lambda: record.members.add(id, random.choice(("ada", "é", "b.c", "o1")), when),
        lambda: record.members.remove(id, random.choice(("ada", "é")), when),
        lambda: record.votes.set(id, random.choice(("ada", "bo")), when, random.randint(-9, 9)),
    ]
    made: Merge = random.choice(ways)()
    return made


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("shards", [1, 7])
def test_generated_programs_say_the_same(
    tmp_path: Path, any_store_url: str, shards: int, seed: int
) -> None:
    """What is carried by loops, chosen, joined and absent, in ways that nobody thought of."""

    async def check(records: tuple[type[Record], ...], random: Random) -> list[object]:
        view = View(name="made", records=records, projections={})
        merges: list[Merge] = []
        async with opened(any_store_url, view, shards) as store, by_hand(any_store_url) as redis:
            await redis.flushall()
            for number in range(1, BATCHES + 1):
                batch = [_merge(random, record) for record in records for _ in range(8)]
                merges += batch
                await spread(store, batch, (number, number))
            return [*await differences(store, merges)]

    records, text = records_of(tmp_path, seed * 100 + shards, RECORDS)
    found = asyncio.run(check(records, Random(seed)))
    assert not found, "\n".join([*map(str, found[:3]), text])
