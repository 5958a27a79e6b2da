"""Tags: HTML written anew, so that whoever parses it makes no more of it than stands there.

HTML that is not well formed has a meaning, too. By the standard a parser opens again what nothing
closed, looks through all that is open at every tag, and compares the attributes of an element with
each other, so that 12 KB can come to a gigabyte. What is written here is well formed: each element
is closed, nothing stands where another would end it, and there are no comments and no tags but
those that a sanitiser keeps. What is safe the sanitiser decides, which reads it afterwards.

Source: the HTML standard, sections 13.2.5 (tokenization) and 13.2.6 (tree construction).
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

import nh3

DEPTH_MAX: Final = 100
"""So many elements may stand in each other."""

FORMATTED_MAX: Final = 20
"""So many of them may be of those that a parser opens again: bold, italic, links."""

WRITTEN_LENGTH_MAX: Final = 256 << 10
"""So long it may come to be."""

TAGS_MAX: Final = 6_000
"""So many tags a text may have, of beginnings and of ends."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KEPT: Final = frozenset(nh3.ALLOWED_TAGS)
_KEPT_OF_ALL: Final = frozenset({"lang", "title"})
_VOID: Final = _names("area br col hr img wbr")
_HEADINGS: Final = _names("h1 h2 h3 h4 h5 h6")
_RUBY: Final = _names("rp rt rtc")
_FORMATTING: Final = _names("a b code em i s small strike strong tt u")
_CELLS: Final = _names("caption td th")
_SCOPE: Final = _CELLS | {"table"}
"""What is open outside of them does not end in them."""

_IN_TABLE: Final = {
    "caption": frozenset({"table"}),
    "colgroup": frozenset({"table"}),
    "col": frozenset({"colgroup", "table"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tr": frozenset({"thead", "tbody", "table"}),
    "td": frozenset({"tr", "thead", "tbody", "table"}),
    "th": frozenset({"tr", "thead", "tbody", "table"}),
}
"""The parts of a table, and what each stands in."""

_BETWEEN: Final = {
    ("col", "table"): ("colgroup",),
    ("tr", "table"): ("tbody",),
    **{(cell, "table"): ("tbody", "tr") for cell in ("td", "th")},
    **{(cell, rows): ("tr",) for cell in ("td", "th") for rows in ("thead", "tbody")},
}
"""What a parser puts between a part and what it stands in."""

_ROWS: Final = _names("table colgroup thead tbody tr")
"""What holds parts of a table, and neither texts nor other elements."""

_BLOCKS: Final = _names(
    "article aside blockquote center details div dl figcaption figure footer header hgroup hr nav "
    "ol p pre summary table ul li dd dt h1 h2 h3 h4 h5 h6 "
    # Of what is not kept.
    "address dialog dir fieldset form listing main menu search section"
)
"""Elements that end a paragraph."""

_SPECIAL: Final = (_BLOCKS | _SCOPE | _IN_TABLE.keys() | _VOID) & _KEPT
_ITEMS: Final = {
    "li": (frozenset({"li"}), _SPECIAL - {"div", "p", "li"}),
    "dd": (frozenset({"dd", "dt"}), _SPECIAL - {"div", "p", "dd", "dt"}),
    "dt": (frozenset({"dd", "dt"}), _SPECIAL - {"div", "p", "dd", "dt"}),
}
"""Items of lists: which the next of them ends, and beyond what it ends none."""

_ADDRESSES: Final = frozenset({"cite", "href", "src"})
_HOST_LENGTH_MAX: Final = 253
_LABEL_LENGTH_MAX: Final = 63
"""Of a name of the DNS, and of what stands between its dots."""

_UNSEEN: Final = frozenset({"script", "style"})
_RAW: Final = _UNSEEN | _names("iframe noembed noframes plaintext textarea title xmp")
"""Elements in which there are no tags; of the first nothing is kept."""

_begin = re.compile(r"<([a-zA-Z][^ \t\n\f\r/>]*)").match
_end = re.compile(r"</([a-zA-Z][^ \t\n\f\r/>]*)").match
_scheme = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:").match
_has_authority = re.compile(r"[/\\]{2}").match
_parts = re.compile(r"[/\\]+").split
_labels = re.compile("[.\u3002\uff0e\uff61:@]").split
_comment_ends = re.compile(r"--!?>").search
_attribute = re.compile(
    r"[ \t\n\f\r/]*(?:(?P<done>>)|(?P<name>[^ \t\n\f\r/>][^ \t\n\f\r/>=]*)"
    r"(?:[ \t\n\f\r]*=[ \t\n\f\r]*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^ \t\n\f\r>\"'][^ \t\n\f\r>]*)))?)"
).match


class TooMuch(ValueError):
    """More than is taken. The message is a sentence for a person."""


def well_formed(html: str) -> str:
    """HTML of which a parser makes nothing but the elements that stand there.

    What is well formed and kept by the sanitiser stays as it is, up to how attributes are quoted.

    Raises:
        TooMuch: there is too much of it, or too deep.
    """
    if "<" not in html:
        return html
    writer = _Writer()
    writer.write(html)
    return "".join(writer.written)


class _Writer:
    """Writes it, tag by tag.

    written: what is there. _open: the elements that are open, with how each began. _again: the same
    of those that were ended by the end of another, and go on with whatever comes.
    """

    def __init__(self) -> None:
        self.written: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._again: list[tuple[str, str]] = []
        self._length = self._tags = 0

    @property
    def _inside(self) -> str:
        """In which element whatever comes would stand; empty outside of all."""
        return self._open[-1][0] if self._open else ""

    def write(self, html: str) -> None:
        at = 0
        while (next_ := html.find("<", at)) >= 0:
            self._text(html[at:next_])
            at = self._tag(html, next_)
        self._text(html[at:])
        self._close(0)

    def _text(self, text: str) -> None:
        if not text:
            return
        if text.strip(" \t\n\f\r"):
            self._leave_rows()
        self._go_on()
        self.written.append(text)

    def _tag(self, html: str, at: int) -> int:
        """Write what begins here; where what is behind it begins."""
        self._count()
        if begun := _begin(html, at):
            return self._begun(begun[1].lower(), html, begun.end())
        if ended := _end(html, at):
            behind, given = _attributes(html, ended.end())
            if given is not None:
                self._ended(ended[1].lower())
            return behind
        if html.startswith("<!--", at):
            found = _comment_ends(html, at + 2)
            return found.end() if found else len(html)
        if html.startswith(("<!", "<?", "</"), at):
            found_at = html.find(">", at)
            return found_at + 1 if found_at >= 0 else len(html)
        self.written.append("&lt;")
        return at + 1

    def _count(self) -> None:
        self._tags += 1
        if self._tags > TAGS_MAX:
            raise TooMuch(f"It has over {TAGS_MAX:,} tags: write it in parts, or plainer.")

    def _begun(self, name: str, html: str, at: int) -> int:
        wanted = nh3.ALLOWED_ATTRIBUTES.get(name, frozenset()) | _KEPT_OF_ALL
        behind, given = _attributes(html, at, wanted)
        if given is None:
            return behind
        if name in _RAW:
            return self._raw(name, html, behind)
        if name not in _KEPT:
            if name in _BLOCKS:
                self._end_paragraph()
        else:
            self._enter(name, f"<{name}{given}>")
        return behind

    def _enter(self, name: str, begin: str) -> None:
        """Begin an element, where it may stand here."""
        if self._make_room(name):
            self._go_on()
            self._put(name, begin)

    def _go_on(self) -> None:
        """Begin again what another's end has ended."""
        again, self._again = self._again, []
        for name, begin in again:
            self._count()
            self._put(name, begin)

    def _raw(self, name: str, html: str, at: int) -> int:
        """What is in an element in which there are no tags is text, or nothing."""
        ends = re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE).search(html, at)
        if name not in _UNSEEN:
            text = html[at : ends.start() if ends else len(html)]
            self._text(text.replace("&", "&amp;").replace("<", "&lt;"))
        return _attributes(html, ends.end())[0] if ends else len(html)

    def _put(self, name: str, begin: str) -> None:
        self._length += len(begin)
        if self._length > WRITTEN_LENGTH_MAX:
            told = f"With what is open in it, it comes to over {WRITTEN_LENGTH_MAX:,} characters"
            raise TooMuch(f"{told}: close what you open.")
        self.written.append(begin)
        if name in _VOID:
            return
        self._open.append((name, begin))
        formatted = sum(one in _FORMATTING for one, _ in self._open) if name in _FORMATTING else 0
        for depth, most in ((formatted, FORMATTED_MAX), (len(self._open), DEPTH_MAX)):
            if depth > most:
                told = f"Its elements stand over {most} deep in each other: write it flatter."
                raise TooMuch(told)

    def _make_room(self, name: str) -> bool:
        """End what an element would end that begins here; whether it may stand here at all."""
        if name in _IN_TABLE:
            stands_in = self._last(_IN_TABLE[name])
            if stands_in < 0:
                return False
            self._close(stands_in + 1)
            for one in _BETWEEN.get((name, self._inside), ()):
                self._count()
                self._put(one, f"<{one}>")
            return True
        self._leave_rows()
        if name in _ITEMS:
            self._close(self._last(*_ITEMS[name]))
        if name in _BLOCKS:
            self._end_paragraph()
        if name == "a":
            self._again = [one for one in self._again if one[0] != "a"]
            self._close(self._last(frozenset({"a"}), _CELLS))
        for alike in (_HEADINGS, _RUBY):
            if name in alike and self._inside in alike:
                self._close(len(self._open) - 1)
        return True

    def _leave_rows(self) -> None:
        """End a table in which something comes that is no part of it."""
        if self._inside in _ROWS:
            self._close(self._last(frozenset({"table"})))

    def _end_paragraph(self) -> None:
        self._close(self._last(frozenset({"p"}), _SCOPE))

    def _ended(self, name: str) -> None:
        if any(name == one for one, _ in self._again):
            self._again = [one for one in self._again if one[0] != name]
            return
        names = _HEADINGS if name in _HEADINGS else frozenset({name})
        ended = self._last(names, _stops(name))
        if ended < 0:
            if name == "p":
                self._enter("p", "<p>")
                self._close(len(self._open) - 1)
            return
        # Of <b><i>…</b>…</i> the rest is still in italics.
        inner = self._open[ended + 1 :]
        again = [*inner, *self._again]
        self._close(ended)
        if name in _FORMATTING and all(one in _FORMATTING for one, _ in inner):
            self._again = again

    def _last(self, names: frozenset[str], stop: frozenset[str] = frozenset()) -> int:
        """Which of what is open is the last of some; -1 where one to stop at is nearer, or none."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] in names:
                return at
            if self._open[at][0] in stop:
                break
        return -1

    def _close(self, first: int) -> None:
        """End an element, and all that is open in it; none where it is -1."""
        if first >= 0:
            self.written += (f"</{name}>" for name, _ in reversed(self._open[first:]))
            del self._open[first:]
            self._again = []


def _stops(name: str) -> frozenset[str]:
    """What is open beyond which an end tag ends nothing."""
    if name in _FORMATTING:
        return _CELLS
    if name in _IN_TABLE:
        return frozenset({"table"})
    if name == "table":
        return frozenset()
    if name == "li":
        return _SCOPE | {"ol", "ul"}
    return _SCOPE if name in _SPECIAL else _SPECIAL


def _attributes(
    html: str, at: int, wanted: frozenset[str] | set[str] = frozenset()
) -> tuple[int, str | None]:
    """Where a tag ends, and those of its attributes that are wanted, as they are written; None
    where it does not end, and is none.
    """
    kept = dict[str, str]()
    while found := _attribute(html, at):
        at = found.end()
        if found["done"]:
            return at, "".join(f' {name}="{value}"' for name, value in kept.items())
        name = found["name"].lower()
        if name in wanted and name not in kept:
            value = found["double"] or found["single"] or found["bare"] or ""
            if name in _ADDRESSES and not _has_host(value):
                continue
            kept[name] = value.replace('"', "&quot;")
    return len(html), None


def _has_host(value: str) -> bool:
    """Whether the host of an address can be one. SUBTLE: whoever reads an address folds a host's
    letters by IDNA, and takes the square of their number for it.
    """
    if len(value) <= _LABEL_LENGTH_MAX:
        return True
    address = re.sub("[\t\n\r]", "", unescape(value).strip())
    if found := _scheme(address):
        address = address[found.end() :]
    elif not _has_authority(address):
        return True
    host = next((part for part in _parts(re.split("[?#]", address, maxsplit=1)[0]) if part), "")
    return len(host) <= _HOST_LENGTH_MAX and all(
        len(label) <= _LABEL_LENGTH_MAX for label in _labels(host)
    )
