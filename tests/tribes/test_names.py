"""Names: which texts are one name, which cannot be one, and which look alike."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

import icu
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tribes.histories import envelope
from tribes import events as e
from tribes import names
from tribes.entry import admit
from tribes.handles import Handle
from tribes.names import NameRefused, are_alike, checked, key_of, looks_of
from tribes.views import COMMUNITY

CYRILLIC_A, CYRILLIC_O, PALOCHKA = "\u0430", "\u043e", "\u04cf"

ONE = [
    ("drake", "Drake"),
    ("drake", "DRAKE"),
    ("caf\u00e9", "cafe\u0301"),
    ("CAF\u00c9", "cafe\u0301"),
    ("stra\u00dfe", "STRASSE"),
    ("stra\u00dfe", "STRA\u1e9eE"),
    ("\u03c3\u03ac\u03c2", "\u03a3\u0386\u03a3"),  # A final sigma is a sigma.
    ("ferrari", "\uff46\uff45\uff52\uff52\uff41\uff52\uff49"),  # full-width
    ("\u30ac\u30ec\u30fc\u30b8", "\uff76\uff9e\uff9a\uff70\uff7c\uff9e"),  # half-width
    ("\uac00", "\u1100\u1161"),  # Hangul, and its parts
    ("kevin", "\u212aevin"),  # the sign of the kelvin
    ("\u00e5ngstr\u00f6m", "\u212bngstr\u00f6m"),
    ("\u10d0\u10d1", "\u1c90\u1c91"),  # Georgian capitals
    ("\u13a0\u13a1", "\uab70\uab71"),  # Cherokee's small letters
    ("fin", "\ufb01n"),  # a ligature
    ("congress", "congre\u017fs"),  # a long s
    # Whole-script look-alikes.
    ("coco", "\u0441\u043e\u0441\u043e"),
    ("scope", "\u0455\u0441\u043e\u0440\u0435"),
    ("paypai", f"\u0440{CYRILLIC_A}\u0443\u0440{CYRILLIC_A}{PALOCHKA}"),
    ("oo", "\u03bf\u03bf"),
    ("o", "\u0585"),
    ("apple", "\u0251pple"),
    ("vw-1", "vw-l"),
    ("f00", "foo"),
    ("modern", "rnodern"),
    ("o'neil", "o\u02bcneil"),
]
"""One name, written in two ways."""

TWO = [
    ("fiat", "flat"),
    ("mail", "mall"),
    ("ai", "al"),
    ("FIAT", "flat"),
    ("cafe", "caf\u00e9"),
    ("c", "c++"),
    ("c++", "c#"),
    ("net", ".net"),
    ("nodejs", "node.js"),
    ("a-b", "ab"),
    ("drake-1", "drake-11"),
    ("nikon", "\u03bd\u03b9\u03ba\u03bf\u03bd"),
    ("\u043c\u0438\u0440", "\u043c\u0438\u0440\u044b"),
]
"""Two names."""

REFUSED = {
    "nothing": ("", "nothing to see"),
    "a space": (" ", "nothing to see"),
    "spaces of every kind": ("\u3000\u2003\u00a0\t\u2028", "nothing to see"),
    "a zero-width space alone": ("\u200b", "nothing to see"),
    "a Hangul filler alone": ("\u3164", "nothing to see"),
    "a half-width filler alone": ("\uffa0", "nothing to see"),
    "a choseong filler alone": ("\u115f", "nothing to see"),
    "a blank pattern of Braille": ("\u2800", "nothing to see"),
    "a grapheme joiner alone": ("\u034f", "nothing to see"),
    "a null notehead": ("\U0001d159", "nothing to see"),
    "a blank hieroglyph": ("\U00013441", "nothing to see"),
    "a space within": ("a b", "hyphen in its place"),
    "a wide space within": ("a\u3000b", "U+3000 IDEOGRAPHIC SPACE"),
    "a no-break space at the end": ("ab\u00a0", "U+00A0 NO-BREAK SPACE"),
    "a line break": ("a\nb", "U+000A"),
    "a line separator": ("a\u2028b", "U+2028"),
    "a zero-width space": ("a\u200bb", "U+200B ZERO WIDTH SPACE"),
    "a zero-width joiner": ("a\u200db", "U+200D"),
    "a joiner where Tamil has one": ("\u0b95\u0bcd\u200d\u0bb7", "U+200D"),
    "a zero-width non-joiner": ("\u0645\u06cc\u200c\u062e", "U+200C"),
    "a word joiner": ("a\u2060b", "U+2060"),
    "a byte order mark": ("\ufeffab", "U+FEFF"),
    "a soft hyphen": ("fer\u00adrari", "U+00AD SOFT HYPHEN"),
    "an override of the direction": ("a\u202eb", "U+202E"),
    "an isolate": ("a\u2066b", "U+2066"),
    "a mark of the direction": ("ab\u200f", "U+200F"),
    "an Arabic mark of the direction": ("ab\u061c", "U+061C"),
    "a variation selector": ("a\ufe0f", "U+FE0F"),
    "a far variation selector": ("a\U000e0101", "U+E0101"),
    "a Mongolian selector": ("a\u180b", "U+180B"),
    "a tag": ("a\U000e0061", "U+E0061"),
    "a filler": ("a\u3164", "U+3164 HANGUL FILLER"),
    "a blank of Braille": ("a\u2800", "U+2800 BRAILLE PATTERN BLANK"),
    "an interlinear mark": ("a\ufff9", "U+FFF9"),
    "a NUL": ("a\x00b", "U+0000"),
    "an escape": ("a\x1bb", "U+001B"),
    "a control of the second set": ("a\x85b", "U+0085"),
    "half a surrogate pair": ("a\ud800", "U+D800"),
    "a noncharacter": ("a\uffff", "U+FFFF"),
    "private use": ("a\ue000", "U+E000"),
    "a slash": ("a/b", "slash"),
    "an emoji": ("a\U0001f3ce", "\U0001f3ce (U+1F3CE RACING CAR) in it, which no name may have"),
    "a Roman numeral in one sign": (
        "\u2167",
        "It has \u2167 (U+2167 ROMAN NUMERAL EIGHT) in it, which no name may have: write VIII in",
    ),
    "a letter in a circle": (
        "\u24d0bc",
        "It has \u24d0 (U+24D0 CIRCLED LATIN SMALL LETTER A) in it",
    ),
    "a capital in a circle": (
        "x\u24b6",
        "It has \u24b6 (U+24B6 CIRCLED LATIN CAPITAL LETTER A) in it",
    ),
    "Arabic digits alone": ("\u0663", "It is written from right to left, and does not begin with"),
    "Arabic letters after a digit": ("\u0663\u0645", "from right to left, and does not begin with"),
    "a Hebrew letter and a sign": ("\u05d0-", "or not end with a letter or digit: begin and end"),
    "digits of which some are Arabic": ("1\u0663", "digits of different scripts"),
    "Arabic digits with Latin": ("\u0663b", "It mixes writing from right to left with"),
    "a dot": (".", "It has signs alone: write at least one letter or digit."),
    "two dots": ("..", "signs alone"),
    "two wide dots": ("\uff0e\uff0e", "signs alone"),
    "a number sign": ("#", "signs alone"),
    "a place on a page": ("#a", "It begins with the sign #"),
    "a question": ("?", "the sign ? in it, which cannot stand in an address"),
    "a query": ("a?b", "the sign ? in it"),
    "a dot, encoded": ("%2e", "the sign % in it"),
    "markup": ("<b>", "the sign < in it"),
    "a quotation": ('a"b', 'the sign " in it'),
    "a backslash": ("a\\b", "the sign \\ in it"),
    "a wide slash": ("a\uff0fb", "slash"),
    "a wide bracket": ("a\uff1e", "the sign > in it"),
    "an accent on nothing": ("\u0301a", "It begins with a mark for a letter before it"),
    "a vowel sign of Devanagari on nothing": ("\u093e\u0915", "It begins with a mark"),
    "a superscript": (
        "m\u00b2",
        "(U+00B2 SUPERSCRIPT TWO) in it, which no name may have: write 2 in its place",
    ),
    "a fraction": (
        "\u00bd",
        "(U+00BD VULGAR FRACTION ONE HALF) in it, which no name may have: use",
    ),
    "a circle around": ("x\u20dd", "It has U+20DD COMBINING ENCLOSING CIRCLE in it, which no"),
    "a dash": ("a\u2013b", "EN DASH) in it, which no name may have"),
    "an old jamo": ("\u1100", "no name may have"),
    "right to left with Latin": ("\u05e2\u05d1-x", "keep to one direction"),
    "Cyrillic among Latin": (f"p{CYRILLIC_A}ypal", "different scripts (Cyrillic and Latin)"),
    "one Cyrillic letter at the end": (f"ferrari_{CYRILLIC_A}", "different scripts"),
    "a Cyrillic o": (f"g{CYRILLIC_O}ogle", "different scripts"),
    "Greek among Latin": ("ferrari\u03bf", "different scripts (Greek and Latin)"),
    "Armenian among Latin": ("\u0581oogle", "different scripts (Armenian and Latin)"),
    "Cherokee among Latin": ("\u13a0rake", "different scripts"),
    "digits of two scripts": ("\u0967\u09e8", "different scripts (Bengali and Devanagari)"),
    "digits of two kinds": ("1\u0967", "digits of different scripts"),
    "an accent twice": ("a\u0301\u0301", "accent that cannot be seen"),
    "a dot over an i": ("i\u0307", "accent that cannot be seen"),
    "a long one": ("x" * 129, "129"),
}
"""By what is wrong: a text that cannot be a name, and what the sentence says."""

TAGS = (
    "c", "c++", "c#", ".net", "node.js", "c-language", "asp.net-mvc", "objective-c", "f#", "vb.net",
    "c++11", "1c", "2d", "a-star", "x86-64", "web-2.0", "größe-c#.net", "регулярные-выражения",
    "ооп", "日本語", "cプログラミング", "한국어", "ελληνικά", "עברית", "العربية", "français",
)  # fmt: skip
"""Tags as public dumps have them."""

ALIKE = [
    ("paypaI", "paypal"),
    ("paypaI", "PayPal"),
    ("PAYPAL", "paypaI"),
    ("FERRARl", "FERRARI"),
    ("fIat", "flat"),
    ("nikon", "\u039d\u0399\u039a\u039f\u039d"),  # in Greek capitals
    ("NIKON", "\u039d\u0399\u039a\u039f\u039d"),
    ("apple", f"{CYRILLIC_A}\u0440\u0440{PALOCHKA}\u0435"),
    ("paypal", f"\u0440{CYRILLIC_A}\u0443\u0440{CYRILLIC_A}{PALOCHKA}"),
    # The skeleton of a small m is rn, and that of a capital is M.
    ("tom", "\u0422\u041e\u041c"),
    ("TOM", "\u0442\u043e\u043c"),
    ("tom", f"\u0422{CYRILLIC_O}\u041c"),
    ("mama", "\u041c\u0410\u041c\u0410"),
    ("max", "\u041c\u0410\u0425"),
    ("MAX", "\u041c\u0430\u0425"),
    ("mia", "\u039c\u0399\u0391"),  # in Greek capitals
    ("vo", "\u03bd\u039f"),
]
"""Two names of which one can be taken for the other, as it is written."""


@pytest.mark.parametrize(("one", "other"), ONE)
def test_two_ways_to_write_a_name_are_one_name(one: str, other: str) -> None:
    """Who looks for a user, or takes a handle, does not choose bytes."""
    assert checked(one) == checked(other)


def share_a_look(one: str, other: str) -> bool:
    """Whether who asks for those that look like one of two is told of the other."""
    return not set(looks_of(one)).isdisjoint(looks_of(other))


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_names_stay_two(one: str, other: str) -> None:
    """What people tell apart is not taken from the second of them."""
    assert checked(one) != checked(other)
    assert not (share_a_look(one, other) and are_alike(one, other))


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_can_be_taken_for_another_name_is_found(one: str, other: str) -> None:
    """The famous tricks: a capital I for an l, a word all in another script."""
    assert share_a_look(one, other)
    assert are_alike(one, other)
    assert are_alike(other, one)


def letters(script: str) -> list[str]:
    """All letters of a script that have two cases, in both, and can be in a name."""
    every = icu.UnicodeSet(f"[[:{script}:]&[:Changes_When_Casemapped:]&[:L:]]")
    return [one for one in every if key_of(one) is not None]


@pytest.mark.parametrize("script", ["Cyrillic", "Greek", "Armenian", "Cherokee"])
def test_a_word_in_another_script_that_looks_the_same_is_found_in_every_case(script: str) -> None:
    """Every letter that UTS 39 takes for a Latin one, small or capital, in words of two letters:
    whichever of the two names is held, and in whichever case that is written.
    """
    spoof = icu.SpoofChecker()
    of_skeleton = dict[str, list[str]]()
    for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
        of_skeleton.setdefault(spoof.getSkeleton(0, letter), []).append(letter)
    pairs = [
        (latin, other)
        for other in letters(script)
        for latin in of_skeleton.get(spoof.getSkeleton(0, other), ())
    ]
    assert len(pairs) > 5
    for (latin, other), (then, too) in product(pairs, pairs):
        for held in (latin + then, (latin + then).lower(), (latin + then).upper()):
            assert share_a_look(held, other + too), (held, other + too)
            assert are_alike(held, other + too), (held, other + too)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_a_name_is_refused_with_a_sentence(name: str) -> None:
    """Which sign it is, for it may not be seen, and what to do about it."""
    text, said = REFUSED[name]
    with pytest.raises(NameRefused) as refused:
        checked(text)
    sentence = str(refused.value)
    assert said in sentence
    assert sentence.endswith(".")
    assert re.match("(It|There) ", sentence), "a capital of its own, whatever is told of"
    assert ",)" not in sentence
    assert sentence.encode(), "it can be sent, whatever the name held"
    assert key_of(text) is None


def test_what_holds_of_a_whole_name_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For each of a hundred middle dots all characters were looked at: 340 names held the process
    for two seconds.
    """
    asked = 0
    ucd = type(names._precis.base.ucd)
    of_kana = ucd.hiragana_katakana_han_script

    def counted(self: object, number: int) -> bool:
        nonlocal asked
        asked += 1
        return bool(of_kana(self, number))

    monkeypatch.setattr(ucd, "hiragana_katakana_han_script", counted)
    assert names.key_of("・" * 118 + "かな") is not None
    assert asked <= 120
    assert names.key_of("・" * 100 + "a") is None, "there is no kana in it"
    assert names.key_of("٠۰") is None, "two kinds of digits"
    assert names.key_of("ا" + "٠" * 50 + "ب") is not None


def test_the_tags_of_public_dumps_are_names_and_no_two_are_one() -> None:
    """An import takes them as slugs."""
    assert len({checked(tag) for tag in TAGS}) == len(TAGS)


def test_a_name_that_is_refused_is_no_candidate() -> None:
    """A log of before may hold one: whoever claimed it holds nothing, and nothing breaks."""
    for text in ("a\u200bb", "a b", "\U0001f3ce"):
        event = e.UserProfileSet(**envelope(1, "ada"), user="ada", handle=text)
        merges = COMMUNITY.project(e.EVENTS.decode(e.EVENTS.encode(event)))
        [claim] = [value for slot, *_, value in merges if slot is Handle.registers]
        assert "key" not in str(claim)


@given(st.text(max_size=12))
def test_any_text_has_a_key_or_a_sentence(text: str) -> None:
    """A projection asks for the key of whatever a log holds."""
    key = key_of(text)
    assert key is None or (key and " " not in key)
    looks_of(text)
    are_alike(text, "x")


@given(st.text(alphabet="aAéÉßIl10.-\u0430", min_size=1, max_size=8))
def test_the_form_of_a_name_does_not_show_in_its_key(text: str) -> None:
    """Normalised, folded or as it was typed."""
    if (key := key_of(text)) is not None:
        assert key_of(unicodedata.normalize("NFD", text)) == key
        assert key_of(text.upper()) in (key, None)


@pytest.mark.parametrize("name", ["Drake", "STRASSE", "cafe\u0301", "c++"])
def test_the_entry_leaves_a_name_as_it_was_written(name: str) -> None:
    """It is shown so."""
    event = e.UserProfileSet(**envelope(1, "ada"), user="ada", handle=name)
    assert admit(event) is event


def test_the_profile_is_part_of_the_view() -> None:
    """Another version of a table of characters would give other keys: that is another view."""
    assert names.PROFILE in COMMUNITY.libraries
