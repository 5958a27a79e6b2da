"""What lets a process into NATS: every way that deployments have, and what is written anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from bandstand.stack import servers as embedded
from eventlog.access import Access
from eventlog.connection import Connection, connected
from eventlog.errors import LogUnavailable
from eventlog.nkeys import Nkey
from tests.locked import ODD, Certificates, LockedNats, Operator, key, quoted, started


@dataclass
class Way:
    """A way in: the configuration that takes it, and access by it, whose secret is renewed at each
    call. closes: whether the server itself ends a connection whose secret is taken back.
    """

    renew: Callable[[], str]
    access: Callable[[str], Access]
    closes: bool = True


def ways(folder: Path) -> dict[str, Way]:
    """Each way in."""
    file, counted = folder / "secret", iter(range(10))
    tls, operator = Certificates(folder / "tls"), Operator()

    def by_nkey() -> str:
        made = key()
        file.write_text(made.written + "\n", encoding="utf-8")
        return f"authorization {{ users: [ {{ nkey: {made.public} }} ] }}\n"

    def by_password() -> str:
        word = f"{ODD}{next(counted)}"
        file.write_text(f"{word}\n", encoding="utf-8")
        return f"authorization {{ users: [ {{ user: me, password: {quoted(word)} }} ] }}\n"

    def by_token() -> str:
        word = f"{ODD}{next(counted)}"
        file.write_text(word, encoding="utf-8")
        return f"authorization {{ token: {quoted(word)} }}\n"

    def by_creds() -> str:
        nonlocal operator
        operator = Operator()
        file.write_text(operator.creds(), encoding="utf-8")
        return operator.of_nats

    def by_certificate() -> str:
        tls.renew()
        return tls.of_nats

    named = str(file)
    files = {"ca_file": str(tls.ca), "cert_file": str(tls.cert), "key_file": str(tls.key)}
    return {
        "creds": Way(by_creds, lambda url: Access(url, creds_file=named), closes=False),
        "nkey": Way(by_nkey, lambda url: Access(url, nkey_file=named)),
        "password": Way(by_password, lambda url: Access(url, user="me", password_file=named)),
        "token": Way(by_token, lambda url: Access(url, token_file=named)),
        "certificate": Way(by_certificate, lambda url: Access(url, **files), closes=False),
    }


@pytest.mark.parametrize("name", ["creds", "nkey", "password", "token", "certificate"])
def test_what_is_written_anew_counts_from_the_next_connection(tmp_path: Path, name: str) -> None:
    """Secrets and certificates expire; a process that had to be restarted over it would be down,
    and with the old ones it is not let in.
    """
    way = ways(tmp_path)[name]
    server = LockedNats(tmp_path / "nats", way.renew())

    async def scenario() -> None:
        back = asyncio.Event()
        async with connected(way.access(server.url)) as connection:
            connection.on_reconnect(back.set)
            assert await connection.request("nobody", b"") == b""
            if way.closes:
                server.reload(way.renew())
            else:
                server.kill()
                server.more = way.renew()
                server.start()
            async with asyncio.timeout(20):
                await back.wait()
            assert await connection.request("nobody", b"") == b""
        with pytest.raises(LogUnavailable):
            await Connection(server.url, timeout_s=0.4).open()

    with started(server):
        asyncio.run(scenario())


def test_creds_that_expire_are_read_again(tmp_path: Path) -> None:
    """The server ends the connection then; whoever wrote the next in time notices nothing more."""
    operator, file = Operator(), tmp_path / "creds"
    server = LockedNats(tmp_path / "nats", operator.of_nats)
    file.write_text(operator.creds(for_s=2), encoding="utf-8")

    async def scenario() -> None:
        back = asyncio.Event()
        async with connected(Access(server.url, creds_file=str(file))) as connection:
            connection.on_reconnect(back.set)
            file.write_text(operator.creds(), encoding="utf-8")
            async with asyncio.timeout(20):
                await back.wait()
            assert await connection.request("nobody", b"") == b""

    with started(server):
        asyncio.run(scenario())


def test_every_server_of_a_cluster_is_told_who_comes(tmp_path: Path) -> None:
    """Of those that it learns of the client alone tells nothing: it would be let in by none, and
    by the one that was named only.
    """
    ports = [embedded.free_port() for _ in range(3)]
    routes = ", ".join(f"nats://127.0.0.1:{port}" for port in ports)
    servers = []
    for number, port in enumerate(ports):
        server = LockedNats(
            tmp_path / str(number),
            f"cluster {{ name: c, listen: 127.0.0.1:{port}, routes: [ {routes} ] }}\n"
            f"authorization {{ users: [ {{ user: me, password: {quoted(ODD)} }} ] }}\n"
            f"server_name: n{number}\n",
        )
        servers.append(server)
    (tmp_path / "word").write_text(ODD, encoding="utf-8")
    named = f"me:{quote(ODD, safe='')}@"
    files = Access(servers[0].url, user="me", password_file=str(tmp_path / "word"))

    async def answered(one: Connection) -> None:
        async with asyncio.timeout(20):
            while True:
                with suppress(LogUnavailable):
                    await one.request("nobody", b"")
                    return
                await asyncio.sleep(0.05)

    async def scenario() -> None:
        url = servers[0].url.replace("//", f"//{named}")
        async with connected(files) as by_file, connected(url) as by_address:
            both = (by_file, by_address)
            for one in both:
                async with asyncio.timeout(10):
                    while len(one.client.servers) < 3:
                        await asyncio.sleep(0.05)
            servers[0].kill()
            for one in both:
                await answered(one)
                assert one.client.connected_url.port != servers[0].port
            # And back to the one that was named.
            servers[0].start()
            servers[1].kill()
            servers[2].kill()
            for one in both:
                await answered(one)
                assert one.client.connected_url.port == servers[0].port

    with started(*servers):
        asyncio.run(scenario())


def test_a_server_whose_certificate_is_not_trusted_is_passed_over(tmp_path: Path) -> None:
    """Found here: the client waited for ever for the stream that it had begun with it to close."""
    tls, other = Certificates(tmp_path / "tls"), Certificates(tmp_path / "other")
    server = LockedNats(tmp_path / "nats", tls.of_nats)
    stranger = LockedNats(tmp_path / "stranger", other.of_nats)
    files = {"ca_file": str(tls.ca), "cert_file": str(tls.cert), "key_file": str(tls.key)}

    async def scenario() -> None:
        for _ in range(4):  # They are tried in any order.
            async with connected(Access(f"{stranger.url},{server.url}", **files)) as connection:
                assert await connection.request("nobody", b"") == b""
        with pytest.raises(LogUnavailable, match=r"certificate is not trusted \(.*NATS_CA_FILE"):
            await Connection(Access(stranger.url, **files), timeout_s=0.4).open()
        with pytest.raises(LogUnavailable, match=r"refuses TLS .*; check NATS_CERT_FILE"):
            await Connection(Access(server.url, ca_file=str(tls.ca)), timeout_s=0.4).open()

    with started(server, stranger):
        asyncio.run(scenario())


def test_certificates_ask_for_tls(tmp_path: Path) -> None:
    """Who names an authority wants to know whom it speaks to: to anybody else nothing is said."""
    tls, server = Certificates(tmp_path / "tls"), LockedNats(tmp_path / "nats")

    async def scenario() -> None:
        access = Access(server.url, ca_file=str(tls.ca), user="me", password_file=str(tls.key))
        with pytest.raises(LogUnavailable, match="speaks no TLS, and certificates are set"):
            await Connection(access, timeout_s=0.4).open()

    with started(server):
        asyncio.run(scenario())


def test_a_seed_is_read_as_it_is_written() -> None:
    """By the example of NATS's own documentation; what is none is refused, and not shown."""
    seed = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY"
    read = Nkey.parse(seed)
    assert read.written == seed
    assert read.public == "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4"
    for wrong in (seed[:-1] + "A", "SU", "", seed.lower(), read.public):
        with pytest.raises(ValueError, match="no seed") as told:
            Nkey.parse(wrong)
        assert not wrong or wrong not in str(told.value)
    assert seed not in repr(read)
    assert str(read.seed) not in repr(read)
