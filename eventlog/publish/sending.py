"""Sending: one message into one stream, until it is acknowledged or refused, or time is up.

What a stream refuses is said at once, with the reason, and that nothing was stored. Only silence
leaves it open whether something was.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace

import nats.errors
from nats.js.api import PubAck, StreamInfo
from nats.js.errors import APIError, NotFoundError

from eventlog.connection import Connection
from eventlog.errors import LogError, LogMisconfigured, LogRefuses, LogUnavailable, OutcomeUnknown
from eventlog.publish.refusals import SUBJECT_IS_FULL, Refusal, Why, refusal_of
from eventlog.streams import full

_logger = logging.getLogger(__name__)

_ERRORS = (nats.errors.Error, APIError, asyncio.TimeoutError, OSError)
_PAUSE_S = 0.05
_PAUSE_S_MAX = 1.0

REFUSED_S_MAX = 5.0
"""So long a refusal stands for a stream to which nobody publishes meanwhile."""

ASK_S_MAX = 1.0
"""So much of the patience is kept for asking why nothing is acknowledged."""

SILENT_S_MAX = 30.0
"""As long, for a stream that does not acknowledge."""


class SubjectIsFull(Exception):
    """The stream holds as many messages of this subject as it may."""


class _Denied(Exception):
    """The server does not let this user publish on a subject."""


@dataclass(frozen=True)
class Trouble:
    """Why a stream takes nothing. until: the loop's time at which that is no news any more. last:
    where the stream ended when somebody looked since.
    """

    why: str
    until: float
    last: int | None = None


class Sender:
    """Sends to the streams of one region.

    Args:
        patience_s: how long to go on retrying the same bytes. away_s: how long the connection may
            be lost meanwhile.
        may_send: waits until something may be sent.
    """

    def __init__(
        self,
        connection: Connection,
        patience_s: float,
        away_s: float,
        may_send: Callable[[], Awaitable[None]],
    ) -> None:
        self._connection, self._patience_s, self._may_send = connection, patience_s, may_send
        self._away_s = away_s
        self._troubles: dict[str, Trouble] = {}
        self._follows = False

    @property
    def troubles(self) -> dict[str, str]:
        """Stream → why it took nothing when it was last tried."""
        now = asyncio.get_running_loop().time()
        self._troubles = {name: one for name, one in self._troubles.items() if one.until > now}
        return {name: one.why for name, one in self._troubles.items()}

    def seen(self, stream: str, last: int) -> None:
        """Somebody looked where a stream ends: one that grows takes something."""
        trouble = self._troubles.get(stream)
        if trouble and trouble.last is None:
            self._troubles[stream] = replace(trouble, last=last)
        elif trouble and trouble.last != last:
            del self._troubles[stream]

    async def send(
        self,
        stream: str,
        subject: str,
        data: bytes,
        message_id: str,
        headers: dict[str, str] | None = None,
    ) -> PubAck:
        """Send the same bytes until they are acknowledged.

        Raises:
            SubjectIsFull: the stream holds one of this subject.
            LogRefuses: nothing was stored. LogUnavailable: nothing was even sent.
            LogMisconfigured: the stream is sealed.
            OutcomeUnknown: no acknowledgement came.
        """
        headers = dict(headers or {})
        if message_id:
            headers["Nats-Msg-Id"] = message_id
        if not self._connection.opened:
            raise LogUnavailable(f"{self._connection.place}: not connected yet; nothing was sent")
        loop = asyncio.get_running_loop()
        until = loop.time() + self._patience_s
        # What is left of the time then is for asking why.
        deadline = until - min(ASK_S_MAX, self._patience_s / 4)
        pause_s, silent = _PAUSE_S, False
        while True:
            await self._until_ready(stream, deadline, silent=silent)
            try:
                # SUBTLE: a server that is stopped answers nothing, and keeps the connection: the
                # last attempt would go on long after the time is up.
                left_s = max(deadline - loop.time(), _PAUSE_S)
                ack = await self._put(subject, data, headers, left_s)
                self._troubles.pop(stream, None)
                return ack
            except _Denied:
                refusal: Refusal | None = Refusal(Why.FULL, f"not allowed to publish on {subject}")
            except _ERRORS as error:
                if isinstance(error, APIError) and error.description == SUBJECT_IS_FULL:
                    raise SubjectIsFull from None
                refusal, reason = refusal_of(error), _plain(error)
            if refusal is None:
                silent = True
            else:
                reason = refusal.text
                if refusal.why is not Why.PASSING:
                    raise self.refused(stream, refusal, silent=silent)
                if stream in self.troubles and not silent:
                    # It was waited for in vain just now.
                    raise LogRefuses(stream, self.troubles[stream])
            if loop.time() + pause_s > deadline:
                raise await self._given_up(stream, refusal, reason, silent=silent)
            _logger.warning("%s: %s: trying the same bytes again", stream, reason)
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, _PAUSE_S_MAX)

    async def attempt(self, subject: str, data: bytes, message_id: str) -> PubAck | Refusal | None:
        """Try once, without waiting for others; None when it is open whether it is stored."""
        try:
            future = await self._connection.stream.publish_async(
                subject, data, headers={"Nats-Msg-Id": message_id}
            )
            async with asyncio.timeout(self._connection.timeout_s):
                return await future
        except _ERRORS as error:
            refusal = refusal_of(error)
            return None if refusal and refusal.why in (Why.PASSING, Why.SEALED) else refusal

    async def _until_ready(self, stream: str, deadline: float, *, silent: bool) -> None:
        if (away_s := self._connection.away_s) > self._away_s:
            lost = f"{self._connection.place}: the connection was lost {away_s:.0f} s ago"
            if silent:
                raise OutcomeUnknown(f"{lost}; {_RETRY}")
            raise LogUnavailable(f"{lost}; nothing was sent: try again in a moment")
        try:
            async with asyncio.timeout_at(deadline):
                await self._may_send()
        except TimeoutError:
            why = (
                f"{stream}: the connection to the log was lost, and it is not known yet whether "
                "the log is what it was"
            )
            if silent:
                raise OutcomeUnknown(f"{why}; {_RETRY}") from None
            raise LogUnavailable(f"{why}; nothing was sent: try again") from None

    async def _put(
        self, subject: str, data: bytes, headers: dict[str, str], left_s: float
    ) -> PubAck:
        """Publish once. Raises `_Denied` at once where the server tells that beside the answer."""
        denied = False
        try:
            async with asyncio.timeout(None) as patience:

                def deny() -> None:
                    nonlocal denied
                    if not denied:  # An attempt before may be denied as well just now.
                        denied = True
                        patience.reschedule(0)

                with self._connection.denials(subject, deny):
                    return await self._connection.stream.publish(
                        subject,
                        data,
                        headers=headers,
                        timeout=min(self._connection.timeout_s, left_s),
                    )
        except TimeoutError:
            if denied:
                raise _Denied from None
            raise

    def refused(self, stream: str, refusal: Refusal, *, silent: bool = False) -> LogError:
        """What is raised over a refusal that trying again would not change.

        Args:
            silent: whether an attempt before was not answered, so that it may be stored.
        """
        if refusal.why is Why.SEALED:
            return LogMisconfigured(f"{stream}: {refusal.text}")
        if refusal.why is Why.FULL:
            self._note(stream, refusal.text, REFUSED_S_MAX)
        if silent:
            return OutcomeUnknown(f"{stream} takes nothing: {refusal.text}; {_RETRY}")
        return LogRefuses(stream, refusal.text, takes_others=refusal.why is Why.UNFIT)

    async def _given_up(
        self, stream: str, refusal: Refusal | None, reason: str, *, silent: bool
    ) -> LogError:
        """What is raised when time is up."""
        info = await self._info(stream)
        if refusal is not None:
            reason = (info and full(info)) or reason
            self._note(stream, reason, REFUSED_S_MAX)
        elif info is not None:
            reason = (
                "the server answers, and acknowledges nothing: its disk may be full or broken (its "
                "log says so, and it takes nothing until there is room and it is restarted), or "
                "too few servers of its cluster are there"
            )
            self._note(stream, reason, SILENT_S_MAX)
        elif reason in _NO_ANSWER:
            reason = "the server answers nothing: it may be stopped, or the way to it broken"
        if not silent:
            return LogRefuses(stream, reason)
        return OutcomeUnknown(
            f"no acknowledgement within {self._patience_s:.0f} s ({reason}); {_RETRY}"
        )

    async def _info(self, stream: str) -> StreamInfo | None:
        """What the server says of the stream; None when it does not answer, or has none."""
        with suppress(LogError, NotFoundError, TimeoutError):
            async with asyncio.timeout(ASK_S_MAX):
                return await self._connection.ask(
                    lambda: self._connection.stream.stream_info(stream)
                )
        return None

    def _note(self, stream: str, why: str, for_s: float) -> None:
        if not self._follows:
            # Who comes back is asked again.
            self._follows = True
            self._connection.on_reconnect(self._troubles.clear)
        self._troubles[stream] = Trouble(why, asyncio.get_running_loop().time() + for_s)


def _plain(error: Exception) -> str:
    """What an error of the client says, without its own words around it."""
    told = getattr(error, "description", None) or error
    return str(told).removeprefix("nats: ") or type(error).__name__


_NO_ANSWER = ("timeout", "TimeoutError")
_RETRY = "whether it was stored is unknown: retry with the same idempotency key or event id"
