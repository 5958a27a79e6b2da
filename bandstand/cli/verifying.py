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
    help="Output of `verify --json` from another region. May be repeated.",
)
@click.option(
    "--keep",
    type=Folder(),
    metavar="DIR",
    envvar="BANDSTAND_VERIFY_DIR",
    help="Folder for state between runs: a run then compares new data and a share of the rest.",
)
@click.option(
    "--share",
    type=Whole(1, 512),
    metavar="N",
    default=24,
    show_default=True,
    envvar="BANDSTAND_VERIFY_SHARE",
    help="With --keep: number of runs that together compare all of the rest.",
)
@JSON
def verify(
    folder: Path, against: tuple[Path, ...], keep: Path | None, share: int, *, as_json: bool
) -> None:
    """Check that views and search indexes match the logs.

    It merges the logs in plain Python, derives everything again, and compares the result with the
    views, entry by entry. It also checks every key, the functions in the store, and parked events.
    For an entry that differs it shows which events wrote it, and which should have won. The exit
    code is 1 if anything differs. A derivation that fails is shown, but is not a difference.

    It compares up to where the logs end when it starts; others may write meanwhile. What does not
    fit in memory goes to temporary files in TMPDIR, which may take as much as the logs and views.

    With --keep it is fast enough to run every hour. It reads the events since the run before, and
    compares all records that they wrote to. Of the other records it compares a share in each run,
    the longest unchecked first, so that N runs compare everything. Records that differed are
    compared again until they match. A share of the logs is read again too: a log that was rolled
    back, overwritten or recreated is reported, with exit code 1, until it is healed. For a new
    version of the views, or if DIR is damaged, it compares everything. DIR takes less space than
    the views do; delete it to start over.

    Then it compares the regions of a stack, or this region with the REPORT of another one: the
    views in 256 blocks of keys, and copies of logs in blocks of 1,024 events. Both must have merged
    the same events: if they do not within some time, it shows which log is how far in which region,
    and the exit code is 1.

    A search index on this machine is checked too: its documents, and the positions of their words.
    If it differs, its indexer is told to rebuild it.

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
