"""Columns: what the texts of a dump's rows mean, and why a row cannot be brought in. Pure.

A `fault` is the end of one of the reasons of `summary.REASONS`, empty when there is none.
`latest_ms` is how late a date may be.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from crdt.stamps import STAMP_MS_MAX
from eventlog.checks.visible import is_visible
from tribes.importers.dump import Row
from tribes.importers.places import NO_QUESTION, NOBODY, UNKNOWN_QUESTION, Place

QUESTION: Final = "1"
ANSWER: Final = "2"
UP_VOTE: Final = "2"

_is_number = re.compile(r"-?[0-9]{1,18}").fullmatch
_is_date = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,7}))?Z?"
).fullmatch
_is_tag = re.compile(r"[^\x00-\x20\x7f/]{1,63}").fullmatch
_first_tag = re.compile(r"[^<>|]+").search


def number(text: str | None) -> int | None:
    """An integer of at most 18 digits, or None."""
    return int(text) if text and _is_number(text) else None


def post_number(text: str | None) -> int | None:
    """The id of a post, 1 or more, or None."""
    post = number(text)
    return post if post and post > 0 else None


def unix_ms(text: str | None) -> int | None:
    """A date such as `2018-03-12T17:00:45.567` in Unix ms; None unless from 1970 to 2089."""
    match = _is_date(text or "")
    if not match:
        return None
    try:
        second = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
    except ValueError:
        return None
    ms = int(second.timestamp()) * 1000 + int((match[2] or "").ljust(3, "0")[:3])
    return ms if 0 <= ms <= STAMP_MS_MAX else None


def date_fault(row: Row, latest_ms: int) -> str:
    """What is wrong with when a row was made."""
    ms = unix_ms(row.get("CreationDate"))
    if ms is None:
        return "bad_date"
    return "in_future" if ms > latest_ms else ""


def is_tag(name: str) -> bool:
    """Whether a tag can be, after a site of 64 characters, part of an id, and shows something."""
    return _is_tag(name) is not None and is_visible(name)


def first_tag(row: Row) -> str:
    """The first tag of a question, as `<a><b>` or, since 2024, `|a|b|`; empty without tags."""
    match = _first_tag(row.get("Tags", ""))
    return match[0] if match else ""


def place_of(post: int, row: Row, latest_ms: int) -> Place:
    """Where a post belongs, as its own row has it."""
    if row.get("PostTypeId") == QUESTION:
        return Place(post, not question_fault(row, latest_ms), _owner(row), first_tag(row))
    if row.get("PostTypeId") != ANSWER:
        return Place(NO_QUESTION, False)
    question = post_number(row.get("ParentId"))
    # SUBTLE: an answer to itself would otherwise pass for a question.
    if question is None or question == post:
        question = UNKNOWN_QUESTION
    return Place(question, not answer_fault(row, latest_ms), _owner(row))


def _owner(row: Row) -> int:
    owner = number(row.get("OwnerUserId"))
    return NOBODY if owner is None else owner


def question_fault(row: Row, latest_ms: int) -> str:
    """Why a question cannot be an article."""
    tag = first_tag(row)
    if fault := date_fault(row, latest_ms):
        return fault
    if number(row.get("OwnerUserId")) is None:
        return "without_owner"
    if not tag:
        return "without_tag"
    if not is_tag(tag):
        return "bad_tag"
    return "" if is_visible(row.get("Title", "")) else "without_title"


def answer_fault(row: Row, latest_ms: int) -> str:
    """Why an answer cannot be a comment, its question apart."""
    if fault := date_fault(row, latest_ms):
        return fault
    if number(row.get("OwnerUserId")) is None:
        return "without_owner"
    return "" if is_visible(row.get("Body", "")) else "empty"


def comment_fault(row: Row, latest_ms: int) -> str:
    """Why a comment cannot be one here, its post apart."""
    if fault := date_fault(row, latest_ms):
        return fault
    if number(row.get("UserId")) is None:
        return "without_author"
    return "" if is_visible(row.get("Text", "")) else "empty"
