"""What is there for some alone, and what stands in pages for some alone: in every way to it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.indexes import indexed, indexing, searching
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from eventlog.envelope import Event
from gateway.declare.relay import global_id
from tests.domains import clubs as c
from tests.gateway.declare.clubs import asked, club, done, note, shown
from tests.gateway.live.live import listening, subscriber

HIDDEN: list[Event] = [c.NoteHidden(**envelope(30, "mod"), note="a")]
"""The first note is hidden: from all but who wrote it, who moderates its club, and one role."""

MUTED: list[Event] = [c.MemberMuted(**envelope(31, "ada"), member="pat")]
"""Ada wants to see nothing of Pat, who wrote the other two."""

PAGE = "edges { node { id text } } pageInfo { hasNextPage endCursor } nodes { text } totalCount"
SEERS = ("enzo", "mod", "pat administrator")
OTHERS = ("pat", "ada editor", "")


def run(
    nats: NatsServer, store_url: str, scenario: Any, *, more: Iterable[Event], **given: Any
) -> None:
    """Run a scenario on a gateway of the clubs, after some more events."""

    async def main() -> None:
        async with club(nats.url, store_url, more=more, **given) as it:
            await scenario(it)

    asyncio.run(main())


def texts(page: Any) -> str:
    """The first letters of the notes of a page, in order."""
    return "".join(edge["node"]["text"][0] for edge in page["edges"])


@pytest.mark.parametrize("shards", [1, 3])
def test_what_is_hidden_is_there_for_whom_its_rule_allows(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """By its id, among others by theirs, where it is named, and in the list of its club."""

    async def scenario(it: Gateway) -> None:
        a, b, f = note("a"), note("b"), global_id("Club", "f")
        query = (
            f'{{ note(id: "{a}") {{ text }} node(id: "{a}") {{ id }} '
            f'nodes(ids: ["{a}", "{b}"]) {{ id }} club(id: "{f}") {{ notes {{ {PAGE} }} }} '
            f"notes {{ {PAGE} }} }}"
        )
        for who in (*SEERS, *OTHERS):
            found = await shown(it, query, who)
            sees = who in SEERS
            assert found["note"] == ({"text": "A red one"} if sees else None), who
            assert found["node"] == ({"id": a} if sees else None), who
            assert found["nodes"] == [{"id": a} if sees else None, {"id": b}], who
            assert texts(found["club"]["notes"]) == ("BA" if sees else "B"), who
            assert texts(found["notes"]) == ("CBA" if sees else "CB"), who
            for page, count in ((found["club"]["notes"], 2), (found["notes"], 3)):
                alone = [edge["node"]["text"] for edge in page["edges"]]
                assert [one["text"] for one in page["nodes"]] == alone
                assert page["totalCount"] == count

    run(nats, store_url, scenario, more=HIDDEN, shards=shards)


@pytest.mark.parametrize("shards", [1, 3])
def test_what_owns_a_record_is_there_for_whom_its_rule_allows(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """A reply says which note it is on, by its id alone or more; of a hidden one nothing."""

    async def scenario(it: Gateway) -> None:
        reply, a = global_id("Reply", "a/1"), note("a")
        for select, told in (("id", {"id": a}), ("text", {"text": "A red one"})):
            query = f'{{ node(id: "{reply}") {{ ... on Reply {{ note {{ {select} }} }} }} }}'
            for who in (*SEERS, *OTHERS):
                found = (await shown(it, query, who))["node"]
                assert found == {"note": told if who in SEERS else None}, who

    run(nats, store_url, scenario, more=HIDDEN, shards=shards)


async def turned(it: Gateway, field: str, first: int, edges: str = "edges { cursor }") -> list[Any]:
    """The pages of a list, as nobody sees them, until there are no more."""
    pages: list[Any] = []
    after = '""'
    while not pages or pages[-1]["pageInfo"]["hasNextPage"]:
        assert len(pages) < 9, "it leads on for ever"
        info = "pageInfo { hasNextPage startCursor endCursor }"
        asking = f"(first: {first}, after: {after})"
        query = "{ " + field.replace("()", asking) + f" {{ {edges} {info} }} }}"
        [page] = (await shown(it, query)).values()
        pages.append(page)
        after = f'"{page["pageInfo"]["endCursor"]}"'
    return pages


def eight(*hidden: str) -> list[Event]:
    """Five notes after the first three, d to h, and some that are hidden."""
    made: list[Event] = [
        c.NotePublished(**envelope(20 + n, "pat"), note=key, club="f", text=f"{key} blue")
        for n, key in enumerate("defgh")
    ]
    return made + [
        c.NoteHidden(**envelope(30 + n, "mod"), note=key) for n, key in enumerate(hidden)
    ]


@pytest.mark.parametrize("shards", [1, 3])
@pytest.mark.parametrize(("hidden", "first"), [
    ("a", 1), ("a", 3), ("gf", 2), ("gfe", 2), ("h", 1), ("hgfe", 3), ("hgfedcba", 3), ("gd", 3),
])  # fmt: skip
def test_a_page_leads_on_over_what_is_not_shown(
    nats: NatsServer, store_url: str, hidden: str, first: int, shards: int
) -> None:
    """Every item that is shown comes once, whatever is hidden at the ends of pages. Its cursors are
    those of what it shows, lead on over a page that shows nothing, and tell of none at the end.
    """

    async def scenario(it: Gateway) -> None:
        pages = await turned(it, "notes()", first, "edges { cursor node { id } }")
        seen = [edge["node"]["id"] for page in pages for edge in page["edges"]]
        assert seen == [note(key) for key in "hgfedcba" if key not in hidden]
        ends = []
        for page in pages:
            info, cursors = page["pageInfo"], [edge["cursor"] for edge in page["edges"]]
            ends.append((info["startCursor"], info["endCursor"]))
            assert info["startCursor"] == (cursors[0] if cursors else None)
            if cursors or not info["hasNextPage"]:
                assert info["endCursor"] == (cursors[-1] if cursors else None)
        # Where the edges are not asked for, the ends are the same.
        bare = await turned(it, "notes()", first, "")
        assert [tuple(page["pageInfo"].values())[1:] for page in bare] == ends

    run(nats, store_url, scenario, more=eight(*hidden), shards=shards)


@pytest.mark.parametrize("shards", [1, 3])
def test_a_lone_record_that_is_hidden_is_told_by_no_cursor(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Its id and when it was written would be in it: of a case about themself, say."""

    async def scenario(it: Gateway) -> None:
        g = global_id("Club", "g")
        hidden, none = c.NoteHidden(**envelope(40), note="c"), {"startCursor": None}
        await it.world.publish([hidden])
        await it.world.caught_up()
        info = "pageInfo { hasNextPage startCursor endCursor }"
        for edges in ("", "edges { cursor }"):
            query = f'{{ club(id: "{g}") {{ notes {{ {edges} {info} }} }} }}'
            page = (await shown(it, query, "ada"))["club"]["notes"]
            assert page["pageInfo"] == none | {"hasNextPage": False, "endCursor": None}
            page = (await shown(it, query, "pat"))["club"]["notes"]
            assert page["pageInfo"]["startCursor"] == page["pageInfo"]["endCursor"] is not None

    run(nats, store_url, scenario, more=())


@pytest.mark.parametrize("shards", [1, 3])
def test_what_is_not_listed_is_passed_over_in_pages_and_found_by_its_id(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Of whom one muted: in lists of all, of a club, and in a feed that is merged."""

    async def scenario(it: Gateway) -> None:
        f = global_id("Club", "f")
        query = (
            f'{{ note(id: "{note("b")}") {{ text }} club(id: "{f}") {{ notes {{ {PAGE} }} }} '
            f"notes {{ {PAGE} }} home {{ {PAGE} }} }}"
        )
        found = await shown(it, query, "ada")
        assert found["note"] == {"text": "B red one"}
        assert texts(found["club"]["notes"]) == texts(found["notes"]) == texts(found["home"]) == "A"
        for who in ("pat", ""):
            found = await shown(it, query, who)
            assert texts(found["notes"]) == "CBA"
            assert texts(found["club"]["notes"]) == "BA"

    run(nats, store_url, scenario, more=MUTED, shards=shards)


def test_what_is_hidden_is_in_no_home_feed(nats: NatsServer, store_url: str) -> None:
    """It is merged of the clubs that one follows."""

    async def scenario(it: Gateway) -> None:
        query = f"{{ home {{ {PAGE} }} }}"
        assert texts((await shown(it, query, "ada"))["home"]) == "CB"
        assert texts((await shown(it, query, "ada administrator"))["home"]) == "CBA"

    run(nats, store_url, scenario, more=HIDDEN)


@pytest.mark.parametrize("shards", [1, 3])
def test_what_is_found_by_its_words_is_what_one_may_see(
    nats: NatsServer, store_url: str, tmp_path: Path, shards: int
) -> None:
    """The index knows no rules: its hits are read of the views, and those decide."""

    async def scenario() -> None:
        path, query = tmp_path / "index.sqlite", '{ found(query: "red") { edges { node { id } } } }'
        asking = searching(path, c.CORPUS)
        given = {"more": [*HIDDEN, *MUTED], "shards": shards, "searcher": asking}
        async with (
            club(nats.url, store_url, **given) as it,
            indexing(it.world, path, c.CORPUS) as indexer,
        ):
            await indexed(it.world, indexer)
            ends = '{ found(query: "red") { edges { cursor } pageInfo { startCursor endCursor } } }'
            for who in ("", "ada", "enzo"):
                page = (await shown(it, ends, who))["found"]
                cursors = [edge["cursor"] for edge in page["edges"]] or [None]
                assert list(page["pageInfo"].values()) == [cursors[0], cursors[-1]], who
            for who, found in (
                ("", "bc"),
                ("ada", ""),
                ("enzo", "abc"),
                ("ada administrator", "a"),
            ):
                edges = (await shown(it, query, who))["found"]["edges"]
                ids = sorted(edge["node"]["id"] for edge in edges)
                assert ids == sorted(map(note, found)), who
        asking.close()

    asyncio.run(scenario())


def test_a_mutation_finds_nothing_that_is_not_shown(nats: NatsServer, store_url: str) -> None:
    """To who may not see it, it is as if it were not there; and what they hid is not answered."""

    async def scenario(it: Gateway) -> None:
        on: Any = {"noteId": note("a")}
        [refused] = (await done(it, "reportNote", "pat", **on))[1]
        assert refused[:2] == ("noteId", "NOT_FOUND")
        assert (await done(it, "reportNote", "mod", "note { text }", **on)) == (
            {"note": {"text": "A red one"}},
            [],
        )
        edit: Any = {"noteId": note("b"), "text": "B new"}
        [refused] = (await done(it, "editNote", "ada", **edit))[1]
        assert refused[:2] == ("noteId", "FORBIDDEN"), "what is not listed is there"

    run(nats, store_url, scenario, more=[*HIDDEN, *MUTED])


def test_a_payload_shows_what_who_asked_may_see(nats: NatsServer, store_url: str) -> None:
    """As any query does: null, where a rule says that it is not there for them; and an error at a
    field that is for others.
    """

    async def scenario(it: Gateway) -> None:
        query = (
            f'mutation {{ editNote(input: {{noteId: "{note("a")}", text: "A new"}}) '
            "{ note { text reportCount } userErrors { code } } }"
        )
        for compiling in (True, False):
            it.services.compiling = compiling
            answer = await it.client.post(
                "/graphql", json={"query": query}, headers={"Authorization": "enzo"}
            )
            found = answer.json()
            assert found["data"]["editNote"] == {
                "note": {"text": "A new", "reportCount": None},
                "userErrors": [],
            }
            [error] = found["errors"]
            assert error["path"] == ["editNote", "note", "reportCount"]
            assert error["extensions"]["code"] == "FORBIDDEN"

    run(nats, store_url, scenario, more=HIDDEN)


def test_a_subscription_shows_to_each_what_they_may_see(nats: NatsServer, store_url: str) -> None:
    """Two who ask for the same are told different things, and each again when that changes."""

    async def scenario(it: Gateway) -> None:
        query = f'subscription {{ noteUpdated(id: "{note("a")}") {{ text viewerCanHide }} }}'
        page = f"subscription {{ notes {{ {PAGE} }} }}"
        async with (
            listening(it) as port,
            subscriber(port, {"Authorization": "mod"}) as mod,
            subscriber(port, {"Authorization": "ada"}) as ada,
        ):
            for fan, sees, hides in ((mod, "CBA", True), (ada, "A", False)):
                await fan.subscribe("1", query)
                told = (await fan.next("1"))["data"]["noteUpdated"]
                assert told == {"text": "A red one", "viewerCanHide": hides}
                await fan.subscribe("2", page)
                assert texts((await fan.next("2"))["data"]["notes"]) == sees
            await it.world.publish([c.NoteHidden(**envelope(40, "mod"), note="a")])
            assert (await ada.next("1"))["data"] == {"noteUpdated": None}
            assert texts((await ada.next("2"))["data"]["notes"]) == ""
            await it.world.publish([c.NoteEdited(**envelope(41, "enzo"), note="a", text="Again")])
            told = (await mod.next("1"))["data"]["noteUpdated"]
            assert told == {"text": "Again", "viewerCanHide": True}

    run(nats, store_url, scenario, more=MUTED)


def test_what_is_decided_by_who_asks_is_not_shared(nats: NatsServer, store_url: str) -> None:
    """Though the same is read for all."""

    async def scenario(it: Gateway) -> None:
        reply = global_id("Reply", "a/2")
        query = f'subscription {{ replyUpdated(id: "{reply}") {{ viewerCanEdit }} }}'
        async with (
            listening(it) as port,
            subscriber(port, {"Authorization": "ada"}) as ada,
            subscriber(port, {"Authorization": "eva"}) as eva,
        ):
            for fan, may in ((ada, True), (eva, False)):
                await fan.subscribe("1", query)
                told = await fan.next("1")
                assert told["data"] == {"replyUpdated": {"viewerCanEdit": may}}

    run(nats, store_url, scenario, more=())


def test_what_a_rule_reads_comes_in_the_same_call(nats: NatsServer, store_url: str) -> None:
    """A page whose rules look at other records is one wave where one shard has all; and what a
    field reads of the same record, the rule does not read again.
    """

    async def scenario(it: Gateway) -> None:
        before = it.waves
        query = "{ notes { edges { node { viewerCanHide author { name } club { name } } } } }"
        await shown(it, query, "ada")
        assert it.waves == before + 2, "one for each way"
        for request in it.requests[-2:]:
            assert [one.record for one in request.targets] == [c.MemberRecord, c.ClubRecord]

    run(nats, store_url, scenario, more=())


def test_a_rule_of_nobody_reads_no_set_of_theirs(nats: NatsServer, store_url: str) -> None:
    """Nobody is in no set, and is not asked after."""

    async def scenario(it: Gateway) -> None:
        data, _ = await asked(it, f'{{ note(id: "{note("a")}") {{ viewerCanHide }} }}')
        assert data == {"note": {"viewerCanHide": False}}
        assert not any(one.holds for request in it.requests[-2:] for one in request.targets)

    run(nats, store_url, scenario, more=())


def test_what_a_rule_reads_is_counted(nats: NatsServer, store_url: str) -> None:
    """Each note is read with its author and its club, though its id alone is asked for."""

    async def scenario(it: Gateway) -> None:
        query = "{ notes(first: 100) { edges { node { id } } } }"
        it.services.cost_max = 301
        assert len((await shown(it, query))["notes"]["edges"]) == 3
        it.services.cost_max = 300
        assert (await it.refusal(query))["code"] == "TOO_COSTLY"

    run(nats, store_url, scenario, more=())
