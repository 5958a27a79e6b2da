"""Permissions: what each role needs of the servers, as their configurations take it."""

from __future__ import annotations

from bandstand.domain import Domain
from bandstand.errors import BadSetting
from bandstand.settings import Settings
from eventlog.access import permissions as of_nats
from views import permissions as of_store

ROLES = ("gateway", "projector", "indexer", "operator")


def of_role(settings: Settings, role: str, server: str) -> str:
    """What a role needs of a server, `nats` or `redis`.

    Raises:
        BadSetting: it needs nothing.
    """
    if server == "nats":
        return str(of_nats.of(role, settings.cut, settings.nats_inbox_prefix))
    if role not in of_store.COMMANDS:
        others = ", ".join(of_store.COMMANDS)
        raise BadSetting(f"--role {role} --as redis: it needs no store; expected one of {others}")
    views = [view.name for view in Domain(settings.domain).views]
    return of_store.acl(role, views, loads=settings.loads_functions)


def of_leaf(settings: Settings, leaf: str) -> str:
    """What a hub allows the user of another region, its leaf node.

    Raises:
        BadSetting: there is no such region.
    """
    if leaf not in settings.peers:
        peers = ",".join(settings.peers) or "no region"
        raise BadSetting(f"--leaf {leaf}: BANDSTAND_PEERS names {peers}; name it there")
    return str(of_nats.leaf(settings.cut, leaf))
