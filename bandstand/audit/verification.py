"""Verification: the logs folded in plain Python, beside what the views hold.

    the logs ──up to a place──▶ merges ─┐                     ┌─▶ what does not look right
                                        ├─▶ ranges of owners ─┤        is looked at again,
    each shard ──as it goes on──▶ keys ─┘   one at a time     └─▶ at a moment of its own

The place is where the logs end as it begins, and the views go on meanwhile. What a shard holds of
whoever was not written of since is what the logs say at the place, at every moment. What does not
look right is read once more, together with what the shard covers, and is compared with the logs up
to exactly there. In memory is one range.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bandstand.audit import copies
from bandstand.audit.checkpoint import Checkpoint
from bandstand.audit.comparison import Side
from bandstand.audit.copies import Look, told
from bandstand.audit.folding import Fold
from bandstand.audit.kept import Account, Keep
from bandstand.audit.moments import Moments
from bandstand.audit.partition import Entries, Partition, ranges_for
from bandstand.audit.ranges import Range
from bandstand.audit.scribe import MERGED, PARKED, Scribe
from crdt.records import Merge
from crdt.states import Entry
from eventlog import streams
from eventlog.connection import Connection
from eventlog.envelope import Codec
from eventlog.reading import Batch
from eventlog.streams import Head
from eventlog.subjects import Log
from projector.errors import Unprojectable
from projector.judgement import judge_of
from views.audit.expiring import expiring_fields
from views.audit.facts import Difference, owner_of
from views.audit.looking import forged_library, scan
from views.store import Store

DIFFERENCES_MAX: Final = 10_000
"""So many differences are told, and the others counted."""


@dataclass(frozen=True)
class Compared:
    """What was compared.

    whole: everything. events: so many were read. ranges, of: so many ranges of owners of all,
    whole; owners: and of the others so many, of whom something was written since. since: when the
    run was before. everything: everything was compared since then, and agreed; empty: something
    does not.
    within_runs: in so many runs everything is compared again. why: everything is compared now,
    though a folder is kept. kept_bytes: how much is kept for the next run.
    """

    whole: bool
    events: int
    ranges: int
    of: int
    owners: int | None = None
    since: str = ""
    everything: str = ""
    within_runs: int = 1
    why: str = ""
    kept_bytes: int = 0


@dataclass
class Verdict:
    """What verifying one view came to, and what comparing it with another region's needs.

    events: how many were compared. vector: the place: log → the last sequence of it. ranges: a
    digest for each range of keys of the view. blocks: log → a digest of each block of 1,024
    sequences. unseen: region that is not reached → since when it is unknown what it has written.
    more: how many differences are not told. failing: derivations that fail, in the logs' reading as
    in the view, and why. parts: in how many parts it was compared.
    """

    view: str
    events: int
    digest_of_logs: str
    digest_of_views: str
    differences: list[Difference]
    region: str = ""
    vector: dict[str, int] = field(default_factory=dict)
    ranges: list[str] = field(default_factory=list)
    blocks: dict[str, list[str]] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)
    more: int = 0
    failing: list[str] = field(default_factory=list)
    parts: int = 1
    took_s: float = 0.0
    compared: Compared | None = None

    @property
    def side(self) -> Side:
        """This region, as a report carries it: without entries."""
        wrong = {one.place: (one.expected, one.found) for one in self.differences if one.place}
        return Side(self.region, self.vector, self.ranges, self.blocks, wrong=wrong)


async def place_of(connection: Connection) -> dict[str, int]:
    """Where the logs end now: log → its last sequence; logs without events are not in it."""
    heads = await streams.heads(connection)
    return {log.name: head.last for log, head in heads.items() if head.last}


@dataclass
class Verification:
    """Compares one view with its logs at a fixed place of these, once.

    Args:
        advance: called with a number of events as they are folded, and as they are compared.
            region: where this is. keep: where is kept what the next run needs; None compares
            everything.
    """

    connection: Connection
    store: Store
    codec: Codec
    advance: Callable[[int], None] = lambda _: None
    region: str = ""
    keep: Keep | None = None
    entries: Iterable[Entry] | None = None
    """What the view holds at the place, sorted, until all is closed; None of a part of it."""
    _closing: AsyncExitStack = field(default_factory=AsyncExitStack)
    _open: tuple[int, Range] | None = None

    def __post_init__(self) -> None:
        self._judge = judge_of(self.codec, self.store.view)
        slots = (slot for record in self.store.view.records for slot in record.slots)
        self._slots = {slot: at for at, slot in enumerate(slots)}

    async def run(self, place: Mapping[str, int] | None = None) -> Verdict:
        """Compare at a place of the logs: where they end now, if none is given.

        Args:
            place: log → its last sequence; the logs hold all that.

        Raises:
            Failure: the views do not come there, or there is no room for what is written.
        """
        began_s, now_ms = time.monotonic(), time.time_ns() // 1_000_000
        place = await place_of(self.connection) if place is None else place
        heads = await streams.heads(self.connection)
        size_bytes = sum(head.size_bytes for head in heads.values())
        view, shards = self.store.view, self.store.shards
        self._account = account = Account(
            self.keep,
            Path(self.region or "region") / view.name,
            f"{view.name} {view.version} {shards.count}",
            ranges_for(sum(place.values()), size_bytes),
            now_ms,
        )
        self._closing.callback(account.close)
        self._verdict = verdict = Verdict(
            view.name, sum(place.values()), "", "", [], self.region, dict(place)
        )
        seen = await self._look_at_logs(heads)
        self._partition, entries = Partition(account.count), Entries(account.count)
        fold = Fold(self.connection, self._take, self.advance, place, account.since)
        self._closing.callback(self._partition.close)
        self._closing.callback(entries.close)
        self._closing.push_async_callback(fold.close)
        self._place = place
        before = account.before
        new = verdict.events - sum(one.coverage.last for one in account.since.values())
        self.advance(verdict.events - new)
        await fold.to_ends()
        moments = Moments(self.store, fold, place)
        await moments.caught_up()
        await self._look(moments)
        await fold.to_ends()
        touched = sorted(account.touched())
        for number, at in enumerate(touched):
            await self._compare(at, moments, entries)
            done, more = (verdict.events * one // len(touched) for one in (number, number + 1))
            self.advance(more - done)
        account.commit(fold, heads, seen)
        verdict.parts, verdict.blocks = account.count, fold.blocks
        if account.whole:
            verdict.digest_of_logs, verdict.digest_of_views, verdict.ranges = entries.digests()
        self.entries = entries if account.whole else None
        verdict.took_s = round(time.monotonic() - began_s, 3)
        verdict.compared = self._compared(before, new)
        return verdict

    def _compared(self, before: Checkpoint | None, new: int) -> Compared:
        """What was compared. before: what was kept. new: how many events are not in that."""
        account, keep = self._account, self.keep
        agreed_ms = 0 if self._verdict.differences else account.oldest_ms
        return Compared(
            whole=account.whole,
            events=new,
            ranges=len(account.due),
            of=account.count,
            owners=None if account.whole else len(account.changed or ()),
            since=told(before.taken_ms) if before and not account.whole else "",
            everything=told(agreed_ms) if keep and agreed_ms else "",
            within_runs=keep.share if keep else 1,
            why=account.why,
            kept_bytes=account.before.size_bytes if keep and account.before else 0,
        )

    async def _look_at_logs(self, heads: Mapping[Log, Head]) -> Look:
        """Compare the logs with what was read of them; where one is another, all is read again."""
        account = self._account
        if account.before is None or self.keep is None:
            return Look()
        kept = account.before.logs
        seen = await copies.look(self.connection, heads, kept, self.keep.share)
        for log, why in seen.faults.items():
            ours = f"what was read of it on {told(account.before.taken_ms)}"
            if kept[log].gone:
                ours = "what an earlier run read of it"
            self._differ([Difference(0, f"log {log}", ours, why)])
        if seen.others:
            account.drop("a log is not what was read of it")
        return seen

    async def _compare(self, at: int, moments: Moments, entries: Entries) -> None:
        """Compare one range, or some owners of it."""
        account, size = self._account, self._partition.rows[at]
        part = Range(self.store, self._partition.take(at), self._place, size)
        account.restore(at, part)
        self._open = at, part
        try:
            outcome = await part.compare(moments)
        finally:
            self._open = None
            part.close()
        self._differ(outcome.differences)
        account.save(at, part, agrees=not outcome.differences)
        if account.whole:
            entries.add(outcome.sides(part.state.entries(), self.store))

    async def _look(self, moments: Moments) -> None:
        """Write down what each shard holds; what its library and its coverage say is compared."""
        for where, ours, theirs in await forged_library(self.store):
            self._differ([Difference(0, f"library {where}", ours, theirs)])
        async for shard, key, name, left_s in expiring_fields(self.store):
            found = f"a field that the store drops in {left_s:,.0f} s"
            self._differ([Difference(shard, f"expires {key} {name}", None, found)])
        for shard in self.store.shards.all:
            self._differ(await moments.left_behind(shard))
            wants = self._account.wants
            scribe = Scribe(self._partition, shard, wants, self._verdict.failing)
            await scan(self.store, shard, scribe, scribe.wants)

    def _differ(self, differences: list[Difference]) -> None:
        told = self._verdict.differences
        room = DIFFERENCES_MAX - len(told)
        told += differences[:room]
        self._verdict.more += len(differences) - len(differences[:room])

    def _take(self, log: str, batch: Batch) -> None:
        """Write what was read down, each merge in the range of its owner."""
        of, note, goal = self._partition.of, self._account.note, self._place.get(log, 0)
        for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
            try:
                merges = self._judge(body)
            except Unprojectable as verdict:
                where = owner_of(f"{log} {sequence}")
                if sequence <= goal:
                    note(where)
                self._put(of(where), (PARKED, log, sequence, str(verdict)))
                continue
            rows: dict[int, list[Any]] = {}
            for merge in merges:
                owner = owner_of(merge[1])
                if sequence <= goal:
                    note(owner)
                rows.setdefault(of(owner), []).append(self._row(merge))
            for at, row in rows.items():
                self._put(at, (MERGED, log, sequence, row))

    def _row(self, merge: Merge) -> tuple[int, str, str, Any]:
        slot, record_id, member, value = merge
        return self._slots[slot], record_id, member, value

    def _put(self, at: int, row: tuple[Any, ...]) -> None:
        if self._open and self._open[0] == at:
            self._open[1].add(row)
        else:
            self._partition.put(at, row)

    async def close(self) -> None:
        """Stop reading, and drop what was written down."""
        await self._closing.aclose()
