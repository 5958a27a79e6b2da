"""What is kept from run to run, and so whom a run compares: who was written of, and some others.

Without a folder nothing is kept, and everything is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

import msgspec

from bandstand.audit.checkpoint import Checkpoint, Copy, Damaged, Folder, Part, named
from bandstand.audit.copies import Look
from bandstand.audit.folding import Fold, Read
from bandstand.audit.partition import RANGES_MAX, range_at
from bandstand.audit.ranges import Range
from crdt.states import State
from eventlog.streams import Head
from eventlog.subjects import Log
from views.audit.condensed import raise_sketch, sketches
from views.audit.facts import owner_of

SHARE: Final = 24
SHARE_MAX: Final = RANGES_MAX

OWNERS_MAX: Final = 200_000
"""So many are named of whom something was written; of more, whole ranges are compared."""

FORMAT: Final = 1
_ROWS_AT_ONCE: Final = 1_000
_PARKED: Final = -1
_pack = msgspec.msgpack.Encoder().encode


@dataclass(frozen=True)
class Keep:
    """Where is kept what the next run needs, and in how many runs everything is compared again."""

    folder: Path
    share: int = SHARE


class Account:
    """One run's: what another kept, whom it compares, and what it keeps itself.

    Args:
        keep: None keeps nothing. code: what folds and compares. count: how many ranges there should
            be. now_ms: Unix ms.
    """

    def __init__(self, keep: Keep | None, place: Path, code: str, count: int, now_ms: int) -> None:
        self._share = keep.share if keep else 1
        self.count = min(max(count, self._share), RANGES_MAX)
        self.now_ms, self._code = now_ms, f"{FORMAT} {code}"
        self._folder = Folder(keep.folder / place) if keep else None
        self.before: Checkpoint | None = None
        self.why = ""
        """Why everything is compared, though a folder is kept."""
        self._parts: list[Part | None] = []
        self.changed: set[str] | None = None
        self.due: frozenset[int] = frozenset(range(self.count))
        self._written: dict[int, Part] = {}
        try:
            self._begin()
        except Damaged as error:
            self.drop(f"what is kept there is damaged: {error}")

    def _begin(self) -> None:
        """Take up what another run kept, where it is of this code."""
        if self._folder is None:
            return
        self.before = self._folder.read()
        if self.before is None:
            self.why = "nothing was kept there yet"
            return
        if self.before.code != self._code:
            self.drop("what is kept there is of another version of the code")
            return
        self._folder.check(self.before.parts)
        self._folder.tidy(self.before.parts)
        before = len(self.before.parts)
        # A range is divided into two, and these again: what was compared of it stays known.
        self.count = before * (1 << max(-(-self.count // before) - 1, 0).bit_length())
        self.count = self.count if self.count <= RANGES_MAX else before
        self._parts = [self.before.parts[at % before] for at in range(self.count)]
        self.changed, self.due = set(), frozenset(self._turns())

    def _turns(self) -> Iterator[int]:
        """The ranges that are compared whole: those that never agreed, and those longest ago."""
        # SUBTLE: what differs takes nobody's turn, or all else would wait until it is mended.
        ages = [(part.compared_ms, at) for at, part in enumerate(self._parts) if part]
        yield from (at for ms, at in ages if not ms)
        longest = sorted(age for age in ages if age[0])
        yield from (at for _, at in longest[: -(-self.count // self._share)])

    def drop(self, why: str) -> None:
        """Compare everything, whatever was kept."""
        self.why, self._parts, self.changed = why, [], None
        self.due = frozenset(range(self.count))

    @property
    def whole(self) -> bool:
        """Whether everything is compared."""
        return len(self.due) == self.count

    @property
    def since(self) -> Mapping[str, Read]:
        """Log → what of it is kept, merged."""
        if not self._parts or self.before is None:
            return {}
        return {log: copy.read for log, copy in self.before.logs.items() if not copy.gone}

    def note(self, owner: str) -> None:
        """Something was written of an owner."""
        if self.changed is None or owner in self.changed:
            return
        if len(self.changed) >= OWNERS_MAX:
            self.due |= {self.at(one) for one in self.changed}
            self.changed = set()
        self.changed.add(owner)

    def at(self, owner: str) -> int:
        """The range of an owner."""
        return range_at(owner, self.count)

    def wants(self, owner: str) -> bool:
        """Whether an owner is compared."""
        return self.changed is None or owner in self.changed or self.at(owner) in self.due

    def touched(self) -> set[int]:
        """The ranges of which somebody is compared."""
        return {self.at(owner) for owner in self.changed or ()} | self.due

    def restore(self, at: int, into: Range) -> None:
        """Merge what is kept of those who are compared into a range."""
        for owner, packed in self._rows(at):
            if self.wants(owner):
                _unpack(packed, into)

    def _rows(self, at: int) -> Iterator[tuple[str, bytes]]:
        part = self._parts[at] if self._parts else None
        if self._folder is not None and part is not None:
            for owner, packed in self._folder.rows(part):
                if self.at(owner) == at:
                    yield owner, packed

    def save(self, at: int, found: Range, *, agrees: bool) -> None:
        """Keep a range as it is at the place. One that differs is compared whole by the next."""
        if self._folder is None:
            return
        part = self._parts[at] if self._parts else None
        compared_ms = self.now_ms if at in self.due else part.compared_ms if part else 0
        rest = ((owner, packed) for owner, packed in self._rows(at) if not self.wants(owner))
        self._written[at] = self._folder.write(
            at, self.now_ms, compared_ms if agrees else 0, chain(rest, _packed(found))
        )

    def commit(self, fold: Fold, heads: Mapping[Log, Head], seen: Look) -> None:
        """Have the next run begin here."""
        if self._folder is None:
            return
        if len(self._parts) > len(self.before.parts if self.before else ()):
            for at in set(range(self.count)) - self._written.keys():
                part = self._parts[at]
                compared_ms = part.compared_ms if part else 0
                self._written[at] = self._folder.write(at, self.now_ms, compared_ms, self._rows(at))
        parts = [self._written.get(at) or self._parts[at] for at in range(self.count)]
        made = {log.name: named(head) for log, head in heads.items()}
        logs = self._vanished(fold, seen) | {
            log: Copy(
                made.get(log, ""),
                str(fold.coverage[log].up_to(read.last)),
                read.kept,
                seen.turns.get(log, 0),
                seen.faults.get(log, ""),
            )
            for log, read in fold.chains.items()
        }
        self.before = Checkpoint(self._code, self.now_ms, logs, [part for part in parts if part])
        self._folder.commit(self.before)

    def _vanished(self, fold: Fold, seen: Look) -> dict[str, Copy]:
        """What was read of logs that are gone, or empty, and were not healed."""
        # SUBTLE: what is kept of the owners holds what was read of it, unless all was read again.
        return {
            log: msgspec.structs.replace(copy, gone=copy.gone or not self._parts)
            for log, copy in (self.before.logs if self.before else {}).items()
            if log not in fold.chains and log not in seen.healed
        }

    @property
    def oldest_ms(self) -> int:
        """When that was compared which was compared longest ago; 0: it never agreed."""
        return (
            min((part.compared_ms for part in self.before.parts), default=0) if self.before else 0
        )

    def close(self) -> None:
        """Let another run in."""
        if self._folder is not None:
            with suppress(OSError):
                self._folder.close()


def _packed(found: Range) -> Iterator[tuple[str, bytes]]:
    """A range's merged state, owner by owner, some rows at a time."""
    numbers = {slot: at for at, slot in enumerate(found.slots)}
    gathered: dict[str, tuple[list[int], bytearray]] = {}
    for owner, row in _rows_of(found, numbers.__getitem__):
        count, data = gathered.setdefault(owner, ([0], bytearray()))
        count[0] += 1
        data += _pack(row)
        if count[0] == _ROWS_AT_ONCE:
            yield owner, _array(*gathered.pop(owner))
    for owner, some in gathered.items():
        yield owner, _array(*some)


def _array(count: list[int], data: bytearray) -> bytes:
    """Rows that are packed one by one, as one array of MessagePack."""
    return b"\xdd" + count[0].to_bytes(4) + bytes(data)


def _rows_of(found: Range, number: Callable[[Any], int]) -> Iterator[tuple[str, Any]]:
    state: State = found.state
    for slot, record_id, sketch in sketches(state):
        yield owner_of(record_id), (number(slot), record_id, None, sketch)
    for slot, record_id, member, value in state.merges():
        yield owner_of(record_id), (number(slot), record_id, member, value)
    for (_, where), reason in found.parked.items():
        yield owner_of(where), (_PARKED, where, "", reason)


_decode = msgspec.msgpack.Decoder(list[tuple[int, str, str | None, Any]]).decode


def _unpack(packed: bytes, into: Range) -> None:
    slots, merges = into.slots, list[Any]()
    for number, record_id, member, value in _decode(packed):
        if number == _PARKED:
            into.parked["parked", record_id] = value
        elif member is None:
            raise_sketch(into.state, slots[number], record_id, value)
        else:
            held = tuple(value) if isinstance(value, list) else value
            merges.append((slots[number], record_id, member, held))
    into.state.absorb(merges)
