"""Leaderboards: authors of a tribe by the bumps on their articles, and where the viewer stands."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandstand.testing.gateways import Gateway, node_id, now_ms
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import differences, spread
from crdt.stamps import stamp_of
from eventlog.envelope import Event, event_id
from tests.gateway.harness import serving
from tests.gateway.reading.test_waves import run
from tests.tribes.histories import TRIBES
from tests.tribes.reading import hold_of_all
from tests.views.stores import opened
from tests.worlds import world
from tribes import events as e
from tribes.views import COMMUNITY
from views.derive.language import day, month, week

BOARD = """query($tribe: ID!, $window: Window!, $first: Int, $after: String) { node(id: $tribe) {
    ... on Tribe {
        leaderboard(window: $window, first: $first, after: $after) {
            edges { score cursor node { id } } pageInfo { hasNextPage endCursor } }
        viewerStanding(window: $window) { place score }
    } } }"""
OF_ALL = """query($window: Window!, $after: String) { community {
    leaderboard(window: $window, first: 2, after: $after) {
        edges { score node { id } } pageInfo { hasNextPage endCursor } }
    viewerStanding(window: $window) { place score }
    } }"""
DAY_MS = 86_400_000
_numbers = count(1)


def envelope(ms: int, actor: str) -> dict[str, Any]:
    """An envelope of a time, with an id of its own."""
    number = next(_numbers).to_bytes(10, "big")
    return {"id": event_id(ms, number), "at": stamp_of(ms), "region": "test", "actor": actor}


def published(ms: int, article: str, author: str) -> Event:
    """An article in the tribe t."""
    return e.ArticlePublished(
        **envelope(ms, author), article=article, tribe="t", kind=e.ArticleKind.ARTICLE, title="T"
    )


async def board(
    it: Gateway, window: str, viewer: str | None = None, **more: Any
) -> tuple[list[tuple[str, int]], Any]:
    """The ids and scores of a page, and where the viewer stands."""
    tribe = node_id("Tribe", more.pop("tribe", "t"))
    data = await it.ask(BOARD, viewer=viewer, tribe=tribe, window=window, **more)
    if data["node"] is None:  # Nobody has published there.
        return [], None
    edges = data["node"]["leaderboard"]["edges"]
    return [(edge["node"]["id"], edge["score"]) for edge in edges], data["node"]["viewerStanding"]


@pytest.mark.parametrize("shards", [1, 3])
def test_the_board_of_all_adds_what_the_tribes_have(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Whatever tribe an article is in, in the same windows, page after page."""
    today = now_ms() // DAY_MS * DAY_MS
    made = (("a", "ada", "t", today), ("b", "bob", "u", today), ("c", "cleo", "u", today))
    old = ("d", "bob", "t", today - 400 * DAY_MS)
    history: list[Event] = [
        e.ArticlePublished(
            **envelope(ms, author), article=article, tribe=tribe, kind="IMAGE", title="T"
        )
        for article, author, tribe, ms in (*made, old)
    ]
    history += [
        e.ArticleBumped(**envelope(today + n, f"fan{n}"), article=article)
        for article, times in (("a", 4), ("b", 2), ("c", 1), ("d", 3))
        for n in range(times)
    ]
    history.append(e.ArticleBumped(**envelope(today + 9, "cleo"), article="c"))  # Their own.

    async def scenario(it: Gateway) -> None:
        for window, wanted, place in (
            ("ALL", ranked(("bob", 5), ("ada", 4), ("cleo", 1)), {"place": 1, "score": 5}),
            ("MONTH", ranked(("ada", 4), ("bob", 2), ("cleo", 1)), {"place": 2, "score": 2}),
        ):
            found, after, more = list[tuple[str, int]](), None, True
            while more:
                data = await it.ask(OF_ALL, viewer="bob", window=window, after=after)
                page = data["community"]["leaderboard"]
                assert data["community"]["viewerStanding"] == place
                found += [(one["node"]["id"], one["score"]) for one in page["edges"]]
                after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
            assert found == wanted

    run(nats, store_url, scenario, history=history, shards=shards)


def ranked(*pairs: tuple[str, int]) -> list[tuple[str, int]]:
    """Users and scores as they are shown."""
    return [(node_id("User", user), score) for user, score in pairs]


@pytest.mark.parametrize("shards", [1, 3])
def test_authors_rank_by_what_others_bumped_in_a_window(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Their own bumps do not count, equals are told apart by id, and what is taken back leaves."""
    today = now_ms() // DAY_MS * DAY_MS
    history = [
        published(today, "a1", "ada"),
        published(today, "a2", "ada"),
        published(today, "b1", "bob"),
        published(today, "c1", "cleo"),
        published(today - 400 * DAY_MS, "old", "bob"),
    ]

    async def scenario(it: Gateway) -> None:
        token: str | None = None

        async def act(viewer: str, mutation: str, article: str) -> None:
            nonlocal token
            fields = {"articleId": node_id("Article", article)}
            select = "" if mutation == "removeArticle" else "article { id }"
            payload = await it.change(mutation, fields, select, viewer=viewer, token=token)
            assert payload["userErrors"] == []
            token = payload["receipt"]["token"]

        for viewer, articles in (
            ("ada", ("a1", "b1", "c1")),
            ("bob", ("a1", "a2", "c1", "old")),
            ("dan", ("a1", "b1", "old", "c1")),
        ):
            for article in articles:
                await act(viewer, "bumpArticle", article)
        everything = ranked(("cleo", 3), ("bob", 3), ("ada", 3))
        assert await board(it, "ALL", "bob", token=token) == (everything, {"place": 2, "score": 3})
        lately = ranked(("cleo", 3), ("ada", 3), ("bob", 2))
        for window in ("DAY", "WEEK", "MONTH"):
            shown = await board(it, window, "bob", token=token)
            assert shown == (lately, {"place": 3, "score": 2})
        assert await board(it, "ALL", "dan", token=token) == (everything, None)
        assert await board(it, "ALL", token=token) == (everything, None)

        await act("dan", "unbumpArticle", "c1")
        await act("ada", "removeArticle", "a1")
        shown = await board(it, "ALL", "ada", token=token)
        assert shown == (ranked(("bob", 3), ("cleo", 2), ("ada", 1)), {"place": 3, "score": 1})
        await act("bob", "unbumpArticle", "a2")
        assert (await board(it, "DAY", "ada", token=token))[1] is None
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=history, shards=shards)


def _bumping(author: str, number: int, actor: str, kind: int, when: int) -> list[Event]:
    """An article, and a bump on it or what it was taken back by; or the article taken down."""
    article, tribe = f"{author}{number}", TRIBES[number % 2]
    made = e.ArticlePublished(
        **envelope(when, author), article=article, tribe=tribe, kind=e.ArticleKind.IMAGE, title="T"
    )
    about = {"article": article, "tribe": tribe, "author": author}
    if kind == 9:
        return [made, e.ArticleRemoved(**envelope(when + 1, author), article=article)]
    change = e.ArticleUnbumped if kind > 6 else e.ArticleBumped
    return [made, change(**envelope(when, actor), **about)]


_people = st.sampled_from(["ada", "bob", "cleo", "dan", "eva"])
_bumpings = st.lists(
    st.builds(_bumping, _people, st.integers(0, 3), _people, st.integers(0, 9), st.integers(0, 5)),
    min_size=10,
    max_size=40,
).map(lambda found: [event for events in found for event in events])


@pytest.mark.parametrize("shards", [1, 3])
def test_a_place_is_that_on_the_board_and_pages_join(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Whatever happened in whatever order, with many equals."""
    shown = 0

    async def check(it: Gateway, events: list[Event]) -> None:
        nonlocal shown
        for tribe in TRIBES:
            whole, _ = await board(it, "ALL", tribe=tribe)
            if not whole:
                continue
            assert all(score > 0 for _, score in whole)
            joined: list[tuple[str, int]] = []
            after = None
            while True:
                query = BOARD.replace("viewerStanding(window: $window) { place score }", "")
                data = await it.ask(
                    query, tribe=node_id("Tribe", tribe), window="ALL", first=1, after=after
                )
                page = data["node"]["leaderboard"]
                joined += [(edge["node"]["id"], edge["score"]) for edge in page["edges"]]
                after = page["pageInfo"]["endCursor"]
                if not page["pageInfo"]["hasNextPage"]:
                    break
            assert joined == whole
            for user in ("ada", "bob", "cleo"):
                _, stands = await board(it, "ALL", user, tribe=tribe)
                places = {one: (at, score) for at, (one, score) in enumerate(whole, 1)}
                expected = places.get(node_id("User", user))
                assert (stands and (stands["place"], stands["score"])) == expected
            shown += len(whole)

    hold_of_all(nats, store_url, shards, _bumpings, check)
    assert shown


@pytest.mark.parametrize("shards", [1, 3])
def test_a_place_among_a_thousand_equals(nats: NatsServer, store_url: str, shards: int) -> None:
    """The store searches among them, and every shard its own."""

    async def scenario() -> None:
        async with world(nats.url, store_url, shards=shards) as it, serving(it) as gateway:
            users = [f"user{number:04}" for number in range(1_000)]
            events = [
                event
                for user in users
                for event in (
                    published(0, f"of-{user}", user),
                    e.ArticleBumped(
                        **envelope(1, "fan"), article=f"of-{user}", tribe="t", author=user
                    ),
                )
            ]
            await spread(it.store, [m for event in events for m in COMMUNITY.project(event)])
            for number in (0, 1, 499, 998, 999):
                _, stands = await board(gateway, "ALL", users[number])
                assert stands == {"place": 1_000 - number, "score": 1}

    asyncio.run(scenario())


@given(st.datetimes(datetime(1970, 1, 1), datetime(2089, 12, 31), timezones=st.just(UTC)))
def test_windows_are_those_of_the_calendar(at: datetime) -> None:
    """A day, a week from Monday and a month, in UTC."""
    ms = int(at.timestamp() * 1000)
    assert month(ms) == 12 * at.year + at.month - 1
    monday = at.date() - timedelta(days=at.weekday())
    assert week(ms) == week(int(datetime.combine(monday, at.min.time(), UTC).timestamp()) * 1000)
    assert week(ms) != week(ms - 7 * DAY_MS)
    assert day(ms) == (at.date() - datetime.fromtimestamp(0, UTC).date()).days


def test_the_store_knows_the_same_day_to_its_last_moment(any_store_url: str) -> None:
    """A score and the years before 2020 need more bits together than a number in Lua has."""
    edges = [2_199_052_800_000 + number * 31 * DAY_MS for number in range(48)]
    stamps = [stamp_of(ms - 1, 4_095) for ms in edges] + [stamp_of(ms) for ms in edges]
    merges = [
        merge
        for number, at in enumerate(stamps)
        for merge in (
            *COMMUNITY.project(
                e.ArticlePublished(
                    **{**envelope(0, "enzo"), "at": at},
                    article=f"a{number}",
                    tribe=f"t{number}",
                    kind=e.ArticleKind.ARTICLE,
                    title="T",
                )
            ),
            *COMMUNITY.project(
                e.ArticleBumped(**{**envelope(0, "ada"), "at": at}, article=f"a{number}")
            ),
        )
    ]

    async def scenario() -> None:
        async with opened(any_store_url) as store:
            await spread(store, merges)
            assert not await differences(store, merges)

    asyncio.run(scenario())
