"""Errors stay in their field: what goes wrong with one thing takes nothing from the others."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_input_type,
)

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from tests.gateway.harness import gateway, serving
from tests.gateway.live.test_changes import ARTICLE, ONE, TRIBE
from tests.gateway.reading.test_search import searching
from tests.gateway.reading.test_waves import run
from tests.worlds import world
from tribes.schema import SCHEMA
from views.errors import ScriptFailed

_SCHEMA = SCHEMA._schema
ENZO, COMMENT = node_id("User", "enzo"), node_id("Comment", "a/1")


def _refusable() -> list[tuple[str, GraphQLField]]:
    """The fields that can be refused: of the roots, of the viewer, and whatever is paged."""
    found = []
    for name, kind in _SCHEMA.type_map.items():
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) or name[:2] == "__":
            continue
        for field_name, field in kind.fields.items():
            root = name in ("Query", "Mutation", "Subscription", "Viewer")
            if field_name == "id":
                continue
            if root or field.args or get_named_type(field.type).name.endswith("Connection"):
                found.append((f"{name}.{field_name}", field))
    return found


@pytest.mark.parametrize(("name", "field"), _refusable(), ids=[name for name, _ in _refusable()])
def test_what_can_be_refused_can_be_null(name: str, field: GraphQLField) -> None:
    """One that may not be null would take its neighbours with it, up to the whole answer."""
    assert not isinstance(field.type, GraphQLNonNull), name


async def answers(it: Gateway, query: str, **more: Any) -> list[Any]:
    """What is answered by the compiled path, and by graphql-core alone: the same."""
    found = []
    async with serving(it.world, compiling=False, searcher=it.services.searcher) as plain:
        for one in (it, plain):
            answer = (await one.send(query, **more)).json()
            answer.pop("extensions", None)
            found.append(answer)
    assert found[0]["data"] == found[1]["data"]
    key = repr
    assert sorted(found[0]["errors"], key=key) == sorted(found[1]["errors"], key=key)
    return found


VIEWER = {"viewer": {"user": {"id": ENZO}}}


@pytest.mark.parametrize(
    ("query", "variables", "data", "paths"),
    [
        ('{ viewer { user { id } } search(query: "") { edges { cursor } } }', {},
         {**VIEWER, "search": None}, ["search"]),
        ("{ viewer { user { id } } feed(first: 0) { edges { cursor } } }", {},
         {**VIEWER, "feed": None}, ["feed"]),
        ("{ viewer { user { id } feed(first: 101) { edges { cursor } } } }", {},
         {"viewer": {"user": {"id": ENZO}, "feed": None}}, ["viewer.feed"]),
        ('{ viewer { inbox { unreadCount notifications(after: "x") { edges { cursor } } } } }', {},
         {"viewer": {"inbox": {"unreadCount": 0, "notifications": None}}},
         ["viewer.inbox.notifications"]),
        ("query($i: [ID!]!) { nodes(ids: $i) { id } viewer { user { id } } }",
         {"i": [ENZO, "x", ARTICLE, node_id("Car", "a"), "", TRIBE, node_id("Article", "no")]},
         {"nodes": [{"id": ENZO}, None, {"id": ARTICLE}, None, None, {"id": TRIBE}, None],
          **VIEWER}, ["nodes.1", "nodes.3", "nodes.4"]),
        ("query($i: [ID!]!) { nodes(ids: $i) { id } viewer { user { id } } }", {"i": ["x", "y"]},
         {"nodes": [None, None], **VIEWER}, ["nodes.0", "nodes.1"]),
        ("query($i: [ID!]!) { nodes(ids: $i) { id } viewer { user { id } } }", {"i": ["x"] * 101},
         {"nodes": None, **VIEWER}, ["nodes"]),
        ("query($i: [ID!]!) { nodes(ids: $i) { id ... on Tribe { leaderboard(first: 0) { edges {"
         ' score } } viewerStanding(after: "x") { place } articleCount } } }', {"i": [TRIBE, ENZO]},
         {"nodes": [{"id": TRIBE, "leaderboard": None, "viewerStanding": None, "articleCount": 1},
                    {"id": ENZO}]}, ["nodes.0.leaderboard", "nodes.0.viewerStanding"]),
        ("{ feed { edges { node { id bumpers(first: 0) { edges { cursor } } author { id"
         " followers(after: \"x\") { edges { cursor } } } } } } }", {},
         {"feed": {"edges": [{"node": {"id": ARTICLE, "bumpers": None,
                                       "author": {"id": ENZO, "followers": None}}}]}},
         ["feed.edges.0.node.bumpers", "feed.edges.0.node.author.followers"]),
        ("query($o: FeedOrder) { feed(order: $o) { edges { cursor } } viewer { user { id } } }",
         {"o": None}, {"feed": None, **VIEWER}, ["feed"]),
        ('{ node(id: "x") { id } article(id: "x") { id } user(handle: "") { id }'
         ' tribe(slug: "") { id } viewer { user { id } } }', {},
         {"node": None, "article": None, "user": None, "tribe": None, **VIEWER},
         ["node", "article", "user", "tribe"]),
    ],
)  # fmt: skip
def test_a_refused_field_is_null_and_the_others_are_there(  # noqa: PLR0917
    nats: NatsServer,
    store_url: str,
    tmp_path: Path,
    query: str,
    variables: Any,
    data: Any,
    paths: list[str],
) -> None:
    """A page with a header must not lose its header because a box in it was empty."""

    async def main() -> None:
        async with searching(nats, store_url, tmp_path, events=ONE) as it:
            answer, _ = await answers(it, query, viewer="enzo", **variables)
            assert answer["data"] == data
            found = [".".join(map(str, error["path"])) for error in answer["errors"]]
            assert sorted(found) == sorted(paths)

    asyncio.run(main())


def test_a_mutation_that_was_applied_is_in_the_answer(nats: NatsServer, store_url: str) -> None:
    """Whatever became of those beside it: else the client sends it again, or says it failed."""
    query = """mutation($a: BumpArticleInput!, $b: BumpArticleInput!, $c: ViewArticleInput!) {
        first: bumpArticle(input: $a) { article { bumpCount } userErrors { code } }
        none: bumpArticle(input: $b) { article { bumpCount } userErrors { code } }
        bad: viewArticle(input: $c) { article { bumpers(first: 0) { edges { cursor } }
            viewCount } userErrors { code } receipt { duplicate } }
    }"""

    async def scenario(it: Gateway) -> None:
        given = {"a": {"articleId": ARTICLE}, "b": {"articleId": "x"}, "c": {"articleId": ARTICLE}}
        answer = (await it.send(query, viewer="pat", **given)).json()
        assert answer["data"] == {
            "first": {"article": {"bumpCount": 1}, "userErrors": []},
            "none": {"article": None, "userErrors": [{"code": "INVALID"}]},
            "bad": {"article": {"bumpers": None, "viewCount": 1}, "userErrors": [],
                    "receipt": {"duplicate": False}},
        }  # fmt: skip
        assert [(error["path"][0], error["extensions"]["code"]) for error in answer["errors"]] == [
            ("bad", "BAD_USER_INPUT"),
        ]  # fmt: skip
        assert [event.type for event in await it.events()][len(ONE) :] == [
            "article_bumped", "article_viewed",
        ]  # fmt: skip

    run(nats, store_url, scenario, history=ONE)


def test_a_mutation_that_cannot_be_read_back_says_that_it_was_accepted(
    nats: NatsServer, store_url: str
) -> None:
    """With its receipt: the log holds it, whatever the store says."""

    async def scenario(it: Gateway) -> None:
        wave, calls = it.world.store.wave, 0

        async def failing(requests: Any, *most: int) -> Any:
            nonlocal calls
            calls += 1
            if calls > 1:  # The first is what the mutation itself looks at.
                raise ScriptFailed("broken")
            return await wave(requests, *most)

        it.world.store.wave = failing  # type: ignore[method-assign]
        payload = await it.change(
            "bumpArticle", {"articleId": ARTICLE}, "article { id }", viewer="p"
        )
        it.world.store.wave = wave  # type: ignore[method-assign]
        assert payload["article"] is None
        assert [error["code"] for error in payload["userErrors"]] == ["STALE"]
        assert payload["receipt"]["eventId"]

    run(nats, store_url, scenario, history=ONE)


def test_what_may_still_come_is_an_error_of_its_item(nats: NatsServer, store_url: str) -> None:
    """While the views are behind, an unknown id is retryable, and the known ones are there."""

    async def main() -> None:
        async with world(nats.url, store_url) as it:
            async with it.projecting():
                await it.publish(ONE)
                await it.caught_up()
            async with serving(it) as gate:
                gate.services.heads[it.log.name] += 1
                query = "query($i: [ID!]!) { nodes(ids: $i) { id } }"
                given = [ARTICLE, node_id("Article", "no"), node_id("User", "no")]
                answer = (await gate.send(query, i=given)).json()
                assert answer["data"] == {"nodes": [{"id": ARTICLE}, None, None]}
                assert [(error["path"], error["extensions"]) for error in answer["errors"]] == [
                    (["nodes", at], {"code": "NOT_YET", "retryable": True}) for at in (1, 2)
                ]

    asyncio.run(main())


def test_an_item_of_an_input_list_may_not_be_null() -> None:
    """GraphQL itself refuses that, with its place, before anything is done."""
    media = _SCHEMA.type_map["EditArticleInput"].fields["media"].type  # type: ignore[union-attr]
    assert is_input_type(media)
    assert isinstance(media.of_type, GraphQLNonNull)


def test_a_variable_of_a_wrong_type_is_told_as_graphql_tells_it(
    nats: NatsServer, store_url: str
) -> None:
    """What is no text at all is a program's fault, and no person's: it says where, and changes
    nothing.
    """
    query = "mutation($i: PublishArticleInput!) { publishArticle(input: $i) { __typename } }"

    async def scenario(it: Gateway) -> None:
        for given, told in (
            ({"tribeId": TRIBE, "title": 7}, "at .title: "),
            ({"tribeId": TRIBE, "title": None}, "at .title: "),
            ({"tribeId": TRIBE, "title": "t", "media": [{"url": 7}]}, "at .media[0].url: "),
            ({"tribeId": TRIBE, "title": "t", "kind": "CAR"}, "at .kind: "),
            ({"tribeId": TRIBE}, "'$i' "),
            ({"tribeId": TRIBE, "title": "t", "colour": "red"}, "'$i' "),
        ):
            error = await it.refusal(query, viewer="enzo", i=given)
            assert error["code"] == "GRAPHQL_VALIDATION_FAILED", error
            assert told in error["message"], error
            assert error["data"] is None
        mark = "mutation($t: DateTime) { markNotificationsRead(input: {until: $t}) { __typename } }"
        error = await it.refusal(mark, viewer="enzo", t="yesterday")
        assert error["code"] == "GRAPHQL_VALIDATION_FAILED"
        assert await it.head() == len(ONE)

    run(nats, store_url, scenario, history=ONE)


INPUT = "mutation($i: PublishArticleInput!) { publishArticle(input: $i) { __typename } }"
FIRST = "query($n: Int) { feed(first: $n) { edges { cursor } } }"
TIMES = "mutation($t: DateTime) { markNotificationsRead(input: {until: $t}) { __typename } }"
TIME = "give a time as ISO 8601 has it, such as 2026-03-31T12:00:00+00:00; this is "
WORDS: list[tuple[str, Any, str]] = [
    # The values of variables, as JSON has them.
    (INPUT, {"i": None}, "Variable '$i' has invalid value: Expected value of non-null type "
     "'PublishArticleInput!' not to be null."),
    (INPUT, {"i": {"tribeId": None, "title": "t"}}, "non-null type 'ID!' not to be null."),
    (INPUT, {"i": {"tribeId": "t", "title": "t", "media": [None]}}, "not to be null."),
    (INPUT, {"i": {"tribeId": "t", "title": True}}, "a non string value: true"),
    (INPUT, {"i": {"tribeId": ["it's", None], "title": "t"}}, 'represent value: ["it\'s", null]'),
    (INPUT, {"i": {"titel": "x", "a": {"b": False}, "c": 'say "x"'}},
     'found: {"titel": "x", "a": {"b": false}, "c": "say \\"x\\""}.'),
    (INPUT, {"i": {"titel": "None, True and 'x'"}}, """found: {"titel": "None, True and 'x'"}."""),
    (INPUT, {"i": {"titel": "True" * 200}}, 'found: {"titel": "TrueTrue'),
    (INPUT, {"i": "x"}, 'to be an object, found: "x".'),
    (FIRST, {"n": True}, "Int cannot represent non-integer value: true"),
    (FIRST, {"n": False}, "Int cannot represent non-integer value: false"),
    (FIRST, {"n": "x"}, 'Int cannot represent non-integer value: "x"'),
    (FIRST, {"n": [None]}, "Int cannot represent non-integer value: [null]"),
    (FIRST, {"n": {}}, "Int cannot represent non-integer value: {}"),
    ("query($o: FeedOrder) { feed(order: $o) { edges { cursor } } }", {"o": True},
     "Enum 'FeedOrder' cannot represent non-string value: true."),
    # What is written in the query, as it was written.
    ("{ feed(first: true) { edges { cursor } } }", {}, "non-integer value: true"),
    ("{ feed(first: True) { edges { cursor } } }", {}, "non-integer value: True"),
    ("{ node(id: null) { id } }", {}, "not to be null."),
    ("mutation { bumpArticle(input: {articleId: null}) { __typename } }", {}, "not to be null."),
    # Times.
    (TIMES, {"t": "yesterday"}, f"{TIME}'yesterday'"),
    (TIMES, {"t": "2026-13-01T00:00:00Z"}, f"{TIME}'2026-13-01T00:00:00Z'"),
    (TIMES, {"t": "2026-02-30"}, f"{TIME}'2026-02-30'"),
    (TIMES, {"t": "20"}, f"{TIME}'20'"),
    (TIMES, {"t": ""}, f"{TIME}''"),
    (TIMES, {"t": "9999-12-31T24:00:00Z"}, f"{TIME}'9999-12-31T24:00:00Z'"),
    (TIMES, {"t": True}, f"{TIME}true"),
    (TIMES, {"t": 5}, f"{TIME}5"),
    (TIMES, {"t": {"a": 1}}, f"{TIME}an object"),
    ('mutation { markNotificationsRead(input: {until: "soon"}) { __typename } }', {},
     f"{TIME}'soon'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "variables", "told"), WORDS, ids=[f"{one[0][:12]} {one[1]}"[:60] for one in WORDS]
)
def test_what_does_not_fit_is_said_in_graphql_and_json_and_not_in_python(
    nats: NatsServer, store_url: str, query: str, variables: Any, told: str
) -> None:
    """Who sent `null` and `true` has never heard of None and True."""

    async def scenario(it: Gateway) -> None:
        answers = []
        async with serving(it.world, compiling=False) as plain:
            for one in (it, plain):
                answers.append((await one.send(query, viewer="enzo", **variables)).json())
        for answer in answers:
            message = answer["errors"][0]["message"]
            assert told in message
            assert not re.search(r"\bNone\b(?!, True and)|month must|too short|Expected a", message)
        assert await it.head() == len(ONE)

    run(nats, store_url, scenario, history=ONE)


def test_a_gateway_without_an_index_answers_all_but_the_search(
    nats: NatsServer, store_url: str
) -> None:
    """A search is not offered there; the header of the page is."""

    async def main() -> None:
        async with gateway(nats.url, store_url, history=ONE) as it:
            query = '{ viewer { user { id } } search(query: "a") { edges { cursor } } }'
            error = await it.refusal(query, viewer="enzo")
            assert (error["code"], error["data"]) == ("NOT_OFFERED", {**VIEWER, "search": None})

    asyncio.run(main())
