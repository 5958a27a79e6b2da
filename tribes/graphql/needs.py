"""Needs: what else must hold before an event is published, and what it must say besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import msgspec

from crdt.records import OWNER_SEPARATOR
from eventlog.envelope import Event
from gateway.writing.needs import About, Need, fieldless, if_named, notes, unnamed
from gateway.writing.refusals import Code, UserError, refusal
from tribes import records
from tribes.events import Role
from tribes.graphql import permissions as rules
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


@dataclass(frozen=True)
class another_owner:  # noqa: N801
    """That who loses the role of an owner to somebody else is not the last one. Who gives up their
    own may always: nobody owns what they do not want to.

    Two owners who each take the other's role in two regions at once both pass.

    of, whom: the input's fields that name the tribe and who loses the role, without `_id`. role:
    the event's, that says which.
    """

    of: str
    whom: str
    role: str

    def fault(self, event: type[Event], types: dict[str, type[Any]]) -> str:
        """What is wrong with it, as it is declared."""
        return unnamed(self.of, types) or unnamed(self.whom, types) or fieldless(event, self.role)

    def __call__(self, about: About) -> list[Need]:
        whom = about.ids[self.whom]
        if about.fields.get(self.role) is not Role.OWNER or whom == about.viewer:
            return []
        select = Select(records.Tribe, cards=("owners",), holds=(("owners", whom),))
        told = "this is the last owner of the tribe; make somebody else an owner first"
        last = refusal((f"{self.whom}_id",), Code.INVALID, told)

        def check(answer: Answer | None) -> UserError | None:
            is_last = answer is not None and answer.holds[0] and answer.cards[0] == 1
            return last if is_last else None

        return [Need(Records(select, (about.ids[self.of],)), check, f"{self.of}_id")]


quiet_comment: Final = if_named(
    "parent",
    notes("parent", rules.UNHEARD_ON_REPLY, "quiet"),
    otherwise=notes("article", rules.UNHEARD_BY_AUTHOR, "quiet"),
)
"""That a comment tells nobody where who would be told muted the viewer: who wrote the parent, or
else, or where that is oneself, the article's author.
"""


def article_of_comment(about: About) -> list[Need]:
    """That an event says whose the article of a comment is, and in which tribe."""
    article = about.ids["comment"].partition(OWNER_SEPARATOR)[0]

    def revise(event: Any, answer: Answer | None) -> Any:
        publication = answer and ARTICLE.value(answer, "publication")
        if not isinstance(publication, dict):
            return event
        said = {name: publication[name] for name in ("author", "tribe")}
        return msgspec.structs.replace(event, **said)

    return [Need(Records(ARTICLE, (article,)), of="comment_id", revise=revise)]
