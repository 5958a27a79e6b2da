"""The payloads of mutations: what was changed, what was wrong, and the receipt."""

from __future__ import annotations

from typing import Any

import strawberry

from gateway.writing.mutations import Receipt
from gateway.writing.refusals import UserError
from tribes.types import Article, Comment, Inbox, Tribe, User

_ERRORS = "What is wrong with the input: all of it at once. Nothing was changed, but for STALE."
_RECEIPT = "Proof that it is in the log; null when it was refused."


def _errors() -> Any:
    return strawberry.field(description=_ERRORS)


def _receipt() -> Any:
    return strawberry.field(description=_RECEIPT)


def _now(what: str) -> Any:
    return strawberry.field(
        description=f"{what} as it is now; null when the input was refused, when it is not there "
        "any more, and when it is STALE."
    )


@strawberry.type(description="What came of a change of a user.")
class UserPayload:
    user: User | None = _now("The user")
    user_errors: list[UserError] = _errors()
    receipt: Receipt | None = _receipt()


@strawberry.type(description="What came of a change of your inbox.")
class InboxPayload:
    inbox: Inbox | None = _now("Your inbox")
    user_errors: list[UserError] = _errors()
    receipt: Receipt | None = _receipt()


@strawberry.type(description="What came of a change of a tribe.")
class TribePayload:
    tribe: Tribe | None = _now("The tribe")
    user_errors: list[UserError] = _errors()
    receipt: Receipt | None = _receipt()


@strawberry.type(description="What came of a change of an article.")
class ArticlePayload:
    article: Article | None = _now("The article")
    user_errors: list[UserError] = _errors()
    receipt: Receipt | None = _receipt()


@strawberry.type(description="What came of a change of a comment.")
class CommentPayload:
    comment: Comment | None = _now("The comment")
    user_errors: list[UserError] = _errors()
    receipt: Receipt | None = _receipt()
