"""Verification: the logs folded in plain Python, beside what the views hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bandstand import comparison
from bandstand.comparison import Side
from bandstand.folding import CATCH_UP_S_MAX, Fold, meet
from crdt.digests import digest
from crdt.states import Entry, State
from eventlog.connection import Connection
from eventlog.envelope import Codec
from eventlog.reading import Batch
from projector.errors import Unprojectable
from projector.judgement import judge_of
from views import audit
from views.store import Store

CONDENSE_EVENTS = 50_000

Found = tuple[list[audit.Holding], set[tuple[str, int]], dict[tuple[str, str], str]]


@dataclass
class Verdict:
    """What verifying one view came to, and what comparing it with another region's needs.

    vector: log → the last sequence that the view and the fold cover. ranges: a digest for each
    range of keys of the view. blocks: log → a digest of each block of 1,024 sequences. unseen:
    region that is not reached → since when it is unknown what it has written. failed: record that
    stands nowhere, as its derivation failed → why.
    """

    view: str
    events: int
    digest_of_logs: str
    digest_of_views: str
    differences: list[audit.Difference]
    region: str = ""
    vector: dict[str, int] = field(default_factory=dict)
    ranges: list[str] = field(default_factory=list)
    blocks: dict[str, list[str]] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)

    @property
    def side(self) -> Side:
        """This region, as a report carries it: without entries."""
        wrong = {one.place: (one.expected, one.found) for one in self.differences if one.place}
        return Side(self.region, self.vector, self.ranges, self.blocks, wrong=wrong)


@dataclass
class Verification:
    """Folds the logs into one view's state, and compares; it can be run again, and goes on.

    Args:
        advance: called with a number of events as they are folded. region: where this is.
    """

    connection: Connection
    store: Store
    codec: Codec
    advance: Callable[[int], None] = lambda _: None
    region: str = ""
    entries: set[Entry] = field(default_factory=set)
    """What the view held at the last run."""
    _state: State = field(default_factory=State)
    _parked: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._judge = judge_of(self.codec, self.store.view)
        self._fold = Fold(self.connection, self._take, self.advance)
        self._since = 0

    async def run(self) -> Verdict:
        """Compare at a moment when the views hold exactly what was folded.

        Raises:
            Failure: the views do not catch up, or never stand still.
        """

        async def look() -> Found:
            held = await audit.hold(self.store)
            return held, set(await self.store.parked()), await self.store.failed()

        found, parked, failed = await meet(self._fold, self.store, look, patience_s=CATCH_UP_S_MAX)
        verdict = self._compare(found, parked)
        verdict.failed = {" ".join(record): reason for record, reason in failed.items()}
        return verdict

    def _take(self, log: str, batch: Batch) -> None:
        for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
            try:
                self._state.absorb(self._judge(body))
            except Unprojectable:
                self._parked.add((log, sequence))
        self._since += len(batch.sequences)
        if self._since >= CONDENSE_EVENTS:
            self._state.condense()
            self._since = 0

    def _compare(self, found: list[audit.Holding], parked: set[tuple[str, int]]) -> Verdict:
        expected = audit.expect(self.store.view, self.store.shards, self._state)
        differences = list(audit.compare(expected, found))
        for log, sequence in sorted(parked ^ self._parked):
            here = (log, sequence) in parked
            differences.append(
                audit.Difference(
                    0,
                    f"parked {log} {sequence}",
                    None if here else "parked",
                    "parked" if here else None,
                )
            )
        self.entries = {entry for holding in found for entry in holding.entries.values()}
        vector = self._fold.vector
        return Verdict(
            view=self.store.view.name,
            events=sum(vector.values()),
            digest_of_logs=digest(self._state.entries()),
            digest_of_views=digest(self.entries),
            differences=differences,
            region=self.region,
            vector=vector,
            ranges=comparison.ranges_of(self.entries),
            blocks=self._fold.blocks,
        )

    async def close(self) -> None:
        """Stop reading."""
        await self._fold.close()
