"""What is tried for ever is said once a minute, and its last word is said, too."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bandstand.processes import repeats
from bandstand.processes.repeats import Repeats
from bandstand.testing.servers import NatsServer
from bandstand.testing.stacks import eventually, process


class Written(logging.Handler):
    """What is written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def written() -> Written:
    return Written()


@pytest.fixture
def logger(written: Written) -> Iterator[logging.Logger]:
    """A logger that says the same every 0.3 s at most."""
    made, handler = logging.getLogger("tests.repeats"), Repeats(written, every_s=0.3)
    made.propagate = False
    made.setLevel("DEBUG")
    made.addHandler(handler)
    yield made
    made.removeHandler(handler)


def test_what_repeats_is_written_at_the_end_with_how_often(
    logger: logging.Logger, written: Written
) -> None:
    """Of a connection that comes and goes one must know at the end which it was."""
    for _ in range(5):
        logger.warning("lost")
        logger.info("back")
    logger.warning("other")
    assert written.lines == ["lost", "back", "other"]
    told = ["lost (4 times more since it was said)", "back (4 times more since it was said)"]
    eventually(lambda: written.lines[3:] == told, "what was held back")
    logger.warning("lost")
    assert len(written.lines) == 5
    time.sleep(0.7)
    assert written.lines[5:] == ["lost (once more since it was said)"]
    logger.warning("lost")
    assert written.lines[6:] == ["lost"]


def test_a_trouble_may_have_other_words_each_time(logger: logging.Logger, written: Written) -> None:
    """Then it is named; the last words are those that are written."""
    for number in range(3):
        for log in "ab":
            logger.warning("%s lacks %d", log, number, extra={"trouble": log})
    for cause in (ValueError("one"), ValueError("one"), ValueError("two")):
        logger.error("failed", exc_info=cause)
    assert written.lines == ["a lacks 0", "b lacks 0", "failed", "failed"]
    logger.handlers[0].flush()
    again = ["a lacks 2 (2 times more", "b lacks 2 (2 times more", "failed (once more"]
    assert [line.partition(" since")[0] for line in written.lines[4:]] == again


def test_not_more_is_remembered_than_is_stated(
    logger: logging.Logger, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is forgotten is said before."""
    monkeypatch.setattr(repeats, "TROUBLES_MAX", 2)
    logger.debug("little")
    logger.debug("little")
    for word in ("a", "a", "b", "c", "a"):
        logger.warning(word)
    lines = ["little", "little", "a", "b", "c", "a (once more since it was said)", "a"]
    assert written.lines == lines


def test_a_log_that_comes_and_goes_fills_no_journal(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """As a flapping network does for hours, and beside it everybody who retries."""
    variables = {"NATS_URL": nats.url, "REDIS_URL": store_url}
    with process(tmp_path / "projector", "projector", **variables) as projector:
        projector.wait_for("projecting")
        for number in range(4):
            nats.kill()
            projector.wait_for("connection lost")
            time.sleep(0.6)
            nats.start()
            projector.wait_for("connection is back")
            time.sleep(0.8 if number < 3 else 0)
        assert projector.said.count("connection lost") == 1
        assert projector.said.count("connection is back") == 1
        projector.end()
        lines = [line.partition(": ")[2] for line in projector.said.splitlines()]
    repeated = [line for line in lines if lines.count(line) > 1]
    assert repeated == []
    assert "nats: connection lost: trying again until it is back (3 times more since" in str(lines)
