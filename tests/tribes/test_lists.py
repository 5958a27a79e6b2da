"""Lists of all tribes and users: who stands there, and where."""

from __future__ import annotations

import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import START_MS
from bandstand.testing.worlds import envelope
from crdt.stamps import stamp_of
from tests.gateway.reading.test_waves import run
from tribes import events as e
from tribes.alphabet import alphabetical

NAMES = ["2CV", "Alfa", "alfa 33", "Älfas", "BMW", "bmw 2002", "Zagato", "Лада", "日産"]


def test_names_stand_in_order_whatever_their_case_and_accents() -> None:
    """Digits, letters, other scripts; a space comes before all that may follow."""
    assert sorted({*NAMES}, key=alphabetical) == NAMES
    assert alphabetical("Alfa  Romeo") == alphabetical("ALFA ROMEO!")
    assert 0 <= alphabetical("") < alphabetical("\U0002a6df" * 20) < 2**53
    assert 0 <= alphabetical("z" * 100) < 2**53


HISTORY = [
    *(
        e.TribeProfileSet(**envelope(n, "ada"), tribe=f"t{n}", name=name)
        for n, name in enumerate(("Zagato", "alfa", "BMW"), 1)
    ),
    e.TribeProfileSet(**envelope(9, "ada"), tribe="t1", description="<p>Again.</p>"),
    e.TribeFollowed(**envelope(10, "bob"), tribe="t3"),
    e.TribeFollowed(**envelope(11, "bob"), tribe="unnamed"),
    e.ArticlePublished(**envelope(12, "bob"), article="a", tribe="t2", kind="IMAGE", title="A"),
    e.ArticleReposted(**envelope(13, "bob"), article="a", tribe="t1"),
    e.UserProfileSet(**envelope(14, "ada"), user="ada", name="Ada"),
    e.UserProfileSet(
        **envelope(15, "bob"), user="bob", name="Bob", since=stamp_of(START_MS - 86_400_000)
    ),
    e.UserProfileSet(**envelope(16, "eve"), user="eve", bio="No name."),
    e.UserFollowed(**envelope(17, "eve"), user="bob"),
]


@pytest.mark.parametrize("shards", [1, 3])
def test_all_tribes_and_users_with_a_name_are_listed(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """By what each order says; who was only followed is not among them."""

    async def scenario(it: Gateway) -> None:
        async def names(field: str, order: str) -> list[str]:
            query = f"{{ {field}(order: {order}) {{ totalCount nodes {{ name createdAt }} }} }}"
            page = (await it.ask(query))[field]
            assert page["totalCount"] == len(page["nodes"])
            assert all(node["createdAt"] for node in page["nodes"])
            return [node["name"] for node in page["nodes"]]

        assert (await names("tribes", "FOLLOWERS"))[0] == "BMW"
        assert await names("tribes", "ACTIVE") == ["Zagato", "alfa", "BMW"]
        assert await names("tribes", "NAME") == ["alfa", "BMW", "Zagato"]
        assert await names("tribes", "NEW") == ["BMW", "alfa", "Zagato"]
        assert (await names("users", "FOLLOWERS"))[0] == "Bob"
        assert await names("users", "NEW") == ["Ada", "Bob"]

    run(nats, store_url, scenario, history=HISTORY, shards=shards)
