"""Stages: the whole way of a domain in one process, from a mutation to what a query answers.

    def test_a_page_is_saved(stage: Stage) -> None:
        stage.given(event(PageWritten, by="ada", page="p", title="Cars"))
        stage.when("savePage", by="bob", pageId=node_id("Page", "p")).then(page={"saveCount": 1})
        stage.when("savePage", by="bob", pageId=node_id("Page", "q")).refused("NOT_FOUND")

A log and a store on real servers, a projector for each view, an index where something is searched,
and a gateway.
"""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Coroutine, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from graphql import get_named_type, is_leaf_type

from bandstand.domain import Domain
from bandstand.testing.gateways import Gateway, node_id, serving, text_of
from bandstand.testing.indexes import indexed, indexing, searching
from bandstand.testing.worlds import World, world
from eventlog.envelope import Event
from search.indexer import Indexer
from search.searcher import Searcher

__all__ = ["Stage", "node_id"]

T = TypeVar("T")
ANSWER_S_MAX: Final = 60.0


class Stage:
    """One domain on running servers, for the time of a `with` block.

    Args:
        shards: of every view.
    """

    def __init__(self, domain: Domain, nats_url: str, store_url: str, *, shards: int = 1) -> None:
        self.domain = domain
        self._urls, self._shards = (nats_url, store_url), shards
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._held = AsyncExitStack()
        self._worlds: list[World] = []
        self._indexer: Indexer | None = None
        self._gateway: Gateway

    def __enter__(self) -> Self:
        self.domain.check()
        self._thread.start()
        try:
            self._run(self._open())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def given(self, *events: Event) -> Self:
        """Let events come into the log, and wait until the views hold them."""
        self._run(self._given(events))
        return self

    def when(self, mutation: str, /, *, by: str = "", **input: Any) -> Asked:
        """A mutation by somebody, by its name in GraphQL; it is sent when its answer is looked at.

        Args:
            by: the id of who does it; nobody where it is left out. input: its fields, as GraphQL
                names them. `node_id` makes the id of a record.
        """
        return Asked(self, mutation, by, input)

    def ask(self, query: str, *, by: str = "", **variables: Any) -> dict[str, Any]:
        """The data of a query, after all that was confirmed before.

        Raises:
            AssertionError: it is answered with an error.
        """
        self._run(self._caught_up())
        return self._run(self._gateway.ask(query, viewer=by or None, **variables))

    def verify(self) -> None:
        """Look whether the views are what the log says.

        Raises:
            AssertionError: they are not.
        """
        for one in self._worlds:
            self._run(one.agreed())

    def change(self, mutation: str, input: Mapping[str, Any], select: str, by: str) -> Any:
        """The payload of a mutation that is sent now. Where it is refused as a whole, as nobody's
        is, that stands among its `userErrors`.
        """
        send = self._gateway.send(text_of(mutation, select), viewer=by or None, input=dict(input))
        answer = self._run(send).json()
        if "errors" not in answer:
            return answer["data"][mutation]
        told = [
            {"code": one["extensions"]["code"], "message": one["message"], "field": None}
            for one in answer["errors"]
        ]
        return {"userErrors": told}

    async def _open(self) -> None:
        for view in self.domain.views:
            made = world(*self._urls, view, self.domain.codec, shards=self._shards)
            self._worlds.append(await self._held.enter_async_context(made))
        for one in self._worlds:
            await self._held.enter_async_context(one.projecting())
        first, *others = self._worlds
        searcher = await self._index(first)
        await self._caught_up()
        domain = self.domain
        self._gateway = await self._held.enter_async_context(
            serving(first, domain.schema, domain.admit, others=others, searcher=searcher)
        )

    async def _index(self, world: World) -> Searcher | None:
        """Keep an index where the domain has one; what searches it."""
        corpus = self.domain.corpus
        if corpus is None:
            return None
        made = tempfile.TemporaryDirectory(prefix="bandstand-stage-")
        path = Path(self._held.enter_context(made)) / "index.sqlite"
        self._indexer = await self._held.enter_async_context(indexing(world, path, corpus))
        await indexed(world, self._indexer)
        searcher = searching(path, corpus)
        self._held.callback(searcher.close)
        return searcher

    async def _given(self, events: tuple[Event, ...]) -> None:
        await self._worlds[0].publish([self.domain.admit(one.entered(one.stamp)) for one in events])
        await self._caught_up()

    async def _caught_up(self) -> None:
        for one in self._worlds:
            await one.caught_up()
        if self._indexer is not None:
            await indexed(self._worlds[0], self._indexer)

    def _end(self) -> None:
        try:
            self._run(self._held.aclose())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(ANSWER_S_MAX)
            self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(ANSWER_S_MAX)


@dataclass(frozen=True)
class Asked:
    """A mutation, and what must come of it."""

    stage: Stage
    mutation: str
    by: str
    input: dict[str, Any] = field(default_factory=dict)

    def then(self, **payload: Any) -> Stage:
        """Send it; it must be done, and answer with this. What is named is what is asked for.

        Raises:
            AssertionError: it is refused, or answers otherwise.
        """
        root = self.stage.domain.schema._schema.mutation_type
        field = root.fields.get(self.mutation) if root else None
        selected = _selected(payload, field and get_named_type(field.type))
        found = self.stage.change(self.mutation, self.input, selected, self.by)
        if found["userErrors"]:
            told = "; ".join(f"{one['code']}: {one['message']}" for one in found["userErrors"])
            raise AssertionError(f"{self.mutation} was refused: {told}")
        answered = {name: found[name] for name in payload}
        if answered != payload:
            raise AssertionError(f"{self.mutation} answers {answered!r}, and not {payload!r}")
        return self.stage

    def refused(self, code: str, *, field: str | None = None) -> Stage:
        """Send it; it must be refused with this code and nothing else.

        Args:
            field: which field of the input it must be about, where that is said.

        Raises:
            AssertionError: it is not.
        """
        found = self.stage.change(self.mutation, self.input, "", self.by)["userErrors"]
        codes = [one["code"] for one in found]
        if codes != [code] or (field is not None and found[0]["field"] != field):
            raise AssertionError(f"{self.mutation} was to be refused with {code}; it says {found}")
        return self.stage


def _selected(expected: Mapping[str, Any], owner: Any) -> str:
    """The selection of what is expected of a type, as deep as that is."""
    parts = list[str]()
    for name, value in expected.items():
        field = getattr(owner, "fields", {}).get(name)
        inner = field and get_named_type(field.type)
        of = value[0] if isinstance(value, list) and value else value
        if isinstance(of, Mapping):
            parts.append(f"{name} {{ {_selected(of, inner)} }}")
        else:  # Of an object that must not be there, anything would do.
            parts.append(
                name if inner is None or is_leaf_type(inner) else f"{name} {{ __typename }}"
            )
    return " ".join(parts)
