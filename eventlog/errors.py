"""What can go wrong with the log.

LogError
├── EventRejected      bytes are not an event of this domain: a verdict on the bytes alone
├── LogUnavailable     the log cannot be reached now; trying again may help
├── OutcomeUnknown     published, but no acknowledgement came: retry the same bytes and id
├── KeyReused          an idempotency key came again with other input
├── EventIdReused      an event id is stored already, with another body
├── ClockError         a clock is too far from the store's, or a stamp from the future
└── LogMisconfigured   a stream exists, but not as a log needs it
"""

from dataclasses import dataclass

__all__ = [
    "ClockError",
    "EventIdReused",
    "EventRejected",
    "Fault",
    "KeyReused",
    "LogError",
    "LogMisconfigured",
    "LogUnavailable",
    "OutcomeUnknown",
]


class LogError(Exception):
    """The root of this package's errors."""


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


class OutcomeUnknown(LogError):
    """Sent, but not acknowledged in time: stored or not. Retry the same bytes with the same id."""


class KeyReused(LogError):
    """An idempotency key came a second time with other input."""


class EventIdReused(LogError):
    """The log holds another event with this id, so this one was not stored."""


class ClockError(LogError):
    """A stamp or a clock is too far ahead to be taken over."""


class LogMisconfigured(LogError):
    """A stream of this name exists, but its settings could lose events."""
