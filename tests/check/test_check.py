"""`bandstand check`: what it says of a domain with one mistake in it, and of one without any."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bandstand.check import checking
from bandstand.testing.stacks import run
from tests.check.cases import CASES, DOMAIN, MORE, MORE_NAMES, Case

_numbers = itertools.count()


@pytest.fixture
def name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a domain of one file, in the folder that is current."""
    # What was read of a module is kept by its name, so each has its own.
    made = f"cars_{next(_numbers)}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    yield made
    sys.modules.pop(made, None)


def _check(name: str, old: str = "", new: str = "") -> tuple[bool, list[str]]:
    """Check the domain with something replaced; whether all is well, and what is said."""
    assert old in DOMAIN
    text = DOMAIN.replace(old, new, 1) if old else DOMAIN
    if any(word in new for word in MORE_NAMES):
        text = text.replace("\n\nclass Car(", f"{MORE}\n\nclass Car(", 1)
    if "odd = " in new:
        text = text.replace(
            'set(event.car, event.stamp, {"year": event.year}),',
            'set(event.car, event.stamp, {"year": event.year}),\n'
            "        Car.odd.set(event.car, event.year),",
        )
    Path(f"{name}.py").write_text(text.lstrip(), encoding="utf-8")
    lines: list[str] = []
    return checking.check(name, 8, 0, lines.append), lines


def test_a_domain_without_a_mistake_is_well(name: str) -> None:
    """A line for each part, and nothing that an author could not mend."""
    well, lines = _check(name)
    assert well
    parts = ["declarations", "laws", "delivery", "derivations", "columns", "schema", "compiled"]
    assert lines[0] == f"domain {name} ({name}.py)"
    assert [line.split()[:2] for line in lines[1:]] == [[part, "ok"] for part in parts]
    assert "1 view, 1 record, 1 derivation, 2 events" in lines[1]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_mistake_is_said_with_its_place_and_the_smallest_history(name: str, case: Case) -> None:
    """One clear line and the way out, no trace of ours; and what is legal does not fail."""
    well, lines = _check(name, case.old, case.new)
    said = "\n".join(lines)
    assert well is not case.is_wrong, said
    assert re.search(case.says.replace("DOMAIN", name), said), said
    verdicts = {line.split()[0]: line.split()[1] for line in lines[1:] if line[:1] != " "}
    if case.is_wrong:
        assert verdicts[case.part] == "WRONG", said
    else:
        assert set(verdicts.values()) == {"ok"}, said
    assert "Traceback" not in said
    assert "/site-packages/" not in said
    for line in case.history:
        assert f"    {line}" in [one[4:] for one in lines], said


def test_the_same_seed_shows_the_same(name: str) -> None:
    """A failure in CI is looked at where its author sits."""
    case = CASES["a twin that says another"]
    _, first = _check(name, case.old, case.new)
    _, again = _check(name, case.old, case.new)
    without_times = [re.sub(r"[0-9.]+ s ", "", line) for line in first]
    assert without_times == [re.sub(r"[0-9.]+ s ", "", line) for line in again]


def test_check_says_what_it_needs() -> None:
    """Who installed the servers alone is told the rest, and no trace of ours."""
    code = (
        "import sys; sys.modules['hypothesis'] = None; from bandstand.cli.commands import main; "
        "main(['check'])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert 'pip install "bandstand[embedded,testing]"' in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_command_ends_with_what_it_found(name: str) -> None:
    """What CI looks at is the exit code."""
    path = Path(f"{name}.py")
    for text, code in ((DOMAIN, 0), (DOMAIN.replace("ElementSet()", "ElementSets()"), 1)):
        path.write_text(text, encoding="utf-8")
        done = run("check", name, "--examples", "2", "--seed", "3", cwd=Path.cwd())
        assert done.returncode == code, done.stdout + done.stderr
    for args, told in ((("--examples", "0"), "expected 1 to"), ((f"{name}.py",), "give the name")):
        done = run("check", *args, cwd=Path.cwd())
        assert done.returncode == 2
        assert told in done.stderr
