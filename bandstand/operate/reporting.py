"""Reporting: what logs and views hold, whether they agree, and what was healed and parked."""

from __future__ import annotations

import os
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import msgspec

from bandstand.audit.comparison import RANGES, Comparison, Key, compare, range_of
from bandstand.audit.indexes import audit_indexes
from bandstand.audit.kept import Keep
from bandstand.audit.regions import Survey, opened, verify_regions
from bandstand.audit.verification import Verdict
from bandstand.domain import Domain
from bandstand.entry.entering import progress
from bandstand.errors import BadSetting, Failure
from bandstand.explain import narration
from bandstand.explain.explanation import Account, account_for
from bandstand.operate import outlook
from bandstand.operate.healing import Healing, Memory, Treatment, identity
from bandstand.processes import production as processes
from bandstand.settings import Settings
from eventlog import streams
from eventlog.checks.notation import why_no_json
from eventlog.connection import connected
from eventlog.subjects import Log
from views.errors import StoreUnavailable

_DIFFERENCES_SHOWN = 50
_PIPE_WIDTH = 160


async def heal_logs(
    regions: dict[str, Settings], name: str | None, without: frozenset[str], *, as_json: bool
) -> int:
    """Heal one log, or all of some regions; 0 also when there was nothing to heal."""
    only, treatments = Log.parse(name) if name else None, list[Treatment]()
    if only and only.region not in regions:
        raise Failure(f"{name}: heal it in region {only.region}, where it is written")
    if only and only.region in without:
        raise Failure(f"{name}: its own region cannot be left out: only there it is written")
    known = {*regions, *(peer for settings in regions.values() for peer in settings.peers)}
    for gone in sorted(without):
        if gone not in known:
            raise BadSetting(
                f"--without {gone}: there is no such region; there are: {', '.join(sorted(known))}"
            )
    if not regions.keys() - without:
        raise BadSetting(f"--without {', '.join(sorted(without))}: no region is left to be healed")
    reached = {region: one for region, one in regions.items() if region not in without}
    remembered = await _remembered(reached)
    for region, settings in reached.items():
        if only is None or only.region == region:
            treatments += await _heal(settings, only, without, remembered)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(treatments)).decode())
        return 0
    for one in treatments:
        _tell(one)
    if not treatments:
        click.echo("the copies of all logs agree: nothing to heal")
    return 0


def _tell(one: Treatment) -> None:
    if one.epoch:
        lost = f"; no copy holds {one.lost}" if one.lost else ""
        click.echo(
            f"{one.log}: sealed, whole up to {one.kept}; {one.republished:,} events "
            f"published again in epoch {one.epoch}{lost}"
        )
    if one.rebuilt:
        click.echo(
            f"{one.log}: no other copy says what it was: projectors make all views anew that "
            "hold anything of it (`bandstand status`)"
        )
    for region in one.remade:
        click.echo(f"{one.log}: its mirror in {region} is made anew")


async def _remembered(regions: dict[str, Settings]) -> dict[Log, Memory]:
    """What the views of some regions hold of each log.

    Raises:
        Failure: a store is not reached.
    """
    found: dict[Log, Memory] = {}
    async with AsyncExitStack() as stack:
        open_regions = [
            await stack.enter_async_context(opened(settings)) for settings in regions.values()
        ]
        healings: dict[str, tuple[str, int]] = {}
        for it in open_regions:
            # SUBTLE: a mirror that is made anew does not say yet how its log was healed.
            for name, healing in streams.healings(await streams.heads(it.connection)).items():
                healings[name] = max(healing, healings.get(name, healing))
        for store in (store for it in open_regions for store in it.stores):
            store.heed(healings)
            try:
                for shard in store.shards.all:
                    _, reached, healed = await store.extent(shard)
                    for name in reached | healed:
                        memory = Memory(reached.get(name, 0), healed.get(name, ""))
                        log = Log.parse(name)
                        found[log] = memory.join(found.get(log, memory))
            except StoreUnavailable as error:
                raise Failure(
                    f"{error}: only the views may show what a log has lost; start the store "
                    "first (an empty one, if its data is lost for good)"
                ) from None
    return found


async def _heal(
    settings: Settings,
    only: Log | None,
    without: frozenset[str],
    remembered: dict[Log, Memory],
) -> list[Treatment]:
    regions = [region for region in (settings.region, *settings.peers) if region not in without]
    domain = Domain(settings.domain)
    async with connected(settings.nats()) as connection:
        with progress() as bars:
            bar = bars.add_task("comparing", total=None, note="")
            healing = Healing(
                connection,
                settings.region,
                regions,
                domain.codec,
                identify=lambda latest: identity(latest, processes.now_ms(), os.urandom(10)),
                remembered=remembered,
                replicas=settings.replicas,
                advance=lambda count: bars.advance(bar, count),
                say=lambda what: bars.update(bar, description=what),
            )
            return await healing.run(only)


async def list_parked(settings: Settings, *, as_json: bool) -> int:
    """List what is parked: events that no merge was made of, and records that stand nowhere."""
    found = list[dict[str, Any]]()
    async with opened(settings) as it:
        for store in it.stores:
            view = {"view": store.view.name}
            for (log, sequence), reason in sorted((await store.parked()).items()):
                found.append(
                    {**view, "log": log, "sequence": sequence, "record": None, "reason": reason}
                )
            for (kind, record_id), reason in sorted((await store.failed()).items()):
                record = f"{kind} {record_id}"
                found.append(
                    {**view, "log": None, "sequence": None, "record": record, "reason": reason}
                )
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return 0
    for one in found:
        where = one["record"] or f"{one['log']} {one['sequence']}"
        click.echo(f"{where}  {one['reason']}")
    if not found:
        click.echo("nothing is parked")
    return 0


async def show_parked(settings: Settings, log: str, sequence: int) -> int:
    """Show one parked event."""
    async with opened(settings) as it:
        reasons = {
            store.view.name: reason
            for store in it.stores
            if (reason := (await store.parked()).get((log, sequence)))
        }
        body = await streams.stored(it.connection, Log.parse(log), sequence)
    if not reasons:
        raise Failure(f"{log} {sequence} is not parked; `bandstand parked list` shows what is")
    for view, reason in reasons.items():
        click.echo(f"{view}: {reason}")
    click.echo("nothing is stored there" if body is None else repr(body)[2:-1])
    return 0


async def show_verdicts(
    regions: dict[str, Settings],
    *,
    as_json: bool,
    against: tuple[Path, ...] = (),
    keep: Keep | None = None,
) -> int:
    """Verify every view and index in every region, and compare; 1 when anything differs.

    Args:
        against: reports of other regions, as `--json` prints them. keep: where is kept what the
            next run needs.

    Raises:
        BadSetting: a report is not one.
        Failure: a view or an index does not meet its logs, or the regions do not meet.
    """
    if keep and against:
        raise BadSetting(
            "--against compares whole views, and --keep only a share of them: leave one out"
        )
    reports = [verdict for path in against for verdict in _reports(path)]
    with progress() as bars:
        bar = bars.add_task(f"verifying {', '.join(regions)}", total=None, note="")
        # Each is folded, and compared.
        bars.update(bar, total=2 * await _events(regions))
        survey = await verify_regions(regions, lambda count: bars.advance(bar, count), keep)
    comparisons = list(survey.comparisons)
    for verdicts in survey.verdicts.values():
        for verdict in verdicts:
            others = [report for report in reports if report.view == verdict.view]
            comparisons += (_with_report(verdict, report) for report in others)
    for region, verdicts in survey.verdicts.items():
        unseen = await outlook.unseen(regions[region])
        for verdict in verdicts:
            verdict.unseen = unseen
            keys = [one.place for one in verdict.differences[:_DIFFERENCES_SHOWN] if one.place]
            accounts = await _account_for(regions[region], verdict, keys)
            _show(verdict, accounts, as_json=as_json)
    for compared in comparisons:
        await _show_comparison(regions, survey, compared, as_json=as_json)
    wrong = any(one.differences for verdicts in survey.verdicts.values() for one in verdicts)
    wrong = not await audit_indexes(regions, as_json=as_json) or wrong
    return 1 if wrong or not all(compared.agrees for compared in comparisons) else 0


def _reports(path: Path) -> list[Verdict]:
    """The verdicts that another run printed, a JSON line each; comparisons are passed over.

    Raises:
        BadSetting: there are none.
    """
    found = []
    try:
        for line in path.read_bytes().splitlines():
            if line.strip() and b'"digest_of_views"' in line:
                found.append(msgspec.json.decode(line, type=Verdict))
        if not found:
            raise ValueError("no verdict is in it")
        for verdict in found:
            if not verdict.ranges and verdict.compared and not verdict.compared.whole:
                raise ValueError("it is of a run with --keep, which compared some of the view")
            if len(verdict.ranges) != RANGES:
                raise ValueError(f"{len(verdict.ranges)} ranges, not {RANGES}")
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        why = error.strerror if isinstance(error, OSError) else _no_report(path, error)
        raise BadSetting(
            f"--against {path}: {why}; expected what `bandstand verify --json` printed"
        ) from None
    return found


def _no_report(path: Path, error: Exception) -> str:
    """Why a file is no report, for people."""
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if b'"digest_of_views"' in line and (why := why_no_json(line)):
            return f"line {number} is {why}"
    if isinstance(error, msgspec.MsgspecError):
        return "what is in it has other fields: it may be of another version"
    return str(error)


def _with_report(verdict: Verdict, report: Verdict) -> Comparison:
    """Compare a region with a report, whose region may have the same name as this one."""
    there = report.side
    if report.region == verdict.region:
        there = replace(there, region=f"{report.region} (the report)")
    return compare(verdict.view, [verdict.side, there])


async def _events(regions: dict[str, Settings]) -> int:
    """How many events there are to be folded, over all views."""
    total = 0
    for settings in regions.values():
        async with opened(settings) as it:
            heads = await streams.heads(it.connection)
            total += sum(head.last for head in heads.values()) * len(it.stores)
    return total


async def _account_for(settings: Settings, verdict: Verdict, keys: list[Key]) -> Account:
    """Who wrote the entries that differ, in the logs of a region."""
    if not keys:
        return {}
    async with opened(settings) as it:
        view = next(store.view for store in it.stores if store.view.name == verdict.view)
        return await account_for(it.connection, it.domain.codec, view, keys, verdict.vector)


def _show(verdict: Verdict, accounts: Account, *, as_json: bool) -> None:
    if as_json:
        explained = [{"place": key, "events": events} for key, events in accounts.items()]
        shown = {**msgspec.to_builtins(verdict), "explained": explained}
        click.echo(msgspec.json.encode(shown).decode())
        return
    word = "differs from" if verdict.differences else "agrees with"
    where = f" in {verdict.region}" if verdict.region else ""
    click.echo(f"{verdict.view} {word} its logs{where}: {verdict.events:,} events")
    if verdict.digest_of_logs:
        click.echo(f"  digest of the logs   {verdict.digest_of_logs}")
        click.echo(f"  digest of the views  {verdict.digest_of_views}")
    _show_compared(verdict)
    for unknown in verdict.unseen.values():
        click.echo(f"  {unknown}; what it wrote since is in neither")
    for difference in verdict.differences[:_DIFFERENCES_SHOWN]:
        click.echo(str(difference))
        if difference.place is not None:
            click.echo(f"    range {range_of(*difference.place[:2]):02x}")
            narration.show_contenders(accounts.get(difference.place, []))
    more = verdict.more + max(len(verdict.differences) - _DIFFERENCES_SHOWN, 0)
    if more:
        click.echo(f"and {more:,} more differences")
    for failing in verdict.failing[:_DIFFERENCES_SHOWN]:
        click.echo(f"a derivation fails, and its record stands nowhere: {failing}")
    if len(verdict.failing) > _DIFFERENCES_SHOWN:
        click.echo(f"and {len(verdict.failing) - _DIFFERENCES_SHOWN:,} more that fail")


def _show_compared(verdict: Verdict) -> None:
    """Say what was compared, since when everything was, and how long it took."""
    it = verdict.compared
    if it is None:
        return
    what = "everything"
    if not it.whole:
        what = f"{it.ranges:,} of {it.of:,} ranges of owners"
        what += f", and {it.owners:,} owners of whom {it.events:,} events since {it.since} say more"
    click.echo(f"  compared {what}, in {verdict.took_s:,.1f} s")
    if it.why:
        click.echo(f"  everything, because {it.why}")
    if it.kept_bytes:
        found = f"everything was compared, and agreed, since {it.everything}"
        if not it.everything:
            found = "not everything agrees: see below"
        click.echo(f"  {found}; {it.within_runs:,} runs compare it again")
        click.echo(f"  {it.kept_bytes / 2**20:,.1f} MiB are kept for the next run")


async def _show_comparison(
    regions: dict[str, Settings], survey: Survey, compared: Comparison, *, as_json: bool
) -> None:
    keys: list[Key] = [(one.kind, one.id, one.member) for one in compared.entries]
    first = next(region for region in compared.regions if region in survey.verdicts)
    [verdict] = [one for one in survey.verdicts[first] if one.view == compared.view]
    accounts = await _account_for(regions[first], verdict, keys)
    if as_json:
        explained = [{"place": key, "events": events} for key, events in accounts.items()]
        shown = {"comparison": {**msgspec.to_builtins(compared), "explained": explained}}
        click.echo(msgspec.json.encode(shown).decode())
    else:
        narration.show_comparison(compared, accounts, first)
