"""A domain of two views: stories, stages and checks look at both."""

from __future__ import annotations

import pytest

from bandstand.check import checking
from bandstand.domain import Domain
from bandstand.testing import Stage, event, given, node_id
from tests.domains.two_views import CarBuilt, CarLiked, CarRecord, FanRecord

NAME = "tests.domains.two_views"


@pytest.fixture(scope="session")
def domain() -> Domain:
    """The one of this module."""
    return Domain(NAME)


def test_a_story_is_of_the_view_that_keeps_the_record() -> None:
    """One event writes into both."""
    given(event(CarBuilt, car="c")).when(event(CarLiked, by="ada", car="c")).then(
        CarRecord, "c", alive=True, fans={"ada"}
    ).then(FanRecord, "ada", likes={"c"}, liked=1)


def test_a_stage_waits_for_all_views(stage: Stage) -> None:
    """Else what was just written would be there in one and not in the other."""
    stage.given(event(CarBuilt, car="c"))
    stage.when("likeCar", by="ada", carId=node_id("Car", "c")).then(car={"fanCount": 1})
    query = "query($fan: ID!) { fan(id: $fan) { likeCount } }"
    assert stage.ask(query, fan=node_id("Fan", "ada")) == {"fan": {"likeCount": 1}}
    stage.verify()


def test_check_looks_at_all_views() -> None:
    """By their number, and in what they do."""
    lines: list[str] = []
    assert checking.check(NAME, 20, 0, lines.append), "\n".join(lines)
    assert "2 views, 2 records, 1 derivation, 2 events" in lines[1]
