"""`docs/graphql.md`: its queries are run, its tables are what the code says."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

import gateway.app  # noqa: F401 - every error is defined once it is imported
from bandstand.processes.web import connections, heads
from bandstand.stack.running import DEMO_SEED
from bandstand.testing.servers import NatsServer
from eventlog.envelope import EVENT_BYTES_MAX
from gateway import errors
from gateway.admission import large
from gateway.admission.limits import USUAL
from gateway.app import EXPOSED
from gateway.compiler import planner as planning
from gateway.compiler import sizes
from gateway.declare import relay
from gateway.declare.codes import ErrorCode
from gateway.declare.federation import REPRESENTATIONS_MAX
from gateway.declare.nodes import NODES_MAX
from gateway.documents import complexity, introspection
from gateway.live.queries import STATE_BYTES_MAX
from gateway.transport import bodies, endpoint, sockets
from gateway.transport.arrivals import BODY_BYTES_MAX, BODY_S_MAX
from gateway.writing import drafts, tags
from gateway.writing.refusals import Code
from search.searcher import WAITING_EACH_MAX
from tests.gateway.harness import gateway as running
from tests.gateway.live.live import PATIENCE_S, listening
from tests.gateway.reading.test_search import searching
from tribes.demo import events
from views.store import READ_BYTES_MAX

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/graphql.md").read_text(encoding="utf-8")


class Query(NamedTuple):
    """A query of the page, who asks it, and its variables."""

    title: str
    text: str
    viewer: str | None
    variables: dict[str, Any]


def queries() -> list[Query]:
    """The queries of the page, in its order."""
    found = []
    for section in re.split(r"^### ", PAGE, flags=re.MULTILINE)[1:]:
        text = re.search(r"```graphql\n(.*?)```", section, re.DOTALL)
        variables = re.search(r"```json\n(.*?)```", section, re.DOTALL)
        viewer = re.search(r"^As `(\w+)`", section, re.MULTILINE)
        assert text is not None, section
        found.append(
            Query(
                section.splitlines()[0],
                text[1],
                viewer and viewer[1],
                json.loads(variables[1]) if variables else {},
            )
        )
    return found


def part(name: str) -> str:
    """What stands between two marks."""
    return PAGE.partition(f"<!-- {name} -->")[2].partition(f"<!-- /{name} -->")[0]


def test_every_query_of_the_page_works(nats: NatsServer, store_url: str, tmp_path: Path) -> None:
    """They are copied: so nothing in them may be null, refused, or an empty list."""

    async def main() -> None:
        history = events("test", DEMO_SEED)
        async with searching(nats, store_url, tmp_path, events=history) as it:
            for query in queries():
                data = await it.ask(query.text, viewer=query.viewer, **query.variables)
                assert not _lacking(data), f"{query.title}: {_lacking(data)} in {data}"

    asyncio.run(main())
    assert len(queries()) >= 10


def test_the_first_query_pages(nats: NatsServer, store_url: str) -> None:
    """As its title says, by the cursor that it asks for."""
    query = queries()[0]

    async def main() -> None:
        async with running(nats.url, store_url, history=events("test", DEMO_SEED)) as it:
            seen: list[str] = []
            after = None
            while True:
                feed = (await it.ask(query.text, after=after))["feed"]
                seen += [edge["node"]["id"] for edge in feed["edges"]]
                after = feed["pageInfo"]["endCursor"]
                if not feed["pageInfo"]["hasNextPage"]:
                    break
            assert len(seen) == len(set(seen)) == 120

    asyncio.run(main())


def test_the_program_in_python_runs(nats: NatsServer, store_url: str) -> None:
    """A query, a mutation and a subscription of the library gql, copied from the page."""
    [program] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

    async def main() -> None:
        async with (
            running(nats.url, store_url, history=events("test", DEMO_SEED)) as it,
            listening(it) as port,
        ):
            text = program.replace("127.0.0.1:8000", f"127.0.0.1:{port}")
            ran = await asyncio.create_subprocess_exec(
                sys.executable, "-c", text, stdout=asyncio.subprocess.PIPE
            )
            async with asyncio.timeout(PATIENCE_S):
                said, _ = await ran.communicate()
            asked = "{ feed(first: 1) { nodes { title bumpCount viewerHasBumped } } }"
            [first] = (await it.ask(asked, viewer="enzo"))["feed"]["nodes"]
            assert first["viewerHasBumped"]
            title, count = first["title"], first["bumpCount"]
            assert said.decode().splitlines() == [
                f"first: {title}",
                f"bumps: {count - 1}",
                f"bumped: {title}",
                f"bumps: {count}",
            ]

    asyncio.run(main())


def test_the_error_codes_are_those_of_the_code() -> None:
    """A code that a client has never heard of is handled by nobody."""
    rows = dict(re.findall(r"^\| `(\w+)` \| (yes|no) \|", part("errors"), re.MULTILINE))
    known = {kind.code: "yes" if kind.retryable else "no" for kind in _kinds(errors.GatewayError)}
    assert {one.name for one in ErrorCode} == {*rows}
    assert rows == known | {"GRAPHQL_VALIDATION_FAILED": "no"}
    told = re.findall(r"^\| `(\w+)` \|", part("user errors"), re.MULTILINE)
    assert told == [code.name for code in Code]


def test_the_limits_are_those_of_the_code() -> None:
    """Who reads a wrong one writes a client that fails on a busy day."""
    rows = dict(re.findall(r"^\| (.+?) \| ([\d,]+)(?: \w+)? \|$", part("limits"), re.MULTILINE))
    assert [int(one.replace(",", "")) for one in rows.values()] == [
        relay.FIRST_MAX,
        BODY_BYTES_MAX >> 10,
        bodies.VARIABLES_BYTES_MAX >> 10,
        bodies.NESTED_MAX,
        bodies.VALUES_MAX,
        endpoint.ADDRESS_BYTES_MAX >> 10,
        connections.HEAD_BYTES_MAX >> 10,
        heads.HANDSHAKE_BYTES_MAX >> 10,
        sockets.CREDENTIALS_BYTES_MAX >> 10,
        USUAL.reserved_max,
        connections.PIPELINED_MAX,
        planning.TOKENS_MAX,
        complexity.CHARACTERS_MAX,
        complexity.LINES_MAX,
        complexity.USUAL.fields_max,
        complexity.REPEATED_MAX,
        complexity.USUAL.aliases_max,
        complexity.DIRECTIVES_MAX,
        complexity.USUAL.roots_max,
        complexity.USUAL.mutations_max,
        complexity.DEPTH_MAX,
        introspection.LISTS_MAX,
        planning.DEPTH_MAX,
        planning.COST_MAX,
        READ_BYTES_MAX >> 20,
        large.LARGE,
        large.LARGE_BY_CORE,
        sizes.ANSWER_LENGTH_MAX >> 20,
        STATE_BYTES_MAX >> 20,
        NODES_MAX,
        REPRESENTATIONS_MAX,
        WAITING_EACH_MAX,
        drafts.KEY_LENGTH_MAX,
        tags.DEPTH_MAX,
        tags.FORMATTED_MAX,
        tags.TAGS_MAX,
        tags.WRITTEN_LENGTH_MAX,
        EVENT_BYTES_MAX >> 10,
    ]


def test_the_times_and_headers_are_those_of_the_code() -> None:
    """Whoever tunes a proxy in front reads them here."""
    assert f"after {connections.HEAD_S_MAX:g} s, or the request after {BODY_S_MAX} s" in PAGE
    exposed = re.search(r"They may read (.*); a preflight", PAGE)
    assert exposed
    assert re.findall(r"`([\w-]+)`", exposed[1]) == list(EXPOSED)


def _lacking(value: Any, at: str = "") -> list[str]:
    """Where an answer has nothing to show. What a page may well lack is left out."""
    if value is None or value == []:
        usual = ("parent", "userErrors", "media", "actors.edges", "comments.edges", "node.article")
        return [] if at.endswith(usual) else [at]
    if isinstance(value, dict):
        errors = value.get("userErrors") or []
        lacking = [f"{at}.{name}" for name in errors]
        return lacking + [
            one for name, child in value.items() for one in _lacking(child, f"{at}.{name}")
        ]
    if isinstance(value, list):
        return [one for child in value for one in _lacking(child, at)]
    return []


def _kinds(root: type[errors.GatewayError]) -> set[type[errors.GatewayError]]:
    return {root}.union(*(_kinds(kind) for kind in root.__subclasses__()))
