"""Syntax: what an operation selects, as GraphQL collects it, and where arguments come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    ListValueNode,
    NameNode,
    ObjectValueNode,
    OperationDefinitionNode,
    ValueNode,
    VariableNode,
    get_argument_values,
    get_named_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_subfields
from graphql.execution.values import VariableValues

from gateway.declare.permissions.guards import rule_of
from gateway.declare.permissions.rules import Looks, Rule

Arguments: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""From the operation's variables to a field's arguments."""


class Selections:
    """The selections of one operation, as GraphQL collects them.

    variables: at least those that `@skip` and `@include` name.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: dict[str, FragmentDefinitionNode],
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
    ) -> None:
        self.schema, self.operation = schema, operation
        self.planned = 0
        """How many selections of records were planned."""
        self.rules: dict[Rule, None] = {}
        """Who may ask for what was collected so far, as far as no record decides it."""
        self.variables = variables
        self._fragments = {name: FragmentDetails(one) for name, one in fragments.items()}
        self._variables = VariableValues({}, variables)

    @classmethod
    def of(cls, info: GraphQLResolveInfo[Any]) -> Selections:
        """Those of the operation that graphql-core executes."""
        return cls(info.schema, info.fragments, info.operation, variables_of(info))

    def fields(
        self, graphql_type: GraphQLObjectType, nodes: list[FieldNode]
    ) -> dict[str, list[FieldNode]]:
        """What is selected below some nodes, by response key."""
        collected = collect_subfields(
            self.schema,
            self._fragments,
            self._variables,
            self.operation,
            graphql_type,
            [FieldDetails(node, None) for node in nodes],
        ).grouped_field_set
        found = {key: [details.node for details in group] for key, group in collected.items()}
        for group in found.values():
            rule = rule_of(graphql_type.fields.get(group[0].name.value))
            if rule is not None and rule.looks is Looks.ASKS:
                self.rules[rule] = None
        return found

    def root(self, query: GraphQLObjectType) -> dict[str, list[FieldNode]]:
        """What the operation itself selects."""
        node = FieldNode(name=NameNode(value=""), selection_set=self.operation.selection_set)
        return self.fields(query, [node])

    def below(
        self, graphql_type: Any, nodes: list[FieldNode], name: str
    ) -> Iterator[tuple[Any, list[FieldNode]]]:
        """The type and nodes of each selection of a field: one for every alias."""
        for group in self.fields(graphql_type, nodes).values():
            if group[0].name.value == name:
                yield get_named_type(graphql_type.fields[name].type), group

    def type_of(self, cls: type[Any]) -> GraphQLObjectType:
        """The GraphQL type of a Strawberry type."""
        found = self.schema.type_map[cls.__strawberry_definition__.name]
        assert isinstance(found, GraphQLObjectType)  # noqa: S101
        return found


def variables_of(info: GraphQLResolveInfo[Any]) -> dict[str, Any]:
    """The variables of the operation that graphql-core executes, with defaults."""
    # Strawberry hands the coerced values on as a plain dict.
    given: Any = info.variable_values
    found: dict[str, Any] = getattr(given, "coerced", given)
    return found


def arguments_of(definition: GraphQLField, node: FieldNode) -> Arguments:
    """How a field's arguments come of the variables."""

    def arguments(variables: dict[str, Any]) -> dict[str, Any]:
        return get_argument_values(definition, node, VariableValues({}, variables))

    if not is_constant(node):
        return arguments
    constant = arguments({})
    return lambda _: constant


def is_constant(node: FieldNode) -> bool:
    """Whether no variable stands among a field's arguments."""
    return not any(_varies(argument.value) for argument in node.arguments or ())


def _varies(value: ValueNode) -> bool:
    match value:
        case VariableNode():
            return True
        case ListValueNode():
            return any(map(_varies, value.values))
        case ObjectValueNode():
            return any(_varies(field.value) for field in value.fields)
        case _:
            return False
