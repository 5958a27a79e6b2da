"""Stores of the community's view, for tests that are about no other."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from bandstand.testing import stores
from tribes.views import COMMUNITY
from views.store import Store
from views.view import View


def opened(url: str, view: View = COMMUNITY, shards: int = 1) -> AbstractAsyncContextManager[Store]:
    """A store with its library loaded."""
    return stores.opened(url, view, shards)
