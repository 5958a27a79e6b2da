"""Who reaches what: ingress, routes, network policies, monitors."""

from __future__ import annotations

import json
from typing import Any

import helm_python
import pytest
import yaml

from tests.helm.rendering import CHART, files, render

GUARDED: dict[str, Any] = {"networkPolicy": {"enabled": True}}
OF = "app.kubernetes.io/component"


def opened(chart: helm_python.Chart, kind: str, **door: Any) -> dict[str, Any]:
    """The gateway's door of a kind."""
    name = {"Ingress": "ingress", "HTTPRoute": "httpRoute"}[kind]
    documents = render(chart, gateway={name: {"enabled": True, **door}})
    found: dict[str, Any] = documents[kind, "demo-bandstand-gateway"]["spec"]
    return found


def test_an_ingress_opens_graphql_and_nothing_else(chart: helm_python.Chart) -> None:
    """What else the gateway answers on its port is for those inside."""
    hosts = ["feeds.example", "eu.feeds.example"]
    found = opened(chart, "Ingress", hosts=hosts, className="nginx")
    assert found["ingressClassName"] == "nginx"
    assert [rule["host"] for rule in found["rules"]] == hosts
    for rule in found["rules"]:
        (path,) = rule["http"]["paths"]
        assert (path["path"], path["pathType"]) == ("/graphql", "Prefix")
        service = {"name": "demo-bandstand-gateway", "port": {"name": "http"}}
        assert path["backend"]["service"] == service
    with pytest.raises(helm_python.HelmRenderError, match=r"gateway\.ingress\.hosts is required"):
        opened(chart, "Ingress")


def test_a_route_opens_the_same_and_cuts_no_subscription(chart: helm_python.Chart) -> None:
    """A subscription is one long request."""
    found = opened(chart, "HTTPRoute", parentRefs=[{"name": "public"}], paths=["/graphql", "/web"])
    (rule,) = found["rules"]
    paths = [match["path"]["value"] for match in rule["matches"]]
    assert paths == ["/graphql", "/web"]
    assert rule["timeouts"] == {"request": "0s"}
    assert rule["backendRefs"] == [{"name": "demo-bandstand-gateway", "port": 80}]
    with pytest.raises(helm_python.HelmRenderError, match="parentRefs is required"):
        opened(chart, "HTTPRoute")


def policies(chart: helm_python.Chart, **values: Any) -> dict[str, dict[str, Any]]:
    """The network policies by what they are called."""
    return {
        name.removeprefix("demo-bandstand-"): document["spec"]
        for (kind, name), document in render(chart, **{**GUARDED, **values}).items()
        if kind == "NetworkPolicy"
    }


def ports(rules: list[dict[str, Any]]) -> list[Any]:
    """The ports of each rule."""
    return [[port["port"] for port in rule["ports"]] for rule in rules]


def test_everything_is_denied_before_anything_is_allowed(chart: helm_python.Chart) -> None:
    """A pod that no policy selects is open to all; this one selects each of the release."""
    found = policies(chart)
    deny = found.pop("deny")
    assert deny["policyTypes"] == ["Ingress", "Egress"]
    assert "ingress" not in deny
    assert "egress" not in deny
    own = {"app.kubernetes.io/name": "bandstand", "app.kubernetes.io/instance": "demo"}
    assert deny["podSelector"] == {"matchLabels": own}
    pods = [
        document["spec"].get("template", document)["metadata"]["labels"]
        for (kind, _), document in render(chart, **GUARDED).items()
        if kind in ("Deployment", "Job", "Pod")
    ]
    assert len(pods) == 5
    assert all(own.items() <= labels.items() for labels in pods)
    for spec in found.values():
        assert spec["policyTypes"] == ["Ingress", "Egress"]


def test_each_component_reaches_what_it_needs(chart: helm_python.Chart) -> None:
    """Names, NATS and Redis; never each other, and no other region but through NATS."""
    to_nats = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "nats"}}}
    issuer = {"to": [{"ipBlock": {"cidr": "192.0.2.0/24"}}], "ports": [{"port": 443}]}
    more = {"nats": [to_nats], "redisPorts": [6379, 26379], "extraEgress": [issuer]}
    found = policies(chart, networkPolicy={"enabled": True, **more})
    for name in ("gateway", "projector", "jobs"):
        egress = found[name]["egress"]
        assert ports(egress) == [[53, 53], [4222], [6379, 26379], [443]], name
        assert egress[1]["to"] == [to_nats]
        assert "to" not in egress[2], "anywhere, by its port"
    assert ports(found["test"]["egress"]) == [[53, 53], ["http"]]
    (tested,) = found["test"]["egress"][1]["to"]
    assert tested["podSelector"]["matchLabels"][OF] == "gateway"


def test_callers_reach_graphql_and_prometheus_reaches_metrics(chart: helm_python.Chart) -> None:
    """Neither reaches what is for the other, and nobody reaches jobs."""
    found = policies(chart)
    called, watched = found["gateway"]["ingress"]
    names = [
        peer["namespaceSelector"]["matchLabels"]["kubernetes.io/metadata.name"]
        for peer in called["from"]
        if "namespaceSelector" in peer
    ]
    assert (names, ports([called])) == (["ingress-nginx"], [["http"]])
    (tests,) = [peer for peer in called["from"] if "podSelector" in peer]
    assert tests["podSelector"]["matchLabels"][OF] == "test"
    assert ports([watched]) == [["health", "indexer"]]
    assert watched["from"] == found["projector"]["ingress"][0]["from"]
    assert ports(found["projector"]["ingress"]) == [["health"]]
    assert "ingress" not in found["jobs"]
    alone = policies(chart, networkPolicy={"enabled": True, "monitoring": [], "callers": []})
    assert "ingress" not in alone["projector"]
    (only,) = alone["gateway"]["ingress"]
    assert only["from"] == [tests]


@pytest.mark.parametrize(
    ("store", "url"),
    [("nats", "nats://n:4222,nats://m:4223"), ("redis", "redis://r:6380/0"), ("redis", "r:6380")],
)
def test_a_port_that_nothing_opens_is_refused(
    chart: helm_python.Chart, store: str, url: str
) -> None:
    """Packets to it would vanish, and pods would wait for ever."""
    given = url if "://" in url else f"redis://{url}"
    with pytest.raises(helm_python.HelmRenderError, match=rf"{store}\.url names port \d+, and"):
        render(chart, **GUARDED, **{store: {"url": given}})
    render(chart, **{store: {"url": given}})
    known = {"networkPolicy": {"enabled": True, f"{store}Ports": [4222, 4223, 6380]}}
    render(chart, **known, **{store: {"url": given}})


def test_ports_of_policies_are_ports_of_pods(chart: helm_python.Chart) -> None:
    """A name that no container has allows nothing, silently."""
    watched = {"monitoring": {"monitors": {"enabled": True}}}
    documents = render(chart, **GUARDED, **watched, settings={"log": {"region": "eu"}})
    for component in ("gateway", "projector"):
        spec = documents["Deployment", f"demo-bandstand-{component}"]["spec"]["template"]["spec"]
        named = {port["name"] for each in spec["containers"] for port in each["ports"]}
        policy = documents["NetworkPolicy", f"demo-bandstand-{component}"]["spec"]
        assert {name for rule in ports(policy["ingress"]) for name in rule} <= named
        monitor = documents["PodMonitor", f"demo-bandstand-{component}"]["spec"]
        asked = {endpoint["port"] for endpoint in monitor["podMetricsEndpoints"]}
        assert asked == named - {"http"}
        for endpoint in monitor["podMetricsEndpoints"]:
            assert endpoint["relabelings"] == [{"targetLabel": "region", "replacement": "eu"}]
        assert monitor["selector"]["matchLabels"][OF] == component


def test_alerts_and_the_dashboard_come_whole(chart: helm_python.Chart) -> None:
    """Both are files that are made and tested beside the metrics; Helm reads no brace in them."""
    names = ("rules", "dashboard")
    told = {name: {"enabled": True, "labels": {"release": "prometheus"}} for name in names}
    documents = render(chart, monitoring=told)
    alerts = yaml.safe_load((CHART / "files" / "alerts.yaml").read_text(encoding="utf-8"))
    rule = documents["PrometheusRule", "demo-bandstand-alerts"]
    assert rule["spec"] == alerts
    assert rule["metadata"]["labels"]["release"] == "prometheus"
    made = documents["ConfigMap", "demo-bandstand-dashboard"]
    whole = json.loads((CHART / "files" / "dashboard.json").read_text(encoding="utf-8"))
    assert json.loads(made["data"]["bandstand.json"]) == whole
    assert made["metadata"]["labels"]["grafana_dashboard"] == "1"


def test_nothing_of_other_operators_is_there_unless_asked(chart: helm_python.Chart) -> None:
    """A kind that the cluster does not know makes the whole installation fail."""
    own = {"Deployment", "Job", "Pod", "PodDisruptionBudget", "Service", "ServiceAccount"}
    assert {kind for kind, _ in render(chart)} == own
    assert "monitoring.coreos.com" not in "".join(files(chart).values())
