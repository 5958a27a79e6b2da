"""Hiding: an address without what is secret in it, and texts without secrets that are known.

An address is shown when all of it is what an address may be, part by part; of anything else only
the scheme is. SUBTLE: the other way round, to look for what is secret, finds no password with a
character in it that ends it for whoever reads the address in another way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from itertools import chain
from urllib.parse import parse_qsl, quote, quote_plus, unquote, unquote_plus

HIDDEN = "***"

SECRET_LENGTH_MIN = 4
"""What is shorter is hidden in addresses alone: of it texts are full."""

_SCHEMES = "(?:nats|tls|wss?|rediss?|unix|https?)://"
"""Of any other word before // it is not known that it is none of a password."""

_HOST = r"(?:\[[0-9a-fA-F:.]+\]|[\w.-]+)(?::\d{1,5})?"
_SHOWN = re.compile(rf"(?P<hosts>(?:{_HOST})?(?:,(?:{_HOST})?)*)(?P<path>/[^@?#]*)?", re.ASCII)
_PART = re.compile(
    rf"({_SCHEMES})?(?:(?P<user>[^/?#]*)@)?(?P<place>[^@?#]*)(?P<more>[?#][^@]*)?", re.DOTALL
)


def shown(url: str) -> str:
    """An address, or several with commas between, as it may stand in a log or an answer."""
    return ",".join(map(_shown, _parts(url)))


def secrets_in(url: str) -> set[str]:
    """What is secret in an address: its passwords, or tokens, and all of it that is no address."""
    found = set[str]()
    for part in _parts(url):
        split = _PART.fullmatch(part)
        rest = part.partition("://")[2] or part
        if split is None or not _shown(part).rpartition(HIDDEN)[2].strip("/"):
            found |= {rest, rest.rpartition("@")[0], rest.rpartition("@")[0].partition(":")[2]}
        # One after a comma is an address to some, and part of a password to others.
        for one in (rest, *rest.split(",")):
            user, at, _ = re.match(r"([^/?#]*)", one)[0].rpartition("@")  # type: ignore[index]
            found |= {user.partition(":")[2] or user} if at else set()
        options = rest.partition("?")[2]
        found |= {value for key, value in parse_qsl(options) if "password" in key}
        found |= set(re.findall(r"password=([^&]*)", options))
    return {secret for secret in found if len(secret) >= SECRET_LENGTH_MIN}


def hiding(secrets: Iterable[str]) -> Callable[[str], str]:
    """A function that takes these secrets out of a text, however they are written there."""
    forms = {form for secret in secrets for form in _forms(secret)}
    if not forms:
        return lambda text: text
    # The longest first: a part of one may be another.
    any_of = re.compile("|".join(map(re.escape, sorted(forms, key=len, reverse=True))))
    return lambda text: any_of.sub(HIDDEN, text)


def _parts(url: str) -> list[str]:
    return re.split(f",(?={_SCHEMES})", url)


def _shown(part: str) -> str:
    split = _PART.fullmatch(part)
    scheme = found[0] if (found := re.match(_SCHEMES, part)) else ""
    if split is None or (place := _SHOWN.fullmatch(split["place"])) is None:
        return scheme + HIDDEN
    if not place["hosts"] and scheme not in ("unix://", part):
        return scheme + HIDDEN
    user = f"{HIDDEN}@" if split["user"] is not None else ""
    return scheme + user + split["place"] + (f"?{HIDDEN}" if split["more"] else "")


def _forms(secret: str) -> Iterable[str]:
    """A secret as it may be written: as it stands in an address, decoded, and in quotes."""
    plain = {secret, unquote(secret), unquote_plus(secret)}
    quoted = chain.from_iterable(
        (one, quote(one, safe=""), quote(one), quote_plus(one)) for one in plain
    )
    for one in set(quoted):
        ways = (one, repr(one)[1:-1], json.dumps(one)[1:-1], ascii(one)[1:-1])
        yield from (*ways, json.dumps(one, ensure_ascii=False)[1:-1])
