"""The feed page: requests a second of the gateway, beside other ways to serve it.

The servers take turns under the same load: ours with one worker and with two; stock Strawberry
with DataLoaders; Mercurius with JIT, where node is; one endpoint written by hand for this page
alone; and an empty POST, which is the ceiling. Ours and the hand-written one read the views, the
others a plain copy of the same data in the same store. Then ours is asked at half of its most.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import redis.asyncio as redis
import uvloop

from bench.tools import filling, history, machine
from bench.tools.figures import Target, spread, spreads
from bench.tools.load import Client, post
from bench.tools.servers import BenchFailed, Servers, servers
from crdt.registers import value_in
from crdt.stamps import STAMP_LENGTH

CONNECTIONS = 16
WARM_S_MAX = 1.0
EVENTS_MAX = 20_000
USERS = 2_000
QUERY = """query Feed($first: Int!) {
  feed(first: $first) {
    edges {
      cursor
      node {
        id title excerpt
        author { name handle avatarUrl }
        tribe { name slug }
        bumpCount commentCount viewCount
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}"""
BODY = json.dumps({"query": QUERY, "variables": {"first": 20}}).encode()
OURS = ("gateway", "workers")
PEERS = ("strawberry", "mercurius", "handwritten")
NPM_S_MAX = 300
_Turn = dict[str, Any]
TARGETS = (
    Target("gateway.by_strawberry", least=15.0),
    Target("gateway.by_mercurius", least=2.5),
    Target("gateway.by_handwritten", least=0.6),
    Target("gateway.half.p99_by_p50", most=2.0),
    Target("workers.by_strawberry", least=15.0),
    Target("workers.by_mercurius", least=2.5),
    Target("workers.by_handwritten", least=0.6),
    Target("workers.half.p99_by_p50", most=2.0),
)


def run(*, events: int, seconds: float, runs: int) -> dict[str, Any]:
    """Fill a community, then load the servers in turns, each so often."""
    with servers() as started:
        _say("filling a community")
        uvloop.run(_fill(started, min(events, EVENTS_MAX)))
        ports = _serve(started)
        articles = uvloop.run(_compare(ports))
        body = started.folder / "query.json"
        body.write_bytes(BODY)
        found: dict[str, list[_Turn]] = {name: [] for name in ports}
        for number in range(1, runs + 1):
            for name in ports:
                found[name].append(_load(started, name, ports[name], body, seconds))
                _say(f"run {number} of {runs}: {name} {found[name][-1]['requests_per_s']:,.0f}/s")
        halves = {
            name: [
                _half(started, name, ports[name], body, seconds=seconds, turn=turn)
                # Half of the ceiling's most would say nothing: it shows what the machine adds.
                for turn in found["gateway" if name == "ceiling" else name]
            ]
            for name in (*OURS, "handwritten", "ceiling")
        }
    report: dict[str, Any] = {name: spreads(many) for name, many in found.items()}
    for name in OURS:
        for peer in (*PEERS, "ceiling"):
            if peer in found:
                report[name][f"by_{peer}"] = _ratio(found, name, peer)
    for name, half in halves.items():
        report[name]["half"] = spreads(half)
    return {
        "connections": CONNECTIONS, "seconds": seconds, "articles": articles, **report,
        "mercurius_there": "mercurius" in ports,
    }  # fmt: skip


def _serve(started: Servers) -> dict[str, int]:
    """Start all servers; their ports."""
    store = filling.store(started)
    base = store.view.base(store.shards, 0)
    by_hand = [sys.executable, "-m", "bench.peers.handwritten", base]
    ports = {
        "gateway": started.gateway(),
        "workers": started.gateway("workers", workers=2),
        "strawberry": started.served("strawberry", "bench.peers.strawberry_dataloader"),
        "handwritten": started.served("handwritten", "", by_hand),
        "ceiling": started.served("ceiling", "bench.peers.empty_post"),
    }
    if node := _node(started.folder):
        ports["mercurius"] = started.served("mercurius", "", node)
    return ports


def _node(folder: Path) -> list[str] | None:
    """The command of the peer in Node; None where there is no node, or no registry."""
    if not (shutil.which("node") and shutil.which("npm")):
        _say("node is not here: Mercurius is left out")
        return None
    there = shutil.copytree(Path(__file__).parent / "peers" / "mercurius", folder / "mercurius")
    _say("installing Mercurius from npm")
    options = ("--no-package-lock", "--no-audit", "--no-fund", "--silent")
    try:
        subprocess.run(
            ["npm", "install", *options], cwd=there, timeout=NPM_S_MAX, check=True,
            capture_output=True,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        _say(f"npm could not install it: {error}; Mercurius is left out")
        return None
    return ["node", str(there / "server.mjs")]


def _half(
    started: Servers, name: str, port: int, body: Path, *, seconds: float, turn: _Turn
) -> dict[str, float]:
    """How long an answer takes at half of the most that a turn came to."""
    rate = turn["requests_per_s"] / 2
    arguments = (port, CONNECTIONS, min(WARM_S_MAX, seconds), seconds, body, rate)
    found = started.call("load", "bench.tools.load", *arguments, timeout_s=seconds + 30)
    _say(f"{name} at {rate:,.0f}/s: p50 {found['p50_ms']} ms, p99 {found['p99_ms']} ms")
    return {
        **{key: found[key] for key in ("requests_per_s", "p50_ms", "p99_ms", "max_ms")},
        "p99_by_p50": found["p99_ms"] / found["p50_ms"],
    }


def _load(started: Servers, name: str, port: int, body: Path, seconds: float) -> _Turn:
    """One turn of one server under load."""
    warm_s = min(WARM_S_MAX, seconds)
    meter = machine.Meter(started.pids(name, "valkey"))
    arguments = (port, CONNECTIONS, warm_s, seconds, body)
    found = started.call("load", "bench.tools.load", *arguments, timeout_s=seconds + 30)
    span_s = seconds + warm_s
    cores = {each: _per(used_s, span_s) for each, used_s in meter.cpu_s().items()}
    client_s = found["client_cores"] * span_s
    return {
        **{key: found[key] for key in ("requests_per_s", "p50_ms", "p99_ms", "max_ms")},
        "body_bytes": found["body_bytes"],
        # What a server does with a second of its core says less of who else runs here.
        "requests_per_cpu_s": _per(found["requests_per_s"], cores[name]),
        "server_cores": cores[name],
        "valkey_cores": cores["valkey"],
        "client_cores": found["client_cores"],
        "others_cores": meter.others_cores([client_s]),
    }


def _per(amount: float | None, of: float | None) -> float | None:
    """A rate; None when either could not be measured."""
    return amount / of if amount is not None and of else None


def _ratio(
    found: dict[str, list[_Turn]], one: str, other: str, figure: str = "requests_per_s"
) -> dict[str, float] | None:
    """One server's figure by another's, in the same turns; None when it was not measured."""
    pairs = [(a[figure], b[figure]) for a, b in zip(found[one], found[other], strict=True)]
    if not all(a and b for a, b in pairs):
        return None
    return spread([a / b for a, b in pairs], 3)


async def _fill(started: Servers, events: int) -> None:
    """Fill log and views, end the projector, and copy what the peer reads."""
    started.projector()
    mixed = history.mixed(events, users=USERS)
    await filling.fill(started, [*history.profiles(USERS), *mixed])
    started.stop("projector")
    await _copy(started)


_NAMES = {"handle": "user", "slug": "tribe"}
"""Of whom a record keeps the name."""


async def _copy(started: Servers) -> None:
    """Copy what the feed shows from the views into plain hashes and sorted sets."""
    views = filling.store(started)
    base = views.view.base(views.shards, 0)
    async with redis.from_url(started.settings.redis_url, protocol=2) as client:
        pipe = client.pipeline(transaction=False)
        pipe.copy(f"{base}list:new", "peer:new")
        async for page in views.keys(0):
            for kind, _, item in (key.partition(":") for key in page):
                if kind in ("article", "user", "tribe", *_NAMES):
                    held = await client.hgetall(f"{base}{kind}:{item}")
                    plain = _plain({k.decode(): v.decode() for k, v in held.items()})
                    if kind in _NAMES:
                        # Here everybody holds the name that they claim.
                        plain = {kind: plain["name"]}
                    if plain:
                        pipe.hset(f"peer:{_NAMES.get(kind, kind)}:{item}", mapping=plain)
                elif kind in ("article.bumps+", "article.comments+"):
                    pipe.copy(f"{base}{kind}:{item}", f"peer:{kind[8:-1]}:{item}")
        await pipe.execute()
    await views.close()


def _plain(held: dict[str, str]) -> dict[str, str]:
    """The texts of a record's registers, and the count of its viewers."""
    found: dict[str, str] = {}
    for name, contents in held.items():
        if name == "views":
            found[name] = contents
            continue
        with suppress(ValueError):
            value: Any = value_in(contents) if len(contents) > STAMP_LENGTH else None
            if name == "publication":
                found |= {"author": value["author"], "tribe": value["tribe"]}
            elif name == "claim":
                found["name"] = value["name"]
            elif isinstance(value, str):
                found[name] = value
    return found


async def _compare(ports: dict[str, int]) -> int:
    """Check that all show the same page, cursors apart; how many articles it has."""
    pages = {}
    for name, port in ports.items():
        if name == "ceiling":
            continue
        client = await Client().open(port)
        answer = await asyncio.wait_for(client.ask(post(BODY)), 10)
        client.close()
        pages[name] = [edge["node"] for edge in answer["data"]["feed"]["edges"]]
    for name, page in pages.items():
        if page != pages["gateway"] or not page:
            raise BenchFailed(f"{name} shows another page:\n{pages['gateway'][:1]}\n{page[:1]}")
    return len(pages["gateway"])


def _say(text: str) -> None:
    print(f"feed: {text}", file=sys.stderr, flush=True)
