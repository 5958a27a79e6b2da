"""Heads: what a page says of itself in `<head>`, for those who share it and those who search."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin

DESCRIPTION_LENGTH_MAX = 200
"""What is shown of a page elsewhere is no longer, in characters."""

_BLOCK = re.compile(r"<!-- about -->.*?<!-- /about -->", re.DOTALL)
_BREAK = re.compile(
    r"</?(?:p|br|div|h[1-6]|[ou]l|li|d[ltd]|blockquote|pre|t[drh]|table|figure)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")


class Head(NamedTuple):
    """What a page is of. picture: its address, and in words what is seen there."""

    title: str = ""
    description: str = ""
    picture: tuple[str, str] | None = None


def head_of(about: dict[str, Any]) -> Head:
    """What an answer says of a page."""
    described = _cut(about.get("description")) or _cut(_words(about.get("html")))
    return Head(_cut(about.get("title")), described, _picture(about.get("picture")))


def with_head(page: str, head: Head, *, name: str, address: str) -> str:
    """A page whose `<!-- about -->` … `<!-- /about -->` says what it is of.

    name: what the site is called. address: that of the page, whole: what reads it knows no other.
    """
    title = f"{head.title} · {name}" if head.title and name else head.title or name
    said = [f"<title>{escape(title)}</title>", _meta("og:title", head.title or name)]
    if head.description:
        said.append(f'<meta name="description" content="{escape(head.description)}">')
        said.append(_meta("og:description", head.description))
    said += [_meta("og:site_name", name), _meta("og:type", "website"), _meta("og:url", address)]
    if head.picture:
        url, alt = head.picture
        said += [_meta("og:image", _whole(address, url)), _meta("og:image:alt", alt)]
    shown = "summary_large_image" if head.picture else "summary"
    said.append(f'<meta name="twitter:card" content="{shown}">')
    # SUBTLE: a function. In a text, what somebody wrote could name a group.
    return _BLOCK.sub(lambda _: "\n    ".join(filter(None, said)), page, count=1)


def _whole(address: str, url: str) -> str:
    """An address of a picture, whole; nothing where it is none, as `https://[`."""
    try:
        return urljoin(address, url)
    except ValueError:
        return ""


def _meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">' if content else ""


def _picture(given: Any) -> tuple[str, str] | None:
    """The first picture of an answer. What is no address of a page is none."""
    first = given[0] if isinstance(given, list) and given else given
    if isinstance(first, dict):
        url, alt = first.get("url"), first.get("alt")
    else:
        url, alt = first, ""
    if not isinstance(url, str) or not re.match(r"https?://|/(?!/)", url):
        return None
    return url, _cut(alt)


def _words(html: Any) -> str:
    """The words of HTML."""
    return unescape(_TAG.sub("", _BREAK.sub(" ", html))) if isinstance(html, str) else ""


def _cut(text: Any) -> str:
    """A text in one line; as much of it as is shown."""
    words = " ".join(text.split()) if isinstance(text, str) else ""
    if len(words) <= DESCRIPTION_LENGTH_MAX:
        return words
    return words[:DESCRIPTION_LENGTH_MAX].rsplit(" ", 1)[0] + "…"
