"""Expressions of derivations, as Lua: what each is, and which fields it is made of."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, NamedTuple

from crdt.records import Record, has_control
from views.derive import kinds as k
from views.derive.kinds import Kind
from views.derive.limits import PARTS_MAX
from views.derive.source import MISSING, Source

FIRST_MAX: Final = 10_000
"""So many members of a set or a list can be looked at."""

Deps = frozenset[str]
NOTHING: Final[Deps] = frozenset()
ITS_ID: Final = " id"
"""Among what something depends on: the id of the record that is placed, which is no field."""
NOT_HERE: Final = (
    "this is not in the language of derivations, which has names, if, for … in members, helpers "
    "and yield: say it so, or keep what it comes to in a register when you project"
)
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_COMPARED = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class Value(NamedTuple):
    """An expression in Lua, its kind, and which fields of the record it depends on."""

    lua: str
    kind: Kind
    deps: Deps = NOTHING


def lua_name(name: str) -> str:
    """The name of a local in Lua, which has ASCII alone."""
    return f"v_{name}" if name.isascii() else f"u_{name.encode().hex()}"


def quoted(text: str) -> str:
    """A text as Lua writes it: all that is not plain as the numbers of its bytes."""
    plain = "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03d}"
        for byte in text.encode()
    )
    return f'"{plain}"'


class Expressions:
    """Compiles the expressions of one function. What is written before the expression that is
    compiled goes to `lines`.
    """

    source: Source
    names: dict[str, Value]
    lines: list[str]
    control: Deps

    def reads(self, record: type[Record], deps: Deps) -> None:
        """Note that another record is read, chosen by fields of this one."""
        raise NotImplementedError

    def met(self, deps: Deps) -> None:
        """Note that these fields are looked at, whatever comes of it: it might fail."""
        raise NotImplementedError

    def exposes(self, record: type[Record], field: str) -> None:
        """Note that a field of another record is read."""
        raise NotImplementedError

    # What is of one kind where it is needed.

    def whole(self, node: ast.expr) -> Value:
        """An expression as a whole number that is exact."""
        return self._exact(node, self.value(node))

    def _exact(self, node: ast.expr, value: Value) -> Value:
        if value.kind.what == "json" or (value.kind.what == "int" and not value.kind.is_exact):
            return Value(f"whole({value.lua})", k.INT, value.deps)
        if value.kind.what != "int":
            raise self.source.refuse(
                node, f"a whole number is expected, and this is {described(value)}"
            )
        return value

    def text(self, node: ast.expr) -> Value:
        """An expression as a text: a text itself, or a whole number's digits."""
        value = self.value(node)
        match value.kind.what:
            case "text":
                if value.kind.none:
                    return Value(f"text({value.lua})", replace(value.kind, none=False), value.deps)
                return value
            case "int":
                return Value(f"digits_of({self._exact(node, value).lua})", k.TEXT, value.deps)
            case "json":
                return Value(f"text({value.lua})", k.TEXT, value.deps)
        raise self.source.refuse(node, f"a text is expected, and this is {described(value)}")

    def test(self, node: ast.expr) -> Value:
        """An expression as a truth."""
        match node:
            case ast.BoolOp(op=op, values=parts):
                tests = [self.test(part) for part in parts]
                word = " and " if isinstance(op, ast.And) else " or "
                return Value(f"({word.join(t.lua for t in tests)})", k.BOOL, deps_of(*tests))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                test = self.test(operand)
                return Value(f"not {test.lua}", k.BOOL, test.deps)
        value = self.value(node)
        match value.kind.what:
            case "bool":
                return value
            case "int":
                lua = f"truth({value.lua})" if value.kind.none else f"({value.lua} ~= 0)"
                return Value(lua, k.BOOL, value.deps)
            case "none":
                return Value("false", k.BOOL, value.deps)
            case "pairs":
                lua = f"truth({value.lua})" if value.kind.none else f"(#{value.lua} > 0)"
                return Value(lua, k.BOOL, value.deps)
            case "text" | "json":
                return Value(f"truth({value.lua})", k.BOOL, value.deps)
        raise self.source.refuse(node, f"a truth is expected, and this is {described(value)}")

    # Expressions.

    def value(self, node: ast.expr) -> Value:  # noqa: PLR0912 (one case a form)
        """An expression.

        Raises:
            Misdeclared: it is not in the language.
        """
        constant = self._constant(node)
        if constant is not MISSING:
            return self._literal(node, constant)
        match node:
            case ast.Name(id=name):
                found = self.names.get(name)
                if found is None:
                    raise self.source.refuse(node, self._unnamed(node))
                return found
            case ast.JoinedStr(values=parts):
                return self._joined(parts)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                value = self.whole(operand)
                kind = k.number(-value.kind.most, -value.kind.least)
                return Value(f"(0 - {value.lua})", kind, value.deps)
            case ast.BinOp(left=left, op=op, right=right):
                return self._binary(node, op, left, right)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._compared(node, op, left, right)
            case ast.Compare():
                return self.test(in_pairs(node))
            case ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                if isinstance(node, ast.UnaryOp) or all(map(self._is_truth, node.values)):
                    return self.test(node)
                raise self.source.refuse(node, "`and` and `or` are tests here: choose with `if`")
            case ast.IfExp():
                why = "a choice stands alone, after `=` or `return`: give it a name before"
                raise self.source.refuse(node, why)
            case ast.Subscript(value=of, slice=key):
                return self._member(node, of, key)
            case ast.Attribute(value=of, attr=name):
                return self._attribute(node, self.value(of), name)
            case ast.Call():
                return self._called(node)
        raise self.source.refuse(node, NOT_HERE)

    def _unnamed(self, node: ast.Name) -> str:
        """Why a name says nothing here."""
        if node.id in self.source.locals:
            return "this may have no value yet: give it one before"
        meaning = self.source.meaning(node)
        if meaning is MISSING:
            return f"nothing is called {node.id}"
        return (
            f"{node.id} is {meaning!r:.40}: from outside come whole numbers, texts, truth, None, "
            "tuples of texts to be `in`, records, and helpers to call"
        )

    def _is_truth(self, node: ast.expr) -> bool:
        match node:
            case ast.Compare() | ast.UnaryOp(op=ast.Not()):
                return True
            case ast.BoolOp(values=parts):
                return all(map(self._is_truth, parts))
            case ast.Name(id=name):
                return name in self.names and self.names[name].kind.what == "bool"
        return False

    def _constant(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        found = self.source.meaning(node)
        return found if type(found) in (int, str, bool) or found is None else MISSING

    def _constants(self, node: ast.expr) -> tuple[str, ...] | None:
        """Some texts that are known; None of anything else."""
        some = self.source.meaning(node)
        if isinstance(node, (ast.Tuple, ast.Set, ast.List)):
            some = tuple(self._constant(one) for one in node.elts)
        if isinstance(some, (tuple, frozenset)) and some and all(type(x) is str for x in some):
            if len(some) > PARTS_MAX:
                why = f"it has {len(some):,} texts, and at most {PARTS_MAX} go: ask a register"
                raise self.source.refuse(node, why)
            return tuple(sorted(some))
        return None

    def _literal(self, node: ast.expr, constant: Any) -> Value:
        match constant:
            case None:
                return Value("nil", k.NONE)
            case bool():
                return Value(str(constant).lower(), k.BOOL)
            case int():
                if not -k.WHOLE < constant < k.WHOLE:
                    raise self.source.refuse(node, "whole numbers lie below 2^53 here")
                return Value(str(constant), k.number(constant, constant))
            case str():
                return Value(self._plain(node, constant), k.TEXT)
        raise self.source.refuse(node, "there are whole numbers, texts, truth and None here")

    def _plain(self, node: ast.expr, text: str) -> str:
        if has_control(text):
            raise self.source.refuse(node, "a text has no control characters here")
        return quoted(text)

    def _joined(self, parts: list[ast.expr]) -> Value:
        values: list[Value] = []
        for part in parts:
            match part:
                case ast.Constant(value=str(text)):
                    values.append(Value(self._plain(part, text), k.TEXT))
                case ast.FormattedValue(value=inner, conversion=-1, format_spec=None):
                    values.append(self.text(inner))
                case _:
                    raise self.source.refuse(part, "a part of a text has no format here")
        if not values:
            return Value("''", k.TEXT)
        near = values[0].kind.near and (
            len(values) == 1 or (isinstance(parts[1], ast.Constant) and _slash(parts[1]))
        )
        lua = " .. ".join(value.lua for value in values)
        return Value(f"({lua})", replace(k.TEXT, near=near), deps_of(*values))

    def _binary(self, node: ast.expr, op: ast.operator, left: ast.expr, right: ast.expr) -> Value:
        if isinstance(op, ast.Add) and "text" in (self._what(left), self._what(right)):
            raise self.source.refuse(node, "texts are joined in an f-string here")
        one, other = self.whole(left), self.whole(right)
        deps, a, b = deps_of(one, other), one.kind, other.kind
        if type(op) in _ARITHMETIC:
            lua = f"{one.lua} {_ARITHMETIC[type(op)]} {other.lua}"
            # Lua has a zero with a sign, and texts would show it.
            lua = f"({lua} + 0)" if isinstance(op, ast.Mult) else f"({lua})"
            return self._exact(node, Value(lua, _RANGES[type(op)](a, b), deps))
        if isinstance(op, ast.FloorDiv):
            if b.least > 0:
                edges = [x // y for x in (a.least, a.most) for y in (b.least, b.most)]
                kind = k.number(min(edges), max(edges))
                return Value(f"math.floor({one.lua} / {other.lua})", kind, deps)
            return Value(f"divided({one.lua}, {other.lua})", k.INT, deps)
        if isinstance(op, ast.Mod):
            if a.least >= 0 and b.least > 0:
                return Value(f"({one.lua} % {other.lua})", k.number(0, b.most - 1), deps)
            return Value(f"remainder({one.lua}, {other.lua})", k.INT, deps)
        raise self.source.refuse(node, "there are + - * // and % here")

    def _what(self, node: ast.expr) -> str:
        if isinstance(node, (ast.Constant, ast.Name, ast.JoinedStr)):
            return self.value(node).kind.what
        return ""

    def _compared(self, node: ast.expr, op: ast.cmpop, left: ast.expr, right: ast.expr) -> Value:
        if isinstance(op, (ast.In, ast.NotIn)) and (some := self._constants(right)) is not None:
            value = self.value(left)
            if value.kind.what not in ("int", "text", "bool", "json", "none"):
                raise self.source.refuse(left, f"{described(value)} is no text to be `in` others")
            same = " or ".join(f"({value.lua} == {self._literal(right, one).lua})" for one in some)
            word = "" if isinstance(op, ast.In) else "not "
            return Value(f"({word}({same}))", k.BOOL, value.deps)
        if type(op) in _COMPARED:
            one, other = self.whole(left), self.whole(right)
            return Value(
                f"({one.lua} {_COMPARED[type(op)]} {other.lua})", k.BOOL, deps_of(one, other)
            )
        one, other = self.value(left), self.value(right)
        deps = deps_of(one, other)
        match op:
            case ast.In() | ast.NotIn():
                found = self._within(node, other, self.text(left))
                word = "~=" if isinstance(op, ast.In) else "=="
                return Value(f"({found} {word} nil)", k.BOOL, deps)
            case ast.Is() | ast.IsNot() if other.kind.what == "none":
                if one.lua.startswith("value("):
                    # Nothing need be decoded for that.
                    word = "not " if isinstance(op, ast.Is) else ""
                    return Value(f"({word}written({one.lua[6:]})", k.BOOL, deps)
                word = "==" if isinstance(op, ast.Is) else "~="
                return Value(f"({one.lua} {word} nil)", k.BOOL, deps)
            case ast.Eq() | ast.NotEq():
                for side, value in ((left, one), (right, other)):
                    if value.kind.what not in ("int", "text", "bool", "json", "none"):
                        raise self.source.refuse(side, f"{described(value)} is not compared")
                same = f"same({one.lua}, {other.lua})"
                there = [side.kind for side in (one, other) if not side.kind.none]
                exact = len(there) > 1 and all(kind.is_exact for kind in there)
                if exact or "text" in {kind.what for kind in there}:
                    same = f"({one.lua} == {other.lua})"
                return Value(same if isinstance(op, ast.Eq) else f"(not {same})", k.BOOL, deps)
        raise self.source.refuse(node, "there are ==, <, `in` and `is None` here")

    def chosen(self, node: ast.expr, name: str) -> Value:
        """Assign an expression to a name of Lua's; it may be a choice between two.

        SUBTLE: an arm may be false or absent, so a choice is no `and` and `or` of Lua.
        """
        if not isinstance(node, ast.IfExp):
            value = self.value(node)
            self.met(value.deps)
            self.lines.append(f"{name} = {value.lua}")
            return value
        decided = self.test(node.test)
        self.met(decided.deps)
        self.lines.append(f"if {decided.lua} then")
        first = self.chosen(node.body, name)
        self.lines.append("else")
        second = self.chosen(node.orelse, name)
        self.lines.append("end")
        return Value(name, first.kind.join(second.kind), deps_of(decided, first, second))

    # What other modules of this package compile.

    def _attribute(self, node: ast.expr, of: Value, name: str) -> Value:
        """An attribute."""
        raise NotImplementedError

    def _member(self, node: ast.expr, of: ast.expr, key: ast.expr) -> Value:
        """What stands under a key."""
        raise NotImplementedError

    def _within(self, node: ast.expr, of: Value, text: Value) -> str:
        """What is nil in Lua unless a text is in something."""
        raise NotImplementedError

    def _called(self, node: ast.Call) -> Value:
        """A call."""
        raise NotImplementedError


_RANGES: Final[dict[type[ast.operator], Callable[[Kind, Kind], Kind]]] = {
    ast.Add: lambda a, b: k.number(a.least + b.least, a.most + b.most),
    ast.Sub: lambda a, b: k.number(a.least - b.most, a.most - b.least),
    ast.Mult: lambda a, b: k.number(
        min(a.least * b.least, a.least * b.most, a.most * b.least, a.most * b.most),
        max(a.least * b.least, a.least * b.most, a.most * b.least, a.most * b.most),
    ),
}


def place_of(of: Value) -> str:
    """A record's kind and id, as the functions of views/lua/records.lua take them."""
    record = of.kind.record
    return f"{quoted(record.kind)}, {of.lua}" if record else of.lua


def name_of(kind: Kind) -> str:
    return kind.part.name if kind.part else ""


def in_pairs(node: ast.Compare) -> ast.BoolOp:
    """`a <= b < c` as `a <= b and b < c`: nothing that is read is another the second time."""
    sides = [node.left, *node.comparators]
    pairs = [
        ast.copy_location(ast.Compare(left=one, ops=[op], comparators=[other]), node)
        for one, op, other in zip(sides, node.ops, sides[1:], strict=False)
    ]
    return ast.copy_location(ast.BoolOp(op=ast.And(), values=[*pairs]), node)


def deps_of(*values: Value) -> Deps:
    return frozenset().union(*(value.deps for value in values))


def _slash(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and str(node.value).startswith("/")


def described(value: Value) -> str:
    words = {"int": "a whole number", "text": "a text", "bool": "a truth", "none": "None"}
    words |= {"json": "what a register holds", "pairs": "members", "record": "a record"}
    words |= {"told": "a set", "seen": "a set", "number": "a least or greatest"}
    words |= {"either": "one of two things (read it where it is known which)"}
    return words.get(value.kind.what, f"a {value.kind.what}")
