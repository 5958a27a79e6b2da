"""Arguments: those of connections, as parameters that Strawberry reads off a resolver.

A client may choose one of some lists, by an argument that says the order, and by another that
narrows what is in it: `{NEW: …, TOP: …, (NEW, REPOSTED): …}`. Not every order needs to have that.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Annotated, Any

import strawberry

from gateway.declare.fields import Listed, Members
from gateway.declare.relay import After, Before, First, Last, given
from gateway.declare.spans import check_span, named, since_until, told_of
from gateway.errors import BadInput
from views.derive import places as p


def argument_of(name: str, kind: Any, default: Any = strawberry.UNSET) -> inspect.Parameter:
    """An argument of a field, as Strawberry reads it off a resolver."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


HEAD = (argument_of("first", First), argument_of("after", After))
"""Of what is read from its head alone."""

PAGE = (*HEAD, argument_of("last", Last), argument_of("before", Before))
"""Of what is read both ways."""


BEGUN = argument_of(
    "after",
    Annotated[
        str | None,
        strawberry.argument(
            description="A cursor of such a list: where you stand in the one that it came from, of "
            "yesterday, say."
        ),
    ],
)
"""Of where somebody stands: in a list that was begun before."""

_NARROW = "Of this alone; of all, where it is left out."


def paged(*lists: Members | Listed) -> tuple[inspect.Parameter, ...]:
    """The arguments of a connection over some lists: a board is read from its head alone."""
    boards = any(isinstance(one, Listed) and isinstance(one.place, p.Ranking) for one in lists)
    return HEAD if boards else PAGE


def spanned(by: Mapping[Any, Any], argument: str = "") -> tuple[inspect.Parameter, ...]:
    """The arguments that say of what time, where some of the lists are by time."""
    if not any(one.times for one in by.values()):
        return ()
    since, until = since_until(told_of(by, argument))
    return argument_of("since", since), argument_of("until", until)


def choosing(
    by: Mapping[Any, Any], argument: str, narrowed: str = ""
) -> tuple[inspect.Parameter, ...]:
    """All arguments that say which of some lists, and what of it."""
    narrow = (_narrow(by, argument, narrowed),) if narrowed else ()
    return which(argument, by), *narrow, *spanned(by, argument)


def which(argument: str, by: Mapping[Any, Any]) -> inspect.Parameter:
    """The argument that says which of some lists, of which the first is the default; where that is
    None, it holds all.
    """
    default = next(iter(by))
    if default is None:
        return _optional(argument, [*by][-1], _NARROW)
    told = f"Which list; {default.name} where it is left out."
    return argument_of(
        argument, Annotated[type(default), strawberry.argument(description=told)], default
    )


def chosen(
    by: Mapping[Any, Any], argument: str, narrowed: str, arguments: Mapping[str, Any]
) -> Any:
    """Under which key the list stands that some arguments choose.

    Raises:
        BadInput: there is none, or it is not by time and is to be of one.
    """
    order, narrow = given(arguments.get(argument)), given(arguments.get(narrowed))
    key = order if narrow is None else (order, narrow)
    if key not in by:
        raise BadInput(
            f"{narrowed}: it needs the order {named(_narrowed(by))}; use that order, or leave it "
            "out"
        )
    check_span(by, key, arguments)
    return key


def _narrow(by: Mapping[Any, Any], argument: str, narrowed: str) -> inspect.Parameter:
    keys = _narrowed(by)
    return _optional(narrowed, keys[0][1], f"{_NARROW} For `{argument}` {named(keys)} alone.")


def _optional(name: str, one: Any, told: str) -> inspect.Parameter:
    kind: Any = type(one) | None
    return argument_of(name, Annotated[kind, strawberry.argument(description=told)])


def _narrowed(by: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
    return [key for key in by if isinstance(key, tuple)]
