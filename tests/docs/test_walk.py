"""`docs/walk.md` names modules and what is in them; they are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/walk.md").read_text(encoding="utf-8")


def _named() -> list[tuple[str, str]]:
    """(module, name in it): a path in backticks, and the names in backticks that follow it."""
    found, module = [], ""
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    for quoted in re.findall(r"`([^`\n]+)`", prose):
        if re.fullmatch(r"[\w/]+\.(py|lua)", quoted):
            module = quoted
            found.append((module, ""))
        elif re.fullmatch(r"[A-Za-z]\w+", quoted):
            found.append((module, quoted))
    return found


def test_everything_that_the_walk_names_is_there() -> None:
    """A walk that leads past houses that were torn down teaches wrong things."""
    named = _named()
    assert len(named) > 25
    for module, name in named:
        text = (ROOT / module).read_text(encoding="utf-8")
        assert re.search(rf"(class|def|function) {name}\b", text) or not name, (module, name)


def test_the_walk_visits_every_package() -> None:
    """From the edge to the store and back, nothing is left out."""
    visited = {module.partition("/")[0] for module, _ in _named()}
    assert visited == {"crdt", "eventlog", "views", "projector", "gateway", "tribes"}
