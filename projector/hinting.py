"""Hinting: telling whoever listens which records a merge has changed. A hint may be lost.

Nothing waits for it. What has changed while hints are on their way goes out with the next ones,
each owner once; what is too much for that, or a replay, is one hint that names nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from crdt.records import OWNER_SEPARATOR
from crdt.states import State
from eventlog.logs import Hints
from eventlog.subjects import change_subject, changes_subject
from eventlog.tracing import as_hint

OWNERS_MAX = 256
"""So many records are named at once at most."""

PAUSE_S = 0.02
"""After some hints: what is changed all the time is named no more often."""

PAUSE_ALL_S = 1.0
"""After a hint that names nothing: it makes everybody look."""


class Hinting:
    """The hints of one projector."""

    def __init__(self, hints: Hints, region: str) -> None:
        self._hints, self._region = hints, region
        self._subjects: dict[str, bytes] = {}
        """By subject, the traces that its change is a part of."""
        self._all = False
        self._wake = asyncio.Event()
        self.dropped = 0
        """How many were not sent, because there was no connection."""

    def take(
        self,
        state: State,
        *,
        told: Iterable[tuple[str, str]] = (),
        replaying: bool,
        traces: Iterable[str] = (),
    ) -> None:
        """Hint soon at all that was merged.

        Args:
            told: kind and id of others who look at what the merge has changed. traces: the contexts
                of the merge.
        """
        said = as_hint(traces)
        if not (replaying or self._all):
            for kind, record_id in told:
                self._subjects[change_subject(self._region, kind, record_id)] = said
            for slot, table in state.tables.items():
                record = slot.record
                kind = (record.owner or record).kind
                for record_id in table:
                    owner = record_id.partition(OWNER_SEPARATOR)[0] if record.owner else record_id
                    self._subjects[change_subject(self._region, kind, owner)] = said
                if len(self._subjects) > OWNERS_MAX:
                    break
        if state.tables or self._subjects:
            self._all = self._all or replaying or len(self._subjects) > OWNERS_MAX
            self._wake.set()

    async def run(self) -> None:
        """Send hints, until cancelled."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            subjects, self._subjects = self._subjects, {}
            everything, self._all = self._all, False
            hints = {changes_subject(self._region): b""} if everything else subjects
            for subject, said in hints.items():
                if self._hints.up:
                    await self._hints.shout(subject, said)
                else:
                    self.dropped += 1
            await asyncio.sleep(PAUSE_ALL_S if everything else PAUSE_S)
