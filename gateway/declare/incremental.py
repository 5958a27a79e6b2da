"""Incremental delivery: `@defer` and `@stream`, which a server may leave out, and this one does.

What a query asks for is read in one round trip, so its parts are there at once: what came later
would be read a second time. So both are taken, looked at and told, and the answer is whole, within
the limits of one. `@defer(if: false)` is as none.

Source: the GraphQL specification's incremental delivery: "a service may ignore" either.
"""

from __future__ import annotations

from typing import Any, Final

from graphql import (
    REMOVE,
    DirectiveLocation,
    DirectiveNode,
    DocumentNode,
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLDirective,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLString,
    Visitor,
    VisitorAction,
    visit,
)

_IF = GraphQLArgument(
    GraphQLNonNull(GraphQLBoolean),
    default_value=True,
    description="False: it is not there.",
)
_LABEL = GraphQLArgument(
    GraphQLString, description="A name for it, of which there is one in the document."
)
DIRECTIVES: Final = (
    GraphQLDirective(
        "defer",
        (DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT),
        {"if": _IF, "label": _LABEL},
        description="The fragment may come later. Here it comes with all else.",
    ),
    GraphQLDirective(
        "stream",
        (DirectiveLocation.FIELD,),
        {
            "if": _IF,
            "label": _LABEL,
            "initialCount": GraphQLArgument(
                GraphQLInt, default_value=0, description="How many items may not come later."
            ),
        },
        description="Items of the list may come later. Here they come with all else.",
    ),
)
NAMES: Final = frozenset(one.name for one in DIRECTIVES)


def take(schema: GraphQLSchema) -> None:
    """Let a schema know them, in place of graphql-core's, which say that they come later."""
    others = (one for one in schema.directives if one.name not in NAMES)
    schema.directives = (*others, *DIRECTIVES)


def whole(ast: DocumentNode) -> DocumentNode:
    """A document that asks for all at once."""
    made: DocumentNode = visit(ast, _Whole())
    return made


class _Whole(Visitor):
    def enter_directive(self, node: DirectiveNode, *_: Any) -> VisitorAction:
        """Take both out."""
        return REMOVE if node.name.value in NAMES else None
