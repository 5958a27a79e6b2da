"""Places: the addresses of a page, as its folder declares them in `.pages.toml`.

    name = "Bandstand"                  what stands behind each title
    description = "Cars, and more"      what is said where nothing else is

    ["/people"]                         an address, with what is said of it
    title = "People"

    ["/p/{id}"]                         one for each of something; what is said of it is asked for
    query = "query ($id: ID!) { about: page(id: $id) { title: name html: description } }"

`about` has `title`, `description`, `html` whose words stand where there is no description, and
`picture`: an address, or a list whose first has a `url` and an `alt`. Where `about` is null there
is nothing at the address.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = ".pages.toml"
"""Its name begins with a dot, so that no site sends it."""

PLACES_MAX = 100
_KEYS = {"title", "description", "query"}
_STEP = re.compile(r"\{(\w+)\}|[\w.~-]*")


class WrongPlaces(ValueError):
    """A folder's declaration of its addresses is not one."""


@dataclass(frozen=True)
class Place:
    """An address, or one for each of something.

    steps: of its path, without the first slash; `{name}` stands for anything. query: what is asked,
    with what stands in those as variables; none for what is said of all alike.
    """

    path: str
    steps: tuple[str, ...]
    title: str = ""
    description: str = ""
    query: str = ""

    def values(self, path: str) -> dict[str, str] | None:
        """What stands for the names in an address; None where it is another's."""
        given = path.removeprefix("/").split("/")
        if len(given) != len(self.steps):
            return None
        found = dict[str, str]()
        for step, text in zip(self.steps, given, strict=True):
            if step[:1] == "{" and text:
                found[step[1:-1]] = text
            elif step != text:
                return None
        return found


@dataclass(frozen=True)
class Places:
    """All addresses of a page, what the page is called, and what is said where nothing else is."""

    name: str = ""
    description: str = ""
    all: tuple[Place, ...] = field(default=())

    def at(self, path: str) -> tuple[Place, dict[str, str]] | None:
        """The place of an address, and what stands for its names."""
        for place in self.all:
            if (values := place.values(path)) is not None:
                return place, values
        return None

    @property
    def queries(self) -> dict[str, str]:
        """What is asked for, by the addresses."""
        return {place.path: place.query for place in self.all if place.query}


def places_of(folder: Path) -> Places:
    """What a site's folder declares; nothing where it declares nothing.

    Raises:
        WrongPlaces: the file is not such a declaration.
    """
    file = folder / FILE
    if not file.is_file():
        return Places()
    try:
        declared = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WrongPlaces(f"{file}: {error}") from None
    told = {key: declared.pop(key, "") for key in ("name", "description")}
    for key, text in told.items():
        if not isinstance(text, str):
            raise WrongPlaces(f"{file}: {key} is {text!r:.80}: give a text")
    if len(declared) > PLACES_MAX:
        raise WrongPlaces(f"{file}: {len(declared)} addresses; at most {PLACES_MAX} are declared")
    return Places(**told, all=tuple(_place(file, path, of) for path, of in declared.items()))


def _place(file: Path, path: str, of: Any) -> Place:
    """The place of an address, as it is declared."""
    steps = tuple(path.removeprefix("/").split("/"))
    if not path.startswith("/") or not all(map(_STEP.fullmatch, steps)):
        raise WrongPlaces(f"{file}: {path!r:.80}: give an address such as '/p/{{id}}'")
    if not isinstance(of, Mapping) or not all(isinstance(one, str) for one in of.values()):
        raise WrongPlaces(f"{file}: {path!r:.80}: give texts, of {', '.join(sorted(_KEYS))}")
    if unknown := of.keys() - _KEYS:
        known = ", ".join(sorted(_KEYS))
        raise WrongPlaces(f"{file}: {path!r:.80} has {min(unknown)!r}: there are {known}")
    if any(step[:1] == "{" for step in steps) and "query" not in of:
        raise WrongPlaces(f"{file}: {path!r:.80}: give the query that says what is there")
    return Place(path, steps, **of)
