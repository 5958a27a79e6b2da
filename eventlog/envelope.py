"""The envelope: what every event carries, and the codec between events and bytes.

An event is JSON, a tagged union by `type`. `Codec.decode` is a pure function of the bytes and the
code: it decides what is parked. Imports `crdt` only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import ModuleType
from typing import Annotated, Any, ClassVar, Final, Self, dataclass_transform

import msgspec
from ulid import ULID

from crdt.stamps import MAX_STAMP, STAMP_PATTERN, Stamp
from eventlog.checks.faults import faults
from eventlog.declaring import EventType, check, events_in, refuse_twins
from eventlog.errors import BadEvent, EventRejected, Fault

EVENT_BYTES_MAX: Final = 65_536
EVENT_DEPTH_MAX: Final = 32
ID_LENGTH_MAX: Final = 128
REASON_LENGTH_MAX: Final = 300

_SPACES = r"\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_PART = rf"[^\x00-\x20\x7f-\xa0{_SPACES}/]{{1,{ID_LENGTH_MAX}}}"
_ID = rf"^{_PART}\Z"
_OWNED_ID = rf"^{_PART}/{_PART}\Z"

ID_MEANS: Final = (
    f"1 to {ID_LENGTH_MAX} characters without white space, control characters and slashes"
)
STAMP_MEANS: Final = (
    "a stamp of 15 lower-case hexadecimal digits: 12 of Unix milliseconds, 3 of a counter"
)
"""What patterns mean, for whoever is told that something does not fit one."""

Id = Annotated[str, msgspec.Meta(pattern=_ID, description=ID_MEANS)]
"""An id: see `ID_MEANS`."""

OwnedId = Annotated[
    str,
    msgspec.Meta(
        pattern=_OWNED_ID,
        description=f"the owner's id, a slash and an id of its own, each of {ID_MEANS}",
    ),
]
"""`<owner's id>/<rest>`, both as `Id`."""

EventId = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[0-7][0-9A-HJKMNP-TV-Z]{25}\Z",
        description="a ULID: 26 characters of Crockford's base 32",
    ),
]

Region = Annotated[
    str,
    msgspec.Meta(pattern=r"^[a-z0-9]{1,16}\Z", description="1 to 16 lower-case letters and digits"),
]
"""A region's name, as it stands in subjects."""

StampText = Annotated[str, msgspec.Meta(pattern=STAMP_PATTERN, description=STAMP_MEANS)]
"""A stamp."""

HTML: Final = {"html": True}
"""`Meta(extra=HTML)` says of a text that it is HTML: it is sanitised where it enters."""

Version = Annotated[int, msgspec.Meta(ge=1, le=1000)]


Fields = dict[str, Any]
Upcast = Callable[[Fields], Fields]


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(msgspec.field,))
class Event(
    msgspec.Struct,
    metaclass=EventType,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="type",
    abstract=True,
):
    """The base of events. A subclass is past tense, subject first, and says what it belongs to; the
    field that is called so has its id. `EventType` says what else may stand in its first line.

        class ArticlePublished(Event, entity="article"):
            article: Id

    A type whose fields change gets `version: ClassVar[int] = 2` and `v: Version = 2`, and in
    `upcasts`, for the version before, a function from its fields to those of the next.

    id: a ULID, also the log's message id. v: the version of the type's fields. at: its stamp.
    region: where it entered. actor: the id of who did it.

    A type of which something counts from when it enters, whatever `at` it has, names the fields in
    `entry_stamps` and fills them in `entered`. Sent again it is the same event, though they differ.
    """

    id: EventId
    v: Version = 1
    at: StampText
    region: Region
    actor: Id

    version: ClassVar[int] = 1
    entity: ClassVar[str] = ""
    entry_stamps: ClassVar[tuple[str, ...]] = ()
    upcasts: ClassVar[Mapping[int, Upcast]] = {}
    is_abstract: ClassVar[bool]
    is_projected: ClassVar[bool]

    @property
    def entity_id(self) -> str:
        """The id of the entity whose subject and partition the event goes to."""
        return str(getattr(self, self.entity))

    @property
    def stamp(self) -> Stamp:
        """`at`, as a stamp."""
        return Stamp(self.at)

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """All stamps that it brings along, none of which may lie in the future."""
        return (self.stamp,)

    def entered(self, at: Stamp) -> Self:
        """The event, with what is stamped where it enters; it enters at this stamp."""
        return self

    @property
    def type(self) -> str:
        """The tag, such as `article_published`."""
        return str(self.__struct_config__.tag)


_is_id, _is_owned_id = re.compile(_ID).match, re.compile(_OWNED_ID).match


def is_id(text: str, *, owned: bool = False) -> bool:
    """Whether a text can be an id, or that of something owned: `<owner's id>/<rest>`."""
    return bool(_is_owned_id(text) if owned else _is_id(text))


def screen(data: bytes) -> None:
    """Refuse what must not even be decoded.

    SUBTLE: this comes before any decoder, because one that recurses uses the caller's stack, and
    10,000 levels of [ could end the process.

    Raises:
        EventRejected: too large, too deep, or with a NUL in a text.
    """
    if len(data) > EVENT_BYTES_MAX:
        raise EventRejected(
            f"{len(data):,} bytes in all; at most {EVENT_BYTES_MAX:,} are taken: make it shorter"
        )
    if is_deeper(data, EVENT_DEPTH_MAX):
        raise EventRejected(f"nested deeper than {EVENT_DEPTH_MAX} levels")
    if b"\\u0000" in data:
        _refuse_nul(data)


_strings = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)


def without_texts(data: bytes) -> bytes:
    """What may be JSON, without what stands in its texts."""
    return _strings.sub(b"", data)


def is_deeper(data: bytes, most: int) -> bool:
    """Whether more than so many lists and objects of what may be JSON stand within each other."""
    if data.count(b"[") + data.count(b"{") <= most:
        return False
    depth = 0
    for byte in re.findall(rb"[\[\]{}]", without_texts(data)):
        depth += 1 if byte in b"[{" else -1
        if depth > most:
            return True
    return False


class Codec:
    """Events to bytes and back.

    Args:
        types: all event classes of the domain.

    Raises:
        BadEvent: two are of one type, or there is none.
    """

    def __init__(self, types: tuple[type[Event], ...]) -> None:
        self.types = refuse_twins(types)
        if not types:
            raise BadEvent("there is no event: define a class of one, as `Event` says")
        union: Any = types[0]
        for other in types[1:]:
            union |= other
        self._union = union
        self._decode = msgspec.json.Decoder(union).decode
        self._any = msgspec.json.Decoder(dict[str, Any]).decode
        self._encode = msgspec.json.Encoder(order="sorted").encode

    @classmethod
    def of(cls, *modules: ModuleType) -> Codec:
        """The codec of all event classes that some modules define.

        Raises:
            BadEvent: one of them is declared wrong.
        """
        events = events_in(modules)
        check(events)
        return cls(events)

    def decode(self, data: bytes) -> Event:
        """Read an event, of this or an older version.

        Raises:
            EventRejected: too large, too deep, not JSON, not UTF-8, an unknown type or version,
                or fields that do not fit, each of which it names.
        """
        screen(data)
        try:
            event: Event = self._decode(data)
            if event.v == event.version and event.at <= MAX_STAMP:
                return event
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return self._decode_older(data, _reason(error))
        _refuse_late(event)
        return self._decode_older(data, f"{event.type} version {event.v} is not known here")

    def _decode_older(self, data: bytes, reason: str) -> Event:
        fields: Fields = {}
        try:
            fields = self._any(data)
            kind, version = fields.get("type"), fields.get("v", 1)
            if not isinstance(kind, str):
                what = f"give the name of an event; this is {'no name' if kind else 'missing'}"
                raise EventRejected(Fault(("type",), what))
            if kind not in self.types:
                raise EventRejected(f"type {kind[:60]!r} is not one of this domain's events")
            if type(version) is not int:  # True is no version
                raise self._rejected(fields, reason)
            newest, given = self.types[kind].version, version
            upcasts = self.types[kind].upcasts
            while version in upcasts:
                fields = upcasts[version](fields) | {"v": version + 1}
                version += 1
            if version > newest:
                told = f"{kind} version {version}: this code knows up to {newest}"
                raise EventRejected(told[:REASON_LENGTH_MAX])
            if version < newest:
                raise EventRejected(f"{kind} version {version} is not known here")
            if version != given:
                upcast: Event = msgspec.convert(fields, self._union)
                _refuse_late(upcast)
                return upcast
        except (EventRejected, MemoryError, RecursionError):
            raise
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self._rejected(fields, _reason(error)) from None
        except Exception as error:  # noqa: BLE001
            # An upcast is the domain's code, and its failure is a verdict on these bytes.
            raise EventRejected(f"an upcast failed: {error!r}"[:REASON_LENGTH_MAX]) from None
        raise self._rejected(fields, reason)

    def _rejected(self, fields: Fields, reason: str) -> EventRejected:
        """All that is wrong with the fields of a newest version; else the reason."""
        kind = self.types.get(str(fields.get("type")))
        found = faults(kind, fields) if kind else ()
        return EventRejected(*found) if found else EventRejected(reason)

    def encode(self, event: Event) -> bytes:
        """Write an event as canonical JSON: keys sorted, no white space.

        Raises:
            EventRejected: it would not be read back, or would be larger than 64 KiB.
        """
        if event.v != event.version:
            raise EventRejected(f"{event.type} version {event.v}: {event.version} is written here")
        try:
            data = self._encode(event)
            self.decode(data)
        except EventRejected as rejected:
            raise rejected if rejected.faults else _blamed(event, str(rejected)) from None
        except (TypeError, ValueError, RecursionError) as error:
            raise _blamed(event, _reason(error)) from None
        return data

    def are_same(self, one: bytes, other: bytes) -> bool:
        """Whether two bodies are the same event, whenever each of them entered."""
        return one == other or self._as_sent(one) == self._as_sent(other)

    def _as_sent(self, data: bytes) -> Event | bytes:
        try:
            event = self.decode(data)
        except EventRejected:
            return data
        left_out: dict[str, Any] = dict.fromkeys(event.entry_stamps, msgspec.UNSET)
        return msgspec.structs.replace(event, **left_out) if left_out else event


def _blamed(event: Event, reason: str) -> EventRejected:
    """Which fields are to blame that an event cannot be written: one is too long, say."""
    try:
        found = faults(type(event), msgspec.to_builtins(event))
    except (TypeError, ValueError, RecursionError):
        found = ()
    return EventRejected(*found) if found else EventRejected(reason)


def event_id(ms: int, randomness: bytes) -> str:
    """A ULID of a Unix time in milliseconds and 10 bytes, which make it unique.

    An importer derives the bytes from the row, so that importing twice gives the same ids.
    """
    return str(ULID.from_bytes(ms.to_bytes(6, "big") + randomness[:10]))


def iso_time(stamp: Stamp) -> str:
    """A stamp's time for people: `2026-11-20T12:00:00.000Z`."""
    at = datetime.fromtimestamp(int(stamp[:12], 16) / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _refuse_nul(data: bytes) -> None:
    # An escaped backslash before u0000 is text about NUL, not a NUL.
    if re.search(rb"(?<!\\)(\\\\)*\\u0000", data):
        raise EventRejected("a text holds the NUL character (\\u0000)")


def _refuse_late(event: Event) -> None:
    if event.at > MAX_STAMP:
        raise EventRejected(f"stamp {event.at} is after {MAX_STAMP} (the year 2089)")


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:REASON_LENGTH_MAX]
