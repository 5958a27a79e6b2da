"""Serving: a console on a port of its own, beside a stack or for an operator."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from dataclasses import replace

from bandstand.console.application import Console
from bandstand.console.guard import Guard
from bandstand.console.lookout import Lookout
from bandstand.console.trying import Trying, Writing
from bandstand.domain import Domain
from bandstand.errors import BadSetting
from bandstand.processes.authentication import authenticator
from bandstand.processes.production import now_ms
from bandstand.processes.web.serving import web_server
from bandstand.settings import Settings
from bandstand.settings.tokens import is_loopback

HOST = "127.0.0.1"
_WAITING_MAX = 100


async def serve(
    lookout: Lookout,
    regions: Mapping[str, Settings],
    guard: Guard,
    listening: socket.socket,
    trying: Trying | None = None,
) -> None:
    """Serve a console until cancelled."""
    console = Console(lookout, regions, guard, trying)
    host, port = listening.getsockname()[:2]
    most = 2 * _WAITING_MAX
    server = web_server(console.application, host, port, waiting=_WAITING_MAX, most=most)
    server.end = console.end
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(lookout.run())
        tasks.create_task(server.serve(sockets=[listening]))


async def run(regions: Mapping[str, Settings], listening: socket.socket, guard: Guard) -> None:
    """Run a console of regions that are others' to change."""
    await serve(Lookout(regions, now_ms), regions, guard, listening)


def guard_of(settings: Settings, host: str, role: str) -> Guard:
    """Who may look at a console that listens there.

    Raises:
        BadSetting: others reach it, and nothing says who they are.
    """
    if settings.authentication or settings.takes_tokens:
        if not role:
            raise BadSetting("--role: name the role that may look at the console")
        # The header X-Viewer is no proof of a role.
        return Guard(authenticator(replace(settings, development=False)), role)
    if not is_loopback(host):
        raise BadSetting(
            f"--host {host}: others can connect to it, and no authentication is configured; use "
            "a loopback address, or set BANDSTAND_AUTHENTICATION or BANDSTAND_JWT_JWKS_URL and "
            "give --role"
        )
    return Guard()


def writings(domain: str) -> list[Writing]:
    """The mutations that a domain shows as examples."""
    return [
        Writing(tab.title, tab.query, tab.variables)
        for tab in Domain(domain).tabs
        if tab.query.lstrip().startswith("mutation")
    ]
