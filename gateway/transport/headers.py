"""Headers: what a request says of itself, as text.

A client may send any text in a header, and sends it as UTF-8; HTTP itself says Latin-1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar, overload

from starlette.types import Scope

T = TypeVar("T")


class TextHeaders(Mapping[str, str]):
    """The headers of a request: names in any case, values as UTF-8, or as Latin-1 where they are
    not UTF-8.

    A header that came twice is one, with a comma between, as HTTP has it; cookies with a semicolon.
    """

    def __init__(self, pairs: list[tuple[bytes, bytes]]) -> None:
        self._values: dict[str, bytes] = {}
        for raw, value in pairs:
            name = raw.decode("latin-1")
            if name in self._values:
                between = b"; " if name == "cookie" else b", "
                self._values[name] += between + value
            else:
                self._values[name] = value

    @classmethod
    def of(cls, scope: Scope) -> TextHeaders:
        """Those of an ASGI scope."""
        return cls(scope["headers"])

    def but(self, more: Mapping[str, str] = {}, without: tuple[str, ...] = ()) -> TextHeaders:
        """These with some more, and without some."""
        made = TextHeaders([])
        made._values = {name: value for name, value in self._values.items() if name not in without}
        made._values |= {name.lower(): value.encode() for name, value in more.items()}
        return made

    def __getitem__(self, name: str) -> str:
        return _text(self._values[name.lower()])

    @overload
    def get(self, name: str, /) -> str | None: ...

    @overload
    def get(self, name: str, default: str | T, /) -> str | T: ...

    def get(self, name: str, default: str | T | None = None, /) -> str | T | None:
        """The text of a header. It is asked for what is not there many times a request."""
        value = self._values.get(name.lower())
        return default if value is None else _text(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
