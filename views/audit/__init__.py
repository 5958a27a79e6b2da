"""The audit: what a store holds of a view, beside what a plain Python fold says it should.

    facts.py      what is compared: a shard's facts, and where two differ
    condensed.py  what a state has condensed, as it is kept from one audit to the next
    expected.py   what the merged state of records comes to
    kept.py       what a merge keeps beside what it merges
    held.py       what the keys of a shard say
    looking.py    how they are read: all of them in pages, or some at one moment of the logs

Nothing here writes a view, so a change of it replays none.
"""

from views.audit.expected import expect, place_in, placed_text, placements
from views.audit.facts import (
    FAILED,
    TOTAL,
    Difference,
    Facts,
    Holding,
    compare,
    home_of,
    texts,
)
from views.audit.held import keys_of
from views.audit.kept import KEPT, kept_of
from views.audit.looking import hold, hold_some

__all__ = [
    "FAILED",
    "KEPT",
    "TOTAL",
    "Difference",
    "Facts",
    "Holding",
    "compare",
    "expect",
    "hold",
    "hold_some",
    "home_of",
    "kept_of",
    "keys_of",
    "place_in",
    "placed_text",
    "placements",
    "texts",
]
