"""docs/regions.md: nats-server takes its configurations, and settings what it names."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from bandstand.settings import Settings
from bandstand.stack import servers as embedded
from bandstand.testing.stacks import run

PAGE = Path(__file__).parents[2] / "docs" / "regions.md"
CONFIGURATIONS = re.findall(r"```\n(server_name: .*?)```", PAGE.read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize("configuration", CONFIGURATIONS, ids=["hub", "other"])
def test_nats_takes_the_configuration(configuration: str, tmp_path: Path) -> None:
    """Whoever copies it has a server that starts; the certificates are the reader's own."""
    text = re.sub(r" *tls \{.*?\}\n", "", configuration).replace("/data", str(tmp_path))
    path = tmp_path / "nats.conf"
    path.write_text(text, encoding="utf-8")
    passwords = {f"{name}_PASSWORD": "secret" for name in ("SYS", "APP", "US")}
    done = subprocess.run(
        [embedded.nats_binary(), "-t", "-c", str(path)],
        capture_output=True,
        env=passwords,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_every_command_of_the_page_exists() -> None:
    """A page that names a command that is not there costs a night."""
    text = PAGE.read_text(encoding="utf-8")
    for command, subcommand in set(re.findall(r"bandstand (\w+)(?: (up|down) eu us)?", text)):
        if command != "bandstand":
            assert run(command, *filter(None, [subcommand]), "--help").returncode == 0


def test_the_settings_of_the_page_are_taken() -> None:
    """`BANDSTAND_PEERS` is a list with commas."""
    settings = Settings.load({"BANDSTAND_REGION": "us", "BANDSTAND_PEERS": "eu,ap"})
    assert (settings.region, settings.peers) == ("us", ("eu", "ap"))
    assert Settings.load(settings.environment()) == settings
