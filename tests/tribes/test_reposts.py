"""Reposts: an article in other tribes' feeds, with a place of its own; once in a home feed."""

from __future__ import annotations

from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from eventlog.envelope import Event
from tests.gateway.reading.test_waves import run
from tests.tribes.histories import envelope as early
from tests.tribes.histories import score
from tests.tribes.stories import LONG_STORIES, published, reposted, unreposted
from tests.worlds import folded
from tribes import events as e
from tribes.records import REPOSTS_MAX
from tribes.views import COMMUNITY
from views.audit import TOTAL, expect
from views.shards import Shards


def places(events: list[Event], order: str = "new") -> dict[str, int]:
    """In which tribes the article stands, and where."""
    [holding] = expect(COMMUNITY, Shards(1), folded(events))
    start = f"{order}.tribe:"
    return {
        name.removeprefix(start): int(at)
        for (kind, name, item), at in holding.derived.items()  # type: ignore[misc]
        if kind == "list" and name.startswith(start) and item == "a1"
    }


def test_a_repost_stands_where_it_was_made_first() -> None:
    """Another one of it moves nothing; who takes theirs back moves it to the next."""
    both = [published(1), reposted(3, "bob", "y"), reposted(5, "ada", "y")]
    assert places(both) == {"x": score(1), "y": score(3)}
    assert places([*both, unreposted(6, "bob", "y")]) == {"x": score(1), "y": score(5)}
    assert places([*both, unreposted(6, "bob", "y"), unreposted(6, "ada", "y")]) == {"x": score(1)}
    assert places([*both, e.ArticleRemoved(**early(7, "ada"), article="a1")]) == {}
    assert places(both, "top") == {"x": 0, "y": 0}


def test_a_repost_into_its_own_tribe_changes_nothing() -> None:
    """It stands there where it was published, whatever the log says."""
    assert places([published(1), reposted(3, "bob", "x")]) == {"x": score(1)}


def test_of_too_many_reposts_the_first_have_a_place() -> None:
    """A derivation reads so many, whatever somebody does to an article."""
    found = places(LONG_STORIES["reposts into too many tribes"].events)
    assert found.keys() == {"x", "zz", *(f"t{number:03}" for number in range(REPOSTS_MAX - 1))}


def counted(events: list[Event]) -> int:
    """What the article counts as reposts."""
    [holding] = expect(COMMUNITY, Shards(1), folded(events))
    return int(holding.derived.get(("sum", "reposts:a1", TOTAL), "0"))


def test_reposts_count_the_tribes_in_which_an_article_stands() -> None:
    """Whoever reposted it there, however often, and however many more a log holds."""
    story = LONG_STORIES["reposts into too many tribes"].events
    assert counted([published(1)]) == 0
    assert counted([published(1), reposted(3, "bob", "y"), reposted(5, "ada", "y")]) == 1
    assert counted([published(1), reposted(3, "bob", "x")]) == 0, "its own tribe"
    assert counted(story) == REPOSTS_MAX
    more = [reposted(900 + number, "late", f"more{number}") for number in range(3)]
    assert counted([*story, *more]) == REPOSTS_MAX
    again = reposted(990, "another", "t001")
    assert counted([*story, again]) == REPOSTS_MAX
    assert len(places([*story, *more, again])) == REPOSTS_MAX + 1, "and its own tribe"


HOME = """query($order: HomeOrder!, $after: String) { viewer {
  feed(order: $order, first: 1, after: $after) {
    edges { node { title repostCount } } pageInfo { hasNextPage endCursor } } } }"""


@pytest.mark.parametrize("shards", [1, 3])
def test_a_home_feed_shows_a_reposted_article_once(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Where it comes first, in every order: here in the tribe that it was reposted into."""
    kind = e.ArticleKind.ARTICLE
    history: list[Event] = [
        e.ArticlePublished(
            **envelope(10 * number, "enzo"),
            article=f"a{number}",
            tribe="t",
            kind=kind,
            title=f"{number}",
        )
        for number in range(6)
    ]
    history += [e.TribeFollowed(**envelope(200 + n, "me"), tribe=t) for n, t in enumerate("tuv")]
    history += [
        e.ArticleReposted(**envelope(300 + 10 * n, "pat"), article="a1", tribe=tribe)
        for n, tribe in enumerate("uv")
    ]
    history += [e.UserFollowed(**envelope(400, "me"), user="enzo")]

    async def scenario(it: Gateway) -> None:
        for order, wanted in (("NEW", "154320"), ("HOT", "154320"), ("TOP", "543210")):
            titles, after = "", None
            while True:
                data: Any = await it.ask(HOME, viewer="me", order=order, after=after)
                page = data["viewer"]["feed"]
                titles += "".join(edge["node"]["title"] for edge in page["edges"])
                after = page["pageInfo"]["endCursor"]
                if not page["pageInfo"]["hasNextPage"]:
                    break
            assert titles == wanted, order
        shown = await it.ask(
            "query($id: ID!) { node(id: $id) { ... on Tribe { articleCount } } }",
            id=node_id("Tribe", "u"),
        )
        assert shown["node"]["articleCount"] == 1
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=history, shards=shards)
