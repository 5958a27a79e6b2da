"""Samples: valid events, made of what the event classes declare, the same from the same seed.

Ids of a kind are few (`article-1`, `article-2`, …), so that what happens, happens to the same
things. First each of them gets an event of the type that says most of it, then all types come in
turn, those that say more more often. Imports `crdt` and nothing else that does I/O.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any, Final, TypeAlias, get_args

import msgspec
from msgspec import inspect

from crdt.records import OWNER_SEPARATOR
from crdt.stamps import stamp_of
from eventlog.envelope import Event, Id, OwnedId, StampText, event_id
from eventlog.errors import EventRejected, NoSample

START_MS: Final = 1_767_225_600_000
"""2026-01-01: the days of samples are fixed, so that the samples are."""

IDS: Final = 8
"""So many ids there are of a kind."""

EVENTS_MAX: Final = 400
ATTEMPTS_MAX: Final = 50

Admit: TypeAlias = Callable[[Event], Event]

_ENVELOPE: Final = frozenset(Event.__struct_fields__)
_ID, _OWNED_ID, _STAMP = (get_args(one)[1].pattern for one in (Id, OwnedId, StampText))
_WORDS: Final = (
    "amber", "birch", "copper", "dune", "ember", "fjord", "granite", "harbour", "indigo", "juniper",
    "kelp", "lantern", "meadow", "north", "opal", "pebble", "quarry", "river", "slate", "thicket",
)  # fmt: skip
_FORMS: Final = (
    "https://example.org/{word}/{number}", "{word}-{number}", "{word}", "{WORD}", "{number}",
    "#{number:06x}", "{word}@example.org", "2026-01-{day:02d}", "{number:04d}", "en", "EN",
    "a", "A", "image/png",
)  # fmt: skip


def envelopes(
    region: str, random: Random, start_ms: int = START_MS, step_ms: int = 60_000
) -> Callable[[str], dict[str, Any]]:
    """A function from who acts to the envelope of a next event: `Said(**envelope("ada"), …)`.

    start_ms: when the first happens, in Unix ms. step_ms: how much later each is than the last.
    """
    times = count(start_ms, step_ms)

    def envelope(actor: str) -> dict[str, Any]:
        now_ms = next(times)
        made = {"id": event_id(now_ms, random.randbytes(10)), "at": stamp_of(now_ms)}
        return {**made, "region": region, "actor": actor}

    return envelope


@dataclass
class Samples:
    """Makes events.

    types: the event classes. region: where they enter. seed: the same gives the same. owners: by a
    kind of owned things, the kind of what owns them. actors: the kind of those who act. check:
    refuses what the log would not take; it has an event as it is to be published.
    """

    types: Iterable[type[Event]]
    region: str
    seed: int
    check: Callable[[Event], Event]
    owners: Mapping[str, str] = field(default_factory=dict)
    actors: str = "user"

    def __post_init__(self) -> None:
        self._random, self._now_ms = Random(self.seed), START_MS  # noqa: S311
        self._types = tuple(self.types)

    def events(self, count: int = EVENTS_MAX) -> Iterator[Event]:
        """So many events, in the order in which they happened.

        Raises:
            NoSample: a field is of a form that cannot be guessed.
        """
        weights = [min(len(_told(kind)), 2) + 1 for kind in self._types]
        richest: dict[str, type[Event]] = {}
        for kind in sorted(self._types, key=lambda one: -len(_told(one))):
            richest.setdefault(_subject(kind), kind)
        made = [(kind, number) for number in range(1, IDS + 1) for kind in richest.values()]
        for kind, number in made[:count]:
            yield self._event(kind, number)
        for _ in range(count - len(made)):
            [kind] = self._random.choices(self._types, weights)
            yield self._event(kind, None)

    def id_of(self, kind: str, number: int | None = None) -> str:
        """An id of a kind: the one of this number, or any."""
        number = number or self._random.randint(1, IDS)
        owner = self.owners.get(kind)
        own = f"{kind}-{number}"
        return f"{self.id_of(owner, number)}{OWNER_SEPARATOR}{own}" if owner else own

    def _event(self, kind: type[Event], number: int | None) -> Event:
        """An event of a type; of the subject of this number."""
        self._now_ms += self._random.randrange(20_000, 400_000)
        subject, rejected = _subject(kind), EventRejected("nothing was tried")
        for _ in range(ATTEMPTS_MAX):
            envelope: dict[str, Any] = {
                "id": event_id(self._now_ms, self._random.randbytes(10)),
                "at": stamp_of(self._now_ms),
                "region": self.region,
                "actor": self.id_of(self.actors, number if subject == self.actors else None),
            }
            fields = dict(self._fields(kind, {subject: number} if number else {}))
            try:
                return self.check(kind(**envelope, **fields))
            except (EventRejected, ValueError) as error:
                rejected = EventRejected(str(error))
        raise NoSample(
            f"{kind.__name__}: of {ATTEMPTS_MAX} samples none was taken ({rejected}): write a demo "
            "of your own, a function `events(region, seed)` in the domain's `demo`"
        )

    def _fields(
        self, kind: type[msgspec.Struct], numbers: Mapping[str, int | None]
    ) -> Iterator[tuple[str, Any]]:
        left_out = {*_ENVELOPE, *getattr(kind, "entry_stamps", ())}
        for one in _struct(kind).fields:
            found = _bare(one.type)
            if one.name in left_out or (
                not one.required and (_is_stamp(found) or self._random.random() < 0.3)
            ):
                continue
            yield one.name, self._value(kind, one.name, found, numbers.get(one.name))

    def _value(
        self, kind: type[msgspec.Struct], name: str, declared: inspect.Type, number: int | None
    ) -> Any:
        random = self._random
        match declared:
            case inspect.StrType(pattern=pattern) if pattern == _ID:
                return self.id_of(name, number)
            case inspect.StrType(pattern=pattern) if pattern == _OWNED_ID:
                owner = self.owners.get(name, getattr(kind, "entity", name))
                rest = f"{name}-{number or random.randint(1, IDS)}"
                return f"{self.id_of(owner, number)}{OWNER_SEPARATOR}{rest}"
            case inspect.StrType():
                return self._text(kind, name, declared)
            case inspect.IntType():
                return self._number(declared)
            case inspect.BoolType():
                return random.random() < 0.5
            case inspect.EnumType(cls=cls):
                return random.choice(list(cls))
            case inspect.LiteralType(values=values):
                return random.choice(values)
            case inspect.DateTimeType():
                at = datetime.fromtimestamp(self._now_ms // 1000, UTC)
                return at + timedelta(minutes=random.randint(-10_000, 10_000))
            case inspect.DateType():
                return date(2026, 1, 1) + timedelta(days=random.randint(0, 364))
            case inspect.StructType(cls=cls):
                return cls(**dict(self._fields(cls, {})))
            case inspect.ListType(item_type=item, min_length=least, max_length=most):
                many = _between(random, least or 0, most, 3)
                return [self._value(kind, name, _bare(item), None) for _ in range(many)]
            case inspect.DictType(key_type=key, value_type=held, min_length=least, max_length=most):
                many = _between(random, least or 0, most, 3)
                return {
                    self._value(kind, name, _bare(key), None): self._value(
                        kind, name, _bare(held), None
                    )
                    for _ in range(many)
                }
        raise NoSample(f"{kind.__name__}.{name}: no sample is known of {type(declared).__name__}")

    def _number(self, declared: inspect.IntType) -> int:
        least = declared.ge if declared.ge is not None else (declared.gt or 0) + 1
        most = declared.le if declared.le is not None else (declared.lt or least + 1_001) - 1
        step = declared.multiple_of or 1
        low, high = -(-int(least) // int(step)), int(most) // int(step)
        return self._random.randint(low, max(low, min(high, low + 5_000))) * int(step)

    def _text(self, kind: type[Any], name: str, declared: inspect.StrType) -> str:
        least, most = declared.min_length or 0, declared.max_length
        if declared.pattern is None:
            words = self._random.choices(_WORDS, k=self._random.randint(1, 6))
            text = " ".join(words).capitalize()
            text = text if len(text) >= least else text * (least // len(text) + 1)
            return text if most is None else text[:most].strip() or "a" * least
        fits = re.compile(declared.pattern).search
        number, word = self._random.randint(1, 999), self._random.choice(_WORDS)
        for form in _FORMS:
            text = form.format(number=number, word=word, WORD=word.upper(), day=number % 28 + 1)
            if fits(text) and len(text) >= least and (most is None or len(text) <= most):
                return text
        raise NoSample(
            f"{kind.__name__}.{name}: no sample fits {declared.pattern!r}: write a demo of your "
            "own, a function `events(region, seed)` in the domain's `demo`"
        )


def _subject(kind: type[Event]) -> str:
    """The event's field that names its subject: its entity, or what that owns."""
    names = [one.name for one in _told_fields(kind)]
    return kind.entity if kind.entity in names else names[0] if names else ""


def _told_fields(kind: type[Event]) -> list[inspect.Field]:
    return [one for one in _struct(kind).fields if one.name not in _ENVELOPE]


def _told(kind: type[Event]) -> list[str]:
    """What an event says beside who and what it is of."""
    return [
        one.name
        for one in _told_fields(kind)
        if not (isinstance(found := _bare(one.type), inspect.StrType) and _is_id(found))
    ]


def _is_id(declared: inspect.StrType) -> bool:
    return declared.pattern in (_ID, _OWNED_ID, _STAMP)


def _is_stamp(declared: inspect.Type) -> bool:
    return isinstance(declared, inspect.StrType) and declared.pattern == _STAMP


def _between(random: Random, least: int, most: int | None, usual: int) -> int:
    return random.randint(least, max(least, usual if most is None else min(most, usual)))


def _struct(kind: type[msgspec.Struct]) -> inspect.StructType:
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)  # noqa: S101
    return found


def _bare(declared: inspect.Type) -> inspect.Type:
    """A type without what describes it; of several, the first that is not null."""
    while True:
        match declared:
            case inspect.Metadata(type=inner):
                declared = inner
            case inspect.UnionType(types=types):
                declared = next(one for one in types if not isinstance(one, inspect.NoneType))
            case _:
                return declared
