"""Tokens: whose are believed, and what of them says who asks (JWT)."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from bandstand.errors import BadSetting
from bandstand.settings.declaring import setting

ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "HS256", "HS384", "HS512"),
)


@dataclass(frozen=True)
class TokenSettings:
    """Authentication by tokens (JWT)"""

    jwks_url: str = setting(
        "BANDSTAND_JWT_JWKS_URL",
        "",
        "URL of the provider's key set (`jwks_uri`), to verify tokens (JWT)",
    )
    jwt_key_file: str = setting(
        "BANDSTAND_JWT_KEY_FILE",
        "",
        "file with a secret, PEM public key or JSON key set, instead of BANDSTAND_JWT_JWKS_URL",
    )
    jwt_algorithms: tuple[str, ...] = setting(
        "BANDSTAND_JWT_ALGORITHMS",
        ("RS256",),
        "accepted signature algorithms, comma-separated: RS…, PS…, ES…, EdDSA; or HS… for a secret",
    )
    jwt_issuer: tuple[str, ...] = setting(
        "BANDSTAND_JWT_ISSUER",
        (),
        "accepted issuers of tokens (`iss`), comma-separated; required with a key set URL",
    )
    jwt_audience: tuple[str, ...] = setting(
        "BANDSTAND_JWT_AUDIENCE",
        (),
        "accepted audiences (`aud`), comma-separated; unset: a token with an audience is refused",
    )
    jwt_required: tuple[str, ...] = setting(
        "BANDSTAND_JWT_REQUIRED",
        ("exp", "iat"),
        "claims that every token must have, comma-separated",
    )
    jwt_viewer: str = setting(
        "BANDSTAND_JWT_VIEWER", "sub", "claim with the viewer's id: a name, or a path with dots"
    )
    jwt_roles: str = setting(
        "BANDSTAND_JWT_ROLES",
        "roles",
        "claim with the viewer's roles: a name, or a path such as realm_access.roles",
    )
    jwt_scopes: str = setting(
        "BANDSTAND_JWT_SCOPES",
        "scope",
        "claim with the viewer's scopes: a name, or a path with dots",
    )
    jwt_leeway_s: int = setting(
        "BANDSTAND_JWT_LEEWAY_S",
        30,
        "allowed clock skew for the times in a token, in seconds",
        within=(0, 300),
    )
    jwt_lifetime_s: int = setting(
        "BANDSTAND_JWT_LIFETIME_S",
        30 * 86_400,
        "longest time until a token may expire, in seconds; one that expires later is refused",
        within=(60, 366 * 86_400),
    )

    @property
    def takes_tokens(self) -> bool:
        """Whether tokens are looked at."""
        return bool(self.jwks_url or self.jwt_key_file)

    def check_tokens(self, authentication: str, *, development: bool) -> None:
        """Check what no setting says alone.

        Raises:
            BadSetting: it does not fit.
        """
        for one in self.jwt_algorithms:
            if one not in ALGORITHMS:
                raise BadSetting(
                    f"BANDSTAND_JWT_ALGORITHMS names {one!r}: expected one of "
                    f"{', '.join(ALGORITHMS)}"
                )
        if not self.takes_tokens:
            if self.jwt_issuer or self.jwt_audience:
                raise BadSetting(
                    "BANDSTAND_JWT_ISSUER or BANDSTAND_JWT_AUDIENCE is set, but no key to verify "
                    "tokens with: set BANDSTAND_JWT_JWKS_URL or BANDSTAND_JWT_KEY_FILE"
                )
            return
        given = "BANDSTAND_JWT_JWKS_URL" if self.jwks_url else "BANDSTAND_JWT_KEY_FILE"
        for key, value in (
            ("BANDSTAND_AUTHENTICATION", authentication),
            ("BANDSTAND_JWT_KEY_FILE", self.jwks_url and self.jwt_key_file),
        ):
            if value:
                raise BadSetting(
                    f"{key} and {given} are both set: only one can authenticate requests; unset one"
                )
        if not self.jwt_algorithms:
            raise BadSetting("BANDSTAND_JWT_ALGORITHMS is empty: name one, such as RS256")
        secret = [one for one in self.jwt_algorithms if one.startswith("HS")]
        if secret and (self.jwks_url or len(secret) < len(self.jwt_algorithms)):
            raise BadSetting(
                f"BANDSTAND_JWT_ALGORITHMS names {secret[0]}, which uses a secret: it needs "
                "BANDSTAND_JWT_KEY_FILE, and cannot be combined with algorithms that use public "
                "keys"
            )
        if self.jwks_url:
            _check_url(self.jwks_url, development=development)
            if not self.jwt_issuer:
                raise BadSetting(
                    "BANDSTAND_JWT_JWKS_URL is set, but BANDSTAND_JWT_ISSUER is not: one key set "
                    "may serve many issuers; set it to the `iss` of your tokens"
                )


def _check_url(url: str, *, development: bool) -> None:
    try:
        split = urlsplit(url)
        host, fits = split.hostname, split.scheme in ("https", "http") and split.port != 0
    except ValueError:
        host, fits = None, False
    # What an address has of passwords is not shown.
    shown = url if "@" not in url else "***"
    if not fits or not host or "@" in url:
        raise BadSetting(
            f"BANDSTAND_JWT_JWKS_URL={shown!r}: expected an address such as "
            "https://id.example/.well-known/jwks.json"
        )
    if split.scheme == "http" and not (development or is_loopback(host)):
        raise BadSetting(
            f"BANDSTAND_JWT_JWKS_URL={shown!r}: over http an attacker could replace the keys; "
            "expected https (http is allowed on loopback, and with BANDSTAND_DEVELOPMENT=1)"
        )


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, and nobody else can be it."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
