"""Documents: parsed, validated and compiled once, and kept as long as there is room.

A document is known by its text. What is kept is bounded in bytes, which follow from its tokens: a
parsed one takes some hundred times as much as its text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
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

from gateway import metrics
from gateway.compiler.compilation import Compilation, Compiler
from gateway.compiler.syntax import Selections
from gateway.declare import incremental
from gateway.declare.federation import SERVICE
from gateway.documents import complexity
from gateway.documents.complexity import QueryLimits
from gateway.documents.introspection import LISTS_MAX
from gateway.documents.pricing import Within, prices
from gateway.documents.recent import Recent
from gateway.documents.sources import Lines
from gateway.documents.wording import in_graphql, in_json, without_suggestion
from gateway.errors import TooCostly, Uncovered

T = TypeVar("T")
KEPT_BYTES_MAX = 160 << 20
"""What all documents take that are kept parsed and compiled."""

BARE_BYTES, TOKEN_BYTES, FIELD_BYTES = 21_000, 500, 6_500
"""What is kept of a document, of a token of it, and of a field for each way that an operation goes:
at most, as was measured (`tests/gateway/documents/test_memory.py`).
"""

COMMENTS_MAX = 500
"""Comments are kept, too, and are no tokens."""

ERRORS_MAX = 20
"""So many errors of one kind are told of one request."""

_TOO_DEEP = "Maximum introspection depth exceeded"
"""What graphql-core says of `LISTS_MAX`."""

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
    introspects: bool = False
    """Whether its document asks for the schema."""
    fields: int = 0
    """How many it has, with every fragment as often as it is spread."""
    _compiled: dict[tuple[Any, ...], Compilation] = field(default_factory=dict)
    _prices: dict[tuple[Any, ...], Within] = field(default_factory=dict)

    def variables(
        self, compiler: Compiler, given: dict[str, Any], *, suggestions: bool = True
    ) -> dict[str, Any] | list[GraphQLError]:
        """The operation's variables, coerced, with defaults; or why they are not valid."""
        definitions = self.definition.variable_definitions
        if not definitions:
            return {}
        found: Any = get_variable_values(
            compiler.graphql,
            definitions,
            given,
            max_errors=ERRORS_MAX,
            hide_suggestions=not suggestions,
        )
        if isinstance(found, list):
            return [GraphQLError(in_json(error.message), error.nodes) for error in found]
        coerced: dict[str, Any] = found.coerced
        return coerced

    @property
    def size(self) -> int:
        """How many bytes what it needs takes, for each way that `@skip` and `@include` go."""
        return self.fields * FIELD_BYTES

    def is_made(self, variables: dict[str, Any]) -> bool:
        """Whether all that these variables need was made already, so that nothing takes long."""
        shape = self.shape(variables)
        found = self.uncovered or self._compiled.get(shape)
        return found is not None and (not isinstance(found, Uncovered) or shape in self._prices)

    def make(self, compiler: Compiler, variables: dict[str, Any]) -> None:
        """Make all that these variables need.

        Raises:
            TooCostly: it is deeper than one request may be.
        """
        if isinstance(self.compiled(compiler, variables), Uncovered):
            self.prices(compiler, variables)

    def compiled(self, compiler: Compiler, variables: dict[str, Any]) -> Compilation:
        """The operation, compiled for what these variables switch on and off."""
        if self.uncovered:
            return self.uncovered
        return self._kept(
            self._compiled,
            variables,
            lambda: compiler.compile(self.selections(compiler, variables)),
        )

    def prices(self, compiler: Compiler, variables: dict[str, Any]) -> Within:
        """What it reads, for what these variables switch on and off, whoever answers it.

        Raises:
            TooCostly: it is deeper than one request may be.
        """
        return self._kept(
            self._prices, variables, lambda: prices(compiler, self.selections(compiler, variables))
        )

    def _kept(
        self, kept: dict[tuple[Any, ...], T], variables: dict[str, Any], make: Callable[[], T]
    ) -> T:
        """What was made for the values of the conditions, or is made now."""
        shape = self.shape(variables)
        found = kept.get(shape)
        if found is None:
            if len(kept) >= SHAPES_MAX:
                kept.pop(next(iter(kept)))
            found = kept[shape] = make()
        return found

    def shape(self, variables: dict[str, Any]) -> tuple[Any, ...]:
        """What these variables switch on and off."""
        return tuple([variables.get(name) for name in self.conditions])

    def selections(self, compiler: Compiler, variables: dict[str, Any]) -> Selections:
        """What it selects, as these variables switch on and off."""
        return Selections(compiler.graphql, self.fragments, self.definition, variables)


@dataclass
class Document:
    """A text, parsed and validated. errors: why it cannot be executed. text: the one that is kept,
    however many send it.
    """

    ast: DocumentNode | None
    errors: list[GraphQLError]
    operations: list[Operation] = field(default_factory=list)
    tokens: int = 0
    text: str = ""

    @property
    def size(self) -> int:
        """How many bytes it takes, but for what its operations need."""
        return BARE_BYTES + len(self.text) * 4 + self.tokens * TOKEN_BYTES

    def operation(self, name: str | None) -> Operation | list[GraphQLError]:
        """The operation of a name, or the only one; or why it is not clear which."""
        if self.errors:
            return self.errors
        count = len(self.operations)
        if name is None:
            if count == 1:
                return self.operations[0]
            told = f"{count} operations: operationName must say which one to run"
            return [GraphQLError(told if count else "the document has no operation")]
        for one in self.operations:
            if one.definition.name and one.definition.name.value == name:
                return one
        return [GraphQLError(f"operationName {name[:80]!r}: the document has no such operation")]


class Documents:
    """The documents of a schema that were asked for last.

    Args:
        limits: how large one may be. suggestions: whether an error says what may have been meant,
            which tells the schema to whoever guesses.
    """

    def __init__(
        self,
        compiler: Compiler,
        bytes_max: int = KEPT_BYTES_MAX,
        *,
        limits: QueryLimits = complexity.USUAL,
        suggestions: bool = True,
    ) -> None:
        self.compiler, self.limits, self.suggestions = compiler, limits, suggestions
        self.kept = Recent[Document](bytes_max)

    def known(self, text: str) -> Document | None:
        """The document of a text, if it is kept."""
        found = self.kept.get(text)
        (metrics.HITS if found else metrics.MISSES).inc()
        return found

    def get(self, text: str) -> Document:
        """The document of a text; with errors when it is not valid."""
        found = self.kept.get(text)
        if found is None:
            found = self._read(text)
            found.text = text
            self.kept.keep(text, found, found.size)
            metrics.DOCUMENTS.set(len(self.kept))
            metrics.DOCUMENT_BYTES.set(self.kept.size)
        return found

    def make(self, text: str, operation: Operation, variables: dict[str, Any]) -> None:
        """Make all that an operation of a text needs for these variables, and keep it.

        Raises:
            TooCostly: it is deeper than one request may be.
        """
        operation.make(self.compiler, variables)
        self.kept.grow(text, operation.size)
        metrics.DOCUMENT_BYTES.set(self.kept.size)

    def _read(self, text: str) -> Document:
        try:
            complexity.check_text(text)
            ast, tokens = self._parsed(text)
            sizes = complexity.check(ast, self.limits)
        except TooCostly as error:
            return Document(None, [GraphQLError(str(error), original_error=error)])
        except GraphQLError as error:
            return Document(None, [error])
        errors = self._faults(ast)
        if any(error.message == _TOO_DEEP for error in errors) and self.limits.introspection:
            deep = TooCostly(
                f"lists of the schema itself (fields, types) stand over {LISTS_MAX} within each "
                "other: ask in steps, or use schema.graphql"
            )
            return Document(None, [GraphQLError(str(deep), original_error=deep)])
        looked = _Looked()
        if not errors or any(error.message == _TOO_DEEP for error in errors):
            visit(ast, looked)
        if looked.introspects is not None and not self.limits.introspection:
            told = "introspection is off here (BANDSTAND_INTROSPECTION): use schema.graphql"
            errors = [GraphQLError(told, looked.introspects)]
        if errors:
            return Document(ast, errors, tokens=tokens)
        if looked.parted:
            ast = incremental.whole(ast)
        fragments = {
            one.name.value: one
            for one in ast.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        uncovered = looked.others and Uncovered(
            f"@{looked.others[0]} is a directive of its own", "directive"
        )
        return Document(
            ast,
            [],
            [
                Operation(
                    one,
                    fragments,
                    uncovered or None,
                    tuple(looked.conditions),
                    looked.introspects is not None or looked.serves,
                    sizes.pop(0),
                )
                for one in ast.definitions
                if isinstance(one, OperationDefinitionNode)
            ],
            tokens,
        )

    def _faults(self, ast: DocumentNode) -> list[GraphQLError]:
        """Why a document does not fit the schema, as clients are told."""
        found = validate(
            self.compiler.graphql,
            ast,
            max_errors=ERRORS_MAX,
            hide_suggestions=not self.suggestions,
        )
        # SUBTLE: the rule of leaves suggests all the same.
        plain = (
            in_graphql if self.suggestions else lambda text: in_graphql(without_suggestion(text))
        )
        return [GraphQLError(plain(error.message), error.nodes) for error in found]

    def _parsed(self, text: str) -> tuple[DocumentNode, int]:
        """A text, parsed, and how many tokens it has.

        Raises:
            TooCostly: it is too long.
            GraphQLError: it is not GraphQL.
        """
        most = self.limits.tokens_max
        try:
            return _unlinked(parse(Lines(text), max_lexical_tokens=most, max_comments=COMMENTS_MAX))
        except GraphQLError as error:
            # What graphql-core gives up over is not wrong, but too much.
            for what, told in (
                ("tokens. Parsing aborted", f"the query is longer than {most:,} tokens"),
                ("comments. Parsing aborted", f"the query has over {COMMENTS_MAX:,} comments"),
                ("too deeply", "the query is nested deeper than it can be read"),
            ):
                if what in error.message:
                    raise TooCostly(f"{told}: ask in steps") from None
            raise


def _unlinked(ast: DocumentNode) -> tuple[DocumentNode, int]:
    """A document whose tokens do not hold each other, and how many they are.

    SUBTLE: they are a list that is linked both ways, and every node holds one. So a document that
    is let go would wait for the collector, which comes seldom: they would fill the memory.
    """
    token, count = ast.loc and ast.loc.start_token, 0
    while token:
        after = token.next
        token.prev = token.next = None
        token, count = after, count + 1
    return ast, count


class _Looked(Visitor):
    """Finds what decides what is selected, and who must answer."""

    def __init__(self) -> None:
        super().__init__()
        self.conditions: dict[str, None] = {}
        self.others: list[str] = []
        self.parted = False
        """Whether parts of it may come later."""
        self.introspects: FieldNode | None = None
        self.serves = False
        """Whether it asks as a federation gateway does, which is told in any case."""

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Take one field in."""
        if node.name.value in ("__schema", "__type"):
            self.introspects = node
        elif node.name.value == SERVICE:
            self.serves = True

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        """Take one directive in."""
        if node.name.value in incremental.NAMES:
            self.parted = True
            return
        if node.name.value not in ("skip", "include"):
            self.others.append(node.name.value)
            return
        for argument in node.arguments or ():
            if isinstance(argument.value, VariableNode):
                self.conditions[argument.value.name.value] = None
            else:
                assert isinstance(argument.value, BooleanValueNode)  # noqa: S101
