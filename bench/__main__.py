"""The command: `python -m bench [replay|replicas|visible|feed|scale|…|all] [--events N] …`.

Figures go to standard output, progress to standard error. The exit code is 1 when a benchmark
could not be carried out; a missed target is said, and is no failure.
"""

from __future__ import annotations

import argparse
import json
import shlex
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from bandstand.errors import Failure
from bench import (
    abuse,
    costs,
    feed,
    home,
    live,
    replay,
    replicas,
    scale,
    search,
    sizes,
    verify,
    visible,
)
from bench.attacks import ATTACKS
from bench.tools import machine
from bench.tools.figures import Target, flat
from bench.tools.load import LoadFailed
from bench.tools.servers import BenchFailed
from eventlog.errors import LogError
from views.errors import ViewsError

REPLAY_EVENTS = 1_000_000
VISIBLE_S = 15.0
FEED_S = 10.0
LIVE_S = 10.0
ABUSE_S = 15.0

TARGETS: Mapping[str, tuple[Target, ...]] = {
    "replay": replay.TARGETS,
    "costs": (),
    "replicas": replicas.TARGETS,
    "visible": visible.TARGETS,
    "feed": feed.TARGETS,
    "scale": scale.TARGETS,
    "home": (),
    "live": live.TARGETS,
    "search": (),
    "sizes": (),
    "abuse": (),
    "verify": (),
}


def main() -> int:
    """Run what the command line asks for."""
    wanted = _parser().parse_args()
    # So that servers are ended and folders removed, whoever ends this process.
    signal.signal(signal.SIGTERM, _end)
    events, runs = wanted.events, wanted.runs
    benchmarks: dict[str, Callable[[], dict[str, Any]]] = {
        "replay": lambda: replay.run(events=events, runs=runs),
        "costs": lambda: costs.run(events=events, runs=runs),
        "replicas": lambda: replicas.run(events=events, runs=runs),
        "visible": lambda: visible.run(events=events, seconds=wanted.seconds or VISIBLE_S),
        "feed": lambda: feed.run(events=events, seconds=wanted.seconds or FEED_S, runs=runs),
        "scale": lambda: scale.run(events=events, plot=wanted.plot),
        "home": lambda: home.run(events=events, plot=wanted.plot),
        "live": lambda: live.run(events=events, seconds=wanted.seconds or LIVE_S),
        "search": lambda: search.run(events=events),
        "sizes": lambda: sizes.run(events=events),
        "abuse": lambda: abuse.run(
            events=events, seconds=wanted.seconds or ABUSE_S, only=wanted.attacks
        ),
        "verify": lambda: verify.run(events=events),
    }
    names = list(benchmarks) if wanted.benchmark == "all" else [wanted.benchmark]
    report: dict[str, Any] = {
        "command": shlex.join(["python", "-m", "bench", *sys.argv[1:]]),
        "machine": machine.machine(),
        "versions": machine.versions(),
    }
    if not wanted.as_json:
        _show_head(report)
    for name in names:
        try:
            report[name] = benchmarks[name]()
        except (BenchFailed, LoadFailed, Failure, LogError, ViewsError) as failure:
            print(f"bench: {name}: {failure}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print("bench: interrupted", file=sys.stderr)
            return 130
        if not wanted.as_json:
            _show(name, report[name])
    if wanted.as_json:
        print(json.dumps(report, indent=1))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.description = (
        "Measure replay, what of it costs what, replicas, time to visible, the feed page beside "
        "its peers, scale, home feeds, subscriptions, search, sizes, abuse, and verify."
    )
    parser.add_argument("benchmark", nargs="?", default="all", choices=[*TARGETS, "all"])
    parser.add_argument(
        "--events",
        type=_positive(int),
        default=REPLAY_EVENTS,
        help="how many are replayed; visible and feed take 20,000 of them at most [%(default)s]",
    )
    parser.add_argument(
        "--seconds",
        type=_positive(float),
        help=f"how long is probed [{VISIBLE_S:.0f}], and each server of the feed loaded "
        f"[{FEED_S:.0f}]",
    )
    parser.add_argument(
        "--runs",
        type=_positive(int),
        default=3,
        help="how often replay, costs and feed are repeated, peers in turns [%(default)s]",
    )
    parser.add_argument("--attacks", nargs="*", default=[*ATTACKS], choices=ATTACKS)
    parser.add_argument("--plot", type=Path, help="the file that scale or home plots to, as SVG")
    parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")
    return parser


def _positive(number: type[int] | type[float]) -> Callable[[str], float]:
    def parse(text: str) -> float:
        value = number(text)
        if value <= 0:
            raise argparse.ArgumentTypeError(f"{text}: expected more than 0")
        return value

    return parse


def _show_head(report: Mapping[str, Any]) -> None:
    print(report["command"])
    for part in ("machine", "versions"):
        told = ", ".join(f"{name} {value}" for name, value in report[part].items())
        print(f"{part}: {told}")


def _show(name: str, figures: Mapping[str, Any]) -> None:
    targets = {target.figure: target for target in TARGETS[name]}
    print(f"\n{name}")
    for path, value in flat(figures).items():
        shown, number = _shown(value)
        if path in targets:
            shown += f"   {targets[path].said(number)}"
        print(f"  {path:40} {shown}")
    sys.stdout.flush()


def _shown(value: Any) -> tuple[str, float]:
    """A figure as text, and the number that a target is about."""
    if isinstance(value, Mapping):
        middle = value["median"]
        if value["runs"] == 1:
            return _number(middle), middle
        ends = f"{_number(value['min'])} to {_number(value['max'])}"
        return f"{_number(middle)}  ({ends} in {value['runs']} runs)", middle
    return (_number(value), value) if isinstance(value, int | float) else (str(value), 0.0)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,g}"


def _end(*_: object) -> NoReturn:
    raise SystemExit(143)


if __name__ == "__main__":
    sys.exit(main())
