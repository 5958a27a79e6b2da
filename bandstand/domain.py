"""The domain: the package that `BANDSTAND_DOMAIN` names, loaded part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, cast

from bandstand.errors import BadSetting
from crdt.records import Record
from eventlog.envelope import Codec, Event
from gateway.app import Tab
from gateway.declare.checks import Misdeclared
from gateway.declare.entities import Entity, entities_in
from search.corpus import Corpus
from views.view import View


class Domain:
    """A domain package, such as `tribes`. A part is imported when it is first asked for."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def codec(self) -> Codec:
        """`events.EVENTS`."""
        return cast(Codec, self._part("events", "EVENTS"))

    @property
    def views(self) -> tuple[View, ...]:
        """`views.VIEWS`."""
        return cast(tuple[View, ...], self._part("views", "VIEWS"))

    @property
    def schema(self) -> Any:
        """`schema.SCHEMA`, a `strawberry.Schema`; what it declares is in the views."""
        schema = self._part("schema", "SCHEMA")
        kept = {record for view in self.views for record in view.records}
        for name, entity in entities_in(cast(Any, schema)).items():
            if entity.record not in kept:
                raise BadSetting(
                    f"BANDSTAND_DOMAIN={self.name!r}: {name} is read from {entity.record.__name__} "
                    f"records, which no view keeps: add them to one of {self.name}.views.VIEWS"
                )
        return schema

    @property
    def entities(self) -> dict[str, Entity]:
        """The types of the schema that are read from records, by their GraphQL names."""
        return entities_in(self.schema)

    @property
    def admit(self) -> Callable[[Event], Event]:
        """`entry.admit`: what is done to an event where it enters."""
        return cast(Callable[[Event], Event], self._part("entry", "admit"))

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """`tabs.TABS`: working queries for GraphiQL."""
        return cast(tuple[Tab, ...], self._part("tabs", "TABS"))

    @property
    def corpus(self) -> Corpus | None:
        """`searching.CORPUS`: what is searched; None for a domain without that module."""
        return cast(Corpus, self._part("searching", "CORPUS")) if self._has("searching") else None

    @property
    def claims(self) -> Mapping[type[Event], tuple[type[Record], str]]:
        """`claims.CLAIMS`: the events that claim a unique name, in which record and by which field;
        none for a domain without that module.
        """
        found = self._part("claims", "CLAIMS") if self._has("claims") else {}
        return cast(Mapping[type[Event], tuple[type[Record], str]], found)

    @property
    def claimed_again(self) -> Callable[[Event, Any], tuple[Event, Any]]:
        """`claims.claimed_again`: such an event, and its claim, beside the one that is held."""
        found = self._part("claims", "claimed_again")
        return cast(Callable[[Event, Any], tuple[Event, Any]], found)

    @property
    def demo(self) -> Callable[[str, int], Iterator[Event]]:
        """`demo.events`: a small community, from a region and a seed."""
        return cast(Callable[[str, int], Iterator[Event]], self._part("demo", "events"))

    def _has(self, module: str) -> bool:
        """Whether the domain has a module that it may do without."""
        name = f"{self.name}.{module}"
        try:
            import_module(name)
        except ModuleNotFoundError as error:
            if error.name == name:
                return False
            if error.name == self.name:
                self._part("events", "EVENTS")  # It says what is missing.
        return True

    def _part(self, module: str, attribute: str) -> object:
        try:
            return getattr(import_module(f"{self.name}.{module}"), attribute)
        except (ModuleNotFoundError, AttributeError) as error:
            raise BadSetting(
                f"BANDSTAND_DOMAIN={self.name!r}: {error}; expected a package with "
                f"{module}.{attribute}"
            ) from None
        except Misdeclared as error:
            raise BadSetting(f"BANDSTAND_DOMAIN={self.name!r}: {error}") from None
