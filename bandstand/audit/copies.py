"""Copies: whether the logs are still those that another run has read.

Each is asked for the message that was read last, and a share of its blocks is read again, in turns:
their chain must come to what was kept. A log whose stream was made anew, or healed, is read whole.
What was read of one that is gone stays known, so that each run tells it, until it is there again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from bandstand.audit.checkpoint import Copy, healed_since, named
from bandstand.errors import Failure
from eventlog import streams
from eventlog.connection import Connection
from eventlog.copies.chains import BLOCK, Chain, digest_of
from eventlog.reading import Reader
from eventlog.streams import Head
from eventlog.subjects import Log

_SILENCE_S_MAX: Final = 60.0


@dataclass
class Look:
    """What was seen.

    faults: log → what is wrong with it, since its last healing. others: whether one is not what was
    read of it, and what is kept holds that. turns: log → the block up to which it was read again.
    healed: logs that were healed, and so are what they are: it is not told.
    """

    faults: dict[str, str] = field(default_factory=dict)
    others: bool = False
    turns: dict[str, int] = field(default_factory=dict)
    healed: set[str] = field(default_factory=set)


async def look(
    connection: Connection, heads: Mapping[Log, Head], kept: Mapping[str, Copy], share: int
) -> Look:
    """Look at all logs of which something is kept.

    Raises:
        Failure: a log does not yield what it holds.
    """
    found = Look()
    for name, copy in kept.items():
        log = Log.parse(name)
        head = heads.get(log)
        why, found.turns[name] = await _look(connection, log, head, copy, share)
        found.others = found.others or (bool(why) and not copy.gone)
        if why and head is not None and healed_since(head, copy):
            found.healed.add(name)
            why = ""
        elif not why and head is not None and named(head) == copy.made:
            why = copy.fault
        if why:
            found.faults[name] = why
    return found


async def _look(
    connection: Connection, log: Log, head: Head | None, copy: Copy, share: int
) -> tuple[str, int]:
    last = copy.chain.last
    if head is None:
        return f"there is no such log any more; {last:,} was read of it; {_WAY_OUT}", 0
    if not head.last:
        return f"it is empty, and {last:,} was read of it: it was made anew; {_WAY_OUT}", 0
    if head.last < last:
        return f"it ends at {head.last:,}, and {last:,} was read of it: it lost its tail", 0
    if digest_of(await streams.stored(connection, log, last)) != copy.chain.body:
        return f"something else stands at {last:,} than was read there: {_RESTORED}", 0
    blocks = len(copy.chain.blocks) // len(copy.chain.digest) - 1
    first = copy.turn if copy.turn < blocks else 0
    until = min(first + -(-blocks // share), blocks)
    if named(head) != copy.made or copy.gone:
        first, until = 0, blocks
    wrong = await _reread(connection, log, copy, first, until)
    if wrong is not None:
        where = f"{wrong * BLOCK + 1:,} to {(wrong + 1) * BLOCK:,}"
        return f"something else stands within {where} than was read there: {_RESTORED}", 0
    return "", until


_WAY_OUT: Final = (
    "restore it, or heal it (`bandstand heal`); if it is to be gone, delete the folder of --keep"
)
_RESTORED: Final = "it was restored to an older state, or made anew, and went on"


async def _reread(
    connection: Connection, log: Log, copy: Copy, first: int, until: int
) -> int | None:
    """The first of some blocks that is not what was read; None when all are."""
    if first >= until:
        return None
    whole, chain = Chain(), Chain()
    whole.resume(copy.chain)
    size = len(copy.chain.digest)
    digest = copy.chain.blocks[first * size : (first + 1) * size]
    blocks = copy.chain.blocks[: (first + 1) * size]
    chain.resume(type(copy.chain)(first * BLOCK, b"", digest, blocks))
    reader = Reader(connection, log, first * BLOCK + 1)
    async with aclosing(reader.batches()) as batches:
        while True:
            try:
                async with asyncio.timeout(_SILENCE_S_MAX):
                    batch = await anext(batches)
            except TimeoutError:
                raise Failure(
                    f"{log.name}: nothing came after {chain.last} for {_SILENCE_S_MAX:.0f} s; "
                    f"{reader.trouble or 'it is not read to its end'}"
                ) from None
            for sequence, body in zip(batch.sequences, batch.bodies, strict=True):
                before = chain.last
                if sequence > until * BLOCK:
                    return _wrong(whole, chain, before // BLOCK, until)
                chain.extend(sequence, body)
                if sequence % BLOCK == 0 and chain.at(sequence) != whole.at(sequence):
                    return sequence // BLOCK - 1
            if chain.last == until * BLOCK:
                return None


def _wrong(whole: Chain, chain: Chain, at: int, until: int) -> int | None:
    """SUBTLE: sequences that are passed over may stand where blocks end."""
    end = until * BLOCK
    return None if whole.at(end) == chain.kept.digest else min(at, until - 1)


def told(ms: int) -> str:
    """A time as it is shown."""
    return (
        datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    )
