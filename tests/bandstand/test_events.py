"""`bandstand events`: the domain's contract, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from bandstand.cli.commands import main
from tribes.events import EVENTS


def told(form: str) -> str:
    """What the command prints."""
    done = CliRunner().invoke(main, ["events", "--format", form])
    assert done.exit_code == 0, done.output
    return done.output


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for one in value.values():
            yield from _references(one)
    elif isinstance(value, list):
        for one in value:
            yield from _references(one)


def _at(document: Any, reference: str) -> Any:
    for part in reference.removeprefix("#/").split("/"):
        document = document[part]
    return document


def test_the_table_has_every_event_and_field() -> None:
    """Whoever writes a line for `publish` finds what it takes."""
    shown = told("table")
    for kind, event in EVENTS.types.items():
        assert f"\n{kind}  (of {event.entity}, version {event.version})\n" in shown
    assert "\n    title    1 to 300 characters\n" in shown
    assert "\n    excerpt  at most 1,000 characters; may be left out\n" in shown
    assert "None" not in shown


@pytest.mark.parametrize("form", ["jsonschema", "asyncapi"])
def test_every_reference_leads_somewhere(form: str) -> None:
    """A document with a dead reference is read by no tool."""
    document = json.loads(told(form))
    references = list(_references(document))
    assert len(references) > len(EVENTS.types)
    for reference in references:
        assert _at(document, reference)


def test_the_schema_says_what_the_codec_takes() -> None:
    """Bounds, tags, what must be there, and that nothing else may be."""
    document = json.loads(told("jsonschema"))
    bumped = document["$defs"]["ArticleBumped"]
    assert bumped["properties"]["type"] == {"enum": ["article_bumped"]}
    assert {"type", "id", "at", "region", "actor", "article"} == set(bumped["required"])
    assert bumped["additionalProperties"] is False
    assert document["$defs"]["ArticlePublished"]["properties"]["title"]["maxLength"] == 300


def test_the_document_has_a_channel_for_each_kind_of_entity() -> None:
    """Every event is a message of the one whose subject it is published to."""
    document = json.loads(told("asyncapi"))
    assert document["asyncapi"].startswith("3.")
    assert set(document["components"]["messages"]) == set(EVENTS.types)
    for kind, event in EVENTS.types.items():
        assert kind in document["channels"][event.entity]["messages"]
    for name, operation in document["operations"].items():
        assert operation["action"] == "receive", name
