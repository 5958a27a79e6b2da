"""Moderation: what those see who may decide, and that nobody is offered what is refused."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.windows import Windows, settled, visit

_PLACE = "/t/ferrari/moderation"


def _refusals(page: Page) -> list[str]:
    """What the gateway refuses to a window from now on."""
    found: list[str] = []

    def look(answer: object) -> None:
        text = answer.text()  # type: ignore[attr-defined]
        if '"FORBIDDEN"' in text:
            found.append(text)

    page.on("response", lambda answer: answer.url.endswith("/graphql") and look(answer))
    return found


def _agree(page: Page, button: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name=button, exact=True).click()


def test_what_was_reported_is_hidden_shown_again_and_kept(windows: Windows) -> None:
    """From the tribe's page to a decision, which is told to who comes after."""
    page = windows.open("/t/ferrari", viewer="enzo")
    page.get_by_role("link", name="Moderation").click()
    case = page.locator(".case")
    expect(case).to_have_count(1)
    expect(case).to_contain_text("2 reports")
    expect(case).to_contain_text("My own picture")
    title = case.locator("h2").inner_text()
    case.get_by_role("button", name="Hide").click()
    page.get_by_label("Advertising or spam").check()
    page.get_by_label("In your words").fill("It is an advert.")
    _agree(page, "Hide")
    expect(page.locator("main")).to_contain_text("Nothing is reported. All is well.")
    page.get_by_role("link", name="Decided").click()
    settled(page)
    decided = page.locator(".case", has_text=title)
    expect(decided).to_contain_text("Hidden by Enzo Piacenza")
    expect(decided).to_contain_text("advertising or spam. It is an advert.")
    decided.get_by_role("button", name="Show it again").click()
    expect(decided).to_contain_text("Shown again by Enzo Piacenza")
    spam = page.locator(".case", has_text="Cheap oil, best oil")
    spam.get_by_role("link").nth(1).click()
    settled(page)
    page.get_by_label("More about this article").click()
    page.get_by_role("link", name="Hidden comments").click()
    hidden = page.locator(".case", has_text="Cheap oil, best oil")
    expect(hidden).to_contain_text("No advertising here.")
    hidden.get_by_role("button", name="Show it again").click()
    expect(page.locator("main")).to_contain_text("No comment is hidden here.")


def test_what_is_reported_anew_is_kept(windows: Windows) -> None:
    """A report that nobody follows closes, too."""
    page = windows.open("/t/rally?order=TOP", viewer="somebody-careful")
    page.locator(".card h2 a").first.click()
    page.get_by_label("More about this article").click()
    page.get_by_role("button", name="Report").click()
    _agree(page, "Report")
    expect(page.locator(".notice")).to_contain_text("Thank you")
    title = page.get_by_role("heading", level=1).inner_text()
    for moderator in ("jutta", "masako", "ayrton", "nuvola", "stirling"):
        other = windows.open("/t/rally/moderation", viewer=moderator)
        if other.locator(".case", has_text=title).count():
            break
    case = other.locator(".case", has_text=title)
    case.get_by_role("button", name="Keep it").click()
    _agree(other, "Keep it")
    expect(other.locator(".case", has_text=title)).to_have_count(0)
    visit(other, "/t/rally/moderation?queue=DECIDED")
    expect(other.locator(".case", has_text=title)).to_contain_text("Kept by")


def test_roles_are_given_and_taken(windows: Windows) -> None:
    """Who owns the tribe gives them; who has one may give it up; others see neither."""
    owner = windows.open(_PLACE, viewer="enzo")
    refused = _refusals(owner)
    owner.get_by_label("Whom, by their handle").fill("@colin")
    owner.get_by_role("button", name="Give it").click()
    moderators = owner.get_by_label("Moderators")
    expect(moderators).to_contain_text("Colin Norfolk")
    colin = windows.open(_PLACE, viewer="colin")
    expect(colin.get_by_role("heading", level=1)).to_contain_text("Moderation of Ferrari")
    expect(colin.get_by_label("Moderators")).to_contain_text("Colin Norfolk")
    expect(colin.get_by_role("heading", name="Give a role")).to_have_count(0)
    expect(colin.get_by_role("button", name="Give up your role")).to_have_count(1)
    expect(colin.get_by_role("button", name="Take the role")).to_have_count(0)
    owner.get_by_role("button", name="Take the role of Colin Norfolk").click()
    _agree(owner, "Take it")
    expect(moderators).not_to_contain_text("Colin Norfolk")
    visit(colin, "/t/ferrari")
    expect(colin.get_by_role("link", name="Moderation")).to_have_count(0)
    visit(colin, _PLACE)
    expect(colin.locator("main")).to_contain_text("Those who own or moderate the tribe see")
    owner.get_by_label("Whom, by their handle").fill("@nobody-at-all")
    owner.get_by_role("button", name="Give it").click()
    expect(owner.locator(".notice")).to_contain_text("There is nobody called")
    assert not refused
