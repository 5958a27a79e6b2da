"""The command that takes back what was given out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bandstand.cli.options import DIR, REGION, all_settings, finish, settings_of
from bandstand.errors import BadSetting


class Moment(click.ParamType[datetime]):
    """A time with its zone, or now."""

    name = "time"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The time.

        Raises:
            BadSetting: it is none, has no zone, or is still to come.
        """
        now = datetime.now(UTC)
        if isinstance(value, datetime) or value == "now":
            return value if isinstance(value, datetime) else now
        try:
            found = datetime.fromisoformat(str(value))
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            raise BadSetting(
                f"--before {value!r}: expected a time with its zone, such as 2026-05-01T12:00:00Z, "
                "or now"
            )
        if found > now:
            raise BadSetting(f"--before {value!r}: that is in the future; leave it out for now")
        return found


@click.command()
@DIR
@REGION
@click.option("--viewer", metavar="ID", help="Id of the viewer whose tokens are revoked.")
@click.option(
    "--before",
    type=Moment(),
    default="now",
    show_default=True,
    help="Only tokens issued before this time: a time with its time zone, or now.",
)
@click.option("--token", metavar="JTI", help="Id (`jti`) of the one token to revoke.")
def revoke(
    folder: Path, region: str | None, viewer: str | None, before: datetime, token: str | None
) -> None:
    """Revoke all tokens of a viewer, or one token.

    A revoked token is refused: requests are answered with 401, and WebSockets (4403) and event
    streams are closed. Gateways learn of it within 3 seconds, and remember it for as long as such
    tokens could be valid (BANDSTAND_JWT_LIFETIME_S, which must be the same as the gateways').

    If viewers are authenticated by a function of your own instead of tokens, their open connections
    are closed, and the function decides whether they may return. Each region has its own list: in a
    stack all regions are updated, in production that of BANDSTAND_REGION.

    \b
    bandstand revoke --viewer enzo
    bandstand revoke --viewer enzo --before 2026-05-01T12:00:00Z
    bandstand revoke --token 5a0d5f6e-1b1c-4f3e-9a53-0d0a3b7a6c2e
    """
    from bandstand.operate.revoking import write_revocation

    if (viewer is None) == (token is None):
        raise BadSetting("name a viewer with --viewer, or one token with --token")
    places = all_settings(folder).values() if region is None else [settings_of(folder, region)]
    finish(write_revocation([*places], viewer=viewer, before=before, token=token))
