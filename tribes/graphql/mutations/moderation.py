"""What is reported, and what those do who moderate."""

from __future__ import annotations

from typing import Final

import strawberry

from gateway.writing.mutations import mutation
from gateway.writing.needs import may, notes, somebody_else
from tribes import events as e
from tribes.graphql import permissions as rules
from tribes.graphql.mutations.which import ARTICLE, COMMENT, USER
from tribes.graphql.needs import article_of_comment
from tribes.graphql.types import Article, Comment, User

WHY: Final = {"reason": "Why.", "note": "What there is to say of it besides. Plain text."}
DECIDED: Final = {"note": "Why it needs nothing more. Plain text."}


@strawberry.type
class OfModeration:
    report_article = mutation(
        e.ArticleReported,
        Article,
        fields=ARTICLE | WHY,
        asks="The article to report, and why.",
        doc="Report an article to who moderates its tribe. Doing it again replaces what you said.",
    )
    report_comment = mutation(
        e.CommentReported,
        Comment,
        fields=COMMENT | WHY,
        asks="The comment to report, and why.",
        doc="Report a comment to who moderates the tribe. Doing it again replaces what you said.",
    )
    report_user = mutation(
        e.UserReported,
        User,
        fields=USER | WHY,
        needs=(somebody_else("user", "you cannot report yourself; choose somebody else"),),
        asks="The user to report, and why.",
        doc="Report a user to the administrators. Doing it again replaces what you said.",
    )
    dismiss_article_reports = mutation(
        e.ArticleReportsDismissed,
        Article,
        fields=ARTICLE | DECIDED,
        needs=(may("article", rules.DECIDE_ON_ARTICLE),),
        asks="The article whose reports to dismiss, and why.",
        doc="Say that what was reported of an article needs nothing more. When it is reported "
        "again, its case is open again.",
    )
    dismiss_comment_reports = mutation(
        e.CommentReportsDismissed,
        Comment,
        fields=COMMENT | DECIDED,
        needs=(may("comment", rules.DECIDE_ON_COMMENT),),
        asks="The comment whose reports to dismiss, and why.",
        doc="Say that what was reported of a comment needs nothing more.",
    )
    dismiss_user_reports = mutation(
        e.UserReportsDismissed,
        User,
        fields=USER | DECIDED,
        needs=(may("user", rules.DECIDE_ON_USER),),
        asks="The user whose reports to dismiss, and why.",
        doc="Say that what was reported of a user needs nothing more.",
    )
    hide_article = mutation(
        e.ArticleHidden,
        Article,
        fields=ARTICLE | WHY,
        needs=(may("article", rules.DECIDE_ON_ARTICLE),),
        asks="The article to hide, and why.",
        doc="Hide an article of a tribe that you moderate. Its author is told, and still sees it.",
    )
    unhide_article = mutation(
        e.ArticleUnhidden,
        Article,
        fields=ARTICLE,
        needs=(may("article", rules.SHOW_ARTICLE),),
        asks="The article to show again.",
        doc="Show an article again, where it was.",
    )
    hide_comment = mutation(
        e.CommentHidden,
        Comment,
        fields=COMMENT | WHY,
        needs=(
            may("comment", rules.HIDE_COMMENT),
            notes("comment", ~rules.MODERATE_COMMENT, "as_author"),
            notes("comment", rules.UNHEARD_BY_WRITER & ~rules.MODERATE_COMMENT, "quiet"),
            article_of_comment,
        ),
        asks="The comment to hide, and why.",
        doc="Hide a comment on an article of yours, or in a tribe that you moderate. Who wrote it "
        "is told, unless it is not as a moderator and they muted or blocked you, and still sees "
        "it; replies to it stay.",
    )
    unhide_comment = mutation(
        e.CommentUnhidden,
        Comment,
        fields=COMMENT,
        needs=(
            may("comment", rules.SHOW_COMMENT),
            notes("comment", ~rules.MODERATE_COMMENT, "as_author"),
        ),
        asks="The comment to show again.",
        doc="Show a comment again, where it was. What a moderator hid, moderators show.",
    )
