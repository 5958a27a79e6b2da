"""Sources: fields that belong to no record. Each is a function from its arguments to what is read.

    def _user(handle: str) -> Named:
        return Named(User, Handle.index, handle)

    @strawberry.type
    class Query:
        user: User | None = source(_user, doc="The user who has a handle.")
        viewer: Viewer | None = namespace(lambda: Viewer, when=lambda viewer: viewer is not None)

The function reads nothing itself, and is given the viewer's id as `viewer` when it asks for it. So
both graphql-core and the compiled path can ask it what is to be read. It must be pure: what it gave
for the same arguments and viewer is kept. What depends on the time takes the time as an argument.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import FunctionType
from typing import Annotated, Any, Final, TypeAlias, TypeVar

import strawberry

from crdt.meaning import shown_file
from gateway.declare.errors import Misdeclared
from gateway.declare.fields import DECLARED, Apart, Listed, Target
from gateway.declare.relay import (
    After,
    Before,
    First,
    Last,
    Node,
    Slice,
    global_id,
    slice_of,
)
from gateway.declare.spans import Scored, span_of
from gateway.errors import GatewayError
from search.words import QUERY_LENGTH_MAX, WORDS_MAX
from views.derive.places import GlobalList, Index, List, Ranking
from views.reading.answers import Span
from views.reading.selections import Lists

EVERY_S = 0.05
"""What is live is read at most so often."""


@dataclass(frozen=True)
class Identified:
    """The record of a type that has an id.

    stub: whether it is shown even when nothing was written of it.
    """

    type: type[Any]
    id: str
    stub: bool = False


@dataclass(frozen=True)
class Named:
    """The record that a unique name points to: the first of its candidates in an index."""

    type: type[Any]
    index: Index
    name: str


@dataclass(frozen=True)
class Latest:
    """The record that stands last in a list that somebody holds: the newest of it, say."""

    type: type[Any]
    list: List
    of: str


@dataclass(frozen=True)
class Merged:
    """A list that is merged of many while it is read: of those who a user follows, say.

    lists: what it is merged of, where an item has one score. place: what its cursors call it; what
    the lists are called, where it is left out. times: as of `Listed`.
    """

    target: Target
    lists: tuple[Lists, ...]
    descending: bool = True
    place: str = ""
    times: Scored | None = None

    @property
    def name(self) -> str:
        """What its cursors call it."""
        return self.place or " ".join(one.prefix for one in self.lists)


@dataclass(frozen=True)
class Ranked:
    """A page of a list that no record holds, or that the one does whose id is `of`.

    first, after, last and before are as the client gave them, or `strawberry.UNSET`, which is as
    good as null, and so are since and until. What is merged is read from its head alone.
    """

    listed: Listed | Merged
    first: int | None = None
    after: str | None = None
    of: str = ""
    last: int | None = None
    before: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        place = self.listed.place if isinstance(self.listed, Listed) else None
        if isinstance(place, Ranking):
            raise TypeError(f"{place!r} is a board: read it by `listed`, of its holder's type")
        if isinstance(place, List) != bool(self.of):
            whose = "say whose, with `of`" if place and not self.of else "it is nobody's: no `of`"
            raise TypeError(f"a page of {place or 'what is merged'}: {whose}")
        if place is None and (self.last or self.before):
            raise TypeError("what is merged is read from its head: no `last` and no `before`")

    @property
    def slice(self) -> Slice:
        """Which page it is.

        Raises:
            BadInput: its arguments are not valid.
        """
        return slice_of(self.first, self.after, self.last, self.before)

    @property
    def span(self) -> Span | None:
        """Of what time it is.

        Raises:
            BadInput: its list is not by time.
        """
        return span_of(self.listed.times, self.since, self.until)


@dataclass(frozen=True)
class Searched:
    """A page of what a text finds in the index, best first: records of some types, each of which
    is indexed by the kind of its records. first and after as of `Ranked`.
    """

    text: str
    types: tuple[type[Any], ...]
    first: int | None = None
    after: str | None = None


Item: TypeAlias = Identified | Named | GatewayError | None
"""One of many that a source reads: an error is that of the item alone, and None is null."""

Wanted: TypeAlias = Identified | Named | Latest | Ranked | Searched | list[Item] | None
"""What a source reads; None is null."""


@dataclass(frozen=True)
class OneOf:
    """That a function reads one record of a type, by its name in an index where there is one."""

    type: type[Any]
    index: Index | None = None


@dataclass(frozen=True)
class PageOf:
    """That a function reads a page of a list that no record holds."""

    listed: Listed


@dataclass(frozen=True)
class FoundOf:
    """That a function reads what is found of some types."""

    types: tuple[type[Any], ...]


Reads: TypeAlias = OneOf | PageOf | FoundOf
"""What a function of ours reads, whatever its arguments are."""

_READS: Final = "__reads__"
F = TypeVar("F", bound=Callable[..., Wanted])


def reading(reads: Reads, function: F) -> F:
    """A function that says what to read, and carries of what that is."""
    vars(function)[_READS] = reads
    return function


def reads_of(function: object) -> Reads | None:
    """What a function reads, where it is one of ours."""
    return getattr(function, _READS, None)


@dataclass(frozen=True)
class Source(Apart):
    """A field that is read as its function says."""

    function: Callable[..., Wanted]

    @property
    def reads(self) -> Reads | None:
        """What it reads, where its function is one of ours."""
        return reads_of(self.function)

    @cached_property
    def of_viewer(self) -> bool:
        """Whether it depends on who asks."""
        return "viewer" in inspect.signature(self.function).parameters

    def wanted(self, viewer: str | None, arguments: dict[str, Any]) -> Wanted:
        """What is to be read for a viewer and the field's arguments.

        Raises:
            GatewayError: an argument is not valid.
        """
        if self.of_viewer:
            return self.function(viewer=viewer, **arguments)
        return self.function(**arguments)


@dataclass(frozen=True)
class Live(Source):
    """A source that is read again when something that it reads has changed.

    every_s: it is read at most so often.
    """

    every_s: float


@dataclass(frozen=True)
class Namespace(Apart):
    """A field that groups sources: an object of `type`, or null where `when` says no. Of a `Node`
    it is the viewer's, and has their id.
    """

    type: Target
    when: Callable[[str | None], bool]

    def is_there(self, viewer: str | None) -> bool:
        """Whether somebody has one."""
        return self.when(viewer) and (viewer is not None or not issubclass(self.type(), Node))


@dataclass(frozen=True)
class Told(Apart):
    """A field that the gateway answers of itself, without a read: `of` who asks."""

    of: Callable[[Any], Any]


def own_id(cls: type[Any]) -> Told:
    """The global id of an object that is the viewer's."""
    name = vars(cls)["__strawberry_definition__"].name
    return Told(lambda session: global_id(name, session.viewer))


def told(of: Callable[[Any], Any], *, doc: str) -> Any:
    """A field of what the gateway itself knows.

    Args:
        of: its value, from the session of who asks.
    """

    def resolve(root: Any, info: strawberry.Info) -> Any:
        return of(info.context)

    return strawberry.field(resolver=resolve, metadata={DECLARED: Told(of)}, description=doc)


def source(function: Callable[..., Wanted], *, doc: str | None = None) -> Any:
    """A field whose arguments are those of a function that says what to read.

    Raises:
        Misdeclared: it is none, but what makes one, and was not called.
    """
    return _field(_called(function, "source"), Source(function), doc)


def finds(*types: type[Any]) -> Callable[..., Searched]:
    """The function of a source that searches for objects of some types: `source(finds(Car))`."""

    def read(
        query: Words, first: First = strawberry.UNSET, after: After = strawberry.UNSET
    ) -> Searched:
        return Searched(query, types, first, after)

    return reading(FoundOf(types), read)


Words: TypeAlias = Annotated[
    str,
    strawberry.argument(
        description=f"At most {QUERY_LENGTH_MAX} characters and {WORDS_MAX} words, of letters or "
        "digits. All else parts words."
    ),
]
"""What is searched for, as an argument."""


def page_of(place: GlobalList, target: Target, *, descending: bool = True) -> Callable[..., Ranked]:
    """The function of a source that is a page of a list that no record holds.

    cars: Connection[Car] | None = source(page_of(CarRecord.latest, lambda: Car))
    """
    listed = Listed(place, target, descending=descending)

    def page(
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Ranked:
        return Ranked(listed, first, after, last=last, before=before)

    return reading(PageOf(listed), page)


def live(
    function: Callable[..., Wanted], *, every_s: float = EVERY_S, doc: str | None = None
) -> Any:
    """A field of `Subscription`: a source that is read again when what it reads may have changed.

    Those are the record that it names and what that owns; of a list that somebody holds, what is
    said of them, where the list has `hints`; of any other list, all records of the kind.
    """
    return _field(_called(function, "live"), Live(function, every_s), doc)


def _called(function: Callable[..., Wanted], by: str) -> Callable[..., Wanted]:
    """A function that says what to read.

    Raises:
        Misdeclared: it is none, or one of ours that makes such functions, such as `of_id`.
    """
    caller = sys._getframe(2)
    at = f"{shown_file(caller.f_code.co_filename)}:{caller.f_lineno}"
    if not callable(function) or isinstance(function, type):
        raise Misdeclared(
            f"{at}: {by}({function!r:.60}): give a function that says what to read, such as "
            f"`{by}(of_id(Article))`"
        )
    # What those make has a name within them, and what is of an object is no function.
    ours = isinstance(function, FunctionType) and function.__module__.startswith("gateway.declare.")
    if ours and function.__qualname__ == function.__name__:
        name = function.__name__
        raise Misdeclared(f"{at}: {name} is not called: write `{by}({name}(…))`")
    return function


def _field(function: Callable[..., Wanted], declared: Source, doc: str | None) -> Any:
    async def resolve(info: strawberry.Info, **arguments: Any) -> Any:
        return await info.context.resolve(info._raw_info, declared, arguments)

    signature = inspect.signature(function)
    info = inspect.Parameter("info", inspect.Parameter.KEYWORD_ONLY, annotation=strawberry.Info)
    given = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in signature.parameters.items()
        if name != "viewer"
    ]
    # Strawberry reads the arguments off the resolver, and their types where it was written.
    resolve.__signature__ = inspect.Signature([info, *given])  # type: ignore[attr-defined]
    resolve.__module__ = function.__module__
    return strawberry.field(resolver=resolve, metadata={DECLARED: declared}, description=doc)


def namespace(
    target: Target,
    *,
    when: Callable[[str | None], bool] = lambda viewer: True,
    doc: str | None = None,
) -> Any:
    """A field that is an object with sources of its own."""

    declared = Namespace(target, when)

    def resolve(root: Any, info: strawberry.Info) -> Any:
        viewer = info.context.viewer
        if not declared.is_there(viewer):
            return None
        made = object.__new__(target())
        made.id = viewer and own_id(target()).of(info.context)
        return made

    return strawberry.field(resolver=resolve, metadata={DECLARED: declared}, description=doc)
