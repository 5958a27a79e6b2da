"""Nemeses: what a real deployment meets. Each does its harm, waits, and undoes it."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import redis

from bandstand.testing.stacks import Process, eventually, gone
from eventlog.connection import connected
from eventlog.reading import Reader
from eventlog.subjects import Log
from tests.chaos.writers import Ledger, Writers
from tests.system.stacks import Stack

POISON = (
    b"",
    b"not json",
    b"[" * 5_000,
    b'{"type":"article_bumped"}',
    b'{"type":"car_crashed","id":"01KDVDZ4M17SZPJMZRED5G7J16","at":"018bcfe56800000"}',
    b'{"type":"article_bumped","article":"\\u0000"}',
    b"\xff\xfe\x00",
    b'{"type":"article_bumped","v":' + b"9" * 400 + b"}",
    b"{" + b'"a":' * 60 + b"1",
    b'"' + b"x" * 60_000 + b'"',
)
OVERLOAD_FACTOR = 10


@dataclass
class Field:
    """Where nemeses strike.

    known: bodies that they put into logs. rolled_back: (region, from, to), as the checker wants.
    scale: how long a fault lasts, as a part of what is usual.
    """

    stack: Stack
    dice: random.Random
    ledger: Ledger
    gateways: dict[str, list[str]]
    scale: float = 1.0
    known: set[bytes] = field(default_factory=set)
    rolled_back: list[tuple[str, float, float]] = field(default_factory=list)
    memory_bytes_max: int = 0

    @property
    def region(self) -> str:
        """Any region."""
        return self.dice.choice(sorted(self.stack.regions))

    def pause(self, low_s: float, high_s: float) -> None:
        """Let a fault last."""
        time.sleep(self.dice.uniform(low_s, high_s) * self.scale)

    def pid(self, role: str, region: str) -> int:
        """A process of a role."""
        return self.dice.choice(self.stack.pids(role, region))

    def kill(self, pid: int) -> None:
        """End a process as a crash does, and wait until the stack has another."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        eventually(lambda: gone(pid) and pid not in self.stack.pids(), "started again", 30)


Nemesis: TypeAlias = Callable[[Field], None]


def none(it: Field) -> None:
    """Nothing happens."""
    it.pause(2, 4)


def kill_projector(it: Field) -> None:
    """A projector is killed."""
    it.kill(it.pid("projector", it.region))


def kill_gateway(it: Field) -> None:
    """A gateway is killed."""
    it.kill(it.pid("gateway", it.region))


def kill_nats(it: Field) -> None:
    """A nats-server is killed."""
    it.kill(it.pid("nats", it.region))


def kill_valkey(it: Field) -> None:
    """A Valkey is killed, and comes back with its last dump."""
    it.kill(it.pid("redis", it.region))


def stop_a_process(it: Field) -> None:
    """A process stands still for a while."""
    pid = it.pid(it.dice.choice(["projector", "gateway", "nats", "redis"]), it.region)
    os.kill(pid, signal.SIGSTOP)
    try:
        it.pause(5, 40)
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def _dump(it: Field, region: str) -> Path:
    return it.stack.data / region / "redis" / "dump.rdb"


def _client(it: Field, region: str) -> redis.Redis:
    return redis.Redis.from_url(it.stack.regions[region]["REDIS_URL"], socket_timeout=5)


def _come_back_with(it: Field, region: str, dump: Path | None) -> None:
    """Crash a Valkey, and let it come back with a dump, or with nothing."""
    [pid] = it.stack.pids("redis", region)
    os.kill(pid, signal.SIGSTOP)
    _dump(it, region).unlink(missing_ok=True)
    if dump is not None:
        shutil.copy(dump, _dump(it, region))
    it.kill(pid)


def older_dump(it: Field) -> None:
    """A Valkey comes back with an older dump."""
    region = it.region
    copy = it.stack.folder / "older.rdb"
    with _client(it, region) as client:
        client.save()
        shutil.copy(_dump(it, region), copy)
    it.pause(3, 8)
    _come_back_with(it, region, copy)


def emptied(it: Field) -> None:
    """A Valkey comes back empty."""
    _come_back_with(it, it.region, None)


def full_replay(it: Field) -> None:
    """The views forget what they covered, and all is merged once more."""
    with _client(it, it.region) as client:
        for key in client.scan_iter("community:*:coverage"):
            client.delete(key)


def lagging_replica(it: Field) -> None:
    """A replica that lags behind takes the place of its primary."""
    from bandstand.stack import servers as embedded

    region, port = it.region, embedded.free_port()
    folder = it.stack.folder / "replica"
    shutil.rmtree(folder, ignore_errors=True)
    [primary] = it.stack.pids("redis", region)
    command = embedded.valkey_command(folder, port)
    with (it.stack.folder / "replica.log").open("ab") as output:
        process = embedded.start(command, output, os.environ)
    try:
        with (
            _client(it, region) as first,
            redis.Redis(port=port, socket_timeout=5) as replica,
        ):
            eventually(replica.ping, "the replica answers")
            address = first.connection_pool.connection_kwargs
            replica.replicaof(address["host"], address["port"])
            eventually(
                lambda: replica.info()["master_link_status"] == "up", "the replica follows", 30
            )
            os.kill(process.pid, signal.SIGSTOP)
            it.pause(3, 8)
            os.kill(primary, signal.SIGSTOP)
            os.kill(process.pid, signal.SIGCONT)
            replica.replicaof("NO", "ONE")
            replica.save()
        _come_back_with(it, region, folder / "dump.rdb")
    finally:
        with suppress(ProcessLookupError):
            os.kill(primary, signal.SIGCONT)
        process.kill()
        process.wait()


def roll_back_logs(it: Field) -> None:
    """A nats-server comes back with older logs: the origin of its own, and mirrors of others'."""
    region, since = it.region, time.monotonic()
    copy = it.stack.snapshot(region)
    it.pause(3, 8)
    it.stack.restore(region, copy)
    # What was acknowledged by now may be in no copy: a mirror had no time to take it.
    it.rolled_back.append((region, since, time.monotonic() + 1))
    shutil.rmtree(copy)
    it.pause(1, 4)
    heal(it)


def heal(it: Field) -> None:
    """What an operator does about diverged logs; it needs all regions."""

    told = ""

    def healed() -> bool:
        nonlocal told
        done = it.stack.command("heal")
        told = done.stderr
        return done.returncode == 0

    try:
        eventually(healed, "healed", timeout_s=60)
    except AssertionError:
        raise AssertionError(f"not healed: {told}") from None


def _fill(it: Field, folder: Path) -> None:
    """A disk is full for a while."""
    ballast = folder / "ballast"
    try:
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(1 << 16))
        it.pause(4, 8)
    finally:
        ballast.unlink(missing_ok=True)


def full_disk_of_nats(it: Field) -> None:
    """The disk under a nats-server is full; then there is room, and it is started again."""
    region = it.region
    _fill(it, it.stack.data / region / "nats")
    it.kill(it.pid("nats", region))


def full_disk_of_valkey(it: Field) -> None:
    """The disk under a Valkey is full, so that it cannot dump, and refuses to write."""
    region = it.region
    with _client(it, region) as client:
        folder = it.stack.data / region / "redis"
        ballast = folder / "ballast"
        try:
            with suppress(OSError), ballast.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(1 << 16))
            with suppress(redis.RedisError):
                client.bgsave()
            it.pause(4, 8)
        finally:
            ballast.unlink(missing_ok=True)
            with suppress(redis.RedisError):
                client.bgsave()


def _link(it: Field, way: str, *options: str) -> None:
    regions = list(it.stack.regions)
    ends = [regions[0], it.dice.choice(regions[1:])]
    it.dice.shuffle(ends)
    done = it.stack.command("link", way, *ends, *options)
    assert done.returncode == 0, done.stderr


def cut_link(it: Field) -> None:
    """The link is cut."""
    _link(it, "down")
    it.pause(3, 30)
    _link(it, "up")


def one_way_link(it: Field) -> None:
    """The link passes one way alone."""
    _link(it, "down", "--one-way")
    it.pause(3, 20)
    _link(it, "up")


def flapping_link(it: Field) -> None:
    """The link comes and goes."""
    for _ in range(5):
        _link(it, "down")
        it.pause(0.1, 1.5)
        _link(it, "up")
        it.pause(0.1, 1.5)


async def _put(url: str, subject: str, bodies: list[bytes]) -> None:
    async with connected(url) as connection:
        for body in bodies:
            await connection.stream.publish(subject, body, timeout=5)


def _inject(it: Field, bodies: list[bytes]) -> None:
    """Put bytes into a log that no entry would let in."""
    region = it.region
    epoch = max(
        int(path.name.rsplit("-", 1)[1])
        for path in (it.stack.data / region / "nats" / "jetstream").glob(
            f"*/streams/events-{region}-0-*"
        )
    )
    it.known |= set(bodies)
    url = it.stack.regions[region]["NATS_URL"]
    asyncio.run(_put(url, Log(region, 0, epoch).subject("raw", "raw"), bodies))


def poison(it: Field) -> None:
    """Bytes in a log that are no event."""
    _inject(it, list(POISON))


def future_version(it: Field) -> None:
    """An event of a version that this code does not know."""
    body = b'{"actor":"ada","article":"a1","at":"018bcfe56800000",'
    _inject(
        it,
        [body + b'"id":"01KDVDZ4M17SZPJMZRED5G7J16","region":"eu","type":"article_bumped","v":99}'],
    )


def duplicates(it: Field) -> None:
    """A part of a log comes thrice more, shuffled. Its server may be beginning just now."""
    region = it.region

    async def some() -> list[bytes]:
        async with connected(it.stack.regions[region]["NATS_URL"]) as connection:
            async for batch in Reader(connection, Log(region), 1).batches():
                return batch.bodies[:200]
        return []

    async def soon() -> list[bytes]:
        async with asyncio.timeout(60):
            return await some()

    bodies = asyncio.run(soon()) * 3
    it.dice.shuffle(bodies)
    _inject(it, bodies)


def overload(it: Field) -> None:
    """Ten times the writers for a minute. Memory stays bounded, and refusals are clear."""
    burst = Writers(
        it.gateways,
        users=OVERLOAD_FACTOR * 6,
        pause_s=0.02,
        seed=it.dice.randrange(10**6),
        ledger=it.ledger,
        name="o",
    )
    burst.start()
    until = time.monotonic() + 60 * it.scale
    while time.monotonic() < until:
        time.sleep(0.5)
        for pid in it.stack.pids("gateway") + it.stack.pids("projector"):
            with suppress(OSError, StopIteration):
                lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
                held = next(line for line in lines if line.startswith("VmRSS"))
                it.memory_bytes_max = max(it.memory_bytes_max, int(held.split()[1]) * 1024)
    burst.stop()


def two_versions(it: Field) -> None:
    """A projector of another version works beside the others, and ends."""
    variables = it.stack.regions[it.region]
    beside = Process(
        it.stack.folder / "other", **variables, command=("-m", "tests.chaos.other_version")
    )
    it.pause(8, 15)
    beside.end(signal.SIGTERM)


NEMESES: dict[str, Nemesis] = {
    nemesis.__name__.replace("_", " "): nemesis
    for nemesis in (
        kill_projector,
        kill_gateway,
        kill_nats,
        kill_valkey,
        stop_a_process,
        older_dump,
        emptied,
        full_replay,
        lagging_replica,
        roll_back_logs,
        full_disk_of_nats,
        full_disk_of_valkey,
        cut_link,
        one_way_link,
        flapping_link,
        poison,
        future_version,
        duplicates,
        overload,
        two_versions,
    )
}
"""A wrong clock is not here: gateways with one run all the time."""
