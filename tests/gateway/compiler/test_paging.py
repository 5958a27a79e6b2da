"""Paging: every list in its order, every item once, however many share a score."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import FieldNode, OperationDefinitionNode, parse

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import START_MS
from bandstand.testing.worlds import envelope
from crdt.stamps import stamp_of
from gateway.compiler.planner import Planner
from gateway.compiler.syntax import Selections
from gateway.declare.relay import cursor
from gateway.declare.sources import Ranked
from gateway.reading.objects import Found
from gateway.reading.reads import ask
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.reading.test_waves import run
from tribes import events as e
from tribes.graphql.enums import FeedOrder
from tribes.graphql.everything import FEEDS
from tribes.graphql.types import Article
from tribes.schema import SCHEMA
from tribes.tabs import TABS
from views.reading.answers import Answer, Answers, Rows

INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
SAME = {"at": stamp_of(START_MS + 500)}
"""Thirty at one stamp: an import writes such runs."""

RUNS = [
    *ONE,
    *(e.CommentPosted(**envelope(100 + n), comment=f"a/{n:02}", body="c") for n in range(10)),
    *(
        e.CommentPosted(**{**envelope(200 + n), **SAME}, comment=f"a/s{n:02}", body="c")
        for n in range(30)
    ),
    *(e.ArticleBumped(**envelope(300 + n, f"u{n:02}"), article="a") for n in range(10)),
    *(
        e.ArticleBumped(**{**envelope(400 + n, f"s{n:02}"), **SAME}, article="a")
        for n in range(30)
    ),
    *(
        e.ArticlePublished(
            **{**envelope(600 + n, "pat"), **SAME}, article=f"p{n:02}", tribe="t",
            kind="IMAGE", title="P",
        )
        for n in range(30)
    ),
]  # fmt: skip


async def pages(it: Gateway, field: str, first: int) -> list[list[str]]:
    """The ids of every page of a list of the article, or of its tribe or author."""
    query = f"""query($id: ID!, $first: Int, $after: String) {{ node(id: $id) {{
      ... on Article {{ {field} {{ {INFO} edges {{ cursor node {{ id }} }} }} }} }} }}"""
    if field.startswith("feed"):
        query = query.replace("on Article", "on Tribe")
    found, after, more = list[list[str]](), None, True
    while more:
        owner = node_id("Tribe", "t") if field.startswith("feed") else ARTICLE
        node = (await it.ask(query, id=owner, first=first, after=after))["node"]
        page = node[field.partition("(")[0]]
        info, edges = page["pageInfo"], page["edges"]
        assert info["hasPreviousPage"] == (after is not None)
        assert (info["startCursor"], info["endCursor"]) == (
            edges[0]["cursor"],
            edges[-1]["cursor"],
        )
        found.append([edge["node"]["id"] for edge in edges])
        after, more = info["endCursor"], info["hasNextPage"]
    return found


async def pages_back(it: Gateway, field: str, last: int) -> list[list[str]]:
    """The same from the end of the list to its head, the last page first."""
    whose = "Tribe" if field == "feed" else "Article"
    query = f"""query($id: ID!, $last: Int, $before: String) {{ node(id: $id) {{
      ... on {whose} {{ {field}(last: $last, before: $before, first: null, after: null) {{
        {INFO} totalCount edges {{ cursor node {{ id }} }} nodes {{ id }} }} }} }} }}"""
    owner = node_id("Tribe", "t") if field == "feed" else ARTICLE
    found, before, more = list[list[str]](), None, True
    while more:
        page = (await it.ask(query, id=owner, last=last, before=before))["node"][field]
        info, edges = page["pageInfo"], page["edges"]
        assert info["hasNextPage"] == (before is not None)
        assert (info["startCursor"], info["endCursor"]) == (
            edges[0]["cursor"],
            edges[-1]["cursor"],
        )
        ids = [edge["node"]["id"] for edge in edges]
        assert ids == [node["id"] for node in page["nodes"]]
        assert page["totalCount"] in (31, 40)
        found.append(ids)
        before, more = info["startCursor"], info["hasPreviousPage"]
    return found


OLDEST_FIRST = [f"a/{n:02}" for n in range(10)] + [f"a/s{n:02}" for n in range(30)]
LATEST_FIRST = [f"s{n:02}" for n in range(29, -1, -1)] + [f"u{n:02}" for n in range(9, -1, -1)]
NEWEST_FIRST = [f"p{n:02}" for n in range(29, -1, -1)] + ["a"]


@pytest.mark.parametrize("shards", [1, 5])
@pytest.mark.parametrize(
    ("field", "kind", "wanted"),
    [
        ("comments(first: $first, after: $after)", "Comment", OLDEST_FIRST),
        ("bumpers(first: $first, after: $after)", "User", LATEST_FIRST),
        ("feed(first: $first, after: $after)", "Article", NEWEST_FIRST),
    ],
)
def test_every_item_comes_once_and_in_order(  # noqa: PLR0917
    nats: NatsServer, store_url: str, field: str, kind: str, wanted: list[str], shards: int
) -> None:
    """Comments oldest first, bumpers and articles latest first, and ties by their ids' bytes."""

    async def scenario(it: Gateway) -> None:
        for first in (1, 7, 20, 100):
            found = await pages(it, field, first)
            assert [len(page) for page in found[:-1]] == [first] * (len(found) - 1)
            assert [item for page in found for item in page] == [
                node_id(kind, record_id) for record_id in wanted
            ]
            back = await pages_back(it, field.partition("(")[0], first)
            assert [len(page) for page in back[:-1]] == [first] * (len(back) - 1)
            assert [item for page in reversed(back) for item in page] == [
                node_id(kind, record_id) for record_id in wanted
            ]

    run(nats, store_url, scenario, history=RUNS, shards=shards)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("first: 1, last: 1", "first, last: give `first` and `after`, or `last` and `before`"),
        ('after: "x", before: "y"', "after, before: give `first` and `after`, or"),
        ("last: 0", "last: 0 is outside 1 to 100"),
        ('before: "x"', "before: 'x' is not a cursor; pass a `startCursor` or `cursor`"),
        (f'last: 2, before: "{cursor("hot", 1, "a")}"', "before: the cursor is of another list"),
    ],
)
def test_a_page_goes_one_way(nats: NatsServer, store_url: str, given: str, message: str) -> None:
    """What is asked of both ends at once is told, by the names of the arguments."""

    async def scenario(it: Gateway) -> None:
        error = await it.refusal(f"{{ feed({given}) {{ edges {{ cursor }} }} }}")
        assert (error["code"], error["path"]) == ("BAD_USER_INPUT", ["feed"])
        assert message in error["message"]

    run(nats, store_url, scenario, history=ONE)


def test_a_page_goes_on_behind_an_item_that_is_gone(nats: NatsServer, store_url: str) -> None:
    """A cursor is a place, not an item: what stood there may be removed meanwhile."""

    async def scenario(it: Gateway) -> None:
        query = """query($id: ID!, $after: String) { node(id: $id) { ... on Article {
          comments(first: 2, after: $after) { edges { node { id } } pageInfo { endCursor } } } }}"""
        first = (await it.ask(query, id=ARTICLE))["node"]["comments"]
        gone = [e.CommentRemoved(**envelope(900 + n), comment=f"a/0{n}") for n in range(2)]
        await it.world.publish(gone)
        await it.world.caught_up()
        after = first["pageInfo"]["endCursor"]
        second = (await it.ask(query, id=ARTICLE, after=after))["node"]["comments"]
        assert [edge["node"]["id"] for edge in second["edges"]] == [
            node_id("Comment", "a/02"),
            node_id("Comment", "a/03"),
        ]

    run(nats, store_url, scenario, history=RUNS)


def test_a_page_whose_records_are_all_gone_leads_on() -> None:
    """Without a cursor, the client could not ask for the page behind it."""
    document = parse("{ feed { edges { node { title } } } }")
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    [feed] = operation.selection_set.selections
    assert isinstance(feed, FieldNode)
    selections = Selections(SCHEMA._schema, {}, operation, {})
    connection = selections.schema.type_map["ArticleConnection"]
    plan = Planner(selections).ranked(Article, connection, [feed])
    [asked] = ask(Ranked(FEEDS[FeedOrder.NEW], first=2), {Article: plan}, {}, None, 0)
    within = asked.request.select.lists[0].select
    assert within is not None
    never = dict.fromkeys(within.registers, False)
    removed: dict[str, str | bool] = {**never, "alive": "x" * 15 + "false"}
    names_nobody = {"lookups": (False,) * len(within.lookups)}
    gone = tuple(
        Answer(one, tuple(held.values()), **names_nobody)
        for one, held in (("a/1", removed), ("a/2", never))
    )
    rows = Rows(("a/1", "a/2"), (1, 2), gone, more=True)
    shown = Found(asked, Answers((Answer("", lists=(rows,)),))).page
    assert (shown.edges, shown.page_info.has_next_page) == ([], True)
    assert shown.page_info.end_cursor == cursor("new", 2, "a/2")


def test_an_empty_page_has_no_cursors(nats: NatsServer, store_url: str) -> None:
    """There is nowhere to go on from."""

    async def scenario(it: Gateway) -> None:
        data = await it.ask(
            f"query($id: ID!) {{ node(id: $id) {{ ... on Article {{ comments {{ {INFO} }} }} }} }}",
            id=ARTICLE,
        )
        info = data["node"]["comments"]["pageInfo"]
        assert info == {
            "hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None,
        }  # fmt: skip

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (cursor("new", 2**53 + 1, "a"), "out of range"),
        (cursor("new", 1, ""), "out of range"),
        (cursor("new", 1, "x" * 300), "out of range"),
        (cursor("new.tribe:", 1, "a"), "cursor is of another list"),
        ("WyJuZXciLDEuNSwiYSJd", "is not a cursor"),
        ("WyJuZXciLDEsImEiLDJd", "is not a cursor"),
        ("é", "is not a cursor"),
        ("x" * 10_000, "is not a cursor"),
    ],
)
def test_a_cursor_that_was_not_given_is_refused(
    nats: NatsServer, store_url: str, given: str, message: str
) -> None:
    """It goes into the store's search, so its bounds are checked before."""

    async def scenario(it: Gateway) -> None:
        query = "query($at: String) { feed(after: $at) { edges { cursor } } }"
        error = await it.refusal(query, at=given)
        assert (error["code"], error["path"]) == ("BAD_USER_INPUT", ["feed"])
        assert message in error["message"]

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize("score", [-(2**53), 0, 2**53])
def test_a_cursor_beyond_the_ends_is_a_place_too(
    nats: NatsServer, store_url: str, score: int
) -> None:
    """Before everything, or behind it: a page, and no error."""

    async def scenario(it: Gateway) -> None:
        query = "query($at: String) { feed(after: $at) { edges { cursor } } }"
        data = await it.ask(query, at=cursor("new", score, "a\x00 \U0001f600"))
        assert len(data["feed"]["edges"]) == (1 if score == 2**53 else 0)

    run(nats, store_url, scenario, history=ONE)


def test_the_tab_of_the_feed_can_be_paged(nats: NatsServer, store_url: str) -> None:
    """Its variable is there to be filled in."""

    async def scenario(it: Gateway) -> None:
        first: Any = (await it.ask(TABS[0].query))["feed"]
        second = (await it.ask(TABS[0].query, after=first["pageInfo"]["endCursor"]))["feed"]
        both = [edge["node"]["id"] for page in (first, second) for edge in page["edges"]]
        assert len(set(both)) == 20

    run(nats, store_url, scenario)
