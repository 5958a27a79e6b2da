"""Large answers: they are written aside, in turns, and the loop of the connections goes on."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable
from typing import Any

import pytest
import strawberry

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from gateway import execution
from gateway.admission.clients import Client
from gateway.admission.large import AT_ONCE, Large, Turn
from gateway.compiler.compilation import Compiled
from gateway.faults import Schema
from gateway.reading import sessions
from gateway.reading.objects import Found
from tests.gateway.reading.test_waves import run
from tribes import events as e
from tribes.schema import Mutation, Query

ADA, BOB, EVE = (Client(f"viewer {name}") for name in ("ada", "bob", "eve"))
PAGE = "feed(first: 100) { nodes { id comments(first: 20) { nodes { id body } } } }"
FORBIDDEN = f"{{ cases {{ nodes {{ id }} }} {PAGE} }}"
HIDDEN = "{ feed { nodes { hiddenComments { nodes { id } } comments { nodes { id } } } } }"
SMALL = "feed(first: 1) { nodes { id } }"
HISTORY = [
    e.ArticlePublished(
        **envelope(1), article="a", tribe="t", kind=e.ArticleKind.ARTICLE, title="A"
    ),
    *(e.CommentPosted(**envelope(n), comment=f"a/{n}", body=f"{n}") for n in range(2, 9)),
]


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_each_client_has_one_turn_at_a_time_and_all_have_theirs() -> None:
    """Who asks for many waits for themselves; who leaves keeps nobody from theirs."""

    async def scenario() -> None:
        large, now, order = Large(), list[str](), list[str]()
        go = asyncio.Event()

        async def one(client: Client, name: str) -> None:
            turn = Turn(large, client)
            await turn.take()
            await turn.take()
            now.append(name)
            order.append(name)
            await go.wait()
            now.remove(name)
            turn.give()

        tasks = [asyncio.create_task(one(ADA, f"ada{n}")) for n in range(4)]
        await _settle()
        assert now == ["ada0"]
        tasks += [asyncio.create_task(one(BOB, "bob")), asyncio.create_task(one(EVE, "eve"))]
        await _settle()
        assert (now, AT_ONCE) == (["ada0", "bob"], 2)
        tasks[1].cancel()
        go.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert order == ["ada0", "bob", "eve", "ada2", "ada3"]

    asyncio.run(scenario())


def held(release: threading.Event, began: threading.Event) -> Callable[..., Any]:
    """What takes as long as a test says, and is done aside."""

    def hold(*_: Any) -> None:
        assert threading.current_thread() is not threading.main_thread()
        began.set()
        assert release.wait(20)

    return hold


@pytest.mark.parametrize("query", [f"{{ {PAGE} }}", FORBIDDEN])
def test_while_a_large_answer_is_written_others_are_answered(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """Compiled, or by graphql-core because of an error in it: one such query stopped a process."""
    release, began = threading.Event(), threading.Event()
    hold, write = held(release, began), Compiled.write

    def slow(self: Compiled, session: Any, asked: Any) -> str:
        if session.home is not None:
            hold()
        return write(self, session, asked)

    monkeypatch.setattr(Compiled, "write", slow)
    monkeypatch.setattr(execution, "check_data", hold)

    async def scenario(it: Gateway) -> None:
        answer = asyncio.create_task(it.send(query))
        await asyncio.to_thread(began.wait, 20)
        assert (await it.ask(f"{{ {SMALL} }}"))["feed"]["nodes"]
        assert not answer.done()
        release.set()
        found = (await answer).json()
        assert len(found["data"]["feed"]["nodes"][0]["comments"]["nodes"]) == 7
        assert ("errors" in found) == (query == FORBIDDEN)

    run(nats, store_url, scenario, history=HISTORY)


@pytest.mark.parametrize("query", [FORBIDDEN, HIDDEN])
def test_what_was_read_goes_with_its_answer(nats: NatsServer, store_url: str, query: str) -> None:
    """Its error kept the frames in which it was raised, and those all that was read: until the
    collector came, some 50 MiB of a large answer.
    """

    async def scenario(it: Gateway) -> None:
        await it.send(query)
        gc.collect()
        before = set(map(id, gc.get_objects()))
        gc.disable()
        try:
            assert (await it.send(query)).json()["errors"]
            await _settle()
            known = [one for one in gc.get_objects() if id(one) not in before]
            kept = [one for one in known if isinstance(one, Found)]
            dicts = [one for one in known if type(one) is dict]
            written = [one for one in dicts if isinstance(one.get("nodes"), list)]
        finally:
            gc.enable()
        assert (kept, written) == ([], [])

    run(nats, store_url, scenario, history=HISTORY)


@pytest.mark.parametrize("shards", [1, 3])
def test_what_turns_out_to_be_long_is_read_in_a_turn(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch, shards: int
) -> None:
    """19 times a hundred long articles held 1.6 GiB, for an answer that was too long. Nothing of
    what is longer than may be is read, and the turn is given back.
    """
    monkeypatch.setattr(sessions, "LARGE_BYTES", 1_000)
    texts = [f"{n:04}" + "x" * 96 for n in range(10, 20)]
    more = [
        e.CommentPosted(**envelope(n), comment=f"a/{n}", body=texts[n - 10]) for n in range(10, 20)
    ]
    query = "{ feed { nodes { comments(first: 20) { nodes { body } } } } }"

    async def scenario(it: Gateway) -> None:
        taken: list[bool] = []
        give = Turn.give

        def given(self: Turn) -> None:
            taken.append(self.taken)
            give(self)

        monkeypatch.setattr(Turn, "give", given)
        found = await it.ask(query)
        assert len(found["feed"]["nodes"][0]["comments"]["nodes"]) == 17
        it.services.compiling = False
        assert await it.ask(query) == found
        assert await it.ask("{ feed { nodes { id } } }")
        assert taken == [True, True, False]
        monkeypatch.setattr(sessions, "READ_BYTES_MAX", 1_000)
        for compiling in (True, False):
            it.services.compiling = compiling
            error = await it.refusal(query)
            assert error["code"] == "TOO_COSTLY"
            assert "the answer would be longer than" in error["message"]
        monkeypatch.setattr(sessions, "READ_BYTES_MAX", 10**6)
        assert await it.ask(query) == found

    run(nats, store_url, scenario, history=[*HISTORY, *more], shards=shards)


@strawberry.type
class Own(Query):
    """The community's, with fields that are resolved by somebody's own code."""

    @strawberry.field
    async def thread(self) -> str:
        """On which thread it is resolved, after a turn of the loop there."""
        await asyncio.sleep(0)
        return threading.current_thread().name

    @strawberry.field
    def plain(self) -> str:
        """The same of a function."""
        return threading.current_thread().name


def test_resolvers_of_ones_own_run_where_requests_come(nats: NatsServer, store_url: str) -> None:
    """What they hold, a client of another service, say, is of that loop."""
    schema = Schema(Own, Mutation)

    async def scenario(it: Gateway) -> None:
        for page in (PAGE, SMALL):
            found = await it.ask(f"{{ thread plain {page} }}")
            assert found["thread"] == found["plain"] == "MainThread"
            assert found["feed"]["nodes"]

    run(nats, store_url, scenario, history=HISTORY, schema=schema)
