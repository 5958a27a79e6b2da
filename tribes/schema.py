"""The GraphQL schema: queries, mutations and subscriptions of the community."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, TypeAlias

import strawberry

from eventlog.envelope import ID_LENGTH_MAX
from gateway.declare.fields import Listed
from gateway.declare.relay import After, Connection, First, Node, SearchConnection
from gateway.declare.sources import Identified, Named, Ranked, Searched, namespace, source
from gateway.errors import BadInput, GatewayError
from gateway.faults import Known, Schema
from search.words import QUERY_LENGTH_MAX, WORDS_MAX
from tribes.mutations import Mutation
from tribes.names import key_of
from tribes.nodes import ArticleId, node_of
from tribes.subscriptions import Subscription
from tribes.types import Article, Comment, FeedOrder, SearchType, Tribe, User, Viewer

NODES_MAX = 100
FEEDS = {order: Listed(order.name.lower(), lambda: Article) for order in FeedOrder}


NodeId: TypeAlias = Annotated[
    strawberry.ID, strawberry.argument(description="Of a user, a tribe, an article or a comment.")
]
NodeIds: TypeAlias = Annotated[
    list[strawberry.ID],
    strawberry.argument(
        description=f"At most {NODES_MAX}; of users, tribes, articles and comments."
    ),
]
Handle: TypeAlias = Annotated[
    str, strawberry.argument(description=f"1 to {ID_LENGTH_MAX} characters.")
]
Slug: TypeAlias = Handle
Ordered: TypeAlias = Annotated[
    FeedOrder, strawberry.argument(description="Which list; NEW where it is left out.")
]
Words: TypeAlias = Annotated[
    str,
    strawberry.argument(
        description=f"At most {QUERY_LENGTH_MAX} characters and {WORDS_MAX} words, of letters or "
        "digits. All else parts words."
    ),
]
Kind: TypeAlias = Annotated[
    SearchType | None, strawberry.argument(description="What is searched; all, without one.")
]


def _node(viewer: str | None, id: NodeId) -> Identified:
    found = node_of(id)
    # Who is signed in is there, even when they did nothing yet: `viewer` shows their id.
    return replace(found, stub=found.type is User and found.id == viewer)


def _nodes(viewer: str | None, ids: NodeIds) -> list[Identified | GatewayError]:
    if len(ids) > NODES_MAX:
        raise BadInput(f"ids: give at most {NODES_MAX}; these are {len(ids):,}")

    def item(id: strawberry.ID) -> Identified | GatewayError:
        try:
            return _node(viewer, id)
        except BadInput as error:
            return error

    return [item(one) for one in ids]


def _article(id: ArticleId) -> Identified:
    return node_of(id, Article)


def _user(handle: Handle) -> Named | None:
    return _holder(User, "handle", handle)


def _tribe(slug: Slug) -> Named | None:
    return _holder(Tribe, "slug", slug)


def _holder(cls: type[Any], field: str, name: str) -> Named | None:
    """Who holds a name; nobody holds what cannot be one."""
    key = key_of(_name(field, name))
    return None if key is None else Named(cls, f"{field}:{key}")


def _feed(
    order: Ordered = FeedOrder.NEW,
    first: First = strawberry.UNSET,
    after: After = strawberry.UNSET,
) -> Ranked:
    return Ranked(FEEDS[order], first, after)


SEARCHED: dict[SearchType, type[Any]] = {
    SearchType.ARTICLE: Article,
    SearchType.TRIBE: Tribe,
    SearchType.USER: User,
}


def _search(
    query: Words,
    type: Kind = strawberry.UNSET,
    first: First = strawberry.UNSET,
    after: After = strawberry.UNSET,
) -> Searched:
    types = (SEARCHED[type],) if type else tuple(SEARCHED.values())
    return Searched(query, types, first, after)


def _name(field: str, text: str) -> str:
    if not 0 < len(text) <= ID_LENGTH_MAX:
        raise BadInput(f"{field}: give 1 to {ID_LENGTH_MAX} characters; this has {len(text):,}")
    return text


@strawberry.type(
    description="What can be asked. What goes wrong with one field leaves that null, with an error "
    "that names it, and takes nothing from the others."
)
class Query:
    viewer: Viewer | None = namespace(
        lambda: Viewer,
        when=lambda viewer: viewer is not None,
        doc="Who is signed in; null for nobody.",
    )
    node: Node | None = source(_node, doc="Anything by its id; null when it is not there.")
    nodes: list[Node | None] | None = source(
        _nodes,
        doc="Many by their ids, in the same order; null for what is not there, and for what is no "
        "id, with an error in its place.",
    )
    user: User | None = source(
        _user,
        doc="The user who holds a handle, given in any case and Unicode form; null when nobody has "
        "it.",
    )
    tribe: Tribe | None = source(
        _tribe, doc="The tribe that holds a slug, given in any form, too; null when none has it."
    )
    article: Article | None = source(
        _article, doc="An article by its id; null when it is not there."
    )
    feed: Connection[Article] | None = source(_feed, doc="All articles of all tribes.")
    search: SearchConnection | None = source(
        _search,
        doc="Articles, tribes and users with all the words of `query`, best first; without a type, "
        "all of them. The last word may be the beginning of one.",
    )


SCHEMA = Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=[User, Tribe, Article, Comment],
    extensions=[Known],
)
