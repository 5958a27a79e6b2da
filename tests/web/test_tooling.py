"""What front-end engineers bring along accepts the schema; the page is what its sources say."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.web.node import CONSOLE, GRAPHIQL, PAGE, ROOT, TOOLING, project, run

RELAY = Path(__file__).parent / "relay"
CLIENTS = ROOT / "tests" / "gateway" / "transport" / "clients"
FEDERATION = ROOT / "examples" / "federation"
LIGHTHOUSE = ROOT / "bench" / "lighthouse"
_DRAWN = "public/media/demo"
OPENID = ROOT / "tests" / "gateway" / "authentication" / "openid"
_SENT_BYTES_MAX = 44_000


@pytest.fixture(scope="module")
def relay(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of Relay: the schema, some fragments, and the compiler."""
    tools = project(TOOLING, request.config) / "node_modules"
    folder = tmp_path_factory.mktemp("relay")
    (folder / "node_modules").symlink_to(tools)
    shutil.copy(ROOT / "schema.graphql", folder)
    shutil.copytree(RELAY, folder / "src")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    settings = {"src": "./src", "language": "typescript", "schema": "./schema.graphql"}
    (folder / "relay.config.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def _compile(folder: Path) -> str:
    return run(folder, "node_modules/.bin/relay-compiler", "relay.config.json")


def test_relay_accepts_the_schema(relay: Path) -> None:
    """Connections, refetchable fragments of nodes, edges that a mutation prepends."""
    _compile(relay)
    made = relay / "src" / "__generated__"
    paging = (made / "feedCardPaginationQuery.graphql.ts").read_text(encoding="utf-8")
    assert "node(id: $id)" in paging
    assert "pageInfo" in paging
    assert len(list(made.iterdir())) == 8


def test_relay_s_verdict_is_one(relay: Path) -> None:
    """It refuses a connection whose `after` is no String; so what it accepts has been looked at."""
    schema = relay / "schema.graphql"
    whole = schema.read_text(encoding="utf-8")
    schema.write_text(whole.replace("after: String", "after: Int"), encoding="utf-8")
    with pytest.raises(subprocess.SubprocessError, match="after"):
        _compile(relay)
    schema.write_text(whole, encoding="utf-8")


EXCEPTIONS = {
    # A reporter is who reported: no prefix of its type's name.
    ("no-typename-prefix", "  reporter: User!"),
    # None is found by an id of its own: they are what a case and an article say of somebody.
    ("relay-edge-types", "type EditEdge {"),
    ("relay-edge-types", "type ReportEdge {"),
    ("relay-edge-types", "type RepostEdge {"),
    # It stands in an error's extensions, of which the schema says nothing.
    ("no-unreachable-types", "enum ErrorCode {"),
    # A subscription tells the first page again and again.
    ("relay-arguments", "  feedUpdated("),
}
"""What the linter says of the schema that stays: rules, and the lines that they are about."""


def _linted(folder: Path) -> set[tuple[str, str]]:
    """What graphql-eslint says of a schema, by its recommended rules and those of Relay."""
    lines = (folder / "schema.graphql").read_text(encoding="utf-8").splitlines()
    found = json.loads(run(folder, "node", "lint.mjs"))
    return {
        (rule.removeprefix("@graphql-eslint/"), _owner(lines, line - 1)) for rule, _, line in found
    }


def _owner(lines: list[str], at: int) -> str:
    """The line that a fault is about: of an edge's node, the edge."""
    if not lines[at].startswith("  node:"):
        return lines[at]
    return next(line for line in lines[at::-1] if line.startswith("type "))


def test_the_linter_accepts_the_schema(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """What front-end engineers have their own schema checked by; and its verdict is one."""
    (tmp_path / "node_modules").symlink_to(project(TOOLING, request.config) / "node_modules")
    shutil.copy(Path(__file__).parent / "lint.mjs", tmp_path)
    shutil.copy(ROOT / "schema.graphql", tmp_path)
    assert _linted(tmp_path) == EXCEPTIONS
    whole = (tmp_path / "schema.graphql").read_text(encoding="utf-8")
    worse = whole.replace('  """How many users bumped it."""\n', "")
    (tmp_path / "schema.graphql").write_text(worse, encoding="utf-8")
    assert ("require-description", "  bumpCount: Int!") in _linted(tmp_path)


def test_the_page_is_what_its_sources_and_the_schema_say(request: pytest.FixtureRequest) -> None:
    """It is committed for those who have no node: so it must be the one that would be built.

    GraphQL codegen accepts the schema, and every operation; TypeScript, strictly, the rest.
    """
    kept = project(PAGE, request.config)
    shutil.copy(ROOT / "schema.graphql", kept / "schema.graphql")
    there = kept / "examples" / "web"
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(PAGE, there, ignore=shutil.ignore_patterns("node_modules", "generated.ts"))
    (there / "node_modules").symlink_to(kept / "node_modules")
    scripts = ("public/page.js", "public/openid.js")
    for name in scripts:
        (there / name).unlink()
    pictures = [f"public/media/demo/{one.name}" for one in (PAGE / _DRAWN).iterdir()]
    shutil.rmtree(there / _DRAWN)
    run(there, "npm", "run", "build")
    run(there, "npm", "run", "pictures")
    assert len(list((there / _DRAWN).iterdir())) == len(pictures)
    for name in ("src/generated.ts", "public/page.css", *scripts, *pictures):
        built = (there / name).read_text(encoding="utf-8")
        assert built == (PAGE / name).read_text(encoding="utf-8"), f"npm run build changes {name}"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (CONSOLE, ("console.js", "console.css")),
        (GRAPHIQL, ("graphiql.js", "graphiql.css", "licenses.txt")),
    ],
)
def test_what_comes_with_the_wheel_is_what_its_sources_say(
    request: pytest.FixtureRequest, source: Path, names: tuple[str, ...]
) -> None:
    """The console's page and GraphiQL are committed, too."""
    kept = project(source, request.config)
    there = kept / "made" / "source"
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(source, there, ignore=shutil.ignore_patterns("node_modules"))
    (there / "node_modules").symlink_to(kept / "node_modules")
    run(there, "npm", "run", "build")
    for name in names:
        built = (there.parent / "page" / name).read_text(encoding="utf-8")
        there_now = (source.parent / "page" / name).read_text(encoding="utf-8")
        assert built == there_now, f"npm run build changes {name}"


def test_the_page_is_small() -> None:
    """It is the first thing that a phone loads; the gateway sends it as gzip."""
    # One script comes when somebody signs in.
    files = (PAGE / "public").iterdir()
    texts = [path for path in files if path.is_file() and path.name != "openid.js"]
    sizes = [len(gzip.compress(path.read_bytes())) for path in texts]
    assert 20_000 < sum(sizes) < _SENT_BYTES_MAX


@pytest.mark.parametrize(
    "folder", [PAGE, TOOLING, CLIENTS, OPENID, FEDERATION, LIGHTHOUSE, CONSOLE, GRAPHIQL]
)
def test_the_locks_name_no_registry(folder: Path) -> None:
    """Where packages come from is the installer's business; what they are is in their hashes."""
    text = (folder / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    lock = json.loads(text)
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    for name, one in packages.items():
        assert "resolved" not in one, name
        assert one["integrity"].startswith("sha512-"), name
