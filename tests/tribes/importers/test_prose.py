"""Prose: what is cut stays readable, and HTML stays HTML."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tribes.importers.prose import (
    EXCERPT_LENGTH,
    cut_html,
    cut_text,
    excerpt_of,
    handle_of,
    lengths_to_try,
)

words = st.sampled_from(["v8", "&amp;", "&#128652;", "Süd", " ", "\n", "<br>", "<hr/>", "a & b"])
trees = st.recursive(
    words,
    lambda inner: st.tuples(
        st.sampled_from(["p", "b", "ul", "li", 'a href="/x?y=1&amp;z=2"']),
        st.lists(inner, max_size=4),
    ).map(lambda tree: f"<{tree[0]}>{''.join(tree[1])}</{tree[0].split()[0]}>"),
    max_leaves=30,
)


@given(markup=trees, length=st.integers(0, 200))
def test_cut_html_fits_and_stays_balanced(markup: str, length: int) -> None:
    """No tag or entity is cut through, and every element that was opened is closed."""
    cut = cut_html(markup, length)
    assert len(cut) <= max(length, 0)
    if cut == markup:
        return
    assert not re.search(r"<[^>]*(<|$)", cut)
    kept = max(cut.find("…"), 0)
    assert markup.startswith(cut[:kept])
    assert not [e for e in re.finditer(r"&#?\w+;", markup) if e.start() < kept < e.end()]
    stack = []
    for closing, name in re.findall(r"<(/?)(\w+)", cut):
        if name in ("br", "hr"):
            continue
        if closing:
            assert stack.pop() == name
        else:
            stack.append(name)
    assert not stack


def test_cut_html_shows_that_something_is_missing() -> None:
    """An ellipsis stands inside the element that was cut."""
    assert cut_html("<p>four on the floor</p>", 16) == "<p>four on…</p>"


@pytest.mark.parametrize("markup", ["<b>" * 30_000, "<" * 90_000, "&" * 90_000, "</b>" * 30_000])
def test_cut_html_of_hostile_html_ends_soon(markup: str) -> None:
    """Time grows with the length, not with its square."""
    assert len(cut_html(markup, 60_000)) <= 60_000


@given(text=st.text(max_size=60), length=st.integers(1, 50))
def test_cut_text_fits_on_one_line(text: str, length: int) -> None:
    """And cutting what is cut changes nothing."""
    cut = cut_text(text, length)
    assert len(cut) <= length
    assert cut == " ".join(cut.split())
    assert cut_text(cut, length) == cut


def test_cut_text_prefers_whole_words() -> None:
    """Unless a word is so long that little would be left."""
    assert cut_text("straight six", 11) == "straight…"
    assert cut_text("a turbocharger", 11) == "a turbocha…"


def test_an_excerpt_is_the_first_words_without_markup() -> None:
    """Blocks part words, inline elements do not; entities are the characters they stand for."""
    markup = '<p>H<sub>2</sub>O &amp; <a href="x">oil</a></p><ul><li>one</li><li>two</li></ul>'
    assert excerpt_of(markup) == "H2O & oil one two"
    assert excerpt_of("") == ""


def test_a_long_excerpt_ends_at_a_word() -> None:
    """And looks no further than it must, nor into a tag that lies across."""
    excerpt = excerpt_of(f"<p>{'rev ' * 9000}</p>")
    assert excerpt == "rev " * 49 + "rev…"
    assert len(excerpt) <= EXCERPT_LENGTH
    assert excerpt_of(f'<p>rev</p><img src="{"x" * 9000}">') == "rev"


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Mad Max", "mad-max-7"),
        ("  __Axle__Rose!! ", "axle-rose-7"),
        ("Ünal Çelik", "ünal-çelik-7"),
        ("日本 太郎", "日本-太郎-7"),
        ("", "user-7"),
        ("¯\\_(ツ)_/¯", "ツ-7"),
        ("!?", "user-7"),
        ("v" * 39 + " eight", "v" * 39 + "-7"),
    ],
)
def test_a_handle_is_letters_digits_and_the_number(name: str, handle: str) -> None:
    """Names repeat and hold anything; a handle is unique and fits an id."""
    assert handle_of(name, 7) == handle


@pytest.mark.parametrize("length", [0, 1, 100, 101, 60_000])
def test_lengths_to_try_go_from_all_to_nothing(length: int) -> None:
    """Each less than the one before, and not many."""
    lengths = list(lengths_to_try(length))
    assert lengths[0] == length
    assert lengths[-1] == 0
    assert lengths == sorted(set(lengths), reverse=True)
    assert len(lengths) < 30
