"""Workers: several gateway processes that listen on one port, as children of one process.

Each binds the port itself (SO_REUSEPORT), and the kernel deals the connections out. One that ends
is started again, but for one that gives up at its start, which another would do, too. SIGTERM and
Ctrl-C end all, each when it has finished what is under way. They share the port of their management
as well, and whichever is asked there tells what all of them count.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from prometheus_client import multiprocess

from bandstand.errors import BadSetting, Failure
from bandstand.processes.metrics import FOLDER
from bandstand.processes.web.serving import bind, listen
from bandstand.settings import Settings
from bandstand.stack import servers as embedded

_logger = logging.getLogger(__name__)

AGAIN_S = 1.0


def tell_served() -> None:
    """Of a worker: it has started."""
    if FOLDER in os.environ:
        _served(os.environ[FOLDER]).touch()


def _served(folder: str) -> Path:
    """A file in the folder that workers share. While there is none, one that gives up cannot start,
    however long it took.
    """
    return Path(folder, "served")


async def run(settings: Settings) -> None:
    """Run as many workers as the settings say, until cancelled."""
    # Somebody else's socket is found by one that does not share.
    plain = listen(settings.host, settings.port)
    port = plain.getsockname()[1]
    plain.close()
    with ExitStack() as held:
        # One that is bound keeps the port, and takes no connections while it does not listen.
        held.enter_context(bind(settings.host, port, shared=True))
        if settings.health_port:
            key = "BANDSTAND_HEALTH_PORT"
            listen(settings.host, settings.health_port, key).close()
            held.enter_context(bind(settings.host, settings.health_port, key, shared=True))
        folder = held.enter_context(tempfile.TemporaryDirectory())
        environment = {
            **os.environ,
            **replace(settings, port=port).environment(),
            FOLDER: folder,
        }
        async with asyncio.TaskGroup() as tasks:
            for number in range(1, settings.workers + 1):
                tasks.create_task(_keep(number, environment))


async def _keep(number: int, environment: dict[str, str]) -> None:
    """Run one worker again and again."""
    command = [sys.executable, "-m", "bandstand", "gateway", "--worker", str(number)]
    while True:
        child = await asyncio.create_subprocess_exec(
            *command, env=environment, preexec_fn=embedded.end_with_parent
        )
        try:
            code = await child.wait()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                child.terminate()
            await child.wait()
            raise
        # What it had open is open no more.
        multiprocess.mark_process_dead(child.pid, environment[FOLDER])  # type: ignore[no-untyped-call]
        if code > 0 and not _served(environment[FOLDER]).exists():
            failure = BadSetting if code == BadSetting.exit_code else Failure
            raise failure(f"worker {number} cannot start: it says above why")
        _logger.error("worker %d ended with %d: starting it again", number, code)
        await asyncio.sleep(AGAIN_S)
