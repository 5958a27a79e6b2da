"""The site that was built: what leads nowhere in it, and what would come from elsewhere.

python -m docs.making.built FOLDER
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

_FETCHED: Final = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "link": "href",
}
"""What a browser fetches by itself, and by which attribute."""

_STYLED = re.compile(rb"(?:url\(|@import)\s*[\"']?(https?:)?//")
_LEFT_ALONE: Final = ("canonical", "alternate")


class _Page(HTMLParser):
    """ids: of its elements. links: where it leads. fetched: what it fetches."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if "id" in told:
            self.ids.add(told["id"])
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        key = _FETCHED.get(tag, "")
        if key in told and told.get("rel") not in _LEFT_ALONE:
            self.fetched.append(told[key])


def faults(site: Path) -> Iterator[str]:
    """What is wrong with a site, one line each."""
    pages = {path: _Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    if not pages:
        yield f"{site}: there is no page"
    for path, page in pages.items():
        name = path.relative_to(site)
        for address in page.fetched:
            if urlsplit(address).netloc:
                yield f"{name}: {address} comes from elsewhere"
        if name.name == "404.html":  # Its addresses begin at the root of whatever serves it.
            continue
        for address in dict.fromkeys(page.links + page.fetched):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            to = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            to = to / "index.html" if to.is_dir() else to
            if not to.is_file():
                yield f"{name}: {address} is not there"
            elif parts.fragment and to in pages and unquote(parts.fragment) not in pages[to].ids:
                yield f"{name}: {address} has no such place"
    for path in sorted(site.rglob("*.css")):
        if _STYLED.search(path.read_bytes()):
            yield f"{path.relative_to(site)}: a style comes from elsewhere"


def main() -> None:
    """Say what is wrong, and fail if anything is."""
    found = list(faults(Path(sys.argv[1]).resolve()))
    sys.exit("\n".join(found) if found else 0)


if __name__ == "__main__":
    main()
