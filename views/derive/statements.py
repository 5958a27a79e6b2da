"""Statements of derivations, as Lua."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from views.derive import kinds as k
from views.derive.calls import Calls
from views.derive.expressions import NOT_HERE, NOTHING, Deps, Value, deps_of, lua_name
from views.derive.source import Source


class Statements(Calls):
    """Compiles the statements of one function.

    given: what its parameters are. control: the fields on which it depends that it is called.
    light_fields: in a light function, what is in scores alone; else None.
    """

    def __init__(
        self,
        source: Source,
        given: dict[str, Value],
        light_fields: set[str] | None,
        control: Deps = NOTHING,
    ) -> None:
        self.source, self.light_fields = source, light_fields
        self.names, self.control = dict(given), control
        self.lines: list[str] = []
        self.result: Value | None = None
        self.locals: set[str] = set()
        # Of each loop that one is in, what the names become that are given values there.
        self.loops: list[dict[str, Value]] = []
        # Lines that only give a name its value, or only ask, and have no light field in them.
        self.droppable: set[str] = set()

    def run(self) -> str:
        """The Lua of its body."""
        ends = self._block(self.source.node.body)
        if self.light_fields is not None:
            self._drop_unneeded()
        if self.result is not None and not ends:
            self.result = Value("", self.result.kind.join(k.NONE), self.result.deps)
        declared = f"local {', '.join(sorted(self.locals))}" if self.locals else ""
        return "\n".join([declared, *self.lines] if declared else self.lines)

    def _drop_unneeded(self) -> None:
        """Leave out what only what is left out was made of. SUBTLE: what light fields are in stays,
        for it might fail: then all of the derivation is looked at.
        """
        before = None
        while before != self.lines:
            before, kept = self.lines, list[str]()
            text = "\n".join(self.lines)
            for line in self.lines:
                name = line.partition(" = ")[0]
                given = line in self.droppable and name != line
                if given and len(re.findall(rf"\b{name}\b", text)) == sum(
                    one.startswith(f"{name} = ") for one in self.lines
                ):
                    continue
                if (
                    line == "end"
                    and kept
                    and kept[-1] in self.droppable
                    and kept[-1][-4:] == "then"
                ):
                    kept.pop()
                    continue
                kept.append(line)
            self.lines = kept
        text = "\n".join(self.lines)
        self.locals = {name for name in self.locals if re.search(rf"\b{name}\b", text)}

    def _local(self, name: str) -> str:
        found = lua_name(name)
        self.locals.add(found)
        return found

    # Statements. Each says whether what follows is not reached.

    def _block(self, body: Sequence[ast.stmt]) -> bool:
        return any(self._statement(statement) for statement in body)

    def _statement(self, statement: ast.stmt) -> bool:
        match statement:
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
                return False
            case ast.Expr(value=ast.Yield(value=ast.Call() as call)):
                self._yield(call)
                return False
            case ast.Expr(value=ast.YieldFrom(value=ast.Call() as call)):
                self.lines.append(self._helper(call, yields=True).lua)
                return False
            case ast.Return(value=value):
                self._return(value)
                return True
            case ast.Assign(targets=[target], value=value):
                self._assign(target, value)
                return False
            case ast.AnnAssign(target=ast.Name() as target, value=ast.expr() as value):
                self._assign(target, value)
                return False
            case ast.AugAssign(target=ast.Name(id=name) as target, op=op, value=value):
                sum_ = ast.BinOp(left=ast.Name(id=name, ctx=ast.Load()), op=op, right=value)
                self._assign(target, ast.fix_missing_locations(ast.copy_location(sum_, statement)))
                return False
            case ast.If(test=test, body=body, orelse=other):
                return self._if(test, body, other)
            case ast.For(target=target, iter=over, body=body, orelse=[]):
                self._for(statement, target, over, body)
                return False
            case ast.Break() if self.loops:
                self.lines.append("do break end")
                return True
        raise self.source.refuse(statement, NOT_HERE)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        match target, value:
            case ast.Name(id=name), _:
                # First what it is now, and then what it becomes: it may be made of itself.
                lines = len(self.lines)
                found = self.chosen(value, lua_name(name))
                for line in self.lines[lines:]:
                    named = line.startswith((f"{lua_name(name)} = ", "if "))
                    if named and not self._is_light(found.deps):
                        self.droppable.add(line)
                self._name(name, found)
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
                found_all = [self.value(one) for one in values]
                self.met(deps_of(*found_all))
                names = [one.id for one in targets if isinstance(one, ast.Name)]
                if len(names) != len(targets):
                    raise self.source.refuse(target, "names are given values here")
                left = [self._local(name) for name in names]
                right = ", ".join(one.lua for one in found_all)
                if any(re.search(rf"\b{name}\b", right) for name in left):
                    self.lines.append(f"{', '.join(left)} = {right}")
                else:
                    for name, found in zip(left, found_all, strict=True):
                        self._put(f"{name} = {found.lua}", found.deps)
                for name, found in zip(names, found_all, strict=True):
                    self._name(name, found)
            case _:
                raise self.source.refuse(target, "names are given values here")

    def _put(self, line: str, deps: Deps) -> None:
        self.lines.append(line)
        if not self._is_light(deps):
            self.droppable.add(line)

    def _is_light(self, deps: Deps) -> bool:
        """Whether a light field is among what something is made of, or in what leads to it."""
        return bool((deps | self.control) & (self.light_fields or NOTHING))

    def _name(self, name: str, found: Value) -> None:
        made = Value(self._local(name), found.kind, found.deps | self.control)
        self.names[name] = made
        for given in self.loops:
            given[name] = _either(given.get(name), made)

    def _if(self, test: ast.expr, body: list[ast.stmt], other: list[ast.stmt]) -> bool:
        decided = self.test(test)
        self.met(decided.deps)
        self._put(f"if {decided.lua} then", decided.deps)
        control, before = self.control, dict(self.names)
        self.control = control | decided.deps
        first_ends = self._block(body)
        first, self.names = self.names, dict(before)
        if other:
            self.lines.append("else")
        second_ends = self._block(other)
        second = self.names
        self.lines.append("end")
        if first_ends and second_ends:
            return True
        if first_ends or second_ends:
            # Whether what follows is reached is decided here.
            self.names = second if first_ends else first
        else:
            self.names = {
                name: _either(first[name], second[name]) for name in first.keys() & second.keys()
            }
            if not _leaves(body) and not _leaves(other):
                self.control = control
        return False

    def _for(
        self, statement: ast.stmt, target: ast.expr, over: ast.expr, body: list[ast.stmt]
    ) -> None:
        value, control, before = self.value(over), self.control, dict(self.names)
        self.met(value.deps)
        index, row = f"i{statement.lineno}", f"r{statement.lineno}"
        self.control = control | value.deps
        match value.kind.what, target:
            case "pairs", ast.Tuple(elts=[ast.Name(id=member), ast.Name(id=score)]):
                self.lines += [f"local {row} = {value.lua}", f"for {index} = 1, #{row}, 2 do"]
                left = f"{self._target(member, k.TEXT)}, {self._target(score, k.INT)}"
                self.lines.append(f"{left} = {row}[{index}], tonumber({row}[{index} + 1])")
            case "json", ast.Name(id=item):
                self.lines += [f"local {row} = items({value.lua})", f"for {index} = 1, #{row} do"]
                self.lines.append(f"{self._target(item, k.JSON)} = present({row}[{index}])")
            case _:
                why = "`for member, at in` is of first() or latest(), `for one in` of a JSON array"
                raise self.source.refuse(statement, why)
        self._rounds(body)
        self.lines.append("end")
        self.names = {name: _either(one, self.names[name]) for name, one in before.items()}
        if not _leaves(body):
            self.control = control

    def _target(self, name: str, kind: k.Kind) -> str:
        """What a loop gives a value in each round."""
        self._name(name, Value("", kind))
        return lua_name(name)

    def _rounds(self, body: Sequence[ast.stmt]) -> None:
        """The body of a loop. SUBTLE: what a later line makes of a name, an earlier one meets in
        the next round, and hands on in the one after. So it is compiled until nothing more comes of
        it; and numbers that grow from round to round may be any.
        """
        lines, turn = len(self.lines), 0
        entered = dict(self.names)
        while True:
            del self.lines[lines:]
            self.names, control = dict(entered), self.control
            given: dict[str, Value] = {}
            self.loops.append(given)
            self._block(body)
            self.loops.pop()
            met = {
                name: _either(one, given[name]) if name in given else one
                for name, one in entered.items()
            }
            # What decides whether a loop is left decides each later round, from its first line on.
            if met == entered and self.control == control:
                self.names = met
                return
            turn += 1
            if turn > 1:
                met = {name: _widened(entered[name], one) for name, one in met.items()}
            entered = met

    def _return(self, node: ast.expr | None) -> None:
        if node is None:
            found = Value("nil", k.NONE)
            self.lines.append("do return end")
        else:
            name = self._local("_result")
            found = self.chosen(node, name)
            self.lines.append(f"do return {name} end")
        deps = found.deps | self.control
        kind = found.kind
        if self.result is not None:
            kind, deps = self.result.kind.join(kind), deps | self.result.deps
        self.result = Value("", kind, deps)

    # What a function may do beside.

    def _helper(self, node: ast.Call, *, yields: bool) -> Value:
        """A call of a helper."""
        raise NotImplementedError

    def _yield(self, call: ast.Call) -> None:
        """Say that the record stands somewhere."""
        raise NotImplementedError


def _either(one: Value | None, other: Value) -> Value:
    """What is known of a name that is one of two."""
    if one is None:
        return other
    return Value(other.lua, one.kind.join(other.kind), one.deps | other.deps)


def _widened(before: Value, now: Value) -> Value:
    """A number that is another in each round as one that may be any."""
    if now.kind.what != "int" or now.kind == before.kind:
        return now
    return Value(now.lua, now.kind.join(k.INT), now.deps)


def _leaves(body: Sequence[ast.stmt]) -> bool:
    """Whether some statement of a block leaves more than the block."""
    return any(isinstance(one, (ast.Return, ast.Break)) for two in body for one in ast.walk(two))
