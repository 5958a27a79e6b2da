"""Declared: what a view says of itself, looked at before anything is stored under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from crdt.meaning import place_of
from crdt.records import Record
from views.errors import BadView

if TYPE_CHECKING:
    from views.view import View

RESERVED: Final = frozenset(
    # What keys of the machinery begin with, and what the audit calls its facts.
    {"best", "coverage", "failed", "list", "parked", "placed", "readers", "sum", "tally", "work"}
    | {"count", "healed", "merged", "told"}
)
"""Words that no kind of records can be: their keys would be the machinery's."""

_is_kind = re.compile(r"[a-z][a-z0-9_]{0,63}").fullmatch


def check(view: View) -> None:
    """Check a view's name and records.

    Raises:
        BadView: something in it could not be told from something else.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]{0,63}", view.name):
        raise BadView(
            f"view {view.name!r}: a name begins every key and stands in names of functions; give "
            "1 to 64 lower-case letters and digits, a letter first"
        )
    given: Any = view.records
    if not isinstance(given, (tuple, list)) or not all(
        isinstance(one, type) and issubclass(one, Record) for one in given
    ):
        raise BadView(
            f"view {view.name!r}: its records are {given!r:.60}: give a tuple of record classes, "
            "one alone with a comma, as in (Car,)"
        )
    if not isinstance(view.projections, Mapping):
        raise BadView(
            f"view {view.name!r}: its projections are {view.projections!r:.60}: give "
            "projections_in(<module>)"
        )
    for record in view.records:
        _check_kind(record)
        if record.owner is not None and record.owner not in view.records:
            raise BadView(
                f"{place_of(record)}: {record.__name__} lives in the shard of its "
                f"{record.owner.__name__}, which the view {view.name!r} does not keep; add "
                f"{record.owner.__name__} to its records"
            )
    refuse_twins([view])


def _check_kind(record: type[Record]) -> None:
    if record.kind in RESERVED:
        words = ", ".join(sorted(RESERVED))
        told = f"is a word that keys of the machinery begin with ({words}); choose another"
    elif not _is_kind(record.kind):
        told = (
            "is part of keys; give 1 to 64 lower-case letters, digits and underscores, a letter "
            "first"
        )
    else:
        return
    raise BadView(f"{place_of(record)}: {record.__name__}: kind {record.kind!r} {told}")


def refuse_twins(views: Iterable[View]) -> None:
    """Check that no two records of some views are of one kind, and no two views of one name.

    Raises:
        BadView: two are; of records the message names both places.
    """
    found: dict[str, type[Record]] = {}
    names: dict[str, View] = {}
    for view in views:
        if names.setdefault(view.name, view) is not view:
            raise BadView(f"two views are called {view.name!r}, and share keys: name one otherwise")
        for record in view.records:
            first = found.setdefault(record.kind, record)
            if first is not record:
                raise BadView(
                    f"{place_of(record)}: {record.__name__} is of the kind {record.kind!r}, as is "
                    f"{first.__name__} at {place_of(first)}; give one another kind"
                )
