"""Tracing: spans of one trace across processes and regions, by a tracer that is set or is not.

    mutation ──▶ publish ──traceparent in the event's headers──▶ merge ──in the hint──▶ subscriber

Where no tracer is set, nothing is imported for it, and nothing made; a process sets one where it is
told to by OTEL_* variables. A context is a text as W3C's *Trace Context* has it.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from re import compile as pattern
from typing import Protocol

HEADER = "traceparent"
CONTEXTS_MAX = 8
"""So many traces a merge is a part of at most, and a hint; of more, the others end at the log."""

_CONTEXT = pattern("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")
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
        """A span of what was done, from a time of the wall clock until now; its context."""


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
    # What nobody records is not told of.
    return {HEADER: context} if context.endswith("-01") else {}


def in_headers(raw: bytes) -> str:
    """The context in a message's headers; empty where there is none that anybody wants."""
    found = _IN_HEADERS.search(raw)
    return found[1].decode() if found else ""


def context_of(text: str | None) -> str:
    """The context that a text is, such as a request's header; empty when it is none."""
    return text if text and _CONTEXT.fullmatch(text) else ""


def done(
    name: str, contexts: Collection[str], took_s: float, **attributes: str | int
) -> tuple[str, ...]:
    """Say of some traces that something was done for all of them, and took so long until now; the
    contexts of that.
    """
    if tracer is None or not contexts:
        return ()
    began_s = time.time() - took_s
    return tuple(tracer.told(name, one, began_s, attributes) for one in contexts)


def as_hint(contexts: Iterable[str]) -> bytes:
    """Contexts as a hint takes them along."""
    return ",".join(contexts).encode()


def in_hint(data: bytes) -> list[str]:
    """The contexts of a hint, of those that may be any."""
    if tracer is None or not data:
        return []
    texts = data.decode(errors="replace").split(",")[:CONTEXTS_MAX]
    return [text for text in texts if context_of(text)]
