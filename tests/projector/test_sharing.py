"""Sharing: living replicas take logs by rendezvous hashing; heartbeats say who lives."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from bandstand.testing.servers import NatsServer
from crdt.coverage import Coverage
from eventlog.copies import heartbeats
from eventlog.copies.heartbeats import Beat, Beats, Heartbeats, say
from eventlog.logs import ServerLogs
from eventlog.reading import Batch
from eventlog.streams import NEVER, Healed
from projector.projector import Projector
from projector.sharing import shared
from tests.worlds import world
from tribes.demo import events
from tribes.events import EVENTS

_names = st.sets(st.text(min_size=1, max_size=4), min_size=2, max_size=6)


@given(_names, st.sets(st.text(max_size=4), max_size=20))
def test_every_log_has_one_reader_and_nobody_more_than_a_part(
    replicas: set[str], logs: set[str]
) -> None:
    """Whoever is asked says the same, in whatever order it heard of the others."""
    owners = shared(logs, replicas)
    assert owners.keys() == logs
    assert owners == shared(sorted(logs, reverse=True), sorted(replicas))
    most = max(Counter(owners.values()).values(), default=0)
    assert most <= -(-len(logs) // len(replicas))


def test_most_logs_stay_when_a_replica_goes() -> None:
    """Else every death would make everybody begin again."""
    logs, replicas = [f"events-eu-{n}-1" for n in range(100)], ["one", "two", "three", "four"]
    before, after = shared(logs, replicas), shared(logs, replicas[:-1])
    stay = sum(before[log] == after[log] for log in logs if before[log] != "four")
    assert stay > 60


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
        hearing = Heartbeats(air, Beats.PROJECTOR, "eu")
        leaving = Heartbeats(air, Beats.PROJECTOR, "eu", say=lambda: Beat("two", "g", "eu"))
        await hearing.open()
        loop, real = asyncio.get_running_loop(), asyncio.get_running_loop().time
        for replica in ("one", "two"):
            await say(air, Beats.PROJECTOR, Beat(replica, "g", "eu"))
        assert {beat.replica for beat in hearing.alive()} == {"one", "two"}
        await leaving.leave()
        assert [beat.replica for beat in hearing.alive()] == ["one"]
        await air.shout(Beats.PROJECTOR.subject("eu"), b"no heartbeat")
        loop.time = lambda: real() + heartbeats.SILENCE_S_MAX + 1  # type: ignore[method-assign]
        assert hearing.alive() == []

    asyncio.run(scenario())


def test_who_is_no_projector_takes_no_logs(nats: NatsServer, store_url: str) -> None:
    """A gateway's credential, with 60 replicas that it invented, had a projector read nothing."""

    async def scenario() -> None:
        async with world(nats.url, store_url, partitions=8) as it:  # noqa: SIM117
            async with it.projecting(replica="one") as one:
                logs, group = ServerLogs(it.connection), one.assignment.group
                heard = {*(f"invented {at}" for at in range(60))}
                for _ in range(8):
                    for replica in heard:
                        beat = Beat(replica, group, "test")
                        for beats in (Beats.GATEWAY, Beats.OLDER):
                            await say(logs, beats, beat)
                    await asyncio.sleep(heartbeats.BEAT_S / 2)
                assert len(one.assignment.readers) == 8
                for replica in heard:
                    await say(logs, Beats.PROJECTOR, Beat(replica, group, "test"))
                async with asyncio.timeout(5):
                    while len(one.assignment.readers) == 8:
                        await asyncio.sleep(0.05)

    asyncio.run(scenario())


def apart(one: Projector, two: Projector, *, logs: int) -> bool:
    """Whether two replicas read so many logs, each of which has one reader."""
    first, second = one.assignment.readers.keys(), two.assignment.readers.keys()
    return bool(second) and not first & second and len(first | second) == logs


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
                    while len(one.assignment.readers) + len(two.assignment.readers) != 8 or (
                        one.assignment.readers.keys() & two.assignment.readers.keys()
                        or not two.assignment.readers
                    ):
                        await asyncio.sleep(0.05)
                # It dies without a word: this cancels, and does not drain.
                await second.__aexit__(None, None, None)
                async with asyncio.timeout(5):
                    while len(one.assignment.readers) < 8:
                        await asyncio.sleep(0.05)

    asyncio.run(scenario())


def test_what_was_read_before_a_log_was_healed_elsewhere_does_not_go_out(
    nats: NatsServer, store_url: str
) -> None:
    """It went to another replica, was healed, and came back: what waited for the store is gone."""

    async def scenario() -> None:
        history = list(islice(events("test", 7), 20))
        bodies = [EVENTS.encode(event) for event in history]
        async with world(nats.url, store_url) as it:
            projector = Projector(ServerLogs(it.connection), it.store, EVENTS, region="test")
            [pending], assignment = projector._pending, projector.assignment
            async with asyncio.TaskGroup() as tasks:
                assignment.found = await projector._logs.heads()
                head = assignment.found[it.log]
                await assignment.start(it.log, await assignment.coverages(), tasks)
                projector._fold(it.log, Batch(list(range(1, 21)), bodies))
                assignment.stop(it.log)
                assert pending.holds(it.log.name), "the other replica may merge it, or nobody"
                lost = Coverage.of([(11, 12)])
                healed = Healed(NEVER, kept=10, held=20, lost=lost)
                assignment.found[it.log] = replace(head, healed=healed)
                await assignment.start(it.log, await assignment.coverages(), tasks)
                assert pending.delta.ranges[it.log.name] == [*lost.ranges]
                assert pending.delta.healed == {it.log.name: NEVER}
                assert not pending.delta.state.tables
                assignment.stop(it.log)

    asyncio.run(scenario())
