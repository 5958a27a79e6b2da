"""Traces: who wants none pays for none. `tests/system/test_seen.py` follows one to its end."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bandstand.errors import BadSetting
from bandstand.processes import journal, telemetry
from bandstand.settings import Settings
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from eventlog import tracing
from eventlog.connection import connected
from eventlog.publish.publishing import Publisher
from eventlog.reading import Reader
from tribes.events import EVENTS, ArticleBumped

CONTEXT = f"00-{'ab' * 16}-{'cd' * 8}-01"


class _Tracer:
    """Makes contexts alone."""

    def __init__(self, context: str) -> None:
        self.context = context

    @contextmanager
    def span(self, *_: object) -> Iterator[str]:
        yield self.context

    def told(self, *_: object) -> str:
        return self.context


@pytest.fixture
def traced() -> Iterator[_Tracer]:
    made = tracing.tracer = _Tracer(CONTEXT)
    yield made
    tracing.tracer = None


def published_and_read(url: str) -> tuple[dict[str, str], dict[int, str]]:
    """The headers of an event as the log has them, and the traces that a reader is told."""

    async def main() -> tuple[dict[str, str], dict[int, str]]:
        async with connected(url) as connection:
            publisher = await Publisher(connection, EVENTS, region="test").open()
            await publisher.publish(ArticleBumped(**envelope(1), article="a"))
            log = publisher.logs[0]
            held = await connection.stream.get_msg(log.name, seq=1)
            async for batch in Reader(connection, log, 1).batches():
                return dict(held.headers or {}), batch.traces
            raise AssertionError

    return asyncio.run(main())


def test_nothing_is_imported_or_sent_where_nobody_asks(nats: NatsServer) -> None:
    """A header on each event, and an SDK, would be paid by all who trace nothing."""
    # redis-py looks for the metrics of an SDK that is installed, by itself.
    code = (
        "import sys, bandstand.cli.commands, bandstand.processes.production;"
        "from bandstand.processes import telemetry; from bandstand.settings import Settings;"
        "telemetry.start(Settings(), 'gateway', {'OTEL_SERVICE_NAME': 'x'});"
        "own = ('opentelemetry.sdk.trace', 'opentelemetry.exporter', 'google.protobuf');"
        "sys.exit(any(name.startswith(own) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    headers, traces = published_and_read(nats.url)
    assert (headers.keys(), traces) == ({"Nats-Msg-Id"}, {})


def test_an_event_takes_its_trace_along(nats: NatsServer, traced: _Tracer) -> None:
    """In the header that W3C names, so that others than us can follow it."""
    headers, traces = published_and_read(nats.url)
    assert (headers["traceparent"], traces) == (CONTEXT, {1: CONTEXT})


def test_a_trace_that_nobody_records_is_not_told_of(nats: NatsServer, traced: _Tracer) -> None:
    """The sampler's no holds for all that follows."""
    traced.context = CONTEXT[:-2] + "00"
    headers, traces = published_and_read(nats.url)
    assert (headers.keys(), traces) == ({"Nats-Msg-Id"}, {})


@pytest.mark.parametrize(
    "text", ["", "x", CONTEXT[:-1], CONTEXT.upper(), f"01{CONTEXT[2:]}", f"{CONTEXT}\n", "é" * 55]
)
def test_what_is_no_context_is_passed_over(traced: _Tracer, text: str) -> None:
    """Whoever asks may send anything in a header, and any process a hint."""
    assert tracing.context_of(text) == ""
    assert tracing.in_hint(text.encode()) == []
    assert tracing.in_hint(b"\xff") == []
    assert len(tracing.in_hint(",".join([CONTEXT] * 99).encode())) == tracing.CONTEXTS_MAX


@pytest.mark.parametrize(
    ("environment", "asked"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://h:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://h:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://h:4318", "OTEL_SDK_DISABLED": "true"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://h:4318", "OTEL_TRACES_EXPORTER": "none"}, False),
    ],
)
def test_the_usual_variables_decide(environment: dict[str, str], *, asked: bool) -> None:
    """As in any program that is traced by OpenTelemetry."""
    assert telemetry.wanted(environment) is asked


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Traces that go nowhere, without a word, are looked for in vain."""
    monkeypatch.setattr(telemetry, "find_spec", lambda _: None)
    with pytest.raises(BadSetting, match=r"_ENDPOINT is set.*bandstand\[telemetry\]"):
        telemetry.start(Settings(), "gateway", {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://h:4318"})


def test_a_line_says_of_which_trace_it_is(
    traced: _Tracer, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the trace to the log, and back."""
    journal.start(Settings(log_format="json"), "gateway")
    try:
        with tracing.span("graphql"):
            logging.getLogger("bandstand.test").warning("within")
        logging.getLogger("bandstand.test").warning("without")
    finally:
        logging.getLogger().handlers.clear()
    within, without = map(json.loads, capsys.readouterr().err.splitlines())
    assert within["trace_id"] == "ab" * 16
    assert "trace_id" not in without
