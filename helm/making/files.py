"""The files that are made: the schema, the templates' list, the page; and what values lack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helm.making import declared, page

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "helm"
VALUES = CHART / "values.yaml"
WIDTH = 100


def made() -> dict[Path, str]:
    """Every file that is made, and what it should say."""
    filled = filled_in(VALUES.read_text(encoding="utf-8"), list(declared.values()))
    return {
        VALUES: filled,
        CHART / "files" / "settings.json": settings(),
        CHART / "values.schema.json": schema(),
        ROOT / "docs" / "helm.md": page.written(filled),
    }


def settings() -> str:
    """Which variable says which value, and whether one process alone reads it."""
    told = [
        {"group": one.group, "key": one.key, "variable": one.variable, "only": one.only}
        for one in declared.values()
    ]
    return pretty(told) + "\n"


def schema() -> str:
    """The schema: what stands in it by hand, and `settings` as they are declared."""
    path = CHART / "values.schema.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    groups: dict[str, Any] = {}
    for one in declared.values():
        group = groups.setdefault(
            one.group,
            {"type": "object", "additionalProperties": False, "properties": {}},
        )
        group["properties"][one.key] = one.schema
    for name, rules in declared.TOGETHER.items():
        groups[name]["allOf"] = rules
    found["properties"]["settings"] = {
        "description": "Made from the program's declarations: make chart",
        "type": "object",
        "additionalProperties": False,
        "required": list(groups),
        "properties": groups,
    }
    return pretty(found) + "\n"


def filled_in(text: str, values: list[declared.Value]) -> str:
    """The values with every setting that they lack, each under what its declaration says of it."""
    lines = text.splitlines()
    for one in values:
        start = lines.index("settings:")
        end = _end(lines, start)
        head = f"  {one.group}:"
        if head not in lines[start:end]:
            # The empty line that parts this block from the next stays behind it.
            at = _last(lines, start, end)
            lines[at:at] = [f"  # {_sentence(one.title)}", head]
            end += 2
        group = lines.index(head, start)
        close = _end(lines, group, depth=2)
        if not any(line.startswith(f"    {one.key}:") for line in lines[group:close]):
            at = _last(lines, group, close)
            said = f"    {one.key}: {json.dumps(one.default, ensure_ascii=False)}"
            lines[at:at] = [f"    # {_sentence(one.doc)}", said]
    return "\n".join(lines) + "\n"


def _end(lines: list[str], start: int, depth: int = 0) -> int:
    """Where the block that begins at a line ends: at the next line that is no deeper."""
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line.strip() and len(line) - len(line.lstrip()) <= depth:
            return at
    return len(lines)


def _last(lines: list[str], start: int, end: int) -> int:
    """The end of a block without the empty lines and the outer comments that follow it."""
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _sentence(doc: str) -> str:
    return f"{doc[0].upper()}{doc[1:]}" + ("" if doc.endswith((".", "…")) else ".")


def pretty(value: Any, indent: int = 0, before: int = 0) -> str:
    """JSON in which whatever fits stands on one line.

    Args:
        indent: how far in its lines begin. before: what stands before it on its first line.
    """
    flat = json.dumps(value, ensure_ascii=False)
    # A comma may follow.
    if not isinstance(value, dict | list) or not value or before + len(flat) < WIDTH:
        return flat
    inner = " " * (indent + 2)
    heads = [f"{inner}{json.dumps(key)}: " for key in value] if isinstance(value, dict) else []
    heads = heads or [inner] * len(value)
    parts = value.values() if isinstance(value, dict) else value
    lines = [
        head + pretty(one, indent + 2, len(head)) for head, one in zip(heads, parts, strict=True)
    ]
    first, last = "{}" if isinstance(value, dict) else "[]"
    return f"{first}\n" + ",\n".join(lines) + "\n" + " " * indent + last
