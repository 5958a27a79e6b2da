"""Code: what a shape is written as: an expression that gives an object's text, compiled."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Callable
from typing import Any

from crdt.registers import text_in
from gateway.compiler.lists import Bound, in_order
from gateway.declare import fields as d
from gateway.declare.relay import cursor
from gateway.errors import Unshapable
from views.reading.answers import Rows

_QUOTE, _NAME = '"', '"name":'


class Text:
    """An object's JSON, as an expression: a template, and what fills it."""

    def __init__(self) -> None:
        self.before: list[str] = []
        """Statements that must stand before it, and before those like it."""
        self.verdicts: list[str] = []
        """Names of functions, of a record and of what was found, of which each must say yes."""
        self._parts: list[str] = []
        self._values: list[str] = []

    def constant(self, key: str, text: str) -> None:
        """Add a field that is always the same."""
        self._parts.append(f'"{key}":' + text.replace("%", "%%"))

    def add(self, key: str, value: str, form: str = "%s") -> None:
        """Add a field whose text an expression gives."""
        self._parts.append(f'"{key}":{form}')
        self._values.append(value)

    def nest(self, key: str, inner: Text) -> None:
        """Add a field that is an object."""
        self._parts.append(f'"{key}":{inner._template}')
        self._values += inner._values

    @property
    def checks(self) -> list[str]:
        """Statements that must stand before it, for each record."""
        if not self.verdicts:
            return []
        every = " and ".join(f"{verdict}(a, f)" for verdict in dict.fromkeys(self.verdicts))
        return [f"if not ({every}):", "    raise Unshapable('some of it is for others')"]

    @property
    def _template(self) -> str:
        return "{" + ",".join(self._parts) + "}"

    def __str__(self) -> str:
        values = "".join(f"{value}, " for value in self._values)
        return f"{self._template!r} % ({values})"


class Code:
    """Python that is written and compiled. Of the query only its names are in it."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {
            "b64": b2a_base64,
            "cursor": cursor,
            "end": _end,
            "as_int": d.as_int,
            "in_order": in_order,
            "Exception": Exception,
            "Unshapable": Unshapable,
            "QUOTE": _QUOTE,
            "NAME": _NAME,
            "text_in": text_in,
        }
        self._functions: list[str] = []
        self._count = self.held = 0

    def name(self, start: str) -> str:
        """A name that nothing else has."""
        self._count += 1
        return f"{start}{self._count}"

    def constant(self, value: Any) -> str:
        """The name of a value."""
        name = self.name("k")
        self.names[name] = value
        return name

    def function(self, parameters: str, lines: list[str]) -> str:
        """The name of a function."""
        name = self.name("write")
        body = (f"    {line}" for line in lines)
        self._functions.append("\n".join((f"def {name}({parameters}):", *body)))
        return name

    def compiled(self, name: str) -> Function:
        """The function of a name, compiled with all others."""
        # SUBTLE: nothing else is done by the process while something is compiled, also where that
        # is done in another thread: so it is one function after the other.
        for function in self._functions:
            exec(compile(function, "<shape>", "exec"), self.names)  # noqa: S102
        return Function(self, self.names[name])


class Function:
    """A function that was compiled with others, which go when it goes.

    SUBTLE: they find each other by their names, and so hold each other. Let go they would wait for
    the collector, which comes seldom, and whoever sends many queries would fill the memory.
    """

    def __init__(self, code: Code, function: Callable[..., str]) -> None:
        self._code, self._function = code, function
        code.held += 1

    def __call__(self, *given: Any) -> str:
        return self._function(*given)

    def __del__(self) -> None:
        self._code.held -= 1
        if not self._code.held:
            self._code.names.clear()


def _end(rows: Rows, bound: Bound, at: int, _: object) -> str:
    if at < 0 and rows.ended is not None:
        return f'"{cursor(bound.place, *rows.ended)}"'
    if not rows.ids:
        return "null"
    return f'"{cursor(bound.place, rows.scores[at], rows.ids[at])}"'
