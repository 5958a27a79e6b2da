"""Names: many are looked up at once, each with what became of it."""

from __future__ import annotations

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from tests.gateway.reading.test_waves import run
from tribes import events as e

PEOPLE = [
    e.UserProfileSet(**envelope(n, name), user=name, handle=name.title(), name=name.upper())
    for n, name in enumerate(("ada", "bob"), 1)
]
QUERY = "query($handles: [String!]!) { usersByHandle(handles: $handles) { handle name } }"
ADA, BOB = ({"handle": name, "name": name.upper()} for name in ("Ada", "Bob"))


def test_many_handles_are_looked_up_in_one_call(nats: NatsServer, store_url: str) -> None:
    """In their order, one twice where it was given twice; nobody has some, some are no names."""

    async def scenario(it: Gateway) -> None:
        handles = ["BOB", "nobody", "ada", "bob", "--"]
        data, waves, calls = await it.spent(QUERY, handles=handles)
        assert data["usersByHandle"] == [BOB, None, ADA, BOB, None]
        assert (waves, calls) == (1, 1)
        assert (await it.ask(QUERY, handles=[]))["usersByHandle"] == []

    run(nats, store_url, scenario, history=PEOPLE)


def test_what_is_wrong_with_one_handle_is_its_own(nats: NatsServer, store_url: str) -> None:
    """The others are answered."""

    async def scenario(it: Gateway) -> None:
        answer = (await it.send(QUERY, handles=["ada", "x" * 200])).json()
        assert answer["data"] == {"usersByHandle": [ADA, None]}
        [error] = answer["errors"]
        assert error["path"] == ["usersByHandle", 1]
        assert "handle: give 1 to 128 characters; this has 200" in error["message"]
        many = await it.refusal(QUERY, handles=["ada"] * 101)
        assert "handles: give at most 100; these are 101" in many["message"]
        wrong = await it.refusal(QUERY, handles=[""] * 11)
        assert "handles: more than 10 of these 11 ids are not valid" in wrong["message"]

    run(nats, store_url, scenario, history=PEOPLE)


def test_a_name_costs_what_it_reads(nats: NatsServer, store_url: str) -> None:
    """A hundred that each read a hundred are too many for one query."""

    async def scenario(it: Gateway) -> None:
        below = "{ followers(first: 100) { nodes { followers(first: 9) { nodes { name } } } } }"
        query = QUERY.replace("{ handle name }", below)
        error = await it.refusal(query, handles=["ada"] * 100)
        assert error["code"] == "TOO_COSTLY"

    run(nats, store_url, scenario, history=PEOPLE)
