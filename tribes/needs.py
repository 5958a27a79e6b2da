"""Needs: what must hold before an event is published, and ids as inputs have them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from crdt.errors import StampError
from crdt.stamps import COUNTER_MAX, Stamp, stamp_of
from eventlog.envelope import Event
from gateway.errors import BadInput
from gateway.mutations import Need, UserError
from gateway.relay import parse_global_id
from tribes import records
from views.selections import Answer, Index, Records, Select

ARTICLE = Select(records.Article, registers=("alive", "publication"))
"""What is looked at of an article."""

COMMENT = Select(records.Comment, registers=("alive", "origin"))
"""What is looked at of a comment."""


def id_of(node_id: str, type_name: str) -> str:
    """The id in a global id of a type.

    Raises:
        BadInput: it is of another type.
    """
    found, record_id = parse_global_id(node_id)
    if found != type_name:
        raise BadInput(f"id {node_id[:60]!r} is of type {found[:20]}; expected {type_name}")
    return record_id


def user_error(field: str | None, code: str, message: str) -> UserError:
    """What a person did wrong. field: of the event, or of the input."""
    return UserError(field=field, message=message, code=code)


def _live(
    record: type[Any], record_id: str, field: str, author_in: str, editor: str | None
) -> Need:
    """That an article or comment lives, and, given an editor, that he wrote it."""

    select = Select(record, registers=("alive", author_in))

    def check(answer: Answer | None) -> UserError | None:
        if not answer or select.value(answer, "alive") is not True or not answer.owner_alive:
            return user_error(
                field, "NOT_FOUND", f"there is no such {record.kind}, or not any more"
            )
        if editor is not None and select.value(answer, author_in)["author"] != editor:
            return user_error(field, "FORBIDDEN", f"only its author may change this {record.kind}")
        return None

    return Need(Records(select, (record_id,)), check)


def living_article(record_id: str, editor: str | None = None) -> Need:
    """That an article lives, and, given an editor, that he wrote it."""
    return _live(records.Article, record_id, "articleId", "publication", editor)


def living_comment(record_id: str, editor: str | None = None, field: str = "commentId") -> Need:
    """That a comment and its article live, and, given an editor, that he wrote the comment."""
    return _live(records.Comment, record_id, field, "origin", editor)


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


def stamp_until(until: datetime | None) -> Stamp | UnsetType:
    """The last stamp of a millisecond.

    Raises:
        BadInput: no stamp is that early or late.
    """
    if until is None:
        return UNSET
    ms = int(until.replace(tzinfo=until.tzinfo or UTC).timestamp() * 1000)
    try:
        return stamp_of(ms, COUNTER_MAX)
    except StampError as error:
        raise BadInput(f"until: {error}") from None


def article_of(comment: str) -> Need:
    """A look at a comment's article, for `of_article`."""
    return Need(Records(ARTICLE, (records.Comment.owner_id(comment),)))


def somebody_else(user: str, viewer: str) -> list[Need]:
    """That whom the viewer follows is not himself."""
    if user != viewer:
        return []
    error = user_error("userId", "INVALID", "you cannot follow yourself")
    return [Need(None, lambda _: error)]


def unclaimed(record: type[Any], field: str, name: Any, mine: str) -> list[Need]:
    """That nobody else has a handle or slug. Two who claim it at once both pass; one has it."""
    if not isinstance(name, str):
        return []

    def check(answer: Answer | None) -> UserError | None:
        if answer is None or answer.id == mine:
            return None
        return user_error(field, "TAKEN", f"the {field} {name[:60]!r} is taken; choose another")

    return [Need(Index(Select(record, registers=("claim",)), f"{field}:{name}"), check)]


def keep_claim(field: str) -> Callable[[Event, list[Answer | None]], Event]:
    """Leave a handle or slug out that stays the same: claiming it anew would make it younger."""

    def revise(event: Event, answers: list[Answer | None]) -> Event:
        if answers and answers[0] is not None:
            return msgspec.structs.replace(event, **{field: msgspec.UNSET})
        return event

    return revise
