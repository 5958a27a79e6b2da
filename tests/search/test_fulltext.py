"""The index in a file: what it finds, in which order, and that only the set of events shows."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.testing.worlds import envelope
from crdt.coverage import Coverage
from crdt.records import Record, Register
from crdt.stamps import stamp_of
from eventlog.envelope import Event
from search.corpus import Corpus, Kind, Text
from search.errors import IndexBroken, IndexUnavailable, TooSlow
from search.fulltext import FullText
from search.index import Delta, Hit, Question
from search.words import words_of
from tests.search.indexes import KINDS, LOG, delta_of, found, reader, writer
from tests.tribes.histories import long_histories
from tribes import events as e


def article(number: int, name: str, title: str, body: str = "", **more: Any) -> Event:
    """An article that is published by the numbered event."""
    return e.ArticlePublished(
        **envelope(number),
        article=name,
        tribe="t",
        kind=e.ArticleKind.ARTICLE,
        title=title,
        body=body,
        **more,
    )


def held(folder: Path, *events: Event) -> FullText:
    """An index that holds these events."""
    index = writer(folder)
    index.merge(delta_of(enumerate(events, 1)), filled=True)
    return index


# What is found.


def test_a_word_in_the_title_counts_more_than_one_in_the_text(tmp_path: Path) -> None:
    """Whoever searches for a title wants that article first; equals are in the order of ids."""
    words = "other words of the same number here"
    index = held(
        tmp_path,
        article(1, "text", f"Nothing {words}", "<p>carburettor</p>"),
        article(2, "excerpt", f"Nothing {words}", "<p>nothing</p>", excerpt="carburettor"),
        article(3, "title-b", f"Carburettor {words}", "<p>nothing</p>"),
        article(4, "title-a", f"Carburettor {words}", "<p>nothing</p>"),
        *(article(10 + at, f"other-{at}", f"Something {words}") for at in range(20)),
    )
    assert found(index, "carburettor") == [
        *("article/title-a", "article/title-b", "article/excerpt", "article/text")
    ]


def test_accents_and_case_do_not_matter_and_the_last_word_may_go_on(tmp_path: Path) -> None:
    """People type `desire` for Desiré, and see something before they are done typing."""
    index = held(tmp_path, article(1, "a", "Desiré and the Überholverbot"))
    for text in ("desire", "DESIRÉ", "ubERHOLVERBOT", "desire ueb", "uber", "the desi", "Überhol"):
        assert found(index, text) == ([] if text == "desire ueb" else ["article/a"]), text
    # A word that is followed by another is whole, and one letter is no beginning.
    assert found(index, "desi the") == []
    assert found(index, "d") == []


def test_all_words_must_occur(tmp_path: Path) -> None:
    """More words find less, wherever in the document they stand."""
    index = held(tmp_path, article(1, "a", "Fuel", "pump"), article(2, "b", "Fuel", "tank"))
    assert found(index, "fuel") == ["article/a", "article/b"]
    assert found(index, "pump fuel") == ["article/a"]
    assert found(index, "pump tank") == []


def test_kinds_can_be_chosen(tmp_path: Path) -> None:
    """A search for tribes shows no articles."""
    index = held(
        tmp_path,
        article(1, "a", "Ferrari"),
        e.TribeProfileSet(**envelope(2), tribe="t", name="Ferrari", description="<p>Red.</p>"),
        e.UserProfileSet(**envelope(3), user="enzo", handle="ferrari", bio="Red"),
    )
    assert sorted(found(index, "ferrari")) == ["article/a", "tribe/t", "user/enzo"]
    assert found(index, "ferrari", "tribe") == ["tribe/t"]
    assert sorted(found(index, "red", "tribe", "user")) == ["tribe/t", "user/enzo"]


def test_what_is_removed_leaves_and_comes_back_when_it_returns(tmp_path: Path) -> None:
    """And what was edited while it was gone shows then."""
    index = held(tmp_path, article(1, "a", "Fuel pump"))
    steps = [
        (e.ArticleRemoved(**envelope(5), article="a"), []),
        (e.ArticleEdited(**envelope(6), article="a", title="Fuel tank"), []),
        (article(4, "a", "Late, and older than the removal"), []),
        (article(7, "a", "Fuel pump again"), ["article/a"]),
        (e.ArticleEdited(**envelope(8), article="a", title="Ignition"), []),
    ]
    for at, (event, expected) in enumerate(steps, 2):
        index.merge(delta_of([(at, event)]), filled=True)
        assert found(index, "fuel") == expected, event
    assert found(index, "ignition") == ["article/a"]


def test_whatever_is_typed_finds_something_or_nothing(tmp_path: Path) -> None:
    """Words that are FTS5's own, and letters younger than its tables, are no error."""
    index = held(tmp_path, article(1, "a", "AND NOT near"))
    for text in ("AND", "NOT", "near OR", "AND NOT", "\U0001e900", "\U0001fbf0 and", "ª²"):
        found(index, text)
    assert found(index, "not and") == ["article/a"]


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_no_text_is_syntax(indexed: FullText, text: str) -> None:
    """Whatever comes of a text goes through the index without an error."""
    try:
        words = words_of(text)
    except Exception:  # noqa: BLE001
        return
    indexed.search(Question(words, KINDS, 10), 20)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> FullText:
    """An index with a few documents."""
    return held(tmp_path_factory.mktemp("index"), article(1, "a", "Fuel pump"))


# Pages.


def test_pages_are_the_whole_list_without_gaps_and_repeats(tmp_path: Path) -> None:
    """Also where all hits are equally good."""
    random = Random(3)
    articles = [
        article(at, f"a{at}", " ".join(["fuel"] * random.randint(1, 3))) for at in range(1, 60)
    ]
    index = held(tmp_path, *articles)
    whole = found(index, "fuel")
    assert len(whole) == 59
    paged: list[str] = []
    after: Hit | None = None
    for _ in range(9):
        hits = index.search(Question(("fuel",), KINDS, 7, after), 20)
        paged += ["/".join(hit.key) for hit in hits.hits]
        after = hits.hits[-1]
    assert paged == whole
    assert not hits.more


def test_a_page_goes_on_though_all_scores_have_moved(tmp_path: Path) -> None:
    """A document more moves the score of every other: a cursor by scores alone would show the last
    ones again, or pass some over.
    """
    index = held(tmp_path, *(article(at, f"a{at}", "fuel " + "x " * at) for at in range(1, 30)))
    whole = found(index, "fuel")
    first = index.search(Question(("fuel",), KINDS, 10), 20)
    others = [article(100 + at, f"b{at}", "fuel " + "long " * 50) for at in range(20)]
    index.merge(delta_of(enumerate(others, 100)), filled=True)
    now = {hit.key: hit.score for hit in index.search(Question(("fuel",), KINDS, 100), 20).hits}
    assert now[first.hits[-1].key] != first.hits[-1].score
    rest = index.search(Question(("fuel",), KINDS, 19, first.hits[-1]), 20)
    assert ["/".join(hit.key) for hit in rest.hits] == whole[10:]
    # Of one that is gone, the score is all there is.
    gone = first.hits[-1]._replace(key=first.hits[-1].key._replace(id="gone"))
    assert index.search(Question(("fuel",), KINDS, 19, gone), 20).hits


def looked_through(index: FullText) -> int:
    """Look through all blocks of an index, and their words; how many there are."""
    block, count = 0, 0
    while True:
        block, count = index.check(block, words=True), count + 1
        if not block:
            return count


def test_an_index_that_is_whole_is_never_taken_for_another(tmp_path: Path) -> None:
    """A false alarm would fill it anew for ever."""
    texts = [
        "x" * 60_000,
        "é" * 30_000,
        " ".join(f"w{at}é" for at in range(6_000)),
        "東京" * 9_000,
        "b\x1fc\ue000d\uffff \U0010ffff \" ' * ^ NEAR AND",
        "क\u094d\u093c" * 5_000,
        "🏎",
        "",
    ]
    index = writer(tmp_path)
    for at in range(1, 101):
        text = texts[at % len(texts)]
        events = [
            (at, article(at, f"a{at}", text[:200] or "t", text)),
            (at, article(at, "again", "t", text)),
        ]
        index.merge(delta_of(events), filled=True)
    index.merge(delta_of([(101, e.ArticleRemoved(**envelope(101), article="a7"))]), filled=True)
    assert looked_through(index) == 13


# The laws.


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(long_histories, st.randoms(use_true_random=False))
def test_order_duplicates_and_batches_do_not_show(
    tmp_path_factory: pytest.TempPathFactory, history: list[Event], random: Random
) -> None:
    """Equal sets of events give equal contents, equal answers and equal coverage."""
    events = [*enumerate(history, 1)]
    plain = writer(tmp_path_factory.mktemp("plain"))
    plain.merge(delta_of(events), filled=True)
    shuffled = writer(tmp_path_factory.mktemp("shuffled"))
    again = events + random.sample(events, len(events) // 2)
    random.shuffle(again)
    while again:
        count = random.randint(1, len(again))
        shuffled.merge(delta_of(again[:count]), filled=True)
        again = again[count:]
    assert shuffled.content() == plain.content()
    assert shuffled.standing() == plain.standing()
    for text in ("a", "A é", "x", "drake", "\uffff a", "v"):
        one, other = (
            index.search(Question(words_of(text), KINDS, 100), 20) for index in (plain, shuffled)
        )
        assert one == other, text
    # What is found is what the documents say, and nothing is left of what they said before.
    fresh = writer(tmp_path_factory.mktemp("fresh"))
    fresh.merge(delta_of(events), filled=True)
    assert found(fresh, "a") == found(shuffled, "a")
    looked_through(shuffled)
    plain.close()
    shuffled.close()
    fresh.close()


def test_coverage_is_the_union_of_what_was_merged(tmp_path: Path) -> None:
    """A gap stays one until it is read."""
    index = writer(tmp_path)
    index.merge(delta_of([(1, article(1, "a", "A")), (3, article(3, "c", "C"))]), filled=False)
    assert index.standing().coverage == {LOG: Coverage.parse("1-1,3-3")}
    assert not index.standing().filled
    index.merge(delta_of([(2, article(2, "b", "B"))]), filled=True)
    assert index.standing().coverage == {LOG: Coverage.parse("1-3")}
    assert reader(tmp_path).standing() == index.standing()


# The file.


def test_a_writer_that_is_killed_tears_nothing(tmp_path: Path) -> None:
    """What a crash leaves is some whole number of merges, registers and coverage alike."""
    code = f"""
import sys
from pathlib import Path
from tests.search.indexes import delta_of, writer
from tests.search.test_fulltext import article
index = writer(Path({str(tmp_path)!r}))
for at in range(1, 100_000, 3):
    events = [(n, article(n, f"a{{n}}", f"fuel {{n}}")) for n in range(at, at + 3)]
    index.merge(delta_of(events), filled=False)
    if at > 90:
        print(at, flush=True)
"""
    child = subprocess.Popen(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
    )
    assert child.stdout
    for _ in range(5):
        assert child.stdout.readline()
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    index = writer(tmp_path)
    covered = index.standing().coverage[LOG].watermark
    assert covered > 90
    assert covered % 3 == 0
    assert len(index.content()) == covered
    assert len(found(index, "fuel", first=100_000)) == covered
    index.merge(delta_of([(covered + 1, article(covered + 1, "new", "fuel"))]), filled=True)
    assert "article/new" in found(index, "fuel", first=100_000)


def test_a_file_that_is_no_index_is_broken_and_can_be_renewed(tmp_path: Path) -> None:
    """It is disposable: what cannot be read is made anew."""
    path = tmp_path / "index.sqlite"
    path.write_bytes(b"no index at all" * 1000)
    index = writer(tmp_path)
    with pytest.raises(IndexBroken):
        index.standing()
    index.renew()
    index.merge(delta_of([(1, article(1, "a", "Fuel"))]), filled=True)
    assert found(index, "fuel") == ["article/a"]


def test_damage_that_a_reader_meets_is_told_to_the_writer(tmp_path: Path) -> None:
    """The writer may never look at the page that is damaged."""
    index = held(tmp_path, *(article(at, f"a{at}", f"Fuel {at} " * 20) for at in range(1, 200)))
    index.close()
    path = tmp_path / "index.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    body = bytearray(path.read_bytes())
    body[4096 * 4 :] = os.urandom(len(body) - 4096 * 4)
    path.write_bytes(body)
    index = writer(tmp_path)
    assert not index.broken
    with pytest.raises(IndexBroken):
        found(reader(tmp_path), "fuel")
    assert index.broken
    index.renew()
    assert not index.broken
    assert index.standing().coverage == {}


def test_a_reader_follows_an_index_that_was_renewed(tmp_path: Path) -> None:
    """It holds the old file open, which nobody will ever fill."""
    index = held(tmp_path, article(1, "a", "Fuel"))
    searching = reader(tmp_path)
    assert found(searching, "fuel") == ["article/a"]
    index.renew()
    with pytest.raises(IndexUnavailable, match="the indexer makes it"):
        found(searching, "fuel")
    index.merge(delta_of([(1, article(1, "b", "Fuel"))]), filled=True)
    assert found(searching, "fuel") == ["article/b"]


def test_a_file_of_another_version_is_broken(tmp_path: Path) -> None:
    """Words that were put in by other code cannot be taken out by this one."""
    held(tmp_path, article(1, "a", "Fuel")).close()

    class Car(Record, kind="car"):
        name = Register()

    other = Corpus((Kind(Car, (Text(Car.name),)),), {}, ())
    index = FullText(tmp_path / "index.sqlite", other, writing=True)
    with pytest.raises(IndexBroken, match="made by"):
        index.standing()
    index.renew()
    delta = Delta()
    delta.state.absorb([Car.name.set("c1", stamp_of(1), "Fiat")])
    index.merge(delta, filled=True)
    assert found(index, "fiat", "car") == ["car/c1"]


def test_a_search_ends_when_its_time_is_up(tmp_path: Path) -> None:
    """A word that is everywhere in a large index must not keep a thread."""
    index = writer(tmp_path)
    many = [(at, article(at, f"a{at}", "fuel")) for at in range(1, 20_001)]
    index.merge(delta_of(many), filled=True)
    with pytest.raises(TooSlow, match="takes too long"):
        index.search(Question(("fuel",), KINDS, 10), 0.0001)
    # And the next is none the worse for it.
    assert len(index.search(Question(("fuel",), KINDS, 10), 20).hits) == 10
