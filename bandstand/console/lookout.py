"""The lookout: connections to every region that it only reads from, and what was seen last.

It looks only while somebody watches. A region that does not answer keeps what it said, and since
when that is old; the others go on. Views are read whole, for their blocks, when they have moved,
and for a fifth of the time at most.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

import msgspec

from bandstand.audit.regions import Opened, opened
from bandstand.console import blocks
from bandstand.console.blocks import Blocks
from bandstand.console.looks import LogSight, Look, Region
from bandstand.console.picture import Picture, Scene, picture
from bandstand.console.trail import Followed, follow
from bandstand.operate import outlook
from bandstand.operate.outlook import Ears
from bandstand.operate.status import look_at_views
from bandstand.settings import Settings
from eventlog import streams
from eventlog.checks.faults import plain
from eventlog.connection import Connection
from eventlog.errors import LogError
from eventlog.streams import Head
from eventlog.subjects import Log
from views.errors import ViewsError
from views.store import Store

_logger = logging.getLogger(__name__)

LOOK_S: Final = 1.0
LINGER_S: Final = 20.0
"""For so long it looks on when nobody watches any more: a page may be loaded again."""

_RATE_LOOKS: Final = 6
"""Rates are of so many looks."""

_NEW_EVENTS_MAX: Final = 12
"""So many events of a log are fetched in one look, the last ones."""

_IDLE_FACTOR: Final = 4
"""For so much longer than reading a view took, it is not read again."""

_AGAIN_S: Final = 20.0
"""After so long a view is read again though nothing moved it: a store may lose what no event took.
"""

_TEXT_LENGTH_MAX: Final = 100


class Lookout:
    """Looks at regions for ever, and says what it saw.

    Args:
        regions: by name. now_ms: the wall clock. links: what each link lets through, where there
            are any that are ours. processes: those that a supervisor runs.
    """

    def __init__(
        self,
        regions: Mapping[str, Settings],
        now_ms: Callable[[], int],
        *,
        links: Callable[[], Mapping[str, str]] = dict,
        processes: Callable[[], Sequence[Mapping[str, Any]]] = tuple,
    ) -> None:
        self._settings, self._now_ms = dict(regions), now_ms
        self._links, self._processes = links, processes
        self._regions = {name: Region(name) for name in regions}
        self._before = deque[Mapping[str, Region]](maxlen=_RATE_LOOKS)
        self._ends: dict[str, int] = {}
        self._new: list[Followed] = []
        self._trail: tuple[Followed, ...] = ()
        self._watched, self._left_s, self._wanted = 0, 0.0, asyncio.Event()
        self._news = asyncio.Condition()
        self.number = 0
        """Grows with each picture."""

    @property
    def picture(self) -> Picture:
        """All regions as they were seen last."""
        before = self._before[0] if self._before else {}
        return picture(
            Scene(
                now_ms=self._now_ms(),
                regions=self._regions,
                before=before,
                links=self._links(),
                processes=self._processes(),
                trail=self._trail,
            )
        )

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While somebody watches, it looks, and a while longer."""
        self._watched += 1
        self._wanted.set()
        try:
            yield
        finally:
            self._watched -= 1
            self._left_s = asyncio.get_running_loop().time()

    async def next(self, number: int) -> int:
        """Wait for a picture after this one; its number."""
        async with self._news:
            await self._news.wait_for(lambda: self.number > number)
            return self.number

    async def run(self) -> None:
        """Look for ever, while somebody watches."""
        while True:
            await self._wanted.wait()
            looking = asyncio.create_task(self._look_on())
            idle = asyncio.create_task(self._until_left())
            try:
                await asyncio.wait({looking, idle}, return_when=asyncio.FIRST_COMPLETED)
                if looking.done():
                    looking.result()
            except Exception:
                # Who only looks stops nothing else: it is said, and begun again.
                _logger.exception("the console looks again")
                await asyncio.sleep(LINGER_S)
            finally:
                looking.cancel()
                idle.cancel()
                await asyncio.gather(looking, idle, return_exceptions=True)

    async def _until_left(self) -> None:
        """Until nobody has watched for a while."""
        loop = asyncio.get_running_loop()
        while self._watched or loop.time() - self._left_s < LINGER_S:
            await asyncio.sleep(LOOK_S)
        self._wanted.clear()

    async def _look_on(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            for name in self._settings:
                tasks.create_task(self._watch(name))
            tasks.create_task(self._tell())

    async def _tell(self) -> None:
        """Make a new picture once in a while."""
        while True:
            await asyncio.sleep(LOOK_S)
            self._trail = follow(self._trail, self._new, self._regions, self._now_ms())
            self._new = []
            self._before.append(dict(self._regions))
            async with self._news:
                self.number += 1
                self._news.notify_all()

    async def _watch(self, name: str) -> None:
        """Look at one region for ever, and connect again where that has ended."""
        settings = self._settings[name]
        while True:
            try:
                async with opened(settings) as it:
                    await self._look_for_ever(name, it, settings)
            except (LogError, ViewsError) as error:
                self._failed(name, str(error))
            await asyncio.sleep(LOOK_S)

    async def _look_for_ever(self, name: str, it: Opened, settings: Settings) -> None:
        ears = await Ears(it.connection, settings).open()
        await asyncio.sleep(outlook.LISTEN_S)
        async with asyncio.TaskGroup() as tasks:
            for store in it.stores:
                tasks.create_task(self._read_blocks(name, store))
            while True:
                await self._look(name, it, settings, ears)
                await asyncio.sleep(LOOK_S)

    async def _look(self, name: str, it: Opened, settings: Settings, ears: Ears) -> None:
        """Look once. What does not answer is noted, and nothing is raised."""
        try:
            heads = await streams.heads(it.connection)
            seen = await outlook.look(it.connection, settings, heads, ears.heard)
            await self._fetch(name, it.connection, heads)
        except LogError as error:
            self._failed(name, str(error))
            return
        sight = LogSight({log.name: head for log, head in heads.items()}, seen)
        self._put(name, log=self._regions[name].log.took(sight, self._now_ms()))
        try:
            viewed = await look_at_views(it, settings, seen)
        except (LogError, ViewsError) as error:
            self._put(name, views=self._regions[name].views.failed(_short(error)))
            return
        self._put(name, views=self._regions[name].views.took(viewed, self._now_ms()))

    async def _read_blocks(self, name: str, store: Store) -> None:
        """Read a view's blocks for ever, as often as it may be."""
        view, last = store.view.name, Blocks({}, still=False)
        loop, read_s = asyncio.get_running_loop(), 0.0
        self._put_blocks(name, view, Look())
        while True:
            pause_s = max(LOOK_S, _IDLE_FACTOR * last.took_s)
            await asyncio.sleep(pause_s)
            look = self._regions[name].blocks[view]
            try:
                if last.still and not look.trouble and loop.time() - read_s < _AGAIN_S:
                    vector = blocks.vector_of(await store.extents())
                    if vector == last.vector:
                        continue
                last, read_s = await blocks.read_blocks(store), loop.time()
                self._put_blocks(name, view, look.took(last, self._now_ms()))
            except ViewsError as error:
                self._put_blocks(name, view, look.failed(_short(error)))

    async def _fetch(self, name: str, connection: Connection, heads: Mapping[Log, Head]) -> None:
        """Fetch what came to the region's own logs since, the last of it."""
        for log, head in heads.items():
            if log.region != name:
                continue
            first = max(self._ends.get(log.name, 0), head.last - _NEW_EVENTS_MAX, 0)
            for sequence in range(first + 1, head.last + 1):
                body = await streams.stored(connection, log, sequence)
                if body is not None:
                    self._new.append(followed(log.name, sequence, body))
            self._ends[log.name] = head.last

    def _put(self, name: str, **looks: Any) -> None:
        self._regions = {**self._regions, name: replace(self._regions[name], **looks)}

    def _put_blocks(self, name: str, view: str, look: Look[Blocks]) -> None:
        self._put(name, blocks={**self._regions[name].blocks, view: look})

    def _failed(self, name: str, why: str) -> None:
        region = self._regions[name]
        self._put(name, log=region.log.failed(_short(why)), views=region.views.failed(_short(why)))


def _short(why: object) -> str:
    return plain(str(why), 300)


class _Told(msgspec.Struct):
    """What of an event everybody may see who may look at the log: none of its own fields."""

    id: str = ""
    type: str = ""
    actor: str = ""
    at: str = ""


def followed(log: str, sequence: int, body: bytes) -> Followed:
    """An event that is to be followed. What is none, and will be parked, is followed too."""
    try:
        told = msgspec.json.decode(body, type=_Told)
        stamped_ms = int(told.at[:12], 16)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        return Followed(log, sequence, "", "not an event", "", None)
    id, type, actor = (plain(text, _TEXT_LENGTH_MAX) for text in (told.id, told.type, told.actor))
    return Followed(log, sequence, id, type, actor, stamped_ms)
