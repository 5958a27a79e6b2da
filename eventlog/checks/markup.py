"""Markup: whether a person who looks at HTML sees anything. Pure.

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
