"""Visible: whether a person who looks at a plain text sees anything. Pure; imports nothing of ours.

What is not seen is decided by the properties of the Unicode standard, as ICU has them: white space,
controls, format characters, and what is ignored where it is not known (zero-width characters, soft
hyphens, variation selectors, tags, the fillers of Hangul). Some letters and signs are blank by
design, and no property says so: those are named here.
"""

from __future__ import annotations

import re
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

_seen = re.compile(f"[^{_SPACE}{_IGNORABLE}{_CONTROL}{''.join(BLANKS)}]").search


def is_visible(text: str) -> bool:
    """Whether there is anything to be seen in a plain text."""
    return _seen(text) is not None


_turns = re.compile("[\u202a-\u202e\u2066-\u2069]").search
_EMBEDDINGS: Final = "\u202a\u202b"
_OVERRIDES: Final = "\u202d\u202e"
_ISOLATES: Final = "\u2066\u2067\u2068"
_POP_EMBEDDING: Final = "\u202c"
_POP_ISOLATE: Final = "\u2069"


CONTROLS: Final = dict.fromkeys(
    one for one in (*range(0x20), *range(0x7F, 0xA0)) if chr(one) not in "\0\t\n\r"
)
"""What tells a terminal or a printer something, and a reader nothing. A NUL is refused."""


def settled(text: str) -> str:
    """A line that does nothing to what stands around it: without control characters, but for tabs
    and ends of lines; without overrides of the direction, and without embeddings and isolates that
    nothing closes, or that close nothing.

    Source: UAX 9, Unicode Bidirectional Algorithm, sections 2.1 to 2.5.
    """
    text = text.translate(CONTROLS)
    if not _turns(text):
        return text
    open_: list[int] = []
    kept = dict.fromkeys(range(len(text)), True)
    for at, one in enumerate(text):
        if one in _EMBEDDINGS + _OVERRIDES + _ISOLATES:
            open_.append(at)
            kept[at] = False  # Until it is closed.
        elif one == _POP_EMBEDDING:
            begun = open_[-1] if open_ and text[open_[-1]] not in _ISOLATES else None
            kept[at] = begun is not None and text[begun] in _EMBEDDINGS
            if begun is not None:
                kept[open_.pop()] = kept[at]
        elif one == _POP_ISOLATE:
            while open_ and text[open_[-1]] not in _ISOLATES:
                open_.pop()
            kept[at] = bool(open_)
            if open_:
                kept[open_.pop()] = True
    return "".join(one for at, one in enumerate(text) if kept[at])


def printable(text: str) -> str:
    """A text in one line that does nothing to a terminal: somebody else chose its characters, and
    it could look like a line of ours.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
