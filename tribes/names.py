"""Names: what a handle or slug may be, and when two of them are one. Pure.

A name is shown as it was written, and compared by its *key*. The key is made by standards alone:

1. the form of PRECIS, `UsernameCaseMapped` (RFC 8265), with full case folding: NFC, full-width and
   half-width mapped, STRASSE and straße alike;
2. of that the skeleton of UTS 39, folded again: what cannot be told apart by looking, in whichever
   script it is written, is one key.

Refused are names with what nobody sees, white space, a slash, or letters of scripts that do not
belong together (the level *highly restrictive* of UTS 39).

Two names of different keys can still look alike once somebody writes capitals: `paypaI` ends in an
i. What looks alike is found by its *look*, and is refused where there is somebody to ask.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.metadata import version
from typing import Final

import icu
from precis_i18n import get_profile

from eventlog.envelope import ID_LENGTH_MAX
from tribes import visible

LENGTH_MAX: Final = ID_LENGTH_MAX

PROFILE: Final = (
    f"precis-i18n {version('precis_i18n')}, unicodedata {unicodedata.unidata_version}, "
    f"ICU {icu.ICU_VERSION}, Unicode {icu.UNICODE_VERSION}"
)
"""What decides the key of a name, besides this module: another version may give another key."""

_KEPT_MAX: Final = 20_000
_precis = get_profile("UsernameCaseMapped:CaseFold")
_spoof = icu.SpoofChecker()
_spoof.setRestrictionLevel(icu.URestrictionLevel.HIGHLY_RESTRICTIVE)

_LOOK_ALIKE: Final = str.maketrans({"i": "l", "1": "l", "|": "l"})
"""A capital I is a small l to the eye. UTS 39 says so of the capital alone, and case folding then
loses it."""

_NO_OTHERS: Final = frozenset({"Common", "Inherited"})


class NameRefused(ValueError):
    """A text cannot be a name. The message is a sentence for a person, with the way out."""


def key_of(name: str) -> str | None:
    """By what a name is compared; None where it cannot be one."""
    try:
        return checked(name)
    except NameRefused:
        return None


@lru_cache(_KEPT_MAX)
def checked(name: str) -> str:
    """The key of a name.

    Raises:
        NameRefused: the text cannot be one.
    """
    if not visible.is_visible(name):
        raise NameRefused("There is nothing to see in it: write at least one letter or digit.")
    if len(name) > LENGTH_MAX:
        raise NameRefused(
            f"It has {len(name):,} characters, and may have {LENGTH_MAX}: shorten it."
        )
    _refuse_characters(name)
    try:
        folded = _precis.enforce(name)
    except UnicodeEncodeError as error:
        raise NameRefused(_sentence(error)) from None
    _refuse_mixtures(name)
    return unicodedata.normalize("NFC", _skeleton(folded).casefold())


def look_of(name: str) -> str:
    """What all names have in common that somebody may take for this one. Names of one look need
    not look alike: `are_alike` says which do.
    """
    return unicodedata.normalize("NFC", _skeleton(name).casefold()).translate(_LOOK_ALIKE)


def are_alike(one: str, other: str) -> bool:
    """Whether one of two names, as it is written, can be taken for the other. Both have one look.

    Names of one script are alike where UTS 39 says so of one of them, and of the other in some
    case; those of different scripts, where their looks are the same.
    """
    if _scripts(one) != _scripts(other):
        return True
    return _is_taken_for(one, other) or _is_taken_for(other, one)


def _is_taken_for(one: str, other: str) -> bool:
    return _skeleton(one) in {_skeleton(as_) for as_ in (other, other.lower(), other.upper())}


def _skeleton(name: str) -> str:
    return str(_spoof.getSkeleton(0, unicodedata.normalize("NFKC", name)))


def _scripts(name: str) -> frozenset[str]:
    return frozenset(icu.Script.getScript(one).getName() for one in name) - _NO_OTHERS


def _refuse_characters(name: str) -> None:
    if found := visible.space(name):
        raise NameRefused(
            "It has a space in it: write a hyphen in its place."
            if found[0] == " "
            else f"It has a space in it ({_called(found[0])}): write a hyphen in its place."
        )
    if found := visible.unseen(name):
        raise NameRefused(
            f"It has a character that nobody sees ({_called(found[0])}): leave it out."
        )
    if "/" in name:
        raise NameRefused("It has a slash in it: write a hyphen in its place.")


def _refuse_mixtures(name: str) -> None:
    found = _spoof.check(name)
    if found & icu.USpoofChecks.RESTRICTION_LEVEL:
        *others, last = sorted(_scripts(name))
        scripts = f"{', '.join(others)} and {last}" if others else last
        raise NameRefused(
            f"It mixes letters of different scripts ({scripts}), which can be taken for each "
            "other: keep to one script."
        )
    if found & icu.USpoofChecks.MIXED_NUMBERS:
        raise NameRefused("It mixes digits of different scripts: keep to one kind of digits.")
    if found:
        raise NameRefused("It has an accent that cannot be seen: write each accent once.")


def _sentence(error: UnicodeEncodeError) -> str:
    """What is wrong with a name that PRECIS refuses, and what to do."""
    _, _, reason = error.reason.partition("/")
    if reason == "bidi_rule":
        return (
            "It mixes writing from right to left with writing from left to right: keep to one "
            "direction, and end with a letter or digit."
        )
    if reason in ("empty", "not_idempotent") or not 0 <= error.start < len(error.object):
        return "It cannot be compared with other names: use letters, digits and hyphens."
    character = error.object[error.start]
    if reason == "has_compat":
        plain = unicodedata.normalize("NFKC", character)
        return f"{_called(character)} cannot be part of it: write {plain} in its place."
    return f"{_called(character)} cannot be part of it: use letters, digits, and signs such as -."


def _called(character: str) -> str:
    """A character for people: itself where it can be seen, its number and its name."""
    number = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
    return f"{character}, {number}," if character.isprintable() else number
