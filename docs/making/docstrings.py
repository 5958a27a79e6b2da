"""How our docstrings are read: several arguments may stand on one line.

    Args:
        key: the variable. doc: what it is.

An extension of griffe, which the site's builder loads by itself: it must not import ours.
"""

from __future__ import annotations

import re
from typing import Any

import griffe


class Arguments(griffe.Extension):  # type: ignore[misc]
    """Gives each argument that is told of a line of its own."""

    def on_function(self, *, func: Any, **_: Any) -> None:
        """Rewrite the docstring of a function."""
        if func.docstring is not None:
            func.docstring.value = apart(
                func.docstring.value, [one.name for one in func.parameters]
            )


def apart(text: str, names: list[str]) -> str:
    """A docstring in which each of these arguments begins a line.

    >>> apart("Do.\\n\\nArgs:\\n    one: a thing. two: another.", ["one", "two"])
    'Do.\\n\\nArgs:\\n    one: a thing.\\n    two: another.'
    """
    found = re.search(r"(?<=^Args:\n)(?:    .*\n?|\n)+", text, re.MULTILINE)
    if not found or not names:
        return text
    named = "|".join(re.escape(one.lstrip("*")) for one in names)
    pattern = rf"((?:{named})(?:, (?:{named}))*): "
    flat = re.sub(r"\n {8,}", " ", found[0])
    lines: list[str] = []
    for line in flat.splitlines():
        for part in re.sub(rf"(?<=[.;)`]) +(?={pattern})", "\n", line.strip()).split("\n"):
            told = re.match(pattern, part)
            of = told[1].split(", ") if told else []
            said = part[told.end() :] if told else ""
            lines += [f"    {name}: {said}" for name in of] or [f"    {part}" if part else ""]
    return text[: found.start()] + "\n".join(lines) + text[found.end() :]
