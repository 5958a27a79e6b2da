"""A domain that is declared wrong: refused where it starts, with file and line, in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bandstand.domain import Domain
from bandstand.errors import BadSetting
from tests.bandstand.wrong_domains import WRONG, Wrong, write
from tests.bandstand.wrong_schemas import WRONG_SCHEMAS

ROOT = Path(__file__).resolve().parents[2]
ALL = WRONG | WRONG_SCHEMAS


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to start in; what was loaded from it is forgotten."""

    def forget() -> None:
        for name in [one for one in sys.modules if one.partition(".")[0] == "lot"]:
            del sys.modules[name]

    forget()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    yield tmp_path
    forget()


def test_the_domain_is_right_before_it_is_made_wrong(place: Path) -> None:
    """Else a test below would pass by another fault."""
    write(place)
    domain = Domain("lot")
    domain.check()
    assert list(domain.codec.types) == ["car_named", "car_sold"]


@pytest.mark.parametrize("wrong", ALL.values(), ids=ALL)
def test_what_is_wrong_is_said_in_one_line_with_its_place(place: Path, wrong: Wrong) -> None:
    """An empty list and `current` is what most of these answered with."""
    write(place, wrong)
    with pytest.raises(BadSetting) as refused:
        Domain("lot").check()
    said = str(refused.value)
    assert said.startswith(f"BANDSTAND_DOMAIN='lot': {wrong[3]}{': ' if wrong[3] else ''}"), said
    assert wrong[4] in said
    assert "\n" not in said


def test_an_event_may_be_for_no_view(place: Path) -> None:
    """What is only published for others says so."""
    write(place, WRONG["an event without a projection"])
    events = place / "lot" / "events.py"
    text = events.read_text(encoding="utf-8")
    said = text.replace(
        'CarSold(Event, entity="car")', 'CarSold(Event, entity="car", projected=False)'
    )
    events.write_text(said, encoding="utf-8")
    Domain("lot").check()


def _up(folder: Path) -> subprocess.CompletedProcess[str]:
    """A stack of the domain in a folder, which ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "bandstand", "up", "--port", "0"],
        check=False,
        cwd=folder,
        env={**os.environ, "BANDSTAND_DOMAIN": "lot", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_stack_of_a_wrong_domain_does_not_start(tmp_path: Path) -> None:
    """Its processes were started again for ever, each with a trace in a file that nobody reads."""
    write(tmp_path, WRONG["a name that is not there"])
    done = _up(tmp_path)
    assert done.returncode == BadSetting.exit_code
    assert done.stderr.count("\n") == 1
    assert "lot/records.py:6: NameError" in done.stderr
    assert not (tmp_path / ".bandstand").exists()


def test_two_domains_in_one_process_keep_their_events_apart(place: Path) -> None:
    """A registry of all that was ever defined would let one's events into the other's logs."""
    write(place)
    assert Domain("lot").codec.types.keys() & Domain("tribes").codec.types.keys() == set()


def test_a_stack_whose_lua_is_none_ends(tmp_path: Path) -> None:
    """What the store does not compile it does not compile the next time; it was tried for ever."""
    by_hand = '@derived(lua="enter(", places=(Car.wheels,))'
    write(tmp_path, ("records.py", "    @derived\n", f"    {by_hand}\n", "", ""))
    done = _up(tmp_path)
    assert done.returncode == BadSetting.exit_code
    said = "the Lua in the derivation of wheel records cannot be compiled: "
    assert said in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
