"""Judgement: from an event's bytes to its merges, or to none.

It judges as the projector does, so what is parked there is passed over here: a verdict is a
function of the bytes and the code, and what the process lacks (memory, stack) is never one.
"""

from __future__ import annotations

from collections.abc import Callable

from crdt.records import Merge
from eventlog.envelope import Codec
from search.corpus import Corpus


def judge_of(codec: Codec, corpus: Corpus) -> Callable[[bytes], tuple[Merge, ...]]:
    """A function from bytes to merges: none for what is no event, or none of this corpus."""
    decode, projections = codec.decode, corpus.projections

    def judge(body: bytes) -> tuple[Merge, ...]:
        try:
            event = decode(body)
            projection = projections.get(type(event))
            return projection(event) if projection else ()
        except (MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001
            # Whatever the domain's code makes of these bytes, it makes of them every time. The
            # projector parks them, and says why.
            return ()

    return judge
