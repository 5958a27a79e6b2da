"""Compilation: from a validated operation to what it reads and how its answer is written.

    document ──plan──▶ what is read of the views ──one wave──▶ records ──shape──▶ JSON

It is done once an operation, and for each way that `@skip` and `@include` go. What it does not
cover is left to graphql-core, and so is an answer with an error in it: what was read is handed
over, and graphql-core finds the error, its path, and what becomes null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

import strawberry
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    OperationType,
    get_named_type,
    is_abstract_type,
)
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from gateway.compiler.plan import Plan
from gateway.compiler.planner import Planner
from gateway.compiler.readings import NULL, Kept, Reading
from gateway.compiler.shaping import Shape, Shaper
from gateway.compiler.sizes import Length
from gateway.compiler.syntax import Arguments, Selections, arguments_of, is_constant
from gateway.compiler.values import Values, Write
from gateway.declare.entities import class_of, entities_in, fields_of
from gateway.declare.fields import DECLARED
from gateway.declare.permissions.rules import Rule
from gateway.declare.sources import Live, Namespace, Searched, Source, Told, Wanted, own_id
from gateway.declare.topics import Topic
from gateway.errors import BadInput, GatewayError, TooCostly, Uncovered, Unshapable
from gateway.reading.hits import HitsShaper, PageShape, plans_of
from gateway.reading.objects import Found
from gateway.reading.reads import Asked
from gateway.reading.sessions import Path, Session


@dataclass(frozen=True)
class Group:
    """An object with sources of its own: the query itself, or a namespace in it."""

    fields: dict[str, Part]
    """By response key; a text is a constant."""
    when: Callable[[str | None], bool] = lambda _: True
    required: bool = True
    of_viewer = True

    def readings(self, viewer: str | None) -> Iterator[Reading]:
        """What is to be read for a viewer."""
        if not self.when(viewer):
            return
        for one in self.fields.values():
            if isinstance(one, Reading):
                yield one
            elif isinstance(one, Group):
                yield from one.readings(viewer)

    def write(self, viewer: str | None, texts: dict[Path, str]) -> str:
        """The JSON of the object, of the texts of what was read."""
        if not self.when(viewer):
            if self.required:
                raise Unshapable("a null that may not be")
            return NULL
        parts = []
        for key, one in self.fields.items():
            if isinstance(one, (Reading, Saying)):
                parts.append(f'"{key}":{texts[one.path]}')
            else:
                text = one.write(viewer, texts) if isinstance(one, Group) else one
                parts.append(f'"{key}":{text}')
        return "{" + ",".join(parts) + "}"


@dataclass(frozen=True)
class Saying:
    """What the gateway answers of itself: nothing is read for it."""

    path: Path
    what: Told
    text: Write
    of_viewer = True


Question: TypeAlias = tuple[Reading, Wanted, list[Asked]]
"""A source, what it wants, and what is asked for it."""

Part: TypeAlias = Reading | Saying | Group | str


@dataclass(frozen=True)
class Compiled:
    """An operation that needs no graphql-core, for those who may ask for all that it selects."""

    query: Group
    rules: tuple[Rule, ...]

    @property
    def of_viewer(self) -> bool:
        """Whether it depends on who asks."""
        fields = self.query.fields.values()
        return bool(self.rules) or any(not isinstance(one, str) and one.of_viewer for one in fields)

    def check(self, session: Session, variables: dict[str, Any]) -> None:
        """Look whether it can be asked for.

        Raises:
            GatewayError: an argument is not valid, or it may read too many records.
        """
        for one in self.query.readings(session.viewer):
            now_ms = session.now_ms
            session.charge(one.ask_for(session.viewer, variables, now_ms)[1])

    def topics(self, viewer: str | None) -> Iterator[Topic]:
        """Whose changes can change the lists, sums and boards that are read of what it names."""
        for reading in self.query.readings(viewer):
            for plan in reading.plans.values():
                yield from plan.record.topics

    def _said(self, group: Group) -> Iterator[Saying]:
        for one in group.fields.values():
            if isinstance(one, Saying):
                yield one
            elif isinstance(one, Group):
                yield from self._said(one)

    def ask(self, session: Session, variables: dict[str, Any]) -> list[Question]:
        """What its sources ask for; the session is charged for it.

        Raises:
            TooCostly: it may read too many records, and nothing was read.
            Exception: an argument is not valid, and graphql-core must say where.
        """
        asked = [(one, *one.ask(session, variables)) for one in self.query.readings(session.viewer)]
        # Where it is too much, graphql-core counts again, source by source.
        session.charge(each for _, _, many in asked for each in many)
        return asked

    async def search(self, session: Session, asked: list[Question]) -> None:
        """Search for what is asked to be found: of it, what is asked for is then what was found."""
        for at, (one, wanted, many) in enumerate(asked):
            if isinstance(wanted, Searched):
                try:
                    asked[at] = one, wanted, await session.searched(wanted, many)
                except GatewayError as error:
                    asked[at] = one, wanted, []
                    session.prepared[one.path] = error

    async def read(self, session: Session, asked: list[Question]) -> None:
        """Read all that is asked for. It is left in the session, as is what could not be read."""
        session.alone = True
        try:
            found = iter(await session.find_each([each for _, _, many in asked for each in many]))
        finally:
            session.alone = False
        for one, _, many in asked:
            read = _together([next(found) for _ in many])
            session.prepared.setdefault(one.path, read)

    def write(self, session: Session, asked: list[Question]) -> str:
        """The JSON of the operation's data, of what was read.

        Raises:
            Exception: there is an error in the answer, and graphql-core must say where.
        """
        texts, length, so_far = dict[Path, str](), Length(session.length_max), 0
        for one, wanted, _ in asked:
            text = one.write(session, wanted, session.prepared[one.path], length)
            texts[one.path], so_far = text, length.after(so_far, text)
        texts |= {one.path: one.text(one.what.of(session)) for one in self._said(self.query)}
        return self.query.write(session.viewer, texts)


def _together(found: list[Found | Exception]) -> list[Found] | Exception:
    """What was found for one source, or why not all of it could be read."""
    read = [one for one in found if isinstance(one, Found)]
    return read if len(read) == len(found) else next(e for e in found if isinstance(e, Exception))


Compilation: TypeAlias = Compiled | Uncovered
"""A compiled operation, or why it is not."""


@dataclass
class Compiler:
    """Compiles the operations of a schema."""

    schema: strawberry.Schema
    _entities: dict[str, type[Any]] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)

    def __post_init__(self) -> None:
        for name in entities_in(self.schema):
            self._entities[name] = cast(Any, self.schema.get_type_by_name(name)).origin

    @property
    def graphql(self) -> GraphQLSchema:
        """The schema as graphql-core has it."""
        return self.schema._schema

    def compile(self, selections: Selections) -> Compilation:
        """Compile an operation, as its `@skip` and `@include` go."""
        operation = selections.operation.operation
        if operation is OperationType.MUTATION:
            return Uncovered("it is a mutation", "mutation")
        root = selections.schema.get_root_type(operation)
        assert root is not None  # noqa: S101
        try:
            query = Group(self._group(selections, root, selections.root(root), ()))
            return Compiled(query, (*selections.rules,))
        except Uncovered as uncovered:
            return uncovered
        except TooCostly as error:
            return Uncovered(str(error), "too deep")
        except GraphQLError as error:  # A directive whose variable is null.
            return Uncovered(str(error), "invalid")

    def live(self, selections: Selections) -> tuple[Live, Arguments]:
        """What a subscription listens to, and how its arguments come of the variables.

        Raises:
            BadInput: it selects nothing, as `@skip` and `@include` go.
        """
        root = selections.schema.subscription_type
        assert root is not None  # noqa: S101
        for nodes in selections.root(root).values():
            name = nodes[0].name.value
            given = fields_of(class_of(root))[name]
            what = given.metadata[DECLARED]
            return what, self.arguments(given, root.fields[name], nodes[0])
        raise BadInput("the subscription selects nothing")

    def _group(
        self,
        selections: Selections,
        graphql_type: GraphQLObjectType,
        grouped: dict[str, list[FieldNode]],
        path: Path,
    ) -> dict[str, Part]:
        declared = fields_of(class_of(graphql_type))
        fields: dict[str, Part] = {}
        for key, nodes in grouped.items():
            name = nodes[0].name.value
            if name == "__typename":
                fields[key] = f'"{graphql_type.name}"'
                continue
            if name.startswith("__"):
                raise Uncovered(f"{name} is introspection", "introspection")
            given, what = declared[name], declared[name].metadata.get(DECLARED)
            if name == "id" and what is None:
                what = own_id(class_of(graphql_type))
            field_type = graphql_type.fields[name].type
            if isinstance(what, Source):
                arguments = self.arguments(given, graphql_type.fields[name], nodes[0])
                fields[key] = self._reading(
                    selections,
                    field_type,
                    nodes,
                    (*path, key),
                    source=what,
                    arguments=arguments,
                )
            elif isinstance(what, Told):
                write = Values(selections).of(field_type, nodes)
                fields[key] = Saying((*path, key), what, write)
            elif isinstance(what, Namespace):
                below = get_named_type(field_type)
                inner = self._group(
                    selections, below, selections.fields(below, nodes), (*path, key)
                )
                fields[key] = Group(inner, what.is_there, isinstance(field_type, GraphQLNonNull))
            else:
                raise Uncovered(f"{graphql_type.name}.{name} has a resolver of its own")
        return fields

    def _reading(
        self,
        selections: Selections,
        field_type: Any,
        nodes: list[FieldNode],
        path: Path,
        *,
        source: Source,
        arguments: Arguments,
    ) -> Reading:
        required = isinstance(field_type, GraphQLNonNull)
        inner = field_type.of_type if required else field_type
        named, plans = get_named_type(field_type), self.plans(selections, field_type, nodes)
        shapes: dict[type[Any], Shape] = {}
        hits: PageShape | None = None
        if self.classes(selections, named):
            for cls, plan in plans.items():
                shapes[cls] = Shaper(selections, plan).record(nodes)
        elif len(plans) > 1:
            hits = HitsShaper(selections, plans).page(named, nodes)
        else:
            for cls, plan in plans.items():
                shapes[cls] = Shaper(selections, plan).ranked(named, nodes)
        return Reading(
            path=path,
            source=source,
            arguments=arguments,
            plans=plans,
            shapes=shapes,
            required=required,
            items_required=isinstance(getattr(inner, "of_type", None), GraphQLNonNull),
            kept=self.kept,
            hits=hits,
        )

    def plans(
        self, selections: Selections, field_type: Any, nodes: list[FieldNode]
    ) -> dict[type[Any], Plan]:
        """What a source of a type may read, by the type of the records."""
        named = get_named_type(field_type)
        if classes := self.classes(selections, named):
            return {cls: Planner(selections).record(cls, nodes) for cls in classes}
        items = self._items(selections, named)
        if len(items) > 1:
            return plans_of(selections, items, named, nodes)
        return {cls: Planner(selections).ranked(cls, named, nodes) for cls in items}

    def classes(self, selections: Selections, named: Any) -> list[type[Any]]:
        """The types that are read from records, of one type or of an interface."""
        kinds = selections.schema.get_possible_types(named) if is_abstract_type(named) else [named]
        return [self._entities[kind.name] for kind in kinds if kind.name in self._entities]

    def _items(self, selections: Selections, connection: GraphQLObjectType) -> list[type[Any]]:
        """What a connection is over: one type, or those that hits can be of."""
        with suppress(KeyError, AttributeError):
            edge = get_named_type(connection.fields["edges"].type)
            if found := self.classes(selections, get_named_type(edge.fields["node"].type)):
                return found
        raise Uncovered(f"{connection.name} is neither a record's type nor a connection")

    def arguments(
        self, given: StrawberryField, definition: GraphQLField, node: FieldNode
    ) -> Arguments:
        """How a source's arguments come of the variables, as Strawberry would hand them on."""
        raw, registry = arguments_of(definition, node), self.schema.schema_converter.scalar_registry

        def arguments(variables: dict[str, Any]) -> dict[str, Any]:
            return convert_arguments(raw(variables), given.arguments, registry, self.schema.config)

        if is_constant(node):
            constant = arguments({})
            return lambda _: constant
        return arguments
