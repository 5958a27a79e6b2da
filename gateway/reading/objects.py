"""Objects: what was read, as graphql-core wants it: one object a record, with its attributes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from gateway.compiler.lists import Bound, end_shown, in_order
from gateway.compiler.plan import RANKED, EntityPlan, PagePlan
from gateway.compiler.positions import (
    AllowsAt,
    CountAt,
    HoldsAt,
    OthersAt,
    PageAt,
    ReferenceAt,
    StandingAt,
    ValueAt,
)
from gateway.compiler.sizes import Length
from gateway.declare.edges import Beside
from gateway.declare.entities import READ, VERDICTS, Later
from gateway.declare.fields import as_int
from gateway.declare.permissions.rules import NOBODY, Asks
from gateway.declare.relay import (
    Connection,
    PageInfo,
    RankedConnection,
    RankedEdge,
    cursor,
    global_id,
)
from gateway.declare.sources import Item
from gateway.reading.reads import Asked, with_names
from views.reading.answers import Answer, Answers, Rows


class Found:
    """What was read for one plan: its records, and by target those that they refer to, by id; and
    who asks, for what is not for all.
    """

    length: Length
    """How long the answer is as far as it is written, while it is."""

    def __init__(self, asked: Asked, answers: Answers, asks: Asks = NOBODY) -> None:
        self.asks = asks
        self.plan, self.binding, self.request = asked.plan, asked.binding, asked.request
        self._stubs = asked.stubs
        self.records = answers.records
        self.others = [{one.id: one for one in many} for many in answers.followed]
        self.others = self.others or [{} for _ in self.plan.targets]
        self.memo: defaultdict[str, dict[Any, Any]] = defaultdict(dict)
        """What was made of the others so far, for whoever makes it."""

    def other(self, target: int | None, record_id: str) -> Answer:
        """A record that was referred to. Of one that nobody asked for, its id is known."""
        return Answer(record_id) if target is None else self.others[target][record_id]

    def shows(self, record: Answer) -> bool:
        """Whether one of its records is there, or is shown as a stub."""
        plan = self.plan.record
        there = plan.is_there(record) or record.id in self._stubs
        return there and (plan.shown is None or plan.shown(record, self))

    def lists(self, record: Answer) -> bool:
        """Whether one of its records is shown, and stands in the page that it was found for."""
        listed = self.plan.record.listed
        return self.shows(record) and (listed is None or listed(record, self))

    @property
    def objects(self) -> list[tuple[str, Any]]:
        """Each record's id and its object; None for one that is not there."""
        plan = self.plan.record
        return [
            ("", None)
            if one is None
            else (one.id, _object(self, plan, one) if self.shows(one) else None)
            for one in self.records
        ]

    @property
    def page(self) -> Connection[Any]:
        """The page of a plan that belongs to no record."""
        [record] = self.records
        assert record is not None  # noqa: S101
        at = self.plan.record.fields[RANKED]
        assert isinstance(at, PageAt)  # noqa: S101
        page: Connection[Any] = _page(self, at, record)
        return page


def objects_of(wanted: list[Item], found: list[Found]) -> dict[Any, Any]:
    """The objects of a list, by what its items are known by; None for one that is not there."""
    return {
        name or (one.plan.record.cls, key): made
        for name, one in with_names(wanted, found)
        for key, made in one.objects
    }


def _object(found: Found, plan: EntityPlan, answer: Answer) -> Any:
    """An object of the type, with the attributes that were selected."""
    made = object.__new__(plan.cls)
    attributes = made.__dict__
    attributes["id"] = global_id(plan.cls.__name__, answer.id)
    read = attributes[READ] = {}
    for key, at in plan.fields.items():
        if isinstance(key, str):
            attributes[plan.entity.fields[key][0]] = _value(found, at, answer)
        elif isinstance(at, ReferenceAt):
            read[key] = _reference(found, at, answer)
        elif isinstance(at, PageAt):
            # Made when it is asked for: of a large answer not all at once.
            read[key] = Later(partial(_page, found, at, answer))
        elif isinstance(at, StandingAt):
            read[key] = _standing(found, at, answer)
    if plan.verdicts:
        attributes[VERDICTS] = {
            rule: verdict(answer, found) for rule, verdict in plan.verdicts.items()
        }
    return made


def _value(found: Found, at: Any, answer: Answer) -> Any:
    """A field's value, or the exception that graphql-core raises at the field."""
    match at:
        case ValueAt():
            try:
                return at.what.read(answer, at.at)
            except Exception as error:  # noqa: BLE001
                return error
        case CountAt():
            number = getattr(answer, at.part)[at.at]
            return as_int(number) if at.is_int else number
        case OthersAt():
            return as_int(at.read(answer))
        case HoldsAt():
            return bool(answer.holds) and answer.holds[at.at]
        case AllowsAt():
            return at.verdict(answer, found)


def _standing(found: Found, at: StandingAt, answer: Answer) -> Any:
    try:
        return at.read(answer, found.binding)
    except Exception as error:  # noqa: BLE001
        return error


def _reference(found: Found, at: ReferenceAt, answer: Answer) -> Any:
    record_id = answer.lookups[at.at]
    return _other(found, at.target, at.entity, record_id) if isinstance(record_id, str) else None


def _other(found: Found, target: int | None, plan: EntityPlan, record_id: str) -> Any:
    memo, key = found.memo["objects"], (id(plan), record_id)
    if key not in memo:
        memo[key] = _if_there(found, plan, found.other(target, record_id))
    return memo[key]


def _if_there(found: Found, plan: EntityPlan, answer: Answer) -> Any:
    """The object of a record that is referred to; None when it is not there."""
    return _object(found, plan, answer) if plan.is_shown(answer, found) else None


def _page(found: Found, at: PageAt, answer: Answer) -> Any:
    """A connection, or what is wrong with its arguments."""
    page = at.page
    bound = found.binding.pages[page.number]
    if isinstance(bound, Exception):
        return bound
    rows = in_order(getattr(answer, at.part)[at.at], bound)
    cursors = [
        cursor(bound.place, score, record_id)
        for score, record_id in zip(rows.scores, rows.ids, strict=True)
    ]
    between = rows.beside or (None,) * len(rows.ids)
    nodes = [
        None if page.item.listed is not None and not page.item.listed(record, found) else node
        for record, node in _items(found, page, rows)
    ]
    return RankedConnection(
        nodes=[node for node in nodes if node is not None],
        total_count=None if rows.total < 0 else as_int(rows.total),
        # Every connection has all that a ranking has; its edges may have more.
        edges=[
            _edge(found, page, (where, node, score, rank), record)
            for rank, (where, node, score, record) in enumerate(
                zip(cursors, nodes, rows.scores, between, strict=True), rows.before + 1
            )
            if node is not None
        ],
        page_info=PageInfo(
            has_next_page=bound.has_next(rows),
            has_previous_page=bound.has_previous(rows),
            start_cursor=_end(page, bound, rows, nodes, 0),
            end_cursor=_end(page, bound, rows, nodes, -1),
        ),
    )


def _items(found: Found, page: PagePlan, rows: Rows) -> Iterator[tuple[Answer, Any]]:
    """The records of a page, and their objects; None for one that is not there."""
    if page.nested:
        yield from ((record, _if_there(found, page.item, record)) for record in rows.records)
        return
    for record_id in rows.ids:
        record = found.other(page.target, record_id)
        yield record, _other(found, page.target, page.item, record_id)


def _edge(
    found: Found, page: PagePlan, item: tuple[str, Any, int, int], between: Answer | None
) -> Any:
    """An edge, with all that its type has. item: cursor, node, score and rank."""
    where, node, score, rank = item
    edge = RankedEdge(cursor=where, node=node, score=score)
    for name, field in page.edge.items():
        try:
            value = field.read(score, rank)
            if between is not None and isinstance(field.what, Beside):
                assert page.beside is not None  # noqa: S101
                value = _if_there(found, page.beside, between)
        except Exception as error:  # noqa: BLE001
            value = error
        setattr(edge, name, value)
    return edge


def _end(page: PagePlan, bound: Bound, rows: Rows, nodes: list[Any], at: int) -> str | None:
    """From where a page starts (at 0), and from where to go on (-1): behind the last item, or where
    a page got to that is short. The ends are those of all that was read: a page whose records are
    gone leads on, too. Of what is for some alone they are those of what is shown.
    """
    if page.item.shown is not None:
        where = end_shown(rows, bound, at, lambda each: nodes[each] is not None)
        return None if where is None else cursor(bound.place, *where)
    if at < 0 and rows.ended is not None:
        return cursor(bound.place, *rows.ended)
    return cursor(bound.place, rows.scores[at], rows.ids[at]) if rows.ids else None
