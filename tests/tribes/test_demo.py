"""The demo: what a newcomer sees first is alive, varied and the same for everybody."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from pathlib import Path

from crdt.stamps import Stamp, ms_of
from eventlog.envelope import Event
from tribes import events as e
from tribes.demo import ARTICLES, PEOPLE_EVENTS, events, lately, people
from tribes.demo_texts import TRIBES

_PUBLIC = Path(__file__).parents[2] / "examples" / "web" / "public"
_NOW_MS = 1_796_000_000_000
_DAY_MS = 86_400_000
_ALL = list(events("main", 7))


def _articles() -> list[e.ArticlePublished]:
    return [one for one in _ALL if isinstance(one, e.ArticlePublished)]


def test_it_is_the_same_from_the_same_seed_and_another_from_another() -> None:
    """Documents quote it; so do tests."""
    assert list(events("main", 7)) == _ALL
    assert list(events("main", 8)) != _ALL


def test_the_last_of_it_is_of_now() -> None:
    """Boards of today and of the week have something to show, and nothing is of the future."""
    moved = list(lately("main", 7, _NOW_MS))
    at = [ms_of(Stamp(one.at)) for one in moved]
    assert at == sorted(at)
    assert at[-1] == _NOW_MS
    assert len({one.id for one in moved}) == len(moved) == len(_ALL)
    articles = [ms_of(Stamp(one.at)) for one in moved if isinstance(one, e.ArticlePublished)]
    assert sum(one > _NOW_MS - 7 * _DAY_MS for one in articles) > 10
    assert 30 * _DAY_MS < _NOW_MS - articles[0] < 100 * _DAY_MS


def test_what_is_written_is_not_of_one_mould() -> None:
    """Titles differ, some articles are long and some short, and each tribe has its own words."""
    articles = _articles()
    assert len(articles) == ARTICLES
    assert len({one.title for one in articles}) > ARTICLES * 0.85
    lengths = sorted(len(one.body) for one in articles)
    assert lengths[10] * 3 < lengths[-10]
    assert {one.tribe for one in articles} == set(TRIBES)
    assert all("{" not in one.title + one.excerpt + one.body for one in articles)


def test_threads_have_several_levels() -> None:
    """An answer to an answer is what a thread is for."""
    parents = {one.comment: one.parent for one in _ALL if isinstance(one, e.CommentPosted)}

    def depth(comment: str) -> int:
        parent = parents[comment]
        return 1 + depth(parent) if isinstance(parent, str) and parent in parents else 0

    depths = Counter(map(depth, parents))
    assert depths[0] > depths[1] > depths[2] > depths[3] > 0


def test_its_pictures_are_there_and_say_what_is_seen() -> None:
    """Half of the articles have some; each is a file that the page brings along."""
    shown = [media for one in _articles() for media in one.media]
    assert len([one for one in _articles() if one.media]) > ARTICLES / 2
    assert len({media.url for media in shown}) > 20
    for media in shown:
        assert (_PUBLIC / media.url.removeprefix("/")).is_file(), media.url
        assert len(media.alt) > 10


def test_its_people_go_on_with_what_they_do() -> None:
    """An article a minute at first, less and less, and one day it is enough; the same each time."""
    done = list(people("eu", 7))
    assert done == list(people("eu", 7))
    assert len(done) == PEOPLE_EVENTS
    assert len({one.id for _, one in done}) == PEOPLE_EVENTS
    at_s = list(accumulate(pause_s for pause_s, _ in done))
    written = [at for at, (_, one) in zip(at_s, done, strict=True) if is_article(one)]
    assert 5 <= sum(at < 600 for at in written) <= 15
    assert sum(at > 36_000 for at in written) < len(written) / 3
    assert 10 < at_s[-1] / 3_600 < 24
    titles = {one.title for _, one in done if isinstance(one, e.ArticlePublished)}
    assert len(titles) > len(written) * 0.85
    kinds = Counter(one.type for _, one in done)
    assert min(kinds.values()) > 20
    assert len(kinds) == 7


def test_its_people_write_nothing_twice() -> None:
    """Neither what the demo has, nor what those of another region write."""
    names = [*map(_name, _ALL)]
    for region in ("eu", "us"):
        names += [_name(one) for _, one in people(region, 7)]
    made = [one for one in names if one]
    assert len(made) == len(set(made))


def is_article(event: Event) -> bool:
    """Whether it is a new article."""
    return isinstance(event, e.ArticlePublished)


def _name(event: Event) -> str:
    if isinstance(event, e.ArticlePublished):
        return event.article
    return event.comment if isinstance(event, e.CommentPosted) else ""
