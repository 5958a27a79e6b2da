"""Worlds of the community, for tests that are about no other domain."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from typing import Any

from bandstand.testing import worlds
from bandstand.testing.worlds import World
from crdt.states import State
from eventlog.envelope import Event
from tribes.events import EVENTS
from tribes.views import COMMUNITY


def folded(events: Iterable[Event]) -> State:
    """The plain Python fold of events."""
    return worlds.folded(COMMUNITY, events)


def world(nats_url: str, store_url: str, **more: Any) -> AbstractAsyncContextManager[World]:
    """A world on running servers."""
    return worlds.world(nats_url, store_url, COMMUNITY, EVENTS, **more)
