"""What is derived from merged records: the Python twin of `derivations.lua`.

The NEW timelines of everything, of a tribe and of an author; the bumps that an author received;
the candidates for a handle and for a slug.
"""

from __future__ import annotations

from crdt.states import RecordState
from views.placements import Placement


def article(record: RecordState) -> Placement:
    """Where a live article stands: three timelines, and its author's sum of bumps."""
    publication = record.value("publication")
    if not (isinstance(publication, dict) and record.value("alive")):
        return Placement()
    score = record.score("publication")
    tribe, author = publication["tribe"], publication["author"]
    return Placement(
        lists={"new": score, f"new.tribe:{tribe}": score, f"new.author:{author}": score},
        sums={f"bumps.author:{author}": record.count("bumps")},
    )


def handle(record: RecordState) -> Placement:
    """A user is a candidate for the handle that his profile says now."""
    claim = record.value("claim")
    return Placement(lists={f"handle:{claim}": record.score("claim")}) if claim else Placement()


def slug(record: RecordState) -> Placement:
    """A tribe is a candidate for the slug that its profile says now."""
    claim = record.value("claim")
    return Placement(lists={f"slug:{claim}": record.score("claim")}) if claim else Placement()
