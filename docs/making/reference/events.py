"""Events: each with its fields, who may send it, and an example."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from bandstand.domain import Domain
from bandstand.operate.events import ENVELOPE, summary
from eventlog.checks.faults import limit
from eventlog.envelope import Event

DOMAIN: Final = "tribes"
REGION: Final = "eu"
SEED: Final = 7

_HEAD = """# Events

What happens, as the log has it: immutable JSON, at most 64 KiB. `bandstand events` prints the same
of any domain, and as JSON Schema or AsyncAPI; these are those of `tribes`. A
[mutation](graphql/mutations.md) makes one and publishes it. An operator may send any, with
`bandstand publish`.

## What every event has

| field | is |
|---|---|
| `type` | what happened, in the past tense |
| `id` | a ULID, also the log's message id: the same twice is once |
| `v` | the version of the type's fields; older ones are brought up to date when they are read |
| `at` | its [stamp](../glossary.md#stamp), which says who wins |
| `region` | where it came in |
| `actor` | the id of who did it |

"""


def domain() -> Domain:
    """The domain that comes along."""
    return Domain(DOMAIN)


def examples(of: Domain) -> dict[str, Event]:
    """One event of each type: of the demo, or a sample."""
    found: dict[str, Event] = {}
    for made in (of.demo, of.samples):
        for event in made(REGION, SEED):
            found.setdefault(event.type, event)
    return found


def senders(of: Domain) -> dict[str, list[tuple[str, str]]]:
    """By an event's type, each mutation that makes it, with what that says of who may."""
    found: dict[str, list[tuple[str, str]]] = {}
    mutations = of.schema._schema.mutation_type
    for name, field in (mutations.fields if mutations else {}).items():
        event = getattr(field.extensions.get("strawberry-definition"), "event", None)
        if event is not None:
            kind = str(event.__struct_config__.tag)
            found.setdefault(kind, []).append((name, field.description or ""))
    return found


def pages() -> dict[str, str]:
    """The page."""
    of = domain()
    sent, shown, group = senders(of), examples(of), ""
    parts = [_HEAD]
    for kind, event in sorted(of.codec.types.items(), key=lambda one: (one[1].entity, one[0])):
        if event.entity != group:
            group = event.entity
            parts.append(f"## Of {group}\n")
        parts += _entry(kind, event, sent, shown[kind])
    return {"reference/events.md": "\n".join(parts)}


def _entry(
    kind: str, event: type[Event], sent: Mapping[str, list[tuple[str, str]]], example: Event
) -> Iterator[str]:
    yield f"### {kind}\n"
    yield f"{summary(event)} Version {event.version}.\n"
    fields = [one for one in msgspec.structs.fields(event) if one.name not in ENVELOPE]
    if fields:
        yield "| field | takes | |\n|---|---|---|"
        for one in fields:
            needed = "" if one.required else "may be left out"
            yield f"| `{one.name}` | {limit(event, one.name) or 'a value'} | {needed} |"
        yield ""
    for name, doc in sent.get(kind, ()):
        told = doc if "For " in doc else f"{doc} For whoever is signed in."
        yield f"Sent by [`{name}`](graphql/mutations.md#{name.lower()}): {told}\n"
    if kind not in sent:
        yield "No mutation makes it: it comes in by `bandstand publish` and `bandstand import`.\n"
    fields_of = json.loads(msgspec.json.encode(example))
    yield f"```json\n{_json(fields_of)}\n```\n"


def _json(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=2)
