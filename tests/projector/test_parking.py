"""Poison: bytes that are no event of ours are parked with a reason, and block nothing.

What is parked is a function of the bytes and the code alone. So the same log parks the same
sequences for the same reasons in every store, region and replay.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import by_hand
from bandstand.testing.worlds import World, envelope
from crdt.digests import digest
from crdt.stamps import MAX_STAMP, Stamp
from eventlog.envelope import EVENT_BYTES_MAX, REASON_LENGTH_MAX, Event
from eventlog.logs import ServerLogs
from projector.errors import Unprojectable
from projector.judgement import judge_of
from projector.projector import Projector
from tests.views.altered import altered
from tests.views.stores import opened
from tests.worlds import folded, world
from tribes import events as e
from tribes.demo import events
from tribes.events import EVENTS
from tribes.records import Article, Comment, Notice
from tribes.views import COMMUNITY

_SOUND: dict[str, Any] = json.loads(
    EVENTS.encode(e.ArticleEdited(**envelope(1), article="a1", title="T"))
)
_COMMENT: dict[str, Any] = json.loads(
    EVENTS.encode(e.CommentPosted(**envelope(2), comment="a1/c1", body="Hm"))
)


def but(sound: dict[str, Any] = _SOUND, **changes: Any) -> bytes:
    """An event with some fields changed, as bytes."""
    return json.dumps(sound | changes).encode()


def without(field: str) -> bytes:
    """An event that lacks a field."""
    return json.dumps({name: value for name, value in _SOUND.items() if name != field}).encode()


def as_large_as(size: int) -> bytes:
    """A sound event of exactly so many bytes."""
    fields = envelope(3) | {"article": "a2", "tribe": "x", "kind": "IMAGE", "title": "Large"}
    media = [{"url": f"https://cars.example/{'p' * 1_900}", "alt": ""}]
    whole = {"type": "article_published", "v": 1, "media": media, **fields}
    padding = size - len(json.dumps(whole | {"excerpt": "", "body": ""}).encode())
    body, excerpt = min(padding, 60_000), max(padding - 60_000, 0)
    while excerpt > 1_000:
        more = min(excerpt - 1_000, 1_900)
        media.append({"url": f"https://cars.example/{'p' * more}", "alt": ""})
        padding = size - len(json.dumps(whole | {"excerpt": "", "body": ""}).encode())
        body, excerpt = min(padding, 60_000), max(padding - 60_000, 0)
    made = json.dumps(whole | {"excerpt": "x" * excerpt, "body": "x" * body}).encode()
    assert len(made) == size
    return made


POISON: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "truncated"),
    "not JSON": (b"not an event", "malformed"),
    "half of it": (but()[:40], "truncated"),
    "more behind it": (but() + b"}", "trailing"),
    "a number": (b"7", "Expected `object`"),
    "a list": (b"[" + but() + b"]", "Expected `object`"),
    "NaN": (but().replace(b'"v": 1', b'"v": NaN'), "malformed"),
    "an infinite number": (but().replace(b'"v": 1', b'"v": 1e999'), "out of range"),
    "a fraction": (but(v=1.5), "v: give a whole number from 1 to 1,000; this is 1.5"),
    "10,000 levels of lists": (b"[" * 10_000, "nested deeper than 32 levels"),
    "10,000 levels in a field": (but().replace(b'"T"', b'{"a":' * 10_000), "nested deeper"),
    "a NUL byte": (but(title="A\x00B").replace(b"\\u0000", b"\x00"), "control|invalid|malformed"),
    "an escaped NUL": (but(title="A\x00B"), "NUL character"),
    "invalid UTF-8": (but().replace(b'"T"', b'"\xff\xfe"'), "utf-8|UTF-8"),
    "a lone surrogate": (but().replace(b'"T"', b'"\\ud800"'), "surrogate|malformed|utf|UTF"),
    "one byte over 64 KiB": (
        as_large_as(EVENT_BYTES_MAX + 1),
        "65,537 bytes in all; at most 65,536",
    ),
    "an unknown type": (but(type="article_burnt"), "'article_burnt' is not one of"),
    "a type that is a number": (but(type=7), "type: give the name of an event"),
    "no type": (without("type"), "type"),
    "a future version": (but(v=2), "version 2: this code knows up to 1"),
    "version 0": (but(v=0), "version 0 is not known here"),
    "a stamp after 2089": (but(at="fffffffffffffff"), "the year 2089"),
    "a stamp just after the last": (
        but(at=f"{int(MAX_STAMP, 16) + 1:015x}"),
        "is after",
    ),
    "a stamp in capitals": (but(at=_SOUND["at"].upper()), "at"),
    "a stamp with a line end": (but(at=_SOUND["at"] + "\n"), "at"),
    "no stamp": (without("at"), "at"),
    "no actor": (without("actor"), "actor"),
    "an actor with a blank": (but(actor="enzo f"), "actor"),
    "an id with a slash": (but(article="a1/a2"), "article"),
    "an id that is empty": (but(article=""), "article"),
    "an id with a line end": (but(article="a1\n"), "article"),
    "an id that is null": (but(article=None), "article"),
    "an event id that is none": (but(id="1"), "id"),
    "a field too many": (but(extra=1), "extra"),
    "a field that writes to the terminal": (but(**{"\x1b[31m\n": 1}), "there is no such field"),
    "a field whose name is long": (but(**{"x" * 5_000: 1}), "there is no such field"),
    "a type that writes to the terminal": (but(type="\x1b[31m\n"), "is not one of"),
    "a text that is a list": (but(title=["T"]), "title"),
    "a number of 400 digits": (but().replace(b'"v": 1', b'"v": 1' + b"0" * 400), "version 10"),
    "a number of 60,000 digits": (but().replace(b'"v": 1', b'"v": 1' + b"0" * 60_000), "range"),
    "a comment without its article": (but(_COMMENT, comment="c1"), "comment"),
    "a comment of nobody": (but(_COMMENT, comment="/c1"), "comment"),
    "a comment in a comment": (but(_COMMENT, comment="a1/c1/c2"), "comment"),
    "a parent on another article": (
        but(_COMMENT, parent="a2/c1"),
        "parent a2/c1 is not a comment on article a1",
    ),
}
"""Bytes that no entry lets in, and what the reason must say."""


def after(history: list[Event], poison: list[bytes]) -> list[bytes]:
    """Sound events with poison between them."""
    bodies: list[bytes] = []
    for number, body in enumerate(poison):
        bodies += [body, EVENTS.encode(history[number])]
    return bodies + [EVENTS.encode(event) for event in history[len(poison) :]]


async def reasons(it: World) -> dict[int, str]:
    """Why what is parked is parked, by sequence."""
    return {sequence: reason for (_, sequence), reason in (await it.store.parked()).items()}


def test_poison_is_parked_with_its_reason_and_blocks_nothing(
    nats: NatsServer, any_store_url: str
) -> None:
    """Every kind, between sound events, which all merge; and the same reasons in a replay."""

    async def scenario() -> None:
        history = list(events("test", 7))[:100]
        async with world(nats.url, any_store_url, shards=2) as it:
            await it.publish_raw(*after(history, [body for body, _ in POISON.values()]))
            async with it.projecting(), it.projecting():
                assert await it.agreed() == digest(folded(history).entries())
            first = await reasons(it)
            assert sorted(first) == [2 * number + 1 for number in range(len(POISON))]
            async with by_hand(any_store_url) as redis:
                await redis.flushall()
            async with it.projecting():
                await it.agreed()
            assert await reasons(it) == first

    asyncio.run(scenario())


@pytest.mark.parametrize("why", POISON)
def test_a_reason_says_what_is_wrong(why: str) -> None:
    """A person reads it beside the bytes, and must see which fault is meant."""
    body, said = POISON[why]
    with pytest.raises(Unprojectable, match=said) as verdict:
        judge_of(EVENTS, COMMUNITY)(body)
    reason = str(verdict.value)
    assert len(reason) <= REASON_LENGTH_MAX
    assert reason.isprintable()


def test_an_event_of_exactly_64_kib_is_taken(nats: NatsServer, store_url: str) -> None:
    """The bound is the last size that is taken, in the log and in the view."""

    async def scenario() -> None:
        body = as_large_as(EVENT_BYTES_MAX)
        async with world(nats.url, store_url) as it:
            await it.publish_raw(body)
            async with it.projecting():
                assert await it.agreed() == digest(folded([EVENTS.decode(body)]).entries())
            assert not await it.store.parked()

    asyncio.run(scenario())


HOSTILE_IDS = [
    "{0-1}", "{}", "*", "[a-z]", "a:b", ":", "list:new", "coverage", "parked", "touched", "+", "-",
    "..", "%s", "$(id)", "'--", '"', "\\", "\u202e", "é", "e\u0301", "\U0001f3ce", "x" * 128,
    "\u00ad", "\ufeff", "0", "null", "true",
]  # fmt: skip
"""Ids that are ids, and have a meaning in keys, patterns, cursors, shells or people's eyes."""


@pytest.mark.parametrize("shards", [1, 7])
def test_hostile_ids_are_ids_like_others(nats: NatsServer, any_store_url: str, shards: int) -> None:
    """No id reaches another's key, ends a subject or hides from the audit."""

    async def scenario() -> None:
        history: list[Event] = []
        for number, hostile in enumerate(HOSTILE_IDS):

            def at(step: int, actor: str = hostile, number: int = number) -> Any:
                return envelope(10 * number + step, actor)

            history += [
                e.UserProfileSet(**at(0), user=hostile, handle=hostile),
                e.TribeProfileSet(**at(1), tribe=hostile, slug=hostile),
                e.ArticlePublished(
                    **at(2), article=hostile, tribe=hostile, kind=e.ArticleKind.IMAGE, title="T"
                ),
                e.ArticleBumped(**at(3), article=hostile),
                e.ArticleBumped(**at(4, "enzo"), article=hostile),
                e.CommentPosted(**at(5), comment=f"{hostile}/{hostile}", body="Hm"),
                e.ArticleViewed(**at(6), article=hostile),
                e.ArticleUnbumped(**at(7, "enzo"), article=hostile),
            ]
        async with world(nats.url, any_store_url, shards=shards) as it:
            await it.publish(history)
            async with it.projecting():
                assert await it.agreed() == digest(folded(history).entries())
            assert not await it.store.parked()

    asyncio.run(scenario())


def test_a_second_version_parks_the_same_beside_the_first(nats: NatsServer, store_url: str) -> None:
    """It decides anew, by its own code; what the first one parked stays the first one's."""

    next_version = altered("local next_version = true")

    async def scenario() -> None:
        history = list(events("test", 7))[:60]
        async with world(nats.url, store_url) as it, opened(store_url, next_version) as later:
            await it.publish_raw(*after(history, [body for body, _ in POISON.values()]))
            async with it.projecting():
                await it.agreed()
            assert not await later.parked()
            second = World(it.connection, later, it.codec)
            async with second.projecting():
                assert await second.agreed() == digest(folded(history).entries())
            assert await later.parked() == await it.store.parked()

    asyncio.run(scenario())


def test_what_a_process_lacks_is_no_verdict(nats: NatsServer, store_url: str) -> None:
    """A projection that runs out of memory ends the process. Its successor merges the event."""
    lacking = True

    def published(event: e.ArticlePublished) -> Any:
        if lacking:
            raise MemoryError
        return COMMUNITY.projections[e.ArticlePublished](event)

    starved = replace(
        COMMUNITY, projections={**COMMUNITY.projections, e.ArticlePublished: published}
    )

    async def scenario() -> None:
        nonlocal lacking
        history = list(events("test", 7))[:60]
        async with world(nats.url, store_url) as it, opened(store_url, starved) as store:
            await it.publish(history)
            dying = Projector(ServerLogs(it.connection), store, EVENTS, region="test")
            with pytest.raises(ExceptionGroup) as ended:
                async with asyncio.timeout(10):
                    await dying.run()
            assert ended.group_contains(MemoryError)
            lacking = False
            successor = World(it.connection, store, it.codec)
            async with successor.projecting():
                assert await successor.agreed() == digest(folded(history).entries())
            assert not await store.parked()

    asyncio.run(scenario())


AT = Stamp(envelope(7)["at"])
_SOUND_MERGES = [Article.title.set("a1", envelope(7)["at"], "T")]

MADE: dict[str, tuple[Callable[[], Any], str]] = {
    "what is owned and has no owner": (
        lambda: [Comment.bumps.add("c1", "enzo", AT)],
        "comment id 'c1': expected <article id>/<rest>",
    ),
    "what is owned by nobody": (
        lambda: [*_SOUND_MERGES, Comment.body.set("/c1", AT, "Hm")],
        "comment id '/c1'",
    ),
    "what has an owner and no id": (lambda: [Notice.reader.set("a1/", AT, "x")], "'a1/'"),
    "what is told of one without its owner": (lambda: [Notice.actors.see("a1", "x")], "'a1'"),
    "an id that is a number": (lambda: [Article.title.set(7, AT, "T")], "article id 7: give"),  # type: ignore[arg-type]
    "an id that is empty": (lambda: [Article.title.set("", AT, "T")], "article id '': give"),
    "an id with white space": (lambda: [Article.title.set("a b", AT, "T")], "give a text without"),
    "an element that is a number": (
        lambda: [Article.bumps.add("a1", 7, AT)],  # type: ignore[arg-type]
        "article.bumps element 7: give",
    ),
    "an element that is empty": (lambda: [Article.bumps.remove("a1", "", AT)], "element ''"),
    "a time that is no stamp": (
        lambda: [Article.title.set("a1", Stamp("2026-11-20"), "T")],
        "stamp '2026-11-20' is not 15",
    ),
    "an element at no stamp": (lambda: [Article.bumps.add("a1", "x", Stamp("7"))], "is not 15"),
    "a merge made by hand": ([(Comment.bumps.slot, "c1", "x", (1, True))].copy, "comment id 'c1'"),
    "a merge by hand of no text": ([(Article.bumps.slot, "a", 7, (1, True))].copy, "give texts"),
    "nothing": (lambda: None, "it returns nothing and no tuple"),
    "a number": (lambda: 7, "it returns something of class int and no tuple"),
    "what is no merge": (
        lambda: [("article", "a1")],
        "it returns something of class tuple among its merges",
    ),
}
"""What a projection may make of an event that no store can merge, and what the reason says."""


@pytest.mark.parametrize("shards", [1, 5])
def test_what_no_store_can_merge_is_parked_and_ends_no_projector(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """On several shards it ended the projector, at each start; on one the shard stood still."""

    def viewed(event: e.ArticleViewed) -> Any:
        if event.article in made_of:
            return made_of[event.article]()
        return COMMUNITY.projections[e.ArticleViewed](event)

    made_of = {f"p{number}": made for number, (made, _) in enumerate(MADE.values())}
    view = replace(COMMUNITY, projections={**COMMUNITY.projections, e.ArticleViewed: viewed})

    async def scenario() -> None:
        history = list(events("test", 7))[:60]
        poison = [
            EVENTS.encode(e.ArticleViewed(**envelope(number), article=article))
            for number, article in enumerate(made_of)
        ]
        async with (
            world(nats.url, store_url) as log,
            opened(store_url, view, shards=shards) as store,
        ):
            it = World(log.connection, store, EVENTS)
            await it.publish_raw(*after(history, poison))
            async with it.projecting(), it.projecting():
                assert await it.agreed() == digest(folded(history).entries())
            found = await reasons(it)
            assert len(found) == len(MADE)
            for said, (_, reason) in zip(
                (found[sequence] for sequence in sorted(found)), MADE.values(), strict=True
            ):
                assert reason in said
            assert not await store.failed()

    asyncio.run(scenario())
