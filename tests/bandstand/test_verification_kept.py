"""Verification from run to run: it compares what is new and a share, and misses nothing for long.

One small community in two shards, and what a run has kept of it. Each test damages the view, a log
or what is kept, and puts it back.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bandstand.audit import checkpoint, copies, kept, moments, partition
from bandstand.audit.checkpoint import NAME, Folder
from bandstand.audit.folding import Fold
from bandstand.audit.kept import Keep
from bandstand.audit.verification import Verdict, Verification
from bandstand.errors import Failure
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import World, envelope
from eventlog import streams
from tests.bandstand.commands import Region
from tests.bandstand.damaged import HISTORY, LOG, SHARDS, Hand
from tests.bandstand.test_verification_coverage import DAMAGE
from tests.worlds import world
from tribes import events as e
from tribes.demo import events
from tribes.views import COMMUNITY
from views.audit.facts import owner_of

SHARE = 3


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """A log and a store that agree, and no projector; a first run has kept it in `kept`."""
    region = Region(tmp_path_factory.mktemp("kept"), "test").start()
    try:
        region.fill([*HISTORY, b"no event"], shards=SHARDS.count)
        first = verified(region, region.folder / "kept")
        assert first.compared
        assert first.compared.why == "nothing was kept there yet"
        yield region
    finally:
        region.kill()


@pytest.fixture
def folder(made: Region, tmp_path: Path) -> Path:
    """A copy of what the first run kept."""
    shutil.copytree(made.folder / "kept", tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was left stays, for nobody is there."""
    monkeypatch.setattr(moments, "LEFT_S_MAX", 0.1)
    monkeypatch.setattr(moments, "CATCH_UP_S_MAX", 1.0)


async def run(it: World, path: Path | None, share: int = SHARE) -> Verdict:
    """One run, that keeps something or nothing."""
    keep = Keep(path, share) if path else None
    work = Verification(it.connection, it.store, it.codec, region="test", keep=keep)
    try:
        return await work.run()
    finally:
        await work.close()


def verified(region: Region, path: Path | None, share: int = SHARE) -> Verdict:
    """The same, by itself."""

    async def scenario() -> Verdict:
        async with world(region.nats.url, region.store.url, shards=SHARDS.count) as it:
            return await run(it, path, share)

    return asyncio.run(scenario())


def keys(verdict: Verdict) -> set[tuple[int, str]]:
    """What differs, by shard and key."""
    return {(one.shard, one.key) for one in verdict.differences}


def place(path: Path) -> Path:
    """Where what is kept of the view lies."""
    return path / "test" / "community"


def test_where_nothing_was_written_a_share_is_compared(made: Region, folder: Path) -> None:
    """All that was compared longest ago, first: so everything in as many runs as are said."""
    found = [verified(made, folder) for _ in range(SHARE)]
    for verdict in found:
        it = verdict.compared
        assert it
        assert not verdict.differences
        assert (it.whole, it.events, it.ranges, it.of, it.owners) == (False, 0, 1, SHARE, 0)
    began = [one.compared.everything for one in found if one.compared]
    assert began == sorted(began)
    ages = [part.compared_ms for part in read(folder).parts]
    assert min(ages) > 0
    assert len(set(ages)) == SHARE, "one in each run"


def read(path: Path) -> checkpoint.Checkpoint:
    """What is kept now."""
    kept_here = Folder(place(path))
    found = kept_here.read()
    kept_here.close()
    assert found
    return found


ELSEWHERE = {
    "where something stands": (
        "a score off by one",
        "a list that has somebody too many",
        "a list of nobody",
        "a board's part",
        "a sum's total",
        "a sum of nobody",
    ),
    "what nobody knows": (
        "a reader that is not known",
        "a parked entry too many",
        "a parked entry's reason",
        "a derivation that is said to fail",
        "a key that no merge writes",
        "a key of an unknown kind",
        "a record that is a set",
    ),
}


@pytest.mark.parametrize("what", ELSEWHERE)
def test_what_nobody_wrote_of_is_found_within_the_stated_runs(
    made: Region, folder: Path, what: str
) -> None:
    """Of whatever kind: each key and each member of a list has its turn. Once found, it is found
    again by each run until it is mended, or an alarm would end by itself.
    """
    hand, found, before = Hand(made.store.url), set[str](), set[str]()
    with hand.kept():
        for one in ELSEWHERE[what]:
            DAMAGE[one][0](hand)
        for _ in range(SHARE):
            now = {one.key for one in verified(made, folder).differences}
            assert now >= before, "what was found is found again"
            found, before = found | now, now
        assert found == set().union(*(DAMAGE[one][1] for one in ELSEWHERE[what]))
    assert not verified(made, folder).differences


@pytest.mark.parametrize("seed", [1])
def test_both_ways_come_to_the_same_on_any_history(
    nats: NatsServer, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """A history in three parts with a run after each, then faults anywhere: what a run of all
    finds, these find, too, and at once where something was written of. The ranges are divided
    meanwhile, as they are when a log grows.
    """
    random, history = Random(seed), [*islice(events("test", seed), 600)]
    monkeypatch.setattr(partition, "RANGE_EVENTS", 80)

    async def scenario() -> None:
        async with world(nats.url, store_url, shards=2) as it, it.projecting():
            for part in (history[:200], history[200:400]):
                await it.publish(part)
                assert not (await run(it, tmp_path)).differences
            await it.publish(history[400:])
            await it.caught_up()
            hand = Hand(store_url)
            for key in random.sample(sorted(hand.client.scan_iter("*")), 25):
                spoil(hand, key)
            whole = await run(it, None)
            first = await run(it, tmp_path)
            assert first.compared
            assert not first.compared.whole
            assert first.compared.of > SHARE
            changed = owners_of(history[400:])
            assert (first.compared.events, first.compared.owners) == (200, len(changed))
            found, at_once = (
                keys(first),
                {
                    (one.shard, one.key)
                    for one in whole.differences
                    if one.place and owner_of(one.place[1]) in changed
                },
            )
            assert at_once
            assert at_once <= found
            for _ in range(SHARE - 1):
                found |= keys(await run(it, tmp_path))
            assert found == keys(whole)
            assert len(found) > 5

    asyncio.run(scenario())


def owners_of(some: list[Any]) -> set[str]:
    """The owners of whom something is written by these events."""
    return {owner_of(merge[1]) for event in some for merge in COMMUNITY.project(event)}


def spoil(hand: Hand, key: bytes) -> None:
    """Change something under a key, in its own type."""
    client = hand.client
    match client.type(key):
        case b"zset":
            client.zincrby(key, 1, client.zrange(key, 0, 0)[0])
        case b"hash" if b"coverage" not in key:
            client.hdel(key, sorted(client.hkeys(key))[0])
        case b"string":
            client.delete(key)


def test_a_run_that_ends_half_way_loses_nothing_but_work(
    made: Region, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are there, and no checkpoint names them: the next run begins where it began."""
    before = read(folder)

    def crash(*_: Any) -> None:
        raise Failure("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "commit", crash)
        with pytest.raises(Failure, match="the power went"):
            verified(made, folder)
    used = {part.file for part in before.parts}
    left = {path.name for path in place(folder).iterdir()} - {NAME, "lock"}
    assert left > used
    assert read(folder) == before
    verdict = verified(made, folder)
    assert verdict.compared
    assert not verdict.compared.why
    used = {part.file for part in read(folder).parts}
    assert {path.name for path in place(folder).iterdir()} - {NAME, "lock"} == used


def test_what_another_version_of_the_code_kept_is_not_used(
    made: Region, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have made other merges of the same events."""
    monkeypatch.setattr(kept, "FORMAT", kept.FORMAT + 1)
    first, second = verified(made, folder), verified(made, folder)
    assert first.compared
    assert first.compared.whole
    assert first.compared.why == "what is kept there is of another version of the code"
    assert first.digest_of_logs == first.digest_of_views
    assert second.compared
    assert not second.compared.whole


@pytest.mark.parametrize(
    ("name", "how"),
    [(NAME, "a bit"), (NAME, "gone"), ("a range", "cut off"), ("a range", "another file")],
)
def test_what_is_damaged_is_told_and_never_used(
    made: Region, folder: Path, name: str, how: str
) -> None:
    """A wrong answer of an hourly run would be believed."""
    file = NAME if name == NAME else read(folder).parts[0].file
    path = place(folder) / file
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        spoilt = data[:9] + bytes([data[9] ^ 1]) + data[10:]
        path.write_bytes({"a bit": spoilt, "cut off": data[:-7]}.get(how, b"# notes\n"))
    verdict = verified(made, folder)
    assert verdict.compared
    assert verdict.compared.whole
    assert not verdict.differences
    if (name, how) == (NAME, "gone"):
        assert verdict.compared.why == "nothing was kept there yet"
    else:
        assert verdict.compared.why.startswith(f"what is kept there is damaged: {file}")
    again = verified(made, folder)
    assert again.compared
    assert not again.compared.why


def test_two_runs_do_not_share_a_folder(made: Region, folder: Path) -> None:
    """One would drop the files that the other names."""
    held = Folder(place(folder))
    with pytest.raises(Failure, match="another `bandstand verify` uses it"):
        verified(made, folder)
    held.close()


def test_a_folder_that_cannot_be_written_is_told(made: Region, tmp_path: Path) -> None:
    """With what it needs, and not with a trace."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Failure, match="cannot be written: Not a directory; it needs about as much"):
        verified(made, tmp_path / "file" / "kept")


def test_a_log_that_was_rolled_back_and_overwritten_is_told_until_it_is_healed(
    tmp_path: Path,
) -> None:
    """It is as long as before, and its stream is the same: what stands there is not."""
    region = Region(tmp_path / "region", "test").start()
    path = tmp_path / "kept"

    def more(first: int, title: str) -> list[Any]:
        article = {"article": "a1", "tribe": "garage", "kind": e.ArticleKind.ARTICLE}
        return [
            e.ArticlePublished(**envelope(900 + first + at), **article, title=title)
            for at in range(5)
        ]

    try:
        region.fill(HISTORY)
        region.nats.stop()
        shutil.copytree(region.nats.folder, tmp_path / "older")
        region.nats.start()
        region.fill(more(0, "kept"))
        assert not verified_there(region, path).differences
        region.nats.kill()
        shutil.rmtree(region.nats.folder)
        shutil.copytree(tmp_path / "older", region.nats.folder)
        region.nats.start()
        region.fill(more(50, "another"), project=False)
        for _ in range(2):
            verdict = verified_there(region, path)
            [one] = [one for one in verdict.differences if one.key == f"log {LOG}"]
            assert f"something else stands at {len(HISTORY) + 5} than was read" in str(one.found)

        async def healed() -> Verdict:
            async with world(region.nats.url, region.store.url) as it:
                last = len(HISTORY) + 5
                found = streams.Healed(id="1" * 26, kept=len(HISTORY), held=last)
                await streams.seal(it.connection, it.log, found)
                async with it.projecting():
                    return await run(it, path)

        assert not asyncio.run(healed()).differences
    finally:
        region.kill()


def verified_there(region: Region, path: Path) -> Verdict:
    """One run in a region of one shard."""

    async def scenario() -> Verdict:
        async with world(region.nats.url, region.store.url) as it:
            return await run(it, path)

    return asyncio.run(scenario())


def test_blocks_of_a_log_are_read_again_in_turns(nats: NatsServer, store_url: str) -> None:
    """The last message alone says nothing of a copy that was made anew from another."""

    async def scenario() -> None:
        async with world(nats.url, store_url) as it:
            views = [e.ArticleViewed(**envelope(at, "ada"), article="a1") for at in range(3_100)]
            await it.publish(views)
            fold = Fold(it.connection, lambda log, batch: None, place={it.log.name: 3_100})
            await fold.to_ends()
            await fold.close()
            heads = await streams.heads(it.connection)
            chain = fold.chains[it.log.name].kept
            copy = checkpoint.Copy(checkpoint.named(heads[it.log]), "1-3100", chain)

            async def look(one: checkpoint.Copy, share: int) -> copies.Look:
                return await copies.look(it.connection, heads, {it.log.name: one}, share)

            turns = []
            for _ in range(4):
                seen = await look(copy, 3)
                assert not seen.faults
                turns.append(seen.turns[it.log.name])
                copy = checkpoint.Copy(copy.made, copy.coverage, chain, turns[-1])
            assert turns == [1, 2, 3, 1]
            size = len(chain.digest)
            wrong = bytearray(chain.blocks)
            wrong[2 * size] ^= 1
            forged = type(chain)(chain.last, chain.body, chain.digest, bytes(wrong))
            other = checkpoint.Copy(copy.made, copy.coverage, forged)
            [fault] = (await look(other, 2)).faults.values()
            assert "within 1,025 to 2,048" in fault
            assert not (await look(checkpoint.Copy(copy.made, "1-3100", forged), 3)).faults
            remade = checkpoint.Copy("another stream", "1-3100", forged)
            assert (await look(remade, 3)).others, "it is read whole"

    asyncio.run(scenario())
