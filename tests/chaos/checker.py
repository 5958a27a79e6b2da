"""The checker: what must hold once all is healed and quiet."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass, field

import msgspec

from bandstand.audit.verification import Verification
from bandstand.settings import Settings
from crdt.digests import digest
from crdt.states import State
from eventlog import streams
from eventlog.connection import Connection, connected
from eventlog.envelope import Codec, Event
from eventlog.errors import EventRejected
from eventlog.reading import Reader
from projector.errors import Unprojectable
from projector.judgement import judge_of
from tests.chaos.writers import Ledger
from tribes.events import EVENTS
from tribes.records import User
from tribes.views import COMMUNITY
from views.shards import Shards
from views.store import Store


@dataclass
class Report:
    """What came of a run."""

    faults: list[str] = field(default_factory=list)
    events: int = 0
    stable: int = 0
    lost: list[str] = field(default_factory=list)
    parked: int = 0
    digest: str = ""


@dataclass
class Union:
    """All that any region's logs hold: bodies by their bytes."""

    bodies: dict[bytes, None] = field(default_factory=dict)
    logs: dict[str, dict[str, dict[int, bytes]]] = field(default_factory=dict)

    def events(self, codec: Codec) -> dict[str, Event]:
        """The events among them, by id."""
        found = {}
        for body in self.bodies:
            try:
                event = codec.decode(body)
            except EventRejected:
                continue
            found[event.id] = event
        return found


async def read_all(settings: Settings, union: Union) -> None:
    """Take a region's logs into the union."""
    async with connected(settings.nats()) as connection:
        for log, head in (await streams.heads(connection)).items():
            held: dict[int, bytes] = {}
            union.logs.setdefault(log.name, {})[settings.region] = held
            await _read(connection, Reader(connection, log, 1), head.messages, held)
            union.bodies.update(dict.fromkeys(held.values()))


async def _read(connection: Connection, reader: Reader, count: int, held: dict[int, bytes]) -> None:
    async with aclosing(reader.batches()) as batches:
        while len(held) < count:
            batch = await anext(batches)
            held.update(zip(batch.sequences, batch.bodies, strict=True))


def fold(bodies: dict[bytes, None]) -> tuple[State, int]:
    """The plain Python fold of bodies, and how many are parked."""
    judge, state, parked = judge_of(EVENTS, COMMUNITY), State(), 0
    for body in bodies:
        try:
            state.absorb(judge(body))
        except Unprojectable:
            parked += 1
    return state, parked


async def check(
    regions: dict[str, Settings],
    ledger: Ledger,
    *,
    rolled_back: list[tuple[str, float, float]],
    known: set[bytes],
) -> Report:
    """Check everything.

    Args:
        rolled_back: (region, from, to): what was acknowledged there then may be lost.
        known: bodies that were put in without a writer.
    """
    report, union = Report(), Union()
    for settings in regions.values():
        await read_all(settings, union)
    report.events = len(union.bodies)
    for log, copies in union.logs.items():
        if len(copies) != len(regions):
            report.faults.append(f"{log} is in {sorted(copies)} alone")
        first, *others = copies.values()
        if any(other != first for other in others):
            report.faults.append(f"the copies of {log} differ")

    state, report.parked = fold(union.bodies)
    report.digest = digest(state.entries())
    for region, settings in regions.items():
        await _check_region(region, settings, report)

    events = union.events(EVENTS)
    _check_acknowledged(events, ledger, rolled_back, report)
    _check_attempted(events, union, ledger, known, report)
    _check_last(state, ledger, set(report.lost), report)
    report.faults += ledger.wrong
    return report


async def _check_region(region: str, settings: Settings, report: Report) -> None:
    store = Store(settings.redis(), COMMUNITY, Shards(settings.shards))
    async with connected(settings.nats()) as connection:
        verification = Verification(connection, store, EVENTS)
        try:
            verdict = await verification.run()
        finally:
            await verification.close()
            await store.close()
    report.faults += [f"{region}: {difference}" for difference in verdict.differences[:10]]
    if verdict.digest_of_views != report.digest:
        report.faults.append(
            f"{region}: the views are {verdict.digest_of_views}, the fold of all logs is "
            f"{report.digest}"
        )


def _check_acknowledged(
    events: dict[str, Event],
    ledger: Ledger,
    rolled_back: list[tuple[str, float, float]],
    report: Report,
) -> None:
    for event_id, acked in ledger.acked.items():
        if event_id in events:
            report.stable += 1
        elif any(
            region == acked.region and since <= acked.at_s <= until
            for region, since, until in rolled_back
        ):
            report.lost.append(event_id)
        else:
            report.faults.append(f"acknowledged, and in no log: {acked}")


def _check_attempted(
    events: dict[str, Event], union: Union, ledger: Ledger, known: set[bytes], report: Report
) -> None:
    encode = msgspec.json.Encoder(order="sorted").encode
    for event in events.values():
        if (event.type, event.actor) not in ledger.attempted and encode(event) not in known:
            report.faults.append(f"nobody wrote {event}")
    strange = report.parked - len(known - {encode(event) for event in events.values()})
    if strange > 0:
        report.faults.append(f"{strange} bodies are parked that nobody put in")


def _check_last(state: State, ledger: Ledger, lost: set[str], report: Report) -> None:
    """What a user did last is what stands."""
    from gateway.declare.relay import parse_global_id
    from tribes.records import Article

    slots = {slot.name: slot for record in COMMUNITY.records for slot in record.slots}
    for (user, what), (value, event) in ledger.last.items():
        if value is None or event in lost:
            continue
        if what == "name":
            held = state.register(slots[User.kind], user, "name")
            stands = msgspec.json.decode(held[15:]) if held else None
        else:
            article = parse_global_id(what)[1]
            standing = state.elements(slots[f"{Article.kind}.bumps"], article).get(user)
            stands = bool(standing and standing[1])
        if stands != value:
            report.faults.append(f"{user} did {what} = {value!r} last, and {stands!r} stands")
