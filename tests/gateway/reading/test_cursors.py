"""What a cursor promises: it never expires, whatever day or version it is used on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id, now_ms
from bandstand.testing.servers import NatsServer
from gateway.compiler.lists import ways
from gateway.declare.entities import entities_in
from gateway.declare.fields import Listed, Members, Ordered
from gateway.declare.relay import cursor, read_cursor
from gateway.reading.hits import place_of
from tests.gateway.harness import serving
from tests.gateway.reading.test_waves import run
from tests.tribes.test_leaderboards import DAY_MS, published
from tests.tribes.test_leaderboards import envelope as at
from tests.worlds import world
from tribes import events as e
from tribes.graphql.everything import CASES, FEEDS
from tribes.graphql.home import homes
from tribes.schema import SCHEMA

NOON = int(datetime(2026, 3, 31, 12, tzinfo=UTC).timestamp() * 1000)
"""A Tuesday, and the last day of a month."""
BOARD = """query($tribe: ID!, $window: Window!, $after: String) { node(id: $tribe) { ... on Tribe {
    leaderboard(window: $window, first: 2, after: $after) {
        edges { score node { id } } pageInfo { hasNextPage endCursor } }
    viewerStanding(window: $window, after: $after) { place score } } } }"""


def _bumped(day_ms: int, author: str, times: int) -> list[Any]:
    """An article of a day, and so many bumps on it."""
    article = f"{author}{day_ms}"
    return [
        published(day_ms, article, author),
        *(
            e.ArticleBumped(**at(day_ms + 1, f"fan{n}"), article=article, tribe="t", author=author)
            for n in range(times)
        ),
    ]


@pytest.mark.parametrize("shards", [1, 3])
@pytest.mark.parametrize(("window", "later_ms"), [
    ("DAY", DAY_MS), ("WEEK", 7 * DAY_MS), ("MONTH", 31 * DAY_MS), ("DAY", 400 * DAY_MS),
])  # fmt: skip
def test_a_board_goes_on_where_it_was_begun(
    nats: NatsServer, store_url: str, window: str, later_ms: int, shards: int
) -> None:
    """Somebody who turns the page after midnight is on yesterday's board, and sees their place."""
    users = ("ada", "bob", "cleo", "dan", "eva")
    history = [one for n, user in enumerate(users) for one in _bumped(NOON, user, 9 - n)]
    history += _bumped(NOON + later_ms, "bob", 3)

    async def main() -> None:
        async with world(nats.url, store_url, shards=shards) as it, it.projecting():
            await it.publish(history)
            await it.caught_up()
            offset_ms = NOON - now_ms()
            for compiling in (True, False):
                more: Any = {"compiling": compiling}
                async with (
                    serving(it, offset_ms=offset_ms, **more) as before,
                    serving(it, offset_ms=offset_ms + later_ms, **more) as later,
                ):
                    await _turn_pages(before, later)

    async def _turn_pages(before: Gateway, later: Gateway) -> None:
        given = {"tribe": node_id("Tribe", "t"), "window": window, "viewer": "dan"}
        first = (await before.ask(BOARD, **given))["node"]
        assert _shown(first) == [("ada", 9), ("bob", 8)]
        assert first["viewerStanding"] == {"place": 4, "score": 6}
        now = (await later.ask(BOARD, **given))["node"]
        assert _shown(now) == [("bob", 3)]
        assert now["viewerStanding"] is None

        after = first["leaderboard"]["pageInfo"]["endCursor"]
        second = (await later.ask(BOARD, **given, after=after))["node"]
        assert _shown(second) == [("cleo", 7), ("dan", 6)]
        assert second["viewerStanding"] == {"place": 4, "score": 6}
        # And its own cursors go on there, too.
        after = second["leaderboard"]["pageInfo"]["endCursor"]
        last = (await later.ask(BOARD, **given, after=after))["node"]
        assert _shown(last) == [("eva", 5)]
        assert last["leaderboard"]["pageInfo"]["hasNextPage"] is False

    asyncio.run(main())


def _shown(node: Any) -> list[tuple[str, int]]:
    users = {node_id("User", one): one for one in ("ada", "bob", "cleo", "dan", "eva")}
    return [(users[one["node"]["id"]], one["score"]) for one in node["leaderboard"]["edges"]]


@pytest.mark.parametrize("place", [
    "board.week.2900:", "board.day.", "board.day.:", "board.day.-1:", "board.day.1:t",
    "board.day.1:2:", "board.day.٣:", "board.day.1234567890:", "board.day.1 2:", "board.all:",
])  # fmt: skip
def test_a_cursor_names_no_list_but_such_a_board(
    nats: NatsServer, store_url: str, place: str
) -> None:
    """It names a key of the store, so it is a day and nothing else."""

    async def scenario(it: Gateway) -> None:
        given = {"tribe": node_id("Tribe", "garage"), "window": "DAY"}
        answer = (await it.send(BOARD, **given, after=cursor(place, 1, "a"), viewer="enzo")).json()
        assert answer["data"]["node"] == {"leaderboard": None, "viewerStanding": None}
        for error in answer["errors"]:
            assert error["message"] == (
                "after: the cursor is of another list; pass an `endCursor` or `cursor` of this"
            )
            assert error["extensions"]["code"] == "BAD_USER_INPUT"

    run(nats, store_url, scenario)


PLACES = {
    "User.comments": ["comments.author:"],
    "User.followers": ["user.followers"],
    "User.followedUsers": ["user.users"],
    "User.followedTribes": ["user.tribes"],
    "User.ownedTribes": ["user.owned"],
    "User.moderatedTribes": ["user.moderated"],
    "User.savedArticles": ["user.saved"],
    "User.mutedUsers": ["user.muted"],
    "User.blockedUsers": ["user.blocked"],
    "User.feed": ["new.author:", "hot.author:", "top.author:"],
    "Tribe.followers": ["tribe.followers"],
    "Tribe.feed": ["new.tribe:", "hot.tribe:", "top.tribe:", "new.published:", "new.reposted:"],
    "Tribe.owners": ["tribe.owners"],
    "Tribe.moderators": ["tribe.moderators"],
    "Tribe.cases": ["cases.open:", "cases.reports:", "cases.decided:"],
    "Tribe.leaderboard": ["board.all:", "board.day.", "board.week.", "board.month."],
    "Community.leaderboard": [
        *("board.community.all:", "board.community.day."),
        *("board.community.week.", "board.community.month."),
    ],
    "Article.bumpers": ["article.bumps"],
    "Article.comments": ["new.comments:", "new.comments:", "top.comments:"],
    "Article.edits": ["edits:"],
    "Article.hiddenComments": ["hidden.comments:"],
    "Article.reposts": ["reposts:"],
    "Repost.users": ["repost.by"],
    "Comment.bumpers": ["comment.bumps"],
    "Comment.replies": ["new.replies:", "new.replies:", "top.replies:"],
    "Case.reports": ["reports:"],
    "Query.cases": ["cases.all.open", "cases.all.reports", "cases.all.decided"],
    "Inbox.notifications": [
        "notices:",
        "notices.article_bumped:",
        "notices.article_commented:",
        "notices.comment_bumped:",
        "notices.comment_replied:",
        "notices.followed:",
        "notices.article_hidden:",
        "notices.comment_hidden:",
    ],
    "Notification.actors": ["notice.actors"],
    "Notification.comments": ["told:"],
    "Query.feed": ["new", "hot", "top"],
    "Viewer.feed": [
        *("home.new", "home.hot", "home.top"),
        *("home.new.published", "home.new.reposted", "home.for_you"),
    ],
}


def test_the_lists_that_cursors_name_are_these() -> None:
    """Golden: clients keep cursors over a deployment, and a list with another name refuses them.

    Who renames a list lets its old cursors lead to it.
    """
    found = {
        f"{name}.{field}": [way.place for way in ways(what, entity.record).values()]
        for name, entity in entities_in(SCHEMA).items()
        for field, (_, what) in entity.fields.items()
        if isinstance(what, Members | Listed | Ordered)
    }
    found["Query.cases"] = [listed.prefix for listed in CASES.values()]
    found["Query.feed"] = [listed.prefix for listed in FEEDS.values()]
    found["Viewer.feed"] = [merged.place for merged in homes("ada").values()]
    assert found == PLACES


def test_a_cursor_of_another_time_is_read_as_it_was_written() -> None:
    """Golden: what a client was given by an earlier version."""
    given = "WyJib2FyZC5kYXkuMjA1NDM6Iiw5LCJhZGEiXQ"
    assert read_cursor(given) == ("board.day.20543:", (9, "ada"))
    assert cursor("board.day.20543:", 9, "ada") == given


def test_a_cursor_of_a_search_is_of_its_text() -> None:
    """Golden: not of the words that are made of it, which another version may make otherwise."""
    assert place_of("Fuel pump", ("article",)) == "search.4c68cc458d90"
    assert place_of("  Fuel\n pump ", ("article",)) == place_of("Fuel pump", ("article",))
    assert place_of("Fuel pump", ("user",)) != place_of("Fuel pump", ("article",))
    assert place_of("\ud800", ("article",)) == place_of("?", ("article",))
