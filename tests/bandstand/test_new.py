"""`bandstand new`: what it writes, and which names and folders it refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bandstand.errors import BadSetting, Failure
from bandstand.making.folder import make
from bandstand.settings import Settings
from bandstand.testing.stacks import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Segments", "lower-case letters"),
        ("my-domain", "lower-case letters"),
        ("my domain", "lower-case letters"),
        ("1st", "starting with a letter"),
        ("_own", "starting with a letter"),
        ("größe", "lower-case letters"),
        ("a.b", "lower-case letters"),
        ("../up", "lower-case letters"),
        ("", "lower-case letters"),
        ("class", "a keyword of Python"),
        ("match", "a keyword of Python"),
        ("crdt", "is already the name of a module"),
        ("views", "is already the name of a module"),
        ("bandstand", "is already the name of a module"),
        ("tribes", "is already the name of a module"),
        ("json", "is already the name of a module (of Python)"),
        ("redis", "is already the name of a module"),
        ("conftest", "pytest would take it for tests"),
        ("test_cars", "pytest would take it for tests"),
    ],
)
def test_a_name_that_would_not_work_is_refused(tmp_path: Path, name: str, told: str) -> None:
    """Before anything is written: a module that hides another fails far from here."""
    with pytest.raises(BadSetting) as refused:
        make(name, tmp_path / "made")
    assert str(refused.value).startswith(f"NAME {name!r}")
    assert told in str(refused.value)
    assert not (tmp_path / "made").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """One that is empty is taken, as somebody makes one first who keeps it in git."""
    make("cars", tmp_path / "cars")
    before = {path: path.read_bytes() for path in (tmp_path / "cars").iterdir()}
    for place in (tmp_path / "cars", tmp_path / "cars" / "README.md"):
        with pytest.raises(Failure, match="choose another folder with --at"):
            make("boats", place)
    assert before == {path: path.read_bytes() for path in (tmp_path / "cars").iterdir()}
    (tmp_path / "empty").mkdir()
    assert make("boats", tmp_path / "empty")[0].name == "boats.py"


def test_an_empty_folder_of_that_name_is_no_module(tmp_path: Path) -> None:
    """Python takes every folder for a package of nothing."""
    (tmp_path / "cars").mkdir()
    done = run("new", "cars", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode == 0, done.stderr
    assert "next: cd cars && bandstand up --demo" in done.stdout


@pytest.mark.parametrize("tool", ["mypy", "ruff"])
def test_what_is_made_is_as_its_author_would_write_it(tmp_path: Path, tool: str) -> None:
    """Types and style: what an author is told first must not be of our lines."""
    make("cars", tmp_path)
    asked = {
        "mypy": ["--strict", "cars.py"],
        "ruff": ["check", "--line-length", "100", "--isolated"],
    }
    done = subprocess.run(
        [sys.executable, "-m", tool, *asked[tool]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_domain_of_a_folder_is_found_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody sets a variable in each terminal; whoever sets one means it."""
    make("cars", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert Settings.load({}).domain == "cars"
    assert Settings.load({"BANDSTAND_DOMAIN": "boats"}).domain == "boats"
    monkeypatch.chdir(ROOT)
    assert Settings.load({}).domain == "tribes"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tool.bandstand]\ndomain = 3", "is 3: give a name"),
        ("[tool.bandstand]\ndomain = ''", "is '': give a name"),
        ("[tool.bandstand", "end of document"),
        ("[tool]\nbandstand = 1", None),
        ("tool = 1", None),
        ("", None),
    ],
)
def test_a_project_that_says_it_wrong_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, told: str | None
) -> None:
    """One that says nothing of it is no fault: many folders have one."""
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    if told is None:
        assert Settings.load({}).domain == "tribes"
        return
    with pytest.raises(BadSetting) as refused:
        Settings.load({})
    assert str(refused.value).startswith("pyproject.toml: ")
    assert told in str(refused.value)
