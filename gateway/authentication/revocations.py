"""Revocations: who was believed, and is not any more.

Tokens are believed by their signature, so nobody needs to be asked for each. What is revoked is a
short list beside, which a gateway looks at every `LOOK_S`; until it was read once, no token is
taken. While the log is away, what was read last stands.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from eventlog.errors import LogError, LogUnavailable
from eventlog.revocations import Revocation, RevocationLog
from eventlog.waiting import until_set
from gateway.authentication.identities import Identity
from gateway.errors import InvalidToken, Unauthenticated, Unavailable

_logger = logging.getLogger(__name__)

LOOK_S = 2.0
"""So long after it is written, a revocation is known, and as long as it takes to read it."""

WAIT_S_MAX = 3_600.0


class Revocations:
    """What is revoked, as far as this process knows.

    Args:
        now_ms: the wall clock, in Unix ms.
    """

    def __init__(self, log: RevocationLog, now_ms: Callable[[], int]) -> None:
        self._log, self._now_ms = log, now_ms
        self._tokens: dict[str, Revocation] = {}
        self._viewers: dict[str, Revocation] = {}
        self._listening: set[asyncio.Event] = set()
        self._read, self._trouble = False, ""

    @property
    def now_s(self) -> float:
        """The wall clock, in Unix seconds."""
        return self._now_ms() / 1000

    def check(self, identity: Identity) -> None:
        """Look whether somebody who is known by a token is still believed.

        Raises:
            Unauthenticated: they are not.
            Unavailable: it is not known yet what is revoked.
        """
        if not self._read and identity.issued_s is not None:
            raise Unavailable("which tokens are revoked is not known yet: try again")
        if fault := self.fault(identity):
            raise fault

    def fault(self, identity: Identity) -> Unauthenticated | None:
        """Why somebody is not believed any more; None where they are."""
        if identity.ends_s <= self.now_s:
            return InvalidToken("the token has ended (exp): get a new one")
        if identity.token_id in self._tokens:
            return InvalidToken("the token is revoked: sign in again")
        found = self._viewers.get(identity.viewer)
        if found and identity.issued_s is not None and identity.issued_s < found.before_s:
            return InvalidToken("what was given out before is revoked: sign in again")
        return None

    def known(self, identity: Identity) -> Identity:
        """Somebody as they are from now on, where it is not said since when they are that."""
        return replace(identity, issued_s=self.now_s) if identity.issued_s is None else identity

    def _wait_s(self, identity: Identity) -> float:
        return max(0.0, min(identity.ends_s - self.now_s, WAIT_S_MAX))

    async def disbelief(
        self, whom: Callable[[], Identity], changed: asyncio.Event
    ) -> Unauthenticated:
        """Wait until somebody is not believed any more, and give why.

        Args:
            changed: set when who they are was renewed; here when something was revoked.
        """
        self._listening.add(changed)
        try:
            while True:
                changed.clear()
                identity = whom()
                if fault := self.fault(identity):
                    return fault
                await until_set(changed, self._wait_s(identity))
        finally:
            self._listening.discard(changed)

    async def watch(self) -> None:
        """Look for ever."""
        while True:
            try:
                await self.look()
            except Exception:
                # Without this loop the gateway would go on with what it knew last, and say nothing.
                _logger.exception("looking at revocations")
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """Look once what was revoked since."""
        try:
            found = await self._log.news()
        except LogError as error:
            # A log that was never there is told of by who waits for it.
            waited_for = not self._read and isinstance(error, LogUnavailable)
            if str(error) != self._trouble and not waited_for:
                _logger.warning(
                    "reading revocations: %s; those that were read stay in force", error
                )
            self._trouble = str(error)
            return
        self._read, self._trouble = True, ""
        for one in found:
            if one.token:
                self._tokens[one.token] = one
            else:
                before = self._viewers.get(one.viewer)
                if before is None or before.before_s <= one.before_s:
                    self._viewers[one.viewer] = one
        if found:
            now_s = self.now_s
            self._tokens = {id: one for id, one in self._tokens.items() if one.until_s > now_s}
            self._viewers = {id: one for id, one in self._viewers.items() if one.until_s > now_s}
            for event in self._listening:
                event.set()
