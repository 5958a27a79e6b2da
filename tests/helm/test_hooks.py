"""What runs around a release: setup, warm and test, rendered; and their scripts, really run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from runpy import run_path
from threading import Thread
from typing import Any

import helm_python
import httpx
import pytest

from bandstand.stack.servers import free_port
from bandstand.testing.servers import NatsServer
from bandstand.testing.stacks import Stack, eventually, process, run
from tests.helm.rendering import CHART, IMAGE, render, variables
from tests.helm.scripts import script

EVENTS = 200


def status(url: str) -> int:
    """What a URL answers with."""
    return httpx.get(url, timeout=5).status_code


def test_warm_ends_when_the_views_are_filled(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """A gateway of a new version is not ready before somebody filled its views; this does."""
    where = {"NATS_URL": nats.url, "REDIS_URL": store_url, "BANDSTAND_HOST": "127.0.0.1"}
    event = {"type": "user_profile_set", "actor": "ada", "user": "ada", "name": "Ada"}
    lines = "\n".join(json.dumps({**event, "name": f"Ada {n}"}) for n in range(EVENTS))
    assert run("publish", "-", stdin=lines.encode(), cwd=tmp_path, **where).returncode == 0
    port = free_port()
    ready = f"http://127.0.0.1:{port}/readyz"
    with process(tmp_path / "gateway", "gateway", BANDSTAND_PORT=str(port), **where) as gateway:
        gateway.wait_for("serving")
        assert eventually(lambda: status(ready), "an answer") == 503
        done = script("warm.py", BANDSTAND_PORT=str(free_port()), **where)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "the views of this version are filled" in done.stdout
        eventually(lambda: status(ready) == 200, "a gateway that found the views filled")
    found = json.loads(run("status", "--json", cwd=tmp_path, **where).stdout)
    assert str(EVENTS) in json.dumps(found)


@pytest.mark.parametrize(
    ("body", "waits_for"),
    [
        (b'{"ready": false, "trouble": {"views": "holds 0 of 200"}}', "views: holds 0 of 200"),
        (b'{"ready": false}', "it is not ready (503)"),
        (b"no JSON", "it is not ready (503)"),
    ],
)
def test_warm_waits_whatever_a_gateway_says_of_its_trouble(
    monkeypatch: pytest.MonkeyPatch, body: bytes, waits_for: str
) -> None:
    """One that says nothing was once taken for ready, and pods were replaced over empty views."""

    class Unready(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Unready) as server:
        Thread(target=server.handle_request, daemon=True).start()
        monkeypatch.setenv("BANDSTAND_PORT", str(server.server_port))
        assert run_path(str(CHART / "files" / "warm.py"))["trouble"]() == waits_for


def test_warm_says_which_process_cannot_run(tmp_path: Path) -> None:
    """A job that waits for what ended would hold up the upgrade until its deadline."""
    done = script(
        "warm.py",
        BANDSTAND_PORT=str(free_port()),
        NATS_URL="nats://127.0.0.1:1",
        BANDSTAND_SHARDS="0",
    )
    assert done.returncode == 1
    assert "ended with" in done.stdout
    assert "BANDSTAND_SHARDS=0" in done.stderr


@pytest.fixture(scope="module", name="asked")
def _asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the gateway of a whole stack answers, which believes X-Viewer."""
    with Stack(tmp_path_factory.mktemp("asked")) as stack:
        yield stack.url


def told(chart: helm_python.Chart, url: str, **tests: Any) -> dict[str, str]:
    """The environment of the test's pod, with a gateway that is there."""
    (container,) = render(chart, tests=tests)["Pod", "demo-bandstand-test"]["spec"]["containers"]
    given = variables(container)
    if "TOKEN" in given:
        assert given["TOKEN"] == {"secretKeyRef": {"name": "test-token", "key": "token"}}
        given["TOKEN"] = "ada"
    assert given["GATEWAY_URL"] == "http://demo-bandstand-gateway:80/graphql"
    return {**given, "GATEWAY_URL": url}


def test_the_test_asks_a_query_and_says_that_it_asks_no_mutation(
    chart: helm_python.Chart, asked: str
) -> None:
    """Without a token nothing can be written; that is said, and is no failure."""
    done = script("ask.py", **told(chart, asked))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "query: fine" in done.stdout
    assert "mutation: left out, as tests.tokenSecret names no Secret" in done.stdout


def test_the_test_asks_a_mutation_with_a_token(chart: helm_python.Chart, asked: str) -> None:
    """The header is the one that the values name."""
    secret = {"tokenSecret": {"name": "test-token"}, "header": "X-Viewer", "prefix": ""}
    done = script("ask.py", **told(chart, asked, **secret))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "mutation: fine" in done.stdout
    nobody = {"header": "X-Nobody"}
    refused = {"mutation": 'mutation { setUserProfile(input: {name: ""}) { userErrors { code } } }'}
    for change in (nobody, refused):
        wrong = script("ask.py", **told(chart, asked, **{**secret, **change}))
        assert (wrong.returncode, "mutation: NOT FINE" in wrong.stdout) == (1, True)
    assert "INVALID" in wrong.stdout


def test_the_test_fails_where_the_gateway_does_not_answer(
    chart: helm_python.Chart, asked: str
) -> None:
    """What is not there, what is no gateway, and what is wrong in a query are told apart."""
    nowhere = script("ask.py", **told(chart, f"http://127.0.0.1:{free_port()}/graphql"))
    assert (nowhere.returncode, "does not answer as a gateway" in nowhere.stdout) == (1, True)
    wrong = script("ask.py", **told(chart, asked, query="{ nonsense }"))
    assert (wrong.returncode, "query: NOT FINE" in wrong.stdout) == (1, True)


# How they are rendered


def hooks(chart: helm_python.Chart, **values: Any) -> dict[str, tuple[str, int]]:
    """The kind and name of each hook: its events and its weight."""
    return {
        f"{kind} {name.removeprefix('demo-bandstand-')}": (
            document["metadata"]["annotations"]["helm.sh/hook"],
            int(document["metadata"]["annotations"].get("helm.sh/hook-weight", 0)),
        )
        for (kind, name), document in render(chart, **values).items()
        if "helm.sh/hook" in document["metadata"].get("annotations", {})
    }


def test_streams_are_made_first_and_views_filled_before_a_pod_is_replaced(
    chart: helm_python.Chart,
) -> None:
    """The order of an upgrade; and what lets the jobs out stands before them."""
    found = hooks(chart, networkPolicy={"enabled": True})
    before = "pre-install,pre-upgrade,pre-rollback"
    assert found == {
        "NetworkPolicy jobs": (before, -10),
        "ServiceAccount setup": (before, -10),
        "Job setup": (before, -5),
        "Job warm": ("pre-upgrade,pre-rollback", 0),
        "Pod test": ("test", 0),
    }


def test_jobs_run_what_the_new_version_runs(chart: helm_python.Chart) -> None:
    """The same image and settings as the pods that follow, and a deadline."""
    documents = render(
        chart, settings={"store": {"shards": 8}}, image={"repository": IMAGE, "tag": "9.9.9"}
    )
    commands = {}
    for name in ("setup", "warm"):
        spec = documents["Job", f"demo-bandstand-{name}"]["spec"]
        (container,) = spec["template"]["spec"]["containers"]
        assert spec["activeDeadlineSeconds"] > 0
        assert container["image"] == f"{IMAGE}:9.9.9"
        assert variables(container)["BANDSTAND_SHARDS"] == "8"
        commands[name] = container["command"]
    assert commands["setup"] == ["bandstand", "setup"]
    assert commands["warm"][:2] == ["python", "-c"]
    assert commands["warm"][2] == (CHART / "files" / "warm.py").read_text(encoding="utf-8")


def test_setup_has_an_account_of_its_own(chart: helm_python.Chart) -> None:
    """The chart's is not there before an installation: a job whose account is missing is never
    started, and nothing of a release should run as the namespace's default.
    """

    def account(**values: Any) -> str:
        setup = render(chart, **values)["Job", "demo-bandstand-setup"]
        return str(setup["spec"]["template"]["spec"]["serviceAccountName"])

    identity = {"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/feeds"}
    made = render(chart, serviceAccount={"annotations": identity})
    found = made["ServiceAccount", "demo-bandstand-setup"]
    assert found["automountServiceAccountToken"] is False
    assert identity.items() <= found["metadata"]["annotations"].items()
    assert made["ServiceAccount", "demo-bandstand"]["metadata"]["annotations"] == identity
    assert account() == "demo-bandstand-setup"
    named: dict[str, Any] = {"create": False, "name": "feeds"}
    assert account(serviceAccount=named) == "feeds"
    assert account(serviceAccount={"create": False}) == "default"


def test_projectors_outlive_the_gateways_of_their_version(chart: helm_python.Chart) -> None:
    """Until the last old gateway is gone somebody brings its views forward."""
    spec = render(chart)["Deployment", "demo-bandstand-projector"]["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    assert {"name": "BANDSTAND_OVERLAP_S", "value": "900"} in container["env"]
    assert spec["terminationGracePeriodSeconds"] > 900
    with pytest.raises(helm_python.HelmRenderError, match=r"projector\.overlapSeconds is 930"):
        render(chart, projector={"overlapSeconds": 930})
