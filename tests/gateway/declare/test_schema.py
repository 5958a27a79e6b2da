"""The schema as clients know it."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_specified_scalar_type,
)

from eventlog.checks.faults import limit
from gateway.declare.entities import camel
from tribes import events as e
from tribes.events import EVENTS
from tribes.schema import SCHEMA

ROOT = Path(__file__).parents[3]
_SCHEMA = SCHEMA._schema


def shape(name: str) -> set[str]:
    """The fields of a type."""
    found = _SCHEMA.type_map[name]
    assert isinstance(found, GraphQLObjectType | GraphQLInputObjectType)
    return set(found.fields)


def test_the_exported_schema_is_the_schema() -> None:
    """Clients generate code from the file. After a change: make schema."""
    assert (ROOT / "schema.graphql").read_text(encoding="utf-8") == SCHEMA.as_str() + "\n"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("Query", "viewer node nodes user tribe article feed"),
        ("Article", "id kind title excerpt body media publishedAt author tribe bumpCount"
         " commentCount viewCount viewerHasBumped bumpers comments repostCount"),
        ("User", "id handle name avatarUrl bio articleCount bumpsReceived feed followerCount"
         " viewerIsFollowing followers followedUsers followedTribes followedUserCount"
         " followedTribeCount"),
        ("Tribe", "id slug name description articleCount feed followerCount viewerIsFollowing"
         " followers"),
        ("Comment", "id body postedAt author parent bumpCount viewerHasBumped bumpers replyCount"
         " replies"),
        ("Viewer", "user feed"),
        ("UserError", "field path message code"),
        ("Receipt", "eventId token duplicate"),
        ("PageInfo", "hasNextPage hasPreviousPage startCursor endCursor"),
    ],
)  # fmt: skip
def test_a_type_has_these_fields(name: str, fields: str) -> None:
    """What a client selects today must be there tomorrow."""
    assert set(fields.split()) <= shape(name)


def test_every_event_has_its_mutation() -> None:
    """`article_bumped` is `bumpArticle`: an event that nobody can cause is dead code."""
    verbs = {
        "blocked": "block", "bumped": "bump", "dismissed": "dismiss", "edited": "edit",
        "followed": "follow", "given": "give", "hidden": "hide", "muted": "mute", "posted": "post",
        "published": "publish", "removed": "remove", "reported": "report", "reposted": "repost",
        "saved": "save", "set": "set", "taken": "take", "unblocked": "unblock",
        "unbumped": "unbump", "unfollowed": "unfollow", "unhidden": "unhide", "unmuted": "unmute",
        "unreposted": "unrepost", "unsaved": "unsave", "viewed": "view",
    }  # fmt: skip
    wanted = {"startUpload"}  # It publishes nothing.
    for event_type in EVENTS.types:
        if event_type == "notifications_read":
            wanted.add("markNotificationsRead")
            continue
        *subject, participle = event_type.split("_")
        wanted.add(verbs[participle] + "".join(part.title() for part in subject))
    assert shape("Mutation") == wanted


def test_every_mutation_has_one_input_and_one_payload() -> None:
    """With a key in every input, and errors and a receipt in every payload."""
    mutations = _SCHEMA.mutation_type
    assert mutations is not None
    for name, field in mutations.fields.items():
        assert list(field.args) == ["input"]
        given = field.args["input"].type
        assert isinstance(given, GraphQLNonNull)
        assert given.of_type.name == name[0].upper() + name[1:] + "Input"
        payload = get_named_type(field.type).name
        assert payload.endswith("Payload")
        if name == "startUpload":
            continue
        assert "idempotencyKey" in shape(given.of_type.name)
        assert {"userErrors", "receipt"} < shape(payload)
        [changed, *more] = sorted(shape(payload) - {"userErrors", "receipt"}, key=len)
        assert set(more) <= {f"{changed}Edge", f"removed{changed[0].upper()}{changed[1:]}Id"}


def test_every_list_is_a_connection() -> None:
    """Relay pages them all in one way; a plain list has no bound."""
    for name in ("Query", "User", "Tribe", "Article"):
        found = _SCHEMA.type_map[name]
        assert isinstance(found, GraphQLObjectType)
        for called, field in found.fields.items():
            if get_named_type(field.type).name.endswith("Connection"):
                assert {"first", "after"} <= set(field.args)
                back = {"last", "before"} & set(field.args)
                assert len(back) == (0 if called == "search" or "Ranked" in str(field.type) else 2)
                parts = {"edges", "nodes", "pageInfo", "totalCount"}
                assert shape(get_named_type(field.type).name) == parts


def _described() -> list[tuple[str, str | None]]:
    """Everything of the schema that can be described, and how it is."""
    found: list[tuple[str, str | None]] = []
    for name, kind in _SCHEMA.type_map.items():
        if name.startswith("__") or is_specified_scalar_type(kind):
            continue
        found.append((name, kind.description))
        if isinstance(kind, GraphQLEnumType):
            found += [(f"{name}.{one}", value.description) for one, value in kind.values.items()]
        elif not isinstance(kind, GraphQLUnionType) and hasattr(kind, "fields"):
            for field_name, field in kind.fields.items():
                found.append((f"{name}.{field_name}", field.description))
                for argument, given in getattr(field, "args", {}).items():
                    # A mutation's one argument is its input, which is described.
                    if name != "Mutation":
                        found.append((f"{name}.{field_name}({argument}:)", given.description))
    return found


def test_everything_has_a_description() -> None:
    """What a front-end engineer's editor shows is the first documentation, and often the only."""
    undescribed = [name for name, description in _described() if not description]
    assert not undescribed
    assert len(_described()) > 200
    for name, description in _described():
        assert description, name
        assert (description[0].islower(), description[-1]) == (False, "."), name


_GO_INTO = {
    "SetUserProfileInput": e.UserProfileSet,
    "SetTribeProfileInput": e.TribeProfileSet,
    "PublishArticleInput": e.ArticlePublished,
    "EditArticleInput": e.ArticleEdited,
    "PostCommentInput": e.CommentPosted,
    "EditCommentInput": e.CommentEdited,
    "MediaInput": e.Media,
}


@pytest.mark.parametrize("name", _GO_INTO)
def test_an_input_tells_the_limits_of_its_event(name: str) -> None:
    """As a refusal tells them: they are declared once."""
    found, event = _SCHEMA.type_map[name], _GO_INTO[name]
    assert isinstance(found, GraphQLInputObjectType)
    told = 0
    for field in event.__struct_fields__:
        if camel(field) in found.fields and field != "kind":
            description = found.fields[camel(field)].description or ""
            assert limit(event, field).lower() in description.lower()
            told += 1
    assert told


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("Query.feed(first:)", "from 1 to 100; 20 where it is left out"),
        ("Query.nodes(ids:)", "At most 100;"),
        ("Query.search(query:)", "At most 200 characters and 16 words"),
        ("Query.user(handle:)", "1 to 128 characters"),
        ("Query.tribe(slug:)", "1 to 128 characters"),
        ("BumpArticleInput.idempotencyKey", "1 to 200 characters"),
        ("MarkNotificationsReadInput.until", "From 1970 to 2089"),
        ("Tribe.leaderboard(window:)", "ALL where it is left out"),
        ("Viewer.feed(order:)", "NEW where it is left out"),
        ("Article.comments(order:)", "OLD where it is left out"),
    ],
)
def test_an_argument_tells_its_limits(argument: str, told: str) -> None:
    """Before it is refused."""
    assert told in (dict(_described())[argument] or "")
