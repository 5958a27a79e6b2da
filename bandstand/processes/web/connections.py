"""Connections: uvicorn's HTTP, where a client that is slow to ask holds nothing for long.

    opened ──head, whole, in `HEAD_S_MAX`──▶ answered ──idle, `IDLE_S_MAX` at most──▶ asked again
       └─── waiting: so many at most; of the address with most, what waits longest goes first

A head that comes a byte at a time is late all the same: what counts is when it began. The body has
its time in `gateway.app`, which reads it whole before anything is done.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from typing import Any, cast

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from bandstand.processes.web.heads import HOPS, HOPS_LENGTH_MAX, fault_of
from bandstand.processes.web.pieces import Piecewise
from bandstand.processes.web.sending import Sending
from gateway import metrics
from gateway.admission.requests import HOLDING, Gate, Holding
from gateway.errors import BadRequest, GatewayError, TooMany

_logger = logging.getLogger("bandstand.processes.web.connections")
_logger.setLevel(logging.ERROR)

HEAD_S_MAX = 10.0
HEAD_BYTES_MAX = 64 << 10
"""The address and all headers: a consistency token alone may have 16 KiB."""

IDLE_S_MAX = 5
"""So long a connection is kept that asks for nothing more."""

REST_S_MAX = 5.0
"""So long a client that was answered before it had sent everything may go on sending. SUBTLE: one
whose connection is closed meanwhile would not read the answer.
"""


SLICE_BYTES = 16 << 10
"""So much is parsed before it is looked whether anything more of it should be."""

CHUNKS_MAX = 4_096
"""In so many chunks a body may come: what one costs is not its size."""

PIPELINED_MAX = 16
"""So many requests may wait on a connection for the answer to one before them."""

HEALTH = b"/healthz", b"/readyz"
"""What is told though there is too much to do."""


class Waiting:
    """The connections of a process that have not asked for anything yet, whole.

    Where there are too many, that goes which waits longest, of those of the address that has most:
    whoever opens many loses their own.

    Args:
        most: so many wait. most_open: so many are open, waiting or not.
    """

    def __init__(self, most: int, most_open: int) -> None:
        self._most, self._most_open = most, most_open
        self._since: dict[str, OrderedDict[HttpConnection, None]] = {}
        """Those that wait, by address."""
        self._open: dict[str, set[HttpConnection]] = {}
        """All, by address."""
        self._waiting = self._opened = 0

    def opened(self, connection: HttpConnection) -> None:
        """One is open."""
        self._open.setdefault(connection.address, set()).add(connection)
        self._opened += 1

    def closed(self, connection: HttpConnection) -> None:
        """One is gone, or another protocol's."""
        mine = self._open.get(connection.address)
        if mine and connection in mine:
            self._opened -= 1
            mine.discard(connection)
            if not mine:
                del self._open[connection.address]
        self.end(connection)

    def begin(self, connection: HttpConnection) -> None:
        """One waits from now on; another goes, where there are too many."""
        self.end(connection)
        self._since.setdefault(connection.address, OrderedDict())[connection] = None
        self._waiting += 1
        if self._waiting > self._most:
            self._close(max(self._since, key=lambda address: len(self._since[address])))
        elif self._opened > self._most_open:
            self._close(max(self._open, key=lambda address: len(self._open[address])))

    def end(self, connection: HttpConnection) -> None:
        """One has asked."""
        mine = self._since.get(connection.address)
        if mine and connection in mine:
            self._waiting -= 1
            del mine[connection]
            if not mine:
                del self._since[connection.address]

    def _close(self, address: str) -> None:
        """Close what waits longest of an address; nothing where all of its are being answered."""
        if waiting := self._since.get(address):
            oldest = next(iter(waiting))
            # SUBTLE: at once. The loop tells of it later, and until then more would be closed.
            self.closed(oldest)
            oldest.transport.abort()
            metrics.REFUSED.labels("waiting").inc()


class HttpConnection(Piecewise, HttpToolsProtocol):
    """One connection. SUBTLE: uvicorn's own timer is of idle connections alone, and every byte
    stops it.
    """

    waiting: Waiting
    sending: Sending
    gate: Gate | None = None
    address = ""
    """From where it comes: that of a proxy, where one stands in front."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        # Otherwise whoever sends nonsense fills the log.
        self.logger = _logger
        self._head_bytes = self._chunk_bytes = self._idle_bytes = 0
        self._asked, self._in_body, self._refused = False, False, False
        self._shed: TooMany | None = None
        self._kept = True
        """Whether the connection of what is refused is kept. The parser forgets it at its end."""
        self._holding: Holding | None = None
        self._holder: Scope | None = None
        """The scope that the place is in: another's begins before the last is answered."""
        self._chunks = 0
        self._head_timer: asyncio.TimerHandle | None = None
        self._rest_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Wait for a request."""
        super().connection_made(transport)
        self.address = self.client[0] if self.client else ""
        self.waiting.opened(self)
        self.waiting.begin(self)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._give()
        self.waiting.closed(self)
        self.sending.end(self)
        self._head_is_there()
        if self._rest_timer is not None:
            self._rest_timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take a part of a request.

        SUBTLE: the parser cannot be stopped within what it was given.
        """
        if len(data) <= SLICE_BYTES:
            self._take(data)
            return
        for at in range(0, len(data), SLICE_BYTES):
            # It may have become another protocol's.
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                return
            self._take(data[at : at + SLICE_BYTES])

    def _take(self, data: bytes) -> None:
        if self._refused:
            return
        self._asked, self._chunk_bytes = False, len(data)
        self._idle_bytes += len(data)
        super().data_received(data)
        if self._in_body and self._idle_bytes > HEAD_BYTES_MAX and not self._refused:
            told = f"beside the body there are over {HEAD_BYTES_MAX:,} bytes that nobody reads"
            self._refuse_rest(431, told)
        if self._in_body and self._chunks > CHUNKS_MAX and not self._refused:
            told = f"the body has over {CHUNKS_MAX:,} chunks: send it in fewer"
            self._refuse_rest(413, told)
        if self._in_body and self._holder and self._holder is cast(Scope, self.scope):
            # Who sends a body in pieces has a place when it is there.
            del self._holder[HOLDING]
            self._give()
        elif self._in_body and self._shed and not self._refused:
            # What is not read need not come.
            self._refused = True
            self._rest_timer = self._in_turn()
        if not (self._asked or self._in_body or self._refused):
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES_MAX:
                self._refuse_head()
            else:
                self._expect_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header. What comes after a body is none: nobody reads it, and it has no end."""
        if not self._in_body:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._asked = True
        if self._refused:
            return  # The parser goes on to the end of what it was given.
        if self._shed is not None:
            # One that was sent before the last was answered, which will be refused.
            self._refused = True
            return
        # What came is mostly far less than a head may have, and need not be added up.
        large = self._head_bytes + self._chunk_bytes > HEAD_BYTES_MAX
        self._head_is_there()
        if large and self._head_size() > HEAD_BYTES_MAX:
            self._refuse_head()
            return
        opens = bool(self.parser.should_upgrade() and self._should_upgrade())
        version, method = self.parser.get_http_version(), self.parser.get_method()
        if fault := fault_of(method, self.url, version, self.headers, opens_socket=opens):
            self._refuse(*fault)
            return
        if opens and self.cycle is not None and not self.cycle.response_complete:
            # It would take the socket over while another answer is on its way.
            self._refused, self.cycle.keep_alive = True, False
            return
        if len(self.pipeline) >= PIPELINED_MAX:
            # Those are answered yet, and what comes behind them is dropped.
            self._refused, self.cycle.keep_alive = True, False
            metrics.REFUSED.labels("pipelined").inc()
            return
        self._in_body, self._idle_bytes, self._chunks = True, 0, 0
        alone = self.cycle is None or self.cycle.response_complete
        if self.gate and alone and not self.parser.should_upgrade():
            scope = cast(Scope, self.scope)
            take = self.gate.check if self.url.startswith(HEALTH) else self.gate
            try:
                scope[HOLDING] = self._holding = take(scope)
                self._holder = scope
            except TooMany as error:
                self._shed, self._kept = error, self.parser.should_keep_alive()
                return
        super().on_headers_complete()

    def on_chunk_header(self) -> None:
        """Know that a part of a body comes.

        SUBTLE: after the last of them the parser joins up what comes until a line ends, so that
        one that never does takes all memory and time.
        """
        self._idle_bytes = 0
        self._chunks += 1

    def on_body(self, body: bytes) -> None:
        """Take a part of a body."""
        self._idle_bytes = 0
        if not (self._refused or self._shed):
            super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is there, whole."""
        self._asked, self._in_body = True, False
        if self._refused:
            return
        if self._shed is not None:
            # SUBTLE: a moment later, and without a task. Whoever asks again at once, and again,
            # would otherwise take more than who is answered. It waits as one that asked nothing.
            self.flow.pause_reading()
            self._rest_timer = self._in_turn()
            return
        super().on_message_complete()
        if self._rest_timer is None:
            self.waiting.end(self)
        else:  # It was answered already.
            self._rest_timer.cancel()
            self._rest_timer = None
            self._wait_for_more()

    def on_response_complete(self) -> None:
        """Wait for the next request, or for what is left of the last."""
        self._give()
        self.sending.begin(self)
        super().on_response_complete()
        if self.transport.is_closing():
            return
        if self._in_body:
            self._unset_keepalive_if_required()
            self._rest_timer = self.loop.call_later(REST_S_MAX, self.transport.close)
        elif self.cycle.response_complete:
            self.waiting.begin(self)

    def _get_upgrade(self) -> bytes | None:
        """What the connection is to become. A list that is long is not looked through."""
        short = [one for one in self.headers if one[0] in HOPS and len(one[1]) <= HOPS_LENGTH_MAX]
        asked = dict(short)
        kept = [one.strip() for one in asked.get(b"connection", b"").lower().split(b",")]
        return asked.get(b"upgrade", b"").lower() if b"upgrade" in kept else None

    def handle_websocket_upgrade(self) -> None:
        """What comes now is no request any more."""
        if self._refused:
            return
        # It is another protocol's from now on, which counts for itself.
        self.waiting.closed(self)
        super().handle_websocket_upgrade()
        protocol = cast(Any, self.transport.get_protocol())
        if not protocol.handshake_initiated:
            # SUBTLE: of a handshake that it cannot read, that protocol neither says nor ends
            # anything, and the connection would stay for good.
            protocol.connections.discard(protocol)
            self.transport.set_protocol(self)
            self._refuse(400, "this is no handshake of a WebSocket")

    def _give(self) -> None:
        if self._holding is not None:
            self._holding.give()
            self._holding = self._holder = None

    def _expect_head(self) -> None:
        """A head is to be there in time, from its first byte on."""
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_S_MAX, self._late)

    def _head_is_there(self) -> None:
        self._head_bytes = 0
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_size(self) -> int:
        lines = (len(name) + len(value) + 4 for name, value in self.headers)
        return len(self.url) + sum(lines)

    def _late(self) -> None:
        self._head_timer = None
        if self.cycle is None or self.cycle.response_complete:
            self._refuse(408, f"the request's headers were not there after {HEAD_S_MAX:g} s")
        else:
            # Of a request after one that is being answered: that one is answered yet.
            self.cycle.keep_alive = False

    def _refuse_head(self) -> None:
        told = f"the address and the headers have over {HEAD_BYTES_MAX:,} bytes together"
        address = len(getattr(self, "url", b""))
        self._refuse(414 if address > HEAD_BYTES_MAX // 2 else 431, told)

    def _refuse_rest(self, status: int, told: str) -> None:
        """End what sends on and on, and little of a body: chunks of a byte, a chunk's extensions,
        headers after the last.
        """
        if self.cycle is not None and self.cycle.response_complete:
            self._refused = True  # It was answered, and is dropped until its time is over.
        elif self.cycle is None or not (self.cycle.response_started or self.pipeline):
            self._refuse(status, told)
            if self.cycle is not None:  # Whoever reads it is not to answer, too.
                self.cycle.disconnected = True
                self.cycle.message_event.set()
        else:
            self._refused = True
            self.transport.abort()

    def _in_turn(self) -> asyncio.TimerHandle:
        """Say why a request was not read, in its turn."""
        assert self.gate is not None  # noqa: S101
        return self.loop.call_later(self.gate.turn_s(self.loop.time()), self._refuse_shed)

    def _refuse_shed(self) -> None:
        """Say why a request was not read, and wait for the next."""
        self._rest_timer, shed, self._shed = None, self._shed, None
        if shed is None or self.transport.is_closing():
            return
        # It holds nothing, so any page may know of it.
        self._say(
            shed,
            b"access-control-allow-origin: *\r\naccess-control-expose-headers: Retry-After\r\n"
            b"retry-after: %d\r\n" % shed.again_s,
        )
        if self._refused or not self._kept:
            self.transport.close()
            return
        self.flow.resume_reading()
        self._unset_keepalive_if_required()
        self._wait_for_more()

    def _refuse(self, status: int, told: str) -> None:
        """Say why, and end it."""
        limits = {408: "head_s", 414: "head_bytes", 431: "head_bytes"}
        metrics.REFUSED.labels(limits.get(status, "head")).inc()
        self._refused = True
        self._head_is_there()
        self._say(BadRequest(status, told), b"connection: close\r\n")
        self._rest_timer = self.loop.call_later(1, self.transport.close)

    def _say(self, error: GatewayError, headers: bytes) -> None:
        """Answer with an error and nothing else. headers: what it has besides, line by line."""
        body = json.dumps({"errors": [error.shown]}).encode()
        usual = b"content-type: application/json; charset=utf-8\r\ncache-control: no-store\r\n"
        length = b"content-length: %d\r\n\r\n" % len(body)
        self.transport.write(STATUS_LINE[error.status] + usual + headers + length + body)

    def _wait_for_more(self) -> None:
        """Wait for the next request, for so long."""
        self.waiting.begin(self)
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )
