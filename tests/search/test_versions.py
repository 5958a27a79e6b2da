"""Versions: the index is a view of its own, so no change to it replays another, nor the reverse."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tribes.searching import CORPUS

ROOT = Path(__file__).parents[2]
PACKAGES = ("crdt", "eventlog", "views", "search", "projector", "gateway", "tribes")
_SAY = """
import sys
from tribes.views import COMMUNITY
assert "search" not in {name.partition(".")[0] for name in sys.modules}, "community knows search"
from tribes.searching import CORPUS
print(COMMUNITY.version, CORPUS.version)
"""


def versions(root: Path) -> tuple[str, str]:
    """The versions of `community` and of the index, as code in a folder gives them."""
    done = subprocess.run(
        [sys.executable, "-c", _SAY], cwd=root, capture_output=True, text=True, check=True
    )
    community, index = done.stdout.split()
    return community, index


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages in a folder where they can be changed."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    return tmp_path


def change(path: Path, old: str = "", new: str = "_changed = 1\n") -> None:
    """Change what a module says: by default, that it has a name more."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")


def test_search_can_change_and_community_stays(copy: Path) -> None:
    """What it is filled by, what is declared of it, and the searching itself."""
    community, index = versions(copy)
    changes = [("tribes/searching.py", "Text(Article.title, 8)", "Text(Article.title, 9)")]
    *_, last = sorted(copy.glob("search/*.py"))  # It names no module: each is one of all.
    changes += [(f"search/{name}", "", "_changed = 1\n") for name in ("folding.py", last.name)]
    seen = {index}
    for module, old, new in changes:
        change(copy / module, old, new)
        now, changed = versions(copy)
        assert now == community, module
        assert changed not in seen, module
        seen.add(changed)


def test_community_is_there_without_search(copy: Path) -> None:
    """It has the same version where search was never added: adding it replays nothing."""
    community, _ = versions(copy)
    shutil.rmtree(copy / "search")
    (copy / "tribes" / "searching.py").unlink()
    say = "from tribes.views import COMMUNITY; print(COMMUNITY.version)"
    done = subprocess.run(
        [sys.executable, "-c", say], cwd=copy, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [community]


def test_community_can_change_and_search_stays(copy: Path) -> None:
    """A new derivation replays the views, and leaves the index as it is."""
    community, index = versions(copy)
    for module, old, new in (
        ("tribes/ranking.py", "// 45", "// 46"),
        ("tribes/records.py", "deeds = ElementSet()", "deeds = DistinctCount()"),
        ("tribes/projections.py", '"FOLLOWED"', '"FOLLOWED_BY"'),
    ):
        change(copy / module, old, new)
        now, same = versions(copy)
        assert same == index
        assert now != community


def test_a_comment_replays_nothing(copy: Path) -> None:
    """Whoever explains their code better must not pay for it with a replay of everything."""
    before = versions(copy)
    for path in [*copy.glob("tribes/*.py"), *copy.glob("crdt/*.py"), *copy.glob("views/*.py")]:
        change(path, "", "\n# A comment.\n")
    for path in [*copy.glob("tribes/*.lua"), *copy.glob("views/lua/*.lua")]:
        change(path, "", "\n-- A comment.\n")
    assert versions(copy) == before


def test_another_unicode_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was folded by other tables would not be found by these, nor taken out."""
    now = CORPUS.version
    assert replace(CORPUS).version == now
    monkeypatch.setattr("search.corpus.UNICODE", "17.0.0 of the future")
    assert replace(CORPUS).version != now
