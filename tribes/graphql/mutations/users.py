"""What users do to users, and to their own profile and inbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import strawberry

from crdt.errors import StampError
from crdt.stamps import COUNTER_MAX, Stamp, score_of, stamp_of
from eventlog.errors import Fault
from gateway.reading.told import unseen as unseen_of
from gateway.writing.inputs import key_field
from gateway.writing.mutations import VIEWER, Asked, mutation
from gateway.writing.needs import may, notes, somebody_else
from tribes import events as e
from tribes import handles, records
from tribes.claims import KEPT_DAYS, free
from tribes.graphql import permissions as rules
from tribes.graphql.inbox import Inbox
from tribes.graphql.mutations.which import USER
from tribes.graphql.shown import SHOWN_AT_ONCE_MAX, shown_parts, unseen
from tribes.graphql.types import User

OTHER: Final = {"user": "Which user, who must exist, and not be you."}


@strawberry.input(description="Up to when you have read your notifications.")
class MarkNotificationsReadInput:
    until: datetime | None = strawberry.field(
        default=None,
        description="All up to then, such as the `at` of one; null is now. From 1970 to 2089; "
        "without an offset it is taken as UTC.",
    )
    idempotency_key: str | None = key_field()


def _last_of(at: datetime) -> Stamp:
    """The last stamp of a millisecond.

    Raises:
        StampError: no stamp is that early or late.
    """
    return stamp_of(int(at.replace(tzinfo=at.tzinfo or UTC).timestamp() * 1000), COUNTER_MAX)


def _at_some_time(asked: Asked) -> Fault | None:
    if (until := asked.input.until) is None:
        return None
    try:
        _last_of(until)
    except StampError:
        told = f"give a time from 1970 to 2089; this is {until.isoformat()}"
        return Fault(("until",), told)
    return None


async def _shown(asked: Asked) -> Sequence[Mapping[str, Any]]:
    """What the viewer is told and was not shown, in the parts that an event holds."""
    until = asked.input.until
    sought = unseen(asked.viewer, None if until is None else score_of(_last_of(until)))
    found = shown_parts(await unseen_of(asked.session, records.Notice, sought))
    return [{"actors": actors, "comments": comments} for actors, comments in found]


@strawberry.type
class OfUsers:
    set_user_profile = mutation(
        e.UserProfileSet,
        User,
        fields={
            "handle": "By which `user(handle:)` finds you: the first to claim it has it. One that "
            f"you give up is kept from others for {KEPT_DAYS} days.",
            "name": "What you are called.",
            "avatar_url": "The address of a picture of you.",
            "bio": "About you, in HTML: it is sanitised, and then counted.",
        },
        given={"user": VIEWER},
        needs=(free(handles.Handle, "handle"),),
        asks="What you say of yourself. What is left out stays as it is.",
        doc="Describe yourself. A handle goes to who claims it first.",
    )
    follow_user = mutation(
        e.UserFollowed,
        User,
        fields={"user": "Which user, who must exist, and not be you."},
        needs=(
            somebody_else("user", "you cannot follow yourself; choose somebody else"),
            may("user", rules.WELCOME_WITH_USER),
            notes("user", rules.MUTED, "quiet"),
        ),
        asks="The user to follow.",
        doc="Follow a user: what they write is in your feed.",
    )
    unfollow_user = mutation(
        e.UserUnfollowed,
        User,
        fields=USER,
        asks="The user to unfollow.",
        doc="Unfollow a user.",
    )
    mute_user = mutation(
        e.UserMuted,
        User,
        fields=OTHER,
        needs=(somebody_else("user", "you cannot mute yourself; choose somebody else"),),
        asks="The user to mute.",
        doc="See nothing more of what a user writes in feeds, lists and search, and be told "
        "nothing of what they do. Neither they are told that, nor anybody else.",
    )
    unmute_user = mutation(
        e.UserUnmuted, User, fields=USER, asks="The user to unmute.", doc="Unmute a user."
    )
    block_user = mutation(
        e.UserBlocked,
        User,
        fields=OTHER,
        needs=(somebody_else("user", "you cannot block yourself; choose somebody else"),),
        asks="The user to block.",
        doc="Have nothing to do with a user: as if you muted them, and they cannot follow you, "
        "give you a role, nor comment on, bump or repost what you wrote. You stop following each "
        "other.",
    )
    unblock_user = mutation(
        e.UserUnblocked,
        User,
        fields=USER,
        asks="The user to unblock.",
        doc="Unblock a user. Follows that the block ended do not come back.",
    )
    mark_notifications_read = mutation(
        e.NotificationsRead,
        Inbox,
        input=MarkNotificationsReadInput,
        given={"user": VIEWER},
        checks=(_at_some_time,),
        parts=_shown,
        doc="Say that you were shown your notifications, as they are now: what comes later is "
        f"unread, whatever its time. So many as {SHOWN_AT_ONCE_MAX:,} bumps, follows and comments "
        "are marked at once, the latest; should `unreadCount` not be 0 then, do it again.",
    )
