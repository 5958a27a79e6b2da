"""Handles and slugs, as records: who claims which, and which were given up.

What a name may be says `tribes.names`; what is asked before one is claimed, `tribes.claims`.
"""

from __future__ import annotations

from typing import Any

from crdt.records import ElementSet, Record, Register
from views.derive.language import of, score_of
from views.derive.places import Index, Places, derived

KEYS_MAX = 20
"""So many names of somebody, the latest, are looked at to tell since when others are free."""


class Handle(Record, kind="handle", everywhere=True):
    """The handle that a user claims, by the user's id; kept in every shard for `user(handle)`.

    `claim` is an object: the `name` as it was written, the `key` by which it is compared and its
    `looks` (`tribes.names`; without them it is no name), when it was `claimed`, and its `age`,
    which is greater the earlier that was. Of two claims with one stamp the earlier wins: of what is
    compared, `age` comes first. `keys` are those of all that they claimed at any time.
    """

    claim = Register()
    keys = ElementSet()

    index = Index("handle")
    looks = Index("handle.look")

    @derived
    def places(self) -> Places:
        """A user is a candidate for the handle that they claim, and for those that look like it, at
        the time of the claim; the first of those who claim a handle holds it.
        """
        claim = self.claim.value
        if claim is None or claim["key"] is None:
            return
        at = score_of(claim["claimed"])
        yield Handle.index.enter(claim["key"], by=at)
        for look in claim["looks"]:
            yield Handle.looks.enter(look, by=at)


class Slug(Record, kind="slug", everywhere=True):
    """The slug that a tribe claims, by the tribe's id, as a user claims a handle."""

    claim = Register()
    keys = ElementSet()

    index = Index("slug")
    looks = Index("slug.look")

    @derived
    def places(self) -> Places:
        """A tribe is a candidate for the slug that it claims, as a user is for a handle."""
        claim = self.claim.value
        if claim is None or claim["key"] is None:
            return
        at = score_of(claim["claimed"])
        yield Slug.index.enter(claim["key"], by=at)
        for look in claim["looks"]:
            yield Slug.looks.enter(look, by=at)


class FormerHandle(Record, kind="formerhandle", owner=Handle, everywhere=True):
    """A handle that a user claimed at some time, `<user>/<its key>`: as they claimed it last.

    Who gives a handle up leaves links to it behind, and people who trust it: see `tribes.claims`.
    """

    claim = Register()

    looks = Index("handle.former")

    @derived
    def places(self) -> Places:
        """It stands among those given up, by when its user claimed the next."""
        claim, user = self.claim.value, of(Handle, self.owned_by)
        if claim is None or has_key(user.claim.value, claim["key"]):
            return
        left = left_at(user.keys, claim["key"])
        if left is not None:
            for look in claim["looks"]:
                yield FormerHandle.looks.enter(look, by=left)


class FormerSlug(Record, kind="formerslug", owner=Slug, everywhere=True):
    """A slug that a tribe claimed at some time, as a user a handle."""

    claim = Register()

    looks = Index("slug.former")

    @derived
    def places(self) -> Places:
        """As of a handle."""
        claim, tribe = self.claim.value, of(Slug, self.owned_by)
        if claim is None or has_key(tribe.claim.value, claim["key"]):
            return
        left = left_at(tribe.keys, claim["key"])
        if left is not None:
            for look in claim["looks"]:
                yield FormerSlug.looks.enter(look, by=left)


def has_key(claim: Any, key: str) -> bool:
    """Whether a claim, where there is one that is a name, is of this key."""
    return claim is not None and claim["key"] == key


def left_at(keys: Any, key: str) -> Any:
    """When the next of some names was claimed after the one of a key; None where none was."""
    left = None
    for one, at in keys.latest(KEYS_MAX):
        if one == key:
            break
        left = at
    return left
