"""`bandstand up`: a whole system that starts, mends itself, ends, and finds its data again."""

from __future__ import annotations

import fcntl
import os
import re
import resource
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import httpx
import pytest

from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer
from bandstand.testing.stacks import eventually, gone, process, run
from tests.eventlog.full import needs_prlimit
from tests.system.stacks import Stack, stack

_FEED = "{ feed(first: 1) { edges { node { id title bumpCount } } } }"
_ROLES = ["nats", "redis", "projector", "projector", "indexer", "gateway"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack with the demo and two projectors, which the tests of this module hurt and share."""
    with stack(tmp_path_factory.mktemp("demo"), "--demo", "--no-people", "--replicas", 2) as made:
        yield made


def _first_article(made: Stack) -> str:
    [edge] = made.ask(_FEED)["feed"]["edges"]
    found: str = edge["node"]["id"]
    return found


def test_ready_means_that_a_query_works(demo: Stack) -> None:
    """The line `ready` is what scripts and people wait for: after it nothing may fail or lack."""
    [edge] = demo.ask(_FEED)["feed"]["edges"]
    assert edge["node"]["title"]
    out = demo.process.out.read_text(encoding="utf-8")
    assert "events of a small community" in out
    page = demo.url.removesuffix("graphql")
    *_, console, ready, empty, opened = out.splitlines()
    assert (ready, empty, opened) == (f"ready {demo.url}", "", f"open {page}"), "last and alone"
    assert re.fullmatch(r"console http://127\.0\.0\.1:\d+/console/", console)
    assert "page.js" in httpx.get(page, timeout=5).text
    said = demo.process.said
    assert "WARNING" not in said, said
    assert "the header X-Viewer is trusted" in said


def test_stack_json_says_what_runs(demo: Stack) -> None:
    """Other tools find servers and processes there, to look at them or to hurt them."""
    assert [one["role"] for one in demo.processes] == _ROLES
    assert {one["region"] for one in demo.processes} == {"main"}
    assert not any(map(gone, demo.pids()))
    addresses = {one["role"]: one["address"] for one in demo.processes}
    assert addresses["gateway"] == demo.url
    assert addresses["nats"] == demo.settings["NATS_URL"]
    assert addresses["redis"] == demo.settings["REDIS_URL"]
    assert httpx.get(addresses["projector"], timeout=5).json()["ready"]
    if os.name == "posix":
        mode = (demo.data / "stack.json").stat().st_mode
        assert mode & 0o077 == 0, "an address can hold a password"


@pytest.mark.parametrize("role", ["projector", "indexer", "gateway", "nats", "redis"])
def test_what_is_killed_is_started_again(demo: Stack, role: str) -> None:
    """A crash of any one process loses nothing that was confirmed, and needs no person."""
    article, before = _first_article(demo), demo.verdict()["events"]
    [pid, *_] = demo.pids(role)
    os.kill(pid, signal.SIGKILL)
    assert not demo.bump(article, viewer=f"after-{role}")["duplicate"]
    demo.replaced(role, pid)
    assert demo.verdict()["events"] == before + 1
    assert f"{role} ended with -9: starting it again" in demo.process.said
    assert [one["role"] for one in demo.processes] == _ROLES


@needs_prlimit
def test_a_log_whose_disk_was_full_goes_on_when_there_is_room(demo: Stack) -> None:
    """nats-server writes nothing more after a write that failed, until it is started again. What
    was confirmed before is there.
    """
    article, before = _first_article(demo), demo.verdict()["events"]
    [pid] = demo.pids("nats")
    hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        demo.bump(article, viewer="while-it-is-full")
    finally:
        demo.replaced("nats", pid)
    assert "nats-server could not write, and there is room" in demo.process.said
    assert not demo.bump(article, viewer="when-there-is-room")["duplicate"]
    assert demo.verdict()["events"] == before + 2


def test_a_second_stack_in_the_same_folder_is_refused(demo: Stack) -> None:
    """Two servers on the same data would destroy it; and the first must not notice the attempt."""
    before = demo.processes
    second = run("up", "--dir", demo.data, "--port", "0")
    assert second.returncode == 1
    assert f"another stack runs in {demo.data} (process {demo.process.child.pid})" in second.stderr
    assert not second.stdout
    assert demo.processes == before
    assert demo.command("status").returncode == 0


def test_a_stack_is_for_development_unless_it_is_told_otherwise(tmp_path: Path) -> None:
    """Whoever says 0 means it: the header X-Viewer is believed by no one then."""
    with stack(tmp_path, BANDSTAND_DEVELOPMENT="0") as made:
        asked = {"query": "{ viewer { user { id } } }"}
        answer = httpx.post(made.url, json=asked, headers={"X-Viewer": "pat"}, timeout=5)
        assert answer.json()["data"] == {"viewer": None}
        page = httpx.get(made.url, headers={"accept": "text/html"}, timeout=5)
        assert (page.status_code, "GraphiQL" in page.text) == (400, False)
        script = httpx.get(made.url.replace("graphql", "graphiql/graphiql.js"), timeout=5)
        assert script.status_code == 404


def test_a_stack_ends_and_starts_again_with_its_data(tmp_path: Path) -> None:
    """Ctrl-C is the way to end it: code 0, no child left, and everything there the next time."""
    with stack(tmp_path, "--demo", "--no-people") as made:
        digest, pids, feed = made.verdict()["digest_of_views"], made.pids(), made.ask(_FEED)
        assert made.end(signal.SIGINT) == 0
        assert all(map(gone, pids))
        assert not (made.data / "stack.json").exists()
        assert "no stack runs in" in made.command("status").stderr
    with stack(tmp_path, "--demo", "--no-people", "--shards", 4) as again:
        # The demo is not added to what is there, and another number of shards holds the same.
        assert "small community" not in again.process.out.read_text(encoding="utf-8")
        assert again.verdict()["digest_of_views"] == digest
        assert again.ask(_FEED) == feed
        assert again.settings["BANDSTAND_SHARDS"] == "4"
        assert again.end(signal.SIGTERM) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_children_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    """Else a crash leaves servers behind that hold the ports and the data of the next start."""
    with stack(tmp_path, "--demo", "--no-people") as made:
        digest, pids = made.verdict()["digest_of_views"], made.pids()
        # A server that is slow to end still has the data open, and a second would destroy it. So
        # all hold the lock, and the next start waits for whoever is the last.
        lock = made.data / "lock"
        for pid in pids:
            assert str(lock) in map(os.readlink, Path(f"/proc/{pid}/fd").iterdir())
        made.process.kill()
        eventually(lambda: all(map(gone, pids)), "no children")
        with lock.open("rb") as slow:
            fcntl.flock(slow, fcntl.LOCK_EX)
            end = Timer(3, fcntl.flock, (slow, fcntl.LOCK_UN))
            end.start()
            with stack(tmp_path) as again:
                assert not end.is_alive(), "it waited"
                assert again.verdict()["digest_of_views"] == digest
                again.process.kill()
                eventually(lambda: all(map(gone, again.pids())), "no children")
    told = again.command("status")
    assert told.returncode == 1
    assert "no stack runs in" in told.stderr, "what a crash leaves behind is no running stack"


def test_a_port_in_use_is_said_before_anything_is_started(tmp_path: Path) -> None:
    """The commonest first error of a newcomer, so the message says what to do."""
    with socket.socket() as other:
        other.bind((embedded.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        told = run("up", "--dir", tmp_path / "new", "--port", str(port))
    assert told.returncode == 2
    assert told.stderr == (
        f"bandstand: port {port} on 127.0.0.1 is in use; choose another with --port or "
        "BANDSTAND_PORT\n"
    )
    assert not list((tmp_path / "new" / "logs").iterdir()), "nothing was started"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A file in the way, and a file system that takes nothing, are told with the folder's name."""
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file" / "below", Path("/proc/bandstand")):
        told = run("up", "--dir", folder, "--port", "0")
        assert told.returncode == 1
        assert f"{folder} cannot be written" in told.stderr
        assert "choose another --dir" in told.stderr


def test_given_servers_are_used_and_not_started(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """Who has servers names them, one kind or both; the stack then neither starts nor ends them."""
    with stack(tmp_path / "one", NATS_URL=nats.url) as made:
        assert [one["role"] for one in made.processes] == [
            "redis",
            "projector",
            "indexer",
            "gateway",
        ]
        assert made.settings["NATS_URL"].endswith(f"127.0.0.1:{nats.port}")
        assert made.command("publish", "-", stdin=_ARTICLE).returncode == 0
        assert made.verdict()["events"] == 1
    given = {"NATS_URL": nats.url, "REDIS_URL": store_url, "BANDSTAND_SHARDS": "2"}
    with stack(tmp_path / "two", **given) as made:
        assert made.settings["NATS_URL"].endswith(f"127.0.0.1:{nats.port}")
        assert made.settings["REDIS_URL"].startswith(store_url)
        assert made.settings["BANDSTAND_SHARDS"] == "2"
        assert [one["role"] for one in made.processes] == ["projector", "indexer", "gateway"]
        assert made.verdict()["events"] == 1
        assert made.ask(_FEED)["feed"]["edges"]
    assert nats.answers()


_ARTICLE = (
    b'{"type":"article_published","actor":"enzo","article":"a1","tribe":"classics",'
    b'"kind":"ARTICLE","title":"Found in a barn"}'
)


def test_given_servers_that_do_not_answer_are_said_at_once(tmp_path: Path) -> None:
    """Not after a long wait for a gateway that cannot come up; and without their passwords."""
    port = embedded.free_port()
    told = run(
        *("up", "--dir", tmp_path / "nats", "--port", "0"),
        NATS_URL=f"nats://me:secret@127.0.0.1:{port}",
    )
    assert told.returncode == 1
    assert f"bandstand: nats://***@127.0.0.1:{port}: " in told.stderr
    assert "Set NATS_URL" in told.stderr
    told_of_store = run(
        *("up", "--dir", tmp_path / "redis", "--port", "0"),
        REDIS_URL=f"redis://:secret@127.0.0.1:{port}/0",
    )
    assert told_of_store.returncode == 1
    assert f"bandstand: redis://***@127.0.0.1:{port}/0: " in told_of_store.stderr
    assert "secret" not in told.stderr + told_of_store.stderr


def test_a_process_that_cannot_run_ends_the_stack(tmp_path: Path) -> None:
    """A setting that does not fit is not mended by trying again, so it is said, with its key."""
    args = ("up", "--dir", tmp_path / "data", "--port", "0")
    with process(tmp_path, *args, BANDSTAND_AUTHENTICATION="nowhere:viewer") as made:
        assert made.child.wait(timeout=30) == 2
        assert "the gateway cannot run" in made.said
        assert "BANDSTAND_AUTHENTICATION='nowhere:viewer'" in made.said
        assert "Traceback" not in made.said


def test_a_gateway_of_a_stack_serves_people_too(demo: Stack) -> None:
    """The address that `up` prints is opened in a browser: it must show something there."""
    page = httpx.get(demo.url, headers={"accept": "text/html"}, timeout=5)
    assert page.status_code == 200
    assert "graphiql" in page.text.lower()
    assert httpx.get(demo.url.replace("/graphql", "/readyz"), timeout=5).json()["ready"]
