"""A stream that was made anew under the same name may differ before its end alone."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress

import msgspec
from nats.js.api import StreamConfig

from bandstand.testing.servers import NatsServer
from eventlog.connection import Connection, connected
from eventlog.copies.chains import Chain
from eventlog.copies.witness import Witness
from eventlog.reading import Reader
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
            witness = Witness(connection, "test", (), lambda: [LOG])
            for bodies in ([b"a", b"b", b"end"], [b"a", b"other", b"end"]):
                await make(connection, list(bodies))
                chain = Chain()
                for sequence, body in enumerate(bodies, 1):
                    chain.extend(sequence, body)
                if bodies[1] == b"b":
                    running = asyncio.create_task(witness.run())
                async with asyncio.timeout(10):
                    while await told(connection, 3) != (3, chain.at(3)):
                        await asyncio.sleep(0.1)
            running.cancel()

    asyncio.run(main())


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
