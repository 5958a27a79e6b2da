"""The peer of the feed: a stock Strawberry gateway, with resolvers and DataLoaders.

`REDIS_URL=… python -m bench.peers.strawberry_dataloader PORT`. It is written as its own
documentation teaches: a resolver a field, a DataLoader a kind of thing, one pipeline a batch, the
parser's and the validation's caches. It reads plain hashes and sorted sets under `peer:`, which
the benchmark copied from our views. It asserts nothing about consistency.
"""

from __future__ import annotations

import base64
import os
import sys
from typing import Any

import redis.asyncio as redis
import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache

store: Any = redis.from_url(
    os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0"), decode_responses=True, protocol=2
)


Row = dict[str, str | None]

_COLUMNS = {
    "article": ("title", "excerpt", "author", "tribe", "views"),
    "user": ("handle", "name", "avatar_url"),
    "tribe": ("slug", "name"),
}


async def _rows(kind: str, ids: list[str]) -> list[Row]:
    columns = _COLUMNS[kind]
    pipe = store.pipeline(transaction=False)
    for item in ids:
        pipe.hmget(f"peer:{kind}:{item}", columns)
    return [dict(zip(columns, values, strict=True)) for values in await pipe.execute()]


async def _cards(prefix: str, ids: list[str]) -> list[int]:
    pipe = store.pipeline(transaction=False)
    for item in ids:
        pipe.zcard(f"{prefix}:{item}")
    found: list[int] = await pipe.execute()
    return found


class Loaders:
    """The loaders of one request."""

    def __init__(self) -> None:
        self.articles: DataLoader[str, Row] = DataLoader(lambda ids: _rows("article", ids))
        self.users: DataLoader[str, Row] = DataLoader(lambda ids: _rows("user", ids))
        self.tribes: DataLoader[str, Row] = DataLoader(lambda ids: _rows("tribe", ids))
        self.bumps: DataLoader[str, int] = DataLoader(lambda ids: _cards("peer:bumps", ids))
        self.comments: DataLoader[str, int] = DataLoader(lambda ids: _cards("peer:comments", ids))


def _global_id(kind: str, item: str) -> strawberry.ID:
    return strawberry.ID(base64.b64encode(f"{kind}:{item}".encode()).decode())


@strawberry.type
class User:
    id: strawberry.ID
    handle: str | None
    name: str | None
    avatar_url: str | None


@strawberry.type
class Tribe:
    id: strawberry.ID
    slug: str | None
    name: str | None


@strawberry.type
class Article:
    key: strawberry.Private[str]
    author_key: strawberry.Private[str]
    tribe_key: strawberry.Private[str]
    id: strawberry.ID
    title: str
    excerpt: str
    view_count: int

    @strawberry.field
    async def author(self, info: strawberry.Info) -> User:
        found = await info.context["loaders"].users.load(self.author_key)
        return User(
            id=_global_id("User", self.author_key),
            handle=found["handle"],
            name=found["name"],
            avatar_url=found["avatar_url"],
        )

    @strawberry.field
    async def tribe(self, info: strawberry.Info) -> Tribe:
        found = await info.context["loaders"].tribes.load(self.tribe_key)
        return Tribe(
            id=_global_id("Tribe", self.tribe_key),
            slug=found["slug"],
            name=found["name"],
        )

    @strawberry.field
    async def bump_count(self, info: strawberry.Info) -> int:
        count: int = await info.context["loaders"].bumps.load(self.key)
        return count

    @strawberry.field
    async def comment_count(self, info: strawberry.Info) -> int:
        count: int = await info.context["loaders"].comments.load(self.key)
        return count


@strawberry.type
class ArticleEdge:
    cursor: str
    node: Article


@strawberry.type
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type
class ArticleConnection:
    edges: list[ArticleEdge]
    page_info: PageInfo


def _article(key: str, found: dict[str, Any]) -> Article:
    return Article(
        key=key,
        author_key=found["author"],
        tribe_key=found["tribe"],
        id=_global_id("Article", key),
        title=found["title"],
        excerpt=found["excerpt"],
        view_count=int(found["views"] or 0),
    )


@strawberry.type
class Query:
    @strawberry.field
    async def feed(
        self, info: strawberry.Info, first: int = 20, after: str | None = None
    ) -> ArticleConnection:
        until = f"({base64.b64decode(after).decode()}" if after else "+inf"
        rows = await store.zrevrangebyscore(
            "peer:new", until, "-inf", start=0, num=first + 1, withscores=True
        )
        shown = rows[:first]
        found = await info.context["loaders"].articles.load_many([key for key, _ in shown])
        edges = [
            ArticleEdge(
                cursor=base64.b64encode(f"{score:.0f}".encode()).decode(), node=_article(key, data)
            )
            for (key, score), data in zip(shown, found, strict=True)
        ]
        return ArticleConnection(
            edges=edges,
            page_info=PageInfo(
                has_next_page=len(rows) > first,
                has_previous_page=after is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
        )


class Endpoint(GraphQL[dict[str, Any], None]):
    """Strawberry's endpoint, with new loaders for each request."""

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> dict[str, Any]:
        return {"request": request, "response": response, "loaders": Loaders()}


schema = strawberry.Schema(
    Query, extensions=[lambda: ParserCache(maxsize=1000), lambda: ValidationCache(maxsize=1000)]
)

if __name__ == "__main__":
    uvicorn.run(
        Starlette(routes=[Route("/graphql", Endpoint(schema), methods=["POST"])]),
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
    )
