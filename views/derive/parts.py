"""Parts of records in derivations, as Lua: what each says, and on which fields it depends."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Final

from crdt.lattices.best import Best
from crdt.lattices.counter import Counter
from crdt.lattices.greatest import Greatest
from crdt.lattices.least import Least
from crdt.lattices.map import Map
from crdt.lattices.tombstone import Tombstone
from crdt.records import DistinctCount, ElementSet, Field, Record, Register, ToldSet
from views.derive import kinds as k
from views.derive.expressions import (
    ITS_ID,
    Expressions,
    Value,
    deps_of,
    described,
    name_of,
    place_of,
    quoted,
)
from views.derive.kinds import Kind
from views.derive.places import Place, _Listed


class Parts(Expressions):
    """Compiles what one function reads of records."""

    def _attribute(self, node: ast.expr, of: Value, name: str) -> Value:  # noqa: PLR0912 (one case a form)
        kind = of.kind
        if kind.what == "record" and kind.record:
            return self._of_record(node, of, kind.record, name)
        at = place_of(of)
        match kind.what, name:
            case "register", "value":
                return Value(f"value({at}, {quoted(name_of(kind))})", k.JSON, of.deps)
            case "register", "at":
                return Value(f"at({at}, {quoted(name_of(kind))})", k.AT, of.deps)
            case "number", "value":
                return Value(f"value({at}, {quoted(name_of(kind))})", k.AT, of.deps)
            case "tombstone", "value":
                return Value(f"(value({at}, {quoted(name_of(kind))}) == true)", k.BOOL, of.deps)
            case "counter", "total":
                return Value(f"total({at}, {quoted(name_of(kind))})", k.TOTAL, of.deps)
            case (("number" | "tombstone"), "at"):
                raise self.source.refuse(node, f"{described(of)} has no stamp, and so no `at`")
            case (("set" | "told" | "best"), "count"):
                return Value(f"count({at}, {quoted(name_of(kind))})", k.COUNT, of.deps)
            case (("set" | "told"), ("first_at" | "last_at")):
                return Value(f"{name}({at}, {quoted(name_of(kind))})", k.AT, of.deps)
            case "told", "seen":
                return Value(of.lua, replace(kind, what="seen"), of.deps)
            case "seen", "count":
                return Value(f"count_seen({at}, {quoted(name_of(kind))})", k.COUNT, of.deps)
            case "list", "count":
                return Value(f"card({of.lua})", k.COUNT, of.deps)
            case "list", ("first_at" | "last_at"):
                return Value(f"list_{name}({of.lua})", k.AT, of.deps)
        raise self.source.refuse(node, f"{described(of)} has no {name} here")

    def _of_record(self, node: ast.expr, of: Value, record: type[Record], name: str) -> Value:
        # What is kept everywhere has no shard that is its owner's.
        near = k.Kind("text", near=not (of.kind.part is not None and record.everywhere))
        itself = of.kind.part is None
        named = of.deps | {ITS_ID} if itself else of.deps
        if name == "id":
            return Value(of.lua, near, named)
        if name == "owned_by":
            return Value(f"before({of.lua}, '/')", near, named)
        if name == "rest":
            return Value(f"after({of.lua}, '/')", k.TEXT, named)
        part = vars(record).get(name)
        what = next((word for kind, word in _PARTS if isinstance(part, kind)), None)
        if what is None or (what == "list" and not itself):
            why = f"{record.__name__} has no {name} that a derivation reads"
            if isinstance(part, DistinctCount):
                why = f"{name} is a distinct count, an estimate that no order is made of"
            elif isinstance(part, Place):
                why = "a derivation reads the lists that its own record holds, and no others"
            raise self.source.refuse(node, why)
        if what == "list":
            assert isinstance(part, _Listed)  # noqa: S101
            lua = f'("{part.name}:" .. {of.lua})'
            return Value(lua, Kind("list", part=part), of.deps | {f"list:{name}"})
        if itself:
            deps = of.deps | {name}
        else:
            self.exposes(record, name)
            deps = of.deps
        return Value(of.lua, Kind(what, record=record, part=part), deps)

    def _member(self, node: ast.expr, of: ast.expr, key: ast.expr) -> Value:
        value = self.value(of)
        if value.kind.what == "map":
            name = self.text(key)
            lua = f"entry({place_of(value)}, {quoted(name_of(value.kind))}, {name.lua})"
            return Value(lua, k.JSON, deps_of(value, name))
        if value.kind.what != "json":
            raise self.source.refuse(node, f"{described(value)} has no members")
        name = self.value(key)
        if name.kind.what != "text":
            raise self.source.refuse(key, "a member is named by a text")
        return Value(f"member({value.lua}, {name.lua})", k.JSON, deps_of(value, name))

    def _within(self, node: ast.expr, of: Value, text: Value) -> str:
        part = of.kind.part
        match of.kind.what, part:
            case (("set" | "told" | "best"), Field()):
                return f"entered({place_of(of)}, {quoted(part.name)}, {text.lua})"
            case "map", Field():
                return f"entry({place_of(of)}, {quoted(part.name)}, {text.lua})"
            case "seen", Field():
                return f"shown({place_of(of)}, {quoted(part.name)}, {text.lua})"
            case "json", _:
                return f"member({of.lua}, {text.lua})"
        raise self.source.refuse(node, f"nothing is `in` {described(of)}")


ELSEWHERE = Field()
"""Marks a record that is not the one that is placed."""

_PARTS: Final = (
    (Register, "register"),
    ((Least, Greatest), "number"),
    (Tombstone, "tombstone"),
    (Map, "map"),
    (Counter, "counter"),
    (Best, "best"),
    (ToldSet, "told"),
    (ElementSet, "set"),
    (_Listed, "list"),
)
