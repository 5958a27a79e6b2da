"""Notation: what is wrong with bytes that should be JSON, in words for a person.

    {"name": "Enz          unterminated string, at its end: it is cut off
    {"count": NaN}         NaN is no number of JSON
    {'name': 1}            expecting property name enclosed in double quotes, at "'name': 1}"

One rule for whatever reads what people and programs write: a line, a body, a file of settings.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, NoReturn

_NEAR_LENGTH = 20
_SHOWN_DIGITS = 12
_INT_DIGITS_MAX = 4_300
"""Longer whole numbers are read by nobody: they take a time that grows with their square."""

KINDS: dict[type, str] = {
    str: "a text",
    dict: "an object",
    list: "a list",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}
"""What JSON knows, by the type that it is read as."""


@dataclass(frozen=True)
class NotJSON:
    """What is wrong with some bytes.

    what: in words. line, column: from 1, where that is known; 0 where it is not. character: from 1,
    counted from the beginning. utf8: whether it is text at all. near: what stands there; None where
    no place is known.
    """

    what: str
    utf8: bool = True
    near: str | None = None
    line: int = 0
    column: int = 0
    character: int = 0

    def __str__(self) -> str:
        if self.near is None:
            return self.what
        if not self.near:
            return f"{self.what}, at its end: it is cut off"
        where = f"character {self.character}"
        if self.line > 1:
            where = f"line {self.line}, column {self.column}"
        return f"{self.what}, at {where}, {self.near!r}"


def fault_in(data: bytes) -> NotJSON | None:
    """What is wrong with bytes that should be JSON; None where nothing is seen."""
    try:
        text = data.decode()
        found = json.loads(
            text, parse_constant=_no_constant, parse_int=_whole, parse_float=_fraction
        )
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        before = data[max(error.start - _NEAR_LENGTH, 0) : error.start].decode(errors="replace")
        return NotJSON(f"the byte 0x{data[error.start]:02x} after {before!r}", utf8=False)
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        return NotJSON(f"{half} alone is half of a surrogate pair, and no character")
    except json.JSONDecodeError as error:
        what = error.msg[0].lower() + error.msg[1:].removesuffix(" starting at").removesuffix(" at")
        near = error.doc[error.pos : error.pos + _NEAR_LENGTH]
        if error.msg.startswith("Unterminated string"):
            near = ""  # It is told where the text began.
        return NotJSON(what, True, near, error.lineno, error.colno, error.pos + 1)
    except RecursionError:
        return NotJSON("too many lists and objects within each other")
    except _Number as error:
        return NotJSON(str(error))
    return None


def why_no_json(data: bytes) -> str:
    """What is wrong with bytes that should be JSON, and where; nothing where that is not seen."""
    fault = fault_in(data)
    if fault is None:
        return ""
    return f"not JSON: {fault}" if fault.utf8 else f"not UTF-8: {fault}"


class _Number(ValueError):
    """A number that JSON does not know, or that nobody reads."""


def _no_constant(name: str) -> NoReturn:
    raise _Number(f"{name} is no number of JSON")


def _whole(text: str) -> Any:
    if len(text) > _INT_DIGITS_MAX:
        raise _Number(f"{text[:_SHOWN_DIGITS]}… is a number that is too large, and out of range")
    return int(text)


def _fraction(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        shown = text if len(text) <= _SHOWN_DIGITS else f"{text[:_SHOWN_DIGITS]}…"
        raise _Number(f"{shown} is a number that is too large, and out of range")
    return number
