"""Commands given in this process to real servers that a test filled before."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import fields
from itertools import groupby
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bandstand.cli.commands import main
from bandstand.settings import Settings
from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer, StoreServer
from eventlog.envelope import Event
from tests.worlds import world
from tribes.views import COMMUNITY
from views.shards import Shards


class Region:
    """A log and a store of their own, filled once, and the commands that are given to them."""

    def __init__(self, folder: Path, name: str = "main") -> None:
        self.name, self.folder = name, folder
        self.nats = NatsServer(folder / "nats")
        self.store = StoreServer(folder / "store", embedded.valkey_binary())

    def start(self) -> Region:
        """Start both servers."""
        self.nats.start()
        self.store.start()
        return self

    def kill(self) -> None:
        """End both servers."""
        self.nats.kill()
        self.store.kill()

    def fill(
        self, history: Iterable[Event | bytes], *, project: bool = True, shards: int = 1
    ) -> None:
        """Put events and bytes into the log in their order, and project them."""

        async def work() -> None:
            async with world(self.nats.url, self.store.url, shards=shards) as it:
                for is_raw, run in groupby(history, key=lambda one: isinstance(one, bytes)):
                    some: list[Any] = [*run]
                    await (it.publish_raw(*some) if is_raw else it.publish(some))
                if project:
                    async with it.projecting():
                        await it.caught_up()

        asyncio.run(work())

    @property
    def settings(self) -> Settings:
        """The settings that name these servers."""
        return Settings(nats_url=self.nats.url, redis_url=self.store.url, region=self.name)

    def give(self, *args: str) -> Result:
        """Give a command."""
        clean = dict.fromkeys([setting.metadata["key"] for setting in fields(Settings)])
        named = {"NATS_URL": self.nats.url, "REDIS_URL": self.store.url}
        runner = CliRunner(env={**clean, **named, "BANDSTAND_REGION": self.name})
        done = runner.invoke(main, [*args, "--dir", str(self.folder / "no stack")])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    def read(self, *args: str) -> dict[str, Any]:
        """Give a command with `--json`; what it prints in its first line."""
        found: dict[str, Any] = json.loads(self.give(*args, "--json").stdout.splitlines()[0])
        return found


def key(name: str) -> str:
    """The whole key of a name, in the first of one shard."""
    return COMMUNITY.base(Shards(1), 0) + name
