"""Hints: what projectors say has changed, for whoever in this process wants to know.

One listening a subject, however many want to know. A hint may be lost, so whoever relies on this
looks again by themself now and then.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeAlias

from eventlog.connection import Connection, Ending
from eventlog.errors import LogError
from eventlog.subjects import change_subject, changes_subject
from gateway.declare.topics import Topic

_logger = logging.getLogger(__name__)

SOON_S = 0.005
"""So long what is wanted is gathered, before it is listened to."""

TOGETHER = 20
"""So many subjects are begun or ended in one pass of the loop."""

AGAIN_S = 1.0
Call: TypeAlias = Callable[[bytes], None]
"""Takes what a hint says besides: of which traces the change is a part."""


class Hints:
    """The hints of a region that somebody in this process wants to know."""

    def __init__(self, connection: Connection, region: str) -> None:
        self._connection, self._region = connection, region
        self._calls: dict[str, set[Call]] = {}
        self._endings: dict[str, Ending] = {}
        self._following: asyncio.Task[None] | None = None
        self._told = False
        """Whether it is told when the connection comes back."""

    @property
    def up(self) -> bool:
        """Whether all hints that are wanted can come now."""
        return self._connection.up and self._calls.keys() <= self._endings.keys()

    def add(self, topics: Iterable[Topic], call: Call) -> None:
        """Call a function at every hint on some topics, and once when they can come."""
        for subject in self._subjects(topics):
            self._calls.setdefault(subject, set()).add(call)
        self._follow()

    def remove(self, topics: Iterable[Topic], call: Call) -> None:
        """Call it no more."""
        for subject in self._subjects(topics):
            calls = self._calls.get(subject, set())
            calls.discard(call)
            if not calls:
                self._calls.pop(subject, None)
        self._follow()

    def _follow(self) -> None:
        """Listen to what is wanted, and to nothing else, soon."""
        if self._following is None or self._following.done():
            self._following = asyncio.get_running_loop().create_task(self._settle())

    async def _settle(self) -> None:
        while self._calls.keys() != self._endings.keys():
            # What is wanted for a moment alone is not listened to.
            await asyncio.sleep(SOON_S)
            try:
                await self._once()
            except LogError as error:
                _logger.info("listening to hints: %s: trying again", error)
                await asyncio.sleep(AGAIN_S)

    async def _once(self) -> None:
        new = self._calls.keys() - self._endings.keys()
        for number, subject in enumerate(new, 1):
            heard = partial(self._heard, subject)
            self._endings[subject] = await self._connection.listen(subject, heard)
            if number % TOGETHER == 0:
                await asyncio.sleep(0)
        for number, subject in enumerate(self._endings.keys() - self._calls.keys(), 1):
            await self._endings.pop(subject)()
            if number % TOGETHER == 0:
                await asyncio.sleep(0)
        if new:
            if not self._told:
                self._told = True
                self._connection.on_reconnect(self._all)
            await self._connection.settle()
        for subject in new:
            # What has changed before could not be heard.
            self._heard(subject)

    def _subjects(self, topics: Iterable[Topic]) -> list[str]:
        named = [change_subject(self._region, one.record.kind, one.id) for one in topics]
        return [*named, changes_subject(self._region)]

    def _heard(self, subject: str, said: bytes = b"") -> None:
        for call in tuple(self._calls.get(subject, ())):
            call(said)

    def _all(self) -> None:
        """The connection was lost and came back: what was said meanwhile was missed."""
        self._heard(changes_subject(self._region))
