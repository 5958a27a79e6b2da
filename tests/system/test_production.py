"""The processes of production, by environment alone, on servers that come, go and come back."""

from __future__ import annotations

import json
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
import redis

from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer, StoreServer
from bandstand.testing.stacks import Process, eventually, process, run

END_S_MAX = 5.0
_ARTICLE = (
    b'{"type":"article_published","actor":"enzo","article":"a1","tribe":"classics",'
    b'"kind":"ARTICLE","title":"Found in a barn"}'
)
_TITLE = {"query": '{ article(id: "QXJ0aWNsZTphMQ==") { title } }'}
_BUMP = {
    "query": """mutation { bumpArticle(input: {articleId: "QXJ0aWNsZTphMQ=="}) {
      receipt { eventId } article { bumpers { edges { node { id } } } } } }"""
}


def ready(port: int) -> dict[str, Any]:
    """What /readyz says; the code of the answer must fit."""
    answer = httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5)
    said: dict[str, Any] = answer.json()
    assert answer.status_code == (200 if said["ready"] else 503), said
    return said


def is_ready(port: int) -> bool:
    """Whether /readyz says yes."""
    return bool(ready(port)["ready"])


def trouble(port: int, name: str) -> str:
    """The trouble that /readyz tells of a server; empty while it tells of none."""
    said = str(ready(port)["trouble"])
    return said if name in said else ""


def ended(one: Process) -> int:
    """Its exit code after SIGTERM, which must come soon."""
    began = time.monotonic()
    code = one.end(signal.SIGTERM)
    assert time.monotonic() - began < END_S_MAX
    return code


class Pair:
    """A projector and a gateway, with their ports."""

    def __init__(self, folder: Path, nats: NatsServer, store: StoreServer) -> None:
        self.folder, self.nats, self.store = folder, nats, store
        self.health, self.port = embedded.free_port(), embedded.free_port()
        self.managed = embedded.free_port()
        """Where the gateway says how it is, as the projector does at `health`."""
        self.variables = {
            "NATS_URL": nats.url,
            "REDIS_URL": store.url,
            "BANDSTAND_HEALTH_PORT": str(self.health),
            "BANDSTAND_PORT": str(self.port),
        }
        self.projector: Process
        self.gateway: Process

    @contextmanager
    def running(self, **variables: str) -> Iterator[None]:
        """Both, for the time of a block."""
        given = {**self.variables, **variables}
        with ExitStack() as both:
            self.projector = both.enter_context(
                process(self.folder / "projector", "projector", **given)
            )
            given["BANDSTAND_HEALTH_PORT"] = str(self.managed)
            self.gateway = both.enter_context(process(self.folder / "gateway", "gateway", **given))
            yield

    def publish(self) -> None:
        """Publish an article beside them."""
        done = run("publish", "-", "--dir", self.folder, stdin=_ARTICLE, **self.variables)
        assert done.returncode == 0, done.stderr

    def query(self, query: dict[str, str] = _TITLE, **headers: str) -> dict[str, Any]:
        """What GraphQL answers."""
        url = f"http://127.0.0.1:{self.port}/graphql"
        answer: dict[str, Any] = httpx.post(url, json=query, headers=headers, timeout=5).json()
        return answer

    def titled(self) -> bool:
        """Whether the article is there."""
        found = (self.query().get("data") or {}).get("article")
        return bool(found)


@pytest.fixture
def pair(tmp_path: Path, nats: NatsServer, own_store: StoreServer) -> Pair:
    return Pair(tmp_path, nats, own_store)


def test_both_run_by_environment_alone_and_end_cleanly(pair: Pair) -> None:
    """As in a container: no file, no option, JSON logs, and SIGTERM when it is moved elsewhere."""
    assert run("setup", "--dir", pair.folder, **pair.variables).returncode == 0
    with pair.running(BANDSTAND_LOG_FORMAT="json", BANDSTAND_LOG_LEVEL="INFO"):
        eventually(lambda: is_ready(pair.port) and is_ready(pair.health), "both ready")
        pair.publish()
        eventually(pair.titled, "the article")
        alive = httpx.get(f"http://127.0.0.1:{pair.health}/healthz", timeout=5)
        assert (alive.status_code, alive.json()) == (200, {"alive": True})
        told = ready(pair.health)
        assert (told["ready"], told["trouble"], told["events"]) == (True, [], 1)
        # Nobody is signed in, for no authenticator is set: reading works, writing does not.
        assert "UNAUTHENTICATED" in str(pair.query(_BUMP, **{"X-Viewer": "enzo"}))
        assert httpx.get(f"http://127.0.0.1:{pair.port}/graphql", timeout=5).status_code == 400
        for one in (pair.gateway, pair.projector):
            assert ended(one) == 0
            lines = [json.loads(text) for text in one.said.splitlines()]
            assert lines, "a start is told"
            assert all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
            assert {line["level"] for line in lines} == {"INFO"}


def test_they_wait_for_servers_that_are_not_up_yet(pair: Pair) -> None:
    """In a cluster everything starts at once: nobody crashes, each says once for what it waits."""
    pair.nats.stop()
    pair.store.stop()
    with pair.running():
        eventually(
            lambda: trouble(pair.health, f"127.0.0.1:{pair.nats.port}"),
            "the projector tells of the log",
        )
        eventually(
            lambda: trouble(pair.managed, f"127.0.0.1:{pair.nats.port}"),
            "the gateway tells of the log",
        )
        told = pair.projector.wait_for("trying again until it answers")
        assert f"127.0.0.1:{pair.nats.port}" in told
        time.sleep(3.5)  # Longer than one attempt and the pause behind it.
        assert len(pair.projector.said.splitlines()) == 1, "said once"
        # The address, either server, and that what is revoked is not known: each once.
        assert len(pair.gateway.said.splitlines()) <= 4
        pair.nats.start()
        place = f"127.0.0.1:{pair.store.port}"
        eventually(lambda: trouble(pair.health, place), "the projector tells of the store")
        eventually(lambda: trouble(pair.managed, place), "the gateway tells of the store")
        time.sleep(1)
        assert pair.projector.said.count("trying again until it passes") == 1, "said once"
        pair.store.start()
        eventually(lambda: is_ready(pair.port) and is_ready(pair.health), "both ready")
        pair.publish()
        eventually(pair.titled, "the article")
        assert (ended(pair.gateway), ended(pair.projector)) == (0, 0)
        for one in (pair.gateway, pair.projector):
            assert "Traceback" not in one.said


@pytest.mark.parametrize("which", ["nats", "store"])
def test_they_outlive_a_server_that_goes_and_comes_back(pair: Pair, which: str) -> None:
    """Traffic is kept away by /readyz as long as it lasts, and comes back by itself."""
    server = pair.nats if which == "nats" else pair.store
    address = f"127.0.0.1:{server.port}"
    with pair.running():
        eventually(lambda: is_ready(pair.port) and is_ready(pair.health), "both ready")
        # First with nothing to do meanwhile, so that no event tells that the store is back.
        for filled in (False, True) if which == "store" else (True,):
            if filled:
                pair.publish()
                eventually(pair.titled, "the article")
            server.kill()
            eventually(lambda: trouble(pair.managed, address), "the gateway's trouble")
            eventually(lambda: not is_ready(pair.health), "the projector's trouble")
            for port in (pair.port, pair.health):
                assert httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=5).status_code == 200
            server.start()
            eventually(lambda: is_ready(pair.port) and is_ready(pair.health), "both ready again")
        assert pair.titled(), "a store that comes back empty is filled before it is ready"
        for one in (pair.gateway, pair.projector):
            assert "Traceback" not in one.said
            assert len(one.said.splitlines()) < 20, "an outage is told, not recited"


def test_they_end_cleanly_while_they_wait(pair: Pair) -> None:
    """A deployment that is given up in the middle must not hang until it is killed."""
    pair.nats.stop()
    pair.store.stop()
    with pair.running():
        pair.projector.wait_for("trying again")
        eventually(lambda: not is_ready(pair.port), "the gateway serves its state")
        assert (ended(pair.gateway), ended(pair.projector)) == (0, 0)


def test_they_end_cleanly_while_a_server_is_away(pair: Pair) -> None:
    """The same when it was there before: what is pending is read again the next time."""
    with pair.running():
        eventually(lambda: is_ready(pair.port) and is_ready(pair.health), "both ready")
        pair.store.signal(signal.SIGSTOP)
        pair.publish()
        assert (ended(pair.gateway), ended(pair.projector)) == (0, 0)


def test_a_port_in_use_is_named_with_its_setting(pair: Pair) -> None:
    """Of the ports of two processes on one machine, the message says which to change."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        for role, key in (("gateway", "BANDSTAND_PORT"), ("projector", "BANDSTAND_HEALTH_PORT")):
            told = run(role, **{**pair.variables, key: port})
            assert told.returncode == 2
            assert told.stderr == (
                f"bandstand: port {port} on 127.0.0.1 is in use; choose another with {key}\n"
            )


@pytest.mark.parametrize("role", ["projector", "gateway"])
def test_a_store_that_evicts_is_refused(pair: Pair, role: str) -> None:
    """It would drop keys that coverage says are there: views would be wrong, and nobody know."""
    with redis.Redis.from_url(pair.store.url) as client:
        client.config_set("maxmemory-policy", "allkeys-lru")
    told = run(role, **pair.variables)
    assert told.returncode == 1
    [last] = [text for text in told.stderr.splitlines() if text.startswith("bandstand: ")]
    assert "maxmemory-policy is allkeys-lru" in last
    assert "set it to noeviction" in last


def test_an_authenticator_of_ones_own_decides_who_the_viewer_is(pair: Pair) -> None:
    """The one place to change for production: a function on the path, named in a variable."""
    (pair.folder / "garage_auth.py").write_text(
        "from gateway.errors import Unauthenticated\n"
        "async def viewer(headers):\n"
        "    kind, _, name = headers.get('authorization', '').partition(' ')\n"
        "    if kind and kind != 'Key':\n"
        "        raise Unauthenticated('a key, please')\n"
        "    return name or None\n"
    )
    own = {"BANDSTAND_AUTHENTICATION": "garage_auth:viewer", "PYTHONPATH": str(pair.folder)}
    with pair.running(**own):
        eventually(lambda: is_ready(pair.port), "ready")
        pair.publish()
        eventually(pair.titled, "the article")
        done = pair.query(_BUMP, Authorization="Key jutta")["data"]["bumpArticle"]
        assert done["receipt"]["eventId"]
        assert done["article"]["bumpers"]["edges"] == [{"node": {"id": "VXNlcjpqdXR0YQ=="}}]
        assert "UNAUTHENTICATED" in str(pair.query(_BUMP))
        assert "UNAUTHENTICATED" in str(pair.query(_BUMP, **{"X-Viewer": "enzo"}))
        assert "a key, please" in str(pair.query(Authorization="Basic enzo"))
    # One that is not there is told in `tests/bandstand/test_help.py`.


def test_tokens_decide_who_the_viewer_is_until_they_are_taken_back(pair: Pair) -> None:
    """By variables alone: a secret in a file, behind a proxy, and `bandstand revoke` beside."""
    secret = "0123456789abcdef" * 4
    (pair.folder / "secret").write_text(secret + "\n", encoding="utf-8")
    tokens = {
        "BANDSTAND_JWT_KEY_FILE": str(pair.folder / "secret"),
        "BANDSTAND_JWT_ALGORITHMS": "HS256",
        "BANDSTAND_TRUSTED_PROXIES": "127.0.0.0/8",
    }

    def signed(viewer: str) -> str:
        now = int(time.time())
        given = {"sub": viewer, "iat": now, "exp": now + 300}
        return f"Bearer {jwt.encode(given, secret, 'HS256')}"

    with pair.running(**tokens):
        eventually(lambda: is_ready(pair.port), "ready")
        pair.publish()
        eventually(pair.titled, "the article")
        jutta, enzo = signed("jutta"), signed("enzo")
        done = pair.query(_BUMP, Authorization=jutta)["data"]["bumpArticle"]
        assert done["article"]["bumpers"]["edges"] == [{"node": {"id": "VXNlcjpqdXR0YQ=="}}]
        assert "UNAUTHENTICATED" in str(pair.query(_BUMP, **{"X-Viewer": "enzo"}))
        assert "signature is not valid" in str(pair.query(Authorization=jutta[:-4] + "AAAA"))
        told = run("revoke", "--viewer", "jutta", "--dir", pair.folder, **pair.variables)
        assert told.returncode == 0, told.stderr
        eventually(lambda: "is revoked" in str(pair.query(Authorization=jutta)), "revoked")
        assert "errors" not in pair.query(Authorization=enzo)
