"""The projections: one event to merges, purely. A projection never reads."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from crdt.errors import CRDTError
from crdt.records import OWNER_SEPARATOR, ElementSet, Register
from crdt.stamps import MIN_STAMP, Stamp, inverse, ms_of
from tribes import events as e
from tribes import names
from tribes.alphabet import alphabetical
from tribes.edits import Edit
from tribes.handles import FormerHandle, FormerSlug, Handle, Slug
from tribes.records import Article, Comment, Notice, Repost, Tribe, User
from views.projecting import Merges, projection


def notice_id(what: str, subject: str) -> str:
    """The id of what is told about a subject: an article or user, or a comment.

    `<article>/bumped`, `<article>/bumped.<rest of the comment's id>`.
    """
    owner, slash, rest = subject.partition(OWNER_SEPARATOR)
    return f"{owner}{OWNER_SEPARATOR}{what}{'.' if slash else ''}{rest}"


def claim_of(name: str, claimed: str) -> dict[str, str | list[str]]:
    """The claim of a handle or slug at a stamp. SUBTLE: canonical JSON has its keys in order, so
    that of two claims with the stamp of one register the greater `age` wins, whatever comes after.
    """
    claim: dict[str, str | list[str]] = {
        "age": inverse(Stamp(claimed)),
        "claimed": claimed,
        "name": name,
    }
    key = names.key_of(name)
    return claim if key is None else {**claim, "key": key, "looks": list(names.looks_of(name))}


def _claimed(
    kept: tuple[Register, Register, ElementSet],
    by: str,
    name: str,
    at: Stamp,
    claimed: str | UnsetType,
) -> Merges:
    """That somebody claims a name: as what they claim now, and among all that they ever did.

    claimed: since when; as `at`, where that is left out.
    """
    now, former, keys = kept
    since = at if claimed is UNSET else Stamp(claimed)
    claim = claim_of(name, since)
    if "key" not in claim:
        return (now.set(by, at, claim),)
    key = str(claim["key"])
    once = former.set(f"{by}{OWNER_SEPARATOR}{key}", at, claim)
    # Who writes a name of theirs otherwise has it since when they claimed it.
    return now.set(by, at, claim), once, keys.add(by, key, min(at, since))


def known(*users: str) -> Merges:
    """That some users exist, of whom what happened leaves nothing else that stays.

    Who is known once stays known, so it needs no stamp of its own. SUBTLE: an element that was
    added to a set of theirs says it too, so that only what takes it away again comes here: written
    with every bump, it took a fifth of the store's time.
    """
    return tuple(User.known.set(user, MIN_STAMP, True) for user in users)


def known_in(tribe: str, user: str) -> Merges:
    """That a tribe exists, and who did something there."""
    return Tribe.known.set(tribe, MIN_STAMP, True), *known(user)


def told_of(notice: str, event: e.UserFollowed | e.ArticleBumped | e.CommentBumped) -> Merges:
    """That somebody is told what the actor did, unless they muted the actor."""
    return () if event.quiet is True else Notice.actors.add(notice, event.actor, event.stamp)


@projection
def user_profile_set(event: e.UserProfileSet) -> Merges:
    """Set each named field, and claim the handle in every shard."""
    at, user, handle = event.stamp, event.user, event.handle
    fields = (
        (User.name, event.name),
        (User.avatar_url, event.avatar_url),
        (User.bio, event.bio),
    )
    merges = tuple(field.set(user, at, value) for field, value in fields if value is not UNSET)
    since = at if event.since is UNSET else min(at, Stamp(event.since))
    merges += (User.created.lower_to(user, ms_of(since)), *known(user, event.actor))
    if handle is UNSET:
        return merges
    names = Handle.claim, FormerHandle.claim, Handle.keys
    return *merges, *_claimed(names, user, handle, at, event.claimed)


@projection
def user_followed(event: e.UserFollowed) -> Merges:
    """Put each into the other's set; the two may live in two shards. The followed one is told."""
    at, user, actor = event.stamp, event.user, event.actor
    notice = notice_id("followed", user)
    return (
        User.followers.add(user, actor, at),
        User.users.add(actor, user, at),
        Notice.about.set(notice, at, {"kind": "FOLLOWED"}),
        *told_of(notice, event),
    )


@projection
def user_unfollowed(event: e.UserUnfollowed) -> Merges:
    """Take each out of the other's set."""
    at, user, actor = event.stamp, event.user, event.actor
    return (
        User.followers.remove(user, actor, at),
        User.users.remove(actor, user, at),
        Notice.actors.remove(notice_id("followed", user), actor, at),
        *known(user, actor),
    )


@projection
def notifications_read(event: e.NotificationsRead) -> Merges:
    """Note what was shown: each actor and each comment by itself. What comes later, from wherever
    and with whatever stamp, was not.
    """
    at, user = event.stamp, event.user
    merges = [Comment.seen.add(comment, user, at) for comment in event.comments]
    for notice, actors in sorted(event.actors.items()):
        merges.append(Notice.reader.set(notice, at, user))
        merges += [Notice.actors.see(notice, actor) for actor in actors]
    return (*merges, *known(event.actor))


@projection
def tribe_profile_set(event: e.TribeProfileSet) -> Merges:
    """Set each named field, and claim the slug in every shard. Who founds the tribe owns it."""
    at, tribe, slug = event.stamp, event.tribe, event.slug
    fields = ((Tribe.name, event.name), (Tribe.description, event.description))
    merges = tuple(field.set(tribe, at, value) for field, value in fields if value is not UNSET)
    merges += (Tribe.created.lower_to(tribe, ms_of(at)), *known_in(tribe, event.actor))
    if event.name is not UNSET:
        letters = None if event.name is None else alphabetical(event.name)
        merges += (Tribe.letters.set(tribe, at, letters),)
    if event.founds is True:
        merges += (Tribe.owners.add(tribe, event.actor, at), User.owned.add(event.actor, tribe, at))
    if slug is UNSET:
        return merges
    names = Slug.claim, FormerSlug.claim, Slug.keys
    return *merges, *_claimed(names, tribe, slug, at, event.claimed)


@projection
def tribe_followed(event: e.TribeFollowed) -> Merges:
    """Put the actor among the tribe's followers, and the tribe among what they follow."""
    at, tribe, actor = event.stamp, event.tribe, event.actor
    return Tribe.followers.add(tribe, actor, at), User.tribes.add(actor, tribe, at)


@projection
def tribe_unfollowed(event: e.TribeUnfollowed) -> Merges:
    """Take each out of the other's set."""
    at, tribe, actor = event.stamp, event.tribe, event.actor
    return (
        Tribe.followers.remove(tribe, actor, at),
        User.tribes.remove(actor, tribe, at),
        *known_in(tribe, actor),
    )


def _as_of(event: e.ArticlePublished | e.CommentPosted) -> dict[str, str]:
    """Up to when something from elsewhere is known, for values whose register stays at `at`.

    SUBTLE: its name comes before what may differ, so that the later wins a tie.
    """
    return {} if event.as_of is UNSET else {"as_of": event.as_of}


@projection
def article_published(event: e.ArticlePublished) -> Merges:
    """Write every field, and let the article live."""
    at, article, author = event.stamp, event.article, event.actor
    words = e.words_at(event)
    publication = {
        "author": author,
        "kind": event.kind.value,
        "tribe": event.tribe,
        **_as_of(event),
    }
    bumped = {"article": article, "kind": "ARTICLE_BUMPED"}
    commented = {"article": article, "kind": "ARTICLE_COMMENTED"}
    return (
        Article.publication.set(article, at, publication),
        Article.alive.set(article, at, True),
        Article.title.set(article, words, event.title),
        Article.excerpt.set(article, words, event.excerpt),
        Article.body.set(article, words, event.body),
        Article.media.set(article, words, event.media),
        Notice.about.set(notice_id("bumped", article), at, bumped),
        Notice.about.set(notice_id("commented", article), at, commented),
        Tribe.active.raise_to(event.tribe, ms_of(at)),
        *known_in(event.tribe, author),
    )


@projection
def article_edited(event: e.ArticleEdited) -> Merges:
    """Write the named fields, and that they were; whether the article lives is not touched."""
    fields = (
        (Article.title, event.title),
        (Article.excerpt, event.excerpt),
        (Article.body, event.body),
        (Article.media, event.media),
    )
    written = [(field, value) for field, value in fields if value is not UNSET]
    if not written:
        return known(event.actor)
    article, at = event.article, event.stamp
    made: dict[str, object] = {
        "by": event.actor,
        "parts": [field.name.upper() for field, _ in written],
    }
    if event.title is not UNSET:
        made["title"] = event.title
    return (
        *(field.set(article, at, value) for field, value in written),
        Edit.made.set(f"{article}{OWNER_SEPARATOR}{event.id}", at, made),
        *known(event.actor),
    )


@projection
def article_removed(event: e.ArticleRemoved) -> Merges:
    """Let the article die, whoever takes it down. All that hangs on it stays for its return."""
    return Article.alive.set(event.article, event.stamp, False), *known(event.actor)


@projection
def article_bumped(event: e.ArticleBumped) -> Merges:
    """Put the actor among the bumpers, and the article among their deeds; its author is told."""
    at, article, actor = event.stamp, event.article, event.actor
    return (
        Article.bumps.add(article, actor, at),
        User.deeds.add(actor, article, at),
        *told_of(notice_id("bumped", article), event),
    )


@projection
def article_unbumped(event: e.ArticleUnbumped) -> Merges:
    """Take the actor out of the bumpers, and the article out of what they bumped; as if nobody was
    told.
    """
    at, article, actor = event.stamp, event.article, event.actor
    return (
        Article.bumps.remove(article, actor, at),
        User.deeds.remove(actor, article, at),
        Notice.actors.remove(notice_id("bumped", article), actor, at),
        *known(actor),
    )


@projection
def article_saved(event: e.ArticleSaved) -> Merges:
    """Put the actor among those who keep it, and the article among what they keep."""
    at, article, actor = event.stamp, event.article, event.actor
    return Article.saves.add(article, actor, at), User.saved.add(actor, article, at)


@projection
def article_unsaved(event: e.ArticleUnsaved) -> Merges:
    """Take each out of the other's set."""
    at, article, actor = event.stamp, event.article, event.actor
    return (
        Article.saves.remove(article, actor, at),
        User.saved.remove(actor, article, at),
        *known(actor),
    )


def _repost(event: e.ArticleReposted | e.ArticleUnreposted) -> str:
    return f"{event.article}{OWNER_SEPARATOR}{event.tribe}"


@projection
def article_reposted(event: e.ArticleReposted) -> Merges:
    """Put the actor among those who reposted it into the tribe."""
    by = Repost.by.add(_repost(event), event.actor, event.stamp)
    active = Tribe.active.raise_to(event.tribe, ms_of(event.stamp))
    return by, active, *known_in(event.tribe, event.actor)


@projection
def article_unreposted(event: e.ArticleUnreposted) -> Merges:
    """Take the actor out of those who reposted it into the tribe."""
    by = Repost.by.remove(_repost(event), event.actor, event.stamp)
    return by, *known_in(event.tribe, event.actor)


@projection
def article_viewed(event: e.ArticleViewed) -> Merges:
    """Count the actor among the distinct viewers. Nobody is shown who saw something, and so nobody
    is known by that.
    """
    return (Article.views.see(event.article, event.actor),)


@projection
def comment_posted(event: e.CommentPosted) -> Merges:
    """Write the comment, and put it into its article's list. Who wrote its parent is told, or else
    the article's author: their records say who that is.

    Raises:
        CRDTError: the parent is on another article.
    """
    at, comment, actor, article = event.stamp, event.comment, event.actor, event.article
    if event.parent is not None and Comment.owner_id(event.parent) != article:
        raise CRDTError(f"parent {event.parent} is not a comment on article {article}")
    words = e.words_at(event)
    quiet = {"quiet": True} if event.quiet is True else {}
    origin = {"author": actor, "parent": event.parent, **_as_of(event), **quiet}
    about = {"article": article, "comment": comment}
    bumped, replied = notice_id("bumped", comment), notice_id("replied", comment)
    return (
        Comment.origin.set(comment, at, origin),
        Comment.alive.set(comment, at, True),
        Comment.body.set(comment, words, event.body),
        Article.comments.add(article, comment, at),
        User.deeds.add(actor, comment, at),
        Notice.about.set(bumped, at, {**about, "kind": "COMMENT_BUMPED"}),
        Notice.about.set(replied, at, {**about, "kind": "COMMENT_REPLIED"}),
    )


@projection
def comment_edited(event: e.CommentEdited) -> Merges:
    """Write the words; whether the comment lives is not touched."""
    return Comment.body.set(event.comment, event.stamp, event.body), *known(event.actor)


@projection
def comment_bumped(event: e.CommentBumped) -> Merges:
    """Put the actor among the bumpers; who wrote the comment is told."""
    at, comment, actor = event.stamp, event.comment, event.actor
    told = told_of(notice_id("bumped", comment), event)
    return Comment.bumps.add(comment, actor, at), *told, *known(actor)


@projection
def comment_unbumped(event: e.CommentUnbumped) -> Merges:
    """Take the actor out of the bumpers; as if nobody was told."""
    at, comment, actor = event.stamp, event.comment, event.actor
    told = Notice.actors.remove(notice_id("bumped", comment), actor, at)
    return Comment.bumps.remove(comment, actor, at), told, *known(actor)


@projection
def comment_removed(event: e.CommentRemoved) -> Merges:
    """Take the comment out of its article's list, whoever takes it down; replies to it stay."""
    at, comment = event.stamp, event.comment
    return (
        Comment.alive.set(comment, at, False),
        Article.comments.remove(event.article, comment, at),
        User.deeds.remove(event.actor, comment, at),
        *known(event.actor),
    )
