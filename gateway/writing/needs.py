"""Needs: what must hold before an event is published, and what a need found out for it.

A mutation names those that no declaration tells already: that a record is there whose id the input
gives is looked at for all of them.

    needs=(may("article", whose("publication", "author")), unclaimed(records.Handle, "handle"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeAlias, TypeVar

import msgspec
from msgspec import UNSET

from crdt.records import ElementSet, Record, Register
from eventlog.envelope import Event
from gateway.compiler.plan import Plan
from gateway.compiler.verdicts import judge, looked_at
from gateway.declare.checks import lacks
from gateway.declare.entities import camel, declared_entities, entity_of
from gateway.declare.nodes import is_viewers, name_of
from gateway.declare.permissions.rules import Rule
from gateway.declare.sources import Identified
from gateway.reading.objects import Found
from gateway.reading.reads import Asked, ask
from gateway.writing.refusals import Code, UserError, refusal
from views.derive import places
from views.derive.places import places_of
from views.derive.program import taken_by
from views.reading.answers import Answer
from views.reading.selections import Index, Records, Select

E = TypeVar("E", bound=Event)


def _fine(_: Any) -> UserError | None:
    return None


def _as_it_is(event: E, _: Any) -> E:
    return event


@dataclass(frozen=True)
class Need:
    """What must hold before an event is published, of a record to look at, where it is of one.

    check: of the record, or of what was found for a request that is `Asked`. of: the input's field
    that names the record, where one does. revise: the event, in the light of what was looked at.
    """

    request: Records | Index | Asked | None
    check: Callable[[Any], UserError | None] = _fine
    of: str = ""
    revise: Callable[[Any, Any], Any] = _as_it_is


class About(Protocol):
    """What needs are asked about: an input, understood.

    viewer: the id of who is signed in; empty for nobody. ids: of the records that the input names,
    by its field without `_id`. types: of which type each of those is. fields: those of the event,
    but for its envelope. record_id: of the record that is changed. now_ms: when it came.
    """

    @property
    def viewer(self) -> str: ...
    @property
    def ids(self) -> dict[str, str]: ...
    @property
    def types(self) -> dict[str, type[Any]]: ...
    @property
    def fields(self) -> dict[str, Any]: ...
    @property
    def record_id(self) -> str: ...
    @property
    def now_ms(self) -> int: ...


Needs: TypeAlias = Callable[[About], Iterable[Need]]
"""The needs of an input. One may have a method `fault`, as `Checked` says; one that wraps others
has `within`, as `Wrapping` says.
"""


class Checked(Protocol):
    """Needs that can say when they are declared that they name what is not there."""

    def fault(self, event: type[Event], types: dict[str, type[Any]]) -> str:
        """What is wrong with them; nothing where they fit.

        Args:
            types: of what the input names by its id, by the field without `_id`.
        """


class Wrapping(Protocol):
    """Needs that ask others, which are checked and told with the schema as if they stood alone."""

    def within(self) -> Iterable[tuple[Needs, str]]:
        """Those, each with the condition under which it is asked, in words that go on a sentence:
        "where `tribeId` is given"; empty for always.
        """


def walked(needs: Needs, when: str = "") -> Iterator[tuple[Needs, str]]:
    """Some needs and all that they wrap, however deep, each with its condition in words."""
    yield needs, when
    within = getattr(needs, "within", None)
    if within is not None:
        for inner, more in within():
            yield from walked(inner, ", and ".join(filter(None, (when, more))))


def word(cls: type[Any]) -> str:
    """What a person calls a type: `Article` is an article."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name_of(cls)).strip()


def there(cls: type[Any], record_id: str, field: str, viewer: str | None = None) -> Need:
    """That a record is there, as its type declares it.

    Args:
        field: the input's, which names it.
    """
    entity = entity_of(cls)
    stub = is_viewers(entity, record_id, viewer)
    if entity.shown is None and (entity.exists is None or stub):
        return Need(None)
    plan = looked_at(cls)
    more = "maybe it was taken down" if isinstance(entity.exists, str) else "choose another"
    missing = refusal((field,), Code.NOT_FOUND, f"there is no such {word(cls)}; {more}")

    def check(found: Found) -> UserError | None:
        [record] = found.records
        return None if record and found.shows(record) else missing

    return Need(_asked(plan, cls, record_id, viewer, stub=stub), check, field)


def _asked(
    plan: Plan, cls: type[Any], record_id: str, viewer: str | None, *, stub: bool = False
) -> Asked:
    [asked] = ask(Identified(cls, record_id, stub), {cls: plan}, {}, viewer or None, 0)
    return asked


@dataclass(frozen=True)
class Ruled:
    """Needs that ask a rule of a record, which is looked at with the schema.

    of: the input's field that names it, without `_id`. tells: whether the rule says for whom the
    mutation is.
    """

    of: str
    rule: Rule
    tells: ClassVar[bool] = True

    def fault(self, event: type[Event], types: dict[str, type[Any]]) -> str:
        """What is wrong with it, as it is declared."""
        return unnamed(self.of, types)

    def look(self, about: About) -> tuple[Asked, Callable[[Found], bool]]:
        """What is asked of the record, and whether the rule holds of what was found."""
        cls = about.types[self.of]
        plan, verdict = judge(cls, self.rule)

        def holds(found: Found) -> bool:
            [record] = found.records
            return record is not None and verdict(record, found)

        return _asked(plan, cls, about.ids[self.of], about.viewer), holds


def ruled(needs: Iterable[Needs]) -> Iterator[tuple[Ruled, str]]:
    """Those of some needs, and of what they wrap, that ask a rule; each with its condition."""
    for each in needs:
        for one, when in walked(each):
            found: object = one
            if isinstance(found, Ruled):
                yield found, when


@dataclass(frozen=True)
class may(Ruled):  # noqa: N801
    """That who asks may do it to a record, by a rule of that."""

    def __call__(self, about: About) -> Iterable[Need]:
        cls, field = about.types[self.of], f"{self.of}_id"
        asked, holds = self.look(about)
        told = f"you may not do this to the {word(cls)}: that is for {self.rule.told}"
        refused = refusal((field,), Code.FORBIDDEN, told)

        def check(found: Found) -> UserError | None:
            return None if holds(found) else refused

        return [Need(asked, check, field)]


@dataclass(frozen=True)
class notes(Ruled):  # noqa: N801
    """That an event says in a field that a rule holds of a record, where it does. It refuses
    nobody.
    """

    field: str
    tells = False

    def fault(self, event: type[Event], types: dict[str, type[Any]]) -> str:
        """What is wrong with it, as it is declared."""
        return super().fault(event, types) or fieldless(event, self.field)

    def __call__(self, about: About) -> list[Need]:
        asked, holds = self.look(about)

        def revise(event: Any, found: Found) -> Any:
            return msgspec.structs.replace(event, **{self.field: True}) if holds(found) else event

        return [Need(asked, of=f"{self.of}_id", revise=revise)]


@dataclass(frozen=True)
class somebody_else:  # noqa: N801
    """That whom the input names is not the viewer.

    of: the input's field that names them, without `_id`. told: what is said otherwise.
    """

    of: str
    told: str

    def fault(self, event: type[Event], types: dict[str, type[Any]]) -> str:
        """What is wrong with it, as it is declared."""
        return unnamed(self.of, types)

    def __call__(self, about: About) -> Iterable[Need]:
        error = refusal((f"{self.of}_id",), Code.INVALID, self.told)
        return [Need(None, lambda _: error)] if about.ids[self.of] == about.viewer else []


@dataclass(frozen=True)
class if_named:  # noqa: N801
    """What must hold where the input names a record by a field, and what otherwise.

    of: the field, without `_id`.
    """

    of: str
    needs: Needs
    otherwise: Needs | None = None

    def fault(self, event: type[Event], types: dict[str, type[Any]]) -> str:
        """What is wrong with it, as it is declared."""
        return unnamed(self.of, types)

    def within(self) -> Iterable[tuple[Needs, str]]:
        """What it wraps."""
        field = f"`{camel(self.of)}Id`"
        yield self.needs, f"where {field} is given"
        if self.otherwise is not None:
            yield self.otherwise, f"where {field} is not given"

    def __call__(self, about: About) -> Iterable[Need]:
        needs = self.needs if self.of in about.ids else self.otherwise
        return needs(about) if needs is not None else ()


@dataclass(frozen=True)
class unless_own:  # noqa: N801
    """What must hold unless whom the input names is the viewer.

    of: the field that names them, without `_id`.
    """

    of: str
    needs: Needs

    def fault(self, event: type[Event], types: dict[str, type[Any]]) -> str:
        """What is wrong with it, as it is declared."""
        return unnamed(self.of, types)

    def within(self) -> Iterable[tuple[Needs, str]]:
        """What it wraps."""
        yield self.needs, f"unless `{camel(self.of)}Id` is your own"

    def __call__(self, about: About) -> Iterable[Need]:
        return () if about.ids[self.of] == about.viewer else self.needs(about)


@dataclass(frozen=True)
class room:  # noqa: N801
    """That a set of who is signed in has room for what the input names, or holds it already. Two
    who enter at once, or in two regions, may both pass.

    field: the set, of the viewer's record. of: the input's field that names what comes into it,
    without `_id`. most: so many it has room for.
    """

    field: ElementSet
    of: str
    most: int

    def fault(self, event: type[Event], types: dict[str, type[Any]]) -> str:
        """What is wrong with it, as it is declared."""
        record = self.field.slot.record
        if any(one.of_viewer and one.record is record for one in declared_entities().values()):
            return unnamed(self.of, types)
        whose = f"{record.__name__}.{self.field.slot.field}"
        return f"{whose} is no set of who signs in: take one of a type with `of_viewer=True`"

    def __call__(self, about: About) -> Iterable[Need]:
        slot, field = self.field.slot, f"{self.of}_id"
        held = ((slot.field, about.ids[self.of]),)
        select = Select(slot.record, cards=(slot.field,), holds=held)
        many = f"{self.most:,} {word(about.types[self.of])}s"
        full = refusal((field,), Code.LIMIT, f"you are in {many}, and can be in no more: leave one")

        def check(answer: Answer | None) -> UserError | None:
            room = answer is None or answer.holds[0] or answer.cards[0] < self.most
            return None if room else full

        return [Need(Records(select, (about.viewer,)), check, field)]


def unnamed(of: str, types: dict[str, type[Any]]) -> str:
    """What is wrong with a field by which an input should name a record; nothing where it does."""
    named = ", ".join(repr(one) for one in types) or "nothing"
    return "" if of in types else f"the input names no {of!r} by its id; it names {named}"


def fieldless(event: type[Event], field: str) -> str:
    """What is wrong with a field that an event should have; nothing where it has it."""
    has = field in event.__struct_fields__
    return "" if has else f"{event.__name__} has no field {field!r}"


@dataclass(frozen=True)
class unclaimed:  # noqa: N801
    """That nobody else has a unique name. Two who claim it at once both pass; one has it. Who has
    it goes on having it since when they claimed it.

    record: which keeps the claims, with a register `claim` and an index; where it has several, the
    one that is called as the field. field: the event's, that is the name. key_of: by what names are
    compared; None for what can be none, which the entry refuses.
    """

    record: type[Record]
    field: str
    key_of: Callable[[str], str | None] = str

    def fault(self, event: type[Event], types: dict[str, type[Any]]) -> str:
        """What is wrong with it, as it is declared."""
        if missing := fieldless(event, self.field):
            return missing
        if self._index is None:
            held = ", ".join(one.name for one in self._indexes) or "none"
            return (
                f"{self.record.__name__} has no Index {self.field!r}; it has {held}: the name is "
                f"looked up in one, as in `index = Index({self.field!r})`"
            )
        if taken_by(self._index) is None:
            return f"nothing stands in {self._index!r}: yield it from the derivation of what should"
        return lacks(self.record, "claim", Register)

    @property
    def _indexes(self) -> list[places.Index]:
        return [one for one in places_of(self.record).values() if isinstance(one, places.Index)]

    @property
    def _index(self) -> places.Index | None:
        """The index in which the name is looked up."""
        held = self._indexes
        named = [one for one in held if one.name == self.field or len(held) == 1]
        return named[0] if named else None

    def __call__(self, about: About) -> Iterable[Need]:
        place = self._index
        assert place is not None  # noqa: S101
        name = about.fields.get(self.field)
        key = self.key_of(name) if isinstance(name, str) else None
        if key is None:
            return []

        def check(answer: Answer | None) -> UserError | None:
            if answer is None or answer.id == about.record_id:
                return None
            told = f"the {camel(self.field)} “{name}” is taken; choose another"
            return refusal((self.field,), Code.TAKEN, told)

        index = Index(Select(self.record, registers=("claim",)), f"{place.name}:{key}")
        return [Need(index, check, revise=lambda event, answer: _kept(event, answer, self.field))]


def _kept(event: E, answer: Answer | None, field: str) -> E:
    """The event, without a name that stays the same, and with the time of the claim of one that is
    only written otherwise: claiming it anew would make it younger.
    """
    held = answer.value(0) if answer else None
    if not isinstance(held, dict):
        return event
    if held.get("name") == getattr(event, field):
        return msgspec.structs.replace(event, **{field: UNSET})
    if "claimed" in held and "claimed" in event.__struct_fields__:
        return msgspec.structs.replace(event, claimed=held["claimed"])
    return event
