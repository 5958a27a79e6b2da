"""The schema as clients know it."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import GraphQLInputObjectType, GraphQLNonNull, GraphQLObjectType, get_named_type

from tribes.events import EVENTS
from tribes.schema import SCHEMA

ROOT = Path(__file__).parents[2]
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
        ("UserError", "field message code"),
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
        "bumped": "bump", "edited": "edit", "followed": "follow", "posted": "post",
        "published": "publish", "removed": "remove", "reposted": "repost", "set": "set",
        "unbumped": "unbump", "unfollowed": "unfollow", "unreposted": "unrepost", "viewed": "view",
    }  # fmt: skip
    wanted = set()
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
        assert "idempotencyKey" in shape(given.of_type.name)
        payload = get_named_type(field.type).name
        assert payload.endswith("Payload")
        assert {"userErrors", "receipt"} < shape(payload)
        assert len(shape(payload)) == 3


def test_every_list_is_a_connection() -> None:
    """Relay pages them all in one way; a plain list has no bound."""
    for name in ("Query", "User", "Tribe", "Article"):
        found = _SCHEMA.type_map[name]
        assert isinstance(found, GraphQLObjectType)
        for field in found.fields.values():
            if get_named_type(field.type).name.endswith("Connection"):
                assert {"first", "after"} <= set(field.args)
                assert shape(get_named_type(field.type).name) == {"edges", "pageInfo"}
