"""Queries: how the gateway would answer one, said without asking anything."""

from __future__ import annotations

from collections.abc import Iterator
from time import time_ns
from typing import Any

import click

from bandstand.domain import Domain
from bandstand.entry.lines import object_in
from bandstand.errors import BadSetting, Failure
from bandstand.processes.production import query_limits, schema
from bandstand.settings import Settings
from eventlog.errors import EventRejected
from gateway.compiler.compilation import Compiled, Compiler
from gateway.documents.documents import Documents
from gateway.documents.introspection import Introspection
from gateway.errors import GatewayError, TooCostly, Uncovered
from views.reading.selections import LISTS_MAX, OWNER, Index, Page, Select


def explain_query(
    settings: Settings, text: str, *, variables: str, operation: str | None, viewer: str | None
) -> None:
    """Print whether a query is compiled, why if not, and what it reads.

    Raises:
        Failure: it is not valid, or refused.
    """
    asked = schema(settings, Domain(settings.domain))
    documents = Documents(Compiler(asked), limits=query_limits(settings))
    most = settings.query_cost
    compiler = documents.compiler
    document = documents.get(text)
    for error in document.errors[:1]:
        if isinstance(error.original_error, TooCostly):
            raise Failure(f"refused: {error.message}")
        where = f" (line {error.locations[0].line})" if error.locations else ""
        raise Failure(f"the query is not valid: {error.message}{where}")
    chosen = document.operation(operation)
    if isinstance(chosen, list):
        names = [one.definition.name.value for one in document.operations if one.definition.name]
        if operation and not names:
            raise BadSetting(f"--operation {operation!r}: the query has no name; leave it out")
        known = f"expected one of {', '.join(names)}"
        raise BadSetting(
            f"--operation {operation!r}: {known}"
            if operation
            else f"it has several operations: name one with --operation, {known}"
        )
    try:
        given = object_in(variables.encode(errors="surrogatepass"))
    except EventRejected as error:
        raise BadSetting(f"--variables {variables!r}: {error}") from None
    values = chosen.variables(compiler, given)
    if isinstance(values, list):
        raise BadSetting(f"--variables {variables!r}: {values[0].message}")
    compiled = chosen.compiled(compiler, values)
    try:
        if chosen.introspects:
            Introspection(compiler.graphql).cost(chosen.selections(compiler, values))
        if isinstance(compiled, Uncovered):
            priced = chosen.prices(compiler, values)
            cost = priced.cost(viewer, values, time_ns() // 1_000_000)
            lines = [f"graphql-core answers it: {compiled}  [{compiled.why}]"]
        else:
            cost, lines = _told(compiled, values, viewer)
    except GatewayError as error:
        raise Failure(f"refused: {error}") from None
    for line in lines:
        click.echo(line)
    if cost > most:
        raise Failure(f"refused: it may read {cost:,} records, and a request at most {most:,}")
    click.echo(f"reads at most {cost:,} records; a request may read {most:,}")


def _told(
    compiled: Compiled, variables: dict[str, Any], viewer: str | None
) -> tuple[int, list[str]]:
    """How many records are read at most, and what."""
    cost, lines = 0, list[str]()
    for reading in compiled.query.readings(viewer):
        _, many = reading.ask_for(viewer, variables, time_ns() // 1_000_000)
        lines.append(".".join(map(str, reading.path)))
        for asked in many:
            cost += asked.cost
            request = asked.request
            named = request.list if isinstance(request, Index) else ", ".join(request.ids)
            lines += _select(request.select, f"by {named!r}" if named else "", 1)
            for number, target in enumerate(request.targets):
                lines += _select(target, f"target {number}", 1)
    reads = "one call on one shard, two waves or more on several" if cost else "nothing is read"
    return cost, [f"compiled: {reads}", *lines]


def _select(select: Select, title: str, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield f"{indent}{select.record.kind} {title}".rstrip()
    for name in ("registers", "cards", "list_cards", "sums"):
        if wanted := getattr(select, name):
            yield f"{indent}  {name.replace('_', ' ')}: {', '.join(wanted)}"
    for where in select.places:
        yield f"{indent}  its place in list {where[0]}"
    for claim in select.claims:
        yield f"{indent}  its {claim.register} of {claim.kind}, if first in list {claim.prefix}"
    for standing in select.standings:
        yield f"{indent}  the place of {standing.member} in list {standing.prefix}"
    if select.holds:
        yield f"{indent}  viewer in: {', '.join(name for name, _ in select.holds)}"
    for lookup in select.lookups:
        key = f".{lookup.key}" if lookup.key else ""
        to = "its id alone" if lookup.target is None else f"target {lookup.target}"
        named = "its owner" if lookup.register == OWNER else select.registers[lookup.register]
        yield f"{indent}  {named}{key} → {to}"
    for page in (*select.pages, *select.lists):
        yield from _page(page, depth + 1)


def _page(page: Page, depth: int) -> Iterator[str]:
    indent = "  " * depth
    order = "descending" if page.descending else "ascending"
    after = f" after {page.after.id!r}" if page.after else ""
    to = "" if page.target is None else f" → target {page.target}"
    merged = " and ".join(f"{lists.prefix} of {lists.set}" for lists in page.union)
    of = f"{merged}, merged of {LISTS_MAX:,} lists each at most" if merged else page.name
    yield f"{indent}{page.first} of {of}, {order}{after}{to}"
    if page.select:
        yield from _select(page.select, "", depth + 1)
