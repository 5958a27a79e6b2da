"""A domain of one file: pages that readers write, and save for later. All else is made for it."""

from __future__ import annotations

import sys
from typing import Annotated

import strawberry
from msgspec import UNSET, Meta, UnsetType

from crdt.records import ElementSet, Record, Register
from eventlog.envelope import HTML, Event, Id
from gateway.declare.entities import card, column, entity, holds_viewer, lookup, members
from gateway.declare.fields import Written
from gateway.declare.nodes import of_id
from gateway.declare.permissions import whose
from gateway.declare.relay import Connection, Node
from gateway.declare.sources import source
from gateway.writing.mutations import NEW, VIEWER, mutation
from gateway.writing.needs import may
from views.projecting import Merges, projection, projections_in
from views.view import View

Line = Annotated[str, Meta(min_length=1, max_length=80)]
Body = Annotated[str, Meta(max_length=2_000, extra=HTML)]


class ReaderRecord(Record, kind="reader"):
    name = Register()
    saved = ElementSet()


class PageRecord(Record, kind="page"):
    alive = Register()
    writing = Register()
    title = Register()
    body = Register()
    saves = ElementSet()


class PageEvent(Event, entity="page", abstract=True):
    page: Id


class ReaderNamed(Event, entity="reader"):
    """A reader said how they are called."""

    reader: Id
    name: Line


class PageWritten(PageEvent):
    """The actor wrote a page."""

    title: Line
    body: Body = ""


class PageChanged(PageEvent):
    """The actor changed their page."""

    title: Line | UnsetType = UNSET
    body: Body | UnsetType = UNSET


class PageSaved(PageEvent):
    """The actor saved a page for later."""


class PageUnsaved(PageEvent):
    """The actor does not want a page for later any more."""


@projection
def named(event: ReaderNamed) -> Merges:
    return (ReaderRecord.name.set(event.reader, event.stamp, event.name),)


@projection
def written(event: PageWritten) -> Merges:
    return (
        PageRecord.alive.set(event.page, event.stamp, True),
        PageRecord.writing.set(event.page, event.stamp, {"reader": event.actor}),
        *told(event),
    )


@projection
def changed(event: PageChanged) -> Merges:
    return told(event)


def told(event: PageWritten | PageChanged) -> Merges:
    said = ((PageRecord.title, event.title), (PageRecord.body, event.body))
    return tuple(one.set(event.page, event.stamp, text) for one, text in said if text is not UNSET)


@projection
def saved(event: PageSaved) -> Merges:
    return (
        PageRecord.saves.add(event.page, event.actor, event.stamp),
        ReaderRecord.saved.add(event.actor, event.page, event.stamp),
    )


@projection
def unsaved(event: PageUnsaved) -> Merges:
    return (
        PageRecord.saves.remove(event.page, event.actor, event.stamp),
        ReaderRecord.saved.remove(event.actor, event.page, event.stamp),
    )


VIEWS = (
    View(
        name="reading",
        records=(ReaderRecord, PageRecord),
        projections=projections_in(sys.modules[__name__]),
    ),
)


@entity(ReaderRecord, exists=Written(), of_viewer=True)
@strawberry.type
class Reader(Node):
    name: str | None = column("name")
    saved: Connection[Page] | None = members("saved", lambda: Page)


@entity(PageRecord, exists="alive")
@strawberry.type
class Page(Node):
    title: str = column("title")
    body: str = column("body")
    reader: Reader = lookup("writing", "reader", lambda: Reader)
    save_count: int = card("saves")
    viewer_has_saved: bool = holds_viewer("saves")


@strawberry.type
class Query:
    page: Page | None = source(of_id(Page))


@strawberry.type
class Mutation:
    name_reader = mutation(ReaderNamed, Reader, given={"reader": VIEWER})
    write_page = mutation(PageWritten, Page, given={"page": NEW})
    change_page = mutation(PageChanged, Page, needs=(may("page", whose("writing", "reader")),))
    save_page = mutation(PageSaved, Page)
    unsave_page = mutation(PageUnsaved, Page)
