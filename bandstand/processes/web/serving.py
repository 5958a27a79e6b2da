"""Serving: a listening socket, and uvicorn on it, whose signals the process handles."""

from __future__ import annotations

import asyncio
import errno
import logging
import resource
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import uvicorn
from starlette.applications import Starlette

from bandstand.errors import BadSetting
from bandstand.processes.web import connections, frames
from bandstand.processes.web.connections import HttpConnection, Waiting
from bandstand.processes.web.frames import Pace
from bandstand.processes.web.sending import UNSENT_BYTES_MAX, Sending
from bandstand.processes.web.sockets import SocketConnection
from gateway.admission.requests import Gate
from gateway.transport.arrivals import BODY_BYTES_MAX

_logger = logging.getLogger(__name__)
STOP_S_MAX = 10
FILES_BESIDES = 256
STUCK_MS_MAX = 30_000
WAITING_MAX = 5_000
ACCEPTED_AT_ONCE = 16
"""So many connections are let in each time that the loop turns."""


def make_room(connections: int) -> None:
    """Let the process open so many connections, and what it needs besides, if the system does."""
    wanted, (soft, hard) = connections + FILES_BESIDES, resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    if most < wanted:
        _logger.warning(
            "the settings allow %d connections, but the system only %d open files: raise the "
            "limit (ulimit -n), or lower "
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

    class Socket(SocketConnection):
        """A WebSocket of this server."""

    Http.waiting, Http.sending = Waiting(waiting, most), Sending(unsent)
    Socket.sending = Http.sending
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
