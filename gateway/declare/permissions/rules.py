"""Rules: who may, as a tree of what each part knows: its words, what it reads, how it decides.

    AUTHOR | EDITORS & ~LOCKED

A rule is planned once, for the records of a plan: it says what it must be read of each (`Reads`),
and gives a *verdict*, a function from what was read. So it is decided wherever records are: for a
field, for an edge of a page, before a mutation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

from gateway.authentication import NOTHING, Grants
from gateway.declare.fields import Target
from gateway.errors import Forbidden, GatewayError, Unauthenticated
from views.reading.answers import Answer

IT: Final = "it"
"""What a rule's words call the record."""


_WHILE, _UNLESS = "while ", "unless "


class Asks(Protocol):
    """Who asks."""

    @property
    def viewer(self) -> str | None: ...
    @property
    def grants(self) -> Grants: ...


class Asking(NamedTuple):
    """Who asks, and nothing else of the request."""

    viewer: str | None
    grants: Grants = NOTHING


NOBODY: Final = Asking(None)


class Surroundings(Protocol):
    """Who asks, and what was read beside a record: those that it refers to."""

    @property
    def asks(self) -> Asks: ...
    def other(self, target: int | None, record_id: str, /) -> Answer: ...


Verdict: TypeAlias = Callable[[Answer, Surroundings], bool]
"""Whether who asks may, of a record that was read."""


class Reads(Protocol):
    """What is read of the records of a plan. Whoever asks for something here has it read."""

    def value(self, register: str, key: str | None) -> Callable[[Answer], Any]:
        """What a register holds, or holds under a key; None where nothing was written."""

    def holds(self, name: str) -> Callable[[Answer], bool]:
        """Whether who asks is in a set."""

    def stands(self, prefix: str) -> Callable[[Answer], bool]:
        """Whether the record stands in the list of this prefix that who asks holds."""

    def other(self, register: str | None, key: str | None, target: Target, rule: Rule) -> Verdict:
        """What a rule says of the record that a register names, or of the owner where there is
        none; false where that record is not there.
        """


class Looks(IntEnum):
    """How far a rule looks: at who asks alone, at the record's id, or at the record."""

    ASKS = 0
    ID = 1
    RECORD = 2


class Rule:
    """Who may."""

    @property
    def looks(self) -> Looks:
        """How far it looks."""
        raise NotImplementedError

    def words(self, of: str = IT) -> str:
        """Who may: "who is signed in". of: what the record is called."""
        raise NotImplementedError

    def condition(self, of: str = IT) -> str:
        """Of a rule that is not about who asks: "while it says `hiding`"; else nothing."""
        return ""

    def verdict(self, reads: Reads) -> Verdict:
        """How it is decided of the records of a plan."""
        raise NotImplementedError

    @property
    def told(self) -> str:
        """Who may, in words, of what has been named."""
        return self.words()

    @property
    def hops(self) -> int:
        """To how many records, one by the other, it looks from the one that it is of."""
        return 0

    def __or__(self, other: Rule) -> Rule:
        """That one of two holds."""
        return AnyOf((*_parts(self, AnyOf), *_parts(other, AnyOf)))

    def __and__(self, other: Rule) -> Rule:
        """That both hold."""
        return AllOf((*_parts(self, AllOf), *_parts(other, AllOf)))

    def __invert__(self) -> Rule:
        """That it does not hold."""
        return Not(self)

    @property
    def personal(self) -> bool:
        """Whether it allows nobody who is not signed in, whatever the record."""
        return False

    def allows(self, asks: Asks, record_id: str = "") -> bool:
        """Whether who asks may, by a rule that looks at no more than the record's id."""
        return self._by_id(Answer(record_id), _Alone(asks))

    @cached_property
    def _by_id(self) -> Verdict:
        return self.verdict(_NOTHING_READ)

    def refusal(self, asks: Asks) -> GatewayError:
        """What who may not is told: nobody, that they sign in."""
        told = f"this is for {self.told}"
        return Unauthenticated(f"{told}: sign in") if asks.viewer is None else Forbidden(told)


class _Alone(NamedTuple):
    """Who asks, beside whom nothing was read."""

    asks: Asks

    def other(self, target: int | None, record_id: str, /) -> Answer:
        raise LookupError(f"{record_id} was not read")


class _NothingRead:
    """Reads nothing, for rules that need nothing of it."""

    def value(self, register: str, key: str | None) -> Callable[[Answer], Any]:
        raise LookupError(f"a rule looks at {register!r}, and no record was read for it")

    def holds(self, name: str) -> Callable[[Answer], bool]:
        raise LookupError(f"a rule looks at {name!r}, and no record was read for it")

    def stands(self, prefix: str) -> Callable[[Answer], bool]:
        raise LookupError(f"a rule looks at {prefix!r}, and no record was read for it")

    def other(self, register: str | None, key: str | None, target: Target, rule: Rule) -> Verdict:
        raise LookupError("a rule looks at another record, and none was read for it")


_NOTHING_READ: Final = _NothingRead()


@dataclass(frozen=True, eq=False)
class _Several(Rule):
    """Of several parts."""

    parts: tuple[Rule, ...]

    @property
    def looks(self) -> Looks:
        """As far as any of its parts."""
        return max(part.looks for part in self.parts)

    @property
    def hops(self) -> int:
        """As any of its parts."""
        return max(part.hops for part in self.parts)


class AnyOf(_Several):
    """That one of some rules holds."""

    @property
    def personal(self) -> bool:
        """Where all of its parts are."""
        return all(part.personal for part in self.parts)

    def words(self, of: str = IT) -> str:
        """All of them."""
        return ", or ".join(part.words(of) for part in self.parts)

    def verdict(self, reads: Reads) -> Verdict:
        """The parts are asked in the order in which they stand."""
        verdicts = [part.verdict(reads) for part in self.parts]

        def any_of(record: Answer, around: Surroundings) -> bool:
            for verdict in verdicts:  # noqa: SIM110 - a third of the time that `any` takes.
                if verdict(record, around):
                    return True
            return False

        return any_of


class AllOf(_Several):
    """That all of some rules hold."""

    @property
    def personal(self) -> bool:
        """Where any of its parts is."""
        return any(part.personal for part in self.parts)

    def words(self, of: str = IT) -> str:
        """Who may, and while what is so."""
        about = [part for part in self.parts if not part.condition(of)]
        mixed = any(isinstance(part, AnyOf) for part in about)
        who = ("; and besides " if mixed else ", and ").join(part.words(of) for part in about)
        while_ = self._conditions(of)
        if not who:
            return f"anybody {while_}"
        return f"{who}, {while_}" if while_ else who

    def condition(self, of: str = IT) -> str:
        """All of them, where none is about who asks."""
        every = all(part.condition(of) for part in self.parts)
        return self._conditions(of) if every else ""

    def _conditions(self, of: str) -> str:
        return " and ".join(filter(None, (part.condition(of) for part in self.parts)))

    def verdict(self, reads: Reads) -> Verdict:
        """The parts are asked in the order in which they stand."""
        verdicts = [part.verdict(reads) for part in self.parts]

        def all_of(record: Answer, around: Surroundings) -> bool:
            for verdict in verdicts:  # noqa: SIM110 - a third of the time that `all` takes.
                if not verdict(record, around):
                    return False
            return True

        return all_of


@dataclass(frozen=True, eq=False)
class Not(Rule):
    """That a rule does not hold."""

    rule: Rule

    @property
    def looks(self) -> Looks:
        """As far as the rule."""
        return self.rule.looks

    @property
    def hops(self) -> int:
        """As the rule."""
        return self.rule.hops

    def words(self, of: str = IT) -> str:
        """Everybody else."""
        while_ = self.condition(of)
        return f"anybody {while_}" if while_ else f"anybody but {self.rule.words(of)}"

    def condition(self, of: str = IT) -> str:
        """While that is not so."""
        while_ = self.rule.condition(of)
        if while_.startswith(_UNLESS):
            return _WHILE + while_.removeprefix(_UNLESS)
        return while_ and _UNLESS + while_.removeprefix(_WHILE)

    def verdict(self, reads: Reads) -> Verdict:
        """The contrary."""
        verdict = self.rule.verdict(reads)
        return lambda record, around: not verdict(record, around)

    def __invert__(self) -> Rule:
        """The rule itself."""
        return self.rule


def _parts(rule: Rule, kind: type[_Several]) -> tuple[Rule, ...]:
    """What stands in a rule of a kind, which is all on one level with what comes to it."""
    return rule.parts if isinstance(rule, kind) else (rule,)
