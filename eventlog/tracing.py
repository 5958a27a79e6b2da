"""Tracing: spans of one trace across processes and regions, by a tracer that is set or is not.

    mutation ──▶ publish ──traceparent in the event's headers──▶ merge ──in the hint──▶ subscriber

Where no tracer is set, nothing is imported for it, and nothing made; a process sets one where it is
told to by OTEL_* variables. A context is a text as W3C's *Trace Context* has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from re import compile as pattern
from typing import Protocol

HEADER = "traceparent"
_CONTEXT = pattern(rb"00-[0-9a-f]{32}-[0-9a-f]{16}-01")
_IN_HEADERS = pattern(rb"(?im)^traceparent: *(00-[0-9a-f]{32}-[0-9a-f]{16}-01) *\r?$")


class Tracer(Protocol):
    """Makes spans, and sends them somewhere."""

    def span(
        self, name: str, kind: str, parent: str, attributes: dict[str, str | int]
    ) -> AbstractContextManager[str]:
        """A span for the time of a block, which is given its context; empty when nobody wants it.

        Args:
            kind: internal, server, producer or consumer. parent: a context; empty for a new trace.
        """

    def told(self, name: str, parent: str, began_s: float, attributes: dict[str, str | int]) -> str:
        """A span of what was consumed, from a time of the wall clock until now; its context."""


tracer: Tracer | None = None
"""Set once, where a process starts."""

_current: ContextVar[str] = ContextVar("traceparent", default="")


def current() -> str:
    """The context of the span that this is in; empty outside of any."""
    return _current.get()


def span(
    name: str, kind: str = "internal", parent: str = "", **attributes: str | int
) -> AbstractContextManager[object]:
    """A span for the time of a block, within the one that this is in."""
    if tracer is None:
        return _NO_SPAN
    return _spanned(tracer, name, kind, parent, attributes)


@contextmanager
def _spanned(
    tracer: Tracer, name: str, kind: str, parent: str, attributes: dict[str, str | int]
) -> Iterator[None]:
    with tracer.span(name, kind, parent or current(), attributes) as context:
        before = _current.set(context)
        try:
            yield
        finally:
            _current.reset(before)


_NO_SPAN = nullcontext()


def headers() -> dict[str, str]:
    """What a message takes along: the context of the span that it is sent in."""
    context = current() if tracer is not None else ""
    return {HEADER: context} if context else {}


def in_headers(raw: bytes) -> str:
    """The context in a message's headers; empty where there is none that anybody wants."""
    found = _IN_HEADERS.search(raw)
    return found[1].decode() if found else ""


def context_in(data: bytes) -> str:
    """The context that a hint is; empty when it is none."""
    return data.decode() if _CONTEXT.fullmatch(data) else ""
