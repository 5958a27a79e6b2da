"""Queries: how the gateway would answer one, said without asking anything."""

from __future__ import annotations

from collections.abc import Iterator
from time import time_ns
from typing import Any

import click
import msgspec
from graphql.execution.values import get_variable_values

from bandstand.domain import Domain
from bandstand.errors import Failure
from gateway.compilation import Compiled, Compiler
from gateway.documents import Documents
from gateway.errors import GatewayError, Uncovered
from gateway.planning import COST_MAX
from views.selections import LISTS_MAX, Index, Page, Select


def explain_query(
    domain: str, text: str, *, variables: str, operation: str | None, viewer: str | None
) -> None:
    """Print whether a query is compiled, why if not, and what it reads.

    Raises:
        Failure: it is not valid, or refused.
    """
    documents = Documents(Compiler(Domain(domain).schema))
    compiler = documents.compiler
    document = documents.get(text)
    for error in document.errors[:1]:
        where = f" (line {error.locations[0].line})" if error.locations else ""
        raise Failure(f"the query is not valid: {error.message}{where}")
    chosen = document.operation(operation)
    if chosen is None:
        names = [one.definition.name.value for one in document.operations if one.definition.name]
        known = f"expected one of {', '.join(names)}" if names else "they have no names"
        raise Failure(
            f"--operation {operation!r}: {known}" if operation else f"--operation: {known}"
        )
    try:
        given = msgspec.json.decode(variables, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise Failure(f"--variables {variables!r}: {error}; expected an object in JSON") from None
    values = chosen.variables(compiler, given)
    if values is None:
        wrong = get_variable_values(
            compiler.graphql, chosen.definition.variable_definitions or (), given
        )
        assert isinstance(wrong, list)  # noqa: S101
        raise Failure(f"--variables {variables!r}: {wrong[0].message}")
    compiled = chosen.compiled(compiler, values)
    if isinstance(compiled, Uncovered):
        if compiled.why == "too deep":
            raise Failure(f"refused: {compiled}")
        click.echo(f"graphql-core answers it: {compiled}  [{compiled.why}]")
        return
    try:
        cost, lines = _told(compiled, values, viewer)
    except GatewayError as error:
        raise Failure(f"compiled, and refused: {error}") from None
    reads = "one call on one shard, two waves or more on several" if cost else "nothing is read"
    click.echo(f"compiled: {reads}")
    for line in lines:
        click.echo(line)
    if cost > COST_MAX:
        raise Failure(f"refused: it may read {cost:,} records, of {COST_MAX:,} that a request may")
    click.echo(f"at most {cost:,} records, of {COST_MAX:,} that a request may read")


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
    return cost, lines


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
        yield f"{indent}  {select.registers[lookup.register]}{key} → {to}"
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
