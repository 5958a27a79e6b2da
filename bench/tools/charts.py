"""Charts: what something costs as something grows."""

from __future__ import annotations

import pygal


def chart(
    lines: dict[str, list[tuple[int, float]]], sizes: list[int], title: str, sizes_are: str
) -> bytes:
    """An SVG of what each thing costs in ms (median, one at a time) at each size."""
    made = pygal.Line(
        js=(),
        title=title,
        x_title=sizes_are,
        y_title="ms, median, one at a time",
        range=(0, max(cost for costs in lines.values() for _, cost in costs) * 1.2),
        legend_at_bottom=True,
        style=pygal.style.CleanStyle,
    )
    made.x_labels = [f"{size:,}" for size in sizes]
    for name, costs in lines.items():
        made.add(name, [round(cost, 3) for _, cost in costs])
    drawn: bytes = made.render()
    return drawn
