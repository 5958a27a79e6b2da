"""Meaning: the digest of what code does, followed by its names wherever they lead.

    meaning([Article, article_published])     # 64 hex digits

From functions and classes, names are followed to helpers, their helpers and constants, in the
package or module where they are. What is plain data counts by its value, other code by its syntax,
machinery by its modules, and what is installed by name and version. Neither the folder nor the
order of imports shows. Sources are read once, where a process starts: the one I/O of this package.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache, partial
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from types import CellType, CodeType, FunctionType, MethodType, ModuleType

from crdt.errors import CRDTError
from crdt.records import Field
from crdt.syntax import Chain, imported_from, names_in, source, written

MACHINERY = frozenset(
    {"crdt", "secrecy", "eventlog", "views", "search", "projector", "gateway", "bandstand"}
)
_PLAIN_LUA = re.compile(r"""[^-\['"\n]+""")
"""What begins neither a comment nor a text, and is in one line."""
_PLAIN = (type(None), bool, int, float, complex, str, bytes, type(...))


def meaning(of: Iterable[object]) -> str:
    """The digest of what some functions, classes and values mean: 64 hex digits.

    Raises:
        CRDTError: the source of one is not there.
    """
    reading = _Reading()
    roots = [reading.root(one) for one in of]
    lines = [f"{unit}\n{text}" for unit, text in sorted(reading.units.items())]
    return sha256("\n\n".join([*roots, *lines]).encode()).hexdigest()


@cache
def meaning_of_modules(*names: str) -> str:
    """The digest of what whole modules say: 64 hex digits. They are read, and not run."""
    lines = [f"{name}\n{_module(name)}" for name in sorted(names)]
    return sha256("\n\n".join(lines).encode()).hexdigest()


def modules_in(package: ModuleType, *rooms: str) -> list[str]:
    """The names of a package's own modules, and of those in some of its rooms."""
    folder = Path(package.__file__ or "").parent
    found = [package.__name__]
    for path in sorted(
        [*folder.glob("*.py"), *(p for r in rooms for p in folder.glob(f"{r}/*.py"))]
    ):
        parts = path.relative_to(folder).with_suffix("").parts
        if parts[-1] != "__init__":
            found.append(".".join((package.__name__, *parts)))
    return found


def lua_of(text: str) -> str:
    """Lua without comments of whole lines and at the end of one, and without blank lines."""
    kept, at, line = list[str](), 0, list[str]()

    def end() -> None:
        if said := "".join(line).strip():
            kept.append(said)
        line.clear()

    while at < len(text):
        if plain := _PLAIN_LUA.match(text, at):
            line.append(plain[0])
            at = plain.end()
            continue
        level = _long_bracket(text, at + 2 if text.startswith("--", at) else at)
        if text.startswith("--", at):
            close = f"]{'=' * (level - 2)}]" if level else "\n"
            until = text.find(close, at + 2)
            # A line break ends the line that the comment stands in.
            at = len(text) if until < 0 else until + (len(close) if level else 0)
        elif text[at] in "'\"" or level:
            close = f"]{'=' * (level - 2)}]" if level else text[at]
            until = at + (level or 1)
            while until < len(text) and not text.startswith(close, until):
                until += 2 if text[until] == "\\" and not level else 1
            line.append(text[at : until + len(close)])
            at = until + len(close)
        elif text[at] == "\n":
            end()
            at += 1
        else:
            line.append(text[at])
            at += 1
    end()
    return "\n".join(kept)


def _long_bracket(text: str, at: int) -> int:
    """The length of `[[` or `[==[` that begins there; 0 where none does."""
    until = at + 1
    while text.startswith("=", until):
        until += 1
    return until + 1 - at if text[at : at + 1] == "[" and text.startswith("[", until) else 0


def place_of(what: object, attribute: str = "") -> str:
    """`file:line` of a function or class, or of what its body gives an attribute; its name, where
    there is no file or no such line.
    """
    name, qualname = getattr(what, "__module__", ""), getattr(what, "__qualname__", "")
    code = getattr(what, "__code__", None)
    if isinstance(code, CodeType):
        return f"{shown_file(code.co_filename)}:{code.co_firstlineno}"
    try:
        spec, found = find_spec(name), source(name)
    except (CRDTError, ValueError, ImportError):
        return f"{name}.{qualname}"
    body: list[ast.stmt] = found.tree.body
    line = 0
    for part in qualname.split("."):
        inner = [
            one
            for statement in body
            for one in ast.walk(statement)
            if isinstance(one, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
            and one.name == part
        ]
        if inner:
            line, body = inner[-1].lineno, inner[-1].body
    if line == 0:
        return f"{name}.{qualname}"
    for statement in body:
        targets = statement.targets if isinstance(statement, ast.Assign) else ()
        given = (statement.target,) if isinstance(statement, ast.AnnAssign) else targets
        if any(isinstance(one, ast.Name) and one.id == attribute for one in given):
            line = statement.lineno
    return f"{shown_file(spec.origin or name if spec else name)}:{line}"


def shown_file(filename: str) -> str:
    """A file as it is seen from here."""
    path, here = Path(filename), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else filename


@cache
def _module(name: str) -> str:
    return written(source(name).tree)


@cache
def _distributions() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()


def _plain(value: object) -> str | None:
    """What stands for a value that nobody can change; None for any other."""
    if isinstance(value, _PLAIN) and type(value) in _PLAIN:
        return f"{type(value).__name__} {value!a}"
    if type(value) is tuple or type(value) is frozenset:
        inner = [_plain(one) for one in value]
        known = [one for one in inner if one is not None]
        if len(known) < len(inner):
            return None
        shown = sorted(known) if type(value) is frozenset else known
        return f"{type(value).__name__}({', '.join(shown)})"
    return None


class _Reading:
    """What some roots mean: units by name, each with its text and where its names lead."""

    def __init__(self) -> None:
        self.units = dict[str, str]()
        self._own = set[str]()
        self._told = dict[int, tuple[object, str]]()
        # A module is read once: it may be written anew for another reading.
        self._source = cache(source)

    def root(self, what: object) -> str:
        """Follow something that is there at run time; what stands for it."""
        plain = _plain(what)
        if plain is not None:
            return plain
        if isinstance(what, (type, FunctionType)):
            return self._declared(what)
        if id(what) not in self._told:
            # Kept, so that no other gets its id; it may lead back to itself.
            self._told[id(what)] = (what, "again")
            self._told[id(what)] = (what, self._held(what))
        return self._told[id(what)][1]

    def _held(self, what: object) -> str:
        """What stands for something that holds others."""
        if isinstance(what, (list, tuple)):
            return f"[{', '.join([self.root(one) for one in what])}]"
        if isinstance(what, (set, frozenset)):
            return f"{{{', '.join(sorted(self.root(one) for one in what))}}}"
        if isinstance(what, Mapping):
            pairs = [f"{self.root(key)}: {self.root(value)}" for key, value in what.items()]
            return f"{{{', '.join(sorted(pairs))}}}"
        if isinstance(what, MethodType):
            return f"{self.root(what.__func__)} of {self.root(what.__self__)}"
        if isinstance(what, partial):
            return f"partial {self.root([what.func, what.args, what.keywords])}"
        if isinstance(what, ModuleType):
            return self._whole(what.__name__)
        if isinstance(what, Field) and hasattr(what, "slot"):
            return f"{self.root(what.slot.record)}.{what.name}"
        if isinstance(what, CellType):
            try:
                return self.root(what.cell_contents)
            except ValueError:
                return "empty"
        held = getattr(what, "__dict__", {})
        return f"{self.root(type(what))} {self.root(held) if held else ''}"

    def _declared(self, what: type | FunctionType) -> str:
        """A class or function, by the statement of its module's top that it comes of."""
        module, first = what.__module__, what.__qualname__.partition(".")[0]
        code = what.__code__ if isinstance(what, FunctionType) else None
        if self._foreign(module, is_root=True) is not None:
            return self._whole(module)
        if code and first not in self._source(module).bindings:
            first = _name_at(module, code.co_firstlineno)
        unit = self._unit(module, first)
        told = f"{unit} {what.__qualname__}"
        if vars(sys.modules[module]).get(first) is what:
            return told
        # It was made by another function, which knows more than its text says.
        if isinstance(what, FunctionType):
            more: list[object] = [what.__closure__, what.__defaults__, what.__kwdefaults__]
            more.append(getattr(what, "__wrapped__", None))
        else:
            more = [[name, value] for name, value in vars(what).items() if _plain(value)]
        return f"{told} {self.root(more)}"

    def _unit(self, module: str, name: str) -> str:
        """A name of a module's top, with all that it leads to."""
        unit = f"{module}:{name}"
        if unit in self.units:
            return unit
        self.units[unit] = ""  # It may lead back to itself.
        statements = self._source(module).bindings.get(name, [])
        value = self._value(module, name, statements)
        if value is not None:
            self.units[unit] = value
            return unit
        chains, leads = set[Chain](), set[str]()
        for statement in statements:
            found, imported = names_in(statement)
            chains |= found
            for one in imported:
                leads |= {f"import {lead}" for lead in self._imported(module, one)}
        for chain in sorted(chains):
            lead = self._lead(module, chain)
            if lead and lead != unit:
                leads.add(f"{'.'.join(chain)} {lead}")
        text = "\n".join(written(statement) for statement in statements)
        self.units[unit] = "\n".join([text, *sorted(leads)])
        return unit

    def _value(self, module: str, name: str, statements: list[ast.stmt]) -> str | None:
        """What stands for a constant that is plain data; None for all else."""
        loaded = sys.modules.get(module)
        if loaded is None or not all(
            isinstance(s, (ast.Assign, ast.AnnAssign)) for s in statements
        ):
            return None
        # The folder of a file is not what code means.
        if any(("__file__",) in names_in(statement)[0] for statement in statements):
            return None
        return _plain(vars(loaded).get(name, loaded))

    def _imported(self, module: str, statement: ast.Import | ast.ImportFrom) -> list[str]:
        """Where that leads which a function imports by itself."""
        if isinstance(statement, ast.Import):
            return [self._in_module(alias.name, ()) for alias in statement.names]
        spec = find_spec(module)
        of = imported_from(statement, (spec.parent if spec else "") or "")
        return [self._in_module(of, (alias.name,)) for alias in statement.names]

    def _lead(self, module: str, chain: Chain) -> str:
        """Where a name of a module leads; an empty text for what is Python's own."""
        found, first = self._source(module), chain[0]
        if first in found.bindings:
            return self._unit(module, first)
        if first in found.imports:
            of, name = found.imports[first]
            if (of, name) == (module, first):  # A package imports a module of its own.
                return self._in_module(f"{of}.{name}", chain[1:])
            return self._in_module(of, (*([name] if name else []), *chain[1:]))
        for star in found.stars:
            if self._foreign(star) is None and (lead := self._lead(star, chain)):
                return lead
        return ""

    def _in_module(self, module: str, chain: Chain) -> str:
        """Where names behind a module lead."""
        foreign = self._foreign(module)
        if foreign is not None:
            return foreign
        if not chain or chain[0] == "*":
            return self._whole(module)
        lead = self._lead(module, chain)
        if not lead and _is_module(f"{module}.{chain[0]}"):
            return self._in_module(f"{module}.{chain[0]}", chain[1:])
        return lead

    def _whole(self, module: str) -> str:
        """All of a module."""
        foreign = self._foreign(module)
        if foreign is not None:
            return foreign
        names = self._source(module).bindings
        return f"{module}: {', '.join(self._unit(module, name) for name in names)}"

    def _foreign(self, module: str, *, is_root: bool = False) -> str | None:
        """What stands for a module that is not the domain's own; None for one that is."""
        top = module.partition(".")[0]
        if top in MACHINERY:
            self.units.setdefault(f"{module}:", "")
            if not self.units[f"{module}:"]:
                self.units[f"{module}:"] = _module(module)
            return f"{module}:"
        if top in sys.stdlib_module_names or top == "builtins":
            return top
        if is_root:
            self._own.add(top)
        if top in self._own or top not in _distributions():
            return None
        names = sorted(_distributions()[top])
        return ", ".join(f"{name} {metadata.version(name)}" for name in names)


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _name_at(module: str, line: int) -> str:
    """The name that the statement makes which stands at a line of a module's top."""
    for name, statements in source(module).bindings.items():
        for statement in statements:
            if statement.lineno <= line <= (statement.end_lineno or statement.lineno):
                return name
    return ""
