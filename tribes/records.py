"""The records: what is kept of users, notices, tribes, articles and comments, as lattices."""

from __future__ import annotations

from crdt.records import DistinctCount, ElementSet, Record, Register


class User(Record, kind="user"):
    """A user's profile; one that nobody described is a stub. `tribes` and `users` he follows. An
    element of `deeds` is `<tribe>/<author>/<article>` for what he bumped, and has a comment's id in
    place of the article's for what he wrote. `seen` is true, and its stamp is what counts: up to
    then he has read his notices.

    A user exists when anything stands here. What somebody did that leaves nothing else sets
    `known`, which is true then.
    """

    handle = Register()
    name = Register()
    avatar_url = Register()
    bio = Register()
    followers = ElementSet()
    tribes = ElementSet()
    users = ElementSet()
    deeds = ElementSet()
    seen = Register()
    known = Register()


class Notice(Record, kind="notice", owner=User):
    """What a user is told of, in his shard: `<user>/bumped.<article>`, and all who did that.

    `about` says of what, and is null when that was taken down. `actors` are those who bumped or
    followed, and `comments` those that were written to him.
    """

    about = Register()
    actors = ElementSet()
    comments = ElementSet()


class Handle(Record, kind="handle", everywhere=True):
    """The handle that a user claims, by the user's id; kept in every shard for `user(handle)`."""

    claim = Register()


class Tribe(Record, kind="tribe"):
    """A tribe's profile; one that nobody described is a stub.

    A tribe exists when anything stands here: a profile, a follower, or `known`, which is true once
    something was published or reposted in it.
    """

    slug = Register()
    name = Register()
    description = Register()
    followers = ElementSet()
    known = Register()


class Slug(Record, kind="slug", everywhere=True):
    """The slug that a tribe claims, by the tribe's id; kept in every shard for `tribe(slug)`."""

    claim = Register()


class Article(Record, kind="article"):
    """An article. `publication` holds what publishing alone sets: author, tribe and kind. An
    element of `reposts` is `<tribe>/<who reposted it there>`.
    """

    publication = Register()
    alive = Register()
    title = Register()
    excerpt = Register()
    body = Register()
    media = Register()
    bumps = ElementSet()
    comments = ElementSet()
    reposts = ElementSet()
    views = DistinctCount()


class Comment(Record, kind="comment", owner=Article):
    """A comment, in its article's shard. `origin` holds its author and its parent."""

    origin = Register()
    alive = Register()
    body = Register()
    bumps = ElementSet()
