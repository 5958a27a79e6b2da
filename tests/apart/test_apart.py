"""The machinery without the domain: it is somebody else's product, too."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MACHINERY = ("crdt", "secrecy", "eventlog", "views", "search", "projector", "gateway", "bandstand")

WITHOUT = """
import importlib, pkgutil, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "tribes":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
for package in sys.argv[1:]:
    found = importlib.import_module(package)
    for module in pkgutil.walk_packages(found.__path__, f"{package}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
assert not any(name.partition(".")[0] == "tribes" for name in sys.modules)
"""


def test_every_module_of_the_machinery_is_imported_without_the_domain() -> None:
    """Five commands died of one import, in a domain that never had an importer."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *MACHINERY],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


REFUSED = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "tribes":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
"""
"""What every Python that is started here runs first."""


@pytest.mark.timeout(600)
def test_the_second_domain_passes_its_tests_where_the_first_cannot_be_imported(
    tmp_path: Path,
) -> None:
    """Two regions with two replicas and four shards each, a kill, `verify`, `explain`, search,
    subscriptions and all commands: in every process, nothing asks for the community.
    """
    (tmp_path / "sitecustomize.py").write_text(REFUSED, encoding="utf-8")
    variables = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}

    def python(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *args],
            cwd=ROOT,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=580,
        )

    assert "No module named 'tribes'" in python("-c", "import tribes").stderr
    done = python(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/segments"
    )
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-3_000:]


@pytest.mark.parametrize("package", MACHINERY)
def test_no_code_of_the_machinery_has_a_word_of_the_domain(package: str) -> None:
    """A rule that names an article holds for one domain alone. Docstrings may give examples."""
    words = re.compile(r"\b(articles?|tribes?|bump(s|ed)?|slugs?|handles?)\b", re.IGNORECASE)
    allowed = {  # How a domain is named when nobody names one, and an element of HTML.
        "bandstand/settings/process.py": '"BANDSTAND_DOMAIN", "tribes"',
        "gateway/writing/tags.py": '"article aside blockquote ',
    }
    found = []
    for path in sorted((ROOT / package).rglob("*")):
        if path.suffix not in (".py", ".lua"):
            continue
        name, text = str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        for code in _code(text, path.suffix):
            if words.search(code) and allowed.get(name, "\0") not in code:
                found.append(f"{name}: {code.strip()}")
    assert not found


def _code(text: str, suffix: str) -> list[str]:
    """The lines that are no comments and stand in no docstring."""
    if suffix == ".lua":
        return [line.partition("--")[0] for line in text.splitlines()]
    bare = re.sub(r'(?ms)^\s*(@\S+\(.*?\)\n)?\s*r?""".*?"""', "", text)
    return [line.partition("  #")[0] for line in bare.splitlines() if line.strip()[:1] != "#"]
