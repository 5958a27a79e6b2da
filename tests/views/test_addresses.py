"""What REDIS_URL may name."""

from __future__ import annotations

import pytest

from tribes.views import COMMUNITY
from views.servers import addresses
from views.shards import Shards
from views.store import Store


@pytest.mark.parametrize(
    ("url", "each"),
    [
        ("redis://a:1/0", ["redis://a:1/0"]),
        ("redis://a:1,b:2", ["redis://a:1", "redis://b:2"]),
        ("redis://a:1/0,rediss://b:2/0", ["redis://a:1/0", "rediss://b:2/0"]),
        ("redis://me:s,e@a:1,b:2/0?x=y", ["redis://me:s,e@a:1/0?x=y", "redis://me:s,e@b:2/0?x=y"]),
        ("redis://[::1]:1,b:2", ["redis://[::1]:1", "redis://b:2"]),
        ("unix:///tribes,views.sock", ["unix:///tribes,views.sock"]),
    ],
)
def test_commas_stand_between_addresses_or_hosts(url: str, each: list[str]) -> None:
    """A password and a path may hold commas too, as they always might."""
    assert addresses.each_of(url) == each


def test_a_node_beside_has_the_same_credentials_and_options() -> None:
    """They are written once, for whatever nodes the cluster comes to have."""
    url = "rediss://me:s3cret@a:1/0?ssl_cert_reqs=none"
    assert addresses.beside(url, "b", 2) == url.replace("a:1", "b:2")
    assert addresses.beside(url, "::1", 2) == url.replace("a:1", "[::1]:2")


@pytest.mark.parametrize(
    "url", ["redis://a:1,", "redis://a:1,,b:2", "redis://a:1/0,b:2", "redis://a:1,b:x", "a:1,b:2"]
)
def test_an_address_with_a_comma_too_many_is_refused(url: str) -> None:
    """At once, and not by ignoring a part of it."""
    with pytest.raises(ValueError):  # noqa: PT011
        Store(url, COMMUNITY, Shards())
