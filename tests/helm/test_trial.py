"""The trial: what it brings is enough to start, is found by who needs it, and stands alone."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import helm_python
import pytest
import yaml

from bandstand.stack import servers
from tests.helm.rendering import CHART, IMAGE, Documents, documents_of, render, variables
from tests.helm.scripts import script

VALUES: dict[str, Any] = {
    **yaml.safe_load((CHART / "examples" / "trial.yaml").read_text()),
    "image": {"repository": IMAGE},
}


@pytest.fixture(name="made")
def _made(chart: helm_python.Chart) -> Documents:
    return documents_of(chart.render(VALUES, name="demo", namespace="feeds"))


def server(made: Documents, name: str) -> dict[str, Any]:
    """The container of one of the trial's servers."""
    spec = made["StatefulSet", f"demo-bandstand-{name}"]["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    return dict(container)


def test_everybody_is_told_where_the_trials_servers_are(made: Documents) -> None:
    """The names of their Services, in every process and job."""
    services = {name for kind, name in made if kind == "Service"}
    told = 0
    for (kind, _), document in made.items():
        if kind not in ("Deployment", "Job"):
            continue
        for container in document["spec"]["template"]["spec"]["containers"]:
            given = variables(container)
            assert given["NATS_URL"] == "nats://demo-bandstand-nats:4222"
            assert given["REDIS_URL"] == "redis://demo-bandstand-valkey:6379/0"
            told += 1
    assert told == 5
    assert {"demo-bandstand-nats", "demo-bandstand-valkey"} <= services


def test_setup_comes_with_the_release(made: Documents) -> None:
    """Before it there is no NATS: a hook would wait for ever. Each revision has its own job."""
    setup = made["Job", "demo-bandstand-setup-1"]
    assert "annotations" not in setup["metadata"]
    assert ("Job", "demo-bandstand-setup") not in made


def test_the_trials_servers_start_as_they_are_told(made: Documents, tmp_path: Path) -> None:
    """With JetStream and a store that evicts nothing, else no process of ours is ever ready."""
    started, ports = [], {}
    try:
        for name, binary, address in (
            ("nats", servers.nats_binary(), "--addr"),
            ("valkey", servers.valkey_binary(), "--bind"),
        ):
            folder = tmp_path / name
            folder.mkdir()
            ports[name] = servers.free_port()
            told = [str(folder) if each == "/data" else each for each in server(made, name)["args"]]
            command = [binary, *told, address, servers.HOST, "--port", str(ports[name])]
            with (tmp_path / f"{name}.log").open("wb") as log:
                started.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=folder))
        where = {
            "NATS_URL": f"nats://{servers.HOST}:{ports['nats']}",
            "REDIS_URL": f"redis://{servers.HOST}:{ports['valkey']}/0",
        }
        done = script("warm.py", BANDSTAND_PORT=str(servers.free_port()), **where)
        assert done.returncode == 0, done.stdout + done.stderr
    finally:
        for each in started:
            each.kill()
            each.wait()


def test_a_trial_beside_other_servers_is_refused(chart: helm_python.Chart) -> None:
    """Of two answers one would silently lose."""
    settings = {"log": {"replicas": 1}}
    for store in ("nats", "redis"):
        url = {store: {"url": f"{store}://elsewhere:1"}}
        other = {"redis" if store == "nats" else "nats": {}}
        with pytest.raises(helm_python.HelmRenderError, match=rf"trial\.enabled.* {store}\.url"):
            render(chart, trial={"enabled": True}, settings=settings, **url, **other)


def test_a_trial_makes_no_promise_that_one_server_cannot_keep(chart: helm_python.Chart) -> None:
    """Three copies of a stream on one server are refused by NATS, later and with less to say."""
    with pytest.raises(helm_python.HelmRenderError, match=r"settings\.log\.replicas is 3: set it"):
        render(chart, nats={}, redis={}, trial={"enabled": True})


def test_a_long_name_leaves_room_for_what_kubernetes_adds(chart: helm_python.Chart) -> None:
    """A StatefulSet's pods carry its name and a hash in one label."""
    documents = documents_of(chart.render(VALUES, name="r" * 53))
    names = [name for kind, name in documents if kind == "StatefulSet"]
    assert len(names) == 2
    assert all(len(name) <= 63 - 11 for name in names)
