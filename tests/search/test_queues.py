"""Queues: each client's in its turn."""

from __future__ import annotations

from search.queues import Queues


def test_clients_take_turns_and_what_is_theirs_keeps_its_order() -> None:
    """Who has much waiting waits for themselves."""
    queues = Queues[str, int]()
    for client, one in [("ada", 1), ("ada", 2), ("ada", 3), ("bob", 4), ("eve", 5)]:
        queues.add(client, one)
    assert (len(queues), queues.of("ada"), queues.of("nobody")) == (5, 3, 0)
    assert [queues.take() for _ in range(6)] == [
        *(("ada", 1), ("bob", 4), ("eve", 5), ("ada", 2), ("ada", 3)),
        None,
    ]
    assert len(queues) == 0


def test_who_is_passed_over_keeps_their_turn() -> None:
    """They wait for what they have running, and lose nothing by it."""
    queues = Queues[str | None, int]()
    for client, one in [("ada", 1), ("bob", 2), (None, 3), ("bob", 4)]:
        queues.add(client, one)
    assert queues.take({"ada"}) == ("bob", 2)
    assert queues.take({"ada", None, "bob"}) is None
    assert [queues.take() for _ in range(3)] == [("ada", 1), (None, 3), ("bob", 4)]
