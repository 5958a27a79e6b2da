"""A gateway of the clubs, whose every answer is compared: compiled, and by graphql-core alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from prometheus_client import REGISTRY

from bandstand.testing.gateways import Gateway, serving
from bandstand.testing.worlds import envelope, world
from eventlog.envelope import Event
from gateway.authentication import Grants, Identity
from gateway.declare.relay import global_id
from gateway.writing.entry import entry
from tests.domains import clubs as c

HISTORY: list[Event] = [
    c.MemberNamed(**envelope(1, "enzo"), member="enzo", name="Enzo"),
    c.MemberNamed(**envelope(2, "pat"), member="pat", name="Pat"),
    c.ClubNamed(**envelope(3), club="f", name="Fast"),
    c.ClubNamed(**envelope(4), club="g", name="Gone"),
    c.ModeratorNamed(**envelope(5), club="f", member="mod"),
    c.ClubClosed(**envelope(6), club="g"),
    c.ClubFollowed(**envelope(7, "ada"), club="f"),
    c.ClubFollowed(**envelope(8, "ada"), club="g"),
    c.NotePublished(**envelope(11, "enzo"), note="a", club="f", text="A red one"),
    c.NotePublished(**envelope(12, "pat"), note="b", club="f", text="B red one"),
    c.NotePublished(**envelope(13, "pat"), note="c", club="g", text="C red one"),
    c.NoteReported(**envelope(14, "ada"), note="a"),
    c.ReplyPosted(**envelope(15, "pat"), reply="a/1", body="no"),
    c.ReplyPosted(**envelope(16, "ada"), reply="a/2", body="yes"),
]
"""Two clubs, one of them closed, with a moderator; three notes, and replies to the first."""


def known(headers: Any) -> Identity | None:
    """Who asks, by their word: `pat editor,support`."""
    viewer, roles = [*headers.get("authorization", "").split(" "), ""][:2]
    return Identity(viewer, Grants.of(roles.split(","))) if viewer else None


def note(record_id: str) -> str:
    """The global id of a note."""
    return global_id("Note", record_id)


@asynccontextmanager
async def club(
    nats_url: str, store_url: str, *, shards: int = 1, more: Iterable[Event] = (), **given: Any
) -> AsyncIterator[Gateway]:
    """A gateway of the clubs, whose history is in the views."""
    async with world(nats_url, store_url, c.CLUBS, c.CODEC, shards=shards) as it:
        await it.publish([*HISTORY, *more])
        usual = {"schema": c.SCHEMA, "authenticate": known, "development": False}
        async with it.projecting(), serving(it, admit=entry(), **{**usual, **given}) as made:
            await it.caught_up()
            yield made


async def asked(it: Gateway, query: str, who: str = "") -> tuple[Any, list[tuple[Any, ...]]]:
    """The data, and of each error its path, code and message; the same in both ways."""
    ways = []
    for compiling in (True, False):
        it.services.compiling = compiling
        answer = await it.client.post(
            "/graphql", json={"query": query}, headers={"Authorization": who} if who else {}
        )
        found = answer.json()
        errors = [
            (".".join(map(str, one["path"])), one["extensions"]["code"], one["message"])
            for one in found.get("errors", ())
        ]
        ways.append((found["data"], errors))
    assert ways[0] == ways[1], query
    return ways[0]


async def shown(it: Gateway, query: str, who: str = "") -> Any:
    """The data of a query that is compiled, and answered without an error."""
    before = _compiled()
    data, errors = await asked(it, query, who)
    assert not errors, errors
    assert _compiled() == before + 1, "it was left to graphql-core"
    return data


async def done(it: Gateway, mutation: str, who: str, select: str = "", **input: Any) -> Any:
    """The payload of a mutation: what is selected, and of each refusal its field and code."""
    given = ", ".join(f'{name}: "{value}"' for name, value in input.items())
    payload = f"{select} userErrors {{ field code message }}"
    query = f"mutation {{ {mutation}(input: {{{given}}}) {{ {payload} }} }}"
    answer = await it.client.post("/graphql", json={"query": query}, headers={"Authorization": who})
    found = answer.json()
    assert "errors" not in found, found
    made = found["data"][mutation]
    errors = [(one["field"], one["code"], one["message"]) for one in made.pop("userErrors")]
    return made, errors


def _compiled() -> float:
    labels = {"way": "compiled", "why": ""}
    return REGISTRY.get_sample_value("bandstand_gateway_operations_total", labels) or 0.0
