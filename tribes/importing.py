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


STACKEXCHANGE = """Bring in a public Stack Exchange dump.

DUMP is a folder with Users, Tags, Posts, Comments and Votes, each as .xml or .xml.gz; unpack
archives (.7z) first. Users come in, tags as tribes, questions as articles, answers and comments
as comments, up-votes on questions as bumps, views as views. Views are most of a dump: with
`--views 100` an article has at most 100 of them, and more when more are brought in later.

The site is the folder's name without stackexchange, .com and a date: `torque.stackexchange.com`
is torque, and `torque.meta.stackexchange.com` is torque-meta. A dump is refused when another
site is here under its name.

Nobody loses a name: a slug or handle that somebody has, or one that looks like it, is made
another by the site's name (`ferrari-torque`), and by a number. The views must be current to say
who has which, and are waited for.

Importing twice changes nothing. A newer dump of the same site wins over an older one in all
that it names, whichever came in first; what it does not name any more stays, and so does what
was changed here after the moment up to which it tells. Dates of the future do not come in, and
characters that XML forbids are replaced. The summary counts all that.

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
                help="Starts every id.  [default: from the folder's name]",
            ),
            click.Option(
                ["--views", "views_most"],
                callback=views_most,
                default="all",
                show_default=True,
                metavar="all|none|N",
                help="How many views of an article to bring in, at most.",
            ),
        ),
        doc=STACKEXCHANGE,
    ),
)
