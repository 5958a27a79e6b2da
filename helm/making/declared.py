"""The program's settings as values of the chart: where each stands, and what it may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any

from bandstand.settings import settings as declarations
from bandstand.settings.declaring import written

HELD = {
    "NATS_URL": "nats.url",
    "REDIS_URL": "redis.url",
    "BANDSTAND_HOST": "all addresses of the pod",
    "BANDSTAND_PORT": "gateway.port",
    "BANDSTAND_HEALTH_PORT": "healthPort of gateway, gateway.search and projector",
    "BANDSTAND_SEARCH_DIR": "gateway.search.enabled",
    "BANDSTAND_OVERLAP_S": "projector.overlapSeconds",
    "BANDSTAND_VERIFY_DIR": "verify.volume",
    "BANDSTAND_VERIFY_SHARE": "verify.share",
}
"""Variables that other values of the chart say, and where."""

OTHERWISE = {
    "BANDSTAND_LOG_FORMAT": "json",
    "BANDSTAND_REPLICAS": 3,
    "BANDSTAND_INTROSPECTION": False,
    "BANDSTAND_CORS_ORIGINS": [],
}
"""Defaults of the chart that are not the program's: what a deployment is, and a process is not."""

READ_BY = {"gateway": "gateway", "tokens": "gateway", "openid": "gateway", "limits": "gateway"}
"""Groups that one process reads alone; every process reads the others."""

_NAME = "[A-Za-z_][A-Za-z0-9_]*"
_REGION = {"type": "string", "pattern": "^[a-z0-9]{1,16}$"}

RULES: dict[str, dict[str, Any]] = {
    "BANDSTAND_DOMAIN": {"type": "string", "pattern": rf"^{_NAME}(\.{_NAME})*$"},
    "BANDSTAND_REGION": _REGION,
    "BANDSTAND_PEERS": {"type": "array", "uniqueItems": True, "items": _REGION},
    "BANDSTAND_AUTHENTICATION": {
        "type": "string",
        "pattern": rf"^({_NAME}(\.{_NAME})*:{_NAME}(\.{_NAME})*)?$",
    },
    "BANDSTAND_CORS_ORIGINS": {
        "type": "array",
        "uniqueItems": True,
        "items": {"type": "string", "pattern": r"^(\*|https?://[^/,\s@A-Z]+)$"},
    },
}
"""What the program checks of one setting beyond its declaration; tests hold these to it."""

TOGETHER: dict[str, list[dict[str, Any]]] = {
    "gateway": [
        {
            "if": {
                "required": ["corsCredentials"],
                "properties": {"corsCredentials": {"const": True}},
            },
            "then": {
                "required": ["corsOrigins"],
                "properties": {"corsOrigins": {"minItems": 1, "items": {"not": {"const": "*"}}}},
            },
        },
        {
            "if": {"required": ["documentsOnly"], "properties": {"documentsOnly": {"const": True}}},
            "then": {
                "required": ["documents"],
                "properties": {"documents": {"minLength": 1}, "federation": {"const": False}},
            },
        },
    ]
}
"""What the program checks of several settings of a group."""


@dataclass(frozen=True)
class Value:
    """A setting as a value of the chart."""

    group: str
    title: str
    key: str
    variable: str
    doc: str
    default: Any
    field: Field[Any]

    @property
    def only(self) -> str:
        """The one process that reads it; empty: every process does."""
        return READ_BY.get(self.group, "")

    @property
    def schema(self) -> dict[str, Any]:
        """What it may be, for the schema."""
        within, among = self.field.metadata["within"], self.field.metadata["among"]
        like = self.field.metadata["like"]
        if self.variable in RULES:
            return RULES[self.variable]
        if among:
            return {"enum": list(among)}
        if isinstance(like, bool):
            return {"type": "boolean"}
        if isinstance(like, int):
            bounds = {"minimum": within[0], "maximum": within[1]} if within else {}
            return {"type": "integer", **bounds}
        if isinstance(like, float):
            bounds = {"minimum": within[0], "maximum": within[1]} if within else {}
            return {"type": "number", **bounds}
        if isinstance(like, tuple):
            # SUBTLE: an empty list is an empty text, which the program takes for unset.
            least = {"minItems": 1} if self.field.default else {}
            return {"type": "array", **least, "items": {"type": "string", "pattern": "^[^,]+$"}}
        return {"type": "string"}

    @property
    def expected(self) -> str:
        """What it may be, for people."""
        schema = self.schema
        if "minimum" in schema:
            return f"{schema['minimum']:,} to {schema['maximum']:,}"
        if "enum" in schema:
            return ", ".join(schema["enum"])
        return {"array": "a list", "boolean": "true or false", "integer": "a whole number"}.get(
            schema["type"], "text"
        )


def values() -> Iterator[Value]:
    """Every setting that stands under `settings`, in the order of its declaration."""
    for group in declarations.GROUPS:
        name = group.__module__.rpartition(".")[2]
        for one in fields(group):
            variable = one.metadata["key"]
            if variable in HELD:
                continue
            yield Value(
                group=name,
                title=group.__doc__ or name,
                key=camel(one.name),
                variable=variable,
                doc=re.sub(r" \([\d,]+ to [\d,]+\)$", "", one.metadata["doc"]),
                default=OTHERWISE.get(variable, _plain(one)),
                field=one,
            )


def camel(name: str) -> str:
    """A field's name as values are written: cors_origins, corsOrigins."""
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


def _plain(one: Field[Any]) -> Any:
    default = None if one.default is MISSING else one.default
    return list(default) if isinstance(default, tuple) else default


def text(value: Any) -> str:
    """A value of the chart as the program reads it."""
    return written(tuple(value) if isinstance(value, list) else value)
