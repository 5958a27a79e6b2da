"""The README's table of ties is the one that the code is tested against."""

from __future__ import annotations

from pathlib import Path

from crdt.order import ELEMENT_CASES, REGISTER_CASES

README = Path(__file__).parents[2] / "README.md"


def table() -> str:
    """The truth table of `crdt.order`, as Markdown."""
    lines = ["| why | one | other | winner |", "|---|---|---|---|"]
    for why, *values in (*REGISTER_CASES, *ELEMENT_CASES):
        shown = " | ".join(f"`{value}`" for value in values)
        lines.append(f"| {why} | {shown} |")
    return "\n".join(lines)


def test_the_table_of_ties_is_the_truth_table() -> None:
    """A rule that is stated twice, and differently, is two rules."""
    text = README.read_text(encoding="utf-8")
    assert table() in text.partition("<!-- ties -->")[2].partition("<!-- /ties -->")[0]
