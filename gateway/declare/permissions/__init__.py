"""Permissions: who may ask for a field, see a record or make a change, told where it is declared.

    AUTHOR = whose("publication", "author", told="who wrote it")

    email: str | None = only(owner | role("support"), column("contact", "email"))
    viewer_can_edit: bool = viewer_can(AUTHOR | role("editor"))
    @entity(records.Article, exists="alive", shown=AUTHOR | ~says("hiding"))
    edit_article = mutation(ArticleEdited, Article, needs=[may("article", AUTHOR)])

Whoever may not has null there, and an error: UNAUTHENTICATED for nobody, FORBIDDEN for who is
signed in. The schema says in its descriptions who may.
"""

from gateway.declare.permissions.atoms import (
    among,
    of_owner,
    owner,
    role,
    says,
    scope,
    signed_in,
    stands_for,
    through,
    whose,
)
from gateway.declare.permissions.guards import only
from gateway.declare.permissions.rules import Rule

__all__ = [
    "Rule",
    "among",
    "of_owner",
    "only",
    "owner",
    "role",
    "says",
    "scope",
    "signed_in",
    "stands_for",
    "through",
    "whose",
]
