"""Hiding: what is hidden stands nowhere, and comes back to where it was."""

from __future__ import annotations

from itertools import permutations

from bandstand.testing import event, given
from bandstand.testing.stores import START_MS
from eventlog.envelope import Event
from tribes import events as e
from tribes.moderation.records import Case
from tribes.ranking import Window
from tribes.records import Article, Comment, Notice, Tribe, User
from tribes.searching import CORPUS
from views.derive.language import day, month, week


def published(at: int | None = None, article: str = "a", by: str = "ada") -> Event:
    """An article in the tribe x."""
    return event(
        e.ArticlePublished, by=by, at=at, article=article, tribe="x", kind="IMAGE", title="Carbon"
    )


def hidden(by: str = "mod", article: str = "a", **more: object) -> Event:
    """An article hidden."""
    return event(e.ArticleHidden, by=by, article=article, reason="SPAM", note="Sells", **more)


def commented(comment: str, by: str = "bob", parent: str | None = None) -> Event:
    """A comment."""
    return event(e.CommentPosted, by=by, comment=comment, body="Hm", parent=parent)


NO_BOARD = {Window.ALL: [], Window.DAY: {}, Window.WEEK: {}, Window.MONTH: {}}


def test_a_hidden_article_stands_nowhere() -> None:
    """Like one that was taken down: in no list, no sum, on no board, in no inbox."""
    story = given(
        published(),
        event(e.ArticleBumped, by="bob", article="a"),
        event(e.ArticleReposted, by="bob", article="a", tribe="y"),
        commented("a/1"),
    ).when(hidden())
    story.then(Article, new=[], hot=[], top=[]).then(Article, "a", repost_count=0, alive=True)
    story.then(Tribe, "x", new=[], hot=[], top=[], board=NO_BOARD).then(Tribe, "y", new=[])
    story.then(User, "ada", new=[], hot=[], top=[], bumps_received=0)
    hiding = story.events[-1]
    story.then(User, "ada", notices=[f"a/hidden.{hiding.id}"])


def test_what_is_shown_again_is_where_it_was() -> None:
    """Hiding is no editing and no removing: all that was merged meanwhile counts."""
    first, second = published(at=1), published(at=2, article="b")
    story = given(first, second, hidden(at=3)).when(
        event(e.ArticleBumped, by="bob", at=4, article="a"),
        event(e.ArticleUnhidden, by="mod", at=5, article="a"),
    )
    one = [("ada", 1)]
    board = {
        Window.ALL: one,
        Window.DAY: {day(START_MS): one},
        Window.WEEK: {week(START_MS): one},
        Window.MONTH: {month(START_MS): one},
    }
    story.then(Article, new=["b", "a"], top=["a", "b"]).then(Tribe, "x", new=["b", "a"])
    story.then(Tribe, "x", board=board).then(User, "ada", bumps_received=1, notices=["a/bumped"])


def test_hiding_survives_edits_and_removals() -> None:
    """Registers of their own: none of the three takes back another."""
    story = given(published(at=1), hidden(at=2)).when(
        event(e.ArticleEdited, by="ada", at=3, article="a", title="Better"),
        event(e.ArticleRemoved, by="ada", at=4, article="a"),
        published(at=5),
    )
    story.then(Article, new=[]).then(Article, "a", title="Carbon", alive=True)


def test_of_hiding_and_showing_in_two_regions_the_later_stands() -> None:
    """Two moderators decide at once: every region shows the same."""
    for hide, show, new in ((2, 3, ["a"]), (3, 2, [])):
        story = given(published(at=1), hidden(at=hide))
        story.when(event(e.ArticleUnhidden, by="b", at=show, article="a")).then(Article, new=new)


def test_the_author_is_told_once_of_each_hiding() -> None:
    """By a notice that is theirs while it is hidden by that event, and that can be read."""
    first, shown, second = hidden(), event(e.ArticleUnhidden, by="mod", article="a"), hidden()
    notice = f"a/hidden.{second.id}"
    story = given(published(), first, shown).then(User, "ada", notices=[])
    story = story.when(second).then(User, "ada", notices=[notice], unread=[notice])
    read = event(e.NotificationsRead, by="ada", user="ada", actors={notice: ["mod"]})
    story.when(read).then(User, "ada", notices=[notice], unread=[])
    story.when(event(e.ArticleRemoved, by="ada", article="a")).then(User, "ada", notices=[])


def test_who_hides_their_own_is_told_nothing() -> None:
    """As with a bump of one's own."""
    given(published(), hidden(by="ada")).then(User, "ada", notices=[])


def test_a_hidden_comment_leaves_its_lists_and_its_replies_stay() -> None:
    """As of one that was taken down, and heat counts what is to be seen."""
    story = given(published(at=1), commented("a/1"), commented("a/2", by="cy", parent="a/1"))
    calm = given(published(at=1), commented("a/2", by="cy"))
    hiding = event(e.CommentHidden, by="mod", comment="a/1", reason="ABUSE")
    over = story.when(hiding)
    over.then(Article, "a", new_comments=["a/2"], top_comments=["a/2"], hidden_comments=["a/1"])
    over.then(User, "bob", comments=[], notices=[f"a/hidden.{hiding.id}.1"])
    over.then(User, "ada", notices=[]).then(Comment, "a/1", new_replies=["a/2"])
    assert _warmth(over) == _warmth(calm) < _warmth(story)
    back = over.when(event(e.CommentUnhidden, by="mod", comment="a/1"))
    back.then(Article, "a", new_comments=["a/2", "a/1"], hidden_comments=[])
    back.then(User, "bob", comments=["a/1"], notices=["a/replied.1"])
    back.then(User, "ada", notices=["a/commented"])


def _warmth(story: object) -> int:
    from bandstand.testing import stories

    outcome = stories._outcome(story.events, Article)  # type: ignore[attr-defined]
    return int(outcome.lists["hot"]["a"])


def test_an_author_and_a_moderator_who_hide_a_comment_do_not_take_each_other_back() -> None:
    """Of two who decide at once, in two regions, neither undoes what the other did."""
    by_mod = event(e.CommentHidden, by="mod", comment="a/1", reason="ABUSE")
    by_ada = event(e.CommentHidden, by="ada", comment="a/1", reason="OTHER", as_author=True)
    back = event(e.CommentUnhidden, by="ada", comment="a/1", as_author=True)
    story = given(published(), commented("a/1"))
    for events in permutations((by_mod, by_ada, back)):
        story.when(*events).then(Article, "a", new_comments=[], hidden_comments=["a/1"])
    story.when(by_ada).then(Article, "a", new_comments=[], hidden_comments=["a/1"])
    story.when(by_ada, back).then(Article, "a", new_comments=["a/1"])
    shown = event(e.CommentUnhidden, by="mod", comment="a/1")
    story.when(by_mod, by_ada, shown).then(Article, "a", new_comments=["a/1"])


def test_what_an_author_hides_decides_no_case() -> None:
    """Who moderates the tribe still has to look at what was reported."""
    story = given(published(), commented("a/1")).when(
        event(e.CommentReported, by="cy", comment="a/1", reason="ILLEGAL"),
        event(e.CommentHidden, by="ada", comment="a/1", reason="OTHER", as_author=True),
    )
    story.then(Tribe, "x", open_cases=["a/comment.1"]).then(Case, "a/comment.1", decision=None)


def test_a_removed_comment_that_is_shown_again_stays_removed() -> None:
    """Who wrote it took it down; that is theirs to take back."""
    given(
        published(),
        commented("a/1"),
        event(e.CommentHidden, by="mod", comment="a/1", reason="SPAM"),
        event(e.CommentRemoved, by="bob", comment="a/1"),
        event(e.CommentUnhidden, by="mod", comment="a/1"),
    ).then(Article, "a", new_comments=[], hidden_comments=[]).then(User, "bob", notices=[])


def test_a_hiding_before_its_article_is_kept() -> None:
    """Regions hear in any order; the notice waits, too."""
    story = given(hidden(at=2)).then(Article, new=[]).then(Notice, "a/bumped", about=None)
    story.when(published(at=1)).then(Article, new=[])


def test_what_is_hidden_is_not_found() -> None:
    """The index has registers of its own; shown again, it is found again."""
    story = [published(), hidden(), event(e.ArticleUnhidden, by="mod", article="a")]
    for many, is_found in ((1, True), (2, False), (3, True)):
        registers: dict[str, str] = {}
        for one in story[:many]:
            for _, _, name, value in CORPUS.indexed[type(one)](one):
                registers[name] = max(registers.get(name, ""), str(value))
        assert (CORPUS.texts("article", registers) is not None) is is_found
