"""Events: what a domain's events are made of, as a table, JSON Schema or an AsyncAPI document."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import msgspec

from eventlog.checks.faults import limit
from eventlog.envelope import Event

ENVELOPE = ("id", "v", "at", "region", "actor")
"""The fields that every event has."""


def table(events: Mapping[str, type[Event]]) -> list[str]:
    """The lines of a table: each event with its fields, and what each takes."""
    lines = [
        "Every event has type, id, v, at, region and actor. A line for `bandstand publish` needs",
        "type and actor of these; the others are added.",
    ]
    for kind, event in events.items():
        lines += ["", f"{kind}  (of {event.entity}, version {event.version})"]
        if says := summary(event):
            lines.append(f"    {says}")
        fields = [one for one in msgspec.structs.fields(event) if one.name not in ENVELOPE]
        width = max((len(field.name) for field in fields), default=0)
        for field in fields:
            needed = "" if field.required else "; may be left out"
            takes = limit(event, field.name) or "a value"
            lines.append(f"    {field.name:<{width}}  {takes}{needed}")
    return lines


def json_schema(events: Mapping[str, type[Event]]) -> dict[str, Any]:
    """One JSON Schema of all events (draft 2020-12), told apart by `type`."""
    (schema, definitions) = _schemas(events, "#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "anyOf": schema,
        "discriminator": {
            "propertyName": "type",
            "mapping": {kind: one["$ref"] for kind, one in zip(events, schema, strict=True)},
        },
        "$defs": definitions,
    }


def asyncapi(
    events: Mapping[str, type[Event]], domain: str, regions: tuple[str, ...] = ()
) -> dict[str, Any]:
    """An AsyncAPI 3.0 document: a channel for each kind of entity, a message for each event."""
    schemas, definitions = _schemas(events, "#/components/schemas/{name}")
    entities = list(dict.fromkeys(event.entity for event in events.values()))
    channels, operations = {}, {}
    for entity in entities:
        own = [kind for kind, event in events.items() if event.entity == entity]
        channels[entity] = {
            "address": "events.{region}.{partition}.{epoch}." + entity + ".{id}",
            "description": f"What happened to one {entity}, in the log of a region's partition.",
            "parameters": {
                "region": {"description": "The region whose log it is: lower-case letters, digits."}
                | ({"enum": list(regions)} if regions else {}),
                "partition": {"description": "From 0; by the entity's id."},
                "epoch": {"description": "From 1; a log that lost its tail begins the next."},
                "id": {"description": f"The {entity}'s id, escaped to A-Z, a-z, 0-9, _ and -."},
            },
            "messages": {kind: {"$ref": f"#/components/messages/{kind}"} for kind in own},
        }
        operations[f"receive_{entity}"] = {
            "action": "receive",
            "channel": {"$ref": f"#/channels/{entity}"},
            "messages": [{"$ref": f"#/channels/{entity}/messages/{kind}"} for kind in own],
        }
    messages = {
        kind: {
            "name": kind,
            "title": event.__name__,
            "contentType": "application/json",
            "payload": schema,
        }
        | ({"summary": says} if (says := summary(event)) else {})
        for (kind, event), schema in zip(events.items(), schemas, strict=True)
    }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": f"Events of {domain}",
            "version": version("bandstand"),
            "description": "Events are immutable JSON, at most 64 KiB, in JetStream streams.",
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages, "schemas": definitions},
    }


def _schemas(
    events: Mapping[str, type[Event]], template: str
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """References to the schemas of events, in their order, and all schemas by name."""
    found, definitions = msgspec.json.schema_components(
        tuple(events.values()), ref_template=template
    )
    return list(found), definitions


def summary(event: type[Event]) -> str:
    """What an event's docstring says first; nothing where it has none of its own."""
    first = inspect.cleandoc(vars(event).get("__doc__") or "").partition("\n\n")[0]
    return " ".join(first.split())
