"""Mutations, declared from events: what follows from an event, and what is refused at the start."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from types import SimpleNamespace
from typing import Annotated, Any, ClassVar

import msgspec
import pytest
import strawberry
from msgspec import UNSET, Meta, UnsetType

from crdt.records import ElementSet, Record, Register
from eventlog.envelope import HTML, Event, Id, OwnedId, StampText
from gateway.declare.entities import column, entity
from gateway.declare.errors import Misdeclared
from gateway.declare.nodes import of_id
from gateway.declare.permissions import whose
from gateway.declare.relay import Node
from gateway.declare.sources import source
from gateway.faults import Schema
from gateway.writing.inputs import Input, input_of, key_field
from gateway.writing.mutations import NEW, VIEWER, Taken, mutation, new_in, struct_input
from gateway.writing.needs import may, room, somebody_else, unclaimed
from views.derive.places import Index, Places, derived
from views.reading import selections

Line = Annotated[str, Meta(min_length=1, max_length=80)]


class Level(StrEnum):
    """How hard it is."""

    EASY = "EASY"
    HARD = "HARD"


class Photo(msgspec.Struct, frozen=True):
    """A photo of a climb."""

    url: Line
    alt: Annotated[str, Meta(max_length=80)] = ""


class ClimbRecord(Record, kind="climb"):
    opening = Register()
    name = Register()


class RopeRecord(Record, kind="rope"):
    climbs = ElementSet()


class PitchRecord(Record, kind="pitch", owner=ClimbRecord):
    name = Register()


class ClimbEvent(Event, entity="climb", abstract=True):
    climb: Id


class ClimbOpened(ClimbEvent):
    """Somebody opened a climb,
    and others can follow.

    wall: which has no record.
    """

    entry_stamps: ClassVar[tuple[str, ...]] = ("claimed",)
    name: Line
    wall: Id
    level: Level
    metres: Annotated[int, Meta(ge=1, le=3_000)] = 30
    dry: bool = True
    opened_at: datetime | None = None
    story: Annotated[str, Meta(max_length=900, extra=HTML)] = ""
    photos: Annotated[list[Photo], Meta(max_length=3)] = []
    note: Line | UnsetType | None = UNSET
    claimed: StampText | UnsetType = UNSET


class ClimbNoted(ClimbEvent):
    """Something was noted of it."""

    note: Line | UnsetType = UNSET
    by: Id | UnsetType = UNSET


class TagRecord(Record, kind="tag", everywhere=True):
    """A name that a climb claims, in an index that is called otherwise."""

    claim = Register()
    index = Index()

    @derived
    def places(self) -> Places:
        if self.claim.value is not None:
            yield TagRecord.index.enter(self.claim.value["key"], by=self.claim.at)


class TwiceTagged(Record, kind="twice_tagged", everywhere=True):
    """Two indexes, of which none is called as a field."""

    claim = Register()
    one = Index()
    other = Index()


class BareTag(Record, kind="bare_tag", everywhere=True):
    """An index in which nothing stands."""

    claim = Register()
    index = Index("name")


class ClimbDone(ClimbEvent):
    """Somebody climbed it."""


class PitchAdded(Event, entity="climb"):
    """A part of a climb was described."""

    pitch: OwnedId
    name: Line

    @property
    def entity_id(self) -> str:
        return self.pitch.partition("/")[0]


class Marked(ClimbEvent):
    """An event with what no input can hold."""

    marks: dict[Id, int]


class Ordered(ClimbEvent):
    """An event with ids, of which no input can say whose they are."""

    others: list[Id]


@entity(ClimbRecord, exists="opening")
@strawberry.type
class Climb(Node):
    name: str | None = column("name")


@entity(PitchRecord)
@strawberry.type
class Pitch(Node):
    name: str | None = column("name")


@strawberry.input
class Keyless:
    climb_id: strawberry.ID


@strawberry.type
class Query:
    climb: Climb | None = source(of_id(Climb))


def printed(**mutations: Any) -> str:
    """A schema with some mutations, without descriptions."""
    text = Schema(Query, strawberry.type(type("Mutation", (), mutations))).as_str()
    bare = re.sub(r'\n?\s*"""(?s:.*?)"""', "", text)
    return re.sub(r"\(\s+(input: .*)\n\s*\)", r"(\1)", bare)


def part(text: str, head: str) -> list[str]:
    """The lines of a type of a schema."""
    found = re.search(rf"^{head} \{{\n(.*?)^\}}", text, re.MULTILINE | re.DOTALL)
    assert found, text
    return [line.strip() for line in found[1].splitlines() if line.strip()]


def test_the_input_has_the_fields_of_the_event() -> None:
    """An author says once what happened; a form for it follows, with what may be left out."""
    text = printed(open_climb=mutation(ClimbOpened, Climb, given={"climb": NEW}))
    assert part(text, "input OpenClimbInput") == [
        "name: String!",
        "wall: String!",
        "level: Level!",
        "metres: Int! = 30",
        "dry: Boolean! = true",
        "openedAt: DateTime = null",
        'story: String = ""',
        "photos: [PhotoInput!] = []",
        "note: String",
        "idempotencyKey: String = null",
    ]
    assert part(text, "input PhotoInput") == ["url: String!", 'alt: String = ""']
    assert "openClimb(input: OpenClimbInput!): ClimbPayload" in text
    assert part(text, "type ClimbPayload") == [
        "climb: Climb",
        "removedClimbId: ID",
        "userErrors: [UserError!]!",
        "receipt: Receipt",
    ]


@pytest.mark.parametrize(
    ("declared", "fields"),
    [
        (lambda: mutation(ClimbDone, Climb), ["climbId: ID!"]),
        (lambda: mutation(ClimbDone, Climb, given={"climb": VIEWER}), []),
        (
            lambda: mutation(ClimbDone, Climb, fields={"climb": ""}, given={"climb": NEW}),
            ["climbId: ID = null"],
        ),
        (lambda: mutation(PitchAdded, Pitch), ["pitchId: ID!", "name: String!"]),
        (
            lambda: mutation(
                PitchAdded,
                Pitch,
                fields={"climb": "", "name": ""},
                given={"pitch": new_in("climb")},
            ),
            ["climbId: ID!", "name: String!"],
        ),
        (
            lambda: mutation(
                ClimbOpened,
                Climb,
                fields={
                    "level": Taken(default=Level.EASY),
                    "wall": Taken(of=Pitch),
                    "name": "",
                },
                given={"climb": NEW, "name": lambda asked: "Unnamed"},
            ),
            ["level: Level! = EASY", "wallId: ID!", "name: String"],
        ),
    ],
)
def test_a_record_is_named_by_its_global_id(declared: Any, fields: list[str]) -> None:
    """Which fields are ids of what, the event's types say; what the gateway fills is not asked."""
    text = printed(do_it=declared())
    assert part(text, "input DoItInput") == [*fields, "idempotencyKey: String = null"]


def test_what_is_said_of_an_event_is_said_of_its_mutation() -> None:
    """The first paragraph, in one line: what follows in a docstring is of its fields."""
    mutations = {"open_climb": mutation(ClimbOpened, Climb, given={"climb": NEW})}
    text = Schema(Query, strawberry.type(type("Mutation", (), mutations))).as_str()
    assert '"""Somebody opened a climb, and others can follow."""\n  openClimb' in text
    assert "HTML: it is sanitised, and then counted. At most 900 characters. Null is" in text
    assert '"""Which climb."""' not in text
    assert '"""A whole number from 1 to 3,000."""' in text


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        (lambda: mutation(ClimbOpened, Climb, fields={}), "ClimbOpened needs 'climb': name it"),
        (
            lambda: mutation(ClimbDone, Climb, fields={"climb": "", "colour": ""}),
            "ClimbDone has no field 'colour': there are climb",
        ),
        (
            lambda: mutation(ClimbDone, Climb, given={"climber": VIEWER}),
            "ClimbDone has no field 'climber': there are climb",
        ),
        (lambda: mutation(Ordered, Climb), "Ordered.others cannot be in an input: leave it out"),
        (lambda: mutation(Marked, Climb), "Marked.marks cannot be in an input: leave it out"),
        (
            lambda: mutation(ClimbDone, Pitch),
            "ClimbDone has no 'pitch', the id of what is answered",
        ),
        (
            lambda: mutation(ClimbDone, Climb, needs=(may("clim", whose("opening", "by")),)),
            "the input names no 'clim' by its id; it names 'climb'",
        ),
        (
            lambda: mutation(ClimbDone, Climb, needs=(may("climb", whose("opened", "by")),)),
            "ClimbRecord has no Register 'opened'; it has opening, name",
        ),
        (
            lambda: mutation(ClimbDone, Climb, needs=(somebody_else("user", "no"),)),
            "the input names no 'user' by its id; it names 'climb'",
        ),
        (
            lambda: mutation(ClimbDone, Climb, needs=(room(RopeRecord.climbs, "climb", 9),)),
            "RopeRecord.climbs is no set of who signs in: take one of a type with `of_viewer=True`",
        ),
        (
            lambda: mutation(ClimbDone, Climb, needs=(unclaimed(ClimbRecord, "slug"),)),
            "ClimbDone has no field 'slug'",
        ),
        (
            lambda: mutation(ClimbOpened, Climb, needs=(unclaimed(ClimbRecord, "name"),)),
            "ClimbRecord has no Index 'name'; it has none: the name is looked up in one",
        ),
        (
            lambda: mutation(ClimbOpened, Climb, needs=(unclaimed(TwiceTagged, "name"),)),
            "TwiceTagged has no Index 'name'; it has twice_tagged.one, twice_tagged.other",
        ),
        (
            lambda: mutation(ClimbOpened, Climb, needs=(unclaimed(BareTag, "name"),)),
            "nothing stands in BareTag.index: yield it",
        ),
        (
            lambda: mutation(
                PitchAdded, Pitch, fields={"name": ""}, given={"pitch": new_in("climb")}
            ),
            "the input names no 'climb' that owns it",
        ),
        (
            lambda: mutation(ClimbDone, Climb, input=Keyless),
            "Keyless has no 'idempotency_key': add `idempotency_key: str | None = key_field()`",
        ),
        (
            lambda: mutation(Marked, Climb, fields={"climb": "", "marks": Taken(of=Climb)}),
            "'marks' is no id: leave it out, and say with `given` what it holds",
        ),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_file_and_line(declared: Any, told: str) -> None:
    """Else it would be an error of every request, or an input that nobody can fill in."""
    with pytest.raises(Misdeclared) as refused:
        printed(do_it=declared())
    assert re.match(rf"tests/gateway/writing/test_mutations\.py:\d+: do_it: {re.escape(told)}",
                    str(refused.value))  # fmt: skip


def test_a_name_is_looked_up_in_the_index_of_its_record() -> None:
    """By the field's name, where the index has another, nobody was found, and two got one name."""
    about: Any = SimpleNamespace(fields={"name": "x"}, record_id="a")
    [need] = unclaimed(TagRecord, "name")(about)
    assert isinstance(need.request, selections.Index)
    assert need.request.list == "tag.index:x"


def test_what_is_given_for_what_is_left_out_is_a_change() -> None:
    """It was refused, as if there were nothing to change."""

    def made(*given: str) -> Input:
        fields = {"climb": "", "note": "", "by": Taken(of=Climb)}
        return input_of("NoteInput", ClimbNoted, fields, given, doc=None, module=__name__)

    assert made().is_empty({"climb_id": "a"})
    assert not made("note").is_empty({"climb_id": "a"})
    assert not made("by").is_empty({"climb_id": "a", "by_id": None})
    assert made("by").is_empty({"climb_id": "a", "by_id": "b"})
    assert not made().is_empty({"climb_id": "a", "note": "b"})


def test_an_input_can_be_written_by_hand() -> None:
    """Its ids are read as those of the others are; a constant is given as it is."""

    @strawberry.input
    class OwnInput:
        climb_id: strawberry.ID
        idempotency_key: str | None = key_field()

    needs = (may("climb", whose("opening", "by")),)
    given: dict[str, Any] = {"name": "A", "wall": "w", "level": Level.EASY, "metres": 7}
    text = printed(
        do_it=mutation(ClimbOpened, Climb, input=OwnInput, given=given, needs=needs),
    )
    assert "doIt(input: OwnInput!): ClimbPayload" in text


def test_what_is_said_of_a_struct_is_said_before() -> None:
    """After the first mutation that takes it, nobody would read it."""
    printed(open_climb=mutation(ClimbOpened, Climb, given={"climb": NEW}))
    with pytest.raises(Misdeclared, match=r"^Photo is in an input already: say this of it before"):
        struct_input(Photo, {"url": "Where it is."})


def test_all_wrong_mutations_are_named_at_once() -> None:
    """One start, and not one for each slip."""
    with pytest.raises(Misdeclared) as refused:
        printed(
            one=mutation(ClimbOpened, Climb, fields={}),
            other=mutation(Marked, Climb),
            fine=mutation(ClimbDone, Climb),
        )
    assert [bool(re.search(rf": {name}: ", str(refused.value))) for name in
            ("one", "other", "fine")] == [True, True, False]  # fmt: skip


def test_node_and_nodes_are_there_and_can_be_replaced() -> None:
    """Relay's clients ask for them; a domain that has a `node` of its own keeps it."""
    assert part(printed(do_it=mutation(ClimbDone, Climb)), "type Query") == [
        "node(",
        "id: ID!",
        "): Node",
        "nodes(",
        "ids: [ID!]!",
        "): [Node]",
        "rateLimits: [RateLimit!]",
        "climb(",
        "id: ID!",
        "): Climb",
    ]

    @strawberry.type(name="Query")
    class Own:
        node: Climb | None = source(of_id(Climb))

    text = re.sub(r'\n?\s*"""(?s:.*?)"""', "", Schema(Own).as_str())
    assert "".join(part(text, "type Query")) == (
        "nodes(ids: [ID!]!): [Node]rateLimits: [RateLimit!]node(id: ID!): Climb"
    )
