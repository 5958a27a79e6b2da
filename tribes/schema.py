"""The GraphQL schema: queries, mutations and subscriptions of the community."""

from __future__ import annotations

from typing import Any

import strawberry

from crdt.errors import CRDTError
from eventlog.envelope import ID_LENGTH_MAX
from gateway.declared import Listed
from gateway.entities import entity_of
from gateway.errors import BadInput
from gateway.faults import Consistency, Known, OneOperation, Schema
from gateway.relay import Connection, Node, SearchConnection, parse_global_id
from gateway.sources import Identified, Named, Ranked, Searched, namespace, source
from tribes.mutations import Mutation
from tribes.names import key_of
from tribes.subscriptions import Subscription
from tribes.types import Article, Comment, FeedOrder, SearchType, Tribe, User, Viewer

NODES: dict[str, type[Any]] = {cls.__name__: cls for cls in (User, Tribe, Article, Comment)}
NODES_MAX = 100


FEEDS = {order: Listed(order.name.lower(), lambda: Article) for order in FeedOrder}


def _node(id: strawberry.ID) -> Identified:
    name, record_id = parse_global_id(id)
    if name not in NODES:
        raise BadInput(f"id of type {name[:40]!r}: expected one of {', '.join(NODES)}")
    try:
        entity_of(NODES[name]).record.owner_id(_name("id", record_id))
    except CRDTError as error:
        raise BadInput(f"id: {error}") from None
    return Identified(NODES[name], record_id)


def _nodes(ids: list[strawberry.ID]) -> list[Identified]:
    if len(ids) > NODES_MAX:
        raise BadInput(f"ids: {len(ids)} at once; at most {NODES_MAX} are taken")
    return [_node(one) for one in ids]


def _article(id: strawberry.ID) -> Identified:
    if parse_global_id(id)[0] != "Article":
        raise BadInput(f"id {id!r} is not an article's")
    return _node(id)


def _user(handle: str) -> Named | None:
    return _holder(User, "handle", handle)


def _tribe(slug: str) -> Named | None:
    return _holder(Tribe, "slug", slug)


def _holder(cls: type[Any], field: str, name: str) -> Named | None:
    """Who holds a name; nobody holds what cannot be one."""
    key = key_of(_name(field, name))
    return None if key is None else Named(cls, f"{field}:{key}")


def _feed(
    order: FeedOrder = FeedOrder.NEW,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
) -> Ranked:
    return Ranked(FEEDS[order], first, after)


SEARCHED: dict[SearchType, type[Any]] = {
    SearchType.ARTICLE: Article,
    SearchType.TRIBE: Tribe,
    SearchType.USER: User,
}


def _search(
    query: str,
    type: SearchType | None = strawberry.UNSET,
    first: int | None = strawberry.UNSET,
    after: str | None = strawberry.UNSET,
) -> Searched:
    types = (SEARCHED[type],) if type else tuple(SEARCHED.values())
    return Searched(query, types, first, after)


def _name(field: str, text: str) -> str:
    if not 0 < len(text) <= 2 * ID_LENGTH_MAX + 1:
        raise BadInput(f"{field}: {text[:40]!r} has {len(text)} characters; that is no {field}")
    return text


@strawberry.type
class Query:
    viewer: Viewer | None = namespace(
        lambda: Viewer,
        when=lambda viewer: viewer is not None,
        doc="Who is signed in; null for nobody.",
    )
    node: Node | None = source(_node, doc="Anything by its id; null when it is not there.")
    nodes: list[Node | None] = source(
        _nodes, doc="Many by their ids, at most 100; null for what is not there."
    )
    user: User | None = source(
        _user, doc="The user who holds a handle, given in any case and Unicode form."
    )
    tribe: Tribe | None = source(_tribe, doc="The tribe that holds a slug, given in any form, too.")
    article: Article | None = source(
        _article, doc="An article by its id; null when it is not there."
    )
    feed: Connection[Article] = source(
        _feed, doc="Everything, `first` (1 to 100, default 20) at a time."
    )
    search: SearchConnection = source(
        _search,
        doc="Articles, tribes and users with all the words of `query`, best first; without a type, "
        "all of them. The last word may be the beginning of one.",
    )


SCHEMA = Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=[User, Tribe, Article, Comment],
    extensions=[
        Known,
        Consistency,
        OneOperation,
    ],
)
