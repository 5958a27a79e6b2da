"""Projecting: functions that are projections, each of the events that its parameter says.

    @projection
    def article_saved(event: ArticleSaved) -> Merges:
        return (Article.saves.add(event.article, event.actor, event.stamp),)

A projection is registered by being decorated; `projections_in` finds those of a module.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from types import FunctionType, ModuleType, UnionType
from typing import Any, Final, TypeAlias, TypeVar, Union, get_args, get_origin

from crdt.meaning import place_of
from crdt.records import Merge, Record, Slot
from views.errors import BadView

Merges: TypeAlias = tuple[Merge, ...]
F = TypeVar("F", bound=Callable[[Any], tuple[Merge, ...]])
_MARK: Final = "__projection__"


def projection(function: F) -> F:
    """Say that a function is the projection of the events that its parameter is annotated with:
    one class, or several as `Saved | Unsaved`.

    Raises:
        BadView: it is no function.
    """
    if not isinstance(function, FunctionType):
        raise BadView(f"{function!r:.60} is no projection: decorate a function with @projection")
    vars(function)[_MARK] = True
    return function


def projections_in(*modules: ModuleType) -> dict[type[Any], Callable[[Any], tuple[Merge, ...]]]:
    """The projections that some modules define, by event.

    Raises:
        BadView: one does not say of which events it is, or two are of one.
    """
    names = {module.__name__ for module in modules}
    found: dict[type[Any], FunctionType] = {}
    for module in modules:
        for function in vars(module).values():
            own = isinstance(function, FunctionType) and function.__module__ in names
            if not own or _MARK not in vars(function):
                continue
            for event in _events_of(function):
                first = found.setdefault(event, function)
                if first is not function:
                    raise BadView(
                        f"{place_of(function)}: {function.__name__} is a second projection of "
                        f"{event.__name__}, beside {first.__name__} at {place_of(first)}; let one "
                        "give the merges of both"
                    )
    return dict(found)


def no_merges(given: object, records: Collection[type[Record]] | None = None) -> str:
    """What is wrong with what a projection returned; nothing where it is merges, in a tuple.

    Args:
        records: what is kept, where that is known.
    """
    if not isinstance(given, (tuple, list)):
        told = f"something of class {type(given).__name__}" if given is not None else "nothing"
        return f"it returns {told} and no tuple: return its merges, as in `return (X.add(…),)`"
    if given and isinstance(given[0], Slot):
        return "it returns a merge and no tuple: end it with a comma, as in `return (X.add(…),)`"
    for one in given:
        if type(one) is not tuple or not one or not isinstance(one[0], Slot):
            # SUBTLE: no repr, which may have an address: the words are stored, alike everywhere.
            odd = f"something of class {type(one).__name__}"
            return f"it returns {odd} among its merges: give merges, such as X.add(…)"
        if records is not None and one[0].record not in records:
            lost = one[0].record.__name__
            return (
                f"it writes {lost}, which its view does not keep: add {lost} to its records, or "
                "give each view a module of projections"
            )
    return ""


def _events_of(function: FunctionType) -> list[type[Any]]:
    """The event classes that a projection's parameter is annotated with."""
    where = f"{place_of(function)}: {function.__name__}"
    parameters = list(inspect.signature(function).parameters.values())
    annotation = parameters[0].annotation if parameters else inspect.Parameter.empty
    if isinstance(annotation, str):
        try:
            # A projection's module runs at its start anyway.
            annotation = eval(annotation, function.__globals__)  # noqa: S307
        except NameError as error:
            raise BadView(f"{where}: {error}; import the event where the module begins") from None
    several = get_origin(annotation) in (Union, UnionType)
    events = list(get_args(annotation)) if several else [annotation]
    for event in events:
        if not isinstance(event, type) or event is inspect.Parameter.empty:
            raise BadView(
                f"{where} does not say of which event it is; annotate its parameter, as "
                f"`{function.__name__}(event: ArticleSaved)`"
            )
        if getattr(event, "is_abstract", None) is not False:
            raise BadView(
                f"{where}: {event.__name__} is no event, or the base of others; annotate the "
                "parameter with an event, or several as `Saved | Unsaved`"
            )
    return events
