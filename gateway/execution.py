"""Execution: from a request's body to an operation, and from that to its answer.

What posts a query and what subscribes to one come here: documents, limits and the compiled path
are the same for both.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypedDict

import msgspec
from graphql import DocumentNode, GraphQLError, OperationType
from strawberry.http import process_result
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType as StrawberryOperation

from gateway import metrics
from gateway.admission.admission import Admission
from gateway.admission.budgets import READS, WRITES
from gateway.admission.clients import OURSELVES, Client
from gateway.admission.large import LARGE, LARGE_BY_CORE, Turn, aside
from gateway.compiler.compilation import Compiled, Question
from gateway.compiler.sizes import check_data
from gateway.documents.documents import Documents, Operation
from gateway.documents.introspection import Introspection
from gateway.documents.persisted import Persisted
from gateway.errors import BadInput, GatewayError, TooLarge, Uncovered, Unshapable, let_go
from gateway.faults import Schema, tell
from gateway.reading.sessions import Session
from gateway.services import Services
from gateway.tokens import Token

_logger = logging.getLogger(__name__)

ERROR_COST: Final = 20
"""An error counts as so many records: to make it and tell it takes as long."""

INTROSPECTION_COST: Final = 2_000
"""And the schema as so many."""


TOKENS_FREE: Final = 500
"""Of a longer query ten tokens more count as a record, each time: its defaults are read anew."""


class Body(TypedDict, total=False):
    """The body of a request."""

    query: str | None
    documentId: str | None
    variables: dict[str, Any] | None
    operationName: str | None
    extensions: dict[str, Any] | None


_json = msgspec.json.Encoder().encode


@dataclass(frozen=True, eq=False)
class Prepared:
    """What a request asks for.

    body: with the query's text. errors: why nothing can be executed; there is an operation with
    its variables otherwise. compiled: None when it is not, and `why` says why.
    """

    body: Body
    errors: Sequence[GraphQLError] = ()
    document: DocumentNode | None = None
    operation: Operation | None = None
    variables: dict[str, Any] | None = None
    compiled: Compiled | None = None
    why: str = "invalid"
    text: str = ""
    """That of the document, one for all who send it."""
    size: int = 0
    """How many bytes what it has of its document takes."""

    @property
    def lasting(self) -> Prepared:
        """The same for as long as somebody listens: of what was sent, what it needs alone."""
        assert self.operation is not None  # noqa: S101
        defined = self.operation.definition.variable_definitions or ()
        names = [one.variable.name.value for one in defined]
        given = self.body.get("variables") or {}
        body: Body = {
            "query": self.text,
            "operationName": self.name,
            "variables": {name: given[name] for name in names if name in given},
        }
        return replace(self, body=body)

    @property
    def kind(self) -> OperationType | None:
        """Whether it is a query, a mutation or a subscription; None when that is not clear."""
        return self.operation.definition.operation if self.operation else None

    @property
    def name(self) -> str | None:
        """The operation's name, as its document has it."""
        named = self.operation.definition.name if self.operation else None
        return named.value if named else None

    @property
    def listens(self) -> bool:
        """Whether it is a subscription that can be listened to."""
        return self.kind is OperationType.SUBSCRIPTION and not self.errors


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
        self,
        schema: Schema,
        services: Services,
        documents: Documents,
        persisted: Persisted,
        admission: Admission,
    ) -> None:
        self.schema, self.services = schema, services
        self.documents, self._persisted = documents, persisted
        self._introspection = Introspection(documents.compiler.graphql)
        self._aside, self._budgets = admission.aside, admission.budgets
        self._large = admission.large

    def weigh(self, client: Client, weight: int) -> None:
        """Count what a client has sent, before it is read.

        Raises:
            TooMany: the client has spent what there is for it.
        """
        if weight:
            self._budgets.charge(client, READS, weight)

    async def prepare(self, body: Body, client: Client) -> Prepared:
        """Find out what a request of a client asks for. What is known is not waited for.

        Raises:
            GatewayError: it asks for nothing, or for what is not there or may not be asked; or the
                client has spent what there is for it.
        """
        self._budgets.check(client, READS)
        text = self._persisted.text(body)
        if text is None:
            raise BadInput("the request has no query: send its text as `query`")
        documents, compiler = self.documents, self.documents.compiler
        document = documents.known(text)
        if document is None:
            self._budgets.spend(client, READS, len(text))
            document = await self._aside.run(client, text, lambda: documents.get(text))
        self._persisted.learn(body, document)
        if text is not body.get("query"):
            body = {**body, "query": text}
        self._budgets.spend(client, READS, max(0, document.tokens - TOKENS_FREE) // 10)
        operation = document.operation(body.get("operationName"))
        if isinstance(operation, list):
            return Prepared(body, operation)
        variables = operation.variables(
            compiler, body.get("variables") or {}, suggestions=self.documents.suggestions
        )
        if isinstance(variables, list):
            return Prepared(body, variables, operation=operation)
        if operation.introspects:
            self._budgets.spend(client, READS, INTROSPECTION_COST)
            self._introspection.cost(operation.selections(compiler, variables))
        if not operation.is_made(variables):
            what = text, body.get("operationName"), operation.shape(variables)
            self._budgets.spend(client, READS, len(text))
            await self._aside.run(client, what, lambda: documents.make(text, operation, variables))
        found, why = operation.compiled(compiler, variables), ""
        if isinstance(found, Uncovered):
            why = found.why
        elif not self.services.compiling:
            why = "off"
        compiled = None if isinstance(found, Uncovered) or why else found
        size = document.size + operation.size
        made = body, (), document.ast, operation, variables, compiled, why
        return Prepared(*made, document.text, size)

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

    async def run(self, session: Session, prepared: Prepared) -> Outcome:
        """The answer, by whichever path.

        Raises:
            TooCostly: it may read more than one request may. Nothing was read.
            TooMany: the client has made as many mutations as one may for now.
        """
        client = session.client
        if prepared.errors:
            if client is not None:
                self._budgets.spend(client, READS, ERROR_COST * len(prepared.errors))
            return _not_executed(prepared)
        if client is None:
            return await self._run(session, prepared)
        if prepared.kind is OperationType.MUTATION:
            self._budgets.charge(client, WRITES, self._roots(prepared))
        errors = 0
        try:
            outcome = await self._run(session, prepared)
            errors = len(outcome.errors)
            return outcome
        finally:
            self._budgets.spend(client, READS, session.spent + ERROR_COST * errors)

    async def said(self, session: Session, prepared: Prepared) -> bytes:
        """The answer as it is sent where a refusal is one, too: as an event of a stream."""
        try:
            outcome = await self.run(session, prepared)
        except GatewayError as error:
            metrics.note_error(error.code)
            return _json({"errors": [error.shown]})
        return answer(outcome.body, session.consistency())

    async def _run(self, session: Session, prepared: Prepared) -> Outcome:
        session.turn = Turn(self._large, session.client or OURSELVES)
        try:
            return await self._answered(session, prepared)
        finally:
            session.turn.give()
            # SUBTLE: its executor refers to itself. What hangs on it stays until the collector
            # comes, and what was read hangs on what could not be.
            session.prepared.clear()

    async def _answered(self, session: Session, prepared: Prepared) -> Outcome:
        asked, compiled = self._asked(session, prepared), prepared.compiled
        if asked is None or compiled is None:
            cost = self.check_price(session, prepared)
            return await self._by_core(session, prepared, cost)
        await compiled.search(session, asked)
        cost = session.cost
        if cost > LARGE:
            await session.large()
        found = await self._compiled(session, compiled, asked)
        return found or await self._by_core(session, prepared, cost)

    def _asked(self, session: Session, prepared: Prepared) -> list[Question] | None:
        """What the compiled path asks for; None when graphql-core must give the answer."""
        compiled, variables = prepared.compiled, prepared.variables
        if compiled is None or variables is None:
            return None
        if not all(rule.allows(session) for rule in compiled.rules):
            return None  # graphql-core says at which field.
        try:
            return compiled.ask(session, variables)
        except Exception as error:  # noqa: BLE001
            _met(error)
            return None

    async def _compiled(
        self, session: Session, compiled: Compiled, asked: list[Question]
    ) -> Outcome | None:
        """The answer of the compiled path; None when there is an error in it."""
        try:
            await compiled.read(session, asked)
            text = _text(compiled, session, asked)
            return Outcome(await (text if session.home is None else aside(text)))
        except TooLarge as error:
            told = str(error)
        except Exception as error:  # noqa: BLE001
            _met(error)
            return None
        # graphql-core would write as much. SUBTLE: the same error would hold all that was written.
        raise TooLarge(told)

    async def _by_core(self, session: Session, prepared: Prepared, cost: int) -> Outcome:
        """The answer that graphql-core gives, which knows where an error is."""
        session.document = prepared.document
        if session.home is None and cost > LARGE_BY_CORE:
            # What waits for its turn holds nothing: it is read again.
            session.prepared.clear()
            await session.large()
        by_core = self._core(session, prepared)
        return await (by_core if session.home is None else aside(by_core))

    async def _core(self, session: Session, prepared: Prepared) -> Outcome:
        result = await self.schema.execute(
            prepared.body.get("query"),
            variable_values=prepared.body.get("variables"),
            context_value=session,
            operation_name=prepared.body.get("operationName"),
            allowed_operation_types=tuple(StrawberryOperation),
        )
        check_data(result.data, session.length_max)
        if result.errors:
            result.errors = [_alone(error) for error in result.errors]
        shown: dict[str, Any] = dict(process_result(result))
        shown.pop("extensions", None)
        executed = not isinstance(result, PreExecutionError)
        if not executed:
            # What was never executed has no data; that is not data that are null.
            shown.pop("data", None)
        why = prepared.why or "error"
        return Outcome(_json(shown)[:-1], why, executed, _noted(shown.get("errors", ())))

    def _roots(self, prepared: Prepared) -> int:
        """How many fields of its root an operation asks for: so many mutations it makes."""
        assert prepared.operation is not None  # noqa: S101
        assert prepared.variables is not None  # noqa: S101
        compiler = self.documents.compiler
        root = compiler.graphql.get_root_type(prepared.operation.definition.operation)
        assert root is not None  # noqa: S101
        selections = prepared.operation.selections(compiler, prepared.variables)
        return len(selections.root(root))

    def check_price(self, session: Session, prepared: Prepared) -> int:
        """How many records would be read for it, whoever answers: graphql-core asks source by
        source.

        Raises:
            TooCostly: more than one request may. Nothing was read, and nothing changed.
        """
        operation, variables = prepared.operation, prepared.variables
        if operation is None or variables is None:
            return 0
        priced, services = operation.prices(self.documents.compiler, variables), session.services
        cost = priced.cost(session.viewer, variables, services.now_ms)
        services.check_cost(cost)
        return cost


def _alone(error: GraphQLError) -> GraphQLError:
    """The error as the client may see it, without where it was raised: those frames hold all that
    was read, and themselves.
    """
    told = tell(error)
    let_go(error)
    return told


def _met(error: Exception) -> None:
    """Graphql-core meets the error of the compiled path, too, and says at which field."""
    if not isinstance(error, (GatewayError, GraphQLError, Unshapable)):
        _logger.warning("answering a query: %r", error)


async def _text(compiled: Compiled, session: Session, asked: list[Question]) -> bytes:
    return b'{"data":%b' % compiled.write(session, asked).encode()


def _noted(errors: Iterable[Any]) -> tuple[Any, ...]:
    """The errors of an answer; each is counted."""
    found = tuple(errors)
    for one in found:
        metrics.note_error(one.get("extensions", {}).get("code", "INTERNAL"))
    return found


def refused(error: GatewayError) -> Outcome:
    """The answer to what may not be asked for, where one is sent all the same."""
    errors = _noted([error.shown])
    return Outcome(_json({"errors": errors})[:-1], "refused", executed=False, errors=errors)


def _not_executed(prepared: Prepared) -> Outcome:
    errors = _noted(dict(tell(error).formatted) for error in prepared.errors)
    return Outcome(_json({"errors": errors})[:-1], prepared.why, executed=False, errors=errors)


def answer(body: bytes, consistency: dict[str, Any] | None) -> bytes:
    """The JSON of an answer. body: without its last brace."""
    more = b',"extensions":{"consistency":%b}' % _json(consistency) if consistency else b""
    return b"%b%b}" % (body, more)
