"""A derivation that fails is told wherever somebody looks, in every region."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from bandstand.operate.reporting import list_parked, show_verdicts
from bandstand.operate.status import show_status
from bandstand.settings import Settings
from bandstand.testing.servers import NatsServer, StoreServer
from bandstand.testing.worlds import World, envelope
from tests.views.stores import opened
from tests.views.test_failing import POISONED, poisoned
from tests.worlds import world
from tribes import events as e
from tribes.views import COMMUNITY

LUA = "local none = nil; return none.score"
REASON = "attempt to index"


def article(number: int, id: str) -> e.ArticlePublished:
    """An article that is published."""
    return e.ArticlePublished(
        **envelope(number), article=id, tribe="x", kind=e.ArticleKind.IMAGE, title="T"
    )


@pytest.fixture
def urls(store_url: str, own_store: StoreServer) -> tuple[str, str]:
    """The stores of two regions that have the same log."""
    return store_url, own_store.url


async def said(capsys: pytest.CaptureFixture[str], command: Any) -> tuple[int, str]:
    """What a command exits with, and prints."""
    capsys.readouterr()
    code = await command
    return code, capsys.readouterr().out


def test_a_failed_derivation_is_told_in_every_region_until_new_code_mends_it(
    nats: NatsServer,
    urls: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It froze a shard, and no word of it. The same record, for the same reason, everywhere."""
    view = poisoned(LUA)

    async def scenario() -> None:
        async with world(nats.url, urls[0]) as it:
            await it.publish([article(1, "a1"), article(2, POISONED), article(3, "a3")])
            for url in urls:
                async with opened(url, view) as store:
                    here = World(it.connection, store, it.codec)
                    async with here.projecting():
                        await here.agreed()
            monkeypatch.setattr("tribes.views.VIEWS", (view,))
            told = set()
            for url in urls:
                settings = Settings(region="test", nats_url=nats.url, redis_url=url)
                regions = {"test": settings}
                code, shown = await said(capsys, show_status(regions, as_json=True))
                [log, failed] = json.loads(shown)
                assert code == 1
                assert (log["state"], log["lag"]) == ("current", 0)
                assert failed["state"].startswith(f"FAILED: article {POISONED}: ")
                [row] = json.loads((await said(capsys, list_parked(settings, as_json=True)))[1])
                assert row["record"] == f"article {POISONED}"
                told.add(row["reason"])
                _, shown = await said(capsys, list_parked(settings, as_json=False))
                assert shown == f"article {POISONED}  {row['reason']}\n"
                code, shown = await said(capsys, show_verdicts(regions, as_json=False))
                assert code == 0
                assert f"its record stands nowhere: shard 0: article {POISONED}: " in shown
                assert row["reason"] in shown
                _, shown = await said(capsys, show_verdicts(regions, as_json=True))
                verdict = json.loads(shown.splitlines()[0])
                assert verdict["failing"] == [f"shard 0: article {POISONED}: {row['reason']}"]
            [reason] = told
            assert REASON in reason
            monkeypatch.setattr("tribes.views.VIEWS", (COMMUNITY,))
            async with it.projecting():
                await it.agreed()
            code, shown = await said(
                capsys,
                show_status(regions | {"test": replace(settings, redis_url=urls[0])}, as_json=True),
            )
            assert code == 0, shown
            assert [row["state"] for row in json.loads(shown)] == ["current"]

    asyncio.run(scenario())
