"""Sessions: the reads of one request, in waves.

All that is asked in one turn of the event loop goes out as one wave, one call a shard, whichever
resolvers asked. A feed page takes two waves: the list with its records, then what they refer to.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar, cast

from graphql import GraphQLResolveInfo

from crdt.coverage import Coverage
from crdt.records import Merge
from crdt.stamps import Stamp
from gateway import entities as e
from gateway.errors import NotYet, Unavailable
from gateway.planning import EntityPlan, PagePlan, Planner
from gateway.relay import Connection, Edge, PageInfo, cursor, global_id
from gateway.services import Services
from gateway.tokens import Token
from views.errors import ScriptFailed, ViewsError
from views.selections import Answer, Index, Place, Records, Rows, Stamps
from views.store import Store
from views.waves import Reply, Request

T = TypeVar("T")
_Found = dict[int, dict[str, Any]]
"""Objects by their plan and id."""

_PAUSE_S = 0.001
_PAUSE_S_MAX = 0.02


class Session:
    """One request: who asks, what it must see, and what it has read.

    Args:
        viewer: the id of who asks, or None. token: what the answer must hold.
    """

    def __init__(self, services: Services, viewer: str | None, token: Token) -> None:
        self.services, self.viewer, self.token = services, viewer, token
        self.cost = 0
        self.waves = 0
        self._deadline: float | None = None
        self._coverages: dict[tuple[str, int], dict[str, Coverage]] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._asked: list[tuple[Store, list[Request], asyncio.Future[list[Reply]]]] = []

    # What resolvers call. A record that is not there is None, or `NotYet` is raised while the
    # views are behind the log.

    async def many(
        self, info: GraphQLResolveInfo[Any], wanted: Sequence[tuple[type[Any], Sequence[str]]]
    ) -> list[list[Any]]:
        """Records of several types by their ids, as the current field selects them."""
        planner = Planner(info, self.viewer, self.cost)
        jobs = [(planner.entity(cls, info.field_nodes, times=len(ids)), ids) for cls, ids in wanted]
        self.cost = planner.cost
        return [[self._or_not_yet(one) for one in found] for found in await self._ask(jobs)]

    async def child(
        self, info: GraphQLResolveInfo[Any], cls: type[T], name: str, record_id: str
    ) -> T | None:
        """The record that a field below the current one selects; None when it is not selected."""
        planner = Planner(info, self.viewer, self.cost)
        plan = planner.child(cls, name)
        self.cost = planner.cost
        if plan is None:
            return None
        [[found]] = await self._ask([(plan, [record_id])])
        return self._or_not_yet(found)

    async def indexed(self, info: GraphQLResolveInfo[Any], cls: type[T], name: str) -> T | None:
        """The record that a unique name points to: the least (stamp, id) of its candidates."""
        planner = Planner(info, self.viewer, self.cost)
        plan = planner.entity(cls, info.field_nodes)
        self.cost = planner.cost
        [answers] = await self._wave(self._store(plan), [Index(plan.select, name)])
        [found] = await self._build([(plan, cast(list[Answer | None], answers))])
        return self._or_not_yet(found[0])

    async def page(
        self, info: GraphQLResolveInfo[Any], listed: e.Listed, arguments: dict[str, Any]
    ) -> Connection[Any]:
        """A page of a list that belongs to no record."""
        planner = Planner(info, self.viewer, self.cost)
        plan = planner.connection(listed, arguments)
        self.cost = planner.cost
        [objects] = await self._ask([(plan, [""])])
        return cast(Connection[Any], objects[0].__dict__["page:"])

    async def inspect(
        self, requests: list[Records | Index], merges: list[Merge]
    ) -> tuple[list[Answer | None], Stamp | None]:
        """For a writer: some records, one each, and the greatest stamp that it overwrites."""
        places: dict[Store, list[Place]] = {}
        for slot, record_id, member, _ in merges:
            store = self.services.store_of(slot.record)
            places.setdefault(store, []).append((slot, record_id, member))
        jobs: list[tuple[Store, Request]] = [
            (self.services.store_of(request.select.record), request) for request in requests
        ]
        jobs += [(store, Stamps(tuple(mine))) for store, mine in places.items()]
        replies = await _all([self._wave(store, [job]) for store, job in jobs])
        answers = [cast(list[Answer | None], reply)[0] for [reply] in replies[: len(requests)]]
        stamps = [cast(Stamp, reply) for [reply] in replies[len(requests) :] if reply]
        return answers, max(stamps, default=None)

    def require(self, token: Token, wait_s: float) -> None:
        """From now on, wait so long for the views to hold this token too."""
        self.token = self.token.join(token)
        self._deadline = asyncio.get_running_loop().time() + wait_s
        self._coverages.clear()

    # What the answer says of itself.

    @property
    def stale(self) -> bool:
        """Whether some shard that was read does not hold the token."""
        return bool(self.token.missing(self._coverages.values()))

    @property
    def behind(self) -> bool:
        """Whether some shard that was read does not hold all that the log is known to hold."""
        heads = Token(self.token.stamp, self.services.heads)
        return bool(heads.missing(self._coverages.values()))

    def consistency(self) -> dict[str, Any] | None:
        """For `extensions.consistency`; None when nothing was read."""
        if not self._coverages:
            return None
        logs = set.intersection(*(set(coverage) for coverage in self._coverages.values()))
        reached = {
            log: min(coverage[log].watermark for coverage in self._coverages.values())
            for log in sorted(logs)
        }
        if self.token.logs:
            status = "STALE" if self.stale else "SATISFIED"
        else:
            status = "BEHIND" if self.behind else "CURRENT"
        return {"status": status, "token": str(Token(self.token.stamp, reached))}

    def _or_not_yet(self, found: T | None) -> T | None:
        if found is None and (self.behind or self.stale):
            raise NotYet("not found, but the views are behind the log: try again in a moment")
        return found

    # Waves.

    def _store(self, plan: EntityPlan) -> Store:
        return self.services.store_of(plan.entity.record)

    def _wave(self, store: Store, requests: list[Request]) -> asyncio.Future[list[Reply]]:
        """Ask in this turn's wave. SUBTLE: not a coroutine, which would ask in the next turn."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[list[Reply]] = loop.create_future()
        if not self._asked:
            loop.call_soon(self._start_wave)
        self._asked.append((store, requests, future))
        return future

    def _start_wave(self) -> None:
        # The loop itself holds tasks weakly.
        task = asyncio.get_running_loop().create_task(self._send())
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self) -> None:
        """Send what was asked in this turn: one wave for each store."""
        asked, self._asked = self._asked, []
        self.waves += 1
        for store in dict.fromkeys(store for store, _, _ in asked):
            mine = [(requests, future) for at, requests, future in asked if at is store]
            try:
                replies = await self._read(store, [one for many, _ in mine for one in many])
            except Exception as error:  # noqa: BLE001
                # Whoever waits gets it, whatever it is.
                for _, future in mine:
                    if not future.done():
                        future.set_exception(error)
                continue
            at = 0
            for requests, future in mine:
                if not future.done():
                    future.set_result(replies[at : at + len(requests)])
                at += len(requests)

    async def _read(self, store: Store, requests: list[Request]) -> list[Reply]:
        """Read, again and again until the shards that were read hold the token, or time is up."""
        loop, pause_s = asyncio.get_running_loop(), _PAUSE_S
        if self._deadline is None:
            self._deadline = loop.time() + self.services.wait_s
        while True:
            try:
                replies, coverages = await store.wave(requests)
            except ScriptFailed:
                raise  # A fault of ours, which trying again does not mend.
            except ViewsError as error:
                raise Unavailable("the views do not answer now: try again in a moment") from error
            if not self.token.missing(coverages.values()) or loop.time() > self._deadline:
                break
            if pause_s == _PAUSE_S:
                await self.services.hurry()
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, _PAUSE_S_MAX)
        for shard, coverage in coverages.items():
            self._coverages[store.view.name, shard] = coverage
        return replies

    async def _ask(self, jobs: list[tuple[EntityPlan, Sequence[str]]]) -> list[list[Any]]:
        """The objects of some plans and ids: one wave, and one more for what they refer to."""
        if not jobs:
            return []
        replies = await _all([self._records(plan, ids) for plan, ids in jobs])
        return await self._build(
            [
                (plan, cast(list[Answer | None], reply[0]))
                for (plan, _), reply in zip(jobs, replies, strict=True)
            ]
        )

    def _records(self, plan: EntityPlan, ids: Sequence[str]) -> asyncio.Future[list[Reply]]:
        """What is asked of some records. Where that is their ids alone, nothing is read."""
        if plan.reads:
            return self._wave(self._store(plan), [Records(plan.select, tuple(ids))])
        known: asyncio.Future[list[Reply]] = asyncio.get_running_loop().create_future()
        known.set_result([[Answer(record_id, {}, [], []) for record_id in ids]])
        return known

    async def _build(self, jobs: list[tuple[EntityPlan, list[Answer | None]]]) -> list[list[Any]]:
        """Read what the answers refer to, and make objects of all."""
        wanted: dict[int, tuple[EntityPlan, dict[str, None]]] = {}
        for plan, answers in jobs:
            for answer in answers:
                if answer is not None:
                    for target, record_id in _references(plan, answer):
                        wanted.setdefault(id(target), (target, {}))[1][record_id] = None
        objects = await self._ask([(plan, list(ids)) for plan, ids in wanted.values()])
        found: _Found = {
            key: dict(zip(ids, made, strict=True))
            for (key, (_, ids)), made in zip(wanted.items(), objects, strict=True)
        }
        return [[_object(plan, answer, found) for answer in answers] for plan, answers in jobs]


async def _all(futures: list[asyncio.Future[T]]) -> list[T]:
    """The results of some futures, or the first error.

    SUBTLE: `gather` would give them a turn later, and whoever asks next would miss the wave that
    others join.
    """
    results, first = [], None
    for future in futures:
        try:
            results.append(await future)
        except Exception as error:  # noqa: BLE001
            first = first or error
    if first is not None:
        raise first
    return results


def _references(plan: EntityPlan, answer: Answer) -> Iterator[tuple[EntityPlan, str]]:
    """The records of other shards that an answer, or a record in its pages, refers to."""
    for _, lookup, target in plan.lookups:
        record_id = _referred(lookup, answer)
        if record_id is not None:
            yield target, record_id
    for page, rows in _pages(plan, answer):
        for row in rows.rows:
            if row.record is None:
                yield page.target, row.id
            else:
                yield from _references(page.target, row.record)


def _referred(lookup: e.Lookup, answer: Answer) -> str | None:
    value = answer.value(lookup.register)
    if lookup.key is not None:
        value = value.get(lookup.key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None


def _pages(plan: EntityPlan, answer: Answer) -> Iterator[tuple[PagePlan, Rows]]:
    yield from zip(plan.pages, answer.pages, strict=True)
    yield from zip(plan.lists, answer.lists, strict=True)


def _object(plan: EntityPlan, answer: Answer | None, found: _Found) -> Any:
    """An object of the type, with the attributes that were selected; None when it is not there."""
    if answer is None or not _exists(plan, answer):
        return None
    made = object.__new__(plan.cls)
    attributes = made.__dict__
    attributes["id"] = global_id(plan.cls.__name__, answer.id)
    attributes.update(plan.constants)
    for name, value in plan.values:
        attributes[name] = value.read(answer)
    for name, part, at in plan.counts:
        attributes[name] = getattr(answer, part)[at]
    for key, lookup, target in plan.lookups:
        record_id = _referred(lookup, answer)
        looked_up = None if record_id is None else found[id(target)][record_id]
        attributes[f"lookup:{key}"] = looked_up
    for page, rows in _pages(plan, answer):
        attributes[f"page:{page.key}"] = _connection(page, rows, found)
    return made


def _exists(plan: EntityPlan, answer: Answer) -> bool:
    register = plan.entity.exists
    return register is None or (answer.value(register) is True and answer.owner_alive)


def _connection(page: PagePlan, rows: Rows, found: _Found) -> Connection[Any]:
    # The cursors are those of all that was read: a page whose records are gone leads on, too.
    cursors = [cursor(page.place, row.score, row.id) for row in rows.rows]
    edges = [
        Edge(cursor=at, node=node)
        for at, row in zip(cursors, rows.rows, strict=True)
        if (
            node := found[id(page.target)][row.id]
            if row.record is None
            else _object(page.target, row.record, found)
        )
        is not None
    ]
    return Connection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=rows.more,
            has_previous_page=page.after is not None,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
    )
