"""Deliveries: what replicas bring, and what a store that differs is told by."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from bandstand.testing import agree, event, histories
from bandstand.testing.deliveries import deliveries
from eventlog.envelope import Event
from tests.domains.saves_domain import VIEWS, PageSaved, PageUnsaved, PageWritten
from tribes.records import Record, Register
from views.derive.places import GlobalList, Places, derived
from views.view import View


@pytest.mark.parametrize("shards", [1, 3])
def test_a_history_agrees_however_it_is_brought(store_url: str, shards: int) -> None:
    """By two replicas at a time, each in its own order, with repeats, in parts."""

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(histories(PageWritten, PageSaved, PageUnsaved))
    def hold(history: list[Event]) -> None:
        agree(VIEWS[0], history, store_url, shards=shards)

    hold()


def test_all_is_brought_and_some_of_it_again() -> None:
    """In several parts, none of which is whole."""
    whole = list(range(40))
    parts = deliveries(whole, Random(7))
    brought = [one for part in parts for one in part]
    assert set(brought) == set(whole)
    assert len(brought) > len(whole)
    assert brought != sorted(brought)
    assert deliveries(whole, Random(7)) == parts


class Counted(Record, kind="counted"):
    """Its Lua by hand and the twin differ."""

    page = Register()
    all = GlobalList()

    @derived(lua="enter('counted.all', 2)", places=(all,))
    def places(self) -> Places:
        """Where it stands."""
        yield Counted.all.enter(by=1)


def test_what_differs_is_said(store_url: str) -> None:
    """With the shard, the place, and both sides."""
    view = View(
        "counting",
        (Counted,),
        {PageWritten: lambda event: (Counted.page.set(event.page, event.stamp, True),)},
    )
    with pytest.raises(
        AssertionError, match=r"list counted.all p\n +the logs say  1\n +the view has  2"
    ):
        agree(view, [event(PageWritten, page="p", title="T")], store_url)
