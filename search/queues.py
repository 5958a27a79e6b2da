"""Queues: what waits, of each client for itself, and in whose turn it comes out.

    ada:  1 2 3 ─┐
    bob:  4     ─┼─▶ 1 4 5 2 3
    eve:  5     ─┘

Who has much waiting waits for themselves. Imports nothing of ours.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Collection, Hashable
from typing import Generic, TypeVar

C = TypeVar("C", bound=Hashable)
T = TypeVar("T")


class Queues(Generic[C, T]):
    """What waits, by client."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[C, deque[T]] = OrderedDict()
        """Those of whom something waits, in the order of their turns."""

    def __len__(self) -> int:
        """How much waits, of all."""
        return sum(map(len, self._waiting.values()))

    def of(self, client: C) -> int:
        """How much waits of one client."""
        return len(self._waiting.get(client, ()))

    def add(self, client: C, one: T) -> None:
        """One more of a client, behind what waits of theirs."""
        self._waiting.setdefault(client, deque()).append(one)

    def take(self, but: Collection[C] = ()) -> tuple[C, T] | None:
        """Whose turn it is, and what; their next turn is the last of all. None: nothing waits.

        Args:
            but: who is passed over, and keeps their turn.
        """
        for client, mine in self._waiting.items():
            if client not in but:
                found = mine.popleft()
                del self._waiting[client]
                if mine:
                    self._waiting[client] = mine
                return client, found
        return None
