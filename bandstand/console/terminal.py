"""The picture in a terminal, drawn again each second: `bandstand status --watch`."""

from __future__ import annotations

import asyncio
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from bandstand.console.lookout import Lookout
from bandstand.console.picture import Picture
from bandstand.processes.production import now_ms
from bandstand.settings import Settings

_TRAIL_SHOWN = 8
_WIDE = 120
_COLUMNS = ("region", "view", "log", "last", "watermark", "lag", "rate", "parked", "state")
_FEW = ("region", "view", "log", "lag", "state")
_TEXTS = ("region", "view", "log", "state")
_TITLES = {"rate": "events/s"}
_STYLES = {"one": "green", "apart": "yellow", "DIVERGED": "bold red", "unknown": "magenta"}
_WORDS = {
    "one": "all regions hold the same",
    "apart": "regions are apart",
    "DIVERGED": "DIVERGED",
    "unknown": "unknown",
    "alone": "one region",
}


async def watch(regions: dict[str, Settings]) -> int:
    """Draw until Ctrl-C; 0."""
    lookout, console = Lookout(regions, now_ms), Console()
    looking = asyncio.create_task(lookout.run())
    try:
        with lookout.watched(), Live(console=console, auto_refresh=False) as live:
            number = 0
            while not looking.done():
                number = await lookout.next(number)
                live.update(drawn(lookout.picture, console.width), refresh=True)
    except asyncio.CancelledError:
        pass  # Ctrl-C is how it ends.
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
    return 0


def drawn(picture: Picture, width: int = _WIDE) -> RenderableType:
    """A picture, as tables. Where they have no room they say less, but never less of the state."""
    parts: list[RenderableType] = [Text(f"{picture['at']}   Ctrl-C ends it")]
    parts += [_agreement(one) for one in picture["agreements"]]
    parts.append(_views(picture["regions"], _COLUMNS if width >= _WIDE else _FEW))
    for one in picture["wrong"]:
        parts.append(Text(f"{one['region']}: {one['what']}", style=_style(one["what"])))
    for region in picture["regions"]:
        parts += [
            Text(f"{region['region']}: parked: {_where(one)}  {one['why']}")
            for one in (*region["views"]["parked"], *region["views"]["failed"])
        ]
    if picture["trail"]:
        parts.append(_trail(picture["trail"][:_TRAIL_SHOWN]))
    return Group(*parts)


def _where(one: dict[str, Any]) -> str:
    return " ".join(map(str, one["where"]))


def _agreement(one: dict[str, Any]) -> Text:
    differ = f", {len(one['differ'])} of {one['of']} blocks differ" if one["differ"] else ""
    why = f": {one['why']}" if one["why"] else ""
    told = f"{one['view']}: {_WORDS[one['state']]}{differ}{why}"
    return Text(told, style=_STYLES.get(one["state"], ""))


def _style(state: str) -> str:
    if state.startswith("unknown"):
        return _STYLES["unknown"]
    return {"current": "green", "behind": "yellow"}.get(state.partition(":")[0], "bold red")


def _views(regions: list[dict[str, Any]], columns: tuple[str, ...]) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    for name in columns:
        justify = "left" if name in _TEXTS else "right"
        table.add_column(_TITLES.get(name, name), justify=justify, no_wrap=name != "state")  # type: ignore[arg-type]
    for region in regions:
        rows = region["views"]["rows"]
        if region["unknown"] and not rows:
            rows = [{"region": region["region"], "state": region["unknown"]}]
        for row in rows:
            table.add_row(*(_cell(name, row) for name in columns))
    return table


def _cell(name: str, row: dict[str, Any]) -> Text:
    if name == "state":
        return Text(row[name], style=_style(row[name]))
    return Text(row.get(name, "") if name in _TEXTS else _number(row.get(name)))


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:,}"


def _trail(events: list[dict[str, Any]]) -> Table:
    """Events on their way: in how many ms after its stamp each region was seen to have it."""
    table = Table(box=box.SIMPLE, pad_edge=False, title="events on their way", title_justify="left")
    for name in ("type", "actor", "log", "sequence"):
        table.add_column(name, no_wrap=True)
    for region in events[0]["regions"]:
        table.add_column(f"in {region['region']}", no_wrap=True)
    for one in events:
        table.add_row(
            *(Text(str(one[name])) for name in ("type", "actor", "log", "sequence")),
            *(_reached(region) for region in one["regions"]),
        )
    return table


def _reached(region: dict[str, Any]) -> Text:
    if region["mergedMs"] is not None:
        return Text("merged", style="green")
    if region["unknown"]:
        return Text("unknown", style=_style("unknown"))
    return Text("stored" if region["storedMs"] is not None else "not yet", style="yellow")
