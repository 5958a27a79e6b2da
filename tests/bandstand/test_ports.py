"""Ports that are given to servers that come up later."""

from __future__ import annotations

import socket
import sys

import pytest

from bandstand.stack.servers import HOST, free_port


def test_a_server_listens_on_the_port_that_was_given() -> None:
    """It sets SO_REUSEADDR, as nats-server, Valkey, asyncio and Node do."""
    port = free_port()
    with socket.create_server((HOST, port)), socket.create_connection((HOST, port)):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a bound port cannot be listened on")
def test_nobody_else_is_given_a_port_before_its_server_is_there() -> None:
    """Two stacks that start at once had both chosen it, and the later one could not start."""
    port = free_port()
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind((HOST, port))
