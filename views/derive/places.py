"""Places: lists, sums, boards and indexes that records stand in, as attributes of who holds them.

    class Tribe(Record, kind="tribe"):
        new = List()                      a list for each tribe, of what says that it stands there
        bumps = Sum()                     a number for each tribe
        board = Board()                   members by the sum of what records give them
        fastest = BestBoard(least=True)   members by the best of what records offer for them

    class Article(Record, kind="article"):
        feed = GlobalList()               one list, which no record holds

        @derived
        def places(self) -> Places:
            if self.alive.value:
                yield Article.feed.enter(by=self.publication.at)

What a record yields is where it stands, as a function of what is merged. The script that merges
keeps it so, and `verify` evaluates the same source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self, TypeAlias, TypeVar, overload
from weakref import WeakSet

from crdt.readings import Ranked
from crdt.records import Record
from views.errors import Misdeclared

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


class Entered(NamedTuple):
    """That a record stands in a list."""

    place: Place
    key: str | None
    by: int | None


class Added(NamedTuple):
    """What a record adds to a sum."""

    place: Place
    key: str
    amount: int


class Given(NamedTuple):
    """What a record gives a member of a board. ms: when, for the board's windows."""

    place: Place
    key: str
    member: str
    amount: int
    ms: int | None


class Offered(NamedTuple):
    """What a record offers for a member of a board of bests. ms: as of `Given`."""

    place: Place
    key: str
    member: str
    value: int
    tie: int
    ms: int | None


Standing: TypeAlias = Entered | Added | Given | Offered
Places: TypeAlias = Iterator[Standing]
"""What a derivation yields."""


class Place:
    """A list, a sum, a board or an index.

    Args:
        name: what its keys begin with; `<kind>.<attribute>` where it is left out. Changing it makes
            cursors of its pages strange to clients that hold some.
    """

    holder: type[Record]
    attribute: str
    yielded: ClassVar[str]
    """How a derivation yields it."""

    def __init__(self, name: str = "") -> None:
        if name and not _NAME.fullmatch(name):
            raise Misdeclared(
                f"{type(self).__name__}({name!r}): a name is words of lower-case letters, digits "
                "and _, with dots between"
            )
        self._name = name

    def __set_name__(self, holder: type[Record], attribute: str) -> None:
        if "holder" in vars(self):
            raise Misdeclared(f"{self} has another name, {attribute}: give each place one name")
        self.holder, self.attribute = holder, attribute

    @property
    def name(self) -> str:
        """What its keys begin with."""
        return self._name or f"{self.holder.kind}.{self.attribute}"

    def __repr__(self) -> str:
        return f"{self.holder.__name__}.{self.attribute}"


class _Listed(Place):
    """A sorted set of records, which one reads by pages.

    hints: whether subscriptions of the holder hear of its changes.
    """

    def __init__(self, name: str = "", *, hints: bool = False) -> None:
        super().__init__(name)
        self.hints = hints

    if TYPE_CHECKING:

        @overload
        def __get__(self, record: None, owner: type[Record]) -> Self: ...
        @overload
        def __get__(self, record: Record, owner: type[Record]) -> Ranked: ...
        @overload
        def __get__(self, record: object, owner: type) -> Self: ...
        def __get__(self, record: object, owner: type) -> Any: ...


class List(_Listed):
    """A list that each record of its class holds. Its derivation may read its own: `self.new`."""

    yielded = "enter(holder, by=…)"

    def enter(self, holder: str, *, by: int | None) -> Entered:
        """Stand in the list of this holder, by a score."""
        return Entered(self, holder, by)


class GlobalList(_Listed):
    """One list, which no record holds."""

    yielded = "enter(by=…)"

    def enter(self, *, by: int | None) -> Entered:
        """Stand in it, by a score."""
        return Entered(self, None, by)


class Index(_Listed):
    """Candidates for each name. Its class is kept `everywhere`, so that whoever looks a name up
    need not know the shard; of those who claim a name the first has it.
    """

    yielded = "enter(name, by=…)"

    def enter(self, key: str, *, by: int | None) -> Entered:
        """Be a candidate for a name, by the score of when it was claimed."""
        return Entered(self, key, by)


class Sum(Place):
    """A number for each record of its class: what all that add to it add up to. Each adds at most
    2**31 - 1, so that it is exact while less than four million add as much.
    """

    yielded = "add(holder, amount)"

    def add(self, holder: str, amount: int) -> Added:
        """Add so much to the sum of this holder."""
        return Added(self, holder, amount)


Window: TypeAlias = Callable[[int], int]
"""From a Unix time in milliseconds to the number of the day, week, … that it is in."""


class Ranking(Place):
    """Members in an order that many records make, for each holder.

    windows: of an enum, in which span of time counts what a record says; None counts for ever. A
    board without windows has one list for ever. hints: whether subscriptions of the holder hear of
    its changes.
    """

    def __init__(
        self, name: str = "", *, windows: Mapping[Any, Window | None] = {}, hints: bool = False
    ) -> None:
        super().__init__(name)
        self.windows: dict[Enum, Window | None] = dict(windows)
        self.hints = hints

    def start(self, window: Enum | None) -> str:
        """What the names of a window's lists begin with."""
        return self.name if window is None else f"{self.name}.{window.name.lower()}"


class Board(Ranking):
    """Members by what all records that give them something give together, for each holder. A member
    is a text without a space, and each gives at most 2**31 - 1.
    """

    yielded = "give(holder, member, amount)"

    def give(self, holder: str, member: str, amount: int, *, ms: int | None = None) -> Given:
        """Give a member so much. ms: when, in Unix milliseconds; for windows."""
        return Given(self, holder, member, amount, ms)


class BestBoard(Ranking):
    """Members by the best of what records offer for them, for each holder: each by one value, and
    the best first. A record that offers nothing any more leaves, and the next best counts.

    Where each is offered for by records of its own shard, or all by such of the holder's, the board
    is right on any number of shards; else it is refused.

    Args:
        least: whether the least value is the best; else the greatest is.
        ties: how many ties there are: among equal values the least tie, from 0 on, comes first, as
            seconds do, and then the greatest id. Value and tie share a score: the value times
            `ties` must lie below 2**53. `2**33`, seconds until 2242, leaves values below 2**20.
    """

    yielded = "offer(holder, member, value)"

    def __init__(
        self,
        name: str = "",
        *,
        least: bool,
        ties: int = 1,
        windows: Mapping[Any, Window | None] = {},
        hints: bool = False,
    ) -> None:
        super().__init__(name, windows=windows, hints=hints)
        if not 1 <= ties <= 2**52:
            raise Misdeclared(f"BestBoard(ties={ties}): give 1, where there are none, to 2**52")
        self.least, self.ties = least, ties

    def offer(
        self, holder: str, member: str, value: int, *, tie: int = 0, ms: int | None = None
    ) -> Offered:
        """Offer a value for a member. ms: when, in Unix milliseconds; for windows."""
        return Offered(self, holder, member, value, tie, ms)

    def score(self, value: int, tie: int) -> int:
        """For what a member stands in a list of the board, where the greatest is the first.

        Raises:
            ValueError: it does not fit.
        """
        if not 0 <= tie < self.ties:
            raise ValueError(f"a tie lies from 0 to {self.ties - 1}, and not at {tie}")
        most = (-value if self.least else value) * self.ties
        score = most - tie
        if not (score > -(2**53) and most < 2**53):
            raise ValueError(f"{value} and its tie do not fit into one score below 2**53")
        return score

    def value_of(self, score: int) -> int:
        """The value for which a member has a score."""
        value = -(-score // self.ties)
        return -value if self.least else value


_R = TypeVar("_R", bound=Record)
DERIVED: WeakSet[type[Record]] = WeakSet()
"""All records of this process that are derived to stand somewhere."""


@dataclass(frozen=True)
class Declared:
    """A record's derivation.

    lua: written by hand, the body of a function of an `id`. places: where that lets records stand.
    """

    function: Callable[[Any], Iterator[Standing]]
    lua: str | None = None
    places: tuple[Place, ...] = ()

    def __set_name__(self, record: type[Record], attribute: str) -> None:
        others = [name for name, one in vars(record).items() if isinstance(one, Declared)]
        if others != [attribute]:
            raise Misdeclared(
                f"{record.__name__} has the derivations {' and '.join(others)}: yield all from one"
            )
        DERIVED.add(record)


@overload
def derived(function: Callable[[_R], Places], /) -> Callable[[_R], Places]: ...
@overload
def derived(
    *, lua: str, places: Sequence[Place]
) -> Callable[[Callable[[_R], Places]], Callable[[_R], Places]]: ...
def derived(
    function: Any = None, /, *, lua: str | None = None, places: Sequence[Place] = ()
) -> Any:
    """Says where a record stands: a method that yields it, in the language of derivations.

    Args:
        lua: the body of a function of an `id`, written by hand for what the language cannot say.
            The method is its twin then: `bandstand.testing` proves them equal.
        places: with `lua`, all places in which that lets records stand.
    """
    if function is None:
        return lambda twin: Declared(twin, lua, tuple(places))
    return Declared(function)


def declared_of(record: type[Record]) -> Declared | None:
    """A record's derivation, if it has one."""
    return next((one for one in vars(record).values() if isinstance(one, Declared)), None)


def places_of(record: type[Record]) -> dict[str, Place]:
    """What records of a class hold, by attribute."""
    return {name: one for name, one in vars(record).items() if isinstance(one, Place)}
