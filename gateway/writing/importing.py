"""Importing: what an importer of a domain is, and the way in that it is given.

    IMPORTERS = (Importer("stackexchange", bring_in, params=(DUMP, SITE), doc="Bring in …"),)

`bandstand import stackexchange …` then calls `bring_in(way, **params)`. What the domain takes from
elsewhere, and as which events, is its own; how they enter the log is the same for all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, Protocol, TypeVar, cast

import click

from crdt.records import Record
from crdt.stamps import stamp_of
from eventlog import streams
from eventlog.clock import Clock
from eventlog.connection import Connection
from eventlog.envelope import Event
from eventlog.errors import Unfinished
from eventlog.publish.publishing import Publisher, Totals
from gateway.errors import ImportFailed
from gateway.tokens import Token
from views.errors import StoreUnavailable
from views.reading.answers import Answer, Answers
from views.reading.waves import Request
from views.store import Store

T = TypeVar("T")
BATCH: Final = 500
"""So many records are asked for at once."""

STILL_S_MAX: Final = 30.0
"""So long the views may stand still while they are waited for."""

_TELL_S: Final = 2.0


class Bar(Protocol):
    """How far an import is, for people."""

    def total(self, size: int, text: str) -> None:
        """What is to be done in all, and what is done first."""

    def text(self, text: str) -> None:
        """What is done now."""

    def advance(self, size: int) -> None:
        """So much of the total is done."""

    def published(self, count: int) -> None:
        """So many events more are stored."""


@dataclass
class Way:
    """The way of an import into the log: each event is checked, and stamped as it enters.

    Args:
        admit: the domain's entry. check: refuses what no projector could project.
        stores: of all views.
        refusals: the errors that `check` raises.
    """

    region: str
    connection: Connection
    publisher: Publisher
    clock: Clock
    stores: Sequence[Store]
    admit: Callable[[Event], Event]
    check: Callable[[Event], None]
    refusals: tuple[type[Exception], ...]
    bar: Bar
    totals: Totals = field(default_factory=Totals)
    refused: list[str] = field(default_factory=list)
    """Of the events that were not taken by the log, why."""

    def store_of(self, record: type[Record]) -> Store:
        """The store of the view that keeps a record."""
        return next(store for store in self.stores if record in store.view.records)

    async def catch_up(self, store: Store) -> None:
        """Wait until the views hold all that the logs hold now, and say so when it takes a while.

        Raises:
            ImportFailed: they cannot be asked, or stand still.
        """
        clock = asyncio.get_running_loop().time
        told_at = clock()

        def tell(held: int, whole: int) -> None:
            nonlocal told_at
            if clock() - told_at > _TELL_S:
                told_at = clock()
                click.echo(f"waiting for the views: {held:,} of {whole:,} events", err=True)

        await caught_up(self.connection, store, tell)

    async def publish(self, events: Iterable[Event]) -> None:
        """Publish them all.

        Raises:
            ImportFailed: the log takes no more.
        """
        try:
            done = await self.publisher.publish_many(
                self._entered(events),
                self.bar.published,
                refuse=lambda error: self.refused.append(str(error)),
            )
        except Unfinished as error:
            stored = self.totals.stored + error.stored
            raise ImportFailed(
                f"{stored:,} events were stored, and then: {error.why}; fix that and import the "
                "same dump again: nothing is stored twice"
            ) from None
        self.totals.stored += done.stored
        self.totals.duplicates += done.duplicates

    def _entered(self, events: Iterable[Event]) -> Iterator[Event]:
        for event in events:
            try:
                self.check(event)
            except self.refusals as error:
                self.refused.append(str(error))
            else:
                yield event.entered(self.clock.next()) if event.entry_stamps else event


@dataclass(frozen=True)
class Importer:
    """A command `bandstand import <name>` of the domain.

    bring_in: given the way in and the values of `params`; its result is what is shown: an object
        for `--json`, and the lines for a person, which may be none.
    params: beside `--dir`, `--region` and `--json`, which every importer has.
    doc: what `--help` says.
    """

    name: str
    bring_in: Callable[..., Awaitable[tuple[dict[str, Any], list[str]]]]
    params: tuple[click.Parameter, ...] = ()
    doc: str = ""


def batched(of: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Some at a time."""
    rest = iter(of)
    while some := list(islice(rest, size)):
        yield some


async def caught_up(connection: Connection, store: Store, tell: Callable[[int, int], None]) -> None:
    """Wait until the views hold all that the logs hold now.

    Args:
        tell: told now and then how many events the views hold, and of how many.

    Raises:
        ImportFailed: they cannot be asked, or stand still for `STILL_S_MAX`.
    """
    heads = await streams.heads(connection)
    store.heed(streams.healings(heads))
    goal = Token(stamp_of(0), {log.name: head.last for log, head in heads.items()})
    clock = asyncio.get_running_loop().time
    whole, best, moved_at = sum(goal.logs.values()), -1, clock()
    while True:
        try:
            covered = [await store.coverage(shard) for shard in store.shards.all]
        except StoreUnavailable as error:
            raise _cannot_ask(error) from error
        missing = goal.missing(covered)
        if not missing:
            return
        held = whole - sum(goal.logs[log] - reached for log, reached in missing.items())
        if held > best:
            best, moved_at = held, clock()
        tell(held, whole)
        if clock() - moved_at > STILL_S_MAX:
            raise ImportFailed(
                f"the views hold {held:,} of the {whole:,} events of the logs, and make no "
                "progress, so it is not known which names are taken. Is a projector running? See "
                "`bandstand status`, and try again when the views are current"
            )
        await asyncio.sleep(0.2)


async def wave(store: Store, requests: list[Request]) -> list[tuple[Answer | None, ...]]:
    """The records of each request.

    Raises:
        ImportFailed: the store does not answer.
    """
    try:
        replies, _ = await store.wave(requests)
    except StoreUnavailable as error:
        raise _cannot_ask(error) from error
    return [cast(Answers, reply).records for reply in replies]


def _cannot_ask(error: StoreUnavailable) -> ImportFailed:
    return ImportFailed(
        f"the views cannot be asked who has which name ({error}): nobody is given one. "
        "Start the store, and try again"
    )
