"""The records: what is kept of users, notices, tribes, articles and comments, as lattices."""

from __future__ import annotations

from crdt.records import DistinctCount, ElementSet, Record, Register, ToldSet


class User(Record, kind="user"):
    """A user's profile but for the handle, which `Handle` has; one that nobody described is a stub.
    `tribes` and `users` are those that they follow. An element of `deeds` is an article that they
    bumped, or a comment that they wrote.

    A user exists when anything stands here. What somebody did that leaves nothing else sets
    `known`, which is true then.
    """

    name = Register()
    avatar_url = Register()
    bio = Register()
    followers = ElementSet()
    tribes = ElementSet()
    users = ElementSet()
    deeds = ElementSet()
    known = Register()


class Notice(Record, kind="notice", owner=User):
    """What somebody is told of, beside what it is about: `<article>/bumped` and `/commented`,
    `<article>/bumped.<rest of a comment's id>` and `/replied.…`, and `<user>/followed`.

    Who is told is whose the article or comment is. `about` says of what it is. `actors` are those
    who bumped or followed; comments are told by their own records. `reader` is whom the actors that
    were seen were shown to: should the article become somebody else's, they have not seen them.
    """

    about = Register()
    actors = ToldSet()
    reader = Register()


class Handle(Record, kind="handle", everywhere=True):
    """The handle that a user claims, by the user's id; kept in every shard for `user(handle)`.

    `claim` is an object: the `name` as it was written, the `key` by which it is compared and its
    `looks` (`tribes.names`; without them it is no name), when it was `claimed`, and its `age`,
    which is greater the earlier that was. Of two claims with one stamp the earlier wins: of what is
    compared, `age` comes first.
    """

    claim = Register()


class Tribe(Record, kind="tribe"):
    """A tribe's profile but for the slug, which `Slug` has; one that nobody described is a stub.

    A tribe exists when anything stands here: a profile, a follower, or `known`, which is true once
    something was published or reposted in it.
    """

    name = Register()
    description = Register()
    followers = ElementSet()
    known = Register()


class Slug(Record, kind="slug", everywhere=True):
    """The slug that a tribe claims, by the tribe's id, as a user claims a handle."""

    claim = Register()


class Article(Record, kind="article"):
    """An article. `publication` holds what publishing alone sets: author, tribe and kind, and of an
    article from elsewhere `as_of` when: of two with one stamp, the better known wins.
    """

    publication = Register()
    alive = Register()
    title = Register()
    excerpt = Register()
    body = Register()
    media = Register()
    bumps = ElementSet()
    comments = ElementSet()
    views = DistinctCount()


class Repost(Record, kind="repost", owner=Article):
    """That an article was reposted into a tribe, `<article>/<tribe>`, and by whom."""

    by = ElementSet()


class Comment(Record, kind="comment", owner=Article):
    """A comment, in its article's shard. `origin` holds its author and its parent, and `as_of`, as
    an article's publication; `seen` are the users to whom it was shown as something that they are
    told.
    """

    origin = Register()
    alive = Register()
    body = Register()
    bumps = ElementSet()
    seen = ElementSet()
