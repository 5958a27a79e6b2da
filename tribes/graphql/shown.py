"""Shown: what a user was shown of what they are told, in events that hold it."""

from __future__ import annotations

from collections.abc import Iterable

from tribes import records
from tribes.events import SHOWN_MAX
from views.reading.answers import Missing
from views.reading.selections import Unseen

SHOWN_AT_ONCE_MAX = 20_000
"""So many bumps, follows and comments at most are marked as shown by one mutation."""

NOTICES_AT_ONCE_MAX = 1_000
"""So many notifications, likewise."""

LOOKED_AT_MAX = 10_000
"""So many of what somebody is told are looked at by one call."""


def unseen(viewer: str, until: int | None) -> Unseen:
    """What a viewer is told and was not shown.

    until: the score in their inbox up to which it matters; None for all.
    """
    return Unseen(
        f"unread:{viewer}",
        until,
        # Of actors, it says whom those seen were shown to; of comments, each says it of itself.
        sets=(("notice.actors+:", "notice.actors=:", True), ("list:told:", "list:heard:", False)),
        reader=(records.Notice, "reader"),
        but=viewer,
        first=NOTICES_AT_ONCE_MAX,
        most=SHOWN_AT_ONCE_MAX,
        looks=LOOKED_AT_MAX,
    )


def shown_parts(found: Iterable[Missing]) -> list[tuple[dict[str, list[str]], list[str]]]:
    """What was not shown, as actors by notification and comments, in parts that an event holds."""
    parts: list[tuple[dict[str, list[str]], list[str]]] = [({}, [])]
    room, length = SHOWN_MAX, SHOWN_LENGTH_MAX
    for one in found:
        for member in one.members:
            # In JSON a character may take twice what it takes here.
            size = 2 * len(member.encode()) + 3
            if one.set == 1 and one.id not in parts[-1][0]:
                size += 2 * len(one.id.encode()) + 6
            if room == 0 or size > length:
                parts.append(({}, []))
                room, length = SHOWN_MAX, SHOWN_LENGTH_MAX
            actors, comments = parts[-1]
            (actors.setdefault(one.id, []) if one.set == 1 else comments).append(member)
            room, length = room - 1, length - size
    return parts


SHOWN_LENGTH_MAX = 60_000
"""So much of an event's 64 KiB is for what was shown."""
