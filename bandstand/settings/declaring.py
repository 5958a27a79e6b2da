"""How a setting is declared: its variable, its default, what it is, and what it may be."""

from __future__ import annotations

from dataclasses import Field, field
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
) -> Any:
    """A setting.

    Args:
        key: the variable. doc: what it is, for `--help`, where what it may be is said after it.
        like: a value of its type, where its default is none. within: the least and the most of a
            number. among: the words that it may be.
    """
    like = default if like is None else like
    if within:
        doc = f"{doc} ({within[0]:,} to {within[1]:,})"
    told = {"key": key, "doc": doc, "like": like, "within": within, "among": among}
    return field(default=default, metadata=told)


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


def shown(one: Field[Any]) -> str:
    """A line on a setting for `--help`: its variable, what it is, and its default."""
    default: Any = one.default
    if default in (None, "", ()):
        value = "unset"
    else:
        value = str(int(default) if isinstance(default, bool) else default)
    return f"  {one.metadata['key']:26} {one.metadata['doc']} [{value}]"


def written(value: Any) -> str:
    """The text that is parsed to a value."""
    if isinstance(value, bool):
        return str(int(value))
    return ",".join(value) if isinstance(value, tuple) else str(value)
