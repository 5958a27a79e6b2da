"""Needs: what must hold before an article is reposted, besides that it and the tribe are there."""

from __future__ import annotations

from crdt.records import OWNER_SEPARATOR
from gateway.writing.needs import About, Need
from gateway.writing.refusals import Code, UserError, refusal
from tribes import records
from tribes.records import REPOSTS_MAX
from views.reading.answers import Answer
from views.reading.selections import Records, Select

ARTICLE = Select(records.Article, registers=("publication",))
"""What is looked at of an article."""


def elsewhere(about: About) -> list[Need]:
    """That an article was not published in a tribe."""

    def check(answer: Answer | None) -> UserError | None:
        publication = answer and ARTICLE.value(answer, "publication")
        if isinstance(publication, dict) and publication["tribe"] == about.ids["tribe"]:
            told = "the article was published in this tribe and stands there; choose another"
            return refusal(("tribe_id",), Code.INVALID, told)
        return None

    return [Need(Records(ARTICLE, (about.ids["article"],)), check, "article_id")]


def room_for_repost(about: About) -> list[Need]:
    """That an article was not reposted into as many tribes as it can be, but for this one."""
    article, tribe = about.ids["article"], about.ids["tribe"]
    repost = f"{article}{OWNER_SEPARATOR}{tribe}"
    known = Select(records.Repost, places=(f"reposts:{article}",))
    full = refusal(
        ("tribe_id",),
        Code.LIMIT,
        f"this article was reposted into {REPOSTS_MAX} tribes already, and can be into no more",
    )
    there = False

    def note(answer: Answer | None) -> None:
        nonlocal there
        there = bool(answer and answer.places[0])

    def check(answer: Answer | None) -> UserError | None:
        room = there or answer is None or answer.cards[0] < REPOSTS_MAX
        return None if room else full

    count = Select(records.Article, cards=("list:reposts:",))
    return [
        Need(Records(known, (repost,)), note, "tribe_id"),
        Need(Records(count, (article,)), check, "article_id"),
    ]
