"""The chart, linted and rendered by Helm's own library: no cluster and no network is needed."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import helm_python
import pytest
import yaml

from bandstand.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "helm"
NATS_URL = "nats://nats.example:4222"
REDIS_URL = "redis://redis.example:6379/0"
REQUIRED: dict[str, Any] = {"nats": {"url": NATS_URL}, "redis": {"url": REDIS_URL}}
COMPONENTS = ("gateway", "projector")
_DEPLOYED: dict[str, Any] = {
    "nats_url": NATS_URL,
    "redis_url": REDIS_URL,
    "host": "0.0.0.0",
    "log_format": "json",
    "replicas": 3,
    "cors_origins": "",
    "search_dir": "",
    "health_port": 0,
}
"""What a deployment says otherwise than a process by itself."""


def render(
    chart: helm_python.Chart, *, name: str = "demo", **values: Any
) -> dict[tuple[str, str], dict[str, Any]]:
    """Render with the required URLs and `values` over them: (kind, name) → document."""
    files = chart.render({**REQUIRED, **values}, name=name, namespace="feeds")
    documents = [
        document
        for path, text in files.items()
        if path.endswith(".yaml")
        for document in yaml.safe_load_all(text)
        if document is not None
    ]
    return {(each["kind"], each["metadata"]["name"]): each for each in documents}


def pod(chart: helm_python.Chart, component: str, **values: Any) -> dict[str, Any]:
    """The pod of a component's Deployment."""
    deployment = render(chart, **values)["Deployment", f"demo-bandstand-{component}"]
    return deployment["spec"]["template"]["spec"]


def container(chart: helm_python.Chart, component: str, **values: Any) -> dict[str, Any]:
    """The container of a component's pod that is called as the component is."""
    containers = pod(chart, component, **values)["containers"]
    (named,) = [each for each in containers if each["name"] == component]
    return named


def environment(chart: helm_python.Chart, component: str, **values: Any) -> dict[str, Any]:
    """A component's environment: name → value, or the source of one."""
    entries = container(chart, component, **values)["env"]
    assert len({entry["name"] for entry in entries}) == len(entries), "a variable is set twice"
    return {entry["name"]: entry.get("value", entry.get("valueFrom")) for entry in entries}


# What is installed


@pytest.mark.parametrize("values", [{}, REQUIRED], ids=["bare", "configured"])
def test_lint_finds_no_error_and_no_warning(values: dict[str, Any]) -> None:
    """A chart that its own tool complains of is not trusted; an icon is a matter of taste."""
    report = helm_python.lint(CHART, values, strict=True, with_subcharts=True)
    assert report["total_charts_linted"] == 1
    assert report["errors"] == []
    assert [each for each in report["messages"] if each["severity"] != 1] == []


def test_the_required_urls_alone_install_everything(chart: helm_python.Chart) -> None:
    """Two URLs are all that a first install has to know."""
    assert set(render(chart)) == {
        ("Deployment", "demo-bandstand-gateway"),
        ("Deployment", "demo-bandstand-projector"),
        ("PodDisruptionBudget", "demo-bandstand-gateway"),
        ("Service", "demo-bandstand-gateway"),
        ("ServiceAccount", "demo-bandstand"),
    }


def test_the_chart_installs_the_version_of_the_project(chart: helm_python.Chart) -> None:
    """The image's tag follows appVersion, so a forgotten bump would install an old program."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert chart.metadata["appVersion"] == project["version"]
    assert container(chart, "gateway")["image"] == f"bandstand:{project['version']}"


def test_a_digest_pins_the_image(chart: helm_python.Chart) -> None:
    """A tag can move; whoever gives a digest gets those bytes in both processes."""
    digest = "sha256:" + "0123456789abcdef" * 4
    for component in COMPONENTS:
        image = container(chart, component, image={"tag": "1.2.3", "digest": digest})["image"]
        assert image == f"bandstand@{digest}"


def test_names_stay_within_63_characters(chart: helm_python.Chart) -> None:
    """A release may have 53 characters, and a Service's name is a DNS label."""
    documents = render(chart, name="r" * 53)
    assert len(documents) == 5
    assert all(len(name) <= 63 for _, name in documents)


@pytest.mark.parametrize("component", COMPONENTS)
def test_replicas_follow_the_values(chart: helm_python.Chart, component: str) -> None:
    """Two by default, so that one may be lost; any number works."""
    key = ("Deployment", f"demo-bandstand-{component}")
    assert render(chart)[key]["spec"]["replicas"] == 2
    assert render(chart, **{component: {"replicas": 7}})[key]["spec"]["replicas"] == 7


def test_selectors_tell_the_components_apart(chart: helm_python.Chart) -> None:
    """A Service that also selected projectors would send readers where nobody answers."""
    documents = render(chart)
    labels = {
        component: documents["Deployment", f"demo-bandstand-{component}"]["spec"]["template"][
            "metadata"
        ]["labels"]
        for component in COMPONENTS
    }
    selectors = {
        "Service": documents["Service", "demo-bandstand-gateway"]["spec"]["selector"],
        "PodDisruptionBudget": documents["PodDisruptionBudget", "demo-bandstand-gateway"]["spec"][
            "selector"
        ]["matchLabels"],
    }
    for kind, selector in selectors.items():
        assert selector.items() <= labels["gateway"].items(), kind
        assert not selector.items() <= labels["projector"].items(), kind
    for component in COMPONENTS:
        spec = documents["Deployment", f"demo-bandstand-{component}"]["spec"]
        assert spec["selector"]["matchLabels"].items() <= labels[component].items()


def test_a_drain_takes_one_gateway_and_never_waits_for_an_unready_one(
    chart: helm_python.Chart,
) -> None:
    """A budget that allows no eviction would hold up the node for ever."""
    key = ("PodDisruptionBudget", "demo-bandstand-gateway")
    assert render(chart)[key]["spec"]["maxUnavailable"] == 1
    assert render(chart)[key]["spec"]["unhealthyPodEvictionPolicy"] == "AlwaysAllow"
    without = render(chart, gateway={"podDisruptionBudget": {"enabled": False}})
    assert key not in without


def test_rollouts_keep_every_gateway_and_all_but_one_projector(chart: helm_python.Chart) -> None:
    """Readers notice a missing gateway; a missing projector shows only as a little delay."""
    documents = render(chart)
    rolling = {
        component: documents["Deployment", f"demo-bandstand-{component}"]["spec"]["strategy"]
        for component in COMPONENTS
    }
    assert rolling["gateway"]["rollingUpdate"]["maxUnavailable"] == 0
    assert rolling["projector"]["rollingUpdate"]["maxUnavailable"] == 1


# Where NATS and Redis are


@pytest.mark.parametrize("store", ["nats", "redis"])
def test_a_missing_url_is_named_together_with_both_ways_out(
    chart: helm_python.Chart, store: str
) -> None:
    """Pods that start without a log or views would only fail later, with a worse message."""
    with pytest.raises(helm_python.HelmRenderError) as raised:
        render(chart, **{store: {}})
    message = str(raised.value)
    assert f"{store}.url is required" in message
    assert f"set {store}.url={store}://" in message
    assert f"{store}.urlSecret.name" in message


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_secret_is_referenced_and_never_inlined(chart: helm_python.Chart, component: str) -> None:
    """Whoever may read a Deployment must not thereby read credentials."""
    values = {
        "nats": {"urlSecret": {"name": "nats-login", "key": "address"}},
        "redis": {"urlSecret": {"name": "redis-login"}},
    }
    found = environment(chart, component, **values)
    assert found["NATS_URL"] == {"secretKeyRef": {"name": "nats-login", "key": "address"}}
    assert found["REDIS_URL"] == {"secretKeyRef": {"name": "redis-login", "key": "url"}}
    assert not [kind for kind, _ in render(chart, **values) if kind == "Secret"]


@pytest.mark.parametrize("store", ["nats", "redis"])
def test_credentials_in_a_plain_url_are_refused(chart: helm_python.Chart, store: str) -> None:
    """They would stand in the Deployment, and in every copy of the release; not in the message."""
    with pytest.raises(helm_python.HelmRenderError) as raised:
        render(chart, **{store: {"url": f"{store}://user:hunter2@host:1"}})
    assert f"{store}.url carries credentials" in str(raised.value)
    assert f"{store}.urlSecret.name" in str(raised.value)
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize("store", ["nats", "redis"])
def test_a_url_and_a_secret_together_are_refused(chart: helm_python.Chart, store: str) -> None:
    """Of two answers one would silently lose."""
    with pytest.raises(helm_python.HelmRenderError, match=rf"{store}\.url .* both set: set one"):
        render(chart, **{store: {"url": f"{store}://host", "urlSecret": {"name": "login"}}})


# What the processes are told


def test_both_processes_get_the_same_environment_where_they_must_agree(
    chart: helm_python.Chart,
) -> None:
    """A gateway and a projector that count shards differently would look in different places."""
    values = {"region": "eu1", "log": {"partitions": 4}, "views": {"shards": 8}}
    expected = {
        "NATS_URL": NATS_URL,
        "REDIS_URL": REDIS_URL,
        "BANDSTAND_DOMAIN": "tribes",
        "BANDSTAND_REGION": "eu1",
        "BANDSTAND_PARTITIONS": "4",
        "BANDSTAND_SHARDS": "8",
        "BANDSTAND_REPLICAS": "3",
        "BANDSTAND_HOST": "0.0.0.0",
        "BANDSTAND_LOG_FORMAT": "json",
    }
    for component in COMPONENTS:
        assert expected.items() <= environment(chart, component, **values).items()


def test_each_process_gets_its_own_settings_and_no_others(chart: helm_python.Chart) -> None:
    """The list of what a process reads is a contract with its settings."""
    own = {
        component: set(environment(chart, component)) - set(environment(chart, other))
        for component, other in (COMPONENTS, COMPONENTS[::-1])
    }
    assert own == {
        "gateway": {
            "BANDSTAND_PORT",
            "BANDSTAND_WORKERS",
            "BANDSTAND_CACHE_S",
            "BANDSTAND_CONNECTIONS",
            "BANDSTAND_SUBSCRIPTIONS",
            "BANDSTAND_SLOW_S",
            "BANDSTAND_WAITING",
            "BANDSTAND_INTROSPECTION",
            "BANDSTAND_QUERY_COST",
            "BANDSTAND_QUERY_TOKENS",
            "BANDSTAND_QUERY_FIELDS",
            "BANDSTAND_QUERY_ALIASES",
            "BANDSTAND_QUERY_ROOTS",
            "BANDSTAND_QUERY_MUTATIONS",
            "BANDSTAND_AUTHENTICATION",
            "BANDSTAND_CORS_ORIGINS",
            "BANDSTAND_CORS_CREDENTIALS",
            "BANDSTAND_SEARCH_DIR",
        },
        "projector": set(),
    }


def test_authentication_and_origins_are_passed_on(chart: helm_python.Chart) -> None:
    """Both are empty unless asked for: no origin is open by accident."""
    bare = environment(chart, "gateway")
    assert (bare["BANDSTAND_AUTHENTICATION"], bare["BANDSTAND_CORS_ORIGINS"]) == ("", "")
    found = environment(
        chart,
        "gateway",
        gateway={
            "authentication": "house.tokens:authenticate",
            "corsOrigins": ["https://a.example", "https://b.example:8443"],
            "extraEnv": [{"name": "TOKEN_ISSUER", "value": "https://id.example"}],
        },
    )
    assert found["BANDSTAND_AUTHENTICATION"] == "house.tokens:authenticate"
    assert found["BANDSTAND_CORS_ORIGINS"] == "https://a.example,https://b.example:8443"
    assert found["TOKEN_ISSUER"] == "https://id.example"


def test_the_gateway_s_limits_are_those_of_its_settings(chart: helm_python.Chart) -> None:
    """What the values say by default is what the program would do by itself, in production."""
    given = environment(chart, "gateway")
    told = Settings.load({name: one for name, one in given.items() if isinstance(one, str)})
    assert replace(told, introspection=None, **_DEPLOYED) == replace(Settings(), **_DEPLOYED)
    assert told.introspection is False
    asked = {"query": {"cost": 1_000_000, "mutations": 3}, "introspection": True, "waiting": 7}
    found = environment(chart, "gateway", gateway={**asked, "corsCredentials": True})
    names = ("WAITING", "INTROSPECTION", "QUERY_COST", "QUERY_MUTATIONS", "QUERY_TOKENS")
    assert [found[f"BANDSTAND_{name}"] for name in names] == ["7", "1", "1000000", "3", "2000"]
    assert found["BANDSTAND_CORS_CREDENTIALS"] == "1"


@pytest.mark.parametrize("component", COMPONENTS)
def test_services_do_not_leak_into_the_environment(
    chart: helm_python.Chart, component: str
) -> None:
    """A Service named bandstand would otherwise set BANDSTAND_PORT=tcp://10.0.0.1:80."""
    assert pod(chart, component)["enableServiceLinks"] is False


@pytest.mark.parametrize(
    ("component", "variable", "value"),
    [
        ("gateway", "BANDSTAND_PORT", "port"),
        ("gateway", "BANDSTAND_HEALTH_PORT", "healthPort"),
        ("projector", "BANDSTAND_HEALTH_PORT", "healthPort"),
    ],
)
@pytest.mark.parametrize("port", [None, 9123], ids=["default", "chosen"])
def test_ports_and_probes_agree_with_the_environment(
    chart: helm_python.Chart, component: str, variable: str, value: str, port: int | None
) -> None:
    """A probe that asks another port than the process listens on restarts it for ever."""
    values = {} if port is None else {component: {value: port}}
    found = container(chart, component, **values)
    ports = {one["name"]: one["containerPort"] for one in found["ports"]}
    told = environment(chart, component, **values)
    name = "http" if variable == "BANDSTAND_PORT" else "health"
    assert ports[name] == port or port is None
    assert told[variable] == str(ports[name])
    assert told["BANDSTAND_HEALTH_PORT"] == str(ports["health"])
    paths = {"startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz"}
    for probe, path in paths.items():
        assert found[probe]["httpGet"] == {"path": path, "port": "health"}
        assert found[probe]["timeoutSeconds"] > 0


def test_the_service_reaches_the_gateways_port(chart: helm_python.Chart) -> None:
    """It goes by the port's name, so that it holds whatever the number is."""
    (port,) = render(chart)["Service", "demo-bandstand-gateway"]["spec"]["ports"]
    (listening,) = [one for one in container(chart, "gateway")["ports"] if one["name"] == "http"]
    assert port["targetPort"] == listening["name"], "and not where it says how it is"


@pytest.mark.parametrize("component", COMPONENTS)
def test_each_component_runs_its_own_command(chart: helm_python.Chart, component: str) -> None:
    """One image, and the command says which process."""
    assert container(chart, component)["command"] == ["bandstand", component]


# What the processes may do


@pytest.mark.parametrize("component", COMPONENTS)
def test_pods_run_unprivileged(chart: helm_python.Chart, component: str) -> None:
    """They pass the Pod Security Standard `restricted`, and write to volumes of their own alone."""
    spec = pod(chart, component)
    assert spec["securityContext"] == {
        "runAsNonRoot": True,
        "runAsUser": 10001,
        "runAsGroup": 10001,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    for each in spec["containers"]:
        assert each["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert each["volumeMounts"][0] == {"name": "tmp", "mountPath": "/tmp"}
        assert "memory" in each["resources"]["limits"]
    volumes = ["tmp", "search"] if component == "gateway" else ["tmp"]
    assert [volume["name"] for volume in spec["volumes"]] == volumes
    assert all("sizeLimit" in volume["emptyDir"] for volume in spec["volumes"])


def test_the_platform_may_choose_the_user(chart: helm_python.Chart) -> None:
    """OpenShift assigns large ids; one that is given must not print as 1.00066e+09."""
    assert "runAsUser" not in pod(chart, "gateway", runAsUser=None)["securityContext"]
    given = pod(chart, "gateway", runAsUser=1000660000)["securityContext"]["runAsUser"]
    assert (type(given), given) == (int, 1000660000)


def test_pods_get_no_token_of_the_cluster(chart: helm_python.Chart) -> None:
    """Neither process calls the Kubernetes API."""
    documents = render(chart)
    assert documents["ServiceAccount", "demo-bandstand"]["automountServiceAccountToken"] is False
    for component in COMPONENTS:
        spec = pod(chart, component)
        assert spec["automountServiceAccountToken"] is False
        assert spec["serviceAccountName"] == "demo-bandstand"


def test_an_existing_service_account_is_used(chart: helm_python.Chart) -> None:
    """Where accounts are made elsewhere, the chart makes none."""
    values = {"serviceAccount": {"create": False, "name": "feeds"}}
    assert ("ServiceAccount", "feeds") not in render(chart, **values)
    assert pod(chart, "projector", **values)["serviceAccountName"] == "feeds"


@pytest.mark.parametrize("component", COMPONENTS)
def test_spread_counts_the_components_own_pods(chart: helm_python.Chart, component: str) -> None:
    """A constraint without a selector selects nothing and spreads nothing."""
    for constraint in pod(chart, component)["topologySpreadConstraints"]:
        assert constraint["labelSelector"]["matchLabels"]["app.kubernetes.io/component"] == (
            component
        )
    own = {"maxSkew": 2, "topologyKey": "rack", "whenUnsatisfiable": "DoNotSchedule"}
    given = {**own, "labelSelector": {"matchLabels": {"tier": "web"}}}
    (kept,) = pod(chart, component, topologySpreadConstraints=[given])["topologySpreadConstraints"]
    assert kept.items() >= given.items()


def test_a_drain_longer_than_the_grace_is_refused(chart: helm_python.Chart) -> None:
    """The kill would come in the middle of the drain, and of the requests under way."""
    stop = container(chart, "gateway")["lifecycle"]["preStop"]["exec"]["command"]
    assert stop == ["sleep", "5"]
    assert pod(chart, "gateway")["terminationGracePeriodSeconds"] > 5
    with pytest.raises(helm_python.HelmRenderError, match=r"gateway\.drainSeconds is 40"):
        render(chart, gateway={"drainSeconds": 40})
    assert "lifecycle" not in container(chart, "gateway", gateway={"drainSeconds": 0})
