"""The planner against what GraphQL says: aliases, fragments, limits, and nothing read in vain."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import get_introspection_query

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from gateway.compiler.planner import DEPTH_MAX, TOKENS_MAX
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.reading.test_waves import run
from tribes.events import CommentPosted
from views.reading.selections import Records

ENZO = node_id("User", "enzo")


def one(connection: Any) -> Any:
    """The node of a page of one."""
    [edge] = connection["edges"]
    return edge["node"]


def test_two_aliases_of_a_record_select_for_themselves(nats: NatsServer, store_url: str) -> None:
    """Found by this test: the second alias's object stood for both, without the first's fields."""

    async def scenario(it: Gateway) -> None:
        query = """{ feed(first: 1) { edges { node {
          a: author { name list: feed(first: 1) { edges { cursor } } }
          b: author { bio list: feed(first: 2) { edges { cursor } } }
          author { handle } } } } }"""
        data, waves, _ = await it.spent(query)
        node = one(data["feed"])
        assert [set(node[key]) for key in ("a", "b", "author")] == [
            {"name", "list"}, {"bio", "list"}, {"handle"},
        ]  # fmt: skip
        assert [len(node[key]["list"]["edges"]) for key in ("a", "b")] == [1, 2]
        assert waves == 1

    run(nats, store_url, scenario)


def test_two_aliases_of_edges_or_node_are_read_as_one(nats: NatsServer, store_url: str) -> None:
    """GraphQL lets a client split a selection, and every part must be there."""

    async def scenario(it: Gateway) -> None:
        query = """{ feed(first: 1) {
          a: edges { node { author { name } } node { title } }
          b: edges { cursor x: node { author { bio } } y: node { excerpt } } }
          viewer { u: user { name } v: user { bio } } }"""
        data = await it.ask(query, viewer="enzo")
        [a], [b] = data["feed"]["a"], data["feed"]["b"]
        assert [set(a["node"]), set(b["x"]), set(b["y"])] == [
            {"author", "title"}, {"author"}, {"excerpt"},
        ]  # fmt: skip
        assert (set(a["node"]["author"]), set(b["x"]["author"])) == ({"name"}, {"bio"})
        assert data["viewer"]["u"]["name"]
        assert data["viewer"]["v"]["bio"]

    run(nats, store_url, scenario)


def test_one_name_stands_for_two_things(nats: NatsServer, store_url: str) -> None:
    """GraphQL allows it below two aliases. Once, one of the two pages was shown for both."""

    async def scenario(it: Gateway) -> None:
        data = await it.ask(
            """{
          one: feed { a: edges { node { t: title } } b: edges { node { t: body } } }
          two: feed { edges { a: node { t: title } b: node { t: id } } }
          three: feed { a: edges { node { c: comments(first: 1) { edges { cursor } } } }
            b: edges { node { c: comments(first: 2) { edges { cursor } } } } }
          viewer { a: user { t: name } b: user { t: bio } } }""",
            viewer="enzo",
        )
        assert [data["one"][part][0]["node"]["t"] for part in "ab"] == ["A", ""]
        [both] = data["two"]["edges"]
        assert (both["a"]["t"], both["b"]["t"]) == ("A", ARTICLE)
        pages = [data["three"][part][0]["node"]["c"]["edges"] for part in "ab"]
        assert [len(page) for page in pages] == [1, 2]
        assert (data["viewer"]["a"], data["viewer"]["b"]) == ({"t": "Enzo"}, {"t": None})

    remarks = [
        CommentPosted(**envelope(50 + number), comment=f"a/{number}", body="c")
        for number in range(3)
    ]
    run(nats, store_url, scenario, history=[*ONE, *remarks])


def test_fragments_on_the_interface_reach_every_type(nats: NatsServer, store_url: str) -> None:
    """Relay's own queries are written on Node."""

    async def scenario(it: Gateway) -> None:
        query = """query($ids: [ID!]!) { nodes(ids: $ids) { ...N }
          node(id: "VXNlcjplbnpv") { ...N } }
        fragment N on Node { __typename id
          ... on User { count: articleCount mine: feed(first: 1) { edges { node { ...M } } } name }
          ... on Article { ... { title } count: bumpCount } }
        fragment M on Node { id ... on Article { tribe { ...T } } }
        fragment T on Tribe { slug }"""
        data = await it.ask(query, ids=[ENZO, node_id("Article", "demo-1")])
        user, article = data["nodes"]
        assert data["node"] == user
        assert user["name"] == "Enzo Piacenza"
        assert one(user["mine"])["tribe"]["slug"]
        assert set(article) == {"__typename", "id", "title", "count"}
        assert user["count"] != article["count"]

    run(nats, store_url, scenario)


def test_directives_take_away_whole_branches(nats: NatsServer, store_url: str) -> None:
    """What a variable switches off is neither shown nor read."""

    async def scenario(it: Gateway) -> None:
        query = """query($deep: Boolean = false, $n: Int = 3) { feed(first: $n) { edges {
          node @skip(if: false) { title author @include(if: $deep) { name }
            ... @include(if: $deep) { comments(first: 1) { edges { node { body } } } } }
        } pageInfo @skip(if: $deep) { hasNextPage } } }"""
        flat, waves, _ = await it.spent(query)
        assert (len(flat["feed"]["edges"]), waves) == (3, 1)
        assert [set(edge["node"]) for edge in flat["feed"]["edges"]] == [{"title"}] * 3
        deep, waves, _ = await it.spent(query, deep=True, n=1)
        assert set(one(deep["feed"])) == {"title", "author", "comments"}
        assert ("pageInfo" in deep["feed"], waves) == (False, 1)
        nothing = await it.ask("{ feed(first: 1) { edges { node @skip(if: true) { id } } } }")
        assert nothing["feed"]["edges"] == [{}]

    run(nats, store_url, scenario)


def test_null_is_the_default(nats: NatsServer, store_url: str) -> None:
    """Relay sends `first: null` and `after: null` for what it does not say."""

    async def scenario(it: Gateway) -> None:
        query = "query($n: Int, $at: String) { feed(first: $n, after: $at) { edges { cursor } } }"
        given = await it.ask(query, n=None, at=None)
        assert len(given["feed"]["edges"]) == 20
        assert given == await it.ask(query) == await it.ask("{ feed { edges { cursor } } }")

    run(nats, store_url, scenario)


def test_only_what_is_selected_is_asked_of_the_store(nats: NatsServer, store_url: str) -> None:
    """A body is 60 KB, and a list of titles must not carry twenty of them."""

    async def scenario(it: Gateway) -> None:
        await it.ask("{ feed(first: 2) { edges { node { title heading: title } } } }")
        [feed] = it.requests
        assert isinstance(feed, Records)
        [page] = feed.select.lists
        assert page.select is not None
        # Besides, what says whether it is there for who asks.
        assert set(page.select.registers) == {"alive", "title", "hiding", "publication"}
        assert page.select.cards == page.select.holds == page.select.pages == ()
        it.requests.clear()
        # Nobody is signed in, so there is nobody to look for among the bumpers.
        await it.ask("{ feed { edges { node { viewerHasBumped } } } }")
        [feed] = it.requests
        assert isinstance(feed, Records)
        assert not feed.select.lists[0].select.holds  # type: ignore[union-attr]

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize(
    "query",
    [
        "{ feed { edges { node { author { id __typename } tribe { id } } } } }",
        "{ feed { edges { node { bumpers { pageInfo { hasNextPage endCursor } } } } } }",
        "{ feed { edges { node { bumpers { edges { cursor node { id } } } } } } }",
    ],
)
def test_an_id_that_is_known_is_not_read(nats: NatsServer, store_url: str, query: str) -> None:
    """The list says who bumped; a second round trip would bring nothing."""

    async def scenario(it: Gateway) -> None:
        _, waves, calls = await it.spent(query)
        assert (waves, calls) == (1, 1)

    run(nats, store_url, scenario)


def test_mutations_of_one_request_see_one_another(nats: NatsServer, store_url: str) -> None:
    """GraphQL runs them in order; each reads back on its own token."""

    async def scenario(it: Gateway) -> None:
        query = """mutation($on: BumpArticleInput!, $off: UnbumpArticleInput!) {
          a: bumpArticle(input: $on) { article { bumpCount } }
          b: unbumpArticle(input: $off) { article { bumpCount } }
          c: bumpArticle(input: $on) { x: article { bumpCount } y: article { viewerHasBumped }} }"""
        named = {"articleId": ARTICLE}
        data = await it.ask(query, viewer="pat", on=named, off=named)
        assert [data[key]["article"]["bumpCount"] for key in "ab"] == [1, 0]
        assert data["c"] == {"x": {"bumpCount": 1}, "y": {"viewerHasBumped": True}}

    run(nats, store_url, scenario, history=ONE)


def test_nesting_has_a_limit_and_says_so(nats: NatsServer, store_url: str) -> None:
    """Each level is a wave more; what is asked in steps shares nothing and costs the same."""

    def nested(levels: int) -> str:
        inner = "{ id }"
        for _ in range(levels // 2):
            inner = f"{{ feed(first: 1) {{ edges {{ node {{ author {inner} }} }} }} }}"
        return f'{{ node(id: "{ENZO}") {{ ... on User {inner} }} }}'

    async def scenario(it: Gateway) -> None:
        assert await it.ask(nested(DEPTH_MAX - 1))
        error = await it.refusal(nested(DEPTH_MAX + 1))
        assert (error["code"], error["retryable"]) == ("TOO_COSTLY", False)
        assert f"deeper than {DEPTH_MAX} records" in error["message"]

    run(nats, store_url, scenario)


def test_a_long_query_is_refused_before_it_is_parsed(nats: NatsServer, store_url: str) -> None:
    """A thousand parsed queries are kept. Of 20,000 fields each they were 20 GB."""

    async def scenario(it: Gateway) -> None:
        fields = " ".join(f"a{number}: title" for number in range(TOKENS_MAX))
        error = await it.refusal(f"{{ feed {{ edges {{ node {{ {fields} }} }} }} }}")
        assert f"{TOKENS_MAX:,} tokens" in error["message"]
        assert await it.ask(get_introspection_query())

    run(nats, store_url, scenario, history=ONE)
