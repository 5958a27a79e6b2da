"""`explain` of what is derived says what `verify` says: of every list, sum, board and place."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
import redis

from bandstand.audit.laying import Part
from bandstand.domain import Domain
from bandstand.explain.addresses import parse, parts
from bandstand.explain.explanation import explain
from bandstand.stack.running import DEMO_SEED
from bandstand.testing.worlds import World, envelope
from crdt.records import Record
from tests.bandstand.commands import Region
from tests.worlds import folded, world
from tribes import records
from tribes.demo import events
from tribes.events import EVENTS, ArticleReposted
from tribes.views import COMMUNITY
from views.shards import Shards

SHARDS = Shards(3)
DOMAIN = Domain("tribes")
HISTORY = (
    *events("test", DEMO_SEED),
    *(
        ArticleReposted(**envelope(number, "desiré"), article=f"demo-{number}", tribe="garage")
        for number in range(100, 110)
    ),
)
STATE = folded(HISTORY)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """The demo's community in three shards; a test that damages the view mends it."""
    region = Region(tmp_path_factory.mktemp("derived"), "test").start()

    try:
        region.fill(HISTORY, shards=SHARDS.count)
        yield region
    finally:
        region.kill()


async def explained(it: World, record: str, field: str | None = None) -> list[Part]:
    """What is said of a record, or of a field of it."""
    address = parse(record, DOMAIN.views, DOMAIN.entities)
    asked = parts(address, field, places=address.record in COMMUNITY.derivations)
    found = await explain(it.connection, it.store, EVENTS, address, asked)
    assert found is not None
    assert found.apart == ""
    return found.parts


def some(record: type[Record]) -> list[str]:
    """The records of a kind of which the most and the least is known, and one between."""
    ids = sorted(STATE.ids(record), key=lambda one: (len(one), one))
    return [ids[0], ids[len(ids) // 2], ids[-1]] if ids else []


@pytest.mark.parametrize("record", COMMUNITY.records, ids=lambda record: record.kind)
def test_where_verify_agrees_explain_does(made: Region, record: type[Record]) -> None:
    """Found by hand: the leaderboard of every tribe differed, for what authors are given by several
    articles was not counted; and the boards of a day, and the orders of a feed, were not shown.
    """

    async def look() -> None:
        async with world(made.nats.url, made.store.url, shards=SHARDS.count) as it:
            for one in some(record):
                for part in await explained(it, f"{record.kind}:{one}"):
                    assert not part.differs, part
            assert not (await it.verify()).differences

    asyncio.run(look())


TRIBE, AUTHOR, ARTICLE = "ferrari", "stirling", "demo-120"
BOARD = "leaderboard"
WHERE = {
    "a board": (f"tribe:{TRIBE}", BOARD, f"list:board.all:{TRIBE}"),
    "the board of a month": (f"tribe:{TRIBE}", BOARD, f"list:board.month.*:{TRIBE}"),
    "a standing": (f"tribe:{TRIBE}", "viewerStanding", f"list:board.all:{TRIBE}"),
    "a feed, newest first": (f"tribe:{TRIBE}", "feed", f"list:new.tribe:{TRIBE}"),
    "a feed, hottest first": (f"user:{AUTHOR}", "feed", f"list:hot.author:{AUTHOR}"),
    "how many articles": (f"user:{AUTHOR}", "articleCount", f"list:new.author:{AUTHOR}"),
    "comments by bumps": (f"article:{ARTICLE}", "comments", f"list:top.comments:{ARTICLE}"),
}


@pytest.mark.parametrize("what", WHERE)
def test_where_verify_differs_explain_does(made: Region, what: str) -> None:
    """Somebody too many in a list: the field that shows it says who, and that no log says so."""
    record, field, name = WHERE[what]

    async def look() -> None:
        async with world(made.nats.url, made.store.url, shards=SHARDS.count) as it:
            with redis.Redis.from_url(made.store.url) as client:
                [found, *_] = sorted(client.scan_iter(match=f"*:{glob(name)}*"))
                client.zadd(found, {"nobody": 7})
                wrong = [one for one in await explained(it, record, field) if one.differs]
                differences = (await it.verify()).differences
                client.zrem(found, "nobody")
            [part] = wrong
            [place] = part.places
            assert (place.name, place.logs_say, place.view_has) == ("nobody", None, "7")
            assert len(differences) == 1
            assert differences[0].found == "7"
            assert not any(one.differs for one in await explained(it, record, field))

    asyncio.run(look())


def glob(name: str) -> str:
    """A name, for the store to look for as it is."""
    return name.replace("[", "\\[")


def test_a_sum_that_was_nudged_in_one_shard_differs(made: Region) -> None:
    """Two shards that are wrong by as much, one up and one down, add up to what is right."""

    async def look() -> None:
        async with world(made.nats.url, made.store.url, shards=SHARDS.count) as it:
            with redis.Redis.from_url(made.store.url) as client:
                author = next(
                    author
                    for author in STATE.ids(records.User)
                    if len([*client.scan_iter(match=f"*:sum:bumps.author:{author}")]) > 1
                )
                one, other, *_ = sorted(client.scan_iter(match=f"*:sum:bumps.author:{author}"))
                client.hincrby(one, " ", 1)
                client.hincrby(other, " ", -1)
                [part] = await explained(it, f"user:{author}", "bumpsReceived")
                client.hincrby(one, " ", -1)
                client.hincrby(other, " ", 1)
            assert part.differs
            assert part.view_has == part.logs_say
            assert [place.name for place in part.places] == ["in all"]

    asyncio.run(look())


def test_where_a_record_stands_is_explained(made: Region) -> None:
    """What the store remembers of it is what it takes back when the record moves."""

    async def look() -> None:
        async with world(made.nats.url, made.store.url, shards=SHARDS.count) as it:
            [part] = await explained(it, f"article:{ARTICLE}", "placement")
            assert f" new.tribe:{TRIBE} " in part.logs_say
            shard = SHARDS.of(records.Article, ARTICLE)
            name = COMMUNITY.base(SHARDS, shard) + f"placed.article:{ARTICLE}"
            with redis.Redis.from_url(made.store.url) as client:
                held = client.dump(name)
                client.delete(name)
                [gone] = await explained(it, f"article:{ARTICLE}", "placement")
                client.restore(name, 0, held)
            assert (gone.differs, gone.view_has) == (True, "nothing")

    asyncio.run(look())
