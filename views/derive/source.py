"""Source: a derivation's function as a syntax tree, and what the names in it mean."""

from __future__ import annotations

import ast
import builtins
import inspect
import textwrap
from collections.abc import Callable
from functools import cached_property
from types import FunctionType, ModuleType
from typing import Any, Final

from crdt.meaning import shown_file
from views.errors import Misdeclared

MISSING: Final = object()
"""What a name means that means nothing."""


class Source:
    """One function: where it is written, its tree, and its scope.

    Raises:
        Misdeclared: its source is not to be had, or is more than a plain function.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        if not isinstance(function, FunctionType):
            raise Misdeclared(f"{function!r} is no function that is written in Python")
        self.function: FunctionType = function
        self.name: str = function.__name__
        try:
            lines, self.first_line = inspect.getsourcelines(function)
        except (OSError, TypeError):
            raise Misdeclared(
                f"{function.__module__}.{function.__qualname__}: its source is not to be had; a "
                "derivation is compiled from a file, so define it in a module"
            ) from None
        found = inspect.getsourcefile(function) or function.__code__.co_filename
        self.file: str = shown_file(found)
        [node] = ast.parse(textwrap.dedent("".join(lines))).body
        if not isinstance(node, ast.FunctionDef):
            raise Misdeclared(
                f"{shown_file(self.file)}:{self.first_line}: {self.name} is no plain function"
            )
        self.node: ast.FunctionDef = node
        ast.increment_lineno(node, self.first_line - 1)

    def refuse(self, node: ast.AST, why: str) -> Misdeclared:
        """The error that names a line. why: what is wrong there, and the way out."""
        line = getattr(node, "lineno", self.first_line)
        return Misdeclared(f"{shown_file(self.file)}:{line}: {ast.unparse(node)[:80]!r}: {why}")

    @cached_property
    def closure(self) -> dict[str, Any]:
        """What the function took from around it, by name."""
        names, cells = self.function.__code__.co_freevars, self.function.__closure__ or ()
        return {name: cell.cell_contents for name, cell in zip(names, cells, strict=True)}

    def meaning(self, node: ast.expr) -> Any:
        """What a name, or a name's attribute, means where the function was defined; `MISSING`
        where it means nothing, or is something of the function's own.
        """
        if isinstance(node, ast.Name):
            if node.id in self.locals:
                return MISSING
            for scope in (self.closure, self.function.__globals__, vars(builtins)):
                if node.id in scope:
                    return scope[node.id]
        if isinstance(node, ast.Attribute):
            of = self.meaning(node.value)
            if isinstance(of, (type, ModuleType)):
                # Of a class what stands in it, and not what it gives for an instance of none.
                return inspect.getattr_static(of, node.attr, MISSING)
        return MISSING

    @cached_property
    def locals(self) -> frozenset[str]:
        """The names that the function gives something itself."""
        return frozenset(
            name.id
            for name in ast.walk(self.node)
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
        ) | frozenset(self.parameters)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters."""
        given = self.node.args
        if given.vararg or given.kwarg or given.defaults or given.kw_defaults:
            raise self.refuse(self.node.args, "a parameter is plain: no *, ** and no default")
        return tuple(one.arg for one in (*given.posonlyargs, *given.args))
