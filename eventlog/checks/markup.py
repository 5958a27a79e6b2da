"""Markup: whether a person who looks at HTML sees anything. Pure.

What of a plain text is seen, `eventlog.checks.visible` says.
"""

from __future__ import annotations

import re

from eventlog.checks.visible import is_visible

_no_size = re.compile(r"0[0.]*\s*(?:px|%)?").fullmatch
_tags = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>').finditer
_attributes = re.compile(r' ([a-z-]+)="([^"]*)"').findall


def is_visible_html(clean: str) -> bool:
    """Whether there is anything to be seen in HTML that was sanitised: text, a picture or a line.

    The bullets of empty lists and the borders of empty tables are not counted.
    """
    # SUBTLE: of what a sanitiser wrote this is all that there is to know. A parser of what anybody
    # may write would be slow, and some are slower the longer a tag is.
    hidden = at = 0
    for tag in _tags(clean):
        if not hidden and _is_text(clean[at : tag.start()]):
            return True
        at, (end, name, given) = tag.end(), tag.groups()
        if name == "rp":  # What browsers that know ruby leave out.
            hidden += -1 if end else 1
        elif name == "hr" or (name == "img" and _is_picture(given)):
            return True
    return not hidden and _is_text(clean[at:])


def _is_text(text: str) -> bool:
    return is_visible(text.replace("&nbsp;", " "))


def _is_picture(given: str) -> bool:
    held = {name: value.strip() for name, value in _attributes(given)}
    return bool(held.get("src")) and not any(
        _no_size(held.get(side, "")) for side in ("width", "height")
    )
