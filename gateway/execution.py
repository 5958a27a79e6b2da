"""Execution: from a request's body to an operation, and from that to its answer.

What posts a query and what subscribes to one come here: documents, limits and the compiled path
are the same for both.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, TypedDict

import msgspec
from graphql import DocumentNode, GraphQLError, OperationType
from strawberry.http import process_result
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType as StrawberryOperation

from gateway.compilation import Compiled
from gateway.documents import Documents, Operation
from gateway.errors import BadInput, GatewayError, Uncovered, Unshapable
from gateway.faults import Schema, tell
from gateway.persisted import Persisted
from gateway.services import Services
from gateway.sessions import Session
from gateway.tokens import Token

_logger = logging.getLogger(__name__)


class Body(TypedDict, total=False):
    """The body of a request."""

    query: str | None
    documentId: str | None
    variables: dict[str, Any] | None
    operationName: str | None
    extensions: dict[str, Any] | None


_body = msgspec.json.Decoder(Body)
_json = msgspec.json.Encoder().encode


@dataclass(frozen=True, eq=False)
class Prepared:
    """What a request asks for.

    body: with the query's text. operation, variables: None when they are not valid. compiled: None
    when it is not, and `why` says why.
    """

    body: Body
    parsed: tuple[DocumentNode | None, list[GraphQLError]] | None = None
    operation: Operation | None = None
    variables: dict[str, Any] | None = None
    compiled: Compiled | None = None
    why: str = "invalid"

    @property
    def kind(self) -> OperationType | None:
        """Whether it is a query, a mutation or a subscription; None when that is not clear."""
        return self.operation.definition.operation if self.operation else None


@dataclass(frozen=True, eq=False)
class Outcome:
    """An answer, but for its extensions.

    body: JSON without the last brace. why: None when it was compiled. executed: whether it was
    more than looked at. retryable: whether it is an error that may pass.
    """

    body: bytes
    why: str | None = None
    executed: bool = True
    errors: tuple[Any, ...] = ()

    @property
    def retryable(self) -> bool:
        """Whether it is an error that may pass by itself."""
        return any(error.get("extensions", {}).get("retryable") for error in self.errors)


class Execution:
    """Prepares and runs what is asked.

    Args:
        persisted: the documents that clients may name.
    """

    def __init__(
        self, schema: Schema, services: Services, documents: Documents, persisted: Persisted
    ) -> None:
        self.schema, self.services = schema, services
        self.documents, self._persisted = documents, persisted

    def prepare(self, body: Body) -> Prepared:
        """Find out what a request asks for.

        Raises:
            GatewayError: it names a document that is not there, or none that may be asked.
        """
        text = self._persisted.text(body, self.documents)
        if text is None:
            return Prepared(body)
        if text is not body.get("query"):
            body = {**body, "query": text}
        document, compiler = self.documents.get(text), self.documents.compiler
        parsed = document.ast, document.errors
        operation = document.operation(body.get("operationName"))
        if operation is None:
            return Prepared(body, parsed)
        variables = operation.variables(compiler, body.get("variables") or {})
        if variables is None:
            return Prepared(body, parsed, operation)
        compiled = operation.compiled(compiler, variables)
        if isinstance(compiled, Uncovered):
            return Prepared(body, parsed, operation, variables, why=compiled.why)
        if not self.services.compiling:
            return Prepared(body, parsed, operation, variables, why="off")
        return Prepared(body, parsed, operation, variables, compiled, "")

    def token(self, body: Body) -> Token:
        """What a body asks to see: the token of an answer's `extensions.consistency`, sent back.

        Raises:
            BadInput: it is not one of ours.
        """
        given = (body.get("extensions") or {}).get("consistency")
        if given is None:
            return Token()
        text = given.get("token") if isinstance(given, dict) else None
        if not isinstance(text, str):
            raise BadInput("extensions.consistency: expected an object with the text `token`")
        return self.services.token(text)

    async def compiled(self, session: Session, prepared: Prepared) -> bytes | None:
        """The JSON of the data by the compiled path; None when graphql-core must give it."""
        if prepared.compiled is None or prepared.variables is None:
            return None
        try:
            return (await prepared.compiled.run(session, prepared.variables)).encode()
        except (GatewayError, GraphQLError, Unshapable):
            return None
        except Exception as error:  # noqa: BLE001
            # graphql-core meets it too, and says at which field.
            _logger.warning("answering a query: %r", error)
            return None

    async def run(self, session: Session, prepared: Prepared) -> Outcome:
        """The answer, by whichever path."""
        session.parsed = prepared.parsed
        data = await self.compiled(session, prepared)
        if data is not None:
            return Outcome(b'{"data":%b' % data)
        body = prepared.body
        if not body.get("query"):
            raise BadInput("the request has no query")
        result = await self.schema.execute(
            body.get("query"),
            variable_values=body.get("variables"),
            context_value=session,
            operation_name=body.get("operationName"),
            allowed_operation_types=tuple(StrawberryOperation),
        )
        if result.errors:
            result.errors = [tell(error) for error in result.errors]
        shown: dict[str, Any] = dict(process_result(result))
        shown.pop("extensions", None)
        executed = prepared.variables is not None and not isinstance(result, PreExecutionError)
        if not executed:
            # What was never executed has no data; that is not data that are null.
            shown.pop("data", None)
        why = prepared.why or "error"
        return Outcome(_json(shown)[:-1], why, executed, tuple(shown.get("errors", ())))


def decode(data: str | bytes) -> Body:
    """The fields of a request's body.

    SUBTLE: json.loads lets through what fails later: halves of surrogate pairs, huge numbers.

    Raises:
        BadInput: it is not JSON, or not a request.
    """
    try:
        return _body.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadInput(f"the body is not a GraphQL request in JSON: {error}") from None


def answer(body: bytes, consistency: dict[str, Any] | None) -> bytes:
    """The JSON of an answer. body: without its last brace."""
    more = b',"extensions":{"consistency":%b}' % _json(consistency) if consistency else b""
    return b"%b%b}" % (body, more)
