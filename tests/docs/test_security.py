"""docs/security.md: its permissions are those that are printed, and its settings are there."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from bandstand.errors import BadSetting
from bandstand.operate.permissions import ROLES, of_role
from bandstand.settings import Settings
from bandstand.settings.log import LogSettings
from bandstand.settings.store import StoreSettings
from gateway.declare import permissions

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security.md"
TEXT = PAGE.read_text(encoding="utf-8")


def printed() -> str:
    """The permissions of each role, as the page has them."""
    settings, parts = Settings.load({"BANDSTAND_REGION": "eu", "BANDSTAND_PEERS": "us"}), []
    for role in ROLES:
        parts.append(f"### {role.capitalize()}\n\n```\n{of_role(settings, role, 'nats')}\n```\n")
        try:
            parts.append(f"```\n{of_role(settings, role, 'redis')}\n```\n")
        except BadSetting:
            parts.append("It needs no store.\n")
    return "\n".join(parts)


def test_the_permissions_of_the_page_are_those_that_are_printed() -> None:
    """Whoever copies them has what this version uses. Where they differ, put `printed()` there."""
    found = re.search(r"<!-- permissions -->\n(.*)<!-- /permissions -->", TEXT, re.S)
    assert found
    assert found[1] == printed()


def test_every_setting_of_a_server_is_on_the_page() -> None:
    """Of what nobody is told nobody makes use."""
    for group, prefix in ((LogSettings, "NATS_"), (StoreSettings, "REDIS_")):
        keys = {one.metadata["key"] for one in fields(group)}
        named = set(re.findall(rf"`({prefix}[A-Z_]+)`", TEXT))
        assert {key for key in keys if key.startswith(prefix)} == named


def test_the_rules_of_the_page_stand_in_a_domain_that_runs() -> None:
    """What is copied from there is tested, and so is every rule that is named."""
    section = TEXT.partition("### Who may")[2].partition("\n### ")[0]
    domain = (ROOT / "tests/domains/clubs.py").read_text(encoding="utf-8")
    snippets = re.findall(r"```python\n(.*?)```", section, re.S)
    assert len(snippets) == 6
    for snippet in snippets:
        assert f"\n{snippet}" in domain, snippet
    named = set(re.findall(r"^\| `(\w+)", section, re.M)) - {"a"}
    assert named == set(permissions.__all__) - {"Rule", "only"}
