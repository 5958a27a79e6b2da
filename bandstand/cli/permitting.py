"""The command that says what each role needs of the servers."""

from __future__ import annotations

import os

import click

from bandstand.errors import BadSetting
from bandstand.settings import Settings


@click.command()
@click.option(
    "--role",
    type=click.Choice(["gateway", "projector", "indexer", "operator"]),
    help="A process, or the operator who runs commands.",
)
@click.option(
    "--as",
    "server",
    type=click.Choice(["nats", "redis"]),
    default="nats",
    show_default=True,
    help="Server to print the permissions for.",
)
@click.option(
    "--leaf", metavar="REGION", help="For the hub: what the user of this leaf node may do."
)
@click.option("--remote", is_flag=True, help="For a leaf node: what it refuses from other regions.")
def permissions(role: str | None, server: str, leaf: str | None, remote: bool) -> None:
    """Print the least permissions that a role needs.

    For nats-server it prints the `permissions` block of a user: the subjects that the role
    publishes and subscribes to, including those of the JetStream API. For Redis and Valkey it
    prints the commands and keys, to put after `user NAME on >PASSWORD` in an ACL file or after
    `ACL SETUSER NAME`.

    The output depends on BANDSTAND_REGION, BANDSTAND_PEERS, BANDSTAND_PARTITIONS, BANDSTAND_EPOCH,
    BANDSTAND_MAKES_STREAMS, BANDSTAND_DOMAIN and NATS_INBOX_PREFIX: set them as for the processes.

    Between regions, --leaf prints the block of another region's user for the hub's configuration,
    and --remote prints the lines of `remotes` for the configuration of a leaf node. A region can
    then read the logs of another, but neither delete nor purge them.

    \b
    bandstand permissions --role gateway
    bandstand permissions --role projector --as redis
    BANDSTAND_REGION=eu BANDSTAND_PEERS=us bandstand permissions --leaf us
    BANDSTAND_REGION=us BANDSTAND_PEERS=eu bandstand permissions --remote
    """
    from bandstand.operate import permissions as told
    from eventlog.access.permissions import denied

    asked = [name for name in (role and "--role", leaf and "--leaf", remote and "--remote") if name]
    if len(asked) != 1:
        given = " and ".join(asked) or "none"
        raise BadSetting(f"{given} given: expected one of --role, --leaf and --remote")
    settings = Settings.load(os.environ)
    if leaf:
        click.echo(told.of_leaf(settings, leaf))
    else:
        click.echo(told.of_role(settings, role, server) if role else denied(settings.cut))
