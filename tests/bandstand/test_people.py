"""People of a demo: what each stack is told to do is done once, whenever it ends."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from bandstand.domain import Domain
from bandstand.stack import people
from bandstand.stack.people import People
from tribes.demo import events


def _domain(count: int) -> tuple[Domain, list[str]]:
    """A domain whose people do so much, each at once, and the ids of that."""
    made = [event for event, _ in zip(events("main", 7), range(count), strict=False)]
    given: Any = SimpleNamespace(demo_people=lambda _region, _seed: ((0.0, one) for one in made))
    return cast(Domain, given), [one.id for one in made]


def _left(living: People, domain: Domain, region: str, count: int) -> list[str]:
    """The next that is left to do in a region; so many at most."""

    async def taken() -> list[str]:
        found: list[str] = []
        async for event in living.left(domain, region):
            found.append(event.id)
            if len(found) == count:
                break
        return found

    return asyncio.run(taken())


def test_what_was_done_is_not_done_again(tmp_path: Path) -> None:
    """Each region goes on from where it was, whatever the other did."""
    living, (domain, ids) = People(tmp_path, 7), _domain(9)
    assert living.done() is None, "nobody lives where no demo was filled in"
    living.settle()
    assert _left(living, domain, "eu", 4) == ids[:4]
    assert _left(living, domain, "us", 1) == ids[:1]
    assert _left(People(tmp_path, 7), domain, "eu", 2) == ids[4:6]
    assert _left(living, domain, "us", 99) == ids[1:]
    assert _left(living, domain, "us", 99) == []
    assert living.done() == {"eu": 6, "us": 9}


def test_there_is_an_end_whatever_a_domain_gives(tmp_path: Path, monkeypatch: Any) -> None:
    """A stack that runs for a year does not fill its disk by itself."""
    monkeypatch.setattr(people, "EVENTS_MAX", 3)
    living, (domain, ids) = People(tmp_path, 7), _domain(9)
    living.settle()
    assert _left(living, domain, "eu", 99) == ids[:3]
    assert _left(living, domain, "eu", 99) == []
