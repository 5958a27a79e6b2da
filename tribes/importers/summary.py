"""The summary of an import: what was read, what came of it, what did not and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import msgspec

Words: TypeAlias = tuple[str, str]
"""What something is called: one of it, and many."""

REASONS: Final[dict[str, Words]] = {
    "user_bad_id": ("user without a valid Id", "users without a valid Id"),
    "user_bad_date": ("user without a valid CreationDate", "users without a valid CreationDate"),
    "user_in_future": ("user of the future", "users of the future"),
    "user_refused": ("user who is not taken as written", "users who are not taken as written"),
    "user_avatar_bad_url": (
        "picture of a user whose address is no web address (the user came in)",
        "pictures of users whose addresses are no web addresses (the users came in)",
    ),
    "tag_bad_id": ("tag without a valid Id", "tags without a valid Id"),
    "tag_bad_name": (
        "tag whose name cannot be part of an address",
        "tags whose names cannot be part of an address",
    ),
    "tag_undated": (
        "tag of a dump in which nothing has a date",
        "tags of a dump in which nothing has a date",
    ),
    "tag_refused": ("tag that is not taken as written", "tags that are not taken as written"),
    "post_bad_id": ("post without a valid Id", "posts without a valid Id"),
    "post_of_other_type": (
        "post that is neither a question nor an answer, such as a tag's wiki page",
        "posts that are neither questions nor answers, such as the wiki pages of tags",
    ),
    "question_bad_date": (
        "question without a valid CreationDate",
        "questions without a valid CreationDate",
    ),
    "question_in_future": ("question of the future", "questions of the future"),
    "question_without_owner": (
        "question whose author has left the site",
        "questions whose authors have left the site",
    ),
    "question_without_tag": ("question without a tag", "questions without a tag"),
    "question_bad_tag": (
        "question whose first tag cannot be part of an address",
        "questions whose first tags cannot be part of an address",
    ),
    "question_without_title": (
        "question whose title shows nothing",
        "questions whose titles show nothing",
    ),
    "question_refused": (
        "question that is not taken as written",
        "questions that are not taken as written",
    ),
    "answer_question_missing": (
        "answer to a question that is not in the dump",
        "answers to questions that are not in the dump",
    ),
    "answer_question_not_imported": (
        "answer to a question that was not brought in",
        "answers to questions that were not brought in",
    ),
    "answer_bad_date": (
        "answer without a valid CreationDate",
        "answers without a valid CreationDate",
    ),
    "answer_in_future": ("answer of the future", "answers of the future"),
    "answer_without_owner": (
        "answer whose author has left the site",
        "answers whose authors have left the site",
    ),
    "answer_empty": ("answer that shows nothing", "answers that show nothing"),
    "answer_refused": (
        "answer that is not taken as written",
        "answers that are not taken as written",
    ),
    "comment_bad_id": ("comment without a valid Id", "comments without a valid Id"),
    "comment_bad_date": (
        "comment without a valid CreationDate",
        "comments without a valid CreationDate",
    ),
    "comment_in_future": ("comment of the future", "comments of the future"),
    "comment_without_author": (
        "comment whose author has left the site",
        "comments whose authors have left the site",
    ),
    "comment_empty": ("comment that shows nothing", "comments that show nothing"),
    "comment_post_missing": (
        "comment on a post that is not in the dump",
        "comments on posts that are not in the dump",
    ),
    "comment_on_other_post": (
        "comment on a post that is neither a question nor an answer",
        "comments on posts that are neither questions nor answers",
    ),
    "comment_question_missing": (
        "comment on an answer to a question that is not in the dump",
        "comments on answers to questions that are not in the dump",
    ),
    "comment_question_not_imported": (
        "comment under a question that was not brought in",
        "comments under questions that were not brought in",
    ),
    "comment_refused": (
        "comment that is not taken as written",
        "comments that are not taken as written",
    ),
    "vote_of_other_type": (
        "vote that is no up-vote: a down-vote, a favourite or the like",
        "votes that are no up-votes: down-votes, favourites and the like",
    ),
    "vote_bad_id": ("up-vote without a valid Id", "up-votes without a valid Id"),
    "vote_bad_date": (
        "up-vote without a valid CreationDate",
        "up-votes without a valid CreationDate",
    ),
    "vote_in_future": ("up-vote of the future", "up-votes of the future"),
    "vote_post_missing": (
        "up-vote on a post that is not in the dump",
        "up-votes on posts that are not in the dump",
    ),
    "vote_on_other_post": (
        "up-vote on a post that is neither a question nor an answer",
        "up-votes on posts that are neither questions nor answers",
    ),
    "vote_on_answer": (
        "up-vote on an answer (only articles are bumped)",
        "up-votes on answers (only articles are bumped)",
    ),
    "vote_question_not_imported": (
        "up-vote on a question that was not brought in",
        "up-votes on questions that were not brought in",
    ),
    "views_bad_count": (
        "question whose number of views cannot be true (the question came in)",
        "questions whose numbers of views cannot be true (the questions came in)",
    ),
    "views_question_not_imported": (
        "view of a question that was not brought in",
        "views of questions that were not brought in",
    ),
    "views_left_out": ("view that --views leaves out", "views that --views leaves out"),
}
"""Every reason for which something is not brought in, in words for one and for many."""

EVENTS: Final[dict[str, Words]] = {
    "user_profile_set": ("user", "users"),
    "tribe_profile_set": ("tribe, of a tag", "tribes, of tags"),
    "article_published": ("article, of a question", "articles, of questions"),
    "tribe_followed": (
        "follow of a tribe by somebody who wrote in it",
        "follows of tribes by those who wrote in them",
    ),
    "comment_posted": (
        "comment, of an answer or a comment",
        "comments, of answers and comments",
    ),
    "article_bumped": ("bump, of an up-vote", "bumps, of up-votes"),
    "article_viewed": ("view", "views"),
}
"""What comes of a dump, by the type of its event."""

NAMES: Final[dict[str, Words]] = {
    "handle_qualified": (
        "user has another handle than at home, because that, or one like it, is taken here",
        "users have other handles than at home, because those, or some like them, are taken here",
    ),
    "slug_qualified": (
        "tribe has the site's name in its slug, because its tag, or one like it, is taken here",
        "tribes have the site's name in their slugs, because their tags, or some like them, are "
        "taken here",
    ),
    "slug_missing": (
        "tribe has no slug, because its tag cannot be one",
        "tribes have no slugs, because their tags cannot be any",
    ),
}
"""What became of names."""

CUTS: Final[dict[str, Words]] = {
    "user_name": ("name of a user", "names of users"),
    "user_bio": ("description of a user", "descriptions of users"),
    "question_title": ("title", "titles"),
    "question_body": ("text of an article", "texts of articles"),
    "answer_body": ("text of an answer", "texts of answers"),
    "comment_body": ("text of a comment", "texts of comments"),
}
"""What was shortened to fit."""


class Summary(msgspec.Struct, kw_only=True):
    """Counts of one import, complete when its events have all been taken.

    rows: per file. events: per type. skipped: per reason, see `REASONS`; one per row, but for
    views, which count singly. cut: texts shortened to fit, per column. names: what became of them,
    see `NAMES`. replaced: per file, characters that XML forbids. tribes_undescribed: tags of
    questions brought in that `Tags` does not list, so that their tribes stay stubs. as_of: up to
    when the dump tells, ISO 8601; empty where nothing in it has a date. newer_here: up to when what
    is here of the site tells, where that is later.
    """

    rows: dict[str, int] = msgspec.field(default_factory=dict)
    events: dict[str, int] = msgspec.field(default_factory=dict)
    skipped: dict[str, int] = msgspec.field(default_factory=dict)
    cut: dict[str, int] = msgspec.field(default_factory=dict)
    names: dict[str, int] = msgspec.field(default_factory=dict)
    replaced: dict[str, int] = msgspec.field(default_factory=dict)
    tribes_undescribed: int = 0
    as_of: str = ""
    newer_here: str = ""

    def skip(self, reason: str, count: int = 1) -> None:
        """Count what is not brought in. The reason is one of `REASONS`."""
        if reason not in REASONS:
            raise KeyError(f"{reason!r} is not one of the reasons of bandstand.importers.summary")
        self.skipped[reason] = self.skipped.get(reason, 0) + count

    def note_cut(self, column: str) -> None:
        """Count a text that was shortened to fit. The column is one of `CUTS`."""
        self.cut[column] = self.cut.get(column, 0) + 1

    def note_name(self, what: str) -> None:
        """Count what became of a name: one of `NAMES`."""
        self.names[what] = self.names.get(what, 0) + 1

    def note_replaced(self, table: str, count: int) -> None:
        """Note how many characters of a file were replaced."""
        if count:
            self.replaced[table] = count

    def to_json(self) -> bytes:
        """The counts as JSON, keys sorted, for `--json`."""
        return msgspec.json.encode(self, order="sorted")

    def lines(self) -> Iterator[str]:
        """The counts for people."""
        yield "brought in:"
        yield from _listed(self.events, EVENTS)
        if self.skipped:
            yield "not brought in:"
            yield from _listed(self.skipped, REASONS)
        notes = dict(self.names)
        if self.tribes_undescribed:
            notes["undescribed"] = self.tribes_undescribed
        if replaced := sum(self.replaced.values()):
            notes["replaced"] = replaced
        if notes or self.cut or self.newer_here:
            yield "to know:"
            if self.newer_here:
                yield from _on_age(self.as_of, self.newer_here)
            yield from _listed(notes, NAMES | _NOTES)
            yield from _listed(self.cut, {name: _cut(words) for name, words in CUTS.items()})


_NOTES: Final[dict[str, Words]] = {
    "undescribed": (
        "tribe is not among the dump's tags, and has neither name nor slug",
        "tribes are not among the dump's tags, and have neither names nor slugs",
    ),
    "replaced": (
        "character that XML forbids was replaced by \ufffd",
        "characters that XML forbids were replaced by \ufffd",
    ),
}


def _on_age(as_of: str, here: str) -> Iterator[str]:
    """That a dump is older than what is here, and what follows."""
    yield f"  this dump is older than what is here: it is as of {as_of}; here is {here}."
    yield "  What both name stays as it is here. What the newer dump named no more is here again:"
    yield "  comments and questions that were deleted there, bumps that were taken back, and that"
    yield "  the former author of a question follows its tribe."


def _cut(words: Words) -> Words:
    one, many = words
    return f"{one} was too long, and is cut", f"{many} were too long, and are cut"


def _listed(counts: dict[str, int], words: dict[str, Words]) -> Iterator[str]:
    """A line for each count, in the order of the words."""
    for name, (one, many) in words.items():
        if count := counts.get(name, 0):
            yield f"  {count:>10,}  {one if count == 1 else many}"
