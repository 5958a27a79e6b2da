"""A new domain's folder: which names it may have, and what is written into it."""

from __future__ import annotations

import keyword
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from bandstand.errors import BadSetting, Failure

_TEMPLATE: Final = Path(__file__).parent / "template"
_NAME: Final = "{{name}}"

_FILES: Final = {
    "domain.py.txt": "{{name}}.py",
    "test.py.txt": "test_{{name}}.py",
    "pyproject.toml.txt": "pyproject.toml",
    "README.md.txt": "README.md",
    "gitignore.txt": ".gitignore",
}
"""What is written, by its template."""

_TAKEN: Final = frozenset({"conftest", "test", "tests"})
"""Names that pytest gives a meaning."""


def make(name: str, folder: Path) -> list[Path]:
    """Write a new domain; the files, in the order in which one reads them.

    Raises:
        BadSetting: the name is none for a domain.
        Failure: the folder holds something, or cannot be written.
    """
    check_name(name)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Failure(f"{folder} exists and is not empty: choose another folder with --at")
        folder.mkdir(parents=True, exist_ok=True)
        made = []
        for template, called in _FILES.items():
            text = (_TEMPLATE / template).read_text(encoding="utf-8")
            path = folder / called.replace(_NAME, name)
            path.write_text(text.replace(_NAME, name), encoding="utf-8")
            made.append(path)
    except OSError as error:
        raise Failure(f"{folder} cannot be written: {error.strerror}") from None
    return made


def check_name(name: str) -> None:
    """Look whether a domain may have a name.

    Raises:
        BadSetting: it may not.
    """
    if not (name.isidentifier() and name.isascii()) or name != name.lower() or name[0] == "_":
        raise BadSetting(
            f"NAME {name!r}: a domain is a Python module: give lower-case letters, digits and _, "
            "starting with a letter"
        )
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        raise BadSetting(f"NAME {name!r} is a keyword of Python: choose another")
    if name in _TAKEN or name.startswith("test_"):
        raise BadSetting(f"NAME {name!r}: pytest would take it for tests: choose another")
    if where := _module(name):
        raise BadSetting(
            f"NAME {name!r} is already the name of a module ({where}), and one would hide the "
            "other: choose another"
        )


def _module(name: str) -> str:
    """Where a module of that name is, if there is one. A folder without code is none."""
    if name in sys.stdlib_module_names:
        return "of Python"
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return ""
    return (spec.origin or "") if spec else ""
