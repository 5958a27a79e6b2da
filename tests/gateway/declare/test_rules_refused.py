"""Rules that do not fit are refused where the schema is made; and rules say in words who may."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import pytest
import strawberry

from bandstand.cli.queries import explain_query
from bandstand.errors import BadSetting
from bandstand.explain.addresses import Address, parts
from bandstand.settings import Settings
from gateway.declare.entities import column, entity, entity_of, viewer_can
from gateway.declare.errors import Misdeclared
from gateway.declare.nodes import of_id
from gateway.declare.permissions import (
    Rule,
    among,
    of_owner,
    only,
    owner,
    role,
    says,
    scope,
    signed_in,
    through,
    whose,
)
from gateway.declare.permissions.rules import Asking
from gateway.declare.relay import Node, global_id
from gateway.declare.sources import source
from gateway.faults import Schema
from gateway.writing.mutations import mutation
from gateway.writing.needs import About, Need, Needs, Ruled, may
from tests.domains import clubs as c


@strawberry.type
class Stray:
    """A type that is read from nowhere."""

    name: str


def deep(rule: Rule, times: int) -> Rule:
    """A rule that looks so many times from a note to the note that it names."""
    for _ in range(times):
        rule = through("publication", "note", lambda: c.Note, rule)
    return rule


def made(
    record: Any = c.NoteRecord, *, mutating: Any = None, **more: Any
) -> Callable[[Any, Any], Schema]:
    """A schema of one type, with a field of an annotation."""

    def schema(annotation: Any, field: Any) -> Schema:
        body = {"__annotations__": {"odd": annotation}, "odd": field, "__module__": __name__}
        thing: Any = entity(record, **more)(strawberry.type(type("Thing", (Node,), body)))
        query = type("Query", (), {"__annotations__": {"thing": thing | None},
                                   "thing": source(of_id(thing))})  # fmt: skip
        change = type("Mutation", (), {"do_it": mutating}) if mutating else None
        return Schema(strawberry.type(query), strawberry.type(change) if change else None)

    return schema


RULES: list[tuple[Any, Any, str]] = [
    (c.NoteRecord, whose("nope", "author"), "NoteRecord has no Register 'nope'; it has alive, pub"),
    (c.NoteRecord, says("reports"), "NoteRecord has no Register 'reports'"),
    (c.NoteRecord, among("moderators"), "NoteRecord has no ElementSet 'moderators'; it has rep"),
    (c.NoteRecord, among(c.ClubRecord.moderators),
     "ClubRecord.moderators is no set of NoteRecord: take one of its own"),
    (c.NoteRecord, role("x") | ~(signed_in & says("no")), "NoteRecord has no Register 'no'"),
    (c.NoteRecord, through("nope", None, lambda: c.Club, owner), "NoteRecord has no Register"),
    (c.NoteRecord, through("text", None, lambda: c.Club, says("no")), "ClubRecord has no Register"),
    (c.NoteRecord, through("text", None, lambda: Stray, owner), "Stray is not declared over a"),
    (c.NoteRecord, through("text", None, c.Club, owner), "its target is <class"),
    (c.NoteRecord, of_owner(lambda: c.Club, owner), "NoteRecord records have no owner: name the"),
    (c.ReplyRecord, of_owner(lambda: c.Club, owner),
     "NoteRecord records own ReplyRecord records, and its target is of ClubRecord"),
    (c.ReplyRecord, of_owner(lambda: c.Note, says("no")), "NoteRecord has no Register 'no'"),
    (c.NoteRecord, deep(owner, 4), "a rule looks from record to record 4 times, and may 3 times"),
    (c.NoteRecord, "editor", "'editor' is no rule: give one, such as `role(…)` or `whose(…)`"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "rule", "told"), RULES)
def test_a_rule_that_does_not_fit_its_record_is_refused(record: Any, rule: Any, told: str) -> None:
    """It would allow nobody, or everybody, for ever: whatever it is asked for."""
    field = "alive"
    for schema, annotation, given, where in (
        (made(record), bool, viewer_can(rule), r"Thing\.odd: "),
        (made(record), bool | None, only(rule, column(field)), r"Thing\.odd: "),
        (made(record, shown=rule), bool | None, column(field), "Thing: shown: "),
        (made(record, listed=rule), bool | None, column(field), "Thing: listed: "),
    ):
        with pytest.raises(Misdeclared, match=where + re.escape(told)):
            schema(annotation, given)


def test_a_mutation_whose_rule_does_not_fit_is_refused() -> None:
    """With the line that declares it."""
    needs = [may("note", whose("nope", "author"))]
    line = r"^tests/gateway/declare/test_rules_refused\.py:\d+: do_it: NoteRecord has no Register"
    with pytest.raises(Misdeclared, match=line):
        made(mutating=mutation(c.NoteReported, c.Note, needs=needs))(str | None, column("text"))
    needs = [may("club", among("moderators"))]
    with pytest.raises(Misdeclared, match="the input names no 'club' by its id"):
        made(mutating=mutation(c.NoteReported, c.Note, needs=needs))(str | None, column("text"))


@dataclass(frozen=True)
class When:
    """Needs that wrap others."""

    needs: Needs
    words: str = "where it rains"

    def within(self) -> Iterable[tuple[Needs, str]]:
        yield self.needs, self.words

    def __call__(self, about: About) -> Iterable[Need]:
        return self.needs(about)


class Silent(Ruled):
    """Needs that ask a rule, and refuse nobody."""

    tells = False

    def __call__(self, about: About) -> Iterable[Need]:
        return []


@pytest.mark.parametrize(("needs", "told"), [
    (may("note", whose("nope", "author")), "NoteRecord has no Register 'nope'"),
    (may("club", among("moderators")), "the input names no 'club' by its id; it names 'note'"),
    (may("note", "editor"), "'editor' is no rule: give one"),  # type: ignore[arg-type]
    (Silent("note", says("reports")), "NoteRecord has no Register 'reports'"),
    (Silent("club", owner), "the input names no 'club' by its id"),
])  # fmt: skip
def test_what_needs_wrap_is_refused_as_if_it_stood_alone(needs: Needs, told: str) -> None:
    """A slip in who may would pass until somebody does it, and then be an error, or let them."""
    line = r"^tests/gateway/declare/test_rules_refused\.py:\d+: do_it: "
    for wrapped in (needs, When(needs), When(When(needs))):
        with pytest.raises(Misdeclared, match=line + re.escape(told)):
            made(mutating=mutation(c.NoteReported, c.Note, needs=[wrapped]))(
                str | None, column("text")
            )


def test_what_needs_wrap_is_a_function() -> None:
    """It would be called for the first time when somebody does it."""
    with pytest.raises(Misdeclared, match="'editor' among its needs and checks is no function"):
        mutation(c.NoteReported, c.Note, needs=[When("editor")])  # type: ignore[arg-type]


def test_a_mutation_says_for_whom_it_is_under_which_condition() -> None:
    """Of what its needs wrap, too; and nothing of a rule that refuses nobody."""
    rule = role("editor")
    needs = [When(When(may("note", AUTHOR), "while it is day")), may("note", rule)]
    do_it = mutation(c.NoteReported, c.Note, needs=[*needs, Silent("note", owner)], doc="Do it.")
    schema = made(mutating=do_it)(str | None, column("text"))
    said = schema._schema.mutation_type.fields["doIt"].description  # type: ignore[union-attr]
    assert said == (
        "Do it. For who wrote the note, where it rains, and while it is day. "
        "For who has the role `editor`."
    )


def test_what_who_asks_may_do_is_a_bool() -> None:
    """As whether they are in a set."""
    with pytest.raises(Misdeclared, match=r"Thing\.odd: whether somebody may is a bool"):
        made()(int, viewer_can(role("editor")))


def test_a_rule_of_records_stands_where_there_is_one() -> None:
    """At the root nothing was read: no rule of a record could ever be met."""

    def schema(rule: Rule) -> Schema:
        @strawberry.type
        class Query:
            note: c.Note | None = only(rule, source(of_id(c.Note)))

        return Schema(Query)

    for rule in (owner, whose("publication", "author"), role("x") | among("reports")):
        with pytest.raises(Misdeclared, match=r"Query\.note: who may is said by a record \(wh"):
            schema(rule)
    schema(role("x") & signed_in)


@strawberry.type
class Plain:
    id: strawberry.ID
    secret: str | None = only(owner, strawberry.field())


@strawberry.type
class Bare:
    secret: str | None = only(owner, strawberry.field())


def test_an_object_of_a_resolver_s_own_is_its_owner_s_by_its_id() -> None:
    """Though nothing of it was read of the views; without an id nobody owns it."""

    @strawberry.type
    class Query:
        @strawberry.field
        def plain(self) -> Plain:
            return Plain(id=strawberry.ID(global_id("Plain", "enzo")), secret="s")

    schema = Schema(Query)
    for who, secret in (("enzo", "s"), ("pat", None), (None, None)):
        answer = schema.execute_sync("{ plain { secret } }", context_value=Asking(who))
        assert answer.data == {"plain": {"secret": secret}}
        assert bool(answer.errors) is (secret is None)

    @strawberry.type(name="Query")
    class Other:
        @strawberry.field
        def bare(self) -> Bare:
            return Bare(secret="s")

    line = r"^tests/gateway/declare/test_rules_refused\.py:\d+: Bare\.secret: who may is said by"
    with pytest.raises(Misdeclared, match=line):
        Schema(Other)


AUTHOR = whose("publication", "author", told="who wrote it")
CLUB = through("publication", "club", lambda: c.Club, among("moderators"))


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (role("a", "b"), "who has the role `a` or `b`"),
        (scope("a", "b"), "who has the scope `a` and `b`"),
        (~role("a"), "anybody but who has the role `a`"),
        (~~role("a"), "who has the role `a`"),
        (owner | signed_in, "whose it is, or who is signed in"),
        (whose("publication", "author"), "who is its author"),
        (whose("host"), "who is its host"),
        (among("muted_by"), "who is among its muted by"),
        (AUTHOR | CLUB, "who wrote it, or who is among the moderators of its club"),
        (of_owner(lambda: c.Note, AUTHOR), "who wrote its note"),
        (of_owner(lambda: c.Note, CLUB), "who is among the moderators of the club of its note"),
        (through("publication", "club", lambda: c.Club, among("moderators"), told="who leads it"),
         "who leads it"),
        (says("hiding"), "anybody while it says `hiding`"),
        (~says("hiding", told="it is hidden"), "anybody unless it is hidden"),
        (signed_in & ~says("hiding"), "who is signed in, unless it says `hiding`"),
        (~says("a") & says("b"), "anybody unless it says `a` and while it says `b`"),
        (~through("publication", "club", lambda: c.Club, ~says("closed")),
         "anybody while its club says `closed`"),
        ((AUTHOR | owner) & role("a"),
         "who wrote it, or whose it is; and besides who has the role `a`"),
        (AUTHOR & role("a"), "who wrote it, and who has the role `a`"),
    ],
)  # fmt: skip
def test_a_rule_is_told_in_words(rule: Rule, told: str) -> None:
    """As whoever reads the schema, or is refused, would say it."""
    assert rule.told == told


def test_a_mutation_says_of_which_record_it_speaks() -> None:
    """Its input may name several."""
    assert AUTHOR.words("the note") == "who wrote the note"
    assert CLUB.words("the note") == "who is among the moderators of the club of the note"
    assert says("hiding").words("the note") == "anybody while the note says `hiding`"


def test_a_field_of_a_rule_is_explained_by_what_that_looks_at() -> None:
    """No register holds it."""
    address = Address(c.NoteRecord, "a", entity_of(c.Note))
    told = "viewerCanHide is true for who moderates its club: explain what that looks at"
    with pytest.raises(BadSetting, match=told):
        parts(address, "viewerCanHide")


def test_what_a_rule_reads_is_shown_for_a_query(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the owner, too, whom no register names."""
    reply = global_id("Reply", "a/1")
    query = f'{{ node(id: "{reply}") {{ ... on Reply {{ viewerCanRemove }} }} }}'
    settings = replace(Settings.load({}), domain="tests.domains.clubs")
    explain_query(settings, query, variables="{}", operation=None, viewer="pat")
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    for said in ("its owner → target 0", "publication.club → target 1", "viewer in: moderators"):
        assert said in lines, lines
