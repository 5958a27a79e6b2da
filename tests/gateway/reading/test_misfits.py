"""What is stored and does not fit the type of its field: a fault of the server, and not shown."""

from __future__ import annotations

import asyncio
import inspect
from datetime import datetime
from typing import cast

import pytest
import strawberry
from graphql import ExecutionResult, GraphQLError, parse
from graphql import experimental_execute_incrementally as execute

from gateway.faults import Schema, tell


@strawberry.type
class Stored:
    """What holds another thing than its type says."""

    number: int = strawberry.field(resolver=lambda: "a secret")
    numbers: list[int] = strawberry.field(resolver=lambda: "a secret")
    deep: list[list[int]] = strawberry.field(resolver=lambda: [[1], ["a secret"]])

    @strawberry.field
    async def late(self) -> int:
        """A number that is read."""
        return cast(int, "a secret")

    @strawberry.field
    def given(self, at: datetime) -> int | None:
        """What takes an argument."""
        return 1

    @strawberry.field
    def refused(self) -> int | None:
        """What refuses by itself."""
        raise GraphQLError("not today")


def _stored() -> Stored:
    return Stored()


@strawberry.type
class Query:
    """Where one asks."""

    stored: Stored | None = strawberry.field(resolver=_stored)


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("number", "INTERNAL"),
        ("numbers", "INTERNAL"),
        ("deep", "INTERNAL"),
        ("late", "INTERNAL"),
        ('given(at: "a secret")', "GRAPHQL_VALIDATION_FAILED"),
        ("refused", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_what_is_stored_otherwise_than_its_type_says_is_not_shown(
    field: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It was told as if the query were wrong, with what the register holds."""

    schema = Schema(query=Query)._schema

    async def main() -> ExecutionResult:
        found = execute(schema, parse(f"{{ stored {{ {field} }} }}"))
        result = await found if inspect.isawaitable(found) else found
        assert isinstance(result, ExecutionResult)
        return result

    result = asyncio.run(main())
    assert result.errors
    [told] = map(tell, result.errors)
    assert told.extensions is not None
    assert told.extensions["code"] == code
    if code == "INTERNAL":
        assert "secret" not in told.message
        assert "a secret" in caplog.text or "Iterable" in caplog.text
