"""Attacks: what one client does that wants more than its share, bounded in time and count.

`python -m bench.attacks NAME PORT SECONDS` attacks a gateway on loopback from an address of its
own, and prints as JSON what came of it: answers by status or code, connections that were closed,
and of what was taken, how long it took.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from itertools import count, cycle
from typing import Any

import uvloop

from bench.tools.figures import latency_ms
from bench.tools.load import HOST, Exchange, post

_CARD = "id title bumpCount commentCount publishedAt author { id name handle } tribe { id name }"
_COMMENTS = "comments(first: 2) { edges { node { id body author { name } } } }"
FEED = json.dumps({"query": f"{{ feed(first: 20) {{ edges {{ node {{ {_CARD} }} }} }} }}"})
_BUMP = "mutation($id: ID!) { bumpArticle(input: {articleId: $id}) { receipt { eventId } } }"
_OPEN = (
    f"GET /graphql HTTP/1.1\r\nHost: {HOST}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
).encode()


class Attack:
    """What is sent for so many seconds, and what comes of it."""

    def __init__(self, name: str, port: int, seconds: float) -> None:
        self.port, self._until = port, time.monotonic() + seconds
        # Another than the reader's, and than other attacks': shares and budgets are by address.
        self._address = f"127.0.0.{2 + list(ATTACKS).index(name)}"
        self.came = Counter[str]()
        self.waits_s: list[float] = []

    @property
    def goes_on(self) -> bool:
        """Whether it is not over yet."""
        return time.monotonic() < self._until

    async def over(self) -> None:
        """Wait until it is over."""
        await asyncio.sleep(max(0.0, self._until - time.monotonic()))

    async def posts(self, connections: int, requests: Iterator[bytes]) -> None:
        """Post on so many connections, one request after the other on each."""
        loop = asyncio.get_running_loop()

        async def open_one() -> None:
            began = 0.0

            def send() -> None:
                nonlocal began
                if self.goes_on:
                    began = time.perf_counter()
                    exchange.transport.write(next(requests))

            def answered(status: int, body: bytes) -> None:
                taken = status == 200 and b'"errors":' not in body
                if taken:
                    self.waits_s.append(time.perf_counter() - began)
                self.came["taken" if taken else _code(status, body)] += 1
                send()

            def lost() -> None:
                self.came["closed"] += 1
                if self.goes_on:
                    loop.call_later(0.1, lambda: loop.create_task(open_one()))

            exchange = Exchange(answered, lost)
            try:
                await loop.create_connection(
                    lambda: exchange, HOST, self.port, local_addr=(self._address, 0)
                )
            except OSError:
                self.came["not let in"] += 1
                return
            send()

        for _ in range(connections):
            await open_one()
        await self.over()

    async def ask(self, query: str, **variables: object) -> Any:
        """What a query answers somebody, before the attack begins or beside it."""
        reader, writer = await asyncio.open_connection(
            HOST, self.port, local_addr=(self._address, 0)
        )
        body = json.dumps({"query": query, "variables": variables}).encode()
        writer.write(post(body, "X-Viewer: mallory\r\n"))
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        answer = json.loads(await reader.readexactly(length))
        writer.close()
        return answer["data"]

    async def sockets(
        self,
        connections: int,
        first: bytes,
        more: Callable[[int], bytes] = lambda _: b"",
        *,
        reads: bool = True,
    ) -> None:
        """Open so many connections, send what is said first and then the rest, which is another for
        each, and hold them.

        Args:
            reads: whether what is said to them is taken, but for the first of it.
        """
        loop, held = asyncio.get_running_loop(), []
        came = self.came

        class Held(asyncio.Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                self._rest = more(len(held))
                held.append(transport)
                self._transport: asyncio.Transport = transport  # type: ignore[assignment]
                self._transport.write(first)
                self._said = False

            def data_received(self, data: bytes) -> None:
                if not self._said:
                    self._said = True
                    self._transport.write(self._rest)
                    if not reads:
                        self._transport.pause_reading()
                came["states"] += data.count(b'"type":"next"')
                came["refused"] += data.count(b'"code":"TOO_MANY"')

            def connection_lost(self, exc: Exception | None) -> None:
                came["closed"] += 1

        for _ in range(connections):
            try:
                await loop.create_connection(Held, HOST, self.port, local_addr=(self._address, 0))
            except OSError:
                came["not let in"] += 1
            await asyncio.sleep(0)
        came["opened"] = len(held)
        await self.over()
        came["held to the end"] = len(held) - came["closed"]


def _code(status: int, body: bytes) -> str:
    """How an answer refuses."""
    found = json.loads(body) if body[:1] == b"{" else {}
    errors = found.get("errors") or [{}]
    return f"{status} {errors[0].get('extensions', {}).get('code', '')}".strip()


def _frame(message: object) -> bytes:
    body = json.dumps(message).encode()
    size = bytes([128 + len(body)]) if len(body) < 126 else b"\xfe%b" % len(body).to_bytes(2)
    return b"\x81%b\0\0\0\0%b" % (size, body)


_INIT = _frame({"type": "connection_init"})


def _documents() -> Iterator[bytes]:
    """Queries of 6 KB that nobody else sends."""
    for number in count():
        parts = (
            f"a{number}b{at}: feed(first: {1 + (number + at) % 50}) "
            f"{{ edges {{ cursor node {{ {_CARD} {_COMMENTS} }} }} }}"
            for at in range(24)
        )
        yield post(json.dumps({"query": f"{{ {' '.join(parts)} }}"}).encode())


def _wide() -> Iterator[bytes]:
    """Queries of 45 fields under names that nobody else gives them, which read little."""
    for number in count():
        parts = (
            f"a{number}b{at}: feed(first: 1) {{ edges {{ cursor node {{ {_CARD} }} }} }}"
            for at in range(45)
        )
        yield post(json.dumps({"query": f"{{ {' '.join(parts)} }}"}).encode())


def _ids() -> Iterator[bytes]:
    """What a client sends that writes ids into its queries."""
    for number in count():
        query = f'{{ user(handle: "u{number}") {{ id }} feed(first: 5) {{ edges {{ cursor }} }} }}'
        yield post(json.dumps({"query": query}).encode())


def _again(request: bytes) -> Iterator[bytes]:
    while True:
        yield request


def _costly() -> Iterator[bytes]:
    """The dearest that one request may ask for, nearly."""
    below = "comments(first: 20) { edges { node { body author { name } } } }"
    query = f"{{ feed(first: 100) {{ edges {{ node {{ {_CARD} {below} }} }} }} }}"
    return _again(post(json.dumps({"query": query}).encode()))


def _values(count: int) -> Iterator[bytes]:
    """A short query with so many values that nobody reads."""
    body = {"query": "{ __typename }", "extensions": {"more": [[]] * count}}
    return _again(post(json.dumps(body).encode()))


def _aliases() -> Iterator[bytes]:
    """One field of a hundred records under a hundred names."""
    names = " ".join(f"a{number}: publishedAt" for number in range(90))
    query = f"{{ feed(first: 100) {{ edges {{ node {{ {names} }} }} }} }}"
    return _again(post(json.dumps({"query": query}).encode()))


def _defaults() -> Iterator[bytes]:
    """A list that is a variable's default, which is read each time, and not used."""
    ids = " ".join(['"a"'] * 1_900)
    query = f"query($i: [ID!]! = [{ids}]) {{ __typename nodes(ids: $i) @skip(if: true) {{ id }} }}"
    return _again(post(json.dumps({"query": query}).encode()))


def _errors() -> Iterator[bytes]:
    """A large answer beside what is refused, so that graphql-core writes it."""
    names = " ".join(f"a{number}: postedAt b{number}: updatedAt" for number in range(15))
    below = f"comments(first: 45) {{ nodes {{ id {names} }} }}"
    query = f"{{ cases {{ nodes {{ id }} }} feed(first: 100) {{ nodes {{ id {below} }} }} }}"
    return _again(post(json.dumps({"query": query}).encode()))


_PUBLISH = "mutation($i: PublishArticleInput!) { publishArticle(input: $i) { article { id } } }"
LONG = "x" * 59_000


async def _published(attack: Attack) -> str:
    """The id of an article that is long."""
    from gateway.declare.relay import global_id

    article = {"tribeId": global_id("Tribe", "tribe-1"), "title": "T", "body": LONG}
    data = await attack.ask(_PUBLISH, i=article)
    return str(data["publishArticle"]["article"]["id"])


async def _repeats(attack: Attack) -> None:
    """One long article a hundred times, each sixty times."""
    found = await _published(attack)
    names = " ".join(f"a{number}: body" for number in range(60))
    query = f"query($i: [ID!]!) {{ nodes(ids: $i) {{ ... on Article {{ {names} }} }} }}"
    body = json.dumps({"query": query, "variables": {"i": [found] * 100}}).encode()
    await attack.posts(4, _again(post(body)))


async def _unread(attack: Attack) -> None:
    """Nearly a megabyte for each of 200 subscribers, four times a second, and none takes it."""
    found = await _published(attack)
    names = " ".join(f"a{number}: body" for number in range(17))

    def asked(connection: int) -> bytes:
        more = f"b{connection % 40}: bumpCount"
        query = f'subscription {{ articleUpdated(id: "{found}") {{ {more} {names} }} }}'
        subscribe = {"id": "1", "type": "subscribe", "payload": {"query": query}}
        return _INIT + _frame(subscribe)

    async def bumping() -> None:
        for number in count():
            if not attack.goes_on:
                return
            name = ("bump", "unbump")[number % 2]
            query = (
                f"mutation($a: ID!) {{ {name}Article(input: {{articleId: $a}}) {{ __typename }} }}"
            )
            await attack.ask(query, a=found)
            await asyncio.sleep(0.25)

    await asyncio.gather(attack.sockets(200, _OPEN, asked, reads=False), bumping())


_BOLD = "".join(f"<b id={number}>" for number in range(98))
_SHAPES = (
    "<ul><li>" * 15_000,
    f"<p>{_BOLD}" + "<p>x" * 29_000,
    _BOLD + "<!--" + "</b>" * 98 + "-->" + "<p>x" * 15_000,
    "<p " + " ".join(f"a{number}" for number in range(17_000)) + ">x</p>",
    "<svg>" + "<td>" * 14_000 + "</x>" * 14_000,
    "<p title='" + '"' * 60_000 + "'>",
)
"""HTML of which a parser makes much, or over which it takes its time."""


def _markup() -> Iterator[bytes]:
    """HTML of each shape, in each of ten mutations."""
    from gateway.declare.relay import global_id

    each = " ".join(
        f"m{n}: publishArticle(input: $i) {{ userErrors {{ code }} }}" for n in range(10)
    )
    query = f"mutation($i: PublishArticleInput!) {{ {each} }}"
    for shape in cycle(_SHAPES):
        article = {"tribeId": global_id("Tribe", "tribe-1"), "title": "T", "body": shape}
        body = json.dumps({"query": query, "variables": {"i": article}}).encode()
        yield post(body, "X-Viewer: mallory\r\n")


def _writes() -> Iterator[bytes]:
    from gateway.declare.relay import global_id

    for number in count():
        variables = {"id": global_id("Article", f"article-{number % 1_000}")}
        body = json.dumps({"query": _BUMP, "variables": variables}).encode()
        yield post(body, "X-Viewer: eve\r\n")


def _subscribing(each: int, *, ends: bool = False) -> Callable[[int], bytes]:
    """What a connection sends that begins so many different subscriptions. ends: each at once."""
    query = "subscription($id: ID!) { articleUpdated(id: $id) { title bumpCount } }"
    from gateway.declare.relay import global_id

    def asked(connection: int) -> bytes:
        frames = [_INIT]
        for at in range(each):
            variables = {"id": global_id("Article", f"article-{100 * connection + at}")}
            payload = {"query": query, "variables": variables}
            frames.append(_frame({"id": str(at), "type": "subscribe", "payload": payload}))
            if ends:
                frames.append(_frame({"id": str(at), "type": "complete"}))
        return b"".join(frames)

    return asked


ATTACKS: Mapping[str, Callable[[Attack], Awaitable[None]]] = {
    "documents": lambda attack: attack.posts(4, _documents()),
    "wide": lambda attack: attack.posts(4, _wide()),
    "ids": lambda attack: attack.posts(4, _ids()),
    "values": lambda attack: attack.posts(16, _values(1_990)),
    "aliases": lambda attack: attack.posts(32, _aliases()),
    "defaults": lambda attack: attack.posts(64, _defaults()),
    "errors": lambda attack: attack.posts(16, _errors()),
    "repeats": _repeats,
    "unread": _unread,
    "refused": lambda attack: attack.posts(
        200, _again(post(FEED.encode(), "X-Consistency-Token: none\r\n"))
    ),
    "paths": lambda attack: attack.posts(
        64, _again(b"GET %b HTTP/1.1\r\nHost: a\r\n\r\n" % (b"/a" * 7_500))
    ),
    "markup": lambda attack: attack.posts(4, _markup()),
    "pipelined": lambda attack: attack.sockets(150, b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n" * 8_000),
    "begins": lambda attack: attack.sockets(20, _OPEN, _subscribing(2_000, ends=True)),
    "costly": lambda attack: attack.posts(8, _costly()),
    "live": lambda attack: attack.sockets(100, _OPEN, _subscribing(100)),
    "sockets": lambda attack: attack.sockets(3_000, _OPEN, lambda _: _INIT),
    "handshakes": lambda attack: attack.sockets(
        3_000, _OPEN.replace(b"\r\n\r\n", b"\r\nContent-Length: 9\r\n\r\n")
    ),
    "heads": lambda attack: attack.sockets(3_000, b"POST /graphql HTTP/1.1\r\nHost: a\r\nX-A: "),
    "idle": lambda attack: attack.sockets(3_000, post(FEED.encode())),
    "crowd": lambda attack: attack.posts(5_000, _again(post(FEED.encode()))),
    "writes": lambda attack: attack.posts(16, _writes()),
}


async def main(name: str, port: int, seconds: float) -> None:
    """Attack, and tell."""
    attack = Attack(name, port, seconds)
    await ATTACKS[name](attack)
    report: dict[str, object] = {"came": dict(attack.came)}
    if attack.waits_s:
        report["taken_ms"] = latency_ms(attack.waits_s)
    print(json.dumps(report))


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
