"""Spans: pages of what has its score between two, in a set, in a list and in what is merged."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from bandstand.testing.stores import at, delta, spread
from crdt.stamps import score_of
from tests.views.samples import published
from tests.views.stores import opened
from tests.views.test_pages import bumpers, in_order, items, new
from tests.views.test_unions import HOME
from tribes.records import Article, User
from views.reading.answers import Cursor, Span
from views.reading.selections import Page
from views.store import Store

SPANS = [
    Span(None, None),
    *(Span(score_of(at(2)), beyond) for beyond in (None, score_of(at(2)), score_of(at(5)))),
    *(Span(None, score_of(at(ms))) for ms in (0, 3, 99)),
    *(Span(score_of(at(ms)), score_of(at(1))) for ms in (9, 99)),
    Span(-(2**53), 2**53),
]


def _is_in(score: int, span: Span) -> bool:
    after = span.least is None or score >= span.least
    return after and (span.beyond is None or score < span.beyond)


async def _whole(store: Store, asked: Page, first: int) -> list[tuple[int, str]]:
    """All of it, page after page, each of which is full but the last."""
    read = new if asked.derived else bumpers
    found: list[tuple[int, str]] = []
    after = None
    while True:
        page = Page(
            asked.name, first, after, asked.descending, derived=asked.derived, union=asked.union,
            kind=asked.kind, but=asked.but, counted=True, span=asked.span,
        )  # fmt: skip
        rows = await read(store, page)
        assert len(rows.ids) == first or not rows.more
        assert asked.union or asked.but or rows.before == len(found)
        found += [(row.score, row.id) for row in items(rows)]
        assert not rows.more or found
        if not rows.more:
            assert rows.total == (-1 if asked.union else len(found))
            return found
        after = Cursor(*found[-1])


@pytest.mark.parametrize("shards", [1, 3])
@pytest.mark.parametrize("descending", [True, False])
def test_a_span_has_what_is_in_it_once_and_in_order(
    any_store_url: str, shards: int, descending: bool
) -> None:
    """As if there were nothing else: pages, their totals, and how many stand before; both ways."""

    async def scenario() -> None:
        random = Random(7)
        stamps = {f"é{number}": at(random.randrange(7)) for number in range(40)}
        merges = [m for a, when in stamps.items() for m in published(a, "enzo", f"t{a[-1]}", when)]
        merges += [User.tribes.add("me", f"t{number}", at(0)) for number in range(5)]
        merges += [User.users.add("me", "enzo", at(0))]
        scores = {article: score_of(when) for article, when in stamps.items()}
        bumps = [Article.bumps.add("a", f"u{n}", at(n % 7)) for n in range(20)]
        by_whom = {f"u{n}": score_of(at(n % 7)) for n in range(20)}
        async with opened(any_store_url, shards=shards) as store:
            await spread(store, merges)
            await store.merge(store.shards.of(Article, "a"), delta(bumps))
            for span in SPANS:
                asked = (
                    (Page("new", 1, derived=True, descending=descending, span=span), scores),
                    (
                        Page(
                            "home", 1, descending=descending, derived=True, union=HOME,
                            kind="article", span=span,
                        ),
                        scores,
                    ),
                    (Page("bumps", 1, descending=descending, span=span), by_whom),
                    (
                        Page("bumps", 1, descending=descending, but="u3", span=span),
                        {who: score for who, score in by_whom.items() if who != "u3"},
                    ),
                )  # fmt: skip
                for page, members in asked:
                    inside = {one: at for one, at in members.items() if _is_in(at, span)}
                    wanted = in_order(inside, descending=descending)
                    for first in (3, 100):
                        assert await _whole(store, page, first) == wanted, (page, first)

    asyncio.run(scenario())
