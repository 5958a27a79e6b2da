"""Revocations: whose tokens are taken no more, though they have not ended.

They stand in a stream of their own, `revoked-<region>`, and not in the views, which may be emptied
at any time. One that is written is known as long as the tokens that it is about could last.

Each has a subject of its own, which takes no second message: with the answer to a request JetStream
writes to any subject that somebody names, and would put that in a revocation's place. What is no
revocation is passed over.
"""

from __future__ import annotations

import asyncio
import logging
import secrets

import msgspec
from nats.js.api import DiscardPolicy, StorageType, StreamConfig, StreamInfo
from nats.js.errors import NotFoundError

from eventlog import metrics
from eventlog.connection import Connection
from eventlog.errors import LogMisconfigured
from eventlog.streams import protect

_logger = logging.getLogger(__name__)

REVOCATIONS_MAX = 20_000
"""A gateway holds all of them."""

_SIZE_BYTES_MAX = 4_096
_TELL_S = 60.0


class Revocation(msgspec.Struct, frozen=True, omit_defaults=True):
    """Tokens that are taken no more: one by its id (`jti`), or those of a viewer that are older.

    before_s: whatever a viewer was given before, in Unix seconds. until_s: from then on no such
    token is valid anyway.
    """

    until_s: float
    token: str = ""
    viewer: str = ""
    before_s: float = 0.0


_read = msgspec.json.Decoder(Revocation).decode
_write = msgspec.json.Encoder().encode


def revocations_of(region: str) -> str:
    """The name of the stream that keeps the revocations of a region."""
    return f"revoked-{region}"


class RevocationLog:
    """The revocations of a region, in the order in which they were written."""

    def __init__(self, connection: Connection, region: str) -> None:
        self._connection, self._name = connection, revocations_of(region)
        self._subject = f"revoked.{region}"
        self._seen, self._made = 0, ""
        self.unreadable = 0
        """How many records were passed over, because they are no revocations."""
        self._told, self._told_at = 0, -_TELL_S

    async def ensure(self, lifetime_s: int, *, replicas: int = 1) -> None:
        """Make the stream where it is not there; it keeps what is written for so long at least.

        Raises:
            LogUnavailable: JetStream does not answer.
        """
        found = await self._find()
        wanted = StreamConfig(
            name=self._name,
            subjects=[f"{self._subject}.>"],
            discard=DiscardPolicy.NEW,
            discard_new_per_subject=True,
            max_msgs=REVOCATIONS_MAX,
            max_msgs_per_subject=1,
            max_msg_size=_SIZE_BYTES_MAX,
            max_age=lifetime_s,
            storage=StorageType.FILE,
            deny_delete=True,
            deny_purge=True,
            allow_direct=False,
            num_replicas=replicas,
        )
        if found is None:
            await self._connection.ask(lambda: self._connection.stream.add_stream(wanted))
            return
        await protect(self._connection, self._name)
        if 0 < (found.config.max_age or 0) < lifetime_s:
            found = await self._find() or found
            longer = found.config.evolve(max_age=lifetime_s)
            await self._connection.ask(lambda: self._connection.stream.update_stream(longer))

    async def write(self, revocation: Revocation) -> None:
        """Write one. Of one viewer the latest counts.

        Raises:
            LogUnavailable: no acknowledgement came. LogMisconfigured: there are as many as may be.
        """
        info = await self._find()
        if info and info.state.messages >= REVOCATIONS_MAX:
            raise LogMisconfigured(
                f"{self._name} holds {REVOCATIONS_MAX:,} revocations, and a gateway holds no more: "
                "shorten the lifetime of tokens, so that old revocations expire sooner; if "
                "something else filled it, delete the stream, and revoke again"
            )
        what = f"{'token' if revocation.token else 'viewer'}.{secrets.token_hex(16)}"
        await self._connection.ask(
            lambda: self._connection.stream.publish(
                f"{self._subject}.{what}", _write(revocation), stream=self._name
            )
        )

    async def news(self) -> list[Revocation]:
        """What was written since this was asked last. One request where that is nothing.

        Raises:
            LogUnavailable: JetStream does not answer.
        """
        info = await self._find()
        if info is None:
            return []
        if str(info.created) != self._made or info.state.last_seq < self._seen:
            # Made anew, or restored from an older copy: all that it holds is read again.
            self._seen, self._made = 0, str(info.created)
        found: list[Revocation] = []
        # SUBTLE: noted at the end, or what was read before an answer that did not come is lost.
        seen = self._seen
        while seen < info.state.last_seq:
            after = seen + 1
            try:
                message = await self._connection.ask(
                    lambda after=after: self._connection.stream.get_msg(  # type: ignore[misc]
                        self._name, seq=after, subject=f"{self._subject}.>", next=True
                    )
                )
            except NotFoundError:
                # What was written last is too old.
                seen = info.state.last_seq
                break
            seen = message.seq or after
            try:
                found.append(_read(message.data or b""))
            except msgspec.DecodeError:
                self.unreadable += 1
                metrics.ERRORS.labels("unreadable").inc()
        self._seen = seen
        self._tell()
        return found

    def _tell(self) -> None:
        """Say that something was passed over, at most once a minute."""
        now = asyncio.get_running_loop().time()
        if self.unreadable > self._told and now - self._told_at >= _TELL_S:
            _logger.warning(
                "%s: %d records are not revocations and were ignored: somebody without the right "
                "wrote there",
                self._name,
                self.unreadable - self._told,
            )
            self._told, self._told_at = self.unreadable, now

    async def _find(self) -> StreamInfo | None:
        try:
            return await self._connection.ask(
                lambda: self._connection.stream.stream_info(self._name)
            )
        except NotFoundError:
            return None
