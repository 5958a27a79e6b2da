"""Names in two regions that part and meet, and in views that are filled anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from bandstand.testing.stacks import eventually
from tests.system.stacks import Stack, stack
from tests.system.test_names import LONG_AGO
from tests.system.test_regions import alike, digests, meet
from tests.tribes.importers.garage import QUESTION, but, garage, park

_CHOOSE = """mutation($h: String!) { setUserProfile(input: {handle: $h, name: $h}) {
  user { handle } userErrors { code message } } }"""
_TRIBE = """query($s: String!) { tribe(slug: $s) { id slug } }"""


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Two regions."""
    with stack(tmp_path_factory.mktemp("apart"), "--regions", "eu,us") as made:
        eventually(lambda: alike(made), "both regions are alike", timeout_s=30)
        yield made


def holders(made: Stack, handle: str) -> list[Any]:
    """Who is found by a handle in each region, and what they call themselves."""
    query = "query($h: String!) { user(handle: $h) { name handle } }"
    return [made.ask(query, region=region, h=handle)["user"] for region in ("eu", "us")]


def test_the_one_who_was_first_here_has_it_in_both_regions(pair: Stack, tmp_path: Path) -> None:
    """What came in while the link was cut, from whenever it was, is later than what was here."""
    pair.command("link", "down", "eu", "us")
    mine = pair.ask(_CHOOSE, viewer="ada", region="eu", h="Drake")["setUserProfile"]
    assert mine["user"] == {"handle": "Drake"}
    line = {"type": "user_profile_set", "actor": "bob", "user": "bob", "at": LONG_AGO}
    line |= {"handle": "drake", "name": "Bob"}
    done = pair.command("publish", "-", "--region", "us", stdin=json.dumps(line).encode())
    assert done.returncode == 0
    eventually(lambda: (holders(pair, "drake")[1] or {}).get("name") == "Bob", "Bob in us")
    # A tribe is founded in one region, and a dump with its name comes into the other.
    founded = """mutation { setTribeProfile(input: {slug: "Turbo", name: "Turbo"}) {
      tribe { id } userErrors { code } } }"""
    tribe = pair.ask(founded, viewer="ada", region="eu")["setTribeProfile"]["tribe"]["id"]
    tables = garage() | {"Posts": [but(QUESTION, Id="10")]}
    park(tmp_path / "torque", tables)
    done = pair.command("import", "stackexchange", tmp_path / "torque", "--region", "us", "--json")
    assert json.loads(done.stdout)["names"] == {}, "nobody in us has it yet"

    pair.command("link", "up", "eu", "us")
    meet(pair)
    assert holders(pair, "DRAKE") == [{"name": "Drake", "handle": "Drake"}] * 2
    for region in ("eu", "us"):
        found = pair.ask(_TRIBE, region=region, s="turbo")["tribe"]
        assert found == {"id": tribe, "slug": "Turbo"}
        own = '{ node(id: "VHJpYmU6dG9ycXVlLXR1cmJv") { ... on Tribe { name slug } } }'
        assert pair.ask(own, region=region)["node"] == {"name": "turbo", "slug": None}


def test_views_that_are_filled_anew_say_the_same(pair: Stack) -> None:
    """Nothing of it was decided by who came first to the views."""
    before = digests(pair), holders(pair, "drake")
    for region in ("eu", "us"):
        with redis.Redis.from_url(pair.regions[region]["REDIS_URL"]) as client:
            client.flushall()
    eventually(lambda: alike(pair), "filled again", timeout_s=40)
    assert (digests(pair), holders(pair, "drake")) == before
