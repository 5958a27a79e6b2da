"""Tribes: how they are described, who follows them, and who has a role there."""

from __future__ import annotations

from typing import ClassVar, Self

import msgspec
from msgspec import UNSET, UnsetType

from crdt.stamps import Stamp
from eventlog.envelope import Id, StampText
from tribes.events.entities import TribeEvent, claimed_at, refuse_late
from tribes.events.texts import Html, Name, Role, UniqueName


class TribeProfileSet(TribeEvent):
    """A tribe was described. What is absent stays as it is; what is null is taken back.

    claimed: when the slug was claimed here, where that is not `at`. founds: whether the actor made
    the tribe, and owns it.
    """

    entry_stamps: ClassVar[tuple[str, ...]] = ("claimed",)
    slug: UniqueName | UnsetType = UNSET
    claimed: StampText | UnsetType = UNSET
    name: Name | UnsetType | None = UNSET
    description: Html | UnsetType | None = UNSET
    founds: bool | UnsetType = UNSET

    def __post_init__(self) -> None:
        refuse_late(self.claimed)

    def entered(self, at: Stamp) -> Self:
        return msgspec.structs.replace(self, claimed=claimed_at(self.slug, self.at, at))


class TribeFollowed(TribeEvent):
    """The actor follows a tribe."""


class TribeUnfollowed(TribeEvent):
    """The actor follows a tribe no more."""


class TribeRoleGiven(TribeEvent):
    """A user got a role in a tribe."""

    user: Id
    role: Role


class TribeRoleTaken(TribeEvent):
    """A user lost a role in a tribe, or gave it up."""

    user: Id
    role: Role
