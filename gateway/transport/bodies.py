"""Bodies: from the bytes of a request, or its address, to what is asked.

What does not fit is told in a sentence: what is wrong, and what to send.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import parse_qsl

import msgspec

from eventlog.checks.keys import key_twice
from eventlog.checks.notation import KINDS, fault_in
from eventlog.envelope import is_deeper, without_texts
from gateway.errors import BadInput, BadRequest
from gateway.execution import Body

NESTED_MAX = 32
"""So many lists and objects may stand within each other, variables among them."""

VALUES_MAX = 4_000
"""So many values a request may have, in lists and objects: each takes its time, however short."""

WEIGHED_BYTES = 4 << 10
MARKS_FREE = 200
"""What is shorter, and has no more values, weighs nothing besides what is asked by it."""

VARIABLES_BYTES_MAX = 128 << 10
PARAMETERS_MAX = 16
ID_LENGTH_MAX = 256
"""Of what a client calls one of several operations on a connection."""
_BOM = b"\xef\xbb\xbf"
_SEND = 'send an object such as {"query": "{ … }", "variables": {}}'
_FIELDS: Mapping[str, type] = {
    "query": str,
    "documentId": str,
    "operationName": str,
    "variables": dict,
    "extensions": dict,
}
_decode = msgspec.json.Decoder().decode


def weight_of(data: bytes) -> int:
    """How much a body is to read, in records, whatever comes of it."""
    marks = _marks_in(data)
    if len(data) < WEIGHED_BYTES:
        return marks if marks > MARKS_FREE else 0
    return (len(data) >> 8) + marks


def _marks_in(data: bytes) -> int:
    """At least how many values there are, but for what is in texts."""
    return data.count(b",") + data.count(b"[") + data.count(b"{")


def check_content(headers: Mapping[str, str]) -> None:
    """Look whether what is posted is JSON, as it is.

    Raises:
        BadRequest: it is not.
    """
    given = headers.get("content-type", "")
    if given == "application/json" and "content-encoding" not in headers:
        return  # As it nearly always is.
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise BadRequest(
            415,
            f"Content-Encoding {headers['content-encoding'][:40]!r}: send the body uncompressed",
        )
    kind, *parameters = (part.strip().lower() for part in given.split(";"))
    if kind != "application/json":
        was = f"not {kind[:60]!r}" if kind else "and this request has none"
        raise BadRequest(415, f"send queries with Content-Type: application/json, {was}")
    for one in parameters:
        name, _, value = one.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8", "us-ascii"):
            raise BadRequest(415, f"charset {value.strip()[:40]!r}: JSON is sent as UTF-8")


def decode(data: bytes, what: str = "the body") -> Body:
    """The fields of a request's body.

    Raises:
        BadInput: it is not JSON, or not a request.
    """
    found = _read(data.removeprefix(_BOM), what)
    if isinstance(found, list):
        raise BadInput(
            f"{what} is a list, and batches are off here (BANDSTAND_BATCH): send one query at a "
            "time"
        )
    return _request(found, what, len(data))


def decode_batch(data: bytes, most: int) -> Body | list[Body]:
    """The fields of a request's body, or those of each of a batch.

    Args:
        most: so many there may be of a batch.

    Raises:
        BadInput: it is not JSON, or no request, or one of a batch is none.
    """
    found = _read(data.removeprefix(_BOM), "the body")
    if not isinstance(found, list):
        return _request(found, "the body", len(data))
    if not 0 < len(found) <= most:
        raise BadInput(f"a batch has 1 to {most} operations, and this has {len(found):,}")
    return [_request(one, f"the body's {at}", len(data)) for at, one in enumerate(found)]


def _request(found: Any, what: str, length: int) -> Body:
    """One request of a body of so many bytes.

    Raises:
        BadInput: it is none.
    """
    if not isinstance(found, dict):
        raise BadInput(f"{what} is {KINDS[type(found)]}: {_SEND}")
    for name, kind in _FIELDS.items():
        value = found.get(name)
        if value is not None and not isinstance(value, kind):
            raise BadInput(f"{name} is {KINDS[type(value)]}: it must be {KINDS[kind]}, or null")
    variables = found.get("variables")
    if variables and length > VARIABLES_BYTES_MAX:
        _check_size(len(msgspec.json.encode(variables)))
    return cast(Body, found)


def parameters(query: bytes) -> Body:
    """The fields of a request in its address.

    Raises:
        BadInput: a field is not what it should be.
    """
    try:
        pairs = parse_qsl(
            query.decode("latin-1"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=PARAMETERS_MAX,
        )
    except UnicodeDecodeError:
        raise BadInput("the address is not percent-encoded UTF-8") from None
    except ValueError:
        raise BadInput(f"the address has more than {PARAMETERS_MAX} parameters") from None
    given: dict[str, Any] = {}
    for name, text in pairs:
        if name not in _FIELDS:
            continue
        if name in given:
            raise BadInput(f"the address has {name} twice")
        given[name] = text or None
    for name in ("variables", "extensions"):
        given[name] = mapping((given.get(name) or "").encode(), name)
    return cast(Body, given)


def mapping(data: bytes, what: str) -> dict[str, Any]:
    """An object in JSON; an empty one for null.

    Raises:
        BadInput: it is not one.
    """
    found = {} if not data else _read(data, what)
    if found is not None and not isinstance(found, dict):
        wanted = 'it must be an object in JSON, such as {"first": 10}'
        raise BadInput(f"{what} is {KINDS[type(found)]}: {wanted}")
    return found or {}


def _read(data: bytes, what: str) -> Any:
    """What some JSON says."""
    # Text has commas, too, and is looked at only where there would be too many.
    if _marks_in(data) > VALUES_MAX and _marks_in(without_texts(data)) > VALUES_MAX:
        raise BadRequest(
            413, f"{what} has more than {VALUES_MAX:,} values, in lists and objects: send fewer"
        )
    if is_deeper(data, NESTED_MAX):
        raise BadInput(f"{what} has more than {NESTED_MAX} lists and objects within each other")
    try:
        found = _decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise BadInput(_fault(data, what)) from None
    if (key := key_twice(data, found)) is not None:
        raise BadInput(f"{what} has the key {key} twice in one object")
    return found


def _check_size(size: int) -> None:
    if size > VARIABLES_BYTES_MAX:
        raise BadRequest(
            413, f"the variables are {size:,} bytes long; at most {VARIABLES_BYTES_MAX:,} are taken"
        )


def _fault(data: bytes, what: str) -> str:
    """What is wrong with what is no JSON."""
    if not data.strip():
        return f"{what} is empty: {_SEND}"
    fault = fault_in(data)
    if fault is None:
        return f"{what} is not JSON"
    if not fault.utf8:
        return f"{what} is not UTF-8, as JSON is sent"
    if fault.near is None:
        return f"{what} is not JSON: {fault}"
    end = f", at {fault.near!r}" if fault.near else "; it is cut off"
    return f"{what} is not JSON (line {fault.line}, column {fault.column}): {fault.what}{end}"
