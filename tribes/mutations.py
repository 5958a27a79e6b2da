"""The mutations: one for each event, verb first, with one input and one payload each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

import strawberry

from crdt.errors import StampError
from crdt.records import OWNER_SEPARATOR
from crdt.stamps import COUNTER_MAX, Stamp, score_of, stamp_of
from eventlog.envelope import Event
from eventlog.errors import Fault
from gateway.reading.sessions import Session
from gateway.writing.mutations import Draft, Need, Outcome, commit
from gateway.writing.refusals import Code, Path, refusal
from tribes import events, inputs, records
from tribes.claims import keep_claim, unclaimed
from tribes.inputs import named, said
from tribes.needs import (
    elsewhere,
    existing_tribe,
    existing_user,
    living_article,
    living_comment,
    room_for_repost,
    somebody_else,
)
from tribes.payloads import (
    ArticlePayload,
    CommentPayload,
    InboxPayload,
    TribePayload,
    UserPayload,
)
from tribes.shown import SHOWN_AT_ONCE_MAX, shown_parts, unseen
from tribes.types import Article, Comment, Inbox, Tribe, User

P = TypeVar("P")
Ids: TypeAlias = dict[str, Any]
"""What an input names, by its field without `_id`."""


async def _commit(
    info: strawberry.Info,
    made: Any,
    changed: tuple[type[Any], type[P]],
    make: Callable[[dict[str, Any]], Event],
    *,
    needs: Sequence[Need] = (),
    faults: Sequence[Fault] = (),
    revise: Callable[[Any, list[Any]], Any] = lambda event, _: event,
    also: Sequence[Event] = (),
) -> P:
    """Commit what an input stands for, and read back the record that the event is about.

    Args:
        make: the event of its envelope. faults: what is no id, and what else no event can tell.
        also: drafts of events that go before.
    """
    session: Session = info.context
    cls, payload = changed
    field = cls.__name__.lower()
    # An inbox is its user's.
    of = attrgetter("user" if cls is Inbox else field)
    # What is left out is not in the dictionary.
    taken = strawberry.asdict(made)
    asked = {key: value for key, value in taken.items() if key != "idempotency_key"}
    if session.viewer and len(taken) < len(fields(made)) and asked.keys() <= _SUBJECTS:
        nothing = refusal((), Code.INVALID, "there is nothing to change: give at least one field")
        return payload(**{field: None}, user_errors=[nothing], receipt=None)  # type: ignore[call-arg]
    wrong = {fault.path[0] for fault in faults}
    draft = Draft(
        make=lambda viewer: make(session.services.envelope(viewer)),
        # Of what is not named, nothing is looked at.
        needs=[need for need in needs if need.of not in wrong],
        revise=revise,
        key=made.idempotency_key,
        given=asked,
        faults=faults,
        named=lambda path: _of_input(path, asked),
        also=also,
    )
    outcome: Outcome[Any] = await commit(info._raw_info, draft, (cls, field, of))
    shown = {field: outcome.changed, "user_errors": outcome.user_errors}
    return payload(**shown, receipt=outcome.receipt)  # type: ignore[call-arg]


_SUBJECTS = {"article_id", "tribe_id"}


def _of_input(path: Path, asked: dict[str, Any]) -> Path:
    """A place in an event as the input has it: `tribe_id`. A new comment's id is of its article."""
    for name in (*path[:1], *(["article"] if path[:1] == ("comment",) else [])):
        if f"{name}_id" in asked:
            return (f"{name}_id", *path[1:])
    return path


def _viewer(info: strawberry.Info) -> str:
    session: Session = info.context
    return session.viewer or ""


def _new_id(info: strawberry.Info) -> str:
    session: Session = info.context
    return session.services.new_id()


def _act(
    event: Callable[..., Event],
    taken: type[Any],
    changed: tuple[type[Any], type[Any]],
    needs: Callable[[Ids, str], list[Need]],
    *,
    revise: Callable[[Any, list[Any]], Any] = lambda event, _: event,
    doc: str,
) -> Any:
    """A mutation whose input says which records it is about, and nothing else.

    Args:
        needs: of what is named, and of the viewer's id.
        revise: the event, in the light of what its needs looked at.
    """

    async def resolve(self: Any, info: strawberry.Info, input: Any) -> Any:
        ids, faults = named(input)
        return await _commit(
            info,
            input,
            changed,
            lambda envelope: event(**envelope, **ids),
            needs=needs(ids, _viewer(info)),
            faults=faults,
            revise=revise,
        )

    # Strawberry reads the types of argument and answer off the resolver.
    _, payload = changed
    resolve.__annotations__ = {"info": strawberry.Info, "input": taken, "return": payload | None}
    return strawberry.mutation(resolver=resolve, description=doc)


@strawberry.type(
    description="What can be changed, one thing after the other. What goes wrong with one takes "
    "nothing from the others."
)
class Mutation:
    @strawberry.mutation(description="Describe yourself. A handle goes to who claims it first.")
    async def set_user_profile(
        self, info: strawberry.Info, input: inputs.SetUserProfileInput
    ) -> UserPayload | None:
        viewer = _viewer(info)
        return await _commit(
            info,
            input,
            (User, UserPayload),
            lambda envelope: events.UserProfileSet(
                **envelope, user=viewer, **said(events.UserProfileSet, input)
            ),
            needs=unclaimed(records.Handle, "handle", input.handle, viewer),
            revise=keep_claim("handle"),
        )

    @strawberry.mutation(description="Describe a tribe, or found one.")
    async def set_tribe_profile(
        self, info: strawberry.Info, input: inputs.SetTribeProfileInput
    ) -> TribePayload | None:
        ids, faults = named(input)
        known = [existing_tribe(ids["tribe"])] if ids else []
        tribe = ids.get("tribe") or _new_id(info)
        return await _commit(
            info,
            input,
            (Tribe, TribePayload),
            lambda envelope: events.TribeProfileSet(
                **envelope, tribe=tribe, **said(events.TribeProfileSet, input)
            ),
            needs=[*unclaimed(records.Slug, "slug", input.slug, tribe), *known],
            faults=faults,
            revise=keep_claim("slug"),
        )

    @strawberry.mutation(
        description="Say that you were shown your notifications, as they are now: what comes later "
        f"is unread, whatever its time. So many as {SHOWN_AT_ONCE_MAX:,} bumps, follows and "
        "comments are marked at once, the latest; should `unreadCount` not be 0 then, do it again."
    )
    async def mark_notifications_read(
        self, info: strawberry.Info, input: inputs.MarkNotificationsReadInput
    ) -> InboxPayload | None:
        session: Session = info.context
        viewer, until, faults = _viewer(info), None, list[Fault]()
        if input.until is not None:
            try:
                until = score_of(_last_of(input.until))
            except StampError:
                told = f"give a time from 1970 to 2089; this is {input.until.isoformat()}"
                faults.append(Fault(("until",), told))
        sought = unseen(viewer, until)
        found = await session.unseen(records.Notice, sought) if viewer and not faults else ()
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
            faults=faults,
        )

    @strawberry.mutation(description="Publish an article in a tribe.")
    async def publish_article(
        self, info: strawberry.Info, input: inputs.PublishArticleInput
    ) -> ArticlePayload | None:
        article, (ids, faults) = _new_id(info), named(input)
        return await _commit(
            info,
            input,
            (Article, ArticlePayload),
            lambda envelope: events.ArticlePublished(
                **envelope, article=article, **ids, **said(events.ArticlePublished, input)
            ),
            needs=[existing_tribe(ids["tribe"])],
            faults=faults,
        )

    @strawberry.mutation(description="Change the words or media of an article of yours.")
    async def edit_article(
        self, info: strawberry.Info, input: inputs.EditArticleInput
    ) -> ArticlePayload | None:
        ids, faults = named(input)
        return await _commit(
            info,
            input,
            (Article, ArticlePayload),
            lambda envelope: events.ArticleEdited(
                **envelope, **ids, **said(events.ArticleEdited, input)
            ),
            needs=[living_article(ids["article"], _viewer(info))],
            faults=faults,
        )

    @strawberry.mutation(description="Comment on an article, or reply to a comment on it.")
    async def post_comment(
        self, info: strawberry.Info, input: inputs.PostCommentInput
    ) -> CommentPayload | None:
        ids, faults = named(input)
        article, parent = ids["article"], ids.get("parent")
        comment = f"{article}{OWNER_SEPARATOR}{_new_id(info)}"
        replied = [living_comment(parent, field="parent_id")] if parent else []
        if parent and not faults and records.Comment.owner_id(parent) != article:
            told = "this comment is on another article; reply to one on the article named here"
            parent, faults = None, [Fault(("parent_id",), told)]
        return await _commit(
            info,
            input,
            (Comment, CommentPayload),
            lambda envelope: events.CommentPosted(
                **envelope, comment=comment, parent=parent, **said(events.CommentPosted, input)
            ),
            needs=[living_article(article), *replied],
            faults=faults,
        )

    @strawberry.mutation(description="Change the words of a comment of yours.")
    async def edit_comment(
        self, info: strawberry.Info, input: inputs.EditCommentInput
    ) -> CommentPayload | None:
        ids, faults = named(input)
        return await _commit(
            info,
            input,
            (Comment, CommentPayload),
            lambda envelope: events.CommentEdited(
                **envelope, **ids, **said(events.CommentEdited, input)
            ),
            needs=[living_comment(ids["comment"], _viewer(info))],
            faults=faults,
        )

    remove_article: ArticlePayload | None = _act(
        events.ArticleRemoved,
        inputs.RemoveArticleInput,
        (Article, ArticlePayload),
        lambda ids, viewer: [living_article(ids["article"], viewer)],
        doc="Take an article of yours down.",
    )
    bump_article: ArticlePayload | None = _act(
        events.ArticleBumped,
        inputs.BumpArticleInput,
        (Article, ArticlePayload),
        lambda ids, _: [living_article(ids["article"])],
        doc="Bump an article. Bumping twice is bumping once.",
    )
    unbump_article: ArticlePayload | None = _act(
        events.ArticleUnbumped,
        inputs.UnbumpArticleInput,
        (Article, ArticlePayload),
        lambda ids, _: [living_article(ids["article"])],
        doc="Take your bump back.",
    )
    repost_article: ArticlePayload | None = _act(
        events.ArticleReposted,
        inputs.RepostArticleInput,
        (Article, ArticlePayload),
        lambda ids, _: [
            living_article(ids["article"]),
            existing_tribe(ids["tribe"]),
            elsewhere(ids["article"], ids["tribe"]),
            *room_for_repost(ids["article"], ids["tribe"]),
        ],
        doc="Repost an article into another tribe than the one that it was published in.",
    )
    unrepost_article: ArticlePayload | None = _act(
        events.ArticleUnreposted,
        inputs.UnrepostArticleInput,
        (Article, ArticlePayload),
        lambda ids, _: [living_article(ids["article"]), existing_tribe(ids["tribe"])],
        doc="Take your repost of an article into a tribe back.",
    )
    view_article: ArticlePayload | None = _act(
        events.ArticleViewed,
        inputs.ViewArticleInput,
        (Article, ArticlePayload),
        lambda ids, _: [living_article(ids["article"])],
        doc="Say that you saw an article.",
    )
    follow_tribe: TribePayload | None = _act(
        events.TribeFollowed,
        inputs.FollowTribeInput,
        (Tribe, TribePayload),
        lambda ids, _: [existing_tribe(ids["tribe"])],
        doc="Follow a tribe: its articles are in your feed.",
    )
    unfollow_tribe: TribePayload | None = _act(
        events.TribeUnfollowed,
        inputs.UnfollowTribeInput,
        (Tribe, TribePayload),
        lambda ids, _: [existing_tribe(ids["tribe"])],
        doc="Follow a tribe no more.",
    )
    follow_user: UserPayload | None = _act(
        events.UserFollowed,
        inputs.FollowUserInput,
        (User, UserPayload),
        lambda ids, viewer: [somebody_else(ids["user"], viewer)],
        doc="Follow a user: what they write is in your feed.",
    )
    unfollow_user: UserPayload | None = _act(
        events.UserUnfollowed,
        inputs.UnfollowUserInput,
        (User, UserPayload),
        lambda ids, viewer: [existing_user(ids["user"], viewer)],
        doc="Follow a user no more.",
    )
    bump_comment: CommentPayload | None = _act(
        events.CommentBumped,
        inputs.BumpCommentInput,
        (Comment, CommentPayload),
        lambda ids, _: [living_comment(ids["comment"])],
        doc="Bump a comment. Bumping twice is bumping once.",
    )
    unbump_comment: CommentPayload | None = _act(
        events.CommentUnbumped,
        inputs.UnbumpCommentInput,
        (Comment, CommentPayload),
        lambda ids, _: [living_comment(ids["comment"])],
        doc="Take your bump of a comment back.",
    )
    remove_comment: CommentPayload | None = _act(
        events.CommentRemoved,
        inputs.RemoveCommentInput,
        (Comment, CommentPayload),
        lambda ids, viewer: [living_comment(ids["comment"], viewer)],
        doc="Take a comment of yours down. Replies to it stay.",
    )


def _last_of(at: datetime) -> Stamp:
    """The last stamp of a millisecond.

    Raises:
        StampError: no stamp is that early or late.
    """
    return stamp_of(int(at.replace(tzinfo=at.tzinfo or UTC).timestamp() * 1000), COUNTER_MAX)
