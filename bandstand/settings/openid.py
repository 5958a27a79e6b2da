"""Signing in on a page: which provider sends people back with a token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bandstand.errors import BadSetting
from bandstand.settings.declaring import setting
from bandstand.settings.tokens import is_loopback
from gateway.pages.signing_in import SignIn

_ORIGIN = re.compile(r"https?://[^/,;\s@A-Z]+")


@dataclass(frozen=True)
class OpenIDSettings:
    """Sign-in on a page (OpenID Connect)"""

    oidc_client: str = setting(
        "BANDSTAND_OIDC_CLIENT",
        "",
        "client id of the page at the OpenID provider; unset: no sign-in by OpenID Connect",
    )
    oidc_scope: str = setting(
        "BANDSTAND_OIDC_SCOPE",
        "openid profile offline_access",
        "scopes that the page requests from the OpenID provider, separated by spaces",
    )
    oidc_parameters: tuple[str, ...] = setting(
        "BANDSTAND_OIDC_PARAMETERS",
        (),
        "extra parameters of the OpenID sign-in, comma-separated, such as audience=feeds",
    )
    oidc_origins: tuple[str, ...] = setting(
        "BANDSTAND_OIDC_ORIGINS",
        (),
        "more origins of the OpenID provider, besides that of its issuer, comma-separated",
    )

    def sign_in(self, issuers: tuple[str, ...], *, believing: bool) -> SignIn:
        """How one signs in. issuers: whose tokens are believed.

        Args:
            believing: whether whoever sends X-Viewer is.

        Raises:
            BadSetting: it does not fit.
        """
        if not self.oidc_client:
            return SignIn(believing=believing)
        if len(issuers) != 1:
            raise BadSetting(
                f"BANDSTAND_OIDC_CLIENT is set, and BANDSTAND_JWT_ISSUER names {len(issuers)} "
                "issuers: expected exactly one, which the page signs in with"
            )
        [issuer] = issuers
        split = urlsplit(issuer)
        if not (
            split.hostname
            and (
                split.scheme == "https" or (split.scheme == "http" and is_loopback(split.hostname))
            )
        ):
            raise BadSetting(
                f"BANDSTAND_OIDC_CLIENT is set, and BANDSTAND_JWT_ISSUER={issuer!r} has no "
                "/.well-known/openid-configuration that a browser can read: expected https, or "
                "http on loopback"
            )
        for origin in self.oidc_origins:
            if not _ORIGIN.fullmatch(origin):
                raise BadSetting(
                    f"BANDSTAND_OIDC_ORIGINS: {origin!r} is not an origin: expected one such as "
                    "https://tokens.example, in lower case and without a path"
                )
        pairs = [one.partition("=") for one in self.oidc_parameters]
        if odd := [given for given in self.oidc_parameters if "=" not in given]:
            raise BadSetting(
                f"BANDSTAND_OIDC_PARAMETERS: {odd[0]!r}: expected name=value, such as "
                "audience=feeds"
            )
        return SignIn(
            believing=False,
            issuer=issuer,
            client=self.oidc_client,
            scope=self.oidc_scope,
            parameters={name: value for name, _, value in pairs},
            origins=(f"{split.scheme}://{split.netloc}", *self.oidc_origins),
        )
