"""Heads: what is wrong with one that the parser takes."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.transport.endpoint import ADDRESS_BYTES_MAX, address_is_long

HEADERS_MAX = 256
"""So many a request has: of those with one name each is joined to all before it."""


HANDSHAKE_BYTES_MAX = 16 << 10
"""So large are the headers of a handshake: they are held as long as its WebSocket is open."""

HOPS = (b"connection", b"upgrade")
HOPS_LENGTH_MAX = 1_024
"""Of the headers that say what becomes of a connection: they are looked through often."""


def fault_of(
    method: bytes,
    address: bytes,
    version: str,
    headers: Sequence[tuple[bytes, bytes]],
    *,
    opens_socket: bool,
) -> tuple[int, str] | None:
    """The status and the words with which a head is refused; None where it is fine.

    Args:
        headers: their names in lower case. opens_socket: whether a WebSocket is to follow.
    """
    hosts, sized, codings = 0, False, list[bytes]()
    for name, value in headers:
        if name == b"host":
            hosts += 1
        elif name == b"transfer-encoding":
            codings.append(value.strip().lower())
        elif name == b"content-length":
            sized = value.strip(b" 0") != b""
    if any(len(value) > HOPS_LENGTH_MAX for name, value in headers if name in HOPS):
        return 431, f"Connection and Upgrade have at most {HOPS_LENGTH_MAX:,} characters each"
    if len(headers) > HEADERS_MAX:
        return 431, f"there are {len(headers):,} headers; at most {HEADERS_MAX} are taken"
    if len(address) > ADDRESS_BYTES_MAX:
        return 414, address_is_long(len(address))
    if version not in ("1.0", "1.1"):
        return 505, f"HTTP {version} is not spoken here: send HTTP/1.1"
    if hosts > 1 or (hosts == 0 and version == "1.1"):
        return 400, f"a request has one header Host, and this has {hosts}"
    if codings and codings != [b"chunked"]:
        return 501, "of Transfer-Encoding, `chunked` alone is taken"
    if (
        opens_socket
        and sum(len(name) + len(value) for name, value in headers) > HANDSHAKE_BYTES_MAX
    ):
        told = f"the headers of a handshake have at most {HANDSHAKE_BYTES_MAX:,} bytes"
        return 431, f"{told}: send what is long in the payload of connection_init"
    if opens_socket and (codings or sized or method != b"GET"):
        return 400, "the handshake of a WebSocket is a GET without a body"
    return None
