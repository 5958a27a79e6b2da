"""The indexer in the gateway's pod: what it shares with the gateway, and how to do without."""

from __future__ import annotations

from typing import Any

import helm_python

from tests.helm.rendering import environment, pod, variables


def containers(chart: helm_python.Chart, **values: Any) -> dict[str, dict[str, Any]]:
    """The containers of the gateway's pod, by name."""
    return {each["name"]: each for each in pod(chart, "gateway", **values)["containers"]}


def test_gateway_and_indexer_share_a_folder_and_the_log(chart: helm_python.Chart) -> None:
    """Else the gateway would look for an index where nobody writes it."""
    found = containers(chart)
    assert found.keys() == {"gateway", "indexer"}
    folder = variables(found["gateway"])["BANDSTAND_SEARCH_DIR"]
    for each in found.values():
        assert variables(each)["BANDSTAND_SEARCH_DIR"] == folder
        assert {"name": "search", "mountPath": folder} in each["volumeMounts"]
    indexer = found["indexer"]
    assert indexer["command"] == ["bandstand", "indexer"]
    assert indexer["image"] == found["gateway"]["image"]
    shared = {"NATS_URL", "BANDSTAND_DOMAIN", "BANDSTAND_REGION", "BANDSTAND_HOST"}
    for name in shared:
        assert variables(indexer)[name] == environment(chart, "gateway")[name]


def test_feeds_do_not_wait_for_the_index(chart: helm_python.Chart) -> None:
    """An indexer that is not ready must take no gateway out of service; one that hangs restarts."""
    values = {"gateway": {"search": {"healthPort": 9124}}}
    indexer = containers(chart, **values)["indexer"]
    assert "readinessProbe" not in indexer
    assert "startupProbe" not in indexer
    (listening,) = indexer["ports"]
    assert variables(indexer)["BANDSTAND_HEALTH_PORT"] == str(listening["containerPort"]) == "9124"
    asked = {"path": "/healthz", "port": listening["name"]}
    assert indexer["livenessProbe"]["httpGet"] == asked


def test_the_index_lives_as_long_as_its_pod_and_has_a_bound(chart: helm_python.Chart) -> None:
    """It is filled from the log again: a disk that outlives the pod would keep old versions."""
    values = {"gateway": {"search": {"sizeLimit": "7Gi"}}}
    volumes = {one["name"]: one for one in pod(chart, "gateway", **values)["volumes"]}
    assert volumes["search"] == {"name": "search", "emptyDir": {"sizeLimit": "7Gi"}}


def test_search_can_be_left_out(chart: helm_python.Chart) -> None:
    """Then nothing of it is in the pod."""
    spec = pod(chart, "gateway", gateway={"search": {"enabled": False}})
    assert [each["name"] for each in spec["containers"]] == ["gateway"]
    assert [volume["name"] for volume in spec["volumes"]] == ["tmp"]
    assert "search" not in str(spec)
