"""How a setting is declared: its variable, its default, what it is, and what it may be."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import Field, field, fields
from typing import Any

from bandstand.errors import BadSetting


def setting(
    key: str,
    default: Any,
    doc: str,
    *,
    like: Any = None,
    within: tuple[int, int] | None = None,
    among: tuple[str, ...] = (),
    is_file: bool = False,
    is_secret: bool = False,
) -> Any:
    """A setting.

    Args:
        key: the variable. doc: what it is, for `--help`, where what it may be is said after it.
        like: a value of its type, where its default is none. within: the least and the most of a
            number. among: the words that it may be. is_file: whether it is a path. is_secret:
            whether it may hold a password, so that no message shows it.
    """
    like = default if like is None else like
    if within:
        doc = f"{doc} ({within[0]:,} to {within[1]:,})"
    told = {"key": key, "doc": doc, "like": like, "within": within, "among": among}
    return field(default=default, metadata=told | {"is_file": is_file}, repr=not is_secret)


def parse(one: Field[Any], given: str) -> Any:
    """The value of a setting, from its text.

    Raises:
        BadSetting: it is not of the setting's type.
    """
    key, like = one.metadata["key"], one.metadata["like"]
    if isinstance(like, bool):
        if given not in ("0", "1"):
            raise BadSetting(f"{key}={given!r}: expected 0 or 1")
        return given == "1"
    if one.metadata["is_file"]:
        return os.path.abspath(given)  # A child process or a command may run elsewhere.
    if isinstance(like, tuple):
        return tuple(part.strip() for part in given.split(",") if part.strip())
    if isinstance(like, int):
        try:
            return int(given)
        except ValueError:
            raise BadSetting(f"{key}={given!r}: expected a whole number") from None
    return given


def check(one: Field[Any], value: Any) -> None:
    """Check that a value is one of those that its setting may have.

    Raises:
        BadSetting: it is not.
    """
    key, within, among = (one.metadata[name] for name in ("key", "within", "among"))
    if within and not within[0] <= value <= within[1]:
        raise BadSetting(f"{key}={value}: expected {within[0]:,} to {within[1]:,}")
    if among and value not in among:
        *most, last = among
        raise BadSetting(f"{key}={value!r}: expected {', '.join(most)} or {last}")


def check_access(
    group: type, settings: Any, prefix: str, faults: Iterable[tuple[str, str]]
) -> None:
    """Check what lets a process into a server.

    Args:
        group: of which the settings are, each with a prefix to its name. faults: the names without
            it, and what is wrong.

    Raises:
        BadSetting: something is.
    """
    keys = {one.name.removeprefix(prefix): one.metadata["key"] for one in fields(group)}
    for name, why in faults:
        value = "" if name == "url" else f"={getattr(settings, prefix + name)!r}"
        told = re.sub(r"`(\w+)`", lambda found: keys[found[1]], why)
        raise BadSetting(f"{keys[name]}{value}: {told}")


def shown(one: Field[Any]) -> str:
    """A line on a setting for `--help`: its variable, what it is, and its default."""
    return f"  {one.metadata['key']:26} {one.metadata['doc']} [{default_of(one)}]"


def default_of(one: Field[Any]) -> str:
    """What a setting is where nothing is said, as text: `unset` for nothing."""
    default: Any = one.default
    return "unset" if default in (None, "", ()) else written(default)


def written(value: Any) -> str:
    """The text that is parsed to a value."""
    if isinstance(value, bool):
        return str(int(value))
    return ",".join(value) if isinstance(value, tuple) else str(value)
