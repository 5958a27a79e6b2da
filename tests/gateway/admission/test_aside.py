"""What is done aside: in turns, client by client, while all else goes on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from gateway.admission.aside import WAITING_EACH_MAX, Aside
from gateway.admission.clients import Client, client_of
from gateway.errors import TooMany

ADA, BOB, EVE = (Client(f"viewer {name}") for name in ("ada", "bob", "eve"))


def test_clients_take_turns_and_the_loop_goes_on() -> None:
    """Who sends much waits for themselves: the one thread is everybody's."""

    async def scenario() -> None:
        aside, done, go = Aside(), [], threading.Event()

        def call(name: str) -> Callable[[], str]:
            def made() -> str:
                assert go.wait(10)
                done.append(name)
                return name

            return made

        asked = [
            asyncio.create_task(aside.run(client, name, call(name)))
            for client, name in [
                *((ADA, f"a{at}") for at in range(4)),
                (BOB, "b0"),
                (EVE, "e0"),
                (BOB, "b1"),
            ]
        ]
        # While the thread is busy, this loop is not.
        for _ in range(20):
            await asyncio.sleep(0.001)
        assert not done
        again = asyncio.create_task(aside.run(EVE, "b1", call("twice")))
        await asyncio.sleep(0)
        asked[-1].cancel()  # Whoever asked for b1 first has left.
        go.set()
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert done == ["a0", "b0", "e0", "a1", "b1", "a2", "a3"]
        assert [one for one in found if isinstance(one, str)] == [
            "a0",
            "a1",
            "a2",
            "a3",
            "b0",
            "e0",
        ]
        assert await again == "b1"

    asyncio.run(scenario())


def test_one_client_has_so_much_wait_and_another_does_not_feel_it() -> None:
    """A queue without an end would be memory without an end."""

    async def scenario() -> None:
        aside, go = Aside(), threading.Event()
        waiting = [asyncio.create_task(aside.run(ADA, "first", lambda: go.wait(10)))]
        await asyncio.sleep(0)
        waiting += [
            asyncio.create_task(aside.run(ADA, at, lambda: None)) for at in range(WAITING_EACH_MAX)
        ]
        await asyncio.sleep(0.01)
        with pytest.raises(TooMany, match=r"too many new queries of yours wait.*variables"):
            await aside.run(ADA, "more", lambda: None)
        bobs = asyncio.create_task(aside.run(BOB, "bobs", lambda: 7))
        await asyncio.sleep(0.01)
        go.set()
        assert await bobs == 7
        await asyncio.gather(*waiting)
        assert await aside.run(ADA, "more", lambda: 8) == 8

    asyncio.run(scenario())


def test_what_fails_aside_fails_for_who_asked() -> None:
    """And the next is done all the same."""

    async def scenario() -> None:
        aside = Aside()
        with pytest.raises(ZeroDivisionError):
            await aside.run(ADA, "wrong", lambda: 1 / 0)
        assert await aside.run(ADA, "right", lambda: 1) == 1

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("viewer", "address", "client"),
    [
        ("ada", "192.0.2.7", "viewer ada"),
        (None, "192.0.2.7", "address 192.0.2.7"),
        (None, "2001:db8:1:2:3:4:5:6", "address 2001:db8:1:2::/64"),
        (None, "2001:0db8:0001:0002::9", "address 2001:db8:1:2::/64"),
        (None, None, "address "),
        (None, "unix:" + "x" * 99, "address unix:" + "x" * 59),
    ],
)
def test_a_client_is_a_viewer_and_else_an_address(
    viewer: str | None, address: str | None, client: str
) -> None:
    """Who has one address of IPv6 has a network of them, and would be as many clients."""
    assert client_of(viewer, address) == client
