"""Quality of the page: it fits, nothing moves, everybody can use it, and it asks once."""

from __future__ import annotations

import json
import re
from contextlib import suppress

import pytest

from tests.web.node import TOOLING, project
from tests.web.windows import DESK, PHONE, Windows, shot, visit

_ARTICLE = "/a/QXJ0aWNsZTpkZW1vLTEyMA=="  # demo-120
_BLANK = "/tribes/new"  # Asks for nothing.
_PLACES = {
    "home": "/",
    "everything": "/all?order=TOP",
    "tribe": "/t/garage?order=HOT",
    "board": "/t/garage/leaderboard",
    "user": "/u/enzo",
    "article": _ARTICLE,
    "inbox": "/inbox",
    "search": "/search?q=gara",
    "tribes": "/tribes?order=NAME",
    "people": "/people",
    "write": "/write",
    "cases": "/t/ferrari/moderation",
    "hidden": "/a/QXJ0aWNsZTpkZW1vLTI1/hidden",
    "edit": "/t/ferrari/edit",
    "me": "/me",
}
_BESIDE = ("home", "everything", "tribe", "user", "article")
_SHIFT_MAX = 0.05
_SHIFTS = """window.shift = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize(
    ("device", "size", "dark"), [("phone", PHONE, True), ("desk", DESK, False)]
)
def test_it_fits(windows: Windows, device: str, size: tuple[int, int], dark: bool) -> None:
    """Nothing goes beyond the width, from 360 pixels on; the screenshots are kept."""
    page = windows.open(_BLANK, viewer="enzo", size=size, dark=dark)
    for name, place in _PLACES.items():
        visit(page, place)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], name
        shot(page, f"{device}-{name}")
    visit(page, _ARTICLE)
    page.locator(".article .prose").evaluate(
        "it => { it.innerHTML = `<pre>${'x'.repeat(400)}</pre>` }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0], "a line of code"


def test_no_word_of_the_header_is_broken(windows: Windows) -> None:
    """On what is held upright it is tightest; each of its words is one line high."""
    for width in (320, 768, 1024):
        page = windows.open("/", viewer="pat", size=(width, 800))
        for word in page.locator(".brand, .places a").all():
            box = word.bounding_box()
            assert box, width
            assert box["height"] < 48, (width, word.inner_text())
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_nothing_moves_while_a_page_comes(windows: Windows, size: tuple[int, int]) -> None:
    """What one is about to press must stay where it is: skeletons, pictures and names come late."""
    # On a desk those that have a column beside them.
    places = _PLACES if size == PHONE else {name: _PLACES[name] for name in _BESIDE}
    for name, place in places.items():
        page = windows.open(place, viewer="enzo", size=size, init=_SHIFTS)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("shift") < _SHIFT_MAX, name


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (DESK, True)])
def test_axe_finds_nothing(
    windows: Windows, request: pytest.FixtureRequest, size: tuple[int, int], dark: bool
) -> None:
    """Contrast, names, roles, landmarks and room for a thumb, in light and in dark."""
    axe = project(TOOLING, request.config) / "node_modules" / "axe-core" / "axe.min.js"
    page = windows.open(_BLANK, viewer="enzo", size=size, dark=dark)
    page.evaluate(axe.read_text(encoding="utf-8"))
    for name, place in _PLACES.items():
        visit(page, place)
        page.locator(".who summary").click()
        # As WCAG 2.2 asks, with the size of targets, which axe looks at only when it is asked to.
        ask = "axe.run({ rules: { 'target-size': { enabled: true } } })"
        found = page.evaluate(ask + ".then(({violations}) => violations)")
        seen = [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
        assert not seen, name


def test_a_page_takes_one_query(windows: Windows) -> None:
    """The product's point; a visit to an article also says that it was seen.

    What the bell asks, once it listens, may come before the first page or after it.
    """
    page, asked = windows.open(_BLANK, viewer="pat"), list[str]()
    page.on("request", lambda request: asked.append(request.post_data or ""))
    for place in _PLACES.values():
        visit(page, place)
    page.wait_for_load_state("networkidle")
    texts = [json.loads(text)["query"].strip() for text in asked if text]
    names = [re.split(r"\W*[({]", text)[0] for text in texts]
    with suppress(ValueError):
        names.remove("query Unread")
    pages = (
        "Home Everything TribePage Board UserPage ArticlePage Inbox Search TribesPage PeoplePage "
        "WritePage CasesPage HiddenPage TribeEditPage ProfilePage"
    )
    assert sorted(names) == sorted([*(f"query {one}" for one in pages.split()), "mutation View"])
