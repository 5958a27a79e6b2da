"""Shares: what one client may hold of what a process has."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from gateway.admission.clients import Client
from gateway.admission.requests import FEW, FEW_EACH, LAG_S_MAX, Requests
from gateway.admission.shares import Shares
from gateway.errors import TooMany

ADA, BOB, EVE = (Client(f"viewer {name}") for name in ("ada", "bob", "eve"))


def test_one_client_has_half_at_most_and_others_go_on() -> None:
    """Nobody is limited while there is room, and nobody alone has all."""
    shares = Shares(20, 25, "queries", "things are open here")
    for _ in range(10):
        shares.take(ADA)
    with pytest.raises(TooMany, match="20 things are open here at most, and 10 are yours") as mine:
        shares.take(ADA)
    assert (mine.value.status, mine.value.shown["extensions"]["retryAfter"]) == (429, 1)
    for client in (BOB, EVE):
        for _ in range(5):
            shares.take(client)
    with pytest.raises(TooMany, match="20 things are open here: try again later") as full:
        shares.take(Client("viewer zoe"))
    assert full.value.status == 503
    shares.give(BOB)
    with pytest.raises(TooMany, match="10 are yours"):
        shares.take(ADA)
    shares.take(BOB)
    assert shares.taken == 20


def test_what_is_held_is_counted_whatever_happens() -> None:
    """What is not given back would be gone for good, and what is given twice another's."""
    shares = Shares(4, 50, "queries", "things")
    with suppress(KeyError), shares.held(ADA, 2):
        assert shares.taken == 2
        raise KeyError
    assert shares.taken == 0
    shares.take(ADA)
    shares.move(ADA, BOB)
    shares.move(BOB, BOB)
    shares.give(BOB)
    shares.take(ADA, 2)
    assert shares.taken == 2


def test_a_place_that_would_be_too_many_of_another_stays_where_it_is() -> None:
    """An anonymous connection turns out to be a viewer's who holds their share."""
    shares, address = Shares(8, 25, "queries", "things"), Client("address 192.0.2.1")
    for _ in range(4):
        shares.take(ADA)
    shares.take(address)
    with pytest.raises(TooMany, match="4 are yours"):
        shares.move(address, ADA)
    shares.give(address)
    assert shares.taken == 4


def test_a_place_among_requests_is_given_back_once() -> None:
    """By who answered, and by who sees the connection go."""
    requests = Requests(2, 100)
    held = requests.take(ADA)
    requests.take(BOB)
    for _ in range(2):
        held.give()
    requests.take(EVE)
    with pytest.raises(TooMany, match="2 requests are being answered here: try again later"):
        requests.take(ADA)


def test_while_the_loop_lags_few_are_taken() -> None:
    """What is taken then would be answered late, all of it."""
    requests = Requests(1_000, 100)
    requests.lag_s = LAG_S_MAX * 2
    for number in range(FEW):
        requests.take(Client(f"viewer {number}"))
    with pytest.raises(TooMany, match="this gateway is overloaded"):
        requests.take(BOB)
    requests.lag_s = 0
    requests.take(BOB)


def test_who_makes_the_loop_lag_is_refused_before_others() -> None:
    """One client's dear requests had nearly all of another's refused."""
    requests = Requests(1_000, 100)
    for _ in range(FEW_EACH):
        requests.take(ADA)
    requests.lag_s = LAG_S_MAX * 2
    with pytest.raises(TooMany, match="this gateway is overloaded"):
        requests.take(ADA)
    requests.take(BOB)


def test_the_lag_is_how_late_timers_are() -> None:
    """Whoever holds the loop is seen, whoever it is."""

    async def scenario() -> None:
        requests, loop = Requests(1, 100), asyncio.get_running_loop()
        watching = asyncio.create_task(requests.watch())
        await asyncio.sleep(0.01)
        until = loop.time() + 0.5
        while loop.time() < until:
            pass
        await asyncio.sleep(0.001)
        assert requests.lag_s > 0.3
        watching.cancel()

    asyncio.run(scenario())
