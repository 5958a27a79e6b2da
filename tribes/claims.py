"""Claims: who holds a handle or slug, asked before one is claimed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from msgspec import UNSET

from crdt.records import Record
from crdt.registers import value_in
from eventlog.envelope import Event
from gateway.writing.needs import About, Need, Needs, unclaimed
from gateway.writing.refusals import Code, UserError, refusal
from tribes.events import TribeProfileSet, UserProfileSet
from tribes.names import are_alike, key_of, looks_of
from tribes.projections import claim_of
from tribes.records import Handle, Slug
from views.reading.answers import Answer
from views.reading.selections import Claim, Page, Records, Select

CLAIMS: Final[Mapping[type[Event], tuple[type[Record], str]]] = {
    UserProfileSet: (Handle, "handle"),
    TribeProfileSet: (Slug, "slug"),
}
"""The events that claim a name: in which record, by the entity's id, and in which field."""


def free(record: type[Any], field: str) -> Needs:
    """That nobody else has a handle or slug, nor one that looks like it."""
    same = unclaimed(record, field, key_of)

    def needs(about: About) -> Iterable[Need]:
        name = about.fields.get(field)
        if not isinstance(name, str) or (key := key_of(name)) is None:
            return []  # Nothing is claimed, or the entry says what is wrong with it.
        said = set[str]()

        def check(answer: Answer | None) -> UserError | None:
            for other, taken in held_alike(answer, name):
                # Of the very same name it is told above, and of one with two looks by the first.
                if other != about.record_id and key_of(taken) != key and not said:
                    said.add(taken)
                    told = f"the {field} “{name}” looks like “{taken}”, which is taken"
                    return refusal((field,), Code.TAKEN, f"{told}; choose another")
            return None

        return [*same(about), *(Need(look, check) for look in of_looks(record, field, name))]

    return needs


LOOKS_MAX = 20
"""So many names with the look of one, the oldest, are looked at."""


def of_looks(record: type[Any], field: str, name: str) -> list[Records]:
    """Who holds handles or slugs with the looks of a name, look by look."""
    held = Select(record, claims=(Claim(record.kind, "claim", f"{field}:"),))
    page = Page(f"{field}.look:", LOOKS_MAX, descending=False, derived=True, select=held)
    return [Records(Select(record, pages=(page,)), (look,)) for look in looks_of(name)]


def held_alike(answer: Answer | None, name: str) -> list[tuple[str, str]]:
    """Of those who hold names with the look of one, those whose names are like it: id and name."""
    found = []
    for one in answer.pages[0].records if answer else ():
        claim = value_in(one.claims[0]) if isinstance(one.claims[0], str) else None
        taken = claim.get("name") if isinstance(claim, dict) else None
        if isinstance(taken, str) and are_alike(name, taken):
            found.append((one.id, taken))
    return found


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
