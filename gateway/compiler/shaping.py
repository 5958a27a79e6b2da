"""Shaping: from what was read to the JSON of an answer, in one pass.

A *shape* is a function from a record to its JSON text, made once for a selection. It is written as
Python and compiled: a template, and for each field an expression that gives its text. What a
register holds is JSON already, so a text goes from the store to the client as it is.

A shape knows no errors. Where a field has one, be it a null that may not be, it raises, and
graphql-core says what the answer is (`gateway.compiler.compilation`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from graphql import (
    FieldNode,
    GraphQLBoolean,
    GraphQLField,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
    get_named_type,
    get_nullable_type,
)

from crdt.stamps import STAMP_LENGTH
from gateway.compiler.code import Code, Text
from gateway.compiler.lists import Bound, end_shown
from gateway.compiler.plan import RANKED, EntityPlan, PagePlan, Plan
from gateway.compiler.positions import (
    AllowsAt,
    CountAt,
    HoldsAt,
    OthersAt,
    PageAt,
    ReferenceAt,
    StandingAt,
    ValueAt,
)
from gateway.compiler.syntax import Selections
from gateway.compiler.values import Values, text_of
from gateway.declare import edges
from gateway.declare import entities as e
from gateway.declare import fields as d
from gateway.declare.permissions.guards import rule_of
from gateway.declare.permissions.rules import Looks, Verdict
from gateway.declare.relay import cursor
from gateway.errors import Uncovered, Unshapable
from gateway.reading.objects import Found
from views.reading.answers import Answer, Rows

Shape: TypeAlias = Callable[[Answer, Found], str]
"""From a record, of what was found, to its text."""


class Shaper:
    """Makes the shape of one plan's selection: it writes Python, and compiles it.

    Raises, from every method:
        Uncovered: a field has a resolver of its own, or is of a kind that is not covered.
    """

    def __init__(self, selections: Selections, plan: Plan) -> None:
        self._selections, self._plan = selections, plan
        self._values, self._code = Values(selections), Code()
        self._verdicts: dict[Verdict, str] = {}

    def record(self, nodes: list[FieldNode]) -> Shape:
        """The shape of a plan's own record."""
        return cast(Shape, self._code.compiled(self._record(self._plan.record, nodes)))

    def ranked(self, connection: GraphQLObjectType, nodes: list[FieldNode]) -> Shape:
        """The shape of a page that belongs to no record."""
        at = self._plan.record.fields[RANKED]
        assert isinstance(at, PageAt)  # noqa: S101
        return cast(Shape, self._code.compiled(self._page(at, connection, nodes)))

    # In what is written, `a` is the record and `h` its registers, `f` is what was found.

    def _record(self, plan: EntityPlan, nodes: list[FieldNode]) -> str:
        """The name of a function from a record to its text."""
        text = self._object(plan, nodes)
        lines = [*text.before, *text.checks, "h = a.registers", f"return {text}"]
        return self._code.function("a, f", lines)

    def _object(self, plan: EntityPlan, nodes: list[FieldNode]) -> Text:
        """A record's text, where `a`, `h` and `f` are there."""
        graphql_type, text = self._selections.type_of(plan.cls), Text()
        for key, group in self._selections.fields(graphql_type, nodes).items():
            self._field(text, key, plan, graphql_type, group)
        return text

    def _field(
        self,
        text: Text,
        key: str,
        plan: EntityPlan,
        graphql_type: GraphQLObjectType,
        nodes: list[FieldNode],
    ) -> None:
        name = nodes[0].name.value
        if name == "__typename":
            text.constant(key, text_of(graphql_type.name))
            return
        self._judge(text, plan, graphql_type.fields[name])
        if name == "id" and name not in plan.entity.fields:
            start = self._code.constant(f"{plan.cls.__name__}:")
            # Base64 needs no escaping.
            text.add(key, f"b64(({start} + a.id).encode(), newline=False).decode()", '"%s"')
            return
        if name not in plan.entity.fields:
            raise Uncovered(f"{graphql_type.name}.{name} has a resolver of its own")
        at = plan.fields[name] if name in plan.fields else plan.fields[e.key_of(nodes)]
        field_type = graphql_type.fields[name].type
        match at:
            case ValueAt():
                text.add(key, self._value(at, field_type, nodes))
            case CountAt():
                number = f"a.{at.part}[{at.at}]"
                text.add(key, self._number(number, field_type, nodes, is_int=at.is_int))
            case OthersAt():
                read = self._code.constant(at.read)
                text.add(key, self._number(f"{read}(a)", field_type, nodes))
            case HoldsAt() | AllowsAt():
                if get_nullable_type(field_type) is not GraphQLBoolean:
                    raise Uncovered(f"{graphql_type.name}.{name} is no Boolean")
                text.add(key, f"('true' if {self._is_so(at)} else 'false')")
            case ReferenceAt():
                memo, slow = self._reference(at, field_type, nodes)
                text.before.append(f"{memo} = f.memo[{memo!r}]")
                text.add(key, f"({memo}.get(a.lookups[{at.at}]) or {slow}(a, f))")
            case StandingAt():
                text.add(key, f"{self._standing(at, field_type, nodes)}(a, f.binding)")
            case PageAt():
                text.add(key, f"{self._page(at, get_named_type(field_type), nodes)}(a, f)")

    def _is_so(self, at: HoldsAt | AllowsAt) -> str:
        """What is true or false of a record. In a set, of nobody, nothing was asked."""
        if isinstance(at, AllowsAt):
            return f"{self._verdict(at.verdict)}(a, f)"
        return f"a.holds and a.holds[{at.at}]"

    def _judge(self, text: Text, plan: EntityPlan, field: GraphQLField) -> None:
        """Have what a field's rule says of each record looked at, before that is written."""
        rule = rule_of(field)
        if rule is not None and rule.looks is not Looks.ASKS:
            text.verdicts.append(self._verdict(plan.verdicts[rule]))

    def _verdict(self, verdict: Verdict) -> str:
        """The name of a verdict: one, wherever it is asked for."""
        if verdict not in self._verdicts:
            self._verdicts[verdict] = self._code.constant(verdict)
        return self._verdicts[verdict]

    def _number(
        self, number: str, field_type: Any, nodes: list[FieldNode], *, is_int: bool = True
    ) -> str:
        if get_nullable_type(field_type) is GraphQLInt:
            return f"(n if {-d.INT_MAX} <= (n := {number}) <= {d.INT_MAX} else as_int(n))"
        write = self._code.constant(self._values.of(field_type, nodes))
        return f"{write}(as_int({number}))" if is_int else f"{write}({number})"

    def _value(self, at: ValueAt, field_type: Any, nodes: list[FieldNode]) -> str:
        position, what = at.at, at.what
        write = self._values.of(field_type, nodes)
        slow = self._code.constant(lambda answer: write(what.read(answer, position)))
        if isinstance(what, d.StoredCount) and get_nullable_type(field_type) is GraphQLInt:
            # Nine digits are an Int whatever they are.
            return f"(x if (x := h[{position}] or '0').isdigit() and len(x) < 10 else {slow}(a))"
        if isinstance(what, d.Claimed) and get_nullable_type(field_type) is GraphQLString:
            # As it is written in the claim.
            return f"(x if (x := a.claims[{position}]) and (x := text_in(x, NAME)) else {slow}(a))"
        plain = isinstance(what, d.Column) and what.key is None and what.convert is None
        if not (plain and get_nullable_type(field_type) is GraphQLString):
            return f"{slow}(a)"
        # What is not a text, or not there, goes the long way.
        at_text = f"x[{STAMP_LENGTH}:] if (x := h[{position}]) and x[{STAMP_LENGTH}] == QUOTE"
        return f"({at_text} else {slow}(a))"

    def _standing(self, at: StandingAt, field_type: Any, nodes: list[FieldNode]) -> str:
        write = self._values.of(field_type, nodes)
        return self._code.constant(lambda answer, binding: write(at.read(answer, binding)))

    def _reference(
        self, at: ReferenceAt, field_type: Any, nodes: list[FieldNode]
    ) -> tuple[str, str]:
        """The names of the texts that were made of the others so far, and of what makes one."""
        position, target, entity = at.at, at.target, at.entity
        required, look = isinstance(field_type, GraphQLNonNull), not entity.always_there
        code, name = self._code, self._record(entity, nodes)
        memo = code.name("m")

        def reference(answer: Answer, found: Found) -> str:
            record_id = answer.lookups[position]
            text = "null"
            if isinstance(record_id, str):
                other = found.other(target, record_id)
                if not look or entity.is_shown(other, found):
                    text = found.memo[memo][record_id] = code.names[name](other, found)
            if required and text == "null":
                raise Unshapable("a null that may not be")
            return text

        return memo, code.constant(reference)

    def _page(self, at: PageAt, connection: GraphQLObjectType, nodes: list[FieldNode]) -> str:
        """The name of a function from a record to a page of it."""
        text = Text()
        for key, group in self._selections.fields(connection, nodes).items():
            name = group[0].name.value
            if name == "__typename":
                text.constant(key, text_of(connection.name))
            elif name == "edges":
                edges = self._edges(at, get_named_type(connection.fields[name].type), group)
                text.add(key, f"{edges}(rows, bound.place, f)")
            elif name == "pageInfo":
                info = get_named_type(connection.fields[name].type)
                self._page_info(text, key, info, group, self._end(at.page))
            elif name == "nodes":
                text.add(key, f"{self._nodes(at, group)}(rows, f)")
            elif name == "totalCount":
                text.add(key, "('null' if rows.total < 0 else as_int(rows.total))")
            else:
                raise Uncovered(f"{connection.name}.{name} is no part of a connection")
        return self._code.function(
            "a, f",
            [
                f"rows, bound = a.{at.part}[{at.at}], f.binding.pages[{at.page.number}]",
                "if isinstance(bound, Exception):",
                "    raise Unshapable(bound)",
                "if bound.backward:",
                "    rows = in_order(rows, bound)",
                f"return {text}",
            ],
        )

    def _edges(self, at: PageAt, edge: GraphQLObjectType, nodes: list[FieldNode]) -> str:
        """The name of a function from a page's rows to the text of its edges."""
        item, text = at.page.item, Text()
        for key, group in self._selections.fields(edge, nodes).items():
            name = group[0].name.value
            if name == "__typename":
                text.constant(key, text_of(edge.name))
            elif name == "cursor":
                text.add(key, "cursor(place, score, a.id)", '"%s"')
            elif name == "node":
                inner = self._object(item, group)
                text.before += inner.before
                text.verdicts += inner.verdicts
                text.nest(key, inner)
            else:
                text.add(key, self._of_edge(at.page, edge, name, group))
        records, shown = self._items(at.page)
        checks = [f"        {line}" for line in text.checks]
        each, from_ = "a, score", f"{records}, rows.scores"
        if at.page.beside:
            each, from_ = f"{each}, b", f"{from_}, rows.beside"
        return self._code.function(
            "rows, place, f",
            [
                *text.before,
                "edges, length, after = [], f.length.so_far, f.length.after",
                f"for rank, ({each}) in enumerate(zip({from_}), rows.before + 1):",
                f"    if {shown}:",
                *checks,
                "        h = a.registers",
                f"        edges.append(x := {text})",
                "        length = after(length, x)",
                "return '[' + ','.join(edges) + ']'",
            ],
        )

    def _beside(self, page: PagePlan, nodes: list[FieldNode]) -> str:
        """The expression of the record beside an item, `b`."""
        if page.beside is None:
            return "'null'"
        name, shown = self._record(page.beside, nodes), self._code.constant(page.beside.is_shown)
        return f"({name}(b, f) if {shown}(b, f) else 'null')"

    def _nodes(self, at: PageAt, nodes: list[FieldNode]) -> str:
        """The name of a function from a page's rows to the text of its items."""
        name, (records, shown) = self._record(at.page.item, nodes), self._items(at.page)
        return self._code.function(
            "rows, f", [f"return f.length.listed({name}(a, f) for a in {records} if {shown})"]
        )

    def _items(self, page: PagePlan) -> tuple[str, str]:
        """The records of a page's rows, and whether one, `a`, is shown."""
        other = self._code.constant(page.target)
        records = (
            "rows.records" if page.nested else f"[f.other({other}, each) for each in rows.ids]"
        )
        shown = [f"{self._code.constant(page.item.is_there)}(a)"]
        for verdict in (page.item.shown, page.item.listed):
            shown += [] if verdict is None else [f"{self._verdict(verdict)}(a, f)"]
        return records, " and ".join(shown)

    def _end(self, page: PagePlan) -> str:
        """The name of what gives a page's ends: of what is for some alone, those that are shown."""
        item, target = page.item, page.target
        if item.shown is None:
            return "end"

        def end(rows: Rows, bound: Bound, at: int, found: Found) -> str:
            def stands(each: int) -> bool:
                record = rows.records[each] if page.nested else found.other(target, rows.ids[each])
                return item.stands(record, found)

            where = end_shown(rows, bound, at, stands)
            return "null" if where is None else f'"{cursor(bound.place, *where)}"'

        return self._code.constant(end)

    def _of_edge(
        self, page: PagePlan, edge: GraphQLObjectType, name: str, nodes: list[FieldNode]
    ) -> str:
        """The expression of a field of an edge."""
        declared = e.fields_of(e.class_of(edge))
        found = page.edge.get(declared[name].python_name)
        if found is None:
            raise Uncovered(f"{edge.name}.{name} is no part of an edge")
        if isinstance(found.what, edges.Beside):
            return self._beside(page, nodes)
        if found.what == edges.EdgeScore() and found.is_int:
            return f"(score if {-d.INT_MAX} <= score <= {d.INT_MAX} else as_int(score))"
        write = self._values.of(edge.fields[name].type, nodes)
        made = self._code.constant(lambda score, rank: write(found.read(score, rank)))
        return f"{made}(score, rank)"

    def _page_info(
        self,
        text: Text,
        key: str,
        page_info: GraphQLObjectType,
        nodes: list[FieldNode],
        end: str,
    ) -> None:
        inner = Text()
        for each, group in self._selections.fields(page_info, nodes).items():
            name = group[0].name.value
            if name == "__typename":
                inner.constant(each, text_of(page_info.name))
            else:
                inner.add(each, _PAGE_INFO[name].format(end=end))
        text.nest(key, inner)


_PAGE_INFO = {
    "hasNextPage": "('true' if bound.has_next(rows) else 'false')",
    "hasPreviousPage": "('true' if bound.has_previous(rows) else 'false')",
    "startCursor": "{end}(rows, bound, 0, f)",
    "endCursor": "{end}(rows, bound, -1, f)",
}
