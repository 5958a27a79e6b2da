"""The command line before anything runs: what it teaches, and what it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bandstand.cli.commands import main
from bandstand.errors import BadSetting
from bandstand.settings import Settings
from bandstand.testing.stacks import run

ROOT = Path(__file__).resolve().parents[2]
_NOWHERE = {"NATS_URL": "nats://127.0.0.1:1", "REDIS_URL": "redis://127.0.0.1:1/0"}


_NO_CONTEXT = click.Context(main)


def _commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name in group.list_commands(_NO_CONTEXT):
        command = group.get_command(_NO_CONTEXT, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))


COMMANDS = [(), *_commands()]


def _invoke(*args: str, **environment: str) -> Result:
    clean = dict.fromkeys([setting.metadata["key"] for setting in fields(Settings)])
    return CliRunner(env={**clean, **environment}).invoke(main, args)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_says_what_it_does(path: tuple[str, ...]) -> None:
    """`--help` is the manual that is read. Click cuts a summary that is too long for its line."""
    shown = _invoke(*path, "--help")
    assert shown.exit_code == 0
    assert "..." not in shown.output.replace("[ARGS]...", "").replace(" ...,", "")
    command: click.Command = main
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(_NO_CONTEXT, name)
        assert found
        command = found
    assert command.help
    assert len(command.help) > 20
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{path}: {option.name} says nothing"


@pytest.mark.parametrize("role", ["projector", "gateway"])
def test_the_processes_of_production_list_every_variable(role: str) -> None:
    """They run by environment alone, so a variable that is not listed is one that nobody finds."""
    shown = _invoke(role, "--help").output
    for setting in fields(Settings):
        key = setting.metadata["key"]
        assert re.search(rf"^ +{key} +\w.* \[.+\]$", shown, re.MULTILINE), f"{key} with a default"


def test_no_variable_is_read_that_is_not_listed() -> None:
    """The list above is complete: no other name occurs in the code of the processes."""
    listed = {setting.metadata["key"] for setting in fields(Settings)}
    packages = ("crdt", "secrecy", "eventlog", "views", "search", "projector", "gateway", "tribes")
    for package in (*packages, "bandstand"):
        for path in (ROOT / package).rglob("*.py"):
            names = set(re.findall(r"\bBANDSTAND_[A-Z_]+\b", path.read_text(encoding="utf-8")))
            assert names <= listed, f"{path}: {names - listed}"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("BANDSTAND_SHARDS", "x", "expected a whole number"),
        ("BANDSTAND_SHARDS", "0", "expected 1 to 1,024"),
        ("BANDSTAND_WAITING", "0", "expected 1 to 50,000"),
        ("BANDSTAND_INTROSPECTION", "yes", "expected 0 or 1"),
        ("BANDSTAND_QUERY_COST", "999", "expected 1,000 to 1,000,000"),
        ("BANDSTAND_QUERY_TOKENS", "many", "expected a whole number"),
        ("BANDSTAND_QUERY_FIELDS", "99", "expected 100 to 50,000"),
        ("BANDSTAND_QUERY_ALIASES", "-1", "expected 0 to 10,000"),
        ("BANDSTAND_QUERY_ROOTS", "0", "expected 1 to 1,000"),
        ("BANDSTAND_QUERY_MUTATIONS", "0", "expected 1 to 100"),
        ("BANDSTAND_PARTITIONS", "65", "expected 1 to 64"),
        ("BANDSTAND_REPLICAS", "3.5", "expected a whole number"),
        ("BANDSTAND_PORT", "70000", "expected 0 to 65,535"),
        ("BANDSTAND_HEALTH_PORT", "-1", "expected 0 to 65,535"),
        ("BANDSTAND_WAIT_MS", "9999", "expected 0 to 5,000"),
        ("BANDSTAND_REGION", "EU-west", "expected 1 to 16 lower-case letters or digits"),
        ("BANDSTAND_DEVELOPMENT", "yes", "expected 0 or 1"),
        ("BANDSTAND_LOG_FORMAT", "xml", "expected text or json"),
        ("BANDSTAND_LOG_LEVEL", "loud", "expected DEBUG, INFO, WARNING or ERROR"),
        ("BANDSTAND_TRUSTED_PROXIES", "10.0.0.7,proxy", "expected such as 10.0.0.7, 10.0.0.0/8"),
        ("BANDSTAND_TRUSTED_PROXIES", "10.0.0.1/8", "neither an address nor a network"),
        ("BANDSTAND_PROXY_HEADER", "X-Real-IP", "expected X-Forwarded-For or Forwarded"),
        ("NATS_URL", "http://127.0.0.1:4222", "expected nats://host:port"),
        ("NATS_URL", "nats://127.0.0.1:99999", "expected nats://host:port"),
        ("NATS_URL", "nats://one:4222,,nats://two:4222", "expected nats://host:port"),
        ("NATS_CREDS_FILE", "/nowhere/creds", "/nowhere/creds cannot be read: No such file"),
        ("NATS_NKEY_FILE", __file__, "holds no seed of a user: expected one that begins with SU"),
        ("NATS_USER", "me", "expected with NATS_PASSWORD_FILE, too"),
        ("NATS_TOKEN_FILE", "/dev/null", "/dev/null is empty"),
        ("NATS_CA_FILE", __file__, "expected certificates in PEM"),
        ("NATS_KEY_FILE", "/nowhere/key", "expected with NATS_CERT_FILE, too"),
        ("NATS_INBOX_PREFIX", "a.>", "expected words"),
        ("REDIS_USER", "me", "expected with REDIS_PASSWORD_FILE, too"),
        ("REDIS_PASSWORD_FILE", "/", "/ cannot be read: Is a directory"),
        ("REDIS_CERT_FILE", "/nowhere/cert", "expected with REDIS_KEY_FILE, too"),
        ("REDIS_CA_FILE", __file__, "REDIS_URL speaks no TLS: expected rediss://"),
        ("REDIS_SENTINEL_PASSWORD_FILE", __file__, "expected with REDIS_SENTINEL_MASTER, too"),
    ],
)
def test_a_bad_setting_is_named(key: str, value: str, expected: str) -> None:
    """Key, value and what was expected, so that nobody has to look into the code."""
    with pytest.raises(BadSetting) as told:
        Settings.load({key: value})
    assert str(told.value).startswith(f"{key}=")
    assert value in str(told.value)
    assert expected in str(told.value)


def test_no_secret_is_shown(tmp_path: Path) -> None:
    """Neither by what shows the settings, nor by what is wrong with them."""
    (tmp_path / "word").write_text("s3cret", encoding="utf-8")
    word = str(tmp_path / "word")
    made = Settings.load({"NATS_URL": "nats://me:s3cret@a", "REDIS_URL": "redis://:s3cret@a"})
    shown = repr((made, made.nats(), made.redis(), made.nats().place, made.redis().place))
    for key, more in (("NATS_URL", "NATS_TOKEN_FILE"), ("REDIS_URL", "REDIS_PASSWORD_FILE")):
        scheme = key[:5].lower().strip("_")
        with pytest.raises(BadSetting, match="leave one out") as told:
            Settings.load({key: f"{scheme}://me:s3cret@a", more: word})
        shown += str(told.value)
    assert "s3cret" not in shown


@pytest.mark.parametrize("role", ["projector", "gateway"])
def test_a_process_does_not_start_with_a_bad_setting(role: str) -> None:
    """One line and exit code 2, which tells a supervisor that trying again is of no use."""
    told = run(role, BANDSTAND_SHARDS="x")
    assert told.returncode == 2
    assert told.stderr == "bandstand: BANDSTAND_SHARDS='x': expected a whole number\n"
    assert not told.stdout


@pytest.mark.parametrize(
    ("role", "key", "value"),
    [
        ("gateway", "BANDSTAND_DOMAIN", "nowhere"),
        ("gateway", "BANDSTAND_AUTHENTICATION", "nowhere:viewer"),
        ("gateway", "BANDSTAND_AUTHENTICATION", "os:sep"),
        ("gateway", "BANDSTAND_HOST", "192.0.2.1"),
        ("projector", "BANDSTAND_DOMAIN", "nowhere"),
        ("projector", "REDIS_URL", "127.0.0.1:6379"),
        ("projector", "REDIS_URL", "redis://127.0.0.1:1,,127.0.0.1:2/0"),
        ("gateway", "REDIS_URL", "redis://127.0.0.1:1/0,127.0.0.1:2/0"),
    ],
)
def test_what_names_nothing_is_refused_at_the_start(role: str, key: str, value: str) -> None:
    """With no server up: a mistake must not hide behind waiting for something else."""
    told = run(role, **{**_NOWHERE, "BANDSTAND_PORT": "0", key: value})
    assert told.returncode == 2
    assert told.stderr.startswith("bandstand: ")
    assert key in told.stderr
    assert value in told.stderr


def test_a_password_is_not_shown_with_a_bad_address() -> None:
    """What a process says goes to logs that many can read."""
    for key, value in (
        ("NATS_URL", "http://me:secret@127.0.0.1:1"),
        ("REDIS_URL", "http://:secret@127.0.0.1:1"),
    ):
        told = run("projector", **{**_NOWHERE, key: value})
        assert told.returncode == 2
        assert f"{key}='http://***@127.0.0.1:1'" in told.stderr
    told = run("projector", **{**_NOWHERE, "REDIS_URL": "redis://:sec,ret@127.0.0.1:1,/0"})
    assert told.returncode == 2
    assert "REDIS_URL='redis://***@127.0.0.1:1,/0'" in told.stderr


@pytest.mark.parametrize(
    ("variables", "args"),
    [
        ({"BANDSTAND_SHARDS": "many"}, ()),
        ({"BANDSTAND_REGION": "EU"}, ()),
        ({}, ("--port", "70000")),
        ({}, ("--replicas", "0")),
    ],
)
def test_up_refuses_bad_settings_and_starts_nothing(
    tmp_path: Path, variables: dict[str, str], args: tuple[str, ...]
) -> None:
    """Options and variables mean the same, so both are checked, before a folder is made."""
    folder = tmp_path / "data"
    told = run("up", "--dir", folder, *args, **variables)
    assert told.returncode == 2
    for part in (*args, *variables, *variables.values()):
        assert part in told.stderr
    assert not folder.exists()


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("verify", "--json"),
        ("explain", "article:a1", "title"),
        ("publish", "-"),
        ("parked", "list"),
        ("parked", "show", "events-main-0-1", "1"),
        ("import", "stackexchange", "."),
    ],
    ids=" ".join,
)
def test_a_command_without_a_stack_says_how_to_get_one(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Three ways out: start one, name another folder, or name servers."""
    told = _invoke(*command, "--dir", str(tmp_path / "none"))
    assert told.exit_code == 1
    assert f"no stack runs in {tmp_path / 'none'}" in told.stderr
    for way in ("bandstand up", "--dir", "NATS_URL"):
        assert way in told.stderr
    assert not told.stdout


@pytest.mark.parametrize("sequence", ["0", "first", str(2**64)])
def test_a_sequence_that_no_log_can_hold_is_refused(sequence: str) -> None:
    """The log's server would answer with its own parser's words."""
    told = _invoke("parked", "show", "events-main-0-1", sequence)
    assert told.exit_code == 2
    assert told.stderr.startswith("bandstand: SEQUENCE ")
    assert "1 or more, of at most 18 digits" in told.stderr


def test_a_command_with_servers_that_are_down_says_which(tmp_path: Path) -> None:
    """It does not wait for ever, and does not blame the wrong one."""
    told = run("status", "--dir", tmp_path, **_NOWHERE)
    assert told.returncode == 1
    assert told.stderr.startswith("bandstand: nats://127.0.0.1:1: ")
    assert "is nats-server running there?" in told.stderr


def test_the_schema_is_printed_as_it_is_exported() -> None:
    """`schema.graphql` is what clients generate code from: it must not drift."""
    shown = _invoke("schema")
    assert shown.exit_code == 0
    exported = (ROOT / "schema.graphql").read_text(encoding="utf-8")
    assert shown.output == exported, "run `make schema`"
