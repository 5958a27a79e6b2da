"""An upgrade under load: two versions beside each other, until nobody asks for the old one."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx

from bandstand.stack import servers as embedded
from bandstand.testing.gateways import node_id
from bandstand.testing.servers import NatsServer, StoreServer
from bandstand.testing.stacks import Process, eventually, run
from tests.system.test_production import _ARTICLE

ID = node_id("Article", "a1")
BUMP = f'mutation {{ bumpArticle(input: {{articleId: "{ID}"}}) {{ receipt {{ eventId }} }} }}'
COUNT = f'{{ article(id: "{ID}") {{ bumpCount }} }}'
STALE_S_MAX = 2.0
OTHER = ("-m", "tests.chaos.other_version")


class Fleet:
    """The gateways that a balancer would send to, and what clients see of them."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.failed: list[str] = []
        self.stale_s, self.asked = 0.0, 0
        self._bumps, self._over = 0, threading.Event()
        self._written: list[tuple[float, int]] = []

    @contextmanager
    def loaded(self) -> Iterator[None]:
        """Clients write and read for the time of a block."""
        clients = [threading.Thread(target=one) for one in (self._write, self._read)]
        for one in clients:
            one.start()
        try:
            yield
        finally:
            self._over.set()
            for one in clients:
                one.join()

    def _ask(self, query: str, viewer: str, turn: int) -> dict[str, Any]:
        ports = [*self.ports]
        url = f"http://127.0.0.1:{ports[turn % len(ports)]}/graphql"
        try:
            answer = httpx.post(
                url, json={"query": query}, headers={"X-Viewer": viewer}, timeout=10
            ).json()
        except httpx.HTTPError as error:
            self.failed.append(f"{type(error).__name__} of {url}")
            return {}
        if "errors" in answer:
            self.failed.append(str(answer["errors"]))
            return {}
        self.asked += 1
        found: dict[str, Any] = answer["data"]
        return found

    def _write(self) -> None:
        while not self._over.wait(0.1):
            if self._ask(BUMP, f"user{self._bumps}", self._bumps):
                self._bumps += 1
                self._written.append((time.monotonic(), self._bumps))

    def _read(self) -> None:
        turn = 0
        while not self._over.wait(0.03):
            turn, began = turn + 1, time.monotonic()
            data = self._ask(COUNT, "reader", turn)
            shown = (data.get("article") or {}).get("bumpCount", -1) if data else None
            if shown is None:
                continue
            # How old is the first write that is not shown?
            lacking = [at for at, count in self._written if count > shown]
            if lacking:
                self.stale_s = max(self.stale_s, began - lacking[0])


def test_an_upgrade_fails_no_request_and_shows_nothing_old(
    tmp_path: Path, nats: NatsServer, own_store: StoreServer
) -> None:
    """Projectors and gateways changed at once, and old gateways showed a view that nobody filled:
    21 s at 1,000,000 events, and some 20 min at 55 million.
    """
    common = {
        "NATS_URL": nats.url,
        "REDIS_URL": own_store.url,
        "BANDSTAND_DEVELOPMENT": "1",
        "BANDSTAND_OVERLAP_S": "60",
    }
    fleet = Fleet()
    with ExitStack() as running:

        def begin(role: str, *command: str) -> tuple[Process, int]:
            port = embedded.free_port()
            more: dict[str, Any] = {
                "BANDSTAND_PORT": str(port),
                "BANDSTAND_HEALTH_PORT": str(embedded.free_port()),
            }
            name = f"{role}{port}"
            more |= {"command": command} if command else {}
            one = Process(tmp_path / name, role, **more, **common)
            running.callback(one.kill)
            return one, port

        def ready(port: int) -> bool:
            try:
                return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).is_success
            except httpx.HTTPError:
                return False

        old, _ = begin("projector")
        one, one_port = begin("gateway")
        eventually(lambda: ready(one_port), "the old gateway")
        done = run("publish", "-", "--dir", tmp_path, stdin=_ARTICLE, **common)
        assert done.returncode == 0, done.stderr
        fleet.ports = [one_port]
        with fleet.loaded():
            time.sleep(1)
            # A rollout tells old projectors to end when new ones run, whoever shows what.
            new, _ = begin("projector", *OTHER)
            other, other_port = begin("gateway", *OTHER)
            old.child.send_signal(signal.SIGTERM)
            eventually(lambda: ready(other_port), "the new gateway, whose view is filled")
            fleet.ports = [one_port, other_port]
            time.sleep(2)
            # It leaves its Service before it is told to end.
            fleet.ports = [other_port]
            time.sleep(0.5)
            assert old.child.poll() is None, "a gateway still shows what it fills"
            assert one.end(signal.SIGTERM) == 0
            eventually(
                lambda: old.child.poll() is not None,
                "the old projector ends",
            )
            time.sleep(1)
        assert fleet.failed == []
        assert fleet.asked > 100
        assert fleet.stale_s < STALE_S_MAX
        assert "told to stop: going on while gateways still read" in old.said
        assert new.child.poll() is None
        assert other.end(signal.SIGTERM) == 0
