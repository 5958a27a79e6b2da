"""Calls in derivations, as Lua: of the machinery's own functions, of sets, and of other helpers."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from types import FunctionType
from typing import Any

from crdt.lattices.best import Best
from crdt.lattices.counter import AMOUNT_MAX
from crdt.records import Record
from views.derive import kinds as k
from views.derive import language
from views.derive.expressions import (
    FIRST_MAX,
    Value,
    deps_of,
    described,
    name_of,
    place_of,
    quoted,
)
from views.derive.kinds import Kind
from views.derive.parts import ELSEWHERE, Parts
from views.derive.source import MISSING


class Calls(Parts):
    """Compiles the calls of one function."""

    def call(self, node: ast.Call, function: FunctionType) -> Value:
        """A call of another function of the language."""
        raise NotImplementedError

    def _called(self, node: ast.Call) -> Value:
        if node.keywords or any(isinstance(one, ast.Starred) for one in node.args):
            raise self.source.refuse(node, "a call has plain arguments here")
        function = self.source.meaning(node.func)
        if isinstance(node.func, ast.Attribute) and function is MISSING:
            return self._asked(node, self.value(node.func.value), node.func.attr)
        if function in (min, max) and len(node.args) > 1:
            return self._extreme(node, function)
        if function is len and len(node.args) == 1:
            value = self.value(node.args[0])
            if value.kind.what == "pairs":
                return Value(f"(#{value.lua} / 2)", k.COUNT, value.deps)
            raise self.source.refuse(node, "len is of members: of a set's, there is `count`")
        if function is language.of:
            return self._other(node)
        if function is language.log10:
            return self._log10(node)
        if function is language.score_of:
            text = self.text(self._arguments(node, 1)[0])
            return Value(f"score_in({text.lua})", k.INT, text.deps)
        if function in (language.before, language.after):
            text, separator = (self.text(one) for one in self._arguments(node, 2))
            near = text.kind.near and function is language.before and separator.lua == '"/"'
            lua = f"{function.__name__}({text.lua}, {separator.lua})"
            return Value(lua, replace(k.TEXT, near=near), deps_of(text, separator))
        if isinstance(function, FunctionType):
            return self.call(node, function)
        raise self.source.refuse(node, "this cannot be called here; see views.derive.language")

    def _arguments(self, node: ast.Call, count: int) -> list[ast.expr]:
        if len(node.args) != count:
            raise self.source.refuse(node, f"this takes {count} arguments")
        return node.args

    def _extreme(self, node: ast.Call, function: Callable[..., Any]) -> Value:
        values = [self.whole(one) for one in node.args]
        least = function(value.kind.least for value in values)
        most = function(value.kind.most for value in values)
        lua = f"math.{function.__name__}({', '.join(value.lua for value in values)})"
        return Value(lua, k.number(least, most), deps_of(*values))

    def _other(self, node: ast.Call) -> Value:
        first, second = self._arguments(node, 2)
        record, text = self.source.meaning(first), self.text(second)
        if not (isinstance(record, type) and issubclass(record, Record)):
            raise self.source.refuse(first, "this is no class of records")
        self.reads(record, text.deps | self.control)
        far = "true" if record.everywhere else "false"
        lua = f"another({quoted(record.kind)}, {text.lua}, {far})"
        return Value(lua, Kind("record", record=record, part=ELSEWHERE), text.deps)

    def _log10(self, node: ast.Call) -> Value:
        first, second = self._arguments(node, 2)
        number, scale = self.whole(first), self.value(second)
        if not (scale.kind.least == scale.kind.most and 1 <= scale.kind.most <= 1_000_000):
            raise self.source.refuse(second, "the scale of log10 is a constant of 1 to 1,000,000")
        return Value(
            f"logarithm({number.lua}, {scale.lua})",
            k.number(0, 16 * scale.kind.most),
            number.deps,
        )

    def _asked(self, node: ast.Call, of: Value, name: str) -> Value:
        kind = of.kind
        match kind.what, name:
            case (("set" | "told"), "at"):
                text = self.text(self._arguments(node, 1)[0])
                lua = f"entered({place_of(of)}, {quoted(name_of(kind))}, {text.lua})"
                return Value(lua, k.AT, deps_of(of, text))
            case "best", "value_of":
                text = self.text(self._arguments(node, 1)[0])
                lua = f"entered({place_of(of)}, {quoted(name_of(kind))}, {text.lua})"
                return Value(lua, k.AT, deps_of(of, text))
            case "counter", "amount_of":
                text = self.text(self._arguments(node, 1)[0])
                lua = f"amount_of({place_of(of)}, {quoted(name_of(kind))}, {text.lua})"
                return Value(lua, k.number(-AMOUNT_MAX, AMOUNT_MAX), deps_of(of, text))
            case (("set" | "told" | "list"), ("first" | "latest")) | ("best", "first"):
                most = self.value(self._arguments(node, 1)[0])
                if not (most.kind.least == most.kind.most and 1 <= most.kind.most <= FIRST_MAX):
                    why = f"so many are a constant of 1 to {FIRST_MAX:,}"
                    raise self.source.refuse(node, why)
                key = f"set_of({place_of(of)}, {quoted(name_of(kind))})"
                if kind.what == "list":
                    key = f"list_key({of.lua})"
                if isinstance(kind.part, Best) and not kind.part.least:
                    name = "latest"
                return Value(f"{name}_of({key}, {most.lua})", k.PAIRS, of.deps)
        raise self.source.refuse(node, f"{described(of)} has no {name}() here")
