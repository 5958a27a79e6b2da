"""The simulated world: regions with their servers, replicas and gateways, and what befalls them.

Everything that happens is an operation: a name and small numbers, each taken modulo what there is.
So any list of operations is a history, and stays one when some are left out.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeAlias

from crdt.coverage import Coverage
from eventlog.logs import Reading
from eventlog.subjects import Log
from projector.judgement import judge_of
from tests.simulation.bodies import ARTICLES, WRITES, drafts, pair_of, poison_of
from tests.simulation.gateway import GatewayTwin, User, Violation
from tests.simulation.log import FAIR, FOUL, LogServer, Mirror, Stream
from tests.simulation.replica import PACES, STEPS, Replica
from tests.simulation.shape import Shape
from tests.simulation.store import FAULTS, STORE_S, StoreServer
from tribes.events import EVENTS
from tribes.views import COMMUNITY
from views.shards import Shards

Operation: TypeAlias = tuple[str, *tuple[int, ...]]

SKEWS_MS = (0, 0, 1, -1_000, 30_000, -30_000, 59_000, -59_000, 61_500, -120_000)
PAUSES_S = (0.0, 0.001, 0.02, 0.15, 0.6, 1.5, 4.0)
USERS = ("ada", "bob", "zoé")
BUSY_EVENTS, BUSY_CALL_S = 160, 0.1
PAUSE_S_MAX = 2.5
"""Whoever waits before it tries again has tried by then."""
REPLACED_S_MAX = 5.0
"""After so long, what a replica read that died is read by another."""


@dataclass
class Region:
    """One region: its log server, its store, and who works there."""

    server: LogServer
    store: StoreServer
    replicas: list[Replica] = field(default_factory=list)
    gateways: list[GatewayTwin] = field(default_factory=list)
    found_at: dict[Log, float] = field(default_factory=dict)

    @property
    def living(self) -> list[Replica]:
        """The replicas whose processes run."""
        return [replica for replica in self.replicas if replica.lives]


class World:
    """All regions. Made inside a running simulated loop."""

    def __init__(self, seed: int, shape: Shape) -> None:
        self.random, self.shape = Random(seed), shape
        self.judge = judge_of(EVENTS, COMMUNITY)
        self.regions = [self._region(number) for number in range(shape.regions)]
        self.mirrors = [
            Mirror(one.server, other.server)
            for one in self.regions
            for other in self.regions
            if one is not other
        ]
        self.tasks = [asyncio.create_task(mirror.run()) for mirror in self.mirrors]
        self.writing: list[asyncio.Task[None]] = []
        self.users = {name: User(name) for name in USERS}
        self._turns = {name: asyncio.Lock() for name in USERS}
        self._number = 0
        self.satisfied = 0
        """How many reads were satisfied: a simulation that never reads proves nothing."""
        for number in range(shape.regions):
            for _ in range(shape.replicas):
                self.start(number)

    def _region(self, number: int) -> Region:
        server = LogServer(f"r{number}", self.random)
        shards = Shards(1 + (self.shape.shards + number - 1) % 4)
        region = Region(server, StoreServer(COMMUNITY, shards, self.random))
        for partition in range(self.shape.partitions):
            server.streams[Log(server.region, partition)] = Stream()
        region.gateways = [
            GatewayTwin(
                server,
                region.store,
                partitions=self.shape.partitions,
                skew_ms=skew_ms,
                judge=self.judge,
            )
            for skew_ms in (0, self.random.choice(SKEWS_MS))
        ]
        return region

    @property
    def origins(self) -> dict[Log, LogServer]:
        """All logs, with the server of their own region."""
        return {
            log: region.server
            for region in self.regions
            for log in region.server.streams
            if log.region == region.server.region
        }

    async def apply(self, operation: Operation) -> None:
        """Let an operation happen.

        Raises:
            Violation: something that must hold does not.
        """
        name, *numbers = operation
        done = getattr(self, name)(*numbers)
        if done is not None:
            await done
        await asyncio.sleep(0)
        self.look()

    def look(self) -> None:
        """Raise what went wrong in the background."""
        for task in [task for task in self.writing if task.done()]:
            self.writing.remove(task)
            task.result()
        for task in self.tasks:
            if task.done():
                task.result()
        for region in self.regions:
            for replica in region.replicas:
                if replica.died_of:
                    raise Violation(f"{replica.name} ended") from replica.died_of
            region.replicas = region.living

    def _at(self, region: int) -> Region:
        return self.regions[region % len(self.regions)]

    # Users.

    def write(self, user: int, region: int, gateway: int, what: int, article: int) -> None:
        """A user changes something, as soon as what they did before has an answer."""
        name, about = USERS[user % len(USERS)], ARTICLES[article % len(ARTICLES)]
        gateways = self._at(region).gateways
        at = gateways[gateway % len(gateways)]
        self._number += 1
        draft, fields = drafts(about, name, self._number)[what % WRITES]
        task = self._write(self.users[name], at, draft, fields, self._number)
        self.writing.append(asyncio.create_task(task))

    async def _write(
        self, user: User, at: GatewayTwin, draft: Any, fields: dict[str, Any], number: int
    ) -> None:
        async with self._turns[user.name]:
            await at.mutate(user, draft, number, **fields)

    def read(self, user: int, region: int) -> None:
        """A user reads with their token."""
        reader = self.users[USERS[user % len(USERS)]]
        self.satisfied += self._at(region).gateways[0].read(reader, self.origins)

    def skew(self, region: int, gateway: int, skew: int, restarts: int) -> None:
        """A wall clock is set, or is of another machine."""
        gateways = self._at(region).gateways
        at = gateways[gateway % len(gateways)]
        at.skew_ms = SKEWS_MS[skew % len(SKEWS_MS)]
        if restarts % 2:
            at.restart()

    # Logs.

    def poison(self, region: int, partition: int, what: int) -> None:
        """Bytes that no entry would let in, or that later code writes."""
        self._number += 1
        bodies = poison_of(self._number)
        self._append(region, partition, bodies[what % len(bodies)])

    def again(self, region: int, partition: int, which: int) -> None:
        """An event of any log comes again, long after its id was forgotten."""
        bodies = [
            body
            for log, server in self.origins.items()
            for body in server.streams[log].bodies
            if body is not None
        ]
        if bodies:
            self._append(region, partition, bodies[which % len(bodies)])

    def collide(self, region: int, other: int, what: int) -> None:
        """Two entries give two events about one thing the same stamp."""
        self._number += 1
        bodies = pair_of(self._number, what)
        self._append(region, 0, bodies[0])
        self._append(other, 0, bodies[1])

    def hole(self, region: int, partition: int) -> None:
        """A log loses an event from its middle, before anybody read it."""
        self._append(region, partition, None)

    def _append(self, region: int, partition: int, body: bytes | None) -> None:
        at = self._at(region)
        if at.server.up:
            epoch = at.gateways[0].epoch
            log = Log(at.server.region, partition % self.shape.partitions, epoch)
            at.server.append(log, body)

    def epoch(self, region: int) -> None:
        """The next epoch of a region begins."""
        at = self._at(region)
        for gateway in at.gateways:
            gateway.epoch += 1
        for partition in range(self.shape.partitions):
            at.server.streams[Log(at.server.region, partition, at.gateways[0].epoch)] = Stream()
        at.server.tell()

    def lose_publish(self, region: int, stored: int) -> None:
        """The next acknowledgements are lost, or the events themselves."""
        server = self._at(region).server
        if stored % 2:
            server.unacknowledged = 2
        else:
            server.unstored = 2

    def log_down(self, region: int) -> None:
        """A log server stops."""
        self._at(region).server.go_down()

    def log_up(self, region: int) -> None:
        """It comes back."""
        self._at(region).server.come_up()
        self._tell()

    def weather(self, region: int, foul: int) -> None:
        """Delay, loss and duplication in a region's network."""
        self._at(region).server.weather = FOUL if foul % 2 else FAIR

    def link(self, mirror: int, up: int) -> None:
        """The link between two regions, one way."""
        if self.mirrors:
            self.mirrors[mirror % len(self.mirrors)].up = bool(up % 2)
            self._tell()

    def _tell(self) -> None:
        for region in self.regions:
            region.server.tell()

    # Stores.

    def store_down(self, region: int) -> None:
        """A store stops."""
        self._at(region).store.up = False

    def store_up(self, region: int) -> None:
        """It comes back with what it held."""
        self._at(region).store.up = True

    def fault(self, region: int, what: int, times: int) -> None:
        """The next calls fail in some way."""
        self._at(region).store.faults += [FAULTS[what % len(FAULTS)]] * (1 + times % 3)

    def slow(self, region: int, how: int) -> None:
        """A store is busy with something else, or no more."""
        self._at(region).store.delay_s_max = (STORE_S, 0.05, 0.5)[how % 3]

    def snapshot(self, region: int) -> None:
        """A store is saved, or its replica has caught up."""
        self._at(region).store.snapshot()

    def roll_back(self, region: int, which: int, shards: int) -> None:
        """Some shards go back: a restore, or a replica that lagged is promoted."""
        store = self._at(region).store
        store.roll_back(which, [shard for shard in store.shards.all if shards >> shard & 1])

    def empty(self, region: int) -> None:
        """Somebody flushes a store."""
        self._at(region).store.empty()

    # Replicas.

    def start(self, region: int) -> None:
        """A replica joins, under a new id."""
        at = self._at(region)
        self._number += 1
        if len(at.replicas) < 4:
            name = f"{at.server.region}-{self._number}"
            at.replicas.append(Replica(name, at.server, at.store, PACES[self.shape.pace]))

    def dies_at(self, region: int, replica: int, step: int, times: int) -> None:
        """A replica will die when it reaches a step."""
        living = self._at(region).living
        if living:
            doomed = living[replica % len(living)]
            doomed.dies_at(STEPS[step % len(STEPS)], 1 + times % 4)

    async def kill(self, region: int, replica: int) -> None:
        """A replica dies, whatever it does just now."""
        living = self._at(region).living
        if living:
            await living[replica % len(living)].kill()

    async def leave(self, region: int, replica: int) -> None:
        """A replica is stopped in order."""
        living = self._at(region).living
        if living:
            await living[replica % len(living)].leave()

    def cut(self, region: int, replica: int, whether: int) -> None:
        """A replica loses its way to the log, or finds it again."""
        living = self._at(region).living
        if living:
            living[replica % len(living)].logs.cut = bool(whether % 2)
            self._tell()

    # Time.

    async def wait(self, pause: int) -> None:
        """Time passes."""
        await asyncio.sleep(PAUSES_S[pause % len(PAUSES_S)])

    async def calm(self, region: int) -> None:
        """A region's servers are well for a while: somebody must read every log."""
        at = self._at(region)
        self.mend(at)
        living, logs = at.living, set(at.server.streams)
        for replica in living:
            logs &= set(replica.projector.assignment.found) or logs
        while True:
            # Whoever is still to die at a step has it only now.
            before = at.living
            await asyncio.sleep(REPLACED_S_MAX)
            if at.living == before:
                break
        unread = sorted(log.name for log in logs if not _readers(at, log))
        if at.living and unread:
            raise Violation(f"{at.server.region}: nobody reads {unread}")

    async def busy(self, region: int, what: int, shards: int) -> None:
        """A log is written without a pause while its store goes back: it heals all the same.

        SUBTLE: no shard is ever without something pending, so only the gaps that calls answer with
        can tell. `_check` takes nothing of a busy log for a loss.
        """
        at = self._at(region)
        self.mend(at)
        await asyncio.sleep(PAUSE_S_MAX)
        at.store.snapshot()
        log = Log(at.server.region, 0, at.gateways[0].epoch)
        readers = _readers(at, log)
        stream = at.server.streams[log]
        at.store.delay_s_min = at.store.delay_s_max = BUSY_CALL_S
        last = 0
        for number in range(BUSY_EVENTS):
            if number == BUSY_EVENTS // 4:
                last = stream.last
                self.roll_back(region, 3, shards)
                at.store.faults = [FAULTS[what % len(FAULTS)]]
            self._number += 1
            at.server.append(log, poison_of(self._number)[-1])
            await asyncio.sleep(BUSY_CALL_S / 3)
        at.store.delay_s_min, at.store.delay_s_max = 0.0, STORE_S
        # Whoever takes over needs its time, and so does who may take but three events a call.
        if not readers & _readers(at, log) or self.shape.pace:
            return
        for shard, held in enumerate(at.store.held):
            covered = held.coverage.get(log.name, Coverage())
            lost = [n for n in range(1, last + 1) if n not in covered and stream.bodies[n - 1]]
            if lost:
                raise Violation(f"{log.name} is busy, and shard {shard} still lacks {lost}")

    def mend(self, at: Region) -> None:
        """End every fault of a region, but for the dead."""
        at.store.up, at.store.faults, at.store.delay_s_max = True, [], STORE_S
        at.server.weather, at.server.unacknowledged, at.server.unstored = FAIR, 0, 0
        for replica in at.replicas:
            replica.logs.cut = False
        at.server.come_up()
        self._tell()

    async def check(self) -> None:
        """Heal everything, wait for quiet, and compare all with the plain fold."""
        from tests.simulation.verdict import judge_world

        await judge_world(self)


def _readers(at: Region, log: Log) -> set[Reading]:
    """Who reads a log now. One that ends and is begun again is another."""
    found = (replica.projector.assignment.readers.get(log) for replica in at.living)
    return {reader for reader in found if reader is not None}
