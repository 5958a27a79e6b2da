"""Tokens by themselves: a lattice of what was seen, and a text that strangers send."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt.coverage import Coverage
from crdt.stamps import MAX_STAMP, STAMP_MS_MAX, stamp_of
from gateway.errors import BadInput
from gateway.tokens import LOGS_MAX, SEQUENCE_MAX, TOKEN_LENGTH_MAX, Token, parse_token
from gateway.transport.operations import REASON_BYTES_MAX

logs = st.sampled_from([f"events-{region}-{n}-1" for region in ("eu", "us") for n in range(4)])
stamps = st.builds(stamp_of, st.integers(0, STAMP_MS_MAX), st.integers(0, 4_095))
tokens = st.builds(Token, stamps, st.dictionaries(logs, st.integers(0, SEQUENCE_MAX)))


@given(tokens)
def test_a_token_survives_the_header(token: Token) -> None:
    """It is ASCII, without padding, and within what the gateway takes."""
    text = str(token)
    assert parse_token(text) == token
    assert text.isascii()
    assert not set(text) & set("=+/ \r\n")
    assert len(text) <= TOKEN_LENGTH_MAX


def test_a_token_has_this_text() -> None:
    """Golden: clients keep tokens over a deployment."""
    text = "WyIwMThiY2ZlNTY4MDAwMDAiLHsiZXZlbnRzLWV1LTAtMSI6NDJ9XQ"
    assert str(Token(stamp_of(1_700_000_000_000), {"events-eu-0-1": 42})) == text
    assert parse_token(text + "==") == parse_token(text)


def test_the_largest_token_that_is_given_is_taken() -> None:
    """Found by this test: three regions of 64 partitions gave tokens that were then refused."""
    many = {
        f"events-{region}-{partition}-12": 10**10
        for region in ("eucentral", "useast", "uswest", "apsouth")
        for partition in range(64)
    }
    assert len(many) == LOGS_MAX
    assert parse_token(str(Token(MAX_STAMP, many))).logs == many


@given(tokens, tokens, tokens)
def test_joining_is_a_semilattice(one: Token, other: Token, third: Token) -> None:
    """Whichever receipt comes first, the client has seen both."""
    assert one.join(other) == other.join(one)
    assert one.join(other).join(third) == one.join(other.join(third))
    assert one.join(one) == one
    assert one.join(Token()) == one


def test_what_is_missing_is_what_the_least_shard_lacks() -> None:
    """A query reads several shards, and each must hold the token."""
    token = Token(logs={"events-eu-0-1": 5, "events-us-0-1": 3})
    full = {"events-eu-0-1": Coverage(((1, 9),)), "events-us-0-1": Coverage(((1, 3),))}
    assert token.missing([full, full]) == {}
    holey = {**full, "events-eu-0-1": Coverage(((1, 2), (4, 9)))}
    assert token.missing([full, holey]) == {"events-eu-0-1": 2}
    for shards in ([holey, {}], [{}, holey]):
        assert token.missing(shards) == {"events-eu-0-1": 0, "events-us-0-1": 0}
    assert token.missing([]) == {}
    assert Token(logs={"events-eu-0-1": 0}).missing([{}]) == {}


def wire(text: str) -> str:
    """A token of this JSON."""
    return base64.urlsafe_b64encode(text.encode()).decode()


STAMP = stamp_of(0)


@pytest.mark.parametrize(
    "text",
    [
        wire("{}"),
        wire(f'["{STAMP}"]'),
        wire(f'["{STAMP}",{{}},1]'),
        wire(f'["{STAMP}",{{"events-eu-0-1":1.5}}]'),
        wire(f'["{STAMP}",{{"events-eu-0-1":-1}}]'),
        wire(f'["{STAMP}",{{"events-eu-0-1":{SEQUENCE_MAX + 1}}}]'),
        wire(f'["{STAMP}",{{"keys-eu":1}}]'),
        wire(f'["{STAMP}",{{"events-eu-0-1\\n":1}}]'),
        wire(f'["{MAX_STAMP[:-1]}g",{{}}]'),
        wire('["fffffffffffffff",{}]'),
        wire(f'["{STAMP}",{{1:2}}]'),
        str(Token(STAMP, {f"events-eu-{n}-1": 1 for n in range(LOGS_MAX + 1)})),
        "[" * 4_000,
        "A" * (TOKEN_LENGTH_MAX + 1),
        "bad",
        "abc def",
        wire("null"),
        wire("[]")[:-3],
        "\x00",
        "é",
        "A",
    ],
)
def test_what_is_no_token_is_refused(text: str) -> None:
    """It comes from a stranger, so every bound is checked before anything is made of it."""
    with pytest.raises(
        BadInput, match="X-Consistency-Token is not a token of this service"
    ) as told:
        parse_token(text)
    # In one sentence, which the reason of a closed WebSocket has room for.
    assert re.search(
        r": send what a receipt or an answer gave, or nothing$|, which ", str(told.value)
    )
    assert not re.search(r"byte|JSON|Expected|`|data|ASCII|argument", str(told.value))
    assert len(f"{told.value.code}: {told.value}") <= REASON_BYTES_MAX
