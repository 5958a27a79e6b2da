"""Names of logs and subjects."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventlog.errors import LogMisconfigured
from eventlog.subjects import Log, escape, partition_of

IDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(IDS, IDS)
def test_different_ids_have_different_subjects(one: str, other: str) -> None:
    """Two entities that shared a subject would share an idempotency key's place."""
    assert (escape(one) == escape(other)) == (one == other)


@given(IDS)
def test_an_id_is_one_token(text: str) -> None:
    """A dot, a star or a space in a subject is another subject, or none."""
    assert re.fullmatch(r"[A-Za-z0-9_-]+", escape(text))


def test_a_tag_such_as_dot_net_finds_its_stream() -> None:
    """Found on a real site: published to `….article..net`, it had no stream."""
    assert Log("eu").subject("tribe", ".net") == "events.eu.0.1.tribe._2enet"
    assert escape("_2enet") != escape(".net")


@given(
    st.from_regex(r"[a-z0-9]{1,16}", fullmatch=True),
    st.integers(0, 9_999),
    st.integers(1, 10**9 - 1),
)
def test_a_log_is_read_back_from_its_name(region: str, partition: int, epoch: int) -> None:
    """The name stands in coverage and tokens."""
    log = Log(region, partition, epoch)
    assert Log.parse(log.name) == log


@pytest.mark.parametrize(
    "name", ["", "events-eu-0", "events-eu-0-0", "events-EU-0-1", "events-eu-00-1", "keys-eu",
             "events-eu-0-1\n", "events-eu-0-1-2"],
)  # fmt: skip
def test_what_is_no_log_is_refused(name: str) -> None:
    """Tokens come from strangers."""
    with pytest.raises(LogMisconfigured, match="expected events-<region>-<partition>-<epoch>"):
        Log.parse(name)


@given(IDS, st.integers(1, 64))
def test_an_entity_keeps_its_partition(entity_id: str, partitions: int) -> None:
    """And every partition is one of those there are."""
    assert partition_of(entity_id, partitions) == partition_of(entity_id, partitions)
    assert 0 <= partition_of(entity_id, partitions) < partitions
