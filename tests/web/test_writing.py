"""Writing: what people publish, change and take back, in a real browser on a real stack."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.web.windows import Windows, settled, visit

_FERRARI = "VHJpYmU6ZmVycmFyaQ=="


def _publish(page: Page, title: str, text: str = "") -> str:
    """Publish an article in Ferrari; its address."""
    visit(page, "/write?tribe=ferrari")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Text").fill(text)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    settled(page)
    return page.evaluate("location.pathname")


def test_an_article_is_written_edited_and_removed(windows: Windows) -> None:
    """The whole life of it; what looks like a tag is what was typed."""
    page = windows.open("/", viewer="writer")
    page.get_by_role("link", name="Write", exact=True).click()
    page.get_by_label("Tribe", exact=True).select_option(_FERRARI)
    page.get_by_label("Title", exact=True).fill("Red & <loud>")
    page.get_by_label("In short").fill("It is both.")
    page.get_by_label("Text").fill(
        "## How\n\nIt is **very** red.\n\n- one\n- two <b>\n\n[here](https://x.example/)"
    )
    page.get_by_role("button", name="Add a picture").click()
    page.get_by_label("Address").fill("https://pictures.example/none.jpg")
    page.get_by_label("What is seen there").fill("A red car")
    page.route("https://pictures.example/**", lambda route: route.abort())
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Red & <loud>")
    prose = page.locator(".article .prose")
    expect(prose.locator("strong")).to_have_text("very")
    expect(prose.locator("li")).to_have_text(["one", "two <b>"])
    expect(prose.locator("a")).to_have_attribute("href", "https://x.example/")
    expect(page.locator(".article .picture")).to_have_text("A red car")
    page.get_by_label("More about this article").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(page.get_by_label("Text")).to_have_value(
        "## How\n\nIt is **very** red.\n\n- one\n- two <b>\n\n[here](https://x.example/)"
    )
    page.get_by_label("Title", exact=True).fill("Blue")
    page.get_by_role("button", name="Remove picture 1").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Blue")
    expect(page.locator(".article .picture")).to_have_count(0)
    page.get_by_label("More about this article").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Everything")
    expect(page.locator(".card", has_text="Blue")).to_have_count(0)
    windows.wrong.clear()  # The browser says that a picture did not come.


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(windows: Windows) -> None:
    """A refusal costs no word; neither does a window that is closed."""
    page = windows.open("/write", viewer="careful")
    page.get_by_label("Text").fill("Long and well thought out.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#tribe-wrong")).to_have_text("Choose a tribe.")
    expect(page.get_by_label("Tribe", exact=True)).to_be_focused()
    page.get_by_label("Tribe", exact=True).select_option(_FERRARI)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#field-title-wrong")).to_contain_text("1 to 300 characters")
    expect(page.get_by_label("Title", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    page.get_by_role("button", name="Add a picture").click()
    page.get_by_label("Address").fill("ftp://x")
    page.get_by_label("Title", exact=True).fill("Mine")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("[id='field-media.0.url-wrong']")).to_contain_text("https://")
    page.reload()
    settled(page)
    expect(page.locator(".resumed")).to_contain_text("what you wrote before")
    expect(page.get_by_label("Text")).to_have_value("Long and well thought out.")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Mine")
    page.get_by_role("button", name="Remove picture 1").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mine")
    visit(page, "/write")
    expect(page.get_by_label("Text")).to_have_value("")
    expect(page.locator(".resumed")).to_have_count(0)


def test_who_may_not_is_not_offered_it(windows: Windows) -> None:
    """Buttons follow what the gateway says of the viewer."""
    author = windows.open("/", viewer="owner-of-it")
    address = _publish(author, "Whose")
    other = windows.open(address, viewer="not-the-owner")
    other.get_by_label("More about this article").click()
    expect(other.locator("ul.menu")).to_have_text("Report")
    visit(other, f"{address}/edit")
    expect(other.locator(".empty")).to_contain_text("Only who wrote it")
    nobody = windows.open(address, viewer="")
    expect(nobody.get_by_label("More about this article")).to_have_count(0)
    visit(nobody, "/t/rally/edit")
    expect(nobody.locator(".empty")).to_contain_text("Those who own the tribe")


def test_a_comment_is_edited_and_removed(windows: Windows) -> None:
    """Where it stands; and what was begun is found again."""
    page = windows.open("/", viewer="talker")
    _publish(page, "Talk")
    page.get_by_label("Add a comment").fill("First wrods.")
    page.reload()
    settled(page)
    expect(page.get_by_label("Add a comment")).to_have_value("First wrods.")
    page.get_by_role("button", name="Comment", exact=True).click()
    comment = page.locator(".comment", has_text="First wrods.")
    comment.get_by_label("More about the comment").click()
    comment.get_by_role("button", name="Edit").click()
    page.get_by_label("Edit your comment").fill("First words.")
    page.get_by_role("button", name="Save").click()
    comment = page.locator(".comment", has_text="First words.")
    expect(comment).to_contain_text("edited")
    comment.get_by_label("More about the comment").click()
    comment.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.locator(".comment")).to_have_count(0)


def test_a_repost_stands_in_the_tribe_until_it_is_taken_back(windows: Windows) -> None:
    """From the article, into a tribe that one follows."""
    page = windows.open("/t/rally", viewer="poster")
    page.get_by_role("button", name="Follow Rally").click()
    expect(page.get_by_role("button", name="Following Rally")).to_be_visible()
    address = _publish(page, "Seen elsewhere")
    page.locator(".foot summary").first.click()
    page.get_by_role("button", name="Repost Rally").click()
    expect(page.get_by_role("button", name="Take back Rally")).to_be_visible()
    visit(page, "/t/rally")
    card = page.locator(".card", has_text="Seen elsewhere")
    expect(card).to_contain_text("Reposted by You")
    visit(page, address)
    page.locator(".foot summary").first.click()
    page.get_by_role("button", name="Take back Rally").click()
    expect(page.get_by_role("button", name="Repost Rally")).to_be_visible()
    visit(page, "/t/rally")
    expect(page.locator(".card", has_text="Seen elsewhere")).to_have_count(0)


def test_a_profile_is_one_click_away_and_described(windows: Windows) -> None:
    """A handle that somebody else has is said beside the field."""
    page = windows.open("/", viewer="newhere")
    page.get_by_role("link", name="Your profile").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your profile")
    page.get_by_label("Name").fill("Nino New")
    page.get_by_label("Handle").fill("enzo")
    page.get_by_label("About you").fill("Here since today.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#field-handle-wrong")).to_contain_text(re.compile("enzo|other"))
    page.get_by_label("Handle").fill("nino-new")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nino New")
    assert page.evaluate("location.pathname") == "/u/nino-new"
    expect(page.locator(".profile")).to_contain_text("Here since today.")
    page.get_by_role("link", name="Edit your profile").click()
    page.get_by_label("About you").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".profile")).not_to_contain_text("Here since today.")


def test_a_tribe_is_founded_and_described(windows: Windows) -> None:
    """Its founder owns it, and it has the address that they gave it."""
    page = windows.open("/tribes", viewer="founder")
    page.get_by_role("link", name="Found a tribe").click()
    page.get_by_label("Name").fill("Hill Climbs")
    page.get_by_label("What it is about").fill("Up.")
    page.get_by_role("button", name="Found it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hill Climbs")
    assert page.evaluate("location.pathname") == "/t/hill-climbs"
    page.get_by_label("More about Hill Climbs").click()
    page.get_by_role("link", name="Describe the tribe").click()
    page.get_by_label("What it is about").fill("Up, and fast.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".profile")).to_contain_text("Up, and fast.")
    visit(page, "/tribes?order=NEW")
    expect(page.locator(".list li").first).to_contain_text("Hill Climbs")


def test_what_does_not_belong_is_reported_and_its_author_muted(windows: Windows) -> None:
    """Without leaving the page."""
    author = windows.open("/", viewer="loud")
    address = _publish(author, "Buy oil")
    page = windows.open(address, viewer="reader")
    page.get_by_label("More about this article").click()
    page.get_by_role("button", name="Report").click()
    page.get_by_label("In your words").fill("Advertising")
    page.get_by_role("dialog").get_by_role("button", name="Report").click()
    expect(page.locator(".notice")).to_contain_text("Thank you")


def test_a_picture_is_uploaded_and_shown(windows: Windows, tmp_path: Path) -> None:
    """From a file of the device: its size and how it looks are known before it comes."""
    picture = tmp_path / "red.png"
    picture.write_bytes(png(40, 20))
    page = windows.open("/write?tribe=ferrari", viewer="uploader")
    page.get_by_label("Title", exact=True).fill("A red one")
    page.get_by_label("Upload pictures").set_input_files([picture])
    expect(page.locator(".picture-shown img")).to_be_visible()
    expect(page.get_by_label("Address")).to_have_count(0)
    address = page.locator(".picture-shown img").get_attribute("src")
    assert re.fullmatch(r"/media/[0-9a-f]{16}/\w+\.png", address or "")
    page.get_by_label("What is seen there").fill("Nothing but red")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A red one")
    shown = page.get_by_alt_text("Nothing but red")
    expect(shown).to_have_attribute("width", "40")
    expect(shown).to_have_attribute("height", "20")
    assert shown.evaluate("it => it.decode().then(() => it.naturalWidth)") == 40
    kept = page.locator(".article .picture").get_attribute("style")
    assert kept
    assert "aspect-ratio: 40 / 20" in kept
    assert re.search(r"background-color: rgb\(2\d\d, \d{1,2}, \d{1,2}\)", kept)


def test_a_profile_has_a_picture_of_this_device(windows: Windows, tmp_path: Path) -> None:
    """It is there wherever one is named; and gone when it is taken away."""
    picture = tmp_path / "me.png"
    picture.write_bytes(png(20, 20))
    page = windows.open("/me", viewer="masako")
    page.get_by_label("Upload a picture").set_input_files([picture])
    expect(page.locator(".portrait .avatar img")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".profile .avatar img")).to_be_visible()
    expect(page.locator(".profile-link .avatar img")).to_be_visible()
    page.get_by_role("link", name="Edit your profile").click()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".profile .avatar")).to_have_text("MH")


def test_a_file_that_is_none_is_told_and_costs_nothing(windows: Windows, tmp_path: Path) -> None:
    """What else was written stays."""
    wrong = tmp_path / "page.png"
    wrong.write_bytes(b"<svg/>")
    page = windows.open("/write", viewer="careless")
    page.get_by_label("Title", exact=True).fill("Kept")
    page.get_by_label("Upload pictures").set_input_files([wrong])
    expect(page.get_by_role("alert")).to_contain_text("page.png: It was not taken")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Kept")
    expect(page.get_by_label("Address")).to_have_count(0)
    windows.wrong.clear()  # The browser says that it was refused.


def png(width: int, height: int) -> bytes:
    """A picture that is red."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    rows = (b"\0" + b"\xe0\x10\x10" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def test_an_article_is_kept_for_later_by_oneself(windows: Windows) -> None:
    """In a list of one's own, until it is kept no more."""
    page = windows.open("/", viewer="keeper")
    title = "To be read"
    _publish(page, title)
    page.get_by_role("button", name="Keep for later").click()
    expect(page.get_by_role("button", name="Kept for later")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.locator(".who summary").click()
    page.get_by_role("link", name="Kept for later").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kept for later")
    card = page.locator(".card", has_text=title)
    expect(card).to_have_count(1)
    other = windows.open("/saved", viewer="another")
    expect(other.get_by_text("You keep nothing yet.")).to_be_visible()
    card.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Kept for later").click()
    expect(page.get_by_role("button", name="Keep for later")).to_be_visible()
    visit(page, "/saved")
    expect(page.locator(".card", has_text=title)).to_have_count(0)
