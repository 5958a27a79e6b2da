from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crdt.stamps import MAX_STAMP, MIN_STAMP, STAMP_MS_MAX, Stamp, stamp_of
from eventlog.declaring import snake_case
from eventlog.envelope import (
    Codec,
    Event,
    Id,
    OwnedId,
    Version,
    event_id,
    iso_time,
)
from eventlog.errors import EventRejected

Fields = dict[str, Any]
ULID = "01HF7YAT00C9GPWS3KEHGPWS11"


class SongSung(Event, entity="song"):
    """A made-up event. `more` takes anything, which real ones do not."""

    song: Id
    verse: OwnedId | None = None
    more: Any = None


def name_to_title(fields: Fields) -> Fields:
    title = {"title": fields["name"]}
    return {key: value for key, value in fields.items() if key != "name"} | title


def title_in_english(fields: Fields) -> Fields:
    fields["language"] = "en"  # In place, as a careless domain would.
    return fields


class SongNamed(Event, entity="song"):
    """A made-up event in its third version: 1 had a `name`, 2 a `title` without a language."""

    version: ClassVar[int] = 3
    upcasts = {1: name_to_title, 2: title_in_english}
    v: Version = 3
    song: Id
    title: str
    language: str


CODEC = Codec((SongSung, SongNamed))

HEAD: Fields = {"id": ULID, "at": "018bcfe56800000", "region": "eu", "actor": "ada", "song": "s1"}
SUNG: Fields = HEAD | {"type": "song_sung", "v": 1}
NAMED_1: Fields = HEAD | {"type": "song_named", "name": "Lied"}


def wire(fields: Fields = SUNG, **changed: object) -> bytes:
    """The bytes of some fields; None drops a field."""
    kept = {key: value for key, value in (fields | changed).items() if value is not None}
    return json.dumps(kept).encode()


def more(text: str | bytes) -> bytes:
    """A song that was sung, with this JSON in the field that takes anything."""
    raw = text.encode() if isinstance(text, str) else text
    return wire()[:-1] + b', "more": ' + raw + b"}"


def reason(data: bytes, codec: Codec = CODEC) -> str:
    """Why the bytes are refused."""
    with pytest.raises(EventRejected) as caught:
        codec.decode(data)
    return str(caught.value)


GOLDEN = (
    b'{"actor":"ada","at":"018bcfe56800abc","id":"01HF7YAT00C9GPWS3KEHGPWS11","more":{"a":[1]},'
    b'"region":"eu","song":"s\xc3\xb6ng","type":"song_sung","v":1,"verse":"s1/v1"}'
)


def test_an_event_has_these_bytes() -> None:
    """Golden: a retry republishes the same bytes, and old logs must stay readable."""
    changed = {"at": "018bcfe56800abc", "song": "söng", "verse": "s1/v1", "more": {"a": [1]}}
    event = SongSung(**(HEAD | changed))
    assert CODEC.encode(event) == GOLDEN
    assert CODEC.decode(GOLDEN) == event
    assert (event.type, event.entity_id, event.stamp) == ("song_sung", "söng", event.at)


json_texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | json_texts,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from("ab["), part),
    max_leaves=8,
)
letters = st.characters(exclude_categories=("Cc", "Cs", "Z"), exclude_characters="/")
ids = st.text(letters, min_size=1, max_size=128)


@given(ids, ids, json_values, st.integers(0, STAMP_MS_MAX))
@settings(deadline=None)
def test_an_event_survives_the_wire(song: str, rest: str, value: object, ms: int) -> None:
    """What a gateway accepted, every projector reads; writing it again gives the same bytes."""
    entry = {"id": event_id(ms, rest.encode().ljust(10)), "at": stamp_of(ms), "region": "eu"}
    event = SongSung(**entry, actor=rest, song=song, verse=f"{song}/{rest}", more=value)
    data = CODEC.encode(event)
    assert CODEC.decode(data) == event
    assert CODEC.encode(CODEC.decode(data)) == data


def levels(count: int, opening: str = "[", closing: str = "]") -> bytes:
    """An event of this many levels, its own object included."""
    return more(opening * (count - 1) + ("1" if opening != "[" else "") + closing * (count - 1))


HOSTILE: list[tuple[str, bytes, str]] = [  # Name, bytes, a part of the reason.
    ("nothing", b"", "truncated"),
    ("no JSON", b"not json", "malformed"),
    ("half of an event", wire()[:-1], "truncated"),
    ("two events", wire() * 2, "trailing"),
    ("a byte order mark", b"\xef\xbb\xbf" + wire(), "malformed"),
    ("UTF-16", wire().decode().encode("utf-16"), "malformed"),
    ("a list", b"[]", "Expected `object`, got `array`"),
    ("NaN", more("NaN"), "malformed"),
    ("Infinity", more("[Infinity, -Infinity]"), "malformed"),
    ("a number out of range", more("1e999"), "out of range"),
    ("an integer of 5,000 digits", more("9" * 5_000), "out of range"),
    ("10,000 open [", b"[" * 10_000, "nested deeper than 32 levels"),
    ("10,000 levels of [", levels(10_000), "nested deeper than 32 levels"),
    ("10,000 open {", b'{"a":' * 10_000, "nested deeper than 32 levels"),
    ("10,000 levels of {", levels(10_000, '{"a":', "}"), "nested deeper than 32 levels"),
    ("33 levels of [", levels(33), "nested deeper than 32 levels"),
    ("33 levels of {", levels(33, '{"a":', "}"), "nested deeper than 32 levels"),
    ("33 levels after a quoted quote", more('"\\"]]"')[:-1] + b',"x":' + b"[" * 32, "nested"),
    ("a raw NUL in a text", more(b'"\x00"'), "malformed"),
    ("an escaped NUL", more(r'"a\u0000"'), "NUL"),
    ("an escaped NUL after an escaped backslash", more(r'"\\\u0000"'), "NUL"),
    ("an escaped NUL in a key", more(r'{"\u0000": 1}'), "NUL"),
    ("a byte that is no UTF-8", more(b'"\xff"'), "'utf-8' codec"),
    ("overlong UTF-8", more(b'"\xc0\x80"'), "'utf-8' codec"),
    ("a surrogate in UTF-8", more(b'"\xed\xa0\x80"'), "'utf-8' codec"),
    ("an escaped lone high surrogate", more(r'"\ud800 and more"'), "surrogate"),
    ("an escaped lone low surrogate", more(r'"\udc00"'), "surrogate"),
    ("one byte over 64 KiB", wire().ljust(65_537), "65,537 bytes in all; at most 65,536 are taken"),
    ("a stamp after 2089", wire(at="036f5e66e800000"), "stamp 036f5e66e800000 is after"),
    ("a stamp of a version to come, after 2089", wire(at="f" * 15, v=2), "is after"),
    ("a stamp of an old version, after 2089", wire(NAMED_1, at="f" * 15), "is after"),
    ("a stamp in upper case", wire(at="018BCFE56800000"), "at: give a stamp of 15"),
    ("a stamp with a newline", wire(at="018bcfe56800000\n"), "at: give a stamp of 15"),
    ("no type", wire(type=None), "type: give the name of an event; this is missing"),
    ("a type that is a number", wire(type=1), "type: give the name of an event; this is no name"),
    ("an unknown type", wire(type="song_lost"), "type 'song_lost' is not one of this domain's"),
    ("a type of 60,000 letters", wire(type="x" * 60_000), "is not one of this domain's events"),
    ("a future version", wire(v=2), "song_sung version 2: this code knows up to 1"),
    ("a version of 4,000 digits", wire(v=10**4_000), "song_sung version 1000"),
    ("version 0", wire(v=0), "song_sung version 0 is not known here"),
    ("version true", wire(v=True), "v: give a whole number from 1 to 1,000; this is true"),
    ("version true of an event that had a version 1", wire(NAMED_1, v=True), "this is true"),
    ("version 1.0", wire(v=1.0), "this is 1.0"),
    ('version "1"', wire(v="1"), "this is '1'"),
    ("an unknown field", wire(colour="red"), "colour: there is no such field"),
    ("an unknown field of 60,000 letters", wire(**{"x" * 60_000: 1}), "there is no such field"),
    ("a missing field", wire(song=None), "song: give 1 to 128 characters"),
    ("a field of the wrong type", wire(song=7), "slashes; this is 7"),
    ("an owned id without an owner", wire(verse="v1"), "verse: give the owner's id, a slash"),
    ("an owned id of three parts", wire(verse="s1/v/1"), "this is 's1/v/1'"),
    ("an owned id without a rest", wire(verse="s1/"), "or null for none; this is 's1/'"),
    ("a region in upper case", wire(region="EU"), "region: give 1 to 16 lower-case letters"),
    ("an event id that is no ULID", wire(id=ULID[:-1] + "U"), "id: give a ULID"),
    ("an event id over 128 bits", wire(id="8" + ULID[1:]), "id: give a ULID"),
    ("an event id with a newline", wire(id=ULID + "\n"), "id: give a ULID"),
]


hostile = pytest.mark.parametrize(("why", "data", "said"), HOSTILE, ids=[c[0] for c in HOSTILE])


@hostile
def test_hostile_bytes_are_refused_with_a_reason(why: str, data: bytes, said: str) -> None:
    """Anything can stand in a log; it is parked with a reason that a person can act on."""
    found = reason(data)
    assert said in found, why
    assert len(found) <= 300


@hostile
def test_a_reason_is_a_function_of_the_bytes(why: str, data: bytes, said: str) -> None:
    """Replicas park alike: not by the call, the order of the types, or the depth of the stack."""

    def deeper(frames: int) -> str:
        return deeper(frames - 1) if frames else reason(data)

    other = Codec((SongNamed, SongSung))
    assert reason(data) == reason(data, other) == deeper(500), why


def test_a_good_event_is_never_refused_for_want_of_stack() -> None:
    """It was once parked when the caller's stack was nearly full: that is no fault of the bytes."""
    data = levels(32)

    def deeper(frames: int) -> Event:
        return deeper(frames - 1) if frames else CODEC.decode(data)

    read, limit = 0, sys.getrecursionlimit()
    for frames in range(0, limit, 3):
        try:
            read += isinstance(deeper(frames), SongSung)
        except RecursionError:
            continue
    assert 0 < read < limit / 3


@pytest.mark.parametrize("data", [levels(32), levels(32, '{"a":', "}"), wire(more=[[]] * 1_000)])
def test_an_event_of_32_levels_is_taken(data: bytes) -> None:
    """The bound itself is inside, and levels are counted, not brackets side by side."""
    assert isinstance(CODEC.decode(data), SongSung)


texts_with_brackets = st.text(st.sampled_from('[]{}"\\,a\n'), max_size=40)


@given(st.integers(28, 36), st.lists(st.booleans(), min_size=36), st.lists(texts_with_brackets))
@settings(deadline=None)
def test_depth_counts_brackets_outside_of_texts_alone(
    depth: int, kinds: list[bool], texts: list[str]
) -> None:
    """A body full of [[[[ is no attack, and a text must not hide one."""
    value: object = texts
    for is_list in kinds[: depth - 2]:
        value = [*texts[:1], value, *texts[1:2]] if is_list else {"".join(texts[:1]): value}
    data = wire(more=value)
    if depth <= 32:
        assert CODEC.decode(data).more == value  # type: ignore[attr-defined]
    else:
        assert reason(data) == "nested deeper than 32 levels"


@pytest.mark.parametrize("text", [r"\u0000", r"\\u0000", "u0000", r"a\\\u0000"])
def test_text_about_nul_is_no_nul(text: str) -> None:
    """An article about JSON may write it down: escaped backslashes come in pairs."""
    assert CODEC.decode(wire(more=text)).more == text  # type: ignore[attr-defined]


@pytest.mark.parametrize("pad", [lambda n: wire().ljust(n), lambda n: more(b'"%s"' % (b"x" * n))])
def test_64_kib_are_taken(pad: Callable[[int], bytes]) -> None:
    """The bound itself is inside, be it filled by text or by white space."""
    data = pad(2 * 65_536 - len(pad(65_536)))
    assert len(data) == 65_536
    assert isinstance(CODEC.decode(data), SongSung)
    assert "65,537 bytes" in reason(data + b" ")


@pytest.mark.parametrize(
    "wrong",
    ["", " ", "a b", "a/b", "/", "a\n", "\na", "a\t", "a\r", "a\x1f", "a\x7f", "a" * 129, 7, [], {},
     "a\x85", "a\xa0b", "\u1680", "a\u2003", "a\u2028", "a\u2029", "\u202f", "\u205f", "\u3000"],
)  # fmt: skip
def test_an_id_with_white_space_slash_or_a_wrong_length_is_refused(wrong: object) -> None:
    """Ids stand in keys, subjects and URLs, where these would be taken for something else."""
    assert "song: give 1 to 128 characters" in reason(wire(song=wrong))
    assert "actor: give 1 to 128 characters" in reason(wire(actor=wrong))


@pytest.mark.parametrize("good", ["a", "a" * 128, "🏎" * 128, ".net", "é", "a:b", "*", ">", "{a}"])
def test_an_id_may_be_any_other_text(good: str) -> None:
    """Tags and imported ids are of all kinds; what a subject cannot hold is escaped there."""
    event = CODEC.decode(wire(song=good, verse=f"{good}/{good}"))
    assert event.entity_id == good


def test_stamps_from_1970_to_2089_are_taken() -> None:
    """The bounds themselves are inside."""
    for at in (MIN_STAMP, MAX_STAMP):
        assert CODEC.decode(wire(at=at)).stamp == at
    assert CODEC.decode(wire(NAMED_1, at=MAX_STAMP)).stamp == MAX_STAMP


@pytest.mark.parametrize(
    "old", [NAMED_1, NAMED_1 | {"v": 1}, HEAD | {"type": "song_named", "v": 2, "title": "Lied"}]
)
def test_an_older_version_is_read_as_the_newest(old: Fields) -> None:
    """The log is for ever: what was written once must be understood by all code to come."""
    event = CODEC.decode(wire(old))
    assert isinstance(event, SongNamed)
    assert (event.v, event.title, event.language) == (3, "Lied", "en")
    assert CODEC.decode(CODEC.encode(event)) == event


@pytest.mark.parametrize(
    ("old", "said"),
    [
        (NAMED_1 | {"name": None}, "an upcast failed: KeyError('name')"),
        (NAMED_1 | {"name": 7}, "title: give a text; this is 7"),
        (NAMED_1 | {"colour": "red"}, "colour: there is no such field"),
        (NAMED_1 | {"song": "a b"}, "this is 'a b'"),
        (NAMED_1 | {"v": 3}, "name: there is no such field"),
        (NAMED_1 | {"v": 4}, "song_named version 4: this code knows up to 3"),
    ],
)
def test_an_older_version_that_does_not_fit_is_refused(old: Fields, said: str) -> None:
    """The verdict of an upcast, or on what it made, is a verdict on the bytes."""
    assert said in reason(wire(old))


def test_a_version_that_no_upcast_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where its fields would fit: they may have meant something else."""
    codec = Codec((SongSung, SongNamed))
    monkeypatch.setattr(SongNamed, "upcasts", {})
    fields = NAMED_1 | {"v": 2, "name": None, "title": "Lied", "language": "de"}
    assert reason(wire(fields), codec) == "song_named version 2 is not known here"


def test_trouble_of_the_machine_is_not_a_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parking depends on bytes alone: out of memory is retried, and then it is read."""

    def upcast(fields: Fields) -> Fields:
        raise MemoryError

    monkeypatch.setattr(SongNamed, "upcasts", {1: upcast})
    with pytest.raises(MemoryError):
        Codec((SongSung, SongNamed)).decode(wire(NAMED_1))


def nested(levels: int) -> object:
    value: object = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"song": "a b"}, "song: give"),
        ({"id": "x"}, "id: give a ULID"),
        ({"at": "036f5e66e800000"}, "is after"),
        ({"more": "\0"}, "NUL"),
        ({"more": "\ud800"}, "surrogates not allowed"),
        ({"more": object()}, "unsupported"),
        ({"more": nested(32)}, "nested deeper than 32 levels"),
        ({"more": nested(5_000)}, "recursion"),
        ({"more": "x" * 65_536}, "at most 65,536 are taken"),
        ({"v": 2}, "song_sung version 2: 1 is written here"),
    ],
)
def test_what_would_not_be_read_is_not_written(changed: Fields, said: str) -> None:
    """Better an error for the one who writes than a parked event for all who read."""
    with pytest.raises(EventRejected) as caught:
        CODEC.encode(SongSung(**(HEAD | changed)))
    assert said in str(caught.value)


def test_another_domain_s_event_and_an_old_version_are_not_written() -> None:
    """The one would be parked; the other be upcast when read, over what it says of new fields."""
    event = SongNamed(**HEAD, title="Lied", language="de")
    with pytest.raises(EventRejected, match="song_named"):
        Codec((SongSung,)).encode(event)
    with pytest.raises(EventRejected, match="song_named version 2: 3 is written here"):
        CODEC.encode(msgspec.structs.replace(event, v=2))


def test_an_event_class_has_a_tag_and_must_say_whose_it_is() -> None:
    """The tag stands in the log for ever, and without an entity there is no subject."""
    assert snake_case("ArticlePublished") == "article_published"
    assert set(CODEC.types) == {"song_sung", "song_named"}
    assert SongNamed(**HEAD, title="Lied", language="de").entity_id == "s1"


def test_an_event_id_is_its_time_and_ten_bytes() -> None:
    """An importer that runs twice makes the same ids, and they sort by time."""
    assert event_id(1_700_000_000_000, b"bandstand!") == ULID
    assert event_id(1_700_000_000_000, b"bandstand! and more") == ULID
    assert event_id(1, b"\xff" * 10) < event_id(2, bytes(10))
    assert event_id(2**48 - 1, b"\xff" * 10) == "7" + "Z" * 25


@given(st.integers(0, STAMP_MS_MAX))
@settings(deadline=None)
def test_a_stamp_s_time_is_written_to_the_millisecond(ms: int) -> None:
    """Rounding through a float must not show a neighbouring millisecond."""
    seconds, thousandths = divmod(ms, 1000)
    whole = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    assert iso_time(stamp_of(ms, 4095)) == f"{whole}.{thousandths:03d}Z"
    assert iso_time(Stamp("018bcfe56800abc")) == "2023-11-14T22:13:20.000Z"
