"""Stacks of the community, in folders with odd names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bandstand.testing import stacks
from bandstand.testing.stacks import eventually

DATA = 'a "stack" \\ of $ours'
"""The folder of a stack's data: as odd as a folder's name may be."""


class Stack(stacks.Stack):
    """One in which somebody bumps articles."""

    data_name = DATA

    def bump(self, article: str, viewer: str) -> dict[str, Any]:
        """Bump an article, by its global id, as one does who tries until it is confirmed."""
        query = """mutation Bump($article: ID!, $key: String!) {
          bumpArticle(input: {articleId: $article, idempotencyKey: $key}) {
            receipt { eventId duplicate } userErrors { message }
          }
        }"""

        def confirmed() -> dict[str, Any]:
            try:
                done = self.ask(query, viewer=viewer, article=article, key=f"bump by {viewer}")
            except AssertionError:
                return {}
            receipt: dict[str, Any] | None = done["bumpArticle"]["receipt"]
            return receipt or {}

        return eventually(confirmed, "a confirmed bump")


def stack(folder: Path, *options: str | int, **variables: str) -> Stack:
    """A running stack for the time of a block; nothing of it is left behind."""
    return Stack(folder, *options, **variables)
