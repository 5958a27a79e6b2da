"""Mutations, declared from their events.

    @strawberry.type
    class Mutation:
        save_article = mutation(ArticleSaved, Article, doc="Keep an article for later.")

makes `saveArticle(input: SaveArticleInput!): ArticlePayload`. The input has the event's fields with
their limits, records by their global ids, and an idempotency key; the payload has the article as it
is now, what was wrong, and a receipt. That the article is there is looked at before; who is signed
in is the event's `actor`. What the event has besides is said with `given`, and what must hold
besides with `needs`.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Final, TypeAlias

import strawberry
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from crdt.meaning import shown_file
from crdt.records import OWNER_SEPARATOR
from eventlog import tracing
from eventlog.envelope import Event
from eventlog.errors import Fault
from gateway.declare.entities import camel, entity_of
from gateway.declare.errors import Misdeclared
from gateway.declare.fields import Listed
from gateway.declare.permissions.guards import NEEDED, Needed
from gateway.journal import audited
from gateway.reading.sessions import Session
from gateway.writing.drafts import Changed, Draft, Outcome, commit
from gateway.writing.inputs import (
    KEY_FIELD,
    Fields,
    Input,
    Taken,
    input_of,
    own_input,
    struct_input,
)
from gateway.writing.needs import Need, Needs, ruled, there, walked
from gateway.writing.payloads import NewEdge, paid, paths_of, payload_of
from gateway.writing.refusals import Code, Path, refusal

__all__ = ["NEW", "NEW_OWN", "VIEWER", "Asked", "Taken", "mutation", "new_in", "struct_input"]


@dataclass
class Asked:
    """What a mutation is asked for: an input, understood.

    session: who asks, and what they can read. input: as Strawberry made it. ids: of the records
    that it names, by the event's field. types: of which type each of those is. fields: those of the
    event, but for its envelope. record_id: of the record that is changed.
    """

    session: Session
    input: Any
    ids: dict[str, str]
    types: dict[str, type[Any]]
    fields: dict[str, Any] = field(default_factory=dict)
    record_id: str = ""

    @property
    def viewer(self) -> str:
        """Who is signed in; empty for nobody, and nothing is published then."""
        return self.session.viewer or ""

    @property
    def now_ms(self) -> int:
        """When it came, in Unix milliseconds."""
        return self.session.now_ms


Given: TypeAlias = Callable[[Asked], Any] | str | int | bool | None
"""What a field of an event holds that no input says, or a function to it."""

Check: TypeAlias = Callable[[Asked], Fault | None]
"""What is wrong with an input by itself, whatever is stored."""

Parts: TypeAlias = Callable[[Asked], Awaitable[Sequence[Mapping[str, Any]]]]
"""The fields of several events, but for what is given."""


def VIEWER(asked: Asked) -> str:  # noqa: N802
    """The id of who is signed in."""
    return asked.viewer


def NEW(asked: Asked) -> str:  # noqa: N802
    """A new id."""
    return asked.session.services.new_id()


def NEW_OWN(asked: Asked) -> str:  # noqa: N802
    """A new id of what who is signed in owns."""
    return f"{asked.viewer}{OWNER_SEPARATOR}{NEW(asked)}"


@dataclass(frozen=True)
class _NewIn:
    of: str

    def fault(self, event: type[Event], types: dict[str, type[Any]]) -> str:
        """What is wrong with it, as it is declared."""
        return "" if self.of in types else f"the input names no {self.of!r} that owns it"

    def __call__(self, asked: Asked) -> str:
        return f"{asked.ids[self.of]}{OWNER_SEPARATOR}{NEW(asked)}"


def new_in(of: str) -> Given:
    """A new id of what is owned by a record that the input names by this field."""
    return _NewIn(of)


def mutation(
    event: type[Event],
    returns: type[Any],
    *,
    fields: Fields | None = None,
    given: Mapping[str, Given] = {},
    needs: Sequence[Needs] = (),
    checks: Sequence[Check] = (),
    input: type[Any] | None = None,
    parts: Parts | None = None,
    edge: Listed | NewEdge | None = None,
    asks: str | None = None,
    doc: str | None = None,
) -> Any:
    """A field of `Mutation` that publishes an event.

    Args:
        event: what happened then. returns: the type of what it changes, read from the records that
            the event names by their kind.
        fields: those of the input, by the event's name, with what is said of each; without it, all
            of the event's but what is given. One may be the id of a record that `given` needs, too.
        given: by a field of the event, what it holds; of one in `fields`, where it is left out.
        needs: what must hold besides that the records are there that the input names.
        checks: what may be wrong with an input by itself.
        input: a Strawberry input of one's own, instead of `fields`: what the event holds besides
            ids, `given` and `parts` say. parts: the fields of several events, which are published
            in this order.
        edge: where it makes something, a list in which that stands by when it was made, by the
            event's stamp: the payload has its edge of that list, for clients that put it there; a
            `NewEdge` says of which type.
        asks: what is said of the input; without it, whose it is. doc: of the mutation; without it,
            what the event's class says of it.
    """
    caller = sys._getframe(1)
    at = f"{shown_file(caller.f_code.co_filename)}:{caller.f_lineno}"
    looks = [*(one for each in needs for one, _ in walked(each)), *checks]
    if fault := _slip(event, returns, given, fields, looks):
        raise Misdeclared(f"{at}: mutation: {fault}")
    shows = NewEdge(edge) if isinstance(edge, Listed) else edge
    made = _Mutation(event, returns, dict(given), tuple(needs), tuple(checks), parts, shows, at)
    return _Field(made, fields, input, asks, doc)


def _slip(
    event: object, returns: object, given: object, fields: object, looks: Sequence[object]
) -> str:
    """What is wrong with what a mutation is made of, whatever its name is."""
    if not (isinstance(event, type) and issubclass(event, Event)):
        return f"{event!r:.60} is no event: give its class, as in mutation(CarMade, Car)"
    if not (isinstance(returns, type) and hasattr(returns, "__strawberry_definition__")):
        return f"{returns!r:.60} is no type of the schema: give its class, which @entity declares"
    if not isinstance(given, Mapping):
        return f'given is {given!r:.60}: give what each field holds, as in {{"car": NEW}}'
    if not isinstance(fields, Mapping | None):
        return f'fields is {fields!r:.60}: say of each what it is, as in {{"name": "Its name."}}'
    for one in looks:
        if not callable(one):
            return f"{one!r:.60} among its needs and checks is no function"
    return ""


@dataclass
class _Mutation:
    """A mutation, as declared. name, input: once it has a name."""

    event: type[Event]
    returns: type[Any]
    given: dict[str, Given]
    needs: tuple[Needs, ...]
    checks: tuple[Check, ...]
    parts: Parts | None
    edge: NewEdge | None
    at: str
    name: str = ""
    input: Input = field(default_factory=Input)

    async def resolve(self, info: strawberry.Info, made: Any) -> Any:
        """Do it, and say so in the audit log; as `_resolve`."""
        with (
            tracing.span("mutation", **{"graphql.field": info.field_name}),
            audited(info.field_name, info.context.viewer) as change,
        ):
            payload = await self._resolve(info, made)
            change.take(payload)
            return payload

    async def _resolve(self, info: strawberry.Info, made: Any) -> Any:
        """Commit what an input stands for, and read back the record that the event is about."""
        session: Session = info.context
        # What is left out is not in the dictionary.
        taken = {key: one for key, one in strawberry.asdict(made).items() if key != KEY_FIELD}
        if session.viewer and self.input.is_empty(taken):
            told = "there is nothing to change: give at least one field"
            nothing = refusal((), Code.INVALID, told)
            return self._paid(Outcome(user_errors=[nothing]))
        ids, faults = self.input.named(made)
        asked = Asked(session, made, ids, self.input.ids)
        asked.fields = self._fields(asked)
        asked.record_id = asked.fields.get(self.id_field, "")
        wrong = {fault.path[0] for fault in faults}
        if not faults:
            faults = [fault for check in self.checks if (fault := check(asked))]
        rest = [asked.fields]
        if self.parts is not None and session.viewer and not faults:
            rest = [{**asked.fields, **part} for part in await self.parts(asked)] or rest
        *earlier, last = ({**session.services.envelope(asked.viewer), **one} for one in rest)
        draft = Draft(
            make=lambda viewer: self.event(**last),
            needs=list(self._needs(asked, wrong | {fault.path[0] for fault in faults})),
            key=made.idempotency_key,
            given=taken,
            faults=faults,
            named=lambda path: self._path(path, taken),
            also=[self.event(**one) for one in earlier],
        )
        changed = Changed(
            self.returns,
            lambda event: getattr(event, self.id_field),
            paths_of(self.returns, self.edge),
        )
        return self._paid(await commit(info._raw_info, draft, changed))

    def _paid(self, outcome: Outcome[Any]) -> Any:
        return paid(self.returns, outcome, self.name, self.edge)

    @property
    def id_field(self) -> str:
        """The event's field that is the id of what is changed."""
        return entity_of(self.returns).record.kind

    def _fields(self, asked: Asked) -> dict[str, Any]:
        names = self.event.__struct_fields__
        found = self.input.said(self.event, asked.input)
        found |= {name: one for name, one in asked.ids.items() if name in names}
        for name, make in self.given.items():
            if name not in found:
                found[name] = make(asked) if callable(make) else make
        return found

    def _needs(self, asked: Asked, wrong: Iterable[str | int]) -> Iterable[Need]:
        """What must hold. Of what is not named, nothing is looked at."""
        found = [
            there(asked.types[name], record_id, f"{name}_id", asked.viewer)
            for name, record_id in asked.ids.items()
        ]
        found += [need for needs in self.needs for need in needs(asked)]
        return (need for need in found if need.of not in wrong)

    def _path(self, path: Path, taken: Mapping[str, Any]) -> Path:
        """A place in an event as the input has it: `tribe_id`. A new comment's id is of its
        article.
        """
        name = str(path[0]) if path else ""
        made = self.given.get(name)
        for one in (name, *([made.of] if isinstance(made, _NewIn) else [])):
            if f"{one}_id" in taken:
                return (f"{one}_id", *path[1:])
        return path


FAULT: Final = "bandstand.fault"
"""Under which name a field's metadata have what is wrong with its declaration."""


_OF_INPUT: Final = "What it applies to, and the new values."


class _Field(StrawberryField):
    """A field of `Mutation`. Its input is called as the field is."""

    def __init__(
        self,
        made: _Mutation,
        fields: Fields | None,
        own: type[Any] | None,
        asks: str | None,
        doc: str | None,
    ) -> None:
        metadata: dict[str, list[Any]] = {FAULT: [], NEEDED: []}
        super().__init__(description=doc or _said_of(made.event), metadata=metadata)
        self._made, self._fields, self._own, self._asks = made, fields, own, asks

    @property
    def event(self) -> type[Event]:
        """What it publishes."""
        return self._made.event

    def __set_name__(self, owner: type[Any], name: str) -> None:
        made = self._made

        async def resolve(self: Any, info: strawberry.Info, input: Any) -> Any:
            return await made.resolve(info, input)

        async def misdeclared(self: Any) -> Any:
            """A field of a schema that is refused."""

        made.name = name
        payload = payload_of(made.returns, name, made.edge)
        try:
            made.input = self._input(name, owner.__module__)
        except Misdeclared as fault:
            self.metadata[FAULT].append(f"{made.at}: {name}: {fault}")
            misdeclared.__annotations__ = {"return": payload | None}
            self.base_resolver = StrawberryResolver(misdeclared)
            return
        self.metadata[NEEDED].extend(
            Needed(one.of, made.input.ids[one.of], one.rule, f"{made.at}: {name}", when, one.tells)
            for one, when in ruled(made.needs)
        )
        # Strawberry reads the types of argument and answer off the resolver.
        taken = made.input.cls
        resolve.__annotations__ = {
            "info": strawberry.Info,
            "input": Annotated[taken, strawberry.argument(description=_OF_INPUT)],
            "return": payload | None,
        }
        self.base_resolver = StrawberryResolver(resolve)

    def _input(self, name: str, module: str) -> Input:
        made = self._made
        if not hasattr(made.event, made.id_field):
            raise Misdeclared(
                f"{made.event.__name__} has no {made.id_field!r}, the id of what is answered: "
                "answer something that the event names"
            )
        own = self._own
        found = self._made_input(name, module) if own is None else own_input(own, module)
        needs = [one for each in made.needs for one, _ in walked(each)]
        for one in (*needs, *made.given.values()):
            fault = getattr(one, "fault", None)
            if fault is not None and (told := fault(made.event, found.ids)):
                raise Misdeclared(told)
        return found

    def _made_input(self, name: str, module: str) -> Input:
        made = self._made
        return input_of(
            f"{name.title().replace('_', '')}Input",
            made.event,
            self._fields,
            made.given,
            doc=self._asks or f"What `{camel(name)}` is given.",
            module=module,
        )


def _said_of(event: type[Event]) -> str | None:
    """What an event's class says of it, without what it says of its fields."""
    return (inspect.getdoc(event) or "").partition("\n\n")[0].replace("\n", " ") or None


def faults_in(root: type[Any]) -> list[str]:
    """What is wrong with the mutations that a type declares, each with file and line."""
    fields = getattr(root, "__strawberry_definition__").fields  # noqa: B009
    return [fault for one in fields for fault in one.metadata.get(FAULT, ())]
