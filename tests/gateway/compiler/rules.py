"""Rules: who may and who sees what, as the page of security has it, for the oracle."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.gateway.compiler.oracle import Oracle

HIDINGS = ("hiding", "hiding_by_author")
ADMINISTRATOR = "nobody here"
"""No viewer of the oracle is one."""


RULED = ("Article", "Comment", "Case", "Notification")
"""Types that are there for some alone: no cursor of their pages tells of others."""


def ends(
    cursors: list[str], shown: list[str], *, more: bool, ruled: bool, backward: bool = False
) -> tuple[str | None, str | None]:
    """The first and the last cursor of a page: of all that was read, or of what is shown of it."""
    on = shown or (cursors if more else []) if ruled else cursors
    near = shown if ruled else cursors
    first, last = (on, near) if backward else (near, on)
    first, last = first[:1], last[-1:]
    return (first or [None])[0], (last or [None])[0]


def is_viewer(it: Oracle, key: str) -> bool:
    """Whether a user is who asks."""
    return it.viewer is not None and key == it.viewer


def is_staff(it: Oracle, tribe: str) -> bool:
    """Whether who asks owns or moderates a tribe."""
    return it.holds("tribe", tribe, "owners") or it.holds("tribe", tribe, "moderators")


def wrote(it: Oracle, kind: str, key: str) -> bool:
    """Whether who asks wrote something."""
    return it.viewer is not None and _author(it, kind, key) == it.viewer


def moderates(it: Oracle, article: str) -> bool:
    """Whether who asks moderates an article."""
    tribe = it.under("article", article, "publication", "tribe")
    return isinstance(tribe, str) and is_staff(it, tribe)


def decides_on(it: Oracle, article: str) -> bool:
    """Whether who asks moderates an article that somebody else wrote."""
    return moderates(it, article) and not wrote(it, "article", article)


def may_hide(it: Oracle, comment: str) -> bool:
    """Whether who asks may hide a comment, which is not theirs."""
    if wrote(it, "comment", comment):
        return False
    article = comment.partition("/")[0]
    alive = it.holds_something("article", article, "alive")
    return alive and (wrote(it, "article", article) or moderates(it, article))


def is_welcome(it: Oracle, article: str) -> bool:
    """Whether the author of an article did not block who asks."""
    return not _blocked(it, "article", article)


def may_reply(it: Oracle, comment: str) -> bool:
    """Whether neither who wrote a comment nor the author of its article did."""
    article = comment.partition("/")[0]
    return not _blocked(it, "comment", comment) and is_welcome(it, article)


def sees(it: Oracle, type_name: str, key: str) -> bool:
    """Whether something is there for who asks."""
    if type_name == "Article":
        return _sees_article(it, key)
    if type_name == "Comment":
        shown = not (
            it.holds_something("comment", key, "hiding")
            or it.holds_something("comment", key, "hiding_by_author")
        )
        mine = it.viewer is not None and it.viewer in (
            it.under("comment", key, "hiding", "author"),
            it.under("comment", key, "hiding_by_author", "by"),
        )
        tribes = (it.under("comment", key, name, "tribe") for name in HIDINGS)
        staff = any(isinstance(one, str) and is_staff(it, one) for one in tribes)
        return shown or mine or staff or wrote(it, "comment", key)
    if type_name == "Notification":
        return it.viewer is not None and key in it.list_of(f"notices:{it.viewer}")
    if type_name in ("Inbox", "Viewer"):
        return key == it.viewer
    return _decides(it, key) if type_name == "Case" else True


def wants(it: Oracle, type_name: str, key: str) -> bool:
    """Whether who asks did not mute or block who wrote something."""
    if type_name not in ("Article", "Comment"):
        return True
    author = _author(it, type_name.lower(), key)
    unwanted = isinstance(author, str) and (
        it.holds("user", author, "muted_by") or it.holds("user", author, "blocked_by")
    )
    return not unwanted


def _author(it: Oracle, kind: str, key: str) -> object:
    return it.under(kind, key, "publication" if kind == "article" else "origin", "author")


def _blocked(it: Oracle, kind: str, key: str) -> bool:
    author = _author(it, kind, key)
    return isinstance(author, str) and it.holds("user", author, "blocked")


def _sees_article(it: Oracle, key: str) -> bool:
    hidden = it.holds_something("article", key, "hiding")
    return not hidden or wrote(it, "article", key) or moderates(it, key)


def _decides(it: Oracle, case: str) -> bool:
    """Of users, administrators alone do."""
    article, comment = (it.under("case", case, "subject", name) for name in ("article", "comment"))
    if isinstance(article, str):
        alive = it.holds_something("article", article, "alive")
        return alive and decides_on(it, article)
    if not (isinstance(comment, str) and it.holds_something("comment", comment, "alive")):
        return False
    of = comment.partition("/")[0]
    alive = it.value("article", of, "alive") is True
    return alive and moderates(it, of) and not wrote(it, "comment", comment)
