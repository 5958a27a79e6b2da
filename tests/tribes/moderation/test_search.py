"""Search: what is hidden is not found, nor what somebody wrote whom the reader muted."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bandstand.testing.servers import NatsServer
from tests.gateway.reading.test_search import searching, shown
from tests.tribes.moderation.people import ADA, ARTICLE, ask, code, history, who

VALVES = """{ search(query: "valves") { edges { node { __typename
    ... on Article { title } ... on User { name } } } } }"""


def test_what_is_hidden_or_muted_is_not_found(
    nats: NatsServer, store_url: str, tmp_path: Path
) -> None:
    """The index says that it is there or not; whom a reader muted is told when it is read."""

    async def main() -> None:
        async with searching(nats, store_url, tmp_path, events=history(), authenticate=who) as it:

            async def found(viewer: str | None) -> list[str]:
                return shown(await ask(it, viewer, VALVES))

            assert await found("cy") == await found(None) == ["Article Valves"]
            assert not await code(it, "cy", "muteUser", userId=ADA)
            assert (await found("cy"), await found("mod")) == ([], ["Article Valves"])
            assert not await code(it, "cy", "unmuteUser", userId=ADA)
            why = {"reason": "SPAM"}
            assert not await code(it, "mod", "hideArticle", articleId=ARTICLE, **why)
            # Who may still see it finds it by its id, and not by its words.
            assert await found("cy") == await found("mod") == await found("ada") == []
            assert not await code(it, "mod", "unhideArticle", articleId=ARTICLE)
            assert await found("cy") == ["Article Valves"]

    asyncio.run(main())
