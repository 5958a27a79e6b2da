"""Files: so many are sent at a time, each as fast as its client takes it, and not too slowly.

A request of a file costs the budget of its address something, and gives its place among those that
are answered back as soon as its answer begins: to send it is no work.
"""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway import metrics
from gateway.admission.admission import Admission
from gateway.admission.budgets import READS
from gateway.admission.clients import client_of
from gateway.admission.requests import HOLDING
from gateway.errors import TooMany, let_go
from gateway.transport.answers import refusal
from gateway.transport.headers import TextHeaders
from gateway.transport.proxies import Proxies

FILE_COST: Final = 50
"""A file, or a page, counts as so many records."""

PIECE_S: Final = 5.0
"""So long a client may take for 64 KiB."""


class Paced:
    """Sends what an application answers.

    Args:
        admission: what may be taken on. proxies: those in front that are trusted.
    """

    def __init__(self, app: ASGIApp, admission: Admission, proxies: Proxies) -> None:
        self._app, self._proxies = app, proxies
        self._room, self._budgets = admission.files, admission.budgets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send an answer, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        client = client_of(None, self._proxies.address(scope, TextHeaders.of(scope)))
        try:
            self._budgets.check(client, READS)
            self._room.take(client)
        except TooMany as error:
            let_go(error)
            await refusal(error)(scope, receive, send)
            return
        self._budgets.spend(client, READS, FILE_COST)

        async def paced(message: Message) -> None:
            if holding := scope.get(HOLDING):
                holding.give()
            async with asyncio.timeout(PIECE_S):
                await send(message)

        try:
            await self._app(scope, receive, paced)
        except TimeoutError:
            # What is not sent whole ends with its connection.
            metrics.REFUSED.labels("sending").inc()
        finally:
            self._room.give(client)
