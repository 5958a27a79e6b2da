"""Filling: whether the views hold what they are to hold before they are read.

a new version, or an empty store ──filled up to where the logs ended──▶ filled
filled ──went far back──▶ as if new, until it holds what it held
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crdt.stamps import MIN_STAMP
from gateway.tokens import Token
from views.merging import Extent
from views.store import Store

FAR_EVENTS = 1_000
"""What goes back by less has it again in a moment: a replica that took over lacked the last."""


class Filling:
    """What the views of a process hold of the logs, and held."""

    def __init__(self) -> None:
        self.filled = False
        self._goal: dict[str, int] = {}
        self._held: defaultdict[tuple[Store, int], dict[str, int]] = defaultdict(dict)
        """By store and shard: how far it was seen to cover each log."""

    def look(
        self,
        extents: Mapping[Store, Sequence[Extent]],
        heads: Mapping[str, int],
        kept: Mapping[str, int],
    ) -> str | None:
        """Why they are not to be read now.

        Args:
            extents: of each store, those of its shards. heads: where the logs end. kept: by log
                that was healed, up to where it is what it was before.
        """
        if self.filled and (lost := self._lost(extents, kept)):
            self.filled, self._goal = False, lost
        if not self.filled:
            # What is published meanwhile is not waited for, else a busy log is never caught.
            self._goal = self._goal or dict(heads)
            goal = Token(MIN_STAMP, self._goal)
            for store, each in extents.items():
                missing = goal.missing([one.coverage for one in each])
                if missing:
                    held, whole = sum(missing.values()), sum(self._goal[log] for log in missing)
                    return (
                        f"{store.view.name} {store.view.version} in {store.shards.count} shards "
                        f"holds {held} of {whole} events: a projector of this version, with this "
                        "number of shards, fills it"
                    )
        self.filled, self._goal = True, {}
        for store, each in extents.items():
            for shard, extent in enumerate(each):
                marks = {log: one.watermark for log, one in extent.coverage.items()}
                self._held[store, shard] = marks
        return None

    def _lost(
        self, extents: Mapping[Store, Sequence[Extent]], kept: Mapping[str, int]
    ) -> dict[str, int]:
        """By log, how far was held what is far from held now; nothing where all is well."""
        goal: dict[str, int] = {}
        for store, each in extents.items():
            for shard, extent in enumerate(each):
                for log, mark in self._held[store, shard].items():
                    # What a healed log lost is nobody's any more.
                    held = min(mark, kept.get(log, mark))
                    now = extent.coverage[log].watermark if log in extent.coverage else 0
                    if held - now > FAR_EVENTS or (now == 0 and held > 0):
                        goal[log] = max(goal.get(log, 0), held)
        return goal
