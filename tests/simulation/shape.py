"""Shapes: what a simulated world is made of."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.simulation.replica import PACES


@dataclass(frozen=True)
class Shape:
    """What a world is made of."""

    regions: int = 2
    replicas: int = 2
    shards: int = 2
    partitions: int = 1
    pace: int = 0
    permuted: bool = True

    @classmethod
    def random(cls, random: Random) -> Shape:
        """Some shape, the small ones more often."""
        return cls(
            regions=random.choice((1, 2, 2, 3)),
            replicas=random.choice((1, 2, 2, 3, 4)),
            shards=random.choice((1, 2, 3, 4)),
            partitions=random.choice((1, 1, 2, 3)),
            pace=random.randrange(len(PACES)),
            permuted=random.random() < 0.8,
        )
