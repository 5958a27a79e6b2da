"""Global ids and cursors by themselves."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlog.envelope import ID_LENGTH_MAX
from gateway.declare.relay import (
    FIRST_DEFAULT,
    FIRST_MAX,
    cursor,
    global_id,
    page_size,
    parse_cursor,
    parse_global_id,
)
from gateway.errors import BadInput

ids = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=100)


@given(st.sampled_from(["User", "Tribe", "Article", "Comment"]), ids)
def test_a_global_id_survives(type_name: str, record_id: str) -> None:
    """Colons, slashes and letters beyond ASCII are parts of ids."""
    assert parse_global_id(global_id(type_name, record_id)) == (type_name, record_id)


def test_a_global_id_is_base64_of_type_and_id() -> None:
    """Golden: the ids that clients keep, and clients store them."""
    assert global_id("Article", "demo-1") == "QXJ0aWNsZTpkZW1vLTE="
    assert parse_global_id("Q29tbWVudDphLzE=") == ("Comment", "a/1")


def test_the_longest_id_fits() -> None:
    """Every character of a comment's id may take four bytes."""
    longest = f"{'😀' * ID_LENGTH_MAX}/{'😀' * ID_LENGTH_MAX}"
    assert parse_global_id(global_id("Comment", longest)) == ("Comment", longest)


@pytest.mark.parametrize(
    "text",
    [
        "", "enzo", "VXNlcg==", "VXNlcjo=", "OmVuem8=", "VXNlcjplbnpv\n", "é",
        "VXNlcjplbnpv" * 999, base64.b64encode(b"User:\xff").decode(),
        base64.b64encode(b"User:a\0").decode(), base64.b64encode(b"User").decode(),
    ],
)  # fmt: skip
def test_what_is_no_global_id_is_refused(text: str) -> None:
    """The message shows what came, and not all of it."""
    with pytest.raises(BadInput, match="expected base64 of Type:id") as refused:
        parse_global_id(text)
    assert len(str(refused.value)) < 300


@given(st.text(max_size=20), st.integers(-(2**53), 2**53), ids)
def test_a_cursor_survives_and_belongs_to_its_list(place: str, score: int, record_id: str) -> None:
    """A score stays exact, which a float in JSON would not."""
    text = cursor(place, score, record_id)
    assert parse_cursor(text, place) == (score, record_id)
    with pytest.raises(BadInput, match="cursor is of another list"):
        parse_cursor(text, place + "x")


def test_a_page_has_bounds() -> None:
    """Twenty when nothing is said."""
    assert [page_size(first) for first in (None, 1, FIRST_MAX)] == [FIRST_DEFAULT, 1, FIRST_MAX]
    for first in (0, -1, FIRST_MAX + 1):
        with pytest.raises(BadInput, match=f"first: {first} is outside 1 to 100"):
            page_size(first)
