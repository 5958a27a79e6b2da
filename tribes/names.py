"""Names: what a handle or slug may be, and when two of them are one. Pure.

A name is shown as it was written, and compared by its *key*. The key is made by standards alone:

1. the form of PRECIS, `UsernameCaseMapped` (RFC 8265), with full case folding: NFC, full-width and
   half-width mapped, STRASSE and straße alike;
2. of that the skeleton of UTS 39, folded again: what cannot be told apart by looking, in whichever
   script it is written, is one key.

Refused are names with what nobody sees, white space, what cannot stand in an address as it is
shown, or letters of scripts that do not belong together (the level *highly restrictive* of UTS 39).

Two names of different keys can still look alike once somebody writes capitals: `paypaI` ends in an
i. What looks alike is found by its *looks*, and is refused where there is somebody to ask.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from typing import Final

import icu
from precis_i18n import get_profile
from precis_i18n.baseclass import IdentifierClass
from precis_i18n.profile import Username

from eventlog.checks import visible
from eventlog.envelope import ID_LENGTH_MAX

LENGTH_MAX: Final = ID_LENGTH_MAX

PROFILE: Final = (
    f"precis-i18n {version('precis_i18n')}, unicodedata {unicodedata.unidata_version}, "
    f"ICU {icu.ICU_VERSION}, Unicode {icu.UNICODE_VERSION}"
)
"""What decides the key of a name, besides this module: another version may give another key."""

_KEPT_MAX: Final = 20_000


_of_all = re.compile("[\u30fb\u0660-\u0669\u06f0-\u06f9]").sub
"""Characters that may stand where something holds of the whole name (RFC 5892, A.7 to A.9)."""


class _Identifiers(IdentifierClass):
    """The class of identifiers, which asks once for each such character what holds of the whole.

    SUBTLE: it asked for each of a hundred middle dots, and each time looked through all of them.
    """

    def enforce(self, value: str, codec_name: str | None = None) -> str:
        asked = set[str]()

        def first(found: re.Match[str]) -> str:
            again = found[0] in asked
            asked.add(found[0])
            return "a" if again else found[0]

        super().enforce(_of_all(first, value), codec_name)
        return value


class _Username(Username):
    @property
    def base(self) -> _Identifiers:
        return _Identifiers(super().base.ucd)


_precis = _Username(
    get_profile("UsernameCaseMapped:CaseFold").base.ucd, "UsernameCaseMapped:CaseFold", "fold"
)
_spoof = icu.SpoofChecker()
_spoof.setRestrictionLevel(icu.URestrictionLevel.HIGHLY_RESTRICTIVE)

_LOOK_ALIKE: Final = str.maketrans({"i": "l", "1": "l", "|": "l"})
"""A capital I is a small l to the eye. UTS 39 says so of the capital alone, and case folding then
loses it."""

_not_in_addresses = re.compile(r'[/\\?%<>"`{}|^]').search
"""What no address has in a path as it is, `#` apart: it delimits, or is always encoded.

Source: URL Standard, the path percent-encode set.
"""

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
        raise NameRefused(_sentence(error, name)) from None
    _refuse_address(folded)
    _refuse_mixtures(name)
    return unicodedata.normalize("NFC", _skeleton(folded).casefold())


def looks_of(name: str) -> tuple[str, ...]:
    """What it shares with all names that somebody may take for it: names that have none of these in
    common do not look alike. Those that do need not: `are_alike` says which.

    A look is one for all cases. SUBTLE: the skeleton of m is rn, and that of M is M, so that
    folding comes after one skeleton and before another; and what is one in small letters need not
    be one in capitals, so that both are looked at, and the name as it is written.
    """
    return tuple(sorted({_look(_seen(form)) for form in _forms(name)}))


def are_alike(one: str, other: str) -> bool:
    """Whether one of two names, as it is written, can be taken for the other. They share a look.

    Names of one script are alike where UTS 39 says so of one of them, and of the other in some
    case. Those of different scripts, too, with i, l and 1 as one; or where they look the same but
    for their case.
    """
    if _scripts(one) == _scripts(other):
        return _is_taken_for(_skeleton, one, other) or _is_taken_for(_skeleton, other, one)
    if _look(_seen(one)) == _look(_seen(other)):
        return True
    return _is_taken_for(_seen, one, other) or _is_taken_for(_seen, other, one)


def _is_taken_for(see: Callable[[str], str], one: str, other: str) -> bool:
    return see(one) in {see(form) for form in _forms(other)}


def _forms(name: str) -> tuple[str, str, str]:
    """A name as it is written, and as somebody may write it."""
    return name, name.lower(), name.upper()


def _seen(name: str) -> str:
    """What the eye sees of a name."""
    return _skeleton(name).translate(_LOOK_ALIKE)


def _look(seen: str) -> str:
    return unicodedata.normalize("NFC", _seen(seen.casefold()))


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


def _refuse_address(folded: str) -> None:
    """Refuse what cannot stand in an address as it is shown, where a name is to stand.

    An address can hold `#` percent-encoded, and tags such as `c#` need it; a name that begins with
    it would be a place on the page.
    """
    if unicodedata.category(folded[0]).startswith("M"):
        raise NameRefused("It begins with a mark for a letter before it: begin with a letter.")
    if found := _not_in_addresses(folded):
        what = "a slash" if found[0] == "/" else f"the sign {found[0]}"
        raise NameRefused(
            f"It has {what} in it, which cannot stand in an address: write a hyphen in its place."
        )
    if not any(unicodedata.category(one)[0] in "LN" for one in folded):
        raise NameRefused("It has signs alone: write at least one letter or digit.")
    if folded[0] == "#":
        raise NameRefused("It begins with the sign #: begin with a letter or digit.")


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


def _sentence(error: UnicodeEncodeError, name: str) -> str:
    """What is wrong with a name that PRECIS refuses, and what to do."""
    _, _, reason = error.reason.partition("/")
    if reason == "bidi_rule":
        return _sentence_on_direction(name)
    if reason in ("empty", "not_idempotent") or not 0 <= error.start < len(error.object):
        return "It cannot be compared with other names: use letters, digits and hyphens."
    character = error.object[error.start]
    # What PRECIS refuses, it has folded before.
    given = next((one for one in name if character in (one, one.casefold())), character)
    told = f"It has {_called(given)} in it, which no name may have"
    plain = unicodedata.normalize("NFKC", given)
    if reason == "has_compat" and key_of(plain) is not None:
        return f"{told}: write {plain} in its place."
    return f"{told}: use letters, digits, and signs such as -."


def _sentence_on_direction(name: str) -> str:
    """What is wrong with a name that is, in some part, written from right to left.

    Raises:
        NameRefused: there is more to be said of its digits or scripts.
    """
    if any(unicodedata.bidirectional(one) == "L" for one in name):
        return (
            "It mixes writing from right to left with writing from left to right: keep to one "
            "direction, and end with a letter or digit."
        )
    _refuse_mixtures(name)
    return (
        "It is written from right to left, and does not begin with a letter, or not end with a "
        "letter or digit: begin and end with one."
    )


def _called(character: str) -> str:
    """A character for people: itself where it can be seen, its number and its name."""
    number = f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
    alone = visible.is_visible(character) and not unicodedata.category(character).startswith("M")
    return f"{character} ({number})" if alone else number
