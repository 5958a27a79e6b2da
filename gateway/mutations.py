"""Mutations: from a draft of an event to its receipt, and the changed object read back.

The stamp of a mutation is greater than the clock, than the token that the client brought and than
the stamps of all that it overwrites: what the projection would write says what that is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import msgspec
import strawberry
from graphql import GraphQLResolveInfo

from crdt.errors import CRDTError, StampError
from crdt.stamps import Stamp
from eventlog.envelope import ID_LENGTH_MAX, Event
from eventlog.errors import (
    ClockError,
    EventRejected,
    KeyReused,
    LogError,
    LogMisconfigured,
    LogRefuses,
    LogUnavailable,
    OutcomeUnknown,
)
from eventlog.publishing import Receipt as LogReceipt
from gateway.entities import camel
from gateway.errors import NotYet, Unauthenticated, Unavailable
from gateway.sessions import Session
from gateway.tokens import Token
from views.selections import Answer, Index, Records

T = TypeVar("T")
KEY_LENGTH_MAX = 200


@strawberry.type(description="Why an input was refused, for the person who gave it.")
class UserError:
    field: str | None
    message: str
    code: str


@strawberry.type(description="Proof that an event is in the log.")
class Receipt:
    event_id: strawberry.ID = strawberry.field(description="The event's ULID.")
    token: str = strawberry.field(
        description="Send it back as X-Consistency-Token to read at least this."
    )
    duplicate: bool = strawberry.field(description="Whether the log held the event already.")


@dataclass(frozen=True)
class Need:
    """What must hold before an event is published, of a record to look at, where it is of one."""

    request: Records | Index | None
    check: Callable[[Answer | None], UserError | None] = lambda _: None


@dataclass
class Outcome(Generic[T]):
    """What came of a mutation: the event as the log holds it, and the object as it is now."""

    changed: T | None = None
    receipt: Receipt | None = None
    user_errors: list[UserError] = field(default_factory=list)


async def commit(
    info: GraphQLResolveInfo[Any],
    draft: Callable[[str], Event],
    changed: tuple[type[T], str, Callable[[Any], str]],
    *,
    needs: Sequence[Need] = (),
    revise: Callable[[Event, list[Answer | None]], Event] = lambda event, _: event,
    key: str | None = None,
    given: object = None,
    also: Sequence[Event] = (),
) -> Outcome[T]:
    """Check, stamp, publish, wait, and read the changed object back.

    Args:
        draft: makes the event, but for its stamp, of the viewer's id.
        changed: the type of the object, the payload's field for it, and its id in the event.
        needs: what must hold of records. revise: the event, in the light of them.
        key: the idempotency key; given: the input that it stands for. also: drafts of events that
            go before, unless the key was used.

    Raises:
        Unauthenticated: nobody is signed in.
        NotYet: a record that is needed is unknown here, and the views are behind the log.
        Unavailable: the log or the store does not answer; with a key, retrying is safe.
    """
    session: Session = info.context
    if session.viewer is None:
        raise Unauthenticated("sign in to change anything (in development: the header X-Viewer)")
    if key is not None and not 1 <= len(key) <= KEY_LENGTH_MAX:
        return _refused("idempotencyKey", f"expected 1 to {KEY_LENGTH_MAX} characters", "INVALID")
    services = session.services
    try:
        event = services.admit(draft(session.viewer))
        services.publisher.check(event)
        merges = services.project(event)
    except (EventRejected, CRDTError) as rejected:
        return _invalid(rejected)

    if "tail" in services.trouble:
        raise Unavailable("the log lost its end and takes nothing; its operator must mend it")
    requests = [need.request for need in needs if need.request]
    found, overwritten = await session.inspect(requests, merges)
    answered = iter(found)
    answers = [next(answered) if need.request else None for need in needs]
    checked = (need.check(answer) for need, answer in zip(needs, answers, strict=True))
    unmet = next((error for error in checked if error is not None), None)
    canonical = msgspec.json.encode((event.type, session.viewer, given), order="sorted")
    try:
        # What the key's first use did may be the very reason why a check fails now.
        used = (
            (unmet or also)
            and key
            and await services.publisher.recall(session.viewer, key, canonical)
        )
        if unmet is not None and not used:
            return _unmet(session, unmet)
        if session.behind and any(isinstance(need.request, Index) for need in needs):
            raise NotYet("whether the name is free is not known while the views are behind the log")
        stamp = services.clock.next(services.clock.receive(session.token.stamp), overwritten)
        await _publish_all(session, () if used else also)
        # SUBTLE: asked now, because a clock may be set back before the acknowledgement comes.
        seen = _seen(session, stamp)
        event = msgspec.structs.replace(revise(event, answers), at=stamp)
        if key is None:
            log_receipt = await services.publisher.publish(event)
        else:
            event, log_receipt = await services.publisher.publish_once(event, key, canonical)
            seen = seen if event.at == stamp else _seen(session, event.stamp)
    except KeyReused as reused:
        return _refused("idempotencyKey", str(reused), "IDEMPOTENCY_KEY_REUSED")
    except (ClockError, OutcomeUnknown) as failure:
        raise Unavailable(str(failure)) from failure
    except StampError:
        return _refused(None, "what this would change is stamped at the end of time", "CONFLICT")
    except (LogUnavailable, LogMisconfigured) as failure:
        raise Unavailable(_takes_nothing(failure)) from failure
    session.require(Token(seen, {log_receipt.log: log_receipt.sequence}), services.wait_s)
    return await _read_back(info, session, event, log_receipt, changed)


async def _publish_all(session: Session, drafts: Sequence[Event]) -> None:
    services = session.services
    for draft in drafts:
        event = msgspec.structs.replace(services.admit(draft), at=services.clock.next())
        said = await services.publisher.publish(event)
        session.token = session.token.join(Token(logs={said.log: said.sequence}))


def _takes_nothing(failure: LogError) -> str:
    """What a client is told of a log that did not take its event."""
    if isinstance(failure, LogRefuses):
        return f"the log {failure.reason}; nothing was stored: try again later"
    return "the log takes nothing now: try again; with an idempotency key that is safe"


def _seen(session: Session, stamp: Stamp) -> Stamp:
    """The stamp that the token names.

    One that had to go beyond one from the far future would be refused when it comes back.
    """
    return stamp if session.services.clock.takes(stamp) else session.token.stamp


def _unmet(session: Session, error: UserError) -> Outcome[Any]:
    if error.code == "NOT_FOUND" and (session.behind or session.stale):
        raise NotYet(f"{error.message}; but the views are behind the log: try again in a moment")
    return Outcome(user_errors=[error])


async def _read_back(
    info: GraphQLResolveInfo[Any],
    session: Session,
    event: Event,
    log_receipt: LogReceipt,
    changed: tuple[type[T], str, Callable[[Any], str]],
) -> Outcome[T]:
    receipt = Receipt(
        event_id=strawberry.ID(event.id),
        token=str(session.token),
        duplicate=log_receipt.duplicate,
    )
    cls, name, id_of = changed
    found, answered = None, True
    try:
        found = await session.child(info, cls, name, id_of(event))
    except NotYet:
        pass  # It was removed, or else the session is stale.
    except Unavailable:
        answered = False
    if session.stale or not answered:
        error = UserError(
            field=None,
            message="accepted, but not yet visible here; read again with the receipt's token",
            code="STALE",
        )
        return Outcome(receipt=receipt, user_errors=[error])
    return Outcome(changed=found, receipt=receipt)


_ID_FORM = f"expected 1 to {ID_LENGTH_MAX} characters; no white space, control character or slash"


def _invalid(rejected: Exception) -> Outcome[Any]:
    """A refusal of the entry or the codec, with the input's fields where it names any."""
    if isinstance(rejected, EventRejected) and rejected.faults:
        return Outcome(
            user_errors=[
                UserError(
                    field=".".join(camel(str(part)) for part in fault.path),
                    message=fault.message,
                    code="INVALID",
                )
                for fault in rejected.faults
            ]
        )
    message, _, path = str(rejected).partition(" - at `$.")
    if " matching regex " in message:
        of_id = f"{{1,{ID_LENGTH_MAX}}}" in message
        message = _ID_FORM if of_id else "not of the form that is expected here"
    return _refused(camel(re.split(r"[.`\[]", path)[0]) or None, message, "INVALID")


def _refused(name: str | None, message: str, code: str) -> Outcome[Any]:
    return Outcome(user_errors=[UserError(field=name, message=message, code=code)])
