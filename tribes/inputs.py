"""The inputs of mutations: one each, with an optional idempotency key."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry
from msgspec import UNSET

from tribes.types import ArticleKind

_KEY = "Retry with the same key and the same input, and it happens once."


def _idempotency_key() -> Any:
    return strawberry.field(default=None, description=_KEY)


def given(value: Any) -> Any:
    """What an input says of an optional field: UNSET when it says nothing."""
    return UNSET if value is strawberry.UNSET else value


@strawberry.input(description="What is left out stays as it is.")
class SetUserProfileInput:
    handle: str | None = strawberry.UNSET
    name: str | None = strawberry.UNSET
    avatar_url: str | None = strawberry.UNSET
    bio: str | None = strawberry.UNSET
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Without a tribeId a new tribe is founded. What is left out stays.")
class SetTribeProfileInput:
    tribe_id: strawberry.ID | None = None
    slug: str | None = strawberry.UNSET
    name: str | None = strawberry.UNSET
    description: str | None = strawberry.UNSET
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class MediaInput:
    url: str
    alt: str = ""


@strawberry.input
class PublishArticleInput:
    tribe_id: strawberry.ID
    title: str
    kind: ArticleKind = ArticleKind.ARTICLE
    excerpt: str = ""
    body: str = ""
    media: list[MediaInput] = strawberry.field(default_factory=list)
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="What is left out stays as it is.")
class EditArticleInput:
    article_id: strawberry.ID
    title: str | None = strawberry.UNSET
    excerpt: str | None = strawberry.UNSET
    body: str | None = strawberry.UNSET
    media: list[MediaInput] | None = strawberry.UNSET
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class RemoveArticleInput:
    article_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class BumpArticleInput:
    article_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class UnbumpArticleInput:
    article_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class RepostArticleInput:
    article_id: strawberry.ID
    tribe_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class UnrepostArticleInput:
    article_id: strawberry.ID
    tribe_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class ViewArticleInput:
    article_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class FollowTribeInput:
    tribe_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class UnfollowTribeInput:
    tribe_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class FollowUserInput:
    user_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class UnfollowUserInput:
    user_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class MarkNotificationsReadInput:
    until: datetime | None = strawberry.field(
        default=None, description="All up to then, such as the `at` of one; null is now."
    )
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class PostCommentInput:
    article_id: strawberry.ID
    body: str
    parent_id: strawberry.ID | None = None
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class EditCommentInput:
    comment_id: strawberry.ID
    body: str
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class BumpCommentInput:
    comment_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class UnbumpCommentInput:
    comment_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()


@strawberry.input
class RemoveCommentInput:
    comment_id: strawberry.ID
    idempotency_key: str | None = _idempotency_key()
