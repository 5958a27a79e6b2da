"""Live queries: what is read again when it has changed, for all who listen to it.

    hint ──▶ read again ──one answer──▶ each listener whose last message differs

Listeners of the same document, variables and (where it matters) viewer share one live query: one
read and one text, however many they are. A listener is sent the state at once, and again whenever
it is another. A hint may be lost: it is read again by and by without one, and what comes is the
state itself, so that whoever missed some missed nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import Any, TypeAlias

import msgspec
from graphql import GraphQLError

from eventlog import tracing
from eventlog.subjects import escape
from eventlog.waiting import until_set
from gateway import metrics
from gateway.admission.admission import Admission
from gateway.admission.budgets import READS
from gateway.admission.clients import OURSELVES, Client
from gateway.authentication import Grants
from gateway.declare.sources import Live
from gateway.declare.topics import Topic, topics_of
from gateway.errors import BadInput, GatewayError, let_go
from gateway.execution import Execution, Outcome, Prepared, answer, refused
from gateway.live.hints import Hints
from gateway.live.holdings import Holdings
from gateway.reading.sessions import Session
from gateway.tokens import Token

_logger = logging.getLogger(__name__)
_json = msgspec.json.Encoder(order="deterministic").encode

READS_MAX = 16
"""So many live queries of a process are read at a time."""

BEGIN_COST = 1_000
"""To begin one counts as so many records: it is read, and hints are listened to for it."""

JOIN_COST = 20
"""And to listen to one that there is as so many."""

STATE_BYTES_MAX = 1 << 20
"""So long a state may be, in bytes: it is sent whole whenever something in it changes, and waits
for each who listens."""

STATES_BYTES_MAX = 64 << 20
"""So much of what live queries answered last is kept for who comes later, in bytes; who comes to
one that is not kept waits until it is read again."""

TOPICS_MAX = 16
TOPIC_BYTES_MAX = 3_500
"""An id as one token of a subject; nats-server takes 4,096 bytes in a line of its protocol."""
SOON_S = 1.0
"""The same, while no hint can come, or somebody waits for what is not there yet."""

SPENT_S = 5.0
"""The same, while nobody who listens has anything left to spend."""

HOPE_S = 30.0
"""And so long for somebody whose token asks for more than there is; then they wait for a hint."""

TOKEN_S = 0.01
"""The same, while somebody is sent nothing because of their token."""

Deliver: TypeAlias = Callable[[bytes, str | None], None]
"""Takes a message, and the token that its reader has then. It must not wait."""


@dataclass(frozen=True, eq=False)
class State:
    """What a live query answered at some time."""

    session: Session
    outcome: Outcome

    @cached_property
    def digest(self) -> bytes:
        """By what it is told from others: nobody keeps for each who listens what they were sent."""
        return blake2b(self.outcome.body, digest_size=16).digest()

    @cached_property
    def shared(self) -> tuple[bytes, str | None]:
        """The message and the token for all who have what their tokens asked for."""
        return self.message(Token())

    def message(self, token: Token) -> tuple[bytes, str | None]:
        """The message for whoever gave a token, and the token that they have then."""
        consistency = self.session.consistency(token)
        reached = consistency["token"] if consistency else None
        return answer(self.outcome.body, consistency), reached


class Listener:
    """One who is told the states of a live query.

    Args:
        token: what the first state must hold. deadline: until when it is waited for that; then the
            message says STALE, and another follows as soon as it is there. client: whose it is.
    """

    def __init__(self, deliver: Deliver, token: Token, deadline: float, client: Client) -> None:
        self._deliver, self._token, self._deadline = deliver, token, deadline
        self.client = client
        self._sent: bytes | None = None
        """The digest of what it was sent last."""
        self.content = not token.logs
        """Whether it was sent what its token asks for."""

    def waits(self, now: float) -> bool:
        """Whether it was sent nothing yet, because that does not hold what its token asks for."""
        return not self.content and self._sent is None and now < self._deadline

    def hopes(self, now: float) -> bool:
        """Whether what its token asks for may still come soon: a token may name what never will."""
        return not self.content and now < self._deadline + HOPE_S

    def offer(self, state: State, now: float) -> bool:
        """Tell a state, if it is news; whether it is."""
        outcome = state.outcome
        if self._sent is not None and outcome.retryable:
            return False  # What it has stands until there is an answer again.
        fresh = not self.content and state.session.holds(self._token) and not outcome.retryable
        if self.waits(now) and not fresh:
            return False
        if self._sent == state.digest and not fresh:
            return False
        self._sent = state.digest
        self._deliver(*(state.shared if self.content else state.message(self._token)))
        if fresh:
            self.content = True
        return True


@dataclass(eq=False)
class LiveQuery:
    """One live query, and who listens."""

    key: Any
    prepared: Prepared
    viewer: str | None
    grants: Grants
    client: Client
    """Of whose share it is: who was the first to listen."""
    topics: tuple[Topic, ...]
    every_s: float
    let_go: Callable[[], None]
    """Gives back what is held of what was sent."""
    listeners: set[Listener] = field(default_factory=set)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    urgent: asyncio.Event = field(default_factory=asyncio.Event)
    """Somebody came who asks for what may not be there yet: it is read before it is due."""
    state: State | None = None
    """What it answered last, where that is kept."""
    troubled: bool = False
    reading: bool = False
    over: bool = False
    """Whether it is being read, and whether nobody listens any more."""
    read: bool = False
    """Whether it was read, kept or not."""
    task: asyncio.Task[None] | None = None
    traces: list[str] = field(default_factory=list)
    """Of which traces the changes are a part that it was hinted at."""

    @property
    def kept(self) -> int:
        """How many bytes are kept of what it answered: there is a message of it, too."""
        return 2 * len(self.state.outcome.body) if self.state else 0

    def hear(self, said: bytes) -> None:
        """Take in a hint."""
        if said:
            self.traces = [*self.traces, *tracing.in_hint(said)][: tracing.CONTEXTS_MAX]
        self.changed.set()


class LiveQueries:
    """The live queries of a process.

    Args:
        jitter: a number from 0 to 1, so that not all read again at once.
    """

    def __init__(
        self, execution: Execution, admission: Admission, jitter: Callable[[], float]
    ) -> None:
        self._open, self._listeners = admission.queries, admission.listeners
        self._budgets, self._lines = admission.budgets, admission.lines
        self._holdings = Holdings(admission.listened)
        services = execution.services
        self._execution, self._services = execution, services
        self._jitter, self._again_s = jitter, admission.limits.again_s
        self.hints = Hints(services.connection, services.publisher.region)
        self._queries: dict[Any, LiveQuery] = {}
        self._kept = 0
        self._reads = asyncio.Semaphore(READS_MAX)

    def listen(
        self,
        prepared: Prepared,
        session: Session,
        deliver: Deliver,
    ) -> Callable[[], None]:
        """Listen to a subscription, until the function that this gives is called.

        Args:
            session: who listens, and what the first state must hold.

        Raises:
            GatewayError: an argument is not valid, or there are too many live queries.
        """
        key, client = self._key(prepared, session), session.client or OURSELVES
        self._listeners.take(client)
        try:
            query = self._queries.get(key)
            if query is None:
                query = self._begin(key, prepared, session)
            else:
                self._budgets.charge(client, READS, JOIN_COST)
        except BaseException:
            self._listeners.give(client)
            raise
        now = asyncio.get_running_loop().time()
        deadline = now + self._services.wait_s
        listener = Listener(deliver, session.token, deadline, client)
        query.listeners.add(listener)
        if query.state is not None:
            listener.offer(query.state, now)
            # It may be older than what a query would answer now, if a hint was lost.
            query.changed.set()
        elif query.read:
            query.changed.set()
            query.urgent.set()
        if listener.waits(now):
            query.urgent.set()

        def end() -> None:
            if listener in query.listeners:
                query.listeners.discard(listener)
                self._listeners.give(client)
            if not query.listeners and self._queries.get(key) is query:
                self._end(query)

        return end

    def end(self) -> None:
        """End all."""
        for query in list(self._queries.values()):
            self._end(query)

    def _key(self, prepared: Prepared, session: Session) -> Any:
        body, compiled = prepared.body, prepared.compiled
        of_viewer = compiled is None or compiled.of_viewer
        # As they are taken: what a query does not declare makes no other query of it.
        taken = prepared.variables
        variables = _json(body.get("variables")) if taken is None else repr(sorted(taken.items()))
        whose = of_viewer and (session.viewer, session.grants)
        said = repr((prepared.text, prepared.name, variables)).encode(errors="backslashreplace")
        return blake2b(said, digest_size=16).digest(), whose

    def _begin(self, key: Any, prepared: Prepared, asking: Session) -> LiveQuery:
        viewer, grants, client = asking.viewer, asking.grants, asking.client or OURSELVES
        live, arguments = self._live(prepared)
        # What is not valid is told before anything is begun.
        wanted = live.wanted(viewer, arguments)
        session = Session(self._services, viewer, Token(), grants)
        self._execution.check_price(session, prepared)
        if prepared.compiled is not None and prepared.variables is not None:
            prepared.compiled.check(session, prepared.variables)
        selected = prepared.compiled.topics(viewer) if prepared.compiled is not None else ()
        topics = tuple(dict.fromkeys((*topics_of(wanted), *selected)))
        if len(topics) > TOPICS_MAX:
            raise BadInput(
                f"it depends on {len(topics):,} topics; at most {TOPICS_MAX:,} are heeded"
            )
        # SUBTLE: a server closes the connection of the whole process over a subject that is too
        # long, and would again whenever it is back.
        if any(topic.id and len(escape(topic.id)) > TOPIC_BYTES_MAX for topic in topics):
            raise BadInput("an id that it depends on is longer than any id is")
        prepared = prepared.lasting
        self._open.check(client)
        let_go = self._holdings.take(client, prepared)
        self._open.take(client)
        self._budgets.spend(client, READS, BEGIN_COST)
        query = LiveQuery(key, prepared, viewer, grants, client, topics, live.every_s, let_go)
        self._queries[key] = query
        self.hints.add(topics, query.hear)
        query.task = asyncio.get_running_loop().create_task(self._run(query))
        metrics.LIVE_QUERIES.inc()
        return query

    def _live(self, prepared: Prepared) -> tuple[Live, dict[str, Any]]:
        compiler = self._execution.documents.compiler
        assert prepared.operation is not None  # noqa: S101
        assert prepared.variables is not None  # noqa: S101
        selections = prepared.operation.selections(compiler, prepared.variables)
        try:
            live, arguments = compiler.live(selections)
            return live, arguments(prepared.variables)
        except GraphQLError as error:  # A variable that may be null where an argument may not.
            raise BadInput(error.message) from None

    def _end(self, query: LiveQuery) -> None:
        del self._queries[query.key]
        self._open.give(query.client)
        query.let_go()
        self._kept -= query.kept
        self.hints.remove(query.topics, query.hear)
        query.over = True
        # SUBTLE: what the store was asked for it does all the same. So what is being read is read
        # to its end, and holds its client's place as long.
        if query.task is not None and not query.reading:
            query.task.cancel()
        metrics.LIVE_QUERIES.dec()

    async def _run(self, query: LiveQuery) -> None:
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            # SUBTLE: before it is read. What is hinted at meanwhile may not be in what is read.
            query.changed.clear()
            query.urgent.clear()
            traces, query.traces = query.traces, []
            state = await self._tried(query)
            if query.over:
                return
            if state is None:
                await asyncio.sleep(SOON_S)
                continue
            now = loop.time()
            told = sum([listener.offer(state, now) for listener in tuple(query.listeners)])
            self._keep(query, state)
            calm_s = self._calm_s(query, state)
            # SUBTLE: while it waits, this frame would hold all that was answered.
            del state
            if traces and told:
                tracing.done("subscriber", traces, now - began, **self._named(told))
            if any(one.waits(now) for one in query.listeners):
                await self._services.hurry()
                await asyncio.sleep(TOKEN_S)
                continue
            await until_set(query.urgent, query.every_s - (loop.time() - began))
            await until_set(query.changed, calm_s)

    def _keep(self, query: LiveQuery, state: State) -> None:
        """Keep what a query answered for who comes later, if there is room."""
        self._kept -= query.kept
        query.state, query.read = state, True
        if self._kept + query.kept > STATES_BYTES_MAX:
            query.state = None
        self._kept += query.kept

    def _named(self, told: int) -> dict[str, str | int]:
        """What a span says of so many who were told."""
        region = self._services.publisher.region
        return {"bandstand.region": region, "bandstand.subscribers": told}

    def _calm_s(self, query: LiveQuery, state: State) -> float:
        """How long until it is read again without a hint."""
        well = self.hints.up and not state.outcome.retryable
        now = asyncio.get_running_loop().time()
        if not well or any(one.hopes(now) for one in query.listeners):
            return SOON_S
        return self._again_s * (0.75 + self._jitter() / 2)

    async def _tried(self, query: LiveQuery) -> State | None:
        """What it answers; None when it could not be read, but may be soon."""
        try:
            state = await self._read(query)
        except Exception:
            if not query.troubled:
                _logger.exception("reading a subscription again, until it is read")
            metrics.LIVE_READS.labels("failed").inc()
            query.troubled = True
            return None
        query.troubled = False
        return state

    async def _payer(self, query: LiveQuery) -> Client:
        """Who pays for a read, but for the first: one who listens and has anything left."""
        while query.read:
            clients = chain((query.client,), (one.client for one in query.listeners))
            payer = next((one for one in clients if self._budgets.has(one, READS)), None)
            if payer is not None:
                return payer
            await asyncio.sleep(SPENT_S * (0.5 + self._jitter()))
        return query.client

    async def _read(self, query: LiveQuery) -> State:
        payer = await self._payer(query)
        session = Session(self._services, query.viewer, Token(), query.grants, payer)
        session.length_max = STATE_BYTES_MAX
        try:
            outcome = await self._lines.run(payer, self._answered(query, session))
        except GatewayError as error:
            if error.retryable:
                raise
            let_go(error)
            outcome = refused(error)
        metrics.LIVE_READS.labels("compiled" if outcome.why is None else outcome.why).inc()
        return State(session, outcome)

    async def _answered(self, query: LiveQuery, session: Session) -> Outcome:
        async with self._reads:
            query.reading = True
            try:
                return await self._execution.run(session, query.prepared)
            finally:
                query.reading = False
