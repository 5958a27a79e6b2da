"""Two windows on one stack: what happens in one is seen in the other, with nothing reloaded."""

from __future__ import annotations

import os
import signal

from playwright.sync_api import expect

from tests.system.stacks import Stack
from tests.web.windows import PHONE, Windows, shot

_ID = "QXJ0aWNsZTpkZW1vLTExOA=="  # demo-118
_ARTICLE = f"/a/{_ID}"
_PUBLISH = """mutation($title: String!) {
  publishArticle(input: {tribeId: "VHJpYmU6ZmVycmFyaQ==", title: $title}) {
    article { id } userErrors { message }
  }
}"""


def test_a_bump_in_one_window_is_seen_in_another(windows: Windows) -> None:
    """The sentence that a newcomer tries first: on the article, and on its card in a feed."""
    mine, yours = windows.open(_ARTICLE, viewer="pat"), windows.open(_ARTICLE, viewer="jutta")
    feed = windows.open("/all", viewer="colin", size=PHONE)
    card = feed.locator(".card", has=feed.locator(f'a[href="/a/{_ID}"]'))
    button = "[data-bump] .number"
    before = int(yours.locator(f".article {button}").inner_text())
    pressed = mine.locator(".article [data-bump]")
    by = -1 if pressed.get_attribute("aria-pressed") == "true" else 1
    pressed.click()
    for number in (yours.locator(f".article {button}"), card.locator(button)):
        expect(number).to_have_text(str(before + by))
    expect(yours.locator(".article [data-bump]")).to_have_attribute("aria-pressed", "false")
    shot(feed, "phone-live")


def test_the_bell_rings_while_one_reads(windows: Windows, demo: Stack) -> None:
    """Somebody bumps what one wrote: the count says so on whatever page one is."""
    article = demo.ask(_PUBLISH, viewer="bell", title="Dashboard")["publishArticle"]["article"][
        "id"
    ]
    page = windows.open("/all", viewer="bell")
    bell = page.locator(".bell")
    expect(bell).to_have_text("Notifications")
    demo.bump(article, viewer="pat")
    expect(bell).to_contain_text("Notifications, 1 unread")


def test_a_comment_of_somebody_else_is_announced_and_shown_when_asked_for(
    windows: Windows,
) -> None:
    """What one reads must not move by itself."""
    mine, yours = windows.open(_ARTICLE, viewer="pat"), windows.open(_ARTICLE, viewer="jutta")
    count = yours.locator(".comment").count()
    mine.get_by_label("Add a comment").fill("Said beside you.")
    mine.get_by_role("button", name="Comment", exact=True).click()
    yours.get_by_role("button", name="Show 1 new comment").click()
    expect(yours.locator(".comment")).to_have_count(count + 1)
    expect(yours.locator(".comment", has_text="Said beside you.")).to_be_visible()


def test_a_new_article_is_announced_to_who_follows_its_tribe(windows: Windows, demo: Stack) -> None:
    """In the home feed of who follows, and in everything; not in the home feed of who does not."""
    home = windows.open("/", viewer="pat")  # Follows Ferrari.
    other = windows.open("/", viewer="masako")
    everything = windows.open("/all", viewer="masako")
    follows = "{ viewer { user { followedTribes { edges { node { slug } } } } } }"
    slugs = str(demo.ask(follows, viewer="masako"))
    assert ("ferrari" in str(demo.ask(follows, viewer="pat")), "ferrari" in slugs) == (True, False)
    demo.ask(_PUBLISH, viewer="tazio", title="Hot off the press")
    for window in (everything, home):
        window.get_by_role("button", name="Show 1 new article").click()
        expect(window.locator(".card").first).to_contain_text("Hot off the press")
    expect(other.locator(".fresh")).to_have_count(0)


def test_what_is_live_outlives_the_gateway(windows: Windows, demo: Stack) -> None:
    """A gateway is updated every day; a window is open for a week."""
    page = windows.open(_ARTICLE, viewer="jutta")
    number = page.locator(".article [data-bump] .number")
    before = int(number.inner_text())
    [pid] = demo.pids("gateway")
    os.kill(pid, signal.SIGKILL)
    demo.replaced("gateway", pid)
    demo.bump(_ID, viewer="somebody-new")
    expect(number).to_have_text(str(before + 1), timeout=20_000)
    windows.wrong.clear()  # The browser says that the connection ended.
