"""The site of docs/: all of the program has its entry, all pages have their place, and it stands
alone.
"""

from __future__ import annotations

import os
import re
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from bandstand.settings.settings import Settings
from docs.making import built, files, pages
from docs.making.navigation import NAVIGATION, SAYS, pages_of
from docs.making.reference import commands, events, graphql, metrics, python
from tests.web import windows

ROOT = Path(__file__).resolve().parents[2]
BUILDER = ROOT / ".venv" / "tools" / "docs" / "bin" / "zensical"
SHOTS = ROOT / "test-output" / "docs"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Every page before it is built."""
    return files.texts()


@pytest.fixture(scope="module")
def site(texts: dict[str, str]) -> Path:
    """The site that was built of these pages; it is built where it is of others."""
    place = ROOT / "build" / "docs"
    written = {path.relative_to(place).as_posix(): path for path in place.rglob("*.md")}
    there = {name: path.read_text(encoding="utf-8") for name, path in written.items()}
    if there != texts or not (ROOT / "build" / "site" / "index.html").exists():
        if not BUILDER.exists():
            if os.environ.get("BANDSTAND_REQUIRE_DOCS"):
                raise RuntimeError("the docs must be tested here, and are not built: make docs")
            pytest.skip("what builds the docs is not here: `make docs` installs it")
        subprocess.run(["make", "docs"], cwd=ROOT, check=True, capture_output=True, timeout=110)
    return ROOT / "build" / "site"


def _heads(text: str) -> set[str]:
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return set(re.findall(r"^#+ `?([^`\n]+?)`?$", prose, re.MULTILINE))


def test_each_setting_command_metric_and_event_has_its_entry(texts: dict[str, str]) -> None:
    """Who meets a name in a log or a chart looks it up."""
    settings = {one.metadata["key"] for one in fields(Settings)}
    assert settings <= _heads(texts["reference/settings.md"])
    assert set(metrics.declared()) <= _heads(texts["reference/metrics.md"])
    assert {name for name, _ in commands.commands()} <= _heads(texts["reference/commands.md"])
    assert "bandstand parked list" in _heads(texts["reference/commands.md"])
    kinds = events.domain().codec.types
    assert kinds.keys() <= _heads(texts["reference/events.md"])
    assert texts["reference/events.md"].count("```json") == len(kinds)


def test_each_event_says_who_sends_it(texts: dict[str, str]) -> None:
    """A mutation, or nobody but an operator; and each mutation is of an event that is told."""
    of = events.domain()
    sent = {name for told in events.senders(of).values() for name, _ in told}
    assert sent >= set(graphql.schema().type_map["Mutation"].fields) - {"startUpload"}  # type: ignore[attr-defined]
    for name in sent:
        assert f"Sent by [`{name}`]" in texts["reference/events.md"]


def test_each_type_and_field_has_its_entry(texts: dict[str, str]) -> None:
    """All of the schema, with every argument."""
    reference = [text for page, text in texts.items() if page.startswith("reference/graphql/")]
    heads = set[str]().union(*map(_heads, reference))
    terms = set(re.findall(r'<a id="([^"]+)">', "\n".join(reference)))
    roots = ("Query", "Mutation", "Subscription")
    for one in graphql.types(graphql.schema()):
        if one.name in roots:
            assert isinstance(one, GraphQLObjectType)
            assert one.fields.keys() <= heads
            for name, field in one.fields.items():
                assert {f"{name}.{argument}" for argument in field.args} <= terms
            continue
        assert one.name in heads
        if isinstance(one, GraphQLEnumType):
            assert {f"{one.name}.{value}" for value in one.values} <= terms
        if isinstance(one, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            assert {f"{one.name}.{name}" for name in one.fields} <= terms


def test_what_the_page_of_domains_imports_is_told(texts: dict[str, str]) -> None:
    """An author looks up what they were shown."""
    told = {name for _, name in python.names()}
    page = texts["domain.md"]
    for name in (
        "Event",
        "Record",
        "Register",
        "column",
        "entity",
        "mutation",
        "View",
        "GlobalList",
    ):
        assert name in page
        assert name in told
    assert "bandstand.testing.stages.Stage" in texts["reference/python/testing.md"]


def test_each_page_has_one_place_in_the_navigation(texts: dict[str, str]) -> None:
    """A page that nothing leads to is not read."""
    told = tomllib.loads(files.configuration(texts))["project"]["nav"]
    found = re.findall(r"'([\w/.-]+\.md)'", str(told))
    assert sorted(found) == sorted(texts)
    assert set(SAYS) <= set(pages_of(NAVIGATION))
    assert set((ROOT / "docs").rglob("*.md")) <= set(pages.written().values())


def test_a_link_out_of_the_site_is_no_link(texts: dict[str, str]) -> None:
    """What lies in the repository alone is named, and what is in the site is led to."""
    page = texts["graphql.md"]
    assert "](reference/graphql/queries.md)" in page
    assert "](examples/web.md)" in page
    assert "tests/web/reader" not in re.sub(r"`[^`]*`", "", page)
    assert re.search(r"\]\(guarantees\.md[#)]", texts["index.md"])


def test_lists_and_tables_are_what_they_are_in_the_repository(site: Path) -> None:
    """The builder's Markdown wants empty lines and four spaces, where ours has neither."""
    install = (site / "operate.html").read_text(encoding="utf-8")
    assert "```" not in install
    assert re.search(r'<li>\s*<p>(?:(?!</li>).)*<div class="[^"]*highlight', install, re.DOTALL)
    for page in ("operate.html", "graphql.html", "walk.html", "reference/events.html"):
        prose = re.sub(
            r"<(pre|code)\b.*?</\1>", "", (site / page).read_text("utf-8"), flags=re.DOTALL
        )
        assert not re.search(r"^(<p>)?(\||\* |- |\d\. )", prose, re.MULTILINE), page


def test_nothing_leads_nowhere_and_nothing_comes_from_elsewhere(site: Path) -> None:
    """It can be read where there is no network."""
    assert not list(built.faults(site))


def test_what_leads_nowhere_or_comes_from_elsewhere_is_found(tmp_path: Path) -> None:
    """A look that finds nothing must be able to find something."""
    (tmp_path / "one.html").write_text(
        '<h1 id="here"></h1><a href="#here"></a><a href="https://x.example/"></a>'
        '<script src="https://x.example/a.js"></script><img src="none.png">'
        '<a href="two.html"></a><a href="#there"></a><link rel="stylesheet" href="a.css">'
    )
    (tmp_path / "a.css").write_text("@import 'https://x.example/b.css'; a { fill: url(#b) }")
    assert [one.partition(": ")[2] for one in built.faults(tmp_path)] == [
        "https://x.example/a.js comes from elsewhere",
        "two.html is not there",
        "#there has no such place",
        "none.png is not there",
        "a style comes from elsewhere",
    ]


def test_the_tutorial_names_buttons_that_there_are() -> None:
    """Who is told to press something finds it."""
    page = (ROOT / "docs" / "start.md").read_text(encoding="utf-8")
    sources = [
        path.read_text(encoding="utf-8")
        for folder in ("examples/web/src", "bandstand/console/source")
        for path in (ROOT / folder).rglob("*.tsx")
        if "node_modules" not in path.parts
    ]
    pressed = re.findall(r"[Pp]ress \*([^*]+)\*", page)
    assert len(pressed) == 6
    for name in (*pressed, "You are"):
        assert any(name in source for source in sources), name


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_it_is_read_and_searched_on_a_phone_and_at_a_desk(address: str) -> None:
    """In light and dark, with nothing asked of anybody else, and no page wider than its window."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    shown = ("converge", "reference/graphql/types", "operate")
    with windows.browser() as chromium:
        for size, scheme in ((windows.PHONE, "slate"), (windows.DESK, "default")):
            context = chromium.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme="dark" if scheme == "slate" else "light",
            )
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.on("console", lambda told: told.type == "error" and wrong.append(told.text))
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("request", lambda one: one.url.startswith(address) or wrong.append(one.url))
            for name in shown:
                page.goto(f"{address}/{name}.html")
                page.locator("h1").wait_for()
                assert page.evaluate("document.documentElement.scrollWidth") <= size[0], name
                page.screenshot(path=SHOTS / f"{size[0]}-{name.replace('/', '-')}.png")
            assert page.evaluate("document.body.dataset.mdColorScheme") == scheme
            page.locator("label[for=__search]:visible, .md-search__button:visible").first.click()
            page.keyboard.type("BANDSTAND_QUERY_COST")
            page.get_by_text("results").first.wait_for()
            page.screenshot(path=SHOTS / f"{size[0]}-search.png")
            page.keyboard.press("Enter")
            page.wait_for_url("**/reference/settings.html*")
            context.close()
    assert not wrong
