"""The chart's values: what the schema takes, and what the installer is told of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import helm_python
import msgspec
import pytest
import yaml

from eventlog.envelope import Region
from tests.helm.rendering import CHART, REQUIRED, variables


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"gateway": {"replicas": "two"}}, "/gateway/replicas"),
        ({"gateway": {"port": "8000"}}, "/gateway/port"),
        ({"gateway": {"port": 80}}, "/gateway/port"),
        ({"gateway": {"podDisruptionBudget": {"maxUnavailable": 0}}}, "/maxUnavailable"),
        ({"gateway": {"search": {"enabled": "yes"}}}, "/gateway/search/enabled"),
        ({"gateway": {"search": {"sizeLimit": "much"}}}, "/gateway/search/sizeLimit"),
        ({"projector": {"replicas": -1}}, "/projector/replicas"),
        ({"nats": {"url": ["nats://a", "nats://b"]}}, "/nats/url"),
        ({"nats": {"ulr": "nats://a"}}, "/nats"),
        ({"region": "eu"}, "region"),
        ({"projector": {"extraEnv": [{"name": "A", "val": "b"}]}}, "/projector/extraEnv"),
        ({"gateway": {"ingress": {"paths": ["graphql"]}}}, "/gateway/ingress/paths"),
        ({"gateway": {"autoscaling": {"cpuPercent": 0}}}, "/gateway/autoscaling/cpuPercent"),
        ({"networkPolicy": {"natsPorts": []}}, "/networkPolicy/natsPorts"),
        ({"image": {"digest": "sha256:1"}}, "/image/digest"),
        ({"image": {"pullPolicy": "Sometimes"}}, "/image/pullPolicy"),
        ({"replicaCount": 3}, "replicaCount"),
    ],
)
def test_the_schema_refuses_a_wrong_value_and_says_where(
    chart: helm_python.Chart, values: dict[str, Any], place: str
) -> None:
    """A wrong type or a slip of the pen stops before anything is changed in the cluster."""
    with pytest.raises(helm_python.HelmValuesError) as raised:
        chart.render({**REQUIRED, **values}, name="demo")
    assert place in str(raised.value)


@pytest.mark.parametrize(
    "region", ["eu", "eu1", "1", "a" * 16, "", "EU", "eu-1", "eu.1", "eu\n", "a" * 17]
)
def test_the_schema_takes_the_regions_that_events_take(
    chart: helm_python.Chart, region: str
) -> None:
    """The rule is the envelope's: a region that it refuses would stop every publish."""
    assert taken_by_chart(chart, region) == taken_by_envelope(region)


def taken_by_chart(chart: helm_python.Chart, region: str) -> bool:
    """Whether the schema lets a region pass."""
    try:
        chart.validate_schema({"settings": {"log": {"region": region}}})
    except helm_python.HelmValuesError:
        return False
    return True


def taken_by_envelope(region: str) -> bool:
    """Whether an event may carry a region."""
    try:
        msgspec.convert(region, Region)
    except msgspec.ValidationError:
        return False
    return True


def test_the_schema_knows_every_value(chart: helm_python.Chart) -> None:
    """A value that only values.yaml has goes unchecked; one that only the schema has, undefaulted.

    `global` is Helm's own: it is there when the chart is a part of another.
    """
    schema = chart.schema
    assert schema is not None
    without_default = {"global", "initialDelaySeconds", "claims"}

    def compare(node: dict[str, Any], value: Any, path: str) -> None:
        if "$ref" in node:
            node = schema["definitions"][node["$ref"].removeprefix("#/definitions/")]
        if node.get("additionalProperties") is not False or not isinstance(value, dict):
            return
        assert set(node["properties"]) - without_default == set(value), path
        for key in value:
            compare(node["properties"][key], value[key], f"{path}/{key}")

    compare(schema, chart.values, "")


@pytest.mark.parametrize(
    ("trusted", "everybody"),
    [
        (["10.0.0.0/8", "0.0.0.0/0"], "has 0.0.0.0/0: that is everybody"),
        (["::/0"], "has ::/0: that is everybody"),
        (["0.0.0.0/0.0.0.0"], "has 0.0.0.0/0.0.0.0: that is everybody"),
        (["2000::/3"], "has 2000::/3: that is everybody"),
        (["10.0.0.0/8", "fd00::/8", "10.0.0.0/30"], ""),
    ],
)
def test_the_notes_warn_of_proxies_that_are_everybody(
    chart: helm_python.Chart, trusted: list[str], everybody: str
) -> None:
    """Who wants no trouble with addresses writes it, and has no budgets by address."""
    settings = {"gateway": {"trustedProxies": trusted}}
    files = chart.render({**REQUIRED, "settings": settings}, name="demo", namespace="feeds")
    notes = " ".join(files["bandstand/templates/NOTES.txt"].split())
    assert ("that is everybody" in notes) is bool(everybody)
    assert everybody in notes
    assert ("Name the network of the Ingress's pods" in notes) is bool(everybody)


def test_the_notes_say_how_to_call_and_which_doors_are_open(chart: helm_python.Chart) -> None:
    """An open door is all right when it is meant: the notes name each one."""

    def notes(**values: Any) -> str:
        files = chart.render({**REQUIRED, **values}, name="demo", namespace="feeds")
        return files["bandstand/templates/NOTES.txt"]

    assert "port-forward service/demo-bandstand-gateway 8000:80" in notes()
    assert "settings.gateway.authentication is empty" in notes()
    assert "helm test demo --namespace feeds" in notes()
    loose = notes(
        settings={"gateway": {"corsOrigins": ["*"], "development": True}, "log": {"replicas": 1}}
    )
    for open_door in (
        "8000 past",
        "8003 of gateways",
        "8002 of their indexers",
        "8001 of projectors",
    ):
        assert open_door in loose, "networkPolicy is off"
    assert "indexers" not in notes(gateway={"search": {"enabled": False}})
    assert "trustedProxies" not in loose, "nothing stands in front of it"
    assert 'settings.gateway.corsOrigins has "*"' in loose
    assert "settings.gateway.development is true" in loose
    assert "settings.log.replicas is 1" in loose
    closed = notes(
        settings={
            "gateway": {
                "authentication": "house.tokens:authenticate",
                "trustedProxies": ["10.244.0.0/16"],
            }
        },
        networkPolicy={"enabled": True},
        gateway={"ingress": {"enabled": True, "hosts": ["feeds.example"]}},
    )
    assert "WARNING" not in closed
    assert "http://feeds.example/graphql" in closed
    doors: dict[str, dict[str, Any]] = {
        "ingress": {"hosts": ["feeds.example"]},
        "httpRoute": {"parentRefs": [{"name": "public"}]},
    }
    for door, said in doors.items():
        behind = notes(gateway={door: {"enabled": True, **said}})
        assert "settings.gateway.trustedProxies is empty" in behind, door


@pytest.mark.parametrize(
    "example", sorted((CHART / "examples").glob("region-*.yaml")), ids=lambda path: path.stem
)
def test_an_example_behind_an_ingress_names_it(chart: helm_python.Chart, example: Path) -> None:
    """Else one visitor spends the budget of all who are not signed in."""
    values = yaml.safe_load(example.read_text(encoding="utf-8"))
    assert values["gateway"]["ingress"]["enabled"]
    rendered = chart.render(values, name="demo", namespace="feeds")
    assert "trustedProxies" not in rendered["bandstand/templates/NOTES.txt"]
    (told,) = yaml.safe_load_all(rendered["bandstand/templates/gateway-deployment.yaml"])
    containers = told["spec"]["template"]["spec"]["containers"]
    (gateway,) = [each for each in containers if each["name"] == "gateway"]
    assert variables(gateway)["BANDSTAND_TRUSTED_PROXIES"] == "10.0.0.0/8"
