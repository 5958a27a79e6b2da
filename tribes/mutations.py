"""The mutations: one for each event, verb first, with one input and one payload each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import msgspec
import strawberry

from crdt.records import OWNER_SEPARATOR
from eventlog.envelope import Event
from gateway.errors import BadInput
from gateway.mutations import Need, Outcome, Receipt, UserError, commit
from gateway.relay import parse_global_id
from gateway.sessions import Session
from tribes import events, inputs, records
from tribes.inputs import given
from tribes.types import Article, Comment, Tribe, User
from views.selections import Answer, Index, Records, Select

P = TypeVar("P")


@strawberry.type
class UserPayload:
    user: User | None
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


def _id(node_id: str, type_name: str) -> str:
    """The id in a global id of a type.

    Raises:
        BadInput: it is of another type.
    """
    found, record_id = parse_global_id(node_id)
    if found != type_name:
        raise BadInput(f"id {node_id[:60]!r} is of type {found[:20]}; expected {type_name}")
    return record_id


def _error(field: str | None, code: str, message: str) -> UserError:
    return UserError(field=field, message=message, code=code)


def _live(
    record: type[Any], record_id: str, field: str, author_in: str, editor: str | None
) -> Need:
    """That an article or comment lives, and, given an editor, that he wrote it."""

    select = Select(record, registers=("alive", author_in))

    def check(answer: Answer | None) -> UserError | None:
        if not answer or select.value(answer, "alive") is not True or not answer.owner_alive:
            return _error(field, "NOT_FOUND", f"there is no such {record.kind}, or not any more")
        if editor is not None and select.value(answer, author_in)["author"] != editor:
            return _error(field, "FORBIDDEN", f"only its author may change this {record.kind}")
        return None

    return Need(Records(select, (record_id,)), check)


def _article(record_id: str, editor: str | None = None) -> Need:
    return _live(records.Article, record_id, "articleId", "publication", editor)


def _comment(record_id: str, editor: str | None = None, field: str = "commentId") -> Need:
    return _live(records.Comment, record_id, field, "origin", editor)


def _somebody_else(user: str, viewer: str) -> list[Need]:
    if user != viewer:
        return []
    error = _error("userId", "INVALID", "you cannot follow yourself")
    return [Need(None, lambda _: error)]


def _unclaimed(record: type[Any], field: str, name: Any, mine: str) -> list[Need]:
    """That nobody else has a handle or slug. Two who claim it at once both pass; one has it."""
    if not isinstance(name, str):
        return []

    def check(answer: Answer | None) -> UserError | None:
        if answer is None or answer.id == mine:
            return None
        return _error(field, "TAKEN", f"the {field} {name[:60]!r} is taken; choose another")

    return [Need(Index(Select(record, registers=("claim",)), f"{field}:{name}"), check)]


def _keep_claim(field: str) -> Callable[[Event, list[Answer | None]], Event]:
    """Leave a handle or slug out that stays the same: claiming it anew would make it younger."""

    def revise(event: Event, answers: list[Answer | None]) -> Event:
        if answers and answers[0] is not None:
            return msgspec.structs.replace(event, **{field: msgspec.UNSET})
        return event

    return revise


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
    # What is left out is not in the dictionary.
    taken = strawberry.asdict(made)
    asked = {key: value for key, value in taken.items() if key != "idempotency_key"}
    if session.viewer and len(taken) < len(fields(made)) and asked.keys() <= _SUBJECTS:
        nothing = _error(None, "INVALID", "nothing to change: give at least one field")
        return payload(**{field: None}, user_errors=[nothing], receipt=None)  # type: ignore[call-arg]
    outcome: Outcome[Any] = await commit(
        info._raw_info,
        lambda viewer: draft(session.services.envelope(viewer)),
        (cls, field, lambda event: getattr(event, field)),
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
    doc: str,
) -> Any:
    """A mutation of which the input says which record it is about, and nothing else.

    Args:
        needs: of the record's id and the viewer's.
    """
    cls, payload = changed
    name = cls.__name__.lower()

    async def resolve(self: Any, info: strawberry.Info, input: Any) -> Any:
        record_id = _id(getattr(input, f"{name}_id"), cls.__name__)
        return await _commit(
            info,
            input,
            changed,
            lambda envelope: event(**envelope, **{name: record_id}),
            needs(record_id, _viewer(info)),
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
            _unclaimed(records.Handle, "handle", input.handle, viewer),
            revise=_keep_claim("handle"),
        )

    @strawberry.mutation(description="Describe a tribe, or found one.")
    async def set_tribe_profile(
        self, info: strawberry.Info, input: inputs.SetTribeProfileInput
    ) -> TribePayload:
        tribe = _new_id(info) if input.tribe_id is None else _id(input.tribe_id, "Tribe")
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
            _unclaimed(records.Slug, "slug", input.slug, tribe),
            revise=_keep_claim("slug"),
        )

    @strawberry.mutation(description="Publish an article in a tribe.")
    async def publish_article(
        self, info: strawberry.Info, input: inputs.PublishArticleInput
    ) -> ArticlePayload:
        article, tribe = _new_id(info), _id(input.tribe_id, "Tribe")
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
        article = _id(input.article_id, "Article")
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
            [_article(article, _viewer(info))],
        )

    @strawberry.mutation(description="Comment on an article, or reply to a comment on it.")
    async def post_comment(
        self, info: strawberry.Info, input: inputs.PostCommentInput
    ) -> CommentPayload:
        article = _id(input.article_id, "Article")
        parent = None if input.parent_id is None else _id(input.parent_id, "Comment")
        comment = f"{article}{OWNER_SEPARATOR}{_new_id(info)}"
        return await _commit(
            info,
            input,
            (Comment, CommentPayload),
            lambda envelope: events.CommentPosted(
                **envelope, comment=comment, parent=parent, body=input.body
            ),
            [_article(article), *([_comment(parent, field="parentId")] if parent else [])],
        )

    @strawberry.mutation(description="Change the words of a comment of yours.")
    async def edit_comment(
        self, info: strawberry.Info, input: inputs.EditCommentInput
    ) -> CommentPayload:
        comment = _id(input.comment_id, "Comment")
        return await _commit(
            info,
            input,
            (Comment, CommentPayload),
            lambda envelope: events.CommentEdited(**envelope, comment=comment, body=input.body),
            [_comment(comment, _viewer(info))],
        )

    remove_article: ArticlePayload = _act(
        events.ArticleRemoved,
        inputs.RemoveArticleInput,
        (Article, ArticlePayload),
        lambda article, viewer: [_article(article, viewer)],
        doc="Take an article of yours down.",
    )
    bump_article: ArticlePayload = _act(
        events.ArticleBumped,
        inputs.BumpArticleInput,
        (Article, ArticlePayload),
        lambda article, _: [_article(article)],
        doc="Bump an article. Bumping twice is bumping once.",
    )
    unbump_article: ArticlePayload = _act(
        events.ArticleUnbumped,
        inputs.UnbumpArticleInput,
        (Article, ArticlePayload),
        lambda article, _: [_article(article)],
        doc="Take your bump back.",
    )
    view_article: ArticlePayload = _act(
        events.ArticleViewed,
        inputs.ViewArticleInput,
        (Article, ArticlePayload),
        lambda article, _: [_article(article)],
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
        _somebody_else,
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
        lambda comment, _: [_comment(comment)],
        doc="Bump a comment. Bumping twice is bumping once.",
    )
    unbump_comment: CommentPayload = _act(
        events.CommentUnbumped,
        inputs.UnbumpCommentInput,
        (Comment, CommentPayload),
        lambda comment, _: [_comment(comment)],
        doc="Take your bump of a comment back.",
    )
    remove_comment: CommentPayload = _act(
        events.CommentRemoved,
        inputs.RemoveCommentInput,
        (Comment, CommentPayload),
        lambda comment, viewer: [_comment(comment, viewer)],
        doc="Take a comment of yours down. Replies to it stay.",
    )
