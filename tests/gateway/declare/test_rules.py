"""Rules: who may is said by records, alike for what is compiled and for what is not."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from gateway.authentication import trusted_header
from gateway.declare.relay import global_id
from tests.domains import clubs as c
from tests.gateway.declare.clubs import asked, club, done, note, shown
from tests.gateway.live.live import listening, subscriber

CAN = "viewerCanEdit viewerCanHide"


def run(nats: NatsServer, store_url: str, scenario: Any, **more: Any) -> None:
    """Run a scenario on a gateway of the clubs."""

    async def main() -> None:
        async with club(nats.url, store_url, **more) as it:
            await scenario(it)

    asyncio.run(main())


@pytest.mark.parametrize("shards", [1, 3])
def test_a_field_says_what_who_asks_may_do(nats: NatsServer, store_url: str, shards: int) -> None:
    """By a register, by a role, and by a set of another record, which may be on another shard."""

    async def scenario(it: Gateway) -> None:
        query = f'{{ note(id: "{note("a")}") {{ {CAN} }} }}'
        for who, edits, hides in (
            ("enzo", True, False),
            ("mod", False, True),
            ("pat editor", True, False),
            ("pat", False, False),
            ("", False, False),
        ):
            found = await shown(it, query, who)
            assert found == {"note": {"viewerCanEdit": edits, "viewerCanHide": hides}}, who
        closed = await shown(it, f'{{ note(id: "{note("c")}") {{ {CAN} }} }}', "pat editor")
        assert closed == {"note": {"viewerCanEdit": False, "viewerCanHide": False}}

    run(nats, store_url, scenario, shards=shards)


@pytest.mark.parametrize("shards", [1, 3])
def test_what_a_record_names_that_is_not_there_allows_nobody(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Not even whom its contrary would allow."""
    more = [
        c.ClubPinned(**envelope(30), club="f", note="a"),
        c.ClubPinned(**envelope(31), club="g", note="nothing"),
    ]

    async def scenario(it: Gateway) -> None:
        for record_id, who, may in (
            ("f", "pat", True),
            ("f", "enzo", False),
            ("f", "", True),
            ("g", "pat", False),
        ):
            query = f'{{ club(id: "{global_id("Club", record_id)}") {{ viewerCanUnpin }} }}'
            assert await shown(it, query, who) == {"club": {"viewerCanUnpin": may}}

    run(nats, store_url, scenario, shards=shards, more=more)


@pytest.mark.parametrize("shards", [1, 3])
def test_what_is_owned_asks_its_owner(nats: NatsServer, store_url: str, shards: int) -> None:
    """And through it whoever that names: two records away."""

    async def scenario(it: Gateway) -> None:
        query = (
            f'{{ note(id: "{note("a")}") '
            "{ replies { edges { node { body viewerCanRemove } } } } }"
        )
        for who, removable in (
            ("pat", ["no"]),
            ("ada", ["yes"]),
            ("enzo", ["yes", "no"]),
            ("mod", ["yes", "no"]),
            ("eva", []),
            ("", []),
        ):
            found = await shown(it, query, who)
            rows = [edge["node"] for edge in found["note"]["replies"]["edges"]]
            assert [one["body"] for one in rows if one["viewerCanRemove"]] == removable, who

    run(nats, store_url, scenario, shards=shards)


@pytest.mark.parametrize("shards", [1, 3])
def test_a_field_is_shown_to_whom_the_record_says(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Who may not has null there, and is told why: wherever the record stands, and however it is
    called; what stands beside is answered.
    """

    async def scenario(it: Gateway) -> None:
        told = "this is for who moderates its club, or who has the role `administrator`"
        query = f'{{ note(id: "{note("a")}") {{ text count: reportCount }} }}'
        for who in ("mod", "pat administrator"):
            assert (await shown(it, query, who))["note"] == {"text": "A red one", "count": 1}
        hidden = {"note": {"text": "A red one", "count": None}}
        assert await asked(it, query, "enzo") == (hidden, [("note.count", "FORBIDDEN", told)])
        assert await asked(it, query) == (
            hidden,
            [("note.count", "UNAUTHENTICATED", f"{told}: sign in")],
        )
        page = "{ notes(first: 2) { edges { node { reportCount club { name } } } } }"
        data, errors = await asked(it, page, "eva")
        assert [edge["node"] for edge in data["notes"]["edges"]] == [
            {"reportCount": None, "club": {"name": "Gone"}},
            {"reportCount": None, "club": {"name": "Fast"}},
        ]
        assert [one[:2] for one in errors] == [
            (f"notes.edges.{at}.node.reportCount", "FORBIDDEN") for at in (0, 1)
        ]
        edges = "edges { node { id } }"
        mine = f'{{ club(id: "{global_id("Club", "f")}") {{ moderators {{ {edges} }} }} }}'
        assert (await asked(it, mine, "pat"))[1][0][:2] == ("club.moderators", "FORBIDDEN")
        found = (await shown(it, mine, "mod"))["club"]["moderators"]["edges"]
        assert found == [{"node": {"id": global_id("Member", "mod")}}]

    run(nats, store_url, scenario, shards=shards)


def test_a_resolver_is_guarded_by_the_record(nats: NatsServer, store_url: str) -> None:
    """Though graphql-core alone answers it: what it takes was read with the rest."""

    async def scenario(it: Gateway) -> None:
        query = f'{{ note(id: "{note("a")}") {{ draft }} }}'
        assert await asked(it, query, "enzo") == ({"note": {"draft": "mine"}}, [])
        data, [(path, code, told)] = await asked(it, query, "mod")
        assert (data, path, code) == ({"note": {"draft": None}}, "note.draft", "FORBIDDEN")
        assert told == "this is for who wrote it"

    run(nats, store_url, scenario)


@pytest.mark.parametrize("shards", [1, 3])
def test_a_mutation_is_refused_to_whom_the_record_does_not_name(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """In the words of the rule, on the field that names it; and nothing is published."""

    async def scenario(it: Gateway) -> None:
        before = await it.head()
        edit: Any = {"noteId": note("a"), "text": "new"}
        told = (
            "You may not do this to the note: that is for who wrote it, or who has the role "
            "`editor`, unless its club says `closed`."
        )
        for who in ("mod", "pat"):
            assert await done(it, "editNote", who, **edit) == ({}, [("noteId", "FORBIDDEN", told)])
        closed: Any = {"noteId": note("c"), "text": "new"}
        assert (await done(it, "editNote", "pat", **closed))[1][0][:2] == ("noteId", "FORBIDDEN")
        gone: Any = {"noteId": note("no"), "text": "new"}
        assert [one[:2] for one in (await done(it, "editNote", "pat", **gone))[1]] == [
            ("noteId", "NOT_FOUND")
        ]
        reply: Any = {"replyId": global_id("Reply", "a/1")}
        assert (await done(it, "removeReply", "ada", **reply))[1][0][:2] == ("replyId", "FORBIDDEN")
        assert await it.head() == before
        found, errors = await done(it, "editNote", "enzo", f"note {{ text {CAN} }}", **edit)
        assert (found["note"], errors) == (
            {"text": "new", "viewerCanEdit": True, "viewerCanHide": False},
            [],
        )
        assert (await done(it, "editNote", "pat editor", **edit))[1] == []
        assert (await done(it, "removeReply", "mod", **reply))[1] == []
        assert await it.head() == before + 3

    run(nats, store_url, scenario, shards=shards)


def test_the_schema_says_for_whom(nats: NatsServer) -> None:
    """Types, fields and mutations, in words of the domain."""
    text = " ".join(c.SCHEMA.as_str().split())
    for said in (
        "Whether you may edit it. True for who wrote it, or who has the role `editor`, unless its "
        "club says `closed`.",
        "For who moderates its club, or who has the role `administrator`.",
        "True for who is its author, or who wrote its note, or who moderates the club of its note.",
        "The actor hid a note. For who moderates the club of the note.",
        "It is there for who wrote it, or who moderates its club, or who has the role "
        "`administrator`, or anybody unless it says `hiding`; for all others there is none.",
    ):
        assert said in text, said


def test_who_develops_says_which_roles_they_have(nats: NatsServer, store_url: str) -> None:
    """Over HTTP and at the start of a WebSocket, where it is believed who they are."""

    async def scenario(it: Gateway) -> None:
        query = f'{{ note(id: "{note("a")}") {{ viewerCanEdit }} }}'
        may = {"note": {"viewerCanEdit": True}}
        assert await it.ask(query, viewer="pat", roles="other, editor") == may
        assert await it.ask(query, viewer="pat") == {"note": {"viewerCanEdit": False}}
        said = {"X-Viewer": "pat", "X-Roles": "editor"}
        async with listening(it) as port, subscriber(port, said) as fan:
            await fan.subscribe("1", query)
            assert (await fan.next("1"))["data"] == may

    run(nats, store_url, scenario, authenticate=trusted_header, development=True)
