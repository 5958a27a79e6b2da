"""What a developer declares, and what of it is compiled: the rules of docs/compile.md."""

from __future__ import annotations

from typing import Any

import pytest
import strawberry

from gateway.compiler.compilation import Compiled, Compiler
from gateway.declare.entities import card, column, entity, listed, lookup
from gateway.declare.fields import Listed
from gateway.declare.nodes import of_id
from gateway.declare.relay import Connection, Node, global_id
from gateway.declare.sources import Identified, Named, Ranked, Source, namespace, source
from gateway.documents.documents import Documents, Operation
from gateway.errors import Uncovered
from gateway.faults import Schema
from tribes import handles, records
from tribes.graphql.types import Article, User


@entity(records.User)
@strawberry.type
class Driver(Node):
    """A driver, with one column, one that is converted, and one that a method gives."""

    name: str | None = column("name")
    loud: str | None = column("name", convert=str.upper)
    drives: Connection[Drive] = listed(records.User.new, lambda: Drive)

    @strawberry.field
    def shout(self) -> str:
        """A resolver of its own."""
        return self.id.upper()


@entity(records.Article, exists="alive")
@strawberry.type
class Drive(Node):
    """A drive."""

    title: str = column("title")
    likes: int = card("bumps")
    driver: Driver = lookup("publication", "author", lambda: Driver)


@strawberry.type
class Weather:
    """A thing that no record is of."""

    warm: bool


def _driver(id: strawberry.ID) -> Identified:
    return Identified(Driver, id)


def _named(name: str) -> Named | None:
    return Named(Driver, handles.Handle.index, name) if name else None


def _drives(viewer: str | None, first: int | None = None) -> Ranked:
    return Ranked(Listed(records.User.new, lambda: Drive), first, of=viewer or "nobody")


def _many(ids: list[strawberry.ID]) -> list[Identified]:
    return [Identified(Driver, one) for one in ids]


@strawberry.type
class Mine:
    """What somebody has who is signed in."""

    drives: Connection[Drive] = source(_drives)


@strawberry.type
class Query:
    """All of it."""

    driver: Driver = source(_driver)
    named: Driver | None = source(_named)
    many: list[Driver | None] = source(_many)
    mine: Mine | None = namespace(lambda: Mine, when=lambda viewer: viewer is not None)

    @strawberry.field
    def weather(self) -> Weather:
        """No source."""
        return Weather(warm=True)


DOCUMENTS = Documents(Compiler(Schema(query=Query)))


def compiled(text: str, **variables: Any) -> Compiled | Uncovered:
    """What the compiler makes of a query."""
    document = DOCUMENTS.get(text)
    assert not document.errors
    operation = document.operation(None)
    assert isinstance(operation, Operation)
    return operation.compiled(DOCUMENTS.compiler, variables)


@pytest.mark.parametrize(
    "text",
    [
        '{ driver(id: "a") { id name loud drives { edges { node { title likes } } } } }',
        '{ named(name: "x") { drives(first: 3) { edges { node { driver { name } } } } } }',
        """{ many(ids: ["a", "b"]) { __typename ... on Node { id } ...F } }
        fragment F on Driver { name }""",
        "{ mine { __typename drives(first: 2) { pageInfo { hasNextPage } } } }",
        "{ __typename }",
    ],
)
def test_what_is_declared_is_compiled(text: str) -> None:
    """Types, connections, sources and namespaces of a domain of one's own: a line each."""
    assert isinstance(compiled(text), Compiled)


@pytest.mark.parametrize(
    ("text", "why", "told"),
    [
        ('{ driver(id: "a") { shout } }', "resolver", "Driver.shout has a resolver of its own"),
        ("{ weather { warm } }", "resolver", "Query.weather has a resolver of its own"),
        ("{ __schema { queryType { name } } }", "introspection", "__schema is introspection"),
    ],
)
def test_what_is_not_compiled_says_why(text: str, why: str, told: str) -> None:
    """A developer learns which field it is, and a metric counts the kind."""
    found = compiled(text)
    assert isinstance(found, Uncovered)
    assert (found.why, str(found)) == (why, told)


def test_a_source_of_a_viewer_is_asked_for_each() -> None:
    """What is kept of one viewer is not another's."""
    query = compiled("{ mine { drives { edges { cursor } } } }")
    assert isinstance(query, Compiled)
    [reading] = query.query.readings("ada")
    assert list(query.query.readings(None)) == []

    class Session:
        viewer: str | None = None
        now_ms = 0

    names = []
    for viewer in ("ada", "bob", "ada"):
        Session.viewer = viewer
        _, [asked] = reading.ask(Session(), {})  # type: ignore[arg-type]
        names.append(asked.request.ids)
    assert names == [("ada",), ("bob",), ("ada",)]


def test_what_is_selected_says_what_else_is_listened_to() -> None:
    """A board of somebody changes by records that live elsewhere, of which nothing says whose."""
    for text, topics in (
        ('{ driver(id: "a") { name } }', []),
        ('{ driver(id: "a") { drives { edges { cursor } } } }', [(records.Article, None)]),
        ("{ mine { drives { edges { cursor } } } }", []),
    ):
        query = compiled(text)
        assert isinstance(query, Compiled)
        assert [tuple(one) for one in query.topics("me")] == topics


def test_who_is_signed_in_is_found_by_their_id_in_any_case() -> None:
    """They were null to themselves until they had done something."""
    read, ada = Source(of_id(User)), global_id("User", "ada")
    for viewer, stub in (("ada", True), ("bob", False), (None, False)):
        assert read.wanted(viewer, {"id": ada}) == Identified(User, "ada", stub)
    assert not Source(of_id(Article)).of_viewer
