"""People: a small community in which everybody has another role, and a gateway that knows them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from bandstand.testing import event
from bandstand.testing.gateways import Gateway, Json, node_id
from bandstand.testing.servers import NatsServer
from eventlog.envelope import Event
from gateway.authentication import Grants, Identity
from tests.gateway.harness import gateway
from tribes import events as e

EVERYBODY = ("ada", "bob", "cy", "eve", "mod", "own", "root", None)
"""Who wrote the article, who commented on it, somebody else, whom the author blocked, a moderator
and an owner of the tribe, an administrator, and nobody.
"""
ARTICLE, COMMENT = node_id("Article", "a"), node_id("Comment", "a/1")
TRIBE, ADA = node_id("Tribe", "x"), node_id("User", "ada")
_seen: WeakKeyDictionary[Gateway, str] = WeakKeyDictionary()


def history() -> list[Event]:
    """What happened: a tribe with an owner and a moderator, an article, and a comment on it."""
    return [
        event(e.TribeProfileSet, by="own", tribe="x", slug="x", name="X", founds=True),
        event(e.TribeRoleGiven, by="own", tribe="x", user="mod", role="MODERATOR"),
        event(e.TribeProfileSet, by="ada", tribe="old", slug="old", name="Of an older log"),
        event(e.ArticlePublished, by="ada", article="a", tribe="x", kind="IMAGE", title="Valves"),
        event(e.ArticlePublished, by="cy", article="b", tribe="x", kind="IMAGE", title="Pistons"),
        event(e.CommentPosted, by="bob", comment="a/1", body="Hm"),
        *(event(e.TribeFollowed, by=one, tribe="x") for one in ("ada", "cy", "eve", "root")),
        event(e.UserBlocked, by="ada", user="eve"),
    ]


def who(headers: Mapping[str, str]) -> Identity | None:
    """Whoever the header names; `root` is an administrator."""
    viewer = headers.get("x-viewer")
    roles = ["administrator"] if viewer == "root" else []
    return Identity(viewer, Grants.of(roles)) if viewer else None


def meet(
    nats: NatsServer,
    store_url: str,
    scenario: Callable[[Gateway], Awaitable[None]],
    *more: Event,
    shards: int = 1,
) -> None:
    """Run a scenario where all that happened, and some events more."""

    async def main() -> None:
        past = [*history(), *more]
        async with gateway(
            nats.url, store_url, history=past, shards=shards, authenticate=who
        ) as it:
            await scenario(it)

    asyncio.run(main())


async def code(it: Gateway, viewer: str | None, mutation: str, **fields: Any) -> str:
    """What becomes of a mutation that has seen those before: nothing to say, or the code of the
    first thing that is wrong.
    """
    kind = mutation[0].upper() + mutation[1:] + "Input"
    text = f"""mutation($input: {kind}!) {{ {mutation}(input: $input) {{
        userErrors {{ code }} receipt {{ token }} }} }}"""
    seen = _seen.get(it)
    answer = (await it.send(text, viewer=viewer, token=seen, input=fields)).json()
    if "errors" in answer:
        return str(answer["errors"][0]["extensions"]["code"])
    payload = answer["data"][mutation]
    if payload["receipt"]:
        _seen[it] = payload["receipt"]["token"]
    wrong = payload["userErrors"]
    return str(wrong[0]["code"]) if wrong else ""


async def ask(it: Gateway, viewer: str | None, query: str, **variables: Any) -> Json:
    """The data of a query that has seen all that was changed by `code`."""
    return await it.ask(query, viewer=viewer, token=_seen.get(it), **variables)


async def allowed(it: Gateway, mutation: str, **fields: Any) -> set[str]:
    """Who may do something. Nobody must be asked to sign in, and all others be forbidden it."""
    found = set[str]()
    for viewer in EVERYBODY:
        said = await code(it, viewer, mutation, **fields)
        if viewer is None:
            assert said == "UNAUTHENTICATED", said
        elif not said:
            found.add(viewer)
        else:
            assert said == "FORBIDDEN", (viewer, mutation, said)
    return found
