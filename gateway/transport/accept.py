"""Accept: as what an operation is answered, of what a client takes.

    query, mutation     application/graphql-response+json or application/json; an event stream for
                        whoever likes that better, or takes nothing else; one part of
                        multipart/mixed for whoever takes that alone
    subscription        an event stream, or the parts of Apollo's multipart protocol

A weight (`q`) decides first, then how exactly a type is named, then which is named first: a client
that names both kinds of JSON alike gets the first of them. `*/*` is `application/json`, which every
client understands, and is no wish for a stream: who waits for one answer would wait for ever. What
is no media range is passed over; where nothing else is there, it is as if nothing were said.

Source: RFC 9110, section 12.5.1; the specification "GraphQL over HTTP".
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

import mimeparse

from gateway.errors import BadRequest

JSON = "application/json"
RESPONSE = "application/graphql-response+json"
STREAM = "text/event-stream"
HTML = "text/html"
TEXT = "text/plain"

DEFERRED = {"deferSpec": ("20220824",), "incrementalSpec": ("v0.1", "v0.2")}
"""How parts of an answer are written, by the parameter that says it: one alone, all alike."""

LENGTH_MAX = 1_024
"""Browsers send some 200 characters."""

RANGES_MAX = 20
"""So many media ranges are read, the first: browsers send eight."""


@dataclass(frozen=True)
class Accepted:
    """What a client takes.

    json: the kind of JSON that it likes best; None when it takes neither. stream: whether it names
    event streams. likes_stream: whether it likes them better than JSON. likes_html: whether it
    likes a page better than JSON. parts: whether it names the parts of a subscription. deferred: of
    what it would be sent in parts, the parameter that says how; None where it names no such parts.
    """

    json: str | None
    stream: bool = False
    likes_stream: bool = False
    likes_html: bool = False
    parts: bool = False
    deferred: str | None = None


ANYTHING = Accepted(JSON)
"""What a client takes that does not say."""


def accepted(header: str | None) -> Accepted:
    """What a client takes, by its `Accept`.

    Raises:
        BadRequest: it is too long.
    """
    if header is None:
        return ANYTHING
    if len(header) > LENGTH_MAX:
        raise BadRequest(
            400, f"Accept has {len(header):,} characters; at most {LENGTH_MAX:,} are read"
        )
    return _accepted(header)


@lru_cache(maxsize=512)
def _accepted(header: str) -> Accepted:
    ranges = []
    for text in header.lower().split(",", RANGES_MAX)[:RANGES_MAX]:
        with suppress(mimeparse.MimeTypeParseException):
            ranges.append(mimeparse.parse_media_range(text))
    ranges = [one for one in ranges if one[0] and one[1]]
    if not ranges:
        return ANYTHING

    def weight(kind: str) -> tuple[float, float, float]:
        quality, fitness = mimeparse.quality_and_fitness_parsed(kind, ranges)
        named = (at for at, one in enumerate(ranges) if "/".join(one[:2]) == kind)
        return quality, fitness, -next(named, len(ranges))

    def named(kind: str) -> float:
        """The weight of a type of text; 0 where only `*/*` names it."""
        about = any(one[0] == "text" and one[1] in ("*", kind[5:]) for one in ranges)
        return weight(kind)[0] if about else 0.0

    # At a tie `max` takes the first: `*/*` is application/json.
    best = max((JSON, RESPONSE), key=weight)
    json, stream, html = weight(best)[0], named(STREAM), named(HTML)
    parts = any(_is_of_parts(*one) for one in ranges)
    how = (one for one in map(_deferred, ranges) if one is not None)
    return Accepted(
        best if json else None, stream > 0, stream > json, html > json, parts, next(how, None)
    )


def _is_of_parts(kind: str, subtype: str, parameters: Mapping[str, str]) -> bool:
    """Whether a media range is that of a subscription in parts."""
    named = (kind, subtype) == ("multipart", "mixed") and parameters.get("q") not in ("0", "0.0")
    return named and parameters.get("subscriptionspec", "").strip('"') == "1.0"


def _deferred(one: tuple[str, str, Mapping[str, str]]) -> str | None:
    """How a media range would have an answer in parts; None where it would not."""
    kind, subtype, parameters = one
    if (kind, subtype) != ("multipart", "mixed") or float(parameters.get("q", "1")) == 0:
        return None
    for name, versions in DEFERRED.items():
        if given := parameters.get(name.lower(), "").strip('"'):
            return f";{name}={given}" if given in versions else None
    return None if "subscriptionspec" in parameters else ""
