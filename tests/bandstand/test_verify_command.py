"""`verify --keep` as it is given: what it says, what it refuses, and what it says of regions."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from bandstand.audit.kept import Keep
from bandstand.audit.regions import verify_regions
from bandstand.testing.worlds import envelope
from tests.bandstand.commands import Region
from tests.bandstand.damaged import HISTORY
from tribes import events as e


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
        assert "--against compares whole views, and --keep some of one" in both.stderr
    finally:
        region.kill()


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
