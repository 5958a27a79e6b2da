"""Standings: where somebody stands in a list of which every shard has a part.

Where there is one shard, its script knows. Where there are many, he stands in one of them, and all
are asked how many they have before him: a wave of its own, when his score is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from views.selections import Answer, Answers, Index, Records

_counts = msgspec.msgpack.Decoder(tuple[int, ...]).decode


@dataclass(frozen=True)
class Open:
    """A standing that is not known yet: in which answer, and in which place of which list."""

    answer: Answer
    at: int
    place: tuple[str, str, str]
    """The list, the score, and who stands there."""


def unknown(requests: Iterable[object], replies: Iterable[object]) -> list[Open]:
    """The standings in some replies that need a look at all shards."""
    return [
        Open(answer, at, (f"{standing.prefix}{answer.id}", str(score), standing.member))
        for request, reply in zip(requests, replies, strict=True)
        if isinstance(request, (Records, Index)) and isinstance(reply, Answers)
        for answer in reply.records
        if answer is not None
        for at, (standing, (score, _)) in enumerate(
            zip(request.select.standings, answer.standings, strict=True)
        )
        if score
    ]


def asked(found: Sequence[Open]) -> list[dict[str, object]]:
    """What every shard is asked of them."""
    return [{"get": "before", "places": [one.place for one in found]}]


def settle(found: Sequence[Open], answers: Iterable[Sequence[msgspec.Raw]]) -> None:
    """Write into the answers how many stand before, of what each shard says."""
    by_shard = [_counts(raw) for [raw] in answers]
    for one, before in zip(found, zip(*by_shard, strict=True), strict=True):
        known = list(one.answer.standings)
        known[one.at] = known[one.at][0], sum(before)
        one.answer.standings = tuple(known)
