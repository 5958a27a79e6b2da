"""Consistency tokens: what a client has seen, so that it never sees less.

A token carries the stamp of the last thing its holder wrote, and for each log the sequence that
a view must cover. It travels in `X-Consistency-Token`, never as an argument.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from crdt.coverage import Coverage
from crdt.errors import StampError
from crdt.stamps import MIN_STAMP, Stamp, parse_stamp
from eventlog.errors import LogMisconfigured
from eventlog.subjects import Log
from gateway.errors import BadInput

TOKEN_LENGTH_MAX = 16_384
LOGS_MAX = 256
"""64 partitions in four regions: what `extensions.consistency` names must be taken back."""

SEQUENCE_MAX = 2**53


_NONE = "X-Consistency-Token is not a token of this service"


class _Wire(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    stamp: str
    logs: dict[str, int]


_decoder = msgspec.json.Decoder(_Wire)


@dataclass(frozen=True)
class Token:
    """The stamp of the last write, and log name → sequence."""

    stamp: Stamp = MIN_STAMP
    logs: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        wire = msgspec.json.encode(_Wire(self.stamp, dict(sorted(self.logs.items()))))
        return base64.urlsafe_b64encode(wire).decode().rstrip("=")

    def join(self, other: Token) -> Token:
        """The least token that holds both."""
        logs = {
            log: max(self.logs.get(log, 0), other.logs.get(log, 0))
            for log in self.logs | other.logs
        }
        return Token(max(self.stamp, other.stamp), logs)

    def missing(self, coverages: Iterable[dict[str, Coverage]]) -> dict[str, int]:
        """The logs that some shard does not cover as far as the token says, and how far it does."""
        lacking: dict[str, int] = {}
        for coverage in coverages:
            for log, sequence in self.logs.items():
                watermark = coverage.get(log, Coverage()).watermark
                if watermark < sequence:
                    lacking[log] = min(watermark, lacking.get(log, watermark))
        return lacking


def parse_token(text: str) -> Token:
    """Read a token from a header.

    Raises:
        BadInput: it is not one of ours.
    """
    if len(text) > TOKEN_LENGTH_MAX:
        raise BadInput(
            f"{_NONE}, which has at most {TOKEN_LENGTH_MAX:,} characters; this has {len(text):,}"
        )
    try:
        wire = _decoder.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if len(wire.logs) > LOGS_MAX:
            raise BadInput(
                f"{_NONE}, which names at most {LOGS_MAX} logs; this names {len(wire.logs)}"
            )
        for log, sequence in wire.logs.items():
            Log.parse(log)
            if not 0 <= sequence <= SEQUENCE_MAX:
                raise ValueError(sequence)
        token = Token(parse_stamp(wire.stamp), wire.logs)
    except (ValueError, binascii.Error, msgspec.DecodeError, StampError, LogMisconfigured):
        # SUBTLE: what a decoder says of it is of its own types and bytes. Nobody writes a token by
        # hand, so that it helps nobody.
        raise BadInput(f"{_NONE}: send what a receipt or an answer gave, or nothing") from None
    return token
