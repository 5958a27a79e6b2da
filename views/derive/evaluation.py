"""Evaluation: a derivation as its author wrote it, over merged state, with checked operators.

The operators of the function and of its helpers are replaced in their syntax trees; lines stay, so
that a debugger stops where the author looks. The audit, explanations and tests evaluate this; the
store runs the Lua that is compiled of the same tree.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from copy import deepcopy
from functools import cache
from types import FunctionType
from typing import Any

from crdt.lattices.best import Best
from crdt.lattices.counter import Counter
from crdt.lattices.map import Map
from crdt.records import ElementSet, Field, Record, Register, ToldSet, Unstamped
from views.derive import checked, language
from views.derive.expressions import in_pairs
from views.derive.places import (
    Added,
    BestBoard,
    Entered,
    Given,
    GlobalList,
    Offered,
    Ranking,
    _Listed,
)
from views.derive.source import MISSING, Source
from views.placements import BEST, Derivation, Part, Placement, Reader


def evaluation(
    function: Callable[..., Any], record: type[Record], *, plain: bool = False
) -> Derivation:
    """What a derivation says of a record, from merged state.

    Args:
        plain: as it is, with Python's own operators: the twin of what is written by hand in Lua.
    """

    def derive(reader: Reader, record_id: str) -> Placement:
        reads: dict[str, None] = {}
        made = Placement(reads=reads)
        token = _placing.set((reader, record_id, reads))
        try:
            run = function if plain else checked_function(function)
            for standing in run(_Reading(record, record_id, reader)):
                _stand(made, standing)
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # noqa: BLE001
            # Whatever the domain's code makes of this record, it makes of it every time.
            return Placement(reads=reads, failed=f"{type(error).__name__}: {error}")
        finally:
            _placing.reset(token)
        return made

    return derive


def _stand(made: Placement, standing: object) -> None:
    match standing:
        case Entered(place, key, by):
            one = isinstance(place, GlobalList)
            name = place.name if one else f"{place.name}:{checked.text(key)}"
            made.entered.append((name, checked.whole(by)))
        case Added(place, key, amount):
            made.added.append((f"{place.name}:{checked.text(key)}", checked.amount(amount)))
        case Given(Ranking() as place, key, member, amount, ms):
            holder, who, much = checked.text(key), checked.word(member), checked.amount(amount)
            lists = tuple(f"{start}:{holder}" for start in _starts(place, ms))
            made.given.append(Part(f"{place.name}:{holder} {who}", much, lists))
        case Offered(BestBoard() as place, key, member, value, tie, ms):
            holder, who = checked.text(key), checked.word(member)
            score = place.score(checked.whole(value), checked.whole(tie))
            for start in _starts(place, ms):
                made.given.append(Part(f"{BEST}{start}:{holder} {who}", score, ()))
        case _:
            raise checked.Failed(f"{standing!r} is no place")


def _starts(board: Ranking, ms: Any) -> Iterator[str]:
    """What the names of the lists begin with in which something counts then."""
    for window, span in board.windows.items() or ((None, None),):
        start = board.start(window)
        yield f"{start}.{checked.whole(checked_function(span)(ms))}" if span else start


_placing: ContextVar[tuple[Reader, str, dict[str, None]]] = ContextVar("placing")
"""From what a record is being placed, its id, and what else was read for it."""


def _another(record: type[Record], given: Any) -> _Reading:
    """Another record, which is in the shard of the one that is placed."""
    reader, placed, reads = _placing.get()
    record_id = checked.text(given)
    if not record.everywhere and record_id.partition("/")[0] != placed.partition("/")[0]:
        raise checked.Failed(f"{record.kind} {record_id} lives elsewhere than {placed}")
    reads[f"{record.kind} {record_id}"] = None
    return _Reading(record, record_id, reader)


class _Reading:
    """One record, as a derivation reads it."""

    def __init__(self, record: type[Record], record_id: str, reader: Reader) -> None:
        self._record, self._reader, self.id = record, reader, record_id

    @property
    def owned_by(self) -> str:
        return self.id.partition("/")[0]

    @property
    def rest(self) -> str:
        return self.id.partition("/")[2]

    def __getattr__(self, name: str) -> Any:
        part = vars(self._record).get(name)
        match part:
            case Register() | Unstamped():
                return _Held(self._reader, self._record, self.id, name)
            case Map():
                return _Mapped(self._reader, part, self.id)
            case Counter():
                return _Totalled(self._reader, part, self.id)
            case Best():
                return _Bests(self._reader.standings(part, self.id), part)
            case ToldSet() | ElementSet():
                return _Members(self._reader, part, self.id)
            case _Listed():
                return _Ranked(self._reader.lists.get(f"{part.name}:{self.id}", {}))
        raise AttributeError(f"{self._record.__name__} has no {name}")


class _Held:
    def __init__(self, reader: Reader, record: type[Record], record_id: str, name: str) -> None:
        self._of = reader, record, record_id, name

    @property
    def value(self) -> Any:
        reader, record, record_id, name = self._of
        found = reader.value(record, record_id, name)
        return vars(record)[name].nothing if found is None else found

    @property
    def at(self) -> int | None:
        reader, record, record_id, name = self._of
        return reader.score(record, record_id, name)


class _Ranked:
    def __init__(self, scores: dict[str, int]) -> None:
        self._scores = scores

    @property
    def count(self) -> int:
        return len(self._scores)

    @property
    def first_at(self) -> int | None:
        return min(self._scores.values(), default=None)

    @property
    def last_at(self) -> int | None:
        return max(self._scores.values(), default=None)

    def first(self, most: int) -> list[tuple[str, int]]:
        return self._ordered()[:most]

    def latest(self, most: int) -> list[tuple[str, int]]:
        return self._ordered()[::-1][:most]

    def _ordered(self) -> list[tuple[str, int]]:
        return sorted(self._scores.items(), key=lambda one: (one[1], one[0].encode()))


class _Members(_Ranked):
    def __init__(self, reader: Reader, part: Field, record_id: str) -> None:
        super().__init__(reader.entered(part, record_id))
        self._reader, self._part, self._id = reader, part, record_id

    def at(self, element: Any) -> int | None:
        return self._scores.get(checked.text(element))

    def __contains__(self, element: Any) -> bool:
        return element in self._scores

    @property
    def seen(self) -> _Ranked:
        assert isinstance(self._part, ToldSet)  # noqa: S101
        shown = self._reader.seen(self._part, self._id)
        return _Shown({one: self._scores[one] for one in shown})


class _Shown(_Ranked):
    def __contains__(self, element: Any) -> bool:
        return element in self._scores


class _Bests(_Ranked):
    def __init__(self, values: dict[str, int], best: Best) -> None:
        super().__init__(values)
        self._best = best

    def first(self, most: int) -> list[tuple[str, int]]:
        return super().first(most) if self._best.least else self.latest(most)

    def value_of(self, member: Any) -> int | None:
        return self._scores.get(checked.text(member))

    def __contains__(self, member: Any) -> bool:
        return member in self._scores


class _Mapped:
    def __init__(self, reader: Reader, part: Map, record_id: str) -> None:
        self._of = reader, part, record_id

    def under(self, key: str) -> Any:
        reader, part, record_id = self._of
        return reader.entry(part, record_id, key)

    __getitem__ = under

    def __contains__(self, key: Any) -> bool:
        return self.under(key) is not None


class _Totalled:
    def __init__(self, reader: Reader, part: Counter, record_id: str) -> None:
        self._of = reader, part, record_id

    @property
    def total(self) -> int:
        reader, part, record_id = self._of
        return reader.total(part, record_id)

    def amount_of(self, who: Any) -> int:
        reader, part, record_id = self._of
        return reader.amount(part, record_id, checked.text(who))


# The function with checked operators.

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mult",
    ast.FloorDiv: "floordiv",
    ast.Mod: "mod",
    ast.Lt: "lt",
    ast.LtE: "lte",
    ast.Gt: "gt",
    ast.GtE: "gte",
    ast.Eq: "eq",
    ast.NotEq: "noteq",
}
_BUILT_IN: dict[Any, str] = {
    min: "least",
    max: "most",
    language.before: "before",
    language.after: "after",
    language.log10: "log10",
    language.score_of: "score_of",
}
_CHECKED, _OF = "checked operators", "another record"
"""Under which names a function finds them. No name of Python's has a space."""


@cache
def checked_function(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of the language with checked operators, and so are those that it calls."""
    source = Source(function)
    scope = {**source.function.__globals__, **source.closure, _CHECKED: checked, _OF: _another}
    node = source.node
    node.decorator_list, node.returns = [], None
    for parameter in (*node.args.posonlyargs, *node.args.args):
        parameter.annotation = None
    tree = _Checking(source, scope).visit(node)
    module = ast.fix_missing_locations(ast.Module([tree], []))
    exec(compile(module, source.file, "exec"), scope)  # noqa: S102
    made: Callable[..., Any] = scope[source.name]
    return made


class _Checking(ast.NodeTransformer):
    def __init__(self, source: Source, scope: dict[str, Any]) -> None:
        self._source, self._scope = source, scope

    def _call(self, node: ast.AST, name: str, *given: ast.expr) -> ast.Call:
        checking = ast.Name(id=_CHECKED, ctx=ast.Load())
        function = ast.Attribute(value=checking, attr=name, ctx=ast.Load())
        made = ast.Call(func=function, args=[self.visit(one) for one in given], keywords=[])
        return ast.copy_location(made, node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        return self._call(node, _OPERATORS[type(node.op)], node.left, node.right)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        if isinstance(node.op, ast.USub):
            return self._call(node, "neg", node.operand)
        return self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        assert isinstance(node.target, ast.Name)  # noqa: S101
        now = ast.Name(id=node.target.id, ctx=ast.Load())
        value = self._call(node, _OPERATORS[type(node.op)], now, node.value)
        return ast.copy_location(ast.Assign(targets=[node.target], value=value), node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        assert node.value is not None  # noqa: S101
        made = ast.Assign(targets=[node.target], value=self.visit(node.value))
        return ast.copy_location(made, node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        if len(node.ops) > 1:
            return self.generic_visit(in_pairs(deepcopy(node)))
        [op], [right] = node.ops, node.comparators
        if isinstance(right, ast.List):  # Of texts; what a register holds is no literal.
            right = ast.copy_location(ast.Tuple(elts=right.elts, ctx=right.ctx), right)
        match op:
            case ast.In():
                return self._call(node, "holds", node.left, right)
            case ast.NotIn():
                found = self._call(node, "holds", node.left, right)
                return ast.copy_location(ast.UnaryOp(op=ast.Not(), operand=found), node)
            case ast.Is() | ast.IsNot():
                return self.generic_visit(node)
        return self._call(node, _OPERATORS[type(op)], node.left, right)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        parts = [one.value if isinstance(one, ast.FormattedValue) else one for one in node.values]
        return self._call(node, "joined", *parts)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        return self._call(node, "member", node.value, node.slice)

    def visit_For(self, node: ast.For) -> ast.AST:
        node.iter = self._call(node.iter, "items", node.iter)
        node.body = [self.visit(one) for one in node.body]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        meaning = self._source.meaning(node.func)
        if meaning is language.of:
            node.func = ast.copy_location(ast.Name(id=_OF, ctx=ast.Load()), node.func)
            node.args = [self.visit(one) for one in node.args]
            return node
        try:
            name = _BUILT_IN.get(meaning) if meaning is not MISSING else None
        except TypeError:
            name = None
        if name:
            return self._call(node, name, *node.args)
        self.generic_visit(node)
        if isinstance(meaning, FunctionType) and meaning.__module__ != checked.__name__:
            named = f"{meaning.__qualname__} {id(meaning)}"
            self._scope[named] = _Late(meaning)
            node.func = ast.copy_location(ast.Name(id=named, ctx=ast.Load()), node.func)
        return node


class _Late:
    """A helper, with checked operators from its first call on: it may call whoever calls it."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __call__(self, *given: Any) -> Any:
        return checked_function(self._function)(*given)
