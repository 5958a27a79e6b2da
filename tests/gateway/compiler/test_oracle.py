"""The compiled path, beside graphql-core on the gateway's objects, and on plain dictionaries."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import pytest
from graphql import parse, validate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import REGISTRY
from redis.asyncio import Redis

from bandstand.testing.gateways import Gateway, Json
from bandstand.testing.servers import NatsServer
from gateway import execution
from search.fulltext import FullText
from search.searcher import Searcher
from tests.gateway.compiler.datas import datas
from tests.gateway.compiler.found import write as write_index
from tests.gateway.compiler.oracle import SCHEMA, SERVED, Oracle
from tests.gateway.compiler.queries import Query, queries
from tests.gateway.compiler.stored import Data
from tests.gateway.harness import serving
from tests.worlds import world
from tribes.searching import CORPUS
from views.errors import StoreUnavailable
from views.reading import steps
from views.reading.waves import Request

CASES = 30
"""Of data; each is asked several queries."""


def fallen_back() -> float:
    """How many operations were not compiled, though they could be: not switched off, and without
    an error in the answer."""
    [metric] = [one for one in REGISTRY.collect() if one.name == "bandstand_gateway_operations"]
    return sum(
        sample.value
        for sample in metric.samples
        if sample.name.endswith("_total")
        and sample.labels["way"] == "graphql-core"
        and sample.labels["why"] not in ("off", "error", "too deep")
    )


Case: TypeAlias = tuple[Data, list[tuple[Query, str | None]]]
_viewers = st.sampled_from([None, "u0", "u1"])


@pytest.mark.timeout(600)
@pytest.mark.parametrize("call_cost", [steps.COST_MAX, 3])
@pytest.mark.parametrize("shards", [1, 3])
def test_the_compiled_path_answers_as_graphql_core_does(
    nats: NatsServer,
    store_url: str,
    monkeypatch: pytest.MonkeyPatch,
    shards: int,
    call_cost: int,
) -> None:
    """Data, errors and paths: whatever is asked, whatever is wrong with what is stored, and in
    however small steps it is read; and where all of it is written aside.
    """
    monkeypatch.setattr(steps, "COST_MAX", call_cost)
    if call_cost == 3:
        monkeypatch.setattr(execution, "LARGE", -1)
        monkeypatch.setattr(execution, "LARGE_BY_CORE", -1)
    ways: Counter[str] = Counter()

    async def check(gateways: Gateways, data: Data, query: Query, viewer: str | None) -> None:
        before = fallen_back()
        one, told = await both(gateways, query, viewer)
        # What a viewer's object reads apart is compiled where it is the query's own.
        assert fallen_back() == before or "on Viewer" in query.text, f"not compiled: {told}"
        errors = one.get("errors", [])
        ways["errors" if errors else "clean"] += 1
        if any(error["extensions"]["code"] == "TOO_COSTLY" for error in errors):
            return
        expected, paths = Oracle(data, viewer).ask(query.text, query.variables)
        assert one["data"] == expected, told
        found = {tuple(error["path"]) for error in errors}
        assert _nulls(expected, found) == _nulls(expected, paths), told
        ways["entities"] += "_entities(" in query.text
        ways["searches"] += not errors and "search(" in query.text

    cases = CASES if call_cost > 3 else CASES // 4
    compare(nats, store_url, shards, cases, check)
    assert ways["clean"] > cases / 4, ways
    assert ways["errors"] > cases / 20, ways
    # Of few queries it may be that none searches.
    assert cases < CASES or ways["searches"] > cases / 10, ways
    assert cases < CASES or ways["entities"] > 0, ways


@pytest.mark.timeout(600)
@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_store_that_fails_is_told_alike(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """At any wave: what was read before it stands, and what was not is an error of its field."""
    # Of what is written aside, which fields ask in one wave is the two threads' to say.
    monkeypatch.setattr(execution, "LARGE_BY_CORE", sys.maxsize)

    async def check(gateways: Gateways, data: Data, query: Query, viewer: str | None) -> None:
        if "search(" in query.text:
            return  # graphql-core reads what is found in a wave of its own, when the index answers.
        store, waves = gateways[0].world.store, 0
        wave = store.wave

        async def failing(requests: list[Request], *most: int) -> Any:
            nonlocal waves
            waves += 1
            if waves == fails_at:
                raise StoreUnavailable("gone")
            return await wave(requests, *most)

        def again() -> None:
            nonlocal waves
            waves = 0

        store.wave = failing  # type: ignore[method-assign]
        try:
            await both(gateways, query, viewer, again)
        finally:
            store.wave = wave  # type: ignore[method-assign]

    compare(nats, store_url, 3, CASES // 2, check)


Gateways: TypeAlias = tuple[Gateway, Gateway]
"""One that compiles, and one that does not."""
Check: TypeAlias = Callable[[Gateways, Data, Query, str | None], Awaitable[None]]


async def both(
    gateways: Gateways,
    query: Query,
    viewer: str | None,
    before: Callable[[], None] = lambda: None,
) -> tuple[Json, str]:
    """What both say, which must be the same, and a text for who looks what went wrong."""
    answers = []
    for gateway in gateways:
        before()
        answers.append((await gateway.send(query.text, viewer=viewer, **query.variables)).json())
        # What an error has swallowed may still be read: it is no part of the next answer.
        await asyncio.sleep(0.001)
        while any("Session._send" in repr(task.get_coro()) for task in asyncio.all_tasks()):
            await asyncio.sleep(0)
    told = "\n".join(map(str, (query.text, query.variables, *answers)))
    assert _alike(*answers), told
    return answers[0], told


def compare(nats: NatsServer, store_url: str, shards: int, count: int, check: Check) -> None:
    """Check so many generated cases."""

    nats_url, folder = nats.url, nats.folder

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        path = folder / "index.sqlite"
        index = FullText(path, CORPUS, writing=True)
        searcher = Searcher(CORPUS, lambda: FullText(path, CORPUS), timeout_s=20)

        before: list[Query] = []

        async def all_of(case: Case) -> None:
            data, asked = case
            await data.write(it.store, client)
            write_index(index, data.texts)
            data.index = index
            # What is kept of a query is met again: by others, and over other data.
            again = [(query, viewer) for query in before for viewer in (None, "u0", "u1")]
            for query, viewer in [*asked, *again]:
                await check((compiled, plain), data, query, viewer)
            before[:] = [query for query, _ in asked[:1]]

        @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
        @given(st.tuples(datas(), st.lists(st.tuples(queries(), _viewers), min_size=1, max_size=6)))
        def run(case: Case) -> None:
            for query, _ in case[1]:
                errors = validate(SCHEMA, parse(query.text))
                assert not errors, (query.text, errors)
            asyncio.run_coroutine_threadsafe(all_of(case), loop).result(60)

        async with (
            world(nats_url, store_url, shards=shards) as it,
            serving(it, schema=SERVED, searcher=searcher) as compiled,
            serving(it, schema=SERVED, compiling=False, searcher=searcher) as plain,
            Redis.from_url(store_url) as client,
        ):
            await loop.run_in_executor(None, run)
        searcher.close()

    asyncio.run(scenario())


def _alike(one: Json, other: Json) -> bool:
    """Whether two answers are the same, but for errors that make the same place null: what a null
    swallows need not be waited for, so each need only have one that the other has too.
    """

    def by_place(answer: Json) -> dict[tuple[Any, ...], list[Json]]:
        found = defaultdict[tuple[Any, ...], list[Json]](list)
        for error in answer.get("errors", []):
            [place] = _nulls(answer["data"], {tuple(error["path"])})
            found[place].append(error)
        return found

    mine, theirs = by_place(one), by_place(other)
    return (
        one["data"] == other["data"]
        and mine.keys() == theirs.keys()
        and all(any(error in theirs[place] for error in mine[place]) for place in mine)
    )


def _nulls(data: Any, paths: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Where in the data the errors show. Of two errors that make the same place null, GraphQL says
    that one is reported, and not which.
    """
    shown = set()
    for path in paths:
        at, value = 0, data
        while value is not None and at < len(path):
            value, at = value[path[at]], at + 1
        shown.add(path[:at])
    return shown
