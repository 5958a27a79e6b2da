"""Chains: a digest of a log up to each of its blocks, to compare two copies by a few bytes.

Every message's digest takes in the one before. Two copies that agree at a sequence agree up to it;
where they do not, the first block that differs is found by halving. Imports nothing of ours.
"""

from __future__ import annotations

from bisect import bisect_right
from hashlib import blake2b

import msgspec

BLOCK = 1024
"""Digests are kept for ever at the end of every so many sequences."""

RECENT = 4096
"""Of so many of the last messages, every digest is kept."""

_SIZE = 16


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A chain as it is kept: its last message, by sequence and digest, its own digest, and those at
    the end of each block, 16 bytes each.
    """

    last: int
    body: bytes
    digest: bytes
    blocks: bytes


class Chain:
    """The digests of one copy of a log, as far as it was read."""

    def __init__(self) -> None:
        self.last = 0
        """The last sequence that was taken in."""
        self.body = b""
        """The digest of the last message alone: it shows whether the copy was replaced."""
        self._digest = bytes(_SIZE)
        self._blocks = [self._digest]
        self._sequences: list[int] = [0]
        self._digests: list[bytes] = [self._digest]

    def resume(self, kept: Kept) -> None:
        """Go on where another chain of the same copy was."""
        self.last, self.body, self._digest = kept.last, kept.body, kept.digest
        parts = range(0, len(kept.blocks), _SIZE)
        self._blocks = [kept.blocks[at : at + _SIZE] for at in parts]
        self._sequences, self._digests = [kept.last], [kept.digest]

    @property
    def kept(self) -> Kept:
        """All that another chain needs to go on where this one is."""
        return Kept(self.last, self.body, self._digest, b"".join(self._blocks))

    def extend(self, sequence: int, body: bytes) -> None:
        """Take the next message in. Sequences ascend; one that is passed over is not held."""
        for _ in range((sequence - 1) // BLOCK - (len(self._blocks) - 1)):
            self._blocks.append(self._digest)
        one = blake2b(self._digest + sequence.to_bytes(8, "big"), digest_size=_SIZE)
        one.update(body)
        self._digest = one.digest()
        self.last, self.body = sequence, digest_of(body)
        self._sequences.append(sequence)
        self._digests.append(self._digest)
        if len(self._sequences) >= 2 * RECENT:
            del self._sequences[:RECENT], self._digests[:RECENT]

    def at(self, sequence: int) -> bytes | None:
        """The digest of all up to a sequence; None when it is not kept, or not read yet."""
        if sequence > self.last:
            return None
        if sequence >= self._sequences[0]:
            return self._digests[bisect_right(self._sequences, sequence) - 1]
        if sequence % BLOCK == 0:
            return self._blocks[sequence // BLOCK]
        return None

    def near(self, sequence: int) -> int:
        """The greatest sequence, up to the given one and to the last, whose digest is kept."""
        wanted = min(sequence, self.last)
        return wanted if wanted >= self._sequences[0] else wanted // BLOCK * BLOCK


def digest_of(body: bytes | None) -> bytes:
    """The digest of one message alone; of none, nothing."""
    return b"" if body is None else blake2b(body, digest_size=_SIZE).digest()
