"""The domain: the package or module that `BANDSTAND_DOMAIN` names, taken part by part.

A part is looked for by its name in a module of its own (`views.VIEWS`), or in the domain itself,
where that is one module or has no such module. What a domain does not have is made for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, wraps
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NoReturn, TypeVar, cast

from bandstand.errors import BadSetting
from bandstand.loading import load, misled, place_in, reached
from crdt.errors import CRDTError
from crdt.meaning import place_of
from crdt.records import Record, Register
from eventlog.envelope import Codec, Event
from eventlog.errors import EventRejected
from eventlog.samples import Samples
from gateway.declare.checks import found_in, lacks
from gateway.declare.entities import Entity, classes_in, entities_in
from gateway.declare.permissions.checks import LookedAt, rules_in
from gateway.declare.relay import global_id
from gateway.documents.tabs import Tab, tabs_of
from gateway.faults import Schema
from gateway.writing.entry import entry
from gateway.writing.importing import Importer
from search.corpus import Corpus
from views.declared import refuse_twins
from views.view import View

T = TypeVar("T")

_ASKED: Final = object()
"""In the place of what a part is where there is none: it must be there."""


class Domain:
    """A domain, such as `tribes`. A part is imported when it is first asked for."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def codec(self) -> Codec:
        """The events that the domain itself, `events`, `projections` and `views` define, and what
        of the domain they import.
        """
        return self._told(lambda: Codec.of(*reached(self.name, "events", "projections", "views")))

    @cached_property
    def views(self) -> tuple[View, ...]:
        """`VIEWS`, in `views`. They know of all events: how any is read decides what is parked.

        Raises:
            BadSetting: there are none, or they are no tuple of views.
        """
        events = tuple(self.codec.types.values())
        views = self._all_of("views", "VIEWS", View)
        return tuple(
            view if view.projections.keys() >= set(events) else replace(view, events=events)
            for view in views
        )

    def check(self) -> None:
        """Import every part of the domain, and look whether they fit together.

        Raises:
            BadSetting: something in it is declared wrong. One line says where, and the way out.
        """
        self._told(self._look)

    def _look(self) -> None:
        views, corpus = self.views, self.corpus
        indexed: Any = corpus
        if not isinstance(indexed, Corpus | None):
            where = "searching" if load(self.name, "searching") else "views"
            self._refuse(where, "CORPUS", "a search.corpus.Corpus")
        refuse_twins(views)
        for event in self.codec.types.values():
            keep = [view.name for view in views if event in view.projections]
            keep += [corpus.name] if corpus and event in corpus.projections else []
            if not keep and event.is_projected:
                raise BadSetting(
                    f"BANDSTAND_DOMAIN={self.name!r}: {place_of(event)}: no view keeps anything of "
                    f"{event.__name__}; write its projection, or say that none is meant: "
                    f"class {event.__name__}(…, projected=False)"
                )
        _ = [view.version for view in views]
        _ = (self.schema, self.admit, self.tabs, self.importers, self.web)
        self._look_for(corpus)
        if not isinstance(self.web, Path | None) or (self.web and not self.web.is_dir()):
            raise BadSetting(
                f"BANDSTAND_DOMAIN={self.name!r}: {place_in(self._itself, 'WEB')}: WEB is "
                f"{self.web!r:.80}: give the folder of a page, as in Path(__file__).parent / 'web'"
            )
        if not isinstance(self.claims, Mapping):
            self._refuse("claims", "CLAIMS", 'such as {PlayerNamed: (NickRecord, "nick")}')
        for event, claim in self.claims.items():
            if fault := _no_claim(event, claim):
                raise BadSetting(
                    f"BANDSTAND_DOMAIN={self.name!r}: {self._place('claims', 'CLAIMS')}: {fault}"
                )

    def _look_for(self, corpus: Corpus | None) -> None:
        """Look whether all that can be searched for is indexed."""
        indexed = {kind.name for kind in corpus.kinds} if corpus else set()
        for where, record in found_in(self.schema._schema):
            if record.kind not in indexed:
                raise BadSetting(
                    f"BANDSTAND_DOMAIN={self.name!r}: {where} searches for {record.kind} records, "
                    f"of which nothing is indexed: add a search.corpus.Kind of {record.__name__} "
                    f"to CORPUS, in {self._where('searching')}"
                )

    @cached_property
    def schema(self) -> Schema:
        """`SCHEMA`, in `schema`, or one of the types `Query`, `Mutation` and `Subscription` there;
        what it declares is in the views.
        """
        found = self._part("schema", "SCHEMA", None) or self._made_schema()
        if not isinstance(found, Schema):
            raise BadSetting(
                f"BANDSTAND_DOMAIN={self.name!r}: {self._place('schema', 'SCHEMA')}: SCHEMA is "
                f"{found!r:.60}: give a gateway.faults.Schema"
            )
        kept = {record for view in self.views for record in view.records}
        for name, entity in entities_in(found).items():
            if entity.record not in kept:
                raise BadSetting(
                    f"BANDSTAND_DOMAIN={self.name!r}: {place_of(classes_in(found)[name])}: {name} "
                    f"is read from {entity.record.__name__} records, which no view keeps: add "
                    f"{entity.record.__name__} to the records of a view, at "
                    f"{self._place('views', 'VIEWS')}"
                )
        self._look_across(found)
        return found

    def _look_across(self, schema: Schema) -> None:
        """Look whether rules find what they look at: one view's records are read together."""
        kept = {record: view.name for view in self.views for record in view.records}
        for at, rule, record in rules_in(schema._schema):
            for other in LookedAt(rule, record).kinds:
                if kept[record] != kept.get(other):
                    raise BadSetting(
                        f"BANDSTAND_DOMAIN={self.name!r}: {at()}: a rule of {record.__name__} "
                        f"records looks at {other.__name__} records, which another view keeps: "
                        "keep both in one"
                    )

    @property
    def entities(self) -> dict[str, Entity]:
        """The types of the schema that are read from records, by their GraphQL names."""
        return entities_in(self.schema)

    @cached_property
    def admit(self) -> Callable[[Event], Event]:
        """`admit`, in `entry`: what is done to an event where it enters; else what follows from
        its fields.
        """
        admit: Any = self._part("entry", "admit", entry())
        if not callable(admit):
            self._refuse("entry", "admit", "a function from an event to an event")

        @wraps(admit)
        def admitted(event: Event) -> Event:
            found = admit(event)
            if not isinstance(found, Event):
                where = self._place("entry", "admit")
                raise TypeError(f"{where}: admit gives {found!r:.60}: return the event")
            return found

        return admitted

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """`TABS`, in `tabs`: working queries for GraphiQL; else some of every root."""
        if self._part("tabs", "TABS", None) is None:
            return tuple(tabs_of(self.schema._schema, self.sample_id))
        return self._all_of("tabs", "TABS", Tab)

    @property
    def corpus(self) -> Corpus | None:
        """`CORPUS`, in `searching`, or beside `VIEWS`: what is searched; None where nothing is."""
        beside = self._part("views", "CORPUS", None)
        return cast("Corpus | None", self._part("searching", "CORPUS", beside))

    @property
    def claims(self) -> Mapping[type[Event], tuple[type[Record], str]]:
        """`CLAIMS`, in `claims`: the events that claim a unique name, in which record and by which
        field.
        """
        found = self._part("claims", "CLAIMS", {})
        return cast(Mapping[type[Event], tuple[type[Record], str]], found)

    @property
    def claimed_again(self) -> Callable[[Event, Any], tuple[Event, Any]]:
        """`claimed_again`, in `claims`: an event, and its claim beside what is held."""
        found = self._part("claims", "claimed_again")
        return cast(Callable[[Event, Any], tuple[Event, Any]], found)

    @property
    def importers(self) -> tuple[Importer, ...]:
        """`IMPORTERS`, in `importing`: what can be brought in from elsewhere."""
        return self._all_of("importing", "IMPORTERS", Importer, ())

    @property
    def web(self) -> Path | None:
        """`WEB` of the domain itself: the folder of a page of its own; None without one."""
        return cast(Path | None, getattr(self._itself, "WEB", None))

    @property
    def demo(self) -> Callable[[str, int], Iterator[Event]]:
        """`demo.events`, or `demo` in a module: events from a region and a seed; else samples of
        all types.
        """
        found = self._of_demo("events", "demo")
        return cast(Callable[[str, int], Iterator[Event]], found or self.samples)

    @property
    def demo_lately(self) -> Callable[[str, int, int], Iterator[Event]]:
        """`demo.lately`: events from a region, a seed and the time that it is; else the demo's
        own, at whatever time they are.
        """
        found = getattr(self._module("demo"), "lately", None)
        made = found or (lambda region, seed, _: self.demo(region, seed))
        return cast(Callable[[str, int, int], Iterator[Event]], made)

    @property
    def demo_people(self) -> Callable[[str, int], Iterator[tuple[float, Event]]] | None:
        """`demo.people`, or `demo_people` in a module: from a region and a seed, what is done while
        a stack runs, and how many seconds pass before each of it; None where nobody does anything.
        """
        found = self._of_demo("people", "demo_people")
        return cast("Callable[[str, int], Iterator[tuple[float, Event]]] | None", found)

    def _of_demo(self, name: str, alone: str) -> Any:
        """What stands under a name in `demo`, or, where the domain is one module, under another;
        None without it.
        """
        module = self._module("demo")
        return getattr(module, name if module is not self._itself else alone, None)

    def _made_schema(self) -> Schema:
        roots = [self._part("schema", name, None) for name in ("Query", "Mutation", "Subscription")]
        query, mutation, subscription = cast(list[Any], roots)
        if query is None:
            raise BadSetting(
                f"BANDSTAND_DOMAIN={self.name!r}: it has no schema; write a Strawberry type "
                f"`Query` in {self._where('schema')}, with what can be asked"
            )
        return self._told(lambda: Schema(query, mutation, subscription=subscription))

    def samples(self, region: str, seed: int) -> Iterator[Event]:
        """Events of all types, from a region and a seed; none of them was written by hand."""
        return self._sampling(region, seed).events()

    def _sampling(self, region: str, seed: int) -> Samples:
        views, codec, admit = self.views, self.codec, self.admit
        viewers = [one.record.kind for one in self.entities.values() if one.of_viewer]

        def check(event: Event) -> Event:
            event = admit(event)
            codec.encode(event)
            try:
                for view in views:
                    view.project(event)
            except CRDTError as error:
                raise EventRejected(str(error)) from None
            return event

        return Samples(
            codec.types.values(),
            region,
            seed,
            check,
            owners={
                record.kind: record.owner.kind
                for view in views
                for record in view.records
                if record.owner is not None
            },
            actors=next(iter(viewers), "user"),
        )

    def sample_id(self, name: str) -> str:
        """A global id that there is once the samples were published: the first of its type."""
        entities = self.entities
        if name not in entities:
            name = next((one for one in entities if one in self.schema.nodes.types), name)
        kind = entities[name].record.kind if name in entities else name.lower()
        return global_id(name, self._sampling("main", 0).id_of(kind, 1))

    def _told(self, made: Callable[[], T]) -> T:
        """What is made of the domain's declarations.

        Raises:
            BadSetting: they do not fit. Whatever the domain's code raises, it raises every time.
        """
        try:
            return made()
        except BadSetting:
            raise
        except Exception as error:  # noqa: BLE001
            raise misled(self.name, error) from None

    @cached_property
    def _itself(self) -> ModuleType:
        found = load(self.name)
        assert found is not None  # noqa: S101
        return found

    def _module(self, name: str) -> ModuleType:
        """Where parts of some name are: in a module of the domain, else in the domain itself."""
        return load(self.name, name) or self._itself

    def _part(self, module: str, attribute: str, default: object = _ASKED) -> object:
        found = getattr(self._module(module), attribute, default)
        if found is _ASKED:
            raise BadSetting(
                f"BANDSTAND_DOMAIN={self.name!r}: it has no {attribute}; write it in "
                f"{self._where(module)}"
            )
        return found

    def _all_of(
        self, module: str, attribute: str, kind: type[T], default: object = _ASKED
    ) -> tuple[T, ...]:
        """A part that is a tuple of some kind of things."""
        found = self._part(module, attribute, default)
        if isinstance(found, (tuple, list)):
            odd = [one for one in found if not isinstance(one, kind)]
            if not odd:
                return tuple(found)
            told = f"has {odd[0]!r:.60}, which is no {kind.__name__}: mend it there"
        elif isinstance(found, kind):
            told = f"is one {kind.__name__} and no tuple: end it with a comma, in parentheses"
        else:
            told = f"is {found!r:.60}: give a tuple of {kind.__name__}s"
        where = self._place(module, attribute)
        raise BadSetting(f"BANDSTAND_DOMAIN={self.name!r}: {where}: {attribute} {told}")

    def _refuse(self, module: str, attribute: str, wanted: str) -> NoReturn:
        found = getattr(self._module(module), attribute)
        raise BadSetting(
            f"BANDSTAND_DOMAIN={self.name!r}: {self._place(module, attribute)}: {attribute} is "
            f"{found!r:.60}: give {wanted}"
        )

    def _place(self, module: str, attribute: str) -> str:
        """`file:line` of a part."""
        return place_in(self._module(module), attribute)

    def _where(self, module: str) -> str:
        """In which file a part would be looked for."""
        itself = self._itself
        if not hasattr(itself, "__path__"):
            return str(itself.__file__)
        return f"{self.name}/{module}.py"


def _no_claim(event: Any, claim: Any) -> str:
    """What is wrong with what `CLAIMS` says of an event; nothing where it fits."""
    if not (isinstance(event, type) and issubclass(event, Event)):
        return f"CLAIMS has {event!r:.60}, which is no event"
    match claim:
        case (type() as record, str(field)) if issubclass(record, Record):
            said = sorted({*event.__struct_fields__} - {*Event.__struct_fields__})
            if field not in said:
                named = ", ".join(said) or "none"
                return f"{event.__name__} has no field {field!r} to claim; it has {named}"
            return lacks(record, "claim", Register)
    return (
        f"CLAIMS has {claim!r:.60}: give the record that keeps the claims and the event's field, "
        'as in {PlayerNamed: (NickRecord, "nick")}'
    )
