"""Stack Exchange data dumps as events: users, tags, questions, answers, comments, up-votes, views.

A tag is a tribe. A question is an article in the tribe of its first tag, which its author follows
from then on; answers, and comments on either, are comments on it. An up-vote on a question is a
bump by a user who is never described, and `ViewCount` says how many such users viewed it. Ids,
stamps and event ids derive from the rows, so the same dump always gives the same bytes. What is not
brought in, the summary counts.

Pure but for reading the dump: publishing belongs to the command line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, Final

import msgspec

from bandstand.importers import columns
from bandstand.importers.columns import number, post_number, unix_ms
from bandstand.importers.dump import Advance, Dump, Row, unheard
from bandstand.importers.errors import ImportFailed
from bandstand.importers.places import NO_QUESTION, Place, Places
from bandstand.importers.prose import (
    cut_html,
    cut_text,
    excerpt_of,
    handle_of,
    lengths_to_try,
)
from bandstand.importers.summary import Summary
from crdt.stamps import ms_of, stamp_of
from eventlog.envelope import Event, Region, event_id
from eventlog.errors import EventRejected
from tribes.events import (
    EVENTS,
    ArticleBumped,
    ArticleKind,
    ArticlePublished,
    ArticleViewed,
    CommentPosted,
    TribeFollowed,
    TribeProfileSet,
    Url,
    UserProfileSet,
)

__all__ = ["Admit", "Dump", "ImportFailed", "Summary", "default_site", "events"]

Admit = Callable[[Event], Event]
"""The entry: gives an event as it may be stored, its HTML sanitised, or raises EventRejected."""

TITLE_LENGTH_MAX: Final = 300
NAME_LENGTH_MAX: Final = 100
HTML_LENGTH_MAX: Final = 60_000
COMMENT_LENGTH_MAX: Final = 40_000
VIEWS_MAX: Final = 100_000_000
"""The greatest ViewCount that is believed; Stack Overflow's greatest is near 15 million."""

_is_site = re.compile(r"[^\s\x00-\x20\x7f/\ud800-\udfff]{1,64}").fullmatch


def default_site(folder: Path) -> str:
    """The site of a dump's folder: its name up to the first `-` or `.`, in lower case.

    `quantumcomputing-stackexchange-2018-09` and `quantumcomputing.stackexchange.com` are both
    `quantumcomputing`. So is the folder of its meta site: give that one a name of its own.

    Raises:
        ImportFailed: nothing is left that could be part of an id.
    """
    name = folder.resolve().name
    site = re.split(r"[-.]", name, maxsplit=1)[0].lower()
    if not _is_site(site):
        raise ImportFailed(f"the folder's name {name!r} gives no site: name one with --site")
    return site


def events(
    dump: Dump,
    *,
    site: str,
    region: str,
    summary: Summary,
    advance: Advance = unheard,
    admit: Admit = lambda event: event,
) -> Iterator[Event]:
    """All events of a dump: profiles, articles and answers, comments, bumps, views.

    Args:
        dump: each file is read as often as `dump.PASSES` says.
        site: the first part of every id, 1 to 64 characters. Two sites must not share it.
        region: where the events enter.
        summary: filled in as events are taken.
        advance: told of progress, `dump.total_bytes` in all.
        admit: the entry, asked for each event that carries text.

    Raises:
        ImportFailed: the site cannot be part of an id, or a file cannot be read. Posts is read
            once before the first event, each other file as its turn comes.
        msgspec.ValidationError: the region is not one.
    """
    if not _is_site(site):
        wanted = "expected 1 to 64 characters, no white space and no slash"
        raise ImportFailed(f"site {site[:80]!r} cannot be part of an id: {wanted}")
    region = msgspec.convert(region, Region)
    work = _Import(dump, site=site, region=region, summary=summary, advance=advance, admit=admit)
    return work.events()


class _Import:
    """One import under way: where its posts belong, and which tribes are described."""

    def __init__(
        self,
        dump: Dump,
        *,
        site: str,
        region: str,
        summary: Summary,
        advance: Advance,
        admit: Admit,
    ) -> None:
        self._dump = dump
        self._site = site
        self._region = region
        self._summary = summary
        self._advance = advance
        self._admit = admit
        self._places = Places()
        self._first_post_ms: int | None = None
        self._described: set[str] = set()
        self._undescribed: set[str] = set()
        self._followed: set[tuple[int, str]] = set()

    def events(self) -> Iterator[Event]:
        self._place_posts()
        yield from self._users()
        yield from self._tribes()
        yield from self._posts()
        yield from self._comments()
        yield from self._bumps()
        yield from self._views()

    def _place_posts(self) -> None:
        # An answer may stand before its question, so all posts are placed before any is taken.
        for row in self._dump.rows("Posts", self._advance):
            post, ms = post_number(row.get("Id")), unix_ms(row.get("CreationDate"))
            if ms is not None and (self._first_post_ms is None or ms < self._first_post_ms):
                self._first_post_ms = ms
            if post is not None:
                self._places.add(post, columns.place_of(post, row))
        self._places.seal()

    def _users(self) -> Iterator[Event]:
        for row in self._rows("Users"):
            user, ms = number(row.get("Id")), unix_ms(row.get("CreationDate"))
            if user is None or ms is None:
                self._summary.skip("user_bad_id" if user is None else "user_bad_date")
                continue
            handle = handle_of(row.get("DisplayName", ""), user)
            event = UserProfileSet(
                **self._envelope(ms, f"Users/{user}", self._id(user)),
                user=self._id(user),
                handle=handle,
                name=self._line(row, "DisplayName", NAME_LENGTH_MAX, "user_name") or handle,
                avatar_url=self._avatar(row),
                bio=row.get("AboutMe") or msgspec.UNSET,
            )
            if admitted := self._admitted(event, "user", "bio", HTML_LENGTH_MAX):
                yield admitted

    def _avatar(self, row: Row) -> str | msgspec.UnsetType:
        url = row.get("ProfileImageUrl")
        if not url:
            return msgspec.UNSET
        try:
            return msgspec.convert(url, Url)
        except msgspec.ValidationError:
            self._summary.skip("user_avatar_bad_url")
            return msgspec.UNSET

    def _tribes(self) -> Iterator[Event]:
        for row in self._rows("Tags"):
            tag, name = number(row.get("Id")), row.get("TagName", "")
            # A tag carries no date; its tribe is as old as the site.
            ms = self._first_post_ms
            if tag is None or not columns.is_tag(name):
                self._summary.skip("tag_bad_id" if tag is None else "tag_bad_name")
                continue
            if ms is None:
                self._summary.skip("tag_undated")
                continue
            event = TribeProfileSet(
                **self._envelope(ms, f"Tags/{tag}", self._id("import")),
                tribe=self._id(name),
                slug=name,
                name=name,
                description="",
            )
            if admitted := self._admitted(event, "tag", "description", HTML_LENGTH_MAX):
                self._described.add(name)
                yield admitted

    def _posts(self) -> Iterator[Event]:
        for row in self._rows("Posts"):
            post, kind = post_number(row.get("Id")), row.get("PostTypeId")
            if post is None:
                self._summary.skip("post_bad_id")
                continue
            if kind not in (columns.QUESTION, columns.ANSWER):
                self._summary.skip("post_of_other_type")
                continue
            read = self._question if kind == columns.QUESTION else self._answer
            if admitted := read(post, row):
                yield admitted
                if kind == columns.QUESTION:
                    yield from self._follow(post, row, admitted)
            else:
                # What hangs on the post must not point to it.
                self._places.drop(post)
        self._summary.tribes_undescribed = len(self._undescribed)

    def _question(self, post: int, row: Row) -> Event | None:
        fault = columns.question_fault(row)
        ms, owner = unix_ms(row.get("CreationDate")), number(row.get("OwnerUserId"))
        if fault or ms is None or owner is None:
            self._summary.skip(f"question_{fault}")
            return None
        tag, body = columns.first_tag(row), row.get("Body", "")
        event = ArticlePublished(
            **self._envelope(ms, f"Posts/{post}", self._id(owner)),
            article=self._id(post),
            tribe=self._id(tag),
            kind=ArticleKind.ARTICLE,
            title=self._line(row, "Title", TITLE_LENGTH_MAX, "question_title"),
            excerpt=excerpt_of(body),
            body=body,
        )
        admitted = self._admitted(event, "question", "body", HTML_LENGTH_MAX)
        if admitted and tag not in self._described:
            self._undescribed.add(tag)
        return admitted

    def _follow(self, post: int, row: Row, article: Event) -> Iterator[Event]:
        """Whoever writes an article in a tribe follows it, from the first time that is shown on."""
        pair = int(row["OwnerUserId"]), columns.first_tag(row)
        if pair in self._followed:
            return
        self._followed.add(pair)
        event = TribeFollowed(
            **self._envelope(ms_of(article.stamp), f"Posts/{post}/follow", article.actor),
            tribe=self._id(pair[1]),
        )
        self._count(event)
        yield event

    def _answer(self, post: int, row: Row) -> Event | None:
        fault, question = self._standing(columns.place_of(post, row))
        fault = fault or columns.answer_fault(row)
        ms, owner = unix_ms(row.get("CreationDate")), number(row.get("OwnerUserId"))
        if fault or ms is None or owner is None:
            self._summary.skip(f"answer_{fault}")
            return None
        event = CommentPosted(
            **self._envelope(ms, f"Posts/{post}", self._id(owner)),
            comment=f"{self._id(question)}/a{post}",
            body=row["Body"],
            **self._of(question),
        )
        return self._admitted(event, "answer", "body", COMMENT_LENGTH_MAX)

    def _comments(self) -> Iterator[Event]:
        for row in self._rows("Comments"):
            comment, ms = number(row.get("Id")), unix_ms(row.get("CreationDate"))
            author, post = number(row.get("UserId")), post_number(row.get("PostId"))
            place = None if post is None else self._places.find(post)
            fault, question = self._standing(place)
            fault = fault or columns.comment_fault(row) if comment is not None else "bad_id"
            if fault or ms is None or author is None or place is None:
                self._summary.skip(f"comment_{fault}")
                continue
            article = self._id(question)
            answered = place.brought and post != question
            event = CommentPosted(
                **self._envelope(ms, f"Comments/{comment}", self._id(author)),
                comment=f"{article}/c{comment}",
                body=escape(row["Text"], quote=False),
                parent=f"{article}/a{post}" if answered else None,
                to=self._id(place.owner) if answered else msgspec.UNSET,
                **self._of(question),
            )
            if admitted := self._admitted(event, "comment", "body", COMMENT_LENGTH_MAX):
                yield admitted

    def _bumps(self) -> Iterator[Event]:
        for row in self._rows("Votes"):
            vote, ms = number(row.get("Id")), unix_ms(row.get("CreationDate"))
            post = post_number(row.get("PostId"))
            place = None if post is None else self._places.find(post)
            fault, question = self._standing(place)
            if row.get("VoteTypeId") != columns.UP_VOTE:
                fault = "of_other_type"
            elif vote is None:
                fault = "bad_id"
            elif place and place.question not in (NO_QUESTION, post):
                fault = "on_answer"
            elif not fault and ms is None:
                fault = "bad_date"
            if fault or ms is None:
                self._summary.skip(f"vote_{fault}")
                continue
            event = ArticleBumped(
                **self._envelope(ms, f"Votes/{vote}", f"voter-{vote}"),
                article=self._id(question),
                **self._of(question),
            )
            self._count(event)
            yield event

    def _views(self) -> Iterator[Event]:
        for row in self._dump.rows("Posts", self._advance):
            if row.get("PostTypeId") != columns.QUESTION or not row.get("ViewCount"):
                continue
            views = number(row.get("ViewCount"))
            if views is None or not 0 <= views <= VIEWS_MAX:
                self._summary.skip("views_bad_count")
                continue
            post, ms = post_number(row.get("Id")), unix_ms(row.get("CreationDate"))
            place = None if post is None else self._places.find(post)
            if post is None or place is None or not place.brought or ms is None:
                self._summary.skip("views_question_not_imported", views)
                continue
            article, at, viewer = self._id(post), stamp_of(ms), self._id(f"viewer-{post}-")
            for n in range(1, views + 1):
                event = ArticleViewed(
                    id=self._event_id(ms, f"Posts/{post}/{n}"),
                    at=at,
                    region=self._region,
                    actor=f"{viewer}{n}",
                    article=article,
                )
                self._count(event)
                yield event

    def _rows(self, table: str) -> Iterator[Row]:
        """The rows of a table, counted."""
        counts = self._summary.rows
        counts.setdefault(table, 0)
        for row in self._dump.rows(table, self._advance):
            counts[table] += 1
            yield row

    def _envelope(self, ms: int, what: str, actor: str) -> dict[str, Any]:
        return {
            "id": self._event_id(ms, what),
            "at": stamp_of(ms),
            "region": self._region,
            "actor": actor,
        }

    def _of(self, question: int) -> dict[str, Any]:
        """Whose a question is that was brought in, and in which tribe."""
        place = self._places.find(question)
        return {"tribe": self._id(place.tag), "author": self._id(place.owner)} if place else {}

    def _standing(self, place: Place | None) -> tuple[str, int]:
        """Why what hangs on a post cannot be brought in, and the post's question."""
        if place is None:
            return "post_missing", 0
        if place.question == NO_QUESTION:
            return "on_other_post", 0
        question = self._places.find(place.question)
        if question is None or question.question != place.question:
            return "question_missing", 0
        return "" if question.brought else "question_not_imported", place.question

    def _admitted(self, event: Event, thing: str, field: str, length_max: int) -> Event | None:
        """The event as the entry takes it, its HTML cut until it fits; None when nothing helps."""
        html = getattr(event, field) or ""
        for room in lengths_to_try(min(len(html), length_max)):
            # SUBTLE: cutting comes before the entry, so that what is stored is the sanitiser's
            # own output. Sanitising can lengthen, and a character can take four bytes: measure.
            part = cut_html(html, room)
            fitting = msgspec.structs.replace(event, **{field: part}) if part != html else event
            try:
                admitted = self._admit(fitting)
                EVENTS.encode(admitted)
            except EventRejected:
                continue
            if part != html:
                self._summary.note_cut(f"{thing}_{field}")
            self._count(admitted)
            return admitted
        self._summary.skip(f"{thing}_refused")
        return None

    def _line(self, row: Row, column: str, length_max: int, name: str) -> str:
        text = " ".join(row.get(column, "").split())
        if len(text) > length_max:
            self._summary.note_cut(name)
        return cut_text(text, length_max)

    def _count(self, event: Event) -> None:
        counts = self._summary.events
        counts[event.type] = counts.get(event.type, 0) + 1

    def _id(self, rest: int | str) -> str:
        return f"{self._site}-{rest}"

    def _event_id(self, ms: int, row: str) -> str:
        return event_id(ms, sha256(f"{self._site}/{row}".encode()).digest())
