"""Importing into a community that lives: names, newer dumps, other sites, odd characters."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bandstand.testing.stacks import eventually
from tests.system.stacks import Stack, stack
from tests.tribes.importers.garage import DAY, QUESTION, Tables, but, garage, park
from tests.tribes.importers.test_importing import newer
from tribes.importers.dump import TABLES


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack that the tests of this module share; each has sites of its own."""
    with stack(tmp_path_factory.mktemp("again"), "--shards", 3) as running:
        yield running


def bring(made: Stack, folder: Path, *options: str) -> dict[str, Any]:
    """Import a dump, and wait until the views hold it; the summary."""
    told = made.command("import", "stackexchange", folder, "--json", *options)
    assert told.returncode == 0, told.stderr
    made.verdict()
    report: dict[str, Any] = json.loads(told.stdout)
    assert report["changed"] == []
    return report


def node(kind: str, own_id: str) -> str:
    """A global id."""
    return base64.b64encode(f"{kind}:{own_id}".encode()).decode()


def shown(made: Stack, site: str) -> str:
    """All that a reader sees of a site's two questions, without the site in it."""
    query = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on Article {
      title excerpt body publishedAt bumpCount commentCount viewCount
      tribe { name slug } author { name handle bio avatarUrl }
      comments(first: 50) { edges { node { id body postedAt author { name } parent { id } } } }
    } ... on User { name handle bio avatarUrl } } }"""
    ids = [node("Article", f"{site}-{post}") for post in (10, 15)]
    ids += [node("User", f"{site}-{user}") for user in (-1, 1, 2)]
    found = json.dumps(made.ask(query, ids=ids), ensure_ascii=False)
    for part in found.split('"'):
        try:
            name = base64.b64decode(part, validate=True).decode()
        except ValueError:
            continue
        if part and f"{site}-" in name:
            found = found.replace(part, name)
    return found.replace(f"-{site}", "").replace(f"{site}-", "")


def test_a_newer_dump_wins_whole_in_both_orders(made: Stack, tmp_path: Path) -> None:
    """What a reader sees is the newer dump, whichever was brought in last; and nothing moves."""
    park(tmp_path / "old", garage())
    park(tmp_path / "new", newer())
    for site, order in (("first", ("old", "new")), ("second", ("new", "old"))):
        for name in order:
            bring(made, tmp_path / name, "--site", site)
    assert shown(made, "first") == shown(made, "second")
    seen = shown(made, "second")
    for said in ("A title that begins with A", "A better bearing.", "A kinder comment", "Kurve"):
        assert said in seen
    assert "Why does it whistle?" in seen, "the other question stays as it was"
    assert "Süße" not in seen
    assert "Diesel" not in seen
    before = made.verdict()["digest_of_views"]
    again = bring(made, tmp_path / "new", "--site", "second")
    assert (again["stored"], again["newer_here"]) == (0, "")
    told = made.command("import", "stackexchange", tmp_path / "old", "--site", "second").stdout
    older = "this dump is older than what is here: it is as of 2020-01-06T00:00:00.000Z; here is"
    assert f"{older} 2021-03-04T05:06:07.008Z." in told
    assert "What the newer dump named no more is here again" in told
    for name in ("old", "new", "old"):
        bring(made, tmp_path / name, "--site", "first")
        assert made.verdict()["digest_of_views"] == before, name


def test_what_is_edited_here_stays(made: Stack, tmp_path: Path) -> None:
    """A dump of before tells nothing of it."""
    park(tmp_path / "old", garage())
    bring(made, tmp_path / "old", "--site", "edited")
    title = """mutation($id: ID!) { editArticle(input: {articleId: $id, title: "Mine"}) {
      userErrors { message } } }"""
    words = """mutation($id: ID!) { editComment(input: {commentId: $id, body: "Mine too"}) {
      userErrors { message } } }"""
    for viewer, query, own_id in (
        ("edited-1", title, node("Article", "edited-10")),
        ("edited-2", words, node("Comment", "edited-10/c1")),
    ):
        [done] = made.ask(query, viewer=viewer, id=own_id).values()
        assert done["userErrors"] == []
    park(tmp_path / "new", newer())
    bring(made, tmp_path / "new", "--site", "edited")
    seen = shown(made, "edited")
    assert '"title": "Mine"' in seen
    assert '"Mine too"' in seen
    assert "A kinder comment" not in seen
    assert "A better bearing." in seen


def test_an_import_takes_nobody_s_name(made: Stack, tmp_path: Path) -> None:
    """Whoever has a slug or a handle keeps it; what comes in is called by its site, too."""
    tribe = """mutation($s: String!) { setTribeProfile(input: {slug: $s, name: "Here"}) {
      tribe { id slug } userErrors { message } } }"""
    live = made.ask(tribe, viewer="enzo", s="Ferrari")["setTribeProfile"]["tribe"]
    handle = 'mutation { setUserProfile(input: {handle: "Mad-Max-7", name: "Max"}) '
    made.ask(handle + "{ userErrors { message } } }", viewer="max")
    tables = garage()
    tables["Tags"] = [{"Id": "1", "TagName": "ferrari"}, {"Id": "2", "TagName": "c++"}]
    tables["Users"] = [{"Id": "7", "DisplayName": "Mad Max", "CreationDate": DAY}]
    tables["Posts"] = [but(QUESTION, Id="10", Tags="<ferrari>", OwnerUserId="7")]
    folder = tmp_path / "named.stackexchange.com"
    park(folder, tables)
    query = """{ live: tribe(slug: "FERRARI") { id slug } new: tribe(slug: "ferrari-named") { id }
      max: user(handle: "mad-max-7") { name handle } other: user(handle: "mad-max-7-named") { id }
      plain: tribe(slug: "c++") { id } }"""
    for _ in range(2):
        report = bring(made, folder)
        assert report["site"] == "named"
        assert report["names"] == {"slug_qualified": 1, "handle_qualified": 1}
        assert made.ask(query) == {
            "live": live,
            "new": {"id": node("Tribe", "named-ferrari")},
            "max": {"name": "Max", "handle": "Mad-Max-7"},
            "other": {"id": node("User", "named-7")},
            "plain": {"id": node("Tribe", "named-c++")},
        }
    own = f'{{ node(id: "{node("Tribe", "named-ferrari")}") {{ ... on Tribe {{ slug name }} }} }}'
    assert made.ask(own)["node"] == {"slug": "ferrari-named", "name": "ferrari"}
    told = made.command("import", "stackexchange", folder)
    assert "1  tribe has the site's name in its slug" in told.stdout
    assert "1  user has another handle than at home" in told.stdout


def test_a_name_stays_with_who_was_brought_in_with_it(made: Stack, tmp_path: Path) -> None:
    """A newer dump claims nothing anew: who came between does not get ahead."""
    tables = garage()
    tables["Tags"] = [{"Id": "1", "TagName": "gearbox"}]
    park(tmp_path / "old", tables)
    bring(made, tmp_path / "old", "--site", "kept")
    rival = {"type": "tribe_profile_set", "actor": "eve", "tribe": "rival", "slug": "gearbox"}
    made.command("publish", "-", stdin=json.dumps(rival).encode())
    tables["Votes"][0]["CreationDate"] = "2021-01-01T00:00:00.000"
    park(tmp_path / "new", tables)
    report = bring(made, tmp_path / "new", "--site", "kept")
    assert report["names"] == {}
    found = made.ask('{ tribe(slug: "gearbox") { id slug } }')["tribe"]
    assert found == {"id": node("Tribe", "kept-gearbox"), "slug": "gearbox"}
    own = f'{{ node(id: "{node("Tribe", "rival")}") {{ ... on Tribe {{ slug }} }} }}'
    assert made.ask(own)["node"] == {"slug": None}


def test_two_sites_do_not_meet(made: Stack, tmp_path: Path) -> None:
    """A site and its meta site have posts of the same numbers."""
    other = garage()
    for row in other["Posts"]:
        row["CreationDate"] = "2019-05-05T05:05:05.555"
        row["OwnerUserId"] = "2"
    one, two = tmp_path / "apart.stackexchange.com", tmp_path / "apart.meta.stackexchange.com"
    park(one, garage())
    park(two, other)
    assert bring(made, one)["site"] == "apart"
    assert bring(made, two)["site"] == "apart-meta"
    before = made.verdict()
    told = made.command("import", "stackexchange", two, "--site", "apart")
    assert told.returncode == 1
    assert "another site is here as 'apart' already" in told.stderr
    assert "--site apart-2" in told.stderr
    assert made.verdict() == before, "nothing was brought in"
    bumpers = """query($a: ID!) { node(id: $a) { ... on Article {
      bumpers(first: 9) { edges { node { id } } } } } }"""
    found = [
        made.ask(bumpers, a=node("Article", f"{site}-10"))["node"]["bumpers"]["edges"]
        for site in ("apart", "apart-meta")
    ]
    assert found[0] != found[1], "voters are of their sites"


def odd(folder: Path) -> None:
    """A dump with what public dumps hold, and XML forbids."""
    park(folder, garage())
    posts = (folder / "Posts.xml").read_bytes()
    posts = posts.replace(b"It whistles.", b"It &#x0E;whis\x02tles&#xD800;.")
    posts = posts.replace(b"Why does it whistle?", b"Why does it &#xFFFE;whistle?")
    (folder / "Posts.xml").write_bytes(posts)
    users = (folder / "Users.xml").read_bytes()
    (folder / "Users.xml").write_bytes(users.replace(b"Diesel", b"Di\xffesel&#0;"))


def test_characters_that_xml_forbids_are_replaced_and_all_comes_in(
    made: Stack, tmp_path: Path
) -> None:
    """One of them stopped a whole import, with nothing in."""
    odd(tmp_path / "odd.stackexchange.com")
    report = bring(made, tmp_path / "odd.stackexchange.com")
    assert report["events"]["article_published"] == 2
    # Three questions have that title, and that text; one of them does not come in.
    assert report["replaced"] == {"Posts": 12, "Users": 2}
    seen = shown(made, "odd")
    assert "Why does it \ufffdwhistle?" in seen
    assert "It \ufffdwhis\ufffdtles\ufffd." in seen
    assert "Di\ufffdesel\ufffd" in seen
    told = made.command("import", "stackexchange", tmp_path / "odd.stackexchange.com")
    assert "14  characters that XML forbids were replaced by \ufffd" in told.stdout


def test_views_can_be_left_out_thinned_and_brought_in_later(made: Stack, tmp_path: Path) -> None:
    """They are most of a dump. Less of them later takes nothing away."""
    tables: Tables = garage()
    tables["Posts"] = [
        but(QUESTION, Id="10", ViewCount="40"),
        but(QUESTION, Id="15", ViewCount="2"),
    ]
    folder = tmp_path / "thin.stackexchange.com"
    park(folder, tables)
    query = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on Article { viewCount } } }"""
    ids = [node("Article", f"thin-{post}") for post in (10, 15)]
    for option, brought, seen in (
        ("none", 0, (0, 0)),
        ("5", 7, (5, 2)),
        ("all", 42, (40, 2)),
        ("1", 2, (40, 2)),
    ):
        report = bring(made, folder, "--views", option)
        assert report["events"].get("article_viewed", 0) == brought
        assert report["skipped"].get("views_left_out", 0) == 42 - brought
        found = [one["viewCount"] for one in made.ask(query, ids=ids)["nodes"]]
        assert abs(found[0] - seen[0]) <= 2
        assert found[1] == seen[1]
    told = made.command("import", "stackexchange", folder, "--views", "some")
    assert told.returncode == 2
    assert "'some': expected all, none or a whole number" in told.stderr


def test_what_is_of_the_future_does_not_come_in(made: Stack, tmp_path: Path) -> None:
    """It would stand first in every feed until its time came, and win over every edit."""
    tables = garage()
    tables["Posts"].append(but(QUESTION, Id="99", CreationDate="2088-01-01T00:00:00"))
    tables["Posts"][1]["LastEditDate"] = "2088-01-01T00:00:00"
    folder = tmp_path / "future.stackexchange.com"
    park(folder, tables)
    report = bring(made, folder)
    assert report["skipped"]["question_in_future"] == 1
    assert report["as_of"] == "2020-01-06T00:00:00.000Z"
    gone = f'{{ node(id: "{node("Article", "future-99")}") {{ id }} }}'
    assert made.ask(gone)["node"] is None
    told = made.command("import", "stackexchange", folder)
    assert "1  question of the future" in told.stdout


def test_archives_and_what_is_missing_are_said_in_one_sentence(made: Stack, tmp_path: Path) -> None:
    """With what to do about it."""
    whole = tmp_path / "whole"
    park(whole, garage())
    places: dict[str, list[str]] = {
        "packed": ["dump.7z"],
        "parts": [f"stackoverflow.com-{table}.7z" for table in TABLES],
        "empty": [],
        "half": ["Users.xml", "Posts.xml"],
    }
    for name, files in places.items():
        (tmp_path / name).mkdir()
        for file in files:
            (tmp_path / name / file).write_bytes(b"7z")
    (tmp_path / "around").mkdir()
    shutil.copytree(whole, tmp_path / "around" / "site")
    cases = {
        "packed/dump.7z": "unpack the archive, as with `7z x dump.7z -odump`, and give dump",
        "packed": "holds archives (dump.7z): unpack them there, as with `7z x dump.7z`",
        "parts": "holds archives (stackoverflow.com-Comments.7z, ",
        "half/Users.xml": "give the folder that holds the file",
        "half": "lacks Tags.xml or Tags.xml.gz, Comments.xml or Comments.xml.gz, Votes.xml",
        "empty": "unpack what is missing into the same folder",
        "around": "which site in it has: give that folder",
        "nowhere": "is not a folder: expected one that holds a data dump",
    }
    for name, said in cases.items():
        told = made.command("import", "stackexchange", tmp_path / name)
        assert told.returncode == 1
        assert said in told.stderr, name
        assert len(told.stderr.splitlines()) == 1
        assert not told.stdout


def test_without_a_store_nothing_is_brought_in(made: Stack, tmp_path: Path) -> None:
    """An import that cannot ask who has a name would take it."""
    park(tmp_path / "blind.stackexchange.com", garage())
    nowhere = {**made.settings, "REDIS_URL": "redis://127.0.0.1:1/0"}
    kept = {key: value for key, value in nowhere.items() if key != "BANDSTAND_DIR"}

    def given() -> bool:
        told = made.command("import", "stackexchange", tmp_path / "blind.stackexchange.com", **kept)
        assert told.returncode == 1
        assert "the views cannot be asked who has which name" in told.stderr, told.stderr
        return "Start the store, and try again" in told.stderr

    assert eventually(given, "a refusal")
    line = {"type": "user_profile_set", "actor": "blind", "user": "blind"}
    nameless, named = (
        json.dumps(line | more).encode() for more in ({"name": "B"}, {"handle": "b"})
    )
    told = made.command("publish", "-", stdin=nameless, **kept)
    assert told.stdout.startswith("1 stored"), "what claims no name needs nobody's leave"
    told = made.command("publish", "-", stdin=nameless + b"\n" + named, **kept)
    assert (told.returncode, told.stdout[:8]) == (1, "1 stored")
    assert "line 2: the views cannot be asked who has which name" in told.stderr
    assert "then go on from line 2: tail -n +2 FILE | bandstand publish -" in told.stderr
