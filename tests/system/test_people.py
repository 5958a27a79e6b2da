"""The demo's people: they live in each region while it runs, and after a restart go on."""

from __future__ import annotations

import json
from pathlib import Path

from bandstand.stack.running import DEMO_SEED
from bandstand.testing.stacks import eventually
from tests.system.stacks import Stack, stack
from tribes.demo import events

FILLED = len(list(events("eu", DEMO_SEED)))


def _done(made: Stack, region: str) -> int:
    found: dict[str, int] = json.loads((made.data / "people.json").read_bytes())
    return found.get(region, 0)


def _stored(made: Stack, region: str) -> int:
    """How many events a region has of its own, beside those that the demo is filled with."""
    rows = json.loads(made.command("status", "--json").stdout)
    last = max(row["last"] for row in rows if row["log"].startswith(f"events-{region}-"))
    return int(last) - (FILLED if region == "eu" else 0)


def test_people_live_in_both_regions_and_go_on_after_a_restart(tmp_path: Path) -> None:
    """Nothing is done twice: as much is in the log as they say that they did."""
    regions, options = ("eu", "us"), ("--regions", "eu,us", "--demo")
    with stack(tmp_path, *options) as made:
        for region in regions:
            eventually(lambda r=region: _done(made, r) >= 2, "somebody does something")
        assert made.end() == 0
    before = {region: _done(made, region) for region in regions}
    with stack(tmp_path, *options) as made:
        for region in regions:
            eventually(lambda r=region: _done(made, r) > before[r] + 1, "somebody goes on")
            least = _done(made, region)
            stored = _stored(made, region)
            # It is said before it is stored: once when the first stack ended, and once now.
            assert least - 2 <= stored <= _done(made, region)
