"""Faults: what a client sees of an error, and of an answer that is behind.

What is theirs has a code; what is ours is masked, and stands in the gateway's log.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final, cast

import strawberry
from graphql import GraphQLError
from strawberry.exceptions import UnresolvedFieldTypeError
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.types.base_scalars import DateTimeDefinition
from strawberry.types import ExecutionContext

from crdt.meaning import place_of
from eventlog.checks.faults import shown
from gateway.admission.told import RateLimit, rate_limits
from gateway.declare import incremental
from gateway.declare.checks import check, check_live, check_sources
from gateway.declare.codes import ErrorCode
from gateway.declare.entities import classes_in, declared_entities, entities_in
from gateway.declare.errors import Misdeclared
from gateway.declare.federation import ANY, Representation, sdl_of, subgraph
from gateway.declare.homes import keep_at_home
from gateway.declare.nodes import Nodes, name_of, nodes_among
from gateway.declare.permissions.checks import check_rules
from gateway.declare.permissions.guards import guard
from gateway.declare.relay import Node
from gateway.declare.scalars import SAFE_INT, SafeInt
from gateway.documents.wording import in_graphql, in_json
from gateway.errors import GatewayError
from gateway.reading.sessions import Session
from gateway.writing.mutations import faults_in

_logger = logging.getLogger(__name__)


def _date_time(value: object) -> datetime:
    """The time that a text says.

    Raises:
        GraphQLError: none; it is a sentence of ours, whatever the parser says of it.
    """
    parse = DateTimeDefinition.parse_value
    with suppress(GraphQLError, OverflowError):
        if isinstance(value, str) and parse is not None:
            return cast(datetime, parse(value))
    raise GraphQLError(
        f"give a time as ISO 8601 has it, such as 2026-03-31T12:00:00+00:00; this is {shown(value)}"
    )


_DATE_TIME = replace(
    DateTimeDefinition,
    parse_value=_date_time,
    specified_by_url="https://scalars.graphql.org/andimarek/date-time",
    description="A time as ISO 8601 has it: `2026-03-31T12:00:00+00:00`. One without an offset is "
    "of UTC.",
)
_CONFIG = StrawberryConfig(
    scalar_map={datetime: _DATE_TIME, SafeInt: SAFE_INT, Representation: ANY},
    # SUBTLE: else graphql-core executes nothing of a schema that knows `@defer`.
    enable_experimental_incremental_execution=True,
)


_BARE: Final = "{} is no Strawberry type: write @strawberry.type over it"


class Schema(strawberry.Schema):
    """A schema whose declarations fit, and in which all that has an id is found by that. Its errors
    are logged once, by `tell`, and the client's own not at all.

    Args:
        beside: fields of the query besides the domain's own, by name: type and field. Left out:
            those that every schema has. None: none at all.

    Raises:
        Misdeclared: a declaration names what its record or its event does not have.
    """

    def __init__(
        self,
        query: type[Any],
        mutation: type[Any] | None = None,
        *,
        beside: Mapping[str, tuple[Any, Any]] | None = {},
        **more: Any,
    ) -> None:
        self._made_of = query, mutation, more
        for name, root in (("Query", query), ("Mutation", mutation), *more.items()):
            if name in ("Query", "Mutation", "subscription") and root is not None:
                _look_at_root(name.title(), root)
        if mutation is not None and (faults := faults_in(mutation)):
            raise Misdeclared("; ".join(faults))
        self.nodes = nodes = Nodes()
        extensions = [Known, *more.get("extensions", ())]
        usual = {"config": _CONFIG, **more, "extensions": extensions}
        try:
            if beside is not None:
                every = {"rate_limits": (list[RateLimit] | None, rate_limits()), **beside}
                query = nodes.beside(query, every)
                usual["types"] = [ErrorCode, *more.get("types", ())]
            super().__init__(query, mutation, **usual)
        except Misdeclared:
            raise
        except Exception as error:
            raise Misdeclared(_told_of(error)) from error
        nodes.types = nodes_among(classes_in(self).values())
        check(self._schema, entities_in(self))
        check_live(self._schema)
        check_sources(self._schema)
        check_rules(self._schema)
        keep_at_home(self._schema)
        guard(self._schema)
        if self.config.enable_experimental_incremental_execution:
            incremental.take(self._schema)

    @cached_property
    def sdl(self) -> str:
        """The schema as a federation gateway is told it."""
        query, mutation, more = self._made_of
        bare = Schema(query, mutation, beside=None, **more)
        return sdl_of(bare, self.nodes.types.values())

    @cached_property
    def federated(self) -> Schema:
        """The same schema, as a subgraph of a federation."""
        query, mutation, more = self._made_of
        return Schema(query, mutation, beside=subgraph(self.sdl, self.nodes.types), **more)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Strawberry would log every one here, with its trace."""


def _look_at_root(name: str, root: object) -> None:
    """Look whether a root of a schema is a type.

    Raises:
        Misdeclared: it is none of Strawberry's.
    """
    if not isinstance(root, type):
        raise Misdeclared(f"{name} is {root!r:.60}: write a class, with @strawberry.type over it")
    if "__strawberry_definition__" not in vars(root):
        raise Misdeclared(f"{place_of(root)}: {_BARE.format(root.__name__)}")


def _told_of(error: BaseException) -> str:
    """What Strawberry or graphql-core found wrong in a schema's types, and where, if they know."""
    said = " ".join(str(error).split())
    of = re.match(r"(\w+) fields cannot be resolved", said)
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, UnresolvedFieldTypeError):
            place = place_of(cause.type_definition.origin, cause.field.python_name)
            return f"{place}: {said}"
        cause = cause.__cause__
    if bare := re.match(r"`(\w+)` subclasses the Strawberry interface", said):
        for cls in reversed(Node.__subclasses__()):
            if cls.__name__ == bare[1] and "__strawberry_definition__" not in vars(cls):
                return f"{place_of(cls)}: {_BARE.format(cls.__name__)}"
    named = (cls for cls in declared_entities() if of and name_of(cls) == of[1])
    places = [place_of(cls) for cls in named]
    return f"{places[-1]}: {said}" if places else f"the schema cannot be made: {said}"


_COMPLETING: Final = frozenset(
    ("complete_leaf_value", "complete_list_value", "complete_abstract_value")
)
"""The functions of graphql-core that make an answer's value of what was read."""


class Known(SchemaExtension):
    """Hands on to graphql-core what was parsed and validated already."""

    def on_parse(self) -> Iterator[None]:
        """Take the request's document."""
        context = self.execution_context
        if isinstance(context.context, Session) and context.context.document:
            context.graphql_document = context.context.document
            context.pre_execution_errors = []
        yield


def tell(error: GraphQLError) -> GraphQLError:
    """The error as the client may see it."""
    cause = error.original_error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    if error.extensions and "code" in error.extensions:
        return error
    if cause is None or (isinstance(cause, GraphQLError) and not _is_of_answer(cause)):
        # SUBTLE: with a path, it is of a value that a variable gave, and not of one in the query.
        told = in_json(error.message) if error.path else in_graphql(error.message)
        return _coded(error, told, "GRAPHQL_VALIDATION_FAILED", retryable=False)
    if isinstance(cause, GatewayError):
        if cause.__cause__ is not None:
            why = {"trouble": f"{cause}: {cause.__cause__}"}
            _logger.warning("at %s: %s: %s", error.path, cause, cause.__cause__, extra=why)
        return _coded(error, str(cause), cause.code, retryable=cause.retryable)
    _logger.error("at %s: %s", error.path, cause, exc_info=cause, extra={"trouble": repr(cause)})
    return _coded(
        error, "internal error; details are in the gateway's log", "INTERNAL", retryable=False
    )


def _is_of_answer(error: GraphQLError) -> bool:
    """Whether what a field read does not fit its type, such as a text that should be a number: the
    client asked rightly, and is not shown what it holds.
    """
    # SUBTLE: an argument that does not fit is refused in the same way, by another function.
    called = {frame.f_code.co_name for frame, _ in traceback.walk_tb(error.__traceback__)}
    return not called.isdisjoint(_COMPLETING)


def _coded(error: GraphQLError, message: str, code: str, *, retryable: bool) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions={"code": code, "retryable": retryable},
    )
