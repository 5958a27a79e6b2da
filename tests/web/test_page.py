"""The page of `examples/web` in a real browser, on a real stack: what a newcomer does first."""

from __future__ import annotations

import os
import re
import signal

from playwright.sync_api import Route, expect

from gateway.tokens import parse_token
from tests.system.stacks import Stack
from tests.web.windows import Windows, bumps, settled, shot, titles, visit

_ARTICLE = "/a/QXJ0aWNsZTpkZW1vLTEyMA=="  # demo-120
_OTHER = "/a/QXJ0aWNsZTpkZW1vLTExOQ=="  # demo-119


def test_the_first_page_shows_everything_and_says_how_to_make_it_a_home(windows: Windows) -> None:
    """A newcomer follows nobody: an empty page would be the end of the visit."""
    page = windows.open(viewer="newcomer")
    expect(page.locator(".hint")).to_contain_text("You follow nobody yet")
    assert len(titles(page)) == 20
    expect(page.locator(".hint .chip")).to_have_count(8)


def test_following_a_tribe_changes_the_home_feed(windows: Windows) -> None:
    """The reason to follow: and going back must not show what was read before."""
    page = windows.open(viewer="follower")
    before = titles(page)
    page.locator(".hint .chip", has_text="Porsche").click()
    page.get_by_role("button", name="Follow Porsche").click()
    expect(page.get_by_role("button", name="Following Porsche")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    expect(page.locator(".card").first).to_contain_text("Porsche")
    tribes = page.locator(".card .byline").all_inner_texts()
    assert all("Porsche" in line for line in tribes)
    assert titles(page) != before
    # The button says so before it is done; who reloads then does not wait for it.
    with page.expect_response(lambda found: "unfollow" in (found.request.post_data or "").lower()):
        page.get_by_role("button", name="Following Porsche").click()
    expect(page.get_by_role("button", name="Follow Porsche")).to_be_visible()
    page.reload()
    expect(page.locator(".hint")).to_contain_text("You follow nobody yet")


def test_following_from_the_home_feed_itself_changes_it(windows: Windows) -> None:
    """Two at once, and then the same link again: each time it is what is followed then."""
    page = windows.open("/", viewer="quick")
    page.get_by_role("button", name="Follow Rally").click()
    page.get_by_role("button", name="Follow Le Mans").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    expect(page.get_by_role("heading", name="You follow")).to_be_visible()
    lines = page.locator(".card .byline-place")
    expect(lines.filter(has_text=re.compile("Rally")).first).to_be_visible()
    expect(lines.filter(has_text=re.compile("Le Mans")).first).to_be_visible()
    expect(lines.filter(has_not_text=re.compile("(Rally|Le Mans)"))).to_have_count(0)
    visit_before = page.locator("main").get_attribute("data-visit")
    page.get_by_role("link", name="Home", exact=True).click()
    expect(page.locator("main")).not_to_have_attribute("data-visit", visit_before or "")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")


def test_a_page_that_is_opened_during_a_change_holds_it(windows: Windows) -> None:
    """Found by the test above on a slow machine: who went back at once saw their home lack it."""
    page, held = windows.open("/", viewer="hurried"), list[Route]()
    page.locator(".hint .chip", has_text="Rally").click()
    settled(page)
    follows = re.compile("followTribe")
    page.route(
        "**/graphql",
        lambda route: (
            held.append(route)
            if follows.search(route.request.post_data or "")
            else route.continue_()
        ),
    )
    with page.expect_request(lambda request: bool(follows.search(request.post_data or ""))):
        page.get_by_role("button", name="Follow Rally").click()
    expect(page.get_by_role("button", name="Following Rally")).to_be_visible()
    page.go_back()
    expect(page.locator("main .skeleton")).to_be_visible()
    held[0].continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    expect(page.locator(".card").first).to_contain_text("Rally")


def test_a_bump_shows_at_once_and_stays(windows: Windows) -> None:
    """Read your writes: after a reload, and back on the feed, which was read before the bump."""
    page = windows.open("/all", viewer="bumper")
    card = page.locator(".card").first
    before = bumps(card)
    card.locator("[data-open]").click()
    settled(page)
    button = page.locator(".article [data-bump]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    number = page.locator(".article [data-bump] .number").first
    expect(number).to_have_text(str(before + 1))
    with page.expect_response("**/graphql"):
        page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(number).to_have_text(str(before + 1))
    page.go_back()
    settled(page)
    expect(page.locator(".card [data-bump] .number").first).to_have_text(str(before + 1))


def test_what_was_seen_goes_with_every_request(windows: Windows) -> None:
    """Behind several gateways, or in two regions, the next answer may come from one that lags."""
    page = windows.open(_OTHER, viewer="seer")
    with page.expect_response(lambda response: "bumpArticle" in response.text()) as answered:
        page.locator(".article [data-bump]").click()
    receipt = answered.value.json()["data"]["bumpArticle"]["receipt"]["token"]
    with page.expect_request("**/graphql") as asked:
        page.get_by_role("link", name="Everything", exact=True).click()
    sent = parse_token(asked.value.headers["x-consistency-token"])
    assert sent.logs
    assert sent.join(parse_token(receipt)) == sent
    settled(page)


def test_a_bump_that_is_refused_is_taken_back_and_said(windows: Windows) -> None:
    """What is shown before it is true must go again, with a reason."""
    page = windows.open(_OTHER, viewer="")
    before = bumps(page)
    page.locator(".article [data-bump]").click()
    expect(page.locator(".notice")).to_contain_text("Choose who you are first")
    expect(page.locator(".article [data-bump]")).to_have_attribute("aria-pressed", "false")
    assert bumps(page) == before


def test_a_comment_and_a_reply_appear_where_they_belong(windows: Windows) -> None:
    """And what looks like a tag is what was typed."""
    page = windows.open(_ARTICLE, viewer="enzo")
    said = page.locator("[data-comments]")
    before = int(said.inner_text().split()[0])
    page.get_by_label("Add a comment").fill("Grease <b>everywhere</b>.\n\nTwice.")
    page.get_by_role("button", name="Comment", exact=True).click()
    comment = page.locator(".comment", has_text="Grease <b>everywhere</b>.")
    expect(comment).to_contain_text("Enzo Piacenza")
    expect(comment.locator(".prose p")).to_have_count(2)
    expect(said).to_have_text(f"{before + 1} comments")
    expect(page.get_by_label("Add a comment")).to_have_value("")
    comment.get_by_role("button", name="Reply").click()
    box = page.get_by_role("textbox", name="Reply to Enzo Piacenza")
    box.fill("And under the nails.")
    box.press("Control+Enter")
    replies = page.locator("li", has=comment).locator(".replies .comment")
    expect(replies.last).to_contain_text("And under the nails.")
    expect(said).to_have_text(f"{before + 2} comments")


def test_a_bump_is_a_notification_until_it_is_read(windows: Windows, demo: Stack) -> None:
    """The bell counts, the list says who did what, and read is read in every window."""
    publish = """mutation { publishArticle(input: {tribeId: "VHJpYmU6cmFsbHk=", title: "Gravel"}) {
      article { id } } }"""
    article = demo.ask(publish, viewer="author")["publishArticle"]["article"]["id"]
    page = windows.open(f"/a/{article}", viewer="author")
    expect(page.get_by_role("link", name="Notifications", exact=True)).to_be_visible()
    demo.bump(article, viewer="pat")
    page.reload()
    page.get_by_role("link", name="Notifications, 1 unread").click()
    expect(page.locator(".notices .new")).to_contain_text("Pat Rossi bumped your article Gravel")
    shot(page, "desk-inbox-new")
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".notices .new")).to_have_count(0)
    other = windows.open("/inbox", viewer="author")
    expect(other.get_by_role("link", name="Notifications", exact=True)).to_be_visible()
    expect(other.locator(".notices article")).to_have_count(1)


def test_a_tribe_has_a_leaderboard(windows: Windows, demo: Stack) -> None:
    """In the order that GraphQL gives, beside the feed."""
    query = """{ tribe(slug: "rally") {
      leaderboard(first: 8) { edges { score node { name } } } } }"""
    edges = demo.ask(query)["tribe"]["leaderboard"]["edges"]
    page = windows.open("/t/rally", viewer="pat")
    board = page.locator("section", has=page.get_by_role("heading", name="Leaderboard"))
    rows = board.locator("li").all_inner_texts()
    assert len(rows) == len(edges) > 3
    for row, edge in zip(rows, edges, strict=True):
        assert edge["node"]["name"] in row
        assert f"{edge['score']} bump" in row


def test_search_finds_articles_tribes_and_people(windows: Windows) -> None:
    """From the box of every page, by the beginning of a word; and it has an address of its own."""
    page = windows.open("/all", viewer="pat")
    page.keyboard.press("/")
    page.keyboard.type("gear")
    page.keyboard.press("Enter")
    expect(page.locator(".card").first).to_contain_text("gearbox")
    page.get_by_label("What").get_by_role("link", name="People").click()
    expect(page.locator(".empty")).to_contain_text("Nothing has all these words")
    page.get_by_label("Search articles, tribes and people").fill("enzo")
    page.keyboard.press("Enter")
    page.locator(".hit").get_by_role("link", name="Enzo Piacenza").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enzo Piacenza")
    visit(page, "/search?q=porsche&type=TRIBE")
    expect(page.locator(".hit").first).to_contain_text("followers")
    expect(page.get_by_label("Search articles, tribes and people")).to_have_value("porsche")


def test_more_goes_on_without_repeats(windows: Windows) -> None:
    """By cursors; and back is back to all that was read, at the same place."""
    page = windows.open("/all")
    page.get_by_role("button", name="More").click()
    expect(page.locator(".card")).to_have_count(40)
    addresses = page.locator(".card [data-open]").evaluate_all("all => all.map(one => one.href)")
    assert len(set(addresses)) == 40
    last = page.locator(".card [data-open]").last
    last.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 1_000
    last.click()
    settled(page)
    page.go_back()
    expect(page.locator(".card")).to_have_count(40)
    page.wait_for_function("place => Math.abs(scrollY - place) < 300", arg=place)


def test_two_windows_are_two_people(windows: Windows) -> None:
    """Chosen in the menu, kept after a reload; a name that is typed is a profile from then on."""
    page = windows.open()
    page.locator(".who summary").click()
    page.locator(".menu").get_by_role("button", name="pat").click()
    expect(page.locator(".who summary")).to_have_text(re.compile("Pat Rossi"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    page.reload()
    expect(page.locator(".who summary")).to_have_text(re.compile("Pat Rossi"))
    other = windows.open(_ARTICLE)
    other.locator(".who summary").click()
    other.get_by_label("Somebody new").fill("Tazio Novellara")
    other.get_by_label("Somebody new").press("Enter")
    expect(other.locator(".who summary")).to_have_text(re.compile("Tazio Novellara"))
    settled(other)
    other.get_by_label("Add a comment").fill("Faster!")
    other.get_by_role("button", name="Comment", exact=True).click()
    said = other.locator(".comment", has_text="Faster!")
    expect(said).to_contain_text("Tazio Novellara")
    said.get_by_role("link", name="Tazio Novellara").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Tazio Novellara")
    other.locator(".who summary").click()
    other.get_by_label("Somebody new").fill("pat")
    other.get_by_label("Somebody new").press("Enter")
    expect(other.locator(".who summary")).to_have_text(re.compile("Pat Rossi"))


def test_what_nobody_can_find_is_said_and_not_tried_again(windows: Windows) -> None:
    """An address that is mistyped, words without a letter: to ask again helps nobody."""
    page = windows.open()
    for address in ("/a/xyz", "/search?q=%22"):
        visit(page, address)
        expect(page.locator(".empty")).to_contain_text("There is nothing to find here")
        expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    windows.wrong.clear()


def test_what_goes_wrong_in_one_place_leaves_the_rest(windows: Windows) -> None:
    """A leaderboard that cannot be read: the tribe, its feed and its followers are there."""

    def without(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        if "leaderboard" in (told["data"].get("tribe") or {}):
            told["data"]["tribe"]["leaderboard"] = None
            extensions = {"code": "INTERNAL", "retryable": False}
            told["errors"] = [{"message": "no board today", "extensions": extensions}]
        route.fulfill(response=answer, json=told)

    page = windows.open(viewer="pat")
    page.route("**/graphql", without)
    visit(page, "/t/ferrari")
    expect(page.locator(".trouble")).to_contain_text("no board today")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferrari")
    assert titles(page)
    expect(page.get_by_role("heading", name="Latest followers")).to_be_visible()
    expect(page.get_by_role("heading", name="Leaderboard")).to_have_count(0)


def test_the_keyboard_follows_from_home_and_keeps_its_place(windows: Windows) -> None:
    """What is followed moves to another list, and the focus with it."""
    page = windows.open(viewer="typist-too")
    expect(page.locator(".hint")).to_be_visible()
    page.keyboard.press("t")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("href", re.compile("/t/"))
    page.keyboard.press("Tab")
    expect(focused).to_have_text(re.compile("^Follow "))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="You follow")).to_be_visible()
    expect(focused).to_have_text(re.compile("^Following "))


def test_the_keyboard_alone_is_enough(windows: Windows) -> None:
    """Who cannot use a mouse skips the header, reads, bumps, opens, writes, and goes back."""
    page = windows.open("/all", viewer="typist")
    press = page.keyboard.press
    press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    press("Enter")
    expect(page.locator("main")).to_be_focused()
    press("j")
    press("j")
    second = page.locator(".card").nth(1)
    expect(second).to_be_focused()
    before = bumps(second)
    press("b")
    expect(second.locator("[data-bump] .number")).to_have_text(str(before + 1))
    title = second.locator("h2").inner_text()
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page).to_have_title(f"{title} · Bandstand")
    page.get_by_label("Add a comment").focus()
    page.keyboard.type("jb?")  # Letters, here.
    press("Control+Enter")
    expect(page.locator(".comment", has_text="jb?")).to_contain_text("You")
    page.locator("main").focus()
    press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    press("h")
    expect(page.locator(".hint")).to_be_visible()


def test_an_outage_is_said_and_is_tried_again(windows: Windows) -> None:
    """Neither an empty page nor one that waits for ever."""
    page = windows.open()
    page.route("**/graphql", lambda route: route.abort())
    page.get_by_role("link", name="Everything", exact=True).click()
    expect(page.locator(".trouble")).to_contain_text("The gateway does not answer")
    assert windows.wrong
    windows.wrong.clear()  # The browser says of each request that it failed.
    page.unroute("**/graphql")
    expect(page.locator(".card")).to_have_count(20, timeout=30_000)  # By itself.


def test_a_page_that_waits_says_so_and_goes_on_by_itself(windows: Windows) -> None:
    """After three seconds; and when the answer comes nobody has to press anything."""
    page = windows.open("/tribes/new", viewer="patient")
    held = list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/graphql", hold)
    page.get_by_role("link", name="Everything", exact=True).click()
    expect(page.locator(".waiting")).to_have_text("Still waiting for the gateway…", timeout=5_000)
    for route in held:
        route.continue_()
    expect(page.locator(".card")).to_have_count(20)


def test_a_page_that_lost_its_gateway_says_so_while_it_is_idle(
    windows: Windows, demo: Stack
) -> None:
    """Who only reads would take what is old for what is; and it comes back by itself."""
    page = windows.open("/all", viewer="idle")
    page.route("**/healthz", lambda route: route.abort())
    [pid] = demo.pids("gateway")
    os.kill(pid, signal.SIGKILL)
    expect(page.locator(".outage")).to_contain_text("The gateway does not answer", timeout=20_000)
    expect(page.locator(".card")).to_have_count(20)
    page.unroute("**/healthz")
    demo.replaced("gateway", pid)
    expect(page.locator(".outage")).to_have_text("", timeout=20_000)
    windows.wrong.clear()  # The browser says that the connection ended.


def test_what_is_not_there_is_said(windows: Windows) -> None:
    """A link from elsewhere may be old."""
    page = windows.open("/lost")
    assert windows.wrong
    windows.wrong.clear()  # The browser says that the gateway answered 404.
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page.")
    for place in ("/t/nowhere", "/u/nobody", "/a/QXJ0aWNsZTpub25l"):
        visit(page, place)
        expect(page.locator(".empty")).to_contain_text(re.compile("no|not"))
