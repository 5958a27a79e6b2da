"""What is looked at in several regions, of any domain."""

from __future__ import annotations

import json
from typing import Any

from bandstand.testing.stacks import Stack


def rows(made: Stack) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made.command("status", "--json").stdout)
    return found


def alike(made: Stack) -> bool:
    """Whether every region has all logs, the same, and its views cover them."""
    found = rows(made)
    logs = {
        region: {r["log"]: r["last"] for r in found if r["region"] == region}
        for region in made.regions
    }
    first, *others = logs.values()
    whole = all(row["state"] == "current" for row in found)
    return whole and len(first) >= 2 and all(other == first for other in others)


def digests(made: Stack) -> set[str]:
    """The digests that `verify` finds; it must agree everywhere."""
    done = made.command("verify", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    verdicts = [line for line in lines if "digest_of_views" in line]
    assert len(verdicts) == len(made.regions)
    return {verdict["digest_of_views"] for verdict in verdicts}
