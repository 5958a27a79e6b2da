"""Values: what is no record of its own, and how it is made of what a record says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry

from crdt.stamps import Stamp, ms_of
from gateway.declare.fields import time_of
from tribes.graphql.enums import ArticlePart, DecisionKind, Reason


@strawberry.type(description="A picture or a film of an article.")
class Media:
    url: str = strawberry.field(
        description="Where it is: an http or https address, or a path that begins with /media/ on "
        "the host of this service."
    )
    alt: str = strawberry.field(
        description="Alternative text, for whoever cannot see it; may be empty."
    )
    type: str | None = strawberry.field(
        description="Its media type, such as `image/jpeg`; null when nobody said it."
    )
    width: int | None = strawberry.field(
        description="In pixels, so that a page can keep room for it; null when nobody said it."
    )
    height: int | None = strawberry.field(description="In pixels, as `width`.")
    blur_hash: str | None = strawberry.field(
        description="A blurred picture of it as a BlurHash, for as long as it is on its way; null "
        "when nobody made one."
    )


_SAID_OF_MEDIA = ("type", "width", "height", "blur_hash")


def media_of(values: list[dict[str, Any]]) -> list[Media]:
    """The pictures and films of an article, as its record says them."""
    return [
        Media(url=one["url"], alt=one["alt"], **{name: one.get(name) for name in _SAID_OF_MEDIA})
        for one in values
    ]


def parts_of(names: list[str]) -> list[ArticlePart]:
    """What of an article was written, as its record says it."""
    return [ArticlePart[one] for one in names]


@strawberry.type(description="Somebody's place on a leaderboard, and the bumps for it.")
class Standing:
    place: int = strawberry.field(description="From 1.")
    score: int = strawberry.field(description="How many bumps others gave.")


@strawberry.type(description="Why something was hidden, and when.")
class Hidden:
    reason: Reason = strawberry.field(description="Why.")
    note: str = strawberry.field(description="The note; may be empty.")
    at: datetime = strawberry.field(description="When.")


def hidden_of(hiding: dict[str, Any] | None) -> Hidden | None:
    """Why something was hidden, as its record says it."""
    if hiding is None:
        return None
    return Hidden(
        reason=Reason(hiding["reason"]),
        note=hiding["note"],
        at=time_of(ms_of(Stamp(hiding["at"]))),
    )


@strawberry.type(description="What was decided of a case.")
class Decision:
    kind: DecisionKind = strawberry.field(description="What.")
    reason: Reason | None = strawberry.field(description="Why it was hidden; null when it was not.")
    note: str = strawberry.field(description="The note; may be empty.")


def decision_of(decision: dict[str, Any] | None) -> Decision | None:
    """What was decided, as the record says it."""
    if decision is None:
        return None
    reason = decision.get("reason")
    return Decision(
        kind=DecisionKind[decision["how"]],
        reason=Reason(reason) if reason else None,
        note=decision.get("note", ""),
    )
