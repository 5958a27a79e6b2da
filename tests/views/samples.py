"""Merges into the community, by hand and generated: few ids and few stamps, so that they meet."""

from __future__ import annotations

from itertools import chain

from hypothesis import strategies as st

from bandstand.testing.stores import at
from crdt.records import Merge
from crdt.stamps import Stamp
from tribes.handles import Handle
from tribes.projections import notice_id
from tribes.records import Article, Comment, Notice, Repost, User


def published(article: str, author: str, tribe: str, when: Stamp) -> list[Merge]:
    """What publishing comes to, as far as something is derived from it."""
    publication = {"author": author, "kind": "ARTICLE", "tribe": tribe}
    return [
        Article.publication.set(article, when, publication),
        Article.alive.set(article, when, True),
        Article.title.set(article, when, f"About {article}"),
    ]


def named(user: str, handle: str, when: Stamp) -> list[Merge]:
    """What choosing a handle comes to."""
    claim = {"claimed": when, "key": handle, "looks": [handle], "name": handle}
    return [User.name.set(user, when, handle), Handle.claim.set(user, when, claim)]


def bumped(article: str, *actors: str, when: Stamp) -> list[Merge]:
    """Bumps by several."""
    return [Article.bumps.add(article, actor, when) for actor in actors]


def told(article: str, *actors: str, when: Stamp) -> list[Merge]:
    """What an article's author is told of bumps."""
    notice = notice_id("bumped", article)
    return [
        Notice.about.set(notice, when, {"kind": "ARTICLE_BUMPED", "article": article}),
        *(merge for actor in actors for merge in Notice.actors.add(notice, actor, when)),
    ]


def seen(article: str, by: str, *actors: str, when: Stamp) -> list[Merge]:
    """What somebody was shown of it."""
    notice = notice_id("bumped", article)
    return [
        Notice.reader.set(notice, when, by),
        *(Notice.actors.see(notice, actor) for actor in actors),
    ]


def commented(
    comment: str, author: str, when: Stamp, parent: str | None = None, *, alive: bool = True
) -> list[Merge]:
    """What a comment comes to, as far as something is derived from it."""
    article = Comment.owner_id(comment)
    enter = Article.comments.add if alive else Article.comments.remove
    return [
        Comment.origin.set(comment, when, {"author": author, "parent": parent}),
        Comment.alive.set(comment, when, alive),
        enter(article, comment, when),
        *(
            Notice.about.set(notice_id(what, subject), when, {"article": article})
            for what, subject in (
                ("commented", article),
                ("bumped", comment),
                ("replied", comment),
            )
        ),
    ]


def reposted(article: str, tribe: str, by: str, when: Stamp) -> list[Merge]:
    """A repost."""
    return [Repost.by.add(f"{article}/{tribe}", by, when)]


_articles, _people = st.sampled_from(["a", "b"]), st.sampled_from(["ada", "bob"])
_stamps = st.integers(0, 6).map(at)
_comments = st.sampled_from(["a/1", "a/2", "b/1"])

some_merges: st.SearchStrategy[list[Merge]] = st.one_of(
    st.builds(published, _articles, _people, st.sampled_from(["x", "y"]), _stamps),
    st.builds(named, _people, st.sampled_from(["h", "i"]), _stamps),
    st.builds(lambda a, p, when: bumped(a, p, when=when), _articles, _people, _stamps),
    st.builds(lambda a, p, w: [Article.bumps.remove(a, p, w)], _articles, _people, _stamps),
    st.builds(lambda a, w, on: [Article.alive.set(a, w, on)], _articles, _stamps, st.booleans()),
    st.builds(lambda a, p: [Article.views.see(a, p)], _articles, _people),
    st.builds(lambda a, p, w: told(a, p, when=w), _articles, _people, _stamps),
    st.builds(
        lambda a, p, w: [Notice.actors.remove(notice_id("bumped", a), p, w)],
        _articles,
        _people,
        _stamps,
    ),
    st.builds(lambda a, p, q, w: seen(a, p, q, when=w), _articles, _people, _people, _stamps),
    st.builds(
        lambda c, p, w, on, to: commented(c, p, w, f"{c[0]}/{to}" if to else None, alive=on),
        _comments,
        _people,
        _stamps,
        st.booleans(),
        st.sampled_from([None, "1", "2"]),
    ),
    st.builds(lambda c, p, w: [Comment.seen.add(c, p, w)], _comments, _people, _stamps),
    st.builds(reposted, _articles, st.sampled_from(["x", "y"]), _people, _stamps),
    st.builds(lambda c, w: [Comment.body.set(c, w, "Again!")], _comments, _stamps),
)
"""What one event may come to."""

batches: st.SearchStrategy[list[Merge]] = st.lists(some_merges, min_size=1, max_size=4).map(
    lambda found: list(chain(*found))
)
"""What a batch of events may come to."""
