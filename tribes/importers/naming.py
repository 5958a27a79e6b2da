"""Naming: what users and tribes of a dump would be called here, and what else they could be.

Pure: who has a name already, the command line asks of the views.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tribes.importers.prose import handle_of
from tribes.names import key_of

NUMBERS_MAX: Final = 50
"""So many numbers are tried behind a name."""


def handle_for(name: str, number: int) -> str:
    """The handle of a user, made of their name where that can be one."""
    handle = handle_of(name, number)
    return handle if key_of(handle) is not None else handle_of("", number)


def otherwise(wanted: str, site: str) -> Iterator[str]:
    """What can stand in for a name that is taken: with the site, and with a number too; without the
    site where that is of another script than the name.
    """
    for stem in (f"{wanted}-{site}", wanted):
        if stem != wanted and key_of(stem) is not None:
            yield stem
        for number in range(2, NUMBERS_MAX + 1):
            if key_of(name := f"{stem}-{number}") is not None:
                yield name


def is_of(name: str, wanted: str, site: str) -> bool:
    """Whether a name is the wanted one, or stands in for it."""
    stands_in = rf"{re.escape(wanted)}(?:-{re.escape(site)})?(?:-[0-9]{{1,2}})?"
    return re.fullmatch(stands_in, name) is not None
