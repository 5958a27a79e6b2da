"""JSON Web Tokens: who asks, by a token that somebody signed.

What is looked at, in this order: the form, the algorithm (by setting alone), the signature, the
times, the issuer, the audience, what must be there. Then claims become the viewer, roles, scopes.

Source: RFC 7519; RFC 8725, best current practices; RFC 6750 for the header.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import jwt
from jwt import exceptions as faults

from gateway.authentication.functions import Authority
from gateway.authentication.identities import Grants, Identity, fault_of
from gateway.authentication.keys import Key, KeySet
from gateway.errors import InvalidToken

TOKEN_LENGTH_MAX = 16 << 10
GRANTS_MAX = 1_000
"""So many roles, and scopes, may be in a token."""

_NAME_LENGTH_MAX = 256
_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
_TOLD: tuple[tuple[type[Exception], str], ...] = (
    (faults.ExpiredSignatureError, "the token has ended (exp): get a new one"),
    (faults.ImmatureSignatureError, "the token is not valid yet (nbf or iat): look at the clocks"),
    (faults.InvalidAudienceError, "the token is for somebody else (aud)"),
    (faults.InvalidIssuerError, "the token is from somebody else (iss)"),
    (faults.InvalidSignatureError, "the token's signature is not valid"),
    (faults.InvalidAlgorithmError, "the token is signed in a way that is not taken (alg)"),
    (faults.InvalidKeyError, "the key that the token names cannot be used"),
    (faults.InvalidIssuedAtError, "the token's iat is no number"),
    (faults.InvalidSubjectError, "the token's sub is no text"),
    (faults.InvalidJTIError, "the token's jti is no text"),
)
_NO_TOKEN = "the token is none: three parts with dots between are expected"  # noqa: S105
_NOT_READ = "a part of the token cannot be read: a head and claims in JSON, times as numbers"


class Keys(Protocol):
    """Where keys are."""

    async def open(self) -> None:
        """Get them, if they are elsewhere."""

    async def key(self, name: str | None, algorithm: str) -> Key | None:
        """The key of a name, for an algorithm; None where there is none."""


class KeysHeld:
    """Keys that are here."""

    def __init__(self, keys: KeySet) -> None:
        self._keys = keys

    async def open(self) -> None:
        """They are here."""

    async def key(self, name: str | None, algorithm: str) -> Key | None:
        """The key of a name, for an algorithm."""
        return self._keys.find(name, algorithm)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What is asked of a token.

    issuers, audiences: one of each must be its own; none: a token that has an audience is refused,
    and its issuer is not looked at. leeway_s: so far clocks may be apart. lifetime_s: no token may
    end later than so long from now, for as long a revocation is known. required: claims that must
    be there. viewer, roles, scopes: the claims that say them, by name or by a path with dots.
    """

    algorithms: tuple[str, ...]
    issuers: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    leeway_s: int = 30
    lifetime_s: int = 30 * 86_400
    required: tuple[str, ...] = ("exp",)
    viewer: str = "sub"
    roles: str = "roles"
    scopes: str = "scope"


class JsonWebTokens(Authority):
    """The authenticator of `Authorization: Bearer <token>`."""

    def __init__(self, keys: Keys, rules: Rules) -> None:
        self._keys, self._rules = keys, rules
        self._tokens = jwt.PyJWT({"enforce_minimum_key_length": True})

    async def open(self) -> None:
        """Get the keys."""
        await self._keys.open()

    async def __call__(self, headers: Mapping[str, str]) -> Identity | None:
        """Who asks; None for who brings no token.

        Raises:
            InvalidToken: what they bring is not valid.
            Unavailable: the keys to look at it are not here.
        """
        given = headers.get("authorization", "").strip()
        if not given:
            return None
        scheme, _, token = given.partition(" ")
        if scheme.lower() != "bearer":
            raise InvalidToken("Authorization holds no token: expected `Bearer <token>`")
        return self._identity(await self._claims(token.strip()))

    async def _claims(self, token: str) -> dict[str, Any]:
        """The claims of a token that is valid."""
        rules = self._rules
        if len(token) > TOKEN_LENGTH_MAX:
            raise InvalidToken(
                f"the token is {len(token):,} characters long; at most {TOKEN_LENGTH_MAX:,} are "
                "taken"
            )
        if not _FORM.fullmatch(token):
            raise InvalidToken(_NO_TOKEN)
        try:
            header = jwt.get_unverified_header(token)
            algorithm, name = header.get("alg"), header.get("kid")
            if algorithm not in rules.algorithms:
                raise faults.InvalidAlgorithmError
            key = await self._keys.key(name, algorithm)
            if key is None:
                raise InvalidToken("the token is signed with an unknown key (kid)")
            return self._tokens.decode(
                token,
                key,
                algorithms=[algorithm],
                issuer=rules.issuers or None,
                audience=rules.audiences or None,
                leeway=rules.leeway_s,
                options={"require": list(rules.required)},
            )
        except faults.MissingRequiredClaimError as error:
            raise InvalidToken(f"the token has no {error.claim}") from None
        except faults.PyJWTError as error:
            told = (said for kind, said in _TOLD if isinstance(error, kind))
            raise InvalidToken(next(told, _NOT_READ)) from None
        except (
            ValueError,
            RecursionError,
            TypeError,
            OverflowError,
        ):  # A time of 1e400, a head that is no object.
            raise InvalidToken(_NOT_READ) from None

    def _identity(self, claims: dict[str, Any]) -> Identity:
        rules = self._rules
        viewer = _claim(claims, rules.viewer)
        if viewer is None:
            raise InvalidToken(
                f"the token has no claim {rules.viewer}, which holds the viewer's id"
            )
        if fault := fault_of(viewer):
            raise InvalidToken(f"the token's {rules.viewer} is {fault} that could be a viewer's")
        ends_s, issued_s = (_seconds(claims.get(name)) for name in ("exp", "iat"))
        if ends_s is None:
            # One that says no end has one all the same: no revocation is known for ever.
            if issued_s is None:
                raise InvalidToken("the token has neither exp nor iat, so its end is unknown")
            ends_s = issued_s + rules.lifetime_s
        if ends_s > time.time() + rules.lifetime_s + rules.leeway_s:
            raise InvalidToken(
                f"the token expires too late: at most {rules.lifetime_s:,} s from now are allowed"
            )
        return Identity(
            viewer,
            Grants(_texts(claims, rules.roles), _texts(claims, rules.scopes)),
            ends_s + rules.leeway_s,
            # One that does not say is older than any revocation.
            issued_s or 0.0,
            claims.get("jti"),
        )


def _seconds(given: Any) -> float | None:
    """A time, which was looked at already."""
    return None if given is None else float(min(int(given), 1 << 53))


def _claim(claims: dict[str, Any], name: str) -> Any:
    """A claim by its name, which may have dots, or by a path."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _texts(claims: dict[str, Any], name: str) -> frozenset[str]:
    """The texts of a claim: a list of them, or one with spaces between."""
    found = _claim(claims, name)
    if found is None:
        return frozenset()
    texts = found.split() if isinstance(found, str) else found
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        raise InvalidToken(f"the token's {name} is neither a text nor a list of texts")
    if len(texts) > GRANTS_MAX or any(len(one) > _NAME_LENGTH_MAX for one in texts):
        raise InvalidToken(f"the token's {name} is too long: at most {GRANTS_MAX:,} are allowed")
    return frozenset(texts)
