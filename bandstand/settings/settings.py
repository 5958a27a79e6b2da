"""Settings: all of them, in groups that stand in files of their own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from bandstand.errors import BadSetting
from bandstand.settings import declaring
from bandstand.settings.gateway import GatewaySettings
from bandstand.settings.limits import LimitSettings
from bandstand.settings.log import LogSettings
from bandstand.settings.media import MediaSettings
from bandstand.settings.openid import OpenIDSettings
from bandstand.settings.process import ProcessSettings
from bandstand.settings.store import StoreSettings
from bandstand.settings.tokens import TokenSettings, is_loopback
from gateway.pages.signing_in import SignIn

GROUPS = (
    LogSettings,
    StoreSettings,
    ProcessSettings,
    GatewaySettings,
    TokenSettings,
    OpenIDSettings,
    MediaSettings,
    LimitSettings,
)


@dataclass(frozen=True)
class Settings(
    LogSettings,
    StoreSettings,
    ProcessSettings,
    GatewaySettings,
    TokenSettings,
    OpenIDSettings,
    MediaSettings,
    LimitSettings,
):
    """All that a process can be told."""

    @classmethod
    def load(cls, environment: Mapping[str, str]) -> Settings:
        """Read and check all settings.

        Raises:
            BadSetting: a value does not fit; the message names key and value.
        """
        values = _declared(environment, Path("pyproject.toml"))
        for one in fields(cls):
            key = one.metadata["key"]
            given = environment.get(key)
            if given is None or (given == "" and key != "BANDSTAND_CORS_ORIGINS"):
                continue
            values[one.name] = declaring.parse(one, given)
        made = cls(**values)
        for one in fields(cls):
            declaring.check(one, getattr(made, one.name))
        made.check_log()
        made.check_store()
        made.check_gateway()
        made.check_media()
        made.check_tokens(made.authentication, development=made.development)
        made.check_exposed()
        _ = made.signing_in
        return made

    @property
    def believes_anybody(self) -> bool:
        """Whether whoever sends the header X-Viewer is believed."""
        return self.development and not (self.authentication or self.takes_tokens)

    @property
    def signing_in(self) -> SignIn:
        """How one signs in on a page.

        Raises:
            BadSetting: what is said of it does not fit.
        """
        return self.sign_in(self.jwt_issuer, believing=self.believes_anybody)

    def check_exposed(self) -> None:
        """Check that nobody else reaches a gateway that believes anybody.

        Raises:
            BadSetting: they do.
        """
        if self.believes_anybody and not (self.development_exposed or is_loopback(self.host)):
            raise BadSetting(
                f"BANDSTAND_HOST={self.host!r}: others can connect to it, and "
                "BANDSTAND_DEVELOPMENT=1 trusts the header X-Viewer; set "
                "BANDSTAND_AUTHENTICATION or BANDSTAND_JWT_JWKS_URL, or "
                "BANDSTAND_DEVELOPMENT_EXPOSED=1 if only you can connect"
            )

    def environment(self) -> dict[str, str]:
        """The settings as environment variables, for a child process."""
        found = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value is not None:
                found[one.metadata["key"]] = declaring.written(value)
        return found


def _declared(environment: Mapping[str, str], project: Path) -> dict[str, Any]:
    """What a pyproject.toml says that the environment does not: the domain, or nothing.

    Raises:
        BadSetting: it cannot be read, or what it names is no text.
    """
    if environment.get("BANDSTAND_DOMAIN"):
        return {}
    try:
        found = tomllib.loads(project.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadSetting(f"{project}: {error}; correct it, or set BANDSTAND_DOMAIN") from None
    tool = found.get("tool")
    own = tool.get("bandstand") if isinstance(tool, dict) else None
    named = own.get("domain") if isinstance(own, dict) else None
    if named is None:
        return {}
    if not isinstance(named, str) or not named:
        raise BadSetting(f"{project}: domain of [tool.bandstand] is {named!r}: give a name")
    return {"domain": named}


def described() -> str:
    """All settings for `--help`, group by group."""
    lines = []
    for group in GROUPS:
        lines.append(f"  {group.__doc__}:")
        lines += [f"  {declaring.shown(one)}" for one in fields(group)]
    return "\n".join(lines)
