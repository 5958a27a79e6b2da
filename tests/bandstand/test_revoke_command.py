"""`revoke`: what it writes, and what it says."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import datetime

import pytest
from click.testing import CliRunner

from bandstand.cli.commands import main
from bandstand.testing.servers import NatsServer
from eventlog.connection import connected
from eventlog.revocations import Revocation, RevocationLog

REGION = "revoking"
NOWHERE = "redis://127.0.0.1:1/0"


def give(nats: NatsServer, *args: str, **more: str) -> tuple[int, str]:
    """Give the command; its exit code, and what it says."""
    named = {"NATS_URL": nats.url, "REDIS_URL": NOWHERE, "BANDSTAND_REGION": REGION}
    done = CliRunner(env={**named, **more}).invoke(main, ["revoke", "--dir", "no stack", *args])
    return done.exit_code, done.output


def news(nats: NatsServer) -> list[Revocation]:
    """All that is revoked."""

    async def read() -> list[Revocation]:
        async with connected(nats.url) as connection:
            return await RevocationLog(connection, REGION).news()

    return asyncio.run(read())


def test_a_viewer_or_a_token_is_revoked(nats: NatsServer) -> None:
    """What was given out before stands in the log, for as long as it could last."""
    began_s = time.time()
    code, told = give(nats, "--viewer", "enzo", BANDSTAND_JWT_LIFETIME_S="600")
    assert code == 0
    assert re.fullmatch(
        r"revoking: what enzo was given before \S+ is revoked; gateways know it within 3 s, until "
        r"\S+\n",
        told,
    )
    assert give(nats, "--token", "t 1", BANDSTAND_JWT_LIFETIME_S="600")[0] == 0
    when = "2026-05-01T12:00:00+02:00"
    assert give(nats, "--viewer", "pat", "--before", when, BANDSTAND_JWT_LIFETIME_S="600")[0] == 0
    enzo, one, pat = news(nats)
    assert began_s - 1 <= enzo.before_s <= time.time() + 1
    assert abs(enzo.until_s - time.time() - 900) < 60
    assert (enzo.viewer, one.token, pat.viewer) == ("enzo", "t 1", "pat")
    assert pat.before_s == datetime.fromisoformat(when).timestamp()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "name a viewer with --viewer, or one token with --token"),
        (("--viewer", "a", "--token", "b"), "name a viewer with --viewer, or one token"),
        (("--viewer", "a b"), "--viewer 'a b': an id has 1 to 128 characters"),
        (("--token", ""), "--token: an id has 1 to 512 characters"),
        (("--viewer", "a", "--before", "yesterday"), "--before 'yesterday': expected a time"),
        (("--viewer", "a", "--before", "2026-05-01T12:00:00"), "expected a time with its zone"),
        (("--viewer", "a", "--before", "2999-05-01T12:00:00Z"), "that is in the future"),
    ],
)
def test_what_names_nobody_is_refused(nats: NatsServer, args: tuple[str, ...], told: str) -> None:
    """A revocation that hits nobody looks like one that does."""
    code, said = give(nats, *args)
    assert code == 2
    assert said.startswith("bandstand: ")
    assert told in said


def test_where_there_is_no_log_nothing_is_said_to_be_revoked() -> None:
    """It says so, and where it looked."""
    nowhere = "nats://127.0.0.1:1"
    done = CliRunner(env={"NATS_URL": nowhere, "REDIS_URL": NOWHERE}).invoke(
        main, ["revoke", "--dir", "no stack", "--viewer", "enzo"]
    )
    assert done.exit_code != 0
    assert nowhere in done.output
    assert "is revoked" not in done.output
