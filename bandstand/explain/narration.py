"""Narration: explanations and comparisons as people read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import click
import msgspec
from rich.console import Console
from rich.table import Table

from bandstand.audit.comparison import Comparison
from bandstand.audit.folding import BLOCK_EVENTS
from bandstand.audit.laying import MANY, Part
from bandstand.audit.regions import opened
from bandstand.domain import Domain
from bandstand.entry.entering import progress
from bandstand.errors import Failure
from bandstand.explain.addresses import parse, parts
from bandstand.explain.explanation import Account, Explanation, explain
from bandstand.explain.winners import Contender
from bandstand.operate import outlook
from bandstand.settings import Settings
from eventlog import streams
from eventlog.checks.visible import printable

_PLACES_SHOWN = 20
_EVENTS_SHOWN = 20
_VALUE_LENGTH_MAX = 60
_WIDTH_MIN = 400
"""No cell is cut or wrapped: a terminal that is narrower wraps whole lines."""


async def show_explanation(
    settings: Settings, node_id: str, field: str | None, member: str | None, *, as_json: bool
) -> int:
    """Explain a record, or a field of it, in every view that has it.

    Raises:
        BadSetting: there is no such record or field.
        Failure: nothing was ever written to it.
    """
    with progress() as bars:
        bar = bars.add_task(f"folding {node_id}", total=None, note="")
        found = await explanations(
            settings,
            node_id,
            field,
            member,
            advance=lambda count: bars.advance(bar, count),
            expect=lambda total: bars.update(bar, total=total),
        )
    for explanation in found:
        if as_json:
            click.echo(msgspec.json.encode(explanation).decode())
        else:
            _show(explanation)
    return 0


def nothing(_: int) -> None:
    """Nobody watches."""


async def explanations(
    settings: Settings,
    node_id: str,
    field: str | None,
    member: str | None,
    *,
    advance: Callable[[int], None] = nothing,
    expect: Callable[[int], None] = nothing,
) -> list[Explanation]:
    """Explain a record, or a field of it, in every view that has it.

    Args:
        advance: called with a number of events as they are folded. expect: with how many there are.

    Raises:
        BadSetting: there is no such record or field.
        Failure: nothing was ever written to it.
    """
    found: list[Explanation] = []
    domain = Domain(settings.domain)
    address = parse(node_id, domain.views, domain.entities)
    placed = any(address.record in view.derivations for view in domain.views)
    asked = parts(address, field, member, places=placed)
    async with opened(settings) as it:
        stores = [one for one in it.stores if address.record in one.view.records]
        heads = await streams.heads(it.connection)
        expect(sum(head.last for head in heads.values()) * len(stores))
        for store in stores:
            made = await explain(
                it.connection, store, it.domain.codec, address, asked, advance=advance
            )
            if made is not None:
                found.append(made)
    if not found:
        raise Failure(f"no event writes to {address}, and no parked event names it")
    unseen = await outlook.unseen(settings)
    return [replace(one, unseen=unseen) for one in found]


def _show(explanation: Explanation) -> None:
    click.echo(f"{explanation.kind} {explanation.id} in {explanation.view}")
    if explanation.apart:
        click.echo(f"  not at one moment, so what differs may be on its way: {explanation.apart}")
    for unknown in explanation.unseen.values():
        click.echo(f"  {unknown}; what it wrote since is not explained here")
    for part in explanation.parts:
        click.echo(f"\n{part.name}: {_short(part.logs_say)} ({part.what})")
        _show_part(part)
    for parked in explanation.parked:
        click.echo(f"\nparked and names it: {parked.log} {parked.sequence}  {parked.reason}")


def _show_part(part: Part) -> None:
    if part.differs:
        has, say = printable(part.view_has), printable(part.logs_say)
        click.echo(f"  DIFFERS: the view has {has}, the logs say {say}")
    else:
        click.echo("  the view has the same")
    if part.derived_from:
        click.echo(f"  derived: {part.derived_from}")
        for value, kind, record_id in part.contributors:
            click.echo(f"    {value}  {f'{kind} {record_id}'.lstrip()}")
        _more(part.records, len(part.contributors), "records")
    for place in part.places[:_PLACES_SHOWN]:
        if part.what in MANY or part.derived_from:
            click.echo(f"  {place.name}")
        if place.differs:
            has, say = (
                printable(place.view_has or "nothing"),
                printable(place.logs_say or "nothing"),
            )
            click.echo(f"    the view has {has}, the logs say {say}")
        show_contenders(place.contenders)
        if not (place.contenders or (part.derived_from and part.what not in MANY)):
            click.echo("    no event wrote it")
    _more(len(part.places), _PLACES_SHOWN, "members; name one with --member")


def _more(count: int, shown: int, what: str) -> None:
    if count > shown:
        click.echo(f"    and {count - shown:,} more {what}")


def show_contenders(contenders: list[Contender]) -> None:
    """Show who wrote a place, a row each, the winner first."""
    if not contenders:
        return
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for _ in range(10):
        table.add_column(no_wrap=True)
    for one in contenders[:_EVENTS_SHOWN]:
        table.add_row(
            f"    {one.result}",
            one.stamp,
            one.time,
            one.type,
            one.event,
            one.actor,
            one.log,
            str(one.sequence),
            _short(one.value),
            one.why,
        )
    # What a person wrote is no mark-up of ours.
    Console(width=_WIDTH_MIN, markup=False, highlight=False, emoji=False).print(table)
    _more(len(contenders), _EVENTS_SHOWN, "events")


def show_comparison(compared: Comparison, accounts: Account, region: str) -> None:
    """Show how regions compare. accounts: of the entries that differ, in the logs of `region`."""
    places = " and ".join(compared.regions)
    if compared.unequal:
        click.echo(f"{compared.view}: {places} are not comparable yet:")
        for log in compared.unequal:
            click.echo(f"  {log}")
        return
    if compared.agrees:
        if compared.partly:
            click.echo(f"the logs are the same in {places}, and each view is compared with them")
        else:
            click.echo(f"{compared.view} is the same in {places}")
        return
    for copies in compared.copies:
        first = copies.block * BLOCK_EVENTS + 1
        at = f"within {first} to {first + BLOCK_EVENTS - 1}"
        if copies.sequence is not None:
            at = f"at sequence {copies.sequence}"
        click.echo(f"the copies of {copies.log} in {places} differ: first {at}")
    if compared.ranges:
        ranges = ", ".join(f"{number:02x}" for number in compared.ranges)
        click.echo(f"{compared.view} differs between {places} in these ranges: {ranges}")
    for one in compared.entries:
        click.echo("\n".join(map(printable, str(one).splitlines())))
        key = (one.kind, one.id, one.member)
        if accounts.get(key):
            click.echo(f"    in the logs of {region}:")
            show_contenders(accounts[key])
    if compared.more:
        click.echo(f"and {compared.more:,} more entries")
    if compared.ranges and not compared.entries:
        click.echo("a report names no entry in them: verify these regions in one run")


def _short(text: str) -> str:
    """A value as a row shows it."""
    return printable(text if len(text) <= _VALUE_LENGTH_MAX else f"{text[:_VALUE_LENGTH_MAX]}…")
