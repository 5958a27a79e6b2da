"""Claiming: a unique name that a record claims, as the logs say and as a view holds it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import msgspec

from bandstand.explain.addresses import Derived, Merged
from bandstand.explain.contributions import Members, number
from crdt.registers import value_in


def claim_in(text: str | None) -> dict[str, Any]:
    """The claim in an entry's text, `<stamp> <JSON>`; empty where there is none that counts."""
    with suppress(msgspec.DecodeError):
        found = value_in("".join((text or "").partition(" ")[::2]))
        if isinstance(found, dict) and "key" in found:
            return found
    return {}


def claimants(part: Merged, claim: dict[str, Any]) -> Derived:
    """The list of those who claim the name of a claim."""
    return Derived(part.name, f"{part.index}{claim.get('key', '')}")


def in_order(members: Members) -> list[tuple[int, str]]:
    """(When, who) of those who claim a name, the first first: that one holds it."""
    found = ((number(score), record_id) for record_id, score in members.items())
    return sorted(found, key=lambda one: (one[0], one[1].encode()))


def name_held(claim: dict[str, Any], members: Members, record_id: str, *, nothing: str) -> str:
    """What a record shows of its claim: the name, where it is the first who claims it."""
    if not claim or not members:
        return nothing
    _, holder = in_order(members)[0]
    name = msgspec.json.encode(claim["name"]).decode()
    return name if holder == record_id else f"{nothing}: {holder} holds {name}"
