"""How many pods there are, and how they are replaced."""

from __future__ import annotations

from typing import Any

import helm_python
import pytest

from tests.helm.rendering import COMPONENTS, render

ON: dict[str, Any] = {"autoscaling": {"enabled": True}}


def spec(chart: helm_python.Chart, kind: str, component: str, **values: Any) -> dict[str, Any]:
    """The spec of a component's object."""
    found: dict[str, Any] = render(chart, **values)[kind, f"demo-bandstand-{component}"]["spec"]
    return found


@pytest.mark.parametrize("component", COMPONENTS)
def test_an_autoscaler_alone_says_how_many_there_are(
    chart: helm_python.Chart, component: str
) -> None:
    """A Deployment that names a number, too, is set back to it by every upgrade."""
    assert "replicas" not in spec(chart, "Deployment", component, **{component: ON})
    assert spec(chart, "Deployment", component)["replicas"] == 2


def test_gateways_follow_their_own_cpu_and_not_their_indexers(chart: helm_python.Chart) -> None:
    """An indexer that fills an index is busy, and more of them would be busier."""
    memory = {"autoscaling": {**ON["autoscaling"], "memoryPercent": 80, "maxReplicas": 5}}
    found = spec(chart, "HorizontalPodAutoscaler", "gateway", gateway=memory)
    assert found["scaleTargetRef"]["name"] == "demo-bandstand-gateway"
    assert (found["minReplicas"], found["maxReplicas"]) == (2, 5)
    wanted = {
        each["containerResource"]["name"]: (
            each["containerResource"]["container"],
            each["containerResource"]["target"]["averageUtilization"],
        )
        for each in found["metrics"]
    }
    assert wanted == {"cpu": ("gateway", 70), "memory": ("gateway", 80)}
    assert found["behavior"]["scaleDown"]["stabilizationWindowSeconds"] == 300


def test_projectors_follow_their_lag(chart: helm_python.Chart) -> None:
    """Their CPU says little: one that waits for Redis lags and idles."""
    values = {"projector": {"autoscaling": {**ON["autoscaling"], "threshold": 900}}}
    found = spec(chart, "ScaledObject", "projector", **values)
    assert found["scaleTargetRef"] == {"name": "demo-bandstand-projector"}
    assert (found["minReplicaCount"], found["maxReplicaCount"]) == (2, 6)
    (trigger,) = found["triggers"]
    assert trigger["type"] == "prometheus"
    assert trigger["metadata"]["threshold"] == "900"
    assert "bandstand_projector_lag_events" in trigger["metadata"]["query"]
    assert found["fallback"]["replicas"] == 2


@pytest.mark.parametrize("component", COMPONENTS)
def test_more_at_least_than_at_most_is_refused(chart: helm_python.Chart, component: str) -> None:
    """The API server would refuse it after half of the release is there."""
    values = {"autoscaling": {**ON["autoscaling"], "minReplicas": 30}}
    with pytest.raises(helm_python.HelmRenderError, match=rf"{component}\.autoscaling\.minRepl"):
        render(chart, **{component: values})


def test_an_autoscaler_without_a_metric_is_refused(chart: helm_python.Chart) -> None:
    """It would never scale, and nobody would know."""
    values = {"autoscaling": {**ON["autoscaling"], "cpuPercent": None}}
    with pytest.raises(helm_python.HelmRenderError, match="knows no metric"):
        render(chart, gateway=values)


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_rollout_has_a_pace_and_an_end(chart: helm_python.Chart, component: str) -> None:
    """A pod counts when it was ready for a while, and a rollout that goes nowhere is called so."""
    chosen = {"minReadySeconds": 7, "progressDeadlineSeconds": 77, "revisionHistoryLimit": 2}
    found = spec(chart, "Deployment", component, **{component: chosen})
    assert chosen.items() <= found.items()
    plain = spec(chart, "Deployment", component)
    assert plain["progressDeadlineSeconds"] > plain["minReadySeconds"] > 0
    never = {"minReadySeconds": 60, "progressDeadlineSeconds": 60}
    with pytest.raises(helm_python.HelmRenderError, match=rf"{component}\.progressDeadlineSeconds"):
        render(chart, **{component: never})


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_drain_takes_one_pod_and_never_waits_for_an_unready_one(
    chart: helm_python.Chart, component: str
) -> None:
    """A budget that allows no eviction would hold up the node for ever."""
    budget = spec(chart, "PodDisruptionBudget", component)
    assert budget["maxUnavailable"] == 1
    assert budget["unhealthyPodEvictionPolicy"] == "AlwaysAllow"
    assert budget["selector"]["matchLabels"]["app.kubernetes.io/component"] == component
    without = render(chart, **{component: {"podDisruptionBudget": {"enabled": False}}})
    assert ("PodDisruptionBudget", f"demo-bandstand-{component}") not in without
