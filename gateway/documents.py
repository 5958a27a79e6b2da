"""Documents: parsed, validated and compiled once, and kept as long as there is room.

A document is known by its text. What is kept is bounded by the length of the texts, because a
parsed one is some hundred times as long as its text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    validate,
    visit,
)
from graphql.execution.values import get_variable_values

from gateway.compilation import Compilation, Compiler
from gateway.errors import Uncovered
from gateway.planning import TOKENS_MAX
from gateway.recent import Recent
from gateway.syntax import Selections

KEPT_CHARACTERS_MAX = 400_000
"""How long all texts are together that are kept parsed: that is some 100 MB."""

SHAPES_MAX = 16
"""In how many ways that `@skip` and `@include` go an operation is kept compiled."""


@dataclass
class Operation:
    """One operation of a document that is valid."""

    definition: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    uncovered: Uncovered | None
    conditions: tuple[str, ...]
    """The variables that `@skip` and `@include` name."""
    _compiled: dict[tuple[Any, ...], Compilation] = field(default_factory=dict)

    def variables(self, compiler: Compiler, given: dict[str, Any]) -> dict[str, Any] | None:
        """The operation's variables, coerced, with defaults; None when they are not valid."""
        definitions = self.definition.variable_definitions
        if not definitions:
            return {}
        found: Any = get_variable_values(compiler.graphql, definitions, given)
        return None if isinstance(found, list) else found.coerced

    def compiled(self, compiler: Compiler, variables: dict[str, Any]) -> Compilation:
        """The operation, compiled for what these variables switch on and off."""
        if self.uncovered:
            return self.uncovered
        shape = tuple([variables.get(name) for name in self.conditions])
        found = self._compiled.get(shape)
        if found is None:
            if len(self._compiled) >= SHAPES_MAX:
                self._compiled.pop(next(iter(self._compiled)))
            found = self._compiled[shape] = compiler.compile(self.selections(compiler, variables))
        return found

    def selections(self, compiler: Compiler, variables: dict[str, Any]) -> Selections:
        """What it selects, as these variables switch on and off."""
        return Selections(compiler.graphql, self.fragments, self.definition, variables)


@dataclass
class Document:
    """A text, parsed and validated. errors: why it cannot be executed."""

    ast: DocumentNode | None
    errors: list[GraphQLError]
    operations: list[Operation] = field(default_factory=list)

    def operation(self, name: str | None) -> Operation | None:
        """The operation of a name, or the only one; None when it is not clear which."""
        if self.errors:
            return None
        if name is None:
            return self.operations[0] if len(self.operations) == 1 else None
        named = (one for one in self.operations if one.definition.name)
        return next((one for one in named if one.definition.name.value == name), None)  # type: ignore[union-attr]


class Documents:
    """The documents of a schema that were asked for last."""

    def __init__(self, compiler: Compiler, characters_max: int = KEPT_CHARACTERS_MAX) -> None:
        self.compiler = compiler
        self._kept = Recent[Document](characters_max)

    def get(self, text: str) -> Document:
        """The document of a text; with errors when it is not valid."""
        found = self._kept.get(text)
        if found is None:
            found = self._read(text)
            self._kept.keep(text, found, len(text))
        return found

    def _read(self, text: str) -> Document:
        schema = self.compiler.graphql
        try:
            ast = parse(text, max_tokens=TOKENS_MAX)
        except GraphQLError as error:
            return Document(None, [error])
        errors = validate(schema, ast)
        if errors:
            return Document(ast, errors)
        fragments = {
            one.name.value: one
            for one in ast.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        directives = _Directives()
        visit(ast, directives)
        uncovered = directives.others and Uncovered(
            f"@{directives.others[0]} is a directive of its own", "directive"
        )
        return Document(
            ast,
            [],
            [
                Operation(one, fragments, uncovered or None, tuple(directives.conditions))
                for one in ast.definitions
                if isinstance(one, OperationDefinitionNode)
            ],
        )


class _Directives(Visitor):
    """Finds what decides what is selected."""

    def __init__(self) -> None:
        super().__init__()
        self.conditions: dict[str, None] = {}
        self.others: list[str] = []

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        """Take one directive in."""
        if node.name.value not in ("skip", "include"):
            self.others.append(node.name.value)
            return
        for argument in node.arguments or ():
            if isinstance(argument.value, VariableNode):
                self.conditions[argument.value.name.value] = None
            else:
                assert isinstance(argument.value, BooleanValueNode)  # noqa: S101
