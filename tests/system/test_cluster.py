"""A stack on a cluster of stores: 16 shards over three masters, through a death and a restart."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from bandstand.testing.stacks import eventually
from tests.system.stacks import stack

OPTIONS = (
    "--redis-cluster",
    3,
    "--shards",
    16,
    "--demo",
    "--no-people",
    "--replicas",
    2,
    "--partitions",
    2,
)


@pytest.mark.timeout(300)
def test_a_stack_runs_on_a_cluster(tmp_path: Path) -> None:
    """The same code: queries, bumps and verification; a master that dies comes back and heals."""
    with stack(tmp_path, *OPTIONS) as made:
        assert len([one for one in made.processes if one["role"].startswith("redis-")]) == 3
        first = made.verdict()
        assert first["events"] > 2_000
        [edge] = made.ask("{ feed(first: 1) { edges { node { id bumpCount } } } }")["feed"]["edges"]
        article = edge["node"]
        made.bump(article["id"], "pia")
        [pid] = made.pids("redis-1")
        os.kill(pid, signal.SIGKILL)
        made.replaced("redis-1", pid)
        made.bump(article["id"], "quinn")
        eventually(lambda: made.command("verify").returncode == 0, "healed", timeout_s=40)
        assert made.end() == 0
    with stack(tmp_path, *OPTIONS) as made:
        again = made.verdict()
        assert again["events"] == first["events"] + 2
        query = "query($id: ID!) { article(id: $id) { bumpCount } }"
        shown = made.ask(query, id=article["id"])["article"]["bumpCount"]
        assert shown == article["bumpCount"] + 2
