"""The mutations: one for each event, verb first."""

from __future__ import annotations

import strawberry

from tribes.graphql.mutations.articles import OfArticles
from tribes.graphql.mutations.comments import OfComments
from tribes.graphql.mutations.moderation import OfModeration
from tribes.graphql.mutations.tribes import OfTribes
from tribes.graphql.mutations.users import OfUsers


@strawberry.type(
    description="What can be changed, one thing after the other. What goes wrong with one takes "
    "nothing from the others."
)
class Mutation(OfArticles, OfComments, OfTribes, OfUsers, OfModeration):
    """All of them, those of the first base first."""
