"""The chart's values: what the schema takes, and what the installer is told of them."""

from __future__ import annotations

from typing import Any

import helm_python
import msgspec
import pytest

from eventlog.envelope import Region

REQUIRED: dict[str, Any] = {
    "nats": {"url": "nats://nats.example:4222"},
    "redis": {"url": "redis://redis.example:6379/0"},
}


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"gateway": {"replicas": "two"}}, "/gateway/replicas"),
        ({"gateway": {"port": "8000"}}, "/gateway/port"),
        ({"gateway": {"port": 80}}, "/gateway/port"),
        ({"gateway": {"corsOrigins": "https://a.example"}}, "/gateway/corsOrigins"),
        ({"gateway": {"corsOrigins": ["https://a.example/"]}}, "/gateway/corsOrigins"),
        ({"gateway": {"authentication": "no_function"}}, "/gateway/authentication"),
        ({"gateway": {"podDisruptionBudget": {"maxUnavailable": 0}}}, "/maxUnavailable"),
        ({"gateway": {"workers": 0}}, "/gateway/workers"),
        ({"gateway": {"cacheSeconds": -1}}, "/gateway/cacheSeconds"),
        ({"gateway": {"connections": 0}}, "/gateway/connections"),
        ({"gateway": {"subscriptions": "many"}}, "/gateway/subscriptions"),
        ({"gateway": {"slowSeconds": 61}}, "/gateway/slowSeconds"),
        ({"gateway": {"waiting": 0}}, "/gateway/waiting"),
        ({"gateway": {"introspection": "0"}}, "/gateway/introspection"),
        ({"gateway": {"query": {"cost": 10}}}, "/gateway/query/cost"),
        ({"gateway": {"query": {"mutations": 0}}}, "/gateway/query/mutations"),
        ({"gateway": {"query": {"depth": 3}}}, "/gateway/query"),
        ({"gateway": {"corsOrigins": ["https://A.example"]}}, "/gateway/corsOrigins"),
        ({"gateway": {"corsCredentials": 1}}, "/gateway/corsCredentials"),
        ({"gateway": {"corsCredentials": True, "corsOrigins": ["*"]}}, "/gateway/corsOrigins"),
        ({"gateway": {"search": {"enabled": "yes"}}}, "/gateway/search/enabled"),
        ({"gateway": {"search": {"sizeLimit": "much"}}}, "/gateway/search/sizeLimit"),
        ({"projector": {"replicas": -1}}, "/projector/replicas"),
        ({"nats": {"url": ["nats://a", "nats://b"]}}, "/nats/url"),
        ({"nats": {"ulr": "nats://a"}}, "/nats"),
        ({"log": {"replicas": 6}}, "/log/replicas"),
        ({"views": {"shards": 0}}, "/views/shards"),
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
        chart.validate_schema({"region": region})
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


def test_the_notes_say_how_to_call_and_which_doors_are_open(chart: helm_python.Chart) -> None:
    """An open door is all right when it is meant: the notes name each one."""

    def notes(**values: Any) -> str:
        files = chart.render({**REQUIRED, **values}, name="demo", namespace="feeds")
        return files["bandstand/templates/NOTES.txt"]

    assert "port-forward service/demo-bandstand-gateway 8000:80" in notes()
    assert "gateway.authentication is empty" in notes()
    loose = notes(gateway={"corsOrigins": ["*"]}, log={"replicas": 1})
    assert "gateway.corsOrigins" in loose
    assert "log.replicas is 1" in loose
    assert "WARNING" not in notes(gateway={"authentication": "house.tokens:authenticate"})
    url = {"name": "BANDSTAND_JWT_JWKS_URL", "value": "https://id.cars.example/jwks"}
    assert "WARNING" not in notes(gateway={"extraEnv": [url]})
    assert "WARNING" in notes(gateway={"extraEnv": [{"name": "OTHER", "value": "x"}]})
