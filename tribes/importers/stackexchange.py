"""Stack Exchange data dumps as events: users, tags, questions, answers, comments, up-votes, views.

A tag is a tribe. A question is an article in the tribe of its first tag, which its author follows
from then on; answers, and comments on either, are comments on it. An up-vote on a question is a
bump by a user who is never described, and `ViewCount` says how many such users viewed it. Ids and
stamps derive from the rows, and event ids from all that an event says, so the same dump always
gives the same bytes.

What was written elsewhere was published when it was, and its words count as of the moment up to
which the dump tells (`survey`): so a newer dump wins over an older one, in all that it names. What
is not brought in, the summary counts.

Pure but for reading the dump: publishing, and asking who has which name, is the command line's.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, Final

from msgspec import UNSET

from crdt.stamps import STAMP_MS_MAX, stamp_of
from eventlog.envelope import Event, iso_time
from tribes.events import (
    ArticleBumped,
    ArticleKind,
    ArticlePublished,
    ArticleViewed,
    CommentPosted,
    TribeFollowed,
)
from tribes.importers import columns
from tribes.importers.columns import number, post_number, unix_ms
from tribes.importers.dump import Advance, Dump, Row, unheard
from tribes.importers.places import NO_QUESTION, Place
from tribes.importers.profiles import Profiles
from tribes.importers.prose import excerpt_of
from tribes.importers.summary import Summary
from tribes.importers.survey import TITLE_LENGTH_MAX, Survey
from tribes.importers.writer import Admit, Writer

HTML_LENGTH_MAX: Final = 60_000
COMMENT_LENGTH_MAX: Final = 40_000
VIEWS_MAX: Final = 100_000_000
"""The greatest ViewCount that is believed; Stack Overflow's greatest is near 15 million."""


def events(
    dump: Dump,
    *,
    site: str,
    region: str,
    summary: Summary,
    advance: Advance = unheard,
    admit: Admit = lambda event: event,
    latest_ms: int = STAMP_MS_MAX,
    views_most: int = VIEWS_MAX,
) -> Iterator[Event]:
    """All events of a dump for a place where every name is free: profiles, articles and answers,
    comments, bumps, views.

    Args:
        dump: each file is read as often as `dump.PASSES` says.
        advance: told of progress, `dump.total_bytes` in all.
        latest_ms: how late a date may be, in Unix ms. For the others see `Import`.

    Raises:
        ImportFailed: the site cannot be part of an id, or a file cannot be read: all but Tags are
            read once before the first event, and then each as its turn comes.
        msgspec.ValidationError: the region is not one.
    """
    survey = Survey(dump, latest_ms, advance)
    work = Import(survey, Writer(site, region, summary, admit), advance, views_most)

    def read() -> Iterator[Event]:
        for _ in survey.questions():
            pass
        for _ in survey.rows():
            pass
        yield from work.profiles.users(work.rows("Users"))
        yield from work.profiles.tribes(work.rows("Tags"))
        yield from work.events()

    return read()


class Import:
    """One import of a dump that was surveyed.

    Args:
        advance: told of progress. views_most: so many views of an article are brought in.
    """

    def __init__(
        self,
        survey: Survey,
        writer: Writer,
        advance: Advance = unheard,
        views_most: int = VIEWS_MAX,
    ) -> None:
        self.profiles = Profiles(survey, writer)
        self.survey, self._dump, self._places = survey, survey.dump, survey.places
        self.writer, self._summary = writer, writer.summary
        self._advance = advance
        self._views_most = views_most
        self._undescribed: set[str] = set()
        self._followed: set[tuple[int, str]] = set()

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table, counted."""
        counts = self._summary.rows
        counts.setdefault(table, 0)
        for row in self._dump.rows(table, self._advance):
            counts[table] += 1
            yield row

    def events(self) -> Iterator[Event]:
        """All events but the profiles, which come before."""
        yield from self._posts()
        yield from self._comments()
        yield from self._bumps()
        yield from self._views()
        for table, count in self._dump.replaced.items():
            self._summary.note_replaced(table, count)
        if self.survey.as_of_ms is not None:
            self._summary.as_of = iso_time(self.survey.as_of)

    def _posts(self) -> Iterator[Event]:
        for row in self.rows("Posts"):
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
        fault = columns.question_fault(row, self.survey.latest_ms)
        ms, owner = unix_ms(row.get("CreationDate")), number(row.get("OwnerUserId"))
        if fault or ms is None or owner is None:
            self._summary.skip(f"question_{fault}")
            return None
        tag, body, writer = columns.first_tag(row), row.get("Body", ""), self.writer
        event = ArticlePublished(
            **writer.envelope(stamp_of(ms), writer.id_of(owner)),
            article=writer.id_of(post),
            tribe=writer.id_of(tag),
            kind=ArticleKind.ARTICLE,
            title=writer.line(row, "Title", TITLE_LENGTH_MAX, "question_title"),
            excerpt=excerpt_of(body),
            body=body,
            as_of=self.survey.as_of,
        )
        admitted = writer.admitted(event, f"Posts/{post}", "question", "body", HTML_LENGTH_MAX)
        if admitted and tag not in self.profiles.described:
            self._undescribed.add(tag)
        return admitted

    def _follow(self, post: int, row: Row, article: Event) -> Iterator[Event]:
        """Whoever writes an article in a tribe follows it, from the first time that is shown on."""
        pair = int(row["OwnerUserId"]), columns.first_tag(row)
        if pair in self._followed:
            return
        self._followed.add(pair)
        event = TribeFollowed(
            **self.writer.envelope(article.stamp, article.actor),
            tribe=self.writer.id_of(pair[1]),
        )
        yield self.writer.finished(event, f"Posts/{post}/follow")

    def _answer(self, post: int, row: Row) -> Event | None:
        latest_ms = self.survey.latest_ms
        fault, question = self._standing(columns.place_of(post, row, latest_ms))
        fault = fault or columns.answer_fault(row, latest_ms)
        ms, owner = unix_ms(row.get("CreationDate")), number(row.get("OwnerUserId"))
        if fault or ms is None or owner is None:
            self._summary.skip(f"answer_{fault}")
            return None
        event = CommentPosted(
            **self.writer.envelope(stamp_of(ms), self.writer.id_of(owner)),
            comment=f"{self.writer.id_of(question)}/a{post}",
            body=row["Body"],
            as_of=self.survey.as_of,
            **self._of(question),
        )
        name = f"Posts/{post}"
        return self.writer.admitted(event, name, "answer", "body", COMMENT_LENGTH_MAX)

    def _comments(self) -> Iterator[Event]:
        for row in self.rows("Comments"):
            comment, ms = number(row.get("Id")), unix_ms(row.get("CreationDate"))
            author, post = number(row.get("UserId")), post_number(row.get("PostId"))
            place = None if post is None else self._places.find(post)
            fault, question = self._standing(place)
            fault = fault or columns.comment_fault(row, self.survey.latest_ms)
            if comment is None:
                fault = "bad_id"
            if fault or ms is None or author is None or place is None:
                self._summary.skip(f"comment_{fault}")
                continue
            article = self.writer.id_of(question)
            answered = place.brought and post != question
            event = CommentPosted(
                **self.writer.envelope(stamp_of(ms), self.writer.id_of(author)),
                comment=f"{article}/c{comment}",
                body=escape(row["Text"], quote=False),
                parent=f"{article}/a{post}" if answered else None,
                to=self.writer.id_of(place.owner) if answered else UNSET,
                as_of=self.survey.as_of,
                **self._of(question),
            )
            name = f"Comments/{comment}"
            if made := self.writer.admitted(event, name, "comment", "body", COMMENT_LENGTH_MAX):
                yield made

    def _bumps(self) -> Iterator[Event]:
        for row in self.rows("Votes"):
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
            elif not fault:
                fault = columns.date_fault(row, self.survey.latest_ms)
            if fault or ms is None:
                self._summary.skip(f"vote_{fault}")
                continue
            event = ArticleBumped(
                **self.writer.envelope(stamp_of(ms), self.writer.id_of(f"voter-{vote}")),
                article=self.writer.id_of(question),
                **self._of(question),
            )
            yield self.writer.finished(event, f"Votes/{vote}")

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
            if views > self._views_most:
                self._summary.skip("views_left_out", views - self._views_most)
            yield from self._views_of(post, ms, min(views, self._views_most))

    def _views_of(self, post: int, ms: int, views: int) -> Iterator[Event]:
        # There are very many. What one says follows from its name.
        article, at = self.writer.id_of(post), stamp_of(ms)
        viewer, region = self.writer.id_of(f"viewer-{post}-"), self.writer.region
        for n in range(1, views + 1):
            event = ArticleViewed(
                id=self.writer.event_id(ms, f"Posts/{post}/{n}"),
                at=at,
                region=region,
                actor=f"{viewer}{n}",
                article=article,
            )
            self.writer.count(event)
            yield event

    def _of(self, question: int) -> dict[str, Any]:
        """Whose a question is that was brought in, and in which tribe."""
        place, id_of = self._places.find(question), self.writer.id_of
        return {"tribe": id_of(place.tag), "author": id_of(place.owner)} if place else {}

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
