"""The GraphQL types, declared over view records: which column, which lookup."""

from __future__ import annotations

from datetime import datetime

import strawberry

from gateway.declare.entities import (
    beside,
    card,
    claimed,
    column,
    edge_score,
    entity,
    holds_viewer,
    list_card,
    listed,
    lookup,
    members,
    ordered,
    owned_by,
    rest_of,
    stamp_time,
    stored_count,
    total,
    viewer_can,
)
from gateway.declare.fields import Listed, Written, scored_time, time_of
from gateway.declare.permissions import only, owner, signed_in
from gateway.declare.relay import Connection, Edge, Node, RankedConnection
from gateway.declare.spans import by_stamp
from tribes import edits, handles, records
from tribes.graphql import permissions as may
from tribes.graphql import values
from tribes.graphql.boards import leaderboard, viewer_standing
from tribes.graphql.enums import ArticleKind, ArticlePart, CaseKind, CommentOrder, Reason
from tribes.graphql.orders import COMMENTS, feeds, queues, tribe_feeds
from tribes.graphql.values import Decision, Hidden, Media, Standing
from tribes.moderation import records as moderation


@entity(records.User, exists=Written(), of_viewer=True)
@strawberry.type(
    description="A user. One that nobody described has an id and nothing else. For `node(id:)` and "
    "for inputs there is one once they did anything but see something, or were described or "
    "followed; who is signed in is there in any case. What exists stays."
)
class User(Node):
    handle: str | None = claimed(
        handles.Handle.index,
        "claim",
        doc="As it was written. Unique in any case, Unicode form and script that looks the same: "
        "who claimed it here first holds it. Null for who claims none, or one that another holds.",
    )
    name: str | None = column("name", doc="What they are called. Plain text.")
    avatar_url: str | None = column("avatar_url", doc="The address of a picture of them.")
    bio: str | None = column("bio", doc="About them. Sanitised HTML.")
    created_at: datetime | None = column(
        "created",
        convert=time_of,
        doc="When they were first described; null for one that nobody described.",
    )
    article_count: int = list_card(records.User.new, doc="How many articles of theirs there are.")
    bumps_received: int = total(
        records.User.bumps_received, doc="The bumps on all articles of theirs that there are."
    )
    comment_count: int = list_card(
        records.User.comments, doc="How many comments they wrote and did not take down."
    )
    follower_count: int = card("followers", doc="How many users follow them.")
    followed_user_count: int = card("users", doc="How many users they follow.")
    followed_tribe_count: int = card("tribes", doc="How many tribes they follow.")
    viewer_is_following: bool = holds_viewer(
        "followers", doc="Whether you follow them; false when signed out."
    )
    followers: Connection[User] | None = members(
        "followers", lambda: User, doc="Who follows them, latest first."
    )
    followed_users: Connection[User] | None = members(
        "users", lambda: User, doc="Whom they follow, latest first."
    )
    followed_tribes: Connection[Tribe] | None = members(
        "tribes", lambda: Tribe, doc="Which tribes they follow, latest first."
    )
    feed: ArticleConnection | None = ordered(
        feeds(records.User, lambda: Article), doc="Their articles."
    )
    comments: Connection[Comment] | None = listed(
        records.User.comments,
        lambda: Comment,
        times=by_stamp,
        doc="Their comments, latest first.",
    )
    owned_tribes: Connection[Tribe] | None = members(
        "owned", lambda: Tribe, doc="Which tribes they own, latest first."
    )
    moderated_tribes: Connection[Tribe] | None = members(
        "moderated", lambda: Tribe, doc="Which tribes they moderate, latest first."
    )
    viewer_is_muting: bool = holds_viewer(
        "muted_by", doc="Whether you muted them; false when signed out. Nobody else is told."
    )
    viewer_is_blocking: bool = holds_viewer(
        "blocked_by", doc="Whether you blocked them; false when signed out. Nobody else is told."
    )
    saved_articles: ArticleConnection | None = only(
        owner, members("saved", lambda: Article, doc="Their bookmarks, latest first.")
    )
    muted_users: Connection[User] | None = only(
        owner, members("muted", lambda: User, doc="The users they muted, latest first.")
    )
    blocked_users: Connection[User] | None = only(
        owner, members("blocked", lambda: User, doc="The users they blocked, latest first.")
    )


@entity(records.Tribe, exists=Written())
@strawberry.type(
    description="A tribe. One that nobody described has an id and nothing else. For `node(id:)` "
    "and for inputs there is one once somebody described or followed it, or something was "
    "published or reposted in it. What exists stays."
)
class Tribe(Node):
    slug: str | None = claimed(
        handles.Slug.index, "claim", doc="Unique, held and shown as a user's handle."
    )
    name: str | None = column("name", doc="What it is called. Plain text.")
    description: str | None = column("description", doc="About it. Sanitised HTML.")
    created_at: datetime | None = column(
        "created",
        convert=time_of,
        doc="When it was founded, that is first described; null for one that nobody described.",
    )
    active_at: datetime | None = column(
        "active",
        convert=time_of,
        doc="When something was last published in it, or reposted into it, though it was taken "
        "down since; null for never.",
    )
    article_count: int = list_card(
        records.Tribe.new, doc="How many articles stand in its feed, reposts too."
    )
    follower_count: int = card("followers", doc="How many users follow it.")
    viewer_is_following: bool = holds_viewer(
        "followers", doc="Whether you follow it; false when signed out."
    )
    followers: Connection[User] | None = members(
        "followers", lambda: User, doc="Who follows it, latest first."
    )
    feed: ArticleConnection | None = ordered(
        tribe_feeds(lambda: Article),
        narrowed="content",
        doc="What was published in it, or reposted into it.",
    )
    owners: Connection[User] | None = members(
        "owners",
        lambda: User,
        doc="Who owns it, latest first. If nobody, administrators do.",
    )
    moderators: Connection[User] | None = members(
        "moderators", lambda: User, doc="Who moderates it besides, latest first."
    )
    viewer_is_owner: bool = holds_viewer("owners", doc="Whether you own it; false when signed out.")
    viewer_is_moderator: bool = holds_viewer(
        "moderators", doc="Whether you moderate it; false when signed out."
    )
    viewer_can_edit: bool = viewer_can(
        may.RUN_TRIBE, doc="Whether you may describe it, and give and take roles."
    )
    viewer_can_moderate: bool = viewer_can(
        may.MODERATE_TRIBE, doc="Whether you may hide what is in it, and decide on its cases."
    )
    cases: Connection[Case] | None = only(
        may.MODERATE_TRIBE,
        ordered(
            queues(records.Tribe, lambda: Case),
            argument="queue",
            doc="What was reported of what is in it.",
        ),
    )
    leaderboard: RankedConnection[User] | None = leaderboard(records.Tribe, lambda: User)
    viewer_standing: Standing | None = viewer_standing(records.Tribe, lambda: User)


@entity(records.Article, exists="alive", shown=may.SEE_ARTICLE, listed=may.WANT_ARTICLE)
@strawberry.type(
    description="An article in a tribe. It is there from when it is published until it "
    "is taken down."
)
class Article(Node):
    kind: ArticleKind = column(
        "publication", "kind", ArticleKind, doc="What it mainly is: pictures, a film, or words."
    )
    title: str = column("title", doc="Plain text.")
    excerpt: str = column("excerpt", doc="Plain text; may be empty.")
    body: str = column("body", doc="Sanitised HTML; may be empty.")
    media: list[Media] = column("media", convert=values.media_of, doc="Its pictures and films.")
    published_at: datetime = stamp_time("publication", doc="When it was published.")
    updated_at: datetime = stamp_time(
        *("title", "excerpt", "body", "media"), doc="When its words or media were written last."
    )
    edit_count: int = list_card(records.Article.edits, doc="How many edits were made of it.")
    edits: Connection[Edit] | None = only(
        may.AUTHOR | may.MODERATE_ARTICLE,
        listed(
            records.Article.edits,
            lambda: Edit,
            times=by_stamp,
            doc="Who edited what of it, latest first.",
        ),
    )
    author: User = lookup("publication", "author", lambda: User, doc="Who published it.")
    tribe: Tribe = lookup(
        "publication", "tribe", lambda: Tribe, doc="In which tribe it was published."
    )
    bump_count: int = card("bumps", doc="How many users bumped it.")
    comment_count: int = list_card(
        records.Article.new_comments, doc="How many comments there are on it, replies too."
    )
    repost_count: int = total(
        records.Article.repost_count, doc="In how many other tribes; 100 at most, the first."
    )
    reposts: Connection[Repost] | None = listed(
        records.Article.reposts, lambda: Repost, doc="Into which other tribes, latest first."
    )
    view_count: int = stored_count("views", doc="Distinct viewers, to within some 0.81 %.")
    viewer_has_bumped: bool = holds_viewer("bumps", doc="Whether you did; false when signed out.")
    viewer_has_saved: bool = holds_viewer(
        "saves", doc="Whether you bookmarked it; false when signed out. Nobody else can see it."
    )
    bumpers: Connection[User] | None = members(
        "bumps", lambda: User, doc="Who bumped it, latest first."
    )
    comments: Connection[Comment] | None = ordered(
        {
            CommentOrder.OLD: Listed(COMMENTS, lambda: Comment, descending=False, times=by_stamp),
            CommentOrder.NEW: Listed(COMMENTS, lambda: Comment, times=by_stamp),
            CommentOrder.TOP: Listed(records.Article.top_comments, lambda: Comment),
        },
        doc="All comments on it, replies too.",
    )
    hidden: Hidden | None = column(
        "hiding", convert=values.hidden_of, doc="Why it is hidden; null when it is not."
    )
    hidden_by: User | None = lookup(
        "hiding", "by", lambda: User, doc="Who hid it; null when it is not hidden."
    )
    hidden_comments: Connection[Comment] | None = only(
        may.AUTHOR | may.MODERATE_ARTICLE,
        listed(
            records.Article.hidden_comments,
            lambda: Comment,
            doc="The comments on it that are hidden, latest first.",
        ),
    )
    viewer_can_edit: bool = viewer_can(may.AUTHOR, doc="Whether you may change it.")
    viewer_can_remove: bool = viewer_can(may.AUTHOR, doc="Whether you may take it down.")
    viewer_can_hide: bool = viewer_can(
        may.DECIDE_ON_ARTICLE, doc="Whether you may hide it and show it again."
    )
    viewer_can_comment: bool = viewer_can(
        signed_in & may.WELCOME_ON_ARTICLE,
        doc="Whether you may comment on it, bump and repost it.",
    )


@entity(edits.Edit, exists="made")
@strawberry.type(description="An edit of an article. It is no `Node`.")
class Edit:
    user: User = lookup("made", "by", lambda: User, doc="Who made it.")
    at: datetime = stamp_time("made", doc="When.")
    parts: list[ArticlePart] = column(
        "made", "parts", values.parts_of, doc="What was written anew, though it may be as it was."
    )
    title: str | None = column(
        "made", "title", doc="Its title from then on; null where none was written."
    )


@strawberry.type(description="Who reposted something, and when.")
class ReposterEdge(Edge[User]):
    reposted_at: datetime = edge_score(scored_time, doc="When they did.")


@strawberry.type(description="A page of those who reposted something.")
class ReposterConnection(Connection[User]):
    edges: list[ReposterEdge] = strawberry.field(  # type: ignore[assignment]
        description="Who did, and when."
    )


@entity(records.Repost, exists=Written())
@strawberry.type(
    description="That an article was reposted into a tribe: it stands in the tribe's feed by when "
    "that was done first. It is no `Node`, and there as long as somebody stands by it."
)
class Repost:
    tribe: Tribe = rest_of(lambda: Tribe, doc="Into which tribe.")
    users: ReposterConnection | None = members(
        "by", lambda: User, descending=False, doc="Who reposted it there, first to last."
    )
    user_count: int = card("by", doc="How many users did.")
    viewer_has_reposted: bool = holds_viewer("by", doc="Whether you did; false when signed out.")


@strawberry.type(description="An article of a list, and its place in it.")
class ArticleEdge(Edge[Article]):
    repost: Repost | None = beside(
        lambda: Repost,
        records.Tribe,
        doc="In a tribe's feed, who reposted it into that tribe. Null of what nobody did, and in "
        "feeds of no tribe.",
    )


@strawberry.type(description="A page of articles.")
class ArticleConnection(Connection[Article]):
    edges: list[ArticleEdge] = strawberry.field(  # type: ignore[assignment]
        description="The articles, and their places. One that was taken down meanwhile is left out."
    )


@entity(records.Comment, exists="alive", shown=may.SEE_COMMENT, listed=may.WANT_COMMENT)
@strawberry.type(
    description="A comment on an article, or a reply to one. It is there until it is taken "
    "down, or its article is."
)
class Comment(Node):
    body: str = column("body", doc="Sanitised HTML.")
    posted_at: datetime = stamp_time("origin", doc="When it was posted.")
    updated_at: datetime = stamp_time("body", doc="When its words were written last.")
    author: User = lookup("origin", "author", lambda: User, doc="Who wrote it.")
    article: Article | None = owned_by(
        lambda: Article, doc="Which article it is on. Null for whom there is none."
    )
    parent: Comment | None = lookup(
        "origin",
        "parent",
        lambda: Comment,
        doc="What it replies to. Null at the top, or when it was taken down.",
    )
    bump_count: int = card("bumps", doc="How many users bumped it.")
    viewer_has_bumped: bool = holds_viewer("bumps", doc="Whether you did; false when signed out.")
    bumpers: Connection[User] | None = members(
        "bumps", lambda: User, doc="Who bumped it, latest first."
    )
    reply_count: int = list_card(
        records.Comment.new_replies, doc="How many comments reply to this one."
    )
    replies: Connection[Comment] | None = ordered(
        {
            CommentOrder.OLD: Listed(
                records.Comment.new_replies, lambda: Comment, descending=False
            ),
            CommentOrder.NEW: Listed(records.Comment.new_replies, lambda: Comment),
            CommentOrder.TOP: Listed(records.Comment.top_replies, lambda: Comment),
        },
        doc="The comments that reply to this one.",
    )
    hidden: Hidden | None = column(
        "hiding",
        convert=values.hidden_of,
        doc="Why a moderator hid it; null when none did.",
    )
    hidden_by: User | None = lookup(
        "hiding", "by", lambda: User, doc="Which moderator hid it; null when none did."
    )
    hidden_by_author: Hidden | None = column(
        "hiding_by_author",
        convert=values.hidden_of,
        doc="Why the author of the article hid it; null when they did not.",
    )
    viewer_can_edit: bool = viewer_can(may.COMMENT_AUTHOR, doc="Whether you may change it.")
    viewer_can_remove: bool = viewer_can(may.COMMENT_AUTHOR, doc="Whether you may take it down.")
    viewer_can_hide: bool = viewer_can(may.HIDE_COMMENT, doc="Whether you may hide it.")
    viewer_can_reply: bool = viewer_can(
        signed_in & may.WELCOME_ON_COMMENT, doc="Whether you may reply to it and bump it."
    )


@entity(moderation.Report, exists="filing")
@strawberry.type(description="What somebody reported. It is no `Node`.")
class Report:
    reporter: User = lookup("filing", "by", lambda: User, doc="Who reported it.")
    reason: Reason = column("filing", "reason", Reason, doc="Why.")
    note: str = column("filing", "note", doc="Their note; may be empty.")
    at: datetime = stamp_time("filing", doc="When.")


@entity(moderation.Case, exists="subject", shown=may.DECIDE)
@strawberry.type(
    description="All that was reported of one thing, and what was decided. It is there as long as "
    "what it is about is."
)
class Case(Node):
    kind: CaseKind = column("subject", "kind", CaseKind, doc="What was reported.")
    article: Article | None = lookup(
        "subject", "article", lambda: Article, doc="The article, of an ARTICLE."
    )
    comment: Comment | None = lookup(
        "subject", "comment", lambda: Comment, doc="The comment, of a COMMENT."
    )
    user: User | None = lookup("subject", "user", lambda: User, doc="The user, of a USER.")
    report_count: int = list_card(moderation.Case.reports, doc="How many users reported it.")
    spam_count: int = total(moderation.Case.spam, doc="How many of them for SPAM.")
    abuse_count: int = total(moderation.Case.abuse, doc="How many of them for ABUSE.")
    off_topic_count: int = total(moderation.Case.off_topic, doc="How many of them for OFF_TOPIC.")
    illegal_count: int = total(moderation.Case.illegal, doc="How many of them for ILLEGAL.")
    other_count: int = total(moderation.Case.other, doc="How many of them for OTHER.")
    reports: Connection[Report] | None = listed(
        moderation.Case.reports, lambda: Report, doc="What each of them said, latest first."
    )
    decision: Decision | None = column(
        "decision", convert=values.decision_of, doc="What was decided last; null when nothing was."
    )
    decided_by: User | None = lookup(
        "decision", "by", lambda: User, doc="Who decided it last; null when nobody did."
    )
    decided_at: datetime | None = stamp_time("decision", doc="When it was decided last.")
