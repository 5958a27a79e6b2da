"""What can be brought in from elsewhere: `bandstand import <name>`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from gateway.errors import BadOption
from gateway.writing.importing import Importer
from tribes.importers.bringing import bring_in

VIEWS_MAX: Final = 999_999_999
_DIGITS_READ: Final = 18


def views_most(context: click.Context, option: click.Parameter, text: str) -> int | None:
    """How many views `--views` lets in of each article; None for all."""
    if text == "all":
        return None
    if text == "none":
        return 0
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS_READ else None
    if number is None or number > VIEWS_MAX:
        raise BadOption(
            f"--views {text!r}: expected all, none or a whole number, 0 to {VIEWS_MAX:,}"
        )
    return number


def name_of_site(context: click.Context, option: click.Parameter, text: str | None) -> str | None:
    """What `--site` names; None where it is left out."""
    if text is not None and not text.strip():
        raise BadOption(
            f"--site {text!r} names no site: give its name, or leave it out for that of the folder"
        )
    return text


STACKEXCHANGE = """Import a public Stack Exchange dump.

DUMP is a folder with Users, Tags, Posts, Comments and Votes, each as .xml or .xml.gz; unpack
archives (.7z) first. It imports users, tags as tribes, questions as articles, answers and
comments as comments, up-votes on questions as bumps, and views. Most of a dump is views: with
`--views 100` an article gets at most 100 of them, and more if a later import allows more.

The name of the site is that of the folder without stackexchange, .com and a date:
`torque.stackexchange.com` is torque, and `torque.meta.stackexchange.com` is torque-meta. The
import is refused if another site was imported under that name.

Nobody loses a name: if somebody has a slug or handle, or one that looks like it, the imported
one gets the name of the site (`ferrari-torque`), and a number if needed. The views say which
names are taken, so the import waits until they are current.

Importing the same dump twice changes nothing. A newer dump of the same site wins over an older
one, in either order. What a newer dump leaves out stays, and so do changes made here after the
date of the dump. Dates in the future are left out, and characters that XML forbids are replaced.
The summary counts all of this.

\b
bandstand import stackexchange quantumcomputing.stackexchange.com/
bandstand import stackexchange torque.stackexchange.com/ --views none --site torque
"""

IMPORTERS = (
    Importer(
        "stackexchange",
        bring_in,
        params=(
            click.Argument(["dump"], type=click.Path(path_type=Path)),
            click.Option(
                ["--site"],
                callback=name_of_site,
                help="Name of the site, which begins every id.  [default: from the folder's name]",
            ),
            click.Option(
                ["--views", "views_most"],
                callback=views_most,
                default="all",
                show_default=True,
                metavar="all|none|N",
                help="Most views to import for each article.",
            ),
        ),
        doc=STACKEXCHANGE,
    ),
)
