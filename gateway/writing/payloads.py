"""Payloads: what mutations answer. What was changed, what was wrong, and the receipt."""

from __future__ import annotations

from typing import Any

import strawberry

from gateway.declare.entities import snake
from gateway.declare.nodes import is_node, name_of
from gateway.writing.drafts import Outcome, Receipt
from gateway.writing.needs import word
from gateway.writing.refusals import UserError


def _told(description: str) -> Any:
    return strawberry.field(description=description)


def field_of(cls: type[Any]) -> str:
    """The payload's field for an object of a type."""
    return snake(name_of(cls))


_PAYLOADS: dict[type[Any], type[Any]] = {}


def payload_of(cls: type[Any]) -> type[Any]:
    """The payload of the mutations that change objects of a type."""
    if cls not in _PAYLOADS:
        _PAYLOADS[cls] = _made(cls)
    return _PAYLOADS[cls]


def _made(cls: type[Any]) -> type[Any]:
    what = word(cls)
    # What has no id can only be the viewer's.
    the, one = (f"The {what}", _a(what)) if is_node(cls) else (f"Your {what}", f"your {what}")
    body = {
        "__annotations__": {
            field_of(cls): cls | None,
            "user_errors": list[UserError],
            "receipt": Receipt | None,
        },
        "__module__": cls.__module__,
        field_of(cls): _told(
            f"{the} as it is now; null when the input was refused, when it is not there any more, "
            "and when it is STALE."
        ),
        "user_errors": _told(
            "What is wrong with the input: all of it at once. Nothing was changed, but for STALE."
        ),
        "receipt": _told("Proof that it is in the log; null when it was refused."),
    }
    made = type(f"{name_of(cls)}Payload", (), body)
    return strawberry.type(made, description=f"What came of a change of {one}.")


def _a(what: str) -> str:
    return f"{'an' if what[0] in 'aeio' else 'a'} {what}"


def paid(cls: type[Any], outcome: Outcome[Any]) -> Any:
    """The payload of what came of a mutation."""
    shown = {field_of(cls): outcome.changed, "user_errors": outcome.user_errors}
    return payload_of(cls)(**shown, receipt=outcome.receipt)
