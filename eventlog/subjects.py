"""Logs and subjects: how a log is named, and where an entity's events go.

A log is one stream, `events-<region>-<partition>-<epoch>`; its subjects are
`events.<region>.<partition>.<epoch>.<entity>.<id>`. Imports nothing of ours but errors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

from eventlog.errors import LogMisconfigured

_stream = re.compile(r"events-([a-z0-9]{1,16})-(0|[1-9][0-9]{0,3})-([1-9][0-9]{0,8})").fullmatch
_plain = re.compile(r"[A-Za-z0-9-]+").fullmatch


@dataclass(frozen=True, order=True)
class Log:
    """One log: a region, a partition (from 0) and an epoch (from 1)."""

    region: str
    partition: int = 0
    epoch: int = 1

    @classmethod
    def parse(cls, stream: str) -> Log:
        """The log that a stream of this name is.

        Raises:
            LogMisconfigured: the name is not a log's.
        """
        match = _stream(stream)
        if match is None:
            raise LogMisconfigured(f"{stream[:60]!r}: expected events-<region>-<partition>-<epoch>")
        return cls(match[1], int(match[2]), int(match[3]))

    @property
    def name(self) -> str:
        """The stream's name, which also names the log in coverage and tokens."""
        return f"events-{self.region}-{self.partition}-{self.epoch}"

    @property
    def subjects(self) -> str:
        """What the stream listens to."""
        return f"events.{self.region}.{self.partition}.{self.epoch}.>"

    def subject(self, entity: str, entity_id: str) -> str:
        """Where the events of an entity go."""
        return f"events.{self.region}.{self.partition}.{self.epoch}.{entity}.{escape(entity_id)}"


def partition_of(entity_id: str, partitions: int) -> int:
    """The partition of an entity. Partitions spread load; merges commute, so any will do."""
    return crc32(entity_id.encode()) % partitions


def change_subject(region: str, kind: str, record_id: str | None = None) -> str:
    """Where a hint goes that a record, or what it owns, has changed; None: of any of the kind."""
    return f"changed.{region}.{kind}.{'*' if record_id is None else escape(record_id)}"


def changes_subject(region: str) -> str:
    """Where a hint goes that so much has changed that nothing is named."""
    return f"changed.{region}.all"


def escape(text: str) -> str:
    """An id as one subject token of `[A-Za-z0-9_-]`: other bytes become `_` and two hex digits.

    A token such as `.net` would be two tokens, and its publish would find no stream.
    """
    if _plain(text):
        return text
    return "".join(
        character if _plain(character) else "".join(f"_{byte:02x}" for byte in character.encode())
        for character in text
    )
