"""What can go wrong with the log.

LogError
├── BadEvent           an event class is declared wrong; it says where, and the way out
├── EventRejected      bytes are not an event of this domain: a verdict on the bytes alone
├── LogUnavailable     the log cannot be reached now; trying again may help
│   └── LogRefuses     it was reached, and said that it stores nothing, and why
├── Unfinished         of many events some are not stored; it says which
├── OutcomeUnknown     published, but no acknowledgement came: retry the same bytes and id
├── KeyReused          an idempotency key came again with other input
├── EventIdReused      an event id is stored already, with another body
├── ClockError         a clock is too far from the store's, or a stamp from the future
├── NoSample           a class of events declares what no sample is known of
└── LogMisconfigured   a stream exists, but not as a log needs it
"""

from dataclasses import dataclass

__all__ = [
    "BadEvent",
    "ClockError",
    "EventIdReused",
    "EventRejected",
    "Fault",
    "KeyReused",
    "LogError",
    "LogMisconfigured",
    "LogRefuses",
    "LogUnavailable",
    "NoSample",
    "OutcomeUnknown",
    "Unfinished",
]


class LogError(Exception):
    """The root of this package's errors."""


class BadEvent(LogError):
    """An event class is declared wrong. The message names what, and the way out."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with an event.

    path: the field, and within a list the position: `("media", 2, "url")`. message: a sentence for
    a person, with the limit and the way out; it does not name the field.
    """

    path: tuple[str | int, ...]
    message: str

    def __str__(self) -> str:
        where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return f"{where.removeprefix('.')}: {self.message}"


class EventRejected(LogError, ValueError):
    """Bytes are not an event of this domain. The message depends on the bytes and the code only.

    faults: each thing that is wrong with its fields, where that is known.
    """

    def __init__(self, *what: str | Fault) -> None:
        super().__init__("; ".join(map(str, what)))
        self.faults = tuple(one for one in what if isinstance(one, Fault))


class LogUnavailable(LogError):
    """The log cannot be reached now. Nothing was stored by this call, or it can be repeated."""


class LogRefuses(LogUnavailable):
    """The log stored nothing, and said why. The same may be sent again once that is mended.

    reason: for people; it names no address.
    """

    def __init__(self, stream: str, reason: str, *, takes_others: bool = False) -> None:
        takes = "does not take this" if takes_others else "takes nothing now"
        self.reason = f"{takes}: {reason}"
        super().__init__(f"{stream} {self.reason}; nothing was stored")


class OutcomeUnknown(LogError):
    """Sent, but not acknowledged in time: stored or not. Retry the same bytes with the same id."""


class Unfinished(LogError):
    """Of many events, some are not stored. What came before the first of them is.

    at: the place of the first, from 0. stored, duplicates: how many are, or were before. later: the
    places of those after it that are stored all the same. open: of those that may be. why: of the
    first.
    """

    def __init__(
        self,
        at: int,
        why: LogError,
        *,
        stored: int = 0,
        duplicates: int = 0,
        later: tuple[int, ...] = (),
        open: tuple[int, ...] = (),
    ) -> None:
        super().__init__(f"{stored:,} events were stored, and then: {why}")
        self.at, self.why, self.later, self.open = at, why, later, open
        self.stored, self.duplicates = stored, duplicates


class KeyReused(LogError):
    """An idempotency key came a second time with other input."""


class EventIdReused(LogError):
    """The log holds another event with this id, so this one was not stored.

    at: its place among many that were published, from 0.
    """

    at = 0


class ClockError(LogError):
    """A stamp or a clock is too far ahead to be taken over."""


class LogMisconfigured(LogError):
    """A stream of this name exists, but its settings could lose events."""


class NoSample(LogError):
    """A class of events declares what no sample is known of. The message names it and the way
    out.
    """
