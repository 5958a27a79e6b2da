"""Functions: who asks, by a function of the deployment's own.

An *authenticator* takes the request's headers and gives the viewer's id, an `Identity` where it
knows more, or None for nobody; any other answer, an empty text too, is a fault of the deployment,
and the request is answered with 500. Name yours in `BANDSTAND_AUTHENTICATION` as `module:function`.

It may be async; one that is not runs in a thread. One with a parameter `address` is given the
client's. A header that is there but not valid should raise `Unauthenticated`, so that a client
learns of it. One that reads other headers than Authorization, Cookie and X-Viewer names them in an
attribute `headers`: answers to nobody may be kept by caches, and must not be given to somebody.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from typing import Any, TypeAlias, cast

import msgspec
from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from eventlog.checks.visible import is_visible
from eventlog.envelope import ID_LENGTH_MAX, Id
from gateway.authentication.identities import Grants, Identity, Misanswered, checked
from gateway.errors import BadInput, Unavailable

_logger = logging.getLogger(__name__)

ANSWER_S_MAX = 5.0
THREADS_MAX = 32
"""So many functions that are not async run at a time, those too that nobody waits for any more."""

Found: TypeAlias = Identity | str | None
Authenticator: TypeAlias = Callable[..., Awaitable[Found] | Found]
"""Of headers, and where it has a parameter of that name an `address`."""


def nobody(headers: Mapping[str, str]) -> str | None:
    """Production without an authenticator: everybody may read, nobody may write."""
    return None


def trusted_header(headers: Mapping[str, str]) -> Found:
    """Development: the header `X-Viewer` is believed, and `X-Roles`, which roles they have.

    Raises:
        BadInput: it is not an id, or there are roles and nobody who has them.
    """
    viewer, said = headers.get("x-viewer"), headers.get("x-roles", "")
    roles = [one.strip() for one in said.split(",") if one.strip()]
    if not viewer:
        if roles:
            raise BadInput("X-Roles needs X-Viewer: send the viewer's id, too")
        return None
    try:
        found = msgspec.convert(viewer, Id)
    except msgspec.ValidationError:
        raise BadInput(
            f"X-Viewer {viewer[:40]!r} is not an id: 1 to {ID_LENGTH_MAX} characters, "
            "no white space and no slash"
        ) from None
    if not is_visible(found):
        raise BadInput("X-Viewer has no visible character: give an id that can be seen")
    return Identity(found, Grants.of(roles)) if roles else found


trusted_header.headers = ("X-Roles",)  # type: ignore[attr-defined]


class Authority(ABC):
    """An authenticator that comes along, and bounds itself."""

    @abstractmethod
    async def __call__(self, headers: Mapping[str, str]) -> Identity | None:
        """Who asks, or None for nobody."""

    @abstractmethod
    async def open(self) -> None:
        """Get what is needed for the first who ask; what fails is tried again with them."""


def is_ours(authenticate: Authenticator) -> bool:
    """Whether an authenticator is one that comes along."""
    return isinstance(authenticate, Authority) or authenticate in (nobody, trusted_header)


class Function:
    """An authenticator of a deployment's own, which may be slow, or fail.

    Args:
        answer_s: so long it may take.
    """

    def __init__(self, function: Authenticator, answer_s: float = ANSWER_S_MAX) -> None:
        self._function, self._answer_s = function, answer_s
        call = getattr(function, "__call__", None)  # noqa: B004
        self._waits = inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(call)
        self._addressed = "address" in _parameters(function)
        self._threads: CapacityLimiter | None = None

    async def __call__(self, headers: Mapping[str, str], address: str | None) -> Identity | None:
        """Who asks.

        Raises:
            GatewayError: as the function says, or it takes too long.
            Misanswered: it answered what is no viewer.
        """
        # A task of its own: what it does with a cancellation keeps nobody waiting.
        task = asyncio.ensure_future(self._guarded(headers, address))
        try:
            await asyncio.wait({task}, timeout=self._answer_s)
            if not task.done():
                _logger.warning("the authenticator took longer than %g s", self._answer_s)
                raise Unavailable(
                    f"authentication took longer than {self._answer_s:g} s: try again"
                )
            if task.cancelled():
                raise Misanswered("the authenticator cancelled itself")
            return checked(task.result())
        finally:
            task.cancel()

    async def _guarded(self, headers: Mapping[str, str], address: str | None) -> object:
        more = {"address": address} if self._addressed else {}
        try:
            if self._waits:
                return await cast(Awaitable[Found], self._function(headers, **more))
            if self._threads is None:
                self._threads = CapacityLimiter(THREADS_MAX)
            found: Any = await run_sync(
                lambda: self._function(headers, **more),
                abandon_on_cancel=True,
                limiter=self._threads,
            )
            return await found if inspect.isawaitable(found) else found
        except (ConnectionError, TimeoutError) as error:
            _logger.warning("the authenticator cannot reach a server: %r", error)
            raise Unavailable("authentication is not available now: try again") from None
        except SystemExit as error:
            raise Misanswered("the authenticator wants to end the process") from error


def _parameters(function: Authenticator) -> tuple[str, ...]:
    try:
        return tuple(inspect.signature(function).parameters)
    except (TypeError, ValueError):  # Some that are written in C do not tell.
        return ()


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
