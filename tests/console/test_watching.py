"""`bandstand status --watch`: the picture in a terminal, beside two regions that part."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from bandstand.testing.stacks import Process, run
from tests.system.stacks import stack


def _watched(made_at: Path, folder: Path, for_s: float) -> str:
    """What it drew last, after so long."""
    process = Process(folder, "status", "--watch", "--dir", made_at, COLUMNS="200")
    try:
        time.sleep(for_s)
        assert process.end(signal.SIGINT) == 0, process.said
        return process.out.read_text(encoding="utf-8")
    finally:
        process.kill()


def test_it_says_what_the_regions_hold_and_what_they_do_not_see(tmp_path: Path) -> None:
    """The sister of the console's page: the same picture, for who has a terminal alone."""
    with stack(tmp_path / "stack", "--regions", "eu,us") as made:
        made.command("publish", "-", stdin=b'{"type":"user_muted","actor":"ada","user":"bob"}\n')
        drawn = _watched(made.data, tmp_path / "one", 8)
        assert "community: all regions hold the same" in drawn
        assert "user_muted" in drawn
        assert drawn.count("current") == 8
        assert made.command("link", "down", "eu", "us").returncode == 0
        made.command("publish", "-", stdin=b'{"type":"user_muted","actor":"ada","user":"eve"}\n')
        drawn = _watched(made.data, tmp_path / "two", 14)
        assert "community: regions are apart" in drawn
        assert "blocks differ" in drawn
        assert "not yet" in drawn
        assert drawn.count("unknown since") >= 4


def test_it_draws_for_people_alone(tmp_path: Path) -> None:
    """Whoever reads JSON asks again and again."""
    done = run("status", "--watch", "--json", "--dir", tmp_path)
    assert done.returncode == 2
    assert "--watch" in done.stderr
