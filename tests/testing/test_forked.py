"""Commands that are forked say and do what they do in a process of their own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from bandstand.testing.forked import run_forked
from bandstand.testing.stacks import COMMAND, environment, run


@pytest.mark.parametrize(
    "args", [["--version"], ["nope"], ["status", "--dir", "none"], ["events", "--help"]]
)
def test_what_is_said_is_the_same(args: list[str], tmp_path: Path) -> None:
    """The streams, the code, and the name by which it is called."""
    by_itself = subprocess.run(
        [*COMMAND, *args], capture_output=True, text=True, env=environment(), check=False
    )
    forked = run(*args)
    for part in ("returncode", "stdout", "stderr"):
        assert getattr(forked, part) == getattr(by_itself, part)


def test_a_command_is_given_its_input_its_environment_and_its_time() -> None:
    """One that never ends is killed."""
    for port in ("1", "2"):
        given = {"NATS_URL": f"nats://127.0.0.1:{port}", "REDIS_URL": "redis://127.0.0.1:1"}
        refused = run("publish", "-", stdin=b"no line", **given)
        assert f"nats://127.0.0.1:{port}: Connection refused" in refused.stderr
    waits = environment(NATS_URL="nats://127.0.0.1:1", REDIS_URL="redis://127.0.0.1:1")
    with pytest.raises(subprocess.TimeoutExpired):
        run_forked(["projector"], stdin=b"", env=waits, timeout_s=2)
    assert "NATS_URL" not in os.environ
