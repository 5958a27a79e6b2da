"""All files that the site is built from, and their writing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from docs.making import pages
from docs.making.navigation import OVERVIEWS, as_toml, overview, placed
from docs.making.reference import commands, events, graphql, metrics, python, settings

_HERE: Final = Path(__file__).parent


def texts() -> dict[str, str]:
    """Every page, by its place in the site."""
    found = {page: pages.shown(page, path) for page, path in pages.written().items()}
    for made in (graphql, events, settings, commands, metrics, python):
        found |= made.pages()
    return found | {page: overview(page, found) for page in OVERVIEWS}


def configuration(there: dict[str, str]) -> str:
    """What the builder is told: what stands in `site.toml`, and where each page stands."""
    text = (_HERE / "site.toml").read_text(encoding="utf-8")
    listed = sorted(one for one in there if one.startswith("decisions/0"))
    nav = f"nav = {as_toml(placed(there, listed))}\n"
    return text.replace("\n[project.theme]\n", f"{nav}\n[project.theme]\n", 1)


def write(folder: Path) -> None:
    """Write everything anew into a folder: pages, pictures, and what the builder is told."""
    place = folder / "docs"
    shutil.rmtree(place, ignore_errors=True)
    found = texts()
    for page, text in found.items():
        path = place / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, path in pages.pictures().items():
        shutil.copyfile(path, place / name)
    shutil.copyfile(_HERE / "site.css", place / "site.css")
    (folder / "zensical.toml").write_text(configuration(found), encoding="utf-8")
