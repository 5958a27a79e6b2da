"""Settings of tokens: what does not fit together is told where a gateway starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bandstand.errors import BadSetting
from bandstand.processes.authentication import authenticator
from bandstand.settings import Settings
from gateway.authentication.json_web_tokens import JsonWebTokens
from tests.gateway.authentication import signing

SECRET = b"0123456789abcdef" * 4
JWKS = {
    "BANDSTAND_JWT_JWKS_URL": "https://id.example/jwks",
    "BANDSTAND_JWT_ISSUER": "https://id.example",
}
OIDC = {**JWKS, "BANDSTAND_OIDC_CLIENT": "page"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"BANDSTAND_JWT_ISSUER": "x"}, "no key to verify tokens with: set BANDSTAND_JWT_JWKS"),
        ({"BANDSTAND_JWT_AUDIENCE": "x"}, "no key to verify tokens with"),
        ({"BANDSTAND_JWT_ALGORITHMS": "RS256,none"}, "BANDSTAND_JWT_ALGORITHMS names 'none': exp"),
        ({**JWKS, "BANDSTAND_JWT_ALGORITHMS": ","}, "BANDSTAND_JWT_ALGORITHMS is empty"),
        ({**JWKS, "BANDSTAND_JWT_ALGORITHMS": "HS256"}, "needs BANDSTAND_JWT_KEY_FILE"),
        ({**JWKS, "BANDSTAND_JWT_ISSUER": ""}, "BANDSTAND_JWT_ISSUER is not: one key set may"),
        ({**JWKS, "BANDSTAND_JWT_KEY_FILE": "k"}, "and BANDSTAND_JWT_JWKS_URL are both"),
        ({**JWKS, "BANDSTAND_AUTHENTICATION": "a:b"}, "only one can authenticate"),
        ({"BANDSTAND_JWT_KEY_FILE": "k", "BANDSTAND_JWT_ALGORITHMS": "RS256,HS256"}, "HS256, w"),
        ({**JWKS, "BANDSTAND_JWT_JWKS_URL": "http://id.example/jwks"}, "expected https (http is"),
        ({**JWKS, "BANDSTAND_JWT_JWKS_URL": "http://127.0.0.1.nip.io/"}, "expected https"),
        ({**JWKS, "BANDSTAND_JWT_JWKS_URL": "file:///etc/passwd"}, "expected an address such as"),
        ({**JWKS, "BANDSTAND_JWT_JWKS_URL": "https://"}, "expected an address such as"),
        ({**JWKS, "BANDSTAND_JWT_JWKS_URL": "https://[x/"}, "expected an address such as"),
        ({**JWKS, "BANDSTAND_JWT_JWKS_URL": "https://me:secret@id.example/"}, "='***': expected"),
        ({"BANDSTAND_OIDC_CLIENT": "page"}, "names 0 issuers: expected exactly one"),
        ({**OIDC, "BANDSTAND_JWT_ISSUER": "https://a,https://b"}, "names 2 issuers"),
        ({**OIDC, "BANDSTAND_JWT_ISSUER": "http://id.example"}, "expected https, or http on loop"),
        ({**OIDC, "BANDSTAND_JWT_ISSUER": "urn:feeds"}, "expected https, or http on loop"),
        ({**OIDC, "BANDSTAND_OIDC_PARAMETERS": "audience"}, "'audience': expected name=value"),
        ({**OIDC, "BANDSTAND_OIDC_ORIGINS": "https://t.example/"}, "is not an origin: expected"),
        ({**OIDC, "BANDSTAND_OIDC_ORIGINS": "https://t.example; script-src *"}, "is not an origin"),
        ({"BANDSTAND_JWT_LEEWAY_S": "301"}, "expected 0 to 300"),
        ({"BANDSTAND_JWT_LIFETIME_S": "9"}, "expected 60 to"),
    ],
    ids=lambda given: str(given)[:60],
)  # fmt: skip
def test_what_does_not_fit_together_is_told(given: dict[str, str], told: str) -> None:
    """A gateway that would believe too much, or nobody, does not start."""
    with pytest.raises(BadSetting) as refused:
        Settings.load(given)
    assert told in str(refused.value)
    assert "secret@" not in str(refused.value)


def test_a_gateway_that_believes_anybody_is_reached_by_nobody_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Unless it is said so, or somebody else says who asks; and it warns wherever it is."""
    caplog.set_level("WARNING")  # A command that ran before in this process asked for less.
    exposed = {"BANDSTAND_DEVELOPMENT": "1", "BANDSTAND_HOST": "0.0.0.0"}
    for host in ("0.0.0.0", "::", "10.0.0.7", "cars.example"):
        with pytest.raises(BadSetting, match="trusts the header X-Viewer"):
            Settings.load({**exposed, "BANDSTAND_HOST": host})
    for more in (
        {"BANDSTAND_DEVELOPMENT_EXPOSED": "1"},
        {"BANDSTAND_AUTHENTICATION": "gateway.authentication:nobody"},
        {"BANDSTAND_HOST": "::1"},
        {"BANDSTAND_HOST": "localhost"},
        {"BANDSTAND_DEVELOPMENT": "0"},
        JWKS,
    ):
        caplog.clear()
        settings = Settings.load({**exposed, **more})
        authenticator(settings)
        assert ("X-Viewer is trusted" in caplog.text) is settings.believes_anybody


def test_a_development_gateway_says_that_any_page_can_write(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A page of somebody else, in the browser of whoever develops: unless origins are named."""
    caplog.set_level("WARNING")
    for more, told in (({}, True), ({"BANDSTAND_CORS_ORIGINS": "http://localhost:3000"}, False)):
        caplog.clear()
        authenticator(Settings.load({"BANDSTAND_DEVELOPMENT": "1", **more}))
        assert (
            "any page that is open in a browser here can write as anybody" in caplog.text
        ) is told


@pytest.mark.parametrize(
    "given",
    [
        JWKS,
        {**JWKS, "BANDSTAND_JWT_JWKS_URL": "http://127.0.0.1:9/jwks"},
        {**JWKS, "BANDSTAND_JWT_JWKS_URL": "http://[::1]:9/jwks"},
        {**JWKS, "BANDSTAND_JWT_JWKS_URL": "http://id/jwks", "BANDSTAND_DEVELOPMENT": "1"},
    ],
)
def test_a_provider_is_taken_by_its_address(given: dict[str, str]) -> None:
    """It is asked when the first token comes, and need not be there yet."""
    assert isinstance(authenticator(Settings.load(given)), JsonWebTokens)


def test_a_file_has_a_key_or_the_gateway_does_not_start(tmp_path: Path) -> None:
    """What it should hold follows from the algorithms."""
    path = tmp_path / "key"
    given = {"BANDSTAND_JWT_KEY_FILE": str(path)}
    secret = {**given, "BANDSTAND_JWT_ALGORITHMS": "HS256"}
    with pytest.raises(BadSetting, match="No such file"):
        authenticator(Settings.load(given))
    path.write_bytes(signing.public_pem())
    assert isinstance(authenticator(Settings.load(given)), JsonWebTokens)
    path.write_bytes(b"x" * 9)
    for wrong, told in ((given, "no public key in PEM"), (secret, "the secret is 9 bytes long")):
        with pytest.raises(BadSetting, match=told) as refused:
            authenticator(Settings.load(wrong))
        assert str(refused.value).startswith(f"BANDSTAND_JWT_KEY_FILE={str(path)!r}: ")
    path.write_bytes(b"x" * 300_000)
    with pytest.raises(BadSetting, match="larger than 262,144 bytes"):
        authenticator(Settings.load(secret))
    path.write_bytes(SECRET)
    assert isinstance(authenticator(Settings.load(secret)), JsonWebTokens)


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (signing.public_pem(), "it holds a public key in PEM, and HS256"),
        (b"Bag Attributes\n" + signing.public_pem(), "it holds a public key in PEM"),
        (signing.key_set(signing.jwk()), "it holds a key set in JSON, and HS256"),
        (b'\n {"kty": "oct", "k": "c2VjcmV0"}', "it holds a key in JSON"),
        (b"-----BEGIN PRIVATE KEY-----\nMC4\n", "it holds a private key in PEM"),
        (b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@example", "it holds a public key of SSH"),
        (b"s" * 31, "the secret is 31 bytes long; HS256 needs at least 32"),
        (b"a" * 64 + b"\n", "the secret is one character over and over"),
    ],
    ids=lambda given: str(given)[:24],
)  # fmt: skip
def test_a_secret_is_one_or_the_gateway_does_not_start(
    tmp_path: Path, held: bytes, told: str
) -> None:
    """With a public key for a secret it started without a word, and refused everybody."""
    path = tmp_path / "key"
    path.write_bytes(held)
    given = {"BANDSTAND_JWT_KEY_FILE": str(path), "BANDSTAND_JWT_ALGORITHMS": "HS256"}
    with pytest.raises(BadSetting) as refused:
        authenticator(Settings.load(given))
    assert str(refused.value).startswith(f"BANDSTAND_JWT_KEY_FILE={str(path)!r}: {told}")
    assert "give" in str(refused.value) or "`openssl rand" in str(refused.value)


def test_a_secret_may_begin_as_json_does(tmp_path: Path) -> None:
    """It is any bytes."""
    path = tmp_path / "key"
    given = {"BANDSTAND_JWT_KEY_FILE": str(path), "BANDSTAND_JWT_ALGORITHMS": "HS256"}
    for secret in (b"{" + SECRET, b'{"a": "%s"}' % SECRET):
        path.write_bytes(secret)
        assert isinstance(authenticator(Settings.load(given)), JsonWebTokens)


def test_a_page_is_told_how_one_signs_in() -> None:
    """With whom, and as whom; by a name in development, and not at all where nobody is believed."""
    more = {"BANDSTAND_OIDC_PARAMETERS": "audience=feeds,x=a=b"}
    more["BANDSTAND_OIDC_ORIGINS"] = "https://tokens.example"
    found = Settings.load({**OIDC, **more}).signing_in
    assert found.told["openid"] == {
        "issuer": "https://id.example",
        "client": "page",
        "scope": "openid profile offline_access",
        "parameters": {"audience": "feeds", "x": "a=b"},
    }
    assert found.origins == ("https://id.example", "https://tokens.example")
    assert Settings.load({"BANDSTAND_DEVELOPMENT": "1"}).signing_in.told == {"development": True}
    assert Settings.load(JWKS | {"BANDSTAND_DEVELOPMENT": "1"}).signing_in.told == {}
    assert Settings.load({}).signing_in.told == {}
