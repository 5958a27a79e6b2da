"""Sessions: the reads of one request, in waves.

All that is asked in one turn of the event loop goes out as one wave, one call a shard, whichever
resolvers asked. Where one shard has all, a wave brings what the records refer to, too; else that
takes one more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from typing import Any, TypeAlias, TypeVar, cast

from graphql import DocumentNode, GraphQLResolveInfo

from crdt.coverage import Coverage, lesser
from crdt.records import Merge
from crdt.stamps import Stamp
from gateway.admission.clients import OURSELVES, Client
from gateway.admission.large import LARGE_BYTES, Turn, on
from gateway.authentication import NOTHING, Grants
from gateway.compiler import sizes
from gateway.compiler.plan import EntityPlan, Plan
from gateway.declare.permissions.rules import Asking
from gateway.declare.sources import Identified, Item, Ranked, Searched, Source
from gateway.errors import GatewayError, NotOffered, NotYet, Unavailable
from gateway.reading.current_field import asked_at, below
from gateway.reading.followups import all_of, first_of, known_of, references, settled
from gateway.reading.hits import Page, filled, hits_of, kinds_of, place_of, question_of
from gateway.reading.objects import Found, objects_of
from gateway.reading.reads import Asked, item_key
from gateway.reading.waves import Turns
from gateway.services import Services
from gateway.tokens import Token
from search.index import Hits, Question
from views.errors import ScriptFailed, TooMuch, ViewsError
from views.merging import Coverages
from views.reading.answers import Answer, Answers
from views.reading.selections import IDS_TO_A_RECORD, Index, Place, Records, Stamps
from views.reading.unions import looked
from views.reading.waves import Reply, Request
from views.store import READ_BYTES_MAX, Store

T = TypeVar("T")
Path: TypeAlias = tuple[str | int, ...]

_PAUSE_S = 0.001
_PAUSE_S_MAX = 0.02


class Session:
    """One request: who asks, what it must see, and what it has read.

    Args:
        viewer: the id of who asks, or None. token: what the answer must hold. client: whose budgets
            it is of; none where a process asks for many. grants: the roles and scopes of who asks.
    """

    def __init__(
        self,
        services: Services,
        viewer: str | None,
        token: Token,
        grants: Grants = NOTHING,
        client: Client | None = None,
    ) -> None:
        self.services, self.viewer, self.token = services, viewer, token
        self.grants, self.client = grants, client
        self.now_ms = services.now_ms
        """When it came, in Unix ms: what depends on the day does so alike in all its parts."""
        self.cost = self._looked = 0
        """How many records what it asked for may read, and how often lists were looked into."""
        self.alone = False
        """Whether nobody else asks in the same turn, so that nothing waits to go out together."""
        self.document: DocumentNode | None = None
        """The request's document, which is valid; None until it was looked at."""
        self.prepared: dict[Path, list[Found] | Exception] = {}
        """By path, what sources have read already, or why they could not."""
        self.turn: Turn | None = None
        """Where it waits before it reads much; a writer does not."""
        self.home: asyncio.AbstractEventLoop | None = None
        """The loop on which it reads, where its answer is written on another."""
        self.length_max = sizes.ANSWER_LENGTH_MAX
        """So many bytes its answer may have."""
        self._deadline: float | None = None
        self._pages: dict[Searched, tuple[Question, Hits]] = {}
        """What an index answered."""
        self._coverages: dict[tuple[str, int], dict[str, Coverage]] = {}
        self._turns = Turns()

    # What resolvers call. A record that is not there is None, or `NotYet` is raised while the
    # views are behind the log.

    async def resolve(
        self, info: GraphQLResolveInfo[Any], source: Source, arguments: dict[str, Any]
    ) -> Any:
        """The objects of the current field, which is a source."""
        wanted = source.wanted(self.viewer, arguments)
        found = self.prepared.get(tuple(info.path.as_list()))
        if isinstance(found, Exception):
            raise found
        if found is None:
            asked = asked_at(info, wanted, self.viewer, self.now_ms)
            if isinstance(wanted, Searched):
                self.charge(asked)
                asked = await self.at_home(self.searched(wanted, asked))
            found = await self.at_home(self.find(asked))
        if isinstance(wanted, Searched):
            return self.page(wanted, found).connection
        if isinstance(wanted, Ranked):
            return found[0].page
        if isinstance(wanted, list):
            made = objects_of(wanted, found)
            return [self._item(one, made) for one in wanted]
        return self.there(*(it for one in found for _, it in one.objects)) if found else None

    async def at_home(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """What a coroutine gives that reads or writes, on whichever loop it is waited for."""
        return await (coroutine if self.home is None else on(self.home, coroutine))

    def _item(self, one: Item, made: dict[Any, Any]) -> Any:
        """An item of a list, or the error that graphql-core raises in its place."""
        try:
            if one is None or isinstance(one, GatewayError):
                return one
            return self.there(made[item_key(one)])
        except NotYet as error:
            return error

    async def child(
        self,
        info: GraphQLResolveInfo[Any],
        cls: type[T],
        record_id: str,
        paths: Iterable[Sequence[str]],
    ) -> tuple[bool, T | None]:
        """The record that fields below the current one select, by their paths: whether it is
        selected, and what there is. Its price was looked at before anything was changed
        (`gateway.documents.pricing`).
        """
        wanted = Identified(cls, record_id)
        asked = below(info, wanted, paths, self.viewer, self.now_ms)
        if not asked:
            return False, None
        [found] = all_of(await self.find_each(asked))
        [(_, made)] = found.objects
        return True, cast("T | None", self.there(made))

    def there(self, found: T | None) -> T | None:
        """What was found; None when it is not there.

        Raises:
            NotYet: it is not there, and the views are behind the log.
        """
        if found is None and (self.behind or self.stale):
            raise NotYet("not found, but the views are behind the log: try again in a moment")
        return found

    def charge(self, asked: Iterable[Asked]) -> None:
        """Count what is asked for.

        Raises:
            TooCostly: the request may read too many records. This is not read, and not counted.
        """
        cost = self.cost + sum(one.cost for one in asked)
        self.services.check_cost(cost)
        self.cost = cost

    @property
    def spent(self) -> int:
        """What it cost, in records: what was asked for, and what merging lists came to."""
        return max(1, self.cost + self._looked // IDS_TO_A_RECORD)

    async def searched(self, wanted: Searched, asked: list[Asked]) -> list[Asked]:
        """What is asked of the records, once the index has said which they are.

        Raises:
            GatewayError: it is no question, or the index does not answer it.
        """
        if wanted not in self._pages:
            question = question_of(wanted)
            self._pages[wanted] = question, await self._search(question)
        return filled(asked, self._pages[wanted][1])

    def page(self, wanted: Searched, found: list[Found]) -> Page:
        """A page of hits, whose records were read."""
        return Page(place_of(wanted.text, kinds_of(wanted)), *self._pages[wanted], found)

    async def find(self, asked: Sequence[Asked]) -> list[Found]:
        """Read what was asked for, and what the records that come refer to.

        Raises:
            TooCostly: the request may read too many records.
            Unavailable: the views do not answer.
        """
        self.charge(asked)
        return all_of(await self.find_each(asked))

    async def find_each(self, asked: Sequence[Asked]) -> list[Found | Exception]:
        """As `find`, and for nothing; what could not be read is an error in its own place."""
        if self.alone:
            replies = await self._at_once(asked)
        else:
            replies = await settled(map(self._answers, asked))
        return await self._completed(asked, replies)

    async def _completed(
        self, asked: Sequence[Asked], replies: Sequence[Reply | Exception]
    ) -> list[Found | Exception]:
        """What was found of what was asked, with what the records that came refer to."""
        # SUBTLE: who asks, and not the session, which holds what was found.
        asks = Asking(self.viewer, self.grants)
        found: list[Found | Exception] = [
            reply if isinstance(reply, Exception) else Found(one, cast(Answers, reply), asks)
            for one, reply in zip(asked, replies, strict=True)
        ]
        fresh: list[_Read] = [
            (one, one.plan.record, one.records)
            for one in found
            if isinstance(one, Found) and self._store(one.plan).shards.count > 1
        ]
        failed: dict[int, Exception] = {}
        while fresh:
            fresh = await self._follow(fresh, failed)
        return [failed.get(id(one), one) for one in found]

    async def inspect(
        self, requests: Sequence[Records | Index | Asked], merges: list[Merge]
    ) -> tuple[list[Answer | Found | None], Stamp | None]:
        """For a writer: some records, one each, and the greatest stamp that it overwrites. What is
        asked as a reader asks is found as for one.
        """
        places: dict[Store, list[Place]] = {}
        for slot, record_id, member, _ in merges:
            store = self.services.store_of(slot.record)
            places.setdefault(store, []).append((slot, record_id, member))
        plain = [one.request if isinstance(one, Asked) else one for one in requests]
        jobs: list[tuple[Store, Request]] = [
            (self.services.store_of(request.select.record), request) for request in plain
        ]
        jobs += [(store, Stamps(tuple(mine))) for store, mine in places.items()]
        came = await settled([self.ask(store, job) for store, job in jobs])
        replies = all_of(came)
        asked = {at: one for at, one in enumerate(requests) if isinstance(one, Asked)}
        found = await self._completed([*asked.values()], [*map(replies.__getitem__, asked)])
        read = dict(zip(asked, all_of(found), strict=True))
        answers = [read.get(at) or first_of(replies[at]) for at in range(len(requests))]
        stamps = [cast(Stamp, reply) for reply in replies[len(requests) :] if reply]
        return answers, max(stamps, default=None)

    def ask(self, store: Store, request: Request) -> asyncio.Future[Reply]:
        """What one request comes to, which goes out with all that is asked in the same turn."""
        return self._turns.ask(self._read, store, request)

    def require(self, token: Token, wait_s: float) -> None:
        """From now on, wait so long for the views to hold this token too."""
        self.token = self.token.join(token)
        self._deadline = asyncio.get_running_loop().time() + wait_s
        self._coverages.clear()

    @property
    def stale(self) -> bool:
        """Whether some shard that was read does not hold the token."""
        return not self.holds(self.token)

    @property
    def behind(self) -> bool:
        """Whether some shard that was read does not hold all that the log is known to hold."""
        heads = Token(self.token.stamp, self.services.heads)
        return bool(heads.missing(self._coverages.values()))

    def holds(self, token: Token) -> bool:
        """Whether all shards that were read hold a token."""
        return not token.missing(self._coverages.values())

    def consistency(self, token: Token | None = None) -> dict[str, Any] | None:
        """For `extensions.consistency`; None when nothing was read. token: of another who gets the
        same answer.
        """
        if not self._coverages:
            return None
        token = self.token if token is None else token
        logs = set.intersection(*(set(coverage) for coverage in self._coverages.values()))
        reached = {
            log: min(coverage[log].watermark for coverage in self._coverages.values())
            for log in sorted(logs)
        }
        if token.logs:
            status = "SATISFIED" if self.holds(token) else "STALE"
        else:
            status = "BEHIND" if self.behind else "CURRENT"
        beside = self.services.outlook.beside
        return {"status": status, "token": str(Token(token.stamp, reached)), **beside}

    def _answers(self, asked: Asked) -> asyncio.Future[Reply]:
        """What is asked of some records. Where that is their ids alone, nothing is read."""
        if asked.reads:
            return self.ask(self._store(asked.plan), asked.request)
        known: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        known.set_result(known_of(asked.request))
        return known

    async def _at_once(self, asked: Sequence[Asked]) -> list[Reply | Exception]:
        """As `_answers`, where nobody else asks in this turn."""
        replies: list[Reply | Exception] = [known_of(one.request) for one in asked]
        stores: dict[Store, list[int]] = {}
        for at, one in enumerate(asked):
            if one.reads:
                stores.setdefault(self._store(one.plan), []).append(at)
        for store, places in stores.items():
            self._turns.waves += 1
            try:
                found = await self._read(store, [asked[at].request for at in places])
            except (Unavailable, ViewsError) as error:
                for at in places:
                    replies[at] = error
                continue
            for at, reply in zip(places, found, strict=True):
                replies[at] = reply
        return replies

    async def _follow(self, fresh: list[_Read], failed: dict[int, Exception]) -> list[_Read]:
        """Read what some records refer to that was not read yet; that is fresh then."""
        wanted: dict[tuple[int, int], tuple[Found, dict[str, None]]] = {}
        for found, entity, answers in fresh:
            for answer in answers:
                for target, record_id in references(entity, answer) if answer else ():
                    if record_id not in found.others[target]:
                        key = id(found), target
                        wanted.setdefault(key, (found, {}))[1][record_id] = None
        jobs = [
            (found, found.plan.targets[target], target, tuple(ids))
            for (_, target), (found, ids) in wanted.items()
        ]
        replies = await settled(
            self.ask(self._store(found.plan), Records(entity.select(found.binding), ids))
            for found, entity, _, ids in jobs
        )
        read: list[_Read] = []
        for (found, entity, target, ids), reply in zip(jobs, replies, strict=True):
            if isinstance(reply, Exception):
                failed[id(found)] = reply
                continue
            records = cast(Answers, reply).records
            found.others[target].update(zip(ids, cast(tuple[Answer, ...], records), strict=True))
            read.append((found, entity, records))
        return read

    def _store(self, plan: Plan) -> Store:
        return self.services.store_of(plan.record.entity.record)

    async def _read(self, store: Store, requests: list[Request]) -> list[Reply]:
        """Read until the shards that were read hold the token, or time is up."""

        async def read() -> tuple[list[Reply], dict[tuple[str, int], Coverages]]:
            try:
                replies, coverages = await self._wave(store, requests)
            except ScriptFailed:
                raise  # A fault of ours, which trying again does not mend.
            except ViewsError as error:
                raise Unavailable("the views do not answer now: try again in a moment") from error
            self._looked += looked(requests, replies)
            return replies, {(store.view.name, shard): one for shard, one in coverages.items()}

        return await self._until_fresh(read)

    async def _wave(
        self, store: Store, requests: list[Request]
    ) -> tuple[list[Reply], dict[int, Coverages]]:
        """Ask once. What turns out to be long is asked again, in this request's turn."""
        if self.turn is not None and not self.turn.taken:
            with suppress(TooMuch):
                return await store.wave(requests, LARGE_BYTES)
            await self.large()
        with suppress(TooMuch):
            return await store.wave(requests, READ_BYTES_MAX)
        raise sizes.too_large(self.length_max)

    async def large(self) -> None:
        """Wait for the turn of a large answer; from then on, it is written aside."""
        if self.turn is not None:
            await self.turn.take()
            self.home = asyncio.get_running_loop()

    async def _search(self, question: Question) -> Hits:
        """Search until the index holds the token, or time is up."""
        searcher = self.services.searcher
        if searcher is None:
            raise NotOffered("this gateway has no index to search: set BANDSTAND_SEARCH_DIR")

        async def search() -> tuple[Hits, dict[tuple[str, int], Coverages]]:
            hits = await hits_of(searcher, question, self.client or OURSELVES)
            return hits, {(searcher.name, 0): dict(hits.standing.coverage)}

        return await self._until_fresh(search)

    async def _until_fresh(
        self, read: Callable[[], Awaitable[tuple[T, dict[tuple[str, int], Coverages]]]]
    ) -> T:
        """What is read, again and again until its source holds the token, or time is up."""
        loop, pause_s = asyncio.get_running_loop(), _PAUSE_S
        if self._deadline is None:
            self._deadline = loop.time() + self.services.wait_s
        while True:
            found, coverages = await read()
            if not self.token.missing(coverages.values()) or loop.time() > self._deadline:
                break
            if pause_s == _PAUSE_S:
                await self.services.hurry()
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, _PAUSE_S_MAX)
        for place, coverage in coverages.items():
            before = self._coverages.get(place)
            self._coverages[place] = coverage if before is None else lesser(before, coverage)
        return found


_Read: TypeAlias = tuple[Found, EntityPlan, Sequence[Answer | None]]
"""Records that were read, of which plan, and for whom."""
