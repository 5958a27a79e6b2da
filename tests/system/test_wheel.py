"""The wheel: a library that somebody installs, and makes a domain of their own with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bandstand.testing.stacks import environment, eventually

ROOT = Path(__file__).resolve().parents[2]
_READY_S_MAX = 60.0


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as it is published."""
    folder = tmp_path_factory.mktemp("wheel")
    command = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT]
    _run(sys.executable, "-m", "pip", *command)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of a fresh environment that has the wheel, and of ours what it depends on."""
    venv = tmp_path_factory.mktemp("fresh") / "venv"
    _run(sys.executable, "-m", "venv", "--without-pip", venv)
    python = venv / "bin" / "python"
    install = ["install", "--quiet", "--no-deps", "--no-index", wheel]
    _run(sys.executable, "-m", "pip", "--python", python, *install)
    [packages] = venv.glob("lib/python*/site-packages")
    # SUBTLE: in a folder that a .pth names, packages are found, and other .pth files are not
    # followed: so not the one that leads to this repository.
    (packages / "ours.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = _run(python, "-c", "import crdt; print(crdt.__file__)", cwd=venv)
    assert where.startswith(str(packages)), "the installed one, and not this repository"
    return venv / "bin"


@pytest.fixture(scope="module")
def segments(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new domain's folder."""
    folder = tmp_path_factory.mktemp("somewhere")
    _run(installed / "bandstand", "new", "segments", cwd=folder)
    return folder / "segments"


@pytest.fixture
def running(installed: Path, segments: Path) -> Iterator[str]:
    """Where the domain answers, while `bandstand up` runs in its folder."""
    out = segments / "up.log"
    with out.open("wb") as written:
        child = subprocess.Popen(
            [installed / "bandstand", "up", "--demo", "--port", "0"],
            cwd=segments,
            env=_environment(),
            stdout=written,
            stderr=subprocess.STDOUT,
        )

    def ready() -> str:
        said = out.read_text(encoding="utf-8")
        assert child.poll() is None, said
        return next((line[6:] for line in said.splitlines() if line.startswith("ready ")), "")

    try:
        yield eventually(ready, "ready", timeout_s=_READY_S_MAX)
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(timeout=30)


def test_a_wheel_has_all_that_is_read_beside_the_code(wheel: Path) -> None:
    """What is missing shows only where this repository is not."""
    with zipfile.ZipFile(wheel) as held:
        names = set(held.namelist())
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    known = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    packages = (
        "crdt",
        "secrecy",
        "eventlog",
        "views",
        "search",
        "projector",
        "gateway",
        "tribes",
        "bandstand",
    )
    ours = {
        name
        for name in known.split("\0")
        if name.partition("/")[0] in packages and (ROOT / name).is_file()
    }
    assert {"views/lua/merge.lua", "bandstand/making/template/domain.py.txt"} <= ours
    assert ours <= names
    assert not any("node_modules" in name for name in names)
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {*packages}
    assert {f"{package}/py.typed" for package in packages} <= names, "or mypy reads no types of it"


def test_a_new_domain_is_checked_and_tested(installed: Path, segments: Path) -> None:
    """Before its author has written a line: what is then red is theirs."""
    checked = _run(installed / "bandstand", "check", "--examples", "20", cwd=segments)
    assert checked.count(" ok ") == 7
    assert "note:" not in checked
    tested = _run(installed / "python", "-m", "pytest", "-p", "no:cacheprovider", cwd=segments)
    assert "3 passed" in tested


def test_a_new_domain_runs(installed: Path, segments: Path, running: str) -> None:
    """A mutation, a query, its own tabs in GraphiQL, and views that are what the log says."""
    wanted = "note { text author } userErrors { code }"
    written = f'mutation {{ writeNote(input: {{text: "Hello"}}) {{ {wanted} }} }}'
    assert _ask(running, written) == {
        "writeNote": {"note": {"text": "Hello", "author": "ada"}, "userErrors": []}
    }
    [first, second] = _ask(running, "{ notes(first: 2) { edges { node { text author } } } }")[
        "notes"
    ]["edges"]
    assert first["node"] == {"text": "Hello", "author": "ada"}
    assert second["node"]["author"].startswith("user-"), "of the demo"
    page = httpx.get(running, headers={"Accept": "text/html"}, timeout=5).text
    assert "writeNote" in page
    assert "bumpArticle" not in page
    assert "agrees with its logs" in _run(installed / "bandstand", "verify", cwd=segments)
    shown = json.loads(_run(installed / "bandstand", "status", "--json", cwd=segments))
    assert "notes" in json.dumps(shown)


def _ask(url: str, query: str) -> Any:
    answer = httpx.post(url, json={"query": query}, headers={"X-Viewer": "ada"}, timeout=10).json()
    assert "errors" not in answer, answer
    return answer["data"]


def _environment() -> dict[str, str]:
    """With the embedded servers of this environment, and without its packages."""
    kept = environment(PATH=f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}")
    return {key: value for key, value in kept.items() if key != "PYTHONPATH"}


def _run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
