"""Regions compared at an equal vector, range by range, on real logs and stores."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import redis

from bandstand.audit import regions
from bandstand.audit.comparison import RANGES, Side, compare, range_of
from bandstand.audit.folding import BLOCK_EVENTS
from bandstand.audit.regions import Survey, verify_regions
from bandstand.explain import narration
from bandstand.operate.reporting import show_verdicts
from bandstand.testing.worlds import envelope
from crdt.digests import digest
from crdt.stamps import score_of
from crdt.states import Entry
from tests.bandstand.commands import Region, key
from tribes import events as e

LOG = "events-test-0-1"
BUMPED = e.ArticleBumped(**envelope(3, "ada"), article="a1")
EDITED = e.ArticleEdited(**envelope(2), article="a1", title="Turbo")
HISTORY: list[Any] = [
    e.ArticlePublished(
        **envelope(1), article="a1", tribe="garage", kind=e.ArticleKind.ARTICLE, title="Carburettor"
    ),
    EDITED,
    BUMPED,
    *(e.ArticleViewed(**envelope(10 + n, f"v{n}"), article="a1") for n in range(5)),
    b"no event",
]
TITLE = f"{range_of('article', 'a1'):02x}"
BUMPS = f"{range_of('article.bumps', 'a1'):02x}"
EDIT = f"{range_of('edit', 'a1/' + EDITED.id):02x}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Region]]:
    """Two regions that hold the same log; a test that damages a view mends it."""
    found = {name: Region(tmp_path_factory.mktemp(name), name) for name in ("eu", "us")}
    try:
        for region in found.values():
            region.start().fill(HISTORY)
        yield found
    finally:
        for region in found.values():
            region.kill()


@pytest.fixture
def forged(made: dict[str, Region]) -> Iterator[None]:
    """A title and a bump that no event wrote, in one of the regions."""
    with redis.Redis.from_url(made["us"].store.url) as client:
        names = (key("article:a1"), key("article.bumps+:a1"))
        before = {name: client.dump(name) for name in names}
        client.hset(names[0], "title", EDITED.at + '"Forged"')
        client.zadd(names[1], {"eve": score_of(EDITED.stamp)})
        yield
        for name, dumped in before.items():
            client.restore(name, 0, dumped, replace=True)


def survey(found: dict[str, Region]) -> Survey:
    """What verifying these regions together comes to."""
    return asyncio.run(verify_regions({name: one.settings for name, one in found.items()}))


def ranges_of(entries: Iterable[Entry]) -> list[str]:
    """The canonical digest of each of the 256 ranges of keys."""
    split: list[list[Entry]] = [[] for _ in range(RANGES)]
    for entry in entries:
        split[range_of(entry[0], entry[1])].append(entry)
    return [digest(part) for part in split]


def report(region: Region, folder: Path) -> Path:
    """What a run of `verify --json` printed, in a file."""
    path = folder / f"{region.name}.json"
    path.write_text(region.give("verify", "--json").stdout, encoding="utf-8")
    return path


def test_a_key_belongs_to_one_of_256_ranges() -> None:
    """Every region and version must split alike, or nothing is comparable."""
    assert range_of("article.bumps", "a1") == sha256(b"article.bumps a1").digest()[0]
    entry = ("article", "a1", "title", EDITED.at, '"Turbo"')
    empty, one = ranges_of([]), ranges_of([entry])
    assert len(one) == RANGES
    assert [at for at in range(RANGES) if empty[at] != one[at]] == [range_of("article", "a1")]


def test_of_many_entries_that_differ_the_first_are_shown_and_all_counted() -> None:
    """A region that lost its view must not fill the screen of the other."""
    entries = sorted(("article", f"a{n}", "title", EDITED.at, '"T"') for n in range(50))
    sides = [
        Side(name, {LOG: 9}, ranges_of(held), entries=held)
        for name, held in (("eu", entries), ("us", []))
    ]
    compared = compare("community", sides, shown=7)
    assert (len(compared.entries), compared.more) == (7, 43)
    assert {tuple(one.held) for one in compared.entries} == {("eu", "us")}
    assert {one.held["us"] for one in compared.entries} == {None}


def test_a_forged_view_is_found_in_its_range_named_and_explained(
    made: dict[str, Region], forged: None
) -> None:
    """`verify` in one region: where it is, what is there, and which event should have won."""
    told = made["us"].give("verify")
    assert told.exit_code == 1
    blocks = told.stdout.split("shard 0: ")[1:]
    [title] = [block for block in blocks if block.startswith("article a1 title")]
    assert f"range {TITLE}\n" in title
    won, lost = [line for line in title.splitlines() if LOG in line]
    assert won.split()[0] == "won"
    assert EDITED.id in won
    assert lost.split()[0] == "lost"
    [bump] = [block for block in blocks if block.startswith("article.bumps a1 eve")]
    assert f"range {BUMPS}\n" in bump
    assert LOG not in bump, "no event wrote it"
    wrong = made["us"].read("verify")
    explained = {tuple(one["place"]): one["events"] for one in wrong["explained"]}
    assert explained["article", "a1", "title"][0]["event"] == EDITED.id
    assert explained["article.bumps", "a1", "eve"] == []
    right = made["eu"].read("verify")
    differing = {f"{at:02x}" for at in range(RANGES) if right["ranges"][at] != wrong["ranges"][at]}
    assert differing == {TITLE, BUMPS}
    assert right["vector"] == wrong["vector"] == {LOG: len(HISTORY)}
    assert right["blocks"] == wrong["blocks"]


def test_regions_that_hold_the_same_agree(made: dict[str, Region], tmp_path: Path) -> None:
    """Live, and by the report of another run."""
    found = survey(made)
    assert set(found.verdicts) == {"eu", "us"}
    [compared] = found.comparisons
    assert compared.agrees
    told = made["eu"].give("verify", "--against", str(report(made["us"], tmp_path)))
    assert told.exit_code == 0
    assert "community is the same in eu and us\n" in told.stdout
    alone = survey({"eu": made["eu"]})
    assert not alone.comparisons


def test_regions_that_differ_are_compared_entry_by_entry(
    made: dict[str, Region], forged: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """What each region holds, and who wrote it, side by side."""
    [compared] = survey(made).comparisons
    assert [f"{at:02x}" for at in compared.ranges] == sorted([TITLE, BUMPS])
    assert not compared.copies
    held = {(one.kind, one.id, one.member): one.held for one in compared.entries}
    assert held == {
        ("article", "a1", "title"): {
            "eu": f'{EDITED.at} "Turbo"',
            "us": f'{EDITED.at} "Forged"',
        },
        ("article.bumps", "a1", "eve"): {"eu": None, "us": f"{EDITED.at} +"},
    }
    settings = {name: region.settings for name, region in made.items()}
    assert asyncio.run(show_verdicts(settings, as_json=False)) == 1
    shown = capsys.readouterr().out
    assert "community agrees with its logs in eu" in shown
    assert "community differs from its logs in us" in shown
    last = shown[shown.index("community differs between eu and us in these ranges") :]
    assert f"range {TITLE}: article a1 title\n    eu has  {EDITED.at}" in last
    assert "eu has  nothing\n    us has  " in last
    [won] = [line for line in last.splitlines() if line.strip().startswith("won")]
    assert EDITED.id in won


@pytest.mark.parametrize(("here", "there"), [("eu", "us"), ("us", "eu")])
def test_a_report_names_what_differs_too(
    made: dict[str, Region], forged: None, tmp_path: Path, here: str, there: str
) -> None:
    """Two runs, each where only one region is reached: whichever of them is wrong."""
    path = report(made[there], tmp_path)
    told = made[here].give("verify", "--against", str(path))
    assert told.exit_code == 1
    assert f"community differs between {here} and {there} in these ranges: " in told.stdout
    assert f'us has  {EDITED.at} "Forged"' in told.stdout
    assert f'eu has  {EDITED.at} "Turbo"' in told.stdout
    lines = made[here].give("verify", "--against", str(path), "--json").stdout.splitlines()
    compared = json.loads(lines[1])["comparison"]
    assert {one["member"] for one in compared["entries"]} == {"title", "eve"}
    assert compared["explained"][0]["events"][0]["event"] == EDITED.id


def test_unequal_vectors_are_not_comparable_and_the_log_is_named(
    made: dict[str, Region], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lag is no difference: it names the log, and how far each region has come."""
    behind = Region(tmp_path / "behind", "asia")
    try:
        behind.start().fill(HISTORY[:4])
        told = behind.give("verify", "--against", str(report(made["eu"], tmp_path)))
        monkeypatch.setattr(regions, "MEET_S_MAX", 0.5)
        [compared] = survey({"asia": behind, "eu": made["eu"]}).comparisons
        assert not compared.agrees
        assert [str(one) for one in compared.unequal] == [
            f"{LOG} is at 4 in asia, {len(HISTORY)} in eu"
        ]
    finally:
        behind.kill()
    assert told.exit_code == 1
    assert "community: asia and eu are not comparable yet:" in told.stdout
    assert f"  {LOG} is at 4 in asia, {len(HISTORY)} in eu\n" in told.stdout
    assert "these ranges" not in told.stdout


def test_copies_of_a_log_that_differ_are_found_at_their_first_sequence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both views agree with their own logs, and yet differ: then it is the log."""
    views = [e.ArticleViewed(**envelope(9 + n, f"v{n}"), article="a1") for n in range(BLOCK_EVENTS)]
    # As long as the first, so that only its bytes tell them apart.
    other = e.ArticleEdited(**envelope(2), article="a1", title="Rotor")
    first = [HISTORY[0], *views[: BLOCK_EVENTS + 3]]
    found = {name: Region(tmp_path / name, name) for name in ("eu", "us")}
    try:
        found["eu"].start().fill([*first, EDITED, BUMPED])
        found["us"].start().fill([*first, other, BUMPED])
        made = survey(found)
        told = found["us"].give("verify", "--against", str(report(found["eu"], tmp_path)))
    finally:
        for region in found.values():
            region.kill()
    assert not any(one.differences for verdicts in made.verdicts.values() for one in verdicts)
    [compared] = made.comparisons
    [copies] = compared.copies
    assert (copies.log, copies.block, copies.sequence) == (LOG, 1, BLOCK_EVENTS + 2)
    assert [f"{at:02x}" for at in compared.ranges] == [TITLE, EDIT]
    edit = f'{other.at} {{"by":"enzo","parts":["TITLE"],"title":"Rotor"}}'
    assert {one.held["us"] for one in compared.entries} == {f'{other.at} "Rotor"', edit}
    narration.show_comparison(compared, {}, "eu")
    shown = capsys.readouterr().out
    at = BLOCK_EVENTS + 2
    assert f"the copies of {LOG} in eu and us differ: first at sequence {at}\n" in shown
    second = f"within {BLOCK_EVENTS + 1} to {2 * BLOCK_EVENTS}"
    assert f"the copies of {LOG} in us and eu differ: first {second}\n" in told.stdout
    assert told.exit_code == 1
    assert "a report names no entry in them" in told.stdout


_OLDER = '{"view":"v","events":1,"digest_of_logs":"","digest_of_views":"","differences":[]}'


@pytest.mark.parametrize("text", ["", "{bad", "[]", '{"digest_of_views":1}', _OLDER])
def test_a_report_that_is_none_is_refused(
    made: dict[str, Region], tmp_path: Path, text: str
) -> None:
    """Before anything is folded, and with what is expected."""
    path = tmp_path / "report.json"
    path.write_text(text, encoding="utf-8")
    told = made["eu"].give("verify", "--against", str(path))
    assert told.exit_code == 2
    assert f"--against {path}: " in told.stderr
    assert "expected what `bandstand verify --json` printed" in told.stderr
    assert not told.stdout
