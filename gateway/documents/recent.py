"""What was asked for last, by a text, as long as there is room for the texts."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Things by texts, bounded by how long the texts are together.

    Args:
        characters_max: of all texts; one alone may be longer.
    """

    def __init__(self, characters_max: int) -> None:
        self._kept: OrderedDict[str, tuple[T, int]] = OrderedDict()
        self._characters_max = characters_max
        self.characters = 0
        """How long all texts are that are kept."""

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, name: str) -> T | None:
        """What is kept by a name; it is then the latest."""
        found = self._kept.get(name)
        if found is None:
            return None
        self._kept.move_to_end(name)
        return found[0]

    def keep(self, name: str, thing: T, characters: int) -> None:
        """Keep one that is not kept yet, and let the oldest go when there is no room."""
        self._kept[name] = (thing, characters)
        self.characters += characters
        while self.characters > self._characters_max and len(self._kept) > 1:
            _, (_, freed) = self._kept.popitem(last=False)
            self.characters -= freed
