"""Tabs that are made from a schema: each is a query that works."""

from __future__ import annotations

import asyncio
import json

from graphql import parse, validate

from bandstand.domain import Domain
from bandstand.testing.servers import NatsServer
from gateway.compiler.compilation import Compiler
from gateway.declare.relay import parse_global_id
from gateway.documents.documents import Documents
from gateway.documents.tabs import TABS_MAX, Tab, tabs_of
from tests.gateway.harness import gateway
from tribes.schema import SCHEMA

DOMAIN = Domain("tribes")


def made() -> tuple[Tab, ...]:
    return tabs_of(SCHEMA._schema, DOMAIN.sample_id)


def test_every_root_has_tabs() -> None:
    """Who opens GraphiQL sees what can be asked, changed and watched, and not forty tabs."""
    verbs = [tab.query.split()[0] for tab in made()]
    assert len(verbs) <= TABS_MAX
    assert set(verbs) == {"query", "mutation", "subscription"}


def test_every_tab_is_valid_and_within_the_limits() -> None:
    """A first query that is refused is a bad welcome."""
    documents = Documents(Compiler(SCHEMA))
    for tab in made():
        assert not validate(SCHEMA._schema, parse(tab.query)), tab.query
        assert not documents.get(tab.query).errors, tab.query
        assert len(tab.query.splitlines()) < 100


def test_the_tabs_answer_on_the_samples(nats: NatsServer, store_url: str) -> None:
    """The ids in their variables are of what the samples made."""

    async def main() -> None:
        samples = list(DOMAIN.samples("test", 7))
        async with gateway(nats.url, store_url, history=samples) as it:
            for tab in made():
                if tab.query.startswith("subscription"):
                    continue
                answer = await it.ask(tab.query, viewer="user-1", **json.loads(tab.variables))
                [found] = answer.values()
                named = "handle" not in tab.variables and "slug" not in tab.variables
                assert found or not named, tab.query

    asyncio.run(main())


def test_an_id_is_of_what_its_variable_is_called() -> None:
    """`articleId` is an article's, whatever the mutation answers."""
    [tab] = [one for one in made() if one.query.startswith("mutation RemoveArticle")]
    sample = json.loads(tab.variables)["input"]["articleId"]
    assert parse_global_id(sample) == ("Article", "article-1")
