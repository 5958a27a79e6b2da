"""The page of the values: what their comments say, as tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from helm.making import declared

_KEY = re.compile(r"^( *)([A-Za-z0-9_]+):")

_HEAD = """# The values of the chart

Made by `make chart` from the comments of `helm/values.yaml` and from the program's declarations:
change them there. `helm/examples/` has a trial and three regions to start from.

"""


@dataclass(frozen=True)
class Entry:
    """A value: its path, the comment above it, and what it is unless told otherwise."""

    path: tuple[str, ...]
    comment: str
    default: Any

    @property
    def name(self) -> str:
        """Its path as `--set` takes it."""
        return ".".join(self.path)


def entries(text: str) -> Iterator[Entry]:
    """Every value that has a comment, and those whose neighbour's comment speaks for them."""
    values = yaml.safe_load(text)
    path: list[tuple[int, str]] = []
    comment: list[str] = []
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            comment.append(line.strip().removeprefix("#").strip())
        elif not line.strip():
            # What stands alone between empty lines speaks of all that follows, not of one value.
            comment = []
        elif found := _KEY.match(line):
            depth = len(found[1])
            path = [(at, key) for at, key in path if at < depth] + [(depth, found[2])]
            keys = tuple(key for _, key in path)
            yield Entry(keys, " ".join(comment), _at(values, keys))
            comment = []


def _at(values: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        if not isinstance(values, dict) or key not in values:
            return _INSIDE
        values = values[key]
    return values


_INSIDE = object()
"""In the place of a key that is no value's: a part of an example in a list."""


def written(text: str) -> str:
    """The page."""
    parts = [_HEAD]
    settings = {f"settings.{one.group}.{one.key}": one for one in declared.values()}
    every = [one for one in entries(text) if one.default is not _INSIDE]
    for top in dict.fromkeys(one.path[0] for one in every):
        ours = [one for one in every if one.path[0] == top]
        if len(ours) == 1 or _leaf(ours, ours[0]):
            continue
        parts.append(f"## {top}\n\n{ours[0].comment}\n\n".replace("\n\n\n\n", "\n\n"))
        parts.append(_table(ours[1:], ours, settings))
    alone = [one for one in every if len(one.path) == 1 and _leaf(every, one)]
    parts.append("## Of every pod and object\n\n")
    parts.append(_table(alone, every, settings))
    parts.append(_held())
    return "".join(parts).rstrip("\n") + "\n"


def _leaf(every: list[Entry], one: Entry) -> bool:
    """Whether no commented value stands in this one."""
    return not any(
        other.comment and other.path[: len(one.path)] == one.path and other is not one
        for other in every
    )


def _table(shown: list[Entry], every: list[Entry], settings: dict[str, declared.Value]) -> str:
    told = any(one.name in settings for one in shown)
    lines = (
        ["| value | default | what it is | may be | variable |", "|---|---|---|---|---|"]
        if told
        else ["| value | default | what it is |", "|---|---|---|"]
    )
    skipped: tuple[str, ...] = ()
    for one in shown:
        if skipped and one.path[: len(skipped)] == skipped:
            continue
        leaf = _leaf(every, one)
        if leaf and isinstance(one.default, dict | list):
            skipped = one.path
        default = f"`{json.dumps(one.default, ensure_ascii=False)}`" if leaf else ""
        row = [f"`{one.name}`", default, one.comment]
        if told:
            setting = settings.get(one.name)
            row += [setting.expected, f"`{setting.variable}`"] if setting else ["", ""]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
    return "\n".join(lines) + "\n\n"


def _held() -> str:
    lines = ["## Variables that other values say", "", "| variable | said by |", "|---|---|"]
    lines += [f"| `{variable}` | {where} |" for variable, where in declared.HELD.items()]
    return "\n".join(lines) + "\n"
