"""Refusals: what is wrong with an input, for the person who gave it and for their form."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import strawberry

from gateway.declare.entities import camel

Path: TypeAlias = tuple[str | int, ...]
"""Where in an input something is wrong: `("media", 2, "url")`."""


@strawberry.enum(name="UserErrorCode", description="What kind of thing was wrong with an input.")
class Code(Enum):
    NOT_FOUND = strawberry.enum_value(
        "NOT_FOUND",
        description="There is nothing with that id, or not any more: take it off the page.",
    )
    FORBIDDEN = strawberry.enum_value(
        "FORBIDDEN", description="It is not theirs to do: the message says whose it is."
    )
    TAKEN = strawberry.enum_value(
        "TAKEN", description="Somebody else has that name: ask for another."
    )
    INVALID = strawberry.enum_value(
        "INVALID",
        description="A value is not one that is taken: show the message beside its field.",
    )
    LIMIT = strawberry.enum_value(
        "LIMIT", description="As many are there as there may be: do not offer it."
    )
    CONFLICT = strawberry.enum_value(
        "CONFLICT",
        description="What it would change was written at the end of time, and stays as it is.",
    )
    IDEMPOTENCY_KEY_REUSED = strawberry.enum_value(
        "IDEMPOTENCY_KEY_REUSED",
        description="The key stands for another input already: make a key for each thing done.",
    )
    STALE = strawberry.enum_value(
        "STALE",
        description="No refusal: it was accepted, and does not show here yet. There is a receipt: "
        "read again with its token.",
    )


@strawberry.type(description="What is wrong with an input, for the person who gave it.")
class UserError:
    field: str | None = strawberry.field(
        description="The input's field, such as `title`; null when it is of none, or of all."
    )
    path: list[str] | None = strawberry.field(
        description="Where in the input, such as `media`, `2`, `url`: the field, and within a list "
        "the position, from 0. Null when it is of none, or of all."
    )
    message: str = strawberry.field(
        description="A sentence for the person: what is wrong, the limit, and what to do."
    )
    code: Code = strawberry.field(description="The same for the program.")


def refusal(path: Path, code: Code, message: str) -> UserError:
    """What is wrong at a place of an input. The message becomes a sentence.

    Args:
        path: of field names as events write them, or inputs; nothing where it is of no field.
    """
    parts = [camel(str(part)) for part in path]
    told = message[:1].upper() + message[1:]
    return UserError(
        field=parts[0] if parts else None,
        path=parts or None,
        message=told if told.endswith((".", "!", "?")) else f"{told}.",
        code=code,
    )
