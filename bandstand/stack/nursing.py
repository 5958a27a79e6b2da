"""Nursing: a nats-server that could not write says so of itself, and writes nothing more until it
is started again, also when there is room. So it is, when there is.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import httpx

_logger = logging.getLogger(__name__)

LOOK_S = 5.0
ROOM_BYTES_MIN = 16 << 20
"""With less on its disk it would only fail again."""

_ILL = "write error"


async def needs_restart(client: httpx.AsyncClient, url: str, folder: Path) -> bool:
    """Whether a server stands still over a write that failed, and would go on if it were started.

    Args:
        url: where it says how it is. folder: where it writes to.
    """
    try:
        answer = await client.get(url)
    except httpx.HTTPError:
        return False  # It ended, or has too much to do; others look after that.
    if answer.status_code == 200 or _ILL not in answer.text:
        return False
    if shutil.disk_usage(folder).free < ROOM_BYTES_MIN:
        return False
    _logger.warning("nats-server could not write, and there is room: %s", answer.text[:200])
    return True
