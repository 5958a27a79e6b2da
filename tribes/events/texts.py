"""Texts: what the fields of events hold, and their limits."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from eventlog.envelope import HTML, ID_LENGTH_MAX

UniqueName = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=ID_LENGTH_MAX,
        description="a name without white space and invisible characters",
    ),
]
"""A handle or slug. What else it may not be, `tribes.names` says at the entry."""

Title = Annotated[str, Meta(min_length=1, max_length=300)]
Name = Annotated[str, Meta(min_length=1, max_length=100)]
Excerpt = Annotated[str, Meta(max_length=1_000)]
Html = Annotated[str, Meta(max_length=60_000, extra=HTML)]
CommentHtml = Annotated[str, Meta(min_length=1, max_length=40_000, extra=HTML)]
Url = Annotated[
    str,
    Meta(
        pattern=r"^(?:https?://|/media/)[^\s\x00-\x1f\x7f]+\Z",
        max_length=2_008,
        description=(
            "an address that begins with https://, http:// or /media/ and has no white space"
        ),
    ),
]


class ArticleKind(StrEnum):
    """What an article mainly is."""

    IMAGE = "IMAGE"
    VIDEO = "VIDEO"
    ARTICLE = "ARTICLE"


class Media(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture or a film of an article."""

    url: Url
    alt: Annotated[str, Meta(max_length=300)] = ""


MediaList = Annotated[list[Media], Meta(max_length=20)]

Note = Annotated[str, Meta(max_length=500)]
"""What somebody says of why they did something; may be empty."""


class Reason(StrEnum):
    """Why something is reported or hidden."""

    SPAM = "SPAM"
    ABUSE = "ABUSE"
    OFF_TOPIC = "OFF_TOPIC"
    ILLEGAL = "ILLEGAL"
    OTHER = "OTHER"


class Role(StrEnum):
    """What somebody is in a tribe."""

    OWNER = "OWNER"
    MODERATOR = "MODERATOR"
