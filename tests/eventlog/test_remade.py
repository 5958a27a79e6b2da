"""A stream that was made anew under the same name may differ before its end alone."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path

import msgspec
import pytest
from nats.js.api import StreamConfig

from bandstand.testing.servers import NatsServer
from eventlog import streams
from eventlog.connection import Connection, connected
from eventlog.copies import witness
from eventlog.copies.chains import Chain
from eventlog.copies.heartbeats import Fault
from eventlog.errors import LogUnavailable
from eventlog.reading import Reader
from eventlog.streams import Healed
from eventlog.subjects import Log

LOG = Log("test", 0, 1)


async def make(connection: Connection, bodies: list[bytes | None]) -> None:
    """Make the log's stream, in place of the one that is there; None is a hole."""
    with suppress(Exception):
        await connection.stream.delete_stream(LOG.name)
    await connection.stream.add_stream(StreamConfig(name=LOG.name, subjects=[LOG.subjects]))
    for sequence, body in enumerate(bodies, 1):
        await connection.stream.publish(LOG.subject("user", "anna"), body or b"gone")
        if body is None:
            await connection.stream.delete_msg(LOG.name, sequence)


def test_a_witness_reads_a_copy_again_that_was_made_anew(nats: NatsServer) -> None:
    """Found by a flaky test: a mirror that was healed looked wrong for ever."""

    async def main() -> None:
        async with connected(nats.url) as connection:
            found = witness.Witness(connection, "test", (), lambda: [LOG])
            for bodies in ([b"a", b"b", b"end"], [b"a", b"other", b"end"]):
                await make(connection, list(bodies))
                chain = Chain()
                for sequence, body in enumerate(bodies, 1):
                    chain.extend(sequence, body)
                if bodies[1] == b"b":
                    running = asyncio.create_task(found.run())
                async with asyncio.timeout(10):
                    while await told(connection, 3) != (3, chain.at(3)):
                        await asyncio.sleep(0.1)
            running.cancel()

    asyncio.run(main())


class Memory(dict[str, bytes]):
    """A shelf that is as lost as its process."""

    async def get(self, name: str) -> bytes | None:  # type: ignore[override]
        """What was kept."""
        return super().get(name)

    async def put(self, name: str, data: bytes) -> None:
        """Keep."""
        self[name] = data


def test_a_witness_reads_on_where_another_was(
    nats: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each restart it read the whole log again: 6 s a million events, in which writes were late.
    What is kept counts for that very copy alone, and while what it ends with still stands there.
    """
    monkeypatch.setattr(witness, "KEEP_S", 0)

    async def main() -> None:
        async with connected(nats.url) as connection:
            shelf = Memory()

            async def answers(last: int) -> bytes:
                async with connected(nats.url) as own:
                    made = witness.Witness(own, "test", (), lambda: [LOG], shelf=shelf)
                    running = asyncio.create_task(made.run())
                    try:
                        async with asyncio.timeout(10):
                            found = 0, b""
                            while found[0] != last:
                                await asyncio.sleep(0.2)
                                # One that has not begun with the log says nothing.
                                with suppress(LogUnavailable):
                                    found = await told(connection, last)
                    finally:
                        running.cancel()
                        await asyncio.gather(running, return_exceptions=True)
                    return found[1]

            await make(connection, [b"a", b"b", b"c"])
            true = await answers(3)
            # Kept at the batch before.
            await connection.stream.publish(LOG.subject("user", "anna"), b"d")
            await answers(4)
            copy, (last, body, _, blocks), _ = msgspec.msgpack.decode(shelf[LOG.name])
            marked = bytes(16)
            assert 0 < last <= 4
            for kept, resumes in (
                ((copy, (last, body, marked, blocks)), True),
                ((copy, (last, bytes(16), marked, blocks)), False),
                (("another", (last, body, marked, blocks)), False),
                ("nonsense", False),
            ):
                shelf[LOG.name] = msgspec.msgpack.encode(kept)
                assert ((await answers(4)) != await whole(4)) is resumes, kept
            assert true == await whole(3)

    async def whole(last: int) -> bytes:
        chain = Chain()
        for sequence, body in enumerate([b"a", b"b", b"c", b"d"][:last], 1):
            chain.extend(sequence, body)
        return chain.at(last) or b""

    asyncio.run(main())


@pytest.mark.parametrize("stays", [True, False], ids=["all the while", "from then on"])
def test_a_log_that_was_rolled_back_and_overwritten_is_found_where_no_other_copy_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stays: bool
) -> None:
    """It is longer than it was, and a region that is alone has nothing to compare it with but what
    was read of it. Who starts after it went back finds it by what another kept; the finding stands.
    """
    monkeypatch.setattr(witness, "KEEP_S", 0)
    server, shelf = NatsServer(tmp_path / "nats"), Memory()

    async def put(*bodies: bytes) -> None:
        async with connected(server.url) as connection:
            if bodies[0] == b"a":
                await make(connection, [])
            for body in bodies:
                await connection.stream.publish(LOG.subject("user", "anna"), body)

    @asynccontextmanager
    async def watching() -> AsyncIterator[witness.Witness]:
        async with connected(server.url) as connection:
            made = witness.Witness(connection, "test", (), lambda: [LOG], shelf=shelf)
            running = asyncio.create_task(made.run())
            try:
                yield made
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

    async def until(true: Callable[[], object]) -> None:
        async with asyncio.timeout(20):
            while not true():
                await asyncio.sleep(0.05)

    def go_back() -> None:
        server.kill()
        shutil.rmtree(server.folder)
        shutil.copytree(tmp_path / "older", server.folder)
        server.start()

    def kept() -> int:
        return int(msgspec.msgpack.decode(shelf[LOG.name])[1][0]) if shelf else 0

    async def main() -> None:
        await put(b"a", b"b")
        server.stop()
        shutil.copytree(server.folder, tmp_path / "older")
        server.start()
        await put(b"c", b"d")
        async with watching() as before:
            await until(lambda: kept() == 4)
            assert not before.findings
            if stays:
                go_back()
                await put(b"x", b"y", b"z")
                await until(lambda: before.findings)
        if not stays:
            go_back()
            await put(b"x", b"y", b"z")
        for _ in range(2):
            async with watching() as after:
                await until(lambda after=after: after.findings)
                [found] = after.findings.values()
                assert (found.log, found.fault) == (LOG.name, Fault.ORIGIN)
                assert "something else stands at 4 than was read" in found.why
                await until(lambda: kept() == 5)
        async with connected(server.url) as connection:
            await streams.seal(connection, LOG, Healed(id="1" * 26, kept=2, held=5))
        async with watching() as healed:
            await until(lambda: healed._chains and healed._chains[LOG].last == 5)
            await asyncio.sleep(2 * witness.LOOK_S)
            assert not healed.findings

    server.start()
    try:
        asyncio.run(main())
    finally:
        server.kill()


async def told(connection: Connection, at: int) -> tuple[int, bytes]:
    """What a witness answers another region."""
    answer = await connection.request(f"chains.test.{LOG.name}", msgspec.msgpack.encode([at]))
    return tuple(msgspec.msgpack.decode(answer)) if answer else (0, b"")


def test_a_reader_goes_back_to_what_the_copy_before_lacked(nats: NatsServer) -> None:
    """A mirror that skipped is healed by a new one, which holds what was skipped."""

    async def main() -> None:
        async with connected(nats.url) as connection:
            await make(connection, [b"1", None, b"3"])
            reader, found = Reader(connection, LOG, 1), list[bytes]()
            async with asyncio.timeout(10), aclosing(reader.batches()) as batches:
                async for batch in batches:
                    found += batch.bodies
                    if found == [b"1", b"3"]:
                        assert str(reader.holes) == "2-2"
                        await make(connection, [b"1", b"2", b"3"])
                        reader.rewind(reader.next)
                    if b"2" in found:
                        break
            assert not reader.holes.ranges

    asyncio.run(main())
