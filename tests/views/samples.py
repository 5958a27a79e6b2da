"""Merges into the community, by hand and generated: few ids and few stamps, so that they meet."""

from __future__ import annotations

from itertools import chain

from hypothesis import strategies as st

from crdt.records import Merge
from crdt.stamps import Stamp
from tests.views.stores import at
from tribes.records import Article, Comment, Handle, Notice, User


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
    claim = {"claimed": when, "key": handle, "look": handle, "name": handle}
    return [User.name.set(user, when, handle), Handle.claim.set(user, when, claim)]


def bumped(article: str, *actors: str, when: Stamp) -> list[Merge]:
    """Bumps by several."""
    return [Article.bumps.add(article, actor, when) for actor in actors]


def told(article: str, author: str, *actors: str, when: Stamp, tribe: str = "x") -> list[Merge]:
    """What an author is told of bumps, as far as something is derived from it."""
    notice, about = f"{author}/bumped.{article}", {"kind": "ARTICLE_BUMPED", "tribe": tribe}
    return [
        Notice.about.set(notice, when, about),
        *(Notice.actors.add(notice, actor, when) for actor in actors),
    ]


_articles, _people = st.sampled_from(["a", "b"]), st.sampled_from(["ada", "bob"])
_stamps = st.integers(0, 6).map(at)
_comments = st.sampled_from(["a/1", "b/1"])

some_merges: st.SearchStrategy[list[Merge]] = st.one_of(
    st.builds(published, _articles, _people, st.sampled_from(["x", "y"]), _stamps),
    st.builds(named, _people, st.sampled_from(["h", "i"]), _stamps),
    st.builds(lambda a, p, when: bumped(a, p, when=when), _articles, _people, _stamps),
    st.builds(lambda a, p, w: [Article.bumps.remove(a, p, w)], _articles, _people, _stamps),
    st.builds(lambda a, w, on: [Article.alive.set(a, w, on)], _articles, _stamps, st.booleans()),
    st.builds(lambda a, p: [Article.views.see(a, p)], _articles, _people),
    st.builds(
        lambda a, p, w, t: told(a, p, "cy", when=w, tribe=t),
        _articles,
        _people,
        _stamps,
        st.sampled_from(["x", "y"]),
    ),
    st.builds(
        lambda a, p, w: [Notice.actors.remove(f"{p}/bumped.{a}", "cy", w)],
        _articles,
        _people,
        _stamps,
    ),
    st.builds(
        lambda a, p, w: [Notice.about.set(f"{p}/bumped.{a}", w, None)], _articles, _people, _stamps
    ),
    st.builds(lambda c, w: [Comment.body.set(c, w, "Again!")], _comments, _stamps),
)
"""What one event may come to."""

batches: st.SearchStrategy[list[Merge]] = st.lists(some_merges, min_size=1, max_size=4).map(
    lambda found: list(chain(*found))
)
"""What a batch of events may come to."""
