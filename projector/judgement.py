"""Judgement: from an event's bytes to its merges, or the reason why there are none.

The projector and the audit judge alike, because both call this.
"""

from __future__ import annotations

from typing import NoReturn

from crdt.records import Merge
from eventlog.envelope import REASON_LENGTH_MAX, Codec
from eventlog.judgement import Judge, judge_by
from projector.errors import Unprojectable
from views.view import View


def judge_of(codec: Codec, view: View) -> Judge:
    """A function from bytes to merges, none for an event that the view does not care for.

    It raises `Unprojectable` for bytes that are not an event, that a projection refuses, or of
    which it makes what no store can merge: a record that is owned and has an id without its
    owner's, so that no shard is its, or a name that is no text.
    """
    return judge_by(codec, view.projections, _refuse, look=_look)


def _look(merges: tuple[Merge, ...]) -> None:
    """Look whether each merge can be merged.

    Raises:
        CRDTError: one has no shard.
        TypeError: one names something that is no text.
    """
    for slot, record_id, member, _ in merges:
        if type(record_id) is not str or type(member) is not str:
            raise TypeError(f"{slot.name} {record_id!r} {member!r}: give texts")
        if slot.record.owner is not None:
            slot.record.owner_id(record_id)


def _refuse(error: Exception) -> NoReturn:
    raise Unprojectable(_readable(f"{type(error).__name__}: {error}")) from None


def _readable(reason: str) -> str:
    """A reason that may stand in a log: it quotes bytes that somebody chose."""
    shown = (c if c.isprintable() else repr(c)[1:-1] for c in reason[:REASON_LENGTH_MAX])
    return "".join(shown)[:REASON_LENGTH_MAX]
