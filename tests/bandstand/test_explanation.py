"""`bandstand explain`: which events won and which lost, on a real log and a real store."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
import redis
from hypothesis import given, settings

from bandstand.explain.winners import Accounts
from bandstand.testing.stores import START_MS
from bandstand.testing.worlds import envelope
from crdt.records import Lattice
from crdt.states import State
from eventlog.envelope import Event, iso_time
from tests.bandstand.commands import Region, key
from tests.tribes.histories import histories
from tribes import events as e
from tribes.events import EVENTS
from tribes.views import COMMUNITY

LOG = "events-test-0-1"
PUBLISHED = e.ArticlePublished(
    **envelope(1), article="a1", tribe="garage", kind=e.ArticleKind.ARTICLE, title="Carburettor"
)
EDITED = e.ArticleEdited(**envelope(9), article="a1", title="Turbo")
LATE = e.ArticleEdited(**envelope(5), article="a1", title="Came late")
BUMPED = e.ArticleBumped(**envelope(10, "ada"), article="a1")
HISTORY: list[Any] = [
    PUBLISHED,  # 1
    EDITED,  # 2
    LATE,  # 3
    BUMPED,  # 4
    e.ArticleUnbumped(**envelope(12, "ada"), article="a1"),  # 5
    e.ArticleBumped(**envelope(13, "bob"), article="a1"),  # 6
    e.ArticleUnbumped(**envelope(14, "bob", ms=START_MS + 13), article="a1"),  # 7
    EVENTS.encode(EDITED),  # 8: the same event, stored again
    e.ArticleEdited(**envelope(20), article="a1", excerpt="An"),  # 9
    e.ArticleEdited(**envelope(21, ms=START_MS + 20), article="a1", excerpt="Zn"),  # 10
    e.ArticleEdited(**envelope(22, ms=START_MS + 20), article="a1", excerpt="Zn"),  # 11
    e.ArticleViewed(**envelope(30, "ada"), article="a1"),  # 12
    e.ArticleViewed(**envelope(31, "ada"), article="a1"),  # 13
    e.ArticleViewed(**envelope(32, "cy"), article="a1"),  # 14
    b'{"type":"article_burnt","article":"a1"}',  # 15
    e.ArticlePublished(  # 16
        **envelope(40), article="a2", tribe="garage", kind=e.ArticleKind.IMAGE, title="Later"
    ),
    e.ArticleBumped(**envelope(41, "cy"), article="a2"),  # 17
    e.ArticleBumped(**envelope(42, "bob"), article="a2"),  # 18
    b'{"type":"article_burnt","article":"ghost"}',  # 19
    e.UserProfileSet(**envelope(50), user="enzo", handle="drake", name="[bold]Enzo[/bold]"),  # 20
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """The history above, projected once; a test that damages the view mends it."""
    region = Region(tmp_path_factory.mktemp("explain"))
    try:
        region.start().fill(HISTORY)
        yield region
    finally:
        region.kill()


def part(made: Region, *args: str) -> dict[str, Any]:
    """The one part that is explained."""
    explained = made.read("explain", *args)
    assert explained["apart"] == ""
    [found] = explained["parts"]
    assert found["differs"] is False
    assert isinstance(found, dict)
    return found


def judged(place: dict[str, Any]) -> list[tuple[str, int]]:
    """(result, sequence) of a place's events, in the order in which they are shown."""
    return [(one["result"], one["sequence"]) for one in place["contenders"]]


def test_the_winner_stands_first_and_an_edit_that_came_late_has_lost(made: Region) -> None:
    """The answer to "I changed the title, and it is not there"."""
    found = part(made, "article:a1", "title")
    assert (found["what"], found["logs_say"], found["view_has"]) == ("register", *['"Turbo"'] * 2)
    [place] = found["places"]
    assert judged(place) == [("won", 2), ("duplicate", 8), ("lost", 3), ("lost", 1)]
    winner, _, late, _ = place["contenders"]
    assert winner == {
        "result": "won",
        "why": "",
        "stamp": EDITED.at,
        "time": iso_time(EDITED.stamp),
        "type": "article_edited",
        "event": EDITED.id,
        "actor": "enzo",
        "log": LOG,
        "sequence": 2,
        "value": '"Turbo"',
    }
    assert (late["event"], late["why"]) == (LATE.id, "an earlier stamp")


def test_a_tie_is_decided_as_the_algebra_does_and_said(made: Region) -> None:
    """Equal stamps are rare, and then nothing else explains who won."""
    [place] = part(made, "article:a1", "excerpt")["places"]
    assert judged(place) == [("won", 10), ("equal", 11), ("lost", 9), ("lost", 1)]
    assert [one["why"] for one in place["contenders"]] == [
        "",
        "another event that wrote the same",
        "a tie: the lesser bytes",
        "an earlier stamp",
    ]


def test_an_unbump_after_a_bump_has_won_and_at_a_tie_the_bump(made: Region) -> None:
    """An element that is gone has a history too."""
    found = part(made, "article:a1", "bumpCount")
    assert (found["what"], found["logs_say"]) == ("element set", "1 live, 1 removed")
    places = {place["name"]: place for place in found["places"]}
    assert judged(places["ada"]) == [("won", 5), ("lost", 4)]
    assert [one["value"] for one in places["ada"]["contenders"]] == ["removed", "added"]
    assert judged(places["bob"]) == [("won", 6), ("lost", 7)]
    assert places["bob"]["contenders"][1]["why"] == "a tie: adding wins"
    [ada] = part(made, "article:a1", "bumps", "--member", "ada")["places"]
    assert ada == places["ada"]


def test_a_distinct_count_says_who_was_seen(made: Region) -> None:
    """The view holds an estimate; the log knows exactly."""
    found = part(made, "article:a1", "viewCount")
    assert found["logs_say"] == "2 by estimate, 2 exactly"
    assert found["view_has"] == "2 by estimate"
    places = {place["name"]: judged(place) for place in found["places"]}
    assert places == {"ada": [("won", 12), ("equal", 13)], "cy": [("won", 14)]}


def test_a_lookup_and_a_time_are_explained_by_the_register_behind_them(made: Region) -> None:
    """What GraphQL shows as a field of its own is a part of a register."""
    author = part(made, "article:a1", "author")
    assert (author["what"], author["logs_say"]) == ("author of register publication", '"enzo"')
    [place] = author["places"]
    assert judged(place) == [("won", 1)]
    published = part(made, "article:a1", "publishedAt")
    assert published["places"] == [place]


def test_what_is_derived_names_the_records_that_contribute(made: Region) -> None:
    """A sum has no event of its own; its parts do."""
    count = part(made, "user:enzo", "articleCount")
    assert (count["what"], count["derived_from"]) == ("derived list", "list new.author:enzo")
    assert [one[1:] for one in count["contributors"]] == [["article", "a2"], ["article", "a1"]]
    assert count["view_has"] == "2 records"
    bumps = part(made, "user:enzo", "bumpsReceived")
    assert bumps["contributors"] == [[2, "article", "a2"], [1, "article", "a1"]]
    assert bumps["view_has"] == "3 from 2 records"


def test_without_a_field_everything_is_explained(made: Region) -> None:
    """By a global id too, and with what is parked and names it."""
    node_id = base64.b64encode(b"Article:a1").decode()
    explained = made.read("explain", node_id)
    assert explained == made.read("explain", "article:a1")
    names = [one["name"] for one in explained["parts"]]
    assert names == [
        *("publication", "alive", "hiding", "title", "excerpt", "body", "media"),
        *("bumps", "saves", "comments", "views", "placement", "editCount", "commentCount"),
        *("repostCount", "reposts", "comments(order: TOP)", "hiddenComments"),
    ]
    [parked] = explained["parked"]
    assert (parked["log"], parked["sequence"]) == (LOG, 15)
    assert "article_burnt" in parked["reason"]
    user = made.read("explain", "user:enzo")
    names = [one["name"] for one in user["parts"]]
    assert names == [
        *("name", "created", "avatar_url", "bio", "known"),
        *("followers", "tribes", "users", "owned", "moderated", "deeds"),
        *("muted", "muted_by", "blocked", "blocked_by", "saved", "handle", "placement"),
        *("articleCount", "bumpsReceived", "commentCount"),
        *("feed(order: HOT)", "feed(order: TOP)"),
    ]
    claim = part(made, "handle:enzo", "claim")
    told = json.loads(claim["logs_say"])
    assert told["name"] == "drake", "a record that no type shows, and that all shards hold"


def test_a_person_reads_it_in_rows(made: Region) -> None:
    """One heading a place, and a row for each event with all that is needed to find it."""
    told = made.give("explain", "article:a1", "title")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0] == "article a1 in community"
    assert 'title: "Turbo" (register)' in lines
    won, duplicate, lost, _ = [line for line in lines if LOG in line and "parked" not in line]
    for shown in ("won", EDITED.at, iso_time(EDITED.stamp), "article_edited", EDITED.id, "enzo"):
        assert shown in won
    assert "duplicate" in duplicate
    assert "the same event, stored again" in duplicate
    assert "lost" in lost
    assert '"Came late"' in lost
    assert f"parked and names it: {LOG} 15" in told.stdout
    assert '"[bold]Enzo[/bold]"  ' in made.give("explain", "user:enzo", "name").stdout
    shown = made.give("explain", "user:enzo", "bumpsReceived").stdout
    assert "bumpsReceived: 3 from 2 records (derived sum)" in shown
    assert "    2  article a2\n    1  article a1\n" in shown


def test_a_record_that_no_event_names_is_said(made: Region) -> None:
    """A typing error must not look like an empty record; a parked event is better than nothing."""
    told = made.give("explain", "article:nobody")
    assert told.exit_code == 1
    assert told.stderr.startswith("bandstand: no event writes to article nobody")
    assert not told.stdout
    ghost = made.give("explain", "article:ghost", "title")
    assert ghost.exit_code == 0
    assert f"parked and names it: {LOG} 19" in ghost.stdout
    assert "no event wrote it" in ghost.stdout


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("a1",), "'a1' is neither a global id (base64 of Type:id) nor kind:id"),
        (("Article:a1",), "expected kind:id, the kind one of user, notice, handle, formerhandle"),
        (("article:",), "'article:': expected kind:id"),
        (("Q2FyOmEx",), "a global id of type 'Car': expected one of User, Tribe"),
        (("comment:c1",), "expected <article id>/<rest>"),
        (("article:a1", "colour"), "'colour' is no field of article: expected one of kind, title"),
        (("article:a1", "title", "--member", "ada"), "title is neither a set nor a count"),
        (("article:a1", "--member", "ada"), "name the set or count that it is in"),
    ],
)
def test_a_wrong_id_or_field_is_named_with_what_is_expected(
    made: Region, args: tuple[str, ...], expected: str
) -> None:
    """Exit code 2: what was asked does not fit, whatever the logs hold."""
    told = made.give("explain", *args)
    assert told.exit_code == 2
    assert told.stderr.startswith("bandstand: ")
    assert expected in told.stderr


DAMAGE: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "a register": (
        "title",
        ("HSET", key("article:a1"), "title", EDITED.at + '"Forged"'),
        'the view has "Forged", the logs say "Turbo"',
        f'the view has {EDITED.at} "Forged", the logs say {EDITED.at} "Turbo"',
    ),
    "an element of nobody": (
        "bumps",
        ("ZADD", key("article.bumps+:a1"), "7", "eve"),
        "the view has 2 live, 1 removed, the logs say 1 live, 1 removed",
        "+, the logs say nothing\n    no event wrote it",
    ),
    "a count": (
        "views",
        ("HSET", key("article:a1"), "views", "7"),
        "the view has 7 by estimate, the logs say 2 by estimate, 2 exactly",
        "ada",
    ),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_what_the_view_has_is_shown_where_it_differs(made: Region, what: str) -> None:
    """The log's account beside the view's word is what an operator needs."""
    field, command, heading, row = DAMAGE[what]
    with redis.Redis.from_url(made.store.url) as client:
        before = client.dump(command[1])
        client.execute_command(*command)
        told = made.give("explain", "article:a1", field)
        wrong = made.read("explain", "article:a1", field)
        client.restore(command[1], 0, before, replace=True)
    assert told.exit_code == 0
    assert f"DIFFERS: {heading}" in told.stdout
    assert row in told.stdout
    assert wrong["parts"][0]["differs"] is True
    assert part(made, "article:a1", field)


def test_a_derived_sum_that_was_nudged_differs(made: Region) -> None:
    """Derived state has no stamp; only its recomputation tells."""
    with redis.Redis.from_url(made.store.url) as client:
        client.hincrby(key("sum:bumps.author:enzo"), "a1", 4)
        client.hincrby(key("sum:bumps.author:enzo"), " ", 4)
        told = made.give("explain", "user:enzo", "bumpsReceived")
        client.hincrby(key("sum:bumps.author:enzo"), "a1", -4)
        client.hincrby(key("sum:bumps.author:enzo"), " ", -4)
    expected = "DIFFERS: the view has 7 from 2 records, the logs say 3 from 2 records"
    assert expected in told.stdout


def test_a_view_that_is_behind_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without a projector the log still explains, and nobody takes a lag for damage."""
    region = Region(tmp_path_factory.mktemp("behind"))
    try:
        region.start().fill(HISTORY[:2], project=False)
        told = region.give("explain", "article:a1", "title")
    finally:
        region.kill()
    assert told.exit_code == 0
    assert "not at one moment, so what differs may be on its way" in told.stdout
    assert 'the view has nothing, the logs say "Turbo"' in told.stdout


@settings(max_examples=60, deadline=None)
@given(histories)
def test_the_first_of_every_account_is_what_the_plain_fold_holds(history: list[Event]) -> None:
    """On generated histories: an account that named another winner would be worse than none."""
    merges = [merge for event in history for merge in COMMUNITY.project(event)]
    accounts = Accounts(EVENTS, COMMUNITY, {(slot.record.kind, of) for slot, of, _, _ in merges})
    for sequence, event in enumerate(reversed(history), 1):
        accounts.take(LOG, sequence, EVENTS.encode(event))
    folded = set(State(merges).entries())
    for place in {merge[:3] for merge in merges}:
        slot = place[0]
        first, *others = accounts.contenders(*place)
        assert 1 + len(others) == sum(merge[:3] == place for merge in merges)
        held = {"added": "+", "removed": "-", "first added": "first"}.get(first.value, first.value)
        bare = slot.lattice is Lattice.SEEN or place[2] in slot.record.unstamped
        stamp = "" if bare else first.stamp
        if slot.lattice is not Lattice.DISTINCT:
            assert (slot.name, *place[1:], stamp, held) in folded
