"""Authentication: who the viewer is. The one place to change for production.

An *authenticator* takes the request's headers and gives the viewer's id, or None for nobody; any
other answer, an empty text too, is a fault of the deployment, and the request is answered with 500.
Name yours in `BANDSTAND_AUTHENTICATION` as `module:function`; it may be async. A header that is
there but not valid should raise `Unauthenticated`, so that a client learns of it. One that reads
other headers than Authorization, Cookie and X-Viewer names them in an attribute `headers`: answers
to nobody may be kept by caches, and must not be given to somebody.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from typing import TypeAlias, cast

import msgspec

from eventlog.checks.visible import is_visible
from eventlog.envelope import ID_LENGTH_MAX, Id, is_id
from gateway.errors import BadInput

Authenticator: TypeAlias = Callable[[Mapping[str, str]], Awaitable[str | None] | str | None]


def nobody(headers: Mapping[str, str]) -> str | None:
    """Production without an authenticator: everybody may read, nobody may write."""
    return None


def trusted_header(headers: Mapping[str, str]) -> str | None:
    """Development: the header `X-Viewer` is believed.

    Raises:
        BadInput: it is not an id.
    """
    viewer = headers.get("x-viewer")
    if not viewer:
        return None
    try:
        found = msgspec.convert(viewer, Id)
    except msgspec.ValidationError:
        raise BadInput(
            f"X-Viewer {viewer[:40]!r} is not an id: 1 to {ID_LENGTH_MAX} characters, "
            "no white space and no slash"
        ) from None
    if not is_visible(found):
        raise BadInput("there is nothing to see in X-Viewer: give an id that can be seen")
    return found


def checked(found: object) -> str | None:
    """The viewer that an authenticator answers: a valid id, or None for nobody.

    Raises:
        Misanswered: it is neither, which is a fault of the deployment.
    """
    if found is None:
        return None
    if not isinstance(found, str):
        raise Misanswered(f"the authenticator answered a {type(found).__name__}; {_ANSWER}")
    # A lone surrogate passes for a character, and can be written nowhere.
    if not is_id(found) or found != found.encode(errors="replace").decode():
        # What it is may be somebody's credentials.
        raise Misanswered(f"the authenticator answered a text that is no id; {_ANSWER}")
    return found


class Misanswered(Exception):
    """An authenticator answered what is no viewer. It is logged; no client sees it."""


_ANSWER = (
    f"expected an id (1 to {ID_LENGTH_MAX} characters, no white space and no slash), or None for "
    "nobody"
)


def load(name: str) -> Authenticator:
    """The authenticator of a name such as `mycompany.auth:viewer`.

    Raises:
        ValueError: there is no such function.
    """
    module, _, function = name.partition(":")
    try:
        return cast(Authenticator, getattr(import_module(module), function))
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(
            f"BANDSTAND_AUTHENTICATION={name!r}: {error}; expected module:function"
        ) from None
