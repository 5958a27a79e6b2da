"""Claims: who holds a handle or slug, asked before one is claimed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import UNSET

from crdt.records import OWNER_SEPARATOR, ElementSet, Record
from crdt.registers import value_in
from crdt.stamps import score_of, stamp_of
from eventlog.envelope import Event
from gateway.writing.needs import About, Need, Needs, unclaimed
from gateway.writing.refusals import Code, UserError, refusal
from tribes.events import TribeProfileSet, UserProfileSet
from tribes.handles import FormerHandle, FormerSlug, Handle, Slug
from tribes.names import are_alike, key_of, looks_of
from tribes.projections import claim_of
from views.reading.answers import Answer
from views.reading.selections import Claim, Page, Records, Select

CLAIMS: Final[Mapping[type[Event], tuple[type[Record], str]]] = {
    UserProfileSet: (Handle, "handle"),
    TribeProfileSet: (Slug, "slug"),
}
"""The events that claim a name: in which record, by the entity's id, and in which field."""

KEPT_DAYS: Final = 90
"""So long a name that was given up is kept from others: links lead to it, and people trust it."""

CHANGES_MAX: Final = 5
"""So many names may be given up in that time: each takes one from everybody else."""


class Kept(NamedTuple):
    """What is kept of the names that one sort of record claimed.

    former: each by itself. keys: of one record, the keys of all.
    """

    former: type[Record]
    keys: ElementSet


KEPT: Final[Mapping[type[Record], Kept]] = {
    Handle: Kept(FormerHandle, Handle.keys),
    Slug: Kept(FormerSlug, Slug.keys),
}


def since_of(now_ms: int) -> int:
    """Since when what was given up is kept, as a score."""
    return score_of(stamp_of(max(0, now_ms - KEPT_DAYS * 86_400_000)))


def free(record: type[Any], field: str) -> Needs:
    """That nobody else has a handle or slug, nor one that looks like it, nor gave one up lately;
    and that who changes theirs did not do so too often.
    """
    same = unclaimed(record, field, key_of)

    def needs(about: About) -> Iterable[Need]:
        name = about.fields.get(field)
        if not isinstance(name, str) or (key := key_of(name)) is None:
            return []  # Nothing is claimed, or the entry says what is wrong with it.
        since, told = since_of(about.now_ms), False

        def taken(how: str) -> UserError:
            return refusal((field,), Code.TAKEN, f"the {field} “{name}” {how}; choose another")

        def alike(answer: Answer | None) -> UserError | None:
            for other, held in held_alike(answer, name):
                if other != about.record_id and key_of(held) != key:
                    return taken(f"looks like “{held}”, which is taken")
            for other, left in left_alike(answer, name, since):
                if other != about.record_id:
                    was = "was" if key_of(left) == key else f"looks like “{left}”, which was"
                    return taken(
                        f"{was} somebody else's until lately, and is kept for {KEPT_DAYS} days"
                    )
            return None

        def once(need: Need) -> Need:
            """The same, unless something is told of the name already."""

            def check(answer: Answer | None) -> UserError | None:
                nonlocal told
                error = None if told else need.check(answer)
                told = told or error is not None
                return error

            return replace(need, check=check)

        looks = (Need(look, alike) for look in of_looks(record, field, name))
        seldom = _seldom(record, field, key, about, since)
        return [once(need) for need in (*same(about), *looks, seldom)]

    return needs


def _seldom(record: type[Any], field: str, key: str, about: About, since: int) -> Need:
    """That not too many names were given up lately; of the names that one had, each is free."""
    keys = KEPT[record].keys.slot
    page = Page(keys.field, CHANGES_MAX + 1)

    def check(answer: Answer | None) -> UserError | None:
        rows = answer.pages[0] if answer else None
        if rows is None or key in rows.ids:
            return None
        if sum(score > since for score in rows.scores) <= CHANGES_MAX:
            return None
        told = f"{CHANGES_MAX} {field}s were given up in {KEPT_DAYS} days, and no more can be"
        return refusal((field,), Code.LIMIT, f"{told}: keep this one, or take one of them back")

    return Need(Records(Select(keys.record, pages=(page,)), (about.record_id,)), check)


LOOKS_MAX = 20
"""So many names with the look of one, the oldest, are looked at."""


def of_looks(record: type[Any], field: str, name: str) -> list[Records]:
    """Who holds handles or slugs with the looks of a name, and who gave such ones up last, look by
    look.
    """
    held = Select(record, claims=(Claim(record.kind, "claim", f"{field}:"),))
    former = Select(KEPT[record].former, registers=("claim",))
    pages = (
        Page(f"{field}.look:", LOOKS_MAX, descending=False, derived=True, select=held),
        Page(f"{field}.former:", LOOKS_MAX, derived=True, select=former),
    )
    return [Records(Select(record, pages=pages), (look,)) for look in looks_of(name)]


def held_alike(answer: Answer | None, name: str) -> list[tuple[str, str]]:
    """Of those who hold names with the look of one, those whose names are like it: id and name."""
    return [
        (one.id, taken)
        for one in (answer.pages[0].records if answer else ())
        if (taken := _name_in(one.claims[0])) and are_alike(name, taken)
    ]


def left_alike(answer: Answer | None, name: str, since: int) -> list[tuple[str, str]]:
    """Of names with the look of one that were given up since a score, those that are like it: by
    whom, and the name.
    """
    rows = answer.pages[1] if answer else None
    return [
        (one.id.partition(OWNER_SEPARATOR)[0], left)
        for one, score in (zip(rows.records, rows.scores, strict=True) if rows else ())
        if score > since and (left := _name_in(one.registers[0])) and are_alike(name, left)
    ]


def _name_in(held: object) -> str | None:
    """The name of a claim, as its register holds it."""
    claim = value_in(held) if isinstance(held, str) else None
    name = claim.get("name") if isinstance(claim, dict) else None
    return name if isinstance(name, str) else None


def claimed_again(event: Event, held: Any) -> tuple[Event, Any]:
    """An event that may claim a name, and its claim; None where it claims none.

    Who says the name that they hold again, in any form of it, claims it since when they did first.

    Args:
        held: the claim that the record has now, as its register's value.
    """
    _, field = CLAIMS[type(event)]
    name = getattr(event, field)
    if not isinstance(name, str):
        return event, None
    same = isinstance(held, dict) and held.get("key") == key_of(name) is not None
    if same:
        event = msgspec.structs.replace(event, claimed=held["claimed"])
    claimed = getattr(event, "claimed", UNSET)
    return event, claim_of(name, event.at if claimed is UNSET else claimed)
