"""Syntax: what a module says, without how it is written down.

Two texts are the same here when they differ in comments, docstrings, layout, or annotations that
mean nothing at run time. SUBTLE: `ast.dump` is another in each Python (3.12 knows type parameters,
3.13 leaves out what is empty), and so nodes are written here.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec, resolve_name
from pathlib import Path

from crdt.errors import CRDTError

Chain = tuple[str, ...]
"""A name, and the names of attributes behind it: `e.ArticlePublished`."""

_LEFT_OUT = frozenset({"ctx", "kind", "type_comment", "type_params", "returns"})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, eq=False)
class Source:
    """A module's statements.

    bindings: by name, all statements of the module's top that make what it holds. imports: by name,
    the module and what of it; an empty text for the module itself. stars: of which all is imported.
    """

    tree: ast.Module
    bindings: dict[str, list[ast.stmt]]
    imports: dict[str, tuple[str, str]]
    stars: tuple[str, ...]


def source(module: str) -> Source:
    """What a module says; it is read, and not run.

    Raises:
        CRDTError: its text is not there.
    """
    # What is loaded need not be found again by its name.
    loaded = sys.modules.get(module)
    spec = loaded.__spec__ if loaded else find_spec(module)
    try:
        text = Path(spec.origin if spec and spec.origin else "").read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise CRDTError(
            f"the source of {module} is not there: a version is the digest of what code means; "
            "start with the .py files"
        ) from None
    return _parsed(text, (spec and spec.parent) or "")


@lru_cache(maxsize=1024)
def _parsed(text: str, package: str) -> Source:
    tree = ast.parse(text)
    bindings: dict[str, list[ast.stmt]] = {}
    imports: dict[str, tuple[str, str]] = {}
    stars = list[str]()
    for statement in _statements(tree.body):
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                whole = alias.name if alias.asname else alias.name.partition(".")[0]
                imports[alias.asname or whole] = (whole, "")
        elif isinstance(statement, ast.ImportFrom):
            of = imported_from(statement, package)
            for alias in statement.names:
                if alias.name == "*":
                    stars.append(of)
                else:
                    imports[alias.asname or alias.name] = (of, alias.name)
        else:
            for name in _made_by(statement):
                bindings.setdefault(name, []).append(statement)
    return Source(tree, bindings, imports, tuple(stars))


def imported_from(statement: ast.ImportFrom, package: str) -> str:
    """The module that something is imported from."""
    name = "." * statement.level + (statement.module or "")
    return resolve_name(name, package) if statement.level else name


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a module's top; of what is imported under conditions, each import."""
    for statement in body:
        if isinstance(statement, (ast.If, ast.Try, ast.With)):
            for inner in ast.walk(statement):
                if isinstance(inner, (ast.Import, ast.ImportFrom)):
                    yield inner
        yield statement


def _made_by(statement: ast.stmt) -> set[str]:
    """The names that a statement of a module's top makes or changes."""
    if isinstance(statement, (*_FUNCTIONS, ast.ClassDef)):
        return {statement.name}
    found = set[str]()
    for node in ast.walk(statement):
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, ast.Store):
            found.add(_base(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            # `TABLE.append(…)` changes it; what is not called of a name changes none.
            found.add(_base(node.value.func))
    return found - {""}


def _base(node: ast.expr) -> str:
    while isinstance(node, (ast.Subscript, ast.Attribute)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def written(node: ast.AST, *, in_class: bool = False) -> str:
    """A node in one line, the same in every Python. in_class: whether it stands in a class's body,
    where annotations mean something.
    """
    if isinstance(node, ast.Constant):
        # SUBTLE: which characters `repr` escapes depends on Python's table of Unicode.
        return f"{type(node.value).__name__} {node.value!a}"
    if isinstance(node, ast.AnnAssign) and not in_class:
        # One without a value stands nowhere: it is idle.
        return written(ast.Assign([node.target], node.value or ast.Constant(None)))
    if isinstance(node, ast.JoinedStr):
        return f"JoinedStr({_pieces(node)})"
    parts = list[str]()
    for name, held in ast.iter_fields(node):
        if name in _LEFT_OUT or held is None or held == []:
            continue
        if name == "annotation" and isinstance(node, ast.arg):
            continue
        if isinstance(held, list):
            inside = isinstance(node, ast.ClassDef) and name == "body"
            working = [one for one in held if not _is_idle(one, in_class=inside)]
            shown = ", ".join(_shown(one, in_class=inside) for one in working)
            parts.append(f"{name}=[{shown}]")
        else:
            parts.append(f"{name}={_shown(held)}")
    return f"{type(node).__name__}({', '.join(parts)})"


def _shown(held: object, *, in_class: bool = False) -> str:
    return written(held, in_class=in_class) if isinstance(held, ast.AST) else ascii(held)


def _pieces(node: ast.JoinedStr) -> str:
    """The pieces of an f-string: where its text is cut differs between Pythons."""
    pieces = list[str]()
    text = ""
    for one in node.values:
        if isinstance(one, ast.Constant):
            text += str(one.value)
        else:
            pieces += [ascii(text), written(one)] if text else [written(one)]
            text = ""
    return ", ".join([*pieces, ascii(text)] if text else pieces)


def _is_idle(statement: object, *, in_class: bool) -> bool:
    """Whether a statement does nothing: a docstring, `pass`, or a mere annotation."""
    if isinstance(statement, ast.AnnAssign):
        return statement.value is None and not in_class
    constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return constant or isinstance(statement, ast.Pass)


class _Names(ast.NodeVisitor):
    """Which names of its module some code uses; and what it imports by itself."""

    def __init__(self) -> None:
        self.found = set[Chain]()
        self.imported = list[ast.Import | ast.ImportFrom]()
        self._scopes = list[set[str]]()

    def _use(self, name: str, *behind: str) -> None:
        if not any(name in scope for scope in self._scopes):
            self.found.add((name, *behind))

    def visit_Name(self, node: ast.Name) -> None:
        self._use(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        behind = list[str]()
        base: ast.expr = node
        while isinstance(base, ast.Attribute):
            behind.append(base.attr)
            base = base.value
        if isinstance(base, ast.Name):
            self._use(base.id, *reversed(behind))
        else:
            self.visit(base)

    def visit_Import(self, node: ast.Import) -> None:
        self.imported.append(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.imported.append(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit(node.target)
        if node.value:
            self.visit(node.value)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for one in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(one)
        for statement in node.body:
            if isinstance(statement, ast.AnnAssign):
                self._annotation(statement.annotation)
            self.visit(statement)

    def _annotation(self, node: ast.expr) -> None:
        self.visit(node)
        for inner in ast.walk(node):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                try:
                    self.visit(ast.parse(inner.value, mode="eval").body)
                except SyntaxError:
                    continue  # A text that is no name of a type: of a description, say.

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._function(node, node.decorator_list, node.body)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._function(node, node.decorator_list, node.body)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._function(node, [], [node.body])

    def _function(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        decorators: list[ast.expr],
        body: list[ast.stmt] | list[ast.expr],
    ) -> None:
        args = node.args
        for one in (*decorators, *args.defaults, *filter(None, args.kw_defaults)):
            self.visit(one)
        taken = (*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg)
        scope = {one.arg for one in taken if one}
        for statement in body:
            scope |= _bound_in(statement)
        self._scopes.append(scope)
        for statement in body:
            self.visit(statement)
        self._scopes.pop()

    def generic_visit(self, node: ast.AST) -> None:
        if not isinstance(node, _COMPREHENSIONS):
            super().generic_visit(node)
            return
        made = {
            inner.id
            for one in node.generators
            for inner in ast.walk(one.target)
            if isinstance(inner, ast.Name)
        }
        self._scopes.append(made)
        super().generic_visit(node)
        self._scopes.pop()


def _bound_in(node: ast.AST) -> set[str]:
    """The names that a function makes its own."""
    found, outer = set[str](), set[str]()
    waiting: list[ast.AST] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (*_FUNCTIONS, ast.ClassDef)):
            found.add(one.name)
            continue
        if isinstance(one, ast.Lambda):
            continue
        if isinstance(one, ast.Global):
            outer |= set(one.names)
        elif isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load):
            found.add(one.id)
        elif isinstance(one, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in one.names}
        elif isinstance(one, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
            found |= {one.name} if one.name else set()
        elif isinstance(one, ast.MatchMapping) and one.rest:
            found.add(one.rest)
        waiting += ast.iter_child_nodes(one)
    return found - outer


def names_in(statement: ast.stmt) -> tuple[set[Chain], list[ast.Import | ast.ImportFrom]]:
    """The names of the module that a statement uses, and what it imports by itself."""
    names = _Names()
    names.visit(statement)
    return names.found, names.imported
