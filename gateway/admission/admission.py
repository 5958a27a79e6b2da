"""Admission: all that a process takes on, in one place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from gateway.admission.aside import Aside
from gateway.admission.budgets import READS, SHARE_S, UPLOADS, WRITES, Budgets
from gateway.admission.large import Large
from gateway.admission.limits import Limits
from gateway.admission.lines import Lines
from gateway.admission.requests import Requests
from gateway.admission.shares import Shares
from views.errors import ViewsError
from views.servers.tallies import Tallies


class Admission:
    """What is held of a process, and by whom.

    Args:
        now_ms: the wall clock. tallies: where processes meet; none where each counts alone.
    """

    def __init__(
        self, limits: Limits, now_ms: Callable[[], int], tallies: Tallies | None = None
    ) -> None:
        self.limits = limits
        self.aside, self.large = Aside(), Large()
        spent = {READS: limits.reads, WRITES: limits.writes, UPLOADS: limits.uploads}
        self.budgets = Budgets(now_ms, spent, tallies)
        self.requests = Requests(limits.requests_max, limits.share)
        self.lines = Lines()

        def shares(most: int, limit: str, things: str) -> Shares:
            return Shares(most, limits.share, limit, things)

        self.connections = shares(
            limits.connections_max, "connections", "connections are open here"
        )
        self.reserved = shares(
            limits.reserved_max, "connections", "event streams are reserved here"
        )
        self.queries = shares(
            limits.queries_max, "queries", "different subscriptions are open here"
        )
        most = max(5 * limits.queries_max, limits.connections_max)
        self.listeners = shares(most, "listeners", "subscriptions are open here")
        self.bodies = shares(limits.bodies_max, "bodies", "bytes of large requests on their way")
        self.listened = shares(
            limits.listened_max, "listened", "bytes of subscriptions' queries and variables"
        )
        self.files = shares(limits.files_max, "files", "files are being sent here")
        self.uploads = shares(limits.uploads_max, "uploads", "uploads are on their way")
        self.unsent = shares(limits.unsent_max, "sending", "bytes wait for subscribers")

    async def watch(self) -> None:
        """Look how much there is to do, and tell other processes what clients spend, for ever."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.requests.watch())
            tasks.create_task(self._share())

    async def _share(self) -> None:
        while True:
            # What the store does not hear of now, it hears of later.
            with suppress(ViewsError):
                await self.budgets.share()
            await asyncio.sleep(SHARE_S)
