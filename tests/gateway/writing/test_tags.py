"""HTML is written well formed before it is cleaned, so that a parser makes no more of it."""

from __future__ import annotations

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.writing.tags import TAGS_MAX, TooMuch, well_formed

BODY = 128 << 10
"""So large is what a request may say, in all."""


def bolds(count: int) -> str:
    """So many that are open at once, none like another, so that a parser keeps them all."""
    return "".join(f"<b id={number}>" for number in range(count))


@pytest.mark.parametrize(
    "html",
    [
        bolds(98) + "<!--" + "</b>" * 98 + "-->" + bolds(98) + "<p>x" * 15_000,
        "<p>" + bolds(98) + "<p>x" * 31_000,
        "<p>" + bolds(19) + "<p>x" * 2_900,
        "<table>" + bolds(19) + "<tr>x" * 2_900,
        "<ul>" + ("<li>" + bolds(18) + "x") * 300,
        "<p " + " ".join(f"a{number}" for number in range(31_500)) + ">x</p>",
        "<svg>" + "<td>" * 15_600 + "</x>" * 15_600,
        "<div>" * 6_000 + "<!--" + "</div>" * 6_000 + "-->" + "<hr>" * 14_000,
        "<div title='" + "</div>" * 90 + "'>" * 90 + "<hr>" * 2_000,
        "<p title='" + '"' * 62_000 + "'>",
        "<b><i><u><s><em><code>x</b>y</i>z</u>" * 400,
        "<table>" * 30 + "<td>" * 2_000,
        "<a href=x>y" * 2_900,
        "<title>" * 9_000,
        "<!--" * 30_000,
        "<p a=\"x" * 12_000,
        "<" * 60_000,
        "<b>" * 19 + '<i title="' + "&" * 60_000 + '">' + "</b>x" * 19,
        "<b>" * 19 + "<a href='/" + "a" * 3_000 + "'>" + "</b>x" * 300,
    ],
    ids=[
        *("ends in comments", "paragraphs", "a few bold", "rows", "items", "attributes"),
        *("cells outside of tables", "a deep stack", "ends in a value", "marks", "one in another"),
        *("tables", "links", "titles", "comments", "values without an end", "signs"),
        *("a long value", "a long address"),
    ],
)  # fmt: skip
def test_what_a_parser_would_make_much_of_comes_to_little(html: str) -> None:
    """104 KB came to 45 million elements, and the process was ended; 12 KB to a gigabyte."""
    try:
        formed = well_formed(html[:BODY])
    except TooMuch:
        return
    assert formed.count("<") <= 2 * TAGS_MAX
    clean = nh3.clean(formed)
    assert clean.count("<") <= formed.count("<")
    assert len(clean) <= 8 * len(formed) + 100


@pytest.mark.parametrize(
    "html",
    [
        "<p>One<p>two</p>three</p>",
        "<h1>A<h2>b</h1>c",
        "<ul><li>a<li><p>b<ul><li>c</ul><li>d</ul>",
        "<dl><dt>a<dd>b<dt>c</dl>",
        "<table><tr><td>a<td>b<tr><th>c</table>",
        "<table><caption>a<tbody><tr><td><table><td>b</table></table>",
        "<table><col><tr><td>a</td></tr></table>",
        "<b>a<i>b</b>c</i>d",
        "<strong>a <a href='/x'>b</strong> c</a> d",
        "<em><strong>a</em></strong> b",
        "<a href=/x>a<a href='/y'>b</a>",
        "<span><div>a</span>b</div>",
        "<p>a</p></p>b",
        "<ruby>漢<rp>(<rt>kan<rp>)</ruby>",
        "<section><p>a</section><form>b</form>",
        '<img src="/a.png" alt="&quot;x&quot; &lt;" width=3><br/><hr>',
        "<p title='a \"b\"' lang=de onclick=x()>a &amp; b &nbsp; c</p>",
        "a < b <3 <!-- c --> d <!doctype html> e <?php f ?> g </> h",
        "<script>x</script><style>y</style><b>z</b><scr<script>ipt>",
        "<iframe src=x></iframe><svg><path></svg>a",
        "<P CLASS=x>A</P><BR><Img SRC=/a.png>",
        "<pre>a\n  b</pre><blockquote cite=/x>c</blockquote>",
        "<b", "<p title='x", "a</b", "<p>a</p", "&lt;b&gt;", "",
    ],
)  # fmt: skip
def test_what_people_write_means_what_it_meant(html: str) -> None:
    """Not well formed is not wrong: editors and importers write so."""
    assert nh3.clean(well_formed(html)) == nh3.clean(html)


_NAMES = (
    *("p", "b", "i", "a", "div", "span", "ul", "li", "dd", "table", "tr", "td", "tbody", "caption"),
    *("h1", "h2", "ruby", "rt", "br", "hr", "section", "svg", "math", "title", "script", "font"),
    *("template", "select", "option", "nobr", "object", "button", "textarea", "html", "frameset"),
)
_TAGS = ("<{}>", "<{}>", "</{}>", "<{} id={}>", "<{} title='<b>'>", "</{} a>", "x", "<!--", "-->")
_soups = st.lists(
    st.builds(str.format, st.sampled_from(_TAGS), st.sampled_from(_NAMES), st.integers(0, 9)),
    max_size=40,
).map("".join)


@settings(max_examples=150)
@given(before=_soups, again=_soups, times=st.integers(1, 40))
def test_a_parser_makes_no_more_than_is_written(before: str, again: str, times: int) -> None:
    """Whatever stands there, in whatever order: else somebody finds the one that is dear."""
    try:
        formed = well_formed(before + again * times)
    except TooMuch:
        return
    assert well_formed(formed) == formed
    clean = nh3.clean(formed)
    assert clean.count("<") <= formed.count("<")
    assert nh3.clean(well_formed(clean)) == clean, "an event may enter twice"


@pytest.mark.parametrize(
    "before", ["http://", "https:", "//", "/\\\\", "HTTP:/", "&#104;ttp://", " \thttp://"]
)
@pytest.mark.parametrize(
    "host", ["車" * 64, "a." * 127 + "b", "車" * 60 + "&#x8eca;" * 5, "u:" + "é" * 70 + "@x"]
)
def test_a_host_that_cannot_be_one_is_left_out(before: str, host: str) -> None:
    """What reads it takes the square of its letters: three mutations held the process for 40 s."""
    assert well_formed(f"<a href='{before}{host}/x'>a</a>") == "<a>a</a>"
    assert well_formed(f"<a title='{host}'>a</a>") == f'<a title="{host}">a</a>'


@pytest.mark.parametrize(
    "address",
    [
        "https://de.wikipedia.org/wiki/" + "%D0%B0" * 60,
        "/" + "a" * 300 + "/b",
        "a" * 300,
        "?q=" + "a" * 300,
        "http://" + ".".join(["車" * 60] * 4) + "/",
    ],
)
def test_an_address_may_be_long(address: str) -> None:
    """Its host may not."""
    html = f'<a href="{address}">a</a>'
    assert well_formed(html) == html


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (bolds(21), "over 20 deep"),
        ("<div>" * 101, "over 100 deep"),
        ("<p>" * 6_001, "over 6,000 tags"),
    ],
    ids=["bold", "deep", "tags"],
)
def test_too_much_is_refused_with_the_limit(html: str, told: str) -> None:
    """Whoever writes so much hears what to do."""
    with pytest.raises(TooMuch, match=told):
        well_formed(html)
