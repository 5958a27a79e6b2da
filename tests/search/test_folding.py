"""Folding: the ways in which a word is written find each other, and other words do not."""

from __future__ import annotations

import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final
from unicodedata import category, name, normalize

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from search import folding
from search.folding import CUT, folded, terms, words
from tests.search.indexes import delta_of, found, writer
from tests.search.test_fulltext import article

SAME: Final = [
    ("Greek in capitals", "ΕΛΛΑΔΑ", "ελλάδα"),
    ("a sigma at the end", "ΟΔΥΣΣΕΥΣ", "Οδυσσεύς"),
    ("a sigma at the end, typed as within", "σίσυφος", "σισυφοσ"),
    ("Greek of old", "Ἀθῆναι", "αθηναι"),
    ("an iota below", "τῷ", "τω"),
    ("tonos and dialytika", "ΐ", "ι"),
    ("ß in capitals", "STRASSE", "straße"),
    ("a capital ß", "STRAẞE", "Strasse"),
    ("Georgian in capitals", "ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ", "საქართველო"),
    ("Georgian of the church", "ႠႡႢ", "ⴀⴁⴂ"),
    ("Cherokee", "ᏣᎳᎩ", "ꮳꮃꭹ"),
    ("Armenian, and its ligature", "ԵՒ", "և"),
    ("Deseret, beyond 16 bits", "𐐀𐐁", "𐐨𐐩"),
    ("Adlam, beyond 16 bits", "𞤀𞤁", "𞤢𞤣"),
    ("ё", "ёлка", "ЕЛКА"),
    ("Ukrainian ї", "Київ", "КИІВ"),
    ("a stressed vowel", "за́мок", "замок"),
    ("vowels of Arabic", "مُحَمَّدٌ", "محمد"),
    ("a long stroke in Arabic", "محـــمد", "محمد"),
    ("an alef with hamza", "أحمد", "احمد"),
    ("an alef with madda", "آخر", "اخر"),
    ("a joining alef", "ٱلْكِتَٰب", "الكتب"),
    ("Arabic of an old font", "ﻣﺤﻤﺪ", "محمد"),
    ("digits of other scripts", "٣١٢ ३", "312 3"),
    ("vowels of Hebrew", "שָׁלוֹם", "שלום"),
    ("signs of Hebrew chant", "בְּרֵאשִׁ֖ית", "בראשית"),
    ("a final letter that is none any more", "שלום", "שלומ"),
    ("Syriac", "ܫܠܳܡܳܐ", "ܫܠܡܐ"),
    ("composed and decomposed", "\u00e9te\u0301", "e\u0301t\u00e9"),
    ("marks in another order", "a\u0323\u0302", "a\u0302\u0323"),
    ("Vietnamese", "Nguyễn Đức Ường", "nguyen duc uong"),
    ("Polish", "Łódź", "lodz"),
    ("Danish", "Århus Ærø", "arhus aero"),
    ("Icelandic eth", "Seyðisfjörður", "seydisfjordur"),
    ("Maltese", "Ħamrun", "hamrun"),
    ("French", "Œuvre à l'été", "oeuvre a l'ete"),
    ("a dotted capital I", "İSTANBUL", "istanbul"),
    ("a dotless i", "Diyarbakır", "DIYARBAKIR"),
    ("full width", "ＦＥＲＲＡＲＩ ２５０", "ferrari 250"),
    ("half width, with a voiced sound", "ﾌｪﾗｰﾘ ｶﾞｽ", "フェラーリ ガス"),
    ("half width Hangul", "ﾡﾢ", "ㄱㄲ"),
    ("a ligature", "ﬁne ﬀort", "fine ffort"),
    ("two letters in one character", "ǅungla", "džungla"),
    ("a superscript", "m² x₁", "m2 x1"),
    ("letters of mathematics", "𝔉𝔲𝔢𝔩", "fuel"),
    ("Roman numerals in one character", "Ⅷ", "viii"),
    ("a long s", "Congreſs", "congress"),
    ("Kelvin and Ångström", "\u212a \u212b", "k å"),
    ("a fraction behind a number", "1½", "1 1 2"),
    ("a soft hyphen", "Ferra\u00adri", "ferrari"),
    ("a zero-width space", "Ferra\u200bri", "ferrari"),
    ("a zero-width joiner", "Ferra\u200d\u200cri", "ferrari"),
    ("a word joiner, and a byte order mark", "Fer\u2060ra\ufeffri", "ferrari"),
    ("marks of direction", "\u202eFerrari\u202c\u200f", "ferrari"),
    ("a variation selector", "Ferra\ufe0fri", "ferrari"),
    ("Persian with and without a joiner", "می\u200cخواهم", "میخواهم"),
    ("Hangul, composed and not", "한국", normalize("NFD", "한국")),
    ("two encodings of one letter", "അവൻ", "അവന\u0d4d\u200d"),
    ("a nukta, composed and not", "\u095b", "ज\u093c"),
]
"""(why, one, other): they find each other."""

APART: Final = [
    ("й is a letter of its own", "чай", "чаи"),
    ("й is one in capitals, too", "ЧАЙ", "ЧАИ"),
    ("a vowel of Devanagari", "कि", "की"),
    ("a vowel of Devanagari, or none", "हिन्दी", "हनद"),
    ("a nukta", "\u095b", "ज"),
    ("a tone of Thai", "มา", "ม้า"),
    ("a vowel of Khmer", "កា", "កី"),
    ("a vowel of Tamil", "கா", "கி"),
    ("a voiced sound", "はは", "ばば"),
    ("Hiragana and Katakana", "ふぇらり", "フェラリ"),
    ("letters that look alike", "сор", "cop"),
    ("thorn, which nothing stands for", "Þór", "thor"),
    ("an umlaut is no ue", "über", "ueber"),
    ("traditional and simplified characters", "東", "东"),
    ("final yeh and alef maksura", "علي", "على"),
    ("iota below and beside, as in capitals", "τῷ", "ΤΩΙ"),
]
"""(why, one, other): they do not find each other."""

LETTERS: Final = [c for c in map(chr, range(sys.maxunicode + 1)) if category(c)[0] == "L"]
ASIDE: Final = 63
"""Greek letters with an iota below, which stands beside them when they are written in capitals."""
NOTHING: Final = re.compile(
    "GREEK YPOGEGRAMMENI|ARABIC TATWEEL|.*FILLER|HALFWIDTH KATAKANA .*SOUND MARK"
    "|ARABIC (LIGATURE SHADDA WITH|TATWEEL WITH|FATHA|DAMMA|KASRA|SHADDA|SUKUN).* (FORM|ABOVE)"
)
"""Characters that Unicode calls letters, and that are accents or nothing."""
NOT_FOLDED: Final = {
    **{"HIRAGANA": 27, "KATAKANA": 31, "DEVANAGARI": 11, "BENGALI": 3, "GURMUKHI": 6, "ORIYA": 2},
    **{"TAMIL": 1, "TIBETAN": 6, "MYANMAR": 1, "BALINESE": 6, "KAITHI": 3, "CYRILLIC": 2},
}
"""By script, how many of the letters that decompose into a letter and marks are no form of it."""


def forms(letter: str) -> set[str]:
    """All ways in which a letter is written, by Unicode."""
    cases = {letter, letter.upper(), letter.lower(), letter.title(), letter.casefold()}
    kinds = ("NFC", "NFD", "NFKC", "NFKD")
    return {normalize(kind, one) for one in cases for kind in kinds} | cases


def aside(letter: str) -> bool:
    """Whether a letter has an iota below it."""
    return "\u0345" in normalize("NFD", letter)


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_what_is_one_word_is_found_however_it_is_written(
    tmp_path: Path, one: str, other: str
) -> None:
    """In any case and with any accents, and whichever of the two was published."""
    for written, typed in ((one, other), (other, one)):
        index = writer(tmp_path / typed)
        index.merge(delta_of([(1, article(1, "a", f"The {written} here"))]), filled=True)
        assert found(index, f"{typed} here") == ["article/a"]
        assert found(index, f"here {typed}") == ["article/a"]
        index.close()


@pytest.mark.parametrize(
    ("one", "other"), [row[1:] for row in APART], ids=[row[0] for row in APART]
)
def test_what_is_another_word_is_not_found(tmp_path: Path, one: str, other: str) -> None:
    """What is not folded is said in `docs/search.md`, and changes with it."""
    for written, typed in ((one, other), (other, one)):
        index = writer(tmp_path / typed)
        index.merge(delta_of([(1, article(1, "a", f"The {written} here"))]), filled=True)
        assert found(index, f"{typed} here") == []
        index.close()


def test_all_forms_of_every_letter_of_unicode_are_one() -> None:
    """Upper, lower and title case, composed, decomposed and compatible; but for an iota below."""
    assert len(LETTERS) > 130_000
    apart = {one for one in LETTERS if any(words(form) != words(one) for form in forms(one))}
    assert {one for one in apart if not aside(one)} == set()
    assert len(apart) == ASIDE
    # Those are one, too, but for the capitals in which the iota is a letter.
    assert all(words(one) == words(one.lower()) == words(one.title()) for one in apart)
    silent = [name(one, "") for one in LETTERS if not words(one)]
    assert [one for one in silent if not NOTHING.fullmatch(one)] == []


def test_every_form_of_a_letter_finds_the_document(tmp_path: Path) -> None:
    """In a real index, whose tokenizer knows an older Unicode than any of this."""
    several = [one for one in LETTERS if len(forms(one)) > 1 and words(one) and not aside(one)]
    assert len(several) > 4_000
    index = writer(tmp_path)
    events = [(at, article(at, f"a{at}", f"n{at} {one}")) for at, one in enumerate(several, 1)]
    index.merge(delta_of(events), filled=True)
    for at, one in enumerate(several, 1):
        for form in sorted(forms(one)):
            if len(words(form)) < 12:
                assert found(index, f"n{at} {form}") == [f"article/a{at}"], (one, form)


def test_accented_letters_that_are_not_folded_are_counted() -> None:
    """Of those that decompose into a letter and marks: the rest is found by the letter alone."""
    accented = [
        one
        for one in LETTERS
        if len(parts := normalize("NFD", one)) > 1
        and all(category(part)[0] == "M" for part in parts[1:])
    ]
    counted: dict[str, int] = {}
    for one in accented:
        if words(one) != words(normalize("NFD", one)[0]):
            script = name(one).split()[0]
            counted[script] = counted.get(script, 0) + 1
    assert len(accented) >= 928
    assert counted == NOT_FOLDED


def test_what_is_remembered_of_characters_has_an_end() -> None:
    """Whoever searched for all of them had 250 MiB of every gateway, for good."""
    for number in range(0, 0x110000, 7):
        folded(chr(number))
    assert len(folding._CHARACTERS) <= folding._KEPT_MAX
    assert len(folding._RUNS) <= folding._KEPT_MAX


def test_whatever_does_not_show_parts_no_word() -> None:
    """All that Unicode lets a renderer ignore, also where it calls it a letter or a mark."""
    ignorable = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    hidden = [
        c
        for n in range(sys.maxunicode + 1)
        if not 0xD800 <= n < 0xE000 and ignorable.match(c := chr(n))
    ]
    assert len(hidden) > 4_000
    assert [c for c in hidden if words(f"fer{c}rari") != ["ferrari"]] == []


def test_what_is_no_letter_parts_words() -> None:
    """Symbols and signs as ever; what Unicode could write with letters, such as ™, is none."""
    for text in ("fuel™pump", "fuel🏎pump", "fuel·pump", "fuel、pump", "fuel_pump", "fuel\x1fpump"):
        assert words(text) == ["fuel", "pump"], text
    # Neither are letters that this Unicode does not know, and those of private use.
    assert words("fuel\u0378pump\ue000x") == ["fuel", "pump", "x"]
    assert words("ferrari™ 🏎️ ❤") == ["ferrari"]
    assert words("é\x1fü\x00ü\ud800o\u2028o") == ["e", "u", "u", "o", "o"]
    assert words("🏎 ™ № ℃ \u0301 \u093f") == []


@pytest.mark.parametrize(
    ("written", "typed", "hit"),
    [
        ("東京都は日本の首都です", "日本", True),
        ("東京都は日本の首都です", "首都", True),
        ("東京都は日本の首都です", "本日", False),
        ("東京都は日本の首都です", "京", True),
        ("东京是日本的首都", "日本 东京", True),
        ("フェラーリの燃料ポンプ", "ポンプ", True),
        ("フェラーリの燃料ポンプ", "ﾎﾟﾝﾌﾟ", True),
        ("フェラーリの燃料ポンプ", "ホンプ", False),
        ("新しいFerrari250の燃料", "ferrari250", True),
        ("新しいFerrari250の燃料", "いferrari250の", True),
        ("新しいFerrari250の燃料", "燃料ferrari250", False),
        ("新しいFerrari250", "いferr", True),
        ("กรุงเทพมหานคร", "เทพ", True),
        ("กรุงเทพมหานคร", "มหานคร", True),
        ("กรุงเทพมหานคร", "พเท", False),
        ("ភាសាខ្មែរ", "ខ្មែរ", True),
        ("ဘာသာစကား", "စကား", True),
        ("대한민국", "대한", True),
        ("대한민국", "민국", False),
        ("대한민국", "대핝", False),
        ("대한민국", "대하", True),
        ("हिन्दी भाषा", "भा", True),
    ],
)
def test_a_word_within_a_run_without_spaces_is_found(
    tmp_path: Path, written: str, typed: str, hit: bool
) -> None:
    """Where it stands as it is typed. Hangul has spaces: the last word may be its beginning."""
    index = writer(tmp_path)
    index.merge(delta_of([(1, article(1, "a", written))]), filled=True)
    assert found(index, typed) == (["article/a"] if hit else [])


TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "aÀéß ǅﬁΣςᾳйи\u0306\u0301\u0345かガﾞ\u3099क\u093c\u094d\u200d한\u1112\u1161١½™"
        ),
    ),
    max_size=60,
)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_folding_is_done_once_and_sees_no_composition(text: str) -> None:
    """What is folded stays as it is, and canonically equal texts are one."""
    text = "".join(c for c in text if category(c) != "Cs")
    assert terms(folded(folded(text))) == terms(folded(text))
    for kind in ("NFC", "NFD"):
        assert words(normalize(kind, text)) == words(text)
    assert all(CUT not in word and word == word.strip() for word in words(text))


def cut(text: str) -> list[str]:
    """The terms into which the index cuts a folded text, in order."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(c0, tokenize='ascii')")
        connection.execute("CREATE VIRTUAL TABLE cut USING fts5vocab(words, instance)")
        connection.execute("INSERT INTO words VALUES (?)", (text,))
        rows: Iterator[tuple[str]] = connection.execute("SELECT term FROM cut ORDER BY offset")
        return [row[0] for row in rows]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_index_cuts_a_folded_text_into_its_terms(text: str) -> None:
    """Else a query would look for what no document has."""
    made = folded("".join(c for c in text if category(c) != "Cs"))
    assert cut(made) == terms(made)


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301\u0323" * 100_000,
        "a" + "\u0301" * 100_000 + "\u0323" * 100_000,
        "क" + "\u094d\u093c" * 100_000,
        "\u115f\u0301" * 16_000,
        "ﷺ" * 20_000,
        "か\u3099\uff9e" * 10_000,
    ],
)
def test_hostile_marks_take_no_time(text: str) -> None:
    """To compose them takes the square of their number, and one event must not hold anybody up."""
    began = time.monotonic()
    folded(text)
    assert time.monotonic() - began < 5
