"""Arguments: those of connections, as parameters that Strawberry reads off a resolver."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Annotated, Any

import strawberry

from gateway.declare.fields import Listed, Members
from gateway.declare.relay import After, Before, First, Last
from views.derive import places as p


def argument_of(name: str, kind: Any, default: Any = strawberry.UNSET) -> inspect.Parameter:
    """An argument of a field, as Strawberry reads it off a resolver."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


HEAD = (argument_of("first", First), argument_of("after", After))
"""Of what is read from its head alone."""

PAGE = (*HEAD, argument_of("last", Last), argument_of("before", Before))
"""Of what is read both ways."""


def paged(*lists: Members | Listed) -> tuple[inspect.Parameter, ...]:
    """The arguments of a connection over some lists: a board is read from its head alone."""
    boards = any(isinstance(one, Listed) and isinstance(one.place, p.Ranking) for one in lists)
    return HEAD if boards else PAGE


def which(argument: str, by: Mapping[Any, Any]) -> inspect.Parameter:
    """The argument that says which of some lists, of which the first is the default."""
    default = next(iter(by))
    told = strawberry.argument(description=f"Which list; {default.name} where it is left out.")
    return argument_of(argument, Annotated[type(default), told], default)
