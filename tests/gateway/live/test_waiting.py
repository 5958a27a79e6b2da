"""What waits for subscribers that take nothing."""

from __future__ import annotations

import asyncio
import gc
from contextlib import AsyncExitStack

import pytest

from bandstand.stack import servers as embedded
from bandstand.testing.gateways import Gateway, eventually
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from gateway.admission.limits import Limits
from gateway.transport.streams import outbox
from gateway.transport.streams.outbox import Outbox
from tests.gateway.live.live import LONG, listening, narrow_socket, subscriber
from tests.gateway.live.test_changes import ARTICLE
from tests.gateway.live.test_live import counted
from tests.gateway.live.test_sockets import end_of
from tests.gateway.reading.test_waves import run
from tribes import events as e


def test_what_waits_is_bounded_in_bytes_and_let_go(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred large states of one connection, and again: it is closed long before slow_s."""
    # Who takes nothing is asked nothing more: the second time, 7 MB wait, and no more come.
    monkeypatch.setattr(outbox, "BYTES_MAX", 4 << 20)
    many = " ".join(f"b{number}: body" for number in range(19))
    query = f"subscription($id: ID!) {{ articleUpdated(id: $id) {{ bumpCount {many} }} }}"

    async def scenario(it: Gateway) -> None:
        for again in range(2):
            async with AsyncExitStack() as stack:
                port = await stack.enter_async_context(listening(it))
                narrow = narrow_socket()
                await asyncio.get_running_loop().sock_connect(narrow, (embedded.HOST, port))
                stuck = await stack.enter_async_context(
                    subscriber(port, sock=narrow, max_queue=1, ping_interval=None)
                )
                before = counted("refused_total", limit="sending")
                for number in range(100):
                    await stuck.subscribe(f"{number}", query, id=ARTICLE)

                async def cut(before: float = before) -> bool:
                    return counted("refused_total", limit="sending") == before + 1

                await eventually(cut, 45)
                told = "over 4 MiB wait that were not taken"
                assert await end_of(stuck.socket, 60) == (4508, told), again
            assert not [one for one in gc.get_objects() if type(one) is Outbox and one.holds]

    published = e.ArticlePublished(
        **envelope(1, "enzo"), article="a", tribe="t", kind="ARTICLE", title="A", body=LONG
    )
    run(nats, store_url, scenario, history=[published], limits=Limits(again_s=1_000, slow_s=30))
