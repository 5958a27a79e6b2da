"""Pipelines: many commands of one server, sent at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from redis.exceptions import RedisError


async def results_of(commands: Iterable[tuple[str, ...]], client: Any) -> list[Any]:
    """The results of some commands, in their order.

    Raises:
        RedisError: one of them failed.
    """
    pipe = client.pipeline(transaction=False)
    for command in commands:
        pipe.execute_command(*command)
    # SUBTLE: what the pipeline itself raises begins with words about the command, and no longer
    # with the code that tells what passes.
    results: list[Any] = await pipe.execute(raise_on_error=False)
    for result in results:
        if isinstance(result, RedisError):
            raise result
    return results
