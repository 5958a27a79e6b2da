"""Clusters: joining nodes that run into one, as `redis-cli --cluster create` does.

It may be done again at any time: nodes that were restarted with their `nodes.conf` are joined
already, and what an interrupted joining left undone is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from views.errors import StoreUnavailable
from views.servers.nodes import heeding
from views.servers.slots import SLOTS, Node, Slots

PAUSE_S = 0.1


@dataclass(frozen=True)
class Member:
    """A node that belongs into a cluster.

    bus_port: where it speaks to the others. replicates: the position of its master among the
    members; None for a master.
    """

    port: int
    bus_port: int
    host: str = "127.0.0.1"
    replicates: int | None = None


_Table: TypeAlias = dict[str, list[str]]
"""By node id, the fields of CLUSTER NODES that follow it: address, flags, master, …"""


async def join(members: Sequence[Member], *, timeout_s: float = 30.0) -> None:
    """Join nodes into a cluster, and wait until each of them says that it is whole.

    Slots go to the masters in equal shares, unless somebody holds them already.

    Raises:
        StoreUnavailable: they are not joined in time; the message says what is missing.
    """
    joining = _Joining(members)
    try:
        async with asyncio.timeout(timeout_s):
            while not await joining.step():
                await asyncio.sleep(PAUSE_S)
    except TimeoutError:
        raise StoreUnavailable(
            f"the cluster is not joined in {timeout_s:g} s: {joining.missing}"
        ) from None
    finally:
        await joining.close()


class _Joining:
    """Each step looks at what is, and does what is missing and can be done now."""

    def __init__(self, members: Sequence[Member]) -> None:
        self._members = list(members)
        self._clients: list[Any] = [
            Redis(
                host=member.host,
                port=member.port,
                socket_timeout=2,
                socket_connect_timeout=2,
                retry=Retry(NoBackoff(), 0),  # Every step is a retry.
                protocol=2,
            )
            for member in members
        ]
        self.missing = "nobody was asked yet"

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()

    async def step(self) -> bool:
        """Whether nothing is missing any more."""
        for part in (self._meet, self._assign, self._replicate, self._whole):
            try:
                self.missing = await part()
            except (RedisError, OSError) as error:
                self.missing = str(error)
            if self.missing:
                return False
        return True

    async def _ask(self, position: int, *command: object) -> Any:
        return await heeding(lambda one: one.execute_command(*command), self._clients[position])

    async def _ids(self) -> list[str]:
        return [
            (await self._ask(position, "CLUSTER", "MYID")).decode()
            for position in range(len(self._members))
        ]

    async def _table(self, position: int) -> _Table:
        # By one word, so that the client does not parse it.
        text = (await self._ask(position, "CLUSTER", "NODES")).decode()
        return {line.split()[0]: line.split()[1:] for line in text.splitlines()}

    async def _meet(self) -> str:
        """Whom the first does not know where it is now, it meets; gossip tells the others."""
        ids, known = await self._ids(), await self._table(0)
        for member, node_id in zip(self._members[1:], ids[1:], strict=True):
            place = f"{member.host}:{member.port}@{member.bus_port}"
            if not known.get(node_id, [""])[0].startswith(place):
                await self._ask(
                    0, "CLUSTER", "MEET", member.host, member.port, str(member.bus_port)
                )
        for position, member in enumerate(self._members):
            strangers = set(ids) - (await self._table(position)).keys()
            if strangers:
                return f"{member.host}:{member.port} does not know {len(strangers)} of the others"
        return ""

    async def _assign(self) -> str:
        """Give every slot that nobody holds to the master whose share it is in."""
        held = set[int]()
        for position, member in enumerate(self._members):
            reply = await self._ask(position, "CLUSTER", "SLOTS")
            for first, last, _ in Slots.parse(reply, member.host).ranges:
                held.update(range(first, last + 1))
        masters = [
            position for position, member in enumerate(self._members) if member.replicates is None
        ]
        for number, position in enumerate(masters):
            share = range(SLOTS * number // len(masters), SLOTS * (number + 1) // len(masters))
            edges = [
                edge for run in _runs(slot for slot in share if slot not in held) for edge in run
            ]
            if edges:
                await self._ask(position, "CLUSTER", "ADDSLOTSRANGE", *edges)
        return ""

    async def _replicate(self) -> str:
        """A replica that is neither one yet nor has been promoted becomes one."""
        ids = await self._ids()
        for position, member in enumerate(self._members):
            if member.replicates is None:
                continue
            flags, slots = await self._standing(position, ids[position])
            if "master" in flags and not slots:
                await self._ask(position, "CLUSTER", "REPLICATE", ids[member.replicates])
        return ""

    async def _standing(self, position: int, node_id: str) -> tuple[list[str], list[str]]:
        _, flags, *rest = (await self._table(position))[node_id]
        return flags.split(","), rest[5:]

    async def _whole(self) -> str:
        """What a node still says against it."""
        count = len(self._members)
        for position, member in enumerate(self._members):
            place = f"{member.host}:{member.port}"
            text = (await self._ask(position, "CLUSTER", "INFO")).decode()
            info = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
            if info["cluster_state"] != "ok" or int(info["cluster_slots_ok"]) != SLOTS:
                return (
                    f"{place} says cluster_state:{info['cluster_state']}, "
                    f"cluster_slots_ok:{info['cluster_slots_ok']}"
                )
            if int(info["cluster_known_nodes"]) < count:
                return f"{place} knows {info['cluster_known_nodes']} of {count} nodes"
            slots = Slots.parse(await self._ask(position, "CLUSTER", "SLOTS"), member.host)
            absent = {Node(one.host, one.port) for one in self._members} - slots.nodes
            if absent:
                return f"{place} does not list {min(absent).port} yet"
            role = await self._ask(position, "ROLE")
            if role[0] == b"slave" and role[3] != b"connected":
                return f"{place} is not in step with its master: {role[3].decode()}"
        return ""


def _runs(slots: Iterator[int]) -> list[tuple[int, int]]:
    runs = list[tuple[int, int]]()
    for slot in slots:
        if runs and runs[-1][1] + 1 == slot:
            runs[-1] = (runs[-1][0], slot)
        else:
            runs.append((slot, slot))
    return runs
