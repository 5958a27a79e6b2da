"""Permissions: who may ask for a field, told where it is declared.

    @only(role("editor"))
    @strawberry.type
    class Audit: …                                           # every field of it

    email: str | None = only(owner | role("support"), column("contact", "email"))
    ban_user = only(role("moderator"), mutation(UserBanned, User))

Whoever may not has null there, and an error: UNAUTHENTICATED for nobody, FORBIDDEN for who is
signed in. The schema says it in the field's description. What is compiled is compiled for those who
may; for all others graphql-core answers, and says where.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeVar, cast

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, default_field_resolver
from strawberry.types.field import StrawberryField

from crdt.records import OWNER_SEPARATOR
from gateway.authentication import Grants
from gateway.declare.relay import parse_global_id
from gateway.errors import Forbidden, Unauthenticated

T = TypeVar("T")
RULE: Final = "bandstand.rule"
"""Under which name a field has its rule, in Strawberry's metadata and graphql-core's extensions."""


class Asks(Protocol):
    """Who asks."""

    @property
    def viewer(self) -> str | None: ...
    @property
    def grants(self) -> Grants: ...


@dataclass(frozen=True, eq=False)
class Rule:
    """Who may.

    told: they, in words: "who is signed in". allows: whether they are, of the object whose field it
        is; of None, whether they are of every object.
    """

    told: str
    allows: Callable[[Asks, Any], bool]

    def __or__(self, other: Rule) -> Rule:
        """That one of two holds."""
        return Rule(
            f"{self.told}, or {other.told}",
            lambda asks, root: self.allows(asks, root) or other.allows(asks, root),
        )

    def __and__(self, other: Rule) -> Rule:
        """That both hold."""
        return Rule(
            f"{self.told}, and {other.told}",
            lambda asks, root: self.allows(asks, root) and other.allows(asks, root),
        )

    def check(self, asks: Asks, root: Any) -> None:
        """Look whether somebody may.

        Raises:
            Unauthenticated: nobody is signed in. Forbidden: who is may not.
        """
        if not self.allows(asks, root):
            told = f"this is for {self.told}"
            raise Unauthenticated(f"{told}: sign in") if asks.viewer is None else Forbidden(told)


def role(*names: str) -> Rule:
    """Who has one of some roles."""
    return Rule(
        f"who has the role {_either(names)}",
        lambda asks, _: not asks.grants.roles.isdisjoint(names),
    )


def scope(*names: str) -> Rule:
    """Who has all of some scopes."""
    return Rule(
        f"who has the scope {' and '.join(f'`{one}`' for one in names)}",
        lambda asks, _: asks.grants.scopes.issuperset(names),
    )


def _owns(asks: Asks, root: Any) -> bool:
    named = getattr(root, "id", None)
    if asks.viewer is None or not isinstance(named, str):
        return False
    record_id = parse_global_id(named)[1]
    return record_id == asks.viewer or record_id.startswith(asks.viewer + OWNER_SEPARATOR)


signed_in: Final = Rule("who is signed in", lambda asks, _: asks.viewer is not None)
owner: Final = Rule("whose it is", _owns)
"""Whose id the object has, or who owns it by its id."""


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
    said = f"For {rule.told}."
    field.description = f"{field.description} {said}" if field.description else said
    return field


def guard(schema: GraphQLSchema) -> None:
    """Make every field of a schema that has a rule ask it, before anything else."""
    for graphql_type in schema.type_map.values():
        if isinstance(graphql_type, GraphQLObjectType):
            for field in graphql_type.fields.values():
                declared = field.extensions.get("strawberry-definition")
                if declared is not None and (rule := declared.metadata.get(RULE)) is not None:
                    _guard(field, rule)


def _guard(field: GraphQLField, rule: Rule) -> None:
    resolve = field.resolve or default_field_resolver

    def guarded(root: Any, info: Any, **arguments: Any) -> Any:
        rule.check(info.context, root)
        return resolve(root, info, **arguments)

    field.resolve = guarded
    field.extensions = {**field.extensions, RULE: rule}


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{one}`" for one in names)
