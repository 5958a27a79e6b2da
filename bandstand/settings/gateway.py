"""A gateway: where it answers, whom, and with what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bandstand.errors import BadSetting
from bandstand.settings.declaring import setting
from gateway.transport.proxies import HEADERS, Proxies


@dataclass(frozen=True)
class GatewaySettings:
    """The gateway"""

    port: int = setting(
        "BANDSTAND_PORT", 8000, "where the gateway listens; 0: any", within=(0, 65_535)
    )
    workers: int = setting(
        "BANDSTAND_WORKERS", 1, "processes of a gateway, on one port", within=(1, 64)
    )
    authentication: str = setting(
        "BANDSTAND_AUTHENTICATION", "", "module:function from headers to a viewer's id"
    )
    authentication_s: int = setting(
        "BANDSTAND_AUTHENTICATION_S", 5, "how long that function may take", within=(1, 60)
    )
    trusted_proxies: tuple[str, ...] = setting(
        "BANDSTAND_TRUSTED_PROXIES",
        (),
        "addresses and networks that say from where a request comes, commas between",
    )
    proxy_header: str = setting(
        "BANDSTAND_PROXY_HEADER", HEADERS[0], "the header in which they say it", among=HEADERS
    )
    cors_origins: str | None = setting(
        "BANDSTAND_CORS_ORIGINS", None, "allowed origins, commas between; unset: * in development"
    )
    cors_credentials: bool = setting(
        "BANDSTAND_CORS_CREDENTIALS", False, "1: pages of those origins may ask with cookies"
    )
    wait_ms: int = setting(
        "BANDSTAND_WAIT_MS", 250, "how long a read waits for its token", within=(0, 5_000)
    )
    development: bool = setting(
        "BANDSTAND_DEVELOPMENT", False, "1: GraphiQL, and the header X-Viewer is believed"
    )
    development_exposed: bool = setting(
        "BANDSTAND_DEVELOPMENT_EXPOSED",
        False,
        "1: also where others reach it, as in a container",
    )
    documents: str = setting(
        "BANDSTAND_DOCUMENTS", "", 'a file of trusted documents, {"id": "query …"}'
    )
    documents_only: bool = setting(
        "BANDSTAND_DOCUMENTS_ONLY", False, "1: nothing but trusted documents is answered"
    )
    introspection: bool | None = setting(
        "BANDSTAND_INTROSPECTION",
        None,
        "1: queries may ask for the schema; unset: in development",
        like=False,
    )
    federation: bool = setting(
        "BANDSTAND_FEDERATION",
        False,
        "1: a subgraph: a federation gateway may ask for the schema, and for entities",
    )
    compiling: bool = setting(
        "BANDSTAND_COMPILING", True, "0: graphql-core answers everything, and slowly"
    )
    cache_s: int = setting(
        "BANDSTAND_CACHE_S",
        0,
        "how long an anonymous answer to a GET may be kept",
        within=(0, 3_600),
    )
    web: str = setting(
        "BANDSTAND_WEB",
        "",
        "a folder of static files that the gateway serves at /, for example a page",
    )
    console: str = setting(
        "BANDSTAND_CONSOLE", "", "the address of a console, to which /console leads"
    )

    @property
    def origins(self) -> list[str]:
        """The origins whose pages may ask, or `*`."""
        given = self.cors_origins
        if given is None:
            given = "*" if self.development else ""
        return [origin.strip() for origin in given.split(",") if origin.strip()]

    @property
    def proxies(self) -> Proxies:
        """The proxies that are trusted.

        Raises:
            BadSetting: one is no address and no network.
        """
        try:
            return Proxies(self.trusted_proxies, self.proxy_header)
        except ValueError as error:
            given = ",".join(self.trusted_proxies)
            raise BadSetting(f"BANDSTAND_TRUSTED_PROXIES={given!r}: {error}") from None

    def check_gateway(self) -> None:
        """Check what no setting says alone.

        Raises:
            BadSetting: it does not fit.
        """
        _ = self.proxies
        if self.documents_only and not self.documents:
            raise BadSetting(
                "BANDSTAND_DOCUMENTS_ONLY=1, and BANDSTAND_DOCUMENTS names no file: nothing could "
                "be answered"
            )
        if self.documents_only and self.federation:
            raise BadSetting(
                "BANDSTAND_DOCUMENTS_ONLY=1 and BANDSTAND_FEDERATION=1: a federation gateway "
                "writes its queries itself, and none of them is a trusted document; keep trusted "
                "documents at that gateway, and leave one of the two out here"
            )
        if self.web and not Path(self.web).is_dir():
            raise BadSetting(f"BANDSTAND_WEB={self.web!r}: not a folder")
        for origin in self.origins:
            if origin != "*" and not re.fullmatch(r"https?://[^/,\s@A-Z]+", origin):
                raise BadSetting(
                    f"BANDSTAND_CORS_ORIGINS: {origin!r} is no origin as browsers send it: "
                    "expected such as https://cars.example:8443, in lower case and without a "
                    "path, or *"
                )
        if self.cors_credentials and not self.origins:
            raise BadSetting(
                "BANDSTAND_CORS_CREDENTIALS=1, and BANDSTAND_CORS_ORIGINS names no page that could "
                "ask with cookies: name the origins, or leave it out (our own page needs neither)"
            )
        if self.cors_credentials and "*" in self.origins:
            raise BadSetting(
                "BANDSTAND_CORS_CREDENTIALS=1, and BANDSTAND_CORS_ORIGINS is * (as it is in "
                "development, unset): any page could ask with anybody's cookies; name the origins"
            )
