"""Shares: how much of what a process has each client holds.

As long as half of it is free, whoever wants more has it; from then on nobody begins more who holds
their share already. So one client alone never holds all, and many behind one address are not
refused while there is room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.admission.clients import Client
from gateway.admission.refusals import refused
from gateway.errors import TooMany


class Shares:
    """What is held of one thing.

    Args:
        most: in all. share: of one client, in percent. limit: what it is called in metrics. things:
            what they are, for people.
    """

    def __init__(self, most: int, share: int, limit: str, things: str) -> None:
        self._most, self._each = most, max(1, most * share // 100)
        self._limit, self._things = limit, things
        self._held = Counter[Client]()
        self.taken = 0

    def check(self, client: Client, amount: int = 1) -> None:
        """Look whether a client may take some.

        Raises:
            TooMany: there is not so much, or it is more than the client's share.
        """
        taken, mine = self.taken + amount, self._held[client] + amount
        if taken > self._most:
            raise refused(self._limit, f"{self._most:,} {self._things}: try again later")
        if mine > self._each and 2 * taken > self._most:
            told = f"{self._most:,} {self._things} at most, and {self._held[client]:,} are yours"
            raise refused(self._limit, f"{told}: end some first", status=429)

    def held_by(self, client: Client) -> int:
        """How much a client has."""
        return self._held[client]

    def take(self, client: Client, amount: int = 1) -> None:
        """Take some.

        Raises:
            TooMany: as `check`.
        """
        self.check(client, amount)
        self.taken += amount
        self._held[client] += amount

    def give(self, client: Client, amount: int = 1) -> None:
        """Give some back."""
        self.taken -= amount
        self._held[client] -= amount
        if not self._held[client]:
            del self._held[client]

    def move(self, old: Client, new: Client) -> None:
        """One that somebody holds is another client's, as it turns out.

        Raises:
            TooMany: it is more than their share. It is the old one's still.
        """
        if old != new:
            self.give(old)
            try:
                self.take(new)
            except TooMany:
                self.taken += 1
                self._held[old] += 1
                raise

    @contextmanager
    def held(self, client: Client, amount: int = 1) -> Iterator[None]:
        """Some for the time of a block.

        Raises:
            TooMany: as `check`.
        """
        self.take(client, amount)
        try:
            yield
        finally:
            self.give(client, amount)
