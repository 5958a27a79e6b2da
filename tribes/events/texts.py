"""Texts: what the fields of events hold, and their limits."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import force_setattr

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
        pattern=r"^https?://[^\s\x00-\x1f\x7f]+\Z",
        max_length=2_008,
        description="an address that begins with http:// or https:// and has no white space",
    ),
]

MediaUrl = Annotated[
    str,
    Meta(
        pattern=r"^(https?://[^\s\x00-\x1f\x7f]+|/media/[a-z0-9]+/[a-z0-9]+\.[a-z0-9]+)\Z",
        max_length=2_008,
        description="an address that begins with http:// or https:// and has no white space, or "
        "with /media/, as an upload has it",
    ),
]
MediaType = Annotated[
    str,
    Meta(
        pattern=r"^(image|video)/[a-z0-9.+-]+\Z",
        max_length=60,
        description="a media type such as image/jpeg or video/mp4",
    ),
]
Pixels = Annotated[int, Meta(ge=1, le=100_000)]
BlurHash = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-Za-z#$%*+,\-.:;=?@\[\]^_{|}~]{6,200}\Z",
        description="a BlurHash, of 6 to 200 characters",
    ),
]


class ArticleKind(StrEnum):
    """What an article mainly is."""

    IMAGE = "IMAGE"
    VIDEO = "VIDEO"
    ARTICLE = "ARTICLE"


class Media(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture or a film of an article.

    blur_hash: a blurred picture of it in a few characters, for as long as it is on its way.
    """

    url: MediaUrl
    alt: Annotated[str, Meta(max_length=300)] = ""
    type: MediaType | UnsetType | None = UNSET
    width: Pixels | UnsetType | None = UNSET
    height: Pixels | UnsetType | None = UNSET
    blur_hash: BlurHash | UnsetType | None = UNSET

    def __post_init__(self) -> None:
        for name in ("type", "width", "height", "blur_hash"):
            if getattr(self, name) is None:
                force_setattr(self, name, UNSET)


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
