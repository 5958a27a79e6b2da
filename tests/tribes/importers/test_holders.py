"""Who is here already, and who has which name: asked of real views before anything comes in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest

from bandstand.testing.servers import NatsServer
from bandstand.testing.stores import START_MS
from bandstand.testing.worlds import World, envelope
from crdt.stamps import Stamp, score_of, stamp_of
from eventlog.envelope import Event
from gateway.errors import ImportFailed
from gateway.writing import importing
from gateway.writing.importing import caught_up
from tests.worlds import world
from tribes import events as e
from tribes.handles import Handle, Slug
from tribes.importers.holders import Met, Namer
from tribes.importers.survey import Question

AS_OF = stamp_of(START_MS - 1_000)
SINCE = score_of(stamp_of(START_MS - 500))


def tribe(name: str, slug: str, at: Stamp | None = None, number: int = 1) -> Event:
    """A tribe with a slug."""
    stamped = envelope(number) | ({} if at is None else {"at": at})
    return e.TribeProfileSet(**stamped, tribe=name, slug=slug)


def on(
    nats: NatsServer,
    store_url: str,
    history: Iterable[Event],
    scenario: Callable[[World], Awaitable[None]],
    shards: int = 1,
) -> None:
    """Run a scenario on views that hold a history."""

    async def main() -> None:
        async with world(nats.url, store_url, shards=shards) as it:
            await it.publish(history)
            async with it.projecting():
                await it.caught_up()
            await scenario(it)

    asyncio.run(main())


def namer(it: World, taken: set[str] | None = None, as_of: Stamp = AS_OF) -> Namer:
    """A namer of tribes, for a site that is called torque."""
    return Namer(it.store, Slug, "slug", "torque", as_of, SINCE, taken)


@pytest.mark.parametrize("shards", [1, 3])
def test_a_name_that_is_taken_is_made_another(
    nats: NatsServer, store_url: str, shards: int
) -> None:
    """By the site, and by a number too where that is taken; in whichever form somebody has it."""
    history = [
        tribe("live", "Ferrari", number=1),
        tribe("other", "turbo", number=2),
        tribe("sly", "TURBO-torque", number=3),
        tribe("slyer", "turbo-torque-2", number=4),
        tribe("alike", "vaIve", number=5),  # with a capital I
        tribe("greek", "\u0395\u039b\u039b\u0391\u03a3", number=6),
    ]

    async def scenario(it: World) -> None:
        greek = "\u03b5\u03bb\u03bb\u03b1\u03c2"
        tags = ("ferrari", "turbo", "brakes", "c++", "valve", "corn", "com", greek)
        wanted = {f"torque-{tag}": tag for tag in tags}
        found = await namer(it, set()).names_of(wanted)
        assert found == {
            "torque-ferrari": "ferrari-torque",
            "torque-turbo": "turbo-torque-3",
            "torque-valve": "valve-torque",
            "torque-com": "com-torque",  # It looks like corn, which came first.
            f"torque-{greek}": f"{greek}-2",  # No name mixes Greek and Latin.
        }

    on(nats, store_url, history, scenario, shards)


def test_a_record_keeps_the_name_that_it_holds(nats: NatsServer, store_url: str) -> None:
    """Claimed anew, the claim would be younger; but the very same write is said as it was."""
    later = stamp_of(START_MS + 5_000)
    history = [
        tribe("live", "ferrari", number=1),
        tribe("torque-ferrari", "ferrari-torque", AS_OF, number=2),
        tribe("torque-brakes", "brakes", AS_OF, number=3),
        tribe("torque-rust", "corrosion", AS_OF, number=4),
        tribe("torque-wax", "polish", later, number=5),
    ]

    async def scenario(it: World) -> None:
        wanted = {f"torque-{tag}": tag for tag in ("ferrari", "brakes", "rust", "wax")}
        same = await namer(it).names_of(wanted)
        assert same == {
            "torque-ferrari": "ferrari-torque",
            "torque-brakes": "brakes",
            "torque-rust": "corrosion",
            "torque-wax": None,  # What it is called here is newer than the dump.
        }
        newer = await namer(it, as_of=stamp_of(START_MS)).names_of(wanted)
        assert newer == {"torque-ferrari": None, "torque-brakes": None, "torque-wax": None}

    on(nats, store_url, history, scenario)


def test_a_name_that_was_given_up_is_free_once_it_was_kept_for_its_time(
    nats: NatsServer, store_url: str
) -> None:
    """Nobody is the first of nobody; but links to who had it lead to who has it, for a time."""
    long_ago = (stamp_of(START_MS - 2_000 + each) for each in range(2))
    history = [
        tribe("past", "alfa", next(long_ago)),
        tribe("past", "romeo", next(long_ago), number=2),
        tribe("live", "ferrari", number=3),
        tribe("live", "cavallino", number=4),
    ]

    async def scenario(it: World) -> None:
        wanted = {"torque-f": "Ferrari", "torque-c": "Cavallino", "torque-a": "alfa"}
        found = await namer(it).names_of(wanted)
        assert found == {"torque-f": "Ferrari-torque", "torque-c": "Cavallino-torque"}
        assert await namer(it).names_of({"live": "ferrari"}) == {"live": None}

    on(nats, store_url, history, scenario)


def test_very_many_names_are_asked_in_some_calls(nats: NatsServer, store_url: str) -> None:
    """A dump may have millions of users; a call stays small."""
    history = [e.UserProfileSet(**envelope(1, "enzo"), user="enzo", handle="user-7")]

    async def scenario(it: World) -> None:
        people = Namer(it.store, Handle, "handle", "torque", AS_OF, SINCE)
        before = it.store.calls
        wanted = {f"torque-{number}": f"user-{number}" for number in range(1_200)}
        assert await people.names_of(wanted) == {"torque-7": "user-7-torque"}
        assert it.store.calls - before < len(wanted) / 20

    on(nats, store_url, history, scenario)


ARTICLES = [
    e.ArticlePublished(
        **envelope(number, f"torque-{number % 3}"),
        article=f"torque-{number}",
        tribe="t",
        kind=e.ArticleKind.ARTICLE,
        title=f"About {number}",
    )
    for number in range(1, 41)
]


def asked(
    *, others: Iterable[int] = (), titled: Iterable[int] = (), later: Iterable[int] = ()
) -> list[Question]:
    """The questions of a dump, some by another author, of another title or time than here."""
    by, of, late = set(others), set(titled), set(later)
    return [
        Question(
            number,
            9 if number in by else number % 3,
            START_MS + number + (number in late),
            "Otherwise" if number in of else f"About {number}",
        )
        for number in range(1, 61)
    ]


@pytest.mark.parametrize(
    ("questions", "refused"),
    [
        (asked(), ""),
        (asked(titled=range(60)), ""),
        (asked(others=range(60)), ""),
        (asked(others=range(20), titled=range(20), later=[30]), ""),
        (asked(later=range(41, 61)), ""),
        (
            asked(others=range(60), titled=range(60)),
            "40 differ in who wrote them, and their titles",
        ),
        (asked(later=[7, 8, 9]), "3 differ in when they were published (such as torque-7)"),
        (asked(later=range(1, 61)), "of 40 articles that both have, 40 differ in when"),
    ],
    ids=[
        "the same",
        "edited",
        "accounts merged",
        "some of all",
        "more of it",
        "another site",
        "some of another time",
        "all of another time",
    ],
)
def test_another_site_is_refused(
    nats: NatsServer, store_url: str, questions: list[Question], refused: str
) -> None:
    """Its comments would hang on the posts of the first."""

    async def scenario(it: World) -> None:
        met = Met(it.store, "torque")
        known = [
            *await met.meet(questions[:30], lambda number: f"torque-{number}"),
            *await met.meet(questions[30:], lambda number: f"torque-{number}"),
        ]
        assert known == list(range(1, 41))
        if not refused:
            met.refuse_other_site()
            return
        with pytest.raises(ImportFailed) as failure:
            met.refuse_other_site()
        assert refused in str(failure.value)
        assert "--site torque-2" in str(failure.value)

    on(nats, store_url, ARTICLES, scenario)


def test_a_site_of_an_earlier_version_is_refused(nats: NatsServer, store_url: str) -> None:
    """Its voters have no site in their names: each bump would count twice."""
    bump = e.ArticleBumped(**envelope(99, "voter-5"), article="torque-1")

    async def scenario(it: World) -> None:
        met = Met(it.store, "torque")
        await met.refuse_old_voters([], str)
        await met.refuse_old_voters([(6, 1), (5, 2)], lambda number: f"torque-{number}")
        with pytest.raises(ImportFailed, match="every bump would count twice"):
            await met.refuse_old_voters([(6, 1), (5, 1)], lambda number: f"torque-{number}")

    on(nats, store_url, [*ARTICLES, bump], scenario)


def test_views_that_are_behind_are_waited_for(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they do not hold yet may be just the name; and where they stand still, that is said."""
    monkeypatch.setattr(importing, "STILL_S_MAX", 0.5)
    told: list[tuple[int, int]] = []

    async def main() -> None:
        async with world(nats.url, store_url, shards=3) as it:
            await caught_up(it.connection, it.store, lambda *numbers: told.append(numbers))
            assert told == []
            await it.publish(ARTICLES)
            with pytest.raises(
                ImportFailed, match=r"hold 0 of the 40 events .* Is a projector running"
            ):
                await caught_up(it.connection, it.store, lambda *numbers: told.append(numbers))
            assert told[0] == (0, 40)
            monkeypatch.setattr(importing, "STILL_S_MAX", 60)
            waiting = asyncio.create_task(caught_up(it.connection, it.store, lambda *_: None))
            async with it.projecting():
                await asyncio.wait_for(waiting, 20)

    asyncio.run(main())


def test_a_store_that_does_not_answer_is_said(nats: NatsServer, own_store: Any) -> None:
    """Without it an import could take anybody's name."""

    async def main() -> None:
        async with world(nats.url, own_store.url, timeout_s=1) as it:
            await it.publish(ARTICLES)
            own_store.kill()
            with pytest.raises(
                ImportFailed, match=r"cannot be asked .* Start the store, and try again"
            ):
                await caught_up(it.connection, it.store, lambda *_: None)

    asyncio.run(main())
