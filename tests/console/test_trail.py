"""The trail: an event is followed until every region has it, and what is not seen is unknown."""

from __future__ import annotations

from dataclasses import replace

from bandstand.console.lookout import followed
from bandstand.console.trail import EVENTS_MAX, Followed, follow
from tests.console.test_picture import LOG, NOW_MS, region

EVENT = Followed(LOG, 7, "01", "note_written", "ada", NOW_MS - 100)


def test_an_event_is_merged_where_all_views_hold_the_log_so_far() -> None:
    """It is stored where the copy of the log goes as far, and merged later."""
    eu, us = region("eu"), region("us", last=6)
    [found] = follow((), [EVENT], {"eu": eu, "us": us}, NOW_MS)
    assert (found.by["eu"].stored_ms, found.by["eu"].merged_ms) == (NOW_MS, NOW_MS)
    assert (found.by["us"].stored_ms, found.by["us"].merged_ms) == (None, None)
    later = {"eu": region("eu", at_ms=NOW_MS + 900), "us": region("us", at_ms=NOW_MS + 900)}
    [found] = follow([found], (), later, NOW_MS + 900)
    assert found.by["eu"].merged_ms == NOW_MS  # When it was seen first.
    assert found.by["us"].merged_ms == NOW_MS + 900


def test_where_a_region_is_not_seen_it_is_unknown_how_far_an_event_came() -> None:
    """But what was seen to be merged there is."""
    us = region("us", last=6)
    gone = replace(us, log=us.log.failed("no answer"), views=us.views.failed("no answer"))
    [found] = follow((), [EVENT], {"us": gone}, NOW_MS)
    assert found.by["us"].unknown == us.log.failed("no answer").unknown(NOW_MS)
    assert found.by["us"].stored_ms is None
    [before] = follow((), [EVENT], {"us": region("us")}, NOW_MS)
    [after] = follow([before], (), {"us": gone}, NOW_MS)
    assert (after.by["us"].merged_ms, after.by["us"].unknown) == (NOW_MS, "")


def test_so_many_events_are_followed_and_the_last_come_first() -> None:
    """Whatever is written, what is kept of it is bounded."""
    many = [replace(EVENT, sequence=n, stamped_ms=n) for n in range(1, EVENTS_MAX + 9)]
    found = follow((), many, {}, NOW_MS)
    assert len(found) == EVENTS_MAX
    assert found[0].sequence == EVENTS_MAX + 8


def test_what_is_no_event_is_followed_too() -> None:
    """It will be parked, and says so; its bytes are shown to nobody here."""
    for body in (b"\xff", b"[1]", b'{"at":"x"}', b'{"id":1}', b"[" * 100_000):
        assert followed(LOG, 1, body).type == "not an event"
    told = followed(LOG, 1, b'{"id":"1","type":"t\\u001b[2J","actor":"a","at":"019000000000000"}')
    assert "\x1b" not in told.type
