"""The command that checks a domain, for its author's CI."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from bandstand.cli.options import Whole
from bandstand.errors import BadSetting, Failure
from bandstand.settings import Settings


@click.command()
@click.argument("domain", required=False)
@click.option(
    "--examples",
    type=Whole(1, 100_000),
    default=100,
    show_default=True,
    help="Histories that each check tries.",
)
@click.option(
    "--seed",
    type=Whole(0),
    default=0,
    show_default=True,
    help="Seed of the histories: the same number gives the same ones.",
)
def check(domain: str | None, *, examples: int, seed: int) -> None:
    """Check a domain, without a stack, for instance in your CI.

    DOMAIN is a package or a module; without it, the domain of BANDSTAND_DOMAIN or pyproject.toml.
    Histories of events are generated from what the domain declares. The checks are:

    \b
    declarations   mistakes in declarations, with file and line, as `bandstand up` reports them
    laws           every merge is a semilattice, your own merges too
    delivery       a history gives the same result shuffled, repeated and split; a projection
                   reads only its event, and writes no stamp later than the event's
    derivations    the store's Lua derives the same as Python, in a real store, on 1 and 7 shards
    schema         it builds, and its names are legal; descriptions that are missing
    compiled       which fields of queries are compiled, and which need graphql-core

    For each problem it shows the smallest history that fails, as a test with `bandstand.testing`
    would write it. A note is no failure: a derivation may fail for some records, which are then in
    no list. A derivation that fails for all records is a failure.

    The exit code is 0 if everything passes, else 1. It needs
    `pip install "bandstand[embedded,testing]"`, which includes the store.

    \b
    bandstand check
    bandstand check segments --examples 1000 --seed 7
    """
    try:
        from bandstand.check import checking
    except ModuleNotFoundError as error:
        raise Failure(
            f'`bandstand check` needs {error.name}: pip install "bandstand[embedded,testing]"'
        ) from None
    if domain and (domain.endswith(".py") or "/" in domain):
        name = Path(domain).with_suffix("").name
        raise BadSetting(f"DOMAIN {domain!r} is a file: give the name of the module, as {name}")
    name = domain or Settings.load(os.environ).domain
    if not checking.check(name, examples, seed, click.echo):
        sys.exit(1)
