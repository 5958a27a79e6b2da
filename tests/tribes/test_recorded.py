"""Recorded histories, with what an older, hand-written derivation made of them: it is the same."""

from __future__ import annotations

import asyncio
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from bandstand.testing.stores import differences, spread
from crdt.digests import digest
from crdt.records import Merge
from crdt.states import State
from tests.views.stores import opened
from tribes.edits import Edit
from tribes.events import EVENTS
from tribes.handles import FormerHandle, FormerSlug, Handle, Slug
from tribes.records import Tribe, User
from tribes.views import COMMUNITY
from views import audit
from views.shards import Shards

SINCE = {FormerHandle.kind, FormerSlug.kind, Edit.kind, Handle.keys.slot.name, Slug.keys.slot.name}
"""Kinds and sets that there are since it was recorded."""

_FILE = Path(__file__).parent / "recorded.jsonl.gz"


def recorded() -> list[dict[str, Any]]:
    """Histories by name: events, the canonical digest, and where all records stand."""
    with gzip.open(_FILE, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def merges_of(history: dict[str, Any]) -> list[Merge]:
    """What a recorded history comes to."""
    events = [EVENTS.decode(body.encode()) for body in history["events"]]
    return [merge for event in events for merge in COMMUNITY.project(event)]


REGISTERS_SINCE = {(User, "created"), (Tribe, "created"), (Tribe, "active"), (Tribe, "letters")}


def is_recorded(merge: Merge) -> bool:
    """Whether it is of what there was already."""
    if (merge[0].record, merge[2]) in REGISTERS_SINCE:
        return False
    return SINCE.isdisjoint((merge[0].record.kind, merge[0].name))


OF_THEIR_WRITERS = "comments.author:"
"""Comments stand among what somebody wrote while their article does, which they did not need to."""


def is_since(place: str) -> bool:
    """Whether it is a place that there was none of."""
    since = (
        *("new.comments:", "tribes.", "users.", "board.community", OF_THEIR_WRITERS),
        *("new.published:", "new.reposted:", "notices.", "edits:"),
    )
    return place.startswith(since) or ".former:" in place


def _now(place: str) -> str | None:
    """How a place is written now: a board's hash has its name, and no totals; what gives is the
    article, and no longer the notice of its bumps. None for what is otherwise now.
    """
    if place.startswith(f"list\t{OF_THEIR_WRITERS}"):
        return None
    if not place.startswith("tally\t"):
        return place
    _, key, member = place.split("\t")
    article = member.removesuffix("/bumped")
    return None if member.startswith(" ") else f"tally\tboard:{key}\t{article}"


def test_every_recorded_placement_is_the_same() -> None:
    """Digests and places: of stories, of generated histories and of a mixed one."""
    for history in recorded():
        state = State(merges_of(history))
        known = State([one for one in merges_of(history) if is_recorded(one)])
        assert digest(known.entries()) == history["digest"], history["name"]
        [holding] = audit.expect(COMMUNITY, Shards(1), state)
        found = {
            "\t".join(fact): told
            for fact, told in holding.derived.items()
            if fact[0] in ("list", "sum", "tally") and not is_since(fact[1])
        }
        wanted = {_now(place): told for place, told in history["placements"].items()}
        wanted.pop(None, None)
        assert found == wanted, history["name"]


@pytest.mark.parametrize("shards", [1, 7])
def test_a_store_places_the_recorded_histories_so(any_store_url: str, shards: int) -> None:
    """In Lua, in batches: what the file says, by way of the evaluation that equals it."""

    async def scenario() -> None:
        async with opened(any_store_url, shards=shards) as store:
            everything: list[Merge] = []
            for number, history in enumerate(recorded()[-4:], 1):
                merges = merges_of(history)
                for start in range(0, len(merges), 2_000):
                    await spread(store, merges[start : start + 2_000], (number, number))
                everything += merges
            assert not await differences(store, everything)

    asyncio.run(scenario())
