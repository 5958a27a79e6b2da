"""What is done to articles."""

from __future__ import annotations

import strawberry

from gateway.uploads.fields import upload_field
from gateway.writing.mutations import NEW, Taken, mutation, struct_input
from gateway.writing.needs import may, notes
from gateway.writing.payloads import NewEdge
from tribes import events as e
from tribes.graphql import permissions as rules
from tribes.graphql.enums import ArticleKind, FeedOrder
from tribes.graphql.everything import FEEDS
from tribes.graphql.mutations.which import ARTICLE
from tribes.graphql.needs import elsewhere, room_for_repost
from tribes.graphql.types import Article, ArticleEdge

struct_input(
    e.Media,
    {
        "url": "Where it is.",
        "alt": "What is seen there, for who cannot see it.",
        "type": "Its media type.",
        "width": "In pixels.",
        "height": "In pixels.",
        "blur_hash": "A blurred picture of it.",
    },
)


@strawberry.type
class OfArticles:
    publish_article = mutation(
        e.ArticlePublished,
        Article,
        fields={
            "tribe": "The tribe to publish it in, which must exist.",
            "title": "Plain text.",
            "kind": Taken("What it mainly is.", default=ArticleKind.ARTICLE),
            "excerpt": "Plain text.",
            "body": "",
            "media": "Its pictures and films.",
        },
        given={"article": NEW},
        edge=NewEdge(FEEDS[FeedOrder.NEW], ArticleEdge),
        asks="A new article.",
        doc="Publish an article in a tribe.",
    )
    edit_article = mutation(
        e.ArticleEdited,
        Article,
        fields=ARTICLE
        | {
            "title": "Plain text.",
            "excerpt": "Plain text.",
            "body": "",
            "media": "Its pictures and films, all of them.",
        },
        needs=(may("article", rules.AUTHOR),),
        asks="Changes of an article of yours. What is left out stays as it is.",
        doc="Change the words or media of an article of yours.",
    )
    remove_article = mutation(
        e.ArticleRemoved,
        Article,
        fields=ARTICLE,
        needs=(may("article", rules.AUTHOR),),
        asks="The article of yours to take down.",
        doc="Take an article of yours down.",
    )
    bump_article = mutation(
        e.ArticleBumped,
        Article,
        fields=ARTICLE,
        needs=(
            may("article", rules.WELCOME_ON_ARTICLE),
            notes("article", rules.UNHEARD_BY_AUTHOR, "quiet"),
        ),
        asks="The article to bump.",
        doc="Bump an article. Bumping twice is bumping once.",
    )
    unbump_article = mutation(
        e.ArticleUnbumped,
        Article,
        fields=ARTICLE,
        asks="The article to remove your bump from.",
        doc="Remove your bump from an article.",
    )
    repost_article = mutation(
        e.ArticleReposted,
        Article,
        fields=ARTICLE
        | {"tribe": "Into which tribe: one that exists, and not the one that it was published in."},
        needs=(may("article", rules.WELCOME_ON_ARTICLE), elsewhere, room_for_repost),
        asks="The article to repost, and where.",
        doc="Repost an article into another tribe than the one that it was published in.",
    )
    unrepost_article = mutation(
        e.ArticleUnreposted,
        Article,
        fields={"article": "Of which article.", "tribe": "Out of which tribe."},
        asks="The repost to undo.",
        doc="Undo your repost of an article into a tribe.",
    )
    save_article = mutation(
        e.ArticleSaved,
        Article,
        fields=ARTICLE,
        asks="The article to bookmark.",
        doc="Bookmark an article. Nobody else can see it.",
    )
    unsave_article = mutation(
        e.ArticleUnsaved,
        Article,
        fields=ARTICLE,
        asks="The article whose bookmark to remove.",
        doc="Remove a bookmark.",
    )
    view_article = mutation(
        e.ArticleViewed,
        Article,
        fields=ARTICLE,
        asks="Which article you saw.",
        doc="Count your view of an article.",
    )
    start_upload = upload_field(
        "Start the upload of a picture or a film, for an article or for your profile. Nothing "
        "changes until an input names it."
    )
