"""Nkeys: the Ed25519 keys of NATS, as their seeds are written. Imports nothing of ours.

A seed is base32 of two bytes that say what it is and whose, 32 bytes, and a CRC-16. The library of
NATS for this comes as a source distribution alone, which no image of ours is built of.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_SEED = 18 << 3
USER = 20 << 3
"""What a user's keys begin with; as letters S and U."""


@dataclass(frozen=True)
class Nkey:
    """A key of a user, or of whoever else its kind says."""

    kind: int
    seed: bytes = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Nkey:
        """Read a seed.

        Raises:
            ValueError: it is none; the message does not show it.
        """
        try:
            raw = base64.b32decode(text + "=" * (-len(text) % 8))
        except (binascii.Error, ValueError):
            raw = b""
        body, check = raw[:-2], raw[-2:]
        if len(body) != 34 or _checked(body)[-2:] != check or body[0] & 0xF8 != _SEED:
            raise ValueError("it is no seed of an nkey")
        return cls((body[0] & 7) << 5 | body[1] >> 3, body[2:])

    @property
    def public(self) -> str:
        """The public key, as a server knows it."""
        return _base32(_checked(bytes([self.kind]) + self._private.public_key().public_bytes_raw()))

    @property
    def written(self) -> str:
        """The seed, as `parse` reads it. It is a secret."""
        head = bytes([_SEED | self.kind >> 5, (self.kind & 31) << 3])
        return _base32(_checked(head + self.seed))

    def sign(self, data: bytes) -> bytes:
        """The signature of some bytes."""
        return self._private.sign(data)

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def _checked(body: bytes) -> bytes:
    return body + binascii.crc_hqx(body, 0).to_bytes(2, "little")


def _base32(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")
