"""What a mutation refuses, and how it says so."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLNonNull, is_required_input_field
from msgspec import UNSET

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from gateway.authentication import nobody
from tests.gateway.harness import gateway
from tests.gateway.live.test_changes import ARTICLE, ONE, TRIBE
from tests.gateway.reading.test_waves import run
from tribes import events as e
from tribes.schema import SCHEMA

ELSEWHERE = {"tribe": "t", "kind": "ARTICLE", "title": "B"}
HISTORY = [
    *ONE,
    e.CommentPosted(**envelope(3, "pat"), comment="a/1", body="c"),
    e.CommentPosted(**envelope(4, "pat"), comment="a/2", body="c"),
    e.CommentRemoved(**envelope(5, "pat"), comment="a/2"),
    e.ArticlePublished(**envelope(6, "pat"), article="b", **ELSEWHERE),
    e.CommentPosted(**envelope(7, "pat"), comment="b/1", body="c"),
    e.ArticlePublished(**envelope(8, "pat"), article="dead", **ELSEWHERE),
    e.CommentPosted(**envelope(9, "pat"), comment="dead/1", body="c"),
    e.ArticleRemoved(**envelope(10, "pat"), article="dead"),
    e.TribeProfileSet(**envelope(11, "zed"), tribe="t", slug="tt", founds=True),
    e.TribeProfileSet(**envelope(12), tribe="u", slug="uu"),
    e.ArticlePublished(**envelope(13, "zed"), article="z", **ELSEWHERE),
]
MUTATIONS = SCHEMA._schema.mutation_type.fields  # type: ignore[union-attr]


def comment(record_id: str) -> dict[str, str]:
    """A comment's id, as an input has it."""
    return {"commentId": node_id("Comment", record_id)}


def tribe(record_id: str) -> str:
    """A tribe's id, as an input has it."""
    return node_id("Tribe", record_id)


GONE = "There is no such {}; maybe it was taken down."
MISSING = "There is no such {}; choose another."
NO_ID = "is not a global id; give an id of type {}, as a query answers it."
WRONG = "This is an id of type '{}'; give an id of type {}, as a query answers it."
NAME = "Give a name without white space and invisible characters, 1 to 128 characters"
URL = (
    "Give an address that begins with http:// or https:// and has no white space, or with /media/, "
    "as an upload has it, at most 2,008"
)
Z = node_id("Article", "z")
PICTURE = "https://x/y"
Said = tuple[str | None, str, str]
"""Where (the path with dots), the code, and a part of the message."""

CASES: list[tuple[str, Any, list[Said]]] = [
    # What is not there, is somebody else's, or is taken.
    ("editComment", {**comment("a/1"), "body": "x"},
     [("commentId", "FORBIDDEN", "You may not do this to the comment: that is for who wrote it")]),
    ("removeComment", comment("a/1"), [("commentId", "FORBIDDEN", "")]),
    ("removeComment", comment("a/2"), [("commentId", "NOT_FOUND", GONE.format("comment"))]),
    ("removeComment", comment("dead/1"), [("commentId", "NOT_FOUND", "")]),
    ("editComment", {**comment("no/1"), "body": "x"}, [("commentId", "NOT_FOUND", "")]),
    ("postComment", {"articleId": node_id("Article", "dead"), "body": "x"},
     [("articleId", "NOT_FOUND", GONE.format("article"))]),
    ("postComment", {"articleId": ARTICLE, "body": "x", "parentId": node_id("Comment", "a/2")},
     [("parentId", "NOT_FOUND", GONE.format("comment"))]),
    ("bumpArticle", {"articleId": node_id("Article", "dead")}, [("articleId", "NOT_FOUND", "")]),
    ("viewArticle", {"articleId": node_id("Article", "no")}, [("articleId", "NOT_FOUND", "")]),
    ("publishArticle", {"tribeId": tribe("no"), "title": "x"},
     [("tribeId", "NOT_FOUND", MISSING.format("tribe"))]),
    ("repostArticle", {"articleId": ARTICLE, "tribeId": tribe("no")},
     [("tribeId", "NOT_FOUND", "")]),
    ("repostArticle", {"articleId": node_id("Article", "no"), "tribeId": tribe("no")},
     [("articleId", "NOT_FOUND", ""), ("tribeId", "NOT_FOUND", "")]),
    ("unrepostArticle", {"articleId": ARTICLE, "tribeId": tribe("no")},
     [("tribeId", "NOT_FOUND", "")]),
    ("followTribe", {"tribeId": tribe("no")}, [("tribeId", "NOT_FOUND", "")]),
    ("unfollowTribe", {"tribeId": tribe("no")}, [("tribeId", "NOT_FOUND", "")]),
    ("setTribeProfile", {"tribeId": tribe("no"), "name": "N"}, [("tribeId", "NOT_FOUND", "")]),
    ("followUser", {"userId": node_id("User", "no")},
     [("userId", "NOT_FOUND", MISSING.format("user"))]),
    ("unfollowUser", {"userId": node_id("User", "no")}, [("userId", "NOT_FOUND", "")]),
    ("setTribeProfile", {"slug": "uu"}, [("slug", "TAKEN", "The slug “uu” is taken; choose")]),
    ("setTribeProfile", {"tribeId": TRIBE, "slug": "uu"}, [("slug", "TAKEN", "")]),
    # What cannot be.
    ("postComment", {"articleId": ARTICLE, "body": "x", "parentId": node_id("Comment", "b/1")},
     [("parentId", "INVALID", "This comment is on another article; reply to one on the article")]),
    ("repostArticle", {"articleId": ARTICLE, "tribeId": TRIBE},
     [("tribeId", "INVALID", "The article was published in this tribe and stands there; choose")]),
    ("followUser", {"userId": node_id("User", "zed")},
     [("userId", "INVALID", "You cannot follow yourself; choose somebody else.")]),
    ("setUserProfile", {},
     [(None, "INVALID", "There is nothing to change: give at least one field.")]),
    ("setTribeProfile", {"tribeId": TRIBE}, [(None, "INVALID", "There is nothing to change")]),
    # Ids that are none, or of another type.
    ("editComment", {**comment("a"), "body": "x"},
     [("commentId", "INVALID", NO_ID.format("Comment"))]),
    ("bumpArticle", {"articleId": "a"}, [("articleId", "INVALID", f"'a' {NO_ID[:20]}")]),
    ("bumpArticle", {"articleId": ""}, [("articleId", "INVALID", f"'' {NO_ID[:20]}")]),
    ("bumpArticle", {"articleId": "x" * 5_000},
     [("articleId", "INVALID", "xx…' is not a global id")]),
    ("bumpArticle", {"articleId": TRIBE},
     [("articleId", "INVALID", WRONG.format("Tribe", "Article"))]),
    ("bumpArticle", {"articleId": node_id("Car", "a")},
     [("articleId", "INVALID", WRONG.format("Car", "Article"))]),
    ("bumpArticle", {"articleId": node_id("Notification", "a")},
     [("articleId", "INVALID", WRONG.format("Notification", "Article"))]),
    ("postComment", {"articleId": node_id("Article", "a b"), "body": "x"},
     [("articleId", "INVALID", NO_ID.format("Article"))]),
    ("postComment", {"articleId": ARTICLE, "body": "x", "parentId": node_id("Comment", "a")},
     [("parentId", "INVALID", NO_ID.format("Comment"))]),
    ("publishArticle", {"tribeId": tribe("a b"), "title": "x"},
     [("tribeId", "INVALID", NO_ID.format("Tribe"))]),
    ("followTribe", {"tribeId": ARTICLE},
     [("tribeId", "INVALID", WRONG.format("Article", "Tribe"))]),
    ("followUser", {"userId": TRIBE}, [("userId", "INVALID", WRONG.format("Tribe", "User"))]),
    ("setTribeProfile", {"tribeId": ARTICLE, "name": "n"},
     [("tribeId", "INVALID", WRONG.format("Article", "Tribe"))]),
    # Values that are not taken, each with its limit.
    ("postComment", {"articleId": ARTICLE, "body": ""},
     [("body", "INVALID", "Give 1 to 40,000 characters; this is empty.")]),
    ("postComment", {"articleId": ARTICLE, "body": "<script>x</script>"},
     [("body", "INVALID", "There is nothing to see in it: write something that can be seen.")]),
    ("publishArticle", {"tribeId": TRIBE, "title": "x" * 301},
     [("title", "INVALID", "Give 1 to 300 characters; this has 301.")]),
    ("editArticle", {"articleId": Z, "title": None},
     [("title", "INVALID", "Give 1 to 300 characters, or leave it out; this is null.")]),
    ("publishArticle", {"tribeId": TRIBE, "title": "x", "body": "é" * 40_000},
     [(None, "INVALID", " bytes in all; at most 65,536 are taken: make it shorter.")]),
    ("setTribeProfile", {"tribeId": TRIBE, "slug": "u u"},
     [("slug", "INVALID", "It has a space in it: write a hyphen in its place.")]),
    ("setTribeProfile", {"tribeId": TRIBE, "slug": None},
     [("slug", "INVALID", f"{NAME}, or leave it out; this is null.")]),
    ("setUserProfile", {"handle": ""}, [("handle", "INVALID", f"{NAME}; this is empty.")]),
    ("setUserProfile", {"handle": "h" * 129}, [("handle", "INVALID", NAME)]),
    ("setUserProfile", {"handle": None},
     [("handle", "INVALID", f"{NAME}, or leave it out; this is null.")]),
    ("setUserProfile", {"name": ""},
     [("name", "INVALID", "Give 1 to 100 characters, or null for none; this is empty.")]),
    ("setUserProfile", {"name": "n\0"},
     [("name", "INVALID", "this holds the character U+0000 (NUL), which cannot be stored.")]),
    ("setUserProfile", {"avatarUrl": "javascript:alert(1)"},
     [("avatarUrl", "INVALID", "characters, or null for none; this is 'javascript:alert(1)'.")]),
    ("setUserProfile", {"avatarUrl": "https://" + "x" * 2_001},
     [("avatarUrl", "INVALID", f"{URL} characters, or null for none; this has 2,009.")]),
    ("setUserProfile", {"name": "n", "idempotencyKey": "k" * 201},
     [("idempotencyKey", "INVALID", "Give 1 to 200 characters; this has 201.")]),
    ("publishArticle",
     {"tribeId": TRIBE, "title": "t", "media": [
         {"url": "/media/a/b.png", "type": "text/html", "width": 0, "height": 100_001,
          "blurHash": "x"},
         {"url": "/media/../x", "type": None, "width": None, "height": None, "blurHash": None}]},
     [("media.0.type", "INVALID", "Give a media type such as image/jpeg or video/mp4"),
      ("media.0.width", "INVALID", "Give a whole number from 1 to 100,000, or null for none"),
      ("media.0.height", "INVALID", "this is 100001."),
      ("media.0.blurHash", "INVALID", "Give a BlurHash, of 6 to 200 characters"),
      ("media.1.url", "INVALID", "this is '/media/../x'.")]),
    ("markNotificationsRead", {"until": "1969-12-31T23:59:59Z"},
     [("until", "INVALID", "Give a time from 1970 to 2089; this is 1969-12-31T23:59:59+00:00.")]),
    ("markNotificationsRead", {"until": "0001-01-01T00:00:00+14:00"}, [("until", "INVALID", "")]),
    ("markNotificationsRead", {"until": "9999-12-31T23:59:59-14:00"}, [("until", "INVALID", "")]),
    # All at once, each at its place.
    ("publishArticle",
     {"tribeId": ARTICLE, "title": "", "excerpt": "x" * 1_001, "idempotencyKey": "",
      "media": [{"url": PICTURE}, {"url": "ftp://x"}, {"url": PICTURE, "alt": "a" * 301}]},
     [("tribeId", "INVALID", ""),
      ("idempotencyKey", "INVALID", "Give 1 to 200 characters; this has 0."),
      ("title", "INVALID", ""),
      ("excerpt", "INVALID", "Give at most 1,000 characters; this has 1,001."),
      ("media.1.url", "INVALID", "this is 'ftp://x'."),
      ("media.2.alt", "INVALID", "this has 301.")]),
    ("publishArticle", {"tribeId": tribe("no"), "title": "", "media": [{"url": PICTURE}] * 21},
     [("title", "INVALID", ""), ("media", "INVALID", "Give at most 20 items; this has 21."),
      ("tribeId", "NOT_FOUND", "")]),
    ("setUserProfile", {"handle": "a b", "name": "", "avatarUrl": "x", "bio": "x" * 60_001},
     [("name", "INVALID", ""), ("avatarUrl", "INVALID", ""),
      ("bio", "INVALID", "Give at most 60,000 characters, or null for none; this has 60,001."),
      ("handle", "INVALID", "")]),
    ("postComment", {"articleId": TRIBE, "body": "", "parentId": "x"},
     [("articleId", "INVALID", ""), ("parentId", "INVALID", ""), ("body", "INVALID", "")]),
    ("editComment", {**comment("a/1"), "body": ""},
     [("body", "INVALID", ""), ("commentId", "FORBIDDEN", "")]),
]  # fmt: skip


@pytest.mark.parametrize("part", range(4))
def test_a_refusal_says_what_is_wrong_and_where_for_the_person_and_the_form(
    nats: NatsServer, store_url: str, part: int
) -> None:
    """All that is wrong, in sentences: nobody corrects one fault to be told of the next."""

    async def scenario(it: Gateway) -> None:
        for mutation, fields, said in CASES[part::4]:
            kind = mutation[0].upper() + mutation[1:] + "Input"
            query = f"""mutation($i: {kind}!) {{ {mutation}(input: $i) {{
                userErrors {{ field path message code }} receipt {{ eventId }} }} }}"""
            payload = (await it.ask(query, viewer="zed", i=fields))[mutation]
            found = payload["userErrors"]
            told = f"{mutation} {fields}"[:300] + f": {found}"
            assert [(where(error), error["code"]) for error in found] == [
                (at, code) for at, code, _ in said
            ], told
            for error, (_, _, message) in zip(found, said, strict=True):
                assert message in error["message"], told
                assert re.fullmatch(r"[A-Z0-9'].*\.", error["message"]), told
                assert not re.search(r"regex|Expected|`|\bstr\b|None", error["message"]), told
                assert error["field"] == (error["path"] or [None])[0]
            assert payload["receipt"] is None
        assert await it.head() == len(HISTORY)

    run(nats, store_url, scenario, history=HISTORY, shards=3)


def where(error: Any) -> str | None:
    """The path of an error, with dots; None when it is of no field."""
    return ".".join(error["path"]) if error["path"] else None


@pytest.mark.parametrize(
    ("mutation", "given", "select", "shown"),
    [
        ("setUserProfile", {"name": None, "avatarUrl": None, "bio": None},
         "user { handle name avatarUrl bio }",
         {"handle": "zed", "name": None, "avatarUrl": None, "bio": None}),
        ("setUserProfile", {"bio": ""}, "user { name bio }", {"name": "Zed", "bio": ""}),
        ("setTribeProfile", {"tribeId": TRIBE, "name": None, "description": None},
         "tribe { slug name description }", {"slug": "tt", "name": None, "description": None}),
        ("editArticle", {"articleId": Z, "excerpt": None, "body": None, "media": None},
         "article { title excerpt body media { url } }",
         {"title": "Z", "excerpt": "", "body": "", "media": []}),
        ("editArticle", {"articleId": Z, "media": [{"url": "https://x/new", "alt": None}]},
         "article { excerpt media { url alt } }",
         {"excerpt": "e", "media": [{"url": "https://x/new", "alt": ""}]}),
        ("publishArticle",
         {"tribeId": TRIBE, "title": "T", "excerpt": None, "body": None, "media": None},
         "article { title excerpt body media { url } }",
         {"title": "T", "excerpt": "", "body": "", "media": []}),
    ],
)  # fmt: skip
def test_null_takes_away_what_may_be_absent_and_silence_leaves_it(  # noqa: PLR0917
    nats: NatsServer, store_url: str, mutation: str, given: Any, select: str, shown: Any
) -> None:
    """A picture that was set once must not stand for ever."""
    described = {"handle": "zed", "name": "Zed", "avatar_url": PICTURE, "bio": "b"}
    written = {"excerpt": "e", "body": "b", "media": [e.Media(url=PICTURE)]}
    history = [
        *ONE,
        e.UserProfileSet(**envelope(3, "zed"), user="zed", **described),
        e.TribeProfileSet(
            **envelope(4, "zed"), tribe="t", slug="tt", name="T", description="d", founds=True
        ),
        e.ArticlePublished(
            **envelope(5, "zed"), article="z", tribe="t", kind="ARTICLE", title="Z", **written
        ),
    ]

    async def scenario(it: Gateway) -> None:
        payload = await it.change(mutation, given, select, viewer="zed")
        assert payload["userErrors"] == []
        assert payload[select.split(maxsplit=1)[0]] == shown
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=history, shards=3)


def test_what_is_counted_is_what_is_left_of_it(nats: NatsServer, store_url: str) -> None:
    """Styles that an editor pastes along do not use the limit up; what cleaning adds does."""

    async def scenario(it: Gateway) -> None:
        async def post(body: str) -> Any:
            fields = {"articleId": ARTICLE, "body": body}
            return await it.change("postComment", fields, "comment { body }", viewer="zed")

        posted = await post(f"<style>{'x' * 41_000}</style><p>hi</p>")
        assert posted["comment"] == {"body": "<p>hi</p>"}
        [error] = (await post("&" * 20_000))["userErrors"]
        assert error["message"] == "Give 1 to 40,000 characters; this has 100,000."

    run(nats, store_url, scenario, history=HISTORY)


def test_saying_one_s_own_slug_again_is_no_claim(nats: NatsServer, store_url: str) -> None:
    """Editing a form sends every field, and must not put the tribe behind a rival."""

    async def scenario(it: Gateway) -> None:
        fields = {"tribeId": TRIBE, "slug": "tt", "name": "T"}
        payload = await it.change("setTribeProfile", fields, "tribe { slug name }", viewer="zed")
        assert payload["tribe"] == {"slug": "tt", "name": "T"}
        written = (await it.events())[-1]
        assert isinstance(written, e.TribeProfileSet)
        assert (written.slug, written.name) == (UNSET, "T")

    run(nats, store_url, scenario, history=HISTORY)


@pytest.mark.parametrize("mutation", sorted(MUTATIONS))
def test_every_mutation_wants_a_viewer(nats: NatsServer, store_url: str, mutation: str) -> None:
    """Whoever adds a mutation cannot forget the door."""
    wanted = MUTATIONS[mutation].args["input"].type
    assert isinstance(wanted, GraphQLNonNull)
    assert isinstance(wanted.of_type, GraphQLInputObjectType)
    made = {
        "articleId": ARTICLE,
        "tribeId": TRIBE,
        "userId": node_id("User", "pat"),
        "commentId": node_id("Comment", "a/1"),
        "reason": "SPAM",
        "role": "OWNER",
        "size": 9,
    }
    fields = {
        name: made.get(name, "x")
        for name, field in wanted.of_type.fields.items()
        if is_required_input_field(field)
    }
    query = f"""mutation($i: {wanted.of_type.name}!) {{ {mutation}(input: $i) {{
        userErrors {{ code }} }} }}"""

    async def scenario(it: Gateway) -> None:
        error = await it.refusal(query, viewer="enzo", i=fields)
        assert (error["code"], error["retryable"]) == ("UNAUTHENTICATED", False)
        assert await it.head() == len(HISTORY)

    run(nats, store_url, scenario, history=HISTORY, authenticate=nobody, development=False)


def test_what_may_still_come_is_not_called_missing(nats: NatsServer, store_url: str) -> None:
    """Found by this test: the views were behind, and the answer was a final NOT_FOUND."""

    async def main() -> None:
        more = {"projecting": False, "wait_s": 0.05}
        async with gateway(nats.url, store_url, history=ONE, **more) as it:
            query = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { __typename } }"
            error = await it.refusal(query, viewer="pat", i={"articleId": ARTICLE})
            assert (error["code"], error["retryable"]) == ("NOT_YET", True)
            async with it.world.projecting():
                await it.world.caught_up()
                done = await it.change("bumpArticle", {"articleId": ARTICLE}, "article { id }",
                                       viewer="pat")  # fmt: skip
                assert done["userErrors"] == []

    asyncio.run(main())


def test_a_removal_is_not_stale_because_others_go_on(nats: NatsServer, store_url: str) -> None:
    """Its own event is in the views, and the object is gone; that of others is not waited for."""

    async def scenario(it: Gateway) -> None:
        it.services.heads[it.world.log.name] = 10**6  # As when others publish a great deal.
        payload = await it.change(
            "removeArticle", {"articleId": ARTICLE}, "article { id }", viewer="enzo"
        )
        assert (payload["article"], payload["userErrors"]) == (None, [])

    run(nats, store_url, scenario, history=ONE)


def test_whoever_is_signed_in_is_there_in_an_input_too(nats: NatsServer, store_url: str) -> None:
    """Found by this test: `node` answered them, and an input said that there is no such user."""

    async def scenario(it: Gateway) -> None:
        me = node_id("User", "brandnew")
        assert (await it.ask("query($i: ID!) { node(id: $i) { id } }", viewer="brandnew", i=me))[
            "node"
        ] == {"id": me}
        payload = await it.change("unfollowUser", {"userId": me}, "user { id }", viewer="brandnew")
        assert (payload["userErrors"], payload["user"]) == ([], {"id": me})
        [error] = (await it.change("followUser", {"userId": me}, "user { id }", viewer="brandnew"))[
            "userErrors"
        ]
        assert (error["field"], error["code"]) == ("userId", "INVALID")

    run(nats, store_url, scenario, history=HISTORY)
