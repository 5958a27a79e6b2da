"""What is done to an event where it enters: stored HTML is safe to show, whoever shows it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandstand.testing.worlds import envelope
from eventlog.envelope import Event
from tribes import events as e
from tribes.entry import admit
from tribes.events import EVENTS

HOSTILE = [
    "<script>alert(1)</script>",
    "<p onclick='alert(1)'>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<iframe src='https://evil.example'></iframe>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<form action='https://evil.example'><input name=password></form>",
    "<style>body{display:none}</style>",
    "<!--<img src=x onerror=alert(1)>-->",
    "<p style='position:fixed'>x</p>",
    "<<script>script>alert(1)<</script>/script>",
]


def article(body: str) -> e.ArticleEdited:
    """An article whose body was changed."""
    return e.ArticleEdited(**envelope(1), article="a", body=body)


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_runs_gets_in(html: str) -> None:
    """Every front end shows the text as it is: one that forgets to clean must be safe."""
    clean = str(admit(article(html)).body)  # type: ignore[attr-defined]
    for danger in ("<script", "onerror=", "onclick=", "javascript:", "<iframe", "<style", "style=",
                   "<form", "<input", "<svg", "<math", "data:"):  # fmt: skip
        assert danger not in clean.replace("&lt;", "")


def test_what_people_write_stays() -> None:
    """Headings, lists, links and pictures are what an article is made of."""
    html = '<h2>Oil</h2><ul><li><b>5W</b></li></ul><p><img src="https://x/y.jpg" alt="y"></p>'
    assert admit(article(html)).body == html  # type: ignore[attr-defined]


@given(st.text(max_size=200) | st.sampled_from(HOSTILE))
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    """An event may pass two entries, and a retry must have the same bytes."""
    once = admit(article(html))
    assert admit(once) == once


@pytest.mark.parametrize(
    "event",
    [
        e.UserProfileSet(**envelope(1), user="u", bio="<script>x</script>b"),
        e.TribeProfileSet(**envelope(1), tribe="t", description="<script>x</script>b"),
        e.ArticlePublished(**envelope(1), article="a", tribe="t", kind=e.ArticleKind.ARTICLE,
                           title="T", body="<script>x</script>b"),
        e.ArticleEdited(**envelope(1), article="a", body="<script>x</script>b"),
        e.CommentPosted(**envelope(1), comment="a/1", body="<script>x</script>b"),
        e.CommentEdited(**envelope(1), comment="a/1", body="<script>x</script>b"),
    ],
    ids=lambda event: event.type,
)  # fmt: skip
def test_every_html_field_is_cleaned(event: Event) -> None:
    """A new event with HTML in it must not slip by."""
    assert b"script>" not in EVENTS.encode(admit(event))


def test_every_field_of_html_is_cleaned() -> None:
    """Whoever adds a field of type Html need not name it anywhere else."""
    found = 0
    for event_type in EVENTS.types.values():
        for name in _html_fields(event_type):
            names = ("user", "tribe", "article", "comment", "kind", "title")
            given: dict[str, Any] = {one: "a" for one in names if one in _fields(event_type)}
            event = event_type(**envelope(1), **given | {name: "<script>x</script>b"})
            assert getattr(admit(event), name) == "b", f"{event_type.__name__}.{name}"
            found += 1
    assert found == 6


def _fields(event_type: type[Event]) -> tuple[str, ...]:
    return event_type.__struct_fields__


def _html_fields(event_type: type[Any]) -> list[str]:
    declared = {
        name: str(text) for cls in event_type.__mro__ for name, text in _annotations(cls).items()
    }
    return [name for name, text in declared.items() if "Html" in text]


def _annotations(cls: type[Any]) -> dict[str, Any]:
    return vars(cls).get("__annotations__", {})


def test_plain_text_is_left_alone() -> None:
    """A title is text: `a < b` is not HTML, and must not become it."""
    event = e.ArticleEdited(**envelope(1), article="a", title="a < b & <script>", excerpt="<i>")
    assert admit(event) is event
