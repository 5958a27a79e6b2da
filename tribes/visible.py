"""Visible: whether a person who looks at a text sees anything. Pure; imports nothing of ours.

What is not seen is decided by the properties of the Unicode standard, as ICU has them: white space,
controls, format characters, and what is ignored where it is not known (zero-width characters, soft
hyphens, variation selectors, tags, the fillers of Hangul). Some letters and signs are blank by
design, and no property says so: those are named here.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

import icu

BLANKS: Final = (
    "\u2800",  # BRAILLE PATTERN BLANK
    "\U00013441",  # EGYPTIAN HIEROGLYPH FULL BLANK
    "\U00013442",  # EGYPTIAN HIEROGLYPH HALF BLANK
    "\U00016fe4",  # KHITAN SMALL SCRIPT FILLER
    "\U0001d159",  # MUSICAL SYMBOL NULL NOTEHEAD
)


def _characters(pattern: str) -> str:
    """A set of ICU's as the inside of a class of Python's `re`."""
    found = icu.UnicodeSet(pattern)
    ranges = (
        (found.getRangeStart(at), found.getRangeEnd(at)) for at in range(found.getRangeCount())
    )
    return "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in ranges)


_IGNORABLE = _characters("[[:Default_Ignorable_Code_Point:][:Bidi_Control:]]")
_SPACE = _characters("[:White_Space:]")
_CONTROL = _characters("[[:Cc:][:Cf:][:Cs:]]")

space = re.compile(f"[{_SPACE}]").search
"""The first white space of a text."""

unseen = re.compile(f"[{_IGNORABLE}{_CONTROL}{''.join(BLANKS)}]").search
"""The first character of a text that nobody sees, white space apart."""

_no_size = re.compile(r"0[0.]*\s*(?:px|%)?").fullmatch

_LOOK: Final = 256
"""So many characters of HTML are looked at, at a time."""

_seen = re.compile(f"[^{_SPACE}{_IGNORABLE}{_CONTROL}{''.join(BLANKS)}]").search


def is_visible(text: str) -> bool:
    """Whether there is anything to be seen in a plain text."""
    return _seen(text) is not None


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
