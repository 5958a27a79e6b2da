"""The summary of an import: what was read, what came of it, what did not and why."""

from __future__ import annotations

from typing import Final

import msgspec

REASONS: Final = {
    "user_bad_id": "a user without a valid Id",
    "user_bad_date": "a user without a valid CreationDate",
    "user_refused": "a user whom the entry refused",
    "user_avatar_bad_url": "a ProfileImageUrl that is no http(s) URL (the user came in)",
    "tag_bad_id": "a tag without a valid Id",
    "tag_bad_name": "a tag whose name cannot be part of an id",
    "tag_undated": "a tag of a dump without any dated post (tags carry no date)",
    "tag_refused": "a tag that the entry refused",
    "post_bad_id": "a post without a valid Id",
    "post_of_other_type": "a post that is neither question nor answer",
    "question_bad_date": "a question without a valid CreationDate",
    "question_without_owner": "a question without an owner",
    "question_without_tag": "a question without a tag",
    "question_bad_tag": "a question whose first tag cannot be part of an id",
    "question_without_title": "a question without a title",
    "question_refused": "a question that the entry refused",
    "answer_question_missing": "an answer to a question that the dump does not hold",
    "answer_question_not_imported": "an answer to a question that was not brought in",
    "answer_bad_date": "an answer without a valid CreationDate",
    "answer_without_owner": "an answer without an owner",
    "answer_empty": "an answer without text",
    "answer_refused": "an answer that the entry refused",
    "comment_bad_id": "a comment without a valid Id",
    "comment_bad_date": "a comment without a valid CreationDate",
    "comment_without_author": "a comment without an author",
    "comment_empty": "a comment without text",
    "comment_post_missing": "a comment on a post that the dump does not hold",
    "comment_on_other_post": "a comment on a post that is neither question nor answer",
    "comment_question_missing": "a comment on an answer whose question is not in the dump",
    "comment_question_not_imported": "a comment under a question that was not brought in",
    "comment_refused": "a comment that the entry refused",
    "vote_of_other_type": "a vote other than an up-vote",
    "vote_bad_id": "an up-vote without a valid Id",
    "vote_bad_date": "an up-vote without a valid CreationDate",
    "vote_post_missing": "an up-vote on a post that the dump does not hold",
    "vote_on_other_post": "an up-vote on a post that is neither question nor answer",
    "vote_on_answer": "an up-vote on an answer",
    "vote_question_not_imported": "an up-vote on a question that was not brought in",
    "views_bad_count": "a ViewCount that is no number, or too large",
    "views_question_not_imported": "views, each, of a question that was not brought in",
}
"""Every reason for which something is not brought in, in words."""


class Summary(msgspec.Struct, kw_only=True):
    """Counts of one import, complete when its events have all been taken.

    rows: per file. events: per type. skipped: per reason, see `REASONS`; one per row, but for
    views, which count singly. cut: texts shortened to fit, per column. tribes_undescribed: tags of
    questions brought in that `Tags` does not list, so that their tribes stay stubs.
    """

    rows: dict[str, int] = msgspec.field(default_factory=dict)
    events: dict[str, int] = msgspec.field(default_factory=dict)
    skipped: dict[str, int] = msgspec.field(default_factory=dict)
    cut: dict[str, int] = msgspec.field(default_factory=dict)
    tribes_undescribed: int = 0

    def skip(self, reason: str, count: int = 1) -> None:
        """Count what is not brought in. The reason is one of `REASONS`."""
        if reason not in REASONS:
            raise KeyError(f"{reason!r} is not one of the reasons of bandstand.importers.summary")
        self.skipped[reason] = self.skipped.get(reason, 0) + count

    def note_cut(self, column: str) -> None:
        """Count a text that was shortened to fit."""
        self.cut[column] = self.cut.get(column, 0) + 1

    def to_json(self) -> bytes:
        """The counts as JSON, keys sorted, for `--json`."""
        return msgspec.json.encode(self, order="sorted")
