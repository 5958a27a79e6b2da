"""Meaning: what changes a version, and what does not."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from crdt.errors import CRDTError
from crdt.meaning import lua_of, meaning, modules_in, place_of
from crdt.syntax import written

FILES = {
    "__init__.py": '"""A domain."""\n',
    "limits.py": """
from typing import Final

NAME_MAX: Final = 80
FLAVOURS = ["sweet", "sour"]
HOME = __file__
""",
    "words.py": '''
from __future__ import annotations
import re
import ulid
from . import limits
from .limits import FLAVOURS as known

_plain = re.compile("[a-z]+").fullmatch


def tidy(text: str) -> str:
    """Without white space."""
    # It may be long.
    return _cut(text.strip())


def _cut(text):
    return text[: limits.NAME_MAX]


def unused(text: str) -> str:
    return text.upper()


def lazily(text):
    from shop.words import unused

    return unused(text)


def again(text, deep=0):
    return text if deep > 3 else again(text, deep + 1)


RULES = {}
RULES["tidy"] = tidy
''',
    "events.py": """
from __future__ import annotations
from typing import Annotated
import msgspec
from shop.limits import NAME_MAX

Name = Annotated[str, msgspec.Meta(max_length=NAME_MAX)]


def snake(name: str) -> str:
    return name.lower()


class Base(msgspec.Struct, tag=snake):
    at: str


class Named(Base, tag=snake):
    name: Name
    kind: int = 3
""",
    "projections.py": '''
from __future__ import annotations
import shop.words as w
from shop import events as e, words

def marked(weight):
    return lambda function: function


@marked(weight=1)
def named(event: e.Named) -> tuple[str, ...]:
    """A docstring."""
    found: list[str] = [w.tidy(event.name)]
    words = found
    return tuple(words)


def asked(event: e.Named) -> str:
    return words.lazily(event.name) + words.again(event.name)


def ruled(event):
    return words.RULES["tidy"](event.name)


def factory(kind):
    def made(event):
        return kind + event.name
    return made


first, second = factory("a"), factory("b")
other = lambda event: words.unused(event.name)
''',
}

Digest = Callable[..., str]


@pytest.fixture
def digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Digest]:
    """Makes the domain with a change, and gives the meaning of some of its projections."""

    def forget() -> None:
        for name in [one for one in sys.modules if one.partition(".")[0] == "shop"]:
            del sys.modules[name]
        importlib.invalidate_caches()

    runs = iter(range(1_000))

    def of(
        names: str = "named", change: tuple[str, str, str] | None = None, first: str = ""
    ) -> str:
        folder = tmp_path / f"run{next(runs)}"
        (folder / "shop").mkdir(parents=True)
        for name, text in FILES.items():
            made = text
            if change and change[0] == name:
                assert change[1] in text
                made = text.replace(change[1], change[2])
            (folder / "shop" / name).write_text(made, encoding="utf-8")
        forget()
        with monkeypatch.context() as patched:
            patched.syspath_prepend(str(folder))
            for module in (first, "shop.projections"):
                if module:
                    importlib.import_module(module)
            projections, events = sys.modules["shop.projections"], sys.modules["shop.events"]
            return meaning([[events.Named, *(getattr(projections, n) for n in names.split())]])

    yield of
    forget()


SAME = {
    "a comment": ("words.py", "# It may be long.", "# It may be quite long."),
    "a docstring": ("projections.py", "A docstring.", "Another."),
    "a module's docstring": ("__init__.py", "A domain", "The domain"),
    "layout": ("words.py", "text[: limits.NAME_MAX]", "text[\n        : limits.NAME_MAX\n    ]"),
    "an annotation of a parameter": ("words.py", "def tidy(text: str)", "def tidy(text: object)"),
    "an annotation in a function": ("projections.py", "found: list[str] =", "found ="),
    "how a number is written": ("limits.py", "NAME_MAX: Final = 80", "NAME_MAX: Final = 8 * 10"),
    "a helper that nobody calls": ("words.py", "text.upper()", "text.lower()"),
    "a constant that nobody uses": ("limits.py", '"sour"', '"salty"'),
}

OTHER = {
    "a helper": ("words.py", "text.strip()", "text.rstrip()"),
    "a helper's helper": ("words.py", "text[: limits", "text[1 : limits"),
    "a constant": ("limits.py", "NAME_MAX: Final = 80", "NAME_MAX: Final = 81"),
    "the projection": ("projections.py", "tuple(words)", "(*words, 1)"),
    "an event's bound": ("events.py", "max_length=NAME_MAX", "max_length=NAME_MAX, min_length=1"),
    "an event's default": ("events.py", "kind: int = 3", "kind: int = 4"),
    "the type of an event's field": ("events.py", "kind: int = 3", "kind: bool = 3"),
    "a field of an event's base": ("events.py", "at: str", "at: str | None"),
    "how an event is called": ("events.py", "name.lower()", "name.upper()"),
    "a decorator's argument": ("projections.py", "weight=1", "weight=2"),
    "a decorator": ("projections.py", "lambda function: function", "lambda f: f"),
    "which helper a name is": ("projections.py", "w.tidy(event", "w._cut(event"),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_how_it_is_written_changes_no_version(digest: Digest, change: tuple[str, str, str]) -> None:
    """A replay of everything is what a comment cost."""
    assert digest(change=change) == digest()


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_what_it_does_changes_the_version(digest: Digest, change: tuple[str, str, str]) -> None:
    """What an older version wrote, this one would write otherwise."""
    assert digest(change=change) != digest()


@pytest.mark.parametrize(
    ("names", "change"),
    [
        ("asked", ("words.py", "text.upper()", "text.lower()")),
        ("asked", ("words.py", "deep > 3", "deep > 4")),
        ("ruled", ("words.py", 'RULES["tidy"] = tidy', 'RULES["tidy"] = unused')),
        ("ruled", ("words.py", "text.strip()", "text")),
        ("first", ("projections.py", 'factory("a")', 'factory("c")')),
        ("other", ("words.py", "text.upper()", "text.lower()")),
    ],
    ids=["imported in a function", "itself", "a table", "of a table", "a closure", "a lambda"],
)
def test_names_are_followed_wherever_they_lead(
    digest: Digest, names: str, change: tuple[str, str, str]
) -> None:
    """Through tables that are filled later, functions that others make, imports in functions."""
    assert digest(names, change) != digest(names)


def test_a_package_may_import_a_module_of_its_own(digest: Digest) -> None:
    """Who looks for the name there finds the import, and is not sent to it for ever."""
    change = ("__init__.py", '"""\n', '"""\nfrom shop import words\n')
    assert digest("asked", change) == digest("asked")


def test_two_that_one_function_made_are_two(digest: Digest) -> None:
    """Their text is one; what they know is not."""
    assert digest("first") != digest("second")


def test_neither_the_folder_nor_the_order_of_imports_shows(digest: Digest) -> None:
    """Each run lies in a folder of its own."""
    assert digest(first="shop.words") == digest(first="shop.limits") == digest()


def test_another_version_of_a_library_is_another_meaning(
    digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it does is its own; its version says when that may be something else."""
    using = ("words.py", "text[: limits.NAME_MAX]", "text[: ulid.new(limits.NAME_MAX)]")
    before, without = digest(change=using), digest()
    monkeypatch.setattr("crdt.meaning.metadata.version", lambda name: f"{name} of the future")
    assert digest(change=using) != before
    assert before != without


def test_lua_counts_without_comments_and_blank_lines() -> None:
    """It is what the store runs; a text in it is no comment, whatever it looks like."""
    lua = "local a = 1 -- one\n\n--[[ long\ncomment ]]\n  local b = '--no' .. [[--no\n\n]]\n"
    assert lua_of(lua) == "local a = 1\nlocal b = '--no' .. [[--no\n\n]]"
    assert lua_of(lua) == lua_of(lua.replace("one", "the first").replace("long", "longer"))
    for old, new in (("= 1", "= 2"), ("'--no'", "'--now'"), ("[[--no", "[[--now")):
        assert lua_of(lua) != lua_of(lua.replace(old, new))
    assert lua_of("a = t[b[1]] --[==[ x ]] ]==] c()") == "a = t[b[1]]  c()"
    assert lua_of(r"a = 'it\'s -- so'") == r"a = 'it\'s -- so'"


def test_a_place_is_a_file_and_a_line() -> None:
    """Whoever is refused is told where."""
    assert place_of(test_lua_counts_without_comments_and_blank_lines).startswith("tests/crdt/")
    assert place_of(CRDTError) == f"crdt/errors.py:{_line('crdt/errors.py', 'class CRDTError')}"


def _line(path: str, begins: str) -> int:
    lines = (Path(__file__).parents[2] / path).read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.startswith(begins))


def test_the_modules_of_a_package_are_those_of_its_rooms_that_are_named() -> None:
    """What only reads a view does not write it."""
    import views

    assert "views.view" in modules_in(views)
    assert not [name for name in modules_in(views) if name.startswith("views.reading")]
    assert "views.reading.waves" in modules_in(views, "reading")


def test_a_text_is_the_same_in_every_python() -> None:
    """Golden: a replica that runs on 3.13 beside one on 3.11 fills the same view."""
    text = '''
async def f(a, /, b=1, *c, d: int = -2, **e):
    """A docstring."""
    match a:
        case {"x": [1, *rest], **more} if rest:
            return f"a{b!r:>{d}}" "b" f"{c=}" rf"\\d{{{e}}}"
        case str() | None:
            async with b as x, c as y: pass
    try:
        yield {**e, "z": (1_000, 0x10, 1e3, 1j, b"\\0", "\U00016fe4", ...)}
    except* (ValueError, OSError) as error:
        raise error from None
    return [i async for i in a if (n := i) @ 2], lambda *x, y=3: x[1:2, ::3]
'''
    written_here = sha256(written(ast.parse(text)).encode()).hexdigest()
    assert written_here == "4ee321865f1d9168c4b936a0d94531631a4fa756ce1fd560736ff3b96a1e663a"
