"""The chart, linted and rendered by Helm's own library: no cluster and no network is needed."""

from __future__ import annotations

import re
import shutil
import tarfile
import tomllib
from pathlib import Path
from typing import Any

import helm_python
import pytest
import yaml

from tests.helm.rendering import (
    CHART,
    COMPONENTS,
    IMAGE,
    NATS_URL,
    REDIS_URL,
    REQUIRED,
    ROOT,
    container,
    environment,
    pod,
    render,
)
from tests.helm.switches import EXAMPLES, SWITCHES

# What is installed


LINTED: dict[str, dict[str, Any]] = {
    "nothing": {},
    **{name: {**REQUIRED, **values} for name, values in SWITCHES.items()},
    **{each.name: yaml.safe_load(each.read_text(encoding="utf-8")) for each in EXAMPLES},
}


@pytest.mark.parametrize("name", LINTED)
def test_lint_finds_no_error_and_no_warning(name: str) -> None:
    """A chart that its own tool complains of is not trusted; an icon is a matter of taste."""
    values = LINTED[name]
    report = helm_python.lint(CHART, values, strict=True, with_subcharts=True)
    assert report["total_charts_linted"] == 1
    assert report["errors"] == []
    assert [each for each in report["messages"] if each["severity"] != 1] == []


def test_what_is_required_alone_installs_everything(chart: helm_python.Chart) -> None:
    """Two URLs and where the image is are all that a first install has to know."""
    assert set(render(chart)) == {
        ("Deployment", "demo-bandstand-gateway"),
        ("Deployment", "demo-bandstand-projector"),
        ("Job", "demo-bandstand-setup"),
        ("Job", "demo-bandstand-warm"),
        ("Pod", "demo-bandstand-test"),
        ("PodDisruptionBudget", "demo-bandstand-gateway"),
        ("PodDisruptionBudget", "demo-bandstand-projector"),
        ("Service", "demo-bandstand-gateway"),
        ("ServiceAccount", "demo-bandstand"),
        ("ServiceAccount", "demo-bandstand-setup"),
    }


def test_the_chart_installs_the_version_of_the_project(chart: helm_python.Chart) -> None:
    """The image's tag follows appVersion, so a forgotten bump would install an old program."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert container(chart, "gateway")["image"] == f"{IMAGE}:{project['version']}"


def test_who_installs_names_the_image(chart: helm_python.Chart) -> None:
    """A name without a registry is one of Docker Hub's: pods would wait for what is not there, or
    run what is somebody else's.
    """
    with pytest.raises(helm_python.HelmRenderError) as raised:
        render(chart, image={})
    assert "image.repository is required" in str(raised.value)
    assert "--set image.repository=registry.example/bandstand" in str(raised.value)
    assert container(chart, "gateway", image={"repository": "loaded"})["image"].startswith(
        "loaded:"
    )


def test_no_version_in_their_labels_replaces_pods(tmp_path: Path) -> None:
    """A change of a comment in the chart restarted every gateway, and cut all subscribers."""
    changed = tmp_path / "helm"
    shutil.copytree(CHART, changed)
    about = changed / "Chart.yaml"
    text = about.read_text(encoding="utf-8")
    about.write_text(re.sub(r"(?m)^version: .*$", "version: 77.7.7", text), encoding="utf-8")
    made = []
    for folder in (CHART, changed):
        with helm_python.Chart.load(folder) as chart:
            made.append([render(chart, **values) for values in SWITCHES.values()])
    for before, after in zip(*made, strict=True):
        for key, document in after.items():
            if key[0] in ("Deployment", "StatefulSet"):
                assert document["spec"] == before[key]["spec"], key
                labels = document["metadata"]["labels"]
                assert labels["helm.sh/chart"] == "bandstand-77.7.7", "objects say it"
                version = "app.kubernetes.io/version"
                assert version in labels
                assert version not in document["spec"]["template"]["metadata"]["labels"]


def test_the_package_holds_what_the_chart_needs_and_no_more(tmp_path: Path) -> None:
    """What makes the chart is of this repository; who installs it has no use for it."""
    packed = helm_python.package(CHART, destination=tmp_path)
    with tarfile.open(packed) as opened:
        names = {name.removeprefix("bandstand/") for name in opened.getnames()}
    needed = {"README.md", "files/settings.json", "files/warm.py", "examples/trial.yaml"}
    assert needed <= names
    assert not [name for name in names if name.startswith("making") or ".pyc" in name]


def test_the_three_regions_are_one_another_s_peers() -> None:
    """Each mirrors the two others; what must be alike for logs and views to be compared is."""
    regions = {
        each.stem.removeprefix("region-"): yaml.safe_load(each.read_text(encoding="utf-8"))
        for each in EXAMPLES
        if each.stem.startswith("region-")
    }
    assert regions.keys() == {"eu", "us", "ap"}
    for name, values in regions.items():
        log = values["settings"]["log"]
        assert log.pop("region") == name
        assert {name, *log.pop("peers")} == regions.keys()
        for door in (values["gateway"]["ingress"], values["gateway"]["ingress"]["tls"][0]):
            assert door.pop("hosts") == [f"{name}.feeds.example"]
    first, *others = regions.values()
    assert all(other == first for other in others)


def test_more_objects_know_what_the_chart_knows(chart: helm_python.Chart) -> None:
    """Each is a template: a ConfigMap beside the release may carry its name."""
    own = SWITCHES["mounted"]["extraObjects"]
    assert ("ConfigMap", "demo-documents") in render(chart, extraObjects=own)


def test_a_digest_pins_the_image(chart: helm_python.Chart) -> None:
    """A tag can move; whoever gives a digest gets those bytes in both processes."""
    digest = "sha256:" + "0123456789abcdef" * 4
    for component in COMPONENTS:
        pinned = {"repository": IMAGE, "tag": "1.2.3", "digest": digest}
        assert container(chart, component, image=pinned)["image"] == f"{IMAGE}@{digest}"


def test_names_stay_within_63_characters(chart: helm_python.Chart) -> None:
    """A release may have 53 characters, and a Service's name is a DNS label."""
    documents = render(chart, name="r" * 53)
    assert len(documents) == 10
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
    values = {"settings": {"log": {"region": "eu1", "partitions": 4}, "store": {"shards": 8}}}
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
