"""What is derived from merged records: the Python twin of `derivations.lua`.

The timelines NEW, HOT and TOP of everything, of a tribe and of an author; the bumps that an author
received; the replies to a comment, and comments by bumps; what a user is told; the candidates for a
handle and a slug.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from crdt.stamps import ms_of, score_of, stamp_at
from crdt.states import RecordState
from tribes.records import Comment, Notice
from views.placements import Placement


def hot(bumps: int, comments: int, ms: int) -> int:
    """How hot an article is: ten times the bumps are worth 12.5 hours.

    `1e6 × log10(1 + bumps + 2·comments) + 1e6 × seconds / 45000`, each part an integer. SUBTLE: the
    logarithm is rounded and not cut, else the last bit of a C library would show at powers of ten;
    below 10 million no number of bumps is within 1e-8 of a half.

    Args:
        ms: when it was published, in Unix milliseconds.
    """
    return math.floor(1e6 * math.log10(1 + bumps + 2 * comments) + 0.5) + ms // 45


REPOSTS_MAX = 100
"""So many reposts of an article, the first, have a place in feeds."""


def article(record: RecordState) -> Placement:
    """Where a live article stands: three timelines in three orders, and those of the tribes that it
    was reposted into, as if it had been published there then; its author's sum of bumps.
    """
    publication = record.value("publication")
    if not (isinstance(publication, dict) and record.value("alive")):
        return Placement()
    tribe, author = publication["tribe"], publication["author"]
    score, bumps = record.score("publication"), record.count("bumps")
    comments, lists = record.count("comments"), dict[str, int]()

    def enter(score: int, *ends: str) -> None:
        warmth = hot(bumps, comments, ms_of(stamp_at(score)))
        for end in ends:
            lists[f"new{end}"], lists[f"hot{end}"], lists[f"top{end}"] = score, warmth, bumps

    for element, at in reversed(record.first("reposts", REPOSTS_MAX)):
        enter(at, f".tribe:{element.partition('/')[0]}")
    # Its own tribe is where it was published, whoever reposts it there.
    enter(score, "", f".tribe:{tribe}", f".author:{author}")
    return Placement(lists=lists, sums={f"bumps.author:{author}": bumps})


def comment(record: RecordState) -> Placement:
    """Where a live comment stands: among its article's by bumps, and among its parent's replies.

    Its article need not live: nobody comes to these lists but through it.
    """
    origin = record.value("origin")
    if not (isinstance(origin, dict) and record.value("alive")):
        return Placement()
    bumps, parent = record.count("bumps"), origin["parent"]
    lists = {
        f"top.comments:{Comment.owner_id(record.id)}": bumps,
        f"comments.author:{origin['author']}": record.score("origin"),
    }
    if isinstance(parent, str):
        lists[f"new.replies:{parent}"] = record.score("origin")
        lists[f"top.replies:{parent}"] = bumps
    return Placement(lists=lists)


def day(ms: int) -> int:
    """The days since 1970, in UTC, of a Unix time in milliseconds."""
    return ms // 86_400_000


def week(ms: int) -> int:
    """The Mondays since 1970."""
    return (day(ms) + 3) // 7


def month(ms: int) -> int:
    """The months since the year 0.

    Source: Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`; years begin
    with March there.
    """
    days = day(ms) + 719_468
    era, of_era = divmod(days, 146_097)
    year = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    return 12 * (400 * era + year) + (5 * of_year + 2) // 153 + 2


WINDOWS: dict[str, Callable[[int], int]] = {"day": day, "week": week, "month": month}
"""By name, which of them a time is in."""


def notice(record: RecordState) -> Placement:
    """What a user is told stands among his notices, at the time of its latest cause; what has no
    cause left, or is about nothing that is there, stands nowhere. The bumps on an article, but for
    its author's own, count for him on its tribe's boards: of all time, and of the day, the week and
    the month in which it was published.
    """
    about, latest = record.value("about"), record.latest("actors")
    if latest is None:
        latest = record.latest("comments")
    if not isinstance(about, dict) or latest is None:
        return Placement()
    user, tallies = Notice.owner_id(record.id), dict[str, int]()
    if about["kind"] == "ARTICLE_BUMPED":
        ms, bumps = ms_of(stamp_at(record.score("about"))), record.count("actors")
        for window in ("all", *(f"{name}.{of(ms)}" for name, of in WINDOWS.items())):
            tallies[f"board.{window}:{about['tribe']}"] = bumps
    notices = f"notices:{user}"
    if not tallies:
        return Placement(lists={notices: latest})
    return Placement(lists={notices: latest}, tallies=tallies, member=user, among=notices)


def handle(record: RecordState) -> Placement:
    """A user is a candidate for the handle that his profile says now."""
    return _candidate(record, "handle")


def slug(record: RecordState) -> Placement:
    """A tribe is a candidate for the slug that its profile says now."""
    return _candidate(record, "slug")


def _candidate(record: RecordState, index: str) -> Placement:
    """Who claims a name stands among those who claim that one, and among those whose names have its
    look, at the time of the claim; the first of those who claim it holds it.
    """
    claim = record.value("claim")
    if not (isinstance(claim, dict) and "key" in claim):
        return Placement()
    at = score_of(claim["claimed"])
    return Placement(lists={f"{index}:{claim['key']}": at, f"{index}.look:{claim['look']}": at})
