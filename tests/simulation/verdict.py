"""The verdict on a simulated world: healed and quiet, it must be what the plain fold says."""

from __future__ import annotations

import asyncio

from crdt.coverage import Coverage
from crdt.digests import digest
from crdt.records import Merge
from crdt.states import State
from eventlog.subjects import Log
from projector.errors import Unprojectable
from tests.simulation.gateway import Violation
from tests.simulation.world import REPLACED_S_MAX, Region, World
from tribes.records import Article
from views import audit

QUIET_S_MAX = 60.0
LOOK_S = 0.25
REST_S = 2.5
"""Once quiet and settled, nothing moves for so long."""


async def judge_world(world: World) -> None:
    """Heal everything, wait for quiet, and compare.

    Raises:
        Violation: something hangs, or is not what the logs say.
    """
    for mirror in world.mirrors:
        mirror.up = True
    for number, region in enumerate(world.regions):
        world.mend(region)
        if not region.living:
            world.start(number)
    loop = asyncio.get_running_loop()
    end = loop.time() + QUIET_S_MAX
    while hanging := _hanging(world):
        if loop.time() > end:
            raise Violation(f"not quiet after {QUIET_S_MAX:.0f} s: {'; '.join(hanging)}")
        await asyncio.sleep(LOOK_S)
        world.look()
        for number, region in enumerate(world.regions):
            if not region.living:
                # A step at which it was to die was reached only now.
                world.start(number)
    _compare(world)
    await _rest(world)


def _hanging(world: World) -> list[str]:
    """What is still to come."""
    found = ["a user waits"] if world.writing else []
    for log, origin in world.origins.items():
        bodies = origin.streams[log].bodies
        whole = Coverage.of((n, n) for n, body in enumerate(bodies, 1) if body is not None)
        for region in world.regions:
            name = region.server.region
            copy = region.server.streams.get(log)
            if copy is None or copy.bodies != bodies:
                found.append(f"{name} has {copy and copy.last} of {log.name}'s {len(bodies)}")
            for shard, held in enumerate(region.store.held):
                covered = held.coverage.get(log.name, Coverage())
                if covered != whole:
                    found.append(f"{name} shard {shard} covers {covered} of {log.name} {whole}")
    for region in world.regions:
        read = {log for replica in region.living for log in replica.projector.assignment.readers}
        if unread := set(region.server.streams) - read:
            found.append(f"{region.server.region}: nobody reads {sorted(unread)}")
        for replica in region.living:
            if trouble := replica.projector.trouble:
                found.append(f"{replica.name} has trouble: {trouble}")
            if any(replica.projector._pending):
                found.append(f"{replica.name} has something pending")
    return found


async def _rest(world: World) -> None:
    """Nothing is read or merged any more, though everybody lives."""

    def work() -> tuple[list[int], list[int]]:
        replicas = [replica for region in world.regions for replica in region.living]
        read = [replica.projector.events for replica in replicas]
        return read, [region.store.calls for region in world.regions]

    living = _names(world)
    for region in world.regions:
        for replica in region.replicas:
            replica.spare()
    # SUBTLE: logs may still change hands, while a late beat keeps somebody alive who is gone; and
    # whoever takes one reads on from the watermark. Only what follows must be free of work.
    await asyncio.sleep(REPLACED_S_MAX)
    before = work()
    if hanging := _hanging(world):
        raise Violation(f"it was quiet, and is no more: {'; '.join(hanging)}")
    await asyncio.sleep(REST_S)
    world.look()
    if living != _names(world):
        raise Violation("a replica died of nothing")
    if before != work():
        raise Violation(f"nothing comes, and work goes on: {before} → {work()} events, calls")
    _compare(world)
    _satisfied(world)


def _satisfied(world: World) -> None:
    """Whoever comes back with a token is answered, in every region; a hole alone keeps it open."""
    whole = {log.name for log, at in world.origins.items() if None not in at.streams[log].bodies}
    for region in world.regions:
        for user in world.users.values():
            satisfied = region.gateways[0].read(user, world.origins)
            if not satisfied and user.token.logs.keys() <= whole:
                where = region.server.region
                raise Violation(f"{where} never satisfies {user.name}: {user.token.logs}")


def _names(world: World) -> list[str]:
    return [replica.name for region in world.regions for replica in region.living]


def _compare(world: World) -> None:
    merges, parked = _fold(world)
    state = State(merges)
    wanted = digest(state.entries())
    for region in world.regions:
        name, store = region.server.region, region.store
        holdings = [shard.holding() for shard in store.held]
        expected = audit.expect(store.view, store.shards, state)
        differences = list(audit.compare(expected, holdings))
        if differences:
            raise Violation(f"{name}: " + "\n".join(map(str, differences[:5])))
        entries = {entry for holding in holdings for entry in holding.entries.values()}
        if digest(entries) != wanted:
            raise Violation(f"{name}: another digest than the logs'")
        if _parked(region) != parked:
            raise Violation(f"{name}: parked {_parked(region)}, expected {parked}")
    for user in world.users.values():
        for article in user.standing:
            must = user.expects(article)
            standing = state.elements(Article.bumps.slot, article).get(user.name, (0, False))
            if must is not None and standing[1] is not must:
                raise Violation(f"{user.name}'s last word on {article} was {must}: {standing}")


def _fold(world: World) -> tuple[list[Merge], dict[str, str]]:
    """The merges of all logs, and what is parked."""
    merges: list[Merge] = []
    parked: dict[str, str] = {}
    for log, origin in world.origins.items():
        for sequence, body in _events(log, origin.streams[log].bodies):
            try:
                merges += world.judge(body)
            except Unprojectable as verdict:
                parked[f"{log.name} {sequence}"] = str(verdict)
    return merges, parked


def _events(_: Log, bodies: list[bytes | None]) -> list[tuple[int, bytes]]:
    return [(number, body) for number, body in enumerate(bodies, 1) if body is not None]


def _parked(region: Region) -> dict[str, str]:
    return {where: why for shard in region.store.held for where, why in shard.parked.items()}
