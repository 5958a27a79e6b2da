"""Judgement: from an event's bytes to its merges. Whoever reads the logs judges alike by this.

A verdict is a function of the bytes and the code: what the process lacks (memory, stack, time) is
never a verdict. Imports `crdt` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from crdt.records import Merge
from eventlog.envelope import Codec

Judge: TypeAlias = Callable[[bytes], tuple[Merge, ...]]
Project: TypeAlias = Callable[[Any], tuple[Merge, ...]]


def judge_by(
    codec: Codec,
    projections: Mapping[type[Any], Project],
    refuse: Callable[[Exception, Project | None], tuple[Merge, ...]],
    look: Callable[[tuple[Merge, ...]], None] = lambda _: None,
) -> Judge:
    """A function from bytes to merges: none for an event without a projection.

    Args:
        refuse: what becomes of bytes that are not an event, or that a projection refuses, which is
            given then. look: looks at what a projection gave, and raises what is wrong with it.
    """
    decode = codec.decode

    def judge(body: bytes) -> tuple[Merge, ...]:
        projection = None
        try:
            event = decode(body)
            projection = projections.get(type(event))
            if projection is None:
                return ()
            merges = projection(event)
            look(merges)
            return merges
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # noqa: BLE001
            # Whatever the domain's code makes of these bytes, it makes of them every time.
            return refuse(error, projection)

    return judge
