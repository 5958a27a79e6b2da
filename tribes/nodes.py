"""Nodes: what has a global id."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import strawberry

from gateway.declare.entities import entity_of
from gateway.declare.relay import parse_id
from gateway.declare.sources import Identified
from tribes.types import Article, Comment, Tribe, User

NODES: dict[str, type[Any]] = {cls.__name__: cls for cls in (User, Tribe, Article, Comment)}

ArticleId: TypeAlias = Annotated[strawberry.ID, strawberry.argument(description="Of an article.")]


def node_of(text: str, *types: type[Any]) -> Identified:
    """What a global id is of, which must be one of some types; of any, where none is named.

    Raises:
        BadInput: it is no id, or of another type.
    """
    wanted = [cls.__name__ for cls in types] or [*NODES]
    name, record_id = parse_id(text, {one: entity_of(NODES[one]).record for one in wanted})
    return Identified(NODES[name], record_id)
