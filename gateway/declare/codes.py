"""Codes: what stands in `extensions.code` of an error, for front ends that take their types from
the schema. No field has them.
"""

from __future__ import annotations

from enum import Enum

import strawberry


@strawberry.enum(
    description="What `extensions.code` of an error of the answer says. More may come: take one "
    "that you do not know as INTERNAL. `extensions.retryable` says whether to ask again."
)
class ErrorCode(Enum):
    BAD_USER_INPUT = strawberry.enum_value(
        "BAD_USER_INPUT", description="An id, cursor, argument, header or body is not valid."
    )
    GRAPHQL_VALIDATION_FAILED = strawberry.enum_value(
        "GRAPHQL_VALIDATION_FAILED",
        description="The query does not parse, or does not fit the schema.",
    )
    TOO_COSTLY = strawberry.enum_value(
        "TOO_COSTLY", description="The query could read more than one may, or is too large."
    )
    TOO_MANY = strawberry.enum_value(
        "TOO_MANY", description="No more is left for you, or for anybody: wait `retryAfter`."
    )
    UNAUTHENTICATED = strawberry.enum_value(
        "UNAUTHENTICATED", description="Nobody is signed in, or credentials are not valid."
    )
    FORBIDDEN = strawberry.enum_value(
        "FORBIDDEN", description="Who is signed in may not ask for this field."
    )
    NOT_OFFERED = strawberry.enum_value("NOT_OFFERED", description="There is no such thing here.")
    NOT_YET = strawberry.enum_value(
        "NOT_YET", description="It is unknown here, but the views are behind the log: it may come."
    )
    UNAVAILABLE = strawberry.enum_value(
        "UNAVAILABLE", description="Log or store do not answer now, or take nothing."
    )
    PERSISTED_QUERY_NOT_FOUND = strawberry.enum_value(
        "PERSISTED_QUERY_NOT_FOUND", description="The hash is not known here: send the query along."
    )
    NOT_TRUSTED = strawberry.enum_value(
        "NOT_TRUSTED", description="Trusted documents alone are answered here."
    )
    METHOD_NOT_ALLOWED = strawberry.enum_value(
        "METHOD_NOT_ALLOWED", description="A mutation by GET, or a method that there is not."
    )
    INTERNAL = strawberry.enum_value("INTERNAL", description="A fault of the service.")
