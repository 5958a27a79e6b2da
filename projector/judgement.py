"""Judgement: from an event's bytes to its merges, or the reason why there are none.

The projector and the audit judge alike, because both call this. A verdict is a function of the
bytes and the code: what the process lacks (memory, stack, time) is never a verdict.
"""

from __future__ import annotations

from collections.abc import Callable

from crdt.records import Merge
from eventlog.envelope import REASON_LENGTH_MAX, Codec
from projector.errors import Unprojectable
from views.view import View


def judge_of(codec: Codec, view: View) -> Callable[[bytes], tuple[Merge, ...]]:
    """A function from bytes to merges, none for an event that the view does not care for.

    It raises `Unprojectable` for bytes that are not an event, or that a projection refuses.
    """
    decode, projections = codec.decode, view.projections

    def judge(body: bytes) -> tuple[Merge, ...]:
        try:
            event = decode(body)
            projection = projections.get(type(event))
            return projection(event) if projection else ()
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # noqa: BLE001
            # Whatever the domain's code makes of these bytes, it makes of them every time.
            raise Unprojectable(_readable(f"{type(error).__name__}: {error}")) from None

    return judge


def _readable(reason: str) -> str:
    """A reason that may stand in a log: it quotes bytes that somebody chose."""
    shown = (c if c.isprintable() else repr(c)[1:-1] for c in reason[:REASON_LENGTH_MAX])
    return "".join(shown)[:REASON_LENGTH_MAX]
