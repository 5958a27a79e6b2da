"""Needs: what must hold before an event is published, and ids as inputs have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import UNSET

from crdt.errors import StampError
from crdt.records import OWNER_SEPARATOR
from crdt.registers import value_in
from crdt.stamps import COUNTER_MAX, score_of, stamp_of
from eventlog.envelope import Event
from gateway.errors import BadInput
from gateway.mutations import Need, UserError
from gateway.relay import parse_global_id
from tribes import records
from tribes.derivations import REPOSTS_MAX
from tribes.events import SHOWN_MAX
from tribes.names import are_alike, key_of, look_of
from views.selections import (
    Answer,
    Claim,
    Index,
    Missing,
    Page,
    Records,
    Select,
    Unseen,
)


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


def score_until(until: datetime | None) -> int | None:
    """The score of the last stamp of a millisecond; None for no end.

    Raises:
        BadInput: no stamp is that early or late.
    """
    if until is None:
        return None
    ms = int(until.replace(tzinfo=until.tzinfo or UTC).timestamp() * 1000)
    try:
        return score_of(stamp_of(ms, COUNTER_MAX))
    except StampError as error:
        raise BadInput(f"until: {error}") from None


SHOWN_AT_ONCE_MAX = 20_000
"""So many bumps, follows and comments at most are marked as shown by one mutation."""

NOTICES_AT_ONCE_MAX = 1_000
"""So many notifications, likewise."""


def unseen(viewer: str, until: int | None) -> Unseen:
    """What a viewer is told and was not shown.

    until: the score in their inbox up to which it matters; None for all.
    """
    return Unseen(
        f"unread:{viewer}",
        until,
        # Of actors, it says whom those seen were shown to; of comments, each says it of itself.
        sets=(("notice.actors+:", "notice.actors=:", True), ("list:told:", "list:heard:", False)),
        reader=(records.Notice, "reader"),
        but=viewer,
        first=NOTICES_AT_ONCE_MAX,
        most=SHOWN_AT_ONCE_MAX,
    )


def shown_parts(found: Iterable[Missing]) -> list[tuple[dict[str, list[str]], list[str]]]:
    """What was not shown, as actors by notification and comments, in parts that an event holds."""
    parts: list[tuple[dict[str, list[str]], list[str]]] = [({}, [])]
    room, length = SHOWN_MAX, SHOWN_LENGTH_MAX
    for one in found:
        for member in one.members:
            # In JSON a character may take twice what it takes here.
            size = 2 * len(member.encode()) + 3
            if one.set == 1 and one.id not in parts[-1][0]:
                size += 2 * len(one.id.encode()) + 6
            if room == 0 or size > length:
                parts.append(({}, []))
                room, length = SHOWN_MAX, SHOWN_LENGTH_MAX
            actors, comments = parts[-1]
            (actors.setdefault(one.id, []) if one.set == 1 else comments).append(member)
            room, length = room - 1, length - size
    return parts


SHOWN_LENGTH_MAX = 60_000
"""So much of an event's 64 KiB is for what was shown."""


def room_for_repost(article: str, tribe: str) -> list[Need]:
    """That an article was not reposted into as many tribes as it can be, but for this one."""
    repost = f"{article}{OWNER_SEPARATOR}{tribe}"
    known = Select(records.Repost, places=(f"reposts:{article}",))
    full = user_error(
        "tribeId",
        "LIMIT",
        f"this article was reposted into {REPOSTS_MAX} tribes, and can be into no more",
    )
    there = False

    def note(answer: Answer | None) -> None:
        nonlocal there
        there = bool(answer and answer.places[0])

    def check(answer: Answer | None) -> UserError | None:
        room = there or answer is None or answer.cards[0] < REPOSTS_MAX
        return None if room else full

    count = Select(records.Article, cards=("list:reposts:",))
    return [Need(Records(known, (repost,)), note), Need(Records(count, (article,)), check)]


def somebody_else(user: str, viewer: str) -> list[Need]:
    """That whom the viewer follows is not himself."""
    if user != viewer:
        return []
    error = user_error("userId", "INVALID", "you cannot follow yourself")
    return [Need(None, lambda _: error)]


def unclaimed(record: type[Any], field: str, name: Any, mine: str) -> list[Need]:
    """That nobody else has a handle or slug, nor one that looks like it. Two who claim it at once
    both pass; one has it.
    """
    key = key_of(name) if isinstance(name, str) else None
    if key is None:
        return []  # Nothing is claimed, or the entry says what is wrong with it.

    def check(answer: Answer | None) -> UserError | None:
        if answer is None or answer.id == mine:
            return None
        return user_error(field, "TAKEN", f"The {field} “{name}” is taken: choose another.")

    def check_look(answer: Answer | None) -> UserError | None:
        for other, taken in held_alike(answer, name):
            if other != mine:
                told = f"The {field} “{name}” looks like “{taken}”, which is taken: choose another."
                return user_error(field, "TAKEN", told)
        return None

    return [
        Need(Index(Select(record, registers=("claim",)), f"{field}:{key}"), check),
        Need(of_look(record, field, name), check_look),
    ]


LOOKS_MAX = 20
"""So many names with the look of one, the oldest, are looked at."""


def of_look(record: type[Any], field: str, name: str) -> Records:
    """Who holds handles or slugs with the look of a name."""
    held = Select(record, claims=(Claim(record.kind, "claim", f"{field}:"),))
    page = Page(f"{field}.look:", LOOKS_MAX, descending=False, derived=True, select=held)
    return Records(Select(record, pages=(page,)), (look_of(name),))


def held_alike(answer: Answer | None, name: str) -> list[tuple[str, str]]:
    """Of those who hold names with the look of one, those whose names are like it: id and name."""
    found = []
    for one in answer.pages[0].records if answer else ():
        claim = value_in(one.claims[0]) if isinstance(one.claims[0], str) else None
        taken = claim.get("name") if isinstance(claim, dict) else None
        if isinstance(taken, str) and are_alike(name, taken):
            found.append((one.id, taken))
    return found


def keep_claim(field: str) -> Callable[[Event, list[Answer | None]], Event]:
    """Leave a handle or slug out that stays the same, and claim one that is only written otherwise
    when it was claimed: claiming it anew would make it younger.
    """

    def revise(event: Event, answers: list[Answer | None]) -> Event:
        held = answers[0].value(0) if answers and answers[0] else None
        if not isinstance(held, dict):
            return event
        if held["name"] == getattr(event, field):
            return msgspec.structs.replace(event, **{field: UNSET})
        return msgspec.structs.replace(event, claimed=held["claimed"])

    return revise
