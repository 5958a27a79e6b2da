"""Homes: resolvers of somebody's own run where the views are read, though a large answer is written
on another loop: what they were given, such as a client of another service, is of that loop.
"""

from __future__ import annotations

import inspect
from typing import Any

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema

from gateway.declare.entities import definition_of
from gateway.declare.fields import DECLARED


def keep_at_home(schema: GraphQLSchema) -> None:
    """Have every resolver that is no declaration's run on the loop that its request came to."""
    for kind in schema.type_map.values():
        for field in kind.fields.values() if isinstance(kind, GraphQLObjectType) else ():
            declared = definition_of(field)
            own = declared is not None and declared.base_resolver is not None
            if own and DECLARED not in declared.metadata:
                _keep(field)


def _keep(field: GraphQLField) -> None:
    resolve = field.resolve
    assert resolve is not None  # noqa: S101

    def kept(root: Any, info: Any, **given: Any) -> Any:
        if getattr(info.context, "home", None) is None:
            return resolve(root, info, **given)

        async def there() -> Any:
            found = resolve(root, info, **given)
            return await found if inspect.isawaitable(found) else found

        return info.context.at_home(there())

    field.resolve = kept
