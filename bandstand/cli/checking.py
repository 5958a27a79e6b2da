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
    help="How many histories each part looks at.",
)
@click.option(
    "--seed",
    type=Whole(0),
    default=0,
    show_default=True,
    help="Another number looks at other histories; the same looks at the same.",
)
def check(domain: str | None, *, examples: int, seed: int) -> None:
    """Check a domain, without a stack: give this to your CI.

    DOMAIN is a package or a module; without it, the one that BANDSTAND_DOMAIN names, or
    pyproject.toml. Histories are generated from the events that it declares. Looked at are:

    \b
    declarations   what is declared wrong, with file and line, as `bandstand up` says it
    laws           what is merged at each place is a lattice, those of your own too
    delivery       a history comes to the same shuffled, repeated and split; a projection reads its
                   event alone, and writes no stamp that is later than it
    derivations    the store's Lua derives what Python does, in a real store, on 1 and 7 shards
    schema         it builds, its names are legal; what has no description
    compiled       which fields of queries are compiled, and which graphql-core must answer

    Where something is wrong it shows the smallest history that fails, as it is written in a test
    with `bandstand.testing`. A note is no failure: a derivation that fails for some record, say, is
    legal, and that record stands in no list. One that fails for all is wrong.

    Exit code 0 where nothing is wrong, else 1. It needs
    `pip install "bandstand[embedded,testing]"`: the store comes along.

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
        raise BadSetting(f"DOMAIN {domain!r} is a file: give its name, as {name}")
    name = domain or Settings.load(os.environ).domain
    if not checking.check(name, examples, seed, click.echo):
        sys.exit(1)
