"""What shows nothing is not stored: not as a title, a name or a comment, nor elsewhere as text."""

from __future__ import annotations

from typing import Any

import pytest

from bandstand.testing.worlds import envelope
from eventlog.checks.markup import is_visible_html
from eventlog.checks.visible import BLANKS, is_visible, settled
from eventlog.envelope import Event
from eventlog.errors import EventRejected, Fault
from gateway.writing.entry import NOTHING_TO_SEE
from tribes import events as e
from tribes.entry import admit

BLANK = {
    "nothing": "",
    "spaces": " \t\r\n ",
    "a no-break space": "\u00a0",
    "wide spaces": "\u3000\u2003\u205f\u1680",
    "line and paragraph ends": "\u2028\u2029\u0085",
    "zero-width characters": "\u200b\u200c\u200d\u2060\ufeff",
    "soft hyphens": "\u00ad",
    "marks of direction": "\u200e\u200f\u061c\u202a\u202e\u2066\u2069",
    "variation selectors": "\ufe00\ufe0f\U000e0100\u180b",
    "tags": "\U000e0041\U000e007f",
    "fillers of Hangul": "\u115f\u1160\u3164\uffa0",
    "a grapheme joiner": "\u034f",
    "vowels of Khmer that show nothing": "\u17b4\u17b5",
    "blanks by design": "".join(BLANKS),
    "controls": "\x0e\x1b\x7f",
    "an interlinear mark": "\ufff9\ufffb",
    "all together": " \u200b\u3164\u2800\u00ad\ufe0f",
}
"""Texts that show nothing."""

SHOWN = ["a", ".", "-", "\U0001f3ce\ufe0f", "\u0301", "\ufffd", "\u4e00", "\u200ba\u200b", "0"]

EMPTY_HTML = [
    *BLANK.values(),
    "<p></p>",
    "<p> <br> </p>",
    "<br><br>",
    "&nbsp;",
    "<p>&nbsp;&#8203;&shy;&zwnj;</p>",
    "<p>&#x3164;</p>",
    "&#10240;",
    "<!-- a comment -->",
    "<a href='https://cars.example'></a>",
    "<b><i><u></u></i></b>",
    "<ul><li></li></ul>",
    "<table><tr><td></td></tr></table>",
    "<script>alert(1)</script>",
    "<style>p { color: red }</style>",
    "<img>",
    "<img alt='a car'>",
    "<img src=''>",
    "<img src='javascript:alert(1)'>",
    "<img src=' '>",
    "<img src='data:image/png;base64,AAAA'>",
    "<img src='https://cars.example/1.png' width='0'>",
    "<img src='https://cars.example/1.png' height='0px' width='10'>",
    "<iframe src='https://cars.example'></iframe>",
    "<ruby><rp>(</rp></ruby>",
    "<p>" * 400,
]
"""HTML that shows nothing once it is sanitised."""

SHOWN_HTML = [
    "a",
    "<p>a</p>",
    "<img src='https://cars.example/1.png'>",
    "<img src='https://cars.example/1.png' width='10' height='05'>",
    "<hr>",
    "&lt;p&gt;",
    "&amp;nbsp;",
    "<p>" * 400 + "a",
    "&nbsp;" * 100 + "a",
    "5 < 6",
]

Blank = list[tuple[Event, str]]


def required(text: str, html: str) -> list[tuple[Event, str]]:
    """Events with a text of each kind that stands alone before a reader, and the field."""
    article: dict[str, Any] = {"article": "a", "tribe": "t", "kind": e.ArticleKind.ARTICLE}
    return [
        (e.ArticlePublished(**envelope(1), **article, title=text), "title"),
        (e.ArticleEdited(**envelope(1), article="a", title=text), "title"),
        (e.UserProfileSet(**envelope(1), user="u", name=text), "name"),
        (e.TribeProfileSet(**envelope(1), tribe="t", name=text), "name"),
        (e.CommentPosted(**envelope(1), comment="a/1", body=html), "body"),
        (e.CommentEdited(**envelope(1), comment="a/1", body=html), "body"),
    ]


@pytest.mark.parametrize("name", BLANK)
def test_a_blank_text_is_refused_where_it_stands_alone(name: str) -> None:
    """A feed of nothing to click on, and comments by nobody who says nothing."""
    assert not is_visible(BLANK[name])
    for event, field in required(BLANK[name], BLANK[name]):
        with pytest.raises(EventRejected) as rejected:
            admit(event)
        assert rejected.value.faults == (Fault((field,), NOTHING_TO_SEE),), event.type


@pytest.mark.parametrize("html", EMPTY_HTML)
def test_html_that_shows_nothing_is_no_comment(html: str) -> None:
    """Whatever it is made of: what is looked at is what the sanitiser leaves."""
    for event in (
        e.CommentPosted(**envelope(1), comment="a/1", body=html),
        e.CommentEdited(**envelope(1), comment="a/1", body=html),
    ):
        with pytest.raises(EventRejected, match="nothing to see"):
            admit(event)


@pytest.mark.parametrize("text", SHOWN)
def test_whatever_shows_something_is_taken(text: str) -> None:
    """A dot may be all that there is to say."""
    assert is_visible(text)
    for event, _ in required(text, text):
        admit(event)


@pytest.mark.parametrize("html", SHOWN_HTML)
def test_html_that_shows_something_is_a_comment(html: str) -> None:
    """A picture is one, and a line, and signs that look like markup."""
    event = admit(e.CommentPosted(**envelope(1), comment="a/1", body=html))
    assert is_visible_html(str(event.body))  # type: ignore[attr-defined]


def test_a_text_that_may_be_left_out_and_shows_nothing_is_left_out() -> None:
    """One way to say nothing, whoever said it how: a reader asks for an empty text alone."""
    media = [e.Media(url="https://cars.example/1.png", alt="\u200b"), e.Media(url="https://x/2")]
    shown: dict[str, Any] = {"tribe": "t", "kind": e.ArticleKind.ARTICLE, "title": "T"}
    article = e.ArticlePublished(
        **envelope(1), article="a", **shown, excerpt="\u2800", body="<p>&nbsp;</p>", media=media
    )
    assert admit(article) == e.ArticlePublished(
        **envelope(1), article="a", **shown, media=[e.Media(url=one.url) for one in media]
    )
    user = e.UserProfileSet(**envelope(1), user="u", bio="<p></p>")
    assert admit(user) == e.UserProfileSet(**envelope(1), user="u", bio="")
    tribe = e.TribeProfileSet(**envelope(1), tribe="t", description="\u3164")
    assert admit(tribe) == e.TribeProfileSet(**envelope(1), tribe="t", description="")


def test_all_that_is_wrong_is_said_at_once() -> None:
    """A form marks every field that has a fault."""
    event = e.UserProfileSet(**envelope(1), user="u", handle="a b", name=" ", bio="ok")
    with pytest.raises(EventRejected) as rejected:
        admit(event)
    assert [fault.path for fault in rejected.value.faults] == [("handle",), ("name",)]


TURNS = {
    "none": ("plain", "plain"),
    "an override": ("a\u202eb", "ab"),
    "an override that is closed": ("a\u202dgro.knab\u202c", "agro.knab"),
    "an embedding": ("a\u202bb", "ab"),
    "an embedding that is closed": ("a \u202b\u05d0\u202c b", "a \u202b\u05d0\u202c b"),
    "an isolate": ("a\u2067b", "ab"),
    "an isolate that is closed": ("a \u2067\u05d0\u2069 b", "a \u2067\u05d0\u2069 b"),
    "ends of nothing": ("a\u202cb\u2069", "ab"),
    "one within another": ("\u2068\u202a\u05d0\u202c\u2069", "\u2068\u202a\u05d0\u202c\u2069"),
    "one that its isolate closes": ("\u2068\u202ax\u2069\u202c", "\u2068x\u2069"),
    "an end within an isolate": ("\u202ax\u2068y\u202c\u2069", "x\u2068y\u2069"),
    "an override in an embedding": ("\u202ax\u202ey\u202cz\u202c", "\u202axyz\u202c"),
    "an escape of terminals": ("a\x1b[31mb\x07\x9b", "a[31mb"),
    "tabs and ends of lines": ("a\tb\r\nc", "a\tb\r\nc"),
    "marks of the direction": ("a\u200e\u05d0\u200f\u061c", "a\u200e\u05d0\u200f\u061c"),
}
"""By what does something to the writing around: a line, and what of it is stored."""


@pytest.mark.parametrize("name", TURNS)
def test_no_line_turns_the_writing_around_it(name: str) -> None:
    """A name that ends with an override writes what stands behind it backwards, on every page."""
    given, stored = TURNS[name]
    assert settled(given) == stored
    assert settled(stored) == stored
    media = [e.Media(url="https://x/y.jpg", alt=given)]
    event = e.ArticlePublished(
        **envelope(1),
        article="a",
        tribe="t",
        kind="ARTICLE",
        title=given,
        excerpt=given,
        media=media,
    )
    admitted: Any = admit(event)
    assert admitted.title == admitted.excerpt == admitted.media[0].alt == stored
    user: Any = admit(e.UserProfileSet(**envelope(1), user="u", name=given))
    assert user.name == stored


@pytest.mark.parametrize("blank", ["\u2800", "\u3164", "\u200b", "\u00ad\ufe0f"])
def test_an_id_shows_something_where_it_enters(blank: str) -> None:
    """Nobody finds by eye who did what; what a log of before has is read as ever."""
    events: dict[str, Event] = {
        "actor": e.ArticleBumped(**envelope(1, blank), article="a"),
        "user": e.UserFollowed(**envelope(1), user=blank),
        "tribe": e.TribeFollowed(**envelope(1), tribe=blank),
        "article": e.ArticleBumped(**envelope(1), article=blank),
        "comment": e.CommentBumped(**envelope(1), comment=f"a/{blank}"),
        "parent": e.CommentPosted(**envelope(1), comment="a/b", parent=f"a/{blank}", body="x"),
    }
    for field, event in events.items():
        with pytest.raises(EventRejected, match=f"^{field}: There is nothing to see in it: give"):
            admit(event)
        assert e.EVENTS.decode(e.EVENTS.encode(event)) == event
