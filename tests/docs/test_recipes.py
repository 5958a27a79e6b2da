"""`docs/recipes.md`: its snippets are code that runs, and what it says where to find is there."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
DOMAIN = (ROOT / "docs/domain.md").read_text(encoding="utf-8")
FOLDERS = ("examples/segments", "tribes")


def test_every_snippet_stands_in_a_domain_that_runs() -> None:
    """A snippet that nobody runs is wrong soon."""
    code = [
        path.read_text(encoding="utf-8")
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]
    snippets = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(snippets) > 15
    for snippet in snippets:
        found = any(f"\n{snippet}" in text for text in code)
        assert found, f"no file of {FOLDERS} has this:\n{snippet}"


def test_every_name_is_in_the_module_that_is_said() -> None:
    """A table of imports is copied from."""
    table = PAGE.partition("## Where they come from")[2]
    rows = re.findall(r"^\| (`.*?) \| (.*) \|$", table, re.MULTILINE)
    assert len(rows) > 8
    for modules, names in rows:
        groups, homes = names.split(";"), re.findall(r"`(.+?)`", modules)
        homes = [one for one in homes if "." in one]
        assert len(groups) == len(homes), modules
        for home, group in zip(homes, groups, strict=True):
            for name in re.findall(r"`(.+?)`", group):
                assert hasattr(import_module(home), name), f"{home} has no {name}"


def test_every_field_of_a_record_is_in_the_module_that_is_said() -> None:
    """Of the table in `docs/domain.md`."""
    table = DOMAIN.partition("## What there is")[2].partition("Where records stand")[0]
    rows = re.findall(
        r"^\| (`[A-Z].*?) \| `(crdt\..+?)`(?:, `(crdt\..+?)`)? \|", table, re.MULTILINE
    )
    assert len(rows) == 9
    for fields, *homes in rows:
        names = re.findall(r"`(.+?)`", fields)
        given = [one for one in homes if one]
        for name, home in zip(names, given if len(given) > 1 else given * len(names), strict=True):
            assert hasattr(import_module(home), name), f"{home} has no {name}"
