"""The stack's folder: what runs there, as `stack.json` says, and who holds it.

`stack.json`: `{"processes": [{"role", "region", "pid", "address", "health"}], "regions": {region:
settings}, "links": {"eu-us": "up"}}`. The first region is the hub of the star.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import msgspec

from bandstand.errors import Failure, NoStack
from bandstand.settings import Settings
from bandstand.stack.links import Passage
from eventlog.checks.notation import why_no_json


class Process(msgspec.Struct):
    """One line of `stack.json`. health: where it says how it is; empty for a server."""

    role: str
    region: str
    pid: int
    address: str
    health: str = ""


class Stack(msgspec.Struct):
    """What `stack.json` says."""

    processes: list[Process]
    regions: dict[str, dict[str, str]]
    links: dict[str, Passage] = {}

    def write(self, folder: Path) -> None:
        """Put it into the folder, whole."""
        draft = folder / "stack.json.new"
        draft.touch(mode=0o600)  # An address can hold a password.
        draft.write_bytes(msgspec.json.format(msgspec.json.encode(self)))
        draft.replace(folder / "stack.json")


def running(folder: Path) -> Stack | None:
    """What runs in a folder; None when nothing does.

    Raises:
        NoStack: what the folder says is not readable.
    """
    try:
        if not _taken(folder):
            return None
        return msgspec.json.decode((folder / "stack.json").read_bytes(), type=Stack)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NoStack(f"{folder / 'stack.json'} cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, msgspec.DecodeError):
        why = why_no_json((folder / "stack.json").read_bytes()) or "it is of another version"
        raise NoStack(
            f"{folder / 'stack.json'} was not written by this `bandstand up` ({why}); stop the "
            "stack with Ctrl-C, and start it again"
        ) from None


def find_all(folder: Path, environment: Mapping[str, str]) -> dict[str, Settings]:
    """The settings of every region that runs in a folder, or of servers that are named.

    Raises:
        NoStack: neither is there.
    """
    stack = running(folder)
    if stack is not None:
        named = {k: v for k, v in environment.items() if k.startswith(("NATS_", "REDIS_"))}
        more = named if len(stack.regions) == 1 else {}
        return {
            region: Settings.load({**settings, **more})
            for region, settings in stack.regions.items()
        }
    if "NATS_URL" in environment and "REDIS_URL" in environment:
        settings = Settings.load(environment)
        return {settings.region: settings}
    raise NoStack(
        f"no stack runs in {folder}; start one with `bandstand up`, name another with --dir, "
        "or set NATS_URL and REDIS_URL"
    )


def find(folder: Path, environment: Mapping[str, str], region: str | None = None) -> Settings:
    """The settings of one region: the first, when none is named.

    Raises:
        NoStack: nothing runs there. Failure: there is no such region.
    """
    regions = find_all(folder, environment)
    if region is None:
        return next(iter(regions.values()))
    if region not in regions:
        raise Failure(f"no region {region!r} runs here; there are: {', '.join(regions)}")
    return regions[region]


def hold(lock: IO[str]) -> bool:
    """Take a folder's lock; false when somebody has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def owner(lock: IO[str]) -> int:
    """The process that wrote itself into a lock; 0 when that is not readable."""
    lock.seek(0)
    text = lock.read(20)
    return int(text) if text.isdecimal() else 0


def runs(pid: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _taken(folder: Path) -> bool:
    """Whether a stack runs in the folder: one that crashed leaves its files, but no lock."""
    with (folder / "lock").open("r") as lock:
        return not hold(lock)
