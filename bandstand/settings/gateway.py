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
        "BANDSTAND_PORT", 8000, "port of the gateway; 0: any free port", within=(0, 65_535)
    )
    workers: int = setting(
        "BANDSTAND_WORKERS", 1, "processes of one gateway, which share its port", within=(1, 64)
    )
    authentication: str = setting(
        "BANDSTAND_AUTHENTICATION",
        "",
        "module:function that takes a request's headers and returns the viewer's id",
    )
    authentication_s: int = setting(
        "BANDSTAND_AUTHENTICATION_S",
        5,
        "timeout of the function in BANDSTAND_AUTHENTICATION, in seconds",
        within=(1, 60),
    )
    trusted_proxies: tuple[str, ...] = setting(
        "BANDSTAND_TRUSTED_PROXIES",
        (),
        "IP addresses or networks of the reverse proxies to trust, comma-separated",
    )
    proxy_header: str = setting(
        "BANDSTAND_PROXY_HEADER",
        HEADERS[0],
        "header in which trusted proxies send the address of the client",
        among=HEADERS,
    )
    cors_origins: str | None = setting(
        "BANDSTAND_CORS_ORIGINS",
        None,
        "allowed origins (CORS), comma-separated; unset: none, but * in development",
    )
    cors_credentials: bool = setting(
        "BANDSTAND_CORS_CREDENTIALS",
        False,
        "1: pages of the allowed origins (CORS) may send cookies",
    )
    wait_ms: int = setting(
        "BANDSTAND_WAIT_MS",
        250,
        "how long a read waits for the events of its consistency token, in milliseconds",
        within=(0, 5_000),
    )
    development: bool = setting(
        "BANDSTAND_DEVELOPMENT",
        False,
        "1: serve GraphiQL, and trust the header X-Viewer; never in production",
    )
    development_exposed: bool = setting(
        "BANDSTAND_DEVELOPMENT_EXPOSED",
        False,
        "1: allow BANDSTAND_DEVELOPMENT where others may connect, as in a container",
    )
    documents: str = setting(
        "BANDSTAND_DOCUMENTS",
        "",
        'JSON file of trusted documents (persisted queries): {"id": "query …"}',
    )
    documents_only: bool = setting(
        "BANDSTAND_DOCUMENTS_ONLY", False, "1: refuse every query that is not a trusted document"
    )
    introspection: bool | None = setting(
        "BANDSTAND_INTROSPECTION",
        None,
        "1: allow introspection of the schema; unset: only in development",
        like=False,
    )
    federation: bool = setting(
        "BANDSTAND_FEDERATION",
        False,
        "1: be a subgraph of a federation: answer _service and _entities",
    )
    compiling: bool = setting(
        "BANDSTAND_COMPILING",
        True,
        "1: compile queries; 0: graphql-core executes all of them, more slowly",
    )
    cache_s: int = setting(
        "BANDSTAND_CACHE_S",
        0,
        "how long caches may keep an anonymous answer to a GET, in seconds",
        within=(0, 3_600),
    )
    web: str = setting(
        "BANDSTAND_WEB",
        "",
        "folder of static files to serve at /, such as a front end",
    )
    console: str = setting(
        "BANDSTAND_CONSOLE", "", "address of a `bandstand console`, to which /console redirects"
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
                "BANDSTAND_DOCUMENTS_ONLY=1, but BANDSTAND_DOCUMENTS names no file: every query "
                "would be refused; name a file of trusted documents"
            )
        if self.documents_only and self.federation:
            raise BadSetting(
                "BANDSTAND_DOCUMENTS_ONLY=1 and BANDSTAND_FEDERATION=1: a federation gateway "
                "writes its own queries, and none of them is a trusted document; unset one of "
                "the two, and keep trusted documents at that gateway"
            )
        if self.web and not Path(self.web).is_dir():
            raise BadSetting(f"BANDSTAND_WEB={self.web!r}: not a folder")
        for origin in self.origins:
            if origin != "*" and not re.fullmatch(r"https?://[^/,\s@A-Z]+", origin):
                raise BadSetting(
                    f"BANDSTAND_CORS_ORIGINS: {origin!r} is not an origin: expected one such as "
                    "https://cars.example:8443, in lower case and without a path, or *"
                )
        if self.cors_credentials and not self.origins:
            raise BadSetting(
                "BANDSTAND_CORS_CREDENTIALS=1, but BANDSTAND_CORS_ORIGINS names no origin whose "
                "pages may send cookies: name the origins, or unset it (a page that the gateway "
                "serves needs neither)"
            )
        if self.cors_credentials and "*" in self.origins:
            raise BadSetting(
                "BANDSTAND_CORS_CREDENTIALS=1, but BANDSTAND_CORS_ORIGINS is * (the default in "
                "development): any page could send anybody's cookies; name the origins"
            )
