"""Services: what every request of a gateway process shares."""

from __future__ import annotations

import asyncio
import inspect
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from crdt.records import Merge, Record
from crdt.stamps import MIN_STAMP
from eventlog import streams
from eventlog.clock import Clock
from eventlog.connection import Connection
from eventlog.copies.heartbeats import BEAT_S, Beat, Beats, Fault, Finding, Heartbeats, say
from eventlog.envelope import Event, event_id
from eventlog.errors import LogError
from eventlog.logs import ServerLogs
from eventlog.publish.publishing import Publisher
from eventlog.revocations import RevocationLog
from eventlog.subjects import Log
from eventlog.waiting import until_set
from gateway import metrics
from gateway.admission.budgets import Budgets
from gateway.authentication import Authenticator, Identity
from gateway.authentication.functions import ANSWER_S_MAX, Authority, Function, is_ours
from gateway.authentication.revocations import Revocations
from gateway.compiler.planner import COST_MAX
from gateway.errors import BadInput, TooCostly
from gateway.filling import Filling
from gateway.outlook import Outlook
from gateway.readiness import Readiness
from gateway.tokens import Token, parse_token
from gateway.uploads.shelves import Shelf
from search.errors import SearchError
from search.searcher import Searcher
from views.errors import ViewsError
from views.merging import Extent
from views.servers.tallies import Tallies
from views.store import Store

_logger = logging.getLogger(__name__)

WATCH_S = 1.0
TOKEN_HEADER = "x-consistency-token"  # noqa: S105


@dataclass
class Services:
    """Log, stores, clock and policies of one gateway process.

    stores: one a view. admit: the domain's cleaning of an event at its entry.
    wait_s: how long a read waits for its token. compiling: whether queries are compiled, and not
    left to graphql-core. randomness: gives so many random bytes. searcher: what searches the index;
    None where there is none. uploads: where clients put files; None where they put none. cost_max:
    how many records one request may read. answer_s: how long an authenticator of the deployment's
    own may take.
    """

    connection: Connection
    publisher: Publisher
    stores: tuple[Store, ...]
    clock: Clock
    authenticate: Authenticator
    admit: Callable[[Event], Event]
    randomness: Callable[[int], bytes]
    wait_s: float = 0.25
    development: bool = False
    compiling: bool = True
    searcher: Searcher | None = None
    uploads: Shelf | None = None
    cost_max: int = COST_MAX
    answer_s: float = ANSWER_S_MAX
    heads: dict[str, int] = field(default_factory=dict)
    """Log name → last sequence, as last seen."""
    kept: dict[str, int] = field(default_factory=dict)
    """Name of a log that was healed → up to where it is what it was before."""
    peers: tuple[str, ...] = ()
    """The other regions: a token may name their logs."""
    findings: list[Finding] = field(default_factory=list)
    """Logs whose copies differ: of each what its own region says, of a mirror where it is."""
    trouble: dict[str, str] = field(default_factory=dict)
    """What stands in the way now, by kind (`gateway.readiness`)."""
    opened: bool = False
    looked: bool = False
    """Whether log, store, views and clock were all looked at, once."""
    budgets: Budgets | None = None
    """What clients may spend, where that is counted."""
    searched: bool = False
    """Whether the index held all that the logs held, once."""
    _filling: Filling = field(default_factory=Filling)
    _heartbeats: list[Heartbeats] = field(default_factory=list)
    _doubts: float = 0.0
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.outlook = Outlook(self.connection, self.publisher, self.peers, self.clock.now_ms)
        self._name = self.randomness(6).hex()
        log = RevocationLog(self.connection, self.publisher.region)
        self.revocations = Revocations(log, self.clock.now_ms)
        own = not is_ours(self.authenticate)
        self._function = Function(self.authenticate, self.answer_s) if own else None

    @property
    def tallies(self) -> Tallies:
        """Where the processes of this region count together."""
        store = self.stores[0]
        return Tallies(store.at, store.view.name, store.shards.tag(0))

    @property
    def state(self) -> dict[str, Any]:
        """Whether the gateway can do its work, what stands in its way, and what it sees."""
        trouble = dict(self.trouble)
        if not self.looked:
            trouble["start"] = "log and store were not reached yet"
        if self._doubts:
            trouble.setdefault("log", "the connection came back: is the log what it was?")
        readiness = Readiness(trouble, self.searcher is not None, self.searched)
        return {
            "ready": readiness.serves,
            **readiness.shown,
            "trouble": trouble,
            "diverged": self.diverged(),
            "full": self.outlook.full,
            "regions": self.outlook.shown(),
        }

    def check_cost(self, cost: int) -> None:
        """Look whether one request may read so many records.

        Raises:
            TooCostly: it may not.
        """
        if cost > self.cost_max:
            told = f"the query could read over {self.cost_max:,} records"
            raise TooCostly(f"{told}; ask for smaller pages (`first`)")

    def store_of(self, record: type[Record]) -> Store:
        """The store of the view that a record is in."""
        for store in self.stores:
            if record in store.view.records:
                return store
        raise LookupError(f"no view holds {record.kind} records")

    def project(self, event: Event) -> list[Merge]:
        """What an event will write, in all views."""
        return [merge for store in self.stores for merge in store.view.project(event)]

    async def identify(
        self, headers: Mapping[str, str], address: str | None = None
    ) -> Identity | None:
        """Who asks, by the headers of a request and the address from where it comes.

        Raises:
            GatewayError: they say that in a way that is not valid.
            Misanswered: the authenticator answered what is no viewer.
        """
        if self._function is not None:
            identity = await self._function(headers, address)
        else:
            found: Any = self.authenticate(headers)
            who: Identity | str | None = await found if inspect.isawaitable(found) else found
            identity = Identity(who) if isinstance(who, str) else who
        if identity is not None:
            self.revocations.check(identity)
        return identity

    async def watch_identities(self) -> None:
        """Be ready for who brings tokens, and look at what is revoked, for ever."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.revocations.watch())
            if isinstance(self.authenticate, Authority):
                tasks.create_task(self.authenticate.open())

    def token(self, text: str | None) -> Token:
        """What a token asks for, as a client gave it, or did not.

        Raises:
            BadInput: it is not one of ours.
        """
        return self.understood(parse_token(text)) if text else Token()

    def understood(self, token: Token) -> Token:
        """What a token asks for now.

        What it names of a log that was healed since may stand in a later epoch, or nowhere: all
        that is known of the later ones is waited for.

        Raises:
            BadInput: it names a log of a region that is none of ours.
        """
        known = {self.publisher.region, *self.peers}
        for log in token.logs:
            if log not in self.heads and Log.parse(log).region not in known:
                raise BadInput(
                    f"X-Consistency-Token names {log}, but the regions here are "
                    f"{', '.join(sorted(known))}: it is from another deployment; leave it out"
                )
        moved = {
            later
            for log, sequence in token.logs.items()
            if log in self.kept and sequence > self.kept[log]
            for later in self.heads
            if _follows(Log.parse(later), Log.parse(log))
        }
        stands = {
            log: sequence
            for log, sequence in token.logs.items()
            if sequence <= self.kept.get(log, sequence)
        }
        return Token(token.stamp, stands).join(Token(logs={log: self.heads[log] for log in moved}))

    def envelope(self, viewer: str) -> dict[str, Any]:
        """The fields that every event has, but for the stamp, which comes last."""
        return {
            "id": event_id(self.clock.now_ms(), self.randomness(10)),
            "at": MIN_STAMP,
            "region": self.publisher.region,
            "actor": viewer,
        }

    @property
    def now_ms(self) -> int:
        """The wall clock, in Unix milliseconds."""
        return self.clock.now_ms()

    def new_id(self) -> str:
        """A new id for an entity: a ULID in lower case."""
        return event_id(self.clock.now_ms(), self.randomness(10)).lower()

    async def watch(self) -> None:
        """Look at log, store and clock every second, for ever."""
        while True:
            try:
                await self.look()
                self._tell("watch", None)
            except Exception:
                # Without this loop the gateway would go on with what it knew last.
                _logger.exception("looking at log, store and clock")
                self._tell(
                    "watch",
                    "checking log, store and clock fails: the gateway's log says why",
                )
            metrics.note_state(self.state, self._projectors())
            self._wake.clear()
            pause_s = BEAT_S if self.outlook.trouble else WATCH_S
            await until_set(self._wake, 0.1 if self._doubts else pause_s)

    async def look(self) -> None:
        """Look once at log, store and clock."""
        heads_at = -1.0
        try:
            if not self.connection.opened:
                await self.connection.open()
            if not self.opened:
                await self.publisher.find()
                self.connection.on_reconnect(self._doubt)
                if not self._heartbeats:
                    await self._listen()
                for store in self.stores:
                    await store.open()
                self.opened = True
            heads_at = time.monotonic()
            heads = await self.publisher.look()
            self.heads = {log.name: head.last for log, head in heads.items()}
            self.kept = {log.name: head.healed.kept for log, head in heads.items() if head.healed}
            for store in self.stores:
                store.heed(streams.healings(heads))
            await self.outlook.look(heads, self._beats(self.publisher.region))
            self._tell("log", None)
            self._tell("full", self.outlook.trouble)
            await self._beat()
        except LogError as error:
            self._tell("log", str(error))
        except ViewsError as error:
            self._tell("store", str(error))
            return
        try:
            self.clock.observe_store(await self.stores[0].time_ms())
            self._tell("store", None)
            extents = {store: await store.extents() for store in self.stores}
            self._tell("tail", await self._lost_tail(extents))
            if heads_at >= self._doubts and "tail" not in self.trouble:
                self._doubts = 0.0
                self.publisher.release()
            if self.opened:
                self._tell("views", self._filling.look(extents, self.heads, self.kept))
        except ViewsError as error:
            self._tell("store", str(error))
        await self._look_at_search()
        skewed = f"this clock is {self.clock.offset_ms / 1000:+.0f} s from the store's"
        self._tell("clock", skewed if self.clock.skewed else None)
        # Until then the views may hold next to nothing, and nobody knows.
        self.looked = self.looked or (self.opened and "store" not in self.trouble)

    async def _listen(self) -> None:
        made = Heartbeats.of_all(ServerLogs(self.connection), self.publisher.region, self.peers)
        for one in made:
            await one.open()
        self._heartbeats = made

    def _beats(self, region: str = "") -> list[Beat]:
        """The projectors that live in a region, or anywhere, and what they find."""
        alive = (beat for heartbeats in self._heartbeats for beat in heartbeats.alive())
        return [beat for beat in alive if region in ("", beat.region)]

    def _projectors(self) -> int:
        """How many projectors of this region live: each beats once for every view that it fills."""
        mine = self._beats(self.publisher.region)
        return len({beat.replica for beat in mine})

    async def _beat(self) -> None:
        """Say what is shown here, that it be filled, and what takes nothing: who does not publish
        cannot know of a disk that is full.
        """
        shows = [f"{store.view.name} {store.view.version}" for store in self.stores]
        full = self.publisher.troubles
        beat = Beat(self._name, "gateway", self.publisher.region, full=full, shows=shows)
        await say(ServerLogs(self.connection), Beats.GATEWAY, beat)

    def diverged(self) -> dict[str, str]:
        """Log → why its copies differ. A mirror alone keeps nobody from reading or writing."""
        return {f"{finding.log} in {finding.region}": finding.why for finding in self.findings}

    def _doubt(self) -> None:
        """The connection came back, maybe to a server with older logs: look before publishing."""
        self._doubts = time.monotonic()
        self.publisher.hold()
        self._wake.set()

    async def hurry(self) -> None:
        """Ask projectors to tell untouched shards at once what was read."""
        with suppress(LogError):
            await self.connection.shout(f"waiting.{self.publisher.region}")

    async def _lost_tail(self, extents: dict[Store, list[Extent]]) -> str | None:
        """Why nothing may be published; None when no log that is written to has diverged."""
        if self.publisher.lost_tail:
            return self.publisher.lost_tail
        written = {log.name for log in self.publisher.logs}
        said = [finding for beat in self._beats() for finding in beat.findings]
        self.findings = [finding for finding in said if finding.is_own]
        for finding in self.findings:
            if finding.log in written and finding.fault is Fault.ORIGIN:
                way_out = f"`bandstand heal --log {finding.log}` opens the next epoch"
                return f"{finding.log}: {finding.why}: {way_out}"
        mine = {log: last for log, last in self.heads.items() if log in written}
        for store, found in extents.items():
            if lost := await store.lost_tail(found, mine, self._ends):
                return lost
        return None

    async def _ends(self) -> dict[str, int]:
        """Where the logs end now; nothing while the log does not answer, which is told anyway."""
        try:
            heads = await streams.heads(self.connection)
        except LogError:
            return {}
        for store in self.stores:
            store.heed(streams.healings(heads))
        return {log.name: head.last for log, head in heads.items()}

    async def _look_at_search(self) -> None:
        """Look whether the index can be searched."""
        if self.searcher is None:
            return
        try:
            standing = await self.searcher.standing()
        except SearchError as error:
            self._tell("search", str(error))
            return
        held = sum(one.watermark for one in standing.coverage.values())
        filling = f"the index is being filled, and holds {held:,} events so far"
        self._tell("search", None if standing.filled else filling)
        self.searched = self.searched or standing.filled

    def _tell(self, what: str, trouble: str | None) -> None:
        if trouble is None:
            if self.trouble.pop(what, None):
                _logger.info("%s: all is well again", what)
        else:
            if what not in self.trouble:
                _logger.warning("%s: %s", what, trouble, extra={"trouble": what})
            self.trouble[what] = trouble


def _follows(later: Log, log: Log) -> bool:
    return (later.region, later.partition) == (log.region, log.partition) and later > log
