"""A log that takes nothing: who publishes is refused at once, whoever asks is told, and all goes on
by itself when there is room.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, eventually, node_id
from bandstand.testing.stacks import run
from bandstand.testing.worlds import envelope
from eventlog.errors import Unfinished
from tests.eventlog import full
from tests.eventlog.full import TightServer
from tests.gateway.harness import gateway
from tribes.events import ArticleEdited, ArticlePublished

AT_ONCE_S = 2.0
_ARTICLE = ArticlePublished(**envelope(1), article="a", tribe="t", kind="ARTICLE", title="A")
_COMMENT = """mutation($article: ID!, $body: String!, $key: String) {
    postComment(input: { articleId: $article, body: $body, idempotencyKey: $key }) {
        receipt { token duplicate } userErrors { code }
    }
}"""

Give = Callable[..., Awaitable[CompletedProcess[str]]]
Act = Callable[[TightServer, Gateway], Awaitable[None]]


async def limit(it: Gateway, **config: int) -> None:
    """Give the log a limit of its own."""
    await full.limit(it.world.connection, it.world.log, **config)


async def more(server: TightServer, it: Gateway) -> None:
    """The operator allows more."""
    server.allow(20 * full.LIMIT_BYTES)


async def unlimited(server: TightServer, it: Gateway) -> None:
    """The operator lifts the stream's limits."""
    await limit(it, max_bytes=-1, max_msgs=-1)


async def few_bytes(server: TightServer, it: Gateway) -> None:
    """The stream may hold little more than it does."""
    await limit(it, max_bytes=20_000)


async def few_messages(server: TightServer, it: Gateway) -> None:
    """The stream may hold few messages more."""
    await limit(it, max_msgs=4)


async def nothing(server: TightServer, it: Gateway) -> None:
    """The server was tight from the start."""


CASES: dict[str, tuple[str, Act, Act, str]] = {
    "the server's store": (full.STORE, nothing, more, "max_file_store"),
    "the account": (full.ACCOUNT, nothing, more, "the account may store"),
    "the stream's bytes": (full.PLAIN, few_bytes, unlimited, "max_bytes"),
    "the stream's messages": (full.PLAIN, few_messages, unlimited, "max_msgs"),
}


@asynccontextmanager
async def tight(folder: Path, template: str, store_url: str) -> AsyncIterator[Any]:
    server = TightServer(folder)
    server.template = template
    server.start()
    try:
        async with gateway(server.url, store_url, history=[_ARTICLE]) as it:
            yield server, it
    finally:
        server.kill()


async def comment(it: Gateway, **given: str) -> dict[str, Any]:
    """The answer to a comment of some length."""
    answer: dict[str, Any] = (
        await it.send(
            _COMMENT, viewer="pat", article=node_id("Article", "a"), body="x" * 3_000, **given
        )
    ).json()
    return answer


async def refusal(it: Gateway) -> dict[str, Any]:
    """Fill the log, and the refusal of a mutation, which must come at once."""
    edits = (
        ArticleEdited(**envelope(number), article="a", body=f"{number}" + "x" * 3_000)
        for number in range(2, 1_000)
    )
    with pytest.raises(Unfinished, match="nothing was stored"):
        await it.world.publish(edits)
    began = time.monotonic()
    [error] = (await comment(it))["errors"]
    assert time.monotonic() - began < AT_ONCE_S
    return {**error, **error["extensions"]}


COMMANDS = ("the server's store", "the stream's messages")
"""Where commands are given, too: each takes a second to start."""


async def commands(it: Gateway, give: Give, last: int, said: str) -> None:
    """What `status` says of a log that is full, and what `publish` says of its lines."""
    told = await give("status", "--json")
    [row, *_] = json.loads(told.stdout)
    assert told.returncode == 1
    assert row["state"].startswith("FULL: ")
    assert said in row["state"]
    lines = [
        json.dumps({"type": "article_viewed", "actor": "ada", "article": f"a{n}" * 30})
        for n in range(50)
    ]
    told = await give("publish", "-", stdin="\n".join(lines).encode())
    stored = int(told.stdout.partition(" stored")[0])
    assert told.returncode == 1
    assert f"bandstand: line {stored + 1}: {it.world.log.name} takes nothing" in told.stderr
    assert f"go on from line {stored + 1}: tail -n +{stored + 1} FILE" in told.stderr
    assert await it.head() == last + stored


@pytest.mark.parametrize("what", CASES)
def test_a_full_log_says_so_everywhere_and_goes_on_when_there_is_room(
    tmp_path: Path, store_url: str, what: str
) -> None:
    """Found by hand: a mutation waited for 10 s, and was told that it may be stored or not, though
    the log had refused it; `status` said current, and /readyz was content.
    """
    template, tighten, loosen, said = CASES[what]

    async def main() -> None:
        async with tight(tmp_path, template, store_url) as (server, it):
            named = {"NATS_URL": server.url, "REDIS_URL": store_url, "BANDSTAND_REGION": "test"}

            async def give(*args: str, stdin: bytes = b"") -> CompletedProcess[str]:
                return await asyncio.to_thread(run, *args, stdin=stdin, cwd=tmp_path, **named)

            await tighten(server, it)
            error = await refusal(it)
            assert (error["code"], error["retryable"]) == ("UNAVAILABLE", True)
            assert "nothing was stored" in error["message"]
            last = await it.head()
            [again] = (await comment(it, key="once"))["errors"]
            assert "nothing was stored" in again["message"]
            assert await it.head() == last

            await it.services.look()
            ready = await it.client.get("/readyz/writes")
            assert (ready.status_code, ready.json()) == (503, {"ready": False})
            assert (await it.client.get("/readyz")).status_code == 200
            assert said in it.services.state["trouble"]["full"]
            if what in COMMANDS:
                await commands(it, give, last, said)
            assert (await it.ask("{ feed { edges { node { title } } } }"))["feed"]["edges"]

            await loosen(server, it)
            kept = await comment(it, key="once")
            receipt = kept["data"]["postComment"]["receipt"]
            assert receipt["duplicate"] is False, "what the key stands for is stored now, and first"
            kept = await comment(it, key="once")
            assert kept["data"]["postComment"]["receipt"]["duplicate"] is True
            await it.services.look()
            assert (await it.client.get("/readyz/writes")).status_code == 200
            if what in COMMANDS:
                assert (await give("status")).returncode == 0
            await it.world.agreed()

    asyncio.run(main())


@full.needs_prlimit
def test_a_disk_that_is_full_is_said_by_those_who_publish(tmp_path: Path, store_url: str) -> None:
    """The server does not refuse what it cannot write. A gateway that found out tells `status`."""

    async def main() -> None:
        async with tight(tmp_path, full.PLAIN, store_url) as (server, it):
            it.world.connection.timeout_s = 0.3
            it.services.publisher._sender._patience_s = 0.5
            server.fill_disk()
            [error] = (await comment(it))["errors"]
            assert "whether it was stored is unknown" in error["message"]
            watching = asyncio.create_task(it.services.watch())
            try:
                named = {"NATS_URL": server.url, "REDIS_URL": store_url}
                told = await asyncio.to_thread(
                    run, "status", cwd=tmp_path, BANDSTAND_REGION="test", **named
                )
                assert told.returncode == 1
                assert "FULL: the server answers, and acknowledges nothing" in told.stdout
                assert "its disk may be full" in it.services.state["trouble"]["full"]
                server.free_disk()
                server.stop()
                server.start()

                async def well() -> bool:
                    return bool((await comment(it)).get("data"))

                await eventually(well)
                assert it.services.outlook.trouble is None or not it.services.publisher.troubles
            finally:
                watching.cancel()

    asyncio.run(main())
