"""Proxies: which of the addresses that a request names is whose word."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bandstand.processes.production import proxies
from bandstand.settings import Settings
from gateway.transport.headers import TextHeaders
from gateway.transport.proxies import Proxies

NEAR = ("10.0.0.0/8", "fd00::/8", "127.0.0.1")
CLIENT = "198.51.100.7"


def address(
    said: str | list[str], *, peer: str = "10.0.0.1", header: str = "X-Forwarded-For", **more: Any
) -> str | None:
    """From where a request comes, by what it says in a header."""
    lines = [said] if isinstance(said, str) else said
    pairs = [(header.lower().encode(), line.encode()) for line in lines]
    scope = {"client": (peer, 4711), "headers": pairs}
    return Proxies(**{"trusted": NEAR, "header": header, **more}).address(
        scope, TextHeaders.of(scope)
    )


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (CLIENT, CLIENT),
        (f"{CLIENT}, 10.0.0.2", CLIENT),
        (f"203.0.113.9, {CLIENT},10.0.0.2 , fd00::7", CLIENT),
        ([f"203.0.113.9, {CLIENT}", "10.0.0.2"], CLIENT),
        (f"{CLIENT}:5060", CLIENT),
        (f"::ffff:{CLIENT}", CLIENT),
        ("2001:db8::17", "2001:db8::17"),
        ("[2001:DB8:0::17]:443", "2001:db8::17"),
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("", "10.0.0.1"),
        ("unknown, 10.0.0.2", "10.0.0.2"),
        (f"{CLIENT}, , 10.0.0.2", "10.0.0.2"),
        (f"{CLIENT}, <script>", "10.0.0.1"),
        (", ".join([CLIENT, *["10.0.0.2"] * 40]), "10.0.0.2"),
    ],
)
def test_the_right_end_is_believed_as_far_as_it_is_trusted(
    said: str | list[str], found: str
) -> None:
    """Whatever a client writes stands to the left of what the first proxy of ours saw."""
    assert address(said) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (f"for={CLIENT}", CLIENT),
        (f"For={CLIENT};proto=https;by=10.0.0.1, for=10.0.0.2", CLIENT),
        (f'proto=https; for = "{CLIENT}:80" ;host=cars.example', CLIENT),
        ('for="[2001:db8::17]:4711"', "2001:db8::17"),
        ([f"for=203.0.113.9, for={CLIENT}", "for=10.0.0.2"], CLIENT),
        ("for=_hidden, for=10.0.0.2", "10.0.0.2"),
        ("for=unknown", "10.0.0.1"),
        # In as many ways as there are to part the spaces this took a minute.
        ("for=" + " " * 60_000 + "x y", "10.0.0.1"),
        ("for" + " " * 60_000 + "x", "10.0.0.1"),
        ("proto=https", "10.0.0.1"),
        (f"for={CLIENT};for=203.0.113.9", "10.0.0.1"),
        # A client's quote that never ends, and its comma within what a proxy quotes.
        (f'for=", for={CLIENT}', CLIENT),
        (f'for=203.0.113.9, for={CLIENT};host="a, for=203.0.113.8"', CLIENT),
        (f'for={CLIENT};host="a\\", for=203.0.113.8"', CLIENT),
        ('for="', "10.0.0.1"),
    ],
)
def test_the_header_of_rfc_7239_is_read_alike(said: str | list[str], found: str) -> None:
    """It has more to say, quotes, and addresses that are hidden."""
    assert address(said, header="Forwarded") == found


def test_only_a_trusted_peer_is_believed() -> None:
    """Whoever asks directly can write any header."""
    for header in ("X-Forwarded-For", "Forwarded"):
        assert address("for=127.0.0.1", peer="203.0.113.9", header=header) == "203.0.113.9"
        assert address("for=1.2.3.4", header=header, trusted=()) == "10.0.0.1"
    assert address(CLIENT, peer="::ffff:10.0.0.1") == CLIENT
    assert address("", peer="::ffff:203.0.113.9", trusted=()) == "203.0.113.9"


def test_the_other_header_is_nobodys_word() -> None:
    """A proxy that writes the one passes the other on as a client sent it."""
    for other in (b"for=203.0.113.9", b"203.0.113.9"):
        scope = {"client": ("10.0.0.1", 1), "headers": [(b"forwarded", other)]}
        assert Proxies(NEAR).address(scope, TextHeaders.of(scope)) == "10.0.0.1"


def test_who_has_no_address_is_told_so() -> None:
    """As over a Unix socket."""
    assert Proxies(NEAR).address({"client": None, "headers": []}, {}) is None


def test_a_hostile_header_costs_no_more_than_its_length() -> None:
    """A pattern that goes back and forth would take minutes for these."""
    began = time.perf_counter()
    for said in ('"' * 30_000, '"\\' * 15_000, "for=" * 8_000, ";" * 30_000, "," * 30_000):
        for header in ("X-Forwarded-For", "Forwarded"):
            assert address(said, header=header) == "10.0.0.1"
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize("given", ["", "proxy.example", "10.0.0.1/8", "10.0.0.0/33", "*"])
def test_what_is_no_address_and_no_network_is_named(given: str) -> None:
    """With an address that has more bits than its network is wide, something else was meant."""
    with pytest.raises(ValueError, match="neither an address nor a network") as told:
        Proxies([given])
    assert repr(given) in str(told.value)


@pytest.mark.parametrize(
    ("trusted", "everybody"),
    [
        ("0.0.0.0/0", True),
        ("::/0", True),
        ("10.0.0.0/8 0.0.0.0/0.0.0.0", True),
        ("0.0.0.0/1 128.0.0.0/1", True),
        ("2000::/3", True),
        ("2000::/4 3000::/4 fd00::/8", True),
        ("10.0.0.0/8 fd00::/8 172.16.0.0/12", False),
        ("0.0.0.0/1 128.0.0.0/2", True),
        ("0.0.0.0/1 128.0.0.0/1 10.0.0.0/8", True),
        (" ".join(f"{first}.0.0.0/8" for first in range(1, 200, 2)), True),
        ("2a00::/12", True),
        ("100.64.0.0/10 192.168.0.0/16 127.0.0.0/8 ::1", False),
        ("104.16.0.0/13 172.64.0.0/13 2606:4700::/32 2a06:98c0::/29", False),
        ("", False),
    ],
)
def test_who_trusts_everybody_is_known(trusted: str, everybody: bool) -> None:
    """However it is written: no client's address is their own word then."""
    assert Proxies(trusted.split()).everybody is everybody


def test_the_start_warns_of_proxies_that_are_everybody(caplog: pytest.LogCaptureFixture) -> None:
    """It was taken without a word, and no budget by address held."""
    caplog.set_level("WARNING")
    for given, warns in (("0.0.0.0/0,::/0", True), ("10.0.0.0/8", False), ("", False)):
        caplog.clear()
        proxies(Settings.load({"BANDSTAND_TRUSTED_PROXIES": given}))
        told = "BANDSTAND_TRUSTED_PROXIES=0.0.0.0/0,::/0: this trusts too many addresses"
        assert (told in caplog.text) is warns
        assert ("name only the network of your ingress" in caplog.text) is warns
