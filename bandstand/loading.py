"""Loading: a module of the domain, or one line that says where it is wrong and what to do.

segments/records.py:12: name 'Tribe' is not defined; mend it there
segments/events.py:3: No module named 'shapely'; install it, or mend the import
"""

from __future__ import annotations

import ast
import re
import sys
import traceback
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from bandstand.errors import BadSetting
from crdt.errors import CRDTError
from crdt.meaning import shown_file
from crdt.syntax import source
from eventlog.errors import LogError
from gateway.declare.errors import Misdeclared
from views.errors import ViewsError

_has_place = re.compile(r"[^\s:]+\.py:[0-9]+: ").match

_has_set_name = re.compile(r"Error calling __set_name__ on .* instance '(\w+)' in '(\w+)'").match

_TOLD = (CRDTError, LogError, ViewsError, Misdeclared)
"""What our own packages raise of a declaration says in its message what to do."""


def load(domain: str, module: str = "") -> ModuleType | None:
    """Import a module of the domain; the domain itself when none is named, and None when it does
    not have the module.

    Raises:
        BadSetting: there is no such domain, or what is imported raises. The message names the file
            and line.
    """
    name = f"{domain}.{module}" if module else domain
    if (here := str(Path.cwd())) not in sys.path:
        sys.path.append(here)  # An installed command looks beside itself alone.
    try:
        if _found(domain) is None:
            raise BadSetting(
                f"BANDSTAND_DOMAIN={domain!r}: there is no such module or package; start in its "
                "folder, install it, or name another"
            )
        if module and _found(name) is None:
            return None
        return import_module(name)
    except BadSetting:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001
        # Whatever the domain's code raises, it raises at every start.
        raise misled(domain, error) from None


def reached(domain: str, *parts: str) -> list[ModuleType]:
    """The domain itself, some modules of it, and what of the domain those import. It is the same in
    every process, whatever else that imported.

    Raises:
        BadSetting: what is imported raises.
    """
    waiting = [load(domain), *(load(domain, part) for part in parts)]
    found: dict[str, ModuleType] = {}
    while waiting:
        module = waiting.pop(0)
        if module is None or module.__name__ in found:
            continue
        found[module.__name__] = module
        said = source(module.__name__)
        names = [name for of, name in said.imports.values() for name in (of, f"{of}.{name}")]
        names += said.stars
        waiting += [
            sys.modules[name]
            for name in names
            if name.startswith(f"{domain}.") and name in sys.modules
        ]
    return list(found.values())


def misled(domain: str, error: BaseException) -> BadSetting:
    """What a person is told of an error that the domain's own code raised."""
    place, text = place_of(domain, error), str(error)
    if found := _has_set_name(text):
        # Python 3.11 wraps what the naming of a field raises; only the cause says what is wrong.
        error = error.__cause__ or error
        place = _place_in(place.rpartition(":")[0], found[2], found[1]) or place
        text = str(error)
        if isinstance(error, _TOLD) and not _has_place(text):
            text = f"{place}: {text}"
    if isinstance(error, _TOLD):
        # Some name the place themselves, which is then the better one.
        place = "" if _has_place(text) else place_of(domain, error, own_only=True)
        said = f"{place}: {text}" if place else text
    elif isinstance(error, SyntaxError):
        said = f"{place}: {error.msg}; mend it there"
    elif isinstance(error, ModuleNotFoundError):
        said = f"{place}: {text}; install it, or mend the import"
    else:
        kind = type(error).__name__
        said = f"{place}: {kind}: {text or 'raised there'}; mend it there"
    return BadSetting(f"BANDSTAND_DOMAIN={domain!r}: {' '.join(said.split())}")


def place_of(domain: str, error: BaseException, *, own_only: bool = False) -> str:
    """`file:line` of what is wrong: the last line of the domain's own code that ran. Where none
    did, that of any code, or nothing.
    """
    if isinstance(error, SyntaxError) and error.filename:
        return f"{shown_file(error.filename)}:{error.lineno}"
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not frame.filename.startswith("<") and frame.filename != __file__
    ]
    folder = _folder(domain)
    own = [one for one in frames if folder and Path(one.filename).is_relative_to(folder)]
    last = (own if own or own_only else frames)[-1:]
    return "".join(f"{shown_file(frame.filename)}:{frame.lineno}" for frame in last)


def place_in(module: ModuleType, attribute: str) -> str:
    """`file:line` where a module gives a name something; the file, where it does not itself."""
    file = shown_file(module.__file__ or module.__name__)
    return _place_in(file, "", attribute) or file


def _place_in(file: str, cls: str, attribute: str) -> str:
    """`file:line` where a file, or a class in it, gives a name something; nothing where it does
    not.
    """
    try:
        body = ast.parse(Path(file).read_text(encoding="utf-8")).body
    except (OSError, ValueError, SyntaxError):
        return ""
    if cls:
        found = [one for one in body if isinstance(one, ast.ClassDef) and one.name == cls]
        body = found[-1].body if found else []
    lines = [one.lineno for one in body if attribute in _names_given(one)]
    return f"{file}:{lines[-1]}" if lines else ""


def _names_given(statement: ast.stmt) -> set[str]:
    """The names that a statement gives something."""
    match statement:
        case ast.Assign(targets=targets):
            return {one.id for one in targets if isinstance(one, ast.Name)}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            return {name}
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {one.asname or one.name for one in names}
    return set()


def _found(name: str) -> object:
    try:
        return sys.modules.get(name) or find_spec(name)
    except ModuleNotFoundError as error:
        # What a name lies in is not there, or is no package.
        if error.name and (name == error.name or name.startswith(f"{error.name}.")):
            return None
        raise
    except ValueError:
        return None


def file_of(domain: str) -> str:
    """The file of a domain itself, as it is seen from here; nothing where there is none."""
    try:
        module = sys.modules.get(domain)
        spec = module.__spec__ if module else find_spec(domain)
    except (ImportError, ValueError):
        return ""
    return shown_file(spec.origin) if spec and spec.origin else ""


def _folder(domain: str) -> Path | None:
    """Where the files of a domain lie; of a domain that is one module, its file."""
    module = sys.modules.get(domain)
    spec = module.__spec__ if module else find_spec(domain)
    if spec is None or not spec.origin:
        return None
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)
