"""The indexer process: one beside each gateway, on whose disk the index lies."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path
from typing import IO

from bandstand.domain import Domain
from bandstand.errors import BadSetting
from bandstand.processes import metrics
from bandstand.processes.management import management
from bandstand.processes.production import connect, index_path, state_of
from bandstand.settings import Settings
from bandstand.stack import folder as stack
from eventlog.logs import ServerLogs
from search.fulltext import FullText
from search.indexer import Indexer

_logger = logging.getLogger(__name__)


async def index(settings: Settings) -> None:
    """Keep the index of a folder until cancelled.

    Raises:
        BadSetting: there is nothing to index, or nowhere.
    """
    domain = Domain(settings.domain)
    corpus = domain.corpus
    if corpus is None:
        raise BadSetting(
            f"BANDSTAND_DOMAIN={settings.domain!r} has no searching.CORPUS: nothing is indexed"
        )
    if not settings.search_dir:
        raise BadSetting("BANDSTAND_SEARCH_DIR is not set: expected a folder for the index")
    path, indexers = index_path(settings, corpus), list[Indexer]()
    metrics.tell_what_runs(settings, domain)

    async def measure() -> None:
        for indexer in indexers:
            indexer.measure()

    managed = management(settings, "indexer", lambda: state_of(settings, indexers), measure)
    async with asyncio.TaskGroup() as tasks:
        if managed:
            server, listening = managed
            tasks.create_task(server.serve(sockets=[listening]))
        with _lock_of(path.parent) as lock:
            await _hold(lock)
            for old in path.parent.glob(f"{corpus.name}-*"):
                if not old.name.startswith(path.name):
                    _logger.info("%s is of another version: deleting it", old.name)
                    old.unlink(missing_ok=True)
            connection = await connect(settings, "indexer")
            made = FullText(path, corpus, writing=True)
            indexers.append(
                Indexer(ServerLogs(connection), made, domain.codec, corpus, region=settings.region)
            )
            _logger.info("indexing to %s from %s", path, connection.place)
            try:
                await indexers[0].run()
            finally:
                await connection.close()


def _lock_of(folder: Path) -> IO[str]:
    # What was taken down since stands in it, and what is hidden.
    os.umask(0o077)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / "lock").open("a+")
    except OSError as error:
        raise BadSetting(
            f"BANDSTAND_SEARCH_DIR={str(folder)!r} cannot be written ({error.strerror})"
        ) from None


async def _hold(lock: IO[str]) -> None:
    """Wait until nobody else has the folder: one process writes an index."""
    waiting = False
    while not stack.hold(lock):
        if not waiting:
            _logger.warning(
                "%s: another indexer uses it: waiting until that ends; a new version needs its own "
                "BANDSTAND_SEARCH_DIR",
                lock.name,
            )
        waiting = True
        await asyncio.sleep(0.1)
