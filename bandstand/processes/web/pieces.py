"""Pieces: what is large is given to the network piece by piece, as fast as its client takes it.

SUBTLE: uvloop holds all that it was given at once until the last byte of it is taken, and counts
what is left. Whoever takes all of eight megabytes but a few bytes, over 200 connections, would have
it hold all of them.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, Final

PIECE_BYTES: Final = 64 << 10
HIGH_BYTES: Final = PIECE_BYTES // 2
"""From so much on a transport says when it takes more: less than a piece, so that it always does
while one waits."""


class Pieces:
    """A transport that is given what is large piece by piece. All else it is asked for is done by
    that which it stands for.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport, self._closing = transport, False
        self._waiting, self._size = deque[bytes](), 0
        transport.set_write_buffer_limits(HIGH_BYTES)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send this after what waits."""
        if self.is_closing():
            return
        if not self._waiting and len(data) <= PIECE_BYTES:
            self._transport.write(data)
            return
        starts = range(0, len(data), PIECE_BYTES)
        self._waiting.extend(data[at : at + PIECE_BYTES] for at in starts)
        self._size += len(data)
        self.go_on()

    def go_on(self) -> bool:
        """Give on what the transport takes; whether nothing waits any more."""
        while self._waiting and self._transport.get_write_buffer_size() < PIECE_BYTES:
            piece = self._waiting.popleft()
            self._size -= len(piece)
            self._transport.write(piece)
        if self._closing and not self._waiting:
            self._transport.close()
        return not self._waiting

    def get_write_buffer_size(self) -> int:
        """How many bytes are not taken yet."""
        return self._size + self._transport.get_write_buffer_size()

    def close(self) -> None:
        """Close it, once what waits is sent."""
        self._closing = True
        if not self._waiting:
            self._transport.close()

    def is_closing(self) -> bool:
        """Whether it is to be closed, or is."""
        return self._closing or self._transport.is_closing()

    def abort(self) -> None:
        """Close it at once."""
        self.forget()
        self._transport.abort()

    def forget(self) -> None:
        """Let go of what waits: nobody takes it any more."""
        self._waiting.clear()
        self._size = 0


class Piecewise(asyncio.Protocol):
    """A protocol that writes to `Pieces`."""

    transport: Any

    def connection_made(self, transport: Any) -> None:
        """Begin. A WebSocket begins with what its handshake was read from."""
        made: Any = transport if isinstance(transport, Pieces) else Pieces(transport)
        super().connection_made(made)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self.transport.forget()
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """The transport takes more: what waits comes before what is written next."""
        if self.transport.go_on():
            super().resume_writing()
