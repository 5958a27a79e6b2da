"""The repository itself: what must hold of its files, wherever it is cloned."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from bandstand.cli.commands import main

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-up.lock", "requirements-dev.lock")
"""What a container runs, what `make up` runs, and what is tested."""
MORE_LOCKS = (
    "requirements-build.lock",
    "requirements-scan.lock",
    "requirements-sbom.lock",
    "requirements-docs.lock",
)
PYTHON_LINES_MAX = 420


def tracked(*patterns: str) -> list[Path]:
    """The files that git knows and that are there."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def lines(path: Path) -> list[tuple[str, str]]:
    """A file's lines, each with the place that a message shows."""
    text = path.read_text(encoding="utf-8", errors="replace")
    name = path.relative_to(ROOT)
    return [(f"{name}:{number}", line) for number, line in enumerate(text.splitlines(), 1)]


def pins(lock: str) -> dict[str, str]:
    """Name → version of a lock file."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS + MORE_LOCKS)
def test_every_pin_has_hashes_and_no_address(lock: str) -> None:
    """What is installed is what was tested; and where it comes from is the installer's business."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    pinned = [block for block in blocks if not block.startswith("#")]
    assert len(pinned) > 4
    for block in pinned:
        assert re.match(r"[a-z0-9-]+==\S+( ;[^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", block)
    assert "://" not in text


@pytest.mark.parametrize("lock", LOCKS[:2])
def test_what_runs_is_what_was_tested(lock: str) -> None:
    """Tests run on the largest lock, all else on a smaller: a pin that differs was never tested."""
    small, large = pins(lock), pins(LOCKS[-1])
    assert small
    assert small.items() <= large.items(), small.items() - large.items()


def test_the_locks_hold_every_requirement() -> None:
    """A dependency that is added and not locked breaks the image, and no test before it."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]
    extras: dict[str, list[str]] = wanted["optional-dependencies"]
    more = ("telemetry", "s3"), ("embedded",), extras
    for lock, names_of in zip(LOCKS, more, strict=True):
        needed = [*wanted["dependencies"], *(one for name in names_of for one in extras[name])]
        names = {re.split(r"[\[<>=; ]", one)[0].lower().replace("_", "-") for one in needed}
        assert names <= pins(lock).keys(), f"{names - pins(lock).keys()}: run `make lock`"


def test_there_is_one_version() -> None:
    """Who reads what is new in a version must get that one, from the wheel and from the chart."""
    written = {
        "CHANGELOG.md": r"^## (\S+)$",
        "pyproject.toml": r'^version = "(.*)"$',
        "compose.yaml": r"image: \$\{IMAGE:-bandstand:(.*)\}$",
    }
    found = {
        name: re.findall(pattern, (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)[0]
        for name, pattern in written.items()
    }
    chart = yaml.safe_load((ROOT / "helm" / "Chart.yaml").read_text(encoding="utf-8"))
    found["helm/Chart.yaml"] = chart["appVersion"]
    assert len(set(found.values())) == 1, found
    [ours] = set(found.values())
    assert version("bandstand") == ours, "what is installed is older: `make install`"
    told = CliRunner().invoke(main, ["--version"], prog_name="bandstand").stdout
    assert told == f"bandstand, version {ours}\n"


def test_no_python_file_is_too_long() -> None:
    """A file that grows past this asks for a new noun."""
    sizes = {path.relative_to(ROOT): len(lines(path)) for path in tracked("*.py")}
    assert len(sizes) > 50
    assert not {path: size for path, size in sizes.items() if size > PYTHON_LINES_MAX}


def test_the_packages_depend_one_way() -> None:
    """The contracts of `pyproject.toml`: who may import whom, and who alone knows NATS or Redis."""
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    count = len(contracts["tool"]["importlinter"]["contracts"])
    assert f"Contracts: {count} kept, 0 broken." in done.stdout


def test_links_lead_somewhere() -> None:
    """A page that points to a file that was renamed loses its reader there."""
    pages = [path for path in tracked("*.md") if "CHANGELOG" not in path.name]
    assert ROOT / "README.md" in pages
    for page in pages:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            there = (page.parent / name) if name else page
            assert there.exists(), f"{page.relative_to(ROOT)}: {target}"
            if anchor:
                assert anchor in _anchors(there), f"{page.relative_to(ROOT)}: {target}"
        for name in re.findall(r"`([\w.-]+(?:/[\w.-]+)+\.(?:py|md|lua|yaml|toml|json))`", text):
            near = [folder / name for folder in (page.parent, ROOT)]
            assert any(path.exists() for path in near), f"{page.relative_to(ROOT)}: `{name}`"


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).strip().replace(" ", "-") for head in heads}


# Written so that this file does not find itself.
_MACHINE = re.compile(r"(?<![\w.$}])/(?:work|home|root|Users|tmp|private)/[\w.]")
_REGISTRIES = re.compile(
    r"(?:pypi|npmjs|rubygems|crates)[.](?:org|com|io)|pythonhosted[.]|index[-_]url=?\s*h|"
    r"proxy[.]golang|registry[-.][\w.]*[.](?:com|io|org|net)|(?:docker|ghcr|gcr|quay)[.]io"
)


def test_no_file_knows_the_machine_or_the_registry_it_was_made_with() -> None:
    """A path of one machine, or one company's index, makes the repository work only there."""
    files = tracked()
    assert len(files) > 100
    for path in files:
        for place, line in lines(path):
            assert not _MACHINE.search(line), f"{place}: {line[:200]}"
            assert not _REGISTRIES.search(line), f"{place}: {line[:200]}"
