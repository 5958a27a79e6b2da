"""What is searched: articles, tribes and users, by the words of their texts.

A view of its own: the records and projections are the index's, so that a change here fills the
index anew, and leaves `community` as it is.
"""

from __future__ import annotations

from msgspec import UNSET

from crdt.records import Merge, Record, Register
from crdt.stamps import Stamp
from search.corpus import Corpus, Kind, Text
from tribes import events as e


class User(Record, kind="user"):
    """What of a user is searched."""

    handle = Register()
    name = Register()
    bio = Register()


class Tribe(Record, kind="tribe"):
    """What of a tribe is searched."""

    slug = Register()
    name = Register()
    description = Register()


class Article(Record, kind="article"):
    """What of an article is searched, while it lives and is not hidden."""

    alive = Register()
    hiding = Register()
    title = Register()
    excerpt = Register()
    body = Register()


def _set(record_id: str, at: Stamp, *fields: tuple[Register, object]) -> tuple[Merge, ...]:
    return tuple(field.set(record_id, at, value) for field, value in fields if value is not UNSET)


def _user(event: e.UserProfileSet) -> tuple[Merge, ...]:
    return _set(
        *(event.user, event.stamp),
        (User.handle, event.handle),
        (User.name, event.name),
        (User.bio, event.bio),
    )


def _tribe(event: e.TribeProfileSet) -> tuple[Merge, ...]:
    return _set(
        *(event.tribe, event.stamp),
        (Tribe.slug, event.slug),
        (Tribe.name, event.name),
        (Tribe.description, event.description),
    )


def _texts(event: e.ArticlePublished | e.ArticleEdited) -> tuple[Merge, ...]:
    return _set(
        *(event.article, e.words_at(event)),
        (Article.title, event.title),
        (Article.excerpt, event.excerpt),
        (Article.body, event.body),
    )


def _published(event: e.ArticlePublished) -> tuple[Merge, ...]:
    return (Article.alive.set(event.article, event.stamp, True), *_texts(event))


def _removed(event: e.ArticleRemoved) -> tuple[Merge, ...]:
    return (Article.alive.set(event.article, event.stamp, False),)


def _hidden(event: e.ArticleHidden) -> tuple[Merge, ...]:
    return (Article.hiding.set(event.article, event.stamp, event.reason.value),)


def _unhidden(event: e.ArticleUnhidden) -> tuple[Merge, ...]:
    return (Article.hiding.set(event.article, event.stamp, None),)


CORPUS = Corpus(
    kinds=(
        Kind(
            Article,
            (Text(Article.title, 8), Text(Article.excerpt, 3), Text(Article.body, html=True)),
            exists=Article.alive,
            hidden=Article.hiding,
        ),
        Kind(Tribe, (Text(Tribe.name, 8), Text(Tribe.slug, 8), Text(Tribe.description, html=True))),
        Kind(User, (Text(User.name, 8), Text(User.handle, 8), Text(User.bio, html=True))),
    ),
    projections={
        e.UserProfileSet: _user,
        e.TribeProfileSet: _tribe,
        e.ArticlePublished: _published,
        e.ArticleEdited: _texts,
        e.ArticleRemoved: _removed,
        e.ArticleHidden: _hidden,
        e.ArticleUnhidden: _unhidden,
    },
)
