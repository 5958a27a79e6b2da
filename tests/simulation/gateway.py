"""The twin of a gateway, and users: what is written through skewed clocks, and read with tokens.

The rule of `gateway/writing/drafts.py`: a stamp is greater than the clock, than the token's and
than the stamps of what is overwritten.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bandstand.testing.stores import START_MS
from crdt.coverage import Coverage
from crdt.records import Merge
from crdt.stamps import MIN_STAMP, Stamp, stamp_at
from eventlog.clock import SKEW_MS_MAX, Clock
from eventlog.envelope import Event, event_id
from eventlog.errors import ClockError, LogUnavailable, OutcomeUnknown
from eventlog.subjects import Log, partition_of
from gateway.tokens import Token, parse_token
from projector.errors import Unprojectable
from tests.simulation.log import LogServer
from tests.simulation.store import StoreServer
from tribes.events import EVENTS, ArticleBumped, ArticleUnbumped
from tribes.records import Article
from views.errors import StoreUnavailable

TRIES = 4


class Violation(AssertionError):
    """Something that must hold does not."""


@dataclass
class User:
    """Somebody who writes and reads, one thing at a time.

    token: what they have seen. standing: by article, whether their last acknowledged bump stands,
    and its stamp. doubts: the stamps of what they sent and never heard of again.
    """

    name: str
    token: Token = field(default_factory=Token)
    standing: dict[str, tuple[Stamp, bool]] = field(default_factory=dict)
    doubts: dict[str, list[Stamp]] = field(default_factory=dict)

    def heard(self, event: Event, token: Token) -> None:
        """An event was acknowledged."""
        self.token = parse_token(str(self.token.join(token)))
        if isinstance(event, (ArticleBumped, ArticleUnbumped)):
            before = self.standing.get(event.article, (MIN_STAMP, False))[0]
            if event.stamp <= before:
                raise Violation(f"{self.name}: {event.at} does not win over their own {before}")
            self.standing[event.article] = (event.stamp, isinstance(event, ArticleBumped))

    def doubted(self, event: Event) -> None:
        """An event was sent, and no acknowledgement ever came."""
        if isinstance(event, (ArticleBumped, ArticleUnbumped)):
            self.doubts.setdefault(event.article, []).append(event.stamp)

    def expects(self, article: str) -> bool | None:
        """Whether their bump must stand; None when that is open."""
        stamp, live = self.standing[article]
        return None if any(doubt >= stamp for doubt in self.doubts.get(article, ())) else live


class GatewayTwin:
    """One gateway process of a region.

    Args:
        skew_ms: how far its wall clock is ahead of the truth, which is the store's.
        judge: bytes to merges, as the projector judges.
    """

    def __init__(
        self,
        server: LogServer,
        store: StoreServer,
        *,
        partitions: int,
        skew_ms: int,
        judge: Callable[[bytes], tuple[Merge, ...]],
    ) -> None:
        self.server, self.store, self.partitions = server, store, partitions
        self.epoch, self.skew_ms, self._judge = 1, skew_ms, judge
        self.clock = Clock(self._now_ms)
        """How many mutations are on their way."""

    def _now_ms(self) -> int:
        return true_ms() + self.skew_ms

    def restart(self) -> None:
        """Forget every stamp that was given."""
        self.clock = Clock(self._now_ms)

    async def mutate(self, user: User, draft: type[Event], number: int, /, **fields: Any) -> bool:
        """Write an event as a mutation does; whether it was acknowledged."""
        envelope = {
            "id": event_id(self.clock.now_ms(), number.to_bytes(10, "big")),
            "at": MIN_STAMP,
            "region": self.server.region,
            "actor": user.name,
        }
        event = draft(**envelope, **fields)
        try:
            self.store.refuse()
        except StoreUnavailable:
            return False
        self.clock.observe_store(true_ms())
        merges = self._judge(EVENTS.encode(event))
        overwritten = max(
            (stamp for merge in merges if (stamp := self.store.stamp(merge))), default=None
        )
        try:
            stamp = self.clock.next(self.clock.receive(user.token.stamp), overwritten)
        except ClockError:
            return False
        if abs(self.skew_ms) > SKEW_MS_MAX:
            raise Violation(f"a gateway {self.skew_ms} ms away from the store stamped an event")
        seen = stamp if self.clock.takes(stamp) else user.token.stamp
        event = msgspec.structs.replace(event, at=stamp)
        return await self._publish(user, event, seen)

    async def _publish(self, user: User, event: Event, seen: Stamp) -> bool:
        body = EVENTS.encode(event)
        log = self._log_of(event.entity_id)
        sent = False
        for _ in range(TRIES):
            try:
                sequence = await self.server.publish(log, body, event.id)
            except OutcomeUnknown:
                sent = True
            except LogUnavailable:
                await asyncio.sleep(0.1)
            else:
                user.heard(event, Token(seen, {log.name: sequence}))
                return True
        if sent:
            user.doubted(event)
        return False

    def read(self, user: User, logs: dict[Log, LogServer]) -> bool:
        """Read everything with the user's token, as a session does; whether it is satisfied.

        Raises:
            Violation: it claims to be, and something that the token stands for is not there.
        """
        try:
            self.store.refuse()
        except StoreUnavailable:
            return False
        if user.token.missing(shard.coverage for shard in self.store.held):
            if self.server.up:
                self.server.spread(f"waiting.{self.server.region}", b"")
            return False
        for log, server in logs.items():
            for sequence in range(1, user.token.logs.get(log.name, 0) + 1):
                self._see(log, sequence, server.streams[log].bodies[sequence - 1])
        for article, (stamp, _) in user.standing.items():
            held = self.store.held[self.store.shards.of(Article, article)]
            standings = held.elements.get((Article.bumps.slot, article), {})
            standing = standings.get(user.name)
            if standing is None or stamp_at(standing[0]) < stamp:
                raise Violation(f"{user.name} reads with their token, and lacks their own {stamp}")
        covered = {
            log: min(
                shard.coverage.get(log.name, Coverage()).watermark for shard in self.store.held
            )
            for log in logs
        }
        user.token = user.token.join(Token(MIN_STAMP, {log.name: n for log, n in covered.items()}))
        return True

    def _see(self, log: Log, sequence: int, body: bytes | None) -> None:
        """Look for all that an event merges."""
        try:
            merges = self._judge(body or b"")
        except Unprojectable:
            where = f"{log.name} {sequence}"
            if body is not None and where not in self.store.held[0].parked:
                raise Violation(f"{where} is covered and neither merged nor parked") from None
            return
        for merge in merges:
            everywhere = merge[0].record.everywhere
            for shard in self.store.shards.all if everywhere else [self.store.shard_of(merge)]:
                if not self.store.held[shard].holds(merge):
                    raise Violation(
                        f"{self.server.region} shard {shard} says that it covers {log.name} "
                        f"{sequence}, and lacks {merge[0].name} {merge[1:]}"
                    )

    def _log_of(self, entity_id: str) -> Log:
        return Log(self.server.region, partition_of(entity_id, self.partitions), self.epoch)


def true_ms() -> int:
    """The true wall clock, which every store has."""
    return START_MS + int(asyncio.get_running_loop().time() * 1000)
