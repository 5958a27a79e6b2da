"""The command line beside a running stack: what a user gives, sees and can rely on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from bandstand.testing.stacks import COMMAND, environment, eventually
from bandstand.testing.worlds import envelope
from crdt.stamps import stamp_of
from eventlog import streams
from eventlog.connection import connected
from tests.system.stacks import Stack, stack

LOG = "events-main-0-1"
EVENT_BYTES = 65_536


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack that the tests of this module share; each writes to entities of its own."""
    with stack(tmp_path_factory.mktemp("cli")) as running:
        yield running


def line(event: str, **fields: Any) -> bytes:
    """One line of a file to publish."""
    return json.dumps({"type": event, "actor": "enzo", **fields}).encode()


def article(name: str, **more: Any) -> bytes:
    """An article, in a line."""
    given = {"article": name, "tribe": "garage", "kind": "ARTICLE", "title": f"About {name}"}
    return line("article_published", **{**given, **more})


def last(made: Stack) -> int:
    """How long the log is."""

    async def look() -> int:
        async with connected(made.settings["NATS_URL"]) as connection:
            return sum(head.last for head in (await streams.heads(connection)).values())

    return asyncio.run(look())


NESTED = '{"type":"article_bumped","actor":"enzo","article":%s}'
HOSTILE: dict[str, tuple[bytes, str]] = {
    "no JSON": (
        b"{bad",
        "not JSON: expecting property name enclosed in double quotes, at character 2",
    ),
    "half a line": (line("article_bumped", article="a")[:-5], "at its end: it is cut off"),
    "no object": (b'["article_bumped"]', "expected a JSON object"),
    "no type": (
        b'{"actor":"enzo","article":"a"}',
        "type: give the name of an event; this is missing",
    ),
    "unknown type": (line("article_eaten", article="a"), "type 'article_eaten' is not one of"),
    "unknown field": (line("article_bumped", article="a", x=1), "x: there is no such field"),
    "huge number": (line("article_bumped", article="a", x=10**30), "x: there is no such field"),
    "missing field": (line("article_bumped"), "slashes; this is missing"),
    "wrong type": (line("article_bumped", article=7), "slashes; this is 7"),
    "null id": (
        line("article_bumped", article="a", id=None),
        "id: give a ULID: 26 characters of Crockford's base 32; this is null",
    ),
    "NaN": (b'{"type":"article_bumped","actor":"enzo","article":NaN}', "NaN is no number of JSON"),
    "infinite version": (
        b'{"type":"article_bumped","v":1e999}',
        "1e999 is a number that is too large",
    ),
    "infinite actor": (
        b'{"type":"article_bumped","actor":-1e999}',
        "not JSON: -1e999 is a number that is too large",
    ),
    "a key twice": (
        b'{"type":"article_bumped","actor":"a","article":"a","actor":"b"}',
        "the key 'actor' stands twice in one object: leave one of them out",
    ),
    "a key twice within": (
        b'{"type":"article_edited","actor":"a","article":"a","media":[{"url":"x","\\u0075rl":"y"}]}',
        "the key 'url' stands twice in one object",
    ),
    "a reply to a comment on another article": (
        line("comment_posted", comment="x/y", body="b", parent="z/w"),
        "parent z/w is not a comment on article x",
    ),
    "actors that are no list": (
        line("notifications_read", user="enzo", actors={"x/bumped": 5}),
        "actors.x/bumped: give at most 2,000 items; this is 5",
    ),
    "actors of no notification": (
        line("notifications_read", user="enzo", actors={"x": ["a b"]}),
        "actors.x: give the owner's id, a slash and an id of its own, each of 1 to 128 characters "
        "without white space, control characters and slashes before the colon; this is 'x'; "
        "actors.x[0]: give 1 to 128",
    ),
    "actors that are a text": (
        line("notifications_read", user="enzo", actors="x"),
        "actors: give an object with at most 2,000 keys; this is 'x'",
    ),
    "what is declared and what an entry asks": (
        line("user_profile_set", user="enzo", handle="a b", name="\u200b", avatar_url="ftp://x"),
        "or null for none; this is 'ftp://x'; handle: It has a space in it: write a hyphen in its "
        "place.; name: There is nothing to see in it",
    ),
    "later version": (line("article_bumped", article="a", v=99), "this code knows up to 1"),
    "deep": ((NESTED % ("[" * 40 + "]" * 40)).encode(), "nested deeper than 32"),
    "as deep as the stack": ((NESTED % ("[" * 998 + "]" * 998)).encode(), "nested deeper than 32"),
    "endlessly deep": (b"[" * 60_000, "nested deeper than 32"),
    "NUL": (line("article_bumped", article="a\0"), "NUL character"),
    "raw NUL": (
        b'{"type":"article_bumped","article":"\0"}',
        "invalid control character, at character 37",
    ),
    "no UTF-8": (b'{"type":"article_bumped","article":"\xff"}', "not UTF-8: the byte 0xff after"),
    "half a character": (
        b'{"type":"article_bumped","article":"\\ud800"}',
        "\\ud800 alone is half of a surrogate pair",
    ),
    "blank id": (line("article_bumped", article=""), "article: give 1 to 128 characters"),
    "id with a space": (line("article_bumped", article="a b"), "this is 'a b'"),
    "id with a slash": (line("article_bumped", article="a/b"), "this is 'a/b'"),
    "long id": (line("article_bumped", article="a" * 129), "article: give 1 to 128 characters"),
    "comment without its article": (
        line("comment_posted", comment="c", body="x"),
        "comment: give the owner's id, a slash",
    ),
    "bad stamp": (
        line("article_bumped", article="a", at="today"),
        "at: give a stamp of 15 lower-case",
    ),
    "stamp after 2089": (line("article_bumped", article="a", at="f" * 15), "the year 2089"),
    "bad event id": (line("article_bumped", article="a", id="1"), "id: give a ULID"),
    "bad region": (
        line("article_bumped", article="a", region="EU"),
        "region: give 1 to 16 lower-case letters and digits; this is 'EU'; leave it out, and it is",
    ),
    "no actor": (b'{"type":"article_bumped","article":"a"}', "actor: give 1 to 128 characters"),
    "wrong version": (line("article_bumped", article="a", v=0), "version 0 is not known here"),
    "wrong all over": (
        line("article_bumped", id="1", at=7, region="", actor="a b", v=[], article="a/"),
        "this is 7; leave it out, and the event is stamped now; region: give 1 to 16 lower-case "
        "letters and digits; this is empty; leave it out, and it is the region of the log; actor:",
    ),
    "too large": (line("article_bumped", article="a" * EVENT_BYTES), "65,536 bytes"),
    "as large as memory": (line("article_bumped", article="a" * (5 << 20)), "65,536 bytes"),
    "nothing but scripts": (
        line("comment_posted", comment="a/1", body="<script>alert(1)</script>"),
        "body: There is nothing to see in it: write something that can be seen.",
    ),
    "many faults": (
        line("article_published", article="a", kind="CAR", title="", media=[{"url": "x"}]),
        "tribe: give 1 to 128 characters without white space, control characters and slashes; this "
        "is missing; kind: give one of IMAGE, VIDEO, ARTICLE; this is 'CAR'; title: give 1 to 300 "
        "characters; this is empty; media[0].url: give an address that begins with http:// or",
    ),
    "larger when it is clean": (
        line("comment_posted", comment="a/1", body="&" * 20_000),
        "40,000 characters; this has 100,000",
    ),
}


@pytest.mark.parametrize("names", [[*HOSTILE][start::3] for start in range(3)])
def test_hostile_lines_are_named_and_the_good_ones_around_them_stored(
    made: Stack, tmp_path: Path, names: list[str]
) -> None:
    """One bad line in a file of millions must cost that line alone, and must be found again."""
    before, path = last(made), tmp_path / "mixed.jsonl"
    lines = [article("around")]
    for name in names:
        lines += [HOSTILE[name][0], line("article_viewed", article="around")]
    path.write_bytes(b"\n".join(lines))
    told = made.command("publish", path)
    assert told.returncode == 1
    assert told.stdout == f"{len(names) + 1} stored, 0 stored before, {len(names)} refused\n"
    said = told.stderr.splitlines()
    assert len(said) == len(names)
    for number, (name, text) in enumerate(zip(names, said, strict=True), 1):
        assert text.startswith(f"bandstand: line {2 * number}: "), name
        assert HOSTILE[name][1] in text, name
        assert len(text) < 900, "a message is not as long as its line"
    assert last(made) == before + len(names) + 1
    assert made.verdict()["events"] == last(made)


def test_of_very_many_refusals_the_first_are_shown_and_all_are_counted(made: Stack) -> None:
    """A file of the wrong kind must not fill the screen, or memory."""
    told = made.command("publish", "-", stdin=b"wrong\n" * 10_000)
    assert told.stdout == "0 stored, 0 stored before, 10,000 refused\n"
    assert len(told.stderr.splitlines()) == 21
    assert told.stderr.endswith("bandstand: and 9,980 more\n")


def test_a_good_file_is_published_and_seen(made: Stack, tmp_path: Path) -> None:
    """Blank lines, Windows line ends and a last line without one are what files have."""
    path = tmp_path / "good.jsonl"
    bump = line("article_bumped", article="good")
    path.write_bytes(b"\r\n".join([article("good"), b"", b"   ", bump]))
    told = made.command("publish", path)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == "2 stored, 0 stored before, 0 refused\n"
    query = '{ article(id: "QXJ0aWNsZTpnb29k") { title bumpCount author { id } } }'
    seen = eventually(lambda: made.ask(query)["article"], "the article")
    assert (seen["title"], seen["bumpCount"]) == ("About good", 1)


def test_a_stamp_from_the_future_is_refused(made: Stack) -> None:
    """One such stamp would win over every later edit until its time comes."""
    now_ms = time.time_ns() // 1_000_000
    soon, later = stamp_of(now_ms + 30_000), stamp_of(now_ms + 3_600_000)
    good, bad = article("soon", at=soon), article("later", at=later)
    told = made.command("publish", "-", stdin=bad + b"\n" + good)
    assert told.stdout == "1 stored, 0 stored before, 1 refused\n"
    assert f"line 1: stamp {later} is 3" in told.stderr
    assert "at most 60 s are allowed" in told.stderr


def test_publishing_again_stores_once_and_an_id_means_one_event(made: Stack) -> None:
    """Who does not know whether it arrived sends it again; who reuses an id must learn of it."""
    mine = envelope(7)
    first = article("twice", **{**mine, "region": "main"})
    assert made.command("publish", "-", stdin=first).stdout.startswith("1 stored, 0 stored before")
    again = made.command("publish", "-", stdin=first)
    assert again.returncode == 0
    assert again.stdout == "0 stored, 1 stored before, 0 refused\n"
    other = article("twice", **{**mine, "region": "main", "actor": "ayrton"})
    told = made.command("publish", "-", stdin=other + b"\n" + line("article_viewed", article="x"))
    assert told.returncode == 1
    assert told.stdout == "1 stored, 0 stored before, 1 refused\n"
    assert f"another event with the id {mine['id']}" in told.stderr
    assert "give it a new id" in told.stderr


def test_a_missing_file_is_said(made: Stack, tmp_path: Path) -> None:
    """And nothing is published."""
    for path in (tmp_path / "none.jsonl", tmp_path):
        told = made.command("publish", path)
        assert told.returncode == 2
        assert f"'{path}'" in told.stderr


def test_a_pipe_is_published_as_it_comes_and_ends_at_ctrl_c(made: Stack) -> None:
    """Behind `tail -f` an event must not wait for the end of the file, nor Ctrl-C for a line."""
    before = last(made)
    command = [*COMMAND, "publish", "-", "--dir", str(made.data)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stderr=pipe, env=environment()) as child:
        assert child.stdin
        assert child.stderr
        for number in (1, 2):
            child.stdin.write(article(f"piped-{number}") + b"\n")
            child.stdin.flush()
            eventually(lambda n=number: last(made) == before + n, "stored")  # type: ignore[misc]
        child.send_signal(signal.SIGINT)
        assert child.wait(timeout=10) == 130
        assert child.stderr.read() == b"bandstand: interrupted\n"


def test_status_shows_the_lag_and_that_it_passes(made: Stack) -> None:
    """The first question of an operator: do the views keep up, and if not, how far behind?"""
    [pid] = made.pids("projector")
    os.kill(pid, signal.SIGSTOP)
    try:
        lines = [line("article_viewed", article="slow") for _ in range(1_234)]
        assert made.command("publish", "-", stdin=b"\n".join(lines)).returncode == 0
        [behind, index] = json.loads(made.command("status", "--json").stdout)
        shown = made.command("status")
    finally:
        os.kill(pid, signal.SIGCONT)
    assert (behind["view"], behind["log"], behind["lag"]) == ("community", LOG, 1_234)
    assert (behind["state"], behind["watermark"]) == ("behind", behind["last"] - 1_234)
    assert (index["view"], index["log"], index["last"]) == ("search", LOG, behind["last"])
    assert shown.returncode == 0, "a lag is no fault"
    for part in ("watermark", "lag", "1,234", f"{behind['last']:,}", LOG, "behind"):
        assert part in shown.stdout
    assert "…" not in shown.stdout, "a table in a pipe is cut nowhere"

    def current() -> bool:
        rows = json.loads(made.command("status", "--json").stdout)
        return all(row["state"] == "current" and row["lag"] == 0 for row in rows)

    eventually(current, "caught up")


def test_parked_events_are_listed_and_shown(made: Stack) -> None:
    """What no code understands waits in the log; a person must see which bytes, and why."""
    assert made.command("parked", "list").stdout == "nothing is parked\n"
    assert json.loads(made.command("parked", "list", "--json").stdout) == []
    poison = [b'{"type":"\xff"}', line("article_eaten", **envelope(1), article="a")]

    async def put() -> list[int]:
        async with connected(made.settings["NATS_URL"]) as connection:
            subject = "events.main.0.1.article.poison"
            return [(await connection.stream.publish(subject, body)).seq for body in poison]

    first, second = asyncio.run(put())
    assert made.verdict()["events"] == second, "the fold of the logs parks the same"
    [row, _] = json.loads(made.command("status", "--json").stdout)
    assert (row["parked"], row["state"]) == (2, "current")

    listed = made.command("parked", "list").stdout.splitlines()
    assert [text.split()[:2] for text in listed] == [[LOG, str(first)], [LOG, str(second)]]
    assert "article_eaten" in listed[1]
    rows = json.loads(made.command("parked", "list", "--json").stdout)
    assert [(one["view"], one["log"], one["sequence"]) for one in rows] == [
        ("community", LOG, first),
        ("community", LOG, second),
    ]
    assert "utf-8" in rows[0]["reason"]

    shown = made.command("parked", "show", LOG, str(first))
    assert shown.returncode == 0
    assert rows[0]["reason"] in shown.stdout
    assert shown.stdout.endswith('{"type":"\\xff"}\n')
    for log, sequence in ((LOG, 1), ("events-mars-0-1", 10**6)):
        told = made.command("parked", "show", log, str(sequence))
        assert told.returncode == 1
        assert f"{log} {sequence} is not parked; `bandstand parked list` shows" in told.stderr
    told = made.command("parked", "show", "nonsense", "1")
    assert told.returncode == 1
    assert "'nonsense': expected events-<region>-<partition>-<epoch>" in told.stderr


def test_verify_names_the_key_that_is_not_as_the_logs_say(made: Stack) -> None:
    """The proof that it compares: change one field by hand, and it says which, and both values."""
    named = article("honest", title="What was written")
    assert made.command("publish", "-", stdin=named).returncode == 0
    assert made.verdict()["differences"] == []
    with redis.Redis.from_url(made.settings["REDIS_URL"]) as client:
        [key] = client.scan_iter(match="community:*:article:honest")
        held = client.hgetall(key)
        [(field, value)] = [(f, v) for f, v in held.items() if b"What was written" in v]
        client.hset(key, field, value.replace(b"What was written", b"What was forged"))
        told = made.command("verify")
        wrong = json.loads(made.command("verify", "--json").stdout.splitlines()[0])
        client.delete(key)
        lost = made.command("verify")
        client.hset(key, mapping=held)
    assert told.returncode == 1
    assert "community differs from its logs" in told.stdout
    assert "article honest" in told.stdout
    [expected] = [text for text in told.stdout.splitlines() if "the logs say" in text]
    [found] = [text for text in told.stdout.splitlines() if "the view has" in text]
    assert "What was written" in expected
    assert "What was forged" in found
    [difference] = wrong["differences"]
    assert "article honest" in difference["key"]
    assert wrong["digest_of_logs"] != wrong["digest_of_views"]
    assert lost.returncode == 1
    assert "the view has  nothing" in lost.stdout
    made.verdict()
