"""Settings: each variable with what it is and may be, and the value of the chart that says it."""

from __future__ import annotations

import re
from dataclasses import fields

from bandstand.settings.declaring import default_of
from bandstand.settings.settings import GROUPS
from helm.making import declared

_HEAD = """# Settings

What a process is told, in its environment. It is read once, where the process starts; a value that
does not fit is refused with its name. The chart says each by a [value](../helm.md).
"""


def pages() -> dict[str, str]:
    """The page."""
    values = {one.variable: one for one in declared.values()}
    parts = [_HEAD]
    for group in GROUPS:
        parts.append(f"## {group.__doc__}\n")
        for one in fields(group):
            key, doc = one.metadata["key"], one.metadata["doc"]
            told = [f"Default: {_shown(default_of(one))}"]
            if among := one.metadata["among"]:
                told.append("one of " + ", ".join(f"`{word}`" for word in among))
            elif isinstance(one.metadata["like"], bool):
                told.append("`0` or `1`")
            if found := values.get(key):
                told.append(f"in the chart `settings.{found.group}.{found.key}`")
            elif key in declared.HELD:
                told.append(f"in the chart: {declared.HELD[key]}")
            said = re.sub(r"(?<![`\w])(\{.*?\})", r"`\1`", doc)
            parts += [f"### `{key}`\n", f"{said[0].upper()}{said[1:]}.\n", "; ".join(told) + ".\n"]
    return {"reference/settings.md": "\n".join(parts)}


def _shown(default: str) -> str:
    return default if default == "unset" else f"`{default}`"
