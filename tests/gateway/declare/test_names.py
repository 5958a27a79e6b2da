"""Names through GraphQL: who may take one, who is found by it, and what a record calls itself."""

from __future__ import annotations

from time import time
from typing import Any

from bandstand.testing.gateways import Gateway, node_id
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from crdt.stamps import stamp_of
from tests.gateway.live.live import listening
from tests.gateway.live.test_streams import stream
from tests.gateway.reading.test_waves import run
from tests.tribes.test_names import ALIKE, ONE, REFUSED
from tests.tribes.test_visible import BLANK, EMPTY_HTML
from tribes import events as e

TRIBE, ARTICLE = node_id("Tribe", "t"), node_id("Article", "a")
HISTORY = [
    e.UserProfileSet(**envelope(1, "enzo"), user="enzo", handle="Drake", name="Enzo"),
    e.TribeProfileSet(**envelope(2, "enzo"), tribe="t", slug="caf\u00e9", name="T"),
    e.ArticlePublished(**envelope(3, "enzo"), article="a", tribe="t", kind="ARTICLE", title="A"),
    # Two who claimed one name at once, through two entries.
    e.UserProfileSet(**envelope(4, "ada"), user="ada", handle="vi", name="Ada"),
    e.UserProfileSet(**envelope(5, "bob"), user="bob", handle="VI", name="Bob"),
    e.ArticlePublished(**envelope(6, "bob"), article="b", tribe="t", kind="ARTICLE", title="B"),
]


def now_ms() -> int:
    """The time, in Unix milliseconds."""
    return int(time() * 1_000)


async def claim(it: Gateway, viewer: str, handle: str, **more: Any) -> Any:
    """What comes of choosing a handle: the user, or the one refusal."""
    fields = {"handle": handle, **more}
    payload = await it.change("setUserProfile", fields, "user { handle }", viewer=viewer)
    if payload["userErrors"]:
        [error] = payload["userErrors"]
        assert payload["receipt"] is None
        assert error["field"] == "handle"
        return error["code"], error["message"]
    return payload["user"]["handle"]


def test_a_name_is_shown_as_it_was_written_and_found_in_any_form(
    nats: NatsServer, store_url: str
) -> None:
    """One who reads a name and types it finds whom it is of."""

    async def scenario(it: Gateway) -> None:
        query = "query($h: String!) { user(handle: $h) { id handle } }"
        for handle in ("Drake", "drake", "DRAKE", "\uff24rake", "dra\u212ae"):
            found = await it.ask(query, h=handle)
            assert found["user"] == {"id": node_id("User", "enzo"), "handle": "Drake"}, handle
        query = "query($s: String!) { tribe(slug: $s) { id slug } }"
        for slug in ("caf\u00e9", "cafe\u0301", "CAF\u00c9", "Cafe\u0301"):
            found = await it.ask(query, s=slug)
            assert found["tribe"] == {"id": TRIBE, "slug": "caf\u00e9"}, slug
        for nobody in ("drake\u200b", "dra ke", "\u3164", "drak", "drak\u0435"):
            assert (await it.ask(query, s=nobody))["tribe"] is None, nobody

    run(nats, store_url, scenario, history=HISTORY, shards=3)


def test_a_record_says_no_name_that_another_holds(nats: NatsServer, store_url: str) -> None:
    """What a profile says of itself is what `user(handle)` answers, wherever it is shown."""

    async def scenario(it: Gateway) -> None:
        user = "{ id handle }"
        query = f"""{{
          ada: user(handle: "vi") {user}
          feed {{ edges {{ node {{ title author {user} }} }} }}
          article(id: "{node_id("Article", "b")}") {{ author {user} }}
          node(id: "{node_id("User", "bob")}") {{ ... on User {user} }}
        }}"""
        ada, bob = (node_id("User", one) for one in ("ada", "bob"))
        for compiled in (True, False):
            it.services.compiling = compiled
            found = await it.ask(query)
            assert found["ada"] == {"id": ada, "handle": "vi"}
            assert found["article"]["author"] == found["node"] == {"id": bob, "handle": None}
            shown = [edge["node"]["author"]["handle"] for edge in found["feed"]["edges"]]
            assert shown == [None, "Drake"]
        # The name is free again, and the next who claims it has it, as they spell it.
        assert await claim(it, "ada", "ada") == "ada"
        found = await it.ask(query)
        assert found["ada"] == found["node"] == {"id": bob, "handle": "VI"}

    run(nats, store_url, scenario, history=HISTORY, shards=3)


def test_what_somebody_holds_is_taken_in_every_form(nats: NatsServer, store_url: str) -> None:
    """And so is what looks like it."""

    async def scenario(it: Gateway) -> None:
        assert await claim(it, "flat", "flat") == "flat"
        assert await claim(it, "fiat", "fiat") == "fiat", "what people tell apart is not taken"
        for number, (one, other) in enumerate([*ONE, *ALIKE]):
            holder = f"holder-{number}"
            held = await claim(it, holder, one)
            if held != one:  # It is that of one before.
                assert held[0] == "TAKEN"
                continue
            code, message = await claim(it, "rival", other)
            assert code == "TAKEN", (one, other)
            assert other in message
            assert message.endswith("choose another.")
            # Either way round.
            assert await claim(it, holder, other) == other, "their own, written otherwise"
            code, _ = await claim(it, "rival", one)
            assert code == "TAKEN", (one, other)

    run(nats, store_url, scenario, history=HISTORY)


def test_to_write_one_s_own_name_otherwise_is_no_new_claim(
    nats: NatsServer, store_url: str
) -> None:
    """Else a rival of the meantime would have it."""

    async def scenario(it: Gateway) -> None:
        later = envelope(99, "pat")
        await it.world.publish([e.UserProfileSet(**later, user="pat", handle="drake")])
        await it.world.caught_up()
        assert await claim(it, "enzo", "DRAKE") == "DRAKE"
        written = (await it.events())[-1]
        assert isinstance(written, e.UserProfileSet)
        assert written.claimed == HISTORY[0].at
        assert (await claim(it, "pat", "Drake"))[0] == "TAKEN"

    run(nats, store_url, scenario, history=HISTORY)


def test_a_name_that_was_given_up_is_kept_from_others_for_a_time(
    nats: NatsServer, store_url: str
) -> None:
    """Links lead to who has it, and people trust it: whoever took it would be taken for them. Who
    gave it up can have it back.
    """
    day, now = 86_400_000, now_ms()

    def at(number: int, days: int) -> dict[str, Any]:
        return envelope(number, "old") | {"at": stamp_of(now - days * day)}

    history = [
        e.UserProfileSet(**at(1, 92), user="old", handle="hunt"),
        e.UserProfileSet(**at(2, 91), user="old", handle="lauda"),
        e.UserProfileSet(**at(3, 92), user="young", handle="alboreto"),
        e.UserProfileSet(**at(4, 89), user="young", handle="fangio"),
        e.TribeProfileSet(**at(5, 92), tribe="t", slug="scuderia"),
        e.TribeProfileSet(**at(6, 89), tribe="t", slug="squadra"),
    ]

    async def scenario(it: Gateway) -> None:
        assert await claim(it, "pat", "Hunt") == "Hunt", "it was kept for 90 days"
        code, message = await claim(it, "pat", "Alboreto")
        assert (code, "was somebody else's until lately" in message) == ("TAKEN", True)
        code, message = await claim(it, "pat", "aIboreto")
        assert (code, "“alboreto”" in message) == ("TAKEN", True), "it looks like it"
        assert await claim(it, "young", "ALBORETO") == "ALBORETO"
        assert (await claim(it, "pat", "fangio"))[0] == "TAKEN"
        fields = {"slug": "Scuderia", "name": "N"}
        payload = await it.change("setTribeProfile", fields, "tribe { id }", viewer="pat")
        assert [one["code"] for one in payload["userErrors"]] == ["TAKEN"]

    run(nats, store_url, scenario, history=history, shards=3)


def test_who_gives_up_name_after_name_takes_them_from_nobody(
    nats: NatsServer, store_url: str
) -> None:
    """Each would be kept from everybody else."""

    async def scenario(it: Gateway) -> None:
        for number in range(6):
            assert await claim(it, "pat", f"pat-{number}") == f"pat-{number}"
        code, message = await claim(it, "pat", "pat-6")
        assert (code, "5 handles were given up in 90 days" in message) == ("LIMIT", True)
        assert await claim(it, "pat", "pat-0") == "pat-0", "one of theirs"

    run(nats, store_url, scenario, history=HISTORY)


def test_what_cannot_be_a_name_is_said_at_its_field(nats: NatsServer, store_url: str) -> None:
    """Of a handle and of a slug."""

    async def scenario(it: Gateway) -> None:
        for name, (text, said) in REFUSED.items():
            if name == "half a surrogate pair":
                continue  # JSON cannot say it.
            code, message = await claim(it, "pat", text)
            assert code == "INVALID", name
            assert said in message or (not text and "this is empty" in message)
            fields = {"slug": text, "name": "N"}
            payload = await it.change("setTribeProfile", fields, "tribe { id }", viewer="pat")
            [error] = payload["userErrors"]
            assert (error["field"], error["code"]) == ("slug", "INVALID"), name
        assert await it.head() == 0

    run(nats, store_url, scenario, history=[])


def test_what_shows_nothing_is_refused_at_its_field(nats: NatsServer, store_url: str) -> None:
    """Titles, names and comments; and a form hears of all its faults at once."""

    async def scenario(it: Gateway) -> None:
        async def refused(mutation: str, **fields: Any) -> list[str]:
            payload = await it.change(mutation, fields, "__typename", viewer="enzo")
            assert payload["receipt"] is None
            for error in payload["userErrors"]:
                assert error["code"] == "INVALID"
                told = "There is nothing to see in it", "Give "
                assert error["message"].startswith(told)
            return sorted(error["field"] for error in payload["userErrors"])

        for text in BLANK.values():
            assert await refused("publishArticle", tribeId=TRIBE, title=text) == ["title"]
            assert await refused("editArticle", articleId=ARTICLE, title=text) == ["title"]
            assert await refused("setUserProfile", name=text) == ["name"]
            assert await refused("setTribeProfile", slug=text, name=text) == ["name", "slug"]
        for html in EMPTY_HTML:
            assert await refused("postComment", articleId=ARTICLE, body=html) == ["body"]
        assert await it.head() == len(HISTORY)

    run(nats, store_url, scenario, history=HISTORY)


def test_a_subscription_shows_the_names_that_are_held(nats: NatsServer, store_url: str) -> None:
    """What is pushed is what a query says: it is read the same way."""

    async def scenario(it: Gateway) -> None:
        query = "subscription($id: ID!) { articleUpdated(id: $id) { author { handle } } }"
        async with listening(it) as port:
            for article, handle in (("a", "Drake"), ("b", None)):
                asked = {"query": query, "variables": {"id": node_id("Article", article)}}
                async with stream(port, asked) as events:
                    state, _ = await events.state()
                assert state["data"]["articleUpdated"]["author"] == {"handle": handle}

    run(nats, store_url, scenario, history=HISTORY)
