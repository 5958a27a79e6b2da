"""The log: where it is, and how this region's logs are cut."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

from bandstand.errors import BadSetting
from bandstand.settings import declaring
from bandstand.settings.declaring import setting
from eventlog.access.credentials import INBOX, Access
from eventlog.access.permissions import Cut
from secrecy.hiding import shown

OPERATOR = "operator"
"""Who gives commands."""

REGION_IS = "expected 1 to 16 lower-case letters or digits"


def is_region(name: str) -> bool:
    """Whether a region may have this name, as it stands in subjects and domains."""
    return bool(re.fullmatch(r"[a-z0-9]{1,16}", name))


@dataclass(frozen=True)
class LogSettings:
    """The log"""

    nats_url: str = setting(
        "NATS_URL",
        "nats://127.0.0.1:4222",
        "address of nats-server with JetStream; separate several with commas",
        is_secret=True,
    )
    nats_creds_file: str = setting(
        "NATS_CREDS_FILE",
        "",
        "credentials file, as nsc writes it: the JWT and the seed of a NATS user",
        is_file=True,
    )
    nats_nkey_file: str = setting(
        "NATS_NKEY_FILE", "", "file with the NKey seed of a NATS user (SU…)", is_file=True
    )
    nats_user: str = setting(
        "NATS_USER", "", "name of a NATS user; the password is in NATS_PASSWORD_FILE"
    )
    nats_password_file: str = setting(
        "NATS_PASSWORD_FILE", "", "file with the password of NATS_USER", is_file=True
    )
    nats_token_file: str = setting(
        "NATS_TOKEN_FILE", "", "file with a token for NATS", is_file=True
    )
    nats_ca_file: str = setting(
        "NATS_CA_FILE",
        "",
        "file with the certificate authorities (PEM) to trust for NATS; unset: the system's",
        is_file=True,
    )
    nats_cert_file: str = setting(
        "NATS_CERT_FILE", "", "file with the client certificate (PEM) for NATS", is_file=True
    )
    nats_key_file: str = setting(
        "NATS_KEY_FILE", "", "file with the private key (PEM) of NATS_CERT_FILE", is_file=True
    )
    nats_inbox_prefix: str = setting(
        "NATS_INBOX_PREFIX",
        "",
        "prefix of the subjects for replies from NATS; unset: _INBOX.<region>.<role>",
    )
    region: str = setting(
        "BANDSTAND_REGION", "main", "name of this region: 1 to 16 lower-case letters or digits"
    )
    peers: tuple[str, ...] = setting(
        "BANDSTAND_PEERS",
        (),
        "names of the other regions, comma-separated; their logs are mirrored here",
    )
    partitions: int = setting(
        "BANDSTAND_PARTITIONS",
        1,
        "partitions of this region's log, to spread the load",
        within=(1, 64),
    )
    epoch: int = setting(
        "BANDSTAND_EPOCH",
        1,
        "epoch that this region's logs begin with; `bandstand heal` opens later ones",
        within=(1, 999_999_999),
    )
    replicas: int = setting(
        "BANDSTAND_REPLICAS",
        1,
        "copies of each stream in the NATS cluster; use 3 in production",
        within=(1, 5),
    )
    makes_streams: bool = setting(
        "BANDSTAND_MAKES_STREAMS",
        True,
        "1: projectors create missing streams; 0: only `bandstand setup` does",
    )

    def nats(self, role: str = OPERATOR) -> Access:
        """Where NATS is, and as whom a role speaks to it.

        Args:
            role: gateway, projector, indexer or operator: each has answers come to itself alone.
        """
        given = {one.name: getattr(self, one.name) for one in fields(LogSettings)}
        told = {name[5:]: value for name, value in given.items() if name.startswith("nats_")}
        told["inbox_prefix"] = told["inbox_prefix"] or f"{INBOX}.{self.region}.{role}"
        return Access(**told)

    @property
    def cut(self) -> Cut:
        """How the logs are cut."""
        return Cut(self.region, self.peers, self.partitions, self.epoch, makes=self.makes_streams)

    def check_log(self) -> None:
        """Check what no setting says alone.

        Raises:
            BadSetting: it does not fit.
        """
        for key, names in (("BANDSTAND_REGION", (self.region,)), ("BANDSTAND_PEERS", self.peers)):
            for name in names:
                if not is_region(name):
                    raise BadSetting(f"{key}={name!r}: {REGION_IS}")
        if self.region in self.peers:
            raise BadSetting(f"BANDSTAND_PEERS names {self.region!r}, which is this region itself")
        _check_nats_url(self.nats_url)
        declaring.check_access(LogSettings, self, "nats_", self.nats().faults())


def _check_nats_url(given: str) -> None:
    for part in given.split(","):
        url = part if "://" in part else f"nats://{part}"
        try:
            split = urlsplit(url)
            fits = split.scheme in ("nats", "tls") and bool(split.hostname)
            fits = fits and split.port != 0
        except ValueError:
            fits = False
        if not fits:
            raise BadSetting(
                f"NATS_URL={shown(given)!r}: expected nats://host:port, several separated by "
                "commas; in a user name or password write @ as %40, / as %2F, # as %23, : as %3A"
            )
