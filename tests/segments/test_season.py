"""Segments: on any number of shards, in any order, its boards are what a plain model says."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from bandstand.cli.commands import main
from bandstand.domain import Domain
from bandstand.testing.gateways import node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.stages import Stage
from bandstand.testing.stores import by_hand, differences, opened, spread
from bandstand.testing.stories import given as given_events
from bandstand.testing.worlds import envelope
from eventlog.envelope import Event
from examples.segments import views as e
from examples.segments.records import Challenge
from examples.segments.views import VIEWS
from examples.segments.views import __file__ as VIEWS_FILE  # noqa: N812
from tests.segments.model import after
from tests.segments.stories import ATHLETES, CHALLENGES, SEASON, hours, rode, seasons, told

DOMAIN = Domain("examples.segments")
[VIEW] = VIEWS
BOARD = """query($id: ID!) { challenge(id: $id) { leaderboard(first: 50) {
    edges { rank node { name } elapsedS } } } }"""


@pytest.mark.parametrize("shards", [1, 4])
def test_boards_feeds_and_sums_are_what_a_plain_model_says(store_url: str, shards: int) -> None:
    """In any order, in any batches, and each event twice."""

    async def check(history: list[Event], random: Random) -> None:
        model = after(history)
        async with opened(store_url, VIEW, shards) as store, by_hand(store_url) as redis:
            await redis.flushall()
            twice = [*history, *history]
            random.shuffle(twice)
            half = len(twice) // 2
            for number, part in enumerate((twice[:half], twice[half:]), 1):
                merges = [merge for event in part for merge in VIEW.project(event)]
                await spread(store, merges, (number, number))
            wrong = await differences(store, [m for one in history for m in VIEW.project(one)])
            assert not wrong, "\n".join(map(str, wrong))
            rows: dict[str, list[tuple[float, bytes, str]]] = {}
            sums: dict[str, int] = {}
            for shard in store.shards.all:
                base = store.view.base(store.shards, shard)
                for one in CHALLENGES:
                    found = await redis.zrange(
                        f"{base}list:challenge.board:{one}", 0, -1, withscores=True
                    )
                    rows.setdefault(one, []).extend((s, who.encode(), who) for who, s in found)
                for who in ATHLETES:
                    for name in ("elapsed_s", "metres"):
                        held = await redis.hget(f"{base}sum:athlete.{name}:{who}", " ")
                        sums[f"{name} {who}"] = sums.get(f"{name} {who}", 0) + int(held or 0)
        for one in CHALLENGES:
            board = sorted(rows[one], reverse=True)
            shown = [(who, Challenge.board.value_of(int(score))) for score, _, who in board]
            assert shown == model.board(one)
        for who in ATHLETES:
            _, elapsed_s, metres = model.of(who)
            assert (sums[f"elapsed_s {who}"], sums[f"metres {who}"]) == (elapsed_s, metres)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(seasons)
    def hold(history: list[Event]) -> None:
        asyncio.run(check(history, Random(1)))

    hold()


def shown(stage: Stage, challenge: str) -> list[tuple[int, str, int]]:
    """A board, as a front end is shown it."""
    found = stage.ask(BOARD, id=node_id("Challenge", challenge))["challenge"]["leaderboard"]
    return [(one["rank"], one["node"]["name"], one["elapsedS"]) for one in found["edges"]]


@pytest.fixture
def stage(nats: NatsServer, store_url: str) -> Stage:
    """The season on four shards."""
    return Stage(DOMAIN, nats.url, store_url, shards=4)


def test_a_board_is_by_time_and_ties_by_who_was_first(stage: Stage) -> None:
    """What is withdrawn is not there, what came before anybody joined is, and a window that moves
    takes the board along.
    """
    with stage:
        stage.given(*SEASON)
        assert shown(stage, "june") == [(1, "Cleo", 3_000), (2, "Ada", 3_000), (3, "Bo", 3_000)]
        assert shown(stage, "july") == [(1, "Bo", 2_950)]
        stage.given(told(40, "june", 50, 100))
        assert shown(stage, "june") == [(1, "Bo", 3_000), (2, "Ada", 3_010)]
        stage.given(told(41, "june", 0, 1_000, "ventoux"))
        assert shown(stage, "june") == [(1, "Cleo", 2_900)]
        stage.given(rode(42, "bo/car", 500, 80))
        stage.given(told(43, "june", 0, 100))
        assert shown(stage, "june")[-1] == (3, "Bo", 3_000), "withdrawn for good"
        stage.verify()


def test_what_an_athlete_is_shown(stage: Stage) -> None:
    """A feed, sums and places, their own place on a board, who has a bib, and who is found."""
    query = """{ me { id name bib effortCount metres elapsedS
        challenges { edges { node { name viewerHasJoined viewerRank } } }
        feed { edges { node { segment elapsedS ridden: riddenAt athlete { name } } } }
        places { edges { node { name } } } }
      athlete(bib: "8") { name } nobody: athlete(bib: "99") { name }
      challenges { edges { node { name athleteCount host { name } startsAt } } } }"""
    with stage:
        stage.given(*SEASON)
        found = stage.ask(query, by="bo")
        me = found["me"]
        assert (me["name"], me["bib"], me["effortCount"]) == ("Bo", "8", 2)
        assert (me["metres"], me["elapsedS"]) == (2_000, 5_950)
        ridden = [one["node"]["elapsedS"] for one in me["feed"]["edges"]]
        assert ridden == [2_950, 3_000]
        assert [one["node"]["name"] for one in me["places"]["edges"]] == ["July", "June"]
        ranks = {
            one["node"]["name"]: one["node"]["viewerRank"] for one in me["challenges"]["edges"]
        }
        assert ranks == {"June": 3, "July": 1}
        assert (found["athlete"], found["nobody"]) == ({"name": "Bo"}, None)
        names = [one["node"]["name"] for one in found["challenges"]["edges"]]
        assert names == ["July", "June"]
        searched = '{ search(query: "bo") { edges { node { ... on Athlete { bib } } } } }'
        assert stage.ask(searched)["search"]["edges"] == [{"node": {"bib": "8"}}]


def test_what_athletes_do(stage: Stage) -> None:
    """Every mutation: who hosts may move, who rode may withdraw, and a bib is one athlete's."""
    window = {"startsAt": hours(0).isoformat(), "endsAt": hours(9).isoformat()}
    rides = {"segment": "col", "elapsedS": 60, "metres": 10}
    with stage:
        stage.when("register", by="ada", name="Ada", bib="7").then(athlete={"bib": "7"})
        stage.when("register", by="bo", name="Bo", bib="7").refused("TAKEN", field="bib")
        made = stage.change(
            "hostChallenge", {"name": "Col", "segment": "col", **window}, "challenge { id }", "ada"
        )
        one = made["challenge"]["id"]
        stage.when("joinChallenge", by="ada", challengeId=one).then(
            challenge={"athleteCount": 1, "viewerHasJoined": True}
        )
        told_again = {"challengeId": one, "name": "Col", "segment": "col"}
        stage.when("moveChallenge", by="bo", **told_again, **window).refused("FORBIDDEN")
        ridden = stage.change(
            "recordEffort", {**rides, "riddenAt": hours(1).isoformat()}, "effort { id }", "ada"
        )["effort"]["id"]
        board = "query($id: ID!) { challenge(id: $id) { leaderboard { edges { rank elapsedS } } } }"
        on_it = {"challenge": {"leaderboard": {"edges": [{"rank": 1, "elapsedS": 60}]}}}
        empty = {"challenge": {"leaderboard": {"edges": []}}}
        assert stage.ask(board, id=one) == on_it
        later = {"startsAt": hours(2).isoformat(), "endsAt": hours(9).isoformat()}
        stage.when("moveChallenge", by="ada", **told_again, **later).then(challenge={"name": "Col"})
        assert stage.ask(board, id=one) == empty
        stage.when("moveChallenge", by="ada", **told_again, **window).then(
            challenge={"name": "Col"}
        )
        stage.when("withdrawEffort", by="bo", effortId=ridden).refused("FORBIDDEN")
        assert stage.ask(board, id=one) == on_it
        stage.change("withdrawEffort", {"effortId": ridden}, "effort { id }", "ada")
        assert stage.ask("query($id: ID!) { node(id: $id) { id } }", id=ridden) == {"node": None}
        stage.when("withdrawEffort", by="ada", effortId=ridden).refused("NOT_FOUND")
        assert stage.ask(board, id=one) == empty
        stage.when("leaveChallenge", by="ada", challengeId=one).then(challenge={"athleteCount": 0})
        stage.verify()


def test_an_athlete_takes_part_in_100_challenges_and_is_told_so(stage: Stage) -> None:
    """A board of theirs does not lose them silently for another. Who joins again is let through."""
    names = [f"c{number}" for number in range(101)]
    joined = [
        e.ChallengeJoined(**envelope(2_000 + n, "ada"), challenge=one)
        for n, one in enumerate(names[1:])
    ]
    with stage:
        stage.given(*(told(1_000 + n, one, 0, 9) for n, one in enumerate(names)), *joined)
        ids = [node_id("Challenge", one) for one in names]
        stage.when("joinChallenge", by="ada", challengeId=ids[0]).refused(
            "LIMIT", field="challengeId"
        )
        stage.when("joinChallenge", by="ada", challengeId=ids[7]).then(
            challenge={"viewerHasJoined": True}
        )
        stage.when("joinChallenge", by="bo", challengeId=ids[0]).then(
            challenge={"viewerHasJoined": True}
        )
        stage.change("leaveChallenge", {"challengeId": ids[7]}, "challenge { id }", "ada")
        stage.when("joinChallenge", by="ada", challengeId=ids[0]).then(
            challenge={"viewerHasJoined": True}
        )
        stage.verify()


def test_past_100_by_the_log_alone_those_joined_last_count(store_url: str) -> None:
    """Two regions may both let one in: which boards then have the athlete is the same in both."""
    names = [f"c{number}" for number in range(101)]
    first = [told(1_000 + n, one, 0, 9) for n, one in enumerate(names)]
    joined = [
        e.ChallengeJoined(**envelope(2_000 + n, "ada"), challenge=one)
        for n, one in enumerate(names)
    ]
    said = given_events(*first, *joined, rode(3_000, "ada/1", 60, 1))
    said.then(Challenge, "c0", board=[]).then(Challenge, "c1", board=[("ada", 60)])


@pytest.mark.parametrize("at", ["1960-01-01", "1969-12-31", "2290-01-01", "9999-12-31"])
def test_a_time_that_no_board_holds_is_refused_where_it_enters(stage: Stage, at: str) -> None:
    """Else any visitor could make a derivation fail, and `status` with it."""
    time = f"{at}T00:00:00Z"
    window = {"startsAt": hours(0).isoformat(), "endsAt": hours(9).isoformat()}
    name = "startsAt" if at < "2026" else "endsAt"
    with stage:
        ride = {"segment": "col", "elapsedS": 60, "riddenAt": time}
        stage.when("recordEffort", by="ada", **ride).refused("INVALID", field="riddenAt")
        col = {"name": "Col", "segment": "col", **window, name: time}
        stage.when("hostChallenge", by="ada", **col).refused("INVALID", field=name)
        stage.verify()


def test_a_time_that_no_board_holds_is_parked_where_the_log_has_it() -> None:
    """Nothing that can be published makes a derivation fail."""
    late = rode(1, "ada/1", 60, 24 * 365 * 264)
    given_events(rode(2, "ada/2", 60, 1), late).parked("1970 to February 2242")


def test_the_first_and_the_last_time_are_taken(stage: Stage) -> None:
    """The limits are as they are told."""
    with stage:
        for at in ("1970-01-01T00:00:00Z", "2242-02-28T23:59:59Z"):
            ride = {"segment": "col", "elapsedS": 1_000_000, "riddenAt": at}
            stage.when("recordEffort", by="ada", **ride).then(effort={"elapsedS": 1_000_000})
        stage.verify()


def test_what_ends_before_it_starts_is_refused(stage: Stage) -> None:
    """Its board would stay empty, and nobody would know why."""
    turned = {"startsAt": hours(9).isoformat(), "endsAt": hours(0).isoformat()}
    same = {"startsAt": hours(9).isoformat(), "endsAt": hours(9).isoformat()}
    col = {"name": "Col", "segment": "col"}
    with stage:
        stage.given(told(1, "june", 0, 100))
        june = {"challengeId": node_id("Challenge", "june"), **col}
        for window in (turned, same):
            stage.when("hostChallenge", by="ada", **col, **window).refused(
                "INVALID", field="endsAt"
            )
            stage.when("moveChallenge", by="ada", **june, **window).refused(
                "INVALID", field="endsAt"
            )


def test_every_field_that_is_given_says_what_it_takes() -> None:
    """A form's author reads nothing but the schema."""
    printed = DOMAIN.schema.as_str()
    for name in ("startsAt", "endsAt", "riddenAt"):
        assert f'"""A time from 1970 to February 2242."""\n  {name}: DateTime!' in printed
    assert re.search(r'"The bib, as it is written\."|"""The bib, as it is written\."""', printed)
    assert "metres: Int! = 0" in printed, "null is no number of metres, and the schema says so"


def test_it_is_at_most_300_lines_of_python() -> None:
    """What it took by hand was three times that, and each derivation stood there twice."""
    files = sorted(Path(VIEWS_FILE).parent.iterdir())
    assert not [one for one in files if one.suffix == ".lua"]
    lines = sum(
        len(one.read_text(encoding="utf-8").splitlines()) for one in files if one.suffix == ".py"
    )
    assert lines <= 300


def test_it_is_checked_and_all_of_it_is_compiled() -> None:
    """As an author's CI does it: no query of it is answered the slow way."""
    runner = CliRunner(env={"BANDSTAND_DOMAIN": "examples.segments"})
    done = runner.invoke(main, ["check", "--examples", "20"])
    assert done.exit_code == 0, done.output
    found = re.search(r"compiled +ok .* ([0-9]+) of ([0-9]+) fields", done.output)
    assert found is not None
    assert found[1] == found[2]
