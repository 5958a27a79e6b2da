"""The files of a stack's folder: what is not as it was written is said, or made anew."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from bandstand.errors import NoStack
from bandstand.stack import links
from bandstand.stack.folder import running
from bandstand.stack.links import Passage


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not JSON: expecting value, at its end: it is cut off"),
        (b"{", "it is cut off"),
        (b"\xff", "not UTF-8: the byte 0xff"),
        (b'{"processes": [5], "regions": {}}', "it is of another version"),
        (b'{"regions": {"a\xff": {}}, "processes": []}', "not UTF-8: the byte 0xff"),
        (b"[]", "it is of another version"),
    ],
)
def test_a_stack_json_that_is_none_is_said_with_what_to_do(
    tmp_path: Path, data: bytes, told: str
) -> None:
    """A disk that was full leaves half of one; nobody knows our types."""
    (tmp_path / "stack.json").write_bytes(data)
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(NoStack, match="was not written by this `bandstand up`") as refused:
            running(tmp_path)
    said = str(refused.value)
    assert told in said
    assert said.endswith("stop the stack with Ctrl-C, and start it again")
    assert not [ours for ours in ("malformed", "Expected", "(byte", "$.") if ours in said]


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b'{"eu\xff": "up"}', b"[]", b'{"eu-us": "sideways"}', b'{"eu-us": 5}']
)
def test_links_that_cannot_be_read_are_up(tmp_path: Path, data: bytes) -> None:
    """As those are that are not named: the stack must not end over a file that a person wrote."""
    (tmp_path / "links.json").write_bytes(data)
    assert links.read(tmp_path) == {}
    links.write(tmp_path, {"eu-us": Passage.DOWN})
    assert links.read(tmp_path) == {"eu-us": Passage.DOWN}
