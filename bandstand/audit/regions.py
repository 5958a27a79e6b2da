"""Regions: each verified, all at one moment of the logs, and then compared."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

from bandstand.audit import comparison
from bandstand.audit.comparison import Comparison, Copies, Side
from bandstand.audit.folding import BLOCK_EVENTS
from bandstand.audit.kept import Keep
from bandstand.audit.verification import Verdict, Verification, place_of
from bandstand.domain import Domain
from bandstand.processes import production as processes
from bandstand.settings import Settings
from eventlog import streams
from eventlog.connection import Connection, connected
from eventlog.subjects import Log
from views.store import Store

MEET_S_MAX = 10.0
_PAUSE_S = 0.2


@dataclass(frozen=True)
class Opened:
    """One region's servers, open."""

    domain: Domain
    connection: Connection
    stores: tuple[Store, ...]


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Opened]:
    """The log and the stores of a region, for the time of a block."""
    domain = Domain(settings.domain)
    made = processes.stores(settings, domain)
    async with connected(settings.nats()) as connection:
        try:
            yield Opened(domain, connection, made)
        finally:
            for store in made:
                await store.close()


@dataclass(frozen=True)
class Survey:
    """What verifying came to: for each region its verdicts, and for each view the comparison."""

    verdicts: dict[str, list[Verdict]]
    comparisons: list[Comparison]


async def verify_regions(
    regions: dict[str, Settings],
    advance: Callable[[int], None] = lambda _: None,
    keep: Keep | None = None,
) -> Survey:
    """Verify every view in every region, and compare the regions where there are several.

    All are compared at one place of the logs, whatever is written meanwhile. Regions whose logs do
    not come to hold the same in time are said to be apart.

    Args:
        advance: called with a number of events as they are folded, and as they are compared.
        keep: where is kept what the next run needs.

    Raises:
        Failure: a view does not meet its logs.
    """
    verdicts: dict[str, list[Verdict]] = {region: [] for region in regions}
    comparisons = []
    async with AsyncExitStack() as stack:
        open_regions = {
            region: await stack.enter_async_context(opened(settings))
            for region, settings in regions.items()
        }
        views = len(next(iter(open_regions.values())).stores)
        for number in range(views):
            works = {
                region: Verification(
                    it.connection, it.stores[number], it.domain.codec, advance, region, keep
                )
                for region, it in open_regions.items()
            }
            try:
                found, sides = await _at_one_place(works)
                for verdict in found:
                    verdicts[verdict.region].append(verdict)
                if len(sides) > 1:
                    compared = comparison.compare(found[0].view, sides)
                    copies = [await _locate(open_regions, one) for one in compared.copies]
                    comparisons.append(replace(compared, copies=copies))
            finally:
                for work in works.values():
                    await work.close()
    return Survey(verdicts, comparisons)


async def _at_one_place(works: dict[str, Verification]) -> tuple[list[Verdict], list[Side]]:
    """Verify all regions at one place of the logs, or each where its own logs end, if these do not
    come to hold the same in time.
    """
    place = await _common(works)
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(work.run(place)) for work in works.values()]
    found = [task.result() for task in running]
    sides = [
        replace(verdict.side, entries=work.entries)
        for verdict, work in zip(found, works.values(), strict=True)
    ]
    return found, sides


async def _common(works: dict[str, Verification]) -> dict[str, int] | None:
    """As far as any region's logs go now, once those of all do; None if they do not come there."""
    deadline = asyncio.get_running_loop().time() + MEET_S_MAX
    goal: dict[str, int] | None = None
    while True:
        found = [await place_of(work.connection) for work in works.values()]
        if goal is None:
            logs = {log for place in found for log in place}
            goal = {log: max(place.get(log, 0) for place in found) for log in sorted(logs)}
        if all(place.get(log, 0) >= last for place in found for log, last in goal.items()):
            return goal
        if asyncio.get_running_loop().time() > deadline:
            return None
        await asyncio.sleep(_PAUSE_S)


async def _locate(regions: dict[str, Opened], copies: Copies) -> Copies:
    """Find the first sequence at which the copies of a log differ, in the block where they do."""
    first = copies.block * BLOCK_EVENTS + 1
    log = Log.parse(copies.log)
    for sequence in range(first, first + BLOCK_EVENTS):
        bodies = {await streams.stored(it.connection, log, sequence) for it in regions.values()}
        if len(bodies) > 1:
            return replace(copies, sequence=sequence)
    return copies
