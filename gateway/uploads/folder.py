"""A folder of this machine: files are put there by a signed path, and served from there.

A file is written beside, looked at, and comes to its place whole; nothing takes its place again.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import re
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlencode

from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.admission.admission import Admission
from gateway.admission.budgets import READS
from gateway.admission.clients import client_of
from gateway.admission.requests import HOLDING
from gateway.documents.recent import Recent
from gateway.errors import (
    BadRequest,
    Forbidden,
    GatewayError,
    NotAllowed,
    Unavailable,
    let_go,
)
from gateway.transport.answers import NOT_KEPT, Answer, refusal
from gateway.transport.headers import TextHeaders
from gateway.transport.paced import FILE_COST, Paced
from gateway.transport.proxies import Proxies
from gateway.uploads.kinds import HEAD_BYTES, KINDS
from gateway.uploads.shelves import KEPT, TICKET_S, Draft, Shelf, Ticket

AT: Final = "/media/"
PACE_BYTES: Final = 64 << 10
"""So much a second at least."""

PATIENCE_S: Final = 30
FREE_BYTES_MIN: Final = 1 << 30
"""So much of the disk is left to others."""

WRITE_BYTES: Final = 256 << 10
TRIES_MAX: Final = 5
"""So often a file is begun that does not come whole, for one ticket."""

TICKETS_KNOWN_MAX: Final = 10_000
STALE_S: Final = 3_600
"""No upload takes so long."""

QUERY_LENGTH_MAX: Final = 1_024
RANGES_MAX: Final = 8
NOT_SIGNED: Final = "the address was not signed here: start the upload anew"
HEADERS: Final = {
    "cache-control": KEPT,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "cross-origin",
}
"""What every file is sent with: pages of others may show it, and it runs nothing."""

_NAME: Final = re.compile(r"[0-9a-f]{16}/[0-9a-z]{26}\.[a-z0-9]{3,4}")


def _sweep(folder: Path) -> None:
    """Take away what was on its way when its process was killed."""
    before_s = time.time() - STALE_S
    for one in folder.iterdir():
        with suppress(FileNotFoundError):
            if one.stat().st_mtime < before_s:
                one.unlink()


def _key_of(path: Path) -> bytes:
    """The key by which a folder's processes sign: whoever comes first makes it."""
    draft = path.with_name(f"{path.name}.{os.urandom(4).hex()}")
    draft.touch(mode=0o600)
    draft.write_bytes(os.urandom(32))
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return path.read_bytes()


class Folder:
    """A folder for uploads.

    Args:
        path: it is made where it is not there, with a key that its processes share. address: where
            it is served; empty for `/media` on the host of this service. bytes_max: so large a file
            may be.

    Raises:
        OSError: it cannot be written.
    """

    def __init__(self, path: Path, *, address: str = "", bytes_max: int) -> None:
        self.path, self.bytes_max, self.origin = path, bytes_max, ""
        self._address = address.rstrip("/") or AT.rstrip("/")
        (path / ".coming").mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(path / ".coming")
        self._key = _key_of(path / ".key")

    async def ticket(self, draft: Draft, now_ms: int) -> Ticket:
        """What lets a client put a file.

        Raises:
            Unavailable: the disk is full.
        """
        self.check_room(draft.size)
        ends_ms = now_ms + TICKET_S * 1_000
        said = {"type": draft.kind, "size": draft.size, "ends": ends_ms}
        query = urlencode(said | {"signature": self._signature(draft, ends_ms)})
        address = f"{self._address}/{draft.name}"
        return Ticket(f"{address}?{query}", (("Content-Type", draft.kind),), address, ends_ms)

    def check_room(self, size: int) -> None:
        """Look whether so many bytes can be put.

        Raises:
            Unavailable: the disk is full.
        """
        if shutil.disk_usage(self.path).free < FREE_BYTES_MIN + size:
            raise Unavailable("nothing can be uploaded now: the disk is full")

    def drafted(self, name: str, query: str, now_ms: int) -> Draft:
        """What a signed path lets a client put.

        Raises:
            Forbidden: it lets them put nothing.
        """
        try:
            said = {key: values[0] for key, values in parse_qs(query, max_num_fields=8).items()}
            size, ends_ms = int(said["size"]), int(said["ends"])
            draft = Draft(name, said["type"], size)
            signed = hmac.compare_digest(self._signature(draft, ends_ms), said["signature"])
        except (KeyError, ValueError, TypeError):
            signed = False
        if not signed:
            raise Forbidden(NOT_SIGNED)
        if ends_ms < now_ms:
            raise Forbidden(f"the upload did not begin within {TICKET_S} s: request a new one")
        return draft

    def file(self, name: str) -> Path | None:
        """Where a file is that was put; None where there is none."""
        path = self.path / name
        return path if _NAME.fullmatch(name) and path.is_file() else None

    @contextmanager
    def coming(self, draft: Draft) -> Iterator[Coming]:
        """A file that comes; of what does not come whole nothing stays."""
        # It may be put twice at a time.
        beside = f"{draft.name.replace('/', '-')}.{os.urandom(4).hex()}"
        coming = Coming(self.path / ".coming" / beside, draft)
        try:
            yield coming
        finally:
            coming.path.unlink(missing_ok=True)

    def place(self, coming: Coming) -> None:
        """Put what came, whole, in its place."""
        path = self.path / coming.draft.name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileExistsError):
            os.link(coming.path, path)

    def _signature(self, draft: Draft, ends_ms: int) -> str:
        said = f"{draft.name}\n{draft.kind}\n{draft.size}\n{ends_ms}"
        return hmac.new(self._key, said.encode(errors="replace"), sha256).hexdigest()


@dataclass
class Coming:
    """A file that is being put."""

    path: Path
    draft: Draft
    size: int = 0

    def write(self, data: bytes) -> None:
        """Write what came next.

        Raises:
            BadRequest: it is not what it was to be.
        """
        if not self.size and not KINDS[self.draft.kind].begins(data[:HEAD_BYTES]):
            told = f"the file is no {self.draft.kind}: it begins as something else"
            raise BadRequest(415, told)
        self.size += len(data)
        if self.size > self.draft.size:
            told = f"the file is larger than the {self.draft.size:,} bytes that were announced"
            raise BadRequest(413, told)
        with self.path.open("ab") as file:
            file.write(data)

    def end(self) -> None:
        """Look whether it is whole, and have the disk hold it.

        Raises:
            BadRequest: it is not.
        """
        if self.size != self.draft.size:
            told = f"the file has {self.size:,} bytes; {self.draft.size:,} were announced"
            raise BadRequest(400, told)
        with self.path.open("rb") as file:
            os.fsync(file.fileno())


class Files:
    """Serves a folder at `/media/`, and takes what is put there; all else is the application's.

    Args:
        shelf: where uploads are kept, if that is a folder. admission: what may be taken on. now_ms:
            the wall clock. proxies: those in front that are trusted.
    """

    def __init__(
        self,
        app: ASGIApp,
        shelf: Shelf | None,
        admission: Admission,
        now_ms: Callable[[], int],
        proxies: Proxies,
    ) -> None:
        self._app, self._now_ms, self._proxies = app, now_ms, proxies
        self._room, self._admission = admission.uploads, admission
        self._coming: dict[str, int] = {}
        """How long what is on its way is to be, in bytes."""
        self._tries: Recent[int] = Recent(TICKETS_KNOWN_MAX)
        self._folder = shelf if isinstance(shelf, Folder) else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a file, or take one."""
        folder = self._folder
        if folder is None or scope["type"] != "http" or not scope["path"].startswith(AT):
            await self._app(scope, receive, send)
            return
        name, app = scope["path"].removeprefix(AT), self._app
        try:
            if scope["method"] == "PUT":
                app = await self._put(folder, name, scope, receive)
            elif scope["method"] not in ("GET", "HEAD"):
                told = f"{scope['method']} is not supported here: read files by GET"
                raise NotAllowed(told, "GET, HEAD, PUT")
            elif file := await asyncio.to_thread(folder.file, name):
                app = Paced(_sent(file, scope), self._admission, self._proxies)
        except GatewayError as error:
            let_go(error)
            app = refusal(error)
        # What was not put there may be a file of the site's.
        await app(scope, receive, send)

    async def _put(self, folder: Folder, name: str, scope: Scope, receive: Receive) -> Answer:
        """Take a file.

        Raises:
            GatewayError: it may not be put, or is not what it was to be.
        """
        headers, query = TextHeaders.of(scope), scope["query_string"].decode(errors="replace")
        client = client_of(None, self._proxies.address(scope, headers))
        # Also of what is refused: a signature is looked at.
        self._admission.budgets.charge(client, READS, FILE_COST)
        if len(query) > QUERY_LENGTH_MAX:
            raise Forbidden(NOT_SIGNED)
        draft = folder.drafted(name, query, self._now_ms())
        kind = headers.get("content-type", "").partition(";")[0].strip()
        if kind != draft.kind:
            raise BadRequest(415, f"the content type is {kind[:40]!r}; {draft.kind} was announced")
        done = Answer(b"", status=201, more=((b"location", scope["path"].encode()), *NOT_KEPT))
        if await asyncio.to_thread(folder.file, name):
            return done  # It is there, and stays.
        if name in self._coming:
            raise BadRequest(409, "the file is being uploaded already: wait until that ends")
        self._try(name)
        self._coming[name] = draft.size
        try:
            await asyncio.to_thread(folder.check_room, sum(self._coming.values()))
            if holding := scope.get(HOLDING):
                holding.give()  # It may take minutes, and has a place among uploads.
            with self._room.held(client):
                await self._take(folder, draft, receive)
        finally:
            del self._coming[name]
        return done

    def _try(self, name: str) -> None:
        """Count that a file is begun: what did not come whole was written all the same.

        Raises:
            Forbidden: it was begun so often that it must be asked for anew.
        """
        tries = (self._tries.get(name) or 0) + 1
        self._tries.keep(name, tries, 1)
        if tries > TRIES_MAX:
            raise Forbidden(
                f"the upload was tried {TRIES_MAX} times, which is the limit: request a new one"
            )

    async def _take(self, folder: Folder, draft: Draft, receive: Receive) -> None:
        with folder.coming(draft) as coming:
            try:
                async with asyncio.timeout(PATIENCE_S + draft.size / PACE_BYTES):
                    async for data in _parts(receive):
                        await asyncio.to_thread(coming.write, data)
            except TimeoutError:
                told = f"the file came slower than {PACE_BYTES:,} bytes a second"
                raise BadRequest(408, told) from None
            except OSError as error:
                raise Unavailable("the file could not be written: try again later") from error
            await asyncio.to_thread(coming.end)
            await asyncio.to_thread(folder.place, coming)


def _sent(file: Path, scope: Scope) -> ASGIApp:
    """A file, or the parts of it that are asked for; all of it where these are many."""
    if TextHeaders.of(scope).get("range", "").count(",") >= RANGES_MAX:
        scope["headers"] = [one for one in scope["headers"] if one[0] != b"range"]
    return FileResponse(file, headers=HEADERS)


async def _parts(receive: Receive) -> AsyncIterator[bytes]:
    """A body in parts that are worth a write.

    Raises:
        BadRequest: its client left.
    """
    held, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise BadRequest(400, "the client disconnected before it had sent the whole file")
        held += message.get("body", b"")
        more = message.get("more_body", False)
        if held and (len(held) >= WRITE_BYTES or not more):
            yield bytes(held)
            held.clear()
