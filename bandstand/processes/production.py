"""The processes of production, a projector and a gateway, each made of its settings."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

import uvloop

from bandstand import collector
from bandstand.domain import Domain
from bandstand.errors import BadSetting
from bandstand.processes import metrics, workers
from bandstand.processes.authentication import authenticator
from bandstand.processes.leaving import Leaving
from bandstand.processes.management import State, management
from bandstand.processes.measuring import Measuring
from bandstand.processes.shelves import Shelf
from bandstand.processes.uploading import shelf
from bandstand.processes.web.serving import listen, make_room, web_server
from bandstand.settings import Settings
from eventlog.clock import Clock
from eventlog.connection import Connection
from eventlog.copies.mirrors import Mirrors
from eventlog.copies.witness import Witness
from eventlog.errors import LogError, LogUnavailable
from eventlog.logs import ServerLogs
from eventlog.publish.publishing import Publisher
from gateway import app
from gateway.admission.limits import Limits
from gateway.documents.complexity import QueryLimits
from gateway.faults import Schema
from gateway.pages.places import WrongPlaces
from gateway.services import Services
from gateway.transport.proxies import Proxies
from gateway.writing.drafts import AWAY_S
from projector.assignment import Look
from projector.projector import Projector
from search.corpus import Corpus
from search.fulltext import FullText
from search.searcher import Searcher
from secrecy.hiding import shown
from views.errors import StoreUnavailable, ViewsError
from views.shards import Shards
from views.store import Store

T = TypeVar("T")
_logger = logging.getLogger(__name__)

AGAIN_S = 2.0

_MMAP_THRESHOLD = -3
"""What `mallopt` is told to set. Source: malloc.h of glibc."""

_LARGE_BYTES = 256 << 10

SWITCH_S = 0.0005
"""After so long whoever waits for the interpreter has it: what is done aside is a thread, and each
wait of the loop would be ten times as long.
"""


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run a process until it ends, on uvloop; SIGTERM and Ctrl-C cancel it."""

    async def guarded() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.create_task(main)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)
        with suppress(asyncio.CancelledError):
            await task

    uvloop.run(guarded())


def now_ms() -> int:
    """The wall clock."""
    return time.time_ns() // 1_000_000


async def connect(settings: Settings, role: str) -> Connection:
    """Connect to the log as a role, however long it takes to come up."""
    return await patiently(lambda: Connection(settings.nats(role)).open())


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """Call until the log answers: its absence is retried for ever, and said once."""
    said, pause_s = "", 0.1
    while True:
        try:
            return await call()
        except LogUnavailable as error:
            if str(error) != said:
                said = str(error)
                _logger.warning("%s: trying again until it answers", said)
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, 2.0)


def stores(settings: Settings, domain: Domain, *, loads: bool = True) -> tuple[Store, ...]:
    """A store for each view of the domain.

    Args:
        loads: whether they load functions that are not there.

    Raises:
        BadSetting: the address of the store is not one.
    """
    shards = Shards(settings.shards)
    try:
        return tuple(Store(settings.redis(), view, shards, loads=loads) for view in domain.views)
    except ValueError as error:
        raise BadSetting(f"REDIS_URL={shown(settings.redis_url)!r}: {error}") from None


def publisher(
    settings: Settings, domain: Domain, connection: Connection, *, away_s: float | None = None
) -> Publisher:
    """The entry into this region's logs. away_s: as a `Publisher` has it."""
    return Publisher(
        connection,
        domain.codec,
        region=settings.region,
        partitions=settings.partitions,
        epoch=settings.epoch,
        stream_replicas=settings.replicas,
        away_s=away_s,
    )


def mirrors_of(settings: Settings, connection: Connection, *, makes: bool) -> Mirrors:
    """The mirrors of other regions' logs, and whether those that are not there are made."""
    return Mirrors(
        connection,
        settings.region,
        settings.peers,
        name=lambda: os.urandom(4).hex(),
        now_ms=now_ms,
        replicas=settings.replicas,
        makes=makes,
    )


def index_path(settings: Settings, corpus: Corpus) -> Path:
    """The file of the index of this version."""
    return Path(settings.search_dir) / f"{corpus.name}-{corpus.version}.sqlite"


def searcher(settings: Settings, domain: Domain) -> Searcher | None:
    """What searches the index; None where there is none."""
    corpus = domain.corpus
    if corpus is None or not settings.search_dir:
        return None
    path = index_path(settings, corpus)
    return Searcher(corpus, lambda: FullText(path, corpus))


def proxies(settings: Settings) -> Proxies:
    """The proxies that are trusted to say from where a request comes; it warns of everybody."""
    found = settings.proxies
    if found.everybody:
        _logger.warning(
            "BANDSTAND_TRUSTED_PROXIES=%s: this trusts too many addresses: clients among them "
            "can claim any address and so evade rate limits; name only the network of your "
            "ingress, such as 10.0.0.0/8",
            ",".join(settings.trusted_proxies),
        )
    return found


async def make_streams(publisher: Publisher) -> None:
    """Make the streams that a region lacks, however long it takes; views are filled meanwhile."""
    while True:
        try:
            await publisher.open()
            return
        except LogError as error:
            _logger.warning("%s: trying again until the region's streams are there", error)
            await asyncio.sleep(AGAIN_S)


async def tend(made: Sequence[Store]) -> None:
    """See to it that the store has its functions, for ever: gateways load none."""
    while True:
        await asyncio.sleep(AGAIN_S)
        for store in made:
            # Whoever merges says what stands in the way.
            with suppress(ViewsError):
                await store.tend()


async def project(settings: Settings) -> None:
    """The projector process."""
    domain = Domain(settings.domain)
    domain.check()
    metrics.tell_what_runs(settings, domain)
    made = stores(settings, domain, loads=settings.loads_functions)
    codec, projectors = domain.codec, list[Projector]()

    def look() -> Look:
        return list(witness.findings.values()), mirrors.peers, witness.full

    def state() -> State:
        """What stands in the way, and what keeps a projector from nothing."""
        findings, peers, full = look() if projectors else ([], [], {})
        diverged = {f"{one.log} in {one.region}": one.why for one in findings}
        regions = {peer.region: peer.shown() for peer in peers}
        stuck = sum(projector.assignment.stuck for projector in projectors)
        told = {"diverged": diverged, "full": full, "regions": regions, "stuck": stuck}
        return {**state_of(settings, projectors), **told}

    async def measure() -> None:
        if projectors:
            await measuring.look(projectors)

    managed = management(settings, "projector", state, measure)
    async with asyncio.TaskGroup() as tasks:
        if managed:
            server, listening = managed
            tasks.create_task(server.serve(sockets=[listening]))
        connection = await connect(settings, "projector")
        mirrors = mirrors_of(settings, connection, makes=settings.makes_streams)
        witness = Witness(
            connection,
            settings.region,
            settings.peers,
            mine=lambda: projectors[0].assignment.readers,
            busy=lambda: any(projector.busy for projector in projectors),
            shelf=Shelf(made[0]),
        )
        measuring = Measuring(connection, mirrors, witness)
        projectors += [
            Projector(
                ServerLogs(connection),
                store,
                codec,
                region=settings.region,
                look=look,
                replica=f"{socket.gethostname()}-{os.getpid()}-{os.urandom(3).hex()}",
            )
            for store in made
        ]
        spare_the_collector()
        _logger.info("projecting %s from %s", made[0].place, connection.place)
        views = [f"{store.view.name} {store.view.version}" for store in made]
        leaving = Leaving(ServerLogs(connection), settings.region, views, settings.overlap_s)
        try:
            async with asyncio.TaskGroup() as running:
                running.create_task(leaving.run())
                for projector in projectors:
                    running.create_task(projector.run())
                if settings.makes_streams:
                    running.create_task(make_streams(publisher(settings, domain, connection)))
                if settings.loads_functions:
                    running.create_task(tend(made))
                running.create_task(mirrors.keep())
                running.create_task(witness.run())
        finally:
            for projector, store in zip(projectors, made, strict=True):
                await projector.drain()
                await store.close()
            await connection.close()


class Part(Protocol):
    """What of a process says how it is."""

    @property
    def trouble(self) -> list[str]:
        """What stands in the way now, for people."""

    events: int


def state_of(settings: Settings, parts: Sequence[Part]) -> State:
    """How a process is that is made of these parts, once it has any."""
    trouble = [text for part in parts for text in part.trouble]
    if not parts:
        trouble = [f"{settings.nats().place}: not connected yet"]
    events = sum(part.events for part in parts)
    return {"ready": not trouble, "trouble": trouble, "events": events}


async def serve(settings: Settings, *, shared: bool = False) -> None:
    """The gateway process. shared: whether others listen on its port, too."""
    domain, authenticate = Domain(settings.domain), authenticator(settings)
    domain.check()
    metrics.tell_what_runs(settings, domain)
    listening = listen(settings.host, settings.port, shared=shared)
    managed = management(settings, "gateway", lambda: services.state, shared=shared)
    most = settings.connections + settings.waiting + settings.requests
    make_room(most)
    connection, made = Connection(settings.nats("gateway")), stores(settings, domain, loads=False)
    searching, uploads = searcher(settings, domain), shelf(settings)
    for store in made:
        # One that would lose data ends the process; one that is away is waited for while serving.
        with suppress(StoreUnavailable):
            await store.open()
    services = Services(
        connection=connection,
        publisher=publisher(settings, domain, connection, away_s=AWAY_S),
        stores=made,
        clock=Clock(now_ms, compared=False),
        authenticate=authenticate,
        admit=domain.admit,
        randomness=os.urandom,
        peers=settings.peers,
        wait_s=settings.wait_ms / 1000,
        development=settings.development,
        compiling=settings.compiling,
        searcher=searching,
        uploads=uploads,
        cost_max=settings.query_cost,
        answer_s=settings.authentication_s,
    )
    try:
        application = app.build(
            schema(settings, domain),
            services,
            cors_origins=settings.origins,
            cors_credentials=settings.cors_credentials,
            tabs=domain.tabs if settings.development else (),
            trusted=Path(settings.documents) if settings.documents else None,
            trusted_only=settings.documents_only,
            cache_s=settings.cache_s,
            web=Path(settings.web) if settings.web else None,
            console=settings.console,
            sign_in=settings.signing_in,
            proxies=proxies(settings),
            limits=Limits(
                connections_max=settings.connections,
                subscriptions_max=settings.subscriptions,
                slow_s=settings.slow_s,
                requests_max=settings.requests,
                share=settings.share,
                reads=settings.budget_reads,
                writes=settings.budget_writes,
                uploads=settings.budget_uploads_mb << 20 if uploads else 0,
                batch_max=settings.batch,
            ),
            documents_bytes_max=settings.document_cache_mb << 20,
            query_limits=query_limits(settings),
            journals=settings.access_log or settings.audit_log,
            alone=settings.workers == 1,
        )
    except WrongPlaces as error:
        raise BadSetting(f"BANDSTAND_WEB={settings.web!r}: {error}") from None
    except ValueError as error:
        raise BadSetting(f"BANDSTAND_DOCUMENTS={settings.documents!r}: {error}") from None
    spare_the_collector()
    server = web_server(
        application,
        settings.host,
        settings.port,
        waiting=settings.waiting,
        most=most,
        gate=application.state.gate,
    )
    server.end = application.state.end
    _logger.info("serving http://%s:%d/graphql", *listening.getsockname()[:2])
    workers.tell_served()
    try:
        async with asyncio.TaskGroup() as tasks:
            if managed:
                tasks.create_task(managed[0].serve(sockets=[managed[1]]))
            await server.serve(sockets=[listening])
    finally:
        for store in made:
            await store.close()
        if searching:
            searching.close()
        await connection.close()


def schema(settings: Settings, domain: Domain) -> Schema:
    """What a gateway can be asked."""
    return domain.schema.federated if settings.federation else domain.schema


def query_limits(settings: Settings) -> QueryLimits:
    """How large a query may be."""
    told = settings.introspection
    return QueryLimits(
        tokens_max=settings.query_tokens,
        aliases_max=settings.query_aliases,
        fields_max=settings.query_fields,
        roots_max=settings.query_roots,
        mutations_max=settings.query_mutations,
        introspection=settings.development if told is None else told,
    )


def spare_the_collector() -> None:
    """What a process starts with stays: looking it through again and again costs a tenth of it."""
    collector.keep_all()
    collector.look_seldom()
    sys.setswitchinterval(SWITCH_S)
    # Of glibc alone: what is large goes back to the system when it is let go. It would keep all
    # that was ever held at a time, in pieces between what is small.
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
