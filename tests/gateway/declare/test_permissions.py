"""Permissions: who may ask for a field, the same over every way that a query takes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import strawberry

from bandstand.testing.gateways import Gateway, serving
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from gateway.authentication import Grants, Identity
from gateway.declare.entities import card, column, entity, members
from gateway.declare.nodes import of_id
from gateway.declare.permissions import only, owner, role, scope, signed_in
from gateway.declare.permissions.rules import NOBODY, Asking
from gateway.declare.relay import Connection, Node, global_id
from gateway.declare.sources import live, source
from gateway.faults import Schema
from gateway.writing.mutations import mutation
from tests.gateway.live.live import listening, subscriber
from tests.worlds import world
from tribes import events as e
from tribes import records
from tribes.entry import admit

HISTORY = [
    e.UserProfileSet(**envelope(1, "enzo"), user="enzo", handle="e", name="Enzo", bio="fast"),
    e.UserProfileSet(**envelope(2, "pat"), user="pat", handle="p", name="Pat", bio="slow"),
    e.TribeProfileSet(**envelope(3, "enzo"), tribe="t", slug="t", name="T"),
    e.TribeFollowed(**envelope(4, "enzo"), tribe="t"),
    e.TribeFollowed(**envelope(5, "pat"), tribe="t"),
]


@entity(records.User)
@strawberry.type
class Driver(Node):
    """A driver."""

    name: str | None = column("name")
    bio: str | None = only(owner | role("support"), column("bio", doc="What they say."))
    followed: int | None = only(role("editor", "support"), card("tribes"))

    @only(signed_in)
    @strawberry.field
    def shout(self) -> str | None:
        """A resolver of its own."""
        return self.name and self.name.upper()


@only(scope("read", "audit"))
@entity(records.Tribe)
@strawberry.type(name="Club")
class Club(Node):
    """A club, all of it for those who look at the books."""

    name: str | None = column("name")
    followers: Connection[Driver] | None = members("followers", lambda: Driver)


@strawberry.type
class Query:
    driver: Driver | None = source(of_id(Driver))
    club: Club | None = source(of_id(Club))
    mine: Driver | None = only(signed_in & role("editor"), source(of_id(Driver)))


@strawberry.type
class Subscription:
    driver_updated: Driver | None = live(of_id(Driver))
    mine_updated: Driver | None = only(role("editor"), live(of_id(Driver)))


@strawberry.type
class Mutation:
    follow_club = only(
        role("editor"),
        mutation(e.TribeFollowed, Club, fields={"tribe": "Which."}, doc="Follow a club."),
    )


SCHEMA = Schema(query=Query, mutation=Mutation, subscription=Subscription)
ENZO, CLUB = global_id("Driver", "enzo"), global_id("Club", "t")
BIO = f'{{ driver(id: "{ENZO}") {{ name bio }} }}'
FOLLOWED = f'{{ driver(id: "{ENZO}") {{ name followed }} }}'
BOOKS = f'{{ club(id: "{CLUB}") {{ name followers {{ edges {{ node {{ name }} }} }} }} }}'
FOLLOW = f'mutation {{ followClub(input: {{tribeId: "{CLUB}"}}) {{ userErrors {{ code }} }} }}'


def known(headers: Any) -> Identity | None:
    """Who asks, by their word: `pat editor,support read,audit`."""
    viewer, roles, scopes = [*headers.get("authorization", "").split(" "), "", ""][:3]
    if not viewer:
        return None
    return Identity(viewer, Grants.of(roles.split(","), scopes.split(",")))


def run(nats: NatsServer, store_url: str, scenario: Any, **more: Any) -> None:
    """Run a scenario on a gateway of the schema above."""

    async def main() -> None:
        async with world(nats.url, store_url) as it:
            await it.publish(HISTORY)
            async with (
                it.projecting(),
                serving(it, SCHEMA, admit, authenticate=known, development=False, **more) as made,
            ):
                await it.caught_up()
                await scenario(made)

    asyncio.run(main())


async def asked(it: Gateway, query: str, who: str = "") -> tuple[Any, list[tuple[Any, ...]]]:
    """The data, and of each error its path, code and message."""
    answer = await it.client.post(
        "/graphql", json={"query": query}, headers={"Authorization": who} if who else {}
    )
    assert answer.status_code == 200
    found = answer.json()
    errors = [
        (".".join(map(str, one["path"])), one["extensions"]["code"], one["message"])
        for one in found.get("errors", ())
    ]
    return found["data"], errors


@pytest.mark.parametrize("compiling", [True, False])
def test_who_may_is_answered_and_who_may_not_is_told_at_the_field(
    nats: NatsServer, store_url: str, compiling: bool
) -> None:
    """Compiled or not; and what stands beside is answered to everybody."""

    async def scenario(it: Gateway) -> None:
        it.services.compiling = compiling
        shown = {"driver": {"name": "Enzo", "followed": 1}}
        hidden = {"driver": {"name": "Enzo", "followed": None}}
        told = "this is for who has the role `editor` or `support`"
        assert await asked(it, FOLLOWED, "pat editor") == (shown, [])
        assert await asked(it, FOLLOWED, "pat other,support") == (shown, [])
        for who in ("pat", "enzo", "pat editors read"):
            assert await asked(it, FOLLOWED, who) == (
                hidden,
                [("driver.followed", "FORBIDDEN", told)],
            )
        assert await asked(it, FOLLOWED) == (
            hidden,
            [("driver.followed", "UNAUTHENTICATED", f"{told}: sign in")],
        )

    run(nats, store_url, scenario)


def test_whose_it_is_may_see_it(nats: NatsServer, store_url: str) -> None:
    """Theirs by its id; and of two rules one is enough, or both are needed."""

    async def scenario(it: Gateway) -> None:
        assert await asked(it, BIO, "enzo") == ({"driver": {"name": "Enzo", "bio": "fast"}}, [])
        assert (await asked(it, BIO, "pat support"))[0]["driver"]["bio"] == "fast"
        data, [(path, code, told)] = await asked(it, BIO, "enz")
        assert (data["driver"]["bio"], path, code) == (None, "driver.bio", "FORBIDDEN")
        assert told == "this is for whose it is, or who has the role `support`"
        assert (await asked(it, BIO))[1][0][1] == "UNAUTHENTICATED"
        mine = f'{{ mine(id: "{ENZO}") {{ name shout }} }}'
        assert await asked(it, mine, "pat editor") == (
            {"mine": {"name": "Enzo", "shout": "ENZO"}},
            [],
        )
        assert (await asked(it, mine, "pat support"))[1][0][:2] == ("mine", "FORBIDDEN")
        shout = f'{{ driver(id: "{ENZO}") {{ name shout }} }}'
        assert (await asked(it, shout))[1][0][:2] == ("driver.shout", "UNAUTHENTICATED")

    run(nats, store_url, scenario)


def test_a_type_is_for_some_in_whatever_way_it_is_reached(nats: NatsServer, store_url: str) -> None:
    """Every field of it; and no other type loses what it has of the same interface."""

    async def scenario(it: Gateway) -> None:
        shown = {"club": {"name": "T", "followers": {"edges": [
            {"node": {"name": "Pat"}}, {"node": {"name": "Enzo"}}]}}}  # fmt: skip
        assert await asked(it, BOOKS, "pat , audit,read") == (shown, [])
        data, errors = await asked(it, BOOKS, "pat , read")
        assert data == {"club": {"name": None, "followers": None}}
        assert {one[:2] for one in errors} == {
            ("club.name", "FORBIDDEN"),
            ("club.followers", "FORBIDDEN"),
        }
        by_id = f'{{ node(id: "{CLUB}") {{ id ... on Club {{ name }} }} }}'
        assert (await asked(it, by_id))[0] == {"node": None}
        both = f'{{ node(id: "{ENZO}") {{ id ... on Driver {{ name }} }} }}'
        assert await asked(it, both) == ({"node": {"id": ENZO, "name": "Enzo"}}, [])

    run(nats, store_url, scenario)


def test_what_is_kept_from_somebody_is_kept_from_a_fragment_and_an_alias(
    nats: NatsServer, store_url: str
) -> None:
    """However it is written; and what is skipped is asked of nobody."""

    async def scenario(it: Gateway) -> None:
        for query in (
            f'{{ driver(id: "{ENZO}") {{ x: followed }} }}',
            f'{{ driver(id: "{ENZO}") {{ ...f }} }} fragment f on Driver {{ x: followed }}',
            f'{{ driver(id: "{ENZO}") {{ ... on Node {{ ... on Driver {{ x: followed }} }} }} }}',
            f'{{ nodes(ids: ["{ENZO}"]) {{ ... on Driver {{ x: followed }} }} }}',
        ):
            data, errors = await asked(it, query, "pat")
            assert '"x": 1' not in str(data).replace("'", '"')
            assert [one[1] for one in errors] == ["FORBIDDEN"]
        skipped = f'{{ driver(id: "{ENZO}") {{ name followed @skip(if: true) }} }}'
        assert await asked(it, skipped) == ({"driver": {"name": "Enzo"}}, [])

    run(nats, store_url, scenario)


def test_a_mutation_that_is_for_others_changes_nothing(nats: NatsServer, store_url: str) -> None:
    """It is refused before anything is looked at."""

    async def scenario(it: Gateway) -> None:
        before = await it.head()
        for who, code in (("pat", "FORBIDDEN"), ("", "UNAUTHENTICATED")):
            data, [(path, found, _)] = await asked(it, FOLLOW, who)
            assert (data, path, found) == ({"followClub": None}, "followClub", code)
        assert await it.head() == before
        assert await asked(it, FOLLOW, "ada editor") == ({"followClub": {"userErrors": []}}, [])
        assert await it.head() == before + 1

    run(nats, store_url, scenario)


def test_a_subscription_shows_to_each_what_they_may(nats: NatsServer, store_url: str) -> None:
    """Those who ask for the same share one, and not with those who may see more."""

    async def scenario(it: Gateway) -> None:
        query = f'subscription {{ driverUpdated(id: "{ENZO}") {{ name followed }} }}'
        mine = f'subscription {{ mineUpdated(id: "{ENZO}") {{ name }} }}'
        async with (
            listening(it) as port,
            subscriber(port, {"Authorization": "pat editor"}) as one,
            subscriber(port, {"Authorization": "pat member"}) as other,
        ):
            for fan, followed in ((one, 1), (other, None)):
                await fan.subscribe("1", query)
                payload = await fan.next("1")
                assert payload["data"] == {"driverUpdated": {"name": "Enzo", "followed": followed}}
                await fan.subscribe("2", mine)
                payload = await fan.next("2")
                assert (payload["data"]["mineUpdated"] is None) is (followed is None)
                assert ("errors" in payload) is (followed is None)

    run(nats, store_url, scenario)


def test_what_somebody_owns_has_their_id_before_its_own() -> None:
    """As `NEW_OWN` makes it; and an id that only begins alike is another's."""

    for record_id, owned in (("enzo", True), ("enzo/1", True), ("enzo2", False), ("pat/1", False)):
        assert owner.allows(Asking("enzo"), record_id) is owned
    assert not owner.allows(NOBODY, "enzo")
    assert not owner.allows(Asking("enzo"))


def test_the_schema_says_who_may() -> None:
    """In the description, where whoever writes a query reads it."""
    text = SCHEMA.as_str()
    for said in (
        "What they say. For whose it is, or who has the role `support`.",
        "For who is signed in.",
        "Follow a club. For who has the role `editor`.",
        "For who has the scope `read` and `audit`.",
    ):
        assert said in text, text
    assert "interface Node" in text
    node = text[text.index("interface Node") :]
    assert "audit" not in node[: node.index("}")]
