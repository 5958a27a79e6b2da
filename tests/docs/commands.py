"""`bandstand` for the scripts of a page: each command is forked from a process that has imported
everything, so that a script of a hundred commands takes the time of its servers.

`folder_of_bandstand` is put before others on the PATH. Who ends the command ends what was forked
for it: a projector, say.
"""

from __future__ import annotations

import array
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path

_CLIENT = """#!{python} -ISE
import array, json, os, socket, sys
asking = socket.socket(socket.AF_UNIX)
asking.connect({place!r})
asked = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
asking.sendmsg(
    [len(asked).to_bytes(4, "big")],
    [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))],
)
asking.sendall(asked)
sys.exit(asking.recv(1)[0])
"""


@contextmanager
def folder_of_bandstand(folder: Path) -> Iterator[Path]:
    """A folder with the command `bandstand`, for the time of a block."""
    folder.mkdir(parents=True)
    place, command = folder / "socket", folder / "bandstand"
    text = _CLIENT.format(python=sys.executable, place=str(place))
    command.write_text(text, encoding="utf-8")
    command.chmod(0o755)
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(place))
    listening.listen(64)
    serving = get_context("spawn").Process(target=_serve, args=(listening,), daemon=True)
    serving.start()
    try:
        yield folder
    finally:
        serving.kill()
        serving.join()
        listening.close()


def _serve(listening: socket.socket) -> None:
    """Fork a process for each who asks."""
    import bandstand.testing.preloaded  # noqa: F401

    while True:
        asking, _ = listening.accept()
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if os.fork() == 0:
            listening.close()
            _answer(asking)
        asking.close()


def _answer(asking: socket.socket) -> None:
    """Run one command with the streams of who asked, and send its exit code."""
    size, given, _, _ = asking.recvmsg(4, socket.CMSG_SPACE(12))
    streams = array.array("i")
    streams.frombytes(given[0][2])
    body = b""
    while len(body) < int.from_bytes(size, "big"):
        body += asking.recv(1 << 16)
    arguments, environment, cwd = json.loads(body)
    child = os.fork()
    if child == 0:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        _run(arguments, environment, cwd)
    for stream in streams:
        os.close(stream)
    while not (ended := os.waitpid(child, os.WNOHANG))[0]:
        if select.select([asking], [], [], 0.02)[0]:  # Nobody asks any more.
            os.kill(child, signal.SIGKILL)
            ended = os.waitpid(child, 0)
            break
    status = ended[1]
    with suppress(OSError):
        asking.send(bytes([os.waitstatus_to_exitcode(status) & 0xFF]))
    os._exit(0)


def _run(arguments: list[str], environment: dict[str, str], cwd: str) -> None:
    from bandstand.cli.commands import main

    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.argv = ["bandstand", *arguments]
    code: int | str | None = 0
    try:
        main(prog_name="bandstand")
    except SystemExit as ended:
        code = ended.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(bool(code)))
