"""Trying: what a console offers where the stack is one's own, to see regions part and meet.

A link is cut and healed as `bandstand link` does it. What is written goes through the gateway of
one region, as any client's writing does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from bandstand.errors import Failure
from bandstand.stack import links
from bandstand.stack.links import Passage

WRITE_S_MAX: Final = 10.0
ANSWER_BYTES_MAX: Final = 65_536


@dataclass(frozen=True)
class Writing:
    """A mutation of the domain that works as it is, and that one may change before it is sent."""

    title: str
    query: str
    variables: str


@dataclass(frozen=True)
class Trying:
    """What can be done to a stack on this machine.

    folder: the stack's. passages: what each link lets through now. urls: region → where its gateway
    answers. writings: what may be written.
    """

    folder: Path
    passages: Callable[[], Mapping[str, str]]
    urls: Mapping[str, str]
    writings: Sequence[Writing] = ()

    def let(self, name: str, passage: str) -> None:
        """Say what a link is to let through; the supervisor follows.

        Raises:
            Failure: there is no such link, or it cannot do that.
        """
        known = self.passages()
        if name not in known:
            raise Failure(f"no link {name[:40]!r} here; there are: {', '.join(known) or 'none'}")
        if passage not in (Passage.UP, Passage.DOWN):
            raise Failure(f"{passage[:40]!r}: expected {Passage.UP} or {Passage.DOWN}")
        links.write(self.folder, {**links.read(self.folder), name: Passage(passage)})

    async def write(self, region: str, viewer: str, query: str, variables: dict[str, Any]) -> Any:
        """Send a mutation to a region's gateway as somebody; what it answers.

        Raises:
            Failure: there is no such region, or its gateway does not answer.
        """
        url = self.urls.get(region)
        if url is None:
            raise Failure(f"no region {region[:40]!r} here; there are: {', '.join(self.urls)}")
        try:
            async with httpx.AsyncClient(timeout=WRITE_S_MAX, trust_env=False) as client:
                answer = await client.post(
                    url,
                    json={"query": query, "variables": variables},
                    headers={"X-Viewer": viewer} if viewer.isascii() else {},
                )
        except httpx.HTTPError as error:
            raise Failure(
                f"the gateway of {region} does not answer: {error or type(error).__name__}; "
                "whether it took the write is unknown"
            ) from None
        if len(answer.content) > ANSWER_BYTES_MAX:
            raise Failure(f"the gateway of {region} answers more than {ANSWER_BYTES_MAX:,} bytes")
        try:
            return answer.json()
        except ValueError:
            raise Failure(f"the gateway of {region} answers {answer.status_code}") from None
