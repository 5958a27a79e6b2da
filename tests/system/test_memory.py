"""What of its memory a process uses is told, and an alarm rings before it is ended for it."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path

import httpx
import pytest

from bandstand.processes import memory
from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer, StoreServer
from bandstand.testing.stacks import eventually, process
from tests.system.alerting import Scrape, firing, promtool, scraped

LIMIT_MB = 160
"""A gateway that has just started takes two thirds of it."""

USED, MOST = "bandstand_process_memory_bytes", "bandstand_process_memory_limit_bytes"
_NODE = "node { id title author { id name handle } comments(first: 2) { edges { node { body } } } }"


def asked(number: int) -> dict[str, str]:
    """A long query that nobody else sends: it is kept parsed and compiled."""
    parts = (f"a{number}b{at}: feed(first: 1) {{ edges {{ {_NODE} }} }}" for at in range(40))
    return {"query": f"{{ {' '.join(parts)} }}"}


@pytest.mark.skipif(promtool() is None, reason="promtool is not here")
def test_the_alarm_of_memory_rings_for_a_gateway_that_grows_and_not_before(
    tmp_path: Path, nats: NatsServer, own_store: StoreServer
) -> None:
    """An alarm that never rang is believed to ring; one that always rings is not listened to."""
    port, managed = embedded.free_port(), embedded.free_port()
    variables = {
        "NATS_URL": nats.url,
        "REDIS_URL": own_store.url,
        "BANDSTAND_MEMORY_MB": str(LIMIT_MB),
        "BANDSTAND_BUDGET_READS": "0",
    }

    def look() -> Scrape:
        return scraped({"gateway": f"http://127.0.0.1:{managed}/metrics"}, time.monotonic())

    ports = {"BANDSTAND_PORT": str(port), "BANDSTAND_HEALTH_PORT": str(managed)}
    with (
        process(tmp_path / "projector", "projector", **variables),
        process(tmp_path / "gateway", "gateway", **variables, **ports) as gateway,
    ):
        url = f"http://127.0.0.1:{port}"
        eventually(lambda: httpx.get(f"{url}/readyz").status_code == 200, "it is ready")
        eventually(lambda: look().value("bandstand_gateway_projectors") == 1, "it is well")
        first = look()
        statm = Path(f"/proc/{gateway.child.pid}/statm").read_text(encoding="utf-8")
        resident = int(statm.split()[1]) * memory._PAGE_BYTES
        assert first.value(MOST) == LIMIT_MB << 20
        assert first.value(USED) == pytest.approx(resident, rel=0.05)
        assert firing(first, look(), tmp_path) == set()
        numbers = count()
        with httpx.Client(timeout=30) as client:

            def grown() -> bool:
                for _ in range(5):
                    client.post(f"{url}/graphql", json=asked(next(numbers)))
                return look().value(USED) > 0.92 * (LIMIT_MB << 20)

            eventually(grown, "it has grown", timeout_s=90)
        first = look()
        assert firing(first, look(), tmp_path) == {"BandstandMemory"}


def laid(folder: Path, most: str, used: int, **stat: int) -> None:
    """A cgroup as the kernel shows it."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {"anon": used, "active_file": 0, "inactive_file": 0, "slab_reclaimable": 0, **stat}
    (folder / "memory.max").write_text(f"{most}\n", encoding="utf-8")
    (folder / "memory.current").write_text(f"{used}\n", encoding="utf-8")
    lines = "".join(f"{name} {value}\n" for name, value in told.items())
    (folder / "memory.stat").write_text(lines, encoding="utf-8")


def test_of_a_container_counts_what_the_kernel_cannot_take_back(tmp_path: Path) -> None:
    """An indexer reads a file that fills its container: an alarm over that would ring for ever."""
    cgroups, proc = tmp_path / "cgroup", tmp_path / "proc"
    (proc / "self").mkdir(parents=True)
    named = proc / "self" / "cgroup"
    named.write_text("0::/pod/one\n", encoding="utf-8")
    laid(cgroups / "pod" / "one", "1000", 950, active_file=300, inactive_file=200)
    laid(cgroups / "pod", "max", 5_000)
    assert memory.look(0, proc, cgroups) == memory.Memory(450, 1_000)
    # What it is in has less left.
    laid(cgroups / "pod", "5000", 4_900)
    assert memory.look(0, proc, cgroups) == memory.Memory(4_900, 5_000)
    # Within a container that sees its own cgroup alone.
    named.write_text("4:memory:/old\n0::/\n", encoding="utf-8")
    laid(cgroups, "700", 300, slab_reclaimable=50)
    assert memory.look(0, proc, cgroups) == memory.Memory(250, 700)


def test_without_a_limit_it_is_told_beside_what_the_machine_has() -> None:
    """Where nothing says how much it may be, no alarm rings over it."""
    found = memory.look(0, cgroups=Path("/nowhere"))
    assert found
    assert 10 << 20 < found.used < found.limit
    assert memory.look(1, Path("/nowhere")) == memory.Memory(0, 1 << 20)
