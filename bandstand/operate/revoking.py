"""Revoking: what was given out is taken back, in every region that is named."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime

import click

from bandstand.errors import BadSetting
from bandstand.settings import Settings
from eventlog.connection import connected
from eventlog.envelope import ID_LENGTH_MAX, is_id
from eventlog.revocations import Revocation, RevocationLog
from gateway.authentication.revocations import LOOK_S

CLOCKS_S_MAX = 300
"""The most that a gateway lets clocks be apart (BANDSTAND_JWT_LEEWAY_S)."""

TOKEN_ID_LENGTH_MAX = 512


async def write_revocation(
    places: Sequence[Settings], *, viewer: str | None, before: datetime, token: str | None
) -> int:
    """Write a revocation, and say what it means; the exit code.

    Raises:
        BadSetting: what is named is no viewer, and no token.
        LogError: it could not be written.
    """
    if viewer is not None and not is_id(viewer):
        raise BadSetting(
            f"--viewer {viewer[:40]!r}: an id has 1 to {ID_LENGTH_MAX} characters, no white space "
            "and no slash"
        )
    if token is not None and not 0 < len(token) <= TOKEN_ID_LENGTH_MAX:
        raise BadSetting(f"--token: an id has 1 to {TOKEN_ID_LENGTH_MAX} characters")
    what = f"token {token}" if viewer is None else f"what {viewer} was given before {_told(before)}"
    for settings in places:
        kept_s = settings.jwt_lifetime_s + CLOCKS_S_MAX
        until_s = time.time() + kept_s
        async with connected(settings.nats()) as connection:
            log = RevocationLog(connection, settings.region)
            await log.ensure(kept_s, replicas=settings.replicas)
            await log.write(
                Revocation(
                    until_s, token=token or "", viewer=viewer or "", before_s=before.timestamp()
                )
            )
        until = _told(datetime.fromtimestamp(until_s, UTC))
        click.echo(
            f"{settings.region}: {what} is revoked; gateways know it within {LOOK_S + 1:g} s, "
            f"until {until}"
        )
    return 0


def _told(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds")
