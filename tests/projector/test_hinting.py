"""Hinting: whose records a merge has changed, each once, and never so many that it matters."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress

from bandstand.testing.gateways import eventually
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from eventlog.connection import connected
from eventlog.logs import ServerLogs
from projector.hinting import OWNERS_MAX, Hinting
from tests.worlds import folded
from tribes import events as e


def bumps(articles: int) -> Iterator[e.ArticleBumped]:
    """One bump on each of so many articles, by one who has no record that it changes."""
    for number in range(articles):
        yield e.ArticleBumped(**envelope(number), article=f"a-{number}")


@asynccontextmanager
async def hinting(url: str) -> AsyncIterator[tuple[Hinting, list[str]]]:
    """A projector's hints, and what a listener hears."""
    heard: list[str] = []
    async with connected(url) as mine, connected(url) as other:

        def hear(subject: str) -> Callable[[bytes], None]:
            return lambda _: heard.append(subject)

        for subject in ("article.a_2eb", "article.*", "comment.*", "all"):
            await other.listen(f"changed.eu.{subject}", hear(subject))
        await other.settle()
        made = Hinting(ServerLogs(mine), "eu")
        task = asyncio.create_task(made.run())
        try:
            yield made, heard
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def once(heard: list[str], wanted: list[str]) -> None:
    """Wait until this was heard, and look whether nothing else is."""

    async def there() -> bool:
        return len(heard) >= len(wanted)

    await eventually(there)
    await asyncio.sleep(0.05)
    assert sorted(heard) == sorted(wanted)


async def some(heard: list[str]) -> bool:
    """Whether anything was heard."""
    return bool(heard)


def test_a_hint_names_an_owner_once_and_escapes_its_id(nats: NatsServer) -> None:
    """A comment changes its article; and a dot in an id would part the subject."""

    async def main() -> None:
        async with hinting(nats.url) as (made, heard):
            events = [
                e.CommentPosted(**envelope(1), comment="a.b/c1", body="x"),
                e.ArticleBumped(**envelope(2), article="a.b"),
            ]
            deadline = time.monotonic() + 20
            while not heard and time.monotonic() < deadline:  # A hint may be lost.
                for _ in range(3):  # Before anything goes out.
                    made.take(folded(events), replaying=False)
                with suppress(AssertionError):
                    await eventually(lambda: some(heard), 2.0)
            await once(heard, ["article.a_2eb", "article.*"])

    asyncio.run(main())


def test_too_much_at_once_and_a_replay_are_one_hint(nats: NatsServer) -> None:
    """Else a replay of a million events would be a million hints, at which all would look."""

    async def main() -> None:
        async with hinting(nats.url) as (made, heard):
            made.take(folded(bumps(OWNERS_MAX + 1)), replaying=False)
            await once(heard, ["all"])
            for _ in range(50):
                made.take(folded(bumps(3)), replaying=True)
            await once(heard, ["all", "all"])
            made.take(folded([]), replaying=True)
            made.take(folded(bumps(2)), replaying=False)
            await once(heard, ["all", "all", "article.*", "article.*"])

    asyncio.run(main())


def test_what_cannot_be_said_is_counted_and_not_said_later(nats: NatsServer) -> None:
    """What waited for a connection would be old news when it is sent."""

    async def main() -> None:
        async with hinting(nats.url) as (made, heard):
            nats.kill()

            async def dropped() -> bool:
                made.take(folded(bumps(1)), replaying=False)
                return made.dropped > 0

            await eventually(dropped)
            assert heard == []

    asyncio.run(main())
