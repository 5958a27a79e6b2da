"""The summary of an import: every row that is not brought in is counted, with its reason."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from eventlog.envelope import Event
from eventlog.errors import EventRejected
from tests.tribes.importers.garage import (
    ANSWER,
    COMMENT,
    DAY,
    GARAGE_SKIPS,
    QUESTION,
    UP_VOTE,
    Drive,
    Row,
    Tables,
    but,
    garage,
    of,
)
from tribes.entry import admit
from tribes.events import (
    ArticleBumped,
    ArticlePublished,
    ArticleViewed,
    CommentPosted,
    TribeProfileSet,
    UserProfileSet,
)
from tribes.importers.dump import TABLES
from tribes.importers.stackexchange import VIEWS_MAX
from tribes.importers.summary import CUTS, EVENTS, NAMES, REASONS, Summary


@pytest.fixture
def drive(tmp_path: Path) -> Drive:
    return Drive(tmp_path / "torque-stackexchange-2020-01")


LONG_AGO = "1969-12-31T23:59:59.999"
SKIPS: list[tuple[str, str, Row]] = [
    ("user_bad_id", "Users", {"Id": "x", "CreationDate": DAY}),
    ("user_bad_date", "Users", {"Id": "3", "CreationDate": "yesterday"}),
    ("tag_bad_id", "Tags", {"TagName": "rust"}),
    ("tag_bad_name", "Tags", {"Id": "3", "TagName": "two words"}),
    ("tag_bad_name", "Tags", {"Id": "3", "TagName": "v" * 64}),
    ("post_bad_id", "Posts", but(QUESTION, Id="1" * 19)),
    ("post_bad_id", "Posts", but(QUESTION, Id="0")),
    ("post_of_other_type", "Posts", but(QUESTION, Id="20", PostTypeId="4")),
    ("question_bad_date", "Posts", but(QUESTION, Id="20", CreationDate=None)),
    ("question_bad_date", "Posts", but(QUESTION, Id="20", CreationDate=LONG_AGO)),
    ("question_bad_date", "Posts", but(QUESTION, Id="20", CreationDate="2020-02-30T00:00:00")),
    ("question_without_owner", "Posts", but(QUESTION, Id="20", OwnerUserId="")),
    ("question_without_tag", "Posts", but(QUESTION, Id="20", Tags=None)),
    ("question_bad_tag", "Posts", but(QUESTION, Id="20", Tags="<a/b>")),
    ("question_without_title", "Posts", but(QUESTION, Id="20", Title=" ")),
    ("answer_question_missing", "Posts", but(ANSWER, Id="20", ParentId=None)),
    ("answer_question_missing", "Posts", but(ANSWER, Id="20", ParentId="20")),
    ("answer_question_missing", "Posts", but(ANSWER, Id="20", ParentId="9")),
    ("answer_question_not_imported", "Posts", but(ANSWER, Id="20", ParentId="12")),
    ("answer_bad_date", "Posts", but(ANSWER, Id="20", CreationDate="2090-01-01T00:00:00")),
    ("answer_without_owner", "Posts", but(ANSWER, Id="20", OwnerUserId=None)),
    ("answer_empty", "Posts", but(ANSWER, Id="20", Body=" ")),
    ("comment_bad_id", "Comments", but(COMMENT, Id="")),
    ("comment_bad_date", "Comments", but(COMMENT, Id="9", CreationDate="now")),
    ("comment_without_author", "Comments", but(COMMENT, Id="9", UserId=None)),
    ("comment_empty", "Comments", but(COMMENT, Id="9", Text="\n")),
    ("comment_post_missing", "Comments", but(COMMENT, Id="9", PostId="777")),
    ("comment_post_missing", "Comments", but(COMMENT, Id="9", PostId="-1")),
    ("comment_on_other_post", "Comments", but(COMMENT, Id="9", PostId="13")),
    ("comment_question_missing", "Comments", but(COMMENT, Id="9", PostId="14")),
    ("comment_question_not_imported", "Comments", but(COMMENT, Id="9", PostId="12")),
    ("vote_of_other_type", "Votes", but(UP_VOTE, Id="9", VoteTypeId="3")),
    ("vote_bad_id", "Votes", but(UP_VOTE, Id="0x9")),
    ("vote_bad_date", "Votes", but(UP_VOTE, Id="9", CreationDate="")),
    ("vote_post_missing", "Votes", but(UP_VOTE, Id="9", PostId="777")),
    ("vote_on_other_post", "Votes", but(UP_VOTE, Id="9", PostId="13")),
    ("vote_on_answer", "Votes", but(UP_VOTE, Id="9", PostId="9")),
    ("vote_on_answer", "Votes", but(UP_VOTE, Id="9", PostId="14")),
    ("vote_question_not_imported", "Votes", but(UP_VOTE, Id="9", PostId="12")),
]
SKIPPED_ELSEWHERE = {
    "user_avatar_bad_url",
    "tag_undated",
    "views_bad_count",
    "views_question_not_imported",
    "user_refused",
    "tag_refused",
    "question_refused",
    "answer_refused",
    "comment_refused",
    "views_left_out",
}
NEVER = "2089-01-01T00:00:00"
LATEST_MS = 1_600_000_000_000
"""2020-09-13: what is later is of the future."""


@pytest.mark.parametrize(("reason", "table", "row"), SKIPS)
def test_what_is_not_brought_in_is_counted(drive: Drive, reason: str, table: str, row: Row) -> None:
    """One row more gives one skip more and not one event more."""
    before = drive(garage())
    tables = garage()
    tables[table].append(row)
    assert drive(tables) == before
    assert drive.summary.skipped == GARAGE_SKIPS | {reason: GARAGE_SKIPS.get(reason, 0) + 1}


FUTURE: list[tuple[str, str, Row]] = [
    ("user_in_future", "Users", {"Id": "3", "CreationDate": NEVER}),
    ("question_in_future", "Posts", but(QUESTION, Id="20", CreationDate="2020-09-13T12:30:00")),
    ("answer_in_future", "Posts", but(ANSWER, Id="20", CreationDate=NEVER)),
    ("comment_in_future", "Comments", but(COMMENT, Id="9", CreationDate=NEVER)),
    ("vote_in_future", "Votes", but(UP_VOTE, Id="9", CreationDate=NEVER)),
]


@pytest.mark.parametrize(("reason", "table", "row"), FUTURE)
def test_what_is_of_the_future_does_not_come_in(
    drive: Drive, reason: str, table: str, row: Row
) -> None:
    """One rule for every way in. It is not what the dump is as of, either."""
    before, summary = drive(garage(), latest_ms=LATEST_MS), drive.summary
    tables = garage()
    tables[table].append(row)
    assert drive(tables, latest_ms=LATEST_MS) == before
    assert drive.summary.skipped == GARAGE_SKIPS | {reason: 1}
    assert drive.summary.as_of == summary.as_of == "2020-01-06T00:00:00.000Z"


def test_what_hangs_on_a_question_of_the_future_does_not_come_in(drive: Drive) -> None:
    """As of any question that was not brought in."""
    tables = garage()
    tables["Posts"] += [
        but(QUESTION, Id="20", CreationDate=NEVER, ViewCount="3"),
        but(ANSWER, Id="21", ParentId="20"),
    ]
    tables["Votes"].append(but(UP_VOTE, Id="9", PostId="20"))
    drive(tables, latest_ms=LATEST_MS)
    new = {name: count for name, count in drive.summary.skipped.items() if name not in GARAGE_SKIPS}
    assert new == {
        "question_in_future": 1,
        "answer_question_not_imported": 1,
        "vote_question_not_imported": 1,
        "views_question_not_imported": 3,
    }


def test_every_reason_is_tested() -> None:
    """A reason that no test provokes may never be given."""
    found = {reason for reason, _, _ in (*SKIPS, *FUTURE)}
    assert found | SKIPPED_ELSEWHERE == set(REASONS)
    with pytest.raises(KeyError):
        Summary().skip("bad_mood")


def test_a_bad_avatar_costs_the_avatar_only(drive: Drive) -> None:
    """A picture is no reason to lose a user."""
    user = {"Id": "3", "DisplayName": "Vee", "CreationDate": DAY, "ProfileImageUrl": "//i/1.png"}
    [profile] = of(UserProfileSet, drive(garage() | {"Users": [user]}))
    assert profile.avatar_url is msgspec.UNSET
    assert drive.summary.skipped["user_avatar_bad_url"] == 1


def test_tags_of_a_dump_without_dates_are_counted(drive: Drive) -> None:
    """There is no date to give them, nor to anything."""
    empty: Tables = {table: [] for table in TABLES}
    assert drive(empty | {"Tags": garage()["Tags"]}) == []
    assert drive.summary.skipped == {"tag_undated": 2}
    assert drive.summary.as_of == ""


@pytest.mark.parametrize("count", ["many", "-1", str(VIEWS_MAX + 1)])
def test_an_unbelievable_view_count_gives_no_views(drive: Drive, count: str) -> None:
    """One hostile number must not become an endless import; the article comes in all the same."""
    tables = garage() | {"Posts": [but(QUESTION, Id="10", ViewCount=count)]}
    taken = drive(tables)
    assert of(ArticlePublished, taken)
    assert not of(ArticleViewed, taken)
    assert drive.summary.skipped["views_bad_count"] == 1


def test_views_of_a_question_not_brought_in_count_singly(drive: Drive) -> None:
    """So that views skipped and views brought in add up to the dump's."""
    tables = garage()
    tables["Posts"] += [
        but(QUESTION, Id="20", OwnerUserId=None, ViewCount="5"),
        but(QUESTION, Id="x", ViewCount="2"),
        but(QUESTION, Id="21", ViewCount="0"),
    ]
    assert len(of(ArticleViewed, drive(tables))) == 3
    assert drive.summary.skipped["views_question_not_imported"] == 7


@pytest.mark.parametrize(
    ("kind", "reason", "count"),
    [
        (UserProfileSet, "user_refused", 3),
        (TribeProfileSet, "tag_refused", 2),
        (ArticlePublished, "question_refused", 2),
    ],
)
def test_what_the_entry_refuses_is_counted(
    drive: Drive, kind: type[Event], reason: str, count: int
) -> None:
    """A refusal is a verdict on one row, not the end of the import."""

    def entry(event: Event) -> Event:
        if isinstance(event, kind):
            raise EventRejected("not here")
        return event

    taken = drive(garage(), entry)
    assert not of(kind, taken)
    assert drive.summary.skipped[reason] == count
    if kind is ArticlePublished:
        assert not of(ArticleBumped, taken) + of(ArticleViewed, taken)
        assert drive.summary.skipped["vote_question_not_imported"] == 2
        assert drive.summary.skipped["views_question_not_imported"] == 3
        assert drive.summary.skipped["comment_question_not_imported"] == 3


def test_a_reply_does_not_name_an_answer_that_the_entry_refused(drive: Drive) -> None:
    """An answer of which nothing is left after sanitising is no comment, so no parent either."""

    def entry(event: Event) -> Event:
        if isinstance(event, CommentPosted) and event.body != "Nice car!":
            return msgspec.structs.replace(event, body="")
        return event

    taken = of(CommentPosted, drive(garage(), entry))
    assert [(c.comment, c.parent) for c in taken] == [
        ("torque-10/c2", None),
        ("torque-10/c3", None),
    ]
    assert drive.summary.skipped["answer_refused"] == 1
    assert drive.summary.skipped["comment_refused"] == 1


def test_faults_of_the_entry_itself_are_not_swallowed(drive: Drive) -> None:
    """Only a verdict on the event is counted."""

    def entry(event: Event) -> Event:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        drive(garage(), entry)


def test_an_answer_that_shows_nothing_is_counted_as_that(drive: Drive) -> None:
    """Not as one that was refused: a person can see why."""
    tables = garage()
    tables["Posts"][0] = but(ANSWER, Id="9", Body="<p>&nbsp;</p>")
    tables["Comments"] += [but(COMMENT, Id="4", Text="\u200b\u3164")]
    drive(tables, admit)
    assert drive.summary.skipped["answer_empty"] == 1
    assert drive.summary.skipped["comment_empty"] == 1


@pytest.mark.parametrize(("most", "brought"), [(0, 0), (1, 2), (3, 4), (100, 8)])
def test_views_can_be_thinned(drive: Drive, most: int, brought: int) -> None:
    """They are most of a dump. Of each article the same come first, so that more can follow."""
    tables = garage() | {
        "Posts": [
            but(QUESTION, Id="10", ViewCount="7"),
            but(QUESTION, Id="11", ViewCount="1"),
            but(QUESTION, Id="12", ViewCount="0"),
        ]
    }
    whole = of(ArticleViewed, drive(tables))
    views = of(ArticleViewed, drive(tables, views_most=most))
    assert len(views) == brought
    assert {view.id for view in views} <= {view.id for view in whole}
    assert drive.summary.skipped.get("views_left_out", 0) == 8 - brought


def test_the_summary_reads_well_for_one_and_for_many() -> None:
    """Whoever imports a community is no programmer of ours: no code, and no sum left open."""
    summary = Summary(
        events={"user_profile_set": 1, "article_viewed": 1_234},
        skipped={"views_question_not_imported": 123, "question_without_owner": 1},
        cut={"question_title": 2, "user_bio": 1},
        names={"slug_qualified": 1, "handle_qualified": 3},
        replaced={"Posts": 2, "Users": 1},
        tribes_undescribed=1,
    )
    assert list(summary.lines()) == [
        "brought in:",
        "           1  user",
        "       1,234  views",
        "not brought in:",
        "           1  question whose author has left the site",
        "         123  views of questions that were not brought in",
        "to know:",
        "           3  users have other handles than at home, because those, or some like them, "
        "are taken here",
        "           1  tribe has the site's name in its slug, because its tag, or one like it, is "
        "taken here",
        "           1  tribe is not among the dump's tags, and has neither name nor slug",
        "           3  characters that XML forbids were replaced by \ufffd",
        "           1  description of a user was too long, and is cut",
        "           2  titles were too long, and are cut",
    ]


@pytest.mark.parametrize("words", [*REASONS.values(), *EVENTS.values(), *NAMES.values()])
def test_every_count_has_its_words_for_one_and_for_many(words: tuple[str, str]) -> None:
    """None is a code, and none needs another word in front of it."""
    for text in words:
        assert "_" not in text
        assert not text[0].isupper()
        assert not text.startswith(("a ", "an "))
    assert words[0] != words[1]


def test_what_is_cut_has_its_words(drive: Drive) -> None:
    """As everything that is counted."""
    long = "<p>" + "v8 " * 30_000 + "</p>"
    tables = garage()
    tables["Users"][0] |= {"AboutMe": long, "DisplayName": "v8 " * 100}
    tables["Posts"] = [
        but(QUESTION, Id="10", Body=long, Title="rev " * 100),
        but(ANSWER, Id="9", Body=long),
    ]
    tables["Comments"] = [but(COMMENT, Id="1", Text=long)]
    drive(tables, admit)
    assert drive.summary.cut == dict.fromkeys(CUTS, 1)
