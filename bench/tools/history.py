"""The history: mixed events of a community, the same from the same seed.

54 % views, 30 % bumps, 4 % unbumps, 6 % comments, 2 % bumps of comments, 2 % articles, and 1 % each
of follows of tribes and of users, by 100,000 users. Bumps and comments say whose article they are
on. What they are about is skewed: article *r* is met as often as a Pareto variable of shape `SKEW`
says.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from crdt.stamps import stamp_of
from eventlog.envelope import Event, event_id
from tribes import events as e

ARTICLES = 20_000
USERS = 100_000
TRIBES = 50
SKEW = 0.5
"""29 % of all are about the first article, 1 % about all beyond the 10,000th. A flatter history
folds to more records: at 0.2 the store has twice the work."""

START_MS = 1_767_225_600_000
"""2026-01-01; every event has its own millisecond."""

_REMARK = "<p>Mine did that too, until I took the gearbox apart and cleaned every part.</p>"
_EXCERPT = "It began with a noise from the gearbox, and it ended on the kitchen table."
_BODY = "<p>First the sump, then the filter, and then everything that was behind it.</p>" * 8


def mixed(
    count: int, *, users: int = USERS, seed: int = 7, region: str = "bench"
) -> Iterator[Event]:
    """So many events, in the order of their stamps.

    An article that is viewed, bumped or commented on may be published later, or never: merges
    commute, so it costs the same.
    """
    random = Random(seed)
    draw, pareto, below = random.random, random.paretovariate, random.randrange
    published, commented = 0, dict[int, tuple[str, str]]()
    for number in range(count):
        ms = START_MS + number
        envelope: dict[str, Any] = {
            "id": event_id(ms, random.randbytes(10)),
            "at": stamp_of(ms),
            "region": region,
            "actor": f"user-{below(users)}",
        }
        rank = int(pareto(SKEW)) % ARTICLES
        article, of = (
            f"article-{rank}",
            {"tribe": f"tribe-{rank % TRIBES}", "author": f"user-{rank}"},
        )
        chance = draw()
        if chance < 0.54:
            yield e.ArticleViewed(**envelope, article=article)
        elif chance < 0.84:
            yield e.ArticleBumped(**envelope, article=article, **of)
        elif chance < 0.88:
            yield e.ArticleUnbumped(**envelope, article=article, **of)
        elif chance < 0.94:
            commented[rank] = f"{article}/{number}", envelope["actor"]
            yield e.CommentPosted(**envelope, comment=commented[rank][0], body=_REMARK, **of)
        elif chance < 0.96:
            comment, author = commented.get(rank, (f"{article}/0", of["author"]))
            yield e.CommentBumped(**envelope, comment=comment, author=author)
        elif chance < 0.97:
            yield e.TribeFollowed(**envelope, tribe=of["tribe"])
        elif chance < 0.98:
            yield e.UserFollowed(**envelope, user=of["author"])
        else:
            yield _article(envelope, published % ARTICLES, number)
            published += 1


def _article(envelope: dict[str, Any], rank: int, number: int) -> Event:
    return e.ArticlePublished(
        **(envelope | {"actor": f"user-{rank}"}),
        article=f"article-{rank}",
        tribe=f"tribe-{rank % TRIBES}",
        kind=e.ArticleKind.ARTICLE,
        title=f"How I rebuilt gearbox {number} on my kitchen table",
        excerpt=_EXCERPT,
        body=_BODY,
    )


def profiles(users: int = USERS, *, seed: int = 8, region: str = "bench") -> Iterator[Event]:
    """The profile of every tribe, and of so many users."""
    random = Random(seed)

    def envelope(number: int, actor: str) -> dict[str, Any]:
        ms = START_MS - 1 - number
        return {
            "id": event_id(ms, random.randbytes(10)),
            "at": stamp_of(ms),
            "region": region,
            "actor": actor,
        }

    for number in range(TRIBES):
        yield e.TribeProfileSet(
            **envelope(number, "user-0"),
            tribe=f"tribe-{number}",
            slug=f"marque-{number}",
            name=f"Marque {number}",
            description="<p>Everything about one marque.</p>",
        )
    for number in range(users):
        user = f"user-{number}"
        yield e.UserProfileSet(
            **envelope(TRIBES + number, user),
            user=user,
            handle=f"driver-{number}",
            name=f"Driver {number}",
            avatar_url=f"https://images.example/drivers/{number}.jpg",
            bio="<p>Oil under the nails.</p>",
        )
