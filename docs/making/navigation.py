"""Where each page stands in the site. What is not there yet has its place, and is left out."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator, Mapping
from typing import Final, TypeAlias

Entry: TypeAlias = "str | tuple[str, list[Entry]]"
"""A page, or a title with what stands under it."""

DECISIONS: Final = "decisions/index.md"
"""The list of decisions; all others stand behind it in the navigation."""

NAVIGATION: Final[list[Entry]] = [
    ("Home", ["index.md", "changes.md", "contributing.md", "reporting.md"]),
    ("Tutorial", ["start.md", "domain.md"]),
    (
        "Guides",
        [
            "guides/index.md",
            (
                "Front end",
                [
                    "graphql.md",
                    "live.md",
                    "media.md",
                    "pages.md",
                    "recipes.md",
                    "federation.md",
                    "examples/web.md",
                ],
            ),
            (
                "Running it",
                [
                    "operate.md",
                    "regions.md",
                    "helm.md",
                    "security.md",
                    "verify.md",
                    "search.md",
                    "import.md",
                    "console.md",
                ],
            ),
            ("Examples", ["examples/segments.md", "examples/federation.md"]),
        ],
    ),
    (
        "Reference",
        [
            "reference/index.md",
            (
                "GraphQL",
                [
                    "reference/graphql/queries.md",
                    "reference/graphql/mutations.md",
                    "reference/graphql/subscriptions.md",
                    "reference/graphql/types.md",
                    "reference/graphql/inputs.md",
                    "reference/graphql/values.md",
                ],
            ),
            (
                "The program",
                [
                    "reference/events.md",
                    "reference/settings.md",
                    "reference/commands.md",
                    "reference/metrics.md",
                ],
            ),
            (
                "Python",
                [
                    "reference/python/index.md",
                    "reference/python/crdt.md",
                    "reference/python/eventlog.md",
                    "reference/python/views.md",
                    "reference/python/gateway.md",
                    "reference/python/search.md",
                    "reference/python/testing.md",
                ],
            ),
        ],
    ),
    (
        "Explanation",
        [
            "converge.md",
            "guarantees.md",
            "walk.md",
            "compile.md",
            "mutations.md",
            "figures.md",
        ],
    ),
    ("Decisions", [DECISIONS]),
    ("Glossary", ["glossary.md"]),
]


OVERVIEWS: Final = {"guides/index.md": "Guides", "reference/index.md": "Reference"}
"""Pages that list what stands under a title."""


SAYS: Final = {
    "graphql.md": ": queries to copy, errors, tokens, pages, limits",
    "live.md": ": transports, close codes, what to do when a connection is lost",
    "media.md": ": pictures and films, in a folder or a bucket",
    "pages.md": ": addresses of your own page, and what those who share one are shown",
    "recipes.md": ": what a domain needs beside its first record",
    "federation.md": ": a subgraph beside others",
    "examples/web.md": ": a front end, its addresses and how it is built",
    "operate.md": ": install, size, watch, upgrade, back up, and every disaster with its commands",
    "regions.md": ": join, size, heal, add and retire them",
    "helm.md": ": each value, and which variable it is",
    "security.md": ": who asks, who may what, TLS, credentials, threats",
    "verify.md": ": whether views and search are what the logs say",
    "search.md": ": the index, and documents of your own",
    "import.md": ": a community from elsewhere",
    "console.md": ": a live picture of all regions",
    "reference/events.md": ": their fields, who sends them, an example of each",
    "reference/settings.md": ": every variable, its default, and its value in the chart",
    "reference/commands.md": ": the `--help` of each",
    "reference/metrics.md": ": kind, labels and meaning of each",
    "reference/python/index.md": ": what the author of a domain imports",
}
"""What one finds on a page, behind its head."""


def placed(there: Container[str], decisions: list[str]) -> list[Entry]:
    """The navigation of those pages that are there."""

    def kept(entries: list[Entry]) -> Iterator[Entry]:
        for entry in entries:
            if isinstance(entry, tuple):
                title, under = entry
                yield title, list(kept(under))
            elif entry in there:
                yield entry
                if entry == DECISIONS:
                    yield from decisions

    return list(kept(NAVIGATION))


def pages_of(entries: list[Entry]) -> Iterator[str]:
    """Every page of a navigation, in its order."""
    for entry in entries:
        if isinstance(entry, tuple):
            yield from pages_of(entry[1])
        else:
            yield entry


def overview(page: str, there: Mapping[str, str]) -> str:
    """A page that lists what stands under its title: the head of each page, and what is there."""
    [under] = [one[1] for one in NAVIGATION if one[0] == OVERVIEWS[page]]
    parts = [f"# {OVERVIEWS[page]}"]
    for one in under:
        if isinstance(one, tuple):
            parts.append(f"\n## {one[0]}\n")
        for place in pages_of([one]):
            if place in there:
                head = there[place].partition("\n")[0].removeprefix("# ")
                near = posixpath.relpath(place, posixpath.dirname(page))
                parts.append(f"* [{head}]({near}){SAYS.get(place, '')}")
    return "\n".join(parts) + "\n"


def as_toml(entries: list[Entry]) -> str:
    """A navigation as the site's builder reads it."""
    parts = [
        f'{{ "{one[0]}" = {as_toml(one[1])} }}' if isinstance(one, tuple) else f'"{one}"'
        for one in entries
    ]
    return f"[{', '.join(parts)}]"
