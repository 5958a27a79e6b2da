"""What is derived from merged records: the Python twin of `derivations.lua`.

The timelines NEW, HOT and TOP of everything, of a tribe and of an author; the bumps that an author
received; the replies to a comment, and comments by bumps; what a user is told, and leaderboards;
the candidates for a handle and a slug. All follow the records: whose an article is, in which tribe,
and whether it is still there, is what its record says, and not what an event once named.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from crdt.records import Record
from crdt.stamps import ms_of, score_of, stamp_at
from tribes.records import Article, Comment, Handle, Notice, Repost, Slug
from views.placements import Placement, Reader, Tally


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
"""Into so many tribes, the first, an article can be reposted."""


def published(of: Reader, article: str) -> dict[str, str] | None:
    """What an article's publication says, while it lives: author, tribe and kind."""
    publication = of.value(Article, article, "publication")
    alive = of.value(Article, article, "alive")
    return publication if isinstance(publication, dict) and alive else None


def article(of: Reader, record_id: str) -> Placement:
    """Where a live article stands: three timelines in three orders, and those of the tribes that it
    was reposted into, as if it had been published there then; its author's sum of bumps, and in how
    many other tribes it stands.
    """
    publication = published(of, record_id)
    if publication is None:
        return Placement()
    tribe, author = publication["tribe"], publication["author"]
    bumps, comments = (len(of.entered(one, record_id)) for one in (Article.bumps, Article.comments))
    lists = dict[str, int]()

    def enter(score: int, *ends: str) -> None:
        warmth = hot(bumps, comments, ms_of(stamp_at(score)))
        for end in ends:
            lists[f"new{end}"], lists[f"hot{end}"], lists[f"top{end}"] = score, warmth, bumps

    reposts = of.first_of(f"reposts:{record_id}", REPOSTS_MAX)
    for repost_id, at in reposts:
        enter(at, f".tribe:{repost_id.partition('/')[2]}")
    score = of.score(Article, record_id, "publication")
    enter(score, "", f".tribe:{tribe}", f".author:{author}")
    sums = {f"bumps.author:{author}": bumps, f"reposts:{record_id}": len(reposts)}
    return Placement(lists=lists, sums=sums, key=f"{author} {tribe} {day(ms_of(stamp_at(score)))}")


def repost(of: Reader, record_id: str) -> Placement:
    """An article counts as reposted into a tribe from the first of those who did it; its own tribe
    is where it was published, whoever reposts it there.
    """
    article, _, tribe = record_id.partition("/")
    by, publication = of.entered(Repost.by, record_id), published(of, article)
    if not by or (publication and publication["tribe"] == tribe):
        return Placement()
    return Placement(lists={f"reposts:{article}": min(by.values())})


def _writer(of: Reader, comment: str) -> str | None:
    """Whose a comment is, whether it lives or not; None for one that is not here."""
    origin = of.value(Comment, comment, "origin")
    return origin["author"] if isinstance(origin, dict) else None


def comment(of: Reader, record_id: str) -> Placement:
    """Where a live comment stands: among its article's by bumps, and among its parent's replies;
    and among what somebody is told: who wrote its parent, or else, or where that is oneself, the
    article's author.

    Its article need not live: nobody comes to these lists but through it.
    """
    origin, article = of.value(Comment, record_id, "origin"), Comment.owner_id(record_id)
    if not isinstance(origin, dict):
        return Placement()
    author, parent = origin["author"], origin["parent"]
    if not of.value(Comment, record_id, "alive"):
        return Placement(key=f"{author} -")
    publication, bumps = published(of, article), len(of.entered(Comment.bumps, record_id))
    posted = of.score(Comment, record_id, "origin")
    lists = {f"top.comments:{article}": bumps, f"comments.author:{author}": posted}
    to: str | None = None
    notice = ""
    if isinstance(parent, str):
        lists[f"new.replies:{parent}"], lists[f"top.replies:{parent}"] = posted, bumps
        to, notice = _writer(of, parent), f"{article}/replied.{parent.partition('/')[2]}"
    if to in (None, author):
        to, notice = publication["author"] if publication else None, f"{article}/commented"
    if to and to != author:
        lists[f"told:{notice}"] = posted
        if to in of.entered(Comment.seen, record_id):
            lists[f"heard:{notice}"] = posted
    return Placement(lists=lists, key=f"{author} {'++' if publication else '+'}")


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


class _Told(NamedTuple):
    """How many told somebody, when the last did, and how many of them were seen."""

    by: int
    latest: int = 0
    seen: int = 0


def _actors(of: Reader, record_id: str, user: str) -> _Told:
    """Those who told a user by what they did. What one did oneself is no news."""
    entered = of.entered(Notice.actors, record_id)
    others = {actor: at for actor, at in entered.items() if actor != user}
    if not others:
        return _Told(0)
    # What was seen was seen by whoever was told then.
    reader = of.value(Notice, record_id, "reader")
    seen = of.seen(Notice.actors, record_id) if reader == user else set[str]()
    return _Told(len(others), max(others.values()), len(seen & others.keys()))


def _comments(of: Reader, record_id: str) -> _Told:
    latest = of.last_of(f"told:{record_id}")
    if latest is None:
        return _Told(0)
    return _Told(of.card(f"told:{record_id}"), latest, of.card(f"heard:{record_id}"))


def notice(of: Reader, record_id: str) -> Placement:
    """What a user is told stands among their notices, at the time of its latest cause, as long as
    what it is about is there and there is a cause; and among the unread, while one of its causes
    was not shown. The bumps on an article count for its author on its tribe's boards: of all time,
    and of the day, the week and the month in which it was published.
    """
    if not of.value(Notice, record_id, "about"):
        return Placement()
    owner, _, what = record_id.partition("/")
    facet, _, rest = what.partition(".")
    user: str | None = owner
    publication = published(of, owner) or {}
    if facet != "followed":
        user = publication.get("author")
        if rest and user:
            comment = f"{owner}/{rest}"
            user = _writer(of, comment) if of.value(Comment, comment, "alive") else None
    if not user:
        return Placement()
    by_comments = facet in ("commented", "replied")
    told = _comments(of, record_id) if by_comments else _actors(of, record_id, user)
    if not told.by:
        return Placement()
    lists = {f"notices:{user}": told.latest}
    if told.seen < told.by:
        lists[f"unread:{user}"] = told.latest
    tally = None
    if what == "bumped":
        tribe, ms = publication["tribe"], ms_of(stamp_at(of.score(Article, owner, "publication")))
        windows = ("all", *(f"{name}.{window(ms)}" for name, window in WINDOWS.items()))
        boards = tuple(f"board.{window}:{tribe}" for window in windows)
        tally = Tally(tribe, user, told.by, boards)
    return Placement(lists=lists, tally=tally)


def handle(of: Reader, record_id: str) -> Placement:
    """A user is a candidate for the handle that their profile says now."""
    return _candidate(of, Handle, record_id, "handle")


def slug(of: Reader, record_id: str) -> Placement:
    """A tribe is a candidate for the slug that its profile says now."""
    return _candidate(of, Slug, record_id, "slug")


def _candidate(of: Reader, record: type[Record], record_id: str, index: str) -> Placement:
    """Who claims a name stands among those who claim that one, and among those whose names share
    a look with it, at the time of the claim; the first of those who claim it holds it.
    """
    claim = of.value(record, record_id, "claim")
    if not (isinstance(claim, dict) and "key" in claim):
        return Placement()
    at = score_of(claim["claimed"])
    lists = {f"{index}:{claim['key']}": at}
    return Placement(lists=lists | {f"{index}.look:{look}": at for look in claim["looks"]})
