"""Holdings: what live queries hold of what was sent, for as long as somebody listens: documents,
each once however many queries are of it, and variables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from gateway.admission.clients import Client
from gateway.admission.shares import Shares
from gateway.execution import Prepared

_json = msgspec.json.Encoder().encode
CHARACTER_BYTES = 4
"""So much a character takes at most, in a text that has one such."""


@dataclass
class _Held:
    """A document that is held. client: whose share it is; count: by so many queries."""

    client: Client
    size: int
    count: int = 0


class Holdings:
    """What is held. room: in bytes, of all and of each client."""

    def __init__(self, room: Shares) -> None:
        self._room = room
        self._documents: dict[str, _Held] = {}

    def take(self, client: Client, prepared: Prepared) -> Callable[[], None]:
        """Hold what one query needs, until the function that this gives is called.

        Raises:
            TooMany: there is no room for it.
        """
        text, mine = prepared.text, CHARACTER_BYTES * len(_json(prepared.body.get("variables")))
        held = self._documents.get(text)
        self._room.take(client, mine + (0 if held else prepared.size))
        if held is None:
            held = self._documents[text] = _Held(client, prepared.size)
        held.count += 1

        def give() -> None:
            self._room.give(client, mine)
            held.count -= 1
            if not held.count:
                del self._documents[text]
                self._room.give(held.client, held.size)

        return give
