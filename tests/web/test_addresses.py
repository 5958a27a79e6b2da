"""Addresses of the page: what is shared, kept in a bookmark, and opened in another tab."""

from __future__ import annotations

import httpx
from playwright.sync_api import expect

from tests.system.stacks import Stack
from tests.web.windows import PHONE, Windows, settled, visit

_ARTICLE = "/a/QXJ0aWNsZTpkZW1vLTEyMA=="  # demo-120


def test_a_link_goes_there_without_loading_the_page_again(windows: Windows) -> None:
    """And the address of the window is the one that is shared; with a key held it is a new tab."""
    page = windows.open("/all", viewer="pat")
    page.evaluate("window.kept = true")
    card = page.locator(".card").first
    title = card.locator("h2").inner_text()
    card.locator("[data-open]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.evaluate("[location.pathname.slice(0, 3), window.kept]") == ["/a/", True]
    address = page.url
    page.get_by_role("link", name="Tribes").first.click()
    assert page.evaluate("window.kept")
    page.goto(address)
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="People").first.click(modifiers=["Control"])
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("People")


def test_an_address_of_before_leads_to_where_it_led(windows: Windows) -> None:
    """`#/tribe/rally` stands in somebody's bookmarks."""
    page = windows.open("/#/tribe/rally?order=TOP", viewer="pat")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rally")
    assert page.evaluate("location.pathname + location.search + location.hash") == (
        "/t/rally?order=TOP"
    )


def test_who_shares_an_address_shows_what_it_leads_to(windows: Windows, demo: Stack) -> None:
    """The gateway tells by itself what a window would say when its script has run."""
    root = demo.url.removesuffix("/graphql")
    page = windows.open(_ARTICLE, viewer="pat")
    title = page.get_by_role("heading", level=1).inner_text()
    told = httpx.get(root + _ARTICLE, headers={"accept": "text/html"})
    assert told.status_code == 200
    assert f"<title>{page.title()}</title>" in told.text
    assert f'<meta property="og:title" content="{title}">' in told.text
    for path, status in (("/t/rally", 200), ("/u/enzo", 200), ("/t/none", 404), ("/lost", 404)):
        got = httpx.get(root + path, headers={"accept": "text/html"})
        assert (got.status_code, "page.js" in got.text) == (status, True)


def test_tribes_are_listed_in_four_orders(windows: Windows) -> None:
    """By followers, by activity, by name and by age; and the list can be followed from."""
    page = windows.open("/tribes?order=NAME", viewer="lister")
    names = page.locator(".list .row-name a").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    assert len(names) >= 8
    for word in ("Active", "Newest", "Followers"):
        page.get_by_label("Order").get_by_role("link", name=word).click()
        settled(page)
        assert page.locator(".list li").count() == len(names)
    page.get_by_role("button", name="Follow Le Mans").click()
    expect(page.get_by_role("button", name="Following Le Mans")).to_be_visible()


def test_a_leaderboard_is_reached_on_a_phone_and_has_its_windows(windows: Windows) -> None:
    """It stands beside the feed where there is room, and a link leads to it where there is none."""
    page = windows.open("/t/porsche", viewer="pat", size=PHONE)
    page.locator(".facts").get_by_role("link", name="Leaderboard").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leaderboard of Porsche")
    everybody = page.locator(".rows li").count()
    assert everybody > 3
    page.get_by_role("link", name="Month").click()
    settled(page)
    assert page.evaluate("location.search") == "?window=MONTH"
    assert page.locator(".rows li").count() <= everybody
    visit(page, "/t/porsche/leaderboard?window=nonsense")
    expect(page.get_by_role("link", name="All time")).to_have_attribute("aria-current", "true")


def test_cards_have_pictures_that_have_room(windows: Windows) -> None:
    """Each is of one size before it is there, and what an article shows says what is seen."""
    page = windows.open("/all", viewer="pat")
    pictures = page.locator(".card .picture img")
    assert pictures.count() > 5
    boxes = [one.bounding_box() or {} for one in pictures.all()]
    assert len({(box["width"], box["height"]) for box in boxes}) == 1
    page.locator(".card.pictured [data-open]").first.click()
    shown = page.locator(".article .picture img").first
    assert len(shown.get_attribute("alt") or "") > 10
    page.wait_for_function("it => it.complete && it.naturalWidth > 0", arg=shown.element_handle())
