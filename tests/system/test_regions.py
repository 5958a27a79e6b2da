"""Two regions on one machine: they part and meet, and what one loses the other gives back."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from bandstand.testing.stacks import environment, eventually
from bandstand.testing.worlds import envelope
from eventlog.connection import connected
from eventlog.copies import mirrors
from eventlog.subjects import Log
from tests.system.regions import alike, digests, rows
from tests.system.stacks import Stack, stack
from tribes.events import EVENTS, UserProfileSet

EU, US = "events-eu-0-1", "events-us-0-1"
MEET_S_MAX = 10.0
TELL_S_MAX = 10.0


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Two regions with two projectors each, and the demo's community."""
    folder = tmp_path_factory.mktemp("pair")
    options = ("--regions", "eu,us", "--replicas", 2, "--demo", "--no-people")
    with stack(folder, *options) as made:
        eventually(lambda: alike(made), "both regions are alike", timeout_s=30)
        yield made


def meet(made: Stack) -> None:
    """Both regions become alike in time, and their digests are equal."""
    eventually(lambda: alike(made), "alike again", timeout_s=MEET_S_MAX)
    assert len(digests(made)) == 1


_SET = """mutation Set($name: String!) {
  setUserProfile(input: {name: $name}) {
    user { name } receipt { token } userErrors { code message }
  }
}"""


def set_name(made: Stack, region: str, viewer: str, name: str) -> dict[str, Any]:
    """Set one's name in a region; what the mutation answers."""
    done: dict[str, Any] = made.ask(_SET, viewer=viewer, region=region, name=name)["setUserProfile"]
    return done


def read(made: Stack, region: str, viewer: str, token: str = "") -> tuple[Any, Any]:
    """One's own name in a region, and what the answer says of its consistency."""
    answer = httpx.post(
        made.url_of(region),
        json={"query": "{ viewer { user { name } } }"},
        headers={"X-Viewer": viewer} | ({"X-Consistency-Token": token} if token else {}),
        timeout=10,
    ).json()
    if answer.get("data") is None:
        return None, answer["errors"][0]["extensions"]
    return answer["data"]["viewer"]["user"]["name"], answer["extensions"]["consistency"]


def test_regions_take_writes_while_they_are_parted_and_meet_again(pair: Stack) -> None:
    """The link is cut, both go on, and after it heals both hold all within seconds."""
    assert pair.command("link", "down", "eu", "us").stdout == "eu-us is down\n"
    try:
        for at in range(20):
            for region in ("eu", "us"):
                assert set_name(pair, region, f"anna{at}", f"from {region}")["receipt"]
        token = set_name(pair, "us", "anna", "of us")["receipt"]["token"]
        began = time.monotonic()
        name, consistency = read(pair, "eu", "anna", token)
        assert (name, consistency["status"]) == (None, "STALE"), "told, and not silently wrong"
        assert time.monotonic() - began < 2
        assert consistency["token"] != token
    finally:
        assert pair.command("link", "up", "us", "eu").stdout == "eu-us is up\n"
    meet(pair)
    name, consistency = read(pair, "eu", "anna", token)
    assert (name, consistency["status"]) == ("of us", "SATISFIED")
    for at in range(20):
        assert read(pair, "eu", f"anna{at}")[0] == read(pair, "us", f"anna{at}")[0] == "from us"


def origin(row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = row["origin"] or {}
    return found


def test_what_a_cut_hides_is_unknown_and_never_current(pair: Stack) -> None:
    """Found by hand: `status` said current and a lag of 0, and /readyz was content, while the other
    region held events that this one had not. Each still takes reads and writes.
    """
    eventually(lambda: alike(pair), "alike", timeout_s=MEET_S_MAX)
    assert {(origin(row).get("link"), row["lag"]) for row in rows(pair)} == {(None, 0), ("up", 0)}
    ends = {row["log"]: row["last"] for row in rows(pair)}
    pair.command("link", "down", "eu", "us")
    try:
        for region in ("eu", "us"):
            assert set_name(pair, region, f"sam-{region}", "cut off")["receipt"]
        done = pair.command("status", "--json")
        assert done.returncode == 1, "what is not seen cannot be called well"
        for row in json.loads(done.stdout):
            log, away = row["log"], not row["log"].startswith(f"events-{row['region']}-")
            assert row["last"] == ends[log] + (0 if away else 1)
            if away:
                assert re.match(r"unknown since 20\d\d-\d\d-\d\dT[\d:]+Z: region", row["state"])
                assert row["lag"] is None
                assert origin(row).items() >= {"link": "down", "last": ends[log]}.items()
                assert origin(row)["at"] <= origin(row)["lastContact"] or not origin(row)["at"]
            else:
                assert (row["state"], row["lag"]) == ("current", 0)
        shown = pair.command("status").stdout
        assert f"region us is not reached; it ended at {ends[US]:,} then" in shown
        for region, other in (("eu", "us"), ("us", "eu")):
            eventually(lambda r=region, o=other: cut_off(pair, r, o), "told", TELL_S_MAX)
            assert read(pair, region, f"sam-{region}")[1]["unknownSince"][other]
        done = pair.command("verify")
        assert done.returncode == 1
        assert "region us is not reached; what it wrote since is in neither" in done.stdout
        told = pair.command("explain", "--region", "us", "user:sam-us", "name").stdout
        assert "region eu is not reached; what it wrote since is not explained here" in told
    finally:
        pair.command("link", "up", "eu", "us")
    meet(pair)
    for region, other in (("eu", "us"), ("us", "eu")):
        eventually(lambda r=region, o=other: not cut_off(pair, r, o), "told again", TELL_S_MAX)
        assert "unknownSince" not in read(pair, region, f"sam-{region}")[1]


README = Path(__file__).parents[2] / "README.md"


@pytest.mark.timeout(300)
def test_the_walk_of_the_readme_shows_what_it_says(pair: Stack, tmp_path: Path) -> None:
    """Line by line, as a newcomer types it."""
    text = README.read_text(encoding="utf-8").partition("## Two regions part and meet")[2]
    start, walk = re.findall(r"```\n(.*?)```", text, re.DOTALL)[:2]
    assert start.startswith("bandstand up --regions eu,us --demo --no-people --dir .bandstand-two ")
    lines = [line.partition("  #")[0].strip() for line in walk.splitlines()]
    (tmp_path / ".bandstand-two").symlink_to(pair.data)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"

    def give(line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            line, shell=True, cwd=tmp_path, env=environment(PATH=path),
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    ends = {row["log"]: row["last"] for row in rows(pair)}
    down, eu, us, status, verify, up, again, agree = lines
    assert give(down).stdout == "eu-us is down\n"
    try:
        for line in (eu, us):
            assert give(line).stdout == "1 stored, 0 stored before, 0 refused\n"
        shown = give(status).stdout
        for log, region, other in ((EU, "eu", "us"), (US, "us", "eu")):
            here = (
                rf" {region} +community +{log} +{ends[log] + 1:,} +{ends[log] + 1:,} +0 +0 +current"
            )
            there = (
                rf" {other} +community +{log} +{ends[log]:,} +{ends[log]:,} +\? +0 +unknown since "
            )
            assert re.search(here, shown), shown
            assert re.search(there, shown), shown
        told = give(verify)
        assert "agrees with its logs in eu" in told.stdout
        assert "agrees with its logs in us" in told.stdout
        assert "eu and us are not comparable" in told.stdout
    finally:
        assert give(up).stdout == "eu-us is up\n"
    eventually(lambda: alike(pair), "within seconds", timeout_s=MEET_S_MAX)
    shown = give(again).stdout
    assert "unknown" not in shown
    assert "?" not in shown
    told = give(agree)
    assert told.returncode == 0
    assert "is the same in eu and us" in told.stdout
    names = {read(pair, region, "ada")[0] for region in ("eu", "us")}
    assert names == {"Ada of us"}


def cut_off(made: Stack, region: str, other: str) -> bool:
    """Whether all processes of a region say that another is not reached, and are ready."""
    found = []
    for one in made.processes:
        if one["region"] == region and one["role"] in ("gateway", "projector"):
            answer = httpx.get(one["health"], timeout=5)
            assert answer.status_code == 200
            told = answer.json()["regions"][other]
            assert (told["link"] == "down") == bool(told["unknownSince"])
            found.append(told["link"])
    return set(found) == {"down"}


@pytest.mark.parametrize("silenced", ["eu", "us"])
def test_a_link_that_is_deaf_on_one_side_is_said_on_both(pair: Stack, silenced: str) -> None:
    """What one region sends is held back. The other hears nothing; this one is not answered."""
    other = {"eu": "us", "us": "eu"}[silenced]
    pair.command("link", "down", "--one-way", silenced, other)
    try:
        told = [row for row in rows(pair) if origin(row).get("link") == "down"]
        assert {row["region"] for row in told} == {"eu", "us"}
        assert all(row["state"].startswith("unknown since ") for row in told)
    finally:
        pair.command("link", "up", "eu", "us")
    meet(pair)


def test_a_token_of_another_deployment_is_refused(pair: Stack) -> None:
    """To wait for it would be in vain, and STALE would send the client round in circles."""
    foreign = "WyIwMDAwMDAwMDAwMDAwMDAiLHsiZXZlbnRzLW1hcnMtMC0xIjo3fV0"
    _, extensions = read(pair, "us", "anna", foreign)
    assert (extensions["code"], extensions["retryable"]) == ("BAD_USER_INPUT", False)


def test_another_replica_takes_over_within_five_seconds(pair: Stack) -> None:
    """A replica that stands still holds nobody up for longer."""
    stopped = pair.pids("projector", "us")
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
        try:
            token = set_name(pair, "us", "ove", f"number {pid}")["receipt"]["token"]
            eventually(
                lambda token=token: read(pair, "us", "ove", token)[1]["status"] == "SATISFIED",
                "the other replica reads the log",
                timeout_s=5,
            )
        finally:
            os.kill(pid, signal.SIGCONT)


def test_a_region_whose_servers_are_away_hides_no_other(pair: Stack) -> None:
    """The one that lives is what is looked at then."""
    [pid] = pair.pids("redis", "us")
    os.kill(pid, signal.SIGSTOP)
    try:
        done = pair.command("status", "--json")
    finally:
        os.kill(pid, signal.SIGCONT)
    assert done.returncode == 1
    states = {row["region"]: row["state"] for row in json.loads(done.stdout)}
    assert states["us"].startswith("unreachable: redis://")
    assert states["eu"] == "current"
    eventually(lambda: alike(pair), "alike again")


def diverged(made: Stack, log: str) -> bool:
    """Whether `status` says so, and ends with 1."""
    done = made.command("status", "--json")
    told = [r["state"] for r in json.loads(done.stdout) if r["log"] == log]
    return done.returncode == 1 and any(state.startswith("DIVERGED") for state in told)


def taken(made: Stack) -> bool:
    """Whether the consumer that feeds the mirror knows that it has all."""

    async def look() -> bool:
        async with connected(made.regions["eu"]["NATS_URL"]) as connection:
            fed = await connection.stream.consumers_info(EU)
            last = (await connection.stream.stream_info(EU)).state.last_seq
            return all(one.ack_floor and one.ack_floor.stream_seq == last for one in fed)

    return asyncio.run(look())


def healed(made: Stack) -> str:
    """What `heal` did, once all regions are reached."""

    def tried() -> str:
        done = made.command("heal")
        assert done.returncode == 0 or "cannot be reached" in done.stderr, done.stderr
        return done.stdout if done.returncode == 0 else ""

    return eventually(tried, "healed", timeout_s=TELL_S_MAX)


def test_a_mirror_that_was_restored_is_found_and_made_anew(pair: Stack) -> None:
    """Its consumer ran ahead, so that it skips what it lost."""
    copy = pair.snapshot("us")
    for at in range(30):
        set_name(pair, "eu", f"bea{at}", "later")
    eventually(lambda: alike(pair) and taken(pair), "mirrored")
    pair.restore("us", copy)
    eventually(lambda: diverged(pair, EU), "the mirror is found out", timeout_s=TELL_S_MAX)
    assert set_name(pair, "eu", "bea", "goes on")["receipt"], "a mirror alone stops no writes"
    assert f"{EU}: its mirror in us is made anew" in healed(pair)
    meet(pair)
    assert healed(pair) == "the copies of all logs agree: nothing to heal\n"


def test_healing_leaves_a_busy_log_alone(pair: Stack) -> None:
    """Found in review: events written while copies are compared looked like a lost tail."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            set_name(pair, "eu", f"busy{number % 5}", f"number {number}")

    with ThreadPoolExecutor() as writers:
        for _ in range(4):
            writers.submit(write)
        try:
            said = healed(pair)
        finally:
            stop.set()
    assert said == "the copies of all logs agree: nothing to heal\n"
    meet(pair)


def test_a_mirror_that_nobody_feeds_is_found_and_made_anew(pair: Stack) -> None:
    """Its consumer was lost at the origin, so that it stands still for ever."""

    async def unfeed() -> None:
        async with connected(pair.regions["eu"]["NATS_URL"]) as connection:
            [log] = [Log.parse(EU)]
            for one in await connection.stream.consumers_info(log.name):
                if (one.name or "").startswith("mirror-"):
                    await mirrors.unmake_consumer(connection, log, one.name or "")

    asyncio.run(unfeed())
    set_name(pair, "eu", "fay", "unfed")
    eventually(lambda: diverged(pair, EU), "the mirror is found out", timeout_s=TELL_S_MAX)
    assert f"{EU}: its mirror in us is made anew" in healed(pair)
    meet(pair)


def test_a_log_that_is_gone_with_its_mirror_is_told_and_healed(pair: Stack) -> None:
    """`status` said for good that a mirror fills, and ended with 0."""

    async def lose(region: str) -> None:
        async with connected(pair.regions[region]["NATS_URL"]) as connection:
            await connection.stream.delete_stream(EU)

    def told() -> bool:
        rows = json.loads(pair.command("status", "--json").stdout)
        states = [r["state"] for r in rows if (r["region"], r["log"]) == ("us", EU)]
        return any("eu has no such log any more, and the mirror does not" in it for it in states)

    for region in ("eu", "us"):
        asyncio.run(lose(region))
    eventually(told, "what is gone is told", timeout_s=TELL_S_MAX)
    assert diverged(pair, EU)
    healed(pair)
    meet(pair)
    eventually(lambda: pair.command("status").returncode == 0, "all is current again")


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_log_that_was_restored_is_found_and_healed(pair: Stack, goes_on: bool) -> None:
    """What only the mirror holds comes back in the next epoch, and nobody loses a write."""
    epoch = max(int(row["log"][-1]) for row in rows(pair) if row["log"].startswith("events-eu-0"))
    log = f"events-eu-0-{epoch}"
    copy = pair.snapshot("eu")
    for at in range(30):
        assert set_name(pair, "eu", f"cai{at}", f"kept {epoch}")["receipt"]
    eventually(lambda: alike(pair), "mirrored")
    pair.restore("eu", copy)
    if goes_on:
        lines = [
            json.dumps(
                {"type": "user_profile_set", "actor": "dan", "user": f"dan{at}", "name": "on"}
            )
            for at in range(40)
        ]
        raw(pair, log, [line.encode() for line in lines])
    eventually(lambda: diverged(pair, log), "the log is found out", timeout_s=TELL_S_MAX)
    said = healed(pair)
    assert f"{log}: sealed" in said
    assert f"30 events published again in epoch {epoch + 1}" in said
    meet(pair)
    for region in ("eu", "us"):
        for at in range(30):
            assert read(pair, region, f"cai{at}")[0] == f"kept {epoch}"
    assert set_name(pair, "eu", "cai", "goes on")["receipt"]


def raw(made: Stack, log: str, lines: list[bytes]) -> None:
    """Write to a log as an entry does that has not heard of any trouble."""

    async def write() -> None:
        async with connected(made.regions["eu"]["NATS_URL"]) as connection:
            for at, line in enumerate(lines):
                fields = json.loads(line)
                event = UserProfileSet(
                    **envelope(time.monotonic_ns() % 10**9 + at, region="eu"),
                    user=fields["user"],
                    name=fields["name"],
                )
                subject = Log.parse(log).subject("user", event.user)
                await connection.stream.publish(subject, EVENTS.encode(event), timeout=5)

    def tried() -> bool:
        asyncio.run(write())
        return True

    eventually(tried, "the server is back")
