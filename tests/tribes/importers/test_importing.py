"""Importing again: the newer of two dumps wins whole, whoever brings it in, and when."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from crdt.digests import digest
from crdt.laws import check_projection
from crdt.records import Record
from crdt.registers import value_in
from crdt.stamps import Stamp, stamp_of
from crdt.states import State
from eventlog.envelope import Event
from tests.tribes.importers.garage import (
    ANSWER,
    COMMENT,
    QUESTION,
    UP_VOTE,
    Tables,
    but,
    garage,
    park,
)
from tests.worlds import folded
from tribes import events as e
from tribes.entry import admit
from tribes.handles import Handle
from tribes.importers.stackexchange import events
from tribes.importers.summary import Summary
from tribes.records import Article, Comment, Tribe, User
from tribes.views import COMMUNITY

LATER = "2021-03-04T05:06:07.008"
NOW = stamp_of(1_767_225_600_000)


def newer() -> Tables:
    """The garage a year later: of nearly everything something is otherwise, and less, too."""
    tables = garage()
    [_, curve, nobody] = tables["Users"]
    curve |= {"DisplayName": "Kurve", "AboutMe": "", "LastAccessDate": LATER}
    nobody |= {"AboutMe": "<p>Here.</p>", "ProfileImageUrl": "https://img.example/2.png"}
    del curve["ProfileImageUrl"]
    posts = {row["Id"]: row for row in tables["Posts"]}
    posts["10"] |= {"Title": "A title that begins with A", "Tags": "<brakes>", "Body": "<p>A</p>"}
    posts["10"] |= {"ViewCount": "5", "OwnerUserId": "2"}
    posts["9"]["Body"] = "<p>A better bearing.</p>"
    tables["Comments"][0]["Text"] = "A kinder comment"
    tables["Comments"].pop()
    tables["Tags"].append({"Id": "3", "TagName": "brakes"})
    tables["Posts"].append(but(QUESTION, Id="30", CreationDate=LATER))
    tables["Votes"].append(but(UP_VOTE, Id="9"))
    return tables


def taken(folder: Path, tables: Tables, *, now: Stamp = NOW, region: str = "eu") -> list[Event]:
    """The events of a dump, as they enter at a time."""
    dump = park(folder, tables)
    found = events(dump, site="torque", region=region, summary=Summary(), admit=admit)
    return [event.entered(now) for event in found]


def known(state: State, record: type[Record], record_id: str) -> dict[str, Any]:
    """The same, but for since when a tribe is known: tags have no date but their dump's."""
    held = registers(state, record, record_id)
    return {name: one for name, one in held.items() if (record, name) != (Tribe, "created")}


def registers(state: State, record: type[Record], record_id: str) -> dict[str, Any]:
    """What is in the registers of a record."""
    held = state.tables.get(record.registers, {}).get(record_id, {})
    return {name: value_in(str(contents)) for name, contents in held.items()}


@pytest.fixture
def two(tmp_path: Path) -> tuple[list[Event], list[Event]]:
    """The events of the older and of the newer dump."""
    return taken(tmp_path / "old", garage()), taken(tmp_path / "new", newer())


def test_the_newer_dump_wins_whole_whichever_came_first(
    two: tuple[list[Event], list[Event]],
) -> None:
    """Field by field, though the creation dates are equal and the bytes are greater or lesser."""
    old, new = two
    state, other = folded([*old, *new]), folded([*new, *old])
    assert digest(state.entries()) == digest(other.entries())
    check_projection(COMMUNITY.project, [*old, *new], Random(5), rounds=3)
    expected = folded(new)
    for record in (User, Tribe, Article, Comment, Handle):
        for record_id in expected.ids(record):
            wanted = known(expected, record, record_id)
            assert known(state, record, record_id) == wanted, (record.kind, record_id)
    publication = registers(state, Article, "torque-10")["publication"]
    assert publication["tribe"] == "torque-brakes", "a board counts it where it is now"


def test_an_older_dump_changes_nothing(two: tuple[list[Event], list[Event]]) -> None:
    """But that what it alone names is there: what a newer one leaves out stays."""
    old, new = two
    before, after = folded(new), folded([*new, *old])
    gone = "torque-10/c3"
    assert gone in after.ids(Comment) - before.ids(Comment)
    for record in (User, Tribe, Article, Handle):
        for record_id in before.ids(record):
            assert known(after, record, record_id) == known(before, record, record_id)


def test_a_row_that_says_something_else_is_another_event(
    two: tuple[list[Event], list[Event]],
) -> None:
    """The log takes an id once: a newer row would be refused. What says the same is the same."""
    old, new = two
    assert len({event.id for event in (*old, *new)}) == len({*map(repr, (*old, *new))})
    views = {event.id for event in old if isinstance(event, e.ArticleViewed)}
    assert views < {event.id for event in new if isinstance(event, e.ArticleViewed)}


def test_the_same_dump_brought_in_again_changes_nothing(tmp_path: Path) -> None:
    """Not even who holds which name since when, though it enters later, by another machine."""
    first = taken(tmp_path / "first", garage())
    again = taken(tmp_path / "again", garage(), now=stamp_of(1_800_000_000_000))
    assert [event.id for event in first] == [event.id for event in again]
    assert first != again, "claims are stamped as they enter"
    for order in permutations((first, again, again)):
        state = folded([event for some in order for event in some])
        assert digest(state.entries()) == digest(folded(first).entries())
    for one, other in zip(first, again, strict=True):
        assert e.EVENTS.are_same(e.EVENTS.encode(one), e.EVENTS.encode(other))


def test_what_was_done_here_after_the_dump_stays(tmp_path: Path) -> None:
    """An edit, a removal and a profile of a later day; one from before the as-of gives way."""
    old, new = taken(tmp_path / "old", garage()), taken(tmp_path / "new", newer())
    between, after = stamp_of(1_600_000_000_000), stamp_of(1_700_000_000_000)

    def done(at: Stamp) -> list[Event]:
        envelope: dict[str, Any] = {"id": old[0].id, "at": at, "region": "eu", "actor": "torque-1"}
        return [
            e.ArticleEdited(**envelope, article="torque-10", title="Mine"),
            e.CommentEdited(**envelope, comment="torque-10/a9", body="Mine"),
            e.UserProfileSet(**envelope, user="torque-1", name="Mine", handle="mine"),
            e.ArticleRemoved(**envelope, article="torque-15"),
        ]

    for at, kept in ((between, False), (after, True)):
        for order in permutations((old, new, done(at))):
            state = folded([event for some in order for event in some])
            title = registers(state, Article, "torque-10")["title"]
            body = registers(state, Comment, "torque-10/a9")["body"]
            profile = registers(state, User, "torque-1")["name"]
            handle = registers(state, Handle, "torque-1")["claim"]["name"]
            assert [title == "Mine", body == "Mine", profile == "Mine", handle == "mine"] == (
                [kept] * 4
            )
            assert registers(state, Article, "torque-15")["alive"] is False, "it stays removed"


def test_when_something_was_published_is_when_it_was(two: tuple[list[Event], list[Event]]) -> None:
    """However often it is brought in: feeds and threads are in the order of these times."""
    old, new = two
    state = folded([*old, *new])
    for record, record_id, name in (
        (Article, "torque-10", "publication"),
        (Article, "torque-10", "alive"),
        (Comment, "torque-10/c1", "origin"),
    ):
        held = state.register(record.registers, record_id, name)
        assert held is not None
        assert held[:15] == stamp_of(1_578_218_400_123)


def test_the_as_of_is_the_latest_date_of_any_row(tmp_path: Path) -> None:
    """Of whichever table and column; the order of the rows does not matter."""
    columns: list[tuple[str, str]] = [
        ("Users", "CreationDate"),
        ("Users", "LastAccessDate"),
        ("Posts", "CreationDate"),
        ("Posts", "LastEditDate"),
        ("Posts", "LastActivityDate"),
        ("Posts", "ClosedDate"),
        ("Comments", "CreationDate"),
        ("Votes", "CreationDate"),
    ]
    for number, (table, column) in enumerate(columns):
        tables = garage()
        tables[table][0] = {**tables[table][0], column: LATER}
        if number % 2:
            tables[table].reverse()
        found = taken(tmp_path / str(number), tables)
        profile = next(event for event in found if isinstance(event, e.UserProfileSet))
        assert profile.at == stamp_of(1_614_834_367_008), (table, column)
    assert ANSWER
    assert COMMENT
