"""What the scripts do is what their callers may do."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis

from bandstand.testing.stores import at, delta
from tests.views.samples import bumped, named, published, told
from tribes.views import COMMUNITY
from views import library, permissions
from views.errors import StoreUnavailable
from views.shards import Shards
from views.store import Store

_called = re.compile(r"(?:call|in_chunks)\('([A-Z]+)'").findall
_named = re.compile(r"'(Z(?:REV)?RANK)'").findall


@pytest.mark.parametrize("role", ["projector", "operator"])
def test_every_command_of_the_scripts_is_permitted(role: str) -> None:
    """Else a call fails half-way, in production alone."""
    text = COMMUNITY.library
    used = {name.lower() for name in (*_called(text), *_named(text))}
    assert len(used) > 15
    assert used <= set(permissions.COMMANDS[role])


def test_every_command_that_reads_is_permitted_to_a_gateway() -> None:
    """What it calls is marked as writing nothing."""
    folder = Path(library.__file__).parent / "lua"
    names = ("coverage", "language", "order", "pages", "read", "records", "unions")
    reads = "".join((folder / f"{name}.lua").read_text(encoding="utf-8") for name in names)
    used = {name.lower() for name in (*_called(reads), *_named(reads))}
    assert "zrevrank" in used
    writes = {"del", "unlink", "set", "hset", "hdel", "hincrby", "pfadd", "zadd", "zrem"}
    assert used - writes <= set(permissions.COMMANDS["gateway"])
    assert not writes & set(permissions.COMMANDS["gateway"])


def test_a_projector_merges_and_a_gateway_reads_by_what_they_may(any_store_url: str) -> None:
    """And a gateway loads nothing: it says what it waits for."""
    split = urlsplit(any_store_url)
    with redis.Redis.from_url(any_store_url) as client:
        for role in ("gateway", "projector"):
            allowed = permissions.acl(role, [COMMUNITY.name]).split()
            client.execute_command("ACL", "SETUSER", role, "reset", "on", ">word", *allowed)

    def store(role: str, *, loads: bool) -> Store:
        url = urlunsplit(split._replace(netloc=f"{role}:word@{split.netloc}"))
        return Store(url, COMMUNITY, Shards(), loads=loads)

    async def scenario() -> None:
        gateway, projector = store("gateway", loads=False), store("projector", loads=True)
        await gateway.open()
        with pytest.raises(
            StoreUnavailable, match=r"is not there yet: `bandstand setup` loads it, or"
        ):
            await gateway.read(0, [])
        await projector.tend()
        await gateway.read(0, [])
        merges = [*published("a", "ada", "x", at(1)), *named("ada", "ada", at(2))]
        merges += [*bumped("a", "bob", when=at(3)), *told("a", "bob", when=at(4))]
        await projector.merge(0, delta(merges))
        _, coverage = await gateway.read(0, [])
        assert coverage
        assert await gateway.time_ms()
        assert await gateway.coverage(0) == coverage
        await gateway.close()
        await projector.close()

    asyncio.run(scenario())


LOOT = """#!lua name=bandstand_garage
redis.register_function('read_garage', function(keys) return 'looted' end)
"""


def test_who_loads_no_functions_replaces_nobodys(any_store_url: str) -> None:
    """They are of the whole server: one in the place of a neighbour's may do what that may."""
    split = urlsplit(any_store_url)
    may, may_not = (permissions.acl("projector", ["garage"], loads=it).split() for it in (1, 0))
    with redis.Redis.from_url(any_store_url) as client:
        client.execute_command("ACL", "SETUSER", "loads", "reset", "on", ">word", *may)
        client.execute_command("ACL", "SETUSER", "sets-up", "reset", "on", ">word", *may_not)
        client.function_load(LOOT, replace=True)

    def as_user(name: str) -> redis.Redis:
        netloc = f"{name}:word@{split.netloc}"
        return redis.Redis.from_url(urlunsplit(split._replace(netloc=netloc)))

    with as_user("loads") as client:
        client.function_load(LOOT, replace=True)
    with as_user("sets-up") as client:
        assert client.fcall("read_garage", 0) == b"looted"
        for command in (("FUNCTION", "LOAD", "REPLACE", LOOT), ("FUNCTION", "LIST")):
            with pytest.raises(redis.exceptions.NoPermissionError):
                client.execute_command(*command)


def test_a_projector_that_loads_nothing_merges_what_was_set_up(any_store_url: str) -> None:
    """It says what it waits for, and goes on."""

    async def scenario() -> None:
        async with asyncio.timeout(20):
            bare = Store(any_store_url, COMMUNITY, Shards(), loads=False)
            await bare.open()
            merges = delta(named("ada", "ada", at(2)))
            with pytest.raises(StoreUnavailable, match="`bandstand setup` loads it"):
                await bare.merge(0, merges)
            maker = Store(any_store_url, COMMUNITY, Shards())
            await maker.open()
            await bare.merge(0, merges)
            await bare.close()
            await maker.close()

    asyncio.run(scenario())
