"""The Dockerfile, read as text: what it installs, what it copies and who it runs as."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]

Instruction = tuple[str, str]


def read_stages() -> list[list[Instruction]]:
    """The instructions of each stage, a stage's first being its FROM."""
    lines = [
        line
        for line in (ROOT / "Dockerfile").read_text().splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    stages: list[list[Instruction]] = []
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        name, _, arguments = line.partition(" ")
        if name == "ARG" and not stages:
            continue
        if name == "FROM":
            stages.append([])
        stages[-1].append((name, " ".join(arguments.split())))
    return stages


@pytest.fixture(scope="module", name="stages")
def _stages() -> list[list[Instruction]]:
    return read_stages()


def arguments(stage: list[Instruction], name: str) -> list[str]:
    """The arguments of every instruction of that name."""
    return [given for each, given in stage if each == name]


def copied() -> list[str]:
    """Every path that the image takes from the repository."""
    return [
        source.rstrip("/")
        for stage in read_stages()
        for given in arguments(stage, "COPY")
        if not given.startswith("--from=")
        for source in given.split()[:-1]
    ]


def pip_installs(stages: list[list[Instruction]]) -> list[str]:
    """Every `pip install`, one command each."""
    commands = [
        command.strip()
        for stage in stages
        for given in arguments(stage, "RUN")
        for command in given.split("&&")
    ]
    return [command for command in commands if re.search(r"pip\b.* install ", command)]


def normalise(requirement: str) -> str:
    """The project's name in a requirement, spelled as package indexes compare it."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def lock(file: str = "requirements.lock") -> dict[str, str]:
    """A lock: name → its pin and hashes."""
    text = (ROOT / file).read_text().replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line and line[0] not in " #-"]
    return {normalise(pin): pin for pin in pins}


def test_it_runs_as_the_user_that_the_chart_names(stages: list[list[Instruction]]) -> None:
    """A number, as Kubernetes cannot prove from a name that it is not root."""
    values = yaml.safe_load((ROOT / "helm" / "values.yaml").read_text())
    assert arguments(stages[-1], "USER") == ["10001:10001"]
    assert values["runAsUser"] == 10001


def test_all_stages_start_from_the_same_digest(stages: list[list[Instruction]]) -> None:
    """A virtual environment only works over the interpreter that made it; and a tag can move."""
    images = [stage[0][1].split()[0] for stage in stages if stage[0][0] == "FROM"]
    assert images == ["python:3.11-slim@${PYTHON_DIGEST}"] * 2
    text = (ROOT / "Dockerfile").read_text()
    assert re.findall(r"^ARG .*", text, re.MULTILINE) == ["ARG PYTHON_DIGEST"], "and no default"


def test_everything_comes_from_locks_with_hashes(stages: list[list[Instruction]]) -> None:
    """What is installed is what was tried, byte for byte; so is what builds the project."""
    backend, locked, own = pip_installs(stages)
    for each, file in ((backend, "requirements-build.lock"), (locked, "requirements.lock")):
        assert "--require-hashes --only-binary :all:" in each
        assert each.endswith(f"-r {file}")
    assert "--no-deps --no-index" in own
    (built,) = [
        command.strip()
        for given in arguments(stages[-2], "RUN")
        for command in given.split("&&")
        if "pip wheel" in command
    ]
    assert "--no-deps --no-build-isolation --no-index" in built


def test_the_backend_is_the_one_that_is_tested() -> None:
    """The tests build a wheel with the backend of the larger lock."""
    needed = {normalise(each) for each in project()["build-system"]["requires"]}
    builds, tested = lock("requirements-build.lock"), lock("requirements-dev.lock")
    assert needed <= set(builds)
    assert builds.items() <= tested.items()


def test_what_builds_is_not_in_the_image(stages: list[list[Instruction]]) -> None:
    """Neither pip nor the backend: what is not there cannot be made use of."""
    assert any("--without-pip /opt/bandstand" in given for given in arguments(stages[-2], "RUN"))
    taken = [given for given in arguments(stages[-1], "COPY") if "--from" in given]
    assert taken == ["--from=build /opt/bandstand /opt/bandstand"]


@pytest.mark.parametrize("answers", [200, 503])
def test_its_health_is_asked_where_processes_say_it(
    stages: list[list[Instruction]], answers: int
) -> None:
    """Docker restarts and shows by it; an image that is always healthy says nothing."""

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(answers if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    (check,) = arguments(stages[-1], "HEALTHCHECK")
    command = json.loads(check[check.index("CMD ") + 4 :])
    assert command[0] == "python"
    with HTTPServer(("127.0.0.1", 0), Health) as server:
        Thread(target=server.handle_request, daemon=True).start()
        told = {"BANDSTAND_HEALTH_PORT": str(server.server_port)}
        done = subprocess.run([sys.executable, *command[1:]], env=told, timeout=30, check=False)
    assert (done.returncode == 0) == (answers == 200)


def test_sbom_and_provenance_are_asked_for() -> None:
    """Whoever runs an image may look up what is in it, and how it was made."""
    text = (ROOT / "Makefile").read_text()
    assert "--sbom=true --provenance=mode=max" in text
    assert "cyclonedx-py requirements requirements.lock" in text


def test_the_lock_pins_and_hashes_everything() -> None:
    """One line without a hash, and pip refuses the whole file in the middle of a build."""
    assert lock()
    for name, pin in lock().items():
        assert re.search(r"^[^=]+==[^\s;]+", pin), name
        assert "--hash=sha256:" in pin, name


def test_the_lock_names_no_place_to_install_from() -> None:
    """An index or a folder of the machine that made the lock is not there in a build."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert [line for line in lines if line.startswith("-") or "://" in line] == []


def test_the_lock_covers_the_projects_dependencies() -> None:
    """The project is installed without its dependencies, so the lock must bring all of them."""
    needed = {normalise(each) for each in project()["project"]["dependencies"]}
    assert needed - set(lock()) == set()


@pytest.mark.parametrize("source", copied())
def test_what_it_copies_exists_and_enters_the_build(source: str) -> None:
    """A build that fails on a missing file is found here, without a build."""
    assert (ROOT / source).exists()
    assert f"!{source}" in (ROOT / ".dockerignore").read_text().splitlines()


def test_nothing_enters_the_build_but_what_it_copies() -> None:
    """Data, credentials and history stay out of layers and of caches."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    assert patterns[0] == "*"
    assert {each[1:] for each in patterns if each.startswith("!")} == set(copied())


def test_it_copies_every_package_and_the_readme() -> None:
    """The wheel is made of these; a package left out is missed only when it is imported."""
    wheel = project()["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert set(wheel["packages"]) | {project()["project"]["readme"]} <= set(copied())


def test_it_starts_the_projects_command(stages: list[list[Instruction]]) -> None:
    """In exec form, so that the process itself gets the signal to stop."""
    (entrypoint,) = arguments(stages[-1], "ENTRYPOINT")
    assert json.loads(entrypoint) == ["bandstand"]
    assert "bandstand" in project()["project"]["scripts"]


def test_it_exposes_the_ports_of_the_chart(stages: list[list[Instruction]]) -> None:
    """Every process's, as the chart sets them unless told otherwise."""
    values = yaml.safe_load((ROOT / "helm" / "values.yaml").read_text())
    (exposed,) = arguments(stages[-1], "EXPOSE")
    assert exposed.split() == [
        str(values["gateway"]["port"]),
        str(values["projector"]["healthPort"]),
        str(values["gateway"]["search"]["healthPort"]),
        str(values["gateway"]["healthPort"]),
    ]
