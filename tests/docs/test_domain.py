"""`docs/domain.md`, followed to the letter, from an empty folder to a board."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bandstand.testing.stacks import Stack, environment

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/domain.md").read_text(encoding="utf-8")
LINES_MAX = 25
"""So many an event takes with its record field, its list, its GraphQL field and its mutation."""


def _step(number: int) -> str:
    """The text of a step."""
    found = re.search(rf"## {number}\. .*?(?=\n## )", PAGE, re.DOTALL)
    assert found is not None
    return found[0]


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def _apply(text: str, folder: Path) -> int:
    """Apply every diff of a step to the file that was named last; how many lines it adds."""
    added, named = 0, "pinboard.py"
    for block in re.finditer(r"In `((?:test_)?pinboard\.py)`|```diff\n(.*?)```", text, re.DOTALL):
        named = block[1] or named
        if block[2] is None:
            continue
        lines = [line or " " for line in block[2].splitlines()]
        before = "".join(f"{line[1:]}\n" for line in lines if line[0] != "+")
        after = "".join(f"{line[1:]}\n" for line in lines if line[0] != "-")
        path = folder / named
        held = path.read_text(encoding="utf-8")
        assert held.count(before) == 1, f"{named} has {held.count(before)} places for:\n{before}"
        path.write_text(held.replace(before, after), encoding="utf-8")
        added += sum(line[0] == "+" for line in lines)
    return added


def _environment() -> dict[str, str]:
    scripts = str(Path(sys.executable).parent)
    own = environment()
    # What mypy knows of our packages and of Strawberry, for all new domains.
    kept = str(ROOT / ".mypy_cache" / "made")
    return {**own, "PATH": f"{scripts}:{own['PATH']}", "MYPY_CACHE_DIR": kept}


def _run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        shlex.split(command),
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


def _must(folder: Path, command: str) -> str:
    done = _run(folder, command)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.timeout(300)
def test_the_page_works_as_written(tmp_path: Path) -> None:
    """Whoever follows it has a working board at its end, and a folder that is tested."""
    install, *commands = _blocks(_step(1), "sh")[0].splitlines()
    assert install.startswith("pip install ")
    assert commands == ["bandstand new pinboard", "cd pinboard"]
    _must(tmp_path, commands[0])
    folder = tmp_path / "pinboard"

    *commands, last = _blocks(_step(1), "sh")[1].splitlines()
    for command in commands:
        _must(folder, command)
    assert last == "bandstand up"

    added = _apply(_step(2), folder)
    assert added <= LINES_MAX
    assert f"mutation: {added} lines, in one file" in _step(2)
    hello = {"type": "note_written", "actor": "ada", "note": "hello", "text": "Hello"}
    with Stack(folder, cwd=folder) as stack:
        published = stack.command("publish", "-", stdin=json.dumps(hello).encode())
        assert published.returncode == 0, published.stderr
        [query], [answer] = _blocks(_step(2), "graphql"), _blocks(_step(2), "json")
        assert _eventually(stack, query, json.loads(answer))

    _apply(_step(3), folder)
    for command in _blocks(_step(3), "sh")[0].splitlines():
        _must(folder, command)

    _apply(_step(5), folder)
    checked = _must(folder, "bandstand check")
    assert "note:" not in checked, checked
    _must(folder, "pytest")
    _must(folder, "mypy pinboard.py test_pinboard.py")
    with Stack(folder, cwd=folder) as stack:
        [query], [answer] = _blocks(_step(5), "graphql"), _blocks(_step(5), "json")
        assert _eventually(stack, query, json.loads(answer))


def _eventually(stack: Stack, query: str, wanted: Any) -> bool:
    """Ask until it answers as wanted: an event that was published is not there at once."""
    deadline = time.monotonic() + 20
    while (found := stack.ask(query, viewer="bob")) != wanted:
        assert time.monotonic() < deadline, found
        time.sleep(0.1)
    return True


@pytest.mark.timeout(300)
def test_what_the_page_says_of_slips_is_said(tmp_path: Path) -> None:
    """In the very words."""
    _must(tmp_path, "bandstand new pinboard")
    folder = tmp_path / "pinboard"
    _apply(_step(2), folder)
    right = (folder / "pinboard.py").read_text(encoding="utf-8")
    refused, remembers, null = _blocks(_step(4), "console")

    [slip] = _blocks(_step(4), "python")
    wrong = right.replace("            yield NoteRecord.popular.enter(by=self.saves.count)\n", slip)
    assert wrong != right
    (folder / "pinboard.py").write_text(wrong, encoding="utf-8")
    for command in ("up", "schema", "projector", "gateway"):
        done = _run(folder, f"bandstand {command}")
        assert (done.returncode, done.stdout) == (2, ""), command
        assert done.stderr == refused

    clock = "stamp_of(time.time_ns() // 1_000_000)"
    assert clock in _step(4)
    wrong = right.replace("event.actor, event.stamp),)", f"event.actor, {clock}),)")
    wrong = wrong.replace("import sys\n", "import sys, time\n")
    assert 'column("writing", "autor")' in _step(4)
    assert wrong.count('column("writing", "author"') == 1
    wrong = wrong.replace('column("writing", "author"', 'column("writing", "autor"')
    wrong = wrong.replace("\nText = ", "\nfrom crdt.stamps import stamp_of\nText = ")
    (folder / "pinboard.py").write_text(wrong, encoding="utf-8")
    done = _run(folder, "bandstand check --examples 30")
    assert done.returncode == 1
    said = re.sub(r"(WRONG) .*", r"\1", done.stdout)
    for found in (remembers, null):
        assert re.sub(r":\d+:", ":", found) in re.sub(r":\d+:", ":", said), done.stdout
