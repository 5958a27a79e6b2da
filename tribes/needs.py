"""Needs: what must hold before an event is published, and what a need found out for it."""

from __future__ import annotations

from crdt.records import OWNER_SEPARATOR
from gateway.writing.mutations import Need, there
from gateway.writing.refusals import Code, UserError, refusal
from tribes import records
from tribes.records import REPOSTS_MAX
from tribes.types import Tribe, User
from views.reading.answers import Answer
from views.reading.selections import Records, Select

ARTICLE = Select(records.Article, registers=("alive", "publication"))
"""What is looked at of an article."""

COMMENT = Select(records.Comment, registers=("alive", "origin"))
"""What is looked at of a comment."""


def _missing(field: str, kind: str, more: str = "choose another") -> UserError:
    return refusal((field,), Code.NOT_FOUND, f"there is no such {kind}; {more}")


def _live(select: Select, record_id: str, field: str, author_in: str, editor: str | None) -> Need:
    """That an article or comment lives, and, given an editor, that they wrote it."""
    kind = select.record.kind

    def check(answer: Answer | None) -> UserError | None:
        if not answer or select.value(answer, "alive") is not True or not answer.owner_alive:
            return _missing(field, kind, "maybe it was taken down")
        if editor is not None and select.value(answer, author_in)["author"] != editor:
            told = f"this {kind} is somebody else's: only who wrote it may change it"
            return refusal((field,), Code.FORBIDDEN, told)
        return None

    return Need(Records(select, (record_id,)), check, field)


def living_article(record_id: str, editor: str | None = None) -> Need:
    """That an article lives, and, given an editor, that they wrote it."""
    return _live(ARTICLE, record_id, "article_id", "publication", editor)


def living_comment(record_id: str, editor: str | None = None, field: str = "comment_id") -> Need:
    """That a comment and its article live, and, given an editor, that they wrote the comment."""
    return _live(COMMENT, record_id, field, "origin", editor)


def elsewhere(article: str, tribe: str) -> Need:
    """That an article was not published in a tribe."""

    def check(answer: Answer | None) -> UserError | None:
        publication = answer and ARTICLE.value(answer, "publication")
        if isinstance(publication, dict) and publication["tribe"] == tribe:
            told = "the article was published in this tribe and stands there; choose another"
            return refusal(("tribe_id",), Code.INVALID, told)
        return None

    return Need(Records(ARTICLE, (article,)), check, "article_id")


def existing_tribe(record_id: str) -> Need:
    """That a tribe exists."""
    return there(Tribe, record_id, "tribe_id", _missing("tribe_id", "tribe"))


def existing_user(record_id: str, viewer: str | None = None) -> Need:
    """That a user exists. The viewer does in any case, also before they did anything."""
    need = there(User, record_id, "user_id", _missing("user_id", "user"))
    return need if record_id != viewer else Need(None)


def room_for_repost(article: str, tribe: str) -> list[Need]:
    """That an article was not reposted into as many tribes as it can be, but for this one."""
    repost = f"{article}{OWNER_SEPARATOR}{tribe}"
    known = Select(records.Repost, places=(f"reposts:{article}",))
    full = refusal(
        ("tribe_id",),
        Code.LIMIT,
        f"this article was reposted into {REPOSTS_MAX} tribes already, and can be into no more",
    )
    there = False

    def note(answer: Answer | None) -> None:
        nonlocal there
        there = bool(answer and answer.places[0])

    def check(answer: Answer | None) -> UserError | None:
        room = there or answer is None or answer.cards[0] < REPOSTS_MAX
        return None if room else full

    count = Select(records.Article, cards=("list:reposts:",))
    return [
        Need(Records(known, (repost,)), note, "tribe_id"),
        Need(Records(count, (article,)), check, "article_id"),
    ]


def somebody_else(user: str, viewer: str) -> Need:
    """That whom the viewer follows exists, and is somebody else."""
    if user != viewer:
        return existing_user(user)
    error = refusal(("user_id",), Code.INVALID, "you cannot follow yourself; choose somebody else")
    return Need(None, lambda _: error, "user_id")
