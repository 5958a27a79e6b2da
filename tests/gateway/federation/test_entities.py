"""`_entities` and `_service`: what a federation gateway asks of ours, and what it is told."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
import strawberry
from click.testing import CliRunner
from graphql import ObjectTypeDefinitionNode, parse

from bandstand.cli.commands import main
from bandstand.errors import BadSetting
from bandstand.settings import Settings
from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from gateway.declare.federation import LINK, REPRESENTATIONS_MAX
from gateway.declare.nodes import NODES_MAX, WRONG_MAX, of_id
from gateway.declare.sources import source
from gateway.faults import Schema
from tests.domains import clubs
from tests.gateway.declare.clubs import asked, club, note, shown
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.reading.test_waves import run
from tribes.schema import SCHEMA

SERVED = SCHEMA.federated
ENZO, TRIBE = node_id("User", "enzo"), node_id("Tribe", "t")
SELECT = """__typename ... on User { name feed(first: 2) { nodes { tribe { articleCount } } } }
  ... on Article { title author { name articleCount } } ... on Tribe { articleCount }"""
ENTITIES = f"query($r: [_Any!]!) {{ _entities(representations: $r) {{ {SELECT} }} }}"
NODES = f"query($i: [ID!]!) {{ nodes(ids: $i) {{ {SELECT} }} }}"
SDL = "{ _service { sdl } }"


def _types_of(text: str) -> dict[str, ObjectTypeDefinitionNode]:
    """The object types of a printed schema."""
    found = parse(text).definitions
    return {one.name.value: one for one in found if isinstance(one, ObjectTypeDefinitionNode)}


def _has(one: ObjectTypeDefinitionNode, directive: str) -> bool:
    return [each.name.value for each in one.directives or ()] == [directive]


def _kinds(one: ObjectTypeDefinitionNode) -> list[str]:
    return [each.name.value for each in one.interfaces or ()]


def _names(one: ObjectTypeDefinitionNode) -> list[str]:
    return [each.name.value for each in one.fields or ()]


def named(kind: str, record_id: str, **more: Any) -> dict[str, Any]:
    """A representation, as a federation gateway sends it."""
    return {"__typename": kind, "id": node_id(kind, record_id), **more}


FEW = [named("User", "enzo"), named("Article", "a"), named("Tribe", "t"), named("User", "nobody")]
FEW += FEW[:2]


@pytest.mark.parametrize("shards", [1, 7])
def test_entities_are_what_nodes_are_at_the_same_cost(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """Answers, waves and calls: it is compiled, and no entity is asked for by itself."""

    async def scenario(it: Gateway) -> None:
        for viewer in (None, "pat"):
            found, *spent = await it.spent(ENTITIES, viewer=viewer, r=FEW)
            ids = [one["id"] for one in FEW]
            same, *usual = await it.spent(NODES, viewer=viewer, i=ids)
            assert found["_entities"] == same["nodes"]
            assert spent == usual
            assert spent == [1, 1] or shards > 1
        it.services.compiling = False
        assert await it.ask(ENTITIES, viewer="pat", r=FEW) == found
        assert [one and one["__typename"] for one in found["_entities"]] == [
            *("User", "Article", "Tribe"), None, *("User", "Article"),
        ]  # fmt: skip

    run(nats, store_url, scenario, history=ONE, shards=shards, schema=SERVED)


@pytest.mark.parametrize("compiling", [True, False])
def test_a_representation_that_names_nothing_is_an_error_in_its_place(
    nats: NatsServer, store_url: str, compiling: bool
) -> None:
    """The others are answered: one slip of another subgraph takes no page from anybody."""
    wrong: list[tuple[Any, str]] = [
        ({"id": ENZO}, "the representation has no __typename"),
        ({"__typename": "Car", "id": ENZO}, "is of no entity here, 'Car'"),
        ({"__typename": ["User"], "id": ENZO}, "is of no entity here"),
        ({"__typename": "PageInfo", "id": ENZO}, "is of no entity here"),
        ({"__typename": "User"}, "has no id"),
        ({"__typename": "User", "id": 7}, "has an id that is no text"),
        ({"__typename": "User", "id": "7"}, "is not a global id; give an id of type User"),
        ({"__typename": "User", "id": ARTICLE}, "this is an id of type"),
        ("User", "a representation is an object"),
        ([7], "a representation is an object, and this is '[7]'"),
    ]
    assert len(wrong) == WRONG_MAX

    async def scenario(it: Gateway) -> None:
        it.services.compiling = compiling
        given = [named("User", "enzo", name="X"), *(one for one, _ in wrong), named("Article", "a")]
        answer = (await it.send(ENTITIES, r=given)).json()
        found = answer["data"]["_entities"]
        assert [found[0]["name"], found[-1]["title"]] == ["Enzo", "A"]
        assert found[1:-1] == [None] * len(wrong)
        for at, ((_, told), error) in enumerate(zip(wrong, answer["errors"], strict=True), 1):
            assert error["path"] == ["_entities", at]
            assert error["extensions"]["code"] == "BAD_USER_INPUT"
            assert told in error["message"]
        answer = await it.refusal(ENTITIES, r=[*given, {}])
        assert (answer["path"], answer["data"]) == (["_entities"], None)
        one = f'{{__typename: "User", id: "{ENZO}"}}'
        literal = f"{{ _entities(representations: [{one}]) {{ __typename }} }}"
        assert await it.ask(literal) == {"_entities": [{"__typename": "User"}]}
        with_one = f"query($i: ID!) {literal.replace(json.dumps(ENZO), '$i')}"
        told = await it.refusal(with_one.replace("ID!", "ID"))
        assert (told["code"], told["path"]) == ("BAD_USER_INPUT", ["_entities", 0])
        for _ in range(2):
            assert await it.ask(with_one, i=ENZO) == {"_entities": [{"__typename": "User"}]}
            assert await it.ask(with_one, i=node_id("User", "no")) == {"_entities": [None]}

    run(nats, store_url, scenario, history=ONE, schema=SERVED)


def test_entities_have_a_price_and_an_end(nats: NatsServer, store_url: str) -> None:
    """As nodes have; more may be asked for at once, since a federation gateway cannot ask twice."""

    async def scenario(it: Gateway) -> None:
        many = [named("User", f"u{at}") for at in range(REPRESENTATIONS_MAX)]
        query = "query($r: [_Any!]!) { _entities(representations: $r) { ... on User { name } } }"
        found, waves, calls = await it.spent(query, r=many)
        assert (found["_entities"], waves, calls) == ([None] * len(many), 1, 1)
        told = await it.refusal(query, r=[*many, ENZO])
        assert "give at most 1,000; these are 1,001" in told["message"]
        below = "feed(first: 100) { nodes { title } }"
        dear = query.replace("name", below)
        told = await it.refusal(dear, r=many[: NODES_MAX * 2])
        assert told["code"] == "TOO_COSTLY"
        it.services.compiling = False
        told = await it.refusal(dear, r=many[: NODES_MAX * 2])
        assert told["code"] == "TOO_COSTLY"

    run(nats, store_url, scenario, history=ONE, schema=SERVED)


def test_another_domain_has_them_with_its_own_rules(nats: NatsServer, store_url: str) -> None:
    """Who may not see a note, or a field of one, sees none by way of a federation gateway."""
    hidden = clubs.NoteHidden(**envelope(20, "mod"), note="a")
    given = ", ".join(f'{{__typename: "Note", id: "{note(one)}"}}' for one in "ab")
    query = f"{{ _entities(representations: [{given}]) {{ ... on Note {{ text }} }} }}"
    a, b = {"text": "A red one"}, {"text": "B red one"}

    async def main() -> None:
        served = clubs.SCHEMA.federated
        async with club(nats.url, store_url, more=[hidden], schema=served) as it:
            for who, seen in ("", [None, b]), ("ada", [None, b]), ("mod", [a, b]), ("enzo", [a, b]):
                assert (await shown(it, query, who))["_entities"] == seen, who
            counts = query.replace("text", "reportCount")
            found, errors = await asked(it, counts, "ada")
            assert found["_entities"] == [None, {"reportCount": None}]
            assert [error[:2] for error in errors] == [("_entities.1.reportCount", "FORBIDDEN")]

    asyncio.run(main())


def test_the_schema_is_told_to_a_federation_gateway_alone(nats: NatsServer, store_url: str) -> None:
    """It is no introspection, which production refuses; it costs as much, and no query is told it
    over and over.
    """

    async def scenario(it: Gateway) -> None:
        assert (await it.ask(SDL))["_service"] == {"sdl": SCHEMA.sdl}
        it.services.compiling = False
        assert (await it.ask(SDL))["_service"] == {"sdl": SCHEMA.sdl}
        assert await it.ask("{ a: _service { sdl } b: _service { sdl } }")
        told = await it.refusal("{ a: _service { sdl } b: _service { sdl } c: _service { sdl } }")
        assert told["code"] == "TOO_COSTLY"

    run(nats, store_url, scenario, history=ONE, schema=SERVED)


@pytest.mark.parametrize("schema", [SCHEMA, clubs.SCHEMA])
def test_every_node_has_its_key_and_what_others_have_is_shareable(schema: Schema) -> None:
    """Two subgraphs that both have `PageInfo` compose; two that both have `node` would not, and
    with `@shareable` one would be asked for what the other has.
    """
    told, plain = _types_of(schema.sdl), _types_of(schema.as_str())
    assert schema.sdl.startswith(LINK)
    keyed = {name for name, one in told.items() if _has(one, "key")}
    shared = {name for name, one in told.items() if _has(one, "shareable")}
    assert (
        keyed == set(schema.nodes.types) == {one for one in plain if "Node" in _kinds(plain[one])}
    )
    usual = {"PageInfo", "SearchConnection", "NodeEdge", "UserError", "Receipt"}
    usual |= {"Upload", "UploadHeader", "StartUploadPayload"}
    # What a domain declares by itself is its own.
    own = {"ArticleConnection", "ArticleEdge", "ReposterConnection", "ReposterEdge"}
    paged = {one for one in plain if one.endswith(("Connection", "Edge"))} - own
    assert shared == (usual & set(plain)) | paged
    asked, answered = (set(_names(one["Query"])) for one in (told, plain))
    assert answered - asked == {"node", "nodes", "rateLimits"}
    assert set(plain) - set(told) == {"RateLimit"}
    for name in set(told) - {"Query"}:
        assert _names(told[name]) == _names(plain[name]), name


def test_a_domain_with_one_node_has_a_union_of_one_and_one_without_has_none() -> None:
    """A union without members is no GraphQL, and entities that cannot be are not offered."""

    @strawberry.type
    class Query:
        member: clubs.Member | None = source(of_id(clubs.Member))

    @strawberry.type
    class Bare:
        @strawberry.field
        def speed(self) -> int:
            return 7

    alone = Schema(Query).federated.as_str()
    assert "\nunion _Entity = Member\n" in alone
    bare = Schema(Bare).federated.as_str()
    assert "_service: _Service!" in bare
    assert "_entities" not in bare


def test_a_federation_gateway_sends_no_trusted_document() -> None:
    """With both, every query of it would be refused: that is said at the start."""
    both = {"BANDSTAND_FEDERATION": "1", "BANDSTAND_DOCUMENTS_ONLY": "1"}
    with pytest.raises(BadSetting, match="writes its own queries"):
        Settings.load({**both, "BANDSTAND_DOCUMENTS": "trusted.json"})


def test_the_command_prints_what_the_gateway_tells() -> None:
    """For composition in CI, where no gateway runs; and a query can be explained as one."""
    printed = CliRunner().invoke(main, ["schema", "--federation"])
    assert (printed.exit_code, printed.stdout) == (0, SCHEMA.sdl)
    query = (
        f'{{ _entities(representations: [{{__typename: "User", id: "{ENZO}"}}]) {{ __typename }} }}'
    )
    env = {"BANDSTAND_FEDERATION": "1"}
    told = CliRunner(env=env).invoke(main, ["explain-query", "-"], input=query)
    assert told.exit_code == 0, told.output
    assert "compiled" in told.stdout
    assert CliRunner().invoke(main, ["explain-query", "-"], input=query).exit_code == 1


def test_without_the_setting_there_is_nothing_of_it(nats: NatsServer, store_url: str) -> None:
    """A schema is told to whoever asks for it: so nobody's is, unless they say so."""

    async def scenario(it: Gateway) -> None:
        for query in (SDL, "{ _entities(representations: []) { __typename } }"):
            assert (await it.refusal(query))["code"] == "GRAPHQL_VALIDATION_FAILED"

    run(nats, store_url, scenario, history=ONE)
    assert "_Any" not in SCHEMA.as_str()
    assert "_Service" not in SCHEMA.as_str()
