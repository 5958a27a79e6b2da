"""What people add to pods: where they run, what they mount, what runs before and beside them."""

from __future__ import annotations

from typing import Any

import helm_python
import pytest

from tests.helm.rendering import COMPONENTS, Documents, pod, render, variables
from tests.helm.switches import SWITCHES

PLACEMENT = ("nodeSelector", "tolerations", "affinity", "priorityClassName")
TOLERATION = {"key": "feeds", "operator": "Exists"}
AFFINITY = {"nodeAffinity": {}}


def pods(documents: Documents) -> dict[str, dict[str, Any]]:
    """Every pod that is made, by its component: its metadata and its spec."""
    found = {}
    for (kind, _), document in documents.items():
        if kind in ("Deployment", "Job", "StatefulSet"):
            document = document["spec"]["template"]  # noqa: PLW2901
        elif kind == "CronJob":
            document = document["spec"]["jobTemplate"]["spec"]["template"]  # noqa: PLW2901
        elif kind != "Pod":
            continue
        found[document["metadata"]["labels"]["app.kubernetes.io/component"]] = document
    return found


def test_placement_of_all_reaches_every_pod(chart: helm_python.Chart) -> None:
    """A job that no node takes holds up the upgrade as a gateway does."""
    placed = SWITCHES["placed"]
    found = pods(render(chart, **placed))
    assert found.keys() == {"gateway", "projector", "setup", "warm", "test"}
    for name, each in found.items():
        for key in PLACEMENT:
            assert each["spec"][key] == placed[key], name
        assert each["spec"]["imagePullSecrets"] == [{"name": "registry"}]


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_is_placed_apart(chart: helm_python.Chart, component: str) -> None:
    """Its own stands in the place of what holds for all; nothing is asked for by an empty one."""
    all_of = {"nodeSelector": {"a": "b"}, "tolerations": [TOLERATION], "priorityClassName": "x"}
    own = {"nodeSelector": {"c": "d"}, "tolerations": [], "topologySpreadConstraints": []}
    spec = pod(chart, component, **all_of, **{component: own})
    assert spec["nodeSelector"] == {"c": "d"}
    assert "tolerations" not in spec
    assert "topologySpreadConstraints" not in spec
    assert spec["priorityClassName"] == "x"
    (other,) = {*COMPONENTS} - {component}
    assert pod(chart, other, **all_of, **{component: own})["nodeSelector"] == {"a": "b"}


def test_what_all_mount_reaches_every_container_of_ours(chart: helm_python.Chart) -> None:
    """A CA that one process does not see is found out when that one cannot connect."""
    values = SWITCHES["mounted"]
    found = pods(render(chart, **values))
    for name, each in found.items():
        assert values["extraVolumes"][0] in each["spec"]["volumes"], name
        for container in each["spec"]["containers"]:
            if container["name"] in ("beside", "test"):
                continue
            assert values["extraVolumeMounts"][0] in container["volumeMounts"]
            assert variables(container)["SSL_CERT_FILE"] == "/etc/ca/ca.crt"
            assert container["envFrom"][0] == values["extraEnvFrom"][0]
        assert each["metadata"]["labels"]["house.example/owner"] == "feeds"


@pytest.mark.parametrize("component", COMPONENTS)
def test_what_a_component_mounts_and_runs_is_its_own(
    chart: helm_python.Chart, component: str
) -> None:
    """Documents and an authenticator are the gateway's; each may have its proxy."""
    own = SWITCHES["mounted"][component]
    made = pods(render(chart, **{component: own}))
    spec, metadata = made[component]["spec"], made[component]["metadata"]
    main = spec["containers"][0]
    assert own["extraVolumes"][0] in spec["volumes"]
    assert own["extraVolumeMounts"][0] in main["volumeMounts"]
    assert own["extraEnv"][0] in main["env"]
    assert own["extraEnvFrom"] == main["envFrom"]
    assert spec["initContainers"] == own["initContainers"]
    assert spec["containers"][-1] == own["sidecars"][0]
    assert own["podAnnotations"].items() <= metadata["annotations"].items()
    assert own["podLabels"].items() <= metadata["labels"].items()
    (other,) = {*COMPONENTS} - {component}
    assert "documents" not in str(made[other])


def test_warm_sees_what_projectors_see(chart: helm_python.Chart) -> None:
    """It is one, of the new version."""
    own = SWITCHES["mounted"]["projector"]
    spec = pods(render(chart, projector=own))["warm"]["spec"]
    (container,) = spec["containers"]
    assert own["extraVolumes"][0] in spec["volumes"]
    assert own["extraVolumeMounts"][0] in container["volumeMounts"]
    assert own["extraEnv"][0] in container["env"]
    assert spec["initContainers"] == own["initContainers"]


@pytest.mark.parametrize("job", ["setup", "warm"])
def test_a_job_may_have_credentials_of_its_own(chart: helm_python.Chart, job: str) -> None:
    """Who makes streams may do more than who reads them; nobody else then sees what lets them."""
    own, projector = SWITCHES["jobs apart"][job], {"extraEnv": [{"name": "A", "value": "b"}]}
    found = pods(render(chart, **{job: own}, projector=projector))
    spec = found[job]["spec"]
    (container,) = spec["containers"]
    assert own["extraVolumes"][0] in spec["volumes"]
    assert own["extraVolumeMounts"][0] in container["volumeMounts"]
    assert own["extraEnv"][0] in container["env"]
    assert own["extraEnvFrom"] == container["envFrom"]
    assert projector["extraEnv"][0] not in container["env"]
    assert "documents" not in str([found[each] for each in found if each != job])


@pytest.mark.parametrize("name", SWITCHES)
def test_every_pod_is_restricted_whatever_is_asked(chart: helm_python.Chart, name: str) -> None:
    """The Pod Security Standard `restricted`, for jobs, tests and the trial's servers, too."""
    for each in pods(render(chart, **SWITCHES[name])).values():
        assert each["spec"]["automountServiceAccountToken"] is False
        assert each["spec"]["securityContext"]["runAsNonRoot"] is True
        assert each["spec"]["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        for container in each["spec"]["containers"]:
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }
            assert "memory" in container["resources"]["limits"]


OURS = {"gateway", "indexer", "projector", "setup", "warm", "verify", "test", "nats", "valkey"}


@pytest.mark.parametrize("name", SWITCHES)
def test_every_container_says_what_it_writes_to_the_nodes_disk(
    chart: helm_python.Chart, name: str
) -> None:
    """A node that runs out of disk evicts those first who asked for none of it."""
    for each in pods(render(chart, **SWITCHES[name])).values():
        bounded = all(volume.get("emptyDir") != {} for volume in each["spec"]["volumes"])
        for container in each["spec"]["containers"]:
            if container["name"] in OURS:
                assert container["resources"]["requests"]["ephemeral-storage"] == "128Mi"
                assert ("ephemeral-storage" in container["resources"]["limits"]) is bounded


def disk_limits(chart: helm_python.Chart, **gateway: Any) -> list[str | None]:
    """How much gateway and indexer may write to the node's disk."""
    found = pods(render(chart, gateway=gateway))["gateway"]["spec"]["containers"]
    return [each["resources"]["limits"].get("ephemeral-storage") for each in found]


def test_a_container_may_write_as_much_as_its_volume_may_hold(chart: helm_python.Chart) -> None:
    """A pod is evicted over the sum of its limits, whatever its volumes are allowed."""
    sizes = {"2Gi": "2560Mi", "64Mi": "576Mi", "512Ki": "513Mi", "1Ti": "1049088Mi"}
    for size, limit in sizes.items():
        assert disk_limits(chart, search={"sizeLimit": size}) == ["512Mi", limit]
    own = {"resources": {"limits": {"ephemeral-storage": "9Gi"}}}
    assert disk_limits(chart, search=own) == ["512Mi", "9Gi"]


def test_where_a_volume_has_no_size_no_container_has_a_limit(chart: helm_python.Chart) -> None:
    """The limit of one alone would be that of the pod, with all its volumes."""
    assert disk_limits(chart, search={"sizeLimit": None}) == [None, None]
    scratch: dict[str, Any] = {"name": "scratch", "emptyDir": {}}
    assert disk_limits(chart, extraVolumes=[scratch]) == [None, None]
    assert disk_limits(chart, search={"enabled": False}) == ["512Mi"]
