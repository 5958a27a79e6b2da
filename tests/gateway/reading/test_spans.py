"""Spans and kinds: what of a list came in some time, or is of a kind, in pages as all of it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import START_MS
from bandstand.testing.worlds import envelope
from crdt.stamps import stamp_of
from tests.gateway.reading.test_waves import run
from tribes import events as e


def _time(ms: float) -> str:
    return datetime.fromtimestamp((START_MS + ms) / 1000, UTC).isoformat()


def _published(number: int, ms: int, article: str, tribe: str = "t") -> e.ArticlePublished:
    given: Any = {**envelope(number, "enzo"), "at": stamp_of(START_MS + ms)}
    return e.ArticlePublished(**given, article=article, tribe=tribe, kind="ARTICLE", title=article)


HISTORY: list[Any] = [
    *(_published(10 + n, 10 + n // 2, f"a{n}") for n in range(10)),
    _published(30, 30, "b", "other"),
    *(e.ArticleReposted(**envelope(40 + n, "pat"), article="b", tribe="t") for n in range(2)),
    e.TribeFollowed(**envelope(1, "me"), tribe="t"),
    e.UserFollowed(**envelope(50, "pat"), user="enzo"),
    *(e.ArticleBumped(**envelope(60 + n, "pat"), article=f"a{n}") for n in range(3)),
    e.CommentPosted(**envelope(70, "pat"), comment="a1/c", body="c"),
]
"""Articles, two a millisecond from 10 on, one that came into the tribe at 40, and what is told."""

FEED = """query($id: ID!, $first: Int, $after: String, $last: Int, $before: String,
  $since: DateTime, $until: DateTime, $content: FeedContent) { node(id: $id) { ... on Tribe {
    feed(first: $first, after: $after, last: $last, before: $before, since: $since, until: $until,
      content: $content) {
      totalCount nodes { title } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } } } }"""
TRIBE = node_id("Tribe", "t")


async def _pages(it: Gateway, way: str, **span: Any) -> tuple[list[str], int]:
    """The titles of all pages of two, forward or back, and how many there are in all."""
    size, place, on, at = {
        "forward": ("first", "after", "hasNextPage", "endCursor"),
        "back": ("last", "before", "hasPreviousPage", "startCursor"),
    }[way]
    titles, cursor = list[str](), None
    while True:
        given: Any = {size: 2, place: cursor, **span}
        page = (await it.ask(FEED, id=TRIBE, **given))["node"]["feed"]
        found = [one["title"] for one in page["nodes"]]
        titles = titles + found if way == "forward" else found + titles
        cursor = page["pageInfo"][at]
        if not page["pageInfo"][on]:
            return titles, page["totalCount"]


@pytest.mark.parametrize("shards", [1, 3])
def test_a_feed_of_some_time_is_paged_as_if_nothing_else_were_there(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """From `since` on, and before `until`, to a part of a millisecond; both ways, and counted."""

    async def scenario(it: Gateway) -> None:
        everything = ["b", *(f"a{n}" for n in range(9, -1, -1))]
        for since, until, wanted in (
            (None, None, everything),
            (11, 13, ["a5", "a4", "a3", "a2"]),
            (10.5, 12.001, ["a5", "a4", "a3", "a2"]),
            (14, None, ["b", "a9", "a8"]),
            (None, 11, ["a1", "a0"]),
            (13, 12, []),
            (35, 45, ["b"]),
        ):
            span = {"since": since and _time(since), "until": until and _time(until)}
            for way in ("forward", "back"):
                assert await _pages(it, way, **span) == (wanted, len(wanted)), (span, way)

    run(nats, store_url, scenario, history=HISTORY, shards=shards)


def test_a_cursor_is_good_for_any_span(nats: NatsServer, store_url: str) -> None:
    """It is a place in the list: before the span it leads to its head, and behind it to nothing."""

    async def scenario(it: Gateway) -> None:
        head = (await it.ask(FEED, id=TRIBE, first=2))["node"]["feed"]["pageInfo"]["endCursor"]
        tail = (await it.ask(FEED, id=TRIBE, last=1))["node"]["feed"]["pageInfo"]["startCursor"]
        for after, wanted, before in ((head, ["a3", "a2"], False), (tail, [], True)):
            given: Any = {"after": after, "since": _time(11), "until": _time(12)}
            page = (await it.ask(FEED, id=TRIBE, **given))["node"]["feed"]
            assert [one["title"] for one in page["nodes"]] == wanted
            assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (2, False)
            assert page["pageInfo"]["hasPreviousPage"] is before

    run(nats, store_url, scenario, history=HISTORY)


def test_a_page_of_some_time_is_one_call(nats: NatsServer, store_url: str) -> None:
    """It costs what a page costs: a range of the list, and no walk."""

    async def scenario(it: Gateway) -> None:
        for given in ({}, {"since": _time(11), "until": _time(13)}):
            _, waves, calls = await it.spent(FEED, id=TRIBE, first=2, **given)
            assert (waves, calls) == (1, 1)

    run(nats, store_url, scenario, history=HISTORY)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("order: TOP, since: $at", "since: a time needs the order NEW"),
        ("order: HOT, until: $at", "until: a time needs the order NEW"),
        ("order: HOT, content: REPOSTED", "content: it needs the order NEW"),
    ],
)
def test_an_order_that_is_not_by_time_is_refused(
    nats: NatsServer, store_url: str, given: str, message: str
) -> None:
    """By the names of those that are, in a tribe's feed and at home."""

    async def scenario(it: Gateway) -> None:
        variable = "query($at: DateTime)" if "$at" in given else "query"
        tribe = f'tribe: node(id: "{TRIBE}")'
        for query, path in (
            (f"{{ {tribe} {{ ... on Tribe {{ feed({given}) {{ totalCount }} }} }} }}", "tribe"),
            (f"{{ viewer {{ feed({given}) {{ totalCount }} }} }}", "viewer"),
        ):
            more = {"at": _time(1)} if "$at" in given else {}
            error = await it.refusal(f"{variable} {query}", viewer="me", **more)
            assert (error["code"], error["path"]) == ("BAD_USER_INPUT", [path, "feed"])
            assert error["message"].startswith(message)

    run(nats, store_url, scenario, history=HISTORY)


HOME = """query($content: FeedContent, $since: DateTime) { viewer {
  feed(content: $content, since: $since) { nodes { title } } } }"""
INBOX = """query($kind: NotificationKind, $since: DateTime) { viewer { inbox {
  notifications(kind: $kind, since: $since) { totalCount nodes { kind } } } } }"""


@pytest.mark.parametrize("shards", [1, 3])
def test_what_a_list_holds_can_be_asked_for_by_kind(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """What was published in a tribe or reposted into it, at home too; and what is told, by kind."""

    async def scenario(it: Gateway) -> None:
        own = [f"a{n}" for n in range(9, -1, -1)]
        for content, wanted in (("PUBLISHED", own), ("REPOSTED", ["b"]), (None, ["b", *own])):
            assert await _pages(it, "forward", content=content) == (wanted, len(wanted))
            shown = (await it.ask(HOME, viewer="me", content=content))["viewer"]["feed"]
            assert [one["title"] for one in shown["nodes"]] == wanted
        late = {"viewer": "me", "since": _time(14)}
        shown = (await it.ask(HOME, content="PUBLISHED", **late))["viewer"]["feed"]
        assert [one["title"] for one in shown["nodes"]] == ["a9", "a8"]
        for given, wanted in (
            ({}, ["ARTICLE_COMMENTED", *["ARTICLE_BUMPED"] * 3, "FOLLOWED"]),
            ({"kind": "ARTICLE_BUMPED"}, ["ARTICLE_BUMPED"] * 3),
            ({"kind": "ARTICLE_BUMPED", "since": _time(61)}, ["ARTICLE_BUMPED"] * 2),
            ({"kind": "FOLLOWED"}, ["FOLLOWED"]),
            ({"kind": "ARTICLE_COMMENTED"}, ["ARTICLE_COMMENTED"]),
            ({"kind": "COMMENT_REPLIED"}, []),
        ):
            told: Any = (await it.ask(INBOX, viewer="enzo", **given))["viewer"]["inbox"]
            assert [one["kind"] for one in told["notifications"]["nodes"]] == wanted
            assert told["notifications"]["totalCount"] == len(wanted)
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=HISTORY, shards=shards)
