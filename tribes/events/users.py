"""Users: how they describe themselves, whom they follow, mute and block, what they were shown."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

import msgspec
from msgspec import UNSET, Meta, UnsetType

from crdt.stamps import Stamp
from eventlog.envelope import Id, OwnedId, StampText
from tribes.events.entities import UserEvent, claimed_at, refuse_late
from tribes.events.texts import Html, MediaUrl, Name, UniqueName


class UserProfileSet(UserEvent):
    """A user described themself. What is absent stays as it is; what is null is taken back.

    claimed: when the handle was claimed here, where that is not `at`. since: of who comes from
    elsewhere, when they came there.
    """

    entry_stamps: ClassVar[tuple[str, ...]] = ("claimed",)
    handle: UniqueName | UnsetType = UNSET
    claimed: StampText | UnsetType = UNSET
    name: Name | UnsetType | None = UNSET
    avatar_url: MediaUrl | UnsetType | None = UNSET
    bio: Html | UnsetType | None = UNSET
    since: StampText | UnsetType = UNSET

    def __post_init__(self) -> None:
        refuse_late(self.claimed)
        refuse_late(self.since)

    def entered(self, at: Stamp) -> Self:
        return msgspec.structs.replace(self, claimed=claimed_at(self.handle, self.at, at))


class UserFollowed(UserEvent):
    """The actor follows a user. quiet: whether that is told to nobody: they muted the actor."""

    quiet: bool | UnsetType = UNSET


class UserUnfollowed(UserEvent):
    """The actor follows a user no more."""


class UserMuted(UserEvent):
    """The actor does not want to see what a user writes and does."""


class UserUnmuted(UserEvent):
    """The actor mutes a user no more."""


class UserBlocked(UserEvent):
    """The actor wants to have nothing to do with a user. Both stop following each other."""


class UserUnblocked(UserEvent):
    """The actor blocks a user no more. Who followed whom before does not do so again."""


SHOWN_MAX = 2_000
"""So many notifications, actors or comments at most are named as shown by one event."""


class NotificationsRead(UserEvent):
    """A user was shown what they are told. actors: by the id of a notification, who bumped or
    followed. comments: what was written to them. What was shown is named one by one: what was on
    its way is not among it, whatever its stamp. until: events of before 0.5 have that alone; it
    says nothing.
    """

    actors: Annotated[
        dict[OwnedId, Annotated[list[Id], Meta(max_length=SHOWN_MAX)]], Meta(max_length=SHOWN_MAX)
    ] = {}
    comments: Annotated[list[OwnedId], Meta(max_length=SHOWN_MAX)] = []
    until: StampText | UnsetType = UNSET
