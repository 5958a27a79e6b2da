"""Needs: what must hold before an event is published, and what a need found out for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import UNSET

from eventlog.envelope import Event
from eventlog.faults import shown
from gateway.mutations import Need, there
from gateway.refusals import Code, UserError, refusal
from tribes import records
from tribes.types import Tribe, User
from views.selections import Answer, Index, Records, Select

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


def existing_user(record_id: str) -> Need:
    """That a user exists."""
    return there(User, record_id, "user_id", _missing("user_id", "user"))


def of_article(event: Any, answers: list[Answer | None]) -> Any:
    """The event, with tribe and author of its article, which the first of its needs looked at."""
    publication = answers[0] and ARTICLE.value(answers[0], "publication")
    if not isinstance(publication, dict):
        return event
    return msgspec.structs.replace(event, tribe=publication["tribe"], author=publication["author"])


def _origin(answer: Answer | None) -> dict[str, Any]:
    """What is known of how a comment was posted."""
    found = answer and COMMENT.value(answer, "origin")
    return found if isinstance(found, dict) else {}


def with_author(event: Any, answers: list[Answer | None]) -> Any:
    """The event, with the author of its comment, which the first of its needs looked at."""
    author = _origin(answers[0]).get("author", UNSET)
    return msgspec.structs.replace(event, author=author)


def with_authors(event: Any, answers: list[Answer | None]) -> Any:
    """The event, with its article's tribe and author, and who wrote its parent, if it has one."""
    to = _origin(answers[1]).get("author", UNSET) if event.parent is not None else UNSET
    return msgspec.structs.replace(of_article(event, answers), to=to)


def with_origin(event: Any, answers: list[Answer | None]) -> Any:
    """The event, with its article's tribe and author, and to whom its comment was a reply."""
    origin = _origin(answers[1])
    to = origin.get("to") or UNSET
    event = of_article(event, answers)
    return msgspec.structs.replace(event, to=to, parent=origin.get("parent"))


def article_of(comment: str) -> Need:
    """A look at a comment's article, for `of_article`."""
    article = records.Comment.owner_id(comment)
    return Need(Records(ARTICLE, (article,)), of="comment_id")


def somebody_else(user: str, viewer: str) -> Need:
    """That whom the viewer follows exists, and is somebody else."""
    if user != viewer:
        return existing_user(user)
    error = refusal(("user_id",), Code.INVALID, "you cannot follow yourself; choose somebody else")
    return Need(None, lambda _: error, "user_id")


def unclaimed(record: type[Any], field: str, name: Any, mine: str) -> list[Need]:
    """That nobody else has a handle or slug. Two who claim it at once both pass; one has it."""
    if not isinstance(name, str):
        return []

    def check(answer: Answer | None) -> UserError | None:
        if answer is None or answer.id == mine:
            return None
        told = f"the {field} {shown(name)} is taken; choose another"
        return refusal((field,), Code.TAKEN, told)

    return [Need(Index(Select(record, registers=("claim",)), f"{field}:{name}"), check)]


def keep_claim(field: str) -> Callable[[Event, list[Answer | None]], Event]:
    """Leave a handle or slug out that stays the same: claiming it anew would make it younger."""

    def revise(event: Event, answers: list[Answer | None]) -> Event:
        if answers and answers[0] is not None:
            return msgspec.structs.replace(event, **{field: msgspec.UNSET})
        return event

    return revise
