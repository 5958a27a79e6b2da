"""Keys: what a token's signature is looked at with, by algorithm and name.

Which algorithms there are, a setting says, and never a token: a key is made for one of them, and
verifies nothing else. Whoever calls a public key a secret, or signs with none, finds no key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeAlias

from jwt import PyJWK, get_algorithm_by_name
from jwt.exceptions import PyJWTError

from gateway.errors import InvalidToken

KEYS_MAX = 100
SECRET_BYTES = {"HS256": 32, "HS384": 48, "HS512": 64}
"""A secret is at least as long as what it signs with (RFC 7518, section 3.2)."""

_KINDS = {"R": "RSA", "P": "RSA", "ES": "EC", "Ed": "OKP"}
_PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "oth")

Key: TypeAlias = Any
"""What PyJWT takes for one: a secret's bytes, a public key, or a `PyJWK`."""


class NoKeys(Exception):
    """What should hold keys holds none that could be used. It says why."""


class KeySet:
    """Keys: of each its name, or None, the algorithm that it is for, and itself."""

    def __init__(self, keys: Sequence[tuple[str | None, str, Key]]) -> None:
        self._keys = keys

    def find(self, name: str | None, algorithm: str) -> Key | None:
        """The key that a token names; where it names none, the only one. None: it is not there.

        Raises:
            InvalidToken: it could be several.
        """
        found = [
            key
            for held, its, key in self._keys
            if its == algorithm and (name is None or held is None or held == name)
        ]
        if len(found) > 1:
            raise InvalidToken("the token does not say which key it is signed with (kid)")
        return found[0] if found else None


def of_file(data: bytes, algorithms: Sequence[str]) -> KeySet:
    """The keys of a file: a secret for HS…; else a public key in PEM, or a key set in JSON.

    Raises:
        NoKeys: it holds none that fits.
    """
    if symmetric := [one for one in algorithms if one in SECRET_BYTES]:
        if held := _no_secret(data):
            raise NoKeys(
                f"it holds {held}, and {symmetric[0]} (BANDSTAND_JWT_ALGORITHMS) is signed with a "
                "secret: all tokens would be refused. Name the algorithm that your provider signs "
                "with, such as RS256, or give a file with the secret alone"
            )
        secret = data.rstrip(b"\r\n")
        least = max(SECRET_BYTES[one] for one in symmetric)
        if len(secret) < least:
            raise NoKeys(
                f"the secret is {len(secret)} bytes long; {symmetric[-1]} needs at least {least}, "
                "at random: `openssl rand -hex 32` makes 64"
            )
        if len(set(secret)) == 1:
            raise NoKeys(
                "the secret is one character over and over, which anybody guesses: give one at "
                "random, such as `openssl rand -hex 32` makes"
            )
        return KeySet([(None, one, secret) for one in symmetric])
    if data.lstrip().startswith(b"{"):
        return of_json(data, algorithms)
    if b"PRIVATE KEY" in data:
        raise NoKeys("it holds a private key: give the public one, a gateway signs nothing")
    found: list[tuple[str | None, str, Key]] = []
    for one in algorithms:
        with suppress(PyJWTError, ValueError, TypeError):
            found.append((None, one, get_algorithm_by_name(one).prepare_key(data)))
    if not found:
        raise NoKeys(f"it is no public key in PEM, and no key set in JSON, for {_or(algorithms)}")
    return KeySet(found)


def _no_secret(data: bytes) -> str:
    """What a file holds that is no secret, though it is as long as one; nothing where it may be."""
    if b"-----BEGIN " in data:
        return "a private key in PEM" if b"PRIVATE KEY-----" in data else "a public key in PEM"
    if data.lstrip().startswith(b"{"):
        with suppress(ValueError, RecursionError):
            given = json.loads(data)
            if "keys" in given or "kty" in given:
                return "a key set in JSON" if "keys" in given else "a key in JSON"
    return "a public key of SSH" if data.lstrip().startswith((b"ssh-", b"ecdsa-")) else ""


def of_json(data: bytes, algorithms: Sequence[str]) -> KeySet:
    """The keys of a key set in JSON (JWKS, RFC 7517). What is not for these algorithms is left out.

    Raises:
        NoKeys: it is no key set, or none is left.
    """
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        raise NoKeys("it is not JSON") from None
    keys = given.get("keys") if isinstance(given, dict) else None
    if not isinstance(keys, list):
        raise NoKeys('it is no key set: an object with a list "keys"')
    if len(keys) > KEYS_MAX:
        raise NoKeys(f"it holds {len(keys):,} keys; at most {KEYS_MAX} are taken")
    found: list[tuple[str | None, str, Key]] = []
    for one in keys:
        if isinstance(one, dict) and _signs(one):
            public = {name: value for name, value in one.items() if name not in _PRIVATE}
            name = one.get("kid")
            for algorithm in algorithms:
                if _fits(one, algorithm):
                    # One that cannot be read spoils no other.
                    with suppress(PyJWTError, ValueError, TypeError, KeyError, AttributeError):
                        key = PyJWK(public, algorithm)
                        found.append((name if isinstance(name, str) else None, algorithm, key))
    if not found:
        raise NoKeys(f"none of its {len(keys)} keys is for {_or(algorithms)}")
    return KeySet(found)


def _signs(key: Mapping[str, Any]) -> bool:
    operations = key.get("key_ops", ["verify"])
    return (
        key.get("use", "sig") == "sig" and isinstance(operations, list) and ("verify" in operations)
    )


def _fits(key: Mapping[str, Any], algorithm: str) -> bool:
    """Whether a key is for an algorithm. A secret in a key set is a secret no more."""
    if key.get("alg", algorithm) != algorithm or algorithm in SECRET_BYTES:
        return False
    kind = _KINDS[algorithm[:2] if algorithm.startswith("E") else algorithm[0]]
    return key.get("kty") == kind and key.get("crv") == _CURVES.get(algorithm)


_CURVES = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521", "EdDSA": "Ed25519"}


def _or(algorithms: Sequence[str]) -> str:
    return " or ".join(algorithms)
