"""The GraphQL schema: queries, mutations and subscriptions of the community."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import strawberry

from eventlog.envelope import ID_LENGTH_MAX
from gateway.declare.choices import pages_of
from gateway.declare.nodes import NODES_MAX, each_of, of_id
from gateway.declare.permissions import only
from gateway.declare.relay import After, Connection, First, SearchConnection
from gateway.declare.sources import Item, Named, Searched, Words, namespace, source
from gateway.errors import BadInput
from gateway.faults import Schema
from tribes import handles
from tribes.graphql.community import Community, community
from tribes.graphql.enums import SearchType
from tribes.graphql.everything import CASES, FEEDS, TRIBES, USERS
from tribes.graphql.home import Viewer
from tribes.graphql.mutations import Mutation
from tribes.graphql.permissions import ADMINISTRATORS
from tribes.graphql.subscriptions import Subscription
from tribes.graphql.types import (
    Article,
    ArticleConnection,
    Case,
    Tribe,
    User,
)
from tribes.names import key_of
from views.derive.places import Index

Handle: TypeAlias = Annotated[
    str, strawberry.argument(description=f"1 to {ID_LENGTH_MAX} characters.")
]
Slug: TypeAlias = Handle
Handles: TypeAlias = Annotated[
    list[str],
    strawberry.argument(
        description=f"At most {NODES_MAX}, of 1 to {ID_LENGTH_MAX} characters each."
    ),
]
Slugs: TypeAlias = Handles
Kind: TypeAlias = Annotated[
    SearchType | None, strawberry.argument(description="What is searched; all, without one.")
]


def _user(handle: Handle) -> Named | None:
    return _holder(User, handles.Handle.index, "handle", handle)


def _tribe(slug: Slug) -> Named | None:
    return _holder(Tribe, handles.Slug.index, "slug", slug)


def _users(handles: Handles) -> list[Item]:
    return each_of("handles", handles, _user)


def _tribes(slugs: Slugs) -> list[Item]:
    return each_of("slugs", slugs, _tribe)


def _holder(cls: type[Any], index: Index, field: str, name: str) -> Named | None:
    """Who holds a name; nobody holds what cannot be one."""
    key = key_of(_name(field, name))
    return None if key is None else Named(cls, index, key)


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
        doc="Who is signed in; null when signed out.",
    )
    user: User | None = source(
        _user,
        doc="The user who holds a handle, given in any case and Unicode form; null when nobody has "
        "it.",
    )
    tribe: Tribe | None = source(
        _tribe, doc="The tribe that holds a slug, given in any form, too; null when none has it."
    )
    users_by_handle: list[User | None] | None = source(
        _users,
        doc="Who hold some handles, in the same order: null where nobody has one.",
    )
    tribes_by_slug: list[Tribe | None] | None = source(
        _tribes, doc="Which tribes hold some slugs, in the same order: null where none has one."
    )
    community: Community | None = source(community, doc="All tribes together.")
    article: Article | None = source(
        of_id(Article), doc="An article by its id; null when it is not there."
    )
    feed: ArticleConnection | None = source(pages_of(FEEDS), doc="All articles of all tribes.")
    tribes: Connection[Tribe] | None = source(pages_of(TRIBES), doc="All tribes that have a name.")
    users: Connection[User] | None = source(pages_of(USERS), doc="All users who have a name.")
    search: SearchConnection | None = source(
        _search,
        doc="Articles, tribes and users with all the words of `query`, best first; without a type, "
        "all of them. The last word may be the beginning of one.",
    )
    cases: Connection[Case] | None = only(
        ADMINISTRATORS,
        source(
            pages_of(CASES, argument="queue"), doc="What was reported, of all tribes and of users."
        ),
    )


SCHEMA = Schema(Query, Mutation, subscription=Subscription)
