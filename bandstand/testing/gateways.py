"""A gateway in one process, on real servers: what a client sends, and what comes back."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
from starlette.applications import Starlette

from bandstand.testing.worlds import World
from eventlog import streams
from eventlog.clock import Clock
from eventlog.envelope import Event
from eventlog.publish.publishing import Publisher
from gateway import app
from gateway.authentication import Authenticator, trusted_header
from gateway.declare.relay import global_id
from gateway.documents.tabs import Tab
from gateway.faults import Schema
from gateway.services import Services
from gateway.uploads.shelves import Shelf
from search.searcher import Searcher
from views.reading.waves import Request
from views.store import READ_BYTES_MAX

Json = dict[str, Any]


class Gateway:
    """A gateway's application, and a client of it. Waves and calls of the store are counted."""

    def __init__(self, world: World, services: Services, application: Starlette) -> None:
        self.world, self.services, self.application = world, services, application
        transport = httpx.ASGITransport(application)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://gateway")
        self.waves = 0
        self.requests: list[Request] = []
        """What the waves asked for."""

    async def send(
        self,
        query: str,
        *,
        viewer: str | None = None,
        roles: str | None = None,
        token: str | None = None,
        **variables: Any,
    ) -> httpx.Response:
        """The response to a query."""
        headers = {"X-Viewer": viewer, "X-Roles": roles, "X-Consistency-Token": token}
        return await self.client.post(
            "/graphql",
            content=json.dumps({"query": query, "variables": variables}),  # Escapes surrogates.
            headers={name: value for name, value in headers.items() if value is not None}
            | {"Content-Type": "application/json"},
        )

    async def ask(self, query: str, **more: Any) -> Json:
        """The data of a query that must be answered without an error."""
        answer = (await self.send(query, **more)).json()
        assert "errors" not in answer, answer["errors"]
        data: Json = answer["data"]
        return data

    async def refusal(self, query: str, **more: Any) -> Json:
        """The one error of a query: message, code, retryable, path, and the data beside it."""
        answer = (await self.send(query, **more)).json()
        assert len(answer.get("errors", ())) == 1, answer
        [error] = answer["errors"]
        return {**error, **error["extensions"], "data": answer.get("data")}

    async def change(self, mutation: str, input: Json, select: str, **more: Any) -> Json:
        """The payload of a mutation: `userErrors`, `receipt`, and what is selected."""
        query = text_of(mutation, select)
        payload: Json = (await self.ask(query, input=input, **more))[mutation]
        return payload

    async def spent(self, query: str, **more: Any) -> tuple[Json, int, int]:
        """The data of a query, and the waves and calls that it took."""
        waves, calls = self.waves, self.world.store.calls
        data = await self.ask(query, **more)
        return data, self.waves - waves, self.world.store.calls - calls

    async def head(self) -> int:
        """Where the log ends."""
        return (await streams.head(self.world.connection, self.world.log)).last

    async def events(self) -> list[Event]:
        """All events of the log."""
        found = []
        for sequence in range(1, await self.head() + 1):
            body = await streams.stored(self.world.connection, self.world.log, sequence)
            assert body is not None
            found.append(self.world.codec.decode(body))
        return found


def text_of(mutation: str, select: str) -> str:
    """A mutation as a client sends it, with what is selected of its payload."""
    kind = mutation[0].upper() + mutation[1:] + "Input"
    return f"""mutation($input: {kind}!) {{ {mutation}(input: $input) {{
        {select} userErrors {{ field message code }} receipt {{ eventId token duplicate }}
    }} }}"""


def now_ms() -> int:
    """The wall clock."""
    return time.time_ns() // 1_000_000


@asynccontextmanager
async def serving(
    it: World,
    schema: Schema,
    admit: Callable[[Event], Event],
    *,
    offset_ms: int = 0,
    authenticate: Authenticator = trusted_header,
    development: bool = True,
    wait_s: float = 2.0,
    patience_s: float = 10.0,
    cors_origins: Sequence[str] = (),
    tabs: Sequence[Tab] = (),
    look: bool = True,
    compiling: bool = True,
    uploads: Shelf | None = None,
    searcher: Searcher | None = None,
    others: Sequence[World] = (),
    **more: Any,
) -> AsyncIterator[Gateway]:
    """A gateway of a world, whose wall clock goes wrong by `offset_ms`.

    wait_s is long, so that a slow machine never makes an answer STALE.

    Args:
        admit: what is done to an event where it enters. others: the worlds of the domain's other
            views. more: what `gateway.app.build` takes besides.
    """
    services = Services(
        connection=it.connection,
        publisher=Publisher(it.connection, it.codec, region=it.region, patience_s=patience_s),
        stores=(it.store, *(one.store for one in others)),
        clock=Clock(lambda: now_ms() + offset_ms),
        authenticate=authenticate,
        admit=admit,
        randomness=os.urandom,
        wait_s=wait_s,
        development=development,
        compiling=compiling,
        searcher=searcher,
        uploads=uploads,
    )
    application = app.build(schema, services, cors_origins=cors_origins, tabs=tabs, **more)
    made = Gateway(it, services, application)
    wave = it.store.wave

    async def counted(requests: list[Request], most: int = READ_BYTES_MAX) -> Any:
        made.waves += 1
        made.requests += requests
        return await wave(requests, most)

    it.store.wave = counted  # type: ignore[method-assign]
    try:
        if look:
            await services.look()
            await services.revocations.look()
        yield made
    finally:
        it.store.wave = wave  # type: ignore[method-assign]
        await made.client.aclose()


def node_id(kind: str, record_id: str) -> str:
    """A global id."""
    return global_id(kind, record_id)


async def eventually(look: Callable[[], Awaitable[bool]], timeout_s: float = 40.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + timeout_s
    while not await look():
        assert time.monotonic() < deadline, "it does not come to hold"
        await asyncio.sleep(0.02)
