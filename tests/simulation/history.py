"""Histories: a seed, a shape and operations; run, and reduced to the shortest that still fails."""

from __future__ import annotations

import logging
import random as chance
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeVar

from tests.simulation.loop import SimulatedLoop
from tests.simulation.shape import Shape
from tests.simulation.world import Operation, World

T = TypeVar("T")

OPERATIONS: dict[str, tuple[int, tuple[int, ...]]] = {
    "write": (40, (3, 3, 2, 9, 3)),
    "read": (8, (3, 3)),
    "wait": (30, (7,)),
    "skew": (3, (3, 2, 10, 2)),
    "poison": (4, (3, 3, 8)),
    "again": (4, (3, 3, 32)),
    "collide": (4, (3, 3, 12)),
    "hole": (1, (3, 3)),
    "epoch": (1, (3,)),
    "lose_publish": (2, (3, 2)),
    "log_down": (2, (3,)),
    "log_up": (4, (3,)),
    "weather": (4, (3, 2)),
    "link": (4, (6, 2)),
    "store_down": (2, (3,)),
    "store_up": (4, (3,)),
    "fault": (8, (3, 5, 3)),
    "slow": (3, (3, 3)),
    "snapshot": (4, (3,)),
    "roll_back": (4, (3, 4, 16)),
    "empty": (2, (3,)),
    "start": (4, (3,)),
    "dies_at": (6, (3, 4, 5, 4)),
    "kill": (4, (3, 4)),
    "leave": (3, (3, 4)),
    "cut": (3, (3, 4, 2)),
    "busy": (1, (3, 5, 16)),
    "calm": (1, (3,)),
}
"""Each operation: how often it comes, and below what its numbers are."""

_NAMES = list(OPERATIONS)
_WEIGHTS = [weight for weight, _ in OPERATIONS.values()]
SEEDS_MAX = 2**32


@dataclass(frozen=True)
class History:
    """Everything that decides a run."""

    seed: int
    shape: Shape
    operations: tuple[Operation, ...]

    @classmethod
    def random(cls, seed: int, length_max: int = 40) -> History:
        """The history of a seed."""
        random = Random(seed)
        shape = Shape.random(random)
        length = random.randint(1, length_max)
        names = random.choices(_NAMES, _WEIGHTS, k=length)
        return cls(seed, shape, tuple(_operation(random, name) for name in names))

    def __str__(self) -> str:
        told = "\n".join(f"        {operation!r}," for operation in self.operations)
        return f"History(\n    {self.seed},\n    {self.shape},\n    (\n{told}\n    ),\n)"


def _operation(random: Random, name: str) -> Operation:
    return (name, *(random.randrange(below) for below in OPERATIONS[name][1]))


class Run:
    """A world that runs, one operation at a time."""

    def __init__(self, seed: int, shape: Shape) -> None:
        self._loop = SimulatedLoop(Random(seed + 1) if shape.permuted else None)
        self.world = self._wait(self._make, seed, shape)

    @staticmethod
    async def _make(seed: int, shape: Shape) -> World:
        return World(seed, shape)

    def _wait(self, make: Callable[..., Coroutine[Any, Any, T]], *arguments: Any) -> T:
        with _silent():
            return self._loop.run_until_complete(make(*arguments))

    def apply(self, operation: Operation) -> None:
        """Let an operation happen."""
        self._wait(self.world.apply, operation)

    def check(self) -> None:
        """Heal everything, and compare."""
        self._wait(self.world.check)

    def finish(self) -> None:
        """End it."""
        with _silent():
            self._loop.finish()


def run(history: History) -> World:
    """Run a history, check it, and return its world.

    Raises:
        Violation: something that must hold does not.
        Stuck: time does not pass.
    """
    running = Run(history.seed, history.shape)
    try:
        for operation in history.operations:
            running.apply(operation)
        running.check()
        return running.world
    finally:
        running.finish()


def failure(history: History) -> Exception | None:
    """How a history fails; None when it does not."""
    try:
        run(history)
    except Exception as error:  # noqa: BLE001
        return error
    return None


def shortest(history: History, fails: Callable[[History], bool]) -> History:
    """Leave out operations, and make numbers and shape smaller, for as long as it fails.

    Source: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002.
    """
    smaller = True
    while smaller:
        smaller = False
        for candidate in _smaller(history):
            if fails(candidate):
                history, smaller = candidate, True
                break
    return history


def _smaller(history: History) -> Iterator[History]:
    operations, shape = history.operations, history.shape
    size = len(operations)
    while size:
        for start in range(0, len(operations), size):
            yield replace(history, operations=operations[:start] + operations[start + size :])
        size //= 2
    for name, least in (("regions", 1), ("replicas", 1), ("shards", 1), ("partitions", 1)):
        value = getattr(shape, name)
        if value > least:
            yield replace(history, shape=replace(shape, **{name: value - 1}))
    if shape.permuted:
        yield replace(history, shape=replace(shape, permuted=False))
    for index, (name, *numbers) in enumerate(operations):
        for at, number in enumerate(numbers):
            if number:
                less: Operation = (name, *numbers[:at], 0, *numbers[at + 1 :])
                yield replace(
                    history, operations=(*operations[:index], less, *operations[index + 1 :])
                )


@contextmanager
def _silent() -> Iterator[None]:
    """Thousands of histories would say the same warnings; and nothing may depend on true chance."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    state = chance.getstate()
    try:
        yield
    finally:
        chance.setstate(state)
        logging.disable(level)
