"""What a person gave that does not fit is named as they gave it, with what was expected: no trace,
no type of ours, no pattern, no number of an error.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import fields
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from bandstand.cli.commands import main
from bandstand.settings import Settings
from bandstand.stack import running
from bandstand.stack.servers import quoted
from secrecy import hiding

FILES = {
    "empty": b"",
    "latin1.graphql": b"{ feed { edges { node { title } } } } # caf\xe9",
    "query.graphql": b"query A($n: Int!) { feed(first: $n) { edges { node { title } } } }",
    "nameless.graphql": b"{ feed { edges { node { title } } } }",
    "two.graphql": b"query A { viewer { user { id } } } query B { viewer { user { id } } }",
    "old-report.json": b'{"digest_of_views": 5}\n',
    "bad.json": b"bad",
    "fives.json": b'{"a":5}',
    "no-report.json": b'{"digest_of_views": "a", \n',
}

WORDS: list[tuple[str, str]] = [
    ("up --port 70000", "--port 70000: expected 0 to 65,535"),
    ("up --port abc", "--port 'abc': expected a whole number, 0 to 65,535"),
    ("up --port 1.5", "--port '1.5': expected a whole number"),
    ("BANDSTAND_PORT=abc up", "BANDSTAND_PORT 'abc': expected a whole number, 0 to 65,535"),
    ("BANDSTAND_PORT=-1 up", "BANDSTAND_PORT -1: expected 0 to 65,535"),
    ("up --shards 0", "--shards 0: expected 1 to 1,024"),
    ("BANDSTAND_SHARDS=9999 up", "BANDSTAND_SHARDS 9999: expected 1 to 1,024"),
    ("up --partitions 65", "--partitions 65: expected 1 to 64"),
    ("up --replicas 0", "--replicas 0: expected 1 to 16"),
    ("up --redis-cluster 2", "--redis-cluster 2: expected 3 to 16"),
    (
        "up --regions EU,US",
        "--regions 'EU,US': 'EU' is not a valid name: expected 1 to 16 lower",
    ),
    ("up --regions eu,,us", "--regions 'eu,,us': '' is not a valid name"),
    ("up --regions eu,eu", "--regions 'eu,eu': a region is named twice"),
    ("up --regions eu,us --port 65535", "--port 65535: 2 regions need one port each, from this"),
    (
        "BANDSTAND_PORT=65535 up --regions eu,us",
        "BANDSTAND_PORT 65535: 2 regions need one port each",
    ),
    ("BANDSTAND_REGION=EU up", "BANDSTAND_REGION='EU': expected 1 to 16 lower-case letters"),
    ("BANDSTAND_DOMAIN=nowhere up", "BANDSTAND_DOMAIN='nowhere': there is no such module"),
    (
        "BANDSTAND_DOCUMENTS=/none gateway",
        "BANDSTAND_DOCUMENTS='/none': No such file or directory;",
    ),
    (
        "BANDSTAND_PORT=0 BANDSTAND_DOCUMENTS=bad.json gateway",
        "'bad.json': not JSON: expecting value, at character 1",
    ),
    (
        "BANDSTAND_PORT=0 BANDSTAND_DOCUMENTS=empty gateway",
        "at its end: it is cut off; expected JSON such as",
    ),
    (
        "BANDSTAND_PORT=0 BANDSTAND_DOCUMENTS=fives.json gateway",
        "'fives.json': document 'a' is a number; expected JSON such as",
    ),
    ("BANDSTAND_CORS_CREDENTIALS=1 gateway", "BANDSTAND_CORS_ORIGINS names no origin whose pages"),
    ("import stackexchange . --views 99999999999999", "none or a whole number, 0 to 999,999,999"),
    ("import stackexchange . --views 1000000000", "none or a whole number, 0 to 999,999,999"),
    (
        "import stackexchange . --views -1",
        "--views '-1': expected all, none or a whole number, 0 to",
    ),
    ("import stackexchange . --site=", "--site '' names no site: give its name, or leave it out"),
    ("NATS_URL=ws://h:1 projector", "NATS_URL='ws://h:1': expected nats://host:port"),
    ("NATS_URL=nats://u:p/w@h:1 projector", "NATS_URL='nats://***': expected nats://host:port"),
    ("NATS_URL=nats://u:p#w@h:1 projector", "# as %23"),
    (
        "NATS_URL=nats://127.0.0.1:1 REDIS_URL=redis://h:1 status",
        "nats://127.0.0.1:1: Connection re",
    ),
    ("REDIS_URL=h:6379 projector", "REDIS_URL='h:6379': expected redis://host:port/0"),
    ("REDIS_URL=redis:// projector", "REDIS_URL='redis://': expected redis://host:port/0"),
    (
        "REDIS_URL=redis://h:x/0 projector",
        "REDIS_URL='redis://***': expected redis://host:port/0",
    ),
    ("REDIS_URL=redis://h:99999/0 projector", "expected redis://host:port/0"),
    ("REDIS_URL=redis://h:1/one projector", "REDIS_URL='redis://h:1/one': expected redis://host"),
    ("REDIS_URL=redis://u:p/w@h:1/0 projector", "REDIS_URL='redis://***': expected redis"),
    ("REDIS_URL=redis://u:p#w@h:1/0 projector", "# as %23"),
    ("REDIS_URL=redis://h:1/0?colour=red projector", "no option 'colour' is known"),
    (f"REDIS_URL=unix:///{'x' * 200} projector", "the path of a socket has at most 107 bytes"),
    ("explain-query latin1.graphql", "latin1.graphql: it is not UTF-8: save the query"),
    (
        "explain-query query.graphql --variables {bad",
        "--variables '{bad': not JSON: expecting prope",
    ),
    ("explain-query query.graphql --variables []", "--variables '[]': expected a JSON object"),
    ('explain-query query.graphql --variables {"n":NaN}', "NaN is no number of JSON"),
    ('explain-query query.graphql --variables {"n":"x"}', "Int cannot represent non-integer value"),
    ("explain-query nameless.graphql --operation A", "--operation 'A': the query has no name"),
    (
        "explain-query two.graphql",
        "it has several operations: name one with --operation, expected o",
    ),
    ("explain-query two.graphql --operation C", "--operation 'C': expected one of A, B"),
    ("explain article:\udcff", "not UTF-8, as every id is"),
    ("status --dir \udcff", "--dir \\xff: the name is not UTF-8"),
    (
        "verify --against .",
        "--against .: Is a directory; expected what `bandstand verify --json` pri",
    ),
    ("verify --share 0", "--share 0: expected 1 to 512"),
    ("verify --against none.json", "--against none.json: No such file or directory;"),
    ("verify --against empty", "--against empty: no verdict is in it"),
    ("verify --against no-report.json", "--against no-report.json: line 1 is not JSON: "),
    ("verify --against old-report.json", "has other fields: it may be of another version; exp"),
    ("heal --without mars", "--without mars: there is no such region; there are: main"),
    ("heal --without main", "--without main: no region is left to be healed"),
    ("heal --log mine", "'mine': expected events-<region>-<partition>-<epoch>"),
]
_NOWHERE = {"NATS_URL": "nats://127.0.0.1:1", "REDIS_URL": "redis://127.0.0.1:1/0"}


@pytest.mark.parametrize(("line", "expected"), WORDS, ids=[line[:60] for line, _ in WORDS])
def test_what_does_not_fit_is_named_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, expected: str
) -> None:
    """Who gave an option must not be told of a variable that they never set."""
    monkeypatch.chdir(tmp_path)
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    words = line.split(" ")
    given = dict(word.split("=", 1) for word in words if re.match(r"[A-Z_]+=", word))
    args = [word for word in words if not re.match(r"[A-Z_]+=", word)]
    clean = dict.fromkeys([setting.metadata["key"] for setting in fields(Settings)])
    servers = _NOWHERE if args[0] in ("explain", "verify", "heal") else {}
    done = CliRunner(env={**clean, **servers, **given}).invoke(main, args)
    assert isinstance(done.exception, SystemExit), done.exception
    said = done.stderr
    assert expected in said
    assert len(said.splitlines()) == 1
    for ours in ("Traceback", "Errno", "byte ", "`dict", "`str`", "regex", "integer range"):
        assert ours not in said


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("nats://me:secret@h:1", "nats://***@h:1"),
        ("nats://me:se/cr@e,t@h:1", "nats://***"),
        ("redis://:12/3@h:1", "redis://***"),
        ("redis://me:12?a=b@h:1", "redis://***"),
        ("redis://h:1/0?password=secret", "redis://h:1/0?***"),
        ("unix://me:secret@/a/socket?db=1", "unix://***@/a/socket?***"),
        ("redis://me:secret", "redis://***"),
        ("nats://a:secret@h:1,nats://h:2", "nats://***@h:1,nats://h:2"),
        ("nats://h:1,nats://a:secret@h:2", "nats://h:1,nats://***@h:2"),
        ("redis://:sec,ret@h:1,h:2/0", "redis://***@h:1,h:2/0"),
        ("redis://h:1/0", "redis://h:1/0"),
        ("secret", "secret"),
    ],
)
def test_no_password_is_shown_whatever_its_characters(url: str, shown: str) -> None:
    """Who forgot to write / as %2F is told of it by a message that everybody reads."""
    assert hiding.shown(url) == shown


@pytest.mark.parametrize(
    ("folder", "written"),
    [
        ("/a stack", '"/a stack"'),
        ('/quo"te', r'"/quo\"te"'),
        (r"/back\slash", r'"/back\\slash"'),
        ("/dollar $HOME #{x}", '"/dollar $HOME #{x}"'),
        ("/ünï 🏎\nline", '"/ünï 🏎\nline"'),
    ],
)
def test_a_folder_is_written_into_a_configuration_as_it_is(folder: str, written: str) -> None:
    """nats-server reads what stands between the quotes; `tests.system` starts one in such."""
    assert quoted(Path(folder)) == written


def test_what_is_not_up_yet_is_no_fault() -> None:
    """And its address is not the one to be opened."""

    async def look() -> str:
        async with httpx.AsyncClient() as client:
            return await running._trouble(client, "http://127.0.0.1:1/readyz")

    assert asyncio.run(look()) == "is not up yet"


def test_the_progress_of_a_start_alarms_nobody() -> None:
    """Found by hand: most first starts said that an address does not answer, before the one that is
    to be opened.
    """
    said = running.progress(
        {"main-projector": "", "main-indexer": "is not up yet", "main-gateway": "waits: for views"}
    )
    assert said == (
        "starting: 1 of 3 processes are ready; main-indexer is not up yet; main-gateway waits: for "
        "views"
    )
