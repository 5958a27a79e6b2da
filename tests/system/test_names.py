"""Names on a whole stack: who holds one keeps it against whatever comes in by the command line."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bandstand.testing.gateways import node_id
from bandstand.testing.stacks import environment, eventually
from bandstand.testing.worlds import envelope
from crdt.stamps import stamp_of
from tests.system.stacks import Stack, stack
from tests.tribes.importers.garage import garage, park
from tests.tribes.test_names import REFUSED
from tests.tribes.test_visible import BLANK, EMPTY_HTML

T = TypeVar("T")
LONG_AGO = stamp_of(1_262_304_000_000)
"""2010."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack that the tests of this module share; each uses names of its own."""
    with stack(tmp_path_factory.mktemp("names"), "--shards", 3) as running:
        yield running


def batched(of: Iterable[T], size: int) -> Iterator[list[T]]:
    """Some at a time."""
    rest = iter(of)
    while some := list(islice(rest, size)):
        yield some


def profile(user: str, **fields: Any) -> bytes:
    """A user's profile, in a line."""
    line = {"type": "user_profile_set", "actor": user, "user": user, **fields}
    return json.dumps(line).encode()


def publish(made: Stack, *lines: bytes) -> str:
    """Publish lines; what was said of them."""
    told = made.command("publish", "-", stdin=b"\n".join(lines))
    return told.stdout + told.stderr


def choose(made: Stack, user: str, handle: str) -> Any:
    """Choose a handle, as a front end does; what came of it."""
    query = """mutation($h: String!) { setUserProfile(input: {handle: $h}) {
      user { handle } userErrors { code message } } }"""
    return made.ask(query, viewer=user, h=handle)["setUserProfile"]


def holder(made: Stack, handle: str) -> str | None:
    """Who is found by a handle, and says that it is theirs."""
    found = made.ask("query($h: String!) { user(handle: $h) { name handle } }", h=handle)["user"]
    return found and found["name"]


def test_an_account_from_long_ago_takes_no_name(made: Stack) -> None:
    """A claim counts from when it comes in here, whenever the account was made elsewhere."""
    assert choose(made, "ada", "Ada")["user"] == {"handle": "Ada"}
    publish(made, profile("ada", name="Ada of here"))
    older = profile("eve", handle="ada", name="Eve", at=LONG_AGO, claimed=LONG_AGO)
    assert publish(made, older).startswith("1 stored")
    query = '{ node(id: "VXNlcjpldmU=") { ... on User { name handle } } }'
    eventually(lambda: made.ask(query)["node"]["name"] == "Eve", "Eve's profile")
    assert made.ask(query)["node"] == {"name": "Eve", "handle": None}
    assert holder(made, "ada") == holder(made, "ADA") == "Ada of here"
    made.verdict()
    # Whoever holds it may still leave it, and then it is hers.
    assert choose(made, "ada", "ada-2")["user"] == {"handle": "ada-2"}
    eventually(lambda: holder(made, "ada") == "Eve", "the next who claimed it")


def test_a_line_sent_again_is_stored_once_and_makes_nobody_younger(made: Stack) -> None:
    """It enters later, and is the same line all the same."""
    mine = profile("bob", handle="bob", name="Bob", **envelope(7) | {"actor": "bob"})
    assert publish(made, mine).startswith("1 stored, 0 stored before")
    assert publish(made, mine).startswith("0 stored, 1 stored before")
    rival = profile("rob", handle="bob", name="Rob", at=LONG_AGO)
    # The same with another id is another event, and no other profile.
    again = profile("bob", handle="bob", name="Bob", at=envelope(7)["at"])
    assert publish(made, rival, again).startswith("2 stored")
    eventually(lambda: holder(made, "bob") == "Bob", "Bob")
    made.verdict()
    assert holder(made, "bob") == "Bob"


def tribe(own_id: str, **fields: Any) -> bytes:
    """A tribe's profile, in a line."""
    line = {"type": "tribe_profile_set", "actor": "ada", "tribe": own_id, **fields}
    return json.dumps(line).encode()


def slug_of(made: Stack, name: str) -> str | None:
    """The slug that a tribe shows."""
    query = "query($id: ID!) { node(id: $id) { ... on Tribe { slug } } }"
    return made.ask(query, id=node_id("Tribe", name))["node"]["slug"]


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize(("own", "again"), [("enzo", "enzo"), ("dino", "DINO")])
def test_who_says_their_own_name_again_keeps_it(
    made: Stack, own: str, again: str, at_once: bool
) -> None:
    """In a line, as in a front end, in one command or in two: somebody else waits for it."""
    end = "-at-once" if at_once else ""
    own, again, other = own + end, again + end, f"mal-{own}{end}"
    lines = (
        profile(own, handle=own, name="Own"),
        profile(other, handle=own, name="Other"),
        profile(own, handle=again, name="Own again"),
        tribe(own, slug=own),
        tribe(other, slug=own),
        tribe(own, slug=again),
    )
    if at_once:
        assert publish(made, *lines).startswith("6 stored")
    for line in () if at_once else lines:
        assert publish(made, line).startswith("1 stored")
    made.verdict()
    assert holder(made, own) == "Own again"
    assert slug_of(made, other) is None
    assert slug_of(made, own) == again


def test_who_gave_a_name_up_does_not_win_it_back(made: Stack) -> None:
    """Whoever took it meanwhile holds it, though the other had it first, and says it again."""
    publish(made, profile("vito", handle="vito", name="Vito"))
    publish(made, profile("vito", handle="vito-2"), profile("zoe", handle="vito", name="Zoe"))
    publish(made, profile("vito", handle="vito"), profile("vito", handle="vito"))
    made.verdict()
    assert holder(made, "vito") == "Zoe"


def test_what_no_front_end_may_send_no_line_may(made: Stack) -> None:
    """One rule for every way in: names, texts that show nothing, and stamps of the future."""
    later = stamp_of(time.time_ns() // 1_000_000 + 3_600_000)
    article = {"actor": "ada", "article": "a", "tribe": "t", "kind": "ARTICLE"}
    lines = {
        **{
            f"the handle of {name}": (profile("x", handle=text), said)
            for name, (text, said) in REFUSED.items()
            if "\x00" not in text and "\ud800" not in text and text and len(text) <= 128
        },
        **{
            f"the name of {name}": (profile("x", name=text), "nothing to see")
            for name, text in BLANK.items()
            if text
        },
        **{
            f"a comment of {html[:20]}": (
                json.dumps(
                    {"type": "comment_posted", "actor": "x", "comment": "a/1", "body": html}
                ).encode(),
                "nothing to see",
            )
            for html in EMPTY_HTML
            if html
        },
        "a title": (
            json.dumps({"type": "article_published", **article, "title": "\u2800"}).encode(),
            "title: There is nothing to see",
        ),
        "words of 2088": (
            json.dumps(
                {"type": "article_published", **article, "title": "T", "as_of": later}
            ).encode(),
            "at most 60 s are allowed",
        ),
        "a profile of 2088": (profile("x", name="X", at=later), "at most 60 s are allowed"),
    }
    for some in batched(lines.values(), 20):  # So many refusals are shown.
        told = made.command("publish", "-", stdin=b"\n".join(line for line, _ in some))
        assert told.stdout == f"0 stored, 0 stored before, {len(some)} refused\n"
        for text, (line, said) in zip(told.stderr.splitlines(), some, strict=True):
            assert said in text, line


_SLOW = """import sys, time
from bandstand.cli import commands as cli
from bandstand.processes import production as processes
processes.now_ms = lambda: time.time_ns() // 1_000_000 - 1000 * {seconds}
cli.main(sys.argv[1:])"""


@pytest.mark.parametrize("seconds", [3_600, -3_600])
def test_a_clock_that_is_wrong_brings_nothing_in(made: Stack, tmp_path: Path, seconds: int) -> None:
    """A slow one would claim every name before whoever holds it."""
    park(tmp_path / "late", garage())
    for command, given in (
        (("publish", "-"), profile("late", handle="late", name="Late")),
        (("import", "stackexchange", str(tmp_path / "late")), b""),
    ):
        code = _SLOW.format(seconds=seconds)
        told = subprocess.run(
            [sys.executable, "-c", code, *command, "--dir", str(made.data)],
            input=given, capture_output=True, env=environment(), timeout=60, check=False,
        )  # fmt: skip
        assert told.returncode == 1
        assert b"this clock and the store's are 3600 s apart" in told.stderr
        assert b"correct the clock" in told.stderr
        assert told.stdout == b""
    assert holder(made, "late") is None


def test_explain_says_who_holds_a_name(made: Stack, tmp_path: Path) -> None:
    """To whoever wonders why a profile shows no handle."""
    assert choose(made, "cleo", "cleo")["user"] == {"handle": "cleo"}
    publish(made, profile("clea", handle="CLEO", name="Clea", at=LONG_AGO))
    made.verdict()
    told = json.loads(made.command("explain", "user:clea", "handle", "--json").stdout)
    [part] = told["parts"]
    assert part["logs_say"] == part["view_has"] == 'nothing: cleo holds "CLEO"'
    assert part["differs"] is False
    assert part["derived_from"] == "list handle:cleo"
    assert [one[2] for one in part["contributors"]] == ["cleo", "clea"]
    told = json.loads(made.command("explain", "user:cleo", "handle", "--json").stdout)
    assert told["parts"][0]["logs_say"] == told["parts"][0]["view_has"] == '"cleo"'
    shown = made.command("explain", "user:clea").stdout
    assert 'handle: nothing: cleo holds "CLEO" (claim of a unique name)' in shown
    told = json.loads(made.command("explain", "user:nobody-yet", "handle", "--json").stdout or "{}")
    assert told == {}
