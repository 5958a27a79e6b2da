"""Telemetry: spans for OpenTelemetry, sent where the usual OTEL_* variables say, or nowhere.

The SDK is an extra (`bandstand[telemetry]`), and is not even imported where nothing asks for it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from bandstand.errors import BadSetting
from bandstand.settings import Settings
from eventlog import tracing

if TYPE_CHECKING:
    from opentelemetry.trace import Span

ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")


def wanted(environment: Mapping[str, str]) -> bool:
    """Whether OTEL_* variables ask for traces."""
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    if environment.get("OTEL_TRACES_EXPORTER", "otlp") != "otlp":
        return False
    return any(environment.get(name) for name in ENDPOINTS)


def start(settings: Settings, role: str, environment: Mapping[str, str]) -> None:
    """Trace from now on, if it is asked for.

    Raises:
        BadSetting: it is, and what does it is not installed.
    """
    if not wanted(environment):
        return
    if find_spec("opentelemetry") is None or find_spec("opentelemetry.sdk") is None:
        name = next(name for name in ENDPOINTS if environment.get(name))
        raise BadSetting(
            f"{name} is set, but tracing is not installed: pip install "
            '"bandstand[telemetry]", or unset it'
        )
    tracing.tracer = _Tracer(settings, role, environment)


class _Tracer:
    """OpenTelemetry's, behind what is used of it."""

    def __init__(self, settings: Settings, role: str, environment: Mapping[str, str]) -> None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415
            OTLPSpanExporter,
        )
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

        named = {"bandstand.region": settings.region}
        if not environment.get("OTEL_SERVICE_NAME"):
            named["service.name"] = f"bandstand-{role}"
        provider = TracerProvider(resource=Resource.create(named))
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = provider.get_tracer("bandstand")

    @contextmanager
    def span(
        self, name: str, kind: str, parent: str, attributes: dict[str, str | int]
    ) -> Iterator[str]:
        """A span for the time of a block."""
        from opentelemetry.trace import SpanKind, Status, StatusCode  # noqa: PLC0415

        span = self._tracer.start_span(
            name, _within(parent), SpanKind[kind.upper()], {**attributes}
        )
        try:
            yield _text(span)
        except Exception as error:
            # Its name alone: what it says may be what a person said.
            span.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise
        finally:
            span.end()

    def told(self, name: str, parent: str, began_s: float, attributes: dict[str, str | int]) -> str:
        """A span of what was done until now."""
        from opentelemetry.trace import SpanKind  # noqa: PLC0415

        began_ns = int(began_s * 1e9)
        kind, known = SpanKind.CONSUMER, {**attributes}
        span = self._tracer.start_span(name, _within(parent), kind, known, start_time=began_ns)
        span.end(time.time_ns())
        return _text(span)


def _within(parent: str) -> Any:
    """The context of a span, as OpenTelemetry has it."""
    from opentelemetry.context import Context  # noqa: PLC0415
    from opentelemetry.trace import (  # noqa: PLC0415
        NonRecordingSpan,
        SpanContext,
        TraceFlags,
        set_span_in_context,
    )

    if not parent:
        return Context()
    _, trace, span, flags = parent.split("-")
    made = SpanContext(
        int(trace, 16), int(span, 16), is_remote=True, trace_flags=TraceFlags(int(flags, 16))
    )
    return set_span_in_context(NonRecordingSpan(made), Context())


def _text(span: Span) -> str:
    made = span.get_span_context()
    return f"00-{made.trace_id:032x}-{made.span_id:016x}-{int(made.trace_flags) & 1:02x}"
