"""Faults: what a client sees of an error. Codes for what is his, a mask for what is ours."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

from gateway.errors import GatewayError
from gateway.sessions import Session

_logger = logging.getLogger(__name__)


class Faults(SchemaExtension):
    """Gives every error a code, and masks what is not the client's business."""

    def on_operation(self) -> Iterator[None]:
        """After the operation, replace its errors by what may be told."""
        yield
        result: Any = self.execution_context.result
        if result is not None and getattr(result, "errors", None):
            result.errors = [tell(error) for error in result.errors]
        if self.execution_context.pre_execution_errors:
            self.execution_context.pre_execution_errors = [
                tell(error) for error in self.execution_context.pre_execution_errors
            ]

    def get_results(self) -> dict[str, Any]:
        """Say how consistent the answer is, when anything was read."""
        session = self.execution_context.context
        consistency = session.consistency() if isinstance(session, Session) else None
        return {"consistency": consistency} if consistency else {}


def tell(error: GraphQLError) -> GraphQLError:
    """The error as the client may see it."""
    cause = error.original_error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    if error.extensions and "code" in error.extensions:
        return error
    if cause is None or isinstance(cause, GraphQLError):
        return _coded(error, error.message, "GRAPHQL_VALIDATION_FAILED", retryable=False)
    if isinstance(cause, GatewayError):
        return _coded(error, str(cause), cause.code, retryable=cause.retryable)
    _logger.error("at %s: %s", error.path, cause, exc_info=cause)
    return _coded(
        error, "internal error; the log of the gateway has it", "INTERNAL", retryable=False
    )


def _coded(error: GraphQLError, message: str, code: str, *, retryable: bool) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions={"code": code, "retryable": retryable},
    )
