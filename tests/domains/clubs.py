"""A domain of clubs, whose notes are for some alone: who wrote one, who moderates its club."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import strawberry
from msgspec import Meta

from crdt.records import ElementSet, Record, Register
from eventlog.envelope import Codec, Event, Id, OwnedId
from gateway.declare.entities import (
    card,
    column,
    entity,
    listed,
    lookup,
    members,
    owned_by,
    viewer_can,
)
from gateway.declare.fields import Written
from gateway.declare.nodes import of_id
from gateway.declare.permissions import (
    among,
    of_owner,
    only,
    owner,
    role,
    says,
    signed_in,
    through,
    whose,
)
from gateway.declare.relay import After, Connection, First, Node, SearchConnection
from gateway.declare.sources import Merged, Ranked, finds, live, page_of, source
from gateway.faults import Schema
from gateway.writing.mutations import mutation
from gateway.writing.needs import may
from search.corpus import Corpus, Kind, Text
from views.derive.places import GlobalList, List, Places, derived
from views.projecting import Merges, projection, projections_in
from views.reading.selections import Lists
from views.view import View

Line = Annotated[str, Meta(min_length=1, max_length=80)]


class MemberRecord(Record, kind="member"):
    name = Register()
    muted_by = ElementSet()
    clubs = ElementSet()


class ClubRecord(Record, kind="club"):
    name = Register()
    closed = Register()
    pinned = Register()
    moderators = ElementSet()
    notes = List()


class NoteRecord(Record, kind="note"):
    alive = Register()
    publication = Register()
    text = Register()
    hiding = Register()
    reports = ElementSet()
    replies = ElementSet()
    latest = GlobalList()

    @derived
    def places(self) -> Places:
        if self.alive.value:
            yield NoteRecord.latest.enter(by=self.publication.at)
            yield ClubRecord.notes.enter(self.publication.value["club"], by=self.publication.at)


class ReplyRecord(Record, kind="reply", owner=NoteRecord):
    alive = Register()
    origin = Register()
    body = Register()


class ClubEvent(Event, entity="club", abstract=True):
    club: Id


class NoteEvent(Event, entity="note", abstract=True):
    note: Id


class MemberNamed(Event, entity="member"):
    """The actor said how they are called."""

    member: Id
    name: Line


class MemberMuted(Event, entity="member"):
    """The actor wants to see nothing of a member."""

    member: Id


class ClubNamed(ClubEvent):
    """A club is called so."""

    name: Line


class ClubClosed(ClubEvent):
    """Nobody writes in a club any more."""


class ClubPinned(ClubEvent):
    """A note stands above all others of a club."""

    note: Id


class ClubFollowed(ClubEvent):
    """The actor follows a club."""


class ModeratorNamed(ClubEvent):
    """Somebody moderates a club."""

    member: Id


class ModeratorLeft(ClubEvent):
    """Somebody moderates a club no more."""

    member: Id


class NotePublished(NoteEvent):
    """The actor published a note in a club."""

    club: Id
    text: Line


class NoteEdited(NoteEvent):
    """The actor changed a note."""

    text: Line


class NoteHidden(NoteEvent):
    """The actor hid a note."""

    hidden: bool = True


class NoteReported(NoteEvent):
    """The actor reported a note."""


class ReplyPosted(Event, entity="reply"):
    """The actor replied to a note."""

    reply: OwnedId
    body: Line


class ReplyRemoved(Event, entity="reply"):
    """The actor took a reply down."""

    reply: OwnedId


@projection
def member_named(event: MemberNamed) -> Merges:
    return (MemberRecord.name.set(event.member, event.stamp, event.name),)


@projection
def muted(event: MemberMuted) -> Merges:
    return (MemberRecord.muted_by.add(event.member, event.actor, event.stamp),)


@projection
def club_named(event: ClubNamed) -> Merges:
    return (ClubRecord.name.set(event.club, event.stamp, event.name),)


@projection
def closed(event: ClubClosed) -> Merges:
    return (ClubRecord.closed.set(event.club, event.stamp, True),)


@projection
def pinned(event: ClubPinned) -> Merges:
    return (ClubRecord.pinned.set(event.club, event.stamp, event.note),)


@projection
def followed(event: ClubFollowed) -> Merges:
    return (MemberRecord.clubs.add(event.actor, event.club, event.stamp),)


@projection
def moderated(event: ModeratorNamed | ModeratorLeft) -> Merges:
    held = ClubRecord.moderators
    change = held.add if isinstance(event, ModeratorNamed) else held.remove
    return (change(event.club, event.member, event.stamp),)


@projection
def published(event: NotePublished) -> Merges:
    said = {"author": event.actor, "club": event.club}
    return (
        NoteRecord.alive.set(event.note, event.stamp, True),
        NoteRecord.publication.set(event.note, event.stamp, said),
        NoteRecord.text.set(event.note, event.stamp, event.text),
    )


@projection
def edited(event: NoteEdited) -> Merges:
    return (NoteRecord.text.set(event.note, event.stamp, event.text),)


@projection
def hidden(event: NoteHidden) -> Merges:
    return (NoteRecord.hiding.set(event.note, event.stamp, event.hidden),)


@projection
def reported(event: NoteReported) -> Merges:
    return (NoteRecord.reports.add(event.note, event.actor, event.stamp),)


@projection
def replied(event: ReplyPosted) -> Merges:
    note = event.reply.partition("/")[0]
    return (
        ReplyRecord.alive.set(event.reply, event.stamp, True),
        ReplyRecord.origin.set(event.reply, event.stamp, {"author": event.actor}),
        ReplyRecord.body.set(event.reply, event.stamp, event.body),
        NoteRecord.replies.add(note, event.reply, event.stamp),
    )


@projection
def removed(event: ReplyRemoved) -> Merges:
    return (ReplyRecord.alive.set(event.reply, event.stamp, False),)


CLUBS: Final = View(
    name="clubs",
    records=(MemberRecord, ClubRecord, NoteRecord, ReplyRecord),
    projections=projections_in(sys.modules[__name__]),
)
VIEWS: Final = (CLUBS,)
CODEC: Final = Codec.of(sys.modules[__name__])
CORPUS: Final = Corpus(
    (Kind(NoteRecord, (Text(NoteRecord.text),), NoteRecord.alive),),
    {NotePublished: published, NoteEdited: edited},
)

AUTHOR: Final = whose("publication", "author", told="who wrote it")
MODERATORS: Final = through(
    "publication", "club", lambda: Club, among(ClubRecord.moderators, told="who moderates it")
)
MUTED: Final = through("publication", "author", lambda: Member, among("muted_by"))
OPEN: Final = ~through("publication", "club", lambda: Club, says("closed"))
EDITS: Final = (AUTHOR | role("editor")) & OPEN


@entity(MemberRecord, exists=Written(), of_viewer=True)
@strawberry.type
class Member(Node):
    name: str | None = column("name")
    club_count: int | None = only(owner, card("clubs"))


@entity(ClubRecord, exists=Written())
@strawberry.type
class Club(Node):
    name: str | None = column("name")
    viewer_can_moderate: bool = viewer_can(among("moderators"))
    viewer_can_unpin: bool = viewer_can(through("pinned", None, lambda: Note, ~AUTHOR))
    moderators: Connection[Member] | None = only(
        among("moderators"), members("moderators", lambda: Member)
    )
    notes: Connection[Note] | None = listed(ClubRecord.notes, lambda: Note)


@entity(
    NoteRecord,
    exists="alive",
    shown=AUTHOR | MODERATORS | role("administrator") | ~says("hiding"),
    listed=~MUTED,
)
@strawberry.type(description="A note.")
class Note(Node):
    text: str = column("text")
    author: Member | None = lookup("publication", "author", lambda: Member)
    club: Club | None = lookup("publication", "club", lambda: Club)
    viewer_can_edit: bool = viewer_can(EDITS, doc="Whether you may edit it.")
    viewer_can_hide: bool = viewer_can(MODERATORS)
    report_count: int | None = only(MODERATORS | role("administrator"), card("reports"))
    replies: Connection[Reply] | None = members("replies", lambda: Reply)

    @only(AUTHOR)
    @strawberry.field
    def draft(self) -> str | None:
        """A resolver of its own, of what its author alone may see."""
        return "mine"


@entity(ReplyRecord, exists="alive")
@strawberry.type
class Reply(Node):
    body: str = column("body")
    note: Note | None = owned_by(lambda: Note)
    viewer_can_edit: bool = viewer_can(whose("origin", "author"))
    viewer_can_remove: bool = viewer_can(
        whose("origin", "author") | of_owner(lambda: Note, AUTHOR | MODERATORS)
    )


def _home(
    viewer: str | None, first: First = strawberry.UNSET, after: After = strawberry.UNSET
) -> Ranked | None:
    if viewer is None:
        return None
    of = Lists(ClubRecord.notes, MemberRecord.clubs, viewer)
    return Ranked(Merged(lambda: Note, (of,)), first, after)


@strawberry.type
class Query:
    note: Note | None = source(of_id(Note))
    club: Club | None = source(of_id(Club))
    member: Member | None = source(of_id(Member))
    notes: Connection[Note] | None = source(page_of(NoteRecord.latest, lambda: Note))
    home: Connection[Note] | None = source(_home)
    found: SearchConnection | None = source(finds(Note))


@strawberry.type
class Mutation:
    edit_note = mutation(NoteEdited, Note, needs=[may("note", EDITS)], doc="Change it.")
    hide_note = mutation(NoteHidden, Note, needs=[may("note", MODERATORS)])
    report_note = only(signed_in, mutation(NoteReported, Note))
    remove_reply = mutation(
        ReplyRemoved,
        Reply,
        needs=[may("reply", whose("origin", "author") | of_owner(lambda: Note, MODERATORS))],
    )


@strawberry.type
class Subscription:
    reply_updated: Reply | None = live(of_id(Reply))
    note_updated: Note | None = live(of_id(Note))
    notes: Connection[Note] | None = live(page_of(NoteRecord.latest, lambda: Note))


SCHEMA: Final = Schema(Query, Mutation, subscription=Subscription)
