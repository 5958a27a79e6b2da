"""Links: the connections between regions of a stack, which can be cut and healed.

A link is a proxy on loopback between two servers. What it lets through stands in `links.json`,
which `bandstand link` writes and the stack follows: `{"eu-us": "up"}`.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import msgspec

from bandstand.errors import Failure
from bandstand.stack import servers as embedded

_CHUNK_BYTES = 1 << 16
LOOK_S = 0.05
FOLLOW_S_MAX = 5.0


class Passage(StrEnum):
    """What a link lets through.

    up: all. down: nothing, and what is connected is disconnected. deaf: nothing of what the hub
    sends, and mute: nothing of what the other region sends; the connection stands.
    """

    UP = "up"
    DOWN = "down"
    DEAF = "deaf"
    MUTE = "mute"


class Link:
    """A proxy from a port of its own to the hub's.

    Args:
        port: where the other region connects to. target: the hub's port.
    """

    def __init__(self, name: str, port: int, target: int) -> None:
        self.name, self.port, self._target = name, port, target
        self.passage = Passage.UP
        self._open = {"deaf": asyncio.Event(), "mute": asyncio.Event()}
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Take connections."""
        self.let(Passage.UP)
        self._server = await asyncio.start_server(self._connect, embedded.HOST, self.port)

    def let(self, passage: Passage) -> None:
        """Let through what the passage says, from now on."""
        self.passage = passage
        for name, event in self._open.items():
            event.clear() if passage == name else event.set()
        if passage is Passage.DOWN:
            self._cut()

    def close(self) -> None:
        """Take no more connections, and cut those that stand."""
        if self._server:
            self._server.close()
        self._cut()

    def _cut(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _connect(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        if self.passage is Passage.DOWN:
            back.transport.abort()
            return
        try:
            far, forth = await asyncio.open_connection(embedded.HOST, self._target)
        except OSError:
            back.transport.abort()
            return
        self._writers |= {back, forth}
        with suppress(asyncio.CancelledError):
            await asyncio.gather(self._pump("mute", near, forth), self._pump("deaf", far, back))
        self._writers -= {back, forth}

    async def _pump(
        self, name: str, source: asyncio.StreamReader, sink: asyncio.StreamWriter
    ) -> None:
        try:
            while data := await source.read(_CHUNK_BYTES):
                await self._open[name].wait()
                sink.write(data)
                await sink.drain()
        except OSError:
            pass
        finally:
            sink.transport.abort()


def name_of(one: str, other: str, regions: list[str]) -> str:
    """The name of the link between two regions of a star.

    Raises:
        Failure: there is no such region, or no link between them.
    """
    hub = regions[0]
    for region in (one, other):
        if region not in regions:
            raise Failure(f"no region {region!r} runs here; there are: {', '.join(regions)}")
    if hub not in (one, other) or one == other:
        links = ", ".join(f"{hub} {region}" for region in regions[1:]) or "none"
        raise Failure(f"no link joins {one} and {other}; the links of this star: {links}")
    return f"{hub}-{other if one == hub else one}"


def read(folder: Path) -> dict[str, Passage]:
    """What is wanted of each link. Links that are not named are up."""
    try:
        return msgspec.json.decode((folder / "links.json").read_bytes(), type=dict[str, Passage])
    except (FileNotFoundError, UnicodeDecodeError, msgspec.DecodeError):
        return {}


def write(folder: Path, wanted: dict[str, Passage]) -> None:
    """Say what is wanted of each link."""
    draft = folder / "links.json.new"
    draft.write_bytes(msgspec.json.encode(wanted))
    draft.replace(folder / "links.json")


def up(_: str, __: str) -> Passage:
    """All passes."""
    return Passage.UP


def down(_: str, __: str) -> Passage:
    """Nothing passes."""
    return Passage.DOWN


def one_way(silenced: str, link: str) -> Passage:
    """What one region sends over a link is held back; what the other sends passes."""
    return Passage.DEAF if link.startswith(f"{silenced}-") else Passage.MUTE
