"""Findings: what a check says of a domain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bandstand.domain import Domain
from eventlog.envelope import Event


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, or that an author should know.

    text: a sentence or two, with what to do. lines: what it is seen by, such as a history.
    is_wrong: whether the check fails by it.
    """

    text: str
    lines: tuple[str, ...] = ()
    is_wrong: bool = True


@dataclass
class Result:
    """What a part came to. told: what was looked at, in a few words."""

    told: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        """Whether the check fails by it."""
        return any(one.is_wrong for one in self.findings)


@dataclass(frozen=True)
class Ask:
    """What is checked, and how much.

    kinds: the events that can be generated. history: a strategy of histories of these. examples:
    how many histories each part looks at. seed: the same gives the same histories. store_url: where
    a store answers that may be emptied.
    """

    domain: Domain
    kinds: tuple[type[Event], ...]
    history: Any
    examples: int
    seed: int
    store_url: str = ""
