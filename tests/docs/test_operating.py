"""docs/operate.md: an operator's commands do what the page says, from an empty folder to the last
disaster, on real servers with TLS, users and passwords.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sysconfig
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from bandstand.stack import servers as embedded
from tests.docs.commands import folder_of_bandstand

PAGE = Path(__file__).parents[2] / "docs" / "operate.md"
TEXT = PAGE.read_text(encoding="utf-8")
REGIONS = {"eu": "4100", "us": "4200", "ap": "4300", "again": "4400", "next": "4500"}
"""As the page has them, with the first of their ports."""

BLOCK = 10 * len(REGIONS)
SCRIPT_S_MAX = 240
END_S_MAX = 5
WANTED = ("bash", "openssl", "curl", "jq", "redis-server", "redis-cli")


def scripts() -> tuple[str, str]:
    """All blocks, with other ports: those that others do not have. Of two shells: who comes for a
    disaster has another than who installed.
    """
    parts = []
    for page in TEXT.partition("\n## When something is lost\n")[::2]:
        blocks = re.findall(r"^```bash\n(.*?)^```", page, re.S | re.M)
        assert len(blocks) > 10
        parts.append("\n".join(["set -eo pipefail", *blocks, "echo all is done\n"]))
    first = block_of_ports()
    for number, port in enumerate(REGIONS.values()):
        assert parts[0].count(f"]={port}") == 1
        parts[0] = parts[0].replace(f"]={port}", f"]={first + 10 * number}")
    return parts[0], parts[1]


def block_of_ports() -> int:
    """The first of so many ports that nobody has: below those that other tests are given, for a
    process that finds one of its own taken is waited for without an end.
    """
    for first in random.SystemRandom().sample(range(5_000, 14_900, BLOCK), 50):
        with ExitStack() as stack:
            try:
                for port in range(first, first + BLOCK):
                    probe = stack.enter_context(socket.socket())
                    probe.bind((embedded.HOST, port))
            except OSError:
                continue
            return first
    raise OSError(f"no {BLOCK} ports are free on {embedded.HOST}")


def running(folder: Path) -> list[int]:
    """The ids of what the script has started and not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.readlink(path / "cwd").startswith(str(folder / "three")):
                found.append(int(path.name))
    return found


def end(folder: Path) -> list[int]:
    """End what the script has started and not ended; the ids of these.

    What was forked for a command ends a moment after it.
    """
    until = time.monotonic() + END_S_MAX
    while running(folder) and time.monotonic() < until:
        time.sleep(0.05)
    left = running(folder)
    for process in left:
        with suppress(OSError):
            os.kill(process, signal.SIGKILL)
    return left


def given(script: str, cwd: Path, path: str) -> str:
    """What a shell says that is given a script: all of it is done."""
    done = subprocess.run(
        ["timeout", str(SCRIPT_S_MAX), "bash", "-c", script],
        cwd=cwd,
        env={"PATH": path, "HOME": str(cwd)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = f"{done.stdout[-3_000:]}\n{done.stderr[-3_000:]}"
    assert done.returncode == 0, said
    assert done.stdout.endswith("all is done\n"), said
    assert "WARNING asyncio" not in done.stderr
    return done.stdout


@pytest.mark.skipif(not all(map(shutil.which, WANTED)), reason=f"not all are here: {WANTED}")
@pytest.mark.timeout(2 * SCRIPT_S_MAX + 30)
def test_the_commands_of_the_page_do_what_it_says(tmp_path: Path) -> None:
    """They are given at night, by somebody who never gave them before."""
    with folder_of_bandstand(tmp_path / "bin") as folder:
        path = f"{folder}:{sysconfig.get_path('scripts')}:{os.environ['PATH']}"
        try:
            install, lose = scripts()
            said = given(install, tmp_path, path)
            said += given(lose, tmp_path / "three", path)
        finally:
            left = end(tmp_path)
    assert left == [], "all is ended in the end"
    # `verify` says it once for the upgrade, once for the backup, and so on; where it is given until
    # the index agrees, too, maybe twice.
    assert said.count("community agrees with its logs in") in (9, 10, 11)
    assert said.count("OK\n") >= 3
    again = re.findall(r"(\d+) events published again in epoch (\d+)\n", said)
    assert again == [("1", "2"), ("1", "3"), ("2", "3")]


def test_every_test_that_the_page_names_is_there() -> None:
    """It is where an operator looks how a disaster was played."""
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", TEXT))
    assert len(named) > 10
    assert [name for name in named if not (PAGE.parents[1] / name).is_file()] == []
