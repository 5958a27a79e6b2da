"""The pages that people write, as the site has them: their links, and Markdown of one kind.

They are written for the repository, where a link may lead to any file. In the site it leads to a
page or a picture of it, or it is no link.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]

ELSEWHERE: Final = {
    "README.md": "index.md",
    "CHANGELOG.md": "changes.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "reporting.md",
    "examples/web/README.md": "examples/web.md",
    "examples/segments/README.md": "examples/segments.md",
    "examples/federation/README.md": "examples/federation.md",
}
"""Pages that do not lie in docs/: by their place in the repository, their place in the site."""

MADE: Final = {
    "schema.graphql": "reference/graphql/queries.md",
    "tribes/events/__init__.py": "reference/events.md",
    "bandstand/settings/__init__.py": "reference/settings.md",
    "bandstand/cli/commands.py": "reference/commands.md",
}
"""Files for which a page stands that is made from them."""

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]+)\)")
_ITEM = re.compile(r"(?:[*+-]|\d+\.) +(?=\S)")
_FENCE = re.compile(r" *(```+|~~~+)")


def written() -> dict[str, Path]:
    """Every page that people write, by its place in the site."""
    found = {_place(path): path for path in sorted((ROOT / "docs").rglob("*.md"))}
    return {page: ROOT / name for name, page in ELSEWHERE.items()} | found


def pictures() -> dict[str, Path]:
    """Every picture of docs/, by its place in the site."""
    paths = [path for end in ("png", "svg") for path in sorted((ROOT / "docs").rglob(f"*.{end}"))]
    return {path.relative_to(ROOT / "docs").as_posix(): path for path in paths}


def _place(path: Path) -> str:
    name = path.relative_to(ROOT / "docs").as_posix()
    return re.sub(r"(^|/)README\.md$", r"\1index.md", name)


def shown(page: str, path: Path) -> str:
    """The text of a page, with links that lead somewhere in the site."""
    places = {file.relative_to(ROOT).as_posix(): place for place, file in written().items()}
    places |= {file.relative_to(ROOT).as_posix(): place for place, file in pictures().items()}
    folder = path.parent.relative_to(ROOT).as_posix()

    def led(found: re.Match[str]) -> str:
        mark, text, target = found.groups()
        if re.match(r"[a-z]+:|#", target):
            return found[0]
        name, hash_, anchor = target.partition("#")
        file = posixpath.normpath(posixpath.join(folder, name))
        place = (places | MADE).get(file)
        if place is None:
            return text if (ROOT / file).exists() else found[0]
        near = posixpath.relpath(place, posixpath.dirname(page) or ".")
        return f"{mark}[{text}]({near}{hash_}{anchor})"

    text = path.read_text(encoding="utf-8")
    return _in_prose("\n".join(_of_one_kind(text.splitlines())) + "\n", led)


def _in_prose(text: str, led: Callable[[re.Match[str]], str]) -> str:
    """The text with its links led on; what is code stays as it is."""
    parts = re.split(r"(^ *```.*?^ *```[^\n]*$)", text, flags=re.DOTALL | re.MULTILINE)
    return "".join(
        part if part.lstrip().startswith("```") else _LINK.sub(led, part) for part in parts
    )


def _of_one_kind(lines: list[str]) -> Iterator[str]:
    """Markdown of repositories as that of the site's builder, which wants an empty line before
    lists and tables, and four spaces before what belongs to an item.
    """
    width, before, fenced, is_loose = 0, "", "", False
    for line in lines:
        item, fence = _ITEM.match(line), _FENCE.match(line)
        if not fenced:
            if re.fullmatch(r"<!--.*-->", line):
                yield ""
                before = ""
                continue
            if item:
                if before.strip() and (is_loose or not width):
                    yield ""
                width, is_loose = item.end(), False
            elif line.strip() and not line.startswith(" " * 2) and (fence or not before.strip()):
                width = 0
            is_loose |= not line.strip()
            if line.startswith("|") and before.strip() and not before.startswith("|"):
                yield ""
        if fence:
            fenced = "" if fenced == fence[1] else (fenced or fence[1])
        yield _indented(line, width) if width and not item else line
        before = line


def _indented(line: str, width: int) -> str:
    return " " * 4 + line[width:] if line.startswith(" " * width) else line
