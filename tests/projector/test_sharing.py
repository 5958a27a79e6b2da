"""Sharing: living replicas take logs by rendezvous hashing; heartbeats say who lives."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from eventlog import heartbeats
from eventlog.heartbeats import Beat, Heartbeats
from projector.sharing import chosen
from tests.servers import NatsServer
from tests.worlds import world

_names = st.sets(st.text(min_size=1, max_size=4), min_size=2, max_size=6)


@given(_names, st.text(max_size=4))
def test_only_logs_of_the_replica_that_goes_change_hands(replicas: set[str], log: str) -> None:
    """Else every death would make everybody begin again."""
    owner = chosen(log, replicas)
    for gone in replicas - {owner}:
        assert chosen(log, replicas - {gone}) == owner


def test_logs_are_spread_over_replicas() -> None:
    """Two replicas on two cores each have about half of the work."""
    count = Counter(chosen(f"events-eu-{n}-1", ["one", "two"]) for n in range(1000))
    assert min(count.values()) > 400


class Air:
    """Hints that arrive at once, until the air is still."""

    def __init__(self) -> None:
        self.up = True
        self._calls: list[Callable[[bytes], None]] = []

    async def listen(self, _: str, call: Callable[[bytes], None]) -> None:
        self._calls.append(call)

    async def shout(self, _: str, data: bytes = b"") -> None:
        for call in self._calls if self.up else []:
            call(data)


def test_who_is_silent_is_dead_and_who_leaves_is_gone_at_once() -> None:
    """And while nobody can be heard, nobody is dead for that."""

    async def scenario() -> None:
        air = Air()
        hearing = Heartbeats(air, "eu")
        leaving = Heartbeats(air, "eu", lambda: Beat("two", "g", "eu"))
        await hearing.open()
        loop, real = asyncio.get_running_loop(), asyncio.get_running_loop().time
        for replica in ("one", "two"):
            hearing._hear(b'{"replica":"%s","group":"g","region":"eu"}' % replica.encode())
        assert {beat.replica for beat in hearing.alive()} == {"one", "two"}
        await leaving.leave()
        assert [beat.replica for beat in hearing.alive()] == ["one"]
        hearing._hear(b"no heartbeat")
        loop.time = lambda: real() + heartbeats.SILENCE_S_MAX + 1  # type: ignore[method-assign]
        assert hearing.alive() == []

    asyncio.run(scenario())


def test_two_replicas_share_the_logs_and_one_takes_over_what_the_other_read(
    nats: NatsServer, store_url: str
) -> None:
    """Every log has a reader; a replica that ends says so, and none is without one for long."""

    async def scenario() -> None:
        async with world(nats.url, store_url, partitions=8) as it:  # noqa: SIM117
            async with it.projecting(replica="one") as one:
                second = it.projecting(replica="two")
                two = await second.__aenter__()
                async with asyncio.timeout(10):
                    while len(one.readers) + len(two.readers) != 8 or (
                        one.readers.keys() & two.readers.keys() or not two.readers
                    ):
                        await asyncio.sleep(0.05)
                # It dies without a word: this cancels, and does not drain.
                await second.__aexit__(None, None, None)
                async with asyncio.timeout(5):
                    while len(one.readers) < 8:
                        await asyncio.sleep(0.05)

    asyncio.run(scenario())
