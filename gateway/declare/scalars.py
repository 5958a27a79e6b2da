"""Scalars: what GraphQL has no type for.

GraphQL's Int ends at 2**31 - 1. What the views hold are whole numbers below 2**53, which JSON's
numbers and JavaScript's hold exactly: so a client needs no texts, and no library for great numbers.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, NewType

import strawberry
from graphql import GraphQLError, IntValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

from eventlog.checks.faults import shown

SAFE_INT_MAX: Final = 2**53 - 1

SafeInt = NewType("SafeInt", int)
"""A whole number that a double holds: `score: SafeInt`."""


def unix_time(unix_s: int) -> datetime:
    """A time in seconds since 1970, as GraphQL's DateTime: `column("ride", "at_s", unix_time)`."""
    return datetime.fromtimestamp(unix_s, UTC)


def _safe(value: object) -> int:
    """The number, if it is one.

    Raises:
        GraphQLError: it is none, or too great.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if type(value) is not int or abs(value) > SAFE_INT_MAX:
        raise GraphQLError(
            f"give a whole number from {-SAFE_INT_MAX:,} to {SAFE_INT_MAX:,}; this is "
            f"{shown(str(value))}"
        )
    return value


def _literal(node: ValueNode, _: object = None) -> int:
    return _safe(int(node.value) if isinstance(node, IntValueNode) else getattr(node, "value", ""))


SAFE_INT: Final[ScalarDefinition] = strawberry.scalar(
    name="SafeInt",
    description="A whole number from -9,007,199,254,740,991 to 9,007,199,254,740,991, which a "
    "number of JavaScript and of JSON holds exactly. It comes and goes as a number.",
    serialize=_safe,
    parse_value=_safe,
    parse_literal=_literal,
)
