"""The provider: the keys of whoever gives the tokens, by the address of its key set (JWKS URL).

    asked for a key ──┬── known ────────────────▶ given; when the set is old it is fetched beside
                      └── none, or none of that name ──▶ fetched, once for all who wait

What was fetched last stands until there is another: who is signed in stays so while the provider is
away. A key of a name that is not known is fetched for at most every `again_s`, whoever asks.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import httpx

from gateway import metrics
from gateway.authentication.keys import Key, KeySet, NoKeys, of_json
from gateway.errors import Unavailable
from secrecy.hiding import shown

_logger = logging.getLogger(__name__)

SET_BYTES_MAX = 256 << 10
FETCH_S_MAX = 5.0
FRESH_S = 600.0
AGAIN_S = 10.0
FIRST_AGAIN_S = 1.0
"""The same, as long as nothing was ever fetched."""


class Provider:
    """The keys at an address.

    Args:
        algorithms: those that tokens may be signed with. fresh_s: how long a set is taken for new.
        again_s: how long until it is fetched again for a key that it lacked.
    """

    def __init__(
        self,
        url: str,
        algorithms: Sequence[str],
        *,
        fresh_s: float = FRESH_S,
        again_s: float = AGAIN_S,
    ) -> None:
        self.url, self._algorithms = url, algorithms
        self._shown = shown(url)
        self._fresh_s, self._again_s = fresh_s, again_s
        self._keys: KeySet | None = None
        self._tried_at, self._fetched_at = -float("inf"), -float("inf")
        self._fetching: asyncio.Task[None] | None = None
        self._trouble = ""
        # No redirection: it could lead where nothing is encrypted.
        self._client = httpx.AsyncClient(
            follow_redirects=False,
            timeout=FETCH_S_MAX,
            limits=httpx.Limits(max_keepalive_connections=0),
            headers={"Accept": "application/jwk-set+json, application/json"},
        )

    async def open(self) -> None:
        """Fetch the keys, before somebody waits for them."""
        await self._fetched(asyncio.get_running_loop().time(), self._again_s)

    async def key(self, name: str | None, algorithm: str) -> Key | None:
        """The key of a name, for an algorithm; None where the provider has none.

        Raises:
            InvalidToken: it could be several.
            Unavailable: no keys were ever fetched.
        """
        now = asyncio.get_running_loop().time()
        if self._keys is None:
            await self._fetched(now, FIRST_AGAIN_S)
            if self._keys is None:
                raise Unavailable("the keys to verify tokens cannot be fetched now: try again")
        elif now - self._fetched_at > self._fresh_s:
            self._start(now, self._again_s)
        found = self._keys.find(name, algorithm)
        if found is None and await self._fetched(now, self._again_s):
            found = self._keys.find(name, algorithm)
        return found

    async def _fetched(self, now: float, again_s: float) -> bool:
        """Fetch the set, or wait for who does; whether it was tried."""
        task = self._start(now, again_s)
        if task is not None:
            # Whoever leaves meanwhile takes it from nobody else.
            await asyncio.shield(task)
        return task is not None

    def _start(self, now: float, again_s: float) -> asyncio.Task[None] | None:
        if self._fetching is None or self._fetching.done():
            if now - self._tried_at < again_s:
                return None
            self._tried_at = now
            self._fetching = asyncio.get_running_loop().create_task(self._fetch())
        return self._fetching

    async def _fetch(self) -> None:
        try:
            async with asyncio.timeout(FETCH_S_MAX):
                self._keys = of_json(await self._read(), self._algorithms)
        except (httpx.HTTPError, httpx.InvalidURL, NoKeys, TimeoutError, OSError) as error:
            told = str(error) or f"no answer within {FETCH_S_MAX:g} s"
            metrics.KEY_FETCHES.labels("failed").inc()
            if told != self._trouble:
                kept = "the last keys stay valid" if self._keys else "nobody can sign in"
                _logger.warning("keys to verify tokens, %s: %s; %s", self._shown, told, kept)
            self._trouble = told
            return
        metrics.KEY_FETCHES.labels("fetched").inc()
        self._fetched_at = asyncio.get_running_loop().time()
        if self._trouble:
            _logger.info("keys to verify tokens, %s: fetched again", self._shown)
        self._trouble = ""

    async def _read(self) -> bytes:
        data = bytearray()
        headers = {"Accept-Encoding": "identity"}
        async with self._client.stream("GET", self.url, headers=headers) as answer:
            if answer.status_code != httpx.codes.OK:
                raise NoKeys(f"it answers {answer.status_code}")
            async for part in answer.aiter_raw():
                data += part
                if len(data) > SET_BYTES_MAX:
                    raise NoKeys(f"it is larger than {SET_BYTES_MAX:,} bytes")
        return bytes(data)
