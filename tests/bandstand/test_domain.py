"""A domain is a package or a module: what it has is taken, and what it has not is made."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from bandstand.domain import Domain
from bandstand.errors import BadSetting
from bandstand.stack.servers import free_port
from bandstand.testing.servers import NatsServer
from gateway.declare.relay import global_id

DOMAINS = Path(__file__).parents[1] / "domains"
ROOT = Path(__file__).parents[2]
ONE_FILE = (DOMAINS / "saves_domain.py").read_text(encoding="utf-8")
PARTS = {
    "saves": ONE_FILE,
    "events": "from .saves import *",
    "views": "from .saves import VIEWS",
    "schema": "from .saves import Mutation, Query",
}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder in which domains are written, beside the one of a single file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(DOMAINS))
    path = [*sys.path]
    yield tmp_path
    # What else was imported stays: a class that is made twice is no longer itself.
    for name, module in [*sys.modules.items()]:
        if Path(getattr(module, "__file__", None) or "/").is_relative_to(tmp_path):
            del sys.modules[name]
    sys.path[:] = path


def package(folder: Path, name: str, **parts: str) -> Domain:
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(parts.pop("itself", ""), encoding="utf-8")
    for part, text in parts.items():
        (folder / name / f"{part}.py").write_text(text, encoding="utf-8")
    return Domain(name)


def test_a_module_and_a_package_of_the_same_are_one_domain(here: Path) -> None:
    """Who starts in one file moves parts out when it grows, and changes nothing else."""
    one, many = Domain("saves_domain"), package(here, "saves", **PARTS)
    all_in = package(here, "saves_in_init", itself=ONE_FILE)
    some_in = package(here, "saves_some_in", itself=ONE_FILE, views="from . import VIEWS")
    domains = (one, many, all_in, some_in)
    for domain in domains:
        domain.check()
    assert len({domain.schema.as_str() for domain in domains}) == 1
    assert len({tuple(domain.codec.types) for domain in domains}) == 1
    assert len({domain.tabs for domain in domains}) == 1
    assert {view.name for domain in domains for view in domain.views} == {"reading"}


def test_a_rule_looks_at_no_record_that_another_view_keeps(here: Path) -> None:
    """It would find nothing there, and allow nobody, or everybody."""
    two = (DOMAINS / "two_views.py").read_text(encoding="utf-8")
    rule = 'through("alive", "fan", lambda: Fan, ~among("likes"))'
    field = f"    may: bool = viewer_can({rule})\n    fan_count: int"
    imported = "from gateway.declare.permissions import among, through\n"
    text = two.replace("    fan_count: int", field).replace(
        "import card,", "import viewer_can, card,"
    )
    text = text.replace("from gateway.declare.relay", f"{imported}from gateway.declare.relay")
    domain = package(here, "two_rules", itself=text)
    told = (
        r"two_rules/__init__\.py:\d+: Car\.may: a rule of CarRecord records looks at FanRecord "
        "records, which another view keeps: keep both in one"
    )
    with pytest.raises(BadSetting, match=told):
        domain.check()


def test_a_view_of_one_file_knows_of_all_events(here: Path) -> None:
    """How any is read decides what is parked, whether or not the view keeps anything of it."""
    domain = Domain("saves_domain")
    assert {*domain.views[0].projections} == {*domain.codec.types.values()}
    more = ONE_FILE + ('class PagePrinted(PageEvent, projected=False):\n    """For others."""\n')
    printed = package(here, "printed", itself=more)
    printed.check()
    assert {one.__name__ for one in printed.views[0].events} >= {"PagePrinted", "PageSaved"}


def test_what_a_domain_has_not_is_made(here: Path) -> None:
    """An entry, tabs and a demo, from its events and its schema; nothing is searched or claimed."""
    domain = Domain("saves_domain")
    made = list(domain.demo("main", 7))
    assert made == list(domain.demo("main", 7))
    assert made != list(domain.demo("main", 8))
    assert {one.type for one in made} == {*domain.codec.types}
    assert [domain.admit(one) for one in made] == made
    assert [tab.query.split("(")[0] for tab in domain.tabs][2:4] == [
        "query Page",
        "mutation NameReader",
    ]
    assert (domain.corpus, domain.claims) == (None, {})


def test_what_a_domain_has_is_taken(here: Path) -> None:
    """Each part can be replaced by itself."""
    domain = package(
        here,
        "own_saves",
        **PARTS,
        entry="def admit(event): return event",
        tabs="TABS = ()",
        demo="def events(region, seed): return iter(())",
        searching="CORPUS = 'a corpus'",
    )
    assert domain.admit.__module__ == "own_saves.entry"
    assert domain.tabs == ()
    assert list(domain.demo("main", 7)) == []
    assert domain.corpus == "a corpus"  # type: ignore[comparison-overlap]


@pytest.mark.parametrize(
    ("parts", "asked", "told"),
    [
        ({}, "codec", "'broken': there is no event: define a class of one, as `Event` says"),
        (
            {"events": PARTS["events"], "saves": ONE_FILE},
            "views",
            "write it in broken/views.py",
        ),
        ({**PARTS, "schema": ""}, "schema", "write a Strawberry type `Query` in broken/schema.py"),
        ({"events": "import shapely_2"}, "codec", "No module named 'shapely_2'"),
        (
            {**PARTS, "views": "VIEWS = ()"},
            "schema",
            "records, which no view keeps",
        ),
        (
            {
                **PARTS,
                "schema": "from .saves import *\nimport strawberry\n"
                "@strawberry.type\nclass Mutation:\n"
                "    save = mutation(PageSaved, Page, fields={'colour': ''})\n",
            },
            "schema",
            "broken/schema.py:5: save: PageSaved has no field 'colour': there are page",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    here: Path, parts: dict[str, str], asked: str, told: str
) -> None:
    """With the domain, and with what to write where."""
    with pytest.raises(BadSetting) as refused:
        getattr(package(here, "broken", **parts), asked)
    assert str(refused.value).startswith("BANDSTAND_DOMAIN='broken': ")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


@contextmanager
def _running(role: str, **settings: str) -> Iterator[None]:
    """A process, started where the domain's file lies."""
    child = subprocess.Popen(
        [sys.executable, "-m", "bandstand", role],
        cwd=DOMAINS,
        env={**os.environ, "PYTHONPATH": str(ROOT), "BANDSTAND_DOMAIN": "saves_domain", **settings},
    )
    try:
        yield
    finally:
        child.terminate()
        child.wait(timeout=15)


def test_a_domain_of_one_file_runs(nats: NatsServer, store_url: str) -> None:
    """Written, changed by its author and nobody else, saved, taken back, and found by its id."""
    settings = {
        "NATS_URL": nats.url,
        "REDIS_URL": store_url,
        "BANDSTAND_REGION": "test",
        "BANDSTAND_DEVELOPMENT": "1",
        "BANDSTAND_PORT": str(free_port()),
    }
    url = f"http://127.0.0.1:{settings['BANDSTAND_PORT']}"
    with _running("projector", **settings), _running("gateway", **settings), httpx.Client() as it:
        _ready(it, url)
        numbers = count()

        def ask(viewer: str, query: str, **variables: Any) -> Any:
            body = {"query": query, "variables": variables}
            answer = it.post(f"{url}/graphql", json=body, headers={"X-Viewer": viewer}).json()
            assert "errors" not in answer, answer
            return answer["data"]

        def change(viewer: str, mutation: str, **fields: Any) -> Any:
            kind = mutation[0].upper() + mutation[1:] + "Input"
            what = "reader { name }" if "Reader" in mutation else _PAGE
            query = f"mutation($input: {kind}!) {{ it: {mutation}(input: $input) {{ {what} "
            query += "userErrors { field code message } } }"
            fields["idempotencyKey"] = str(next(numbers))
            while True:  # A slow machine shows it later; the same key does it once.
                payload = ask(viewer, query, input=fields)["it"]
                if "STALE" not in [one["code"] for one in payload["userErrors"]]:
                    return payload

        named = change("ada", "nameReader", name="Ada")
        assert named == {"reader": {"name": "Ada"}, "userErrors": []}
        page = change("ada", "writePage", title="T", body="<b>B</b><script>x</script>")["page"]
        assert (page["title"], page["body"], page["reader"]["name"]) == ("T", "<b>B</b>", "Ada")

        of = {"pageId": page["id"]}
        assert change("ada", "changePage", **of, title="New")["page"]["title"] == "New"
        assert _codes(change("bob", "changePage", **of, title="x")) == [("pageId", "FORBIDDEN")]
        assert _codes(change("ada", "changePage", **of)) == [(None, "INVALID")]
        assert _codes(change("ada", "changePage", **of, title=None)) == [("title", "INVALID")]
        nowhere = {"pageId": global_id("Page", "nowhere")}
        assert _codes(change("bob", "changePage", **nowhere, title="x")) == [
            ("pageId", "NOT_FOUND")
        ]
        assert _codes(change("bob", "savePage", pageId=global_id("Reader", "ada"))) == [
            ("pageId", "INVALID")
        ]
        saved = change("bob", "savePage", **of)["page"]
        assert (saved["saveCount"], saved["viewerHasSaved"]) == (1, True)
        again = change("bob", "unsavePage", **of)["page"]
        assert (again["saveCount"], again["viewerHasSaved"]) == (0, False)

        ids = [page["id"], *(global_id("Reader", one) for one in ("ada", "new", "other"))]
        nodes = ask("new", "query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }", ids=ids)
        assert [one and one["__typename"] for one in nodes["nodes"]] == [
            "Page",
            "Reader",
            "Reader",  # Who is signed in is there in any case.
            None,
        ]


_PAGE = "page { id title body reader { name } saveCount viewerHasSaved }"


def _codes(payload: Any) -> list[tuple[str | None, str]]:
    return [(one["field"], one["code"]) for one in payload["userErrors"]]


def _ready(client: httpx.Client, url: str) -> None:
    for _ in range(200):
        try:
            if client.get(f"{url}/readyz").status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError("the gateway does not become ready")
