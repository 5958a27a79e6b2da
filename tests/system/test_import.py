"""Importing a whole site while a projector dies: every count equals what the files say."""

from __future__ import annotations

import base64
import gzip
import json
import os
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest

from bandstand.testing.stacks import COMMAND, environment, eventually
from tests.system.stacks import Stack, stack
from tests.tribes.importers.garage import (
    ANSWER,
    COMMENT,
    QUESTION,
    UP_VOTE,
    Tables,
    but,
    garage,
    park,
)

TAGS = ("turbo", "brakes", "größe-c#.net")
QUESTIONS, HANGING = 60, 900
_PAGE = """query Page($after: String) { feed(first: 100, after: $after) {
  edges { node { id bumpCount commentCount viewCount tribe { id } } }
  pageInfo { hasNextPage endCursor } } }"""


@dataclass
class Counts:
    """What is counted of one article."""

    tribe: str = ""
    bumps: int = 0
    comments: int = 0
    views: int = 0


@dataclass
class Site:
    """What the files of a dump say, counted without any code of the product."""

    articles: dict[str, Counts] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, name: str) -> Site:
        """Count the rows of a dump."""
        found = cls()
        posts = {row["Id"]: row for row in _rows(folder, "Posts")}
        for post, row in posts.items():
            if row["PostTypeId"] == "1" and row.get("OwnerUserId") and row.get("Tags"):
                [tag, *_] = row["Tags"].strip("<>|").replace("><", "|").split("|")
                counts = Counts(f"{name}-{tag}", views=int(row.get("ViewCount", 0)))
                found.articles[f"{name}-{post}"] = counts
        for row in posts.values():
            if row["PostTypeId"] == "2" and row.get("OwnerUserId"):
                found._of(name, row["ParentId"]).comments += 1
        for row in _rows(folder, "Comments"):
            if row.get("UserId") and row["PostId"] in posts:
                post = posts[row["PostId"]]
                found._of(name, post.get("ParentId", post["Id"])).comments += 1
        for row in _rows(folder, "Votes"):
            if row["VoteTypeId"] == "2":
                found._of(name, row["PostId"]).bumps += 1
        return found

    def _of(self, name: str, post: str) -> Counts:
        # What hangs on something that is no article is counted nowhere.
        return self.articles.get(f"{name}-{post}", Counts())


def _rows(folder: Path, table: str) -> Iterator[dict[str, str]]:
    path = folder / f"{table}.xml"
    text = path.read_bytes() if path.exists() else gzip.decompress(_packed(path).read_bytes())
    for row in ET.fromstring(text):
        yield dict(row.attrib)


def _packed(path: Path) -> Path:
    return path.with_name(f"{path.name}.gz")


def served(made: Stack) -> dict[str, Counts]:
    """What GraphQL says of every article, page after page."""
    found: dict[str, Counts] = {}
    after: str | None = None
    while True:
        page = made.ask(_PAGE, after=after)["feed"]
        for edge in page["edges"]:
            node = edge["node"]
            counts = node["bumpCount"], node["commentCount"], node["viewCount"]
            found[_own_id(node["id"])] = Counts(_own_id(node["tribe"]["id"]), *counts)
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def _own_id(global_id: str) -> str:
    return base64.b64decode(global_id).decode().partition(":")[2]


def differences(site: Site, found: dict[str, Counts]) -> list[str]:
    """Where what is served is not what the files say; views may be off by 4 %, or by 3."""
    wrong = [f"{article}: not served" for article in site.articles.keys() - found.keys()]
    wrong += [f"{article}: not in the files" for article in found.keys() - site.articles.keys()]
    for article in site.articles.keys() & found.keys():
        expected, seen = site.articles[article], found[article]
        off = abs(expected.views - seen.views)
        exact = (expected.tribe, expected.bumps, expected.comments)
        if (seen.tribe, seen.bumps, seen.comments) != exact or off > max(3, 0.04 * expected.views):
            wrong.append(f"{article}: {expected} in the files, {seen} served")
    return wrong


def large() -> Tables:
    """A site of some thousands of events, with rows of every odd kind between them."""
    random, tables = Random(1967), garage()
    tables["Tags"] = [{"Id": str(n), "TagName": tag} for n, tag in enumerate(TAGS, 1)]
    posts: list[str] = []
    for number in range(100, 100 + QUESTIONS):
        tags = "".join(f"<{tag}>" for tag in random.sample(TAGS, 2))
        owner = None if random.random() < 0.05 else str(random.randrange(1, 3))
        views = str(random.choice((0, 1, 30, 600)))
        row = but(QUESTION, Id=str(number), Tags=tags, OwnerUserId=owner, ViewCount=views)
        tables["Posts"].append(row)
        posts.append(str(number))
    for number in range(1_000, 1_000 + HANGING):
        owner = None if random.random() < 0.05 else "2"
        post, text = random.choice(posts), f"<p>Answer {number}</p>"
        chance = random.random()
        if chance < 0.3:
            row = but(ANSWER, Id=str(number), ParentId=post, OwnerUserId=owner, Body=text)
            tables["Posts"].append(row)
            posts.append(str(number))
        elif chance < 0.6:
            tables["Comments"].append(but(COMMENT, Id=str(number), PostId=post, UserId=owner))
        else:
            kind = random.choice(("2", "2", "3"))
            tables["Votes"].append(but(UP_VOTE, Id=str(number), PostId=post, VoteTypeId=kind))
    by_id = {row["Id"]: row for row in tables["Posts"]}
    for row in tables["Posts"]:
        # An answer to an answer is none, so all answer the question.
        if row["PostTypeId"] == "2" and row["ParentId"] in by_id:
            row["ParentId"] = by_id[row["ParentId"]].get("ParentId", row["ParentId"])
    return tables


@pytest.fixture(scope="module", name="made")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with stack(tmp_path_factory.mktemp("import"), "--shards", 3) as running:
        yield running


def import_and_kill(made: Stack, dump: Path, after: int, *options: str) -> dict[str, Any]:
    """Import a dump, and kill the projector when it has read so many events; the summary."""
    command = [*COMMAND, "import", "stackexchange", str(dump), "--dir", str(made.data), "--json"]
    pipe = subprocess.PIPE
    [health] = [one["address"] for one in made.processes if one["role"] == "projector"]
    with subprocess.Popen(
        [*command, *options], stdout=pipe, stderr=pipe, env=environment()
    ) as child:
        eventually(lambda: httpx.get(health, timeout=5).json()["events"] > after, "under way")
        [pid] = made.pids("projector")
        os.kill(pid, signal.SIGKILL)
        assert child.poll() is None, "the import was over before the projector was killed"
        out, err = child.communicate(timeout=100)
    assert child.returncode == 0, err.decode()
    made.replaced("projector", pid)
    report: dict[str, Any] = json.loads(out)
    return report


def test_every_count_equals_the_files_though_a_projector_died(made: Stack, tmp_path: Path) -> None:
    """The product's promise on one page: nothing lost, nothing twice, whoever died meanwhile."""
    folder = tmp_path / "torque-stackexchange-2020-01"
    park(folder, large())
    site = Site.of(folder, "torque")
    assert len(site.articles) > 0.8 * QUESTIONS
    assert sum(counts.comments for counts in site.articles.values()) > 100
    report = import_and_kill(made, folder, after=500)
    events = sum(report["events"].values())
    assert events > 4_000
    assert (report["site"], report["stored"], report["duplicates"]) == ("torque", events, 0)
    assert report["events"]["article_published"] == len(site.articles)
    assert report["skipped"]["question_without_owner"] > 1
    assert report["rows"]["Votes"] == len(list(_rows(folder, "Votes")))
    verdict = made.verdict()
    assert verdict["events"] == events
    found = served(made)
    assert differences(site, found) == []
    # What is derived in other shards than the articles' is right too.
    for tribe, count in Counter(counts.tribe for counts in site.articles.values()).items():
        query = "query Tribe($slug: String!) { tribe(slug: $slug) { articleCount } }"
        slug = tribe.partition("-")[2]
        assert made.ask(query, slug=slug)["tribe"]["articleCount"] == count, tribe

    told = made.command("import", "stackexchange", folder)
    assert told.returncode == 0
    assert "0  stored now" in told.stdout
    assert f"{events:,} stored before" in told.stdout
    assert made.verdict()["digest_of_views"] == verdict["digest_of_views"]
    assert served(made) == found


def test_a_dump_that_cannot_be_read_is_said(made: Stack, tmp_path: Path) -> None:
    """Which file, and where in it; what came in before stays, and importing again mends it."""
    cases = {
        "none": "is not a folder: expected one that holds a data dump",
        "empty": "lacks Users.xml or Users.xml.gz",
        "-2020-01": "gives no site: name one with --site",
        "broken-2020": "Comments.xml is malformed XML at line 4, column ",
    }
    (tmp_path / "empty").mkdir()
    for name in ("-2020-01", "broken-2020"):
        park(tmp_path / name, garage())
    comments = tmp_path / "broken-2020" / "Comments.xml"
    whole = comments.read_bytes()
    comments.write_bytes(b"\r\n".join([*whole.split(b"\r\n")[:3], b"<<"]))
    for name, expected in cases.items():
        told = made.command("import", "stackexchange", tmp_path / name)
        assert told.returncode == 1
        assert told.stderr.startswith("bandstand: "), told.stderr
        assert expected in told.stderr
        assert not told.stdout
    told = made.command("import", "stackexchange", tmp_path / "-2020-01", "--site", "two words")
    assert told.returncode == 1
    assert "site 'two words' cannot be part of an id" in told.stderr
    before = made.verdict()["events"]
    comments.write_bytes(whole)
    told = made.command("import", "stackexchange", tmp_path / "broken-2020")
    assert told.returncode == 0
    assert made.verdict()["events"] > before
    site = Site.of(tmp_path / "broken-2020", "broken")
    found = {key: counts for key, counts in served(made).items() if key.startswith("broken-")}
    assert differences(site, found) == []
