"""`compose.yaml`: its processes exist and take what they are given, and nothing reaches further."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bandstand.cli.commands import main
from bandstand.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: one for name, one in SERVICES.items() if name not in {"nats", "valkey"}}


@pytest.mark.parametrize("name", OURS)
def test_each_process_takes_what_it_is_given(name: str) -> None:
    """A setting that is misspelt is refused when it starts."""
    assert OURS[name]["command"] == [name]
    assert name in main.commands
    settings = Settings.load({"BANDSTAND_HOST": "0.0.0.0", **OURS[name]["environment"]})
    assert settings.nats().place == "nats://nats:4222"
    assert settings.redis_url == "redis://valkey:6379/0"


def test_the_servers_are_those_of_the_chart() -> None:
    """What is tried there is what is tried here."""
    trial = yaml.safe_load((ROOT / "helm/values.yaml").read_text(encoding="utf-8"))["trial"]
    assert SERVICES["nats"]["image"] == f"{trial['natsImage']}-alpine"
    assert SERVICES["valkey"]["image"] == f"{trial['valkeyImage']}-alpine"


def test_this_machine_alone_reaches_it() -> None:
    """Whoever reaches the gateway is believed, and nobody at all is asked for a password."""
    ports = [port for one in SERVICES.values() for port in one.get("ports", ())]
    assert ports == ["127.0.0.1:${PORT:-8000}:8000"]


def test_what_is_written_is_in_volumes_that_the_image_prepares() -> None:
    """A volume takes the owner of the folder that it covers; else nothing could be written."""
    told = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    mounts = [mount.split(":") for one in OURS.values() for mount in one.get("volumes", ())]
    assert {name for name, _ in mounts} | {"log", "views"} == COMPOSE["volumes"].keys()
    for _, path in mounts:
        assert f" {path}" in told
    for one in OURS.values():
        assert one["read_only"], "as in the chart"
        folders = {path for name, path in one["environment"].items() if name.endswith("_DIR")}
        assert folders == {mount.partition(":")[2] for mount in one.get("volumes", ())}
