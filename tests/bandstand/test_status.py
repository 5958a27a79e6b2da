"""`bandstand status` while people write: what is current is called so, and what is lost is not."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bandstand.operate.status import show_status
from bandstand.settings import Settings
from bandstand.testing.indexes import indexed, indexing
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from tests.worlds import world
from tribes import events as e
from tribes.searching import CORPUS
from views.merging import Extent
from views.store import Store


def article(number: int) -> e.ArticlePublished:
    """An article that is published by the numbered event."""
    return e.ArticlePublished(
        **envelope(number), article=f"a{number}", tribe="t", kind=e.ArticleKind.IMAGE, title="T"
    )


def test_what_is_written_while_it_looks_makes_nothing_behind(
    nats: NatsServer,
    store_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Under load an upgrade was never over: views and index held more than the log's end that was
    asked for before them, and were called DIVERGED and behind, with a lag of 0.
    """
    extent = Store.extent
    file = tmp_path / f"{CORPUS.name}-{CORPUS.version}.sqlite"
    settings = Settings(
        region="test", nats_url=nats.url, redis_url=store_url, search_dir=str(tmp_path)
    )

    async def shown() -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = await show_status({"test": settings}, as_json=True)
        return code, json.loads(capsys.readouterr().out)

    async def scenario() -> None:
        async with (
            world(nats.url, store_url) as it,
            indexing(it, file, CORPUS) as indexer,
            it.projecting(),
        ):

            async def settled() -> None:
                await it.caught_up()
                await indexed(it, indexer)

            async def after_a_mutation(store: Store, shard: int) -> Extent:
                if store is not it.store:  # That of `status`.
                    await it.publish([article(3)])
                    await settled()
                return await extent(store, shard)

            await it.publish([article(1), article(2)])
            await settled()
            monkeypatch.setattr(Store, "extent", after_a_mutation)
            code, rows = await shown()
            assert code == 0
            assert [row["view"] for row in rows] == ["community", "search"]
            for row in rows:
                assert (row["last"], row["watermark"], row["lag"]) == (3, 3, 0)
                assert row["state"] == "current"

    asyncio.run(scenario())
