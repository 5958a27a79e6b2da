"""The feed page: requests a second of the gateway, beside a stock Strawberry gateway.

The three servers take turns under the same load: ours, the peer with DataLoaders over the same
data in the same store, and an empty POST, which is the ceiling. Each has one core at most.
"""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import redis.asyncio as redis
import uvloop

from bench import filling, history, machine
from bench.figures import Target, spread, spreads
from bench.load import Client, post
from bench.servers import BenchFailed, Servers, servers
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
NAMES = ("gateway", "peer", "ceiling")
_Turn = dict[str, Any]
TARGETS: tuple[Target, ...] = ()


def run(*, events: int, seconds: float, runs: int) -> dict[str, Any]:
    """Fill a community, then load the three servers in turns, each so often."""
    with servers() as started:
        _say("filling a community")
        uvloop.run(_fill(started, min(events, EVENTS_MAX)))
        ports = {
            "gateway": started.gateway(),
            "peer": started.served("peer", "bench.peers.strawberry_dataloader"),
            "ceiling": started.served("ceiling", "bench.peers.empty_post"),
        }
        articles = uvloop.run(_compare(ports["gateway"], ports["peer"]))
        body = started.folder / "query.json"
        body.write_bytes(BODY)
        found: dict[str, list[_Turn]] = {name: [] for name in NAMES}
        for number in range(1, runs + 1):
            for name in NAMES:
                found[name].append(_load(started, name, ports[name], body, seconds))
                _say(f"run {number} of {runs}: {name} {found[name][-1]['requests_per_s']:,.0f}/s")
    return {
        "connections": CONNECTIONS,
        "seconds": seconds,
        "articles": articles,
        **{name: spreads(many) for name, many in found.items()},
        "ratio_to_peer": _ratio(found, "gateway", "peer"),
        "ratio_to_peer_per_cpu_s": _ratio(found, "gateway", "peer", "requests_per_cpu_s"),
        "ratio_to_ceiling": _ratio(found, "gateway", "ceiling"),
    }


def _load(started: Servers, name: str, port: int, body: Path, seconds: float) -> _Turn:
    """One turn of one server under load."""
    warm_s = min(WARM_S_MAX, seconds)
    meter = machine.Meter(started.pids(name, "valkey"))
    arguments = (port, CONNECTIONS, warm_s, seconds, body)
    found = started.call("load", "bench.load", *arguments, timeout_s=seconds + 30)
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


async def _copy(started: Servers) -> None:
    """Copy what the feed shows from the views into plain hashes and sorted sets."""
    views = filling.store(started)
    base = views.view.base(views.shards, 0)
    async with redis.from_url(started.settings.redis_url, protocol=2) as client:
        pipe = client.pipeline(transaction=False)
        pipe.copy(f"{base}list:new", "peer:new")
        async for page in views.keys(0):
            for kind, _, item in (key.partition(":") for key in page):
                if kind in ("article", "user", "tribe"):
                    held = await client.hgetall(f"{base}{kind}:{item}")
                    plain = _plain({k.decode(): v.decode() for k, v in held.items()})
                    if plain:
                        pipe.hset(f"peer:{kind}:{item}", mapping=plain)
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
            elif isinstance(value, str):
                found[name] = value
    return found


async def _compare(ours: int, theirs: int) -> int:
    """Check that both gateways show the same page, cursors apart; how many articles it has."""
    pages = []
    for port in (ours, theirs):
        client = await Client().open(port)
        answer = await asyncio.wait_for(client.ask(post(BODY)), 10)
        client.close()
        pages.append([edge["node"] for edge in answer["data"]["feed"]["edges"]])
    if pages[0] != pages[1] or not pages[0]:
        raise BenchFailed(f"the peer shows another page:\n{pages[0][:1]}\n{pages[1][:1]}")
    return len(pages[0])


def _say(text: str) -> None:
    print(f"feed: {text}", file=sys.stderr, flush=True)
