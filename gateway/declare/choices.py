"""Choices: sources that are a page of one of some lists, of which a client chooses."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from gateway.declare.arguments import HEAD, PAGE, argument_of, choosing, chosen
from gateway.declare.fields import Listed
from gateway.declare.sources import Merged, Ranked

Lists: TypeAlias = Mapping[Any, Listed | Merged]


def pages_of(
    by: Lists | Callable[[str], Lists], *, argument: str = "order", narrowed: str = ""
) -> Callable[..., Ranked]:
    """The function of a source that is a page of one of some lists that no record holds; arguments
    say which, as of `Ordered`, and the first is the default.

    cars: Connection[Car] | None = source(pages_of({CarOrder.NEW: …, CarOrder.FAST: …}))

    Args:
        by: the lists, or what makes them of the viewer's id, where they are of who is signed in.
    """

    lists = by if callable(by) else lambda _: by
    known = lists("")

    def page(viewer: str = "", **given: Any) -> Ranked:
        mine = lists(viewer)
        key = chosen(mine, argument, narrowed, given)
        rest = {name: one for name, one in given.items() if name not in (argument, narrowed)}
        return Ranked(mine[key], **rest)

    merged = any(isinstance(one, Merged) for one in known.values())
    parameters = [*choosing(known, argument, narrowed), *(HEAD if merged else PAGE)]
    if callable(by):
        parameters.insert(0, argument_of("viewer", str))
    page.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return page
