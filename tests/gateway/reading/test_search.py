"""Search through the gateway: what is published is found, in pages of what the views hold."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from eventlog.envelope import Event
from gateway.admission import lines
from search.index import Delta
from search.searcher import WAITING_EACH_MAX, Searcher
from tests.gateway.harness import gateway
from tests.search.indexes import Held, delta_of, indexed, indexing, searcher, writer
from tribes import events as e
from tribes.searching import CORPUS

SEARCH = """query($text: String!, $type: SearchType, $first: Int, $after: String) {
  search(query: $text, type: $type, first: $first, after: $after) {
    edges { cursor node { __typename id
      ... on Article { title author { name } tribe { name } }
      ... on Tribe { name slug }
      ... on User { name handle }
    } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


def history() -> list[Event]:
    """A tribe, a user, and two articles of theirs."""
    return [
        e.TribeProfileSet(**envelope(1), tribe="ferrari", slug="ferrari", name="Ferrari"),
        e.UserProfileSet(**envelope(2), user="enzo", handle="enzo", name="Enzo", bio="<p>red</p>"),
        article(3, "a1", "The Ferrari of my uncle"),
        article(4, "a2", "A fuel pump", body="<p>It is a <b>Ferrari</b> pump.</p>"),
    ]


def article(number: int, name: str, title: str, **more: Any) -> Event:
    """An article that is published by the numbered event."""
    more = {"actor": "enzo", **more}
    return e.ArticlePublished(
        **envelope(number, more.pop("actor")),
        article=name,
        tribe="ferrari",
        kind=e.ArticleKind.ARTICLE,
        title=title,
        **more,
    )


@asynccontextmanager
async def searching(
    nats: NatsServer,
    store_url: str,
    folder: Path,
    *,
    events: Iterable[Event] = (),
    live: bool = True,
    **more: Any,
) -> AsyncIterator[Gateway]:
    """A gateway with an index that holds a history, and is kept unless it is not to live."""
    asking = searcher(folder)
    async with gateway(nats.url, store_url, history=events, searcher=asking, **more) as it:
        async with indexing(it.world, folder) as indexer:
            await indexed(it.world, indexer)
            if live:
                yield it
        if not live:
            yield it
    asking.close()


def shown(data: dict[str, Any]) -> list[str]:
    """The types and names of what was found."""
    nodes = [edge["node"] for edge in data["search"]["edges"]]
    return [f"{node['__typename']} {node.get('title') or node.get('name')}" for node in nodes]


def compiled() -> float:
    """How many operations were answered by the compiled path."""
    labels = {"way": "compiled", "why": ""}
    return REGISTRY.get_sample_value("bandstand_gateway_operations_total", labels) or 0.0


@pytest.mark.parametrize("shards", [1, 3])
def test_articles_tribes_and_users_are_found_and_the_query_is_compiled(
    nats: NatsServer, store_url: str, tmp_path: Path, shards: int
) -> None:
    """One query, of any type or of one, with the fields of each, and no resolver."""

    async def scenario() -> None:
        async with searching(nats, store_url, tmp_path, events=history(), shards=shards) as it:
            before = compiled()
            found = await it.ask(SEARCH, text="ferrari")
            assert sorted(shown(found)) == [
                *("Article A fuel pump", "Article The Ferrari of my uncle", "Tribe Ferrari")
            ]
            assert shown(found)[-1] == "Article A fuel pump"
            nodes = {edge["node"]["id"]: edge["node"] for edge in found["search"]["edges"]}
            uncle = nodes[node_id("Article", "a1")]
            assert uncle["author"] == {"name": "Enzo"}
            assert uncle["tribe"] == {"name": "Ferrari"}
            of_type = await it.ask(SEARCH, text="ferrari", type="TRIBE")
            assert shown(of_type) == ["Tribe Ferrari"]
            assert shown(await it.ask(SEARCH, text="red", type="USER")) == ["User Enzo"]
            assert shown(await it.ask(SEARCH, text="enzo", type=None)) == ["User Enzo"]
            nothing = (await it.ask(SEARCH, text="lancia"))["search"]
            info = {"hasNextPage": False, "hasPreviousPage": False}
            info |= {"startCursor": None, "endCursor": None}
            assert nothing == {"edges": [], "pageInfo": info}
            assert compiled() == before + 5

    asyncio.run(scenario())


def test_what_a_receipt_says_is_found(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """With its token a search waits for the index, as it waits for the views."""

    async def scenario() -> None:
        async with searching(nats, store_url, tmp_path, events=history()) as it:
            for number in range(20):
                given = {"tribeId": node_id("Tribe", "ferrari"), "title": f"Brand new{number}"}
                payload = await it.change(
                    "publishArticle", {**given, "kind": "ARTICLE"}, "", viewer="enzo"
                )
                token = payload["receipt"]["token"]
                answer = (await it.send(SEARCH, text=f"new{number}", token=token)).json()
                assert shown(answer["data"]) == [f"Article Brand new{number}"]
                assert answer["extensions"]["consistency"]["status"] == "SATISFIED"

    asyncio.run(scenario())


def test_an_index_behind_the_token_is_told(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """Without an indexer nothing new is found, and the answer says that it is STALE."""

    async def scenario() -> None:
        async with searching(
            nats, store_url, tmp_path, events=history(), live=False, wait_s=0.3
        ) as it:
            given = {"tribeId": node_id("Tribe", "ferrari"), "title": "Brand new"}
            payload = await it.change(
                "publishArticle", {**given, "kind": "ARTICLE"}, "", viewer="enzo"
            )
            token = payload["receipt"]["token"]
            answer = (await it.send(SEARCH, text="new", token=token)).json()
            assert shown(answer["data"]) == []
            assert answer["extensions"]["consistency"]["status"] == "STALE"
            # Nobody who does not search is held up by it.
            feed = (await it.send("{ feed { edges { cursor } } }", token=token)).json()
            assert feed["extensions"]["consistency"]["status"] == "SATISFIED"

    asyncio.run(scenario())


def test_a_hit_that_the_views_do_not_hold_is_left_out_and_ends_nothing(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """Cursors are those of hits: a page whose records are gone leads on."""

    async def scenario() -> None:
        events = [article(at, f"a{at:02}", "Fuel") for at in range(1, 11)]
        async with searching(nats, store_url, tmp_path, events=events, live=False) as it:
            index = writer(tmp_path)
            delta: Delta = delta_of((at, article(at, f"ghost{at}", "Fuel")) for at in range(11, 31))
            index.merge(delta, filled=True)
            seen: list[str] = []
            after, pages = None, 0
            while True:
                page = (await it.ask(SEARCH, text="fuel", first=4, after=after))["search"]
                seen += [edge["node"]["id"] for edge in page["edges"]]
                after, pages = page["pageInfo"]["endCursor"], pages + 1
                assert page["pageInfo"]["hasPreviousPage"] is (pages > 1)
                if not page["pageInfo"]["hasNextPage"]:
                    break
            assert pages == 8
            assert seen == [node_id("Article", f"a{at:02}") for at in range(1, 11)]

    asyncio.run(scenario())


def test_what_is_removed_is_found_no_more(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """From the moment that the receipt names."""

    async def scenario() -> None:
        async with searching(nats, store_url, tmp_path, events=history()) as it:
            payload = await it.change(
                "removeArticle", {"articleId": node_id("Article", "a1")}, "", viewer="enzo"
            )
            found = await it.ask(SEARCH, text="uncle", token=payload["receipt"]["token"])
            assert shown(found) == []

    asyncio.run(scenario())


HOSTILE = [
    *("", "   ", '"', "'; DROP TABLE words; --", 'a" OR "b', "NEAR(a b)", "title:x", "* * *"),
    *("x" * 10_000, "a " * 5_000, "\x00", "\u202e\u0301", "🏎", "-", "^a", "(((((", "a AND", "\n"),
    *("%s", "{}", "\\", "AND", "OR OR", "𝔉𝔲𝔢𝔩", "\ufffe\uffff", "ﬁ"),
]


def test_whatever_is_searched_for_there_is_an_answer(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """A page, or an error that says what was wrong with the text: never a fault."""

    async def scenario() -> None:
        async with searching(nats, store_url, tmp_path, events=history()) as it:
            for text in HOSTILE:
                response = await it.send(SEARCH, text=text)
                assert response.status_code == 200
                answer = response.json()
                for error in answer.get("errors", ()):
                    assert error["extensions"]["code"] == "BAD_USER_INPUT", (text, error)
                    assert error["message"].startswith("query: "), error
                    assert error["path"] == ["search"]
                assert answer.get("errors") or "edges" in answer["data"]["search"], text

    asyncio.run(scenario())


def test_pages_that_are_no_pages_are_refused(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """A size, or a cursor of another search, is an error of its field."""

    async def scenario() -> None:
        async with searching(nats, store_url, tmp_path, events=history()) as it:
            other = (await it.ask(SEARCH, text="pump"))["search"]["pageInfo"]["endCursor"]
            feed = await it.ask("{ feed(first: 1) { pageInfo { endCursor } } }")
            for wrong, message in (
                ({"first": 0}, "outside 1 to 100"),
                ({"first": 101}, "outside 1 to 100"),
                ({"after": other}, "of another list"),
                ({"after": feed["feed"]["pageInfo"]["endCursor"]}, "of another list"),
                ({"after": "bogus"}, "not a cursor"),
            ):
                error = await it.refusal(SEARCH, text="ferrari", **wrong)
                assert message in error["message"], error
                assert error["code"] == "BAD_USER_INPUT"

    asyncio.run(scenario())


def test_a_list_is_that_of_its_text(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """A cursor leads on in the list that it is of, whatever its words are folded to by then."""

    async def scenario() -> None:
        events = [*history(), article(5, "a3", "Straße in 東京"), article(6, "a4", "STRASSE, 東京")]
        async with searching(nats, store_url, tmp_path, events=events) as it:
            first = (await it.ask(SEARCH, text="STRASSE 東京", first=1))["search"]
            cursor = first["pageInfo"]["endCursor"]
            rest = (await it.ask(SEARCH, text=" STRASSE  東京", after=cursor))["search"]
            titles = [edge["node"]["title"] for page in (first, rest) for edge in page["edges"]]
            assert sorted(titles) == ["STRASSE, 東京", "Straße in 東京"]
            error = await it.refusal(SEARCH, text="strasse 東 京", after=cursor)
            assert "of another list" in error["message"]

    asyncio.run(scenario())


def test_a_search_counts_as_what_it_may_read(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """Before anything is searched: as a page of so many, and a thousand records for the search."""

    async def scenario() -> None:
        async with searching(nats, store_url, tmp_path, events=history()) as it:
            parts = [f'a{at}: search(query: "ferrari {at}") {{ __typename }}' for at in range(20)]
            error = await it.refusal("{" + " ".join(parts) + "}")
            assert error["code"] == "TOO_COSTLY"
            few = " ".join(parts[:3])
            assert (await it.ask("{" + few + "}"))["a0"] == {"__typename": "SearchConnection"}
            deep = """{ search(query: "ferrari", first: 100) { edges { node { ... on Tribe {
                feed(first: 100) { edges { node { comments(first: 2) { edges { cursor } } } } }
            } } } } }"""
            assert (await it.refusal(deep))["code"] == "TOO_COSTLY"

    asyncio.run(scenario())


def test_aliases_of_what_is_found_keep_their_own(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """Two selections of the same hits, and two searches, in one query."""

    async def scenario() -> None:
        async with searching(nats, store_url, tmp_path, events=history()) as it:
            query = """{
              one: search(query: "pump") {
                edges { node { ... on Article { author { name } } } }
                more: edges { where: cursor it: node { ...both } }
                info: pageInfo { hasNextPage __typename } __typename
              }
              two: search(query: "ferrari", type: TRIBE) { edges { node { id } __typename } }
            }
            fragment both on Article { author { handle } title }"""
            before = compiled()
            found = await it.ask(query)
            assert compiled() == before + 1
            [edge] = found["one"]["edges"]
            assert edge == {"node": {"author": {"name": "Enzo"}}}
            [more] = found["one"]["more"]
            assert more["it"] == {"author": {"handle": "enzo"}, "title": "A fuel pump"}
            assert more["where"]
            assert found["one"]["info"] == {"hasNextPage": False, "__typename": "PageInfo"}
            tribe = {"node": {"id": node_id("Tribe", "ferrari")}, "__typename": "NodeEdge"}
            assert found["two"]["edges"] == [tribe]

    asyncio.run(scenario())


def test_a_gateway_without_an_index_says_so(nats: NatsServer, store_url: str) -> None:
    """And answers everything else."""

    async def scenario() -> None:
        async with gateway(nats.url, store_url, history=history()) as it:
            error = await it.refusal(SEARCH, text="ferrari")
            assert error["code"] == "NOT_OFFERED"
            assert not error["retryable"]
            assert "BANDSTAND_SEARCH_DIR" in error["message"]

    asyncio.run(scenario())


def test_an_index_that_is_not_there_is_waited_for(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """An error that says to try again, until the indexer has filled it."""

    async def scenario() -> None:
        async with gateway(
            nats.url, store_url, history=history(), searcher=searcher(tmp_path)
        ) as it:
            error = await it.refusal(SEARCH, text="ferrari")
            assert error["code"] == "UNAVAILABLE"
            assert error["retryable"]
            async with indexing(it.world, tmp_path) as indexer:
                await indexed(it.world, indexer)
                assert shown(await it.ask(SEARCH, text="uncle"))

    asyncio.run(scenario())


def test_one_client_keeps_nobody_else_from_searching(
    nats: NatsServer, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty connections whose searches took the whole second had others' refused."""
    end, most = threading.Event(), WAITING_EACH_MAX
    # In the client's own line few would come to the searcher at a time.
    monkeypatch.setattr(lines, "UNKNOWN_S", 1e-6)

    async def scenario() -> None:
        asking = Searcher(CORPUS, lambda: Held(tmp_path, end, []), timeout_s=20)
        async with gateway(nats.url, store_url, history=history(), searcher=asking) as it:
            async with indexing(it.world, tmp_path) as indexer:
                await indexed(it.world, indexer)
            mine = [
                asyncio.create_task(it.send(SEARCH, viewer="eve", text="slow"))
                for _ in range(most + 3)
            ]
            # Two are refused: one runs, and eight wait.
            for refused in islice(asyncio.as_completed(mine), 2):
                [error] = (await refused).json()["errors"]
                assert error["extensions"]["code"] == "UNAVAILABLE"
                assert f"{most} searches of yours wait already" in error["message"]
            async with asyncio.timeout(10):
                assert shown(await it.ask(SEARCH, viewer="enzo", text="uncle"))
                assert shown(await it.ask(SEARCH, text="uncle"))
            end.set()
            answers = [one.json() for one in await asyncio.gather(*mine)]
            assert sum("errors" not in answer for answer in answers) == most + 1
        asking.close()

    asyncio.run(scenario())


def test_what_is_found_calls_itself_by_the_name_that_it_holds(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """A handle that another holds finds whoever claims it, and neither shows the other's."""
    rival = e.UserProfileSet(**envelope(9, "eve"), user="eve", handle="ENZO", name="Eve")

    async def scenario() -> None:
        async with searching(nats, store_url, tmp_path, events=[*history(), rival], shards=3) as it:
            found = await it.ask(SEARCH, text="enzo", type="USER")
            people = {
                edge["node"]["name"]: edge["node"]["handle"] for edge in found["search"]["edges"]
            }
            assert people == {"Enzo": "enzo", "Eve": None}

    asyncio.run(scenario())
