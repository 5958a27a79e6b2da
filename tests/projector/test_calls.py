"""A projector sends what the store does in a short time, counted in steps, and has it go on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from crdt.digests import digest
from eventlog.envelope import Event
from projector.costs import MERGES_MIN, Costs
from projector.pacing import Pace
from tests.worlds import folded, world
from tribes import events as e
from views.merging import Delta, Merged

COUNT = 400


def articles(number: int) -> list[Event]:
    """Articles of some authors in some tribes."""
    return [
        e.ArticlePublished(
            **envelope(n, f"u{n % 7}"),
            article=f"a{n}",
            tribe=f"t{n % 5}",
            kind=e.ArticleKind.IMAGE,
            title="T",
        )
        for n in range(number)
    ]


HISTORIES: dict[str, Callable[[], list[Event]]] = {
    "bumps on as many articles": lambda: [
        e.ArticleBumped(**envelope(2_000 + n, "ada"), article=f"a{n}") for n in range(COUNT)
    ],
    "comments on as many articles": lambda: [
        e.CommentPosted(**envelope(2_000 + n, "ada"), comment=f"a{n}/1", body="Hm")
        for n in range(COUNT)
    ],
    "reposts of a few articles, and a bump on each": lambda: [
        *(
            e.ArticleReposted(**envelope(2_000 + n, "ada"), article=f"a{n % 4}", tribe=f"r{n // 4}")
            for n in range(COUNT)
        ),
        *(e.ArticleBumped(**envelope(4_000 + n, "bob"), article=f"a{n}") for n in range(COUNT)),
    ],
    "the end of an article with many comments": lambda: [
        *(
            e.CommentPosted(**envelope(2_000 + n, f"u{n % 3}"), comment=f"a0/{n}", body="Hm")
            for n in range(COUNT)
        ),
        e.ArticleRemoved(**envelope(4_000, "u0"), article="a0"),
    ],
}


@pytest.mark.parametrize("history", HISTORIES)
def test_no_call_takes_more_than_the_store_does_in_its_time(
    nats: NatsServer, store_url: str, history: str
) -> None:
    """The store runs one call at a time, and every reader waits behind it."""
    # A projector may think that the store is slow, as on a busy machine, and never that it is fast.
    pace = Pace(discover_s=0.1, check_s=0.2, live_call_ms=0.4, replay_call_ms=0.4)
    seen: list[tuple[Merged, int, int]] = []

    async def scenario() -> None:
        published = [*articles(COUNT), *HISTORIES[history]()]
        async with world(nats.url, store_url) as it:
            merge = it.store.merge

            async def watched(shard: int, delta: Delta, *, steps_max: int) -> Merged:
                merged = await merge(shard, delta, steps_max=steps_max)
                seen.append((merged, steps_max, delta.merges))
                return merged

            it.store.merge = watched  # type: ignore[method-assign]
            await it.publish(published)
            async with it.projecting(pace=pace):
                assert await it.agreed() == digest(folded(published).entries())
        assert any(merged.left for merged, _, _ in seen), "something is left to other calls"
        most = max(steps_max for _, steps_max, _ in seen)
        for merged, steps_max, merges in seen:
            # Merging is not divided, and neither is one record: its most is 303 lists and some.
            assert merged.steps <= 1.5 * steps_max + 3 * merges + 500
            # What it was thought that a call may carry, when it was gathered; so much is folded at
            # once.
            assert merges <= most + 64 * 8

    asyncio.run(scenario())


def seen_by(*calls: tuple[int, int, float], at_once: int = 1) -> Costs:
    """What is known after some calls: merges, steps, and seconds.

    at_once: so many are in flight, and their answers read together.
    """
    costs, now = Costs(), 100.0
    for start in range(0, len(calls), at_once):
        some = calls[start : start + at_once]
        began, now = now, now + sum(took_s for _, _, took_s in some)
        for merges, steps, _ in some:
            costs.note(steps, began, now)
            costs.note_whole(merges, steps)
    return costs


CASES: dict[str, tuple[Any, int, int]] = {
    # By what was seen: merges and steps in 8 ms.
    "nothing yet": ((), 500, 4_000),
    "calls too short to tell": (((10, 100, 1.0),), 500, 4_000),
    "a store as fast as was thought": (((1_000, 8_000, 0.016),), 500, 4_000),
    "a store that is fast for long": (((1_000, 8_000, 0.004),) * 50, 2_000, 16_000),
    "an answer in no time": (((1_000, 8_000, 0.0),), 813, 6_500),
    "merges that come to twice as much": (((1_000, 16_000, 0.032),), 250, 4_000),
    "a call that was held up": (((1_000, 8_000, 8.0),), 232, 1_857),
    "a store that is slow for long": (((1_000, 8_000, 0.8),) * 200, MERGES_MIN, 79),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_call_may_carry_follows_what_the_last_ones_took(case: str) -> None:
    """A slow moment changes little, a slow store much, and a dear merge is believed at once."""
    calls, merges, steps = CASES[case]
    costs = seen_by(*calls)
    assert costs.merges_in(8.0) == pytest.approx(merges, rel=0.01)
    assert costs.steps_in(8.0) == pytest.approx(steps, rel=0.01)


def test_calls_in_flight_at_once_take_no_longer_than_one_after_the_other() -> None:
    """The store does one after the other; a process that is busy reads both answers at once."""
    calls = ((1_000, 8_000, 0.008),) * 100
    alone, together = seen_by(*calls), seen_by(*calls, at_once=2)
    assert alone.merges_in(8.0) == pytest.approx(1_000, rel=0.05)
    assert together.merges_in(8.0) == pytest.approx(1_000, rel=0.2)
