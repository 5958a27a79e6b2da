"""Segments as a whole system: two regions, two replicas each, four shards, and a kill."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from bandstand.domain import Domain
from bandstand.stack.running import DEMO_SEED
from bandstand.testing.gateways import node_id
from bandstand.testing.stacks import eventually, run
from eventlog.envelope import Event
from examples.segments.demo import __file__ as SEGMENTS_FILE  # noqa: N812
from examples.segments.demo import events
from examples.segments.views import VIEWS
from tests.gateway.live.live import subscriber
from tests.segments.model import after
from tests.system.regions import alike, digests
from tests.system.stacks import Stack, stack
from views.shards import Shards

DOMAIN = "examples.segments"
DEMO: tuple[Event, ...] = tuple(events("eu", DEMO_SEED))
STELVIO = node_id("Challenge", "stelvio")
BOARD = """query($id: ID!) { challenge(id: $id) { leaderboard(first: 50) {
    edges { rank node { id name } elapsedS } } } }"""
RECORD = """mutation($input: RecordEffortInput!) { recordEffort(input: $input) {
    effort { id } receipt { token } userErrors { message } } }"""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Two regions with the demo in one of them."""
    options = ("--regions", "eu,us", "--replicas", 2, "--demo")
    variables = {"BANDSTAND_DOMAIN": DOMAIN, "BANDSTAND_SHARDS": "4"}
    with stack(tmp_path_factory.mktemp("segments"), *options, **variables) as made:
        eventually(lambda: alike(made), "both regions are alike", timeout_s=40)
        yield made


def board(it: Stack, region: str, challenge: str = STELVIO) -> list[tuple[str, int]]:
    """A board in a region: names and times, in their order."""
    found = it.ask(BOARD, region=region, id=challenge)["challenge"]["leaderboard"]["edges"]
    assert [one["rank"] for one in found] == list(range(1, len(found) + 1))
    return [(one["node"]["name"].lower(), one["elapsedS"]) for one in found]


def test_the_demo_s_boards_are_what_a_plain_model_says_in_both_regions(pair: Stack) -> None:
    """Whoever asks, wherever."""
    model = after(DEMO)
    for challenge in ("stelvio", "ventoux", "galibier"):
        assert model.board(challenge)
        for region in ("eu", "us"):
            assert board(pair, region, node_id("Challenge", challenge)) == model.board(challenge)
    assert len(digests(pair)) == 1


def test_the_readme_s_query_is_answered(pair: Stack) -> None:
    """As somebody copies it into GraphiQL."""
    readme = (Path(SEGMENTS_FILE).parent / "README.md").read_text(encoding="utf-8")
    [query] = re.findall(r"```graphql\n(.*?)```", readme, re.DOTALL)
    [edge] = pair.ask(query)["challenges"]["edges"]
    assert [one["rank"] for one in edge["node"]["leaderboard"]["edges"]] == [1, 2, 3]


def record(it: Stack, who: str, elapsed_s: int, region: str) -> dict[str, Any]:
    """Ride the Stelvio within its window."""
    said = {"segment": "stelvio", "elapsedS": elapsed_s, "metres": 1}
    asked = {**said, "riddenAt": "2026-01-02T00:00:00Z", "idempotencyKey": f"{who} {elapsed_s}"}
    done: dict[str, Any] = it.ask(RECORD, viewer=who, region=region, input=asked)["recordEffort"]
    return done


def test_a_board_that_is_looked_at_moves_while_a_projector_is_killed(pair: Stack) -> None:
    """Its subscription is told, in the other region, and nothing is lost or counted twice."""
    leader = board(pair, "us")[0][0]
    port = int(re.findall(r":([0-9]+)/", pair.url_of("us"))[0])
    query = """subscription($id: ID!) { challengeUpdated(id: $id) {
        leaderboard(first: 1) { edges { elapsedS node { name } } } } }"""

    async def watch() -> Any:
        async with subscriber(port) as one:
            await one.subscribe("board", query, id=STELVIO)
            await one.next("board")
            pid = pair.pids("projector", "us")[0]
            await asyncio.to_thread(record, pair, leader, 100, "eu")
            os.kill(pid, signal.SIGKILL)
            await asyncio.to_thread(record, pair, leader, 90, "eu")
            while True:
                shown = (await one.next("board"))["data"]["challengeUpdated"]["leaderboard"]
                if shown["edges"][0]["elapsedS"] == 90:
                    return shown["edges"][0]["node"]["name"].lower()

    assert asyncio.run(watch()) == leader
    eventually(lambda: alike(pair), "both regions are alike", timeout_s=40)
    assert board(pair, "eu") == board(pair, "us")
    assert board(pair, "us")[0] == (leader, 90)
    assert len(digests(pair)) == 1


def test_athletes_are_found_by_name(pair: Stack) -> None:
    """The index is filled of the same projection, in both regions."""
    query = (
        "query($q: String!) { search(query: $q) { edges { node { ... on Athlete { name } } } } }"
    )
    for region in ("eu", "us"):
        for words, name in (("cle", "Cleo"), ("eva", "Eva")):
            found = eventually(
                lambda r=region, w=words: pair.ask(query, region=r, q=w)["search"]["edges"], "found"
            )
            assert [one["node"]["name"] for one in found] == [name]


def explained(it: Stack, *what: str) -> str:
    """What `explain` says, whatever it comes to."""
    return it.command("explain", *what).stdout


def test_explain_agrees_with_the_view_and_both_say_what_was_changed_by_hand(pair: Stack) -> None:
    """Of boards, feeds, sums and places; and what somebody put onto a board does not pass."""
    for what in ("challenge:stelvio", "athlete:ada", STELVIO):
        told = explained(pair, what)
        assert "leaderboard" in told or "feed" in told
        assert "DIFFERS" not in told, told
    url, [view] = pair.regions["eu"]["REDIS_URL"], VIEWS
    named = Domain(DOMAIN).views[0]
    assert view.version == named.version
    client = redis.Redis.from_url(url)
    base = next(
        base
        for base in (named.base(Shards(4), shard) for shard in range(4))
        if client.zcard(f"{base}list:challenge.board:stelvio")
    )
    key = f"{base}list:challenge.board:stelvio"
    [(who, score)] = client.zrange(key, 0, 0, withscores=True)
    for wrong in ({who: score + 1}, {b"nobody": 7}):
        client.zadd(key, wrong)
        try:
            assert "DIFFERS" in explained(pair, "challenge:stelvio", "leaderboard")
            done = pair.command("verify", "--json")
            assert done.returncode == 1
            assert "challenge.board:stelvio" in done.stdout
        finally:
            client.zrem(key, *wrong)
            client.zadd(key, {who: score})
    offers = key.replace("list:", "best:") + f" {who.decode()}"
    [(offer, best)] = client.zrange(offers, -1, -1, withscores=True)
    client.zadd(offers, {offer: best + 1})
    assert pair.command("verify", "--json").returncode == 1
    client.zadd(offers, {offer: best})
    assert pair.command("verify", "--json").returncode == 0
    client.close()


@pytest.mark.parametrize("command", ["status", "parked list", "verify"])
def test_commands_about_a_stack_know_it(pair: Stack, command: str) -> None:
    """None of them is about the community."""
    done = pair.command(*command.split())
    assert done.returncode == 0, done.stderr
    assert "article" not in done.stdout.lower()


@pytest.mark.parametrize(
    "command", ["events", "events --format asyncapi", "events --format jsonschema", "schema"]
)
def test_commands_about_a_domain_know_it(command: str) -> None:
    """Likewise."""
    done = run(*command.split(), BANDSTAND_DOMAIN=DOMAIN)
    assert done.returncode == 0, done.stderr
    assert "effort" in done.stdout.lower()
    assert "article" not in done.stdout.lower()


def test_events_are_published_by_hand_late_and_twice(pair: Stack) -> None:
    """As a webhook brings them: a line of JSON each, and the same once more."""
    line = {
        "id": "01J0000000000000000000WEBH",
        "type": "effort_recorded",
        "at": "019b7a000000000",
        "region": "eu",
        "actor": "ada",
        "effort": "ada/webhook",
        "segment": "stelvio",
        "elapsed_s": 80,
        "ridden_at": "2026-01-02T01:00:00Z",
    }
    for _ in range(2):
        done = pair.command("publish", "-", stdin=json.dumps(line).encode())
        assert done.returncode == 0, done.stdout + done.stderr
    eventually(lambda: alike(pair), "both regions are alike", timeout_s=40)
    feed = '{ athlete(bib: "1") { feed(first: 100) { edges { node { elapsedS } } } } }'
    shown = pair.ask(feed, region="us")["athlete"]["feed"]["edges"]
    assert [one["node"]["elapsedS"] for one in shown].count(80) == 1
