"""The GraphQL schema: queries and mutations of the community."""

from __future__ import annotations

from enum import Enum
from typing import Any, cast

import strawberry
from strawberry.extensions import MaxTokensLimiter, ParserCache, ValidationCache

from crdt.errors import CRDTError
from eventlog.envelope import ID_LENGTH_MAX
from gateway.entities import Listed, entity_of
from gateway.errors import BadInput
from gateway.faults import Consistency, OneOperation, Schema
from gateway.planning import TOKENS_MAX
from gateway.relay import Connection, Node, parse_global_id
from gateway.sessions import Session
from tribes.mutations import Mutation
from tribes.types import Article, Comment, Tribe, User, Viewer

NODES: dict[str, type[Any]] = {cls.__name__: cls for cls in (User, Tribe, Article, Comment)}
NODES_MAX = 100
CACHED_DOCUMENTS = 1_000


@strawberry.enum(description="How a feed is ordered.")
class FeedOrder(Enum):
    NEW = strawberry.enum_value("NEW", description="By the time of publication, newest first.")


_FEED = Listed("new", lambda: Article, descending=True)


@strawberry.type
class Query:
    @strawberry.field(description="Who is signed in; null for nobody.")
    async def viewer(self, info: strawberry.Info) -> Viewer | None:
        session: Session = info.context
        if session.viewer is None:
            return None
        # A user is a stub at least; None stands for a field that is not selected.
        user = await session.child(info._raw_info, User, "user", session.viewer)
        return Viewer(user=cast(User, user))

    @strawberry.field(description="Anything by its id; null when it is not there.")
    async def node(self, info: strawberry.Info, id: strawberry.ID) -> Node | None:
        [found] = await _nodes(info, [id])
        return found

    @strawberry.field(description="Many by their ids, at most 100; null for what is not there.")
    async def nodes(self, info: strawberry.Info, ids: list[strawberry.ID]) -> list[Node | None]:
        return await _nodes(info, ids)

    @strawberry.field(description="The user who has a handle.")
    async def user(self, info: strawberry.Info, handle: str) -> User | None:
        session: Session = info.context
        return await session.indexed(info._raw_info, User, f"handle:{_name('handle', handle)}")

    @strawberry.field(description="The tribe that has a slug.")
    async def tribe(self, info: strawberry.Info, slug: str) -> Tribe | None:
        session: Session = info.context
        return await session.indexed(info._raw_info, Tribe, f"slug:{_name('slug', slug)}")

    @strawberry.field(description="An article by its id; null when it is not there.")
    async def article(self, info: strawberry.Info, id: strawberry.ID) -> Article | None:
        if parse_global_id(id)[0] != "Article":
            raise BadInput(f"id {id!r} is not an article's")
        [found] = await _nodes(info, [id])
        return found  # type: ignore[return-value]

    @strawberry.field(description="Everything, `first` (1 to 100, default 20) at a time.")
    async def feed(
        self,
        info: strawberry.Info,
        order: FeedOrder = FeedOrder.NEW,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> Connection[Article]:
        session: Session = info.context
        return await session.page(info._raw_info, _FEED, _given(first=first, after=after))


def _given(**arguments: Any) -> dict[str, Any]:
    """The arguments that were given."""
    return {name: value for name, value in arguments.items() if value is not strawberry.UNSET}


async def _nodes(info: strawberry.Info, ids: list[strawberry.ID]) -> list[Node | None]:
    if len(ids) > NODES_MAX:
        raise BadInput(f"ids: {len(ids)} at once; at most {NODES_MAX} are taken")
    session: Session = info.context
    by_type: dict[str, dict[str, None]] = {}
    parsed = [parse_global_id(node_id) for node_id in ids]
    for name, record_id in parsed:
        if name not in NODES:
            raise BadInput(f"id of type {name[:40]!r}: expected one of {', '.join(NODES)}")
        try:
            entity_of(NODES[name]).record.owner_id(_name("id", record_id))
        except CRDTError as error:
            raise BadInput(f"id: {error}") from None
        by_type.setdefault(name, {})[record_id] = None
    found = await session.many(
        info._raw_info, [(NODES[name], list(mine)) for name, mine in by_type.items()]
    )
    objects = {
        (name, record_id): made
        for (name, mine), many in zip(by_type.items(), found, strict=True)
        for record_id, made in zip(mine, many, strict=True)
    }
    return [objects[key] for key in parsed]


def _name(field: str, text: str) -> str:
    if not 0 < len(text) <= 2 * ID_LENGTH_MAX + 1:
        raise BadInput(f"{field}: {text[:40]!r} has {len(text)} characters; that is no {field}")
    return text


SCHEMA = Schema(
    query=Query,
    mutation=Mutation,
    types=[User, Tribe, Article, Comment],
    extensions=[
        Consistency,
        lambda: MaxTokensLimiter(max_token_count=TOKENS_MAX),
        lambda: ParserCache(maxsize=CACHED_DOCUMENTS),
        lambda: ValidationCache(maxsize=CACHED_DOCUMENTS),
        OneOperation,
    ],
)
