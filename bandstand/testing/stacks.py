"""Stacks: whole systems, as their users start them: `bandstand` in processes of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self, TypeVar

import httpx

from bandstand.testing.forked import run_forked

T = TypeVar("T")
COMMAND = [sys.executable, "-m", "bandstand"]
ANSWER_S_MAX = 40.0
COMMAND_S_MAX = 60.0


secret = ""
"""A password that every `Process` is given with the addresses of servers that ask for none, so that
a suite can search for it in all that these write.
"""


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what would change a stack, and with more."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("BANDSTAND_", "NATS_", "REDIS_"))
    }
    return {**kept, **more}


def _with_passwords(variables: Mapping[str, str]) -> dict[str, str]:
    """Variables of a process, with the password of the suite where there is none."""
    found = dict(variables)
    if secret and "@" not in found.get("NATS_URL", "@") and "NATS_USER" not in found:
        found["NATS_URL"] = found["NATS_URL"].replace("://", f"://nobody:{secret}@")
    # SUBTLE: a server without passwords takes any, but of its default user, by name.
    if (
        secret
        and found.get("REDIS_URL", "").startswith("redis://")
        and "?" not in found["REDIS_URL"]
        and "REDIS_PASSWORD_FILE" not in found
    ):
        found["REDIS_URL"] += f"?username=default&password={secret}"
    return found


def run(
    *args: str | Path, stdin: bytes = b"", cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    given, env = [*map(str, args)], environment(**variables)
    if cwd is None and "BANDSTAND_DOMAIN" not in variables:
        done = run_forked(given, stdin=stdin, env=env, timeout_s=COMMAND_S_MAX)
    else:
        done = subprocess.run(
            [*COMMAND, *given],
            input=stdin,
            capture_output=True,
            env=env,
            cwd=cwd,
            timeout=COMMAND_S_MAX,
            check=False,
        )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def eventually(look: Callable[[], T], what: str, timeout_s: float = ANSWER_S_MAX) -> T:
    """Look until something true is seen, and return it; a connection that fails is looked past."""
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            if found := look():
                return found
        except (httpx.HTTPError, OSError):
            pass
        assert time.monotonic() < deadline, f"{what}: not within {timeout_s} s"
        time.sleep(0.05)


def gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has waited for has."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return True
    return stat.rpartition(")")[2].split()[0] in "ZX"


class Process:
    """One `bandstand` command that runs until it is ended, and what it says.

    Args:
        command: what Python runs; a command of the tests, for example. cwd: where.
    """

    def __init__(
        self,
        folder: Path,
        *args: str | Path,
        command: Sequence[str] = ("-m", "bandstand"),
        cwd: Path | None = None,
        **variables: str,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.out, self.err = folder / "out.log", folder / "err.log"
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.child = subprocess.Popen(
                [sys.executable, *command, *map(str, args)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=environment(**_with_passwords(variables)),
                cwd=cwd,
            )

    @property
    def said(self) -> str:
        """What it has said on standard error."""
        return self.err.read_text(encoding="utf-8")

    def wait_for(self, text: str, timeout_s: float = ANSWER_S_MAX) -> str:
        """Wait until it has said something, and return all that it said."""

        def look() -> str:
            said = self.said
            assert text in said or self.child.poll() is None, f"ended with {self.child.poll()}"
            return said if text in said else ""

        return eventually(look, f"{text!r} on standard error")

    def end(self, number: int = signal.SIGTERM, timeout_s: float = ANSWER_S_MAX) -> int:
        """Send a signal, and return the exit code."""
        if self.child.poll() is None:
            self.child.send_signal(number)
        return self.child.wait(timeout=timeout_s)

    def kill(self) -> None:
        """End it as a crash does."""
        self.end(signal.SIGKILL)


@contextmanager
def process(
    folder: Path, *args: str | Path, cwd: Path | None = None, **variables: str
) -> Iterator[Process]:
    """A process for the time of a block."""
    made = Process(folder, *args, cwd=cwd, **variables)
    try:
        yield made
    finally:
        made.kill()


class Stack:
    """`bandstand up`, and the commands that a user gives beside it, for the time of a `with` block.

        with Stack(tmp_path, "--demo") as stack:
            stack.ask("{ notes { edges { node { text } } } }")

    Args:
        folder: for its data and what it says. options: of `bandstand up`. cwd: where it is started;
            here, where it is left out. variables: of its environment.
    """

    data_name: ClassVar[str] = "data"

    def __init__(
        self, folder: Path, *options: str | int, cwd: Path | None = None, **variables: str
    ) -> None:
        self.folder, self.options, self.cwd, self.variables = folder, options, cwd, variables
        self.data = folder / self.data_name
        self.process: Process
        self.seen: set[int] = set()

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.sweep()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.sweep()

    def start(self) -> Self:
        """Start it, and wait until it says that it is ready."""
        args: tuple[str | Path, ...] = (
            "up",
            "--dir",
            self.data,
            "--port",
            "0",
            *map(str, self.options),
        )
        self.process = Process(self.folder, *args, cwd=self.cwd, **self.variables)

        def ready() -> str:
            assert self.process.child.poll() is None, self.process.said
            lines = self.process.out.read_text(encoding="utf-8").splitlines()
            return next((line[6:] for line in lines if line.startswith("ready ")), "")

        self.url = eventually(ready, "ready", timeout_s=60)
        return self

    def sweep(self) -> None:
        """End it, and what it may have left behind, so that a test that fails leaves nothing."""
        try:
            self.process.end(signal.SIGINT)
        finally:
            self.process.kill()
            for pid in self.seen:
                if not gone(pid):
                    os.kill(pid, signal.SIGCONT)
                    os.kill(pid, signal.SIGKILL)

    @property
    def processes(self) -> list[dict[str, Any]]:
        """The processes that `stack.json` names."""
        found: list[dict[str, Any]] = json.loads(self._file())["processes"]
        self.seen.update(one["pid"] for one in found)
        return found

    @property
    def regions(self) -> dict[str, dict[str, str]]:
        """The settings of each region that `stack.json` names."""
        found: dict[str, dict[str, str]] = json.loads(self._file())["regions"]
        return found

    @property
    def settings(self) -> dict[str, str]:
        """The settings of the first region."""
        return next(iter(self.regions.values()))

    def _file(self) -> bytes:
        return (self.data / "stack.json").read_bytes()

    def pids(self, role: str = "", region: str = "") -> list[int]:
        """The process ids of a role and region, or of all."""
        return [
            one["pid"]
            for one in self.processes
            if role in ("", one["role"]) and region in ("", one["region"])
        ]

    def url_of(self, region: str) -> str:
        """Where the gateway of a region answers queries."""
        [url] = [
            one["address"]
            for one in self.processes
            if (one["role"], one["region"]) == ("gateway", region)
        ]
        return str(url)

    def snapshot(self, region: str) -> Path:
        """A copy of a region's logs as they are on disk at one moment."""
        [pid] = self.pids("nats", region)
        copy = self.folder / f"snapshot-{time.monotonic_ns()}"
        os.kill(pid, signal.SIGSTOP)
        try:
            shutil.copytree(self.data / region / "nats" / "jetstream", copy)
        finally:
            os.kill(pid, signal.SIGCONT)
        return copy

    def restore(self, region: str, copy: Path | None) -> None:
        """Crash a region's nats-server, and let it come back with older logs, or with none."""
        [pid] = self.pids("nats", region)
        logs = self.data / region / "nats" / "jetstream"
        os.kill(pid, signal.SIGSTOP)
        logs.rename(logs.with_name(f"crashed-{time.monotonic_ns()}"))
        if copy is not None:
            shutil.copytree(copy, logs)
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: pid not in self.pids("nats", region), "another nats-server")

    def command(
        self, *args: str | Path, stdin: bytes = b"", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Give a command to the stack."""
        return run(*args, "--dir", self.data, stdin=stdin, cwd=self.cwd, **variables)

    def ask(
        self, query: str, *, viewer: str = "", roles: str = "", region: str = "", **variables: Any
    ) -> dict[str, Any]:
        """Ask GraphQL; an answer with errors fails."""
        said = {"X-Viewer": viewer, "X-Roles": roles}
        answer = httpx.post(
            self.url_of(region) if region else self.url,
            json={"query": query, "variables": variables},
            headers={name: value for name, value in said.items() if value},
            timeout=10,
        ).json()
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    def verdict(self) -> dict[str, Any]:
        """What `verify` says, but for how long it took; it must agree."""
        done = self.command("verify", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[0])
        assert found["digest_of_logs"] == found["digest_of_views"]
        found.pop("took_s", None)
        return found

    def replaced(self, role: str, pid: int) -> int:
        """Wait until another process has the role of one that ended; its pid."""

        def other() -> int:
            now = [one for one in self.pids(role) if one != pid and not gone(one)]
            return now[0] if now and pid not in self.pids() else 0

        return eventually(other, f"another {role}")

    def end(self, number: int = signal.SIGINT) -> int:
        """End it as Ctrl-C does, and return the exit code."""
        return self.process.end(number)
