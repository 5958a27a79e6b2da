"""Stories: what an author writes of records, lists and mutations, and what they are told."""

from __future__ import annotations

from unittest.mock import ANY

import pytest

from bandstand.domain import Domain
from bandstand.testing import Stage, event, given, node_id
from bandstand.testing.stores import START_MS
from crdt.errors import LawBroken
from tests.domains.saves_domain import (
    PageRecord,
    PageSaved,
    PageUnsaved,
    PageWritten,
    ReaderRecord,
)
from tribes import events as e
from tribes.ranking import Window
from tribes.records import Article, Tribe, User


@pytest.fixture(scope="session")
def domain() -> Domain:
    """The one of this module."""
    return Domain("tests.domains.saves_domain")


def test_a_story_is_of_registers_and_sets() -> None:
    """In whatever order the events stand: their stamps say what is later."""
    written = event(PageWritten, by="ada", page="p", title="Cars", body="<b>new</b>")
    saved, unsaved = event(PageSaved, by="bob", page="p"), event(PageUnsaved, by="bob", page="p")
    given(unsaved, written).when(saved).then(PageRecord, "p", title="Cars", saves=set())
    given(written, saved).when(event(PageSaved, by="cy", page="p", at=9)).then(
        PageRecord, "p", saves={"bob", "cy"}, alive=True
    ).then(ReaderRecord, "bob", saved={"p"}, name=None)


def test_a_story_is_of_lists_sums_and_boards() -> None:
    """They are attributes, and are compared by who stands there."""
    published = [
        event(e.ArticlePublished, by="ada", article=a, tribe="x", kind="IMAGE", title="T")
        for a in ("one", "two")
    ]
    given(*published).when(event(e.ArticleBumped, by="bob", article="one")).then(
        Tribe, "x", new=["two", "one"], top=["one", "two"]
    ).then(User, "ada", bumps_received=1).then(Article, new=["two", "one"])
    day = START_MS // 86_400_000
    board = {
        Window.ALL: [("ada", 1)],
        Window.DAY: {day: [("ada", 1)]},
        Window.WEEK: {day // 7: [("ada", 1)]},
    }
    given(*published).when(event(e.ArticleBumped, by="bob", article="one")).then(
        Tribe, "x", board=board | {Window.MONTH: ANY}
    )


def test_what_is_not_so_is_said() -> None:
    """All of it at once, with what is."""
    story = given(event(PageSaved, by="bob", page="p"))
    with pytest.raises(AssertionError, match=r"PageRecord p saves is {'bob'}, and not set\(\)"):
        story.then(PageRecord, "p", saves=set(), title=None)
    with pytest.raises(AssertionError, match="has no field, list, sum or board 'save'"):
        story.then(PageRecord, "p", save=1)


def test_what_is_parked_is_said() -> None:
    """By its reason: an event that is refused for another proves nothing."""
    fine = event(PageSaved, by="bob", page="p")
    blank = event(PageWritten, page="p", title=" ")
    given(fine).when(blank).parked("title")
    with pytest.raises(AssertionError, match="PageSaved is taken"):
        given(blank).when(fine).parked()
    with pytest.raises(AssertionError, match="PageWritten is refused: title"):
        given(blank).parked("body")


def test_an_event_that_does_not_fit_is_not_made() -> None:
    """A story of what no log would take proves nothing."""
    with pytest.raises(ValueError, match="length >= 1"):
        event(PageWritten, page="p", title="")


def test_a_stage_goes_the_whole_way(stage: Stage) -> None:
    """From a mutation through log, projector and store to what is answered."""
    page = node_id("Page", "p")
    stage.given(event(PageWritten, by="ada", page="p", title="Cars"))
    stage.when("savePage", by="bob", pageId=page).then(
        page={"saveCount": 1, "viewerHasSaved": True, "title": "Cars"}
    )
    stage.when("changePage", by="bob", pageId=page, title="Boats").refused("FORBIDDEN")
    stage.when("savePage", pageId=page).refused("UNAUTHENTICATED")
    with pytest.raises(AssertionError, match="was refused: "):
        stage.when("savePage", pageId=page).then(page={"saveCount": 1})
    asked = stage.ask("query($id: ID!) { page(id: $id) { saveCount } }", id=page, by="cy")
    assert asked == {"page": {"saveCount": 1}}
    with pytest.raises(AssertionError, match="savePage answers"):
        stage.when("savePage", by="bob", pageId=page).then(page={"saveCount": 2})
    with pytest.raises(AssertionError, match=r"and not {'page': None}"):
        stage.when("savePage", by="bob", pageId=page).then(page=None)
    stage.verify()


def test_a_projection_that_looks_elsewhere_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is no function of its event makes other views in other processes."""
    [view] = Domain("tests.domains.saves_domain").views
    told: list[str] = []

    def counting(event: PageSaved) -> object:
        told.append("")
        return (PageRecord.title.set(event.page, event.stamp, len(told)),)

    monkeypatch.setitem(view.projections, PageSaved, counting)  # type: ignore[arg-type]
    with pytest.raises(LawBroken, match="not a function of its event"):
        given(event(PageSaved, page="p")).then(PageRecord, "p", title=1)
