"""A community in two shards, and a hand that damages its view and puts it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import redis

from bandstand.testing.worlds import envelope
from tribes import events as e
from tribes.records import Article
from tribes.views import COMMUNITY
from views.shards import Shards

SHARDS = Shards(2)
LOG = "events-test-0-1"


def history() -> list[Any]:
    """Eight articles of two authors in two tribes, bumped, seen, reposted and talked about."""
    made: list[Any] = []

    def add(event: Any, actor: str, **more: Any) -> None:
        made.append(event(**envelope(len(made), actor), **more))

    add(e.UserProfileSet, "enzo", user="enzo", handle="drake", name="Enzo")
    add(e.TribeProfileSet, "enzo", tribe="garage", slug="the-garage", name="Garage")
    add(e.UserFollowed, "ada", user="enzo")
    for number in range(8):
        article, author = f"a{number}", ("enzo", "lella")[number % 2]
        kind, tribe = e.ArticleKind.ARTICLE, ("garage", "rally")[number // 4]
        add(e.ArticlePublished, author, article=article, tribe=tribe, kind=kind, title=article)
        for who in ("ada", "bob", "cy")[: number % 4]:
            add(e.ArticleBumped, who, article=article)
            add(e.ArticleViewed, who, article=article)
        add(e.CommentPosted, "ada", comment=f"{article}/1", body="Hm")
    add(e.ArticleUnbumped, "ada", article="a3")
    add(e.ArticleReposted, "bob", article="a3", tribe="rally")
    add(e.ArticleRemoved, "lella", article="a5")
    add(e.NotificationsRead, "lella", user="lella", actors={"a3/bumped": ["bob"]})
    add(e.CommentBumped, "bob", comment="a3/1")
    return made


HISTORY = history()
PARKED = len(HISTORY) + 1


class Hand:
    """What damages a store: its keys by their names, without the common start."""

    def __init__(self, url: str) -> None:
        self.client: Any = redis.Redis.from_url(url)

    def base(self, shard: int) -> str:
        """What every key of a shard starts with."""
        return COMMUNITY.base(SHARDS, shard)

    def of(self, article: str) -> int:
        """The shard of an article."""
        return SHARDS.of(Article, article)

    def at(self, article: str, name: str) -> str:
        """A key in the shard of an article."""
        return self.base(self.of(article)) + name

    def other(self, article: str, name: str) -> str:
        """A key in the other shard."""
        return self.base(1 - self.of(article)) + name

    def change(self, key: str, **changes: Any) -> None:
        """Store something else in a packed value."""
        held = msgspec.msgpack.decode(self.client.get(key))
        self.client.set(key, msgspec.msgpack.encode({**held, **changes}))

    @contextmanager
    def kept(self) -> Iterator[None]:
        """All that is there, and the functions, as they were before."""
        found = {key: self.client.dump(key) for key in self.client.scan_iter(count=10_000)}
        try:
            yield
        finally:
            self.client.flushall()
            self.client.function_flush()
            for key, dumped in found.items():
                self.client.restore(key, 0, dumped)


def forge(hand: Hand, code: str, name: str = "") -> None:
    """Have the store run other functions of the same names."""
    if name:
        hand.client.function_flush()
        code = code.replace(f"name=bandstand_community_{COMMUNITY.version}", f"name={name}", 1)
    hand.client.function_load(code, replace=True)
