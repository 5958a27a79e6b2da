"""Times that fields are declared of."""

from __future__ import annotations

from datetime import UTC, datetime

from bandstand.testing.stores import START_MS, at
from gateway.declare.fields import StampTime
from views.reading.answers import Answer, Held


def test_the_time_of_several_registers_is_that_of_the_one_written_last() -> None:
    """What was never written has none."""
    time, registers = StampTime("title", ("body", "media")), list[Held]()
    for ms in (3, 9, None):
        registers.append(False if ms is None else f'{at(ms)}"x"')
    answer = Answer("a", tuple(registers))
    assert time.read(answer, (0, 1, 2)) == datetime.fromtimestamp((START_MS + 9) / 1000, UTC)
    assert time.read(answer, (2,)) is time.read(answer, 2) is None
