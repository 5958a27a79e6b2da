"""Judgement: from an event's bytes to its merges, or the reason why there are none.

The projector and the audit judge alike, because both call this.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import NoReturn

from crdt.errors import CRDTError
from crdt.records import Merge, Record
from eventlog.checks.visible import printable
from eventlog.envelope import REASON_LENGTH_MAX, Codec, Event
from eventlog.errors import EventRejected
from eventlog.judgement import Judge, Project, judge_by
from projector.errors import Unprojectable
from views.projecting import no_merges
from views.view import View


def judge_of(codec: Codec, view: View) -> Judge:
    """A function from bytes to merges, none for an event that the view does not care for.

    It raises `Unprojectable` for bytes that are not an event, that a projection refuses, or of
    which it makes what no store can merge: a record that is owned and has an id without its
    owner's, so that no shard is its, or a name that is no text.
    """
    look = partial(_look, frozenset(view.records))
    return judge_by(codec, view.projections, _refuse, look=look)


def check_of(views: Iterable[View]) -> Callable[[Event], None]:
    """A function that refuses what every projector would park, where it enters.

    It raises `Unprojectable`, in the words in which it would be parked.
    """
    every = tuple(views)

    def check(event: Event) -> None:
        projection = None
        try:
            for view in every:
                projection = view.projections.get(type(event))
                _look(view.records, view.project(event))
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # noqa: BLE001
            # As in a judge: whatever the domain's code makes of it, it makes of it every time.
            _refuse(error, projection)

    return check


class _NoMerges(Exception):
    """What a projection returned is no tuple of merges."""


def _look(records: Collection[type[Record]], merges: tuple[Merge, ...]) -> None:
    """Look whether each merge can be merged into a view of these records.

    Raises:
        CRDTError: one has no shard.
        TypeError: one names something that is no text.
        _NoMerges: they are no merges in a tuple, or of a record that the view does not keep.
    """
    if fault := no_merges(merges, records):
        raise _NoMerges(fault)
    for slot, record_id, member, _ in merges:
        if type(record_id) is not str or type(member) is not str:
            raise TypeError(f"{slot.name} {record_id!r} {member!r}: give texts")
        if slot.record.owner is not None:
            slot.record.owner_id(record_id)


def _refuse(error: Exception, projection: Project | None) -> NoReturn:
    if isinstance(error, (CRDTError, EventRejected)):
        told = str(error)  # It is said for people.
    else:
        # SUBTLE: no file and no line, which a comment moves: the words are stored, and must be the
        # same wherever the version is.
        named = f"{projection.__module__}.{projection.__qualname__}" if projection else "none"
        why = str(error) if isinstance(error, _NoMerges) else repr(error)
        told = f"its projection {named} fails, which is a fault of the code: {why}"
    raise Unprojectable(_readable(told)) from None


def _readable(reason: str) -> str:
    """A reason that may stand in a log: it quotes bytes that somebody chose."""
    return printable(reason[:REASON_LENGTH_MAX])[:REASON_LENGTH_MAX]
