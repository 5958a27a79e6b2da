"""What was asked for last, by a text, as long as there is room."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Things by texts, bounded by what all of them take together. Threads may share it.

    Args:
        size_max: of all, in whatever unit their sizes are; one alone may be larger.
    """

    def __init__(self, size_max: int) -> None:
        self._kept: OrderedDict[str, tuple[T, int]] = OrderedDict()
        self.size, self._size_max = 0, size_max
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, name: str) -> T | None:
        """What is kept by a name; it is then the latest."""
        with self._lock:
            found = self._kept.get(name)
            if found is None:
                return None
            self._kept.move_to_end(name)
            return found[0]

    def keep(self, name: str, thing: T, size: int) -> None:
        """Keep one as the latest, and let the oldest go when there is no room."""
        with self._lock:
            before = self._kept.pop(name, None)
            self.size += size - (before[1] if before else 0)
            self._kept[name] = (thing, size)
            self._let_go()

    def grow(self, name: str, more: int) -> None:
        """One takes more than it did, if it is kept still."""
        with self._lock:
            if found := self._kept.get(name):
                self._kept[name] = (found[0], found[1] + more)
                self.size += more
                self._let_go()

    def _let_go(self) -> None:
        while self.size > self._size_max and len(self._kept) > 1:
            _, (_, freed) = self._kept.popitem(last=False)
            self.size -= freed
