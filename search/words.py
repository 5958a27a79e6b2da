"""Words: what a user's text asks for, and the plain text of HTML.

A query is words that must all occur; the last may go on, so that one can search while typing. There
is no other syntax: a text that looks like one is words, too.
"""

from __future__ import annotations

import html
import re
from typing import Final

from search.errors import BadQuery
from search.folding import words

QUERY_LENGTH_MAX: Final = 200
WORDS_MAX: Final = 16
PREFIX_LENGTH_MIN: Final = 2
"""From so many characters on, the last word stands for all that start with it."""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a query, folded as documents are: runs of letters, digits and the marks on them.
    Of a word in a script without spaces its terms, with a space between: they follow each other.

    Raises:
        BadQuery: there is none, or the text is too long.
    """
    if len(text) > QUERY_LENGTH_MAX:
        raise BadQuery(f"{len(text):,} characters; at most {QUERY_LENGTH_MAX:,} are searched for")
    found = tuple(words(text))
    if not found:
        raise BadQuery(f"{text[:40]!r} has no letter and no digit to search for")
    if len(found) > WORDS_MAX:
        raise BadQuery(f"{len(found):,} words; at most {WORDS_MAX:,} are searched for")
    return found


_TAG = re.compile(r"<(?:/?([a-zA-Z][a-zA-Z0-9]*+)|!)[^<>]*+>")
# fmt: off
_WITHIN_WORDS = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "u", "wbr",
))
# fmt: on


def plain(markup: str) -> str:
    """The text of HTML. A tag parts two words, unless it is one of those that stand within words.

    SUBTLE: this is for finding words alone, and makes nothing safe to show. It takes time in
    proportion to the length, whatever the text; a parser may not.
    """
    text = _TAG.sub(lambda tag: "" if (tag[1] or "").lower() in _WITHIN_WORDS else " ", markup)
    return html.unescape(text)
