"""The benchmarks report all their figures, on real servers. What the figures are is not tested."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bench.tools import history
from bench.tools.figures import Target, flat, latency_ms, spread, spreads
from bench.tools.load import Exchange, LoadFailed, check, post
from tribes import events as e
from tribes.events import EVENTS

ROOT = Path(__file__).parent.parent.parent
TRIED = ("live", "writes")
"""Of the attacks: each takes its time, and is told in the same way."""
OF_ALL = ("machine", "versions")
FIGURES = {
    "machine": {"system", "cpu", "cores", "memory_gib", "load_before"},
    "versions": {
        *("python", "nats-server", "valkey", "nats-py", "redis", "strawberry-graphql"),
        *("graphql-core", "starlette", "uvicorn", "uvloop", "httptools"),
    },
    "replay": {
        *("events", "published_per_s", "verified", "ratio"),
        *("peer.events_per_s", "peer.start_s"),
        *("projector.events_per_s", "projector.start_s", "projector.whole_s"),
        *("projector.valkey_cpu_s", "projector.cpu_s", "projector.memory_growth"),
        *("projector.memory_first_quarter_mib", "projector.memory_last_quarter_mib"),
    },
    "costs": {
        *("events", "projector.decode_us", "projector.project_us", "projector.absorb_us"),
        *("projector.merge_us", "store_us", "of.lists, sums and boards.store_us"),
        *("of.notices and boards.share", "of.deeds.share", "of.distinct views.share"),
    },
    "replicas": {
        *("events", "partitions", "shared.ratio", "shared.cores_each", "whole.ratio"),
        *(
            f"{cores}.{projectors}.events_per_s"
            for cores in ("shared", "whole")
            for projectors in ("one", "two")
        ),
    },
    "visible": {
        *("seconds", "background_per_s", "stale", "queries_per_polling_probe", "floor_p50_ms"),
        *(
            f"{way}.{figure}"
            for way in ("token", "polling", "floor.publish", "floor.query")
            for figure in ("p50_ms", "p90_ms", "p99_ms", "max_ms", "count")
        ),
        *("p50_to_floor.token", "p50_to_floor.polling"),
    },
    "feed": {
        *("connections", "seconds", "articles", "mercurius_there"),
        *(
            f"{server}.{figure}"
            for server in ("gateway", "workers", "strawberry", "handwritten", "ceiling")
            for figure in ("requests_per_s", "requests_per_cpu_s", "p50_ms", "p99_ms")
        ),
        *(
            f"{ours}.{figure}"
            for ours in ("gateway", "workers")
            for figure in ("by_strawberry", "by_handwritten", "by_ceiling", "half.p99_by_p50")
        ),
    },
    "home": {
        *(
            f"{shards}.{order} {page} page.of_{count}_ms"
            for shards in ("1_shard", "16_shards")
            for order in ("NEW", "HOT", "TOP", "FOR_YOU")
            for page in ("first", "tenth")
            for count in (10, 100, 1000)
        ),
        *("crowd.followers", "crowd.mib_of_the_tribe", "crowd.bytes_a_follower_of_the_tribe"),
    },
    "live": {
        *("subscriptions", "seconds", "ceiling.p50_ms", "ceiling.p99_ms"),
        *(
            f"{shape}.{figure}"
            for shape in ("1000_connections", "100_connections")
            for figure in ("changes_per_s", "states_per_s", "p50_ms", "p99_ms", "p99_by_ceiling")
        ),
    },
    "search": {
        *("documents", "queries", "ratio.documents_per_s", "ratio.p50_ms", "ratio.p99_ms"),
        *(
            f"{whose}.{figure}"
            for whose in ("index", "peer")
            for figure in ("documents_per_s", "mib", "p50_ms", "p90_ms", "p99_ms", "max_ms")
        ),
    },
    "abuse": {
        f"{attack}.{when}.{figure}"
        for attack in TRIED
        for when in ("before", "during", "after")
        for figure in ("memory_mib", "reader.p50_ms", "reader.p99_ms", "reader.refused")
    },
    "verify": {
        *("events", "more", "kept_mib", "store_mib", "reader_alone.p99_ms"),
        *(
            f"{run}.{figure}"
            for run in ("full", "first", "next")
            for figure in (
                *("whole_s", "cpu_s", "memory_mib", "store_cpu_s", "store_mib_max"),
                *("compared_events", "compared_ranges", "compared_owners"),
                *("reader.p50_ms", "reader.p99_ms", "reader.max_ms"),
            )
        ),
    },
    "sizes": {
        *(
            f"{kind}.{figure}"
            for kind in ("articles", "bumps", "comments", "views")
            for figure in ("events", "store_bytes", "disk_bytes")
        ),
        *(f"processes.{one}_mib" for one in ("nats", "valkey", "projector", "gateway")),
    },
    "scale": {
        "sizes",
        *(
            f"{shards}.{figure}"
            for shards in ("1_shard", "16_shards")
            for figure in ("growth", "articles.at_5000_ms", "comments.at_5000_ms")
        ),
    },
}


@pytest.mark.parametrize("part", [one for one in FIGURES if one not in OF_ALL])
@pytest.mark.timeout(300)
def test_a_benchmark_reports_all_its_figures(part: str) -> None:
    """A figure that silently disappears is believed to be what it was the last time."""
    command = [sys.executable, "-m", "bench", part, "--json"]
    events = "5000" if part == "scale" else "2000"
    tiny = ["--events", events, "--seconds", "0.5", "--runs", "1"]
    tiny += ["--attacks", *TRIED] if part == "abuse" else []
    done = subprocess.run([*command, *tiny], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["command"] == f"python -m bench {part} --json " + " ".join(tiny)
    for each in (*OF_ALL, part):
        assert FIGURES[each] <= flat(report[each]).keys()
    if part == "feed":
        assert report["feed"]["articles"] == 20
    if part == "replay":
        assert len(report["replay"]["verified"]) == 64


def test_every_benchmark_is_tried() -> None:
    """And `all` is all of them. Asked outside: what draws plots hooks itself into imports."""
    asked = [sys.executable, "-c", "from bench.__main__ import TARGETS; print(*TARGETS)"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True)
    assert FIGURES.keys() == {*done.stdout.decode().split(), *OF_ALL}


def test_a_wrong_command_line_starts_nothing() -> None:
    """What is asked for is checked before servers are started."""
    for wrong in (["sideways"], ["replay", "--events", "0"], ["--seconds", "soon"]):
        command = [sys.executable, "-m", "bench", *wrong]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 2


def test_the_history_is_the_same_from_the_same_seed_and_mixed_as_it_says() -> None:
    """Two machines can be compared because they replay the same bytes."""
    one, other = (list(history.mixed(20_000)) for _ in range(2))
    assert [EVENTS.encode(event) for event in one] == [EVENTS.encode(event) for event in other]
    assert len({event.id for event in one}) == len(one)
    shares = Counter(type(event) for event in one)
    for kind, share in (
        (e.ArticleViewed, 0.54),
        (e.ArticleBumped, 0.30),
        (e.ArticleUnbumped, 0.04),
        (e.CommentPosted, 0.06),
        (e.CommentBumped, 0.02),
        (e.TribeFollowed, 0.01),
        (e.UserFollowed, 0.01),
        (e.ArticlePublished, 0.02),
    ):
        assert shares[kind] / len(one) == pytest.approx(share, abs=0.01)


def test_percentiles_are_waits_that_happened() -> None:
    """Interpolation would report a wait that nobody had."""
    found = latency_ms([n / 1000 for n in range(1, 101)])
    assert found == {"p50_ms": 50, "p90_ms": 90, "p99_ms": 99, "max_ms": 100, "count": 100}
    assert latency_ms([0.25])["p99_ms"] == 250


def test_a_spread_leaves_out_what_could_not_be_measured() -> None:
    """Off Linux there is no /proc: an absent figure is not a zero."""
    assert spread([3, 1, 2]) == {"median": 2, "min": 1, "max": 3, "runs": 3}
    assert spreads([{"a": 1.0, "b": None}, {"a": 2.0, "b": 3.0}]).keys() == {"a"}


def test_a_target_says_whether_it_is_met() -> None:
    """A missed target is said aloud."""
    assert Target("ratio", least=0.5).said(0.6).endswith("met")
    assert Target("p50_ms", most=10).said(10.1).endswith("MISSED")


def test_the_client_puts_answers_together_however_they_arrive() -> None:
    """TCP cuts where it likes; a half answer that counts as whole would flatter the server."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n" + b'{"data":{}}'
    for size in (1, 7, 40, len(answer)):
        found: list[tuple[int, bytes]] = []
        exchange = Exchange(lambda status, body, into=found: into.append((status, body)))
        for _ in range(2):
            for start in range(0, len(answer), size):
                exchange.data_received(answer[start : start + size])
        assert found == [(200, b'{"data":{}}')] * 2


def test_the_client_refuses_wrong_answers() -> None:
    """Errors are fast to serve, and would count as throughput."""
    check(200, b'{"data":{}}')
    for status, body in ((500, b"{}"), (200, b'{"data":null,"errors":[]}')):
        with pytest.raises(LoadFailed):
            check(status, body)


def test_a_request_says_how_long_it_is() -> None:
    """The server would wait for more, or take the rest for another request."""
    sent = post(b"{}", "X-Viewer: enzo\r\n")
    assert sent.endswith(b"X-Viewer: enzo\r\nContent-Length: 2\r\n\r\n{}")
