"""Looking: a shard's keys read in pages, each by itself, or some places at one moment of the logs.

Only commands that every store has: the functions of the library may be what is wrong. What one
command or transaction reads is bounded, but for the parts of one sum or tally, which are read
together.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, Protocol

import msgspec
from redis.exceptions import RedisError, ResponseError

from crdt.coverage import Coverage
from crdt.errors import CoverageError
from views.audit.facts import Fact, Holding
from views.audit.held import TOTALLED, Contents, Held, Kinds, Point, Totals, raw, text
from views.merging import Coverages
from views.store import Store

PAGE: Final = 1_000
"""So many keys, or members of one, are asked for by one command."""

_MEMBERS_MAX: Final = 5_000
"""So many members at most are under way at once."""

_SIZES: Final = {"string": "STRLEN", "hash": "HLEN", "zset": "ZCARD"}
_unpack = msgspec.msgpack.Decoder().decode


class Sink(Protocol):
    """Where goes what is read."""

    def take(self, key: str, member: str, contents: Contents) -> None:
        """What is under a key; of a hash or a sorted set, of one member."""

    def put(self, fact: Fact, told: str) -> None:
        """A fact that is of a key itself."""

    def sum_up(self, totals: Totals) -> None:
        """All parts of a sum or tally were read."""


@dataclass(frozen=True)
class Moment:
    """Where a shard is in the logs, and what it has not done yet.

    coverage: by log. begun: log → the last sequence of which something may be merged. healed: log →
    the id of the last healing that it knows. touched: what a call had begun with, and has not
    ended. work: how much is still to be placed. odd: fields that nobody writes.
    """

    coverage: Coverages = field(default_factory=dict)
    begun: dict[str, int] = field(default_factory=dict)
    healed: dict[str, str] = field(default_factory=dict)
    touched: tuple[str, ...] = ()
    work: int = 0
    rebuilding: bool = False
    odd: tuple[str, ...] = ()

    @classmethod
    def parse(cls, fields: dict[bytes, bytes], work: int) -> Moment:
        """From the hash of a shard's coverage."""
        coverage, begun, healed, odd = Coverages(), dict[str, int](), dict[str, str](), list[str]()
        for name, contents in ((text(one), held) for one, held in fields.items()):
            what, _, log = name.partition(" ")
            told = text(contents)
            if what == "begun" and log and told.isdecimal():
                begun[log] = int(told)
            elif what == "healed" and log:
                healed[log] = told
            elif name not in ("touched", "merged", "rebuilding"):
                try:
                    coverage[name] = Coverage.parse(told)
                except CoverageError:
                    odd.append(name)
        return cls(
            coverage={log: held for log, held in coverage.items() if held.ranges},
            begun=begun,
            healed=healed,
            touched=_items(fields.get(b"touched", b"")),
            work=work,
            rebuilding=b"rebuilding" in fields,
            odd=tuple(odd),
        )


def _items(packed: bytes) -> tuple[str, ...]:
    """What `touched` names. SUBTLE: of no item, too, it stands for a call that has not ended."""
    if not packed:
        return ()
    if packed == b"mending":
        return ("what a call that broke left",)
    try:
        flat = _unpack(packed)
        named = tuple(f"{kind} {id}" for kind, id in zip(flat[::2], flat[1::2], strict=True))
        return named or ("nothing that is placed",)
    except (msgspec.MsgspecError, TypeError, ValueError):
        return ("what cannot be read",)


async def hold(store: Store) -> list[Holding]:
    """What each shard of a store holds, read while nobody writes."""
    holdings = []
    for shard in store.shards.all:
        gathered = _Gathered(Kinds.of(store.view))
        await scan(store, shard, gathered)
        holdings.append(gathered.holding())
    return holdings


async def hold_some(store: Store, shard: int, keys: list[str]) -> Holding:
    """What a shard holds now under some keys, those that are not there left out."""
    kinds = Kinds.of(store.view)
    gathered = _Gathered(kinds)
    await _read(store, shard, kinds, keys, gathered)
    return gathered.holding()


class _Gathered(Held):
    """What is held in memory, and compared whole."""

    def take(self, key: str, member: str, contents: Contents) -> None:
        # What is parked is compared by whoever reads the logs.
        if key != "parked":
            super().take(key, member, contents)

    def sum_up(self, totals: Totals) -> None:
        """They are compared with what is expected of all records."""


async def scan(
    store: Store, shard: int, sink: Sink, wants: Callable[[str], bool] = lambda _: True
) -> None:
    """Read all keys of a shard, or those that are wanted.

    What stands there from the beginning to the end is read; what comes or changes meanwhile may be,
    before or after.
    """
    kinds = Kinds.of(store.view)
    async for keys in store.keys(shard):
        await _read(store, shard, kinds, sorted({key for key in keys if wants(key)}), sink)


async def scan_tallies(store: Store, shard: int, members: set[str], sink: Sink) -> None:
    """Read again all tallies of some members, and all that is offered for them."""
    kinds = Kinds.of(store.view)
    for start in ("tally:", "best:"):
        async for keys in store.keys(shard, start=start):
            mine = [key for key in set(keys) if key.rpartition(" ")[2] in members]
            await _read(store, shard, kinds, mine, sink)


async def _read(store: Store, shard: int, kinds: Kinds, keys: list[str], sink: Sink) -> None:
    asked: list[tuple[str, ...]] = []
    for key in keys:
        size = _SIZES[kinds.type_of(key) or "string"]
        asked += [("TYPE", key), ("PTTL", key), (size, key)]
    told = await ask(store, shard, asked)
    small, members = list[str](), 0
    for at, key in enumerate(keys):
        held, ttl_ms, size = told[3 * at : 3 * at + 3]
        if not look_at(kinds, key, held, ttl_ms, sink.put) or key == "coverage":
            continue
        if kinds.type_of(key) != "string" and size > PAGE:
            await _read_large(store, shard, kinds, key, sink)
            continue
        small.append(key)
        members += size if kinds.type_of(key) != "string" else 1
        if members > _MEMBERS_MAX:
            await _read_small(store, shard, kinds, small, sink)
            small, members = [], 0
    await _read_small(store, shard, kinds, small, sink)


def look_at(kinds: Kinds, key: str, held: bytes, ttl_ms: int, put: Any) -> bool:
    """What is to be said of a key itself; whether there is something to read under it."""
    if held == b"none":
        return False
    wanted = kinds.type_of(key)
    if ttl_ms >= 0:
        put(("expires", key), f"a key that the store drops in {ttl_ms / 1000:,.0f} s")
    if wanted is None:
        put(("unknown", key), "a key that no merge writes")
    elif wanted.encode() != held:
        put(("type", key), f"a {text(held)} where a {wanted} should be")
    return wanted is not None and wanted.encode() == held


async def _read_small(store: Store, shard: int, kinds: Kinds, keys: list[str], sink: Sink) -> None:
    answers = await ask(store, shard, [whole(kinds, key) for key in keys])
    for key, held in zip(keys, answers, strict=True):
        totals = _totals_of(key)
        for member, contents in pairs(held):
            sink.take(key, member, contents)
            if totals:
                totals.add(member, contents)
        if totals:
            sink.sum_up(totals)


async def _read_large(store: Store, shard: int, kinds: Kinds, key: str, sink: Sink) -> None:
    """Read a key in pages. A member that is named twice is taken twice, and counted once."""
    command = "HSCAN" if kinds.type_of(key) == "hash" else "ZSCAN"
    totals, seen = _totals_of(key), set[str]()
    async for page in pages(store, shard, command, key):
        if page is None:
            return  # It became another key meanwhile, and is looked at again.
        for member, contents in page:
            sink.take(key, member, contents)
            if totals and member not in seen:
                seen.add(member)
                totals.add(member, contents)
    if totals:
        sink.sum_up(totals)


async def pages(
    store: Store, shard: int, command: str, key: str
) -> AsyncIterator[list[tuple[str, Contents]] | None]:
    """Members and contents of a key, some at a time; None, last, where it is of another type.

    Args:
        command: HSCAN or ZSCAN. A member may be named twice.
    """
    cursor = None
    while cursor != 0:
        [held] = await ask(store, shard, [(command, key, str(cursor or 0), "COUNT", str(PAGE))])
        if isinstance(held, ResponseError):
            yield None
            return
        cursor = int(held[0])
        yield list(pairs(held[1]))


def _totals_of(key: str) -> Totals | None:
    kind, _, name = key.partition(":")
    return Totals(kind, name) if kind in TOTALLED else None


def whole(kinds: Kinds, key: str) -> tuple[str, ...]:
    """The command that reads all that is under a key."""
    match kinds.type_of(key):
        case "hash":
            return ("HGETALL", key)
        case "zset":
            return ("ZRANGE", key, "0", "-1", "WITHSCORES")
    return ("GET", key)


def pairs(held: Any) -> Iterable[tuple[str, Contents]]:
    """Members and contents, in every form in which the client gives them."""
    if held is None or isinstance(held, ResponseError):
        return []
    if isinstance(held, bytes):
        return [("", held)]
    if isinstance(held, dict):
        return [(text(member), contents) for member, contents in held.items()]
    if held and not isinstance(held[0], (list, tuple)):
        held = list(zip(held[::2], held[1::2], strict=True))
    return [(text(member), float(score)) for member, score in held]


async def look(
    store: Store, shard: int, points: list[Point], keys: list[str]
) -> tuple[Moment, list[tuple[str, str, Contents]], list[tuple[str, bytes, int]]]:
    """Some places and keys of a shard at one moment.

    Returns where the shard was in the logs; of what is there, key, member and contents; and of each
    key its type and in how many ms it expires.
    """
    kinds = Kinds.of(store.view)
    commands: list[tuple[str, ...]] = [("HGETALL", "coverage"), ("HLEN", "work")]
    for point in points:
        if point.member is None:
            commands.append(whole(kinds, point.key))
        else:
            get = "HGET" if kinds.type_of(point.key) == "hash" else "ZSCORE"
            commands.append((get, point.key, point.member))
    for key in keys:
        commands += [("TYPE", key), ("PTTL", key)]
    fields, work, *rest = await ask(store, shard, commands, at_once=True)
    if isinstance(fields, ResponseError):
        fields = {}
    found: list[tuple[str, str, Contents]] = []
    for point, held in zip(points, rest, strict=False):
        if point.member is None:
            found += [(point.key, member, contents) for member, contents in pairs(held)]
        elif held is not None and not isinstance(held, ResponseError):
            found.append((point.key, point.member, held))
    about = rest[len(points) :]
    told = [(key, about[2 * at], about[2 * at + 1]) for at, key in enumerate(keys)]
    return Moment.parse(fields, work if isinstance(work, int) else 0), found, told


async def ask(
    store: Store, shard: int, commands: list[tuple[str, ...]], *, at_once: bool = False
) -> list[Any]:
    """The answers to reading commands, whose first argument is a key of a shard.

    A key of another type than the command is for gives the store's error in its place.

    Args:
        at_once: at one moment, as one transaction.
    """
    base = raw(store.view.base(store.shards, shard))
    if not commands:
        return []

    async def call(client: Any) -> list[Any]:
        pipe = client.pipeline(transaction=at_once)
        for command, key, *more in commands:
            pipe.execute_command(command, base + raw(key), *map(raw, more))
        results: list[Any] = await pipe.execute(raise_on_error=False)
        for result in results:
            if isinstance(result, RedisError) and not str(result).startswith("WRONGTYPE"):
                raise result
        return results

    return await store.at(shard, call)


async def forged_library(store: Store) -> list[tuple[str, str, str]]:
    """What is not ours of the functions that the store runs for a view: library and master, what it
    should be, and what it is. One that is not there is loaded by whoever calls it.
    """
    view, wrong = store.view, []
    ours = f"bandstand_{view.name}_{view.version}"
    functions = {view.function(verb) for verb in ("merge", "read", "heal")}
    for place, libraries in (await store.each(_list_functions)).items():
        for found in libraries:
            told = {text(one): value for one, value in zip(found[::2], found[1::2], strict=True)}
            name, code = text(told["library_name"]), text(told["library_code"])
            registered = {
                text(dict(zip(one[::2], one[1::2], strict=True))[b"name"])
                for one in told["functions"]
            }
            if registered & functions or name == ours:
                expected, here = (f"{ours}: {_told(view.library)}", f"{name}: {_told(code)}")
                if expected != here:
                    wrong.append((f"{ours} at {place}", expected, here))
    return wrong


def _told(code: str) -> str:
    return f"{len(code):,} characters, SHA-256 {sha256(raw(code)).hexdigest()[:16]}"


def _list_functions(client: Any) -> Any:
    return client.execute_command("FUNCTION", "LIST", "WITHCODE")
