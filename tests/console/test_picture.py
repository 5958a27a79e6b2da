"""The picture: what is not seen is unknown since, and never current, nor the same."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from rich.console import Console

from bandstand.console.blocks import Blocks
from bandstand.console.looks import STALE_MS, LogSight, Look, Region
from bandstand.console.picture import Scene, picture
from bandstand.console.terminal import drawn
from bandstand.operate.outlook import Outlook
from bandstand.operate.status import Viewed
from eventlog.copies.peers import Peer
from eventlog.streams import Head

NOW_MS = 1_796_000_000_000
NOON = "2026-11-30T00:53:20Z"
LOG = "events-eu-0-1"


def ranges(*changed: int) -> tuple[str, ...]:
    """Digests of 256 ranges, some of which are of something else."""
    return tuple(sha256(f"{at} {at in changed}".encode()).hexdigest() for at in range(256))


def row(region: str, watermark: int, **more: Any) -> dict[str, Any]:
    """A row of `status`, current."""
    return {
        "region": region,
        "view": "notes",
        "log": LOG,
        "last": watermark,
        "watermark": watermark,
        "lag": 0,
        "parked": 0,
        "state": "current",
        "origin": None,
        **more,
    }


def region(
    name: str, *, at_ms: int = NOW_MS, last: int = 7, changed: tuple[int, ...] = ()
) -> Region:
    """A region in which all is well."""
    blocks = Blocks({LOG: last}, still=True, ranges=ranges(*changed), entries=9)
    peer = Peer("us" if name == "eu" else "eu", True, at_ms, {}, at_ms)
    return Region(
        name,
        Look(LogSight({LOG: Head(1, last, 0)}, Outlook({peer.region: peer})), at_ms),
        Look(Viewed([row(name, last)], {}, {}), at_ms),
        {"notes": Look(blocks, at_ms)},
    )


def drawn_of(*regions: Region, **more: Any) -> dict[str, Any]:
    """The picture of some regions."""
    return picture(Scene(NOW_MS, {one.name: one for one in regions}, **more))


def agreement(*regions: Region) -> dict[str, Any]:
    """Whether they hold the same."""
    [found] = drawn_of(*regions)["agreements"]
    return dict(found)


def test_regions_that_hold_the_same_are_one() -> None:
    """The state in which nothing is to be done."""
    seen = drawn_of(region("eu"), region("us"))
    assert seen["agreements"][0]["state"] == "one"
    assert seen["wrong"] == []
    assert [one["unknown"] for one in seen["regions"]] == ["", ""]


def test_regions_that_differ_are_apart_block_by_block_while_one_holds_more() -> None:
    """Parted regions are no fault: they hold other events, and meet when they have them all."""
    found = agreement(region("eu", last=9, changed=(3, 200)), region("us"))
    assert (found["state"], found["differ"], found["of"]) == ("apart", [3, 200], 256)


def test_regions_that_hold_the_same_events_and_not_the_same_have_diverged() -> None:
    """Equal vectors must give equal digests: this is the one fault that only comparing shows."""
    found = agreement(region("eu", changed=(3,)), region("us"))
    assert found["state"] == "DIVERGED"
    assert "bandstand verify" in found["why"]


def test_what_moved_while_it_was_read_is_never_called_diverged() -> None:
    """A view is read in pages, beside who merges: such a read is of no one moment."""
    moving = region("eu", changed=(3,))
    blocks = moving.blocks["notes"]
    assert blocks.seen
    torn = replace(moving, blocks={"notes": blocks.took(replace(blocks.seen, still=False), NOW_MS)})
    assert agreement(torn, region("us"))["state"] == "apart"


def test_a_store_that_does_not_answer_makes_its_views_unknown_since_and_not_current() -> None:
    """What it said before is shown as old, with no lag and no rate; and nobody agrees with it."""
    eu = region("eu")
    gone = replace(eu, views=eu.views.failed("127.0.0.1:1: connection refused"))
    seen = drawn_of(gone, region("us"))
    [shown] = seen["regions"][0]["views"]["rows"]
    assert shown["state"] == f"unknown since {NOON}: 127.0.0.1:1: connection refused"
    assert (shown["lag"], shown["rate"], shown["watermark"]) == (None, None, 7)
    assert seen["agreements"][0]["state"] == "unknown"
    assert seen["wrong"] == [{"region": "eu", "what": shown["state"]}]


def test_a_look_that_hangs_is_unknown_though_nothing_failed() -> None:
    """Silence is no sign of health: who looks may itself be stuck."""
    old = region("eu", at_ms=NOW_MS - STALE_MS - 1_000)
    told = drawn_of(old, region("us"))["regions"][0]
    assert told["unknown"] == "unknown since 2026-11-30T00:53:09Z: nothing was heard since"
    assert told["views"]["rows"][0]["state"].startswith("unknown since")


def test_a_region_that_was_never_reached_says_so() -> None:
    """There is no time since which it is not known."""
    never = Region("us", Look[LogSight]().failed("no answer"), Look[Viewed]().failed("no answer"))
    told = drawn_of(region("eu"), never)["regions"][1]
    assert told["unknown"] == "unknown: no answer"
    assert told["views"]["rows"] == []


def test_a_view_that_is_too_large_is_not_called_the_same() -> None:
    """It is not read while one watches, and so nothing is known of its blocks."""
    eu = region("eu")
    large = replace(eu, blocks={"notes": Look(Blocks({LOG: 7}, still=False), NOW_MS)})
    found = agreement(large, region("us"))
    assert (found["state"], found["of"]) == ("unknown", 256)
    assert "bandstand verify" in found["why"]


def test_rates_are_of_what_grew_since_some_looks_ago() -> None:
    """Events a second, of the log and of what a view takes in of it."""
    before = region("eu", at_ms=NOW_MS - 5_000)
    seen = drawn_of(region("eu", last=57), before={"eu": before})
    assert seen["regions"][0]["log"]["logs"][0]["rate"] == 10.0
    assert seen["regions"][0]["views"]["rows"][0]["rate"] == 10.0


def test_a_narrow_terminal_still_says_the_state() -> None:
    """Columns that had no room were cut to nothing, and the state was the first of them."""
    eu = region("eu")
    seen = drawn_of(replace(eu, views=eu.views.failed("refused")))
    for width in (60, 160):
        console = Console(width=width, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
        console.print(drawn(seen, width))
        assert "unknown since" in console.export_text()
