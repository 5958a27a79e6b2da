"""Room: whether the logs of a server take anything now, found without storing anything.

    a stream's own limits, and whether it has a leader     are told with where it ends
    the account's limit                                    is told by the account
    the server's store                                     refuses a message that it would refuse
                                                           anyway: a subject's second, of one

A disk that is full below the server's limit shows in none of these: the server says nothing at all
to who publishes, and that is how it is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from nats.js.errors import APIError, NotFoundError

from eventlog import streams
from eventlog.connection import Connection
from eventlog.errors import LogError
from eventlog.publish.refusals import Why, refusal_of
from eventlog.streams import ROOM_BYTES_MIN, Head
from eventlog.subjects import Log


class Room:
    """Looks at one region's server.

    What this user may not ask is not asked again.
    """

    def __init__(self, connection: Connection, region: str) -> None:
        self._connection, self._keys = connection, streams.keys_of(region)
        self._region = region
        self._denied: set[str] = set()

    async def look(self, heads: Mapping[Log, Head]) -> dict[str, str]:
        """Stream → why it takes nothing: of the logs that are not sealed, and of the keys.

        Args:
            heads: all logs of the server, and where they end now.
        """
        shared = await self._of_account() or await self._of_server()
        found = {log.name: head.full for log, head in heads.items() if head.full}
        if keys := await self._of_keys():
            found[self._keys] = keys
        if shared:
            found |= {log.name: shared for log, head in heads.items() if not head.sealed}
            found[self._keys] = shared
        return found

    async def _of_keys(self) -> str:
        subject = f"$JS.API.STREAM.INFO.{self._keys}"
        info = await self._ask(subject, lambda: self._connection.stream.stream_info(self._keys))
        return streams.full(info) if info else ""

    async def _of_account(self) -> str:
        info = await self._ask("$JS.API.INFO", self._connection.stream.account_info)
        for one in [info, *(info.tiers or {}).values()] if info else []:
            most = one.limits.max_storage
            if most > 0 and most - one.storage < ROOM_BYTES_MIN:
                return (
                    f"the account may store {most:,} bytes, and {one.storage:,} are stored: raise "
                    "the limit"
                )
        return ""

    async def _of_server(self) -> str:
        subject = f"keys.{self._region}.room"

        async def probe() -> str:
            try:
                await self._connection.stream.publish(
                    subject, b"", stream=self._keys, timeout=self._connection.timeout_s
                )
            except APIError as error:
                refusal = refusal_of(error)
                # SUBTLE: what the stream itself refuses is refused after all else was looked at.
                full = refusal is not None and refusal.why is Why.FULL
                return refusal.text if refusal and full and error.err_code != 10077 else ""
            return ""

        return await self._ask(subject, probe) or ""

    async def _ask(self, subject: str, call: Any) -> Any:
        """What is answered; None where nobody does, or this user may not ask."""
        if subject in self._denied:
            return None
        with (
            suppress(LogError, NotFoundError),
            self._connection.denials(subject, lambda: self._denied.add(subject)),
        ):
            return await self._connection.ask(call)
        return None
