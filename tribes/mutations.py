"""The mutations: one for each event, verb first, with one input and one payload each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
import strawberry

from crdt.records import OWNER_SEPARATOR
from eventlog.envelope import Event
from gateway.mutations import Need, Outcome, Receipt, UserError, commit
from gateway.sessions import Session
from tribes import events, inputs, records
from tribes.inputs import given
from tribes.needs import (
    SHOWN_AT_ONCE_MAX,
    id_of,
    keep_claim,
    living_article,
    living_comment,
    score_until,
    shown_parts,
    somebody_else,
    unclaimed,
    unseen,
    user_error,
)
from tribes.types import Article, Comment, Inbox, Tribe, User

P = TypeVar("P")


@strawberry.type
class UserPayload:
    user: User | None
    user_errors: list[UserError]
    receipt: Receipt | None


@strawberry.type
class InboxPayload:
    inbox: Inbox | None
    user_errors: list[UserError]
    receipt: Receipt | None


@strawberry.type
class TribePayload:
    tribe: Tribe | None
    user_errors: list[UserError]
    receipt: Receipt | None


@strawberry.type
class ArticlePayload:
    article: Article | None
    user_errors: list[UserError]
    receipt: Receipt | None


@strawberry.type
class CommentPayload:
    comment: Comment | None
    user_errors: list[UserError]
    receipt: Receipt | None


async def _commit(
    info: strawberry.Info,
    made: Any,
    changed: tuple[type[Any], type[P]],
    draft: Callable[[dict[str, Any]], Event],
    needs: Sequence[Need] = (),
    **more: Any,
) -> P:
    """Commit what an input stands for, and read back the record that the event is about."""
    session: Session = info.context
    cls, payload = changed
    field = cls.__name__.lower()
    # An inbox is its user's.
    of = attrgetter("user" if cls is Inbox else field)
    # What is left out is not in the dictionary.
    taken = strawberry.asdict(made)
    asked = {key: value for key, value in taken.items() if key != "idempotency_key"}
    if session.viewer and len(taken) < len(fields(made)) and asked.keys() <= _SUBJECTS:
        nothing = user_error(None, "INVALID", "nothing to change: give at least one field")
        return payload(**{field: None}, user_errors=[nothing], receipt=None)  # type: ignore[call-arg]
    outcome: Outcome[Any] = await commit(
        info._raw_info,
        lambda viewer: draft(session.services.envelope(viewer)),
        (cls, field, of),
        needs=needs,
        key=made.idempotency_key,
        given=asked,
        **more,
    )
    for error in outcome.user_errors:
        error.field = _of_input(error.field, asked)
    shown = {field: outcome.changed, "user_errors": outcome.user_errors}
    return payload(**shown, receipt=outcome.receipt)  # type: ignore[call-arg]


_SUBJECTS = {"article_id", "tribe_id"}


def _of_input(field: str | None, asked: dict[str, Any]) -> str | None:
    """An event's field as the input calls it: `tribeId`. A new comment's id is of its article."""
    for name in (field, "article" if field == "comment" else field):
        if f"{name}_id" in asked:
            return f"{name}Id"
    return field


def _viewer(info: strawberry.Info) -> str:
    session: Session = info.context
    return session.viewer or ""


def _new_id(info: strawberry.Info) -> str:
    session: Session = info.context
    return session.services.new_id()


def _media(media: Any) -> Any:
    if media is strawberry.UNSET or media is None:
        return msgspec.UNSET if media is strawberry.UNSET else None
    return [events.Media(url=item.url, alt=item.alt) for item in media]


def _act(
    event: Callable[..., Event],
    taken: type[Any],
    changed: tuple[type[Any], type[Any]],
    needs: Callable[[str, str], list[Need]] = lambda record_id, viewer: [],
    *,
    more: Callable[[Any], dict[str, str]] = lambda taken: {},
    revise: Callable[[Any, list[Any]], Any] = lambda event, _: event,
    doc: str,
) -> Any:
    """A mutation of which the input says which record it is about, and little else.

    Args:
        needs: of the record's id and the viewer's. more: what else of the input is in the event.
        revise: the event, in the light of what its needs looked at.
    """
    cls, payload = changed
    name = cls.__name__.lower()

    async def resolve(self: Any, info: strawberry.Info, input: Any) -> Any:
        record_id, others = id_of(getattr(input, f"{name}_id"), cls.__name__), more(input)
        return await _commit(
            info,
            input,
            changed,
            lambda envelope: event(**envelope, **{name: record_id}, **others),
            needs(record_id, _viewer(info)),
            revise=revise,
        )

    # Strawberry reads the types of argument and answer off the resolver.
    resolve.__annotations__ = {"info": strawberry.Info, "input": taken, "return": payload}
    return strawberry.mutation(resolver=resolve, description=doc)


@strawberry.type
class Mutation:
    @strawberry.mutation(description="Describe yourself. A handle goes to who claims it first.")
    async def set_user_profile(
        self, info: strawberry.Info, input: inputs.SetUserProfileInput
    ) -> UserPayload:
        viewer = _viewer(info)
        return await _commit(
            info,
            input,
            (User, UserPayload),
            lambda envelope: events.UserProfileSet(
                **envelope,
                user=viewer,
                handle=given(input.handle),
                name=given(input.name),
                avatar_url=given(input.avatar_url),
                bio=given(input.bio),
            ),
            unclaimed(records.Handle, "handle", input.handle, viewer),
            revise=keep_claim("handle"),
        )

    @strawberry.mutation(description="Describe a tribe, or found one.")
    async def set_tribe_profile(
        self, info: strawberry.Info, input: inputs.SetTribeProfileInput
    ) -> TribePayload:
        tribe = _new_id(info) if input.tribe_id is None else id_of(input.tribe_id, "Tribe")
        return await _commit(
            info,
            input,
            (Tribe, TribePayload),
            lambda envelope: events.TribeProfileSet(
                **envelope,
                tribe=tribe,
                slug=given(input.slug),
                name=given(input.name),
                description=given(input.description),
            ),
            unclaimed(records.Slug, "slug", input.slug, tribe),
            revise=keep_claim("slug"),
        )

    @strawberry.mutation(
        description="Say that you were shown your notifications, as they are now: what comes later "
        f"is unread, whatever its time. So many as {SHOWN_AT_ONCE_MAX:,} bumps, follows and "
        "comments are marked at once, the latest; should `unreadCount` not be 0 then, do it again."
    )
    async def mark_notifications_read(
        self, info: strawberry.Info, input: inputs.MarkNotificationsReadInput
    ) -> InboxPayload:
        session: Session = info.context
        viewer, until = _viewer(info), score_until(input.until)
        found = await session.unseen(records.Notice, unseen(viewer, until)) if viewer else ()
        *earlier, last = shown_parts(found)

        def draft(envelope: dict[str, Any], part: tuple[Any, Any]) -> Event:
            actors, comments = part
            return events.NotificationsRead(
                **envelope, user=viewer, actors=actors, comments=comments
            )

        return await _commit(
            info,
            input,
            (Inbox, InboxPayload),
            lambda envelope: draft(envelope, last),
            also=[draft(session.services.envelope(viewer), part) for part in earlier],
        )

    @strawberry.mutation(description="Publish an article in a tribe.")
    async def publish_article(
        self, info: strawberry.Info, input: inputs.PublishArticleInput
    ) -> ArticlePayload:
        article, tribe = _new_id(info), id_of(input.tribe_id, "Tribe")
        return await _commit(
            info,
            input,
            (Article, ArticlePayload),
            lambda envelope: events.ArticlePublished(
                **envelope,
                article=article,
                tribe=tribe,
                kind=input.kind,
                title=input.title,
                excerpt=input.excerpt,
                body=input.body,
                media=_media(input.media),
            ),
        )

    @strawberry.mutation(description="Change the words or media of an article of yours.")
    async def edit_article(
        self, info: strawberry.Info, input: inputs.EditArticleInput
    ) -> ArticlePayload:
        article = id_of(input.article_id, "Article")
        return await _commit(
            info,
            input,
            (Article, ArticlePayload),
            lambda envelope: events.ArticleEdited(
                **envelope,
                article=article,
                title=given(input.title),
                excerpt=given(input.excerpt),
                body=given(input.body),
                media=_media(input.media),
            ),
            [living_article(article, _viewer(info))],
        )

    @strawberry.mutation(description="Comment on an article, or reply to a comment on it.")
    async def post_comment(
        self, info: strawberry.Info, input: inputs.PostCommentInput
    ) -> CommentPayload:
        article = id_of(input.article_id, "Article")
        parent = None if input.parent_id is None else id_of(input.parent_id, "Comment")
        comment = f"{article}{OWNER_SEPARATOR}{_new_id(info)}"
        return await _commit(
            info,
            input,
            (Comment, CommentPayload),
            lambda envelope: events.CommentPosted(
                **envelope, comment=comment, parent=parent, body=input.body
            ),
            [
                living_article(article),
                *([living_comment(parent, field="parentId")] if parent else []),
            ],
        )

    @strawberry.mutation(description="Change the words of a comment of yours.")
    async def edit_comment(
        self, info: strawberry.Info, input: inputs.EditCommentInput
    ) -> CommentPayload:
        comment = id_of(input.comment_id, "Comment")
        return await _commit(
            info,
            input,
            (Comment, CommentPayload),
            lambda envelope: events.CommentEdited(**envelope, comment=comment, body=input.body),
            [living_comment(comment, _viewer(info))],
        )

    remove_article: ArticlePayload = _act(
        events.ArticleRemoved,
        inputs.RemoveArticleInput,
        (Article, ArticlePayload),
        lambda article, viewer: [living_article(article, viewer)],
        doc="Take an article of yours down.",
    )
    bump_article: ArticlePayload = _act(
        events.ArticleBumped,
        inputs.BumpArticleInput,
        (Article, ArticlePayload),
        lambda article, _: [living_article(article)],
        doc="Bump an article. Bumping twice is bumping once.",
    )
    unbump_article: ArticlePayload = _act(
        events.ArticleUnbumped,
        inputs.UnbumpArticleInput,
        (Article, ArticlePayload),
        lambda article, _: [living_article(article)],
        doc="Take your bump back.",
    )
    repost_article: ArticlePayload = _act(
        events.ArticleReposted,
        inputs.RepostArticleInput,
        (Article, ArticlePayload),
        lambda article, _: [living_article(article)],
        more=lambda taken: {"tribe": id_of(taken.tribe_id, "Tribe")},
        doc="Repost an article into another tribe. In its own it stands where it was published.",
    )
    unrepost_article: ArticlePayload = _act(
        events.ArticleUnreposted,
        inputs.UnrepostArticleInput,
        (Article, ArticlePayload),
        lambda article, _: [living_article(article)],
        more=lambda taken: {"tribe": id_of(taken.tribe_id, "Tribe")},
        doc="Take your repost of an article into a tribe back.",
    )
    view_article: ArticlePayload = _act(
        events.ArticleViewed,
        inputs.ViewArticleInput,
        (Article, ArticlePayload),
        lambda article, _: [living_article(article)],
        doc="Say that you saw an article.",
    )
    follow_tribe: TribePayload = _act(
        events.TribeFollowed,
        inputs.FollowTribeInput,
        (Tribe, TribePayload),
        doc="Follow a tribe: its articles are in your feed.",
    )
    unfollow_tribe: TribePayload = _act(
        events.TribeUnfollowed,
        inputs.UnfollowTribeInput,
        (Tribe, TribePayload),
        doc="Follow a tribe no more.",
    )
    follow_user: UserPayload = _act(
        events.UserFollowed,
        inputs.FollowUserInput,
        (User, UserPayload),
        somebody_else,
        doc="Follow a user: what he writes is in your feed.",
    )
    unfollow_user: UserPayload = _act(
        events.UserUnfollowed,
        inputs.UnfollowUserInput,
        (User, UserPayload),
        doc="Follow a user no more.",
    )
    bump_comment: CommentPayload = _act(
        events.CommentBumped,
        inputs.BumpCommentInput,
        (Comment, CommentPayload),
        lambda comment, _: [living_comment(comment)],
        doc="Bump a comment. Bumping twice is bumping once.",
    )
    unbump_comment: CommentPayload = _act(
        events.CommentUnbumped,
        inputs.UnbumpCommentInput,
        (Comment, CommentPayload),
        lambda comment, _: [living_comment(comment)],
        doc="Take your bump of a comment back.",
    )
    remove_comment: CommentPayload = _act(
        events.CommentRemoved,
        inputs.RemoveCommentInput,
        (Comment, CommentPayload),
        lambda comment, viewer: [living_comment(comment, viewer)],
        doc="Take a comment of yours down. Replies to it stay.",
    )
