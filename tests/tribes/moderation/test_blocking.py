"""Blocking and muting: who wants nothing of somebody does not follow them, and is not told."""

from __future__ import annotations

from bandstand.testing import event, given
from bandstand.testing.stores import START_MS
from eventlog.envelope import Event
from tribes import events as e
from tribes.ranking import Window
from tribes.records import Article, Comment, Notice, Tribe, User
from views.derive.language import day, month, week


def published(by: str = "ada", article: str = "a") -> Event:
    """An article in the tribe x."""
    return event(e.ArticlePublished, by=by, article=article, tribe="x", kind="IMAGE", title="T")


def test_muting_is_known_to_both_records_and_taken_back() -> None:
    """On one's own record to list them, on the other's so that a rule of readers can say it."""
    muted = event(e.UserMuted, by="ada", user="bob")
    story = given(muted).then(User, "ada", muted={"bob"}).then(User, "bob", muted_by={"ada"})
    story.when(event(e.UserUnmuted, by="ada", user="bob")).then(User, "ada", muted=set()).then(
        User, "bob", muted_by=set()
    )


def test_blocking_ends_following_in_both_directions() -> None:
    """Of those who had to do with each other nothing is left, nor that one was told of it."""
    story = given(
        event(e.UserFollowed, by="ada", user="bob"),
        event(e.UserFollowed, by="bob", user="ada"),
    ).when(event(e.UserBlocked, by="ada", user="bob"))
    story.then(User, "ada", blocked={"bob"}, blocked_by=set(), users=set(), followers=set())
    story.then(User, "bob", blocked=set(), blocked_by={"ada"}, users=set(), followers=set())
    story.then(User, "ada", notices=[]).then(User, "bob", notices=[])


def test_unblocking_brings_no_follow_back() -> None:
    """Whom one follows, one says."""
    given(
        event(e.UserFollowed, by="bob", user="ada"),
        event(e.UserBlocked, by="ada", user="bob"),
        event(e.UserUnblocked, by="ada", user="bob"),
    ).then(User, "ada", blocked=set(), followers=set()).then(User, "bob", blocked_by=set())


def test_a_follow_that_is_later_than_a_block_stands() -> None:
    """Made in another region, where the block was not known yet: stated, and not undone."""
    given(
        event(e.UserBlocked, by="ada", at=1, user="bob"),
        event(e.UserFollowed, by="bob", at=2, user="ada"),
    ).then(User, "ada", blocked={"bob"}, followers={"bob"})


def test_a_quiet_bump_counts_and_tells_nobody() -> None:
    """It counts everywhere, as on the board: else whoever looked there knew that they are muted."""
    loud, quiet = (
        event(e.ArticleBumped, by="bob", article="a"),
        event(e.ArticleBumped, by="cy", article="a", quiet=True),
    )
    story = given(published()).when(loud, quiet)
    story.then(Article, "a", bumps={"bob", "cy"}).then(Notice, "a/bumped", actors={"bob"})
    story.then(User, "ada", bumps_received=2)
    given(published()).when(quiet).then(User, "ada", notices=[], bumps_received=1)


def test_a_quiet_bump_stands_on_the_board() -> None:
    """With it, and with a bump of one's own that never counts there."""
    one = [("ada", 1)]
    given(published()).when(
        event(e.ArticleBumped, by="cy", article="a", quiet=True),
        event(e.ArticleBumped, by="ada", article="a"),
    ).then(
        Tribe,
        "x",
        board={
            Window.ALL: one,
            Window.DAY: {day(START_MS): one},
            Window.WEEK: {week(START_MS): one},
            Window.MONTH: {month(START_MS): one},
        },
    )


def test_a_quiet_comment_stands_and_tells_nobody() -> None:
    """Neither the article's author, nor who wrote what it replies to."""
    told = event(e.CommentPosted, by="bob", comment="a/1", body="Hm")
    quiet = event(e.CommentPosted, by="cy", comment="a/2", body="Hm", quiet=True)
    reply = event(e.CommentPosted, by="cy", comment="a/3", parent="a/1", body="Hm", quiet=True)
    story = given(published(), told, quiet, reply)
    story.then(Article, "a", new_comments=["a/3", "a/2", "a/1"])
    story.then(Notice, "a/commented", told=["a/1"]).then(Notice, "a/replied.1", told=[])
    story.then(User, "ada", notices=["a/commented"]).then(User, "bob", notices=[])


def test_a_quiet_bump_of_a_comment_and_a_quiet_follow_tell_nobody() -> None:
    """They count as all others do."""
    story = given(
        published(),
        event(e.CommentPosted, by="bob", comment="a/1", body="Hm"),
        event(e.CommentBumped, by="cy", comment="a/1", quiet=True),
        event(e.UserFollowed, by="cy", user="bob", quiet=True),
    )
    story.then(Comment, "a/1", bumps={"cy"}).then(User, "bob", followers={"cy"}, notices=[])
