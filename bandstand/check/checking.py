"""Checking: all parts in their order, a line of progress for each, and what each found."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable

from bandstand.check.columns import check_columns
from bandstand.check.delivery import check_delivery
from bandstand.check.derivations import check_derivations
from bandstand.check.findings import Ask, Finding, Result
from bandstand.check.laws import check_laws
from bandstand.check.schema import check_compiled, check_schema
from bandstand.domain import Domain
from bandstand.errors import BadSetting
from bandstand.loading import file_of
from bandstand.testing.generation import events, histories
from bandstand.testing.servers import StoreServer
from crdt.meaning import place_of
from eventlog.envelope import Event
from eventlog.errors import NoSample

Say = Callable[[str], None]
_PROBING = settings(
    max_examples=20,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
"""Any one will do: to look for the smallest, and for what else would, takes most of the time."""


def check(name: str, examples: int, seed: int, say: Say) -> bool:
    """Check a domain, and say what is found; whether all is well.

    Args:
        examples: how many histories each part looks at. say: gets each line.
    """
    domain = Domain(name)
    began = time.monotonic()
    text = ""
    try:
        domain.check()
    except BadSetting as error:
        # It names the variable, and nobody gave that here.
        text = str(error).partition(": ")[2]
    # Whoever starts where another domain is the usual one sees it.
    say(f"domain {name} ({file_of(name) or 'not found'})")
    if text:
        _tell(say, "declarations", Result("", [Finding(text)]), began)
        say("nothing else can be looked at before that is mended")
        return False
    kinds, left_out = _generated(domain)
    wrong = _tell(say, "declarations", Result(_counted(domain), left_out), began)
    history = histories(*kinds) if kinds else st.just([])
    ask = Ask(domain, tuple(kinds), history, examples, seed)
    with tempfile.TemporaryDirectory(prefix="bandstand-check-") as folder:
        for part, look in (
            ("laws", check_laws),
            ("delivery", check_delivery),
            ("derivations", check_derivations),
            ("columns", check_columns),
            ("schema", check_schema),
            ("compiled", check_compiled),
        ):
            began = time.monotonic()
            if look is check_derivations:
                server = StoreServer(Path(folder))
                server.start()
                try:
                    result = look(replace(ask, store_url=server.url))
                finally:
                    server.kill()
            else:
                result = look(ask)
            wrong = _tell(say, part, result, began) or wrong
    return not wrong


def _generated(domain: Domain) -> tuple[list[type[Event]], list[Finding]]:
    """The events that can be generated, and what is said of the others."""
    kinds, left_out = list[type[Event]](), list[Finding]()
    for kind in domain.codec.types.values():
        try:
            find(events(kind), lambda _: True, settings=_PROBING)
        except (NoSample, NoSuchExample, Unsatisfiable) as error:
            why = str(error) if isinstance(error, NoSample) else "nothing fits all its limits"
            told = f"{place_of(kind)}: no {kind.__name__} is generated, so none is looked at: {why}"
            left_out.append(Finding(told, is_wrong=False))
        else:
            kinds.append(kind)
    return kinds, left_out


def _tell(say: Say, part: str, result: Result, began: float) -> bool:
    """Say what a part came to; whether something is wrong."""
    verdict = "WRONG" if result.is_wrong else "ok"
    say(f"{part:13} {verdict:6} {time.monotonic() - began:5.1f} s  {result.told}".rstrip())
    for finding in result.findings:
        mark = "wrong" if finding.is_wrong else "note"
        first, *more = finding.text.splitlines()
        say(f"  {mark}: {first}")
        for line in more:
            say(f"    {line}")
        if finding.lines:
            say("  the smallest history that shows it:")
        for line in finding.lines:
            say(f"    {line}")
    return result.is_wrong


def _counted(domain: Domain) -> str:
    """What a domain declares, in numbers."""
    records = sum(len(view.records) for view in domain.views)
    derived = sum(len(view.derivations) for view in domain.views)
    counts = (
        (len(domain.views), "view", "views"),
        (records, "record", "records"),
        (derived, "derivation", "derivations"),
        (len(domain.codec.types), "event", "events"),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)
