"""Folding: one form for all the ways in which a word is written, for documents and queries alike.

A text is folded character by character, by Unicode's tables (those of the Python that runs):

* what can be written in one character or in several is one (NFC), and what is another width, a
  ligature or a superscript is what it stands for (NFKD);
* there is one case (full case folding), and digits of all scripts are 0 to 9;
* marks are taken off where they are accents or points (`_MARKED`), and stay where they are letters;
* what does not show (soft hyphens, zero-width characters) is left out before words are cut;
* what is no letter, number or mark parts two words, and in a script that writes no spaces every
  character is a term of its own.

Source: The Unicode Standard, sections 3.11, 3.13 and 5.21; UAX 44; UTS 10.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from unicodedata import category, normalize

import regex

UNICODE: Final = f"{unicodedata.unidata_version} {regex.__version__}"
"""What the tables are of: another one may fold another way."""

CUT: Final = "\x1f"
"""Stands between the terms of one word."""

_MARKED: Final = (
    *("Common", "Inherited", "Latin", "Greek", "Cyrillic", "Coptic", "Ethiopic"),
    *("Arabic", "Hebrew", "Syriac", "Samaritan"),
)
"""Scripts whose marks are accents or points, which readers leave out and put in as they like. In
all others, as in those of India, a mark is a vowel, and without it a word is another.
"""

_SPACELESS: Final = ("Han", "Hiragana", "Katakana")
"""Scripts that write no spaces, besides those of South East Asia, for which there is a property."""

_LETTERS: Final = {
    # Letters that Unicode's collation has as variants of others, though they decompose into
    # nothing. A dotless i is one, because its capital is I.
    **{"æ": "ae", "œ": "oe", "ð": "d", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o"},
    **{"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "ٱ": "ا"},
    # One letter in newer texts is two and a joiner in older ones.
    **{"ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്", "ৎ": "ত্"},
}
_UNLIKE: Final = {"й": "й", "Й": "й"}
"""What is another letter for all who write it, though it decomposes into a letter and an accent."""


def _any(*properties: str) -> regex.Pattern[str]:
    return regex.compile("[" + "".join(rf"\p{{{one}}}" for one in properties) + "]")


_hidden = regex.compile(r"[\p{Default_Ignorable_Code_Point}\u0640]").match
"""What does not show, and the stroke that makes Arabic words longer."""
_marked = _any(*(f"Script={name}" for name in _MARKED)).match
_spaceless = _any(*(f"scx={name}" for name in _SPACELESS), "Line_Break=Complex_Context").match
# The voiced sounds of kana are other sounds.
_SOUNDS: Final = ("\u3099", "\u309a")


def _fold(character: str) -> str:
    """What a character is folded to: nothing, a space, or letters, numbers and marks."""
    if _hidden(character):
        return ""
    kind = category(character)
    if kind[0] not in "LNM":
        return " "
    if character in _UNLIKE:
        return _UNLIKE[character]
    # SUBTLE: accents go before the case does. Else the iota below a vowel, which is an accent,
    # would become the letter that it is in capitals.
    plain = "".join(one for one in normalize("NFKD", character) if not _is_accent(one))
    parts = map(_fold_part, normalize("NFKD", plain.casefold()))
    found = "".join(parts)
    if unicodedata.decomposition(character).startswith("<fraction>"):
        return f" {found}"  # 1½ is not 11⁄2.
    if _spaceless(character):
        return "".join(f"{CUT}{one}{CUT}" for one in normalize("NFC", found))
    return found


def _fold_part(character: str) -> str:
    """What a part of a decomposed character is folded to."""
    if _hidden(character) or _is_accent(character):
        return ""
    kind = category(character)
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    return _LETTERS.get(character, character) if kind[0] in "LNM" else " "


def _is_accent(character: str) -> bool:
    return (
        category(character)[0] == "M"
        and character not in _SOUNDS
        and _marked(character) is not None
    )


_KEPT_MAX: Final = 20_000
"""So many characters are remembered: those of some languages, and not all that there are."""


class _Characters(dict[int, str]):
    """From a character's number to what it is folded to, as `str.translate` wants it."""

    def __missing__(self, number: int) -> str:
        folded = _fold(chr(number))
        if len(self) < _KEPT_MAX:
            self[number] = folded
        return folded


class _Runs(dict[str, str]):
    """From some characters to what they are folded to; it keeps those that stand alone."""

    def __missing__(self, run: str) -> str:
        folded = run.translate(_CHARACTERS)
        if len(run) == 1 and len(self) < _KEPT_MAX:
            self[run] = folded
        return folded


_CHARACTERS: Final = _Characters()
_RUNS: Final = _Runs()
_ALPHABETS: Final = range(0x370, 0x1100)
_AS_THEY_ARE: Final = "".join(chr(n) for n in _ALPHABETS if _CHARACTERS[n] == chr(n))
# Most letters of a text are what they are folded to, and are not looked up: in Cyrillic that takes
# a third of the time.
_others = re.compile(f"[^\x00-\x7f{re.escape(_AS_THEY_ARE)}]+")
_FEW: Final = 16
"""So many are replaced one by one, in half the time."""

_HALF_WIDTH: Final = {number: normalize("NFKD", chr(number)) for number in range(0xFF66, 0xFFA0)}
_HALF_SOUNDS: Final = ("\uff9e", "\uff9f")
_PIECE_LENGTH_MAX: Final = 500
_crowd = regex.compile(r"(\p{M}{30})\p{M}+")


def folded(text: str) -> str:
    """A text as it is indexed: terms in one form, with anything between them that is no part of
    one. `terms` gives them. Time is in proportion to the length, whatever the text.
    """
    if text.isascii():
        return text.lower()
    # SUBTLE: first what is composed, then character by character, so that the same letter is met
    # as the same character; `_UNLIKE` and the sounds of kana are told from accents by that alone.
    text = _composed(text)
    if any(sound in text for sound in _HALF_SOUNDS):
        text = _composed(text.translate(_HALF_WIDTH))
    text = text.lower()
    others = set(_others.findall(text))
    if len(others) > _FEW:
        return _others.sub(lambda run: _RUNS[run[0]], text)
    # SUBTLE: the longest first. A shorter one may stand within it, and is then folded twice, which
    # changes nothing.
    for run in sorted(others, key=lambda run: (-len(run), run)):
        text = text.replace(run, _RUNS[run])
    return text


def _composed(text: str) -> str:
    """A text in NFC. SUBTLE: that takes time with the square of the marks on one letter; 30 are
    more than any language has.
    """
    most = _PIECE_LENGTH_MAX
    if len(text) > most and max(map(len, text.split(" "))) > most:
        text = _crowd.sub(r"\1", text)
    return normalize("NFC", text)


_terms = re.compile(r"[0-9a-z\x80-\U0010ffff]+").findall
_words = re.compile(rf"[0-9a-z{CUT}\x80-\U0010ffff]+").findall


def terms(text: str) -> list[str]:
    """The terms of a folded text, in order: what an index finds it by."""
    found: list[str] = _terms(text)
    return found


def words(text: str) -> list[str]:
    """The words of a text, folded: of each its terms, a space between. A word of one term stands
    anywhere; one of several where they follow each other.
    """
    runs = (terms(run) for run in _words(folded(text.replace(CUT, " "))))
    return [" ".join(run) for run in runs if any(map(_is_word, run))]


def _is_word(term: str) -> bool:
    """Whether it is more than marks without a letter."""
    return any(category(one)[0] in "LN" for one in term)
