"""Requests: how many a process answers at a time, so that what it takes it answers soon.

Over that, and while the loop lags, what comes is refused. Who is refused hears of it in their turn,
a moment later: to ask again at once, and again, would cost more than to wait, and so would all who
were refused at once and ask again at once.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

from starlette.types import Scope

from gateway.admission.clients import Client, client_of
from gateway.admission.refusals import refused
from gateway.admission.shares import Shares

LOOK_S = 0.05
LAG_S_MAX = 0.5
"""So late a timer may be: what is taken then waits as long each time that it waits."""

FEW = 32
"""So many are taken even then: where what they do takes long, it is not their number that does."""

FEW_EACH = 8
"""And of each client so many: a browser has six connections to a host."""

REFUSED_S = 1.0
"""So long a refusal waits at least."""

REFUSALS_A_S = 500
"""So many are told in a second: each may be asked again then."""

REFUSED_S_MAX = 10.0
"""So long one waits at most, however many there are."""


CHECKS_EACH = 16
"""Whether it is well is told though there is too much to do: to so many of one client at a time."""

HOLDING = "bandstand.holding"
"""Where a request's scope has its place, if who reads heads gave it one."""


class Holding:
    """A place among the requests that are answered. It is given back once, however often."""

    def __init__(self, shares: Shares, client: Client) -> None:
        self._shares, self._client = shares, client
        self._held = True

    def give(self) -> None:
        """Give it back."""
        if self._held:
            self._held = False
            self._shares.give(self._client)


class Requests:
    """The requests that are being answered.

    Args:
        most: in all. share: of one client, in percent.
    """

    def __init__(self, most: int, share: int) -> None:
        self._shares = Shares(most, share, "requests", "requests are being answered here")
        self._checks = Shares(sys.maxsize, 100, "requests", "ask whether it is well")
        self.lag_s = 0.0
        """How late the loop's timers are."""
        self._told_s = 0.0
        """When the last refusal is told."""

    def take(self, client: Client) -> Holding:
        """One more of a client, until it is given back.

        Raises:
            TooMany: there are as many as there may be, or the loop lags.
        """
        shares = self._shares
        if self.lag_s > LAG_S_MAX and (shares.taken >= FEW or shares.held_by(client) >= FEW_EACH):
            raise refused("lag", "this gateway is overloaded: try again later")
        shares.take(client)
        return Holding(shares, client)

    def check(self, client: Client) -> Holding:
        """One more of a client that asks whether the process is well, until it is given back.

        Raises:
            TooMany: they ask too often.
        """
        if self._checks.held_by(client) >= CHECKS_EACH:
            told = f"{CHECKS_EACH} of your health checks run at once, the limit: one is enough"
            raise refused("requests", told, status=429)
        self._checks.take(client)
        return Holding(self._checks, client)

    def turn_s(self, now_s: float) -> float:
        """How long the next refusal waits, at a time of the loop's clock."""
        turn_s = max(now_s + REFUSED_S, self._told_s + 1 / REFUSALS_A_S)
        self._told_s = min(turn_s, now_s + REFUSED_S_MAX)
        return self._told_s - now_s

    async def watch(self) -> None:
        """Look how late timers are, for ever."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + LOOK_S
            await asyncio.sleep(LOOK_S)
            self.lag_s = max(0.0, loop.time() - due)


class Gate:
    """Gives a request a place as soon as its head is there, or says when it is refused.

    Args:
        address: from where one comes, by its scope. room: bytes of large ones, of WebSockets, too.
    """

    def __init__(
        self, requests: Requests, address: Callable[[Scope], str | None], room: Shares
    ) -> None:
        self._requests, self._address, self.room = requests, address, room

    def __call__(self, scope: Scope) -> Holding:
        """A place among those that are answered.

        Raises:
            TooMany: there is none.
        """
        return self._requests.take(self.client(scope))

    def check(self, scope: Scope) -> Holding:
        """The same for one that asks whether the process is well: that is told all the same.

        Raises:
            TooMany: its client asks too often.
        """
        return self._requests.check(self.client(scope))

    def client(self, scope: Scope) -> Client:
        """Whose a request is, while nothing is known but from where it comes."""
        return client_of(None, self._address(scope))

    def turn_s(self, now_s: float) -> float:
        """How long the next refusal waits, at a time of the loop's clock."""
        return self._requests.turn_s(now_s)
