"""The importer of Stack Exchange dumps: what becomes of each kind of row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from crdt.stamps import stamp_of
from eventlog.checks.visible import settled
from eventlog.envelope import Event
from gateway.errors import ImportFailed
from tests.tribes.importers.garage import (
    ANSWER,
    DAY,
    DAY_MS,
    GARAGE_SKIPS,
    QUESTION,
    Drive,
    but,
    garage,
    of,
    park,
)
from tribes.entry import admit
from tribes.events import (
    EVENTS,
    ArticleBumped,
    ArticlePublished,
    ArticleViewed,
    CommentPosted,
    TribeFollowed,
    TribeProfileSet,
    UserProfileSet,
)
from tribes.importers.dump import PASSES, TABLES
from tribes.importers.stackexchange import VIEWS_MAX, events
from tribes.importers.summary import Summary

AS_OF = stamp_of(1_578_268_800_000)
"""2020-01-06: the latest date of the garage, which is a vote's."""


@pytest.fixture
def drive(tmp_path: Path) -> Drive:
    return Drive(tmp_path / "torque-stackexchange-2020-01")


def test_users_are_described_by_themselves(drive: Drive) -> None:
    """Id, handle, name, avatar and bio come from the row; the stamp is the dump's as-of."""
    community, curve, nobody = of(UserProfileSet, drive(garage()))
    assert (community.user, community.handle) == ("torque--1", "community--1")
    assert curve.user == curve.actor == "torque-1"
    assert (curve.handle, curve.name) == ("süße-kurve-1", "Süße Kurve!")
    assert curve.avatar_url == "https://img.example/1.png?s=128"
    assert curve.bio == "<p>Diesel in the veins</p>"
    assert community.at == curve.at == AS_OF
    assert (nobody.handle, nobody.name) == ("user-2", "???")
    assert (nobody.avatar_url, nobody.bio) == (None, ""), "what a newer dump leaves out is gone"


def test_a_dump_without_pictures_says_nothing_of_them(drive: Drive) -> None:
    """Not all have them; the pictures of an older one stay."""
    tables = garage()
    tables["Users"] = [but(row, ProfileImageUrl=None) for row in tables["Users"]]
    assert {user.avatar_url for user in of(UserProfileSet, drive(tables))} == {msgspec.UNSET}


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Jan-\u042f\u043d", "user-3"),  # of two scripts
        ("cafe\u0301", "caf\u00e9-3"),
        ("\u200bVee\u202e", "vee-3"),
        ("\u3164", "user-3"),
        ("\u042f\u043d", "\u044f\u043d-3"),
        ("\u0130lker", "i-lker-3"),
    ],
)
def test_a_name_that_cannot_be_a_handle_makes_none(drive: Drive, name: str, handle: str) -> None:
    """The number alone will do; the name is shown as it was, but that it turns nothing around."""
    user = {"Id": "3", "DisplayName": name, "CreationDate": DAY}
    [profile] = of(UserProfileSet, drive(garage() | {"Users": [user]}, admit))
    assert profile.handle == handle
    assert profile.name == (settled(name) if name != "\u3164" else "user-3")
    assert "\u202e" not in profile.name


def test_a_user_without_a_name_is_called_by_his_handle(drive: Drive) -> None:
    """A profile needs a name; an empty one would not pass the log."""
    user = {"Id": "3", "DisplayName": " ", "CreationDate": DAY}
    [profile] = of(UserProfileSet, drive(garage() | {"Users": [user]}))
    assert (profile.handle, profile.name) == ("user-3", "user-3")


def test_tags_are_tribes(drive: Drive) -> None:
    """Tags carry no date; what is said of them is as of the dump's."""
    turbo, other = of(TribeProfileSet, drive(garage()))
    assert (turbo.tribe, turbo.slug, turbo.name) == ("torque-turbo", "turbo", "turbo")
    assert turbo.actor == "torque-import"
    assert turbo.description is msgspec.UNSET, "a dump describes no tag, and takes nothing away"
    assert (other.tribe, other.slug) == ("torque-größe-c#.net", "größe-c#.net")
    assert turbo.at == AS_OF


def test_a_tag_that_cannot_be_a_slug_makes_a_tribe_without_one(drive: Drive) -> None:
    """Its articles need it all the same."""
    tables = garage()
    odd_tags = ("c\u043e\u0441", "\u2800")
    tables["Tags"] += [{"Id": str(3 + n), "TagName": tag} for n, tag in enumerate(odd_tags)]
    *_, odd = of(TribeProfileSet, drive(tables, admit))
    assert (odd.tribe, odd.name) == (f"torque-{odd_tags[0]}", odd_tags[0])
    assert odd.slug is msgspec.UNSET
    assert drive.summary.names == {"slug_missing": 1}
    assert drive.summary.skipped["tag_bad_name"] == 1


def test_questions_are_articles_in_the_tribe_of_their_first_tag(drive: Drive) -> None:
    """Both ways in which dumps write tags are read."""
    first, second = of(ArticlePublished, drive(garage()))
    assert (first.article, first.tribe, first.actor) == ("torque-10", "torque-turbo", "torque-1")
    assert (first.title, first.kind) == ("Why does it whistle?", "ARTICLE")
    assert (first.excerpt, first.body) == ("It whistles.", "<p>It whistles.</p>")
    assert first.at == stamp_of(DAY_MS)
    assert first.as_of == second.as_of == AS_OF
    assert (second.tribe, second.actor) == ("torque-größe-c#.net", "torque--1")


def test_whoever_writes_in_a_tribe_follows_it_once(drive: Drive) -> None:
    """However much they write there: the first question in the file counts."""
    question = but(QUESTION, Id="99", OwnerUserId="1", CreationDate="2020-02-01T00:00:00")
    taken = drive(garage() | {"Posts": [*garage()["Posts"], question]})
    assert len(of(ArticlePublished, taken)) == 3
    follows = of(TribeFollowed, taken)
    assert [(one.actor, one.tribe) for one in follows] == [
        ("torque-1", "torque-turbo"),
        ("torque--1", "torque-größe-c#.net"),
    ]
    assert follows[0].at == of(ArticlePublished, taken)[0].at


def test_answers_and_comments_are_comments(drive: Drive) -> None:
    """A reply names its answer as parent, unless the answer was not brought in."""
    answer, on_question, on_answer, on_orphan = of(CommentPosted, drive(garage()))
    assert (answer.comment, answer.parent) == ("torque-10/a9", None)
    assert (answer.actor, answer.body) == ("torque-2", "<p>Worn bearing.</p>")
    assert (on_question.comment, on_question.parent) == ("torque-10/c1", None)
    assert on_question.body == "5 &lt; 6 &amp; &lt;b&gt;not bold&lt;/b&gt;"
    assert (on_answer.comment, on_answer.parent) == ("torque-10/c2", "torque-10/a9")
    assert (on_orphan.comment, on_orphan.parent) == ("torque-10/c3", None)


def test_up_votes_on_questions_are_bumps(drive: Drive) -> None:
    """Each by a user of its own, who is never described."""
    bumps = of(ArticleBumped, drive(garage()))
    assert [(b.actor, b.article) for b in bumps] == [
        ("torque-voter-7", "torque-10"),
        ("torque-voter-8", "torque-15"),
    ]
    assert bumps[0].at == stamp_of(1_578_268_800_000)


def test_view_counts_become_views(drive: Drive) -> None:
    """As many distinct viewers as the question has views, at the question's date."""
    views = of(ArticleViewed, drive(garage()))
    assert [v.actor for v in views] == [f"torque-viewer-10-{n}" for n in (1, 2, 3)]
    assert {(v.article, v.at) for v in views} == {("torque-10", stamp_of(DAY_MS))}


def test_the_summary_accounts_for_every_row(drive: Drive) -> None:
    """Rows read are events or skips: nothing is lost in silence."""
    taken = drive(garage())
    summary = drive.summary
    assert summary.rows == {"Users": 3, "Tags": 2, "Posts": 7, "Comments": 3, "Votes": 2}
    assert summary.events == {
        "user_profile_set": 3,
        "tribe_profile_set": 2,
        "article_published": 2,
        "tribe_followed": 2,
        "comment_posted": 4,
        "article_bumped": 2,
        "article_viewed": 3,
    }
    assert summary.skipped == GARAGE_SKIPS
    assert sum(summary.events.values()) == len(taken)
    # Three views and two follows are of rows that are something else, too.
    assert sum(summary.rows.values()) + 5 == len(taken) + sum(GARAGE_SKIPS.values())
    assert msgspec.json.decode(summary.to_json(), type=Summary) == summary


@pytest.mark.parametrize("packed", [False, True])
def test_importing_twice_gives_the_same_bytes(tmp_path: Path, packed: bool) -> None:
    """Equal bytes under equal ids: the log and the views see nothing new."""
    runs = []
    for name in ("one", "two"):
        dump = park(tmp_path / name, garage(), packed=packed and name == "two")
        taken = events(dump, site="torque", region="eu", summary=Summary())
        runs.append([EVENTS.encode(event) for event in taken])
    assert runs[0] == runs[1]
    # A golden id: a change of the derivation would import every dump a second time.
    assert msgspec.json.decode(runs[0][0])["id"] == "01DXW2DD00N6FMZXTC5J0M2YA6"


def test_sites_do_not_share_event_ids(tmp_path: Path) -> None:
    """Row numbers start at 1 on every site."""
    dump = park(tmp_path / "x", garage())
    ids = [
        {event.id for event in events(dump, site=site, region="eu", summary=Summary())}
        for site in ("torque", "chrome")
    ]
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("packed", [False, True])
def test_progress_ends_at_the_total(tmp_path: Path, packed: bool) -> None:
    """Bytes on disk, packed or not, each file as often as it is read."""
    dump = park(tmp_path / "x", garage(), packed=packed)
    steps: list[int] = []
    for _ in events(dump, site="s", region="eu", summary=Summary(), advance=steps.append):
        pass
    assert sum(steps) == dump.total_bytes
    assert min(steps) >= 0
    sizes = {path.name.partition(".")[0]: path.stat().st_size for path in dump.folder.iterdir()}
    assert dump.total_bytes == sum(sizes[table] * PASSES[table] for table in TABLES)


def test_tribes_that_tags_does_not_list_are_counted(drive: Drive) -> None:
    """They stay stubs; each counts once."""
    tables = garage()
    tables["Posts"] += [but(QUESTION, Id=str(20 + n), Tags="<rust>") for n in range(3)]
    assert len(of(ArticlePublished, drive(tables))) == 5
    assert drive.summary.tribes_undescribed == 1


def test_lines_over_the_limit_are_cut(drive: Drive) -> None:
    """A title and a name end in an ellipsis, and the summary says so."""
    tables = garage() | {
        "Users": [{"Id": "3", "DisplayName": "v8 " * 50, "CreationDate": DAY}],
        "Posts": [but(QUESTION, Id="10", Title="rev " * 100)],
    }
    taken = drive(tables)
    [profile], [article] = of(UserProfileSet, taken), of(ArticlePublished, taken)
    assert profile.name == "v8 " * 32 + "v8…"
    assert profile.handle == "v8-" * 13 + "v-3"
    assert article.title == "rev " * 74 + "rev…"
    assert drive.summary.cut == {"user_name": 1, "question_title": 1}


@pytest.mark.parametrize("letter", ["a", "漢", '"', "\\", "🏎"])
def test_bodies_over_the_limits_are_cut_to_sane_html(drive: Drive, letter: str) -> None:
    """Fields have limits in characters, events in bytes: both hold, and tags stay closed."""
    body = "<ul><li><b>" + f"{letter * 20} &amp; " * 4000 + "</b></li></ul>"
    tables = garage()
    tables["Users"][0]["AboutMe"] = body
    tables["Posts"] = [but(QUESTION, Id="10", Body=body), but(ANSWER, Id="9", Body=body)]
    taken = drive(tables)
    cut = [
        of(UserProfileSet, taken)[0].bio,
        of(ArticlePublished, taken)[0].body,
        of(CommentPosted, taken)[0].body,
    ]
    for html in cut:
        assert isinstance(html, str)
        assert re.fullmatch(
            rf"<ul><li><b>({letter * 2}|{re.escape(letter)}|&amp;| )+…</b></li></ul>", html
        )
        assert len(html) > 8_000
    assert drive.summary.cut == {"user_bio": 1, "question_body": 1, "answer_body": 1}


def test_the_entry_sees_texts_and_may_lengthen_them(drive: Drive) -> None:
    """A sanitiser adds attributes: what it returns must fit, not what it was given."""

    def lengthen(event: Event) -> Event:
        assert not isinstance(event, ArticleBumped | ArticleViewed)
        if not isinstance(event, ArticlePublished):
            return event
        assert len(event.body) <= 60_000
        body = event.body.replace("<i>", '<i class="sanitised">')
        return msgspec.structs.replace(event, body=body)

    tables = garage() | {"Posts": [but(QUESTION, Id="10", Body="<i>vroom</i>" * 4000)]}
    [article] = of(ArticlePublished, drive(tables, lengthen))
    assert article.body.startswith('<i class="sanitised">vroom</i>')
    assert article.body.count("<i") == article.body.count("</i>")
    assert drive.summary.cut == {"question_body": 1}


def test_events_come_one_by_one(tmp_path: Path) -> None:
    """A view count of millions must not be held in memory."""
    posts = [but(QUESTION, Id="10", ViewCount=str(VIEWS_MAX))]
    dump = park(tmp_path / "x", garage() | {"Posts": posts})
    stream: Iterator[Event] = events(dump, site="s", region="eu", summary=Summary())
    view = next(event for event in stream if isinstance(event, ArticleViewed))
    assert view.actor == "s-viewer-10-1"


@pytest.mark.parametrize("site", ["", "a b", "a/b", "x" * 65, "a\n", "\udcff"])
def test_a_site_that_cannot_be_part_of_an_id_is_refused(tmp_path: Path, site: str) -> None:
    """Before the first event, not at the first one that does not fit."""
    dump = park(tmp_path / "x", garage())
    with pytest.raises(ImportFailed, match="cannot be part of an id"):
        events(dump, site=site, region="eu", summary=Summary())
