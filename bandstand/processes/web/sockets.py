"""WebSockets: uvicorn's, read in slices, and no faster than others bear."""

from __future__ import annotations

import logging
from collections.abc import Hashable
from typing import Any, cast

from starlette.types import Scope
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request

from bandstand.processes.web import frames
from bandstand.processes.web.frames import Pace
from bandstand.processes.web.pieces import Piecewise
from bandstand.processes.web.sending import Sending
from gateway.admission.clients import Client
from gateway.admission.requests import Gate
from gateway.errors import TooMany
from gateway.transport.arrivals import LARGE_BYTES
from gateway.transport.operations import Code, reason_of

_logger = logging.getLogger("bandstand.sockets")
_logger.setLevel(logging.WARNING)

AS_TEXT = 4
"""So many bytes a byte may take that came, until what it is of is done: as text, and in parts."""

CLOSE_S_MAX = 2
"""So long a client may take to hear that its WebSocket ends."""


class SocketConnection(Piecewise, WebSocketsSansIOProtocol):
    """Uvicorn's WebSocket, where a client that takes nothing can hold nothing either, and one that
    sends many frames holds up nobody else.
    """

    gate: Gate | None = None
    pace_each: Pace
    """Of all connections of one client."""
    sending: Sending

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        # Otherwise each connection is a line in the log.
        self.logger = _logger
        self._pace = Pace(frames.FRAMES_A_S)
        self._came = bytearray()
        """What is not parsed yet. Nothing is read meanwhile, so it is what came at once."""
        self._next: Any = None
        """What parses on, at its time; None where nothing waits."""
        self._who: Hashable = ""
        self._framed = False
        """Whether a frame was in what was parsed last."""
        self._partial = 0
        """How many bytes of a frame are there that is not there whole."""
        self._held = 0
        """How many bytes are held of the room for large messages."""

    @property
    def address(self) -> str:
        """Where it comes from."""
        return self.client[0] if self.client else ""

    def data_received(self, data: bytes) -> None:
        """Take some bytes, and parse them in slices."""
        if not self.handshake_initiated:
            super().data_received(data)  # The head of the request, which has a size.
            return
        self._came += data
        if self._hold() and self._next is None:
            self._parse()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it. SUBTLE: where bytes wait nothing is read, so that the other's end is heard
        after the last of them: what is dropped here was ended here, or by a fault.
        """
        self._drop()
        self._give()
        self.sending.end(self)
        # SUBTLE: what is left of a connection waits for the collector, which comes seldom.
        self.frames = []
        self.conn.reader.buffer.clear()
        super().connection_lost(exc)

    def handle_connect(self, event: Request) -> None:
        """Know from where it comes."""
        super().handle_connect(event)
        if self.gate is not None and self.conn.handshake_exc is None:
            self._who = self.gate.client(cast(Scope, self.scope))
        elif self.client:
            self._who = self.client[0]

    def handle_events(self) -> None:
        """Take what was parsed, and count it."""
        came = len(self.conn.events)
        if came and self.handshake_initiated:
            now_s = self.loop.time()
            self._pace.note(self, came, now_s)
            self.pace_each.note(self._who, came, now_s)
            self._framed, self._partial = True, 0
        super().handle_events()

    def handle_cont(self, event: Frame) -> None:
        """Take a message's next part, of which there are so many at most."""
        if self.transport.is_closing():
            return
        if len(self.frames) >= frames.FRAGMENTS_MAX:
            told = f"a message has {frames.FRAGMENTS_MAX:,} fragments at most"
            self.frames = []
            self.conn.fail(1009, told)
            self.handle_parser_exception()
            return
        super().handle_cont(event)

    def pause_writing(self) -> None:
        """Take nothing from who takes nothing: what answers pings would pile up."""
        super().pause_writing()
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """Go on."""
        super().resume_writing()
        if self.writable.is_set() and not self.read_paused:
            self._go_on()

    async def receive(self) -> Any:
        """Receive a message. Whoever asks for the next is done with the last."""
        done = not (self._came or self.frames or self._partial or self.queue.qsize())
        if self._held and done:
            self._give()
        message = await super().receive()
        if not self.writable.is_set():
            self.transport.pause_reading()
        elif self._came and not self.read_paused:
            self._go_on()
        return message

    async def send(self, message: Any) -> None:
        """Send a message; to say that it ends does not wait, and is not waited for long."""
        if message["type"] == "websocket.close":
            self.writable.set()
        await super().send(message)
        if message["type"] == "websocket.send":
            # SUBTLE: it is written, and others hold the message while they wait here.
            message.pop("text", None)
            # Until most of it is taken it is its sender's, where it is counted.
            await self.writable.wait()
        if self.close_timer is not None:
            # Nobody else counts what was not taken until then.
            self.sending.begin(self)
            self.close_timer.cancel()
            self.close_timer = self.loop.call_later(CLOSE_S_MAX, self.transport.abort)
            self._go_on()

    def _go_on(self) -> None:
        """Read again, when all that came is parsed."""
        if self.transport.is_closing():
            return
        if self._came:
            self.transport.pause_reading()
            if self._next is None:
                self._next = self.loop.call_soon(self._parse)
        else:
            self.transport.resume_reading()

    def _parse(self) -> None:
        """Parse a slice, or as many as there is no frame in; go on when the loop has turned.

        A large message is not slow therefore: it is one frame.
        """
        self._next, frame = None, False
        while self._came and not frame:
            if self.transport.is_closing():
                self._drop()
                return
            if self.read_paused or not self.writable.is_set():
                # It goes on when the message is received, or what is written is taken.
                self.transport.pause_reading()
                return
            now_s = self.loop.time()
            wait_s = self._pace.wait_s(self, now_s)
            wait_s = wait_s or self.pace_each.wait_s(self._who, now_s)
            if wait_s:
                self.transport.pause_reading()
                self._next = self.loop.call_later(wait_s, self._parse)
                return
            part = bytes(self._came[: frames.SLICE_BYTES])
            del self._came[: frames.SLICE_BYTES]
            self._framed = False
            self._partial += len(part)
            super().data_received(part)
            frame = self._framed
        if self.transport.is_closing():
            self._drop()
        elif not self.read_paused and self.writable.is_set():
            self._go_on()

    def _hold(self) -> bool:
        """Have a place for what came where that is much, or end; whether it has one."""
        size = len(self._came) + self._partial + sum(map(len, self.frames))
        more = AS_TEXT * size - self._held
        if self.gate is None or size <= LARGE_BYTES or more <= 0:
            return True
        try:
            self.gate.room.take(cast(Client, self._who), more)
        except TooMany as error:
            self._drop()
            self.conn.fail(Code.TRY_AGAIN_LATER, reason_of(str(error)))
            self.handle_parser_exception()
            return False
        self._held += more
        return True

    def _give(self) -> None:
        if self._held and self.gate is not None:
            self.gate.room.give(cast(Client, self._who), self._held)
            self._held = 0

    def _drop(self) -> None:
        self._came.clear()
        if self._next is not None:
            self._next.cancel()
            self._next = None
