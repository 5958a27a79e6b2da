"""Hits: a page of what an index found, whose records are read of the views.

The index says which documents; what is shown of them is what the views hold. A hit that is not, or
no longer, in the views is left out of the page, and does not end it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import Any, TypeAlias

from graphql import FieldNode, GraphQLObjectType, get_named_type

from gateway.admission.clients import Client
from gateway.compiler.plan import Plan
from gateway.compiler.planner import Planner
from gateway.compiler.shaping import Shape, Shaper
from gateway.compiler.syntax import Selections
from gateway.compiler.values import Values
from gateway.declare.entities import entity_of
from gateway.declare.relay import Connection, Edge, PageInfo, cursor, given, page_size, parse_cursor
from gateway.declare.sources import Searched
from gateway.errors import BadInput, TooCostly, Unavailable
from gateway.reading.objects import Found
from gateway.reading.reads import Asked
from search.errors import BadQuery, SearchError, TooSlow
from search.index import Hit, Hits, Key, Question
from search.searcher import Searcher
from search.words import words_of
from views.reading.answers import Answer
from views.reading.selections import Records


def question_of(wanted: Searched) -> Question:
    """What is asked of the index.

    Raises:
        BadInput: there is nothing to search for, or the page's size or cursor is not valid.
    """
    try:
        words = words_of(wanted.text)
    except BadQuery as error:
        raise BadInput(f"query: {error}") from None
    first, after, kinds = given(wanted.first), given(wanted.after), kinds_of(wanted)
    place = parse_cursor(after, place_of(wanted.text, kinds)) if after else None
    hit = None
    if place is not None:
        kind, slash, record_id = place.id.partition("/")
        if kind not in kinds or not slash:
            raise BadInput("after: the cursor names no document; pass one of this list")
        hit = Hit(Key(kind, record_id), place.score)
    return Question(words, kinds, page_size(first), hit)


async def hits_of(searcher: Searcher, question: Question, client: Client) -> Hits:
    """What an index answers.

    Raises:
        TooCostly: it takes too long. Unavailable: the index does not answer.
    """
    try:
        return await searcher.search(question, client)
    except TooSlow as error:
        raise TooCostly(str(error)) from None
    except SearchError as error:
        raise Unavailable(f"{error}: try again in a moment") from error


def kinds_of(wanted: Searched) -> tuple[str, ...]:
    """The kinds of documents that are searched, in order."""
    return tuple(sorted(entity_of(cls).record.kind for cls in wanted.types))


def place_of(text: str, kinds: Sequence[str]) -> str:
    """What the cursors of a search call their list: another search's lead nowhere here.

    It is of the text as it was given, and not of the words that are made of it: what words are may
    change from one version to the next, and a client's cursor does not.
    """
    digest = blake2b(" ".join((*kinds, "", *text.split())).encode(errors="replace"), digest_size=6)
    return f"search.{digest.hexdigest()}"


def plans_of(
    selections: Selections,
    classes: Sequence[type[Any]],
    connection: Any,
    nodes: list[FieldNode],
) -> dict[type[Any], Plan]:
    """What to read of a hit, by its type."""
    below = selections.below
    edges = list(below(connection, nodes, "edges"))
    groups = [group for edge, each in edges for _, group in below(edge, each, "node")]
    groups += [group for _, group in below(connection, nodes, "nodes")]
    # An edge is shown only when its record is there, whatever is selected of it.
    return {cls: Planner(selections).hit(cls, *groups) for cls in classes}


def filled(asked: list[Asked], hits: Hits) -> list[Asked]:
    """What is asked of the records, now that the index has said which. It was paid for before."""
    return [
        replace(
            one,
            price=0,
            request=replace(
                one.request,
                ids=tuple(hit.key.id for hit in hits.hits if hit.key.kind == _kind(one)),
            ),
        )
        for one in asked
        if isinstance(one.request, Records)
    ]


@dataclass(frozen=True)
class Page:
    """A page of hits, whose records were read. place: what its cursors call the list."""

    place: str
    question: Question
    hits: Hits
    found: list[Found]

    @cached_property
    def cursors(self) -> list[str]:
        """Of every hit, those that are not shown, too."""
        return [cursor(self.place, hit.score, "/".join(hit.key)) for hit in self.hits.hits]

    @property
    def info(self) -> PageInfo:
        """Whether there is more, and from where to go on: a page whose records are gone leads on.
        Where some types are for some alone, its ends are those of what is shown, if anything is.
        """
        cursors = ends = self.cursors
        if any(one.plan.record.shown is not None for one in self.found):
            cursors = [where for where, *_ in self.records]
            ends = cursors or (ends if self.hits.more else [])
        return PageInfo(
            has_next_page=self.hits.more,
            has_previous_page=self.question.after is not None,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=ends[-1] if ends else None,
        )

    @cached_property
    def records(self) -> list[tuple[str, Found, Answer]]:
        """The hits whose records are there: the cursor, and the record in what was found."""
        read = {
            Key(_kind(one), record.id): (one, record)
            for one in self.found
            for record in one.records
            if record is not None and one.lists(record)
        }
        return [
            (where, *read[hit.key])
            for where, hit in zip(self.cursors, self.hits.hits, strict=True)
            if hit.key in read
        ]

    def listed(self, items: Iterable[str]) -> str:
        """The text of a list of its hits, whose items are made one by one.

        Raises:
            TooLarge: the answer is longer than one may be.
        """
        return self.found[0].length.listed(items) if self.found else "[]"

    @property
    def connection(self) -> Connection[Any]:
        """The page as graphql-core wants it."""
        objects = {(id(one), key): made for one in self.found for key, made in one.objects}
        nodes = [objects[id(one), record.id] for _, one, record in self.records]
        edges = [
            Edge(cursor=where, node=node)
            for (where, *_), node in zip(self.records, nodes, strict=True)
        ]
        return Connection(edges=edges, nodes=nodes, page_info=self.info, total_count=None)


PageShape: TypeAlias = Callable[[Page], str]
"""From a page of hits to its text."""
EdgeShape: TypeAlias = Callable[[str, Found, Answer], str]
"""From a hit's cursor, and its record in what was found, to a part of its text."""


class HitsShaper:
    """Makes the shape of a page of hits: its records' shapes, and what is around them.

    Raises, from every method:
        Uncovered: a field of a record has a resolver of its own.
    """

    def __init__(self, selections: Selections, plans: dict[type[Any], Plan]) -> None:
        self._selections = selections
        # SUBTLE: one for each type, and not for each selection of it: two would give one name to
        # two texts that were made of the same record.
        self._shapers = {cls: Shaper(selections, plan) for cls, plan in plans.items()}

    def page(self, connection: GraphQLObjectType, nodes: list[FieldNode]) -> PageShape:
        """The shape of a connection."""
        parts: list[tuple[str, PageShape]] = []
        for key, group in self._selections.fields(connection, nodes).items():
            name = group[0].name.value
            if name == "__typename":
                parts.append((key, lambda _: f'"{connection.name}"'))
                continue
            if name == "totalCount":
                parts.append((key, lambda _: "null"))
                continue
            make = {"edges": self._edges, "nodes": self._nodes, "pageInfo": self._info}[name]
            parts.append((key, make(get_named_type(connection.fields[name].type), group)))
        return lambda page: _object([(key, shape(page)) for key, shape in parts])

    def _info(self, page_info: GraphQLObjectType, nodes: list[FieldNode]) -> PageShape:
        write = Values(self._selections).plain(page_info, nodes)
        return lambda page: write(page.info)

    def _edges(self, edge: GraphQLObjectType, nodes: list[FieldNode]) -> PageShape:
        parts: list[tuple[str, EdgeShape]] = []
        for key, group in self._selections.fields(edge, nodes).items():
            name = group[0].name.value
            if name == "node":
                parts.append((key, self._node(group)))
            elif name == "cursor":
                parts.append((key, lambda where, *_: f'"{where}"'))
            else:
                parts.append((key, lambda *_: f'"{edge.name}"'))

        def write(page: Page) -> str:
            return page.listed(
                _object([(key, shape(*record)) for key, shape in parts]) for record in page.records
            )

        return write

    def _nodes(self, _: Any, nodes: list[FieldNode]) -> PageShape:
        shape = self._node(nodes)
        return lambda page: page.listed(shape(*record) for record in page.records)

    def _node(self, nodes: list[FieldNode]) -> EdgeShape:
        shapes: dict[type[Any], Shape] = {
            cls: shaper.record(nodes) for cls, shaper in self._shapers.items()
        }
        return lambda _, found, record: shapes[found.plan.record.cls](record, found)


def _object(parts: Iterable[tuple[str, str]]) -> str:
    return "{" + ",".join(f'"{key}":{text}' for key, text in parts) + "}"


def _kind(of: Asked | Found) -> str:
    return of.plan.record.entity.record.kind
