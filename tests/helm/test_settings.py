"""The program's settings as values: each has one, and the schema takes what the program takes."""

from __future__ import annotations

from typing import Any

import helm_python
import pytest
import yaml

from bandstand.errors import BadSetting
from bandstand.settings import Settings
from bandstand.settings.settings import GROUPS
from helm.making import declared, files, page
from tests.helm.rendering import container, environment, pod, render, variables
from tests.helm.switches import everything
from views.servers import addresses

SETTINGS = {one.variable: one for one in declared.values()}
TEXT = files.VALUES.read_text(encoding="utf-8")
VALUES: dict[str, Any] = yaml.safe_load(TEXT)


def test_every_setting_of_the_program_has_a_value() -> None:
    """One without a value could be told by nobody; its name is what fails here: `make chart`."""
    lacking = [
        f"settings.{one.group}.{one.key} ({one.variable})"
        for one in SETTINGS.values()
        if one.key not in VALUES["settings"].get(one.group, {})
    ]
    assert lacking == []
    known = {(one.group, one.key) for one in SETTINGS.values()}
    written = {(group, key) for group, keys in VALUES["settings"].items() for key in keys}
    assert written == known
    every = {one.metadata["key"] for group in GROUPS for one in group.__dataclass_fields__.values()}
    assert set(SETTINGS) | set(declared.HELD) == every


def test_what_is_made_is_what_stands_there() -> None:
    """The schema, the templates' list and the page follow from declarations: `make chart`."""
    for path, text in files.made().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make chart`"


def test_every_value_says_what_it_is() -> None:
    """The comments are the manual; a row of the page that says nothing is a question."""
    rows = [line.split(" | ") for line in page.written(TEXT).splitlines() if line.startswith("| `")]
    assert len(rows) > 150
    assert [row[0] for row in rows if len(row) > 2 and not row[2].strip(" |")] == []


def test_a_setting_without_a_value_is_filled_in_beside_its_group() -> None:
    """What a merge adds is one command, and says what the declaration says."""
    begin = TEXT.index("    # Lowest level that is logged: DEBUG, INFO, WARNING or ERROR.\n")
    end = TEXT.index("  # The gateway: authentication")
    lacking = TEXT[:begin] + TEXT[end:]
    assert "logLevel" not in lacking
    filled = files.filled_in(lacking, list(declared.values()))
    assert (
        '    # Lowest level that is logged: DEBUG, INFO, WARNING or ERROR.\n    logLevel: "INFO"\n'
        in filled
    )
    assert yaml.safe_load(filled) == VALUES


def test_a_group_without_values_is_filled_in() -> None:
    """The same of a whole group that is new."""
    begin, end = TEXT.index("  # Limits of a gateway."), TEXT.index("\nimage:\n")
    filled = files.filled_in(TEXT[:begin] + TEXT[end:], list(declared.values()))
    assert yaml.safe_load(filled) == VALUES


@pytest.mark.parametrize("variable", SETTINGS)
def test_values_say_what_the_program_does_by_itself(variable: str) -> None:
    """An installation that says nothing is one that `--help` describes, but for a few defaults."""
    one = SETTINGS[variable]
    assert VALUES["settings"][one.group][one.key] == one.default
    if variable not in declared.OTHERWISE:
        plain = one.field.default
        assert one.default == (list(plain) if isinstance(plain, tuple) else plain)


def probes(one: declared.Value) -> list[Any]:
    """Values of a setting that are near what it may be, and far from it."""
    schema = one.schema
    if "enum" in schema:
        return [*schema["enum"], "nonsense", schema["enum"][0].swapcase()]
    if schema["type"] in ("integer", "number"):
        low, high = schema.get("minimum", 0), schema.get("maximum", 1)
        return [low, low - 1, high, high + 1]
    if schema["type"] == "boolean":
        return [True, False]
    return {
        "BANDSTAND_REGION": ["eu", "eu1", "EU", "eu-1", "eu.1", "a" * 16, "a" * 17],
        "BANDSTAND_PEERS": [[], ["eu"], ["eu", "us1"], ["EU"], ["eu", "u.s"], ["a" * 17]],
        "BANDSTAND_CORS_ORIGINS": [
            [],
            ["*"],
            ["https://a.example", "http://b.example:8443"],
            ["https://a.example/"],
            ["https://A.example"],
            ["a.example"],
            ["https://a@b.example"],
        ],
    }.get(one.variable, [])


@pytest.mark.parametrize("variable", SETTINGS)
def test_the_schema_refuses_what_the_program_refuses(
    chart: helm_python.Chart, variable: str
) -> None:
    """What is wrong is told before the cluster changes, and nothing that is right is refused."""
    one = SETTINGS[variable]
    for value in probes(one):
        told = {variable: declared.text(value)}
        assert taken_by_chart(chart, {one.group: {one.key: value}}) == taken_by_program(told), value
    wrong = {"boolean": "1", "integer": "7", "number": "7", "array": "a"}
    kind = one.schema.get("type")
    assert not taken_by_chart(chart, {one.group: {one.key: wrong.get(kind, 7)}})


TOGETHER: list[dict[str, Any]] = [
    {"corsCredentials": True},
    {"corsCredentials": True, "corsOrigins": ["*"]},
    {"corsCredentials": True, "corsOrigins": ["https://a.example"]},
    {"documentsOnly": True},
    {"documentsOnly": True, "documents": "/documents/trusted.json"},
    {"documentsOnly": True, "documents": "/documents/trusted.json", "federation": True},
    {"documents": "/documents/trusted.json", "federation": True},
]


@pytest.mark.parametrize("given", TOGETHER, ids="+".join)
def test_settings_that_do_not_fit_together_are_refused(
    chart: helm_python.Chart, given: dict[str, Any]
) -> None:
    """The program would end at its start, again and again."""
    by_key = {one.key: one.variable for one in SETTINGS.values()}
    told = {by_key[key]: declared.text(value) for key, value in given.items()}
    assert taken_by_chart(chart, {"gateway": given}) == taken_by_program(told)


def taken_by_chart(chart: helm_python.Chart, settings: dict[str, Any]) -> bool:
    """Whether the schema lets settings pass."""
    return _fits(chart, {"settings": settings})


def taken_by_program(told: dict[str, str]) -> bool:
    """Whether a process starts with an environment."""
    try:
        Settings.load(told)
    except BadSetting:
        return False
    return True


NATS = [
    *("nats://a:4222", "tls://a", "a:4222", "nats://a:1,nats://b:2", "nats://[::1]:4222", "a,b"),
    *("http://a:1", "nats://", "nats://a:0", "nats://a:65536", "nats://a:b", "nats://a:1,"),
]
REDIS = [
    *("redis://a:6379/0", "rediss://a", "redis://a:1,b:2", "redis://a:1,redis://b:2/3"),
    *("unix:///run/redis.sock", "redis://[::1]:6379", "redis://a:65535/"),
    *("http://a:1", "a:6379", "redis://", "redis://a:0", "redis://a/x", "redis://a:65536"),
]


@pytest.mark.parametrize("url", NATS)
def test_the_schema_takes_the_addresses_of_nats_that_the_program_takes(
    chart: helm_python.Chart, url: str
) -> None:
    """Pods that end at their start are seen later, and say it in a log."""
    assert _fits(chart, {"nats": {"url": url}}) == taken_by_program({"NATS_URL": url})


@pytest.mark.parametrize("url", REDIS)
def test_the_schema_takes_the_addresses_of_redis_that_the_program_takes(
    chart: helm_python.Chart, url: str
) -> None:
    """The same of the store."""
    try:
        fits = bool(addresses.each_of(url))
    except ValueError:
        fits = False
    assert _fits(chart, {"redis": {"url": url}}) == fits


def _fits(chart: helm_python.Chart, values: dict[str, Any]) -> bool:
    try:
        chart.validate_schema(values)
    except helm_python.HelmValuesError:
        return False
    return True


def test_a_region_that_is_its_own_peer_is_refused(chart: helm_python.Chart) -> None:
    """It would mirror itself; a schema cannot compare, so the template does."""
    with pytest.raises(helm_python.HelmRenderError, match=r"settings\.log\.peers names eu"):
        render(chart, settings={"log": {"region": "eu", "peers": ["us", "eu"]}})


# What the processes are told


def test_each_process_is_told_what_it_reads_and_nothing_else(chart: helm_python.Chart) -> None:
    """The groups of the gateway are its alone; of all others every process gets the same."""
    containers = {each["name"]: each for each in pod(chart, "gateway")["containers"]}
    told = {
        "gateway": variables(containers["gateway"]),
        "indexer": variables(containers["indexer"]),
        "projector": environment(chart, "projector"),
    }
    for one in SETTINGS.values():
        if one.default in (None, ""):
            continue
        for process, found in told.items():
            reads = one.only in ("", process)
            assert (found.get(one.variable) == declared.text(one.default)) == reads, one.variable
    own = {process: set(found) & set(declared.HELD) for process, found in told.items()}
    both = {"NATS_URL", "REDIS_URL", "BANDSTAND_HOST"}
    assert own == {
        "gateway": both | {"BANDSTAND_PORT", "BANDSTAND_HEALTH_PORT", "BANDSTAND_SEARCH_DIR"},
        "indexer": both | {"BANDSTAND_HEALTH_PORT", "BANDSTAND_SEARCH_DIR"},
        "projector": both | {"BANDSTAND_HEALTH_PORT", "BANDSTAND_OVERLAP_S"},
    }


def test_values_reach_the_program_as_it_reads_them(chart: helm_python.Chart) -> None:
    """Lists with commas, yes and no as 1 and 0, and large numbers in full; null is left out."""
    asked = {
        "log": {"region": "eu", "peers": ["us", "ap"]},
        "process": {"logLevel": "DEBUG"},
        "gateway": {
            "authentication": "house.tokens:authenticate",
            "corsOrigins": ["https://a.example", "https://b.example:8443"],
            "corsCredentials": True,
            "introspection": None,
        },
        "limits": {"queryCost": 1_000_000, "queryMutations": 3},
    }
    found = environment(chart, "gateway", settings=asked)
    assert "BANDSTAND_INTROSPECTION" not in found
    told = Settings.load({name: one for name, one in found.items() if isinstance(one, str)})
    assert (told.region, told.peers, told.log_level) == ("eu", ("us", "ap"), "DEBUG")
    assert told.authentication == "house.tokens:authenticate"
    assert told.origins == ["https://a.example", "https://b.example:8443"]
    assert (told.cors_credentials, told.introspection) == (True, None)
    assert (told.query_cost, told.query_mutations, told.host) == (1_000_000, 3, "0.0.0.0")
    bare = environment(chart, "gateway")
    assert "BANDSTAND_AUTHENTICATION" not in bare
    assert bare["BANDSTAND_CORS_ORIGINS"] == ""


def test_what_the_chart_tells_is_taken_by_the_program(chart: helm_python.Chart) -> None:
    """For every example and every set of switches: a value that fits alone may not fit its host."""
    processes = ("gateway", "projector", "indexer", "setup", "warm")
    for name, documents in everything(chart).items():
        for document in documents.values():
            spec = document.get("spec", {}).get("template", {}).get("spec", {})
            for each in spec.get("containers", []):
                if each["name"] not in processes:
                    continue
                given = {key: one for key, one in variables(each).items() if isinstance(one, str)}
                try:
                    Settings.load(given)
                except BadSetting as error:
                    pytest.fail(f"{name}, {each['name']}: {error}")


def test_a_variable_has_one_place(chart: helm_python.Chart) -> None:
    """Of two values for one variable one would silently lose."""
    extra = [{"name": "BANDSTAND_LOG_LEVEL", "value": "DEBUG"}]
    for values in ({"extraEnv": extra}, {"projector": {"extraEnv": extra}}):
        with pytest.raises(helm_python.HelmRenderError, match="BANDSTAND_LOG_LEVEL") as raised:
            render(chart, **values)
        assert "docs/helm.md" in str(raised.value)
    twice = [{"name": "TOKEN_ISSUER", "value": "https://id.example"}]
    with pytest.raises(helm_python.HelmRenderError, match="TOKEN_ISSUER"):
        container(chart, "gateway", extraEnv=twice, gateway={"extraEnv": twice})
