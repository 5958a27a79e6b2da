"""Authentication by itself: whom to believe, and how a deployment names its own."""

from __future__ import annotations

import pytest

from eventlog.envelope import ID_LENGTH_MAX
from gateway.authentication import load, nobody, trusted_header
from gateway.errors import BadInput


def test_nobody_is_anybody_in_production() -> None:
    """Until a deployment says how, a header is a stranger's word."""
    assert nobody({"x-viewer": "enzo", "authorization": "Bearer x"}) is None


def test_the_header_is_believed_in_development() -> None:
    """Letters beyond ASCII are ids, too."""
    assert trusted_header({"x-viewer": "enzo"}) == "enzo"
    assert trusted_header({"x-viewer": "ménard|7@b.c"}) == "ménard|7@b.c"
    assert trusted_header({}) is None
    assert trusted_header({"x-viewer": ""}) is None


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
    with pytest.raises(BadInput, match="nothing to see in X-Viewer"):
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
