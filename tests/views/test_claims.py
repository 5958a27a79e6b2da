"""Claims of unique names, as they are read: a record says the name that it holds, and no other."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bandstand.testing.stores import at, by_hand, spread
from crdt.registers import contents, value_in
from tests.views.samples import named
from tests.views.stores import opened
from tribes.records import User
from views.reading.answers import Answer, Answers
from views.reading.selections import Claim, Index, Page, Records, Select

CLAIM = Claim("handle", "claim", "handle:")


def held(answer: Answer) -> Any:
    """The name in an answer; None where another holds it."""
    [claim] = answer.claims
    found = value_in(claim) if isinstance(claim, str) else None
    return found["name"] if isinstance(found, dict) else found


@pytest.mark.parametrize("shards", [1, 7])
def test_a_record_says_the_name_that_it_holds(any_store_url: str, shards: int) -> None:
    """What a profile claims and another holds is not its name: a reader who goes there would meet
    the other. It is asked where it stands, alone, in a list, and beside others.
    """

    async def scenario() -> None:
        async with opened(any_store_url, shards=shards) as store:
            people = ("zoe", "yan", "é", "nobody")
            for user, handle, when in (("yan", "drake", 3), ("zoe", "drake", 2), ("é", "vi", 5)):
                await spread(store, named(user, handle, at(when)))
            await spread(store, [User.followers.add("yan", user, at(1)) for user in people])
            select = Select(User, registers=("name",), claims=(CLAIM,))
            listed = Select(User, pages=(Page("followers", 9, target=0),))

            async def names() -> list[Any]:
                replies, _ = await store.wave(
                    [Records(select, people), Index(select, "handle:drake")]
                )
                one, first = replies
                assert isinstance(one, Answers)
                assert isinstance(first, Answers)
                return [held(a) for a in (*one.records, *first.records) if a]

            assert await names() == ["drake", None, "vi", None, "drake"]
            if shards == 1:
                [page], _ = await store.wave([Records(listed, ("yan",), (select,))])
                assert isinstance(page, Answers)
                assert {a.id: held(a) for a in page.followed[0]} == {
                    "zoe": "drake", "yan": None, "é": "vi", "nobody": None,
                }  # fmt: skip
            await spread(store, named("zoe", "other", at(9)))
            assert await names() == ["other", "drake", "vi", None, "drake"]

    asyncio.run(scenario())


@pytest.mark.parametrize("text", ["true", "null", "[]", "{}", '{"key":5}', '{"key":', "x"])
def test_a_claim_that_is_none_is_no_name(store_url: str, text: str) -> None:
    """Whatever stands there, it does not break the page around it."""

    async def scenario() -> None:
        async with opened(store_url) as store, by_hand(store_url) as redis:
            base = store.view.base(store.shards, 0)
            await redis.hset(f"{base}handle:ada", "claim", at(1) + text)
            select = Select(User, registers=("name",), claims=(CLAIM,))
            [reply], _ = await store.wave([Records(select, ("ada",))])
            assert isinstance(reply, Answers)
            assert [one and one.claims for one in reply.records] == [(False,)]

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "claim",
    [
        {"key": "drake"},
        {"a": {"key": "other"}, "key": "drake"},
        {"a": '","key":"other"', "key": "drake"},
        {"a": ['"key":"other"'], "key": "drake"},
        {"akey": "other", "key": "drake", "z": {"key": "other"}},
        {"key": 'dr"a\\ke'},
        {"key": "{drake}"},
    ],
    ids=str,
)
def test_the_key_of_a_claim_is_found_wherever_it_stands(store_url: str, claim: Any) -> None:
    """It is looked for without decoding the claim, where that can be done."""

    async def scenario() -> None:
        async with opened(store_url) as store, by_hand(store_url) as redis:
            base = store.view.base(store.shards, 0)
            await redis.hset(f"{base}handle:ada", "claim", contents(at(1), claim))
            await redis.zadd(f"{base}list:handle:{claim['key']}", {"ada": 1})
            await redis.zadd(f"{base}list:handle:other", {"bob": 1, "cy": 2})
            select = Select(User, registers=("name",), claims=(CLAIM,))
            [reply], _ = await store.wave([Records(select, ("ada",))])
            assert isinstance(reply, Answers)
            assert [one and one.claims for one in reply.records] == [(contents(at(1), claim),)]

    asyncio.run(scenario())
