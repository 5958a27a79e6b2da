"""The command that compares views and logs."""

from __future__ import annotations

from pathlib import Path

import click

from bandstand.cli.options import DIR, JSON, Folder, Whole, all_settings, finish


@click.command()
@DIR
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="REPORT",
    help="What `verify --json` printed in another region. May be given again.",
)
@click.option(
    "--keep",
    type=Folder(),
    metavar="DIR",
    envvar="BANDSTAND_VERIFY_DIR",
    help="A folder that keeps what the next run needs: it then compares what is new, and a share.",
)
@click.option(
    "--share",
    type=Whole(1, 512),
    metavar="N",
    default=24,
    show_default=True,
    envvar="BANDSTAND_VERIFY_SHARE",
    help="With --keep: in how many runs all else is compared again.",
)
@JSON
def verify(
    folder: Path, against: tuple[Path, ...], keep: Path | None, share: int, *, as_json: bool
) -> None:
    """Check that views and search are what the logs say.

    Folds the logs in plain Python and compares the result with the views, entry by entry, and
    what is derived with its recomputation; and every key, the functions that the store runs, and
    what is parked. For an entry that differs it shows which events wrote it, and which should have
    won. Exit code 1 where they differ. A derivation that fails is shown, and is no difference.

    It compares at the place where the logs end as it begins, and others may write meanwhile. What
    does not fit in memory is in temporary files: as much as the logs and the views, where TMPDIR
    says.

    With --keep it can run every hour. It reads what the logs have since the run before, and
    compares all that belongs to whom something was written of since. Of all others it compares a
    share in each run, those first that were compared longest ago: in N runs everything. What
    differed is compared again until it agrees. A share of the logs is read again, too: one that was
    rolled back, overwritten or made anew is told, with exit code 1, until it is healed. For another
    version of the views, or when what is in DIR is damaged, it compares everything. DIR takes less
    than the views do; to begin anew, delete it.

    The regions of a stack, or this one and the REPORT of another, are then compared: the views in
    256 ranges of their keys, and the copies of the logs in blocks of 1,024 events. That needs the
    same events in all logs: where they do not come there, it says which log is how far where, and
    the exit code is 1.

    An index of search that lies on this machine is compared, too: its documents, and where each of
    their words stands. One that differs is told to its indexer, which fills it anew.

    \b
    bandstand verify --json > here.json
    bandstand verify --against there.json
    bandstand verify --keep /var/lib/bandstand/verify --share 24
    """
    from bandstand.audit.kept import Keep
    from bandstand.operate.reporting import show_verdicts

    kept = Keep(keep, share) if keep else None
    settings = all_settings(folder)
    finish(show_verdicts(settings, as_json=as_json, against=against, keep=kept))
