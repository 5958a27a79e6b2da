"""Commands in processes forked from one that has imported everything, and is kept for that.

To import takes a command over a second, and a test gives many.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from typing import Final

_CONTEXT: Final = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["bandstand.testing.preloaded"])


def run_forked(
    args: Sequence[str], *, stdin: bytes, env: Mapping[str, str], timeout_s: float
) -> CompletedProcess[bytes]:
    """Run a command to its end, as `python -m bandstand` would.

    Raises:
        TimeoutExpired: it does not end in time, and was killed.
    """
    with tempfile.TemporaryDirectory(prefix="bandstand-command-") as folder:
        given, out, err = (Path(folder) / name for name in ("in", "out", "err"))
        given.write_bytes(stdin)
        streams = [str(path) for path in (given, out, err)]
        process = _CONTEXT.Process(target=_command, args=(args, streams, dict(env), os.getcwd()))
        process.start()
        process.join(timeout_s)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutExpired(args, timeout_s, out.read_bytes(), err.read_bytes())
        return CompletedProcess(args, process.exitcode, out.read_bytes(), err.read_bytes())


def _command(args: Sequence[str], streams: list[str], env: dict[str, str], cwd: str) -> None:
    from bandstand.cli.commands import main  # noqa: PLC0415

    given, out, err = streams
    for number, path, flags in (
        (0, given, os.O_RDONLY),
        (1, out, os.O_WRONLY | os.O_CREAT),
        (2, err, os.O_WRONLY | os.O_CREAT),
    ):
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout = open(0), open(1, "w")  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace")  # noqa: SIM115
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv = ["bandstand", *args]
    try:
        main(prog_name="python -m bandstand")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
