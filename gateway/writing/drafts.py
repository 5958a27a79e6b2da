"""Drafts: from a draft of an event to its receipt, and the changed object read back.

The stamp of a mutation is greater than the clock, than the token that the client brought and than
the stamps of all that it overwrites: what the projection would write says what that is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

import msgspec
import strawberry
from graphql import GraphQLResolveInfo

from crdt.errors import CRDTError, StampError
from crdt.stamps import Stamp
from eventlog.envelope import Event
from eventlog.errors import (
    ClockError,
    EventRejected,
    Fault,
    KeyReused,
    LogError,
    LogMisconfigured,
    LogRefuses,
    LogUnavailable,
    OutcomeUnknown,
)
from eventlog.publish.publishing import Receipt as LogReceipt
from gateway.errors import GatewayError, NotYet, Unauthenticated, Unavailable
from gateway.reading.objects import Found
from gateway.reading.sessions import Session
from gateway.services import Services
from gateway.tokens import Token
from gateway.writing.needs import Need
from gateway.writing.refusals import Code, Path, UserError, refusal
from views.errors import ViewsError
from views.reading.answers import Answer
from views.reading.selections import Index

_logger = logging.getLogger(__name__)
T = TypeVar("T")
KEY_LENGTH_MAX = 200


@strawberry.type(description="Proof that an event is in the log.")
class Receipt:
    event_id: strawberry.ID = strawberry.field(description="The event's ULID.")
    token: str = strawberry.field(
        description="Send it back as X-Consistency-Token to read at least this."
    )
    duplicate: bool = strawberry.field(description="Whether the log held the event already.")


@dataclass(frozen=True)
class Draft:
    """What an input asks for, before it is known whether it may be.

    make: the event, but for its stamp, of the viewer's id. needs: what must hold of records. key:
    the idempotency key. given: the input that it stands for. faults: what is wrong with the input,
    of which no event can tell. named: what the input calls a field of the event. also: drafts of
    events that go before, unless the key was used.
    """

    make: Callable[[str], Event]
    needs: Sequence[Need] = ()
    key: str | None = None
    given: object = None
    faults: Sequence[Fault] = ()
    named: Callable[[Path], Path] = lambda path: path
    also: Sequence[Event] = ()


@dataclass
class Outcome(Generic[T]):
    """What came of a mutation: the object as it is now, and the receipt of its event.

    id, at: of what was changed, and when the event happened; empty where nothing was. gone: whether
    it was looked for, and is not there any more.
    """

    changed: T | None = None
    id: str = ""
    at: Stamp | None = None
    gone: bool = False
    receipt: Receipt | None = None
    user_errors: list[UserError] = field(default_factory=list)


@dataclass(frozen=True)
class Changed(Generic[T]):
    """What a mutation changes: of which type, its id in the event, and the paths of the payload's
    fields that show it.
    """

    type: type[T]
    id_of: Callable[[Any], str]
    paths: Sequence[Sequence[str]]


AWAY_S = 1.0
"""So long the log may be away until mutations are refused at once."""


async def commit(
    info: GraphQLResolveInfo[Any],
    draft: Draft,
    changed: Changed[T],
) -> Outcome[T]:
    """Check, stamp, publish, wait, and read the changed object back.

    Raises:
        Unauthenticated: nobody is signed in.
        NotYet: a record that is needed is unknown here, or is not the viewer's to change, and the
            views are behind the log.
        Unavailable: the log or the store does not answer; with a key, retrying is safe.
    """
    session: Session = info.context
    if session.viewer is None:
        by_header = " (in development: the header X-Viewer)" if session.services.development else ""
        raise Unauthenticated(f"sign in to change anything{by_header}")
    services = session.services
    event, refused = _drafted(session, draft, session.viewer)
    _check_log(services)
    merges = services.project(event) if not refused else []
    requests = [need.request for need in draft.needs if need.request]
    found, overwritten = await session.inspect(requests, merges)
    answered = iter(found)
    answers = [next(answered) if need.request else None for need in draft.needs]
    unmet = _unmet_of(draft.needs, answers)
    if refused:
        return Outcome(user_errors=[*refused, *_settled(session, unmet)])
    canonical = msgspec.json.encode((event.type, session.viewer, draft.given), order="sorted")
    key = draft.key
    try:
        # What the key's first use did may be the very reason why a check fails now.
        used = (
            (unmet or draft.also)
            and key
            and await services.publisher.recall(session.viewer, key, canonical)
        )
        if unmet and not used:
            return _unmet(session, unmet)
        if session.behind and any(isinstance(need.request, Index) for need in draft.needs):
            raise NotYet("whether the name is free is not known while the views are behind the log")
        stamp = services.clock.next(services.clock.receive(session.token.stamp), overwritten)
        await _publish_all(session, () if used else draft.also)
        # SUBTLE: asked now, because a clock may be set back before the acknowledgement comes.
        seen = _seen(session, stamp)
        for need, answer in zip(draft.needs, answers, strict=True):
            event = need.revise(event, answer)
        event = msgspec.structs.replace(event, at=stamp)
        if key is None:
            log_receipt = await services.publisher.publish(event)
        else:
            event, log_receipt = await services.publisher.publish_once(event, key, canonical)
            seen = seen if event.at == stamp else _seen(session, event.stamp)
    except KeyReused as reused:
        return _refused("idempotencyKey", str(reused), Code.IDEMPOTENCY_KEY_REUSED)
    except (ClockError, OutcomeUnknown) as failure:
        raise Unavailable(str(failure)) from failure
    except StampError:
        told = "this has the greatest possible stamp, and cannot be changed"
        return _refused(None, told, Code.CONFLICT)
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


def _check_log(services: Services) -> None:
    """Look whether the log takes something, as far as is known.

    Raises:
        Unavailable: it does not.
    """
    if "tail" in services.trouble:
        raise Unavailable(
            "the log lost its latest events and accepts no writes; its operator "
            "must run `bandstand heal`"
        )
    if "log" in services.trouble or services.connection.away_s > AWAY_S:
        # Whoever waits for it holds what others need, and hears the same in the end.
        raise Unavailable("the log does not answer now; nothing was stored: try again in a moment")


def _takes_nothing(failure: LogError) -> str:
    """What a client is told of a log that did not take its event."""
    if isinstance(failure, LogRefuses):
        return f"the log {failure.reason}; nothing was stored: try again later"
    return "the log takes nothing now: try again; with an idempotency key that is safe"


def _drafted(session: Session, draft: Draft, viewer: str) -> tuple[Event, list[UserError]]:
    """The event as it enters, and all that is wrong with it and with the rest of the input."""
    faults = list(draft.faults)
    if draft.key is not None and not 1 <= len(draft.key) <= KEY_LENGTH_MAX:
        told = f"give 1 to {KEY_LENGTH_MAX} characters; this has {len(draft.key):,}"
        faults.append(Fault(("idempotencyKey",), told))
    services, event = session.services, draft.make(viewer)
    rejections: list[Exception] = []
    try:
        event = services.admit(event)
    except EventRejected as rejected:
        rejections.append(rejected)
    try:
        services.publisher.check(event)
        services.project(event)
    except (EventRejected, CRDTError) as rejected:
        # What a field takes is told before what its entry asks of it besides.
        rejections.insert(0, rejected)
    for one in rejections:
        for fault in getattr(one, "faults", ()):
            named = Fault(draft.named(fault.path), fault.message)
            if all(named.path != known.path for known in faults):
                faults.append(named)
    errors = [refusal(fault.path, Code.INVALID, fault.message) for fault in faults]
    return event, errors or [refusal((), Code.INVALID, str(one)) for one in rejections[:1]]


def _seen(session: Session, stamp: Stamp) -> Stamp:
    """The stamp that the token names.

    One that had to go beyond one from the far future would be refused when it comes back.
    """
    return stamp if session.services.clock.takes(stamp) else session.token.stamp


_PASSING: Final = (Code.NOT_FOUND, Code.FORBIDDEN)
"""What may be otherwise once the views hold all that there is: the record came, or the role."""


def _settled(session: Session, unmet: Iterable[UserError]) -> list[UserError]:
    """What is not met, and will not be by waiting."""
    waiting = session.behind or session.stale
    return [error for error in unmet if not (waiting and error.code in _PASSING)]


def _unmet_of(needs: Sequence[Need], answers: Sequence[Answer | Found | None]) -> list[UserError]:
    """What is not met. Of a record that is not there, nothing else is told."""
    found: list[UserError] = []
    gone = set[str]()
    for need, answer in zip(needs, answers, strict=True):
        error = need.check(answer) if need.of not in gone else None
        if error is not None:
            found.append(error)
            gone |= {need.of} if need.of and error.code is Code.NOT_FOUND else set()
    return found


def _unmet(session: Session, unmet: list[UserError]) -> Outcome[Any]:
    settled = _settled(session, unmet)
    if not settled:
        told = unmet[0].message.rstrip(".")
        raise NotYet(f"{told}; but the views are behind the log: try again in a moment")
    return Outcome(user_errors=settled)


async def _read_back(
    info: GraphQLResolveInfo[Any],
    session: Session,
    event: Event,
    log_receipt: LogReceipt,
    changed: Changed[T],
) -> Outcome[T]:
    """The object as it is now. Whatever fails here, the event is in the log, and that is said."""
    receipt = Receipt(
        event_id=strawberry.ID(event.id),
        token=str(session.token),
        duplicate=log_receipt.duplicate,
    )
    record_id = changed.id_of(event)
    asked, found, answered = False, None, True
    try:
        asked, found = await session.child(info, changed.type, record_id, changed.paths)
    except NotYet:
        asked = True  # It was removed, or else the session is stale.
    except (GatewayError, ViewsError) as error:
        _logger.warning("reading back what %s changed: %s", event.type, error)
        answered = False
    if session.stale or not answered:
        told = "accepted, but not yet visible here; read again with the receipt's token"
        return Outcome(receipt=receipt, user_errors=[refusal((), Code.STALE, told)])
    gone = asked and found is None
    return Outcome(changed=found, id=record_id, at=event.stamp, gone=gone, receipt=receipt)


def _refused(name: str | None, message: str, code: Code) -> Outcome[Any]:
    return Outcome(user_errors=[refusal((name,) if name else (), code, message)])
