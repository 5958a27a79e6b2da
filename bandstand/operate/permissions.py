"""Permissions: what each role needs of the servers, as their configurations take it."""

from __future__ import annotations

from bandstand.domain import Domain
from bandstand.errors import BadSetting
from bandstand.settings import Settings
from eventlog import permissions as of_nats
from eventlog.permissions import Cut
from views import permissions as of_store

ROLES = ("gateway", "projector", "indexer", "operator")


def cut(settings: Settings) -> Cut:
    """How a region's logs are cut, as its settings say."""
    return Cut(settings.region, settings.peers, settings.partitions, settings.epoch)


def of_role(settings: Settings, role: str, server: str) -> str:
    """What a role needs of a server, `nats` or `redis`.

    Raises:
        BadSetting: it needs nothing.
    """
    if server == "nats":
        return str(of_nats.of(role, cut(settings), settings.nats_inbox_prefix))
    if role not in of_store.COMMANDS:
        others = ", ".join(of_store.COMMANDS)
        raise BadSetting(f"--role {role} --as redis: it needs no store; of {others} it is asked")
    return of_store.acl(role, [view.name for view in Domain(settings.domain).views])


def of_leaf(settings: Settings, leaf: str) -> str:
    """What a hub allows the user of another region, its leaf node.

    Raises:
        BadSetting: there is no such region.
    """
    if leaf not in settings.peers:
        peers = ",".join(settings.peers) or "no region"
        raise BadSetting(f"--leaf {leaf}: BANDSTAND_PEERS names {peers}; name it there")
    return str(of_nats.leaf(cut(settings), leaf))


def of_remote(settings: Settings) -> str:
    """What a leaf node takes from nobody, and sends nobody, for its `remotes`."""
    imports = of_nats.shown(of_nats.denied_imports(cut(settings)))
    exports = of_nats.shown(of_nats.denied_exports())
    return f"deny_imports: {imports}\ndeny_exports: {exports}"
