"""What lets a process into a store: every way that deployments have, and what is written anew."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
import redis

from bandstand.stack import servers as embedded
from bandstand.testing.servers import StoreServer
from tests.locked import ODD, Certificates, started
from tests.servers import redis7_binary
from tribes.views import COMMUNITY
from views.errors import StoreUnavailable, ViewsError
from views.servers.access import Access
from views.shards import Shards
from views.store import Store

needs_tls = pytest.mark.skipif(
    not redis7_binary(), reason="the embedded Valkey speaks no TLS; Debian's redis-server does"
)


class LockedStore(StoreServer):
    """A store that is told more."""

    def __init__(self, folder: Path, *more: str, binary: str = "") -> None:
        super().__init__(folder, binary)
        self.more = more

    def command(self) -> list[str]:
        return [*super().command(), *self.more]


class Sentinel(StoreServer):
    """Who watches a store, and has another lead when it is gone."""

    def __init__(self, folder: Path, lines: Iterable[str]) -> None:
        super().__init__(folder)
        self.lines = lines

    def command(self) -> list[str]:
        conf = self.folder / "sentinel.conf"
        text = "\n".join((f"port {self.port}", "bind 127.0.0.1", *self.lines))
        conf.write_text(text + "\n", encoding="utf-8")
        return [self.binary, str(conf), "--sentinel"]


def store_at(access: Access) -> Store:
    """A store, of short patience."""
    return Store(access, COMMUNITY, Shards(), timeout_s=2)


async def answered(store: Store) -> None:
    """Wait until it answers; what is lost of its connections may be noticed at the next call."""
    async with asyncio.timeout(10):
        while True:
            with suppress(StoreUnavailable):
                await store.open()
                await store.read(0, [])
                return
            await asyncio.sleep(0.05)


def test_a_password_that_is_written_anew_counts_from_the_next_connection(
    own_store: StoreServer, tmp_path: Path
) -> None:
    """Connections that stand stay; when they are ended, as an operator does, others are made."""
    word = tmp_path / "word"
    access = Access(own_store.url, user="writer", password_file=str(word))
    words = [ODD, f"{ODD} again"]

    def let_in(client: redis.Redis, password: str) -> None:
        client.execute_command("ACL", "SETUSER", "writer", "reset", "on", "+@all", "~*", "&*")
        client.execute_command("ACL", "SETUSER", "writer", f">{password}")

    async def scenario() -> None:
        store = store_at(access)
        with redis.Redis.from_url(own_store.url) as client:
            for password in words:
                let_in(client, password)
                word.write_text(f"{password}\n", encoding="utf-8")
                client.client_kill_filter(_type="normal", skipme=True)
                await answered(store)
        word.unlink()
        other = store_at(access)
        with pytest.raises(ViewsError, match="word cannot be read: No such file") as told:
            await other.open()
        assert ODD not in str(told.value)
        await store.close()
        await other.close()

    asyncio.run(scenario())


@needs_tls
def test_certificates_that_are_written_anew_count_from_the_next_connection(
    tmp_path: Path,
) -> None:
    """They expire; and a connection that is made again is made by what is there then."""
    tls = Certificates(tmp_path / "tls")
    server = LockedStore(
        tmp_path / "store",
        *("--port", "0", "--tls-auth-clients", "yes", "--tls-cert-file", str(tls.cert)),
        *("--tls-key-file", str(tls.key), "--tls-ca-cert-file", str(tls.ca)),
        binary=redis7_binary() or "",
    )
    server.more += ("--tls-port", str(server.port))
    url = server.url.replace("redis:", "rediss:")
    files = {"ca_file": str(tls.ca), "cert_file": str(tls.cert), "key_file": str(tls.key)}

    async def scenario() -> None:
        store = store_at(Access(url, **files))
        for _ in range(2):
            await answered(store)
            server.kill()
            tls.renew()
            server.start()
        other = store_at(Access(url, ca_file=str(tls.ca)))
        with pytest.raises(ViewsError):
            await other.open()
        await store.close()
        await other.close()

    with started(server):
        asyncio.run(scenario())


def test_who_leads_is_asked_of_the_sentinels(tmp_path: Path) -> None:
    """By any of them that answers, with a password of their own; when who leads dies, the next is
    found, and takes what is merged.
    """
    (tmp_path / "word").write_text(ODD, encoding="utf-8")
    (tmp_path / "other").write_text("other", encoding="utf-8")
    one, two = (
        LockedStore(tmp_path / name, "--requirepass", ODD, "--masterauth", ODD)
        for name in ("one", "two")
    )
    two.more += ("--replicaof", f"127.0.0.1 {one.port}", "--repl-diskless-sync-delay", "0")
    escaped = ODD.replace("\\", "\\\\").replace('"', '\\"')
    sentinel = Sentinel(
        tmp_path / "sentinel",
        (
            'requirepass "other"',
            f"sentinel monitor views 127.0.0.1 {one.port} 1",
            f'sentinel auth-pass views "{escaped}"',
            "sentinel down-after-milliseconds views 300",
            "sentinel failover-timeout views 2000",
        ),
    )
    access = Access(
        f"redis://127.0.0.1:{embedded.free_port()},127.0.0.1:{sentinel.port}/0",
        password_file=str(tmp_path / "word"),
        sentinel_master="views",
        sentinel_password_file=str(tmp_path / "other"),
    )

    async def leader(store: Store) -> str:
        async with asyncio.timeout(30):
            while True:
                try:
                    await store.open()
                    found = await store.each(lambda client: client.info("replication"))
                    [(place, told)] = found.items()
                    if told["role"] == "master" and (told["connected_slaves"] or not one.answers()):
                        return place
                except ViewsError:
                    pass
                await asyncio.sleep(0.05)

    async def scenario() -> None:
        store = store_at(access)
        assert str(one.port) in await leader(store)
        await asyncio.sleep(1)  # The sentinel has to learn of the replica.
        one.kill()
        assert str(two.port) in await leader(store)
        assert await store.time_ms()
        await store.close()
        nobody = store_at(
            Access(
                f"redis://127.0.0.1:{sentinel.port}/0",
                sentinel_master="nobody",
                sentinel_password_file=str(tmp_path / "other"),
            )
        )
        with pytest.raises(ViewsError, match="watches no master named 'nobody'"):
            await nobody.open()
        await nobody.close()

    with started(one, two, sentinel):
        asyncio.run(scenario())
