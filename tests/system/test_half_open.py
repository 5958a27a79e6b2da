"""A gateway's process, and thousands of connections that never ask."""

from __future__ import annotations

import resource
import socket
import subprocess
import time
from contextlib import ExitStack, suppress

import httpx

from bandstand.processes.web.connections import HEAD_S_MAX
from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer
from tests.bandstand.test_workers import COMMAND, environment, eventually

HALF = b"POST /graphql HTTP/1.1\r\nHost: x\r\n"
HELD = 3_000
WAITING = 500


def _ended(one: socket.socket) -> bool:
    """Whether the other side has ended a connection; what it says before is read."""
    try:
        while one.recv(4096):
            pass
        return True
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_half_open_requests_keep_nobody_out_and_end(nats: NatsServer, store_url: str) -> None:
    """Three thousand of them stood for a minute, and one byte in 3 s made that for ever."""
    port = embedded.free_port()
    told = {"BANDSTAND_PORT": str(port), "BANDSTAND_WORKERS": "1"}
    settings = environment(nats, store_url, **told, BANDSTAND_WAITING=str(WAITING))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, HELD + 1_000), hard), hard))
    url = f"http://{embedded.HOST}:{port}"

    def alive() -> bool:
        with suppress(httpx.HTTPError):
            return httpx.get(f"{url}/healthz", timeout=1).status_code == 200
        return False

    with ExitStack() as stack:
        gateway = stack.enter_context(subprocess.Popen(COMMAND, env=settings))
        stack.callback(gateway.kill)
        eventually(alive, "it is there")
        sockets: list[socket.socket] = []
        for _ in range(HELD):
            one = stack.enter_context(socket.create_connection((embedded.HOST, port), timeout=5))
            one.sendall(HALF)
            one.setblocking(False)
            sockets.append(one)
        began = time.monotonic()
        for _ in range(5):
            answer = httpx.post(f"{url}/graphql", json={"query": "{ __typename }"}, timeout=5)
            assert answer.json() == {"data": {"__typename": "Query"}}
        open_still = [one for one in sockets if not _ended(one)]
        assert len(open_still) <= WAITING
        while open_still and time.monotonic() - began < 2 * HEAD_S_MAX:
            time.sleep(1)
            for one in open_still:
                with suppress(OSError):
                    one.send(b"A: b\r\n")
            open_still = [one for one in open_still if not _ended(one)]
        assert not open_still
        assert time.monotonic() - began > HEAD_S_MAX / 2
