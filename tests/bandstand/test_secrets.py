"""No password is written anywhere, whatever its characters: every command and every process is
given odd ones, in the user's part of an address and in its options, and all that they say is
searched.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import click
import httpx
import pytest

from bandstand.cli.commands import main
from bandstand.processes import journal
from bandstand.settings import Settings
from bandstand.stack import servers as embedded
from bandstand.testing.servers import NatsServer, StoreServer
from bandstand.testing.stacks import Stack, run
from secrecy.hiding import hiding, secrets_in, shown

HUSH = "hush"
"""It stands between all odd characters: a part of a password is one, too."""

CHARACTERS = (
    "@",
    "/",
    "#",
    "%",
    ":",
    "?",
    " ",
    '"',
    "'",
    "\\",
    ",",
    "&",
    "=",
    "ü",
    "🏎",
    "\t",
    "//",
)
ODD = HUSH + "".join(f"{one}{HUSH}" for one in CHARACTERS if one != "\t")
COMMANDS: dict[tuple[str, ...], bytes] = {
    ("heal",): b"",
    ("explain-query", "-"): b"{ __typename }",
    ("status",): b"",
    ("status", "--json"): b"",
    ("parked", "list"): b"",
    ("parked", "show", "events-main-0-1", "1"): b"",
    ("verify",): b"",
    ("verify", "--json"): b"",
    ("explain", "article:a1"): b"",
    ("setup",): b"",
    ("permissions",): b"",
    ("revoke", "--viewer", "pat"): b"",
    ("events",): b"",
    ("schema",): b"",
    ("link", "down", "eu", "us"): b"",
    ("link", "up", "eu", "us"): b"",
    ("check", "nowhere"): b"",
    ("new", "garage"): b"",
    ("up", "--regions", "eu,us"): b"",
    # The last: nobody projects it, and to verify would wait for that.
    ("publish", "-"): b'{"type":"article_bumped","actor":"enzo","article":"a1"}',
}
ROLES = ("gateway", "projector", "indexer", "up")
"""Those that run until they are ended: `up` starts the others."""


class _Nats(NatsServer):
    def command(self) -> list[str]:
        command = super().command()
        conf = self.folder / "nats.conf"
        # JSON's quotes are those of the configuration, but for what is beyond ASCII.
        word = json.dumps(ODD, ensure_ascii=False)
        told = f'authorization {{ user: "hushed", password: {word} }}\n'
        conf.write_text(conf.read_text() + told, encoding="utf-8")
        return command


class _Store(StoreServer):
    def command(self) -> list[str]:
        return [*super().command(), "--requirepass", ODD]


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Servers that ask for an odd password, and where they are."""
    folder = tmp_path_factory.mktemp("secrets")
    nats, store = _Nats(folder / "nats"), _Store(folder / "store")
    nats.start()
    store.start()
    word = quote(ODD, safe="")
    yield {
        "NATS_URL": f"nats://hushed:{word}@{embedded.HOST}:{nats.port}",
        "REDIS_URL": f"redis://{embedded.HOST}:{store.port}/0?password={word}",
    }
    nats.kill()
    store.kill()


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, by its words."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group) and command.commands:
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name)


def test_no_process_writes_a_password(addresses: dict[str, str], tmp_path: Path) -> None:
    """Logs are read by many, and kept for long; what it answers on its ports is no better."""
    debug = {"BANDSTAND_LOG_LEVEL": "DEBUG", "BANDSTAND_LOG_FORMAT": "json"}
    with Stack(tmp_path, **addresses, **debug) as made:
        asked = {one["role"]: one["health"] for one in made.processes}
        told = [httpx.get(url).text for url in asked.values()]
        told += [httpx.get(url.replace("readyz", "metrics")).text for url in asked.values()]
    assert asked.keys() == {"projector", "indexer", "gateway"}
    told += [made.process.said, made.process.out.read_text()]
    logs = [path.read_text() for path in (made.data / "logs").glob("*.log")]
    assert len(logs) == 3
    assert all(HUSH not in text for text in (*told, *logs))
    assert any("nats://***@" in text for text in logs), "it says where it works"
    assert any("?***" in text for text in (*logs, *told))


def test_no_command_writes_a_password(
    addresses: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a command says is pasted into tickets."""
    monkeypatch.chdir(tmp_path)
    # A console goes on until it is ended, as a process does.
    others = (*ROLES, "import", "console")
    known = {words for words in leaves(main) if words[0] not in others}
    assert not [words for words in known if not any(set(words) <= set(one) for one in COMMANDS)]
    for words, given in COMMANDS.items():
        done = run(*words, stdin=given, **addresses)
        assert HUSH not in done.stdout + done.stderr, words
        assert "Authorization" not in done.stderr, "it was let in"


@pytest.mark.parametrize("form", ["nats://{}", "redis://{}"])
def test_an_address_is_shown_without_any_part_of_a_password(form: str) -> None:
    """As it is given, and as it should have been written; in servers that are several, too."""
    for one in (*CHARACTERS, *(f"{one}1{one}" for one in CHARACTERS)):
        for word in (f"{HUSH}{one}{HUSH}", quote(f"{HUSH}{one}{HUSH}"), f"{one}{HUSH}"):
            for place in (
                f"{HUSH}:{word}@h:1",
                f":{word}@h:1/0",
                f"{word}@h:1",
                f"h:1/0?password={word}",
                f"h:1/0?db=1&password={word}&username={HUSH}",
                f"{HUSH}:{word}@h:1,{HUSH}:{word}@h:2",
                f"h:1,h:2/0?password={word}#x",
            ):
                assert HUSH not in shown(form.format(place)), place
                two = ",".join([form.format(place)] * 2)
                assert HUSH not in shown(two), two
                assert HUSH not in shown(f"unix://{HUSH}:{word}@/socket")
    assert shown("redis://h:1/0?password=x") == "redis://h:1/0?***"


def test_what_libraries_say_is_searched_too(capsys: pytest.CaptureFixture[str]) -> None:
    """A password in an error of a client's is taken out where all lines pass, in any quotes."""
    url = f"redis://{embedded.HOST}:1/0?password={quote(ODD)}"
    for form in ("text", "json"):
        journal.start(Settings(redis_url=url, log_format=form), "test")
        try:
            try:
                raise ValueError({"url": url, "password": ODD})
            except ValueError:
                logging.getLogger("redis").exception("cannot take %r, %s", ODD, url)
        finally:
            logging.getLogger().handlers.clear()
        said = capsys.readouterr().err
        assert HUSH not in said, said
        assert said.count("***") >= 4


def test_a_line_of_a_log_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """What came from elsewhere could look like a line of ours, or move a terminal's cursor."""
    journal.start(Settings(), "test")
    try:
        try:
            raise ValueError("\x1b[2Jx")
        except ValueError:
            logging.getLogger("a").exception("x\n2026 INFO signed in\u202e\x1b[31m, é")
    finally:
        logging.getLogger().handlers.clear()
    first, *trace = capsys.readouterr().err.splitlines()
    assert first.endswith(r"ERROR a: x\n2026 INFO signed in\u202e\x1b[31m, é")
    assert trace[0].startswith("Traceback")
    assert trace[-1] == r"ValueError: \x1b[2Jx"


def test_what_lies_in_files_and_headers_is_known_too(tmp_path: Path) -> None:
    """A password that is mounted as a file is one, and so is the key of who collects spans."""
    (tmp_path / "word").write_text("hush-word\n")
    (tmp_path / "creds").write_text(
        "-----BEGIN USER NKEY SEED-----\nSUAHUSH\n------END USER NKEY SEED------\n"
    )
    hide = journal.hider(
        {
            "REDIS_PASSWORD_FILE": str(tmp_path / "word"),
            "NATS_CREDS_FILE": str(tmp_path / "creds"),
            "NATS_TOKEN_FILE": str(tmp_path / "nowhere"),
            "OTEL_EXPORTER_OTLP_HEADERS": "x-team=garage,authorization=Bearer%20hush",
        }
    )
    told = hide("hush-word, SUAHUSH, Bearer%20hush, -----BEGIN")
    assert told == "***, ***, ***, -----BEGIN"


def test_short_words_are_left_in_texts() -> None:
    """A password of one letter would be found in every word; in addresses it is hidden."""
    assert secrets_in("redis://:a@h:1") == set()
    assert hiding(secrets_in("nats://token-of-mine@h:1"))("a token-of-mine here") == "a *** here"
