"""Testing a domain of one's own: `pip install "bandstand[embedded,testing]"`.

    event, given     a history, and what must have come of it, without any server
    histories        histories generated from event classes, for `hypothesis`
    Stage            mutations and queries, on the embedded servers; the fixture `stage`
    agree            one history however it is delivered, on any number of shards, in a real store

What is further in is for tests of machinery: servers that are killed and brought back
(`bandstand.testing.servers`), stores (`stores`), worlds of a log and a store (`worlds`), gateways
(`gateways`), and all of `bandstand up` (`stacks`). Fixtures are in `bandstand.testing.fixtures`:

    # pyproject.toml
    [tool.pytest.ini_options]
    addopts = "-p bandstand.testing.fixtures"
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bandstand.testing.deliveries import agree as agree
    from bandstand.testing.generation import events as events
    from bandstand.testing.generation import histories as histories
    from bandstand.testing.stages import Stage as Stage
    from bandstand.testing.stages import node_id as node_id
    from bandstand.testing.stories import event as event
    from bandstand.testing.stories import given as given

_HOMES = {
    "Stage": "stages",
    "agree": "deliveries",
    "event": "stories",
    "events": "generation",
    "given": "stories",
    "histories": "generation",
    "node_id": "stages",
}

__all__ = ["Stage", "agree", "event", "events", "given", "histories", "node_id"]


def __getattr__(name: str) -> Any:
    # SUBTLE: by name and late, since pytest loads the fixtures of this package in every run.
    if name in _HOMES:
        return getattr(import_module(f"bandstand.testing.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
