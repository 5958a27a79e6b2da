"""What no caller of ours sends is refused as a whole, or half of it would be written."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bandstand.testing.stores import LOG, at, by_hand
from tests.views.stores import opened
from tribes.views import COMMUNITY
from views.shards import Shards

_T = at(1)


def _flat(*values: Any) -> list[Any]:
    return [1 + len(values), *values]


_REGISTER = (2, "article", "a", 1, "title", _T + '"t"')
_SET = (3, 4, "article", "bumps", "a", 1, "ada", 7, True)
_TOLD = ("notice.actors", "notice", "a/bumped", 1, "ada", 7, True, True, False)
_COUNT = (5, 2, "views", 1, "ada")
_AMOUNT = (6, "article", "a", 1, "ada", _T + "-7")
_OFFER = ("article.best", "article", "a", True, 1, "o1", _T + '["ada",7,0]')
_SOUND: dict[str, Any] = {
    "registers": _flat(*_REGISTER),
    "sets": _flat(*_SET),
    "told": _flat(*_TOLD),
    "counts": _flat(*_COUNT),
    "amounts": _flat(*_AMOUNT),
    "offers": _flat(*_OFFER),
    "parked": {f"{LOG} 1": "for a reason"},
    "id": "a call",
    "merged": False,
    "coverage": [(LOG, [1, 1], "")],
}


def _register(at: int, value: Any) -> dict[str, Any]:
    return {"registers": _flat(*_REGISTER[:at], value, *_REGISTER[at + 1 :])}


def _set(at: int, value: Any) -> dict[str, Any]:
    return {"sets": _flat(*_SET[:at], value, *_SET[at + 1 :])}


def _told(at: int, value: Any) -> dict[str, Any]:
    return {"told": _flat(*_TOLD[:at], value, *_TOLD[at + 1 :])}


def _count(at: int, value: Any) -> dict[str, Any]:
    return {"counts": _flat(*_COUNT[:at], value, *_COUNT[at + 1 :])}


def _amount(at: int, value: Any) -> dict[str, Any]:
    return {"amounts": _flat(*_AMOUNT[:at], value, *_AMOUNT[at + 1 :])}


def _offer(at: int, value: Any) -> dict[str, Any]:
    return {"offers": _flat(*_OFFER[:at], value, *_OFFER[at + 1 :])}


MALFORMED: dict[str, Any] = {
    "a register's key is not declared": _register(0, 9),
    "a register's key is coverage's": _register(0, 1),
    "a register has no kind": _register(1, None),
    "a register has no id": _register(2, None),
    "a register's id is a number": _register(2, 7),
    "no register is named": {"registers": _flat(2, "article", "a", 0)},
    "fewer registers than there should be": _register(3, 2),
    "more registers than there should be": {"registers": _flat(*_REGISTER, "body", _T + "1")},
    "a half register is named": _register(3, 0.5),
    "a register's contents are a number": _register(5, 7),
    "a register has no value": _register(5, _T),
    "a register has no stamp": _register(5, '"a long enough text"'),
    "a set's key is not declared": _set(1, 9),
    "a set is one key": _set(1, 3),
    "a set's id is missing": _set(3, None),
    "a set is empty": {"sets": _flat(*_SET[:5], 0)},
    "an element is cut off": {"sets": _flat(*_SET[:-1])},
    "an element is more than there should be": {"sets": _flat(*_SET, "bob", 7, True)},
    "an element is a number": _set(6, 1),
    "a score is a text": _set(7, "7"),
    "a score is no number": _set(7, float("nan")),
    "a score is infinite": _set(7, float("-inf")),
    "a score is a fraction": _set(7, 0.5),
    "a score is not exact": _set(7, 2**53 + 2),
    "a standing is a number": _set(8, 1),
    "a told set has no name": _told(0, None),
    "a told set's id is a number": _told(2, 7),
    "a told set is empty": {"told": _flat(*_TOLD[:3], 0)},
    "what is told of is a list": _told(4, ["ada"]),
    "its score is a text": _told(5, "7"),
    "its score is true": _told(5, True),
    "its standing is a number": _told(6, 1),
    "its first score is a text": _told(7, "7"),
    "its first score is that of nothing": {"told": _flat(*_TOLD[:5], False, False, True, False)},
    "what was seen is a number": _told(8, 1),
    "what is told is cut off": {"told": _flat(*_TOLD[:-1])},
    "a count's key is not declared": _count(0, 9),
    "a count has no field": _count(2, None),
    "a count saw nothing": {"counts": _flat(*_COUNT[:3], 0)},
    "a count saw a list": {"counts": _flat(*_COUNT[:3], 2, "ada", ["bob"])},
    "a counter's key is not declared": _amount(0, 9),
    "a counter's key is coverage's": _amount(0, 1),
    "a counter has no id": _amount(2, None),
    "nobody counts": {"amounts": _flat(*_AMOUNT[:3], 0)},
    "the total counts": _amount(4, " "),
    "a number counts": _amount(4, 7),
    "an amount is a number": _amount(5, 7),
    "an amount is a fraction": _amount(5, _T + "0.5"),
    "an amount has no stamp": _amount(5, "-77777777777777777"),
    "a best has no name": _offer(0, None),
    "a best does not say which is best": _offer(3, "least"),
    "a best has no offers": {"offers": _flat(*_OFFER[:4], 0)},
    "an offer is a number": _offer(5, 7),
    "an offer is of nobody": _offer(6, _T + '["",7,0]'),
    "an offer has no tie": _offer(6, _T + '["ada",7]'),
    "an offer is no list": _offer(6, _T + "7"),
    "a list has no length": {"sets": []},
    "a list is nothing at all": {"counts": [0]},
    "a list is no list": {"sets": "sets"},
    "a list is longer than it says": {"sets": [1, *_SET]},
    "a list is shorter than it says": {"sets": [9 + len(_SET), *_SET]},
    "an id that is a number": {"id": 7},
    "no word of what was merged": {"merged": None},
    "a reason is a list": {"parked": {f"{LOG} 1": ["a"]}},
    "a log is a list": {"coverage": [([], [1, 1], "")]},
    "a log is called as the touched are": {"coverage": [("touched", [1, 1], "")]},
    "a log is called as a healing is": {"coverage": [("healed log", [1, 1], "")]},
    "a healing is a number": {"coverage": [(LOG, [1, 1], 0)]},
    "a range starts at 0": {"coverage": [(LOG, [0, 1], "")]},
    "a range ends before it starts": {"coverage": [(LOG, [2, 1], "")]},
    "a range is cut off": {"coverage": [(LOG, [1], "")]},
    "a range is a fraction": {"coverage": [(LOG, [1, 1.5], "")]},
    "a range is not exact": {"coverage": [(LOG, [1, 2**53], "")]},
    "a range is a text": {"coverage": [(LOG, ["1", "1"], "")]},
    **{f"there are no {section}": {section: None} for section in _SOUND},
}


async def _merge_raw(redis: Redis, payload: bytes) -> Any:
    base = COMMUNITY.base(Shards(1), 0)
    sets = ("article.bumps+:a", "article.bumps-:a")
    names = ("coverage", "article:a", *sets, "article.views:a", "article.votes:a")
    keys = [base + name for name in names]
    function = COMMUNITY.function("merge")
    return await redis.fcall(function, len(keys), *keys, payload, base, 1_000)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("why", MALFORMED)
def test_a_malformed_payload_is_refused_before_any_write(store_url: str, why: str) -> None:
    """An error half-way would leave a half, and the touched would be mended for ever after."""

    async def scenario() -> None:
        payload = msgspec.msgpack.encode(_SOUND | MALFORMED[why])
        async with opened(store_url), by_hand(store_url) as redis:
            with pytest.raises(ResponseError):
                await _merge_raw(redis, payload)
            assert await redis.keys() == []

    asyncio.run(scenario())


@pytest.mark.parametrize("payload", [b"", b"\xc1", b"\xff\xff", b"{}", msgspec.msgpack.encode([])])
def test_what_is_no_payload_is_refused_before_any_write(store_url: str, payload: bytes) -> None:
    """A caller of another version, or a person: nothing is written."""

    async def scenario() -> None:
        async with opened(store_url), by_hand(store_url) as redis:
            with pytest.raises(ResponseError):
                await _merge_raw(redis, payload)
            assert await redis.keys() == []

    asyncio.run(scenario())


def test_the_sound_payload_is_taken(any_store_url: str) -> None:
    """What the malformed ones were made from is not itself malformed."""

    async def scenario() -> None:
        async with opened(any_store_url), by_hand(any_store_url) as redis:
            _, left, _, *coverage = await _merge_raw(redis, msgspec.msgpack.encode(_SOUND))
            assert (left, coverage) == (0, [LOG, "1-1"])

    asyncio.run(scenario())
