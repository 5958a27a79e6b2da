"""Requests: what a source asks of the views, for one request's variables and viewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from strawberry import UNSET

from gateway.compiler.plan import Binding, Plan
from gateway.declare.relay import page_size
from gateway.declare.sources import Identified, Item, Latest, Named, Ranked, Searched, Wanted
from gateway.errors import BadInput
from views.reading.selections import Index, Records

T = TypeVar("T")
SEARCH_COST = 1_000
"""A search counts as so many records: it looks at more than it finds."""


@dataclass(frozen=True)
class Asked:
    """What is asked of the records of one type.

    price: what it counts, where its ids are not known yet. stubs: the ids of those that are shown
    even when nothing was written of them.
    """

    plan: Plan
    binding: Binding
    request: Records | Index
    price: int | None = None
    stubs: frozenset[str] = frozenset()

    @property
    def reads(self) -> bool:
        """Whether the views are asked at all: ids alone are known already."""
        return self.plan.record.reads or isinstance(self.request, Index)

    @property
    def cost(self) -> int:
        """How many records may be read for it."""
        if self.price is not None:
            return self.price
        times = len(self.request.ids) if isinstance(self.request, Records) else 1
        return times * self.binding.cost


def types_of(wanted: Wanted) -> list[type[Any]]:
    """The types of the records that a source wants."""
    if isinstance(wanted, list):
        named = (one for one in wanted if isinstance(one, (Identified, Named)))
        return list(dict.fromkeys(one.type for one in named))
    if isinstance(wanted, Ranked):
        return [wanted.listed.target()]
    if isinstance(wanted, Searched):
        return [*wanted.types]
    return [] if wanted is None else [wanted.type]


def item_key(one: Item) -> Any:
    """By what an item of a list is known among all that was read for it; None of what was not."""
    if isinstance(one, Identified):
        return one.type, one.id
    return one if isinstance(one, Named) else None


def with_names(wanted: list[Item], found: Sequence[T]) -> Iterator[tuple[Named | None, T]]:
    """What was found for a list, each with the name that it was asked by, if any."""
    names = [one for one in wanted if isinstance(one, Named)]
    yield from zip([*names, *[None] * (len(found) - len(names))], found, strict=True)


def identified(wanted: Wanted) -> list[Identified]:
    """The records that a source names by their ids."""
    named = wanted if isinstance(wanted, list) else [wanted]
    return [one for one in named if isinstance(one, Identified)]


def ask(
    wanted: Wanted,
    plans: Mapping[type[Any], Plan],
    variables: dict[str, Any],
    viewer: str | None,
    now_ms: int,
) -> list[Asked]:
    """What to ask for what a source wants: one request for each type, after one for each name.

    Raises:
        BadInput: a page's size or cursor is not valid, or the field has no records of that type.
    """
    asked = []
    if isinstance(wanted, list):
        names = [one for one in wanted if isinstance(one, Named)]
        asked = [each for one in names for each in ask(one, plans, variables, viewer, now_ms)]
        wanted = [one for one in wanted if isinstance(one, Identified)]
    for cls in types_of(wanted):
        if cls not in plans:
            raise BadInput(f"an id of type {cls.__name__} is not expected here")
        plan = plans[cls]
        ranked = wanted if isinstance(wanted, Ranked) else None
        binding = plan.bind(variables, viewer, now_ms, ranked)
        select, targets = plan.record.select(binding), plan.selects(binding)
        request: Records | Index
        if isinstance(wanted, Named):
            request = Index(select, f"{wanted.index.name}:{wanted.name}", targets)
        elif isinstance(wanted, Latest):
            request = Index(select, f"{wanted.list.name}:{wanted.of}", targets, last=True)
        else:
            request = Records(select, _ids(wanted, cls), targets)
        asked.append(Asked(plan, binding, request, stubs=_stubs(wanted, cls)))
    return _priced(asked, wanted.first) if isinstance(wanted, Searched) else asked


def _priced(asked: list[Asked], first: int | None) -> list[Asked]:
    """What is asked of hits, which are not known yet: as if all were of the dearest type."""
    hits = page_size(None if first is UNSET else first)
    dearest = hits * max((one.binding.cost for one in asked), default=0)
    return [replace(one, price=0 if at else SEARCH_COST + dearest) for at, one in enumerate(asked)]


def _stubs(wanted: Wanted, cls: type[Any]) -> frozenset[str]:
    return frozenset(one.id for one in identified(wanted) if one.stub and one.type is cls)


def _ids(wanted: Wanted, cls: type[Any]) -> tuple[str, ...]:
    if isinstance(wanted, Searched):
        return ()  # The index says which.
    if isinstance(wanted, Ranked):
        return (wanted.of,)  # A list that no record holds is that of the record without an id.
    return tuple(dict.fromkeys(one.id for one in identified(wanted) if one.type is cls))
