"""Fields: the mutation that starts an upload, for any domain.

@strawberry.type
class Mutation:
    start_upload = upload_field()
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final

import strawberry

from gateway.admission.budgets import UPLOADS
from gateway.admission.clients import OURSELVES
from gateway.declare.fields import time_of
from gateway.errors import NotOffered, Unauthenticated
from gateway.journal import audited
from gateway.reading.sessions import Session
from gateway.uploads.kinds import KINDS
from gateway.uploads.shelves import METHOD, Draft, Ticket, folder_of
from gateway.writing.refusals import Code, UserError, refusal

_KINDS: Final = ", ".join(KINDS)
_NONE: Final = (
    "this gateway takes no uploads: its operator sets BANDSTAND_MEDIA_DIR or BANDSTAND_MEDIA_BUCKET"
)


def _told(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.input(description="What you want to upload.")
class StartUploadInput:
    type: str = _told(f"Its media type: one of {_KINDS}.")
    size: int = _told("How many bytes it has.")


@strawberry.type(description="A header of a request.")
class UploadHeader:
    name: str = _told("Its name.")
    value: str = _told("Its value.")


@strawberry.type(description="How to upload one file, once.")
class Upload:
    method: str = _told("Of the request: `PUT`, with the file as its body and nothing else.")
    url: str = _told("Where to send it: an address, or a path on the host of this service.")
    headers: list[UploadHeader] = _told("What to send with it, as it is.")
    media_url: str = _told("Where it is then: what an input takes that names it.")
    ends_at: datetime = _told("Until when you may begin.")


@strawberry.type(description="What came of starting an upload.")
class StartUploadPayload:
    upload: Upload | None = _told("How to upload it; null when it was refused.")
    user_errors: list[UserError] = _told("What is wrong with the input.")


def upload_field(
    doc: str = "Start the upload of a picture or a film. Nothing changes until an input names it.",
) -> Any:
    """A field of `Mutation` that lets who is signed in put one file where uploads are kept."""

    async def start_upload(
        info: strawberry.Info,
        input: Annotated[StartUploadInput, strawberry.argument(description="What it is.")],
    ) -> StartUploadPayload | None:
        with audited(info.field_name, info.context.viewer) as change:
            payload = await _started(info.context, input)
            change.codes = [error.code.name for error in payload.user_errors]
            change.done = payload.upload is not None
            return payload

    return strawberry.mutation(start_upload, description=doc)


async def _started(session: Session, asked: StartUploadInput) -> StartUploadPayload:
    """A ticket, or what is wrong.

    Raises:
        NotOffered: nothing is taken here. Unauthenticated: nobody is signed in.
        TooMany: the client has uploaded what one may in a minute.
    """
    shelf, viewer = session.services.uploads, session.viewer
    if viewer is None:
        raise Unauthenticated("sign in to upload anything")
    if shelf is None:
        raise NotOffered(_NONE)
    errors = []
    if asked.type not in KINDS:
        told = f"give one of {_KINDS}; this is {asked.type[:40]!r}"
        errors.append(refusal(("type",), Code.INVALID, told))
    if not 1 <= asked.size <= shelf.bytes_max:
        told = f"choose a file of 1 to {shelf.bytes_max:,} bytes; this has {asked.size:,}"
        errors.append(refusal(("size",), Code.INVALID, told))
    if errors:
        return StartUploadPayload(upload=None, user_errors=errors)
    budgets, client = session.services.budgets, session.client or OURSELVES
    if budgets is not None:
        budgets.charge(client, UPLOADS, asked.size)
    ending = KINDS[asked.type].ending
    name = f"{folder_of(viewer)}/{session.services.new_id()}.{ending}"
    found = await shelf.ticket(Draft(name, asked.type, asked.size), session.now_ms)
    return StartUploadPayload(upload=_shown(found), user_errors=[])


def _shown(ticket: Ticket) -> Upload:
    return Upload(
        method=METHOD,
        url=ticket.url,
        headers=[UploadHeader(name=name, value=value) for name, value in ticket.headers],
        media_url=ticket.address,
        ends_at=time_of(ticket.ends_ms),
    )
