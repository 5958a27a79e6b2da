"""Verification finds whatever a store can hold that the logs do not say, and names the place.

One small community in two shards, filled by a projector. Each case is damaged by hand, seen, and
put back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from bandstand.audit import moments
from bandstand.audit.scribe import Scribe
from bandstand.audit.verification import Verdict
from crdt.digests import digest
from tests.bandstand.commands import Region
from tests.bandstand.damaged import HISTORY, LOG, PARKED, SHARDS, Hand, forge
from tests.worlds import folded, world
from tribes.views import COMMUNITY
from views.audit.held import Contents, Totals


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """A log and a store that agree; no projector is there, so that nothing is mended."""
    region = Region(tmp_path_factory.mktemp("covered"), "test").start()

    try:
        region.fill([*HISTORY, b"no event"], shards=SHARDS.count)
        yield region
    finally:
        region.kill()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was left stays, for nobody is there."""
    monkeypatch.setattr(moments, "LEFT_S_MAX", 0.1)
    monkeypatch.setattr(moments, "CATCH_UP_S_MAX", 1.0)


def verified(region: Region) -> Verdict:
    """What verifying comes to."""

    async def verify() -> Verdict:
        async with world(region.nats.url, region.store.url, shards=SHARDS.count) as it:
            return await it.verify()

    return asyncio.run(verify())


_COUNTS = (
    "local function count(kind, id, set) return redis.call('ZCARD', set_of(kind, id, set)) end"
)
assert _COUNTS in COMMUNITY.library
_FORGED = COMMUNITY.library.replace(_COUNTS, _COUNTS.replace("redis.call", "0 * redis.call"))
_REPOST = "repost.by+:a3/rally"
_TOUCHED = msgspec.msgpack.encode(["article", "a3"])

Damage = Callable[[Hand], Any]
DAMAGE: dict[str, tuple[Damage, set[str]]] = {
    "a score off by one": (
        lambda h: h.client.zincrby(h.at("a3", "list:hot"), 1, "a3"),
        {"list hot a3"},
    ),
    "a score off by a quarter": (
        lambda h: h.client.zincrby(h.at("a3", "list:hot"), 0.25, "a3"),
        {"list hot a3"},
    ),
    "a score that is no number of a stamp": (
        lambda h: h.client.zadd(h.at("a3", "article.bumps+:a3"), {"bob": "inf"}),
        {"article.bumps a3 bob"},
    ),
    "a list that lost a member": (
        lambda h: h.client.zrem(h.at("a3", "list:new.author:lella"), "a3"),
        {"list new.author:lella a3"},
    ),
    "a list that has somebody too many": (
        lambda h: h.client.zadd(h.at("a3", "list:new"), {"ghost": 7}),
        {"list new ghost"},
    ),
    "a member in bytes that are no text": (
        lambda h: h.client.zadd(h.at("a3", "list:new"), {b"\xff": 7}),
        {r"list new \xff"},
    ),
    "a list of nobody": (
        lambda h: h.client.zadd(h.at("a3", "list:new.tribe:none"), {"a3": 7}),
        {"list new.tribe:none a3"},
    ),
    "a board that lost an author": (
        lambda h: h.client.zrem(h.at("a3", "list:board.all:garage"), "lella"),
        {"list board.all:garage lella"},
    ),
    "a board on which nobody stands": (
        lambda h: h.client.zadd(h.at("a3", "list:board.all:garage"), {"ghost": 3}),
        {"list board.all:garage ghost"},
    ),
    "a total on a board": (
        lambda h: h.client.zincrby(h.at("a3", "list:board.all:garage"), 1, "lella"),
        {"list board.all:garage lella"},
    ),
    "a board's part of nothing": (
        lambda h: h.client.hset(h.at("a3", "tally:board:garage lella"), " board.all:garage", 1),
        {"tally board:garage lella  board.all:garage"},
    ),
    "a board's part": (
        lambda h: h.client.hset(
            h.at("a3", "tally:board:garage lella"),
            "a3",
            msgspec.msgpack.encode([9, "board.all:garage"]),
        ),
        {
            "tally board:garage lella a3",
            "list board.all:garage lella",
            "list board.day.20454:garage lella",
            "list board.week.2922:garage lella",
            "list board.month.24312:garage lella",
        },
    ),
    "a sum's total": (
        lambda h: h.client.hincrby(h.at("a3", "sum:bumps.author:lella"), " ", 1),
        {"sum bumps.author:lella  "},
    ),
    "a sum's part, and the total with it": (
        lambda h: [
            h.client.hincrby(h.at("a3", "sum:bumps.author:lella"), one, 1) for one in (" ", "a3")
        ],
        {"sum bumps.author:lella a3"},
    ),
    "a sum's part that is no number": (
        lambda h: h.client.hset(h.at("a3", "sum:bumps.author:lella"), "a3", "many"),
        {"sum bumps.author:lella a3", "sum bumps.author:lella  "},
    ),
    "a sum of nobody": (
        lambda h: h.client.hset(h.at("a3", "sum:bumps.author:ghost"), " ", 0),
        {"sum bumps.author:ghost  "},
    ),
    "a stored count": (
        lambda h: h.client.hset(h.at("a3", "article:a3"), "views", 99),
        {"count article.views a3"},
    ),
    "a sketch that saw one more": (
        lambda h: h.client.pfadd(h.at("a3", "article.views:a3"), "ghost"),
        {"article.views a3 "},
    ),
    "a sketch that is none": (
        lambda h: h.client.set(h.at("a3", "article.views:a3"), "none"),
        {"article.views a3 "},
    ),
    "a placement that is gone": (
        lambda h: h.client.delete(h.at("a3", "placed.article:a3")),
        {"placed article a3"},
    ),
    "a placement that is another": (
        lambda h: h.client.set(h.at("a3", "placed.article:a3"), b"new\0\0\0\0"),
        {"placed article a3"},
    ),
    "a placement that cannot be read": (
        lambda h: h.client.set(h.at("a3", "placed.article:a3"), b"\xc1"),
        {"placed article a3"},
    ),
    "a reader that is not known": (
        lambda h: h.client.zrem(h.at("a3", "readers:article a3"), "notice a3/bumped"),
        {"reader article a3 notice a3/bumped"},
    ),
    "a reader of nobody": (
        lambda h: h.client.zadd(h.at("a3", "readers:article a3"), {"notice ghost": 0}),
        {"reader article a3 notice ghost"},
    ),
    "a register of later": (
        lambda h: h.client.hset(h.at("a3", "article:a3"), "title", "f" * 15 + '"Later"'),
        {"article a3 title"},
    ),
    "a register that is no stamp and value": (
        lambda h: h.client.hset(h.at("a3", "article:a3"), "title", b"\xff"),
        {"article a3 title"},
    ),
    "a removed element that was forgotten": (
        lambda h: h.client.zrem(h.at("a3", "article.bumps-:a3"), "ada"),
        {"article.bumps a3 ada"},
    ),
    "an element that is live and removed": (
        lambda h: h.client.zadd(h.at("a3", "article.bumps+:a3"), {"ada": 5}),
        {"article.bumps a3 ada"},
    ),
    "a told element's place": (
        lambda h: h.client.zrem(h.at("a3", "notice.actors=:a3/bumped"), "bob"),
        {"told notice.actors a3/bumped bob"},
    ),
    "what is said of a told element": (
        lambda h: h.client.hdel(h.at("a3", "notice.actors~:a3/bumped"), "bob"),
        {"told notice.actors a3/bumped bob", "notice.actors.seen a3/bumped bob"},
    ),
    "what is said of a told element, in other words": (
        lambda h: h.client.hset(h.at("a3", "notice.actors~:a3/bumped"), "bob", "yes"),
        {
            "notice.actors a3/bumped bob",
            "notice.actors.firsts a3/bumped bob",
            "notice.actors.seen a3/bumped bob",
            "told notice.actors a3/bumped bob",
        },
    ),
    "somebody who was never told": (
        lambda h: h.client.zadd(h.at("a3", "notice.actors+:a3/bumped"), {"ghost": 5}),
        {"notice.actors a3/bumped ghost", "notice.actors.firsts a3/bumped ghost"},
    ),
    "an inbox that lost a notice": (
        lambda h: h.client.zrem(h.at("a3", "list:notices:lella"), "a3/bumped"),
        {"list notices:lella a3/bumped"},
    ),
    "a notice that is unread again": (
        lambda h: h.client.zadd(h.at("a2", "list:unread:enzo"), {"a2/bumped": 5}),
        {"list unread:enzo a2/bumped"},
    ),
    "a handle's ghost, in one shard": (
        lambda h: h.client.zadd(h.at("a3", "list:handle:drake"), {"ghost": -5}),
        {"list handle:drake ghost"},
    ),
    "a record that every shard has, gone from one": (
        lambda h: h.client.delete(h.at("a3", "handle:enzo")),
        {"handle enzo claim"},
    ),
    "a record in the other shard, too": (
        lambda h: h.client.copy(
            h.at("a3", "repost.by+:a3/rally"), h.other("a3", "repost.by+:a3/rally")
        ),
        {"repost.by a3/rally bob"},
    ),
    "a TTL on a record": (
        lambda h: h.client.expire(h.at("a3", "article:a3"), 3600),
        {"expires article:a3"},
    ),
    "a TTL on a list": (
        lambda h: h.client.expire(h.at("a3", "list:new"), 3600),
        {"expires list:new"},
    ),
    "a TTL on a sum": (
        lambda h: h.client.expire(h.at("a3", "sum:bumps.author:lella"), 3600),
        {"expires sum:bumps.author:lella"},
    ),
    "a TTL on the coverage": (
        lambda h: h.client.expire(h.at("a3", "coverage"), 3600),
        {"expires coverage"},
    ),
    "a TTL on what is parked": (
        lambda h: h.client.expire(h.base(0) + "parked", 3600),
        {"expires parked"},
    ),
    "a TTL on a register": (
        lambda h: h.client.hexpire(h.at("a3", "article:a3"), 3600, "title"),
        {"expires article:a3 title"},
    ),
    "a TTL on the total of a sum": (
        lambda h: h.client.hexpire(h.at("a3", "sum:bumps.author:lella"), 3600, " "),
        {"expires sum:bumps.author:lella  "},
    ),
    "a TTL on what is covered of a log": (
        lambda h: h.client.hexpire(h.at("a3", "coverage"), 3600, LOG),
        {f"expires coverage {LOG}"},
    ),
    "a key that no merge writes": (
        lambda h: h.client.set(h.at("a3", "junk"), "1"),
        {"unknown junk"},
    ),
    "a key of an unknown kind": (
        lambda h: h.client.hset(h.at("a3", "articles:a3"), "title", "T"),
        {"unknown articles:a3"},
    ),
    "a key in bytes that are no text": (
        lambda h: h.client.set(h.at("a3", "junk").encode() + b"\xff", "1"),
        {r"unknown junk\xff"},
    ),
    "a list that is a text": (
        lambda h: h.client.set(h.at("a3", "list:new.tribe:none"), "1"),
        {"type list:new.tribe:none"},
    ),
    "a record that is a set": (
        lambda h: (
            h.client.delete(h.at("a3", "repost.by+:a3/rally")),
            h.client.sadd(h.at("a3", "repost.by+:a3/rally"), "bob"),
        ),
        {"type repost.by+:a3/rally", "repost.by a3/rally bob"},
    ),
    "a parked entry that is gone": (
        lambda h: h.client.delete(h.base(0) + "parked"),
        {f"parked {LOG} {PARKED}"},
    ),
    "a parked entry's reason": (
        lambda h: h.client.hset(h.base(0) + "parked", f"{LOG} {PARKED}", "another"),
        {f"parked {LOG} {PARKED}"},
    ),
    "a parked entry in the other shard, too": (
        lambda h: h.client.hset(h.base(1) + "parked", f"{LOG} {PARKED}", "x"),
        {f"parked {LOG} {PARKED}"},
    ),
    "a parked entry too many": (
        lambda h: h.client.hset(h.base(0) + "parked", f"{LOG} 3", "x"),
        {f"parked {LOG} 3"},
    ),
    "a derivation that is said to fail": (
        lambda h: h.client.hset(h.at("a3", "failed"), "article a3", "x"),
        {"failed article a3"},
    ),
    "work that was left": (
        lambda h: h.client.hset(h.at("a3", "work"), "article a3", ""),
        {"work article a3"},
    ),
    "what a broken call had touched": (
        lambda h: h.client.hset(h.at("a3", "coverage"), "touched", _TOUCHED),
        {"touched"},
    ),
    "more begun than is covered": (
        lambda h: h.client.hset(h.at("a3", "coverage"), f"begun {LOG}", "900"),
        {f"begun {LOG}"},
    ),
    "a rebuilding that does not end": (
        lambda h: h.client.hset(h.at("a3", "coverage"), "rebuilding", "x"),
        {"rebuilding"},
    ),
    "a healing that no log knows": (
        lambda h: h.client.hset(h.at("a3", "coverage"), f"healed {LOG}", "7"),
        {f"healed {LOG}"},
    ),
    "a field of the coverage that is no log's": (
        lambda h: h.client.hset(h.at("a3", "coverage"), "junk", "x"),
        {"coverage junk"},
    ),
    "the functions, by the same name": (
        lambda h: forge(h, _FORGED),
        {"library"},
    ),
    "the functions, in another library": (
        lambda h: forge(h, COMMUNITY.library, "other"),
        {"library"},
    ),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_what_no_log_says_is_found_and_named(made: Region, what: str) -> None:
    """Each is something that a page would show, or that a later merge would break on."""
    hand = Hand(made.store.url)
    damage, named = DAMAGE[what]
    with hand.kept():
        damage(hand)
        verdict = verified(made)
    found = {
        one.key.partition(" ")[0] if one.key.startswith("library") else one.key
        for one in verdict.differences
    }
    assert found == named
    if not any(one.place for one in verdict.differences):
        assert verdict.digest_of_views == verdict.digest_of_logs


def test_what_was_not_damaged_agrees(made: Region) -> None:
    """Also after all the others: what they did was put back, and is seen no more."""
    verdict = verified(made)
    assert not verdict.differences
    assert verdict.digest_of_views == verdict.digest_of_logs == digest(folded(HISTORY).entries())
    assert verdict.vector == {LOG: PARKED}


NONE = "no key begins so"


@pytest.mark.parametrize(
    ("lost", "uncounted"),
    [("tally:", "tally:"), ("list:", NONE), ("user.followers+", NONE), ("", ""), (NONE, "")],
)
def test_what_comes_after_it_was_read_is_looked_at_again(
    made: Region, monkeypatch: pytest.MonkeyPatch, lost: str, uncounted: str
) -> None:
    """Keys come while others are read, a tally after the board on which it stands among them. So
    whatever the first look may miss, the second finds, and by itself.
    """
    take, sum_up = Scribe.take, Scribe.sum_up

    def take_others(one: Scribe, key: str, member: str, contents: Contents) -> None:
        if not key.startswith(lost):
            take(one, key, member, contents)

    def sum_up_others(one: Scribe, totals: Totals) -> None:
        if not totals.key.startswith(uncounted):
            sum_up(one, totals)

    monkeypatch.setattr(Scribe, "take", take_others)
    monkeypatch.setattr(Scribe, "sum_up", sum_up_others)
    assert not verified(made).differences
