"""`verify --keep` as it is given: what it says, what it refuses, and what it says of regions."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from bandstand.audit.kept import Keep
from bandstand.audit.regions import verify_regions
from bandstand.testing.worlds import envelope
from eventlog import streams
from eventlog.connection import connected
from eventlog.subjects import Log
from tests.bandstand.commands import Region
from tests.bandstand.damaged import HISTORY, LOG, Hand
from tests.worlds import world
from tribes import events as e
from views.audit.facts import Difference


def test_the_command_says_what_was_compared_and_since_when(tmp_path: Path) -> None:
    """An operator reads it in the log of a job: what this run says, and what it leaves open."""
    region = Region(tmp_path / "region", "test").start()
    path = str(tmp_path / "kept")
    try:
        region.fill(HISTORY)
        first = region.give("verify", "--keep", path, "--share", "4").stdout
        assert "compared everything, in " in first
        assert "everything, because nothing was kept there yet\n" in first
        region.fill([e.ArticleViewed(**envelope(901, "ada"), article="a1")])
        told = region.give("verify", "--keep", path, "--share", "4").stdout
        assert "compared 1 of 4 ranges of owners, and 1 owners of whom 1 events since 20" in told
        assert "everything was compared, and agreed, since 20" in told
        assert "; 4 runs compare it again\n" in told
        assert "MiB are kept for the next run\n" in told
        assert "digest" not in told
        report = region.give("verify", "--keep", path, "--share", "4", "--json")
        it = json.loads(report.stdout)
        assert it["took_s"] > 0
        assert it["compared"]["ranges"] == 1
        assert it["compared"]["within_runs"] == 4
        (tmp_path / "part.json").write_text(report.stdout)
        refused = region.give("verify", "--against", str(tmp_path / "part.json"))
        assert refused.exit_code == 2
        assert "it is of a run with --keep, which compared some of the view" in refused.stderr
        both = region.give("verify", "--keep", path, "--against", str(tmp_path / "part.json"))
        assert both.exit_code == 2
        assert "--against compares whole views, and --keep only a share" in both.stderr
    finally:
        region.kill()


@pytest.mark.parametrize("how", ["gone", "made anew"])
def test_a_log_that_is_gone_is_told_by_each_run_until_it_is_there_again(
    tmp_path: Path, how: str
) -> None:
    """An alarm that ends by itself after an hour is not seen. The store went back with the log, so
    the view agrees with what is left. What is kept then holds nothing of the log: it is read whole
    when it is there again.
    """
    region = Region(tmp_path / "region", "test").start()
    path, saved = str(tmp_path / "kept"), tmp_path / "saved"
    try:
        region.fill(HISTORY)
        assert region.give("verify", "--keep", path).exit_code == 0
        region.nats.stop()
        shutil.copytree(region.nats.folder, saved)
        region.nats.start()
        asyncio.run(lose(region, again=how == "made anew"))
        for _ in range(2):
            found = region.give("verify", "--keep", path)
            assert found.exit_code == 1
            assert f"log {LOG}\n" in found.stdout
            assert f"{len(HISTORY)} was read of it" in found.stdout
            assert "if it is to be gone, delete the folder of --keep\n" in found.stdout
            assert region.read("verify", "--keep", path)["compared"]["everything"] == ""
        region.nats.stop()
        shutil.rmtree(region.nats.folder)
        shutil.copytree(saved, region.nats.folder)
        region.nats.start()
        region.fill([])
        for _ in range(2):
            found = region.give("verify", "--keep", path)
            assert found.exit_code == 0, found.stdout
            assert "everything was compared, and agreed, since" in found.stdout
    finally:
        region.kill()


def test_a_log_that_is_gone_and_was_healed_is_not_told(tmp_path: Path) -> None:
    """The next epoch goes on, and the old one is empty for good."""
    region = Region(tmp_path / "region", "test").start()
    path = str(tmp_path / "kept")
    try:
        region.fill(HISTORY)
        assert region.give("verify", "--keep", path).exit_code == 0
        asyncio.run(lose(region, again=True))
        assert region.give("verify", "--keep", path).exit_code == 1
        healed = region.give("heal", "--log", LOG)
        assert healed.exit_code == 0, healed.output
        for _ in range(2):
            assert not asyncio.run(projected(region, path))
    finally:
        region.kill()


async def projected(region: Region, path: str) -> list[Difference]:
    """What a run finds beside a projector, which takes a healing over."""
    async with world(region.nats.url, region.store.url) as it, it.projecting():
        found = await verify_regions({"test": region.settings}, keep=Keep(Path(path), 24))
    return [one for verdict in found.verdicts["test"] for one in verdict.differences]


async def lose(region: Region, *, again: bool) -> None:
    """Delete the log, and empty the store; make the log anew, if wanted."""
    async with connected(region.nats.url) as connection:
        await connection.stream.delete_stream(LOG)
        if again:
            await streams.ensure_log(connection, Log.parse(LOG))
    Hand(region.store.url).client.flushdb()


def test_regions_that_are_compared_in_part_are_compared_by_their_logs(tmp_path: Path) -> None:
    """Equal logs, and views that are what these say, are equal views."""
    made = {name: Region(tmp_path / name, name) for name in ("eu", "us")}
    keep = Keep(tmp_path / "kept", 4)
    try:
        for region in made.values():
            region.start().fill(HISTORY)
        settings = {name: one.settings for name, one in made.items()}
        for partly in (False, True):
            found = asyncio.run(verify_regions(settings, keep=keep))
            [compared] = found.comparisons
            assert compared.agrees
            assert compared.partly is partly
    finally:
        for region in made.values():
            region.kill()
