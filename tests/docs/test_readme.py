"""The README says what is: its query with its answer, its commands. So does the table of ties."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import click
import pytest

from bandstand.cli.commands import main as command_line
from bandstand.stack.running import DEMO_SEED
from bandstand.testing.servers import NatsServer
from crdt.order import ELEMENT_CASES, REGISTER_CASES
from crdt.stamps import MIN_STAMP
from gateway.tokens import Token
from tests.gateway.harness import gateway
from tribes.demo import events

README = Path(__file__).parents[2] / "README.md"


def table() -> str:
    """The truth table of `crdt.order`, as Markdown."""
    lines = ["| why | one | other | winner |", "|---|---|---|---|"]
    for why, *values in (*REGISTER_CASES, *ELEMENT_CASES):
        shown = " | ".join(f"`{value}`" for value in values)
        lines.append(f"| {why} | {shown} |")
    return "\n".join(lines)


def test_the_table_of_ties_is_the_truth_table() -> None:
    """A rule that is stated twice, and differently, is two rules."""
    text = (README.parent / "docs/guarantees.md").read_text(encoding="utf-8")
    assert table() in text.partition("<!-- ties -->")[2].partition("<!-- /ties -->")[0]


def test_the_query_gives_the_answer_that_is_shown(nats: NatsServer, store_url: str) -> None:
    """It is the first thing that a newcomer compares."""
    text = README.read_text(encoding="utf-8")
    query, shown = (
        re.search(rf"```{language}\n(.*?)```", text, re.DOTALL) for language in ("graphql", "json")
    )
    assert query is not None
    assert shown is not None

    async def main() -> None:
        async with gateway(nats.url, store_url, history=events("test", DEMO_SEED)) as it:
            answer = (await it.send(query[1], viewer="pat")).json()
            # The region of `make up` is main.
            token = Token(MIN_STAMP, {"events-main-0-1": len(list(events("main", DEMO_SEED)))})
            answer["extensions"]["consistency"]["token"] = str(token)
            assert answer == json.loads(shown[1])

    asyncio.run(main())


def test_what_make_test_installs_is_said() -> None:
    """Somebody else's machine is no place for surprises."""
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    installed = re.findall(r"apt-get -qq install --yes --no-install-recommends (\S+?)\)", makefile)
    assert installed == ["redis-server", "prometheus", "chromium"]
    said = README.read_text(encoding="utf-8").partition("## Two commands")[2].partition("\n## ")[0]
    for name in (*installed, "npm", ".pytest_cache", ".venv"):
        assert f"`{name}`" in said or f" {name}" in said


def _words(pattern: str) -> list[str]:
    return sorted(set(re.findall(pattern, README.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("line", _words(r"(?m)(?:^|`)bandstand ([a-z][a-z -]*)"))
def test_every_command_of_the_readme_exists(line: str) -> None:
    """With the options that are shown."""
    group: click.Command = command_line
    for word in line.split():
        if not isinstance(group, click.Group):
            break
        found = group.get_command(click.Context(group), word)
        assert found, f"{word} in: bandstand {line}"
        group = found
    options = {name for option in group.params for name in option.opts} | {"--help"}
    shown = re.findall(rf"bandstand {re.escape(line.strip())}[^#`\n]*", README.read_text("utf-8"))
    assert {name for text in shown for name in re.findall(r"--[a-z-]+", text)} <= options


@pytest.mark.parametrize("target", _words(r"make ([a-z]+)\b"))
def test_every_target_of_the_readme_exists(target: str) -> None:
    """It is what a newcomer types first."""
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"(?m)^{target}:.*##|^{target}:", makefile)
