"""Tokens by themselves: which are taken, which are not, and what they come to."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from gateway.authentication import Grants, Identity
from gateway.authentication.json_web_tokens import JsonWebTokens
from gateway.authentication.keys import NoKeys, of_file, of_json
from gateway.errors import InvalidToken
from tests.gateway.authentication import signing
from tests.gateway.authentication.signing import jwk, key_set, private, token, tokens

SECRET = b"0123456789abcdef" * 4
S = timedelta(seconds=1)


def read(given: str, reader: JsonWebTokens | None = None) -> Identity | None:
    """Who asks with a token."""
    return asyncio.run((reader or tokens())({"authorization": given}))


def refusal(given: str, reader: JsonWebTokens | None = None) -> str:
    """Why a token is not taken."""
    with pytest.raises(InvalidToken) as told:
        read(given, reader)
    return str(told.value)


def part(of: Any) -> str:
    """A part of a token that nobody signed."""
    data = of if isinstance(of, bytes) else json.dumps(of).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def test_a_token_says_who_asks_what_they_may_and_until_when() -> None:
    """All that is asked later stands in it."""
    now = int(time.time())
    more = {"roles": ["editor", "member"], "scope": "read write", "jti": "t1", "iat": now}
    found = read("Bearer " + token(**more, exp=now + 60))
    grants = Grants.of(["editor", "member"], ["read", "write"])
    assert found == Identity("enzo", grants, now + 60 + 30, float(now), "t1")
    assert read("") is None
    assert read("bearer  " + token()) is not None


@pytest.mark.parametrize(
    "algorithm",
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"],
)
def test_every_algorithm_with_a_public_key_is_taken_where_it_is_named(algorithm: str) -> None:
    """From a key set, where a key need not say which it is for, and from a file."""
    given = "Bearer " + token(algorithm)
    for keys in (
        of_json(key_set(jwk(algorithm)), [algorithm]),
        of_json(key_set(jwk("ES256" if algorithm != "ES256" else "EdDSA"), jwk(algorithm)),
                [algorithm]),
        of_file(signing.public_pem(algorithm), [algorithm]),
        of_file(key_set(jwk(algorithm, alg=algorithm)), [algorithm]),
    ):  # fmt: skip
        found = read(given, tokens(keys, algorithms=(algorithm,)))
        assert found is not None
        assert found.viewer == "enzo"
        other = tokens(keys, algorithms=("RS256" if algorithm != "RS256" else "ES256",))
        assert "signed in a way that is not taken (alg)" in refusal(given, other)


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_a_secret_is_one_for_all_who_hold_it(algorithm: str) -> None:
    """A file with a line break at its end is the same secret."""
    keys = of_file(SECRET + b"\n", [algorithm])
    reader = tokens(keys, algorithms=(algorithm,))
    assert read("Bearer " + token(algorithm, None, key=SECRET), reader) is not None
    wrong = token(algorithm, None, key=b"t" * 64)
    assert "signature is not valid" in refusal("Bearer " + wrong, reader)


def test_a_token_that_nobody_signed_is_not_taken() -> None:
    """`none` is the oldest hole of all."""
    for algorithm in ("none", "None", "nOnE", "", None, 5, ["RS256"]):
        bare = f"{part({'alg': algorithm, 'kid': '1'})}.{part(signing.claims())}."
        for suffix in ("", token().rpartition(".")[2]):
            assert "token" in refusal(f"Bearer {bare}{suffix}")


def test_a_public_key_is_no_secret() -> None:
    """Whoever signs with HS256 and the public key as secret has what everybody has."""
    pem = signing.public_pem()
    head, body = part({"alg": "HS256", "kid": "1", "typ": "JWT"}), part(signing.claims())
    for secret in (pem, pem.strip(), key_set(jwk()), json.dumps(jwk()).encode()):
        signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(
            f"{head}.{body}".encode(), secret
        )
        forged = f"Bearer {head}.{body}.{part(signature)}"
        for keys in (of_file(pem, ["RS256"]), of_json(key_set(jwk()), ["RS256"])):
            assert "(alg)" in refusal(forged, tokens(keys))
            # Even where a setting could be made to allow both, no key is for the other.
            both = tokens(keys, algorithms=("RS256", "HS256"))
            assert "unknown key (kid)" in refusal(forged, both)


def test_a_key_verifies_nothing_but_what_it_is_for() -> None:
    """Neither by its kind, nor by what it says, nor by a secret that somebody put in a key set."""
    algorithms = ["RS256", "PS256", "ES256", "HS256"]
    oct_key = {"kty": "oct", "kid": "1", "k": part(SECRET), "alg": "HS256"}
    keys = of_json(key_set(jwk(alg="RS256"), oct_key), algorithms)
    reader = tokens(keys, algorithms=tuple(algorithms))
    assert read("Bearer " + token(), reader) is not None
    for wrong in (token("PS256", key=private()), token("ES256"), token("HS256", key=SECRET)):
        assert "unknown key (kid)" in refusal("Bearer " + wrong, reader)
    for unfit in (jwk(use="enc"), jwk(key_ops=["encrypt"]), jwk(alg="RSA-OAEP"), {"kty": "RSA"}):
        with pytest.raises(NoKeys, match="none of its 1 keys is for RS256"):
            of_json(key_set(unfit), ["RS256"])


def test_a_key_is_found_by_its_name() -> None:
    """A token need not name it where there is one only."""
    two = tokens(of_json(key_set(jwk(), jwk("RS256", "2")), ["RS256"]))
    assert read("Bearer " + token("RS256", "2"), two) is not None
    assert "which key" in refusal("Bearer " + token("RS256", None), two)
    assert "unknown key (kid)" in refusal("Bearer " + token("RS256", "3"), two)
    crossed = token("RS256", "2", key=private())
    assert "signature is not valid" in refusal("Bearer " + crossed, two)
    assert read("Bearer " + token("RS256", None)) is not None


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"exp": -S * 60}, "the token has ended (exp): get a new one"),
        ({"nbf": S * 300}, "not valid yet (nbf or iat)"),
        ({"iat": S * 300}, "not valid yet (nbf or iat)"),
        ({"exp": None}, "the token has no exp"),
        ({"iat": None}, "the token has no iat"),
        ({"sub": None}, "the token has no claim sub, which holds"),
        ({"iss": None}, "the token has no iss"),
        ({"aud": None}, "the token has no aud"),
        ({"aud": "others"}, "for somebody else (aud)"),
        ({"aud": ["others", "more"]}, "for somebody else (aud)"),
        ({"iss": signing.ISSUER + "/"}, "from somebody else (iss)"),
        ({"iss": [signing.ISSUER]}, "from somebody else (iss)"),
        ({"exp": S * 31 * 86_400}, "expires too late: at most 2,592,000 s from now"),
        ({"exp": 10**400}, "expires too late"),
        ({"sub": ""}, "sub is a text that is no id"),
        ({"sub": "a b"}, "sub is a text that is no id"),
        ({"sub": "\u200b"}, "sub is a text in which there is nothing to see"),
        ({"sub": "x" * 129}, "sub is a text that is no id"),
        ({"sub": 5}, "sub is no text"),
        ({"roles": 5}, "roles is neither a text nor a list of texts"),
        ({"roles": ["a", 5]}, "roles is neither a text nor a list of texts"),
        ({"scope": {"a": 1}}, "scope is neither a text nor a list of texts"),
        ({"roles": ["a"] * 2_000}, "roles is too long"),
        ({"jti": 5}, "jti is no text"),
        ({"x": "y" * 20_000}, "at most 16,384 are taken"),
    ],
    ids=lambda given: str(given)[:50],
)  # fmt: skip
def test_a_token_that_does_not_fit_is_told_why(more: dict[str, Any], told: str) -> None:
    """In a sentence, and with nothing of the token in it."""
    reader = tokens(required=("exp", "iat"))
    assert told in refusal("Bearer " + token(**more), reader)


def test_a_token_without_an_end_ends() -> None:
    """Where a deployment asks for none: a revocation is not known for ever."""
    reader = tokens(required=("sub",), lifetime_s=600, leeway_s=0)
    now = int(time.time())
    found = read("Bearer " + token(exp=None, iat=now - 60), reader)
    assert found is not None
    assert found.ends_s == now - 60 + 600
    assert "neither exp nor iat" in refusal("Bearer " + token(exp=None, iat=None), reader)


def test_clocks_may_be_a_little_apart() -> None:
    """So much as is set, and no more."""
    for more in ({"exp": -S * 20}, {"nbf": S * 20}, {"iat": S * 20}):
        given = "Bearer " + token(**more)
        assert read(given, tokens(leeway_s=120)) is not None
        assert "token" in refusal(given, tokens(leeway_s=0))


@pytest.mark.parametrize(
    "given",
    [
        "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Bearer ..", "Bearer null",
        "Basic ZW56bzpzZWNyZXQ=", "Token x", "Bearer é.è.ê",
        "Bearer " + "[" * 9_000,
        f"Bearer {part(b'[' * 9_000)}.e30.e30",
        f"Bearer {part(b'5')}.e30.e30",
        f"Bearer {part({'alg': 'RS256', 'kid': 5})}.e30.e30",
        f"Bearer {part({'alg': 'RS256', 'kid': '1', 'crit': ['x'], 'x': 1})}.e30.e30",
        f"Bearer {token()}, Bearer {token()}",
        f"Bearer {token()}.{token()}",
        f"Bearer {token()[:-9]}",
        f"Bearer {token().replace('.', '.A', 1)}",
    ],
    ids=lambda given: given[:40],
)  # fmt: skip
def test_what_is_no_token_is_refused_whatever_it_is(given: str) -> None:
    """Whatever comes, there is an answer, and it says nothing of what came."""
    told = refusal(given)
    assert len(told) < 100
    assert "ZW56" not in told


def test_what_is_signed_and_no_claims_is_refused() -> None:
    """Also whoever has a key may write anything."""
    for payload in (b"[]", b"5", b"null", b"", b"{", b"[" * 9_000):
        signed = jwt.api_jws.encode(payload, private(), "RS256", headers={"kid": "1"})
        assert "token" in refusal("Bearer " + signed)


@pytest.mark.parametrize("time", ["Infinity", "NaN", "1e400", '"soon"', "[1]", "{}"])
@pytest.mark.parametrize("name", ["exp", "nbf"])
def test_a_time_that_is_none_is_told_as_such(name: str, time: str) -> None:
    """It was told that three parts are expected, by somebody who had sent three."""
    body = json.dumps({**signing.claims(), name: 0}).replace(f'"{name}": 0', f'"{name}": {time}')
    signed = jwt.api_jws.encode(body.encode(), private(), "RS256", headers={"kid": "1"})
    assert "times as numbers" in refusal("Bearer " + signed)


def test_a_token_for_nobody_named_is_taken_where_nobody_is() -> None:
    """And one that is for somebody else is not: RFC 7519 says so of whoever does not know it."""
    reader = tokens(audiences=(), issuers=())
    assert read("Bearer " + token(aud=None, iss="anybody"), reader) is not None
    assert "for somebody else (aud)" in refusal("Bearer " + token(), reader)
    several = tokens(audiences=("feeds", "pages"), issuers=("a", signing.ISSUER))
    assert read("Bearer " + token(aud=["pages", "x"]), several) is not None


@pytest.mark.parametrize(
    ("name", "more", "found"),
    [
        ("roles", {"roles": ["a"]}, {"a"}),
        ("realm_access.roles", {"realm_access": {"roles": ["a", "b"]}}, {"a", "b"}),
        ("https://cars.example/roles", {"https://cars.example/roles": ["a"]}, {"a"}),
        ("cognito:groups", {"cognito:groups": "a b"}, {"a", "b"}),
        ("realm_access.roles", {"realm_access": ["roles"]}, set()),
        ("realm_access.roles", {"realm_access": None, "roles": ["a"]}, set()),
        ("roles", {}, set()),
    ],
)
def test_the_names_of_claims_are_the_provider_s(
    name: str, more: dict[str, Any], found: set[str]
) -> None:
    """Keycloak nests them, Auth0 has addresses with dots for names."""
    identity = read("Bearer " + token(**more, email="enzo@cars.example"), tokens(roles=name))
    assert identity is not None
    assert identity.grants.roles == found
    by_mail = read("Bearer " + token(user={"id": "pat"}), tokens(viewer="user.id"))
    assert by_mail is not None
    assert by_mail.viewer == "pat"


@pytest.mark.filterwarnings("ignore:The RSA key is 1024 bits")
def test_a_weak_key_verifies_nothing() -> None:
    """RSA with 1,024 bits is nobody's secret for long."""
    weak = rsa.generate_private_key(public_exponent=65_537, key_size=1_024)
    key = jwt.algorithms.RSAAlgorithm.to_jwk(weak.public_key(), as_dict=True)
    reader = tokens(of_json(key_set({**key, "kid": "1"}), ["RS256"]))
    assert "key that the token names cannot be used" in refusal("Bearer " + token(key=weak), reader)


@pytest.mark.parametrize(
    ("data", "algorithms", "told"),
    [
        (b"short", ["HS256"], "the secret is 5 bytes long; HS256 needs at least 32"),
        (b"s" * 40 + b"\r\n", ["HS256", "HS512"], "the secret is 40 bytes long; HS512 needs"),
        (b"s" * 64, ["RS256"], "no public key in PEM, and no key set in JSON, for RS256"),
        (signing.private_pem(), ["RS256"], "holds a private key: give the public one"),
        (signing.public_pem(), ["ES256", "EdDSA"], "for ES256 or EdDSA"),
        (b"{", ["RS256"], "it is not JSON"),
        (b'{"keys": 5}', ["RS256"], "no key set"),
        (b'{"keys": []}', ["RS256"], "none of its 0 keys is for RS256"),
        (b'{"keys": [5, null, {}]}', ["RS256"], "none of its 3 keys"),
        (key_set(*[{}] * 101), ["RS256"], "it holds 101 keys; at most 100 are taken"),
        (b'{"keys":' + b"[" * 90_000, ["RS256"], "it is not JSON"),
        (key_set(jwk("ES256")), ["RS256"], "none of its 1 keys is for RS256"),
    ],
    ids=lambda given: str(given)[:30],
)  # fmt: skip
def test_a_file_that_holds_no_key_is_told_why(
    data: bytes, algorithms: list[str], told: str
) -> None:
    """At the start, and not when the first signs in."""
    with pytest.raises(NoKeys) as refused:
        of_file(data, algorithms)
    assert told in str(refused.value)


def test_a_key_that_cannot_be_read_spoils_no_other() -> None:
    """A provider adds what it likes."""
    odd = [{"kty": "RSA", "n": 5, "e": []}, {"kty": ["RSA"]}, {"kty": "EC", "crv": "P-256"}]
    keys = of_json(key_set(*odd, jwk()), ["RS256", "ES256"])
    assert read("Bearer " + token(), tokens(keys)) is not None
