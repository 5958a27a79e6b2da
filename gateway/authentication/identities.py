"""Identities: who asks, what they may, and until when that is known.

Imports nothing of ours beside what an id is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from eventlog.checks.visible import is_visible
from eventlog.envelope import ID_LENGTH_MAX, is_id


@dataclass(frozen=True, slots=True)
class Grants:
    """What somebody may, in their provider's words."""

    roles: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, roles: Iterable[str] = (), scopes: Iterable[str] = ()) -> Grants:
        """Those of some roles and scopes."""
        return cls(frozenset(roles), frozenset(scopes))


NOTHING = Grants()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks.

    viewer: their id. ends_s: until when that holds, in Unix seconds. issued_s: since when; None
    where that is not known, and it is as if from now. token_id: the name of the token that says it.
    """

    viewer: str
    grants: Grants = NOTHING
    ends_s: float = math.inf
    issued_s: float | None = None
    token_id: str | None = None

    def is_as(self, other: Identity) -> bool:
        """Whether another is the same viewer, who may the same."""
        return (self.viewer, self.grants) == (other.viewer, other.grants)


class Misanswered(Exception):
    """An authenticator answered what is no viewer. It is logged; no client sees it."""


_ANSWER = (
    f"expected an id (1 to {ID_LENGTH_MAX} characters, no white space and no slash), an Identity "
    "with one, or None for nobody"
)


def fault_of(viewer: object) -> str | None:
    """Why something is no viewer's id; None where it is one. It may be somebody's credentials, so
    it is not shown.
    """
    if not isinstance(viewer, str):
        return f"a {type(viewer).__name__}"
    # A lone surrogate passes for a character, and can be written nowhere.
    if not is_id(viewer) or viewer != viewer.encode(errors="replace").decode():
        return "a text that is no id"
    return None if is_visible(viewer) else "a text in which there is nothing to see"


def checked(found: object) -> Identity | None:
    """The identity that an authenticator answers, or None for nobody.

    Raises:
        Misanswered: it is neither, which is a fault of the deployment.
    """
    if found is None:
        return None
    made = found if isinstance(found, Identity) else None
    if fault := fault_of(made.viewer if made else found):
        raise Misanswered(f"the authenticator answered {fault}; {_ANSWER}")
    if made is None:
        assert isinstance(found, str)  # noqa: S101
        return Identity(found)
    for texts in (made.grants.roles, made.grants.scopes):
        if not isinstance(texts, frozenset) or not all(isinstance(one, str) for one in texts):
            raise Misanswered("the authenticator's roles and scopes are no texts: use Grants.of")
    return made
