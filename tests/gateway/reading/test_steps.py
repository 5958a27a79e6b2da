"""Reading in steps: what is dear is asked for in calls that are not, and answered alike."""

from __future__ import annotations

import msgspec
import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from bandstand.testing.worlds import envelope
from tests.gateway.reading.test_waves import FEW, run
from tribes import events as e
from views.reading import steps
from views.reading.asking import Asking
from views.reading.waves import Reply, Request

DEAR = """query($first: Int) {
  feed(first: $first) { edges { node { ...Whole } } pageInfo { hasNextPage } }
  tribe(slug: "rally") { feed(first: $first) { edges {
    repost { users(first: $first) { edges { node { name handle } } } } node { ...Whole
    author { name feed(first: 3) { edges { node { title comments(first: 2) {
      edges { node { body author { handle } } } } } } } } } } } }
  user(handle: "enzo") { name followers(first: $first) { edges { node { name } } } }
}
fragment Whole on Article { id title bumpCount author { name } tribe { name }
  first: comments(first: $first) { edges { node { ...Comment } } }
  last: comments(first: $first, order: TOP) { edges { node { ...Comment } } }
  bumpers(first: $first) { edges { node { name bumpsReceived } } } }
fragment Comment on Comment { body author { name } parent { body }
  replies(first: $first) { edges { node { body author { name } } } } }"""


@pytest.mark.parametrize("shards", [1, 3])
def test_what_is_dear_is_read_in_calls_that_are_not(
    nats: NatsServer, store_url: str, monkeypatch: pytest.MonkeyPatch, shards: int
) -> None:
    """One query of one stranger's held everybody up for a fifth of a second, in a single call."""
    asked: list[int] = []
    wave = Asking.wave

    async def counted(self: Asking, requests: list[Request]) -> list[Reply]:
        asked.append(sum(request.cost for request in requests))
        return await wave(self, requests)

    async def scenario(it: Gateway) -> None:
        monkeypatch.setattr(steps, "COST_MAX", 10**9)
        whole = await it.ask(DEAR, viewer="pat", first=7)
        monkeypatch.setattr(Asking, "wave", counted)
        for most in (1, 10, 60):
            monkeypatch.setattr(steps, "COST_MAX", most)
            asked.clear()
            assert await it.ask(DEAR, viewer="pat", first=7) == whole
            assert '"repost":{"users"' in msgspec.json.encode(whole).decode()
            # Of less than a record, and what stands in its pages, there is nothing.
            assert max(asked) <= max(most, 8)
        assert len(asked) > 10

    tribes = {event.tribe for event in FEW if isinstance(event, e.TribeProfileSet)}
    reposts = [
        e.ArticleReposted(**envelope(9_000 + number, f"u{number}"), article="demo-58", tribe=tribe)
        for number, tribe in enumerate(sorted(tribes))
    ]
    run(nats, store_url, scenario, shards=shards, history=[*FEW, *reposts])
