"""Authentication by itself: whom to believe, and how a deployment names its own."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from eventlog.envelope import ID_LENGTH_MAX
from gateway.authentication import Grants, Identity, Misanswered, load, nobody, trusted_header
from gateway.authentication.functions import Function
from gateway.errors import BadInput, Unauthenticated, Unavailable


def test_nobody_is_anybody_in_production() -> None:
    """Until a deployment says how, a header is a stranger's word."""
    assert nobody({"x-viewer": "enzo", "authorization": "Bearer x"}) is None


def test_the_header_is_believed_in_development() -> None:
    """Letters beyond ASCII are ids, too."""
    assert trusted_header({"x-viewer": "enzo"}) == "enzo"
    assert trusted_header({"x-viewer": "ménard|7@b.c"}) == "ménard|7@b.c"
    assert trusted_header({}) is None
    assert trusted_header({"x-viewer": ""}) is None


def test_roles_are_believed_with_the_viewer() -> None:
    """So that who develops can be a moderator; nobody has none."""
    for said in ("editor,support", " editor , support,", "support, editor"):
        found = trusted_header({"x-viewer": "enzo", "x-roles": said})
        assert found == Identity("enzo", Grants.of(["editor", "support"]))
    assert trusted_header({"x-viewer": "enzo", "x-roles": " , "}) == "enzo"
    assert nobody({"x-viewer": "enzo", "x-roles": "editor"}) is None
    with pytest.raises(BadInput, match="X-Roles needs X-Viewer"):
        trusted_header({"x-roles": "editor"})


@pytest.mark.parametrize(
    "viewer", ["a b", "a/b", "a\n", "\x00", "a\x85", "\xa0", "x" * (ID_LENGTH_MAX + 1)]
)
def test_a_viewer_that_no_event_could_name_is_refused(viewer: str) -> None:
    """Found by this test: U+0085 and U+00A0 passed here, and no mutation could name the actor."""
    with pytest.raises(BadInput, match="is not an id"):
        trusted_header({"x-viewer": viewer})


@pytest.mark.parametrize("viewer", ["\u200b", "\u2800", "\u3164", "\u00ad\ufe0f"])
def test_a_viewer_of_whom_nothing_is_seen_is_refused(viewer: str) -> None:
    """It is nobody whom a person could name."""
    with pytest.raises(BadInput, match="X-Viewer has no visible character"):
        trusted_header({"x-viewer": viewer})


def test_an_authenticator_is_loaded_by_its_name() -> None:
    """The one line that a deployment writes."""
    assert load("gateway.authentication:nobody") is nobody


@pytest.mark.parametrize(
    "name", ["", ":", "nowhere:viewer", "gateway.authentication", "gateway.authentication:nothing"]
)
def test_a_name_that_leads_nowhere_is_shown(name: str) -> None:
    """The setting's key, its value, and what was expected."""
    with pytest.raises(ValueError, match="expected module:function") as refused:
        load(name)
    assert f"BANDSTAND_AUTHENTICATION={name!r}" in str(refused.value)


async def _identified(function: Any, answer_s: float = 5.0) -> Any:
    return await Function(function, answer_s)({"authorization": "Bearer x"}, "198.51.100.7")


def _plain(headers: Any) -> Any:
    return headers["authorization"].removeprefix("Bearer ")


async def _waiting(headers: Any) -> Any:
    return _plain(headers)


class _Called:
    async def __call__(self, headers: Any, *, address: str) -> Any:
        return f"{_plain(headers)}-{address}"


@pytest.mark.parametrize(
    ("function", "found"),
    [
        (_plain, "x"),
        (_waiting, "x"),
        (partial(_waiting), "x"),
        (lambda headers, address: address, "198.51.100.7"),
        (lambda headers, address=None: address, "198.51.100.7"),
        (_Called(), "x-198.51.100.7"),
        (partial(lambda more, headers: more, "y"), "y"),
        (lambda headers: None, None),
    ],
)
def test_a_function_of_one_s_own_may_be_of_any_kind(function: Any, found: str | None) -> None:
    """Async or not, an object too; and one that wants to know the client's address is told."""
    identity = asyncio.run(_identified(function))
    assert (identity and identity.viewer) == found


def test_a_function_of_one_s_own_may_know_more() -> None:
    """Roles, scopes, and until when."""
    known = Identity("enzo", Grants.of(roles=["editor"]), ends_s=5.0)
    assert asyncio.run(_identified(lambda _: known)) == known
    for grants in (Grants(["editor"]), Grants(frozenset({5}))):  # type: ignore[arg-type]
        with pytest.raises(Misanswered, match="are no texts"):
            asyncio.run(_identified(lambda _, grants=grants: Identity("enzo", grants)))


async def _for_ever(headers: Any) -> Any:
    while True:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(0.2)
            return "late"


async def _cancels(headers: Any) -> Any:
    raise asyncio.CancelledError


def _raises(error: BaseException) -> Any:
    def function(headers: Any) -> Any:
        raise error

    return function


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (lambda _: time.sleep(2), Unavailable),
        (_for_ever, Unavailable),
        (_raises(ConnectionRefusedError("db:5432")), Unavailable),
        (_raises(TimeoutError()), Unavailable),
        (_raises(Unauthenticated("no")), Unauthenticated),
        (_raises(KeyError("secret")), KeyError),
        (_raises(SystemExit(3)), Misanswered),
        (_cancels, Misanswered),
    ],
)
def test_a_function_that_is_slow_or_fails_keeps_nobody_waiting(
    function: Any, told: type[Exception]
) -> None:
    """Whatever it does, there is an answer: what is away is 503, what is broken 500."""

    async def scenario() -> None:
        began = time.perf_counter()
        with pytest.raises(told) as said:
            await _identified(function, 0.1)
        assert time.perf_counter() - began < 1.5
        assert "db:5432" not in str(said.value)

    asyncio.run(scenario())


def test_a_function_that_is_not_async_keeps_the_loop_going() -> None:
    """Else everybody waits while one is looked up."""

    async def scenario() -> None:
        looking = asyncio.ensure_future(_identified(lambda _: time.sleep(0.3)))
        turns = 0
        while not looking.done():
            await asyncio.sleep(0.01)
            turns += 1
        assert turns > 3

    asyncio.run(scenario())
