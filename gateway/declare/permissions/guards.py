"""Guards: fields that are for some alone, and where the schema says for whom.

What is compiled is compiled for those who may; for all others graphql-core answers, and says where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar, cast

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, default_field_resolver
from strawberry.types.field import StrawberryField

from gateway.declare.entities import VERDICTS, declared_entities, definition_of
from gateway.declare.fields import DECLARED, ViewerCan
from gateway.declare.permissions.rules import Asks, Looks, Rule
from gateway.declare.relay import parse_global_id

T = TypeVar("T")
RULE: Final = "bandstand.rule"
"""Under which name a field has its rule, in Strawberry's metadata and graphql-core's extensions."""

NEEDED: Final = "bandstand.needed"
"""Under which name a mutation's metadata have what it `Needed` of the records that it names."""


class Needed(NamedTuple):
    """A rule that a mutation asks of a record that its input names.

    name: by which field, without `_id`. at: where that is declared. when: under what condition, in
    words; empty for always. tells: whether it says for whom the mutation is.
    """

    name: str
    type: type[Any]
    rule: Rule
    at: str
    when: str = ""
    tells: bool = True


def only(rule: Rule, field: Any = None) -> Any:
    """A field that is for those of a rule alone; above a class, or a field that is a method, a
    decorator of all fields of the one, or of the other.
    """
    if field is not None:
        return _ruled(field, rule)

    def declare(cls: T) -> T:
        if isinstance(cls, StrawberryField):
            return cast(T, _ruled(cls, rule))
        definition: Any = vars(cls)["__strawberry_definition__"]
        # SUBTLE: copies. What is of an interface is the same object in every type of it.
        definition.fields = [
            one if RULE in one.metadata else _ruled(copy(one), rule) for one in definition.fields
        ]
        return cls

    return declare


def _ruled(field: StrawberryField, rule: Rule) -> StrawberryField:
    field.metadata = MappingProxyType({**field.metadata, RULE: rule})
    return field


def rule_of(field: GraphQLField | None) -> Rule | None:
    """The rule of a field; None where it is for all."""
    return None if field is None else field.extensions.get(RULE)


def guard(schema: GraphQLSchema) -> None:
    """Make every field of a schema that has a rule ask it, before anything else; and make the
    descriptions say for whom types, fields and mutations are.
    """
    for kind in schema.type_map.values():
        definition = definition_of(kind)
        if definition is None or not isinstance(kind, GraphQLObjectType):
            continue
        for said in _said_of_type(definition.origin):
            kind.description = _with(kind.description, said)
        for field in kind.fields.values():
            declared = definition_of(field)
            if declared is None:
                continue
            for said in _said_of_field(declared):
                field.description = _with(field.description, said)
            if (rule := declared.metadata.get(RULE)) is not None:
                _guard(field, rule, is_entity=definition.origin in declared_entities())


def _said_of_type(cls: type[Any]) -> Iterator[str]:
    entity = declared_entities().get(cls)
    if entity is not None and entity.shown is not None:
        yield f"It is there for {entity.shown.told}; for all others there is none."
    if entity is not None and entity.listed is not None:
        told = entity.listed.told
        yield f"It stands in pages for {told}; others find it by its id and where it is named."


def _said_of_field(field: StrawberryField) -> Iterator[str]:
    declared, rule = field.metadata.get(DECLARED), field.metadata.get(RULE)
    if isinstance(declared, ViewerCan):
        yield f"True for {declared.rule.told}."
    if rule is not None:
        yield f"For {rule.told}."
    for needed in field.metadata.get(NEEDED, ()):
        if needed.tells:
            said = needed.rule.words(f"the {needed.name}")
            yield f"For {said}, {needed.when}." if needed.when else f"For {said}."


def _with(description: str | None, said: str) -> str:
    return f"{description} {said}" if description else said


def _guard(field: GraphQLField, rule: Rule, *, is_entity: bool) -> None:
    resolve = field.resolve or default_field_resolver
    if rule.looks is Looks.ASKS:
        allows: Callable[[Asks, Any], bool] = lambda asks, _: rule.allows(asks)  # noqa: E731
    elif is_entity:
        allows = lambda _, root: root.__dict__[VERDICTS][rule]  # noqa: E731
    else:
        allows = lambda asks, root: rule.allows(asks, _id_of(root))  # noqa: E731

    def guarded(root: Any, info: Any, **arguments: Any) -> Any:
        if not allows(info.context, root):
            raise rule.refusal(info.context)
        return resolve(root, info, **arguments)

    field.resolve = guarded
    field.extensions = {**field.extensions, RULE: rule}


def _id_of(root: Any) -> str:
    """The id of an object that some resolver made; nothing where it has none."""
    named = getattr(root, "id", None)
    return parse_global_id(named)[1] if isinstance(named, str) else ""
