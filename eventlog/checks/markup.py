"""Markup: whether a person who looks at HTML sees anything, and whether it is too deep. Pure.

What of a plain text is seen, `eventlog.checks.visible` says.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from eventlog.checks.visible import is_visible

_no_size = re.compile(r"0[0.]*\s*(?:px|%)?").fullmatch

_LOOK: Final = 256
"""So many characters of HTML are looked at, at a time."""


DEPTH_MAX: Final = 100
"""So many elements may stand in each other: whoever reads HTML looks through all that are open, at
every element that begins."""

_tags = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)").finditer
_VOID: Final = "area base br col embed hr img input link meta param source track wbr"
_ENDED: Final = "p li dt dd tr td th tbody thead tfoot option"
_CLOSE_THEMSELVES: Final = frozenset(f"{_VOID} {_ENDED}".split())
"""Elements that have no end, or that the next of them ends."""


def is_too_deep(html: str) -> bool:
    """Whether more than `DEPTH_MAX` elements may be open at once in HTML that nobody looked at yet:
    what was begun and not ended, by name. An end of what was not begun ends nothing.
    """
    opened, depth = dict[str, int](), 0
    for tag in _tags(html):
        end, name = tag[1], tag[2].lower()
        if name in _CLOSE_THEMSELVES:
            continue
        count = opened.get(name, 0)
        if not end:
            opened[name], depth = count + 1, depth + 1
            if depth > DEPTH_MAX:
                return True
        elif count:
            opened[name], depth = count - 1, depth - 1
    return False


def is_visible_html(clean: str) -> bool:
    """Whether there is anything to be seen in HTML that was sanitised: text, a picture or a line.

    The bullets of empty lists and the borders of empty tables are not counted.
    """
    if "<" not in clean and "&" not in clean:
        return is_visible(clean)
    looker = _Looker()
    # The parser is slow, and the first words are mostly enough.
    for start in range(0, len(clean), _LOOK):
        looker.feed(clean[start : start + _LOOK])
        if looker.found:
            return True
    looker.close()
    return looker.found


class _Looker(HTMLParser):
    """Looks for what is shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = False
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        empty = any(_no_size(given.get(side, "")) for side in ("width", "height"))
        if tag == "hr" or (tag == "img" and given.get("src") and not empty):
            self.found = True
        # What browsers that know ruby leave out.
        self._hidden += tag == "rp"

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "rp"

    def handle_data(self, data: str) -> None:
        self.found = self.found or (not self._hidden and is_visible(data))
