"""A real OpenID Connect provider: its tokens, its keys, and what happens when it changes them."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bandstand.testing.gateways import Gateway
from bandstand.testing.servers import NatsServer
from gateway.authentication import Grants
from gateway.authentication.json_web_tokens import JsonWebTokens, Rules
from gateway.authentication.provider import Provider
from tests.gateway.live.live import listening
from tests.gateway.live.test_changes import ARTICLE, ONE
from tests.gateway.reading.test_waves import run
from tests.web import node

OPENID = Path(__file__).parent / "openid"
SECRET = "a secret that is known to the tests alone"
VIEWER = "{ viewer { user { name } } }"


@pytest.fixture(scope="module")
def installed(request: pytest.FixtureRequest) -> Path:
    """The provider and the client, installed."""
    kept = node.project(OPENID, request.config)
    for script in OPENID.glob("*.mjs"):
        shutil.copy(script, kept)
    return kept


class OpenID:
    """A provider that runs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.issuer = self._line()
        told = httpx.get(f"{self.issuer}/.well-known/openid-configuration", timeout=10).json()
        self.jwks_url, self._tokens_at = told["jwks_uri"], told["token_endpoint"]

    def token(self, scope: str = "read write") -> str:
        """A token for `enzo`, as a client gets it."""
        asked = {"grant_type": "client_credentials", "scope": scope}
        signed = httpx.BasicAuth("enzo", SECRET.replace(" ", "+"))
        answer = httpx.post(self._tokens_at, data=asked, auth=signed, timeout=10)
        assert answer.status_code == 200, answer.text
        found: str = answer.json()["access_token"]
        return found

    def change_keys(self) -> None:
        """Sign with another key from now on, and forget the one before."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        assert self._line().startswith("changed")

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate(timeout=10)

    def _line(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline().strip()
        assert line, "the provider ended"
        return line


@contextmanager
def provided(installed: Path, algorithm: str) -> Iterator[OpenID]:
    """A provider, until the end of a block."""
    process = subprocess.Popen(
        ["node", "provider.mjs", algorithm],
        cwd=installed,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        made = OpenID(process)
        yield made
    finally:
        process.kill()
        process.communicate(timeout=10)


def reader(openid: OpenID, algorithm: str, **more: Any) -> JsonWebTokens:
    """What looks at its tokens."""
    rules = Rules(
        algorithms=(algorithm,),
        issuers=(openid.issuer,),
        audiences=("feeds",),
        roles="realm_access.roles",
    )
    return JsonWebTokens(Provider(openid.jwks_url, (algorithm,), **more), rules)


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_a_provider_signs_and_changes_its_keys(
    nats: NatsServer, store_url: str, installed: Path, algorithm: str
) -> None:
    """Who has a new token is known at once; the key that is gone verifies nothing; and while the
    provider is away, who is signed in stays so.
    """
    with provided(installed, algorithm) as openid:

        async def scenario(it: Gateway) -> None:
            async def status(token: str) -> int:
                headers = {"Authorization": f"Bearer {token}"}
                answer = await it.client.post("/graphql", json={"query": VIEWER}, headers=headers)
                if answer.status_code == 200:
                    assert answer.json()["data"] == {"viewer": {"user": {"name": "Enzo"}}}
                return answer.status_code

            before = openid.token("read")
            assert await status(before) == 200
            identity = await it.services.identify({"authorization": f"Bearer {before}"})
            assert identity is not None
            assert identity.grants == Grants.of(["editor"], ["read"])
            assert identity.token_id
            openid.change_keys()
            assert await status(before) == 200
            after = openid.token()
            assert [await status(after), await status(before)] == [200, 401]
            openid.end()
            assert [await status(after), await status(before)] == [200, 401]

        more: Any = {"authenticate": reader(openid, algorithm, again_s=0.0), "development": False}
        run(nats, store_url, scenario, history=ONE, **more)


def test_a_real_client_renews_and_comes_back(
    nats: NatsServer, store_url: str, installed: Path
) -> None:
    """graphql-ws: a ping with a new token keeps the connection; after 4403 it connects by itself,
    with what `connectionParams` gives then.
    """
    found: list[Any] = []
    with provided(installed, "RS256") as openid:
        first, second, third = (openid.token() for _ in range(3))
        broken = third[:-8] + "AAAAAAAA"
        subscription = f'subscription {{ articleUpdated(id: "{ARTICLE}") {{ title }} }}'

        async def scenario(it: Gateway) -> None:
            async with listening(it) as port:
                done = await asyncio.to_thread(
                    subprocess.run,
                    ["node", "client.mjs", f"http://127.0.0.1:{port}/graphql",
                     first, second, broken, third],
                    cwd=installed,
                    env={**os.environ, "SUBSCRIPTION": subscription},
                    capture_output=True,
                    text=True,
                    timeout=60,
                    check=False,
                )  # fmt: skip
                assert done.returncode == 0, done.stderr
                found.append(json.loads(done.stdout.splitlines()[-1]))

        more: Any = {"authenticate": reader(openid, "RS256"), "development": False}
        run(nats, store_url, scenario, history=ONE, **more)
    [seen] = found
    assert seen["viewers"] == ["Enzo"] * 3
    assert seen["pongs"] == [{"renewed": True}]
    assert seen["closes"][0] == [4403, "UNAUTHENTICATED: the token's signature is not valid"]
