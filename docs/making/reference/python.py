"""Python: what a domain's author imports, with its docstrings.

What that is, the domains themselves say: those that come along, the folder that `bandstand new`
makes, and the code on the pages.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from inspect import isclass, isfunction, ismodule
from pathlib import Path
from typing import Final

from bandstand import testing
from docs.making.pages import ROOT

_FOLDER: Final = "reference/python"
_PACKAGES: Final = {
    "crdt": "what merges",
    "eventlog": "events",
    "views": "records, places and projections",
    "gateway": "GraphQL",
    "search": "full text",
}
_SOURCES: Final = ("tribes/**/*.py", "examples/segments/*.py", "bandstand/making/template/*.txt")

_HEAD = """# Python

What the author of a domain imports: all that `tribes`, `examples/segments`, the folder that
`bandstand new` makes and these pages import. [A domain of your own](../../domain.md) says how it
goes together. All else is machinery, and may change.

| | |
|---|---|
"""


def imported() -> dict[str, set[str]]:
    """By module, the names that are imported from it, or that the page of domains has of it."""
    found: dict[str, set[str]] = {}
    texts = [path.read_text(encoding="utf-8") for one in _SOURCES for path in ROOT.glob(one)]
    for page in sorted((ROOT / "docs").glob("*.md")):
        blocks = re.findall(r"```(?:python|diff)\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        texts += [re.sub(r"^[+ ]", "", one, flags=re.MULTILINE) for one in blocks]
    for text in texts:
        for module, names in re.findall(r"^from ([\w.]+) import (\([^)]*\)|[^\n]+)", text, re.M):
            if module.partition(".")[0] in _PACKAGES:
                listed = re.findall(r"(\w+)(?: as \w+)?", re.sub(r"#.*", "", names))
                found.setdefault(module, set()).update(listed)
    said = (ROOT / "docs" / "domain.md").read_text(encoding="utf-8")
    for module in re.findall(r"`((?:crdt|views)(?:\.(?!py`)\w+)+)`", said):
        there = import_module(module)
        classes = {name for name in re.findall(r"`([A-Z]\w+)`", said) if hasattr(there, name)}
        found.setdefault(module, set()).update(classes)
    return found


def names() -> Iterator[tuple[str, str]]:
    """(module in which it is defined, name) of all that is imported, in the order of its modules.

    A name that only stands for another (an alias of a type, a constant) has no docstring of its
    own in Python: it is told where its module says something of it.
    """
    seen = set()
    for module, given in sorted(imported().items()):
        there = import_module(module)
        for name in sorted(given):
            one = getattr(there, name, None)
            if one is None or ismodule(one):
                continue
            defined = isclass(one) or isfunction(one)
            home = getattr(one, "__module__", module) if defined else module
            place = (home if home.partition(".")[0] in _PACKAGES else module, name)
            if place not in seen and _is_told(*place):
                seen.add(place)
                yield place


def _is_told(module: str, name: str) -> bool:
    """Whether a module defines a name and says something of it."""
    path = ROOT / Path(*module.split("."))
    file = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
    body = ast.parse(file.read_text(encoding="utf-8")).body
    for one, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(one, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if one.name == name:
                return ast.get_docstring(one) is not None
        elif isinstance(one, ast.Assign | ast.AnnAssign):
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            if any(isinstance(each, ast.Name) and each.id == name for each in targets):
                return isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    return False


def pages() -> dict[str, str]:
    """The pages: one for each package, and one for its tests."""
    found: dict[str, dict[str, list[str]]] = {package: {} for package in _PACKAGES}
    for module, name in names():
        found[module.partition(".")[0]].setdefault(module, []).append(name)
    rows = [f"| [`{one}`]({one}.md) | {what} |" for one, what in _PACKAGES.items()]
    rows.append("| [`bandstand.testing`](testing.md) | stories and stages for your tests |")
    made = {f"{_FOLDER}/index.md": _HEAD + "\n".join(rows) + "\n"}
    for package, modules in found.items():
        parts = [f"# {package}\n"]
        for module, inside in modules.items():
            parts.append(f"## {module}\n\n{_first_of(module)}\n")
            parts += [f"::: {module}.{name}\n" for name in inside]
        made[f"{_FOLDER}/{package}.md"] = "\n".join(parts)
    told = [f"::: {_home(name)}.{name}\n" for name in testing.__all__]
    head = f"# bandstand.testing\n\n{_first_of('bandstand.testing')}\n"
    made[f"{_FOLDER}/testing.md"] = "\n".join([head, *told])
    return made


def _home(name: str) -> str:
    return str(getattr(testing, name).__module__)


def _first_of(module: str) -> str:
    """What a module says of itself first."""
    return (import_module(module).__doc__ or "").partition("\n\n")[0].strip()
