"""Several gateway processes on one port: they start, one that dies is replaced, and they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result
from redis import Redis

from bandstand.cli.commands import main
from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer, StoreServer

COMMAND = [sys.executable, "-m", "bandstand", "gateway"]


def children(pid: int) -> set[int]:
    """The processes that a process started."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    return {int(child) for child in text.split()}


def eventually(holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + 40
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def environment(nats: NatsServer, store_url: str, **more: str) -> dict[str, str]:
    """The settings of two workers."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("BANDSTAND_")}
    told = {"NATS_URL": nats.url, "REDIS_URL": store_url, "BANDSTAND_WORKERS": "2"}
    return {**own, **told, **more}


def test_workers_share_a_port_and_one_that_dies_is_replaced(
    nats: NatsServer, store_url: str
) -> None:
    """A gateway of one process uses one core, whatever the machine has."""
    port = embedded.free_port()

    def answers() -> bool:
        try:
            answer = httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=1)
            return answer.status_code == 200
        except httpx.HTTPError:
            return False

    managed = str(embedded.free_port())
    ports = {"BANDSTAND_PORT": str(port), "BANDSTAND_HEALTH_PORT": managed}
    settings = environment(nats, store_url, **ports)
    with subprocess.Popen(COMMAND, env=settings, stderr=subprocess.PIPE) as gateway:
        try:
            eventually(answers, "it answers")
            eventually(lambda: len(children(gateway.pid)) == 2, "two workers run")
            body = {"query": "{ __typename }"}
            for _ in range(20):  # Each on a connection of its own.
                answer = httpx.post(f"http://127.0.0.1:{port}/graphql", json=body)
                assert answer.json()["data"] == {"__typename": "Query"}
            for _ in range(5):  # Whichever answers.
                counted = httpx.get(f"http://127.0.0.1:{managed}/metrics").text
                assert 'bandstand_gateway_operations_total{way="compiled",why=""} 20.0' in counted
                assert "bandstand_projector_" not in counted
            public = f"http://127.0.0.1:{port}"
            assert httpx.get(f"{public}/metrics").status_code == 404
            assert httpx.get(f"{public}/readyz").json().keys() == {"ready"}
            # The next request of the stream might reach the other.
            assert httpx.put(f"{public}/graphql/stream").status_code == 501
            told = httpx.get(f"http://127.0.0.1:{managed}/readyz").json()
            assert {"trouble", "diverged", "full", "regions"} <= told.keys()
            first, second = sorted(children(gateway.pid))
            os.kill(first, signal.SIGKILL)
            eventually(lambda: len(children(gateway.pid) - {first}) == 2, "another takes its place")
            assert second in children(gateway.pid)
            eventually(answers, "it answers again")
            workers = children(gateway.pid)
            gateway.send_signal(signal.SIGTERM)
            assert gateway.wait(timeout=20) == 0
            assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
        finally:
            gateway.kill()


def test_workers_end_with_the_gateway_however_it_ends(nats: NatsServer, store_url: str) -> None:
    """Orphans would keep the port, and answer, whatever is started in their place."""
    settings = environment(nats, store_url, BANDSTAND_PORT=str(embedded.free_port()))
    with subprocess.Popen(COMMAND, env=settings, stderr=subprocess.PIPE, text=True) as gateway:
        try:
            assert gateway.stderr
            for _ in range(2):
                next(line for line in gateway.stderr if "serving http" in line)
            workers = children(gateway.pid)
            assert len(workers) == 2
        finally:
            gateway.kill()
        eventually(
            lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers), "they end"
        )


@pytest.mark.parametrize("after_s", [0.3, 0.6, 1.0, 1.4])
def test_workers_end_with_a_gateway_that_dies_at_its_start(
    nats: NatsServer, store_url: str, after_s: float
) -> None:
    """Before a worker can do anything about it."""
    settings = environment(nats, store_url, BANDSTAND_PORT=str(embedded.free_port()))
    with subprocess.Popen(COMMAND, env=settings, stderr=subprocess.DEVNULL) as gateway:
        time.sleep(after_s)
        workers = children(gateway.pid)
        gateway.kill()
    eventually(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers), "they end")


def test_a_port_that_is_taken_is_told_once(nats: NatsServer, store_url: str) -> None:
    """Sockets that share a port must not hide that somebody else has it."""
    with subprocess.Popen(
        COMMAND,
        env=environment(nats, store_url, BANDSTAND_PORT="0"),
        stderr=subprocess.PIPE,
        text=True,
    ) as first:
        try:
            assert first.stderr
            line = next(line for line in first.stderr if "serving http" in line)
            port = line.rpartition(":")[2].partition("/")[0]
            done = subprocess.run(
                COMMAND,
                env=environment(nats, store_url, BANDSTAND_PORT=port),
                capture_output=True,
                text=True,
                timeout=20,
                check=False,
            )
            assert done.returncode == 2
            assert f"port {port} on 127.0.0.1 is in use" in done.stderr
        finally:
            first.terminate()
            first.wait(timeout=20)


def test_workers_that_cannot_start_end_the_gateway(nats: NatsServer, store_url: str) -> None:
    """They would be started again for ever."""
    done = subprocess.run(
        COMMAND,
        env=environment(nats, store_url, BANDSTAND_PORT="0", BANDSTAND_DOCUMENTS="/nowhere.json"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "BANDSTAND_DOCUMENTS='/nowhere.json'" in done.stderr


def test_a_store_that_would_lose_data_ends_the_gateway(
    nats: NatsServer, own_store: StoreServer
) -> None:
    """As it does when it is one process: whoever runs it is told, and not a log alone."""
    with Redis.from_url(own_store.url) as client:
        client.config_set("maxmemory-policy", "allkeys-lru")
    done = subprocess.run(
        COMMAND,
        env=environment(nats, own_store.url, BANDSTAND_PORT="0"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "set it to noeviction" in done.stderr


def explained(query: str, *options: str, **more: str) -> Result:
    """What `explain-query` says."""
    return CliRunner(env=more).invoke(main, ["explain-query", "-", *options], input=query)


def test_explain_query_says_what_is_read() -> None:
    """A developer sees before they ask what a query costs."""
    query = """query($n: Int) { feed(first: $n) { edges { node {
      title viewerHasBumped author { name articleCount } bumpers(first: 2) { edges { cursor } }
    } } } viewer { user { name } } }"""
    shown = explained(query, "--variables", '{"n": 3}', "--viewer", "enzo").stdout
    for line in (
        "compiled: one call on one shard",
        "3 of new, descending",
        "publication.author → target 0",
        "viewer in: bumps",
        "viewer.user",
        "user by 'enzo'",
        "records; a request may read 20,000",
    ):
        assert line in shown
    assert "viewer" not in explained("{ viewer { user { name } } }").stdout.partition("\n")[2]


def test_explain_query_says_why_one_is_not_compiled() -> None:
    """And what is wrong with one that is not even valid."""
    schema = "{ __schema { queryType { name } } }"
    assert "introspection is off here" in explained(schema).stderr
    introspection = explained(schema, BANDSTAND_INTROSPECTION="1")
    assert introspection.exit_code == 0
    assert "graphql-core answers it: __schema is introspection" in introspection.stdout
    bump = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { __typename } }"
    mutation = explained(bump, "--variables", '{"i": {"articleId": "x"}}')
    assert "it is a mutation" in mutation.stdout
    wide = "{ feed(first: 100) { edges { node { comments(first: 100) { edges { node { body"
    for text, told in (
        (wide + " author { feed(first: 100) { edges { cursor } } }" + " } } } } } } }", "may read"),
        ("{ feed { edges { node {" + " author { feed { edges { node {" * 9 + " id"
         + " } } } }" * 9 + " } } } }", "deeper than 15"),
        ("{ feed(first: 0) { edges { cursor } } }", "first: 0 is outside 1 to 100"),
    ):  # fmt: skip
        refused = explained(text)
        assert (refused.exit_code, told in refused.stderr) == (1, True), refused
    assert explained("{ __typename }").stdout.startswith("compiled: nothing is read")
    named = explained("query A { __typename }", "--operation", "Z")
    assert "--operation 'Z': expected one of A" in named.stderr
    lacking = explained("query($first: Int!) { feed(first: $first) { edges { cursor } } }")
    assert "'$first'" in lacking.stderr
    wrong = explained("{ feed { nothing } }")
    assert wrong.exit_code == 1
    assert "the query is not valid: Cannot query field 'nothing'" in wrong.stderr
    assert "(line 1)" in wrong.stderr
    for option in (("--variables", "["), ("--variables", '{"n": "x"}')):
        refused = explained("query($n: Int) { feed(first: $n) { edges { cursor } } }", *option)
        assert refused.exit_code == 2
        assert "--variables" in refused.stderr
