"""Payloads: what mutations answer. What was changed, what was wrong, and the receipt."""

from __future__ import annotations

from typing import Any, NamedTuple

import strawberry

from crdt.stamps import score_of
from gateway.declare.edges import Beside, EdgeScore
from gateway.declare.entities import camel, entity_of, fields_of, snake
from gateway.declare.fields import DECLARED, Listed
from gateway.declare.nodes import is_node, name_of
from gateway.declare.relay import Edge, cursor, global_id
from gateway.writing.drafts import Outcome, Receipt
from gateway.writing.needs import word
from gateway.writing.refusals import UserError


class NewEdge(NamedTuple):
    """What a payload has of a list in which a new object stands: by when it was made, as an edge of
    a type; of any, where it is None.
    """

    listed: Listed
    type: type[Any] | None = None


def _told(description: str) -> Any:
    return strawberry.field(description=description)


def field_of(cls: type[Any]) -> str:
    """The payload's field for an object of a type."""
    return snake(name_of(cls))


def edge_field(cls: type[Any]) -> str:
    """The payload's field for the edge of a new object of a type."""
    return f"{field_of(cls)}_edge"


def removed_field(cls: type[Any]) -> str:
    """The payload's field for the id of an object of a type that is gone."""
    return f"removed_{field_of(cls)}_id"


def paths_of(cls: type[Any], edge: NewEdge | None) -> list[list[str]]:
    """Where payloads of a type show its object."""
    paths = [[field_of(cls)]]
    if edge is not None:
        paths.append([edge_field(cls), "node"])
    elif _can_go(cls):
        paths.append([removed_field(cls)])
    return [[camel(name) for name in path] for path in paths]


_PAYLOADS: dict[tuple[type[Any], str], type[Any]] = {}


def payload_of(cls: type[Any], mutation: str, edge: NewEdge | None) -> type[Any]:
    """The payload of the mutations that change objects of a type; of one that makes some, and shows
    the edge, one of its own.
    """
    key = cls, mutation if edge else ""
    if key not in _PAYLOADS:
        _PAYLOADS[key] = _made(*key, edge and edge.type)
    return _PAYLOADS[key]


def _can_go(cls: type[Any]) -> bool:
    """Whether what was there of a type may be there no more, and has an id."""
    entity = entity_of(cls)
    return is_node(cls) and (isinstance(entity.exists, str) or entity.dead is not None)


def _made(cls: type[Any], mutation: str, edge: type[Any] | None) -> type[Any]:
    what = word(cls)
    # What has no id can only be the viewer's.
    the, one = (f"The {what}", _a(what)) if is_node(cls) else (f"Your {what}", f"your {what}")
    fields: dict[str, tuple[Any, str]] = {
        field_of(cls): (
            cls | None,
            f"{the} as it is now; null when the input was refused, when it is not there any more, "
            "and when it is STALE.",
        )
    }
    if mutation:
        fields[edge_field(cls)] = (
            (edge or Edge[cls]) | None,  # type: ignore[valid-type]
            f"The same as an item of a list: for the lists of a page where the {what} belongs.",
        )
    elif _can_go(cls):
        fields[removed_field(cls)] = (
            strawberry.ID | None,
            "Its id, when it is not there any more for you: take it off the page. Null else.",
        )
    fields["user_errors"] = (
        list[UserError],
        "What is wrong with the input: all of it at once. Nothing was changed, but for STALE.",
    )
    fields["receipt"] = (
        Receipt | None,
        "Proof that it is in the log; null when it was refused.",
    )
    body: dict[str, Any] = {name: _told(doc) for name, (_, doc) in fields.items()}
    body["__annotations__"] = {name: kind for name, (kind, _) in fields.items()}
    body["__module__"] = cls.__module__
    title = mutation.title().replace("_", "") if mutation else name_of(cls)
    came = f"What came of making {one}." if mutation else f"What came of a change of {one}."
    return strawberry.type(type(f"{title}Payload", (), body), description=came)


def _a(what: str) -> str:
    return f"{'an' if what[0] in 'aeio' else 'a'} {what}"


def paid(cls: type[Any], outcome: Outcome[Any], mutation: str, edge: NewEdge | None) -> Any:
    """The payload of what came of a mutation."""
    payload = payload_of(cls, mutation, edge)
    shown = {field_of(cls): outcome.changed, "user_errors": outcome.user_errors}
    if edge is not None:
        shown[edge_field(cls)] = _edge(edge, outcome)
    elif _can_go(cls):
        gone = global_id(name_of(cls), outcome.id) if outcome.gone else None
        shown[removed_field(cls)] = gone
    return payload(**shown, receipt=outcome.receipt)


def _edge(new: NewEdge, outcome: Outcome[Any]) -> Any:
    if outcome.changed is None or outcome.at is None:
        return None
    score = score_of(outcome.at)
    made: Any = Edge(cursor=cursor(new.listed.prefix, score, outcome.id), node=outcome.changed)
    for one in fields_of(new.type).values() if new.type else ():
        if isinstance(what := one.metadata.get(DECLARED), (EdgeScore, Beside)):
            setattr(made, one.python_name, what.read(score, 0))
    return made
