"""The demo's people live in each region while it runs; a restart is in `tests/bandstand`."""

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


def test_people_live_in_both_regions(tmp_path: Path) -> None:
    """Nothing is done twice: as much is in the log as they say that they did."""
    with stack(tmp_path, "--regions", "eu,us", "--demo") as made:
        for region in ("eu", "us"):
            eventually(lambda r=region: _done(made, r) >= 2, "somebody does something")
            least = _done(made, region)
            # It is said before it is stored.
            assert least - 1 <= _stored(made, region) <= _done(made, region)
