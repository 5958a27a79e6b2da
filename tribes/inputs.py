"""The inputs of mutations: one each, with an optional idempotency key.

What a field takes is declared by the event that it goes into, and stands in the schema from there.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

import strawberry

from eventlog.checks.faults import clearing, limit
from eventlog.errors import Fault
from gateway.errors import BadInput
from gateway.writing.mutations import KEY_LENGTH_MAX
from tribes import events
from tribes.nodes import node_of
from tribes.types import Article, ArticleKind, Comment, Tribe, User

_KEY = (
    f"1 to {KEY_LENGTH_MAX} characters of your choice. Retry with the same key and the same input "
    "within 24 hours, and it happens once."
)


def _idempotency_key() -> Any:
    return strawberry.field(default=None, description=_KEY)


def _field(kind: type[Any], name: str, about: str, default: Any = strawberry.UNSET) -> Any:
    """A field that goes into an event's field, whose limits it tells."""
    more = {} if default is _REQUIRED else {"default": default}
    return strawberry.field(description=_about(kind, name, about, default), **more)


def _about(kind: type[Any], name: str, about: str, default: Any) -> str:
    taken = limit(kind, name)
    said = f"{about} {taken[:1].upper()}{taken[1:]}."
    if default is _REQUIRED:
        return said
    try:
        clearing(kind, name)
    except LookupError:
        return f"{said} It may not be null."
    return f"{said} {'Null takes it away' if default is strawberry.UNSET else 'Null is for none'}."


_REQUIRED = object()


def _id(about: str, default: Any = _REQUIRED) -> Any:
    more = {} if default is _REQUIRED else {"default": default}
    return strawberry.field(description=about, **more)


def named(made: Any) -> tuple[dict[str, Any], list[Fault]]:
    """What an input names, by its field without `_id`; and what is no id of the type wanted there.

    In the place of one that is none stands one of nothing, so that the rest can be looked at.
    """
    found, faults = {}, []
    for field in fields(made):
        wanted, given = _WANTED.get(field.name), getattr(made, field.name)
        if wanted is None or given is None:
            continue
        name = field.name.removesuffix("_id")
        try:
            found[name] = node_of(given, wanted).id
        except BadInput as bad:
            found[name] = "?/?" if wanted is Comment else "?"
            faults.append(Fault((field.name,), str(bad)))
    return found, faults


_WANTED = {
    "article_id": Article,
    "comment_id": Comment,
    "parent_id": Comment,
    "tribe_id": Tribe,
    "user_id": User,
}


def said(kind: type[Any], made: Any) -> dict[str, Any]:
    """What an input says of an event's fields. Null clears what may be empty; it is handed on where
    it may not, and refused with the rest.
    """
    found: dict[str, Any] = {}
    for field in fields(made):
        value = getattr(made, field.name)
        if field.name not in kind.__struct_fields__ or value is strawberry.UNSET:
            continue
        found[field.name] = _cleared(kind, field.name) if value is None else _as_told(value)
    return found


def _cleared(kind: type[Any], name: str) -> Any:
    try:
        return clearing(kind, name)
    except LookupError:
        return None


def _as_told(value: Any) -> Any:
    if isinstance(value, list):
        return [events.Media(**said(events.Media, item)) for item in value]
    return value


@strawberry.input(description="What you say of yourself. What is left out stays as it is.")
class SetUserProfileInput:
    handle: str | None = _field(
        events.UserProfileSet,
        "handle",
        "By which `user(handle:)` finds you: the first to claim it has it.",
    )
    name: str | None = _field(events.UserProfileSet, "name", "What you are called.")
    avatar_url: str | None = _field(
        events.UserProfileSet, "avatar_url", "The address of a picture of you."
    )
    bio: str | None = _field(
        events.UserProfileSet, "bio", "About you, in HTML: it is sanitised, and then counted."
    )
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="What is said of a tribe. What is left out stays as it is.")
class SetTribeProfileInput:
    tribe_id: strawberry.ID | None = _id(
        "Which tribe; without one, a new tribe is founded.", default=None
    )
    slug: str | None = _field(
        events.TribeProfileSet,
        "slug",
        "By which `tribe(slug:)` finds it: the first to claim it has it.",
    )
    name: str | None = _field(events.TribeProfileSet, "name", "What it is called.")
    description: str | None = _field(
        events.TribeProfileSet,
        "description",
        "About it, in HTML: it is sanitised, and then counted.",
    )
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="A picture or a film of an article.")
class MediaInput:
    url: str = _field(events.Media, "url", "Where it is.", _REQUIRED)
    alt: str | None = _field(events.Media, "alt", "What is seen there, for who cannot see it.", "")


@strawberry.input(description="A new article.")
class PublishArticleInput:
    tribe_id: strawberry.ID = _id("The tribe to publish it in, which must exist.")
    title: str = _field(events.ArticlePublished, "title", "Plain text.", _REQUIRED)
    kind: ArticleKind = strawberry.field(
        default=ArticleKind.ARTICLE, description="What it mainly is."
    )
    excerpt: str | None = _field(events.ArticlePublished, "excerpt", "Plain text.", "")
    body: str | None = _field(
        events.ArticlePublished, "body", "HTML: it is sanitised, and then counted.", ""
    )
    media: list[MediaInput] | None = strawberry.field(
        default_factory=list,
        description=_about(events.ArticlePublished, "media", "Its pictures and films.", []),
    )
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Changes of an article of yours. What is left out stays as it is.")
class EditArticleInput:
    article_id: strawberry.ID = _id("Which article.")
    title: str | None = _field(events.ArticleEdited, "title", "Plain text.")
    excerpt: str | None = _field(events.ArticleEdited, "excerpt", "Plain text.")
    body: str | None = _field(
        events.ArticleEdited, "body", "HTML: it is sanitised, and then counted."
    )
    media: list[MediaInput] | None = _field(
        events.ArticleEdited, "media", "Its pictures and films, all of them."
    )
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Which article of yours to take down.")
class RemoveArticleInput:
    article_id: strawberry.ID = _id("Which article.")
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Which article to bump.")
class BumpArticleInput:
    article_id: strawberry.ID = _id("Which article.")
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Of which article to take your bump back.")
class UnbumpArticleInput:
    article_id: strawberry.ID = _id("Which article.")
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Which article to repost, and where.")
class RepostArticleInput:
    article_id: strawberry.ID = _id("Which article.")
    tribe_id: strawberry.ID = _id(
        "Into which tribe: one that exists, and not the one that it was published in."
    )
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Which repost of yours to take back.")
class UnrepostArticleInput:
    article_id: strawberry.ID = _id("Of which article.")
    tribe_id: strawberry.ID = _id("Out of which tribe.")
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Which article you saw.")
class ViewArticleInput:
    article_id: strawberry.ID = _id("Which article.")
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Which tribe to follow.")
class FollowTribeInput:
    tribe_id: strawberry.ID = _id("Which tribe, which must exist.")
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Which tribe to follow no more.")
class UnfollowTribeInput:
    tribe_id: strawberry.ID = _id("Which tribe.")
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Which user to follow.")
class FollowUserInput:
    user_id: strawberry.ID = _id("Which user, who must exist, and not be you.")
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Which user to follow no more.")
class UnfollowUserInput:
    user_id: strawberry.ID = _id("Which user.")
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Up to when you have read your notifications.")
class MarkNotificationsReadInput:
    until: datetime | None = strawberry.field(
        default=None,
        description="All up to then, such as the `at` of one; null is now. From 1970 to 2089; "
        "without an offset it is taken as UTC.",
    )
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="A new comment, or a reply to one.")
class PostCommentInput:
    article_id: strawberry.ID = _id("The article to comment on.")
    body: str = _field(
        events.CommentPosted, "body", "HTML: it is sanitised, and then counted.", _REQUIRED
    )
    parent_id: strawberry.ID | None = _id(
        "The comment on that article to reply to; null for none.", default=None
    )
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="New words for a comment of yours.")
class EditCommentInput:
    comment_id: strawberry.ID = _id("Which comment.")
    body: str = _field(
        events.CommentEdited, "body", "HTML: it is sanitised, and then counted.", _REQUIRED
    )
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Which comment to bump.")
class BumpCommentInput:
    comment_id: strawberry.ID = _id("Which comment.")
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Of which comment to take your bump back.")
class UnbumpCommentInput:
    comment_id: strawberry.ID = _id("Which comment.")
    idempotency_key: str | None = _idempotency_key()


@strawberry.input(description="Which comment of yours to take down.")
class RemoveCommentInput:
    comment_id: strawberry.ID = _id("Which comment.")
    idempotency_key: str | None = _idempotency_key()
