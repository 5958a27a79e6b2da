"""The function library: the Lua of the machinery around the derivations of a domain."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lua"
_BEFORE = ("order", "coverage", "pages", "records", "language")
_PLACING = "steps, hints, failures, ask, flush_work, begin_writing, write_all, ask_readers, place"
"""What the placements share with the work and the merge."""
_MERGE = ("work", "elements", "told", "lattices", "merge", "heal")
_READ = ("unions", "read")


def _text(names: tuple[str, ...]) -> str:
    return "\n".join((_FOLDER / f"{name}.lua").read_text(encoding="utf-8") for name in names)


@cache
def machinery() -> str:
    """The Lua that knows lattices, placements and pages, but no domain."""
    return _text((*_BEFORE, "placements", *_MERGE, *_READ))


def assemble(view: str, version: str, derivations: str) -> str:
    """The text to load: machinery, derivations, and the names to register."""
    return "\n".join(
        (
            f"#!lua name=bandstand_{view}_{version}",
            _text(_BEFORE),
            derivations,
            # Each in a block: a function of Lua has 200 local names at most.
            "do",
            f"local {_PLACING}",
            "do",
            _text(("placements",)),
            "end",
            _text(_MERGE),
            f"redis.register_function('merge_{view}_{version}', merge)",
            f"redis.register_function('heal_{view}_{version}', heal)",
            "end",
            "do",
            _text(_READ),
            "redis.register_function{"
            f"function_name='read_{view}_{version}', callback=read, flags={{'no-writes'}}}}",
            "end",
        )
    )
