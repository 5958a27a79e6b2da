"""Explanation: which events won and lost each place, and where they are; and verify by regions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from bandstand.testing.servers import NatsServer
from bandstand.testing.stacks import run
from bandstand.testing.stores import START_MS
from crdt.stamps import stamp_of
from eventlog.envelope import event_id
from gateway.declare.relay import global_id

LOG = "events-main-0-1"
_made = 0


def line(event: str, ms: int, actor: str = "ada", **fields: Any) -> dict[str, Any]:
    """An event as `publish` takes it."""
    global _made  # noqa: PLW0603
    _made += 1
    made = event_id(START_MS, _made.to_bytes(10, "big"))
    return {
        "type": event,
        "id": made,
        "at": stamp_of(START_MS + ms),
        "actor": actor,
        "region": "main",
    } | fields


LINES = [
    line("article_published", 1, "enzo", article="a1", tribe="x", kind="ARTICLE", title="Turbo"),
    line("article_edited", 5, "enzo", article="a1", title="Turbo again"),
    line("article_edited", 3, "enzo", article="a1", title="Too late"),
    line("article_bumped", 10, article="a1"),
    line("article_unbumped", 11, article="a1"),
    line("article_bumped", 12, "bob", article="a1"),
    line("article_unbumped", 12, "bob", article="a1"),
    line("article_viewed", 13, article="a1"),
    line("user_profile_set", 20, user="ada", name="a"),
    line("user_profile_set", 20, user="ada", name="b"),
]


class Place:
    """Servers with a history, and commands that are given to them."""

    def __init__(self, folder: Path, nats: NatsServer, store_url: str) -> None:
        self.folder, self.store_url = folder, store_url
        self.variables = {"NATS_URL": nats.url, "REDIS_URL": store_url}

    def command(self, *args: str, code: int = 0, stdin: bytes = b"") -> str:
        """What a command says; its exit code must be this."""
        done = run(*args, "--dir", self.folder / "none", stdin=stdin, **self.variables)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def explain(self, *args: str) -> dict[str, Any]:
        """The places of an explanation, by part and name: results, first the winner's."""
        found = json.loads(self.command("explain", *args, "--json"))
        return {
            f"{part['name']} {place['name']}".strip(): place
            for part in found["parts"]
            for place in part["places"]
        }


@pytest.fixture
def place(tmp_path: Path, nats: NatsServer, store_url: str) -> Iterator[Place]:
    from bandstand.testing.stacks import process

    made = Place(tmp_path, nats, store_url)
    body = b"\n".join(json.dumps(one).encode() for one in LINES)
    made.command("publish", "-", stdin=body)
    with process(tmp_path / "projector", "projector", **made.variables):
        made.command("verify")
        yield made


def results(found: dict[str, Any]) -> list[tuple[str, str]]:
    """(result, value) of each contender."""
    return [(one["result"], one["value"]) for one in found["contenders"]]


def test_what_won_and_what_lost_is_told_with_where_it_is(place: Place) -> None:
    """A register, a set with a tie, and a tie of registers."""
    found = place.explain("article:a1", "title")
    [title] = found.values()
    assert results(title) == [
        ("won", '"Turbo again"'),
        ("lost", '"Too late"'),
        ("lost", '"Turbo"'),
    ]
    winner = title["contenders"][0]
    assert (winner["log"], winner["sequence"], winner["type"]) == (LOG, 2, "article_edited")
    assert (winner["event"], winner["actor"]) == (LINES[1]["id"], "enzo")

    bumps = place.explain(global_id("Article", "a1"), "bumpCount")
    by_member = {name.split()[-1]: results(one) for name, one in bumps.items()}
    assert by_member == {
        "ada": [("won", "removed"), ("lost", "added")],
        "bob": [("won", "added"), ("lost", "removed")],
    }
    [name] = place.explain("user:ada", "name").values()
    assert results(name) == [("won", '"b"'), ("lost", '"a"')]
    assert "tie" in name["contenders"][1]["why"]
    shown = place.command("explain", "article:a1")
    assert "Turbo again" in shown
    assert LOG in shown


def test_what_cannot_be_explained_is_a_clear_error(place: Place) -> None:
    """The message names what was given, and what is expected."""
    assert "a99" in place.command("explain", "article:a99", code=1)
    assert "car" in place.command("explain", "car:a1", code=2)
    assert "nonsense" in place.command("explain", "nonsense", code=2)
    assert "wheels" in place.command("explain", "article:a1", "wheels", code=2)


def test_a_view_that_differs_is_found_named_and_explained(place: Place) -> None:
    """By key range, with the event that should have won."""
    report = place.folder / "before.json"
    report.write_text(place.command("verify", "--json"), encoding="utf-8")
    with redis.Redis.from_url(place.store_url) as client:
        [key] = [k for k in client.scan_iter("community:*") if k.endswith(b":article:a1")]
        held = client.hget(key, "title")
        client.hset(key, "title", held.replace(b"again", b"never"))
    told = place.command("verify", code=1)
    assert "Turbo never" in told
    assert "range " in told
    assert LINES[1]["id"] in told, "the event that should have won"
    assert "Turbo never" in place.command("explain", "article:a1", "title")
    against = place.command("verify", "--against", str(report), code=1)
    assert "Turbo never" in against


def test_reports_at_other_moments_are_not_compared(place: Place) -> None:
    """It says which log is how far where."""
    report = place.folder / "before.json"
    report.write_text(place.command("verify", "--json"), encoding="utf-8")
    assert place.command("verify", "--against", str(report))
    place.command(
        "publish", "-", stdin=json.dumps(line("article_viewed", 30, article="a1")).encode()
    )
    told = place.command("verify", "--against", str(report), code=1)
    assert LOG in told
    assert "10" in told
    assert "11" in told
    broken = place.folder / "broken.json"
    broken.write_text("{}", encoding="utf-8")
    assert "expected what `bandstand verify --json` printed" in place.command(
        "verify", "--against", str(broken), code=2
    )
