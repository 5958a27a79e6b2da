"""`heal` in one region: no mirror remembers what a log has lost, but the views do."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from ulid import ULID

from bandstand.operate.healing import identity
from bandstand.testing.worlds import envelope
from crdt.coverage import Coverage
from eventlog.envelope import event_id
from eventlog.streams import NEVER, Healed
from tests.bandstand.commands import Region
from tests.worlds import world
from tribes.events import ArticleBumped
from tribes.views import COMMUNITY
from views.shards import Shards

LOG = "events-test-0-1"


class Backups:
    """A region whose nats-server is backed up and restored."""

    def __init__(self, region: Region) -> None:
        self.region = region

    def back_up(self, name: str) -> None:
        """Keep the logs as they are now."""
        self.region.nats.stop()
        shutil.copytree(self.region.nats.folder, self.region.folder / name)
        self.region.nats.start()

    def restore(self, name: str) -> None:
        """Crash, and come back with the logs as they were then."""
        self.region.nats.kill()
        shutil.rmtree(self.region.nats.folder)
        shutil.copytree(self.region.folder / name, self.region.nats.folder)
        self.region.nats.start()

    def publish(self, first: int, last: int) -> None:
        """Publish numbered bumps to the newest epoch, and wait until the views hold all."""

        async def work() -> None:
            async with world(self.region.nats.url, self.region.store.url) as it:
                await it.publish(
                    ArticleBumped(**envelope(number, f"u{number}"), article="a")
                    for number in range(first, last + 1)
                )

        asyncio.run(work())
        self.agreed()

    def agreed(self) -> int:
        """Project until the views are what the logs say; how many events that are."""

        async def work() -> int:
            async with world(self.region.nats.url, self.region.store.url) as it, it.projecting():
                verdict = await it.verify()
                assert not verdict.differences
                return verdict.events

        return asyncio.run(work())


@pytest.fixture
def backups(tmp_path: Path) -> Iterator[Backups]:
    """A region of its own."""
    made = Region(tmp_path, "test").start()
    yield Backups(made)
    made.kill()


def test_a_log_that_is_restored_twice_is_healed_twice(backups: Backups) -> None:
    """Found by hand: from Tuesday's backup and then from Monday's, which knows nothing of the first
    healing. The second was called the first again, and changed nothing; and what is written after
    it went to an epoch that the views held already, under the same name.
    """
    give = backups.region.give
    backups.publish(1, 20)
    backups.back_up("monday")
    backups.publish(21, 40)
    backups.back_up("tuesday")
    backups.publish(41, 60)

    backups.restore("tuesday")
    told = give("status")
    assert told.exit_code == 1
    assert "DIVERGED: the log ends before the view" in told.stdout
    told = give("heal")
    assert told.stdout == (
        f"{LOG}: sealed, whole up to 40; 0 events published again in epoch 2\n"
    ), "without a name: /readyz sends its reader here"
    assert backups.agreed() == 40
    backups.publish(101, 110)

    backups.restore("monday")
    assert give("status").exit_code == 1
    told = give("heal")
    assert told.stdout == (
        f"{LOG}: sealed, whole up to 20; 0 events published again in epoch 3\n"
        "events-test-0-2: sealed, whole up to 0; 0 events published again in epoch 3\n"
    ), "epoch 2 is in no log any more, and the views remember it"
    assert backups.agreed() == 20
    backups.publish(201, 205)
    assert backups.agreed() == 25
    assert give("status").exit_code == 0
    assert give("heal").stdout == "the copies of all logs agree: nothing to heal\n"


def test_a_log_that_forgot_its_healing_takes_nothing(backups: Backups) -> None:
    """It ends where the views end, and yet they refuse what is read of it: they know that it was
    healed, and it does not. To accept events there would be to lose them.
    """
    give = backups.region.give
    backups.publish(1, 20)
    backups.back_up("before")
    assert "sealed" in give("heal", "--log", LOG).stdout
    assert backups.agreed() == 20
    backups.restore("before")
    told = give("status")
    assert told.exit_code == 1
    assert "DIVERGED: the log was restored to a state before it was healed" in told.stdout
    told = give("publish", __file__)
    assert told.exit_code == 1
    assert "restored to a state before it was healed" in told.stderr
    assert f"bandstand heal --log {LOG}" in told.stderr
    assert "sealed" in give("heal").stdout
    assert backups.agreed() == 20


def test_a_log_that_grew_past_its_old_end_is_healed_by_name(backups: Backups) -> None:
    """No other copy tells what it was, and it is as long as the views are: they hold what is in no
    log, and not what is. `verify` finds it, and whoever names the log has them made anew.
    """
    give = backups.region.give
    backups.publish(1, 20)
    backups.back_up("before")
    backups.publish(21, 25)
    backups.restore("before")
    with pytest.raises(AssertionError):
        backups.publish(101, 108)
    told = give("heal", "--log", LOG)
    assert told.stdout == (
        f"{LOG}: sealed, whole up to 28; 0 events published again in epoch 2\n"
        f"{LOG}: no other copy says what it was: projectors make all views anew that hold anything "
        "of it (`bandstand status`)\n"
    )
    assert backups.agreed() == 28


def test_a_log_that_lost_what_was_merged_and_not_covered_takes_nothing(backups: Backups) -> None:
    """A call that broke, or left work to the next, has merged what no coverage says yet."""
    give, hand = backups.region.give, Redis.from_url(backups.region.store.url)
    backups.publish(1, 20)
    hand.hset(f"{COMMUNITY.base(Shards(1), 0)}coverage", f"begun {LOG}", 25)
    told = give("status")
    assert told.exit_code == 1
    assert "DIVERGED: the log ends before the view" in told.stdout
    told = give("publish", __file__)
    assert told.exit_code == 1
    assert f"{LOG} ends at 20, but community holds 25 of it: it lost its tail" in told.stderr
    assert f"{LOG}: sealed, whole up to 20" in give("heal").stdout
    assert backups.agreed() == 20
    assert give("status").exit_code == 0


@pytest.mark.parametrize(
    ("latest", "why"),
    [
        ("", "the first"),
        (NEVER[:-1] + "7", "a count of an older version"),
        (event_id(1_000, bytes(10)), "an earlier one"),
        (event_id(9_000_000, b"\xff" * 10), "one of a clock that was ahead"),
    ],
)
def test_a_healing_has_a_greater_id_than_those_before(latest: str, why: str) -> None:
    """Views take over the greater one: a clock that went back must not hide a healing."""
    made = identity(latest, 5_000, bytes(10))
    assert made > latest, why
    assert ULID.from_str(made)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("7:10:12:", Healed(NEVER[:-1] + "7", 10, 12)),
        ("12:10:12:3-4", Healed(NEVER[:-2] + "12", 10, 12, Coverage.of([(3, 4)]))),
        ("01M8HQEYL75Y8Y44MGJ2SBDRTY:1:2:", Healed("01M8HQEYL75Y8Y44MGJ2SBDRTY", 1, 2)),
        ("", None),
        ("1:2:3", None),
        ("a b:1:2:", None),
        ("1:x:2:", None),
    ],
)
def test_what_is_written_on_a_log_is_read(written: str, read: Healed | None) -> None:
    """Logs stay: what 0.4 wrote, a count, comes before every id."""
    assert Healed.parse(written) == read
    if read:
        assert Healed.parse(str(read)) == read
