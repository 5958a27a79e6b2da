"""Slots: which node of a cluster holds which hash slots. It imports nothing of ours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

SLOTS = 16_384
"""How many hash slots a cluster has."""


class Node(NamedTuple):
    """Where a node of a cluster is."""

    host: str
    port: int


@dataclass(frozen=True)
class Slots:
    """A cluster's slots as one of its nodes tells them.

    ranges: first and last slot and the master, in the order of the slots. nodes: all that were
    named, replicas among them.
    """

    ranges: tuple[tuple[int, int, Node], ...] = ()
    nodes: frozenset[Node] = frozenset()

    @classmethod
    def parse(cls, reply: Iterable[Any], host: str) -> Slots:
        """From the reply to CLUSTER SLOTS.

        Args:
            host: who replied: it stands for a node whose host is not told.
        """
        ranges, nodes = [], set()
        for first, last, *holders in reply:
            named = [Node(_text(holder[0]) or host, int(holder[1])) for holder in holders]
            ranges.append((int(first), int(last), named[0]))
            nodes.update(named)
        return cls(tuple(sorted(ranges)), frozenset(nodes))

    @property
    def masters(self) -> list[Node]:
        """The nodes that hold slots, in the order of their first slots."""
        return list(dict.fromkeys(master for _, _, master in self.ranges))

    def master_of(self, slot: int) -> Node | None:
        """Who holds a slot, if anybody does."""
        at = bisect_right(self.ranges, slot, key=lambda held: held[0]) - 1
        if at < 0 or slot > self.ranges[at][1]:
            return None
        return self.ranges[at][2]


def _text(part: Any) -> str:
    text = part.decode() if isinstance(part, bytes) else str(part or "")
    return "" if text == "?" else text
