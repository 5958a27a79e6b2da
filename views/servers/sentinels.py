"""Sentinels: who of them leads, as they say, and the connections to that server.

A server that was promoted lacks what had not reached it; its coverage lacks that, too, so that it
is read again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from redis.exceptions import AuthenticationError, RedisError

from views.errors import StoreUnavailable, ViewsError
from views.servers.access import Access
from views.servers.failures import explained
from views.servers.nodes import LOST, Call, Server, Servers, T, heeding, worst


class Led(Servers):
    """The server that leads under a name, wherever it is by now.

    redis-py's own client for sentinels is not used: it finds its way per connection, and has none
    that many reads share.

    Args:
        access: the sentinels, any of which will do, and the name.
    """

    def __init__(self, access: Access, *, timeout_s: float, connections: int) -> None:
        self._access, self._timeout_s, self._connections = access, timeout_s, connections
        self._sentinels = [
            Server(one.sentinel(), timeout_s=timeout_s / 4, connections=2) for one in access.each()
        ]
        self._leads: Server | None = None
        self._looks = 0
        self._looking = asyncio.Lock()

    async def at(self, key: str, call: Call[T]) -> T:
        """Call the server that leads, within the time-out."""
        before, looks = self._leads, self._looks
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._follow(call)
        except TimeoutError:
            if self._looks == looks and self._leads is before:
                # It hangs. Whoever calls next looks first whether another leads by now.
                self._leads = None
            place = before.place if before else self._access.place
            raise StoreUnavailable(f"{place}: no answer in {self._timeout_s:g} s") from None

    async def _follow(self, call: Call[T]) -> T:
        looks = self._looks
        leads = self._leads or await self._look(looks)
        while True:
            looks = self._looks
            try:
                return await heeding(call, leads.client)
            except AuthenticationError as error:
                raise explained(error, leads.place) from None
            except LOST as error:
                trouble = explained(error, leads.place)
            except (RedisError, OSError) as error:
                raise explained(error, leads.place) from None
            found = await self._look(looks)
            if found is leads:
                # Nobody leads in its place yet. The caller decides when to try again.
                raise trouble
            leads = found

    async def each(self, call: Call[T]) -> dict[str, T]:
        """Call the server that leads."""
        answer = await self.at("", call)
        return {self._leads.place if self._leads else self._access.place: answer}

    async def close(self) -> None:
        """Close all connections."""
        for server in [*self._sentinels, *([self._leads] if self._leads else [])]:
            await server.close()

    async def _look(self, looks: int) -> Server:
        """Ask who leads, unless somebody has since the caller looked.

        SUBTLE: whoever tells goes to the end of the row: one that is cut off from the others would
        tell for ever who led before.
        """
        async with self._looking:
            if self._looks != looks and self._leads is not None:
                return self._leads
            troubles: list[ViewsError] = []
            for sentinel in tuple(self._sentinels):
                self._sentinels.remove(sentinel)
                self._sentinels.append(sentinel)
                try:
                    told = await heeding(self._ask, sentinel.client)
                except (RedisError, OSError) as error:
                    troubles.append(explained(error, sentinel.place))
                    continue
                if told:
                    return await self._learn(told[0].decode(), int(told[1]))
                name = self._access.sentinel_master
                troubles.append(
                    StoreUnavailable(
                        f"{sentinel.place}: this sentinel watches no master named {name!r}; "
                        "correct REDIS_SENTINEL_MASTER, or the sentinel"
                    )
                )
        raise worst(troubles)

    def _ask(self, client: Any) -> Awaitable[Any]:
        asked = ("SENTINEL", "GET-MASTER-ADDR-BY-NAME", self._access.sentinel_master)
        told: Awaitable[Any] = client.execute_command(*asked)
        return told

    async def _learn(self, host: str, port: int) -> Server:
        self._looks += 1
        access, before = self._access.each()[0].beside(host, port), self._leads
        if before is None or before.access != access:
            self._leads = Server(access, timeout_s=self._timeout_s, connections=self._connections)
            if before is not None:
                await before.close()
        assert self._leads is not None  # noqa: S101
        return self._leads
