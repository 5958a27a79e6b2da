"""Servers: one server, or the nodes of a cluster. The only module that holds connections.

Which it is, the server itself says at the first call. Every exception of the client stops here:
`StoreUnavailable` for what may pass, `ScriptFailed` for what a script raised.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar

from redis.asyncio import BlockingConnectionPool, ConnectionPool, Redis
from redis.connection import HiredisRespSerializer
from redis.crc import key_slot
from redis.exceptions import (
    AuthenticationError,
    ClusterDownError,
    ConnectionError,
    MovedError,
    ReadOnlyError,
    RedisError,
)
from redis.exceptions import (
    TimeoutError as ClientTimeoutError,
)

from views.errors import StoreUnavailable, StoreUnsuitable, ViewsError
from views.servers.access import Access
from views.servers.failures import explained
from views.servers.lines import Line
from views.servers.slots import Node, Slots

T = TypeVar("T")
Call: TypeAlias = Callable[[Any], Awaitable[T]]
"""What is done with a client. It may be done again, so it starts anew each time."""

TRIES_MAX = 4
"""To how many nodes one call goes, one after another, before it is given up."""

LOST = (ConnectionError, ClientTimeoutError, OSError, ClusterDownError, ReadOnlyError)
"""What a node that leads no more, or lives no more, has to say."""


class Servers(Protocol):
    """Where commands go: to the server that holds a key, or to every one that holds any."""

    async def at(self, key: str, call: Call[T]) -> T:
        """Call the server that holds a key."""

    async def each(self, call: Call[T]) -> dict[str, T]:
        """Call every server that holds keys, of those that answer; the results by its address as
        messages show it.

        Raises:
            StoreUnavailable: none answers.
        """

    async def close(self) -> None:
        """Close all connections."""


class _Packing:
    """A connection whose commands hiredis packs: of a merge with thousands of keys the client alone
    would copy what it has packed once for each. And its certificates are read at each connecting.
    """

    ssl_context: Any = None

    def _connection_arguments(self) -> Mapping[str, Any]:
        if self.ssl_context is not None:
            self.ssl_context.context = None
        arguments: Mapping[str, Any] = super()._connection_arguments()  # type: ignore[misc]
        return arguments

    def pack_command(self, *arguments: Any) -> list[bytes]:
        packed: list[bytes] = _packer.pack(*arguments)
        return packed


_packer = HiredisRespSerializer()


class Server:
    """One server and its connections.

    Args:
        timeout_s: how long a command may take, or wait for a connection. connections: how many
            commands run at once; others wait.

    Raises:
        ValueError: the address is not one.
    """

    def __init__(
        self, access: Access, *, timeout_s: float, connections: int, connect_s: float | None = None
    ) -> None:
        self.access, self.place = access, access.place
        self.timeout_s, self._connections = timeout_s, connections
        # The client's own annotations differ between its sync and async halves.
        pool: Any = BlockingConnectionPool.from_url(
            access.url,
            **access.options,
            max_connections=connections,
            timeout=timeout_s,
            socket_timeout=timeout_s,
            socket_connect_timeout=connect_s or timeout_s,
            protocol=2,
        )
        try:
            pool.connection_class(**pool.connection_kwargs)
        except (TypeError, RedisError) as error:
            option = re.search(r"unexpected keyword argument '(.*)'", str(error))
            raise ValueError(
                f"no option {option[1]!r} is known" if option else str(error)
            ) from None
        client: Any = Redis.from_pool(pool)
        self.client = client
        # What many reads share has no time-out of its own: a read has.
        single: Any = ConnectionPool.from_url(
            access.url,
            **access.options,
            socket_timeout=None,
            socket_connect_timeout=connect_s or timeout_s,
            protocol=2,
        )
        for each in (pool, single):
            each.connection_class = type("Packing", (_Packing, each.connection_class), {})
        # SUBTLE: before a cluster's own time-out, which would only cancel, and keep what hangs.
        client.line = Line(single.make_connection, 0.9 * timeout_s)

    def beside(self, node: Node) -> Server:
        """Another node of this one's cluster.

        A node that does not take connections is given up early, so that a call has time left to
        look who leads in its place.
        """
        return Server(
            self.access.beside(node.host, node.port),
            timeout_s=self.timeout_s,
            connections=self._connections,
            connect_s=self.timeout_s / 4,
        )

    async def close(self) -> None:
        """Close its connections."""
        await self.client.line.close()
        await self.client.aclose()


class Single:
    """A server that is no cluster's."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def at(self, key: str, call: Call[T]) -> T:
        """Call the server: it holds every key."""
        try:
            return await heeding(call, self._server.client)
        except (RedisError, OSError) as error:
            raise explained(error, self._server.place) from None

    async def each(self, call: Call[T]) -> dict[str, T]:
        """Call the server."""
        return {self._server.place: await self.at("", call)}

    async def close(self) -> None:
        """Close all connections."""
        await self._server.close()


class Cluster:
    """The masters of a cluster, and who of them holds which slot.

    redis-py's own cluster client is not used: it asks a node for the keys of every FCALL before
    it sends it (COMMAND GETKEYS, with the whole payload), and fails instead of waiting when all
    connections are busy.

    Args:
        named: the nodes that were named; any that answers tells the others.
    """

    def __init__(self, named: Sequence[Server]) -> None:
        self._named, self._timeout_s = list(named), named[0].timeout_s
        self._nodes: dict[Node, Server] = {}
        self._tellers = list(named)
        self._slots, self._looks = Slots(), 0
        self._doubted: set[Node | None] = set()
        self._looking = asyncio.Lock()

    async def at(self, key: str, call: Call[T]) -> T:
        """Call the master that holds a key, wherever it has gone to, within the time-out."""
        slot = key_slot(key.encode())
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._follow(slot, call)
        except TimeoutError:
            node = self._slots.master_of(slot)
            # It hangs. Whoever calls next looks first whether another leads by now.
            self._doubted.add(node)
            raise StoreUnavailable(
                f"{self._place(node)}: no answer in {self._timeout_s:g} s"
            ) from None

    async def _follow(self, slot: int, call: Call[T]) -> T:
        node, looks = self._slots.master_of(slot), self._looks
        if node is None or node in self._doubted:
            await self._look(looks)
            node = self._slots.master_of(slot)
        trouble: ViewsError = StoreUnavailable(f"{self._place(None)}: no node serves slot {slot}")
        for _ in range(TRIES_MAX):
            if node is None:
                break
            server, looks = self._server(node), self._looks
            try:
                return await heeding(call, server.client)
            except MovedError as error:
                trouble = explained(error, server.place)
                moved = Node(error.host or server.access.host, int(error.port))
                await self._look(looks)
                # SUBTLE: who told of the move knows; who was asked meanwhile may not yet.
                node = moved
            except AuthenticationError as error:
                raise explained(error, server.place) from None
            except LOST as error:
                trouble = explained(error, server.place)
                self._doubted.add(node)
                await self._look(looks)
                before, node = node, self._slots.master_of(slot)
                if node == before:
                    # Nobody leads in its place yet. The caller decides when to try again.
                    break
            except (RedisError, OSError) as error:
                raise explained(error, server.place) from None
        raise trouble

    async def each(self, call: Call[T]) -> dict[str, T]:
        """Call every master, at once; one that does not answer is left out, unless none does."""
        try:
            async with asyncio.timeout(self._timeout_s):
                await self._look(self._looks)
        except TimeoutError:
            raise StoreUnavailable(
                f"{self._place(None)}: no node described the cluster within {self._timeout_s:g} s"
            ) from None
        found = [self._server(node) for node in self._slots.masters]
        if not found:
            raise StoreUnavailable(f"{self._place(None)}: the cluster is not formed yet")
        answers = await asyncio.gather(
            *(Single(server).at("", call) for server in found), return_exceptions=True
        )
        results, troubles = dict[str, T](), list[StoreUnavailable]()
        for server, answer in zip(found, answers, strict=True):
            if isinstance(answer, StoreUnavailable):
                troubles.append(answer)
            elif isinstance(answer, BaseException):
                raise answer
            else:
                results[server.place] = answer
        if not results:
            raise troubles[0]
        return results

    async def close(self) -> None:
        """Close all connections."""
        for server in {*self._named, *self._nodes.values()}:
            await server.close()

    def _place(self, node: Node | None) -> str:
        if node in self._nodes:
            return self._nodes[node].place
        return ",".join(server.place for server in self._named)

    def _server(self, node: Node) -> Server:
        if node not in self._nodes:
            self._nodes[node] = self._named[0].beside(node)
        return self._nodes[node]

    async def _look(self, looks: int) -> None:
        """Learn who holds which slots, unless somebody has since the caller looked.

        SUBTLE: whoever tells goes to the end of the row, whatever it tells. A node that is cut
        off from the others would tell for ever who led before.
        """
        async with self._looking:
            if self._looks != looks:
                return
            doubted = [self._nodes[node] for node in self._doubted if node in self._nodes]
            troubles = []
            for teller in sorted(self._tellers, key=doubted.__contains__):
                self._tellers.remove(teller)
                self._tellers.append(teller)
                try:
                    async with asyncio.timeout(self._timeout_s / 4):
                        reply = await heeding(_ask_slots, teller.client)
                except (RedisError, OSError) as error:
                    troubles.append(explained(error, teller.place))
                    continue
                await self._learn(Slots.parse(reply, teller.access.host))
                return
        raise worst(troubles)

    async def _learn(self, slots: Slots) -> None:
        self._slots, self._looks = slots, self._looks + 1
        self._doubted.clear()
        gone = [self._nodes.pop(node) for node in self._nodes.keys() - slots.nodes]
        nodes = [self._server(node) for node in sorted(slots.nodes)]
        known = {server.access for server in nodes}
        others = [server for server in self._named if server.access not in known]
        told = [teller for teller in self._tellers if teller in (*nodes, *others)]
        self._tellers = [server for server in (*nodes, *others) if server not in told] + told
        for server in gone:
            await server.close()


async def find(named: Sequence[Server]) -> Servers:
    """Find out whether a single server was named or the nodes of a cluster.

    Raises:
        StoreUnsuitable: several were named, and they are no cluster.
        StoreUnavailable: none of them answers.
    """
    troubles = []
    for server in named:
        try:
            # One that hangs must not use up the time of the others.
            async with asyncio.timeout(server.timeout_s / 4 if len(named) > 1 else None):
                info = await heeding(_ask_kind, server.client)
        except (RedisError, OSError) as error:
            troubles.append(explained(error, server.place))
            continue
        if info.get("cluster_enabled"):
            return Cluster([server, *(other for other in named if other is not server)])
        if len(named) > 1:
            raise StoreUnsuitable(
                f"{server.place}: it is not a cluster, but REDIS_URL names several servers; name "
                "one"
            )
        return Single(server)
    raise worst(troubles)


def worst(troubles: list[ViewsError]) -> ViewsError:
    """The one that does not pass by itself, if there is one."""
    return next((each for each in troubles if isinstance(each, StoreUnsuitable)), troubles[0])


def _ask_kind(client: Any) -> Awaitable[Any]:
    info: Awaitable[Any] = client.info("cluster")
    return info


def _ask_slots(client: Any) -> Awaitable[Any]:
    found: Awaitable[Any] = client.execute_command("CLUSTER", "SLOTS")
    return found


async def heeding(call: Call[T], client: Any) -> T:
    """Await a call of the client, and be cancelled if that was asked for meanwhile.

    SUBTLE: the client sends with `wait_for`, which in Python 3.11 swallows a cancellation that
    comes as the sending ends. The task would go on for ever, and its process would not end.
    """
    task = asyncio.current_task()
    asked_before = task.cancelling() if task else 0
    try:
        return await call(client)
    finally:
        if task and task.cancelling() > asked_before:
            raise asyncio.CancelledError
