"""The audit: what an index holds, beside what a plain fold of the logs says it should.

    the index ──in one piece──▶ a copy ────────────────────┐
    Reader ──what the copy covers──▶ judge ──▶ a plain fold ──▶ differences

So it holds nobody up, and nothing moves under it. Compared are coverage, the registers of all
documents, where each of their words stands, and how long they are, which ranks them. Copy and fold
are files, and in memory are some bytes for each document.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from crdt.coverage import Coverage, Range
from eventlog.envelope import Codec
from eventlog.logs import Logs
from eventlog.streams import Head
from eventlog.subjects import Log
from search.corpus import Corpus
from search.errors import IndexBroken, IndexUnavailable, NotComparable
from search.fold import Difference, PlainFold
from search.fulltext import FullText
from search.index import Standing
from search.indexer import life_of
from search.judgement import judge_of

SILENCE_S_MAX: Final = 60.0
NO_FILE_S_MAX: Final = 5.0
"""An indexer that starts makes its file at once."""
_LOOK_S: Final = 0.1


@dataclass(frozen=True)
class Report:
    """What an audit came to. events, documents: how many were folded."""

    events: int
    documents: int
    differences: list[Difference]


async def audit(
    logs: Logs,
    path: Path,
    corpus: Corpus,
    codec: Codec,
    *,
    advance: Callable[[int], None] = lambda _: None,
    patience_s: float = SILENCE_S_MAX,
) -> Report:
    """Compare the index in a file with the logs, once it holds what they hold now.

    Args:
        advance: called with a number of events as they are folded.

    Raises:
        NotComparable: the index does not catch up in `patience_s`, or covers a log that is not
            there, or there is no room for a copy and a fold.
    """
    judge, events = judge_of(codec, corpus), 0
    with TemporaryDirectory(prefix="bandstand-audit-") as folder:
        index, copy = FullText(path, corpus), Path(folder) / "index.sqlite"
        try:
            await _caught_up(index, await logs.heads(), patience_s)
            await asyncio.to_thread(index.copy_to, copy)
            standing = await asyncio.to_thread(FullText(copy, corpus).standing)
        except IndexBroken as error:
            return Report(0, 0, [Difference("its file", "a whole index", str(error))])
        except IndexUnavailable as error:
            raise NotComparable(f"the index cannot be copied to {folder}: {error}") from None
        finally:
            index.close()
        # It may have gone on meanwhile, and so have the logs.
        differences: list[Difference] = []
        fold = PlainFold(copy, Path(folder) / "fold.sqlite", corpus)
        try:
            heads = await logs.heads()
            for log, head in heads.items():
                covered = standing.coverage.get(log.name, Coverage())
                read = Coverage()
                async for runs, bodies in _read(logs, log, min(covered.last, head.last)):
                    read = read.join(Coverage(runs))
                    merges = [
                        merge
                        for sequence, body in bodies
                        if sequence in covered
                        for merge in judge(body)
                    ]
                    await asyncio.to_thread(fold.absorb, merges)
                    events += len(bodies)
                    advance(len(bodies))
                differences += _apart(log, head, standing, read)
            differences += await asyncio.to_thread(fold.compare)
            return Report(events, fold.documents, differences)
        finally:
            fold.close()


async def _caught_up(index: FullText, heads: Mapping[Log, Head], patience_s: float) -> None:
    """Wait until an index covers what the logs held."""
    loop = asyncio.get_running_loop()
    began, waits_s = loop.time(), patience_s
    while True:
        try:
            waits_s = patience_s if index.exists else min(patience_s, NO_FILE_S_MAX)
            standing = await asyncio.to_thread(index.standing)
            trouble = _behind(standing, heads)
            if not trouble:
                return
        except IndexBroken:
            raise
        except IndexUnavailable as error:
            trouble = str(error)
        if loop.time() > began + waits_s:
            raise NotComparable(
                f"the index did not catch up in {waits_s:.0f} s: {trouble}; "
                "does `bandstand indexer` run?"
            )
        await asyncio.sleep(_LOOK_S)


def _behind(standing: Standing, heads: Mapping[Log, Head]) -> str:
    """What an index lacks of what the logs held, for people; nothing when it has all."""
    covered = {log for log, held in standing.coverage.items() if held.ranges}
    if strange := sorted(covered - {log.name for log in heads}):
        raise NotComparable(
            f"the index covers {strange[0]}, which is not on this server: what it holds of it "
            "cannot be compared"
        )
    for log, head in heads.items():
        held = standing.coverage.get(log.name, Coverage()).last
        if held < head.last:
            return f"it holds {held} of the {head.last} events of {log.name}"
    return "" if standing.filled else "it is being filled"


async def _read(
    logs: Logs, log: Log, last: int
) -> AsyncIterator[tuple[tuple[Range, ...], list[tuple[int, bytes]]]]:
    """Read a log up to a sequence."""
    reader = logs.reader(log, 1)
    async with aclosing(reader.batches()) as batches:
        while reader.next <= last:
            try:
                async with asyncio.timeout(SILENCE_S_MAX):
                    batch = await anext(batches)
            except TimeoutError:
                raise NotComparable(
                    f"{log.name}: nothing came after {reader.next - 1} for {SILENCE_S_MAX:.0f} s; "
                    f"{reader.trouble or f'it ends at {last}'}"
                ) from None
            yield batch.runs, list(zip(batch.sequences, batch.bodies, strict=True))


def _apart(log: Log, head: Head, standing: Standing, read: Coverage) -> Iterator[Difference]:
    """Where an index and a log differ in what is covered. read: what the log held."""
    covered = standing.coverage.get(log.name, Coverage())
    if not covered.ranges:
        return
    if (life := standing.lives.get(log.name)) != life_of(head):
        yield Difference(f"the life of {log.name}", life_of(head), life)
    lost = head.healed.lost if head.healed else Coverage()
    there = read.join(lost).up_to(covered.last)
    if there != covered:
        yield Difference(f"coverage of {log.name}", str(there), str(covered))
