"""Complexity: how large a query may be, counted before it is validated.

Validation compares what is written twice pair by pair, and a fragment counts each time that it is
spread: so what is short may take long. What a query may *read* is counted apart, by its plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)

from gateway.compiler.planner import TOKENS_MAX
from gateway.errors import TooCostly

LINES_MAX = 10_000
CHARACTERS_MAX = 100_000
"""A text may stand in a query, and comments may; neither is many tokens."""

DEPTH_MAX = 100
"""So many selections may stand within each other: some thirty records."""

REPEATED_MAX = 30
"""So often one field may be written in one place."""

DIRECTIVES_MAX = 100


@dataclass(frozen=True)
class QueryLimits:
    """How large a document may be, and how much of what it asks is answered.

    tokens_max: as it is written; kept ones are some 400 bytes a token. aliases_max. fields_max:
    with every fragment as often as it is spread. roots_max: fields of a query itself;
    mutations_max: of a mutation. introspection: whether the schema is told.
    """

    tokens_max: int = TOKENS_MAX
    aliases_max: int = 100
    fields_max: int = 2_000
    roots_max: int = 50
    mutations_max: int = 10
    introspection: bool = True


USUAL = QueryLimits()


@dataclass
class _Place:
    """A place in the answer, and what is asked for below it. times: how often it is written."""

    times: int = 0
    below: dict[str, _Place] = field(default_factory=dict)


def check_text(text: str) -> None:
    """Look whether a query is short enough to be parsed.

    Raises:
        TooCostly: it is not.
    """
    if text.count("\n") + text.count("\r") > LINES_MAX:
        raise TooCostly(f"the query has more than {LINES_MAX:,} lines")
    if len(text) > CHARACTERS_MAX:
        raise TooCostly(
            f"the query has {len(text):,} characters, and may have {CHARACTERS_MAX:,}: send long "
            "texts as variables"
        )


def check(document: DocumentNode, limits: QueryLimits) -> list[int]:
    """Look whether a document is small enough to be validated; how many fields its operations have.

    Raises:
        TooCostly: it is not; the message names the limit.
    """
    return _Measure(document, limits).all()


class _Measure:
    """Walks a document as it would be selected."""

    def __init__(self, document: DocumentNode, limits: QueryLimits) -> None:
        self._document, self._limits = document, limits
        self._fragments = {
            one.name.value: one
            for one in document.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        self._within: list[str] = []
        self._spread = set[str]()
        self._fields = self._aliases = self._directives = 0

    def all(self) -> list[int]:
        """Every operation, and the fragments that none spreads; how many fields each operation has,
        with every fragment as often as it is spread.
        """
        sizes = []
        for one in self._document.definitions:
            if isinstance(one, OperationDefinitionNode):
                before = self._fields
                self._operation(one)
                sizes.append(self._fields - before)
        for name, fragment in self._fragments.items():
            if name not in self._spread:
                self._directed(fragment)
                self._walk(fragment.selection_set, _Place(), 1)
        return sizes

    def _operation(self, node: OperationDefinitionNode) -> None:
        root = _Place()
        self._directed(node)
        for variable in node.variable_definitions or ():
            self._directed(variable)
        self._walk(node.selection_set, root, 1)
        limits, asked = self._limits, len(root.below)
        if node.operation is OperationType.MUTATION and asked > limits.mutations_max:
            raise TooCostly(
                f"the request has {asked:,} mutations, and may have {limits.mutations_max:,}: "
                "send several requests"
            )
        if asked > limits.roots_max:
            raise TooCostly(
                f"the query has {asked:,} fields at its top level, and may have "
                f"{limits.roots_max:,}: send several requests"
            )

    def _walk(self, selections: SelectionSetNode, place: _Place, depth: int) -> None:
        if depth > DEPTH_MAX:
            raise TooCostly(
                f"the query is nested over {DEPTH_MAX} levels deep: send several requests"
            )
        for one in selections.selections:
            self._fields += 1
            if self._fields > self._limits.fields_max:
                raise TooCostly(
                    f"the query selects over {self._limits.fields_max:,} fields, with those of a "
                    "fragment each time it is used: send several requests"
                )
            self._directed(one)
            if isinstance(one, FieldNode):
                self._field(one, place, depth)
            elif isinstance(one, FragmentSpreadNode):
                self._fragment(one.name.value, place, depth)
            else:
                self._walk(one.selection_set, place, depth + 1)  # type: ignore[attr-defined]

    def _field(self, node: FieldNode, place: _Place, depth: int) -> None:
        if node.alias is not None:
            self._aliases += 1
            if self._aliases > self._limits.aliases_max:
                raise TooCostly(
                    f"the query has over {self._limits.aliases_max:,} aliases: "
                    "send several requests"
                )
        key = (node.alias or node.name).value
        found = place.below.setdefault(key, _Place())
        found.times += 1
        if found.times > REPEATED_MAX:
            raise TooCostly(
                f"{key!r} is selected over {REPEATED_MAX} times in one place, fragments "
                "included: select it once"
            )
        if node.selection_set is not None:
            self._walk(node.selection_set, found, depth + 1)

    def _fragment(self, name: str, place: _Place, depth: int) -> None:
        fragment = self._fragments.get(name)
        # One that is not there, or within itself, is not valid: that is said by who validates.
        if fragment is None or name in self._within:
            return
        if name not in self._spread:
            self._spread.add(name)
            self._directed(fragment)
        self._within.append(name)
        self._walk(fragment.selection_set, place, depth + 1)
        self._within.pop()

    def _directed(self, node: object) -> None:
        """Count the directives of one node."""
        self._directives += len(getattr(node, "directives", None) or ())
        if self._directives > DIRECTIVES_MAX:
            raise TooCostly(
                f"the query has over {DIRECTIVES_MAX} directives: send several requests"
            )
