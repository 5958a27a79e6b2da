"""The compiler: from a derivation in Python to Lua, and to what it depends on.

Of each thing that a derivation yields two sets of the record's own fields are found: those that
decide whether and where it stands, and those that are in its score alone. A field that is only in
scores is *light*: when nothing else of the record has changed, it keeps all its places, and only
the scores that the field is in are written.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from types import FunctionType

from crdt.records import Record
from views.derive import kinds as k
from views.derive import limits
from views.derive.expressions import ITS_ID, NOTHING, Deps, Value, lua_name, quoted
from views.derive.kinds import Kind
from views.derive.limits import DEPTH_MAX, FUNCTIONS_MAX, HELPERS_MAX, NAMES_MAX
from views.derive.places import (
    BestBoard,
    Board,
    Declared,
    GlobalList,
    Index,
    List,
    Place,
    Sum,
    places_of,
)
from views.derive.source import MISSING, Source
from views.derive.statements import Statements


@dataclass
class Compiled:
    """A derivation as Lua, and what it depends on.

    functions: the Lua of the functions that it calls, by name, in the order of their need. body,
    light: the Lua of the derivation, and of the part that depends on light fields. fields: all of
    the record's own fields that it reads; lists: its own lists, likewise, by attribute. exposed:
    the fields of other records that it reads. places: where the record may stand, and whether that
    is sure to lie in its own shard.
    """

    record: type[Record]
    functions: dict[str, str] = field(default_factory=dict)
    body: str = ""
    light: str = ""
    fields: set[str] = field(default_factory=set)
    structural: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    exposed: set[tuple[type[Record], str]] = field(default_factory=set)
    # Whether it is by the record's id whether it stands somewhere.
    by_id: bool = False
    places: dict[Place, bool] = field(default_factory=dict)
    # Of each board of bests, where all offers for a member lie: with its holder, or the member.
    ways: dict[Place, frozenset[str]] = field(default_factory=dict)
    # What was compiled of helpers, by what they are called with.
    helped: dict[object, tuple[str, Value]] = field(default_factory=dict)
    # Of each yield, where it is written: on which own fields it depends.
    yields: dict[tuple[str, int, int], Deps] = field(default_factory=dict)

    @property
    def light_fields(self) -> set[str]:
        """The fields that are in scores alone."""
        return self.fields - self.structural

    def name_of(self, name: str, text: str) -> str:
        """The name of a function with this text: of equal texts it is one, of others another.

        SUBTLE: functions are noted after those that they call, so they are defined in this order.
        """
        number, found = 1, name
        while self.functions.setdefault(found, text) != text:
            number += 1
            found = f"{name}_{number}"
        return found

    def needed(self) -> list[tuple[str, str]]:
        """The functions that are called, each before those that call it."""
        needed, text = [], self.body + self.light
        for name, body in reversed(self.functions.items()):
            if f"{name}(" in text:
                needed.append((name, body))
                text += body
        return needed[::-1]

    def forget(self) -> None:
        """Compile helpers anew: what is light is known now."""
        self.functions.clear()
        self.helped.clear()

    def depends(self, structural: Deps, score: Deps = NOTHING) -> None:
        """Note the fields on which something that is written depends."""
        for name in (structural | score) - {ITS_ID}:
            attribute = name.removeprefix("list:")
            (self.lists if attribute != name else self.fields).add(attribute)
        self.structural |= structural - {ITS_ID}


@cache
def compiled(record: type[Record], declared: Declared) -> Compiled:
    """Compile a record's derivation.

    Raises:
        Misdeclared: it is not in the language; with file and line.
    """
    made, source = Compiled(record), _source(declared.function)
    itself = Value("id", Kind("record", record=record))
    [name, *others] = source.parameters
    if others:
        raise source.refuse(source.node, "a derivation has one parameter, the record")
    if not _yields(source.node):
        raise source.refuse(ast.Name(source.name), "it yields nothing: a derivation yields places")
    # Once for what depends on what, and then for the text.
    _Function(made, source, {name: itself}, light=False).run()
    made.forget()
    main = _Function(made, source, {name: itself}, light=False)
    made.body = main.run()
    main._within_limits(source, made.body, len(main.locals))
    if made.light_fields:
        made.light = _Function(made, source, {name: itself}, light=True).run()
    return made


class _Function(Statements):
    """One function, compiled for one call of it."""

    def __init__(
        self,
        made: Compiled,
        source: Source,
        given: dict[str, Value],
        *,
        light: bool,
        control: Deps = NOTHING,
        depth: int = 0,
    ) -> None:
        super().__init__(source, given, made.light_fields if light else None, control)
        self.made, self.is_light, self.depth = made, light, depth

    def call(self, node: ast.Call, function: FunctionType) -> Value:
        return self._helper(node, yields=False, function=function)

    def _helper(
        self, node: ast.Call, *, yields: bool, function: FunctionType | None = None
    ) -> Value:
        found = function or self.source.meaning(node.func)
        if not isinstance(found, FunctionType) or node.keywords:
            raise self.source.refuse(node, "a helper is a plain function, called with arguments")
        if self.depth >= DEPTH_MAX:
            raise self.source.refuse(node, "helpers call each other too deeply, or for ever")
        source = _source(found)
        if yields != _yields(source.node):
            why = "`yield from` what yields" if not yields else "this yields nothing"
            raise self.source.refuse(node, why)
        values = [self.value(one) for one in self._arguments(node, len(source.parameters))]
        given = {
            name: Value(lua_name(name), value.kind, value.deps)
            for name, value in zip(source.parameters, values, strict=True)
        }
        called = ", ".join(value.lua for value in values)
        known = tuple((one.kind, one.deps) for one in given.values())
        key = (found, known, self.control, self.is_light)
        if key in self.made.helped:
            name, result = self.made.helped[key]
            return Value(f"{name}({called})", result.kind, result.deps)
        inner = _Function(
            self.made,
            source,
            given,
            light=self.is_light,
            control=self.control,
            depth=self.depth + 1,
        )
        body = inner.run()
        parameters = ", ".join(one.lua for one in given.values())
        text = f"({parameters})\n{body}\nend"
        name = self.made.name_of(f"f_{lua_name(source.name)[2:]}", text)
        result = inner.result or Value("", k.NONE)
        self.made.helped[key] = name, result
        self._within_limits(source, body, len(inner.locals) + len(given))
        return Value(f"{name}({called})", result.kind, result.deps)

    def _within_limits(self, source: Source, body: str, names: int) -> None:
        """Refuse what Lua cannot take: so many local names, and functions that one knows of."""
        helpers, loops = set(re.findall(r"\bf_\w+\(", body)), body.count("\nlocal r")
        for count, most, what in (
            (names + loops, NAMES_MAX, "names and loops"),
            (len(helpers), HELPERS_MAX, "different helpers that it calls"),
            (len(self.made.functions), FUNCTIONS_MAX, "helpers in all of a derivation"),
        ):
            if count > most:
                why = f"{source.name} has {count} {what}, and at most {most} go: make it simpler"
                raise source.refuse(source.node.args, why)

    # What is yielded.

    def _yield(self, call: ast.Call) -> None:
        asked = call.func
        place = self.source.meaning(asked.value) if isinstance(asked, ast.Attribute) else MISSING
        if not isinstance(place, Place) or not isinstance(asked, ast.Attribute):
            raise self.source.refuse(call, self._no_place(asked))
        given = {one.arg or "": one.value for one in call.keywords}
        structural, score, near, lua = self._standing(call, place, asked.attr, given)
        structural |= self.control
        self.made.by_id = self.made.by_id or ITS_ID in self.control
        self.made.depends(structural, score)
        self.made.places[place] = self.made.places.get(place, True) and near
        at = (self.source.file, call.lineno, call.col_offset)
        self.made.yields[at] = self.made.yields.get(at, NOTHING) | structural | score
        if not self.is_light or self.made.yields[at] & self.made.light_fields:
            self.lines.append(lua)

    def _no_place(self, asked: ast.expr) -> str:
        """Why what is yielded is none: a place that a record does not have, or something else."""
        place = asked.value if isinstance(asked, ast.Attribute) else asked
        if isinstance(place, ast.Attribute):
            holder = self.source.meaning(place.value)
            if isinstance(holder, type) and issubclass(holder, Record):
                known = ", ".join(places_of(holder)) or "none"
                return f"{holder.__name__} has no place {place.attr}; it has {known}"
        return "what is yielded is a place of a record, as in `Team.members.enter(team, by=…)`"

    def _standing(
        self, call: ast.Call, place: Place, verb: str, given: dict[str, ast.expr]
    ) -> tuple[Deps, Deps, bool, str]:
        match place, verb, call.args, given:
            case ((List() | Index()), "enter", [key], {"by": by}):
                holder, score = self.text(key), self.whole(by)
                name = f"{quoted(f'{place.name}:')} .. {holder.lua}"
                return holder.deps, score.deps, holder.kind.near, _enter(name, score)
            case GlobalList(), "enter", [], {"by": by}:
                score = self.whole(by)
                return NOTHING, score.deps, False, _enter(quoted(place.name), score)
            case Sum(), "add", [key, much], {}:
                holder, amount = self.text(key), self.whole(much)
                name = f"{quoted(f'{place.name}:')} .. {holder.lua}"
                verb = "add" if not amount.kind.none else "add_checked"
                return holder.deps, amount.deps, holder.kind.near, f"{verb}({name}, {amount.lua})"
            case Board(), "give", [key, who, much], _:
                holder, member, amount = self.text(key), self.text(who), self.whole(much)
                lists, deps = self._lists(call, place, holder, given)
                group = f'{quoted(f"{place.name}:")} .. {holder.lua} .. " " .. word({member.lua})'
                lua = f"give({group}, {amount.lua}, {{ {', '.join(lists)} }})"
                return deps | member.deps, amount.deps, holder.kind.near, lua
            case BestBoard(), "offer", [key, who, much], _:
                return self._offered(call, place, (key, who, much), given)
        raise self.source.refuse(call, f"write it as {place!r}.{place.yielded}")

    def _offered(
        self,
        call: ast.Call,
        board: BestBoard,
        parts: tuple[ast.expr, ast.expr, ast.expr],
        given: dict[str, ast.expr],
    ) -> tuple[Deps, Deps, bool, str]:
        holder, member, value = self.text(parts[0]), self.text(parts[1]), self.whole(parts[2])
        tie = self.whole(given.pop("tie", ast.copy_location(ast.Constant(0), call)))
        kinds = {"holder": holder.kind, "member": member.kind}
        ways = frozenset(way for way, kind in kinds.items() if kind.near)
        self.made.ways[board] = self.made.ways.get(board, ways) & ways
        if not self.made.ways[board]:
            why = (
                "what is offered for one member would lie in several shards, and each would have a "
                "best of its own: offer for the record's owner (`self.owned_by`), or to it, in all "
                "that is offered on a board alike"
            )
            raise self.source.refuse(call, why)
        lists, deps = self._lists(call, board, holder, given)
        least = str(board.least).lower()
        score = f"ranked({value.lua}, {tie.lua}, {board.ties}, {least})"
        lua = "\n".join(
            [
                f"local score = {score}",
                *(f'offer({name} .. " " .. word({member.lua}), score)' for name in lists),
            ]
        )
        deps |= member.deps
        return deps, value.deps | tie.deps, holder.kind.near, f"do\n{lua}\nend"

    def _lists(
        self, call: ast.Call, board: Board | BestBoard, holder: Value, given: dict[str, ast.expr]
    ) -> tuple[list[str], Deps]:
        """The names of the lists of a board in which something counts, in Lua."""
        deps = holder.deps
        if given.keys() != ({"ms"} if board.windows else set()):
            raise self.source.refuse(call, "a board with windows takes `ms`, and no other does")
        starts = [] if board.windows else [quoted(f"{board.name}:")]
        if board.windows and not any(board.windows.values()):
            # It counts for ever, and when must be said all the same.
            when = self.value(given["ms"])
            self.met(when.deps)
            self.lines.append(f"do local _ = {when.lua} end")
        for window, span in board.windows.items():
            if span is None:
                starts.append(quoted(f"{board.start(window)}:"))
                continue
            asked = ast.Call(func=ast.Name(id="", ctx=ast.Load()), args=[given["ms"]], keywords=[])
            number = self._helper(ast.copy_location(asked, call), yields=False, function=span)  # type: ignore[arg-type]
            deps |= number.deps
            exact = self._exact(call, number)
            starts.append(f'"{board.start(window)}." .. digits_of({exact.lua}) .. ":"')
        return [f"{start} .. {holder.lua}" for start in starts], deps

    # What is read.

    def reads(self, record: type[Record], deps: Deps) -> None:
        self.made.depends(deps)

    def met(self, deps: Deps) -> None:
        self.made.depends(NOTHING, deps)

    def exposes(self, record: type[Record], field: str) -> None:
        self.made.exposed.add((record, field))


def _yields(node: ast.FunctionDef) -> bool:
    return any(isinstance(one, (ast.Yield, ast.YieldFrom)) for one in ast.walk(node))


def _enter(name: str, score: Value) -> str:
    return f"{'enter_checked' if score.kind.none else 'enter'}({name}, {score.lua})"


@cache
def _source(function: FunctionType) -> Source:
    """Where a function is written; what it says can be compiled."""
    found = Source(function)
    limits.check(found)
    return found
