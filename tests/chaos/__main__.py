"""`python -m tests.chaos --seconds 300 --seed 1`: chaos, and what is left of it."""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

import click

from tests.chaos.nemeses import NEMESES
from tests.chaos.run import run, table


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--seconds", type=float, default=300, show_default=True, help="How long.")
@click.option("--seed", type=int, help="Decides the writers and the nemeses.  [default: any]")
@click.option(
    "--only", multiple=True, type=click.Choice(["none", *NEMESES]), help="These nemeses, in turn."
)
@click.option("--scale", type=float, default=1.0, help="How long faults last, against the usual.")
@click.option("--runs", type=int, default=1, help="How often, with the seeds after the first.")
@click.option("--keep", is_flag=True, help="Keep the folder of a run.")
def main(
    seconds: float, seed: int | None, only: tuple[str, ...], scale: float, *, runs: int, keep: bool
) -> None:
    """Put two regions under fire, heal them, and check that nothing shows.

    Two regions of two projectors each take writes through all gateways, while a nemesis strikes
    every few seconds. Exit code 1 when anything is wrong; the seed repeats writers and nemeses,
    though not their timing.
    """
    first = random.randrange(10**6) if seed is None else seed
    wrong = 0
    for number in range(first, first + runs):
        click.echo(f"seed {number}, {seconds:.0f} s")
        folder = Path(tempfile.mkdtemp(prefix=f"chaos-{number}-"))
        outcome = run(
            folder,
            seed=number,
            seconds=seconds,
            names=list(only) or None,
            scale=scale,
            say=click.echo,
        )
        click.echo(table(outcome))
        wrong += not outcome.clean
        if outcome.clean and not keep:
            _remove(folder)
        else:
            click.echo(f"what the processes said is in {folder}")
    sys.exit(1 if wrong else 0)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
