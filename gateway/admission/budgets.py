"""Budgets: what a client may spend a minute: of reads, in records, of writes, in mutations, and of
uploads, in bytes.

Each process counts what it does for a client, tells the store once a second, and learns what the
others did. So a request waits for nothing, and what is spent beyond a budget is what all processes
do for a client in a second. While the store is away each counts alone.

The minute slides: of the last whole one counts what part of it is less than a minute ago.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from gateway.admission.clients import Client
from gateway.admission.refusals import refused
from views.errors import ViewsError
from views.servers.tallies import Tallies

READS: Final = "reads"
WRITES: Final = "writes"
UPLOADS: Final = "uploads"
THINGS: Final = {READS: "records", WRITES: "mutations", UPLOADS: "bytes to upload"}
MINUTE_MS = 60_000
SHARE_S = 1.0
CLIENTS_MAX = 20_000
"""Of so many a process knows what they spent, of those that spent something last."""

LIVES_S = 150


@dataclass(slots=True)
class _Account:
    """What one client spent. fresh: what the store was not told yet; shared: what it says besides
    of this minute, before: of the last.
    """

    minute: int
    fresh: int = 0
    shared: int = 0
    before: int = 0

    def turn(self, minute: int) -> None:
        """Go on to a minute."""
        if minute != self.minute:
            spent = self.shared + self.fresh
            self.before = spent if minute == self.minute + 1 else 0
            self.minute, self.fresh, self.shared = minute, 0, 0

    def spent(self, now_ms: int) -> int:
        """What was spent in the minute until now."""
        still = 1 - now_ms % MINUTE_MS / MINUTE_MS
        return self.shared + self.fresh + int(self.before * still)


class Budgets:
    """What the clients of a process spent.

    Args:
        now_ms: the wall clock, which is the processes' common one. most: by what is spent, how much
            a minute; what is not in it has no end. tallies: where processes meet.
    """

    def __init__(
        self, now_ms: Callable[[], int], most: Mapping[str, int], tallies: Tallies | None = None
    ) -> None:
        self._now_ms, self._tallies = now_ms, tallies
        self._most = {what: amount for what, amount in most.items() if amount}
        self._accounts: OrderedDict[tuple[str, Client], _Account] = OrderedDict()
        self.policy = ", ".join(f'"{what}";q={most};w=60' for what, most in self._most.items())
        """How much there is, as `RateLimit-Policy` says it."""
        self._untold: dict[tuple[str, Client], _Account] = {}

    def has(self, client: Client, what: str) -> bool:
        """Whether a client has anything left to spend."""
        most = self._most.get(what)
        return most is None or self._spent(client, what) < most

    def check(self, client: Client, what: str) -> None:
        """Look whether a client may spend more.

        Raises:
            TooMany: it has spent what there is for a minute.
        """
        if not self.has(client, what):
            most, wait_s = self._most[what], self._wait_s()
            raise refused(
                what,
                f"rate limit: {most:,} {THINGS[what]} per client and minute, and you have used "
                f"yours: try again in {wait_s} s",
                status=429,
                again_s=wait_s,
            )

    def charge(self, client: Client, what: str, amount: int) -> None:
        """Count what is to be done for a client.

        Raises:
            TooMany: it has spent what there is for a minute; then nothing is counted.
        """
        self.check(client, what)
        self.spend(client, what, amount)

    def spend(self, client: Client, what: str, amount: int) -> None:
        """Count what was done for a client."""
        if what not in self._most or not amount:
            return
        minute, key = self._now_ms() // MINUTE_MS, (what, client)
        account = self._accounts.get(key)
        if account is None:
            account = self._accounts[key] = _Account(minute)
            if len(self._accounts) > CLIENTS_MAX:
                self._accounts.popitem(last=False)
        account.turn(minute)
        account.fresh += amount
        self._accounts.move_to_end(key)
        if self._tallies is not None:
            self._untold[key] = account

    def left(self, client: Client) -> dict[str, tuple[int, int, int]]:
        """By what is spent: how much there is for a minute, how much of it is left, and in how many
        seconds more is.
        """
        wait_s = self._wait_s()
        return {
            what: (most, max(0, most - self._spent(client, what)), wait_s)
            for what, most in self._most.items()
        }

    def header(self, client: Client) -> str:
        """What is left, as `RateLimit` says it.

        Source: draft-ietf-httpapi-ratelimit-headers.
        """
        return ", ".join(f'"{what}";r={r};t={t}' for what, (_, r, t) in self.left(client).items())

    async def share(self) -> None:
        """Tell the store what was spent here, and learn what was spent elsewhere.

        Raises:
            ViewsError: the store does not answer; what was spent is told the next time.
        """
        untold, self._untold = self._untold, {}
        if self._tallies is None or not untold:
            return
        minute = self._now_ms() // MINUTE_MS
        told = {}
        for (what, client), account in untold.items():
            account.turn(minute)
            told[_name(what, client)] = account, account.fresh
        amounts = {f"{name}:{minute}": fresh for name, (_, fresh) in told.items()}
        last = tuple(f"{name}:{minute - 1}" for name in told)
        try:
            found, before = await self._tallies.add(amounts, last, LIVES_S)
        except ViewsError:
            self._untold = {**untold, **self._untold}
            raise
        for name, (account, fresh) in told.items():
            if account.minute == minute:
                account.fresh -= fresh
                account.shared = found[f"{name}:{minute}"]
                account.before = before[f"{name}:{minute - 1}"]

    def _spent(self, client: Client, what: str) -> int:
        account = self._accounts.get((what, client))
        if account is None:
            return 0
        now_ms = self._now_ms()
        account.turn(now_ms // MINUTE_MS)
        return account.spent(now_ms)

    def _wait_s(self) -> int:
        return math.ceil((MINUTE_MS - self._now_ms() % MINUTE_MS) / 1000)


def _name(what: str, client: Client) -> str:
    """What a client is called in the store, which need not know who they are."""
    return f"{what}:{blake2b(client.encode(errors='replace'), digest_size=12).hexdigest()}"
