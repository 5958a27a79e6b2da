"""Holders: what the views say of who is there already, and who has which name.

Asked before something is brought in from elsewhere, so that it takes nothing from anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from crdt.records import Record
from crdt.stamps import Stamp, ms_of, stamp_of
from gateway.errors import ImportFailed
from gateway.writing.importing import batched, wave
from tribes.claims import held_alike, left_alike, of_looks
from tribes.importers.naming import is_of, otherwise
from tribes.importers.survey import Question
from tribes.names import key_of
from tribes.records import Article
from views.reading.answers import Answer
from views.reading.selections import Claim, Index, Records, Select
from views.reading.waves import Request
from views.store import Store

ASKED_OTHERWISE_MAX: Final = 0.05
"""Of the same site, when a question was asked does not change; a row may have been mended."""

OTHERS_MAX: Final = 0.5
"""Of the same site, this part of the questions may have another author and another title, both."""


@dataclass
class Met:
    """What is here already of a site, by the questions that a dump of it has.

    Args:
        site: what it would be called here.
    """

    store: Store
    site: str
    met: int = 0
    """How many questions are articles here."""
    as_of: str = ""
    """The latest as-of of a dump of which one of them is, as a stamp; empty where none has one."""
    _otherwise: list[str] = field(default_factory=list)
    _others: list[str] = field(default_factory=list)

    async def meet(self, questions: list[Question], id_of: Callable[[int], str]) -> list[int]:
        """Which of some questions are articles here already; what differs is kept in mind."""
        select = Select(Article, registers=("publication", "title"))
        ids = tuple(id_of(question.post) for question in questions)
        [found] = await wave(self.store, [Records(select, ids)])
        met = []
        for question, answer in zip(questions, found, strict=True):
            held = answer.value(0) if answer else None
            if answer is None or not isinstance(held, dict):
                continue
            met.append(question.post)
            self.as_of = max(self.as_of, str(held.get("as_of") or ""))
            author, title = held.get("author"), answer.value(1)
            if ms_of(answer.stamp(0) or stamp_of(0)) != question.ms:
                self._otherwise.append(answer.id)
            elif author != id_of(question.owner) and title != question.title:
                self._others.append(answer.id)
        self.met += len(met)
        return met

    def refuse_other_site(self) -> None:
        """Refuse a dump that is of another site than what is here under its name.

        Raises:
            ImportFailed: it is.
        """
        for found, most, what in (
            (self._otherwise, ASKED_OTHERWISE_MAX, "when they were published"),
            (self._others, OTHERS_MAX, "who wrote them, and their titles"),
        ):
            if len(found) > most * self.met:
                raise ImportFailed(
                    f"another site is here as {self.site!r} already: of {self.met:,} articles that "
                    f"both have, {len(found):,} differ in {what} (such as {found[0]}). Nothing was "
                    f"brought in; give this one a name of its own, as with --site {self.site}-2"
                )

    async def refuse_old_voters(
        self, votes: list[tuple[int, int]], id_of: Callable[[int], str]
    ) -> None:
        """Refuse a site that was brought in by a version that did not name voters by their site:
        each bump would count twice.

        Raises:
            ImportFailed: it was. votes: the numbers of votes and their questions.
        """
        requests: list[Request] = [
            Records(Select(Article, holds=(("bumps", f"voter-{vote}"),)), (id_of(post),))
            for vote, post in votes
        ]
        for found in await wave(self.store, requests) if requests else ():
            if any(answer and any(answer.holds) for answer in found):
                raise ImportFailed(
                    f"{self.site!r} was brought in by Bandstand 0.4 or earlier, whose voters have "
                    "no site in their ids: brought in again, every bump would count twice. Bring "
                    "it into an empty stack (--dir), or as another site (--site)"
                )


@dataclass
class Namer:
    """Finds names that take nothing from anybody.

    Args:
        record: which keeps the claims. index: what their lists are called.
        since: the score from which what somebody gave up is kept from others.
    """

    store: Store
    record: type[Record]
    index: str
    site: str
    as_of: Stamp
    since: int
    taken: set[str] | None = None
    """The keys that were given in this import; None where no two can be alike."""

    async def names_of(self, wanted: Mapping[str, str]) -> dict[str, str | None]:
        """As `names`, of any number."""
        found = dict[str, str | None]()
        for some in batched(wanted.items()):
            found |= await self.names(dict(some))
        return found

    async def names(self, wanted: Mapping[str, str]) -> dict[str, str | None]:
        """By id, another name than the wanted one; None where none is to be claimed.

        A record keeps the name that it holds. To claim it anew would make the claim younger, so
        it is left out, unless the very same was said of it before.
        """
        claim = Claim(self.record.kind, "claim", f"{self.index}:")
        select = Select(self.record, registers=("claim",), claims=(claim,))
        [held] = await wave(self.store, [Records(select, tuple(wanted))])
        found, open_ = dict[str, str | None](), dict[str, Iterator[str]]()
        for (own_id, name), answer in zip(wanted.items(), held, strict=True):
            own, stamp = (answer.value(0), answer.stamp(0)) if answer else (None, None)
            known = own.get("name") if isinstance(own, dict) else None
            if stamp is not None and stamp > self.as_of:
                found[own_id] = None  # What is here is newer than the dump.
            elif isinstance(known, str) and stamp == self.as_of:
                self._give(known)
                found[own_id] = known
            elif isinstance(known, str) and self._keeps(answer, known, name):
                self._give(known)
                found[own_id] = None
            else:
                open_[own_id] = self._candidates(name)
        while open_:
            tried = {own_id: next(rest, None) for own_id, rest in open_.items()}
            free = await self._free({own_id: name for own_id, name in tried.items() if name})
            for own_id, one in tried.items():
                if one is None or own_id in free:
                    del open_[own_id]
                    if one != wanted[own_id]:
                        found[own_id] = one
        return found

    def _keeps(self, answer: Answer | None, known: str, name: str) -> bool:
        """Whether a record holds a name that is what it would have, or stands in for it."""
        return bool(answer and answer.claims[0]) and is_of(known, name, self.site)

    def _candidates(self, name: str) -> Iterator[str]:
        """What can be tried: the name, and what can stand in for it."""
        yield name
        yield from otherwise(name, self.site)

    def _give(self, name: str) -> bool:
        """Whether a name was not given yet; it is then."""
        key = key_of(name)
        if self.taken is None or key is None:
            return True
        if key in self.taken:
            return False
        self.taken.add(key)
        return True

    async def _free(self, tried: dict[str, str]) -> set[str]:
        """Of those who would have some names, those who can."""
        requests, looks = list[Request](), dict[str, int]()
        for own_id, name in tried.items():
            alike = of_looks(self.record, self.index, name)
            requests += [Index(Select(self.record), f"{self.index}:{key_of(name)}"), *alike]
            looks[own_id] = len(alike)
        answers = iter(await wave(self.store, requests) if requests else ())
        free = set[str]()
        for own_id, name in tried.items():
            [holder] = next(answers) or (None,)
            found = [one for some in islice(answers, looks[own_id]) for one in some]
            others = {one for answer in found for one, _ in held_alike(answer, name)}
            others |= {one for answer in found for one, _ in left_alike(answer, name, self.since)}
            taken = holder is not None and holder.id != own_id
            if not taken and others <= {own_id} and self._give(name):
                free.add(own_id)
        return free
