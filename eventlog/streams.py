"""Streams: making a log that loses nothing, and checking that an existing one is such."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from math import inf

from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig, StreamInfo
from nats.js.errors import NotFoundError

from crdt.coverage import Coverage
from crdt.errors import CoverageError
from eventlog.connection import Connection
from eventlog.envelope import EVENT_BYTES_MAX
from eventlog.errors import LogMisconfigured, LogUnavailable
from eventlog.subjects import Log

DUPLICATE_WINDOW_S = 120
_PUT_ATTEMPTS = 5
KEY_TTL_S = 24 * 3600
MESSAGE_BYTES_MAX = EVENT_BYTES_MAX + 1024
"""An event with its headers. A mirror with less would stop for ever."""

HEALED = "bandstand-healed"
"""Where a stream's metadata has what `Healed` says."""

ROOM_BYTES_MIN = 4096
"""With less, an ordinary event is refused, or one of the next."""

PAGE = 256
"""How many streams or consumers JetStream lists at once."""


_NONE = Coverage()
NEVER = "0" * 26
"""As the id of a healing: before all others."""


@dataclass(frozen=True)
class Healed:
    """What healing wrote on a log that had diverged.

    id: a ULID; a healing that comes later has a greater one. kept: up to here it is what it was
    before it diverged. held: the last sequence that any copy held. lost: sequences that no copy
    holds.
    """

    id: str
    kept: int
    held: int
    lost: Coverage = _NONE

    def __str__(self) -> str:
        return f"{self.id}:{self.kept}:{self.held}:{self.lost}"

    @classmethod
    def parse(cls, text: str) -> Healed | None:
        """Read what `str` gives; None when it is not that."""
        try:
            id, kept, held, lost = text.split(":")
            if not id.isalnum():
                return None
            # Before 0.5 a count stood here: it comes before every id.
            return cls(id.zfill(len(NEVER)), int(kept), int(held), Coverage.parse(lost))
        except (ValueError, CoverageError):
            return None


@dataclass(frozen=True)
class Head:
    """Where a log ends: its first and last sequence, and how many messages are missing between.

    sealed: nothing more is written to it. healed: what healing wrote on it. made: when its stream
    was made: a mirror that was made anew is another stream of the same name. full: why it takes
    nothing, as far as the stream itself says; empty when it does. silent_s: of a mirror, how long
    ago its origin was last heard; infinite when it never was. size_bytes: how much it holds.
    """

    first: int
    last: int
    holes: int = 0
    sealed: bool = False
    healed: Healed | None = None
    made: str = ""
    full: str = ""
    silent_s: float = 0.0
    size_bytes: int = 0

    @property
    def messages(self) -> int:
        """How many it holds."""
        return self.last - self.first + 1 - self.holes if self.last else 0

    @property
    def lacking(self) -> int:
        """How many sequences it lacks that healing did not find lost."""
        known = self.healed.lost.ranges if self.healed else ()
        return self.holes + self.first - 1 - sum(last - first + 1 for first, last in known)


async def ensure_log(connection: Connection, log: Log, *, replicas: int = 1) -> None:
    """Make a log's stream if it is not there.

    Raises:
        LogMisconfigured: it is there, and its settings could lose events.
        LogUnavailable: JetStream does not answer.
    """
    wanted = StreamConfig(
        name=log.name,
        subjects=[log.subjects],
        retention=RetentionPolicy.LIMITS,
        discard=DiscardPolicy.NEW,
        storage=StorageType.FILE,
        max_msg_size=MESSAGE_BYTES_MAX,
        duplicate_window=DUPLICATE_WINDOW_S,
        deny_delete=True,
        deny_purge=True,
        allow_direct=False,
        num_replicas=replicas,
    )
    if not await find_log(connection, log):
        await connection.ask(lambda: connection.stream.add_stream(wanted))


async def find_log(connection: Connection, log: Log) -> bool:
    """Whether a log's stream is there.

    Raises:
        LogMisconfigured: it is there, and its settings could lose events.
        LogUnavailable: JetStream does not answer.
    """
    found = await _find(connection, log.name)
    if found is not None:
        _check(log, found.config)
    return found is not None


def keys_of(region: str) -> str:
    """The name of the stream that keeps the idempotency keys of a region."""
    return f"keys-{region}"


async def ensure_keys(connection: Connection, region: str, *, replicas: int = 1) -> str:
    """Make the stream that keeps the first use of every idempotency key for 24 hours."""
    name = keys_of(region)
    if not await find_keys(connection, region):
        wanted = StreamConfig(
            name=name,
            subjects=[f"keys.{region}.>"],
            discard=DiscardPolicy.NEW,
            discard_new_per_subject=True,
            max_msgs_per_subject=1,
            max_age=KEY_TTL_S,
            max_msg_size=MESSAGE_BYTES_MAX,
            storage=StorageType.FILE,
            deny_delete=True,
            deny_purge=True,
            allow_direct=False,
            num_replicas=replicas,
        )
        await connection.ask(lambda: connection.stream.add_stream(wanted))
    return name


async def protect(connection: Connection, name: str) -> bool:
    """Have a stream that an older version made refuse to delete, to purge, and to take a second
    message of a subject; whether it is there.

    Raises:
        LogUnavailable: JetStream does not answer.
    """
    found = await _find(connection, name)
    if found is None:
        return False
    config = found.config
    if not (config.deny_delete and config.deny_purge and config.discard_new_per_subject):
        safe = config.evolve(
            deny_delete=True, deny_purge=True, discard_new_per_subject=True, allow_direct=False
        )
        await connection.ask(lambda: connection.stream.update_stream(safe))
    return True


async def find_keys(connection: Connection, region: str) -> bool:
    """Whether the stream of a region's idempotency keys is there.

    Raises:
        LogMisconfigured: it is there, and would forget.
        LogUnavailable: JetStream does not answer.
    """
    name = keys_of(region)
    found = await _find(connection, name)
    if found is not None and not (
        found.config.discard_new_per_subject
        and found.config.max_msgs_per_subject == 1
        and found.config.discard == DiscardPolicy.NEW
        and found.config.subjects == [f"keys.{region}.>"]
    ):
        raise LogMisconfigured(
            f"stream {name} would forget the first use of a key: it needs discard new, "
            "discard_new_per_subject and max_msgs_per_subject 1; delete it, and it is made anew"
        )
    return found is not None


async def heads(connection: Connection) -> dict[Log, Head]:
    """All logs of a server, those of other regions (as mirrors) too, and where each ends.

    Raises:
        LogUnavailable: JetStream does not answer.
    """
    found: dict[Log, Head] = {}
    offset = 0
    while True:
        list_page = partial(connection.stream.streams_info, offset=offset)
        page = await connection.ask(list_page)
        for info in page:
            # A stream with any other name is somebody else's, and stops nobody here.
            with suppress(LogMisconfigured):
                found[Log.parse(info.config.name or "")] = _head(info)
        offset += len(page)
        if len(page) < PAGE:
            return dict(sorted(found.items()))


async def head(connection: Connection, log: Log) -> Head:
    """Where a log ends now.

    Raises:
        LogMisconfigured: there is no such stream.
        LogUnavailable: JetStream does not answer.
    """
    info = await _find(connection, log.name)
    if info is None:
        raise LogMisconfigured(f"{log.name}: there is no such stream")
    return _head(info)


def _head(info: StreamInfo) -> Head:
    state = info.state
    # An empty stream says first 0 or 1 and last 0.
    expected = state.last_seq - state.first_seq + 1 if state.messages else 0
    written = (info.config.metadata or {}).get(HEALED, "")
    return Head(
        max(state.first_seq, 1),
        state.last_seq,
        expected - state.messages,
        sealed=bool(info.config.sealed),
        healed=Healed.parse(written),
        made=str(info.created or ""),
        full=full(info),
        silent_s=_silent_s(info),
        size_bytes=state.bytes,
    )


def full(info: StreamInfo) -> str:
    """Why a stream takes nothing, as far as it says itself; empty when it does."""
    config, state = info.config, info.state
    most, bytes_max = config.max_msgs or 0, config.max_bytes or 0
    if config.sealed:
        return ""
    if info.cluster and info.cluster.name and not info.cluster.leader:
        return "it has no leader: too few of its servers are there"
    if 0 < most <= state.messages:
        return f"it may hold {most:,} messages (max_msgs), and does: raise the limit"
    if bytes_max > 0 and bytes_max - state.bytes < ROOM_BYTES_MIN:
        return (
            f"it may hold {bytes_max:,} bytes (max_bytes), and holds {state.bytes:,}: raise the "
            "limit"
        )
    return ""


def _silent_s(info: StreamInfo) -> float:
    if info.config.mirror is None:
        return 0.0
    active_ns = info.mirror.active if info.mirror else None
    return active_ns / 1e9 if active_ns is not None and active_ns >= 0 else inf


def silent_s(heads: Mapping[Log, Head], region: str) -> float | None:
    """How long ago a mirror heard something of a region; None where there is no mirror of it."""
    return min((head.silent_s for log, head in heads.items() if log.region == region), default=None)


def healings(heads: Mapping[Log, Head]) -> dict[str, tuple[str, int]]:
    """Log → the id of its last healing, if it had one, and up to where it is what it was before."""
    return {
        log.name: (head.healed.id, head.healed.kept) for log, head in heads.items() if head.healed
    }


async def stored(connection: Connection, log: Log, sequence: int) -> bytes | None:
    """The bytes of one message of a log; None when there is none."""
    try:
        message = await connection.ask(
            lambda: connection.stream.get_msg(log.name, seq=sequence, direct=False)
        )
    except NotFoundError:
        return None
    return message.data or b""


async def written_at(connection: Connection, log: Log, sequence: int) -> float | None:
    """When a log, wherever it is written, took a message, in Unix seconds; None without one.

    Raises:
        LogUnavailable: JetStream does not answer.
    """
    try:
        message = await connection.ask(
            lambda: connection.stream.get_msg(log.name, seq=sequence, direct=False)
        )
    except NotFoundError:
        return None
    return message.time.timestamp() if message.time else None


async def seal(connection: Connection, log: Log, healed: Healed | None = None) -> None:
    """Close a log for ever, and write on it what healing found.

    Raises:
        LogMisconfigured: there is no such stream.
        LogUnavailable: JetStream does not answer.
    """
    info = await _find(connection, log.name)
    if info is None:
        raise LogMisconfigured(f"{log.name}: there is no such stream")
    more = {HEALED: str(healed)} if healed else {}
    wanted = info.config.evolve(sealed=True, metadata={**await metadata(connection, log), **more})
    await connection.ask(lambda: connection.stream.update_stream(wanted))


async def metadata(connection: Connection, log: Log) -> dict[str, str]:
    """What is written on a log's stream, without what the server adds."""
    info = await _find(connection, log.name)
    held = (info.config.metadata if info else None) or {}
    return {key: value for key, value in held.items() if not key.startswith("_nats.")}


async def put(connection: Connection, log: Log, subject: str, body: bytes, message_id: str) -> None:
    """Put bytes into a log as they are, once.

    Raises:
        LogUnavailable: no acknowledgement came. LogMisconfigured: another stream took them.
    """
    headers = {"Nats-Msg-Id": message_id}
    for attempt in range(_PUT_ATTEMPTS):
        try:
            ack = await connection.ask(
                lambda: connection.stream.publish(
                    subject, body, headers=headers, stream=log.name, timeout=connection.timeout_s
                )
            )
        except LogUnavailable:
            if attempt == _PUT_ATTEMPTS - 1:
                raise
            continue
        if ack.stream != log.name:
            raise LogMisconfigured(f"stream {ack.stream} took what is {log.name}'s")
        return


async def _find(connection: Connection, name: str) -> StreamInfo | None:
    try:
        return await connection.ask(lambda: connection.stream.stream_info(name))
    except NotFoundError:
        return None


def _check(log: Log, config: StreamConfig) -> None:
    problems = [
        problem
        for problem, present in (
            ("retention is not limits", config.retention != RetentionPolicy.LIMITS),
            ("max_age lets events expire", bool(config.max_age)),
            ("discard is not new", config.discard != DiscardPolicy.NEW),
            ("deny_delete is off", not config.deny_delete),
            ("deny_purge is off", not config.deny_purge),
            ("storage is not file", config.storage != StorageType.FILE),
            ("max_msgs_per_subject drops older events", (config.max_msgs_per_subject or 0) > 0),
            (f"its subjects are not {log.subjects}", config.subjects != [log.subjects]),
        )
        if present and not config.mirror
    ]
    if problems:
        raise LogMisconfigured(
            f"stream {config.name} could lose events: {', '.join(problems)}; "
            "correct the stream, or open another epoch"
        )
