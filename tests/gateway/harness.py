"""Gateways of the community, for tests that are about no other domain."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from bandstand.testing import gateways
from bandstand.testing.gateways import Gateway
from bandstand.testing.worlds import World
from eventlog.envelope import Event
from gateway.faults import Schema
from tests.worlds import world
from tribes.entry import admit
from tribes.schema import SCHEMA


def serving(
    it: World, *, schema: Schema = SCHEMA, **more: Any
) -> AbstractAsyncContextManager[Gateway]:
    """A gateway of a world."""
    return gateways.serving(it, schema, admit, **more)


@asynccontextmanager
async def gateway(
    nats_url: str,
    store_url: str,
    *,
    shards: int = 1,
    history: Iterable[Event] = (),
    projecting: bool = True,
    **more: Any,
) -> AsyncIterator[Gateway]:
    """A world with a history, a projector, and a gateway that has seen them."""
    async with AsyncExitStack() as stack:
        it = await stack.enter_async_context(world(nats_url, store_url, shards=shards))
        await it.publish(history)
        if projecting:
            await stack.enter_async_context(it.projecting())
            await it.caught_up()
        yield await stack.enter_async_context(serving(it, **more))
