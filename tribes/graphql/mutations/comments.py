"""What is done to comments."""

from __future__ import annotations

import strawberry

from eventlog.errors import Fault
from gateway.declare.fields import Listed
from gateway.writing.mutations import Asked, Taken, mutation, new_in
from gateway.writing.needs import if_named, may, notes
from tribes import events as e
from tribes import records
from tribes.graphql import permissions as rules
from tribes.graphql.mutations.which import COMMENT
from tribes.graphql.needs import quiet_comment
from tribes.graphql.orders import COMMENTS
from tribes.graphql.types import Comment


def _on_one_article(asked: Asked) -> Fault | None:
    parent = asked.ids.get("parent")
    if parent is None or records.Comment.owner_id(parent) == asked.ids["article"]:
        return None
    told = "this comment is on another article; reply to one on the article named here"
    return Fault(("parent_id",), told)


@strawberry.type
class OfComments:
    post_comment = mutation(
        e.CommentPosted,
        Comment,
        fields={
            "article": "The article to comment on.",
            "body": "",
            "parent": Taken("The comment on that article to reply to; null for none.", of=Comment),
        },
        given={"comment": new_in("article")},
        needs=(
            may("article", rules.WELCOME_ON_ARTICLE),
            if_named("parent", may("parent", rules.WELCOME_ON_COMMENT)),
            quiet_comment,
        ),
        checks=(_on_one_article,),
        edge=Listed(COMMENTS, lambda: Comment),
        asks="A new comment, or a reply to one.",
        doc="Comment on an article, or reply to a comment on it.",
    )
    edit_comment = mutation(
        e.CommentEdited,
        Comment,
        fields=COMMENT | {"body": ""},
        needs=(
            may("comment", rules.COMMENT_AUTHOR),
            may("comment", rules.WELCOME_UNDER_ARTICLE),
            may("comment", rules.WELCOME_UNDER_COMMENT),
        ),
        asks="New words for a comment of yours.",
        doc="Change the words of a comment of yours.",
    )
    remove_comment = mutation(
        e.CommentRemoved,
        Comment,
        fields=COMMENT,
        needs=(may("comment", rules.COMMENT_AUTHOR),),
        asks="The comment of yours to take down.",
        doc="Take a comment of yours down. Replies to it stay.",
    )
    bump_comment = mutation(
        e.CommentBumped,
        Comment,
        fields=COMMENT,
        needs=(
            may("comment", rules.WELCOME_ON_COMMENT),
            notes("comment", rules.UNHEARD_BY_WRITER, "quiet"),
        ),
        asks="The comment to bump.",
        doc="Bump a comment. Bumping twice is bumping once.",
    )
    unbump_comment = mutation(
        e.CommentUnbumped,
        Comment,
        fields=COMMENT,
        asks="The comment to remove your bump from.",
        doc="Remove your bump from a comment.",
    )
