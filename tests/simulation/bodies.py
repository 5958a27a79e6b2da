"""Bodies: what the simulation writes, from mutations of users to bytes that are no event."""

from __future__ import annotations

from typing import Any

import msgspec

from bandstand.testing.stores import START_MS
from crdt.stamps import stamp_of
from eventlog.envelope import event_id
from tribes import events as e

ARTICLES = ("a1", "a2", "~{é}")


def drafts(about: str, actor: str, number: int) -> list[tuple[Any, dict[str, Any]]]:
    """What a user can write about an article: classes of events, and their fields."""
    comment = f"{about}/c{number % 2}"
    handle = e.UserProfileSet
    return [
        (e.ArticleBumped, {"article": about}),
        (e.ArticleUnbumped, {"article": about}),
        (
            e.ArticlePublished,
            {"article": about, "tribe": "x", "kind": e.ArticleKind.IMAGE, "title": f"T{number}"},
        ),
        (e.ArticleViewed, {"article": about}),
        (e.ArticleEdited, {"article": about, "title": f"E{number}"}),
        (e.CommentPosted, {"comment": comment, "body": "Hm"}),
        (e.CommentRemoved, {"comment": comment}),
        (handle, {"user": actor, "handle": ("drake", "vi")[number % 2]}),
        (e.ArticleRemoved, {"article": about}),
    ]


WRITES = len(drafts("a", "b", 0))


def _envelope(number: int, kind: str, **fields: object) -> dict[str, object]:
    return {
        "type": kind,
        "id": event_id(START_MS, number.to_bytes(10, "big")),
        "v": 1,
        "at": stamp_of(START_MS + number),
        "region": "r0",
        "actor": "eve",
    } | fields


def pair_of(number: int, what: int) -> list[bytes]:
    """Two events with one stamp, whose order at the log must not show."""
    about = ARTICLES[what % 2]
    kinds = (
        (("article_bumped", {}), ("article_unbumped", {})),
        (("article_edited", {"title": "a"}), ("article_edited", {"title": "Z"})),
        (("comment_posted", {"body": "Hm"}), ("comment_removed", {})),
    )[what // 4 % 3]
    pair = kinds if what & 2 else kinds[::-1]
    made = []
    for side, (kind, fields) in enumerate(pair):
        of = {"comment": f"{about}/c1"} if kind.startswith("comment") else {"article": about}
        event = _envelope(number, kind, **of, **fields)
        identity = (2 * number + side + (1 << 40)).to_bytes(10, "big")
        made.append(msgspec.json.encode(event | {"id": event_id(START_MS, identity)}))
    return made


def poison_of(number: int) -> list[bytes]:
    """Bytes that are parked; the last are a plain bump, which is not."""
    bump = _envelope(number, "article_bumped", article="a1")
    comment = _envelope(number, "comment_posted", comment="a1/c1", body="Hm", parent="a2/c1")
    encode = msgspec.json.encode
    return [
        b"",
        b"\xff\xfe",
        b"[" * 40,
        encode(bump | {"v": 2}),
        encode(bump | {"type": "article_sold"}),
        encode(bump | {"at": "f" * 15}),
        encode(comment),
        encode(bump),
    ]
