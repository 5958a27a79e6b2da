"""Words: whatever somebody types is words or a clear refusal; tags of HTML are no words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import BadQuery
from search.words import QUERY_LENGTH_MAX, WORDS_MAX, plain, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fuel pump", ("fuel", "pump")),
        ('"fuel" AND NOT (pump*) OR NEAR(x)', ("fuel", "and", "not", "pump", "or", "near", "x")),
        ("title:fuel -pump ^x {y}", ("title", "fuel", "pump", "x", "y")),
        ("l'été 911-GT3", ("l", "ete", "911", "gt3")),
        ("e\u0301te\u0301", ("ete",)),
        ("a\x00b\x1fc\ud800d\u2028e", ("a", "b", "c", "d", "e")),
        ("हिन्दी 東京 東 京", ("हिन्दी", "東 京", "東", "京")),
    ],
)
def test_a_text_is_words_and_never_syntax(text: str, words: tuple[str, ...]) -> None:
    """A search box has no syntax: what looks like an operator is a word, or nothing."""
    assert words_of(text) == words


@pytest.mark.parametrize(
    "text",
    ["", " ", '"', "* - ^ : ( ) { } +", "\x00\x01", "\u0301", "\ud800", "🏎 🏁"],
)
def test_a_text_without_a_word_is_refused(text: str) -> None:
    """To search for nothing would find everything, or nothing: neither is what was meant."""
    with pytest.raises(BadQuery, match="no letter and no digit"):
        words_of(text)


def test_what_is_too_long_is_refused() -> None:
    """A query has a bound, in characters and in words: each word is looked up."""
    with pytest.raises(BadQuery, match="10,000 characters"):
        words_of("a" * 10_000)
    with pytest.raises(BadQuery, match="17 words"):
        words_of("a " * (WORDS_MAX + 1))
    assert len(words_of("a" * QUERY_LENGTH_MAX)) == 1
    assert len(words_of("a " * WORDS_MAX)) == WORDS_MAX


@given(st.text(st.characters(), max_size=QUERY_LENGTH_MAX))
def test_any_text_is_words_or_refused(text: str) -> None:
    """There is no third thing."""
    try:
        words = words_of(text)
    except BadQuery:
        return
    assert 1 <= len(words) <= WORDS_MAX
    assert all(word and not set(word) & set('"*()^:-\x00') for word in words)
    assert all(word == " ".join(word.split()) for word in words)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>fuel</p><p>pump</p>", "fuel pump"),
        ("Fer<b>ra</b>ri", "Ferrari"),
        ('<a href="https://x.example/secret">here</a>', "here"),
        ("a &amp; b &#233;t&eacute;", "a & b été"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("one<br/>two<img alt='x'>three", "one two three"),
    ],
)
def test_the_tags_of_html_are_not_searched(markup: str, text: str) -> None:
    """Else a link is found by `href`, and two paragraphs grow together."""
    assert " ".join(plain(markup).split()) == text


@pytest.mark.parametrize(
    "markup",
    [
        "Fer&shy;ra&#8203;ri",
        "Fer<wbr>ra<b>ri</b>",
        "F&eacute;r&zwnj;rari",
        "&#xFF26;errari",
        "<p>Ferra\u00adri</p>",
    ],
)
def test_a_word_of_html_is_one_however_it_is_written(markup: str) -> None:
    """Editors put entities, soft hyphens and places to break into the middle of words."""
    assert words_of(plain(markup)) == ("ferrari",)


@pytest.mark.parametrize(
    "markup", ["<" * 60_000, "<" + "a" * 60_000, "<a " * 20_000, '<a "' * 15_000, "&" * 60_000]
)
def test_hostile_html_takes_no_time(markup: str) -> None:
    """One event must not hold the indexer up."""
    began = time.monotonic()
    plain(markup)
    assert time.monotonic() - began < 5
