"""Atoms: what rules are made of: what somebody was granted, and what a record says of them.

    AUTHOR = whose("publication", "author", told="who wrote it")
    MODERATORS = through("publication", "tribe", lambda: Tribe, among("moderators"))

Words of one's own (`told`) call the record `it`: "who wrote it" becomes "who wrote its article" of
a rule that looks there from a comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from crdt.records import OWNER_SEPARATOR, ElementSet
from eventlog.declaring import snake_case
from gateway.declare.fields import Target
from gateway.declare.permissions.rules import (
    IT,
    NOBODY,
    Asks,
    Looks,
    Reads,
    Rule,
    Surroundings,
    Verdict,
)
from views.derive.places import List
from views.reading.answers import Answer


@dataclass(frozen=True, eq=False)
class Granted(Rule):
    """What is decided by who asks alone."""

    said: str
    test: Callable[[Asks], bool]

    @property
    def personal(self) -> bool:
        """Where nobody is granted it."""
        return not self.test(NOBODY)

    @property
    def looks(self) -> Looks:
        """At no record."""
        return Looks.ASKS

    def words(self, of: str = IT) -> str:
        """The same of any record."""
        return self.said

    def verdict(self, reads: Reads) -> Verdict:
        """The same of any record."""
        test = self.test
        return lambda _, around: test(around.asks)


class Owner(Rule):
    """Whose id the record has, or who owns it by its id."""

    personal = True

    @property
    def looks(self) -> Looks:
        """At the id, which is known without a read."""
        return Looks.ID

    def words(self, of: str = IT) -> str:
        """Theirs."""
        return f"whose {of} is"

    def verdict(self, reads: Reads) -> Verdict:
        """By the id."""
        return _owns


def _owns(record: Answer, around: Surroundings) -> bool:
    viewer = around.asks.viewer
    return viewer is not None and (
        record.id == viewer or record.id.startswith(viewer + OWNER_SEPARATOR)
    )


@dataclass(frozen=True, eq=False)
class _OfRecord(Rule):
    """What is decided by what a record holds."""

    @property
    def looks(self) -> Looks:
        """At the record."""
        return Looks.RECORD


@dataclass(frozen=True, eq=False)
class Whose(_OfRecord):
    """Whose id a register holds, under a key or itself."""

    register: str
    key: str | None
    said: str
    personal = True

    def words(self, of: str = IT) -> str:
        """They, by what the key is called."""
        return _said(self.said, of) or f"who is {_of(self.key or self.register, of)}"

    def verdict(self, reads: Reads) -> Verdict:
        """Whether it is the viewer's; of nobody there is nothing."""
        value = reads.value(self.register, self.key)

        def is_whose(record: Answer, around: Surroundings) -> bool:
            viewer = around.asks.viewer
            return viewer is not None and value(record) == viewer

        return is_whose


@dataclass(frozen=True, eq=False)
class Among(_OfRecord):
    """Who is an element of a set. set: its name, or the set itself."""

    set: str | ElementSet
    said: str
    personal = True

    @property
    def name(self) -> str:
        """The set's name."""
        return self.set.name if isinstance(self.set, ElementSet) else self.set

    def words(self, of: str = IT) -> str:
        """They, by what the set is called."""
        return _said(self.said, of) or f"who is among {_of(self.name, of)}"

    def verdict(self, reads: Reads) -> Verdict:
        """Whether the viewer is in it."""
        holds = reads.holds(self.name)
        return lambda record, _: holds(record)


@dataclass(frozen=True, eq=False)
class StandsFor(_OfRecord):
    """In whose list of this kind the record stands."""

    place: List
    said: str
    personal = True

    def words(self, of: str = IT) -> str:
        """They, by what the list is called."""
        return _said(self.said, of) or f"in whose {self.place.name} {of} stands"

    def verdict(self, reads: Reads) -> Verdict:
        """Whether the viewer is one."""
        stands = reads.stands(f"{self.place.name}:")
        return lambda record, _: stands(record)


@dataclass(frozen=True, eq=False)
class Says(_OfRecord):
    """Whether a register holds something, under a key or itself, that is not false."""

    register: str
    key: str | None
    said: str

    def words(self, of: str = IT) -> str:
        """Anybody, while it does."""
        return f"anybody {self.condition(of)}"

    def condition(self, of: str = IT) -> str:
        """While it does."""
        return f"while {_said(self.said, of) or f'{of} says `{self.key or self.register}`'}"

    def verdict(self, reads: Reads) -> Verdict:
        """Whoever asks."""
        value = reads.value(self.register, self.key)

        def says(record: Answer, _: Surroundings) -> bool:
            held = value(record)
            return held is not None and held is not False

        return says


@dataclass(frozen=True, eq=False)
class Elsewhere(_OfRecord):
    """Who may by a rule of another record: one that a register names, under a key or itself; or of
    the record's owner, where there is no register.
    """

    register: str | None
    key: str | None
    target: Target
    rule: Rule
    said: str

    @property
    def personal(self) -> bool:
        """As the rule."""
        return self.rule.personal

    @property
    def hops(self) -> int:
        """One more than the rule."""
        return 1 + self.rule.hops

    def words(self, of: str = IT) -> str:
        """They, of the other."""
        return _said(self.said, of) or self.rule.words(self._named(of))

    def condition(self, of: str = IT) -> str:
        """While it is so of the other."""
        return "" if self.said else self.rule.condition(self._named(of))

    def _named(self, of: str) -> str:
        """What the other is called."""
        noun = self.key or self.register
        if noun is None:
            target: Any = self.target()
            noun = snake_case(target.__strawberry_definition__.name)
        return _of(noun, of)

    def verdict(self, reads: Reads) -> Verdict:
        """What the rule says of the other. Nobody is not looked for in it."""
        verdict = reads.other(self.register, self.key, self.target, self.rule)
        if not self.personal:
            return verdict
        return lambda record, around: around.asks.viewer is not None and verdict(record, around)


def role(*names: str) -> Rule:
    """Who has one of some roles."""
    wanted = frozenset(names)
    either = " or ".join(f"`{one}`" for one in names)
    return Granted(
        f"who has the role {either}", lambda asks: not asks.grants.roles.isdisjoint(wanted)
    )


def scope(*names: str) -> Rule:
    """Who has all of some scopes."""
    every = " and ".join(f"`{one}`" for one in names)
    return Granted(f"who has the scope {every}", lambda asks: asks.grants.scopes.issuperset(names))


signed_in: Final = Granted("who is signed in", lambda asks: asks.viewer is not None)
owner: Final = Owner()
"""Whose id the record has, or who owns it by its id."""


def whose(register: str, key: str | None = None, *, told: str = "") -> Rule:
    """Whose id a register of the record holds, under a key or itself: who wrote it, say.

    Args:
        told: they, in words; else "who is its author", of a key `author`.
    """
    return Whose(register, key, told)


def among(set: str | ElementSet, *, told: str = "") -> Rule:
    """Who is in a set of the record: `among("moderators")`, or `among(records.Tribe.moderators)`.

    Args:
        told: they, in words; else "who is among its moderators".
    """
    return Among(set, told)


def stands_for(place: List, *, told: str = "") -> Rule:
    """In whose list the record stands: `stands_for(records.User.notices)`.

    Args:
        place: a list that the records of viewers hold.
        told: they, in words; else "in whose notices it stands".
    """
    return StandsFor(place, told)


def says(register: str, key: str | None = None, *, told: str = "") -> Rule:
    """Anybody, while a register of the record holds something, under a key or itself, that is not
    false: `~says("hiding")`.

    Args:
        told: that it does, in words; else "it says `hiding`".
    """
    return Says(register, key, told)


def through(register: str, key: str | None, target: Target, rule: Rule, *, told: str = "") -> Rule:
    """Who may by a rule of the record that a register names, under a key or itself, as of `lookup`.
    Where that record is not there, it allows nobody.

    Args:
        told: they, in words; else the rule's, of "its tribe" for a key `tribe`.
    """
    return Elsewhere(register, key, target, rule, told)


def of_owner(target: Target, rule: Rule, *, told: str = "") -> Rule:
    """Who may by a rule of the record's owner, of a record that is owned (`<owner>/<rest>`).

    Args:
        told: they, in words; else the rule's, of "its article" for an `Article`.
    """
    return Elsewhere(None, None, target, rule, told)


def _said(told: str, of: str) -> str:
    """Words of one's own, of a record that is called so."""
    return re.sub(rf"\b{IT}\b", of, told)


def _of(name: str, of: str) -> str:
    """What something of a record is called."""
    noun = name.replace("_", " ")
    return f"its {noun}" if of == IT else f"the {noun} of {of}"
