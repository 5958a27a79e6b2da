"""Sites: what a site is called whose dump lies in a folder of some name. Pure.

The name starts every id of what is brought in, so two sites must not share one: a site and its meta
site number their posts alike.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from gateway.errors import ImportFailed

is_site = re.compile(r"[^\s\x00-\x20\x7f/\ud800-\udfff]{1,64}").fullmatch
"""Whether a text can be the first part of ids."""

# The largest sites have an archive for each table.
_TABLES: Final = "badges|comments|posthistory|postlinks|posts|tags|users|votes"
_DATE: Final = r"\d{4}(?:[-_.]?\d\d){0,2}"
_ends = re.compile(rf"(?:[-_. ](?:{_TABLES}|{_DATE}|dump)|\.(?:7z|zip|xml)| \(\d+\))\Z")
_NETWORK: Final = "stackexchange"
_TOP: Final = frozenset({"com", "net", "org"})


def default_site(folder: Path) -> str:
    """The site of a dump's folder, in lower case.

    | folder | site |
    |---|---|
    | `torque.stackexchange.com`, `torque-stackexchange-2018-09` | `torque` |
    | `torque.meta.stackexchange.com`, `meta.torque.stackexchange.com` | `torque-meta` |
    | `stackoverflow.com`, `stackoverflow.com-Posts` | `stackoverflow` |
    | `pt.stackoverflow.com`, `pt.meta.stackoverflow.com` | `pt-stackoverflow`, `…-meta` |
    | `serverfault.com`, `meta.serverfault.com` | `serverfault`, `serverfault-meta` |
    | `meta.stackexchange.com` | `stackexchange-meta` |

    Raises:
        ImportFailed: nothing is left that could be part of an id.
    """
    name = folder.resolve().name
    rest = name.lower()
    while (cut := _ends.sub("", rest)) != rest:
        rest = cut
    parts = re.split(r"[-_.]", rest)
    is_meta = "meta" in parts
    if parts[-1] in _TOP:
        del parts[-1]
    own = [part for part in parts if part != "meta"]
    if own != [_NETWORK]:
        own = [part for part in own if part != _NETWORK]
    site = "-".join((*filter(None, own), *(["meta"] if is_meta else [])))
    if not is_site(site) or not rest[0].isalnum():
        raise ImportFailed(f"the folder's name {name!r} gives no site: name one with --site")
    return site
