"""Mutations: checked, stamped, stored once, read back."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bandstand.testing.gateways import Gateway, node_id, now_ms
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from crdt.stamps import ms_of, stamp_of, successor
from eventlog.envelope import iso_time
from gateway.authentication import nobody
from gateway.tokens import Token, parse_token
from tests.gateway.harness import gateway, serving
from tests.gateway.reading.test_waves import run
from tests.worlds import world
from tribes import events as e

ARTICLE, TRIBE = node_id("Article", "a"), node_id("Tribe", "t")
ONE = [
    e.ArticlePublished(**envelope(1, "enzo"), article="a", tribe="t", kind="ARTICLE", title="A"),
    e.UserProfileSet(**envelope(2, "enzo"), user="enzo", handle="enzo", name="Enzo"),
]


def test_a_mutation_for_every_event_reads_its_object_back(nats: NatsServer, store_url: str) -> None:
    """Each event of the domain has its verb, and the payload shows the change at once."""

    async def scenario(it: Gateway) -> None:
        async def change(mutation: str, select: str, viewer: str = "enzo", **fields: Any) -> Any:
            payload = await it.change(mutation, fields, select, viewer=viewer)
            assert payload["userErrors"] == []
            assert payload["receipt"]["duplicate"] is False
            [changed] = [payload[key] for key in payload if key not in ("userErrors", "receipt")]
            return changed

        user = await change("setUserProfile", "user { id handle name bio }", handle="e2", bio="x")
        assert user == {"id": node_id("User", "enzo"), "handle": "e2", "name": "Enzo", "bio": "x"}
        tribe = await change("setTribeProfile", "tribe { id slug name }", slug="s", name="S")
        article = await change(
            "publishArticle",
            "article { id title body kind media { url } tribe { name } author { handle } }",
            tribeId=tribe["id"], title="T", kind="VIDEO", media=[{"url": "https://x/y"}],
            body="<p onclick='x()'>hi<script>alert(1)</script></p>",
        )  # fmt: skip
        assert (article["tribe"], article["author"]) == ({"name": "S"}, {"handle": "e2"})
        assert article["body"] == "<p>hi</p>"
        on = {"articleId": article["id"]}
        assert await change("editArticle", "article { title kind }", **on, title="T2") == {
            "title": "T2", "kind": "VIDEO",
        }  # fmt: skip
        seen = "article { bumpCount viewCount viewerHasBumped }"
        assert (await change("bumpArticle", seen, "pat", **on))["viewerHasBumped"] is True
        assert (await change("unbumpArticle", seen, "pat", **on))["bumpCount"] == 0
        into = {**on, "tribeId": TRIBE}
        shown = await change("repostArticle", "article { repostCount }", "pat", **into)
        assert shown == {"repostCount": 1}
        shown = await change("unrepostArticle", "article { repostCount }", "pat", **into)
        assert shown == {"repostCount": 0}
        assert (await change("viewArticle", seen, "pat", **on))["viewCount"] == 1
        first = await change("postComment", "comment { id body }", **on, body="<b>c</b>")
        reply = await change(
            "postComment", "comment { id parent { body } }", "pat", **on, body="r",
            parentId=first["id"],
        )  # fmt: skip
        assert reply["parent"] == {"body": "<b>c</b>"}
        liked = "comment { bumpCount viewerHasBumped replyCount }"
        for mutation, count in (("bumpComment", 1), ("unbumpComment", 0)):
            shown = await change(mutation, liked, "pat", commentId=first["id"])
            assert shown == {
                "bumpCount": count, "viewerHasBumped": bool(count), "replyCount": 1,
            }  # fmt: skip
        edited = await change("editComment", "comment { body }", commentId=first["id"], body="d")
        assert edited == {"body": "d"}
        followed = "followerCount viewerIsFollowing"
        for kind, one in (("tribe", tribe["id"]), ("user", user["id"])):
            for verb, count in (("follow", 1), ("unfollow", 0)):
                mutation = f"{verb}{kind.title()}"
                shown = await change(
                    mutation, f"{kind} {{ {followed} }}", "pat", **{f"{kind}Id": one}
                )
                assert shown == {"followerCount": count, "viewerIsFollowing": bool(count)}
        assert await change("removeComment", "comment { id }", commentId=first["id"]) is None
        assert await change("removeArticle", "article { id }", **on) is None
        types = [event.type for event in await it.events()][len(ONE) :]
        assert len(set(types)) == len(types) - 1 == 19
        assert not (await it.world.verify()).differences

    run(nats, store_url, scenario, history=ONE, shards=3)


def test_a_retry_with_a_key_happens_once(nats: NatsServer, store_url: str) -> None:
    """Clients retry; ten of the same at once are one event, one stamp and one receipt."""

    async def scenario(it: Gateway) -> None:
        publish = {"tribeId": TRIBE, "title": "Mine", "idempotencyKey": "k"}

        async def once(viewer: str = "enzo") -> Any:
            return await it.change("publishArticle", publish, "article { id }", viewer=viewer)

        found = [*await asyncio.gather(*(once() for _ in range(10))), await once()]
        assert len({payload["article"]["id"] for payload in found}) == 1
        assert len({payload["receipt"]["eventId"] for payload in found}) == 1
        assert sum(not payload["receipt"]["duplicate"] for payload in found) <= 1
        assert found[-1]["receipt"]["duplicate"] is True
        other = await once("pat")
        assert other["article"]["id"] != found[0]["article"]["id"]
        publish["title"] = "Other"
        refused = (await once())["userErrors"]
        assert [error["code"] for error in refused] == ["IDEMPOTENCY_KEY_REUSED"]
        assert refused[0]["field"] == "idempotencyKey"
        assert await it.head() == len(ONE) + 2

    run(nats, store_url, scenario, history=ONE)


@pytest.mark.parametrize(
    ("mutation", "fields", "viewer", "error"),
    [
        ("editArticle", {"articleId": ARTICLE, "title": "x"}, "pat", ("articleId", "FORBIDDEN")),
        ("removeArticle", {"articleId": ARTICLE}, "pat", ("articleId", "FORBIDDEN")),
        ("editArticle", {"articleId": ARTICLE}, "enzo", (None, "INVALID")),
        ("editArticle", {"articleId": ARTICLE, "title": ""}, "enzo", ("title", "INVALID")),
        ("editArticle", {"articleId": ARTICLE, "title": None}, "enzo", ("title", "INVALID")),
        ("editArticle", {"articleId": ARTICLE, "title": "\x00"}, "enzo", ("title", "INVALID")),
        ("editArticle", {"articleId": ARTICLE, "body": "x" * 70_000}, "enzo", ("body", "INVALID")),
        ("bumpArticle", {"articleId": node_id("Article", "no")}, "pat", ("articleId", "NOT_FOUND")),
        ("publishArticle", {"tribeId": TRIBE, "title": "x", "media": [{"url": "ftp://x"}]}, "enzo",
         ("media", "INVALID")),
    ],
)  # fmt: skip
def test_what_is_refused_says_which_field_and_why(  # noqa: PLR0917
    nats: NatsServer, store_url: str, mutation: str, fields: Any, viewer: str, error: Any
) -> None:
    """A domain failure is data for the person at the keyboard, and stores nothing."""

    async def scenario(it: Gateway) -> None:
        payload = await it.change(mutation, fields, "article { id }", viewer=viewer)
        assert [(found["field"], found["code"]) for found in payload["userErrors"]] == [error]
        assert payload["userErrors"][0]["message"]
        assert (payload["article"], payload["receipt"]) == (None, None)
        assert await it.head() == len(ONE)

    run(nats, store_url, scenario, history=ONE)


def test_a_handle_is_taken_by_who_claimed_it_first(nats: NatsServer, store_url: str) -> None:
    """Saying one's own handle again must not make the claim younger than a rival's."""

    async def scenario(it: Gateway) -> None:
        async def claim(viewer: str, **more: Any) -> Any:
            fields = {"handle": "enzo", **more}
            return await it.change("setUserProfile", fields, "user { handle }", viewer=viewer)

        [error] = (await claim("pat"))["userErrors"]
        assert (error["field"], error["code"]) == ("handle", "TAKEN")
        # Somebody else claimed it through another entry, later than enzo did.
        rival = e.UserProfileSet(**envelope(99, "pat"), user="pat", handle="enzo")
        await it.world.publish([rival])
        await it.world.caught_up()
        assert (await claim("enzo", name="Enzo!"))["user"] == {"handle": "enzo"}
        found = await it.ask('{ user(handle: "enzo") { id name } }')
        assert found["user"] == {"id": node_id("User", "enzo"), "name": "Enzo!"}

    run(nats, store_url, scenario, history=ONE)


def test_an_unbump_through_a_slow_gateway_wins_over_the_bump_that_the_user_sees(
    nats: NatsServer, store_url: str
) -> None:
    """A stamp is greater than what it overwrites, whatever the wall clock says."""

    async def main() -> None:
        async with world(nats.url, store_url) as it, it.projecting():
            await it.publish(ONE)
            async with serving(it) as quick, serving(it, offset_ms=-50_000) as slow:
                fields = {"articleId": ARTICLE}
                seen = "article { viewerHasBumped }"
                await it.caught_up()
                bumped = await quick.change("bumpArticle", fields, seen, viewer="pat")
                assert bumped["article"] == {"viewerHasBumped": True}
                back = await slow.change("unbumpArticle", fields, seen, viewer="pat")
                assert back["article"] == {"viewerHasBumped": False}
                # A token's stamp counts too, where nothing is overwritten.
                token = back["receipt"]["token"]
                posted = await slow.change(
                    "postComment", {**fields, "body": "c"}, "comment { id }", viewer="pat",
                    token=token,
                )  # fmt: skip
                assert parse_token(posted["receipt"]["token"]).stamp > parse_token(token).stamp

    asyncio.run(main())


def test_one_event_from_the_future_does_not_drag_the_clock(
    nats: NatsServer, store_url: str
) -> None:
    """What overwrites it must go beyond it; everything else stays in the present."""
    future = stamp_of(now_ms() + 10**10)
    bump = {**envelope(5, "pat"), "at": future}
    history = [*ONE, e.ArticleBumped(**bump, article="a")]

    async def scenario(it: Gateway) -> None:
        fields = {"articleId": ARTICLE}
        gone = await it.change("unbumpArticle", fields, "article { bumpCount }", viewer="pat")
        assert gone["article"] == {"bumpCount": 0}
        assert (await it.events())[-1].at == successor(future)
        # The receipt's token is taken back, though that stamp would not be.
        token = gone["receipt"]["token"]
        again = await it.change("bumpArticle", fields, "article { id }", viewer="pat", token=token)
        assert again["userErrors"] == []
        other = await it.change("bumpArticle", fields, "article { bumpCount }", viewer="colin")
        assert ms_of(parse_token(other["receipt"]["token"]).stamp) < now_ms() + 1_000

    run(nats, store_url, scenario, history=history)


@pytest.mark.parametrize("offset_ms", [-70_000, 70_000])
def test_a_gateway_with_a_wrong_clock_refuses_to_write(
    nats: NatsServer, store_url: str, offset_ms: int
) -> None:
    """Its stamps would lose, or win, against everybody else's; reading goes on."""

    async def scenario(it: Gateway) -> None:
        query = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { receipt { token } } }"
        error = await it.refusal(query, viewer="pat", i={"articleId": ARTICLE})
        assert (error["code"], error["retryable"]) == ("UNAVAILABLE", True)
        assert "70 s apart" in error["message"]
        ready = await it.client.get("/readyz")
        assert ready.status_code == 503
        assert "70 s from the store's" in it.services.state["trouble"]["clock"]
        assert await it.ask("{ feed { edges { node { title } } } }")

    run(nats, store_url, scenario, history=ONE, offset_ms=offset_ms)


def test_a_token_from_the_future_is_refused(nats: NatsServer, store_url: str) -> None:
    """A client must not be able to move a gateway's clock."""

    async def scenario(it: Gateway) -> None:
        token = str(Token(stamp_of(now_ms() + 120_000), {}))
        query = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { receipt { token } } }"
        error = await it.refusal(query, viewer="pat", token=token, i={"articleId": ARTICLE})
        assert "in the future" in error["message"]
        assert await it.head() == len(ONE)

    run(nats, store_url, scenario, history=ONE)


def test_without_a_projector_the_payload_says_stale(nats: NatsServer, store_url: str) -> None:
    """The write is safe, and not yet visible: both are said."""

    async def main() -> None:
        async with gateway(nats.url, store_url, projecting=False, wait_s=0.05) as it:
            payload = await it.change("setTribeProfile", {"name": "T"}, "tribe { id }", viewer="e")
            assert payload["tribe"] is None
            assert [error["code"] for error in payload["userErrors"]] == ["STALE"]
            assert payload["receipt"]["eventId"]
            assert await it.head() == 1

    asyncio.run(main())


def test_nobody_writes_without_being_signed_in(nats: NatsServer, store_url: str) -> None:
    """In production the header X-Viewer is a stranger's word."""

    async def scenario(it: Gateway) -> None:
        query = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { receipt { token } } }"
        error = await it.refusal(query, viewer="pat", i={"articleId": ARTICLE})
        assert error["code"] == "UNAUTHENTICATED"
        assert (await it.ask("{ viewer { user { id } } }", viewer="pat"))["viewer"] is None
        assert (await it.client.get("/graphql")).status_code == 400
        assert await it.head() == len(ONE)

    run(nats, store_url, scenario, history=ONE, authenticate=nobody, development=False)


def test_times_are_shown_as_iso() -> None:
    """People read stamps as times."""
    assert iso_time(stamp_of(1_767_225_600_123)) == "2026-01-01T00:00:00.123Z"
