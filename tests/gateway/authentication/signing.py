"""Whoever signs tokens: keys of all kinds, tokens made of them, and a place where keys are got."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import get_default_algorithms

from gateway.authentication.json_web_tokens import JsonWebTokens, KeysHeld, Rules
from gateway.authentication.keys import KeySet, of_json

Json = dict[str, Any]
ISSUER, AUDIENCE = "https://id.cars.example", "feeds"
CURVES = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}


def private(algorithm: str = "RS256", name: str = "1") -> Any:
    """A private key for an algorithm, one for each name."""
    return _private(algorithm, name)


@cache
def _private(algorithm: str, name: str) -> Any:
    if algorithm in CURVES:
        return ec.generate_private_key(CURVES[algorithm])
    if algorithm == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


def public_pem(algorithm: str = "RS256") -> bytes:
    """A public key as it stands in a file."""
    key = private(algorithm).public_key()
    written: bytes = key.public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo)
    return written


def private_pem() -> bytes:
    """A private key as it stands in a file, which it should not."""
    kept = forms.NoEncryption()
    written: bytes = private().private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, kept)
    return written


def jwk(algorithm: str = "RS256", name: str = "1", **more: Any) -> Json:
    """A public key as it stands in a key set."""
    made: Any = get_default_algorithms()[algorithm]
    key = made.to_jwk(private(algorithm, name).public_key(), as_dict=True)
    return {**key, "kid": name, "use": "sig", **more}


def key_set(*keys: Json) -> bytes:
    """A key set."""
    return json.dumps({"keys": keys}).encode()


def claims(**more: Any) -> Json:
    """The claims of a token that is valid; those that are None are left out, and times that are
    a `timedelta` are so long from now.
    """
    now = int(time.time())
    usual = {"iss": ISSUER, "aud": AUDIENCE, "sub": "enzo", "iat": now, "exp": now + 300}
    return {
        name: now + value.seconds + value.days * 86_400 if isinstance(value, timedelta) else value
        for name, value in {**usual, **more}.items()
        if value is not None
    }


def token(algorithm: str = "RS256", name: str | None = "1", /, key: Any = None, **more: Any) -> str:
    """A token, signed."""
    signing = private(algorithm, name or "1") if key is None else key
    headers = {} if name is None else {"kid": name}
    # As bytes: PyJWT itself signs no claims that it would not take.
    payload = json.dumps(claims(**more)).encode()
    return jwt.api_jws.encode(payload, signing, algorithm, headers=headers)


def tokens(keys: KeySet | None = None, **more: Any) -> JsonWebTokens:
    """What looks at tokens: by default those of one RS256 key."""
    held = of_json(key_set(jwk()), ["RS256"]) if keys is None else keys
    usual: Json = {"algorithms": ("RS256",), "issuers": (ISSUER,), "audiences": (AUDIENCE,)}
    return JsonWebTokens(KeysHeld(held), Rules(**{**usual, **more}))


class KeyServer:
    """Answers whoever asks for keys, as it is told. asked: how often."""

    def __init__(self, body: bytes) -> None:
        self.body, self.status, self.head, self.delay_s, self.asked = body, 200, b"", 0.0, 0
        self.url = ""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one."""
        self.asked += 1
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(self.delay_s)
        writer.write(b"HTTP/1.1 %d OK\r\n%bConnection: close\r\n\r\n" % (self.status, self.head))
        writer.write(self.body)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def serving_keys(*keys: Json) -> AsyncIterator[KeyServer]:
    """A server of keys, on loopback."""
    made = KeyServer(key_set(*keys))
    server = await asyncio.start_server(made.answer, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/jwks"
    async with server:
        yield made
