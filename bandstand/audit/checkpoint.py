"""Checkpoints: what one run of `verify` keeps for the next, in a folder of a region's view.

    checkpoint        where the logs were, and which file each range of owners has
    0007-19a3f2c41d0  the merged state of one range, owner by owner

A file has a name of its own and is synced before the checkpoint names it; the checkpoint is written
under another name, synced and renamed. So a run that ends half-way leaves what was there before.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import IO, Final

import msgspec

from bandstand.audit.folding import Read
from bandstand.errors import Failure
from crdt.coverage import Coverage
from crdt.errors import CoverageError
from eventlog.copies.chains import Kept
from eventlog.streams import Head

NAME: Final = "checkpoint"
_LENGTH_BYTES: Final = 4
_DIGEST_BYTES: Final = 16
_CHUNK_BYTES: Final = 1 << 20
_OURS: Final = re.compile(r"[0-9]{4}-[0-9a-f]+|checkpoint\.new")


class Damaged(Exception):
    """What was kept cannot be used; says why."""


class Copy(msgspec.Struct, frozen=True, array_like=True):
    """A log as it was read.

    made: which stream it was, and how it was healed. turn: the block up to which it was read again
    last. fault: what was found wrong with it, and is, until it is healed. gone: it was not there,
    or empty, and nothing of it is in what is kept of the owners; the rest is as it was read before.
    """

    made: str
    coverage: str
    chain: Kept
    turn: int = 0
    fault: str = ""
    gone: bool = False

    @property
    def read(self) -> Read:
        """As a fold goes on from it."""
        return Read(Coverage.parse(self.coverage), self.chain)


def named(head: Head) -> str:
    """Which stream a log is, and how it was healed."""
    return f"{head.made} {head.healed}"


def healed_since(head: Head, copy: Copy) -> bool:
    """Whether a log was healed after it was read."""
    return head.healed is not None and not copy.made.endswith(f" {head.healed}")


class Part(msgspec.Struct, frozen=True, array_like=True):
    """The file of one range. compared_ms: when all of it was compared and agreed; 0: never."""

    file: str
    size_bytes: int
    digest: bytes
    compared_ms: int


class Checkpoint(msgspec.Struct, frozen=True, array_like=True):
    """What all is of. code: what folds and compares. taken_ms: when."""

    code: str
    taken_ms: int
    logs: dict[str, Copy]
    parts: list[Part]

    @property
    def size_bytes(self) -> int:
        """How much is kept."""
        return sum(part.size_bytes for part in self.parts)


class Folder:
    """The folder of one view of a region, for one run at a time.

    Raises:
        Failure: it cannot be written, or another run is in it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._lock = (path / "lock").open("w")
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise Failure(
                f"{path}: another `bandstand verify` uses it: wait until that ends"
            ) from None
        except OSError as error:
            raise self._failed(error) from None

    def _failed(self, error: OSError) -> Failure:
        return Failure(
            f"{self.path}: the state for the next run cannot be written: {error.strerror}; it "
            "needs about as much space as the views take in the store"
        )

    def read(self) -> Checkpoint | None:
        """What was kept last; None where nothing was.

        Raises:
            Damaged: it is not as it was written.
        """
        try:
            data = (self.path / NAME).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Damaged(f"{NAME}: {error.strerror}") from None
        body, digest = data[:-_DIGEST_BYTES], data[-_DIGEST_BYTES:]
        if blake2b(body, digest_size=_DIGEST_BYTES).digest() != digest:
            raise Damaged(f"{NAME} is not as it was written")
        try:
            found = msgspec.msgpack.decode(body, type=Checkpoint)
            for copy in found.logs.values():
                Coverage.parse(copy.coverage)
        except (msgspec.MsgspecError, CoverageError):
            raise Damaged(f"{NAME} is of another version") from None
        return found

    def check(self, parts: Iterable[Part]) -> None:
        """Check that all files are as they were written.

        Raises:
            Damaged: one is not.
        """
        for part in parts:
            digest, size = blake2b(digest_size=_DIGEST_BYTES), 0
            try:
                with (self.path / part.file).open("rb") as file:
                    while chunk := file.read(_CHUNK_BYTES):
                        digest.update(chunk)
                        size += len(chunk)
            except OSError as error:
                raise Damaged(f"{part.file}: {error.strerror}") from None
            if (size, digest.digest()) != (part.size_bytes, part.digest):
                raise Damaged(f"{part.file} is not as it was written")

    def rows(self, part: Part) -> Iterator[tuple[str, bytes]]:
        """What is in a file: an owner, and some of what is merged of theirs."""
        with (self.path / part.file).open("rb") as file:
            while head := file.read(_LENGTH_BYTES):
                owner, packed = msgspec.msgpack.decode(file.read(int.from_bytes(head)))
                yield owner, packed

    def write(
        self, at: int, taken_ms: int, compared_ms: int, rows: Iterable[tuple[str, bytes]]
    ) -> Part:
        """Write the file of a range; it counts when a checkpoint names it.

        Raises:
            Failure: there is no room.
        """
        name, digest, size = f"{at:04}-{taken_ms:x}", blake2b(digest_size=_DIGEST_BYTES), 0
        try:
            with (self.path / name).open("wb") as file:
                for row in rows:
                    packed = msgspec.msgpack.encode(row)
                    line = len(packed).to_bytes(_LENGTH_BYTES) + packed
                    file.write(line)
                    digest.update(line)
                    size += len(line)
                _sync(file)
        except OSError as error:
            raise self._failed(error) from None
        return Part(name, size, digest.digest(), compared_ms)

    def commit(self, checkpoint: Checkpoint) -> None:
        """Have the next run begin here, and drop what is of others.

        Raises:
            Failure: there is no room.
        """
        body = msgspec.msgpack.encode(checkpoint)
        try:
            with (self.path / f"{NAME}.new").open("wb") as file:
                file.write(body + blake2b(body, digest_size=_DIGEST_BYTES).digest())
                _sync(file)
            (self.path / f"{NAME}.new").rename(self.path / NAME)
            folder = os.open(self.path, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
            self.tidy(checkpoint.parts)
        except OSError as error:
            raise self._failed(error) from None

    def tidy(self, parts: Iterable[Part]) -> None:
        """Drop the files that nothing names, as a run that ended half-way leaves them."""
        used = {part.file for part in parts}
        for path in self.path.iterdir():
            if path.name not in used and _OURS.fullmatch(path.name):
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let another run in."""
        self._lock.close()


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
