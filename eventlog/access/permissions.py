"""Permissions: the subjects of NATS that each role uses, and each region of another; declared here
alone. What is not listed is not allowed.

A server compares subjects by their tokens, and a stream's name is one token: who may read one log
may read all, and what is to hold for some logs names each of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from eventlog.access.credentials import DELIVERIES, INBOX
from eventlog.copies.heartbeats import Beats
from eventlog.revocations import revocations_of
from eventlog.streams import keys_of
from eventlog.subjects import Log

EPOCHS_AHEAD: Final = 8
"""So many epochs from the present one on are named where logs are. Healing opens the next; before
the last of them is reached, print the permissions anew."""

_LOOKS: Final = ("STREAM.LIST", "STREAM.INFO.*")
"""Which logs there are, and where they end."""

_READS: Final = (*_LOOKS, "STREAM.MSG.GET.*", "CONSUMER.CREATE.*")

_MIRRORING: Final = (*_LOOKS, "CONSUMER.DURABLE.CREATE.*.*", "CONSUMER.DELETE.*.*")
"""What a projector asks of another region, to mirror its logs."""

_COMPARING: Final = (*_READS, "CONSUMER.INFO.*.*", "CONSUMER.DELETE.*.*")
"""What an operator asks of it, to compare copies, and to heal. Which consumers there are nobody is
told elsewhere: by their names they could be deleted, and where they deliver something be forged.
"""

LINK: Final = (*dict.fromkeys((*_MIRRORING, *_COMPARING)), "CONSUMER.RESET.*.*")
"""What crosses the link of it; the last is a server's, whose mirror reads again."""

VERBS: Final = (
    *("INFO", "DIRECT.>", "META.>", "ACCOUNT.>", "SERVER.>"),
    *("STREAM.LIST", "STREAM.NAMES", "STREAM.INFO.*", "STREAM.CREATE.*", "STREAM.UPDATE.*"),
    *("STREAM.DELETE.*", "STREAM.PURGE.*", "STREAM.MSG.GET.*", "STREAM.MSG.DELETE.*"),
    *("STREAM.SNAPSHOT.*", "STREAM.RESTORE.*", "STREAM.CANCEL_MOVE.*"),
    *("STREAM.PEER.>", "STREAM.LEADER.>"),
    *("CONSUMER.LIST.>", "CONSUMER.NAMES.>", "CONSUMER.INFO.*.*", "CONSUMER.DELETE.*.*"),
    *("CONSUMER.CREATE.*", "CONSUMER.CREATE.*.>", "CONSUMER.DURABLE.CREATE.*.*"),
    *("CONSUMER.MSG.>", "CONSUMER.RESET.*.*", "CONSUMER.PAUSE.>", "CONSUMER.UNPIN.>"),
    *("CONSUMER.PEER.>", "CONSUMER.LEADER.>"),
)
"""All that JetStream may be asked. Of it nothing but `LINK` crosses a link, and what deletes a
mirror.
"""

_FLOW: Final = "$JS.FC.>"
"""Where who reads says that they have room for more."""

_MIRRORS: Final = "$JSC.R.*"
"""Where a server hears the answer when its mirror asks another region's for its consumer."""


@dataclass(frozen=True)
class Cut:
    """How the logs are cut: of which region, with which others, in how many partitions.

    makes: whether projectors make streams. SUBTLE: nats-server looks at a stream's name alone. Who
    may make one may have it republish what it takes to any subject, with the server's own rights.
    """

    region: str
    peers: tuple[str, ...] = ()
    partitions: int = 1
    epoch: int = 1
    makes: bool = True

    def logs(self, region: str) -> Iterator[str]:
        """The names of a region's logs, of those that are and of those that healing may open."""
        for partition in range(self.partitions):
            for epoch in range(1, self.epoch + EPOCHS_AHEAD):
                yield Log(region, partition, epoch).name


@dataclass(frozen=True)
class Permissions:
    """What may be published, but for what is refused of it, and what may be subscribed to."""

    publish: tuple[str, ...]
    subscribe: tuple[str, ...]
    refused: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As nats-server's configuration takes it, in a user."""
        publish, subscribe = _listed(self.publish), _listed(self.subscribe)
        refused = f"\n  deny: {_listed(self.refused)}" if self.refused else ""
        return (
            f"permissions {{\n  publish {{ allow: {publish}{refused} }}\n"
            f"  subscribe {{ allow: {subscribe} }}\n}}"
        )


def of(role: str, cut: Cut, inbox_prefix: str = "") -> Permissions:
    """What a role uses in its region.

    Args:
        inbox_prefix: what the subjects begin with on which its answers come; empty: the usual.

    Raises:
        KeyError: there is no such role.
    """
    region, peers = cut.region, cut.peers
    inbox = inbox_prefix or f"{INBOX}.{region}.{role}"
    answers, logs = f"{inbox}.>", f"{DELIVERIES}.{inbox.removeprefix(f'{INBOX}.')}.>"
    events = [f"events.{region}.{partition}.*.*.*" for partition in range(cut.partitions)]
    keys, mine = keys_of(region), [f"$JS.API.{one}" for one in _READS]
    makes = [f"$JS.API.STREAM.CREATE.{name}" for name in cut.logs(region)]
    makes.append(f"$JS.API.STREAM.CREATE.{keys}")
    makes += [f"$JS.API.STREAM.CREATE.{name}" for peer in peers for name in cut.logs(peer)]
    there = _MIRRORING if cut.makes else _LOOKS
    checks = _COMPARING if cut.makes else (*_COMPARING, *_MIRRORING)
    publish: dict[str, list[str]] = {
        "gateway": [
            *(f"$JS.API.{one}" for one in (*_LOOKS, "STREAM.MSG.GET.*", "INFO")),
            *(*events, f"keys.{region}.*", f"waiting.{region}", Beats.GATEWAY.subject(region)),
            Beats.OLDER.subject(region),
        ],
        "projector": [
            *(*mine, "$JS.API.INFO", *(makes if cut.makes else ())),
            *(f"$JS.{peer}.API.{one}" for peer in peers for one in there),
            *(_FLOW, f"keys.{region}.room", f"changed.{region}.>"),
            *(one.subject(region) for one in (Beats.PROJECTOR, Beats.ABROAD)),
            Beats.OLDER.subject(region),
            *(f"chains.{peer}.*" for peer in peers),
            *(f"{INBOX}.{peer}.>" for peer in peers),
        ],
        "indexer": [*mine, _FLOW],
        "operator": [
            *("$JS.API.>", f"$JS.{region}.API.>", _FLOW),
            *(f"$JS.{peer}.API.{one}" for peer in peers for one in checks),
            *(*events, f"keys.{region}.*", f"revoked.{region}.*.*", f"waiting.{region}"),
            *(f"$JS.{peer}.API.STREAM.DELETE.{log}" for peer in peers for log in cut.logs(region)),
        ],
    }
    beats = [one.subject(region) for one in (Beats.PROJECTOR, Beats.GATEWAY)]
    abroad = Beats.ABROAD.subject("*")
    # SUBTLE: by name. nats-server lets who may hear `replicas.*` hear `replicas.>`, too.
    regions = (region, *peers)
    subscribe: dict[str, list[str]] = {
        "gateway": [
            *(Beats.PROJECTOR.subject(region), abroad, *map(Beats.OLDER.subject, regions)),
            f"changed.{region}.>",
        ],
        "projector": [
            *(logs, *beats, Beats.OLDER.subject(region), f"waiting.{region}", f"chains.{region}.*"),
        ],
        "indexer": [logs, f"waiting.{region}"],
        "operator": [logs, *beats, abroad],
    }
    return Permissions(tuple(publish[role]), (answers, *subscribe[role]))


def leaf(cut: Cut, leaf: str) -> Permissions:
    """What a hub allows the user of a region that is its leaf node: what comes from there, and what
    goes there.

    Args:
        cut: of the hub; its peers are all other regions. leaf: which of them.
    """
    others = [one for one in (cut.region, *cut.peers) if one != leaf]
    comes = [f"$JS.{other}.API.{one}" for other in others for one in LINK]
    # Of its own logs the mirrors, which it heals.
    comes += [f"$JS.{other}.API.STREAM.DELETE.{log}" for other in others for log in cut.logs(leaf)]
    comes += [f"sync.{leaf}.>", Beats.ABROAD.subject(leaf), _FLOW, _MIRRORS]
    comes += [part for other in others for part in (f"chains.{other}.*", f"{INBOX}.{other}.>")]
    goes = [
        f"$JS.{leaf}.API.>",
        f"chains.{leaf}.*",
        f"{INBOX}.{leaf}.>",
        _FLOW,
        _MIRRORS,
    ]
    for other in others:
        goes += [f"sync.{other}.{leaf}.>", Beats.ABROAD.subject(other)]
    refused = [f"$JS.{other}.API.{one}" for other in others for one in _within(other)]
    return Permissions(tuple(comes), tuple(goes), tuple(refused))


def _within(region: str) -> Iterator[str]:
    """What crosses the link, of a region's keys and revocations: of them nothing crosses."""
    for name in (keys_of(region), revocations_of(region)):
        yield from (one.replace("*", name, 1) for one in LINK if "*" in one)


def denied_imports(cut: Cut) -> tuple[str, ...]:
    """What a leaf node takes from nobody, whatever its hub sends.

    Args:
        cut: of the region that is the leaf node.
    """
    kept = (*cut.logs(cut.region), keys_of(cut.region), revocations_of(cut.region))
    asked = [one for one in VERBS if one not in (*LINK, "STREAM.DELETE.*")]
    asked += [*(f"STREAM.DELETE.{name}" for name in kept), *_within(cut.region)]
    return (*_LOCAL, *(f"$JS.{cut.region}.API.{one}" for one in asked))


def denied_exports(cut: Cut) -> tuple[str, ...]:
    """What a leaf node sends nobody, whatever its hub listens to: also what is answered within its
    region, which says what consumers there are.
    """
    return (*_LOCAL, f"{INBOX}.{cut.region}.>")


_LOCAL: Final = (
    *("events.>", f"{DELIVERIES}.>", "changed.>", "keys.>", "revoked.>", "waiting.>"),
    *(one.subject("*") for one in (Beats.OLDER, Beats.PROJECTOR, Beats.GATEWAY)),
    *("$JS.ACK.>", "$JS.EVENT.>", "$JS.SNAPSHOT.>"),
)
"""What stays in its region. SUBTLE: an acknowledgement that asks for an answer has one without a
body, which JetStream takes for a request to delete.
"""


def denied(cut: Cut) -> str:
    """What a leaf node takes from nobody and sends nobody, as its `remotes` take it."""
    imports, exports = _listed(denied_imports(cut)), _listed(denied_exports(cut))
    return f"deny_imports: {imports}\ndeny_exports: {exports}"


def _listed(subjects: Sequence[str]) -> str:
    lines = "".join(f"    {json.dumps(one)}\n" for one in dict.fromkeys(subjects))
    return f"[\n{lines}  ]"
