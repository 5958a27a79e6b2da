"""Verify by the clock: a CronJob with a folder of its own, and alarms when it finds something."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import helm_python
import pytest
import yaml

from bandstand.settings import Settings
from tests.helm.rendering import render, variables
from tests.helm.switches import SWITCHES
from tests.system.alerting import promtool

NAME = "demo-bandstand-verify"
ON = SWITCHES["verified"]
CRON = f'{{namespace="feeds",cronjob="{NAME}"}}'
JOB = f'{{namespace="feeds",job_name="{NAME}-29000017"}}'


def test_it_is_off_unless_asked(chart: helm_python.Chart) -> None:
    """It wants a volume, and an operator's rights."""
    assert not [name for _, name in render(chart) if "verify" in name]


def test_it_keeps_what_the_next_run_needs_on_a_volume(chart: helm_python.Chart) -> None:
    """On a pod's own disk every run would compare everything; and no two may share the folder."""
    found = render(chart, **ON)
    spec = found["CronJob", NAME]["spec"]
    assert spec["concurrencyPolicy"] == "Forbid"
    job = spec["jobTemplate"]["spec"]
    assert job["backoffLimit"] == 0
    pod = job["template"]["spec"]
    (container,) = pod["containers"]
    assert container["command"] == ["bandstand", "verify"]
    told = variables(container)
    texts = {key: value for key, value in told.items() if isinstance(value, str)}
    settings = Settings.load({**texts, "BANDSTAND_REPLICAS": "1"})
    mounts = {one["mountPath"]: one["name"] for one in container["volumeMounts"]}
    volumes = {one["name"]: one for one in pod["volumes"]}
    claim = volumes[mounts[settings.verify_dir]]["persistentVolumeClaim"]["claimName"]
    assert ("PersistentVolumeClaim", claim) in found
    assert "emptyDir" in volumes[mounts[told["TMPDIR"]]]
    assert pod["securityContext"]["fsGroup"] == 10001, "else it may not write there"
    assert settings.verify_share == 24
    assert ON["verify"]["extraEnv"][0] in container["env"]
    assert found["NetworkPolicy", NAME]["spec"]["egress"], "it reaches NATS and Redis"


def test_a_claim_that_is_there_is_used(chart: helm_python.Chart) -> None:
    """Who has a class of their own, or a backup, makes it themselves."""
    found = render(chart, verify={"enabled": True, "volume": {"existingClaim": "ours"}})
    assert not [kind for kind, _ in found if kind == "PersistentVolumeClaim"]
    assert "claimName: ours" in yaml.safe_dump(found["CronJob", NAME])


@pytest.mark.skipif(promtool() is None, reason="promtool is not installed: `make promtool`")
@pytest.mark.parametrize(
    ("series", "firing"),
    [
        ({f"kube_cronjob_status_last_successful_time{CRON}": 7_200}, ""),
        ({f"kube_cronjob_status_last_successful_time{CRON}": 0}, "BandstandNotVerified"),
        ({f"kube_cronjob_created{CRON}": 0}, "BandstandNotVerified"),
        (
            {
                f"kube_cronjob_status_last_successful_time{CRON}": 7_200,
                f"kube_job_status_start_time{JOB}": 9_000,
                f"kube_job_status_failed{JOB}": 1,
            },
            "BandstandVerifyFailed",
        ),
        (
            {
                f"kube_cronjob_created{CRON}": 7_200,
                f"kube_job_status_start_time{JOB}": 9_000,
                f"kube_job_status_failed{JOB}": 1,
            },
            "BandstandVerifyFailed",
        ),
        (
            {
                f"kube_cronjob_status_last_successful_time{CRON}": 10_000,
                f"kube_job_status_start_time{JOB}": 9_000,
                f"kube_job_status_failed{JOB}": 1,
            },
            "",
        ),
        (
            {
                f"kube_cronjob_status_last_successful_time{CRON}": 10_000,
                f"kube_job_status_start_time{JOB}": 10_700,
                f"kube_job_status_failed{JOB}": 0,
            },
            "",
        ),
    ],
    ids=["well", "long ago", "never", "failed", "failed at once", "well again", "at work"],
)
def test_an_alarm_stands_as_long_as_the_last_run_was_not_well(
    chart: helm_python.Chart, tmp_path: Path, series: dict[str, int], firing: str
) -> None:
    """By what kube-state-metrics says: nobody scrapes a job that ends. It is 3 h and 10 min."""
    rules = render(chart, **ON)["PrometheusRule", "demo-bandstand-verify-alerts"]["spec"]
    (tmp_path / "rules.yaml").write_text(yaml.safe_dump(rules))
    named = [rule["alert"] for rule in rules["groups"][0]["rules"]]
    tests: list[dict[str, Any]] = [
        {
            "expr": f'count(ALERTS{{alertname="{name}",alertstate="firing"}})',
            "eval_time": "190m",
            "exp_samples": [{"value": 1, "labels": "{}"}] if name == firing else [],
        }
        for name in named
    ]
    lines = [{"series": key, "values": f"{value}+0x200"} for key, value in series.items()]
    test = {"interval": "1m", "input_series": lines, "promql_expr_test": tests}
    told = {"rule_files": ["rules.yaml"], "evaluation_interval": "1m", "tests": [test]}
    (tmp_path / "test.yaml").write_text(yaml.safe_dump(told))
    command = [promtool() or "", "test", "rules", tmp_path / "test.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
