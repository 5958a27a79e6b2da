"""Shelves: where uploads are kept, and what lets a client put one there."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, Protocol

TICKET_S: Final = 600
"""So long a client has to begin."""

METHOD: Final = "PUT"
KEPT: Final = "public, max-age=31536000, immutable"
"""What caches are told of a file, which never changes."""


@dataclass(frozen=True)
class Ticket:
    """What lets a client put one file, once.

    url: where it is put, by `METHOD`. headers: to send with it. address: where it is then. ends_ms:
    until when it may be begun, in Unix ms.
    """

    url: str
    headers: tuple[tuple[str, str], ...]
    address: str
    ends_ms: int


@dataclass(frozen=True)
class Draft:
    """A file that somebody wants to put. name: on the shelf. size: in bytes."""

    name: str
    kind: str
    size: int


class Shelf(Protocol):
    """Where uploads are kept. bytes_max: so large one may be. origin: to which they are put; empty
    where that is this service.
    """

    bytes_max: int
    origin: str

    async def ticket(self, draft: Draft, now_ms: int) -> Ticket:
        """What lets a client put a file.

        Raises:
            Unavailable: it takes none now.
        """


def folder_of(viewer: str) -> str:
    """Under which name all that somebody uploads lies, so that it can be found, and taken away."""
    return blake2b(viewer.encode(errors="replace"), digest_size=8).hexdigest()
