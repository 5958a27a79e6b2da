"""The projections: one event to merges, purely. A projection never reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from msgspec import UNSET

from crdt.errors import CRDTError
from crdt.records import OWNER_SEPARATOR, Merge
from crdt.stamps import MIN_STAMP, Stamp
from eventlog.envelope import Event
from tribes import events as e
from tribes.records import Article, Comment, Handle, Notice, Slug, Tribe, User

Projection: TypeAlias = Callable[[Any], tuple[Merge, ...]]


def notice_id(user: str, what: str, subject: str = "") -> str:
    """The id of what a user is told: `<user>/bumped.<article>`."""
    return f"{user}{OWNER_SEPARATOR}{what}.{subject}"


def _known(*users: str) -> tuple[Merge, ...]:
    """That some users exist, of whom what happened leaves nothing else that stays.

    Who is known once stays known, so it needs no stamp of its own. SUBTLE: an element that was
    added to a set of theirs says it too, so that only what takes it away again comes here: written
    with every bump, it took a fifth of the store's time.
    """
    return tuple(User.known.set(user, MIN_STAMP, True) for user in users)


def _known_in(tribe: str, user: str) -> tuple[Merge, ...]:
    """That a tribe exists, and who did something there."""
    return Tribe.known.set(tribe, MIN_STAMP, True), *_known(user)


def user_profile_set(event: e.UserProfileSet) -> tuple[Merge, ...]:
    """Set each named field, and claim the handle in every shard."""
    at, user = event.stamp, event.user
    fields = (
        (User.handle, event.handle),
        (User.name, event.name),
        (User.avatar_url, event.avatar_url),
        (User.bio, event.bio),
    )
    merges = tuple(field.set(user, at, value) for field, value in fields if value is not UNSET)
    merges += _known(user, event.actor)
    if event.handle is UNSET:
        return merges
    return (*merges, Handle.claim.set(user, at, event.handle))


def user_followed(event: e.UserFollowed) -> tuple[Merge, ...]:
    """Put each into the other's set; the two may live in two shards. The followed one is told."""
    at, user, actor = event.stamp, event.user, event.actor
    notice = notice_id(user, "followed")
    return (
        User.followers.add(user, actor, at),
        User.users.add(actor, user, at),
        Notice.about.set(notice, at, {"kind": "FOLLOWED"}),
        Notice.actors.add(notice, actor, at),
    )


def user_unfollowed(event: e.UserUnfollowed) -> tuple[Merge, ...]:
    """Take each out of the other's set."""
    at, user, actor = event.stamp, event.user, event.actor
    return (
        User.followers.remove(user, actor, at),
        User.users.remove(actor, user, at),
        Notice.actors.remove(notice_id(user, "followed"), actor, at),
        *_known(user, actor),
    )


def notifications_read(event: e.NotificationsRead) -> tuple[Merge, ...]:
    """Raise the stamp up to which the user has read; nobody has read what is yet to come."""
    until = event.stamp if event.until is UNSET else min(event.stamp, Stamp(event.until))
    return User.seen.set(event.user, until, True), *_known(event.actor)


def tribe_profile_set(event: e.TribeProfileSet) -> tuple[Merge, ...]:
    """Set each named field, and claim the slug in every shard."""
    at, tribe = event.stamp, event.tribe
    fields = (
        (Tribe.slug, event.slug),
        (Tribe.name, event.name),
        (Tribe.description, event.description),
    )
    merges = tuple(field.set(tribe, at, value) for field, value in fields if value is not UNSET)
    merges += _known_in(tribe, event.actor)
    if event.slug is UNSET:
        return merges
    return (*merges, Slug.claim.set(tribe, at, event.slug))


def tribe_followed(event: e.TribeFollowed) -> tuple[Merge, ...]:
    """Put the actor among the tribe's followers, and the tribe among what he follows."""
    at, tribe, actor = event.stamp, event.tribe, event.actor
    return Tribe.followers.add(tribe, actor, at), User.tribes.add(actor, tribe, at)


def tribe_unfollowed(event: e.TribeUnfollowed) -> tuple[Merge, ...]:
    """Take each out of the other's set."""
    at, tribe, actor = event.stamp, event.tribe, event.actor
    return (
        Tribe.followers.remove(tribe, actor, at),
        User.tribes.remove(actor, tribe, at),
        *_known_in(tribe, actor),
    )


def article_published(event: e.ArticlePublished) -> tuple[Merge, ...]:
    """Write every field, and let the article live."""
    at, article, author = event.stamp, event.article, event.actor
    publication = {"author": author, "kind": event.kind.value, "tribe": event.tribe}
    bumped = {"article": article, "kind": "ARTICLE_BUMPED", "tribe": event.tribe}
    commented = {"article": article, "kind": "ARTICLE_COMMENTED"}
    return (
        Article.publication.set(article, at, publication),
        Article.alive.set(article, at, True),
        Article.title.set(article, at, event.title),
        Article.excerpt.set(article, at, event.excerpt),
        Article.body.set(article, at, event.body),
        Article.media.set(article, at, event.media),
        Notice.about.set(notice_id(author, "bumped", article), at, bumped),
        Notice.about.set(notice_id(author, "commented", article), at, commented),
        *_known_in(event.tribe, author),
    )


def article_edited(event: e.ArticleEdited) -> tuple[Merge, ...]:
    """Write the named fields; whether the article lives is not touched."""
    fields = (
        (Article.title, event.title),
        (Article.excerpt, event.excerpt),
        (Article.body, event.body),
        (Article.media, event.media),
    )
    merges = tuple(
        field.set(event.article, event.stamp, value)
        for field, value in fields
        if value is not UNSET
    )
    return (*merges, *_known(event.actor))


def article_removed(event: e.ArticleRemoved) -> tuple[Merge, ...]:
    """Let the article die, and what its author was told of it; all stays for its return."""
    at, article, author = event.stamp, event.article, event.actor
    return (
        Article.alive.set(article, at, False),
        Notice.about.set(notice_id(author, "bumped", article), at, None),
        Notice.about.set(notice_id(author, "commented", article), at, None),
        *_known(author),
    )


def _deed(event: Any, what: str, *, done: bool = True) -> tuple[Merge, ...]:
    """What the actor did to an article, among their deeds, where the event says whose it is; that
    they exist, in any case.
    """
    actor = event.actor
    if event.tribe is UNSET or event.author is UNSET:
        return _known(actor)
    element = f"{event.tribe}/{event.author}/{what}"
    if done:
        return (User.deeds.add(actor, element, event.stamp),)
    return User.deeds.remove(actor, element, event.stamp), *_known(actor)


def _told(event: Any, what: str, subject: str, *, done: bool = True) -> tuple[Merge, ...]:
    """That the author is told of the actor, where the event says who it is, and it is not he."""
    if event.author is UNSET or event.author == event.actor:
        return ()
    change = Notice.actors.add if done else Notice.actors.remove
    return (change(notice_id(event.author, what, subject), event.actor, event.stamp),)


def article_bumped(event: e.ArticleBumped) -> tuple[Merge, ...]:
    """Put the actor among the bumpers, and the bump among his deeds; the author is told."""
    article = event.article
    return (
        Article.bumps.add(article, event.actor, event.stamp),
        *_deed(event, article),
        *_told(event, "bumped", article),
    )


def article_unbumped(event: e.ArticleUnbumped) -> tuple[Merge, ...]:
    """Take the actor out of the bumpers, and the bump out of his deeds; as if nobody was told."""
    article = event.article
    return (
        Article.bumps.remove(article, event.actor, event.stamp),
        *_deed(event, article, done=False),
        *_told(event, "bumped", article, done=False),
    )


def article_reposted(event: e.ArticleReposted) -> tuple[Merge, ...]:
    """Put the actor among those who reposted it into the tribe."""
    repost = Article.reposts.add(event.article, f"{event.tribe}/{event.actor}", event.stamp)
    return repost, *_known_in(event.tribe, event.actor)


def article_unreposted(event: e.ArticleUnreposted) -> tuple[Merge, ...]:
    """Take the actor out of those who reposted it into the tribe."""
    repost = Article.reposts.remove(event.article, f"{event.tribe}/{event.actor}", event.stamp)
    return repost, *_known_in(event.tribe, event.actor)


def article_viewed(event: e.ArticleViewed) -> tuple[Merge, ...]:
    """Count the actor among the distinct viewers. Nobody is shown who saw something, and so nobody
    is known by that.
    """
    return (Article.views.see(event.article, event.actor),)


def comment_posted(event: e.CommentPosted) -> tuple[Merge, ...]:
    """Write the comment, and put it into its article's list. Who wrote its parent is told, and else
    the article's author.

    Raises:
        CRDTError: the parent is on another article.
    """
    at, comment = event.stamp, event.comment
    if event.parent is not None and Comment.owner_id(event.parent) != event.article:
        raise CRDTError(f"parent {event.parent} is not a comment on article {event.article}")
    actor, article, parent, to = event.actor, event.article, event.parent, event.to
    origin = {"author": actor, "parent": parent} | ({} if to is UNSET else {"to": to})
    about = {"article": article, "comment": comment}
    merges = (
        Comment.origin.set(comment, at, origin),
        Comment.alive.set(comment, at, True),
        Comment.body.set(comment, at, event.body),
        Article.comments.add(article, comment, at),
        Notice.about.set(
            notice_id(actor, "comment-bumped", comment), at, {**about, "kind": "COMMENT_BUMPED"}
        ),
        Notice.about.set(
            notice_id(actor, "replied", comment), at, {**about, "kind": "COMMENT_REPLIED"}
        ),
        *_deed(event, comment),
    )
    if parent is not None and to not in (UNSET, actor):
        return (*merges, Notice.comments.add(notice_id(to, "replied", parent), comment, at))
    if event.author not in (UNSET, actor):
        told = notice_id(event.author, "commented", article)
        return (*merges, Notice.comments.add(told, comment, at))
    return merges


def comment_edited(event: e.CommentEdited) -> tuple[Merge, ...]:
    """Write the words; whether the comment lives is not touched."""
    return Comment.body.set(event.comment, event.stamp, event.body), *_known(event.actor)


def comment_bumped(event: e.CommentBumped) -> tuple[Merge, ...]:
    """Put the actor among the bumpers; the author is told."""
    comment = event.comment
    bump = Comment.bumps.add(comment, event.actor, event.stamp)
    return bump, *_told(event, "comment-bumped", comment), *_known(event.actor)


def comment_unbumped(event: e.CommentUnbumped) -> tuple[Merge, ...]:
    """Take the actor out of the bumpers; as if nobody was told."""
    comment = event.comment
    bump = Comment.bumps.remove(comment, event.actor, event.stamp)
    return bump, *_told(event, "comment-bumped", comment, done=False), *_known(event.actor)


def comment_removed(event: e.CommentRemoved) -> tuple[Merge, ...]:
    """Take the comment out of its article's list; replies to it stay. Nobody is told of it any
    more, and its author of nothing about it.
    """
    at, comment, actor, article = event.stamp, event.comment, event.actor, event.article
    merges = [
        Comment.alive.set(comment, at, False),
        Article.comments.remove(article, comment, at),
        Notice.about.set(notice_id(actor, "comment-bumped", comment), at, None),
        Notice.about.set(notice_id(actor, "replied", comment), at, None),
        *_deed(event, comment, done=False),
    ]
    if event.author is not UNSET:
        told = notice_id(event.author, "commented", article)
        merges.append(Notice.comments.remove(told, comment, at))
    if event.to is not UNSET and event.parent not in (UNSET, None):
        told = notice_id(event.to, "replied", event.parent)
        merges.append(Notice.comments.remove(told, comment, at))
    return tuple(merges)


PROJECTIONS: dict[type[Event], Projection] = {
    e.UserProfileSet: user_profile_set,
    e.UserFollowed: user_followed,
    e.UserUnfollowed: user_unfollowed,
    e.NotificationsRead: notifications_read,
    e.TribeProfileSet: tribe_profile_set,
    e.TribeFollowed: tribe_followed,
    e.TribeUnfollowed: tribe_unfollowed,
    e.ArticlePublished: article_published,
    e.ArticleEdited: article_edited,
    e.ArticleRemoved: article_removed,
    e.ArticleBumped: article_bumped,
    e.ArticleUnbumped: article_unbumped,
    e.ArticleReposted: article_reposted,
    e.ArticleUnreposted: article_unreposted,
    e.ArticleViewed: article_viewed,
    e.CommentPosted: comment_posted,
    e.CommentEdited: comment_edited,
    e.CommentBumped: comment_bumped,
    e.CommentUnbumped: comment_unbumped,
    e.CommentRemoved: comment_removed,
}
