"""Limits of derivations: what Lua cannot take is refused, with its line, before it is compiled."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from views.derive.source import Source

NAMES_MAX: Final = 150
"""So many names a function has, a loop counted as one more. Lua has 200 locals."""

HELPERS_MAX, FUNCTIONS_MAX, DEPTH_MAX = 25, 80, 20
"""So many helpers a function calls, so many a derivation has, and so deep they call each other."""

LEVELS_MAX: Final = 50
"""So deep statements and expressions stand in each other; each may be four levels of Lua's 200."""

PARTS_MAX: Final = 100
"""So many arguments a call has, parts a text, and values a tuple."""


def check(source: Source) -> None:
    """Look whether Lua takes a function.

    Raises:
        Misdeclared: something in it is too deep, or has too many parts.
    """
    for node, level in _levels(source.node):
        if level > LEVELS_MAX:
            why = f"it stands {LEVELS_MAX} levels deep, and no more go: say a part in a helper"
            raise source.refuse(node, why)
        parts = max((len(one) for _, one in ast.iter_fields(node) if _is_row(one)), default=0)
        if parts > PARTS_MAX:
            why = f"it has {parts} parts, and at most {PARTS_MAX} go: make two of it"
            raise source.refuse(node, why)


def _levels(root: ast.FunctionDef) -> Iterator[tuple[ast.AST, int]]:
    """All that has a line, and how deep it stands. A recursion might be too deep itself."""
    waiting: list[tuple[ast.AST, int]] = [(one, 1) for one in root.body]
    while waiting:
        node, level = waiting.pop()
        if isinstance(node, (ast.expr, ast.stmt)):
            yield node, level
        waiting += ((one, level + 1) for one in ast.iter_child_nodes(node))


def _is_row(field: object) -> bool:
    """Whether it is a row of expressions; of statements there may be any number."""
    return isinstance(field, list) and all(isinstance(one, ast.expr) for one in field)
