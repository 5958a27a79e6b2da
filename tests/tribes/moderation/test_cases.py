"""Cases: what was reported waits where it is decided, and what was decided is kept."""

from __future__ import annotations

from bandstand.testing import event, given
from eventlog.envelope import Event
from tribes import events as e
from tribes.moderation.records import Case, Report
from tribes.records import Tribe, User

ARTICLE, COMMENT, USER = "a/article", "a/comment.1", "bob/user"


def published() -> Event:
    """An article in the tribe x."""
    return event(
        e.ArticlePublished, by="ada", article="a", tribe="x", kind="IMAGE", title="Carburettor"
    )


def reported(by: str, reason: str = "SPAM", at: int | None = None) -> Event:
    """An article reported."""
    return event(e.ArticleReported, by=by, at=at, article="a", reason=reason)


def test_a_report_opens_a_case_in_the_queue_of_the_tribe_and_of_all() -> None:
    """Beside what it is about, so that it follows that."""
    story = given(published()).when(reported("bob"))
    story.then(Tribe, "x", open_cases=[ARTICLE], cases_by_reports=[ARTICLE], decided_cases=[])
    story.then(Case, open_cases=[ARTICLE], cases_by_reports=[ARTICLE], decided_cases=[])
    subject = {"article": "a", "kind": "ARTICLE"}
    story.then(Case, ARTICLE, subject=subject, decision=None, reports=["a/article/bob"], spam=1)


def test_somebody_counts_once_by_what_they_said_last() -> None:
    """Whoever presses the button ten times is one person."""
    story = given(published()).when(reported("bob"), reported("cy"), reported("bob", "ABUSE"))
    story.then(Case, ARTICLE, reports=["a/article/bob", "a/article/cy"], spam=1, abuse=1)
    filing = {"by": "bob", "note": "", "reason": "ABUSE"}
    story.then(Report, "a/article/bob", filing=filing)


def test_every_reason_is_counted_apart() -> None:
    """None falls under another."""
    story = given(published()).when(*(reported(one.lower(), one) for one in e.Reason))
    story.then(Case, ARTICLE, spam=1, abuse=1, off_topic=1, illegal=1, other=1)


def test_the_most_reported_comes_first() -> None:
    """Of two queues one is by time and one by how many."""
    given(
        published(),
        event(e.CommentPosted, by="bob", comment="a/1", body="Hm"),
        reported("bob"),
        reported("cy"),
        event(e.CommentReported, by="cy", comment="a/1", reason="ABUSE"),
    ).then(Tribe, "x", open_cases=[COMMENT, ARTICLE], cases_by_reports=[ARTICLE, COMMENT])


def test_a_case_that_is_dismissed_leaves_and_comes_back_when_it_is_reported_again() -> None:
    """What was said until then was looked at; what comes later was not."""
    story = given(published(), reported("bob")).when(
        event(e.ArticleReportsDismissed, by="mod", article="a", note="It is fine")
    )
    story.then(Tribe, "x", open_cases=[], decided_cases=[ARTICLE])
    decision = {"by": "mod", "how": "DISMISSED", "note": "It is fine"}
    story.then(Case, ARTICLE, decision=decision)
    again = story.when(reported("bob", "ILLEGAL"))
    again.then(Tribe, "x", open_cases=[ARTICLE], decided_cases=[]).then(
        Case, ARTICLE, decision=decision, illegal=1, spam=0
    )


def test_a_report_that_was_not_seen_yet_stays_open() -> None:
    """It comes from another region, with a stamp before that of the dismissal: it is decided then,
    and one with a later stamp is open, wherever it arrives first.
    """
    dismissed = event(e.ArticleReportsDismissed, by="mod", at=5, article="a")
    for at, open_cases in ((4, []), (6, [ARTICLE])):
        given(published(), dismissed, reported("cy", at=at)).then(Tribe, "x", open_cases=open_cases)


def test_hiding_decides_a_case_and_so_does_showing() -> None:
    """Whoever moderates has looked at it either way."""
    story = given(published(), reported("bob")).when(
        event(e.ArticleHidden, by="mod", article="a", reason="SPAM", note="Sells")
    )
    told = {"by": "mod", "how": "HIDDEN", "note": "Sells", "reason": "SPAM"}
    story.then(Tribe, "x", open_cases=[], decided_cases=[ARTICLE]).then(
        Case, ARTICLE, decision=told
    )
    # While it is hidden, a report from elsewhere asks for nothing that was not done.
    story.when(reported("cy")).then(Tribe, "x", open_cases=[], decided_cases=[ARTICLE])
    shown = story.when(event(e.ArticleUnhidden, by="mod", article="a"))
    shown.then(Tribe, "x", open_cases=[], decided_cases=[ARTICLE])
    shown.when(reported("cy")).then(Tribe, "x", open_cases=[ARTICLE])


def test_a_case_goes_with_what_it_is_about() -> None:
    """What its author took down needs no decision; nor does what hangs on it."""
    given(
        published(),
        event(e.CommentPosted, by="bob", comment="a/1", body="Hm"),
        reported("bob"),
        event(e.CommentReported, by="cy", comment="a/1", reason="ABUSE"),
        event(e.ArticleRemoved, by="ada", article="a"),
    ).then(Tribe, "x", open_cases=[]).then(Case, open_cases=[])


def test_a_case_of_a_user_is_in_the_queue_of_all_alone() -> None:
    """No tribe decides on somebody."""
    story = given(event(e.UserReported, by="ada", user="bob", reason="ABUSE"))
    story.then(Case, open_cases=[USER]).then(Case, USER, subject={"user": "bob", "kind": "USER"})
    over = story.when(event(e.UserReportsDismissed, by="root", user="bob"))
    over.then(Case, open_cases=[], decided_cases=[USER]).then(User, "bob", notices=[])


def test_an_article_and_a_user_of_one_id_have_two_cases() -> None:
    """Ids of different things may be the same text."""
    given(
        event(e.ArticlePublished, by="ada", article="bob", tribe="x", kind="IMAGE", title="T"),
        event(e.ArticleReported, by="cy", article="bob", reason="SPAM"),
        event(e.UserReported, by="cy", user="bob", reason="SPAM"),
    ).then(Case, cases_by_reports=[USER, "bob/article"]).then(
        Tribe, "x", open_cases=["bob/article"]
    )
