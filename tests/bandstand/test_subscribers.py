"""Subscribers of several gateway processes: counted together, and told to come back at the end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bandstand.processes.production import query_limits
from bandstand.processes.web import serving
from bandstand.settings import Settings
from bandstand.stack import servers as embedded
from bandstand.testing.gateways import node_id
from bandstand.testing.servers import NatsServer
from tests.bandstand.test_workers import COMMAND, children, environment, eventually

QUERY = "subscription($id: ID!) { articleUpdated(id: $id) { title } }"
BODY = {"query": QUERY, "variables": {"id": node_id("Article", "a")}}
SOCKETS, STREAMS = 8, 2
END_S_MAX = 5.0


@contextmanager
def subscribed(port: int) -> Iterator[ClientConnection]:
    """A WebSocket that has its first state."""
    protocol = Subprotocol("graphql-transport-ws")
    with connect(f"ws://127.0.0.1:{port}/graphql", subprotocols=[protocol]) as made:
        made.send('{"type":"connection_init"}')
        assert json.loads(made.recv(10)) == {"type": "connection_ack"}
        made.send(json.dumps({"id": "1", "type": "subscribe", "payload": BODY}))
        assert json.loads(made.recv(10))["type"] == "next"
        yield made


def held(pid: int) -> int:
    """How many sockets a process has open; the worker that is quicker takes most clients."""
    count = 0
    for found in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # It was closed just now.
            count += os.readlink(found).startswith("socket:")
    return count


def code_of(socket: ClientConnection) -> int | None:
    """The code with which a connection ends; None when it ends without one."""
    try:
        while True:
            socket.recv(20)
    except ConnectionClosed as end:
        return end.rcvd.code if end.rcvd else None


def test_subscribers_are_counted_over_all_workers_and_told_to_come_back(
    nats: NatsServer, store_url: str
) -> None:
    """What a worker had open that died is not counted; and streams hold no process that ends."""
    port = embedded.free_port()
    managed = str(embedded.free_port())
    ports = {"BANDSTAND_PORT": str(port), "BANDSTAND_HEALTH_PORT": managed}
    settings = environment(nats, store_url, **ports)

    def counted(transport: str) -> float:
        text = httpx.get(f"http://127.0.0.1:{managed}/metrics").text
        found = re.search(rf'gateway_connections{{transport="{transport}"}} (\S+)', text)
        return float(found[1]) if found else 0.0

    def ready() -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
        except httpx.HTTPError:
            return False

    with (
        subprocess.Popen(COMMAND, env=settings, stderr=subprocess.DEVNULL) as gateway,
        ExitStack() as stack,
    ):
        stack.callback(gateway.kill)
        eventually(ready, "it answers")
        eventually(lambda: len(children(gateway.pid)) == 2, "two workers run")
        sockets = [stack.enter_context(subscribed(port)) for _ in range(SOCKETS)]
        streams = []
        for _ in range(STREAMS):
            client = stack.enter_context(httpx.Client(timeout=20))
            asked: Any = client.stream(
                "POST",
                f"http://127.0.0.1:{port}/graphql",
                json=BODY,
                headers={"Accept": "text/event-stream"},
            )
            streams.append(stack.enter_context(asked))
        assert (counted("websocket"), counted("sse")) == (SOCKETS, STREAMS)

        before = children(gateway.pid)
        os.kill(max(before, key=held), signal.SIGKILL)
        eventually(lambda: len(children(gateway.pid) - before) == 1, "it is replaced")
        eventually(lambda: counted("websocket") + counted("sse") < SOCKETS + STREAMS, "not counted")

        sockets.append(stack.enter_context(subscribed(port)))  # So that there is one to be told.
        kept = counted("websocket")
        began = time.monotonic()
        gateway.send_signal(signal.SIGTERM)
        assert gateway.wait(timeout=20) == 0
        assert time.monotonic() - began < END_S_MAX
        codes = [code_of(socket) for socket in sockets]
        assert codes.count(1012) == kept
        assert codes.count(None) == len(sockets) - kept


def test_a_connection_that_takes_nothing_is_ended_by_the_kernel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that is closed when all is sent, and takes nothing, would be held for ever."""
    monkeypatch.setattr(serving, "STUCK_MS_MAX", 500)
    with serving.listen(embedded.HOST, 0) as listening, socket.socket() as stuck:
        stuck.connect(listening.getsockname())
        held, _ = listening.accept()
        with held:
            held.settimeout(20)
            with pytest.raises(OSError, match=r"Errno"):  # And not our own patience.
                held.sendall(b"x" * (64 << 20))


def test_the_limits_are_settings() -> None:
    """What is too little for one site is too much for another."""
    told = {"BANDSTAND_CONNECTIONS": "7", "BANDSTAND_SUBSCRIPTIONS": "8", "BANDSTAND_SLOW_S": "9"}
    made = Settings.load(told)
    assert (made.connections, made.subscriptions, made.slow_s) == (7, 8, 9)
    assert Settings.load(made.environment()) == made
    sizes = ("TOKENS", "ALIASES", "ROOTS", "MUTATIONS")
    told = {f"BANDSTAND_QUERY_{name}": str(100 - at) for at, name in enumerate(sizes)}
    for introspection in ("0", "1"):
        made = Settings.load({**told, "BANDSTAND_INTROSPECTION": introspection})
        assert Settings.load(made.environment()) == made
        found = query_limits(made)
        assert (found.aliases_max, found.roots_max, found.mutations_max) == (99, 98, 97)
        assert found.introspection is (introspection == "1")
    assert not query_limits(Settings()).introspection
    assert query_limits(Settings(development=True)).introspection
