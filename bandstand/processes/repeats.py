"""Repeats: what a process says again and again while it tries is written once a minute.

The first line is written at once. What says the same within a minute is written at the end of it,
the last of it, with how often: nothing is hidden for longer, and of what comes and goes the last
word is written, too. Imports nothing of ours.

Two lines say the same that have the same words. Where these change with each try, who says it names
its trouble: `_logger.warning("%s: %d lack", log, count, extra={"trouble": log})`.
"""

from __future__ import annotations

import copy
import logging
import threading
import time
from collections.abc import Hashable
from dataclasses import dataclass

EVERY_S = 60.0
TROUBLES_MAX = 1_000
"""So many are remembered; of more, those that were said first are forgotten."""


@dataclass
class _Said:
    """A trouble that was said: when, by the clock; how often it was not since, and the last."""

    at_s: float
    held: int = 0
    last: logging.LogRecord | None = None


class Repeats(logging.Handler):
    """Hands lines on, and holds back what repeats.

    Args:
        target: who writes them. every_s: how often the same is written.
    """

    def __init__(self, target: logging.Handler, every_s: float = EVERY_S) -> None:
        super().__init__()
        self._target, self._every_s = target, every_s
        self._said: dict[Hashable, _Said] = {}
        self._timer: threading.Timer | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, or hold it back. Called with this handler's lock."""
        now_s, key = time.monotonic(), _trouble(record)
        said = self._said.get(key)
        if record.levelno < logging.INFO:
            self._target.handle(record)
        elif said is None or (now_s - said.at_s >= self._every_s and not said.held):
            self._said.pop(key, None)
            self._said[key] = _Said(now_s)
            self._target.handle(record)
            if len(self._said) > TROUBLES_MAX:
                self._tell(self._said.pop(next(iter(self._said))))
        else:
            said.held, said.last = said.held + 1, record
            self._wait()

    def flush(self) -> None:
        """Write what is held back: a process ends."""
        with self.lock or threading.RLock():
            for said in self._said.values():
                self._tell(said)
            if self._timer:
                self._timer.cancel()
        self._target.flush()

    def _wait(self) -> None:
        if self._timer is None:
            self._timer = threading.Timer(self._every_s / 60, self._look)
            self._timer.daemon = True
            self._timer.start()

    def _look(self) -> None:
        """Write what was held back for long enough."""
        with self.lock or threading.RLock():
            self._timer = None
            now_s = time.monotonic()
            for said in self._said.values():
                if said.held and now_s - said.at_s >= self._every_s:
                    self._tell(said)
                    said.at_s = now_s
            if any(said.held for said in self._said.values()):
                self._wait()

    def _tell(self, said: _Said) -> None:
        if said.last is None:
            return
        record = copy.copy(said.last)
        times = "once more" if said.held == 1 else f"{said.held:,} times more"
        record.msg, record.args = f"{record.getMessage()} ({times} since it was said)", None
        said.held, said.last = 0, None
        self._target.handle(record)


def _trouble(record: logging.LogRecord) -> Hashable:
    named = getattr(record, "trouble", None)
    if named is not None:
        return (record.name, record.msg, named)
    cause = record.exc_info[1] if record.exc_info else None
    return (record.name, record.getMessage(), repr(cause))
