"""The README says what is: its table of ties, and its query with its answer."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

from bandstand.running import DEMO_SEED
from crdt.order import ELEMENT_CASES, REGISTER_CASES
from tests.gateway.harness import gateway
from tests.servers import NatsServer
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
    text = README.read_text(encoding="utf-8")
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
            data = await it.ask(query[1], viewer="pat")
            assert data == json.loads(shown[1])["data"]

    asyncio.run(main())
