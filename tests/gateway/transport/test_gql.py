"""The library gql, a client of Python's: what goes wrong comes as the errors that it has for that.

What works is the program of docs/graphql.md.
"""

from __future__ import annotations

import pytest
from gql import Client, GraphQLRequest
from gql.transport.exceptions import TransportQueryError
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from tests.gateway.live.live import listening
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.live.test_live import PLAIN
from tests.gateway.reading.test_waves import run

BUMP = "mutation($i: BumpArticleInput!) { bumpArticle(input: $i) { article { id } } }"


def code(error: pytest.ExceptionInfo[TransportQueryError]) -> str:
    """The code of its one error."""
    [one] = error.value.errors or []
    found: str = one["extensions"]["code"]
    return found


def test_gql_raises_what_is_told_with_its_code(nats: NatsServer, store_url: str) -> None:
    """Over HTTP and a WebSocket alike; and the connection goes on."""

    async def scenario(it: Gateway) -> None:
        async with listening(it) as port:
            url = f"127.0.0.1:{port}/graphql"
            http, socket = HTTPXAsyncTransport(f"http://{url}"), WebsocketsTransport(f"ws://{url}")
            bump = GraphQLRequest(BUMP, variable_values={"i": {"articleId": ARTICLE}})
            async with Client(transport=http) as asking, Client(transport=socket) as other:
                for session in (asking, other):
                    with pytest.raises(TransportQueryError) as error:
                        await session.execute(bump)
                    assert code(error) == "UNAUTHENTICATED"
                    with pytest.raises(TransportQueryError) as error:
                        await session.execute(GraphQLRequest("{ none }"))
                    assert code(error) == "GRAPHQL_VALIDATION_FAILED"
                with pytest.raises(TransportQueryError) as error:
                    async for _ in other.subscribe(
                        GraphQLRequest(PLAIN, variable_values={"id": "x"})
                    ):
                        pass
                assert code(error) == "BAD_USER_INPUT"
                found = await other.execute(GraphQLRequest("{ feed { nodes { title } } }"))
                assert found == {"feed": {"nodes": [{"title": "A"}]}}

    run(nats, store_url, scenario, history=ONE)
