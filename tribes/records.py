"""The records: what is kept of users, notices, tribes, articles and comments, as lattices; and
where each stands: timelines, what somebody is told, leaderboards, and who holds a name.

Whose an article is, in which tribe, and whether it is still there, is what its record says, and not
what an event once named.
"""

from __future__ import annotations

from typing import Any

from crdt.lattices.greatest import Greatest
from crdt.lattices.least import Least
from crdt.records import DistinctCount, ElementSet, Record, Register, ToldSet
from tribes.ranking import WINDOWS, hot
from views.derive.language import after, before, ms_of, of
from views.derive.places import Board, GlobalList, List, Places, Sum, derived

COMMENTED = ("commented", "replied")
"""What is told of comments."""

ALL = "all"
"""The id of the one record of the community as a whole."""

REPOSTS_MAX = 100
"""Into so many tribes, the first, an article can be reposted."""


class User(Record, kind="user"):
    """A user's profile but for the handle, which `Handle` has; one that nobody described is a stub.
    `tribes` and `users` are those that they follow; `owned` and `moderated` are the tribes in which
    they have a role. An element of `deeds` is an article that they bumped, or a comment that they
    wrote. Whom they do not want to see, or to have to do with, is in `muted` and `blocked`, and who
    does not want them in `muted_by` and `blocked_by`. `saved` are the articles that they keep.

    A user exists when anything stands here. What somebody did that leaves nothing else sets
    `known`, which is true then. `created` is when they were first described, in Unix ms.
    """

    name = Register()
    created = Least()
    avatar_url = Register()
    bio = Register()
    followers = ElementSet()
    tribes = ElementSet()
    users = ElementSet()
    owned = ElementSet()
    moderated = ElementSet()
    deeds = ElementSet()
    muted = ElementSet()
    muted_by = ElementSet()
    blocked = ElementSet()
    blocked_by = ElementSet()
    saved = ElementSet()
    known = Register()

    by_followers = GlobalList("users.followers")
    by_age = GlobalList("users.new")
    new = List("new.author")
    hot = List("hot.author")
    top = List("top.author")
    bumps_received = Sum("bumps.author")
    comments = List("comments.author")
    notices = List("notices", hints=True)
    article_bumped = List("notices.article_bumped")
    article_commented = List("notices.article_commented")
    comment_bumped = List("notices.comment_bumped")
    comment_replied = List("notices.comment_replied")
    followed = List("notices.followed")
    article_hidden = List("notices.article_hidden")
    comment_hidden = List("notices.comment_hidden")
    unread = List("unread", hints=True)

    @derived
    def places(self) -> Places:
        """Where a user stands who has a name: among all, by followers and by age."""
        if self.name.value is None or self.created.value is None:
            return
        yield User.by_followers.enter(by=self.followers.count)
        yield User.by_age.enter(by=self.created.value)


class Tribe(Record, kind="tribe"):
    """A tribe's profile but for the slug, which `Slug` has; one that nobody described is a stub.

    A tribe exists when anything stands here: a profile, a follower, or `known`, which is true once
    something was published or reposted in it. Of cases it holds the open ones in two orders, by the
    latest report and by how many there are, and those that were decided. `created` is when it was
    first described, and `active` when something was last published in it, or reposted into it, in
    Unix ms. `letters` is where its name stands in the alphabet.
    """

    name = Register()
    letters = Register()
    created = Least()
    active = Greatest()
    description = Register()
    followers = ElementSet()
    owners = ElementSet()
    moderators = ElementSet()
    known = Register()

    by_followers = GlobalList("tribes.followers")
    by_activity = GlobalList("tribes.active")
    by_name = GlobalList("tribes.name")
    by_age = GlobalList("tribes.new")
    new = List("new.tribe")
    published = List("new.published")
    reposted = List("new.reposted")
    hot = List("hot.tribe")
    top = List("top.tribe")
    board = Board("board", windows=WINDOWS)
    open_cases = List("cases.open")
    cases_by_reports = List("cases.reports")
    decided_cases = List("cases.decided")

    @derived
    def places(self) -> Places:
        """Where a tribe stands that has a name: among all, in four orders. One in which nothing was
        published stands behind all others by activity.
        """
        if self.name.value is None or self.created.value is None or self.letters.value is None:
            return
        active = self.active.value
        if active is None:
            active = 0
        yield Tribe.by_followers.enter(by=self.followers.count)
        yield Tribe.by_activity.enter(by=active)
        yield Tribe.by_name.enter(by=self.letters.value)
        yield Tribe.by_age.enter(by=self.created.value)


class Community(Record, kind="community"):
    """The community as a whole, `all`: nothing is written of it, and it holds what is of all."""

    board = Board("board.community", windows=WINDOWS)


class Article(Record, kind="article"):
    """An article. `publication` holds what publishing alone sets: author, tribe and kind, and of an
    article from elsewhere `as_of` when: of two with one stamp, the better known wins. `hiding` says
    by whom and why it is hidden, and by which event; null, when it is shown again. `comments` are
    all that were not taken down, hidden ones too.
    """

    publication = Register()
    alive = Register()
    hiding = Register()
    title = Register()
    excerpt = Register()
    body = Register()
    media = Register()
    bumps = ElementSet()
    saves = ElementSet()
    comments = ElementSet()
    views = DistinctCount()

    new = GlobalList("new")
    hot = GlobalList("hot")
    top = GlobalList("top")
    reposts = List("reposts")
    repost_count = Sum("reposts")
    new_comments = List("new.comments")
    top_comments = List("top.comments")
    hidden_comments = List("hidden.comments")
    edits = List("edits")

    @derived
    def places(self) -> Places:
        """Where an article stands that is there and not hidden: three timelines in three orders,
        and those of the tribes that it was reposted into, as if it had been published there then;
        its author's sum of bumps, those of others on its tribe's boards and those of all, and in
        how many other tribes it stands.
        """
        publication = published(self)
        if publication is None:
            return
        author, at = publication["author"], self.publication.at
        bumps, comments = self.bumps.count, self.comments.count - self.hidden_comments.count
        others = bumps
        if author in self.bumps:
            others = others - 1
        reposts = self.reposts.first(REPOSTS_MAX)
        for repost, since in reposts:
            tribe = after(repost, "/")
            yield from in_tribe(tribe, bumps, since, hot(bumps, comments, since))
            yield Tribe.reposted.enter(tribe, by=since)
        warmth = hot(bumps, comments, at)
        yield Article.new.enter(by=at)
        yield Article.hot.enter(by=warmth)
        yield Article.top.enter(by=bumps)
        yield from in_tribe(publication["tribe"], bumps, at, warmth)
        yield Tribe.published.enter(publication["tribe"], by=at)
        yield User.new.enter(author, by=at)
        yield User.hot.enter(author, by=warmth)
        yield User.top.enter(author, by=bumps)
        yield User.bumps_received.add(author, bumps)
        yield Tribe.board.give(publication["tribe"], author, others, ms=ms_of(at))
        yield Community.board.give(ALL, author, others, ms=ms_of(at))
        yield Article.repost_count.add(self.id, len(reposts))


def in_tribe(tribe: Any, bumps: int, at: int | None, warmth: int) -> Places:
    """An article's places in a tribe."""
    yield Tribe.new.enter(tribe, by=at)
    yield Tribe.hot.enter(tribe, by=warmth)
    yield Tribe.top.enter(tribe, by=bumps)


def published(article: Article) -> Any:
    """What an article's publication says, its author, tribe and kind, while the article lives and
    is not hidden.
    """
    if article.hiding.value is not None:
        return None
    return article.publication.value if article.alive.value else None


class Repost(Record, kind="repost", owner=Article):
    """That an article was reposted into a tribe, `<article>/<tribe>`, and by whom."""

    by = ElementSet()

    @derived
    def places(self) -> Places:
        """An article counts as reposted into a tribe from the first of those who did it; its own
        tribe is where it was published, whoever reposts it there.
        """
        first = self.by.first_at
        if first is None:
            return
        publication = published(of(Article, self.owned_by))
        if publication is not None and publication["tribe"] == self.rest:
            return
        yield Article.reposts.enter(self.owned_by, by=first)


class Comment(Record, kind="comment", owner=Article):
    """A comment, in its article's shard. `origin` holds its author and its parent, whether it is
    told to nobody (`quiet`), and `as_of`, as an article's publication; `seen` are the users to whom
    it was shown as something that they are told. `hiding` is as an article's, and
    `hiding_by_author` the same of the article's author: neither takes the other back.
    """

    origin = Register()
    alive = Register()
    hiding = Register()
    hiding_by_author = Register()
    body = Register()
    bumps = ElementSet()
    seen = ElementSet()

    new_replies = List("new.replies")
    top_replies = List("top.replies")

    @derived
    def places(self) -> Places:
        """Where a comment stands that is there and not hidden: among its article's by time and by
        bumps, and among its parent's replies; and among what somebody is told: who wrote its
        parent, or else, or where that is oneself, the article's author.

        Its article need not live: nobody comes to these lists but through it. Among what its author
        wrote it stands while its article is there and not hidden.
        """
        origin, posted = self.origin.value, self.origin.at
        if origin is None or not self.alive.value:
            return
        if is_hidden(self):
            yield Article.hidden_comments.enter(self.owned_by, by=posted)
            return
        author, parent, bumps = origin["author"], origin["parent"], self.bumps.count
        yield Article.new_comments.enter(self.owned_by, by=posted)
        yield Article.top_comments.enter(self.owned_by, by=bumps)
        if published(of(Article, self.owned_by)) is not None:
            yield User.comments.enter(author, by=posted)
        to, notice = None, f"{self.owned_by}/commented"
        if parent is not None:
            replied = of(Comment, parent)
            yield Comment.new_replies.enter(replied.id, by=posted)
            yield Comment.top_replies.enter(replied.id, by=bumps)
            to, notice = writer(replied), f"{self.owned_by}/replied.{replied.rest}"
        if to is None or to == author:
            to, notice = author_of(of(Article, self.owned_by)), f"{self.owned_by}/commented"
        if to is not None and to != author and origin["quiet"] is None:
            yield Notice.told.enter(notice, by=posted)
            if to in self.seen:
                yield Notice.heard.enter(notice, by=posted)


def writer(comment: Comment) -> Any:
    """Whose a comment is, whether it lives or not; None for one that is not here."""
    origin = comment.origin.value
    return None if origin is None else origin["author"]


def is_hidden(comment: Comment) -> bool:
    """Whether a comment is hidden, by whomever."""
    if comment.hiding.value is not None:
        return True
    return comment.hiding_by_author.value is not None


def author_of(article: Article) -> Any:
    """Whose an article is, while it lives and is not hidden."""
    publication = published(article)
    return None if publication is None else publication["author"]


class Notice(Record, kind="notice", owner=User):
    """What somebody is told of, beside what it is about: `<article>/bumped` and `/commented`,
    `<article>/bumped.<rest of a comment's id>` and `/replied.…`, `<user>/followed`, and of what was
    hidden `<article>/hidden.<id of the event>`, and of a comment its rest behind a further dot.

    Who is told is whose the article or comment is. `about` says of what it is. `actors` are those
    who bumped, followed or hid; comments are told by their own records. `reader` is whom the
    actors that were seen were shown to: should the article become somebody else's, they have not
    seen them.
    """

    about = Register()
    actors = ToldSet()
    reader = Register()

    told = List("told")
    heard = List("heard")

    @derived
    def places(self) -> Places:
        """What a user is told stands among their notices, at the time of its latest cause, as long
        as what it is about is there and there is a cause; and among the unread, while one of its
        causes was not shown.
        """
        facet, about = before(self.rest, "."), after(self.rest, ".")
        by_comments = facet in COMMENTED
        told = self.told.count if by_comments else self.actors.count
        if told == 0 or self.about.value is None:
            return
        user = reader_of(self, facet, about)
        if user is None:
            return
        latest = self.told.last_at if by_comments else self.actors.last_at
        seen = self.heard.count if by_comments else 0
        if not by_comments:
            # What one did oneself is no news, and what was seen was seen by whoever was told then.
            own = self.actors.at(user)
            seen = self.actors.seen.count if self.reader.value == user else 0
            if own is not None:
                told = told - 1
                if seen > 0 and user in self.actors.seen:
                    seen = seen - 1
                if told == 0:
                    return
                for actor, at in self.actors.latest(2):
                    if actor != user:
                        latest = at
                        break
        yield User.notices.enter(user, by=latest)
        yield from of_kind(user, latest, facet, about)
        if seen < told:
            yield User.unread.enter(user, by=latest)


def of_kind(user: str, latest: int | None, facet: str, about: str) -> Places:
    """Among all of its kind that a user is told."""
    if facet == "followed":
        yield User.followed.enter(user, by=latest)
    elif facet == "hidden":
        if after(about, ".") == "":
            yield User.article_hidden.enter(user, by=latest)
        else:
            yield User.comment_hidden.enter(user, by=latest)
    elif facet == "commented":
        yield User.article_commented.enter(user, by=latest)
    elif facet == "replied":
        yield User.comment_replied.enter(user, by=latest)
    elif about == "":
        yield User.article_bumped.enter(user, by=latest)
    else:
        yield User.comment_bumped.enter(user, by=latest)


def reader_of(notice: Notice, facet: str, about: str) -> Any:
    """Who is told: whose the article or the comment is, while it is there; or who was followed."""
    if facet == "followed":
        return notice.owned_by
    if facet == "hidden":
        return hidden_from(notice.owned_by, before(about, "."), after(about, "."))
    author = author_of(of(Article, notice.owned_by))
    if author is None or about == "":
        return author
    comment = of(Comment, f"{notice.owned_by}/{about}")
    return writer(comment) if comment.alive.value and not is_hidden(comment) else None


def hidden_from(article_id: str, event: str, rest: str) -> Any:
    """Whose an article or a comment on it is, while it is there, and hidden by an event."""
    article = of(Article, article_id)
    if not article.alive.value:
        return None
    if rest == "":
        publication = article.publication.value
        if publication is None or not hides(article.hiding.value, event):
            return None
        return publication["author"]
    comment = of(Comment, f"{article_id}/{rest}")
    if not comment.alive.value:
        return None
    if hides(comment.hiding.value, event) or hides(comment.hiding_by_author.value, event):
        return writer(comment)
    return None


def hides(hiding: Any, event: str) -> Any:
    """Whether something is hidden by an event."""
    if hiding is None:
        return False
    return hiding["event"] == event
