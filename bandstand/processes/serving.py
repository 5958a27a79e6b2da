"""Serving: a listening socket, and uvicorn on it, whose signals the process handles."""

from __future__ import annotations

import asyncio
import errno
import logging
import resource
import socket
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

import uvicorn
from starlette.applications import Starlette
from starlette.types import Scope
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request

from bandstand.errors import BadSetting
from bandstand.processes import connections, frames
from bandstand.processes.connections import HttpConnection, Waiting
from bandstand.processes.frames import Pace
from bandstand.processes.sending import UNSENT_BYTES_MAX, Sending
from gateway.admission.requests import Gate
from gateway.transport.arrivals import BODY_BYTES_MAX

_logger = logging.getLogger(__name__)
_sockets_logger = logging.getLogger("bandstand.sockets")
_sockets_logger.setLevel(logging.WARNING)
STOP_S_MAX = 10
FILES_BESIDES = 256
STUCK_MS_MAX = 30_000
WAITING_MAX = 5_000
ACCEPTED_AT_ONCE = 16
"""So many connections are let in each time that the loop turns."""

CLOSE_S_MAX = 2
"""So long a client may take to hear that its WebSocket ends."""


def make_room(connections: int) -> None:
    """Let the process open so many connections, and what it needs besides, if the system does."""
    wanted, (soft, hard) = connections + FILES_BESIDES, resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    if most < wanted:
        _logger.warning(
            "%d connections are allowed, and %d open files: raise the limit (ulimit -n), or lower "
            "BANDSTAND_CONNECTIONS and BANDSTAND_WAITING",
            connections,
            most,
        )


def listen(
    host: str, port: int, key: str = "BANDSTAND_PORT", *, shared: bool = False
) -> socket.socket:
    """A listening socket; as `bind`."""
    listening = bind(host, port, key, shared=shared)
    listening.listen(1024)
    return listening


def bind(
    host: str, port: int, key: str = "BANDSTAND_PORT", *, shared: bool = False
) -> socket.socket:
    """A socket that has a port. `key`: the setting that names it. shared: with other processes.

    Raises:
        BadSetting: the port is taken, or the address is not this machine's.
    """
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        # What is accepted inherits it. Else a connection whose client takes nothing, and that is
        # to be closed when all is sent, would be held for ever.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STUCK_MS_MAX)
    if shared:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise BadSetting(
                f"port {port} on {host} is in use; choose another with {key}"
            ) from None
        raise BadSetting(
            f"cannot listen on {host}:{port}: {error.strerror}; set BANDSTAND_HOST or {key}"
        ) from None
    return listening


class _Socket(WebSocketsSansIOProtocol):
    """Uvicorn's WebSocket, where a client that takes nothing can hold nothing either, and one that
    sends many frames holds up nobody else.
    """

    gate: Gate | None = None
    pace_each: Pace
    """Of all connections of one client."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        # Otherwise each connection is a line in the log.
        self.logger = _sockets_logger
        self._pace = Pace(frames.FRAMES_A_S)
        self._came = bytearray()
        """What is not parsed yet. Nothing is read meanwhile, so it is what came at once."""
        self._next: Any = None
        """What parses on, at its time; None where nothing waits."""
        self._who: Hashable = ""
        self._framed = False
        """Whether a frame was in what was parsed last."""

    def data_received(self, data: bytes) -> None:
        """Take some bytes, and parse them in slices."""
        if not self.handshake_initiated:
            super().data_received(data)  # The head of the request, which has a size.
            return
        self._came += data
        if self._next is None:
            self._parse()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it. SUBTLE: where bytes wait nothing is read, so that the other's end is heard
        after the last of them: what is dropped here was ended here, or by a fault.
        """
        self._drop()
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
            self._framed = True
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
        if not self.read_paused:
            self._go_on()

    async def receive(self) -> Any:
        """Receive a message."""
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
            # Until most of it is taken it is its sender's, where it is counted.
            await self.writable.wait()
        if self.close_timer is not None:
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
            super().data_received(part)
            frame = self._framed
        if self.transport.is_closing():
            self._drop()
        elif not self.read_paused and self.writable.is_set():
            self._go_on()

    def _drop(self) -> None:
        self._came.clear()
        if self._next is not None:
            self._next.cancel()
            self._next = None


class Server(uvicorn.Server):
    """Uvicorn, whose signals the process handles."""

    end: Callable[[], None] | None = None
    """Ends what would not end by itself."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none: `run` cancels the task."""
        yield

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until cancelled; then finish what is under way."""
        # SUBTLE: libuv takes one connection of a socket each time that its loop turns. While it has
        # much to do whoever is connected waits for seconds, and all the while nobody knows of them.
        many = [
            one
            for each in sockets or ()
            for one in (each, *(each.dup() for _ in range(ACCEPTED_AT_ONCE - 1)))
        ]
        task = asyncio.create_task(super().serve(many or None))
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            self.should_exit = True
            if self.end is not None:
                self.end()
            while not task.done():  # However often it is told to end.
                with suppress(asyncio.CancelledError):
                    await asyncio.shield(task)
            raise


def web_server(
    application: Starlette,
    host: str,
    port: int,
    *,
    waiting: int = WAITING_MAX,
    most: int = 2 * WAITING_MAX,
    unsent: int = UNSENT_BYTES_MAX,
    gate: Gate | None = None,
) -> Server:
    """A server of an application; `serve` takes its sockets.

    Args:
        waiting: so many connections may be open that have not asked for anything yet, whole.
        most: so many may be open. unsent: so many bytes of answers wait to be taken.
        gate: gives a place to a request of which the head is there.
    """

    class Http(HttpConnection):
        """A connection of this server."""

    class Socket(_Socket):
        """A WebSocket of this server."""

    Http.waiting, Http.sending = Waiting(waiting, most), Sending(unsent)
    Socket.pace_each = Pace(frames.FRAMES_A_S_EACH)
    if gate is not None:
        Http.gate = Socket.gate = gate
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        loop="none",
        http=Http,
        ws=Socket,
        ws_max_size=BODY_BYTES_MAX,
        ws_per_message_deflate=False,  # A context for each connection, and time for each message.
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # Nobody asks for the client's address.
        timeout_keep_alive=connections.IDLE_S_MAX,
        timeout_graceful_shutdown=STOP_S_MAX,
    )
    return Server(config)
