"""Prose: texts made to fit, cut where it hurts least. Pure; imports nothing of ours."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

EXCERPT_LENGTH: Final = 200
HANDLE_LENGTH: Final = 40
_MARKUP_LENGTH: Final = 4_000
"""The markup that an excerpt looks at, at most."""

_VOID: Final = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)
_tags = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_block_tags = re.compile(
    r"</?(?:blockquote|br|dd|div|dl|dt|h[1-6]|hr|img|li|ol|p|pre|table|td|th|tr|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_any_tags = re.compile(r"<[^<>]*>")
_entity = re.compile(r"&#?\w{1,31};")
_not_letters = re.compile(r"[\W_]+")


def cut_text(text: str, length_max: int) -> str:
    """A plain text on one line, at most so long; what is cut off shows as `…`."""
    line = " ".join(text.split())
    if len(line) <= length_max:
        return line
    word_end = line.rfind(" ", 0, length_max)
    kept = line[: word_end if word_end > length_max // 2 else length_max - 1]
    return kept.rstrip() + "…"


def cut_html(markup: str, length_max: int) -> str:
    """HTML of at most so many characters: no tag or entity cut through, open elements closed.

    It keeps sane HTML sane and does not make hostile HTML safe: cut first, then sanitise.
    """
    if len(markup) <= length_max:
        return markup
    room = length_max - 1
    while room > 0:
        kept = markup[: _whole_end(markup, room)].rstrip() + "…"
        kept += "".join(f"</{name}>" for name in reversed(_left_open(kept)))
        if len(kept) <= length_max:
            return kept
        room -= len(kept) - length_max
    return ""


def lengths_to_try(length: int) -> Iterator[int]:
    """All of a text first, then three quarters again and again, at last nothing of it."""
    room = length
    while room > 100:
        yield room
        room = room * 3 // 4
    yield room
    if room:
        yield 0


def excerpt_of(markup: str) -> str:
    """The first words of HTML, as plain text of at most `EXCERPT_LENGTH` characters."""
    if len(markup) > _MARKUP_LENGTH:
        markup = markup[: _whole_end(markup, _MARKUP_LENGTH)]
    text = _any_tags.sub("", _block_tags.sub(" ", markup))
    return cut_text(html.unescape(text), EXCERPT_LENGTH)


def handle_of(name: str, number: int) -> str:
    """A handle of letters, digits and `-`, unique by the number: `mad-max-7`, or `user-7`."""
    letters = _not_letters.sub("-", normalize("NFC", name).lower())
    words = letters.strip("-")[:HANDLE_LENGTH].rstrip("-")
    return f"{words or 'user'}-{number}"


def _whole_end(markup: str, end: int) -> int:
    """The last place up to `end` that lies in no tag and no entity."""
    tag = markup.rfind("<", 0, end)
    if tag > markup.rfind(">", 0, end):
        return tag
    entity = markup.rfind("&", max(0, end - 32), end)
    if entity >= 0 and (whole := _entity.match(markup, entity)) and whole.end() > end:
        return entity
    return end


def _left_open(markup: str) -> list[str]:
    names: list[str] = []
    for closing, tag in _tags.findall(markup):
        name = tag.lower()
        if not closing and name not in _VOID:
            names.append(name)
        elif closing and names and names[-1] == name:
            names.pop()
    return names
