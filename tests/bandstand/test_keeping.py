"""Who says their own name again, in a line, keeps it: the claim is as old as it was."""

from __future__ import annotations

from typing import Any

import pytest

from bandstand.domain import Domain
from bandstand.entry.keeping import Keeper
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import World, envelope
from eventlog.envelope import Event
from tests.tribes.importers.test_holders import on
from tribes import events as e

HISTORY = [
    e.UserProfileSet(**envelope(10, "enzo"), user="enzo", handle="Enzo"),
    e.TribeProfileSet(**envelope(11, "enzo"), tribe="t", slug="cars"),
]


def named(number: int, user: str, handle: str) -> Event:
    """A line that claims a handle, as it enters."""
    event = e.UserProfileSet(**envelope(number, user), user=user, handle=handle)
    return event.entered(event.stamp)


@pytest.mark.parametrize("shards", [1, 3])
def test_a_claim_is_as_old_as_the_run_of_claims_that_it_ends(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """What the views hold counts, and what the same run of lines said; an older line does not."""

    async def scenario(it: World) -> None:
        keeper = Keeper(Domain("tribes"), it.connection, [it.store])

        async def since(event: Event) -> Any:
            """When a line's claim was made."""
            [kept] = await keeper.keep([event])
            claimed = kept.claimed  # type: ignore[attr-defined]
            return claimed if isinstance(claimed, str) else kept.at

        at = {number: envelope(number)["at"] for number in range(60)}
        assert await since(named(20, "enzo", "ENZO")) == at[10], "in any form"
        assert await since(named(5, "enzo", "vito")) == at[5], "an older line, which counts nothing"
        assert await since(named(21, "enzo", "enzo")) == at[10]
        assert await since(named(30, "enzo", "vito")) == at[30]
        assert await since(named(31, "enzo", "vito")) == at[30]
        assert await since(named(32, "enzo", "enzo")) == at[32], "given up, and taken back"
        assert await since(named(33, "enzo", "enzo")) == at[32]
        assert await since(named(34, "mal", "enzo")) == at[34], "another's name is no own one"
        slug = e.TribeProfileSet(**envelope(40, "enzo"), tribe="t", slug="CARS")
        assert await since(slug.entered(slug.stamp)) == at[11]

    on(nats, store_url, HISTORY, scenario, shards)


def test_what_claims_no_name_asks_nobody(nats: NatsServer, store_url: str) -> None:
    """Nearly all lines; they are taken though the views stand still."""

    async def scenario(it: World) -> None:
        before = it.store.calls
        events: list[Event] = [
            e.UserProfileSet(**envelope(20, "enzo"), user="enzo", name="Enzo"),
            e.ArticleBumped(**envelope(21, "enzo"), article="a"),
        ]
        keeper = Keeper(Domain("tribes"), it.connection, [it.store])
        assert await keeper.keep(events) == events
        assert it.store.calls == before

    on(nats, store_url, HISTORY, scenario)
