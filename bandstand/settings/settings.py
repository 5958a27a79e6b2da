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
from bandstand.settings.process import ProcessSettings
from bandstand.settings.store import StoreSettings

GROUPS = (LogSettings, StoreSettings, ProcessSettings, GatewaySettings, LimitSettings)


@dataclass(frozen=True)
class Settings(LogSettings, StoreSettings, ProcessSettings, GatewaySettings, LimitSettings):
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
        return made

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
        raise BadSetting(f"{project}: {error}; mend it, or set BANDSTAND_DOMAIN") from None
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
